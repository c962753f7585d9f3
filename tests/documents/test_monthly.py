"""A section of the monthly report waits on its own: it says so in its place, and the others are written."""

import io
import re
from dataclasses import replace
from datetime import date

import docx
import pandas as pd
import pytest
from docx.oxml.ns import qn

from tests.reports.school import school
from xlplan.documents.figures import figures
from xlplan.documents.lint import inspection
from xlplan.documents.monthly import MONTHLY, MonthlyPaper
from xlplan.documents.monthly.canteen import Canteen
from xlplan.documents.monthly.matters import Matters
from xlplan.documents.monthly.purchases import Purchases
from xlplan.documents.monthly.section import unwritten
from xlplan.documents.monthly.stores import Stores
from xlplan.documents.paper import Draft
from xlplan.documents.shipped import shipped
from xlplan.documents.template import Template
from xlplan.documents.values import context
from xlplan.ledger.balances import trial_balance
from xlplan.money import grouped
from xlplan.tables.books import Books, Waiting
from xlplan.tables.canteen import CanteenMonth, Sample
from xlplan.tables.claims import Contract, Purchase
from xlplan.tables.ledger import OpeningBalance, VoucherLine
from xlplan.tables.plan import Honour
from xlplan.tables.stores import Item

SECTIONS = {
    "work",
    "matters",
    "money",
    "payroll",
    "targets",
    "canteen",
    "fees",
    "safety",
    "stores",
    "assets",
    "purchases",
    "projects",
    "problems",
    "next_month",
}


def without(workbook: str, books: Books | None = None) -> Books:
    """The books of an office in which a master cannot be opened."""
    books = books or school()
    sheets = {table: sheet for table, sheet in books.sheets.items() if table.workbook != workbook}
    return replace(books, sheets=sheets, refused={workbook: f"{workbook} 打不开。"})


def drafted(books: Books, month: str = "2026-11") -> Draft:
    (draft,) = MONTHLY.drafts(books, month, ())
    return draft


def printed(paper: MonthlyPaper) -> list[str]:
    content = Template(MONTHLY.name, shipped(MONTHLY.name)).fill(context(paper))
    paragraphs = docx.Document(io.BytesIO(content)).paragraphs
    # paragraph.text leaves out what stands in content controls: the figures.
    return ["".join(run.text or "" for run in own._p.iter(qn("w:t"))) for own in paragraphs]


@pytest.mark.parametrize(
    ("workbook", "waits"),
    [
        ("plan.xlsx", {"work", "matters", "targets", "safety", "next_month"}),
        ("ledger.xlsx", {"money", "canteen"}),
        ("stores.xlsx", {"stores"}),
        ("budget.xlsx", {"money", "canteen"}),
        ("payroll.xlsx", {"payroll"}),
        ("assets.xlsx", {"assets"}),
        ("fees.xlsx", {"fees"}),
        ("canteen.xlsx", {"canteen"}),
        ("claims.xlsx", {"purchases"}),
        ("projects.xlsx", {"projects", "matters"}),
    ],
)
def test_what_cannot_be_had_of_a_master_is_one_sentence_in_its_section_and_the_others_are_written(
    workbook: str, waits: set[str]
) -> None:
    draft = drafted(without(workbook))
    paper: MonthlyPaper = draft.paper
    told = f"{workbook} 打不开，这一部分没有写。"
    assert {name for name in SECTIONS if getattr(paper, name) == told} == waits
    lines = printed(paper)
    assert lines.count(told) == len(waits)
    assert [line for line in lines if line[1:2] == "、"] == [
        line for line in printed(drafted(school()).paper) if line[1:2] == "、"
    ]
    assert len(draft.waiting) == len(waits)
    assert all(sentence.endswith(f"，{workbook} 打不开。") for sentence in draft.waiting)


def test_a_report_of_which_nothing_waits_says_nothing_of_it() -> None:
    draft = drafted(school())
    assert draft.waiting == ()
    assert not any("没有写。" in line for line in printed(draft.paper))


def test_a_whole_report_waits_for_the_name_of_the_school_and_for_the_year_of_the_ledger() -> None:
    with pytest.raises(Waiting, match=r"office\.xlsx 打不开"):
        drafted(without("office.xlsx"))
    with pytest.raises(Waiting, match="没有 2025 年的凭证"):
        drafted(without("plan.xlsx"), "2025-11")


