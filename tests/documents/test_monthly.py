"""A section of the monthly report waits on its own: it says so in its place, and the others are written."""

import io
import re
from dataclasses import replace
from datetime import date

import docx
import pytest
from docx.oxml.ns import qn

from tests.reports.school import school
from xlplan.documents.figures import figures
from xlplan.documents.lint import inspection
from xlplan.documents.monthly import MONTHLY, MonthlyPaper
from xlplan.documents.monthly.meals import Meals
from xlplan.documents.monthly.section import unwritten
from xlplan.documents.monthly.stores import Stores
from xlplan.documents.paper import Draft
from xlplan.documents.shipped import shipped
from xlplan.documents.template import Template
from xlplan.documents.values import context
from xlplan.ledger.balances import trial_balance
from xlplan.money import grouped
from xlplan.tables.books import Books, Waiting
from xlplan.tables.canteen import Sample
from xlplan.tables.ledger import OpeningBalance, VoucherLine
from xlplan.tables.stores import Item

SECTIONS = {
    "work",
    "money",
    "payroll",
    "targets",
    "canteen",
    "meals",
    "fees",
    "safety",
    "stores",
    "assets",
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
        ("plan.xlsx", {"work", "targets", "safety", "next_month"}),
        ("ledger.xlsx", {"money", "canteen"}),
        ("stores.xlsx", {"stores"}),
        ("budget.xlsx", {"money", "canteen"}),
        ("payroll.xlsx", {"payroll"}),
        ("assets.xlsx", {"assets"}),
        ("fees.xlsx", {"fees"}),
        ("canteen.xlsx", {"meals"}),
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
    told = unwritten(Waiting("“现金日记账”有 3 行没有填日期"))
    assert told == "要用的台账没有填全，这一部分没有写。"
    assert figures(unwritten(Waiting("ledger.xlsx 打不开"))) == []


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
    assert draft.paper.stores == "没有 stores.xlsx，这一部分没有写。"


def test_the_canteen_section_tells_what_its_sheets_hold_and_what_was_not_done() -> None:
    books = school()
    october = drafted(books, "2026-10").paper
    assert isinstance(october.meals, Meals)
    assert october.meals.money is not None
    assert re.fullmatch(r"\d\d\.\d%", str(october.meals.money.cost_ratio))
    assert october.meals.lacking == ()
    assert drafted(books, "2026-11").paper.meals.money is None
    samples = books[Sample]
    day = samples[samples[Sample.date] >= "2026-10-01"].index[0]
    short = replace(
        books, sheets={**books.sheets, Sample: replace(books.sheets[Sample], rows=samples.drop(index=day))}
    )
    (one,) = drafted(short, "2026-10").paper.meals.lacking
    assert (one.duty, str(one.short)) == ("留样（样菜）", "1")
    (line,) = (line for line in printed(drafted(short, "2026-10").paper) if "食品安全还缺" in line)
    assert f"留样（样菜）应有{one.due}，实有{one.done}，缺1。" in line
