"""预算执行表 holds every budget line with what the vouchers spent of it, and draws it against the year."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date

import openpyxl
import pytest

from tests.reports.school import rows as shown
from tests.reports.school import school
from xlplan.excel.papers import paper
from xlplan.excel.report import Figure, Plain, Report, Share, Total
from xlplan.reports.budget_execution import budget_execution
from xlplan.tables.books import Waiting
from xlplan.tables.budget import BudgetChange, BudgetLine
from xlplan.tables.claims import Claim, Payment
from xlplan.tables.ledger import VoucherLine

Row = tuple[Plain, ...]


def lines(report: Report, place: int) -> dict[Plain, Row]:
    return {row[0]: row for row in shown(report, place) if not isinstance(row, Total)}


def spent(number: str, prefix: str, sign: int) -> int:
    """Fen that an adding machine finds on a budget number."""
    return sum(
        sign * (debit - credit)
        for account, budget, debit, credit in school()[VoucherLine][
            ["科目代码", "预算号", "借方", "贷方"]
        ].itertuples(index=False)
        if budget == number and account.startswith(prefix)
    )


def test_each_line_says_what_was_allowed_what_was_spent_and_what_is_left() -> None:
    _, listed, _ = budget_execution(school())
    rows = lines(listed, 0)
    budget = school()[BudgetLine]
    assert list(rows) == list(budget.loc[budget["收支"] == "支出", "预算号"])
    for number, original, adjusted in budget.loc[
        budget["收支"] == "支出", ["预算号", "年初数", "调整后"]
    ].itertuples(index=False):
        paid = spent(number, "7", 1)
        assert rows[number][2:7] == (original, adjusted - original or None, adjusted, paid, adjusted - paid)
        assert rows[number][7] == (Share(paid / adjusted) if adjusted else None)


def test_income_stands_in_a_block_of_its_own_with_what_came_in() -> None:
    first, *_ = budget_execution(school())
    rows = lines(first, 1)
    assert set(rows) == {f"S0{place}" for place in range(1, 9)}
    assert all(row[5] == spent(str(number), "6", -1) for number, row in rows.items())


def test_the_lines_of_a_fund_stand_below_its_bold_sum_and_all_add_up() -> None:
    first, listed, _ = budget_execution(school())
    funds = {row[0]: row for row in shown(first, 0)}
    subtotal: dict[Plain, int] = {}
    for row in shown(listed, 0):
        total = isinstance(row, Total)
        if total:
            fund = row[1]
            assert row[2:] == funds[fund][1:]
        elif isinstance(row[5], int):
            subtotal[fund] = subtotal.get(fund, 0) + row[5]
    assert subtotal == {fund: row[4] for fund, row in funds.items() if fund != "合计"}
    assert funds["合计"][4] == sum(subtotal.values())


def test_the_year_that_is_gone_is_counted_to_the_day() -> None:
    early = replace(school(), today=date(2026, 6, 30))
    first, *_ = budget_execution(early)
    assert shown(first, 0)[0][7] == Share(0.5)
    assert first.form
    assert first.form.period == "截至2026年6月30日"
    total = shown(first, 0)[-1][4]
    now = shown(budget_execution(school())[0], 0)[-1][4]
    assert isinstance(total, int)
    assert isinstance(now, int)
    assert 0 < total < now


def test_spending_without_a_budget_line_is_said_below_the_table() -> None:
    books = school()
    assert not any("另有" in note for note in budget_execution(books)[0].notes)
    vouchers = books[VoucherLine].copy()
    row = vouchers.index[(vouchers[VoucherLine.budget] == "G05") & (vouchers[VoucherLine.debit] > 0)][0]
    amount = int(vouchers.loc[row, VoucherLine.debit])
    vouchers.loc[row, VoucherLine.budget] = ""
    sheet = replace(books.sheets[VoucherLine], rows=vouchers)
    notes = budget_execution(replace(books, sheets={**books.sheets, VoucherLine: sheet}))[0].notes
    assert f"另有预算会计支出 {amount / 100:,.2f} 元没有写预算号，或预算号不在预算表里，没有列入。" in notes


def test_budget_changes_that_cannot_be_read_give_no_paper() -> None:
    books = school()
    sheet = replace(books.sheets[BudgetChange], unread=books[BudgetChange].iloc[:1])
    with pytest.raises(Waiting, match="“预算调整”有 1 行"):
        budget_execution(replace(books, sheets={**books.sheets, BudgetChange: sheet}))


def test_the_chart_draws_the_shares_of_the_funds_and_the_line_of_the_year() -> None:
    content = paper(budget_execution(school()))
    xml = zipfile.ZipFile(io.BytesIO(content)).read("xl/charts/chart1.xml").decode()
    names, categories, values = (
        re.findall(rf"<c:{tag}>.*?<c:f>(.*?)</c:f>", xml, re.DOTALL) for tag in ("tx", "cat", "val")
    )
    sheet = openpyxl.load_workbook(io.BytesIO(content))["预算执行表"]

    def cells(reference: str) -> list[object]:
        sheet_name, area = reference.replace("$", "").split("!")
        assert sheet_name == "预算执行表"
        area = area if ":" in area else f"{area}:{area}"
        return [row[0].value for row in sheet[area]]

    assert [cells(name) for name in names[-2:]] == [["执行进度"], ["时间进度"]]
    first, *_ = budget_execution(school())
    funds, done, gone = (
        [value.part if isinstance(value, Share) else value for value in column]
        for column in (list(zip(*shown(first, 0), strict=True))[place] for place in (0, 6, 7))
    )
    assert [cells(area) for area in categories] == [funds, funds]
    assert [cells(area) for area in values] == [done, gone]


def test_what_is_approved_and_not_yet_paid_is_held_and_stands_beside_how_far_the_claims_have_come() -> None:
    _, listed, staged = budget_execution(school())
    claims, payments = school()[Claim], school()[Payment]
    steps = lines(staged, 0)
    assert set(steps) == set(claims[Claim.budget])
    for number, row in lines(listed, 0).items():
        own = claims[claims[Claim.budget] == number]
        waiting = own[own[Claim.state] == "已批准"]
        paid = payments[payments[Payment.claim].isin(waiting[Claim.number])][Payment.amount].sum()
        held = waiting[Claim.amount].sum() - paid
        assert row[9:] == (held, row[6] - held)
        if number in steps:
            assert steps[number][8:] == (held, row[6] - held)
    assert any(row[9] for row in lines(listed, 0).values())


def test_an_office_that_keeps_no_claims_has_no_third_sheet() -> None:
    books = school()
    kept = {table: sheet for table, sheet in books.sheets.items() if table.workbook != Claim.workbook}
    first, listed = budget_execution(replace(books, sheets=kept))
    assert {row[-2:] for row in shown(first, 0) + shown(listed, 0)} == {(None, None)}


def test_what_is_held_cites_its_claims_and_what_is_free_cites_what_it_is_made_of() -> None:
    _, listed, staged = budget_execution(school())
    for report in (listed, staged):
        *_, held, free = next(row for row in report.blocks[0].rows if row[-2] and row[0])
        assert isinstance(held, Figure)
        assert isinstance(free, Figure)
        assert (held.source.at.sheet, held.source.rows > 0) == ("报销单", True)
        assert (free.source.at.sheet, free.source.rows > 0) == ("记账凭证", True)
        told = f"预算减已支，再减“报销单”里批准了没有付的 {held.source.rows} 单"
        assert free.source.which.endswith(told)


@pytest.mark.parametrize("lost", ["row", "sheet"])
def test_claims_that_cannot_be_read_leave_two_columns_blank_and_the_notes_say_why(lost: str) -> None:
    books = school()
    own = books.sheets[Payment]
    if lost == "row":
        sheet = replace(own, unread=own.rows.iloc[:1])
    else:
        sheet = replace(own, rows=own.rows.iloc[:0], absent=tuple(Payment.columns))
    reason = {
        "row": "“付款”有 1 行因单元格读不出来没有参加检查",
        "sheet": "claims.xlsx 里没有可用的“付款”表",
    }[lost]
    whole, torn = (
        budget_execution(books),
        budget_execution(replace(books, sheets={**books.sheets, Payment: sheet})),
    )
    assert len(torn) == 2
    assert f"已批未付、可用没有算出来：{reason}。" in torn[0].notes
    for place in (0, 1):
        found, before = shown(torn[place], 0), shown(whole[place], 0)
        assert {row[-2:] for row in found} == {(None, None)}
        assert [row[:-2] for row in found] == [row[:-2] for row in before]