def test_a_reason_with_a_figure_is_told_without_it_where_it_would_have_no_source() -> None:
    told = unwritten("物资", Waiting("“现金日记账”有 3 行没有填日期"))
    assert told == "要用的台账没有填全，这一部分没有写。"
    assert figures(unwritten("物资", Waiting("ledger.xlsx 打不开"))) == []


@pytest.mark.parametrize(("used", "right"), [("收支.合计.本月收入", True), ("收支.合记.本月收入", False)])
def test_a_field_of_a_section_that_is_written_wrongly_in_a_template_is_told(used: str, right: bool) -> None:
    own, content = docx.Document(), io.BytesIO()
    own.add_paragraph(f"{{% if 收支 is string %}}{{{{ 收支 }}}}{{% else %}}{{{{ {used} }}}}{{% endif %}}")
    own.save(content)
    faults = [fault.message for fault in inspection(MONTHLY.name, content.getvalue(), MonthlyPaper).faults]
    assert (not any("没有字段" in message for message in faults)) is right


def test_a_report_stands_at_the_end_of_its_month() -> None:
    assert drafted(replace(school(), today=date(2026, 12, 5)), "2026-11").paper.date == "2026年11月30日"


def test_the_store_room_is_told_as_it_stood_at_the_end_of_the_month() -> None:
    paper: MonthlyPaper = drafted(school(), "2026-09").paper
    assert isinstance(paper.stores, Stores)
    balance = trial_balance(school()[OpeningBalance], school()[VoucherLine], date(2026, 9, 30), "2026-09")
    stock = balance.loc["1302"]
    told = paper.stores.came, paper.stores.went, paper.stores.worth
    assert [str(amount) for amount in told] == [grouped(stock[name]) for name in ("借方", "贷方", "期末")]
    assert paper.stores.low == ()


def test_an_item_below_its_least_at_the_end_of_the_month_is_told() -> None:
    books = school()
    items = books[Item].assign(**{Item.minimum: 0})
    items.loc[items.index[0], Item.minimum] = 9_999_000
    low = replace(books, sheets={**books.sheets, Item: replace(books.sheets[Item], rows=items)})
    (item,) = drafted(low, "2026-09").paper.stores.low
    assert (str(item.name), item.unit) == (items[Item.name].iloc[0], "个")


def test_an_office_without_a_store_room_says_so_in_its_section() -> None:
    books = school()
    kept = {table: sheet for table, sheet in books.sheets.items() if table.workbook != "stores.xlsx"}
    draft = drafted(replace(books, sheets=kept))
    assert draft.paper.stores == "物资没有建台账，这一部分不写。"


def test_the_canteen_section_tells_what_its_sheets_hold_and_what_was_not_done() -> None:
    books = school()
    october = drafted(books, "2026-10").paper
    assert isinstance(october.canteen, Canteen)
    assert october.canteen.money is not None
    assert re.fullmatch(r"\d\d\.\d%", str(october.canteen.money.cost_ratio))
    assert october.canteen.lacking == ()
    samples = books[Sample]
    day = samples[samples[Sample.date] >= "2026-10-01"].index[0]
    short = replace(
        books, sheets={**books.sheets, Sample: replace(books.sheets[Sample], rows=samples.drop(index=day))}
    )
    (one,) = drafted(short, "2026-10").paper.canteen.lacking
    assert (one.duty, str(one.short)) == ("留样（样菜）", "1")
    (line,) = (line for line in printed(drafted(short, "2026-10").paper) if "食品安全还缺" in line)
    assert f"留样（样菜）应有{one.due}，实有{one.done}，缺1。" in line


def test_what_the_canteen_took_in_and_spent_is_told_once_by_its_own_sheet_or_else_by_the_ledger() -> None:
    books = school()
    kept = {table: sheet for table, sheet in books.sheets.items() if table.workbook != "canteen.xlsx"}
    for own, month, begins in (
        (books, "2026-10", "食堂本月收入"),
        (books, "2026-11", "食堂资金本月收入"),  # 食堂收支 has no November yet
        (replace(books, sheets=kept), "2026-10", "食堂资金本月收入"),
    ):
        lines = printed(drafted(own, month).paper)
        section = lines[lines.index("四、食堂") + 1 : lines.index("五、收费")]
        assert section[0].startswith(begins)
        assert sum("收入" in line for line in section) == 1
        assert any("人次" in line for line in section) is (own is books)


