"""科目余额表 holds what an adding machine makes of 期初余额 and 记账凭证, and says whether it balances."""

from collections import defaultdict
from dataclasses import replace
from datetime import date

import pytest

from tests.reports.school import school
from xlplan.excel.report import Report, Total, Value
from xlplan.reports.trial_balance import trial_balance
from xlplan.tables.books import Books, Waiting
from xlplan.tables.ledger import OpeningBalance, VoucherLine

Row = tuple[Value, ...]


def added_up(books: Books) -> dict[str, list[int]]:
    """Account -> 年初 (debit less credit), 借方 and 贷方 before November, 借方 and 贷方 in November."""
    found: dict[str, list[int]] = defaultdict(lambda: [0] * 5)
    for account, debit, credit in books[OpeningBalance][["科目代码", "借方", "贷方"]].itertuples(index=False):
        found[account][0] += debit - credit
    for day, account, debit, credit in books[VoucherLine][["日期", "科目代码", "借方", "贷方"]].itertuples(
        index=False
    ):
        place = 3 if day.month == 11 else 1
        found[account][place] += debit
        found[account][place + 1] += credit
    return found


def by_account(report: Report) -> dict[Value, Row]:
    return {row[0] or row[1]: row for row in report.blocks[0].rows}


def left(row: Row, place: int) -> int:
    """Debit less credit of the two columns that begin at a place."""
    debit, credit = row[place], row[place + 1]
    assert isinstance(debit, int | None)
    assert isinstance(credit, int | None)
    return (debit or 0) - (credit or 0)


def test_every_figure_is_what_the_vouchers_add_up_to() -> None:
    books = school()
    rows = by_account(trial_balance(books, "2026-11"))
    for account, (begun, debit, credit, own_debit, own_credit) in added_up(books).items():
        row = rows[account]
        assert left(row, 2) == begun + debit - credit
        assert [value or 0 for value in row[4:8]] == [
            own_debit,
            own_credit,
            debit + own_debit,
            credit + own_credit,
        ]
        assert left(row, 8) == begun + debit - credit + own_debit - own_credit


def test_a_parent_is_bold_stands_before_its_leaves_and_is_their_sum() -> None:
    rows = trial_balance(school(), "2026-11").blocks[0].rows
    place = next(place for place, row in enumerate(rows) if row[0] == "1002")
    parent, *leaves = rows[place : place + 3]
    assert isinstance(parent, Total)
    assert [row[0] for row in leaves] == ["100201", "100202"]
    assert left(parent, 8) == sum(left(row, 8) for row in leaves)
    assert not any(isinstance(row, Total) for row in leaves)


def test_a_balance_stands_on_its_side() -> None:
    rows = by_account(trial_balance(school(), "2026-11"))
    assert rows["3001"][2] is None
    assert rows["1601"][3] is None


def test_each_half_is_closed_by_its_sums_and_they_balance() -> None:
    report = trial_balance(school(), "2026-11")
    rows = by_account(report)
    for name in ("财务会计合计", "预算会计合计"):
        assert isinstance(rows[name], Total)
        assert [left(rows[name], place) for place in (2, 4, 6, 8)] == [0, 0, 0, 0]
    assert report.notes[0].startswith("试算平衡")


def test_a_figure_that_is_off_is_named_with_its_half_and_its_columns() -> None:
    books = school()
    lines = books[VoucherLine].copy()
    row = lines[(lines[VoucherLine.account] == "5001") & (lines[VoucherLine.date] >= "2026-11-01")].index[0]
    lines.loc[row, VoucherLine.debit] += 808
    sheet = replace(books.sheets[VoucherLine], rows=lines)
    notes = trial_balance(replace(books, sheets={**books.sheets, VoucherLine: sheet}), "2026-11").notes
    assert notes == (
        "试算不平衡：财务会计本期发生额借方比贷方多 8.08 元。",
        "试算不平衡：财务会计本年累计借方比贷方多 8.08 元。",
        "试算不平衡：财务会计期末余额借方比贷方多 8.08 元。",
    )


def test_a_ledger_with_rows_that_cannot_be_read_gives_no_paper() -> None:
    books = school()
    sheet = replace(books.sheets[VoucherLine], unread=books[VoucherLine].iloc[:2])
    with pytest.raises(Waiting, match="“记账凭证”有 2 行"):
        trial_balance(replace(books, sheets={**books.sheets, VoucherLine: sheet}), "2026-11")


def test_a_line_without_a_day_gives_no_paper_either() -> None:
    books = school()
    lines = books[VoucherLine].copy()
    lines.loc[lines.index[5], VoucherLine.date] = None
    sheet = replace(books.sheets[VoucherLine], rows=lines)
    with pytest.raises(Waiting, match="“记账凭证”有 1 行没有填日期"):
        trial_balance(replace(books, sheets={**books.sheets, VoucherLine: sheet}), "2026-11")


def test_a_month_of_another_year_than_the_ledgers_has_no_paper() -> None:
    with pytest.raises(Waiting, match="台账是 2026 年的，没有2027年2月"):
        trial_balance(replace(school(), today=date(2027, 2, 3)), "2027-02")


def test_it_says_of_whom_and_of_when_it_is() -> None:
    form = trial_balance(school(), "2026-11").form
    assert form
    assert (form.office, form.period) == ("岚溪县松坪镇初级中学", "2026年11月")
