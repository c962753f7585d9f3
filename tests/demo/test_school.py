"""The demo school agrees with itself, to the fen."""

from datetime import date

import pandas as pd
import pytest

from xlplan import demo
from xlplan.excel.frames import calculated
from xlplan.excel.table import Table
from xlplan.tables import MASTERS
from xlplan.tables.budget import BudgetLine
from xlplan.tables.ledger import BankEntry, CashCount, CashEntry, OpeningBalance, VoucherLine
from xlplan.tables.office import SchoolClass, Staff

BANKS = {"100201": "基本户", "100202": "食堂户"}
Frames = dict[type[Table], pd.DataFrame]


@pytest.fixture(scope="module")
def frames() -> Frames:
    return demo.frames()


@pytest.fixture(scope="module")
def full(frames: Frames) -> Frames:
    """With the columns that Excel calculates."""
    return calculated(MASTERS["ledger.xlsx"], frames) | calculated(MASTERS["budget.xlsx"], frames)


@pytest.fixture(scope="module")
def lines(frames: Frames) -> pd.DataFrame:
    return frames[VoucherLine]


def test_two_builds_are_equal(frames: Frames) -> None:
    again = demo.frames()
    assert list(again) == list(frames)
    assert all(again[table].equals(frame) for table, frame in frames.items())
    assert demo.files() == demo.files()


def test_the_school_has_69_people_620_pupils_310_boarders_and_14_classes(frames: Frames) -> None:
    assert (frames[Staff][Staff.state] == "在岗").sum() == 69
    classes = frames[SchoolClass]
    assert len(classes) == 14
    assert classes[SchoolClass.pupils].sum() == 620
    assert classes[SchoolClass.boarders].sum() == 310


def test_every_class_has_a_teacher_of_its_grade_and_of_its_own(frames: Frames) -> None:
    classes, staff = frames[SchoolClass], frames[Staff].set_index(Staff.name)
    departments = staff.loc[classes[SchoolClass.teacher], Staff.department]
    assert departments.tolist() == (classes[SchoolClass.grade] + "组").tolist()
    assert classes[SchoolClass.teacher].is_unique


def test_the_ledger_has_about_4000_lines_on_workdays_of_eleven_months(lines: pd.DataFrame) -> None:
    assert 3_800 <= len(lines) <= 4_200
    assert sorted(lines[VoucherLine.date].dt.month.unique()) == list(range(1, 12))
    assert lines[VoucherLine.date].max().date() == demo.TODAY == date(2026, 11, 30)
    assert lines[VoucherLine.date].is_monotonic_increasing


def test_every_voucher_balances_in_both_books(lines: pd.DataFrame) -> None:
    month = lines[VoucherLine.date].dt.to_period("M")
    budgetary = lines[VoucherLine.account].str[0].isin(["6", "7", "8"])
    sums = lines.groupby([month, VoucherLine.voucher, budgetary])[
        [VoucherLine.debit, VoucherLine.credit]
    ].sum()
    assert (sums[VoucherLine.debit] == sums[VoucherLine.credit]).all()


def test_the_opening_balances_balance_in_both_books(frames: Frames) -> None:
    opening = frames[OpeningBalance]
    net = opening[OpeningBalance.debit] - opening[OpeningBalance.credit]
    budgetary = opening[OpeningBalance.account].str[0] == "8"
    assert net[budgetary].sum() == net[~budgetary].sum() == 0


def test_the_money_of_the_two_books_differs_only_by_money_held_for_others(
    frames: Frames, lines: pd.DataFrame
) -> None:
    opening = frames[OpeningBalance].rename(columns={"科目代码": VoucherLine.account})
    columns = [VoucherLine.account, VoucherLine.debit, VoucherLine.credit]
    every = pd.concat([opening[columns], lines[columns]])
    net = (every[VoucherLine.debit] - every[VoucherLine.credit]).groupby(every[VoucherLine.account]).sum()
    money = net["1001"] + net["100201"] + net["100202"]
    assert net["1001"] >= 0
    # Advances are out of the till and not yet spent; direct payments leave nothing in 2102 and 2201.
    assert money == net["800102"] - net["2307"] - net["2103"] - net["1218"]
    assert net["2102"] == net["2201"] == 0


def test_the_day_books_hold_exactly_the_cash_and_bank_lines_of_the_vouchers(
    frames: Frames, lines: pd.DataFrame
) -> None:
    columns = [
        VoucherLine.date,
        VoucherLine.voucher,
        VoucherLine.summary,
        VoucherLine.debit,
        VoucherLine.credit,
    ]
    book = [CashEntry.date, CashEntry.voucher, CashEntry.summary, CashEntry.income, CashEntry.spending]
    cash = lines.loc[lines[VoucherLine.account] == "1001", columns]
    assert cash.to_numpy().tolist() == frames[CashEntry][book].to_numpy().tolist()
    for account, name in BANKS.items():
        own = frames[BankEntry]
        own = own.loc[own[BankEntry.account] == name, book]
        bank = lines.loc[lines[VoucherLine.account] == account, columns]
        assert bank.to_numpy().tolist() == own.to_numpy().tolist()


def test_no_account_is_ever_overdrawn(full: Frames) -> None:
    assert full[CashEntry][CashEntry.balance].min() >= 0
    assert full[BankEntry][BankEntry.balance].min() >= 0


def test_cash_is_counted_on_every_day_that_moves_it_and_ends_within_the_limit(full: Frames) -> None:
    ends = full[CashEntry].groupby(CashEntry.date)[CashEntry.balance].last()
    counts = full[CashCount].set_index(CashCount.date)
    assert ends.max() <= 500_000
    assert counts[CashCount.counted].equals(ends.rename(CashCount.counted))
    assert (counts[CashCount.gap] == 0).all()


def test_every_line_of_the_budget_is_spent_to_four_fifths_and_none_is_overspent(
    full: Frames, lines: pd.DataFrame
) -> None:
    budget = full[BudgetLine].set_index(BudgetLine.number)
    paid = lines[lines[VoucherLine.account].str.startswith("7")]
    spent = (paid[VoucherLine.debit] - paid[VoucherLine.credit]).groupby(paid[VoucherLine.budget]).sum()
    share = spent / budget.loc[budget[BudgetLine.direction] == "支出", BudgetLine.adjusted]
    assert share.notna().all()
    assert share.between(0.8, 1).all()


def test_income_and_spending_of_each_kind_of_money_are_budgeted_equal(full: Frames) -> None:
    budget = full[BudgetLine]
    for column in (BudgetLine.original, BudgetLine.adjusted):
        sums = budget.pivot_table(
            index=BudgetLine.fund, columns=BudgetLine.direction, values=column, aggfunc="sum"
        )
        assert (sums["收入"] == sums["支出"]).all()