def test_a_canteen_that_spent_more_than_it_took_in_is_said_to_have_overspent() -> None:
    (line,) = (line for line in printed(drafted(school(), "2026-10").paper) if line.startswith("食堂本月"))
    months = school()[CanteenMonth]
    (surplus,) = months.loc[months[CanteenMonth.period] == "2026-10-01", CanteenMonth.surplus]
    assert line.endswith(f"；超支{grouped(-surplus)}元。")
    assert "就餐10,968人次" in "".join(printed(drafted(school(), "2026-10").paper))


def test_what_was_bought_and_signed_in_the_month_is_counted_and_summed_up() -> None:
    books = school()
    rows, contracts = books[Purchase], books[Contract]
    own = rows[rows[Purchase.date].dt.strftime("%Y-%m") == "2026-07"]
    signed = contracts[contracts[Contract.signed].dt.strftime("%Y-%m") == "2026-07"]
    part = drafted(books, "2026-07").paper.purchases
    assert isinstance(part, Purchases)
    for told, count, amount in (
        (part.total, len(own), own[Purchase.amount].sum()),
        (part.contracts, len(signed), signed[Contract.amount].sum()),
    ):
        assert (str(told.count), str(told.amount)) == (str(count), grouped(int(amount)))
    assert sum(int(str(way.count)) for way in part.ways) == len(own) > 0


def test_a_problem_is_told_by_its_sheet_and_object_and_by_no_file_or_cell() -> None:
    books = school()
    vouchers = books[VoucherLine].copy()
    row = vouchers.index[vouchers[VoucherLine.debit] > 0][-1]
    vouchers.loc[row, VoucherLine.debit] += 100
    torn = replace(books.sheets[VoucherLine], rows=vouchers)
    problems = drafted(replace(books, sheets={**books.sheets, VoucherLine: torn}, kept={})).paper.problems
    places = {problem.rule: str(problem.example) for problem in problems.rows}
    assert places["VCH-01"] == f"记账凭证 {vouchers.at[row, VoucherLine.voucher]}"
    assert not any(".xlsx" in place or "!" in place for place in places.values())


def test_the_last_row_of_a_table_stays_with_the_signature_that_follows() -> None:
    content = Template(MONTHLY.name, shipped(MONTHLY.name)).fill(context(drafted(school()).paper))
    *_, table, signature, _ = (
        own for own in docx.Document(io.BytesIO(content)).element.body if own.tag != qn("w:sectPr")
    )
    assert "岚溪县松坪镇初级中学" in "".join(signature.itertext())
    rows = table.findall(qn("w:tr"))
    for row, kept in ((rows[-1], True), (rows[-2], False)):
        assert all(
            (own.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None) is kept for own in row.iter(qn("w:p"))
        )


def test_what_is_overdue_or_comes_next_month_is_told_whatever_sheet_it_stands_in() -> None:
    paper = drafted(school()).paper
    assert isinstance(paper.matters, Matters)
    assert paper.matters.late == ()
    assert next((one.due, one.kind, str(one.what)) for one in paper.matters.coming) == (
        "2026-12-04", "检查", "综合楼一具灭火器压力不足"
    )  # fmt: skip
    # Work stands in the plan of the next month already.
    assert "工作" not in {one.kind for one in paper.matters.coming}


def test_what_was_due_before_the_end_of_the_month_is_overdue() -> None:
    books = school()
    rows = books[Honour].assign(
        **{Honour.due: pd.Timestamp("2026-11-20"), Honour.state: "准备中", Honour.done: pd.NaT}
    )
    late = replace(books, sheets={**books.sheets, Honour: replace(books.sheets[Honour], rows=rows)})
    paper = drafted(late).paper
    assert {(one.kind, one.state) for one in paper.matters.late} == {("荣誉", "准备中")}
    assert len(paper.matters.late) == len(rows)
