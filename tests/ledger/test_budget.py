"""Laws of what a budget allows and what was spent of it."""

from datetime import date, timedelta
from random import Random

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from xlplan.excel.frames import empty, typed
from xlplan.excel.table import Column
from xlplan.ledger.budget import (
    adjusted,
    execution,
    execution_on,
    limits,
    overruns,
    payments,
    receipts,
    receipts_on,
    year_gone,
    year_starts,
)
from xlplan.tables.budget import BudgetChange, BudgetLine
from xlplan.tables.ledger import VoucherLine

NUMBERS = ("支01", "支02", "支03")
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
FEN = st.integers(-(10**7), 10**9)


def frame(rows: list[tuple[object, ...]], types: dict[Column, str]) -> pd.DataFrame:
    """Rows as the reader types them, from Excel row 2 on, with these columns only."""
    index = pd.RangeIndex(2, 2 + len(rows))
    return pd.DataFrame(
        {
            column: pd.Series([row[place] for row in rows], index=index, dtype=dtype)
            for place, (column, dtype) in enumerate(types.items())
        },
        index=index,
    )


def budget(*rows: tuple[object, ...]) -> pd.DataFrame:
    """Lines of 预算: number, year, direction, 年初数, 追加, 追减."""
    texts = dict.fromkeys((BudgetLine.number, BudgetLine.year, BudgetLine.direction), "str")
    fen = dict.fromkeys((BudgetLine.original, BudgetLine.added, BudgetLine.cut), "int64")
    return frame(list(rows), texts | fen)


def budgets() -> st.SearchStrategy[pd.DataFrame]:
    """A 预算 with each number at most once, now and then one of them blank."""
    line = st.tuples(
        st.sampled_from((*NUMBERS, "")), st.just("2026"), st.sampled_from(("支出", "收入", "")), FEN, FEN, FEN
    )
    return st.lists(line, unique_by=lambda row: row[0]).map(lambda rows: budget(*rows))


def ledgers() -> st.SearchStrategy[pd.DataFrame]:
    """Lines of 记账凭证 of both books, some without a 预算号, some with one that is not in 预算."""
    accounts, numbers = ("6001", "7201", "7901", "5001", "8001", ""), (*NUMBERS, "支99", "")
    line = st.tuples(DAYS, st.sampled_from(accounts), FEN, FEN, st.sampled_from(numbers), st.just("普通"))
    types = {
        VoucherLine.date: "datetime64[s]",
        VoucherLine.account: "str",
        VoucherLine.debit: "int64",
        VoucherLine.credit: "int64",
        VoucherLine.budget: "str",
        VoucherLine.kind: "str",
    }
    return st.lists(line, max_size=20).map(lambda rows: frame(list(rows), types))


@given(ledgers(), st.randoms())
def test_the_order_in_which_lines_stand_in_memory_changes_no_payment(
    lines: pd.DataFrame, chance: Random
) -> None:
    shuffled = list(lines.index)
    chance.shuffle(shuffled)
    pd.testing.assert_frame_equal(payments(lines.loc[shuffled]), payments(lines))


@given(budgets(), ledgers(), st.randoms())
def test_the_order_of_budget_lines_changes_neither_what_is_spent_nor_what_is_overspent(
    lines: pd.DataFrame, vouchers: pd.DataFrame, chance: Random
) -> None:
    shuffled = list(lines.index)
    chance.shuffle(shuffled)
    other = lines.loc[shuffled]
    pd.testing.assert_frame_equal(execution(other, vouchers).sort_index(), execution(lines, vouchers))
    pd.testing.assert_frame_equal(overruns(other, vouchers), overruns(lines, vouchers))


@given(ledgers())
def test_every_fen_of_accounts_7_with_a_number_is_paid_once_and_ends_in_its_running_sum(
    lines: pd.DataFrame,
) -> None:
    paid = payments(lines)
    own = lines[lines[VoucherLine.account].isin(["7201", "7901"]) & (lines[VoucherLine.budget] != "")]
    assert paid["支出"].sum() == own[VoucherLine.debit].sum() - own[VoucherLine.credit].sum()
    assert sorted(paid.index) == list(own.index)
    assert paid.groupby(VoucherLine.budget)["已支"].last().sum() == paid["支出"].sum()
    assert paid[VoucherLine.date].is_monotonic_increasing


@given(budgets(), ledgers())
def test_what_the_budget_lines_have_spent_is_all_that_was_paid_on_their_numbers(
    lines: pd.DataFrame, vouchers: pd.DataFrame
) -> None:
    rows = execution(lines, vouchers)
    paid = payments(vouchers)
    assert (
        rows["已支"].sum() == paid.loc[paid[VoucherLine.budget].isin(rows[BudgetLine.number]), "支出"].sum()
    )
    assert rows["预算"].tolist() == adjusted(rows).tolist()
    assert rows["预算"].dtype == rows["已支"].dtype == "int64"


@given(budgets(), ledgers())
def test_a_budget_is_overrun_once_and_only_where_no_earlier_payment_went_beyond_it(
    lines: pd.DataFrame, vouchers: pd.DataFrame
) -> None:
    found = overruns(lines, vouchers)
    paid = payments(vouchers)
    allowed = limits(lines)
    beyond = {
        number: rows.index[rows["已支"] > allowed[number]].tolist()
        for number, rows in paid[paid[VoucherLine.budget].isin(allowed.index)].groupby(VoucherLine.budget)
    }
    assert sorted(found.index) == sorted(places[0] for places in beyond.values() if places)
    assert (found["超出"] == found["已支"] - found["预算"]).all()
    assert (found["超出"] > 0).all()


@given(DAYS)
def test_the_year_goes_by_day_by_day_and_is_gone_on_its_last(day: date) -> None:
    tomorrow = day + timedelta(days=1)
    assert 0 < year_gone(day) <= 1
    assert year_gone(day) < year_gone(tomorrow) or tomorrow.year > day.year
    assert (year_gone(day) == 1) == (tomorrow.year > day.year)


def test_half_the_year_is_gone_at_the_end_of_june() -> None:
    assert year_gone(date(2026, 6, 30)) == 0.5


def test_a_year_that_is_no_year_is_judged_by_the_parameters_of_today() -> None:
    lines = budget(*(("支01", year, "支出", 0, 0, 0) for year in ("2027", "2027年度", "今年", "")))
    days = year_starts(lines, date(2026, 11, 30))
    assert days.dt.strftime("%Y-%m-%d").tolist() == ["2027-01-01", "2027-01-01", "2026-11-30", "2026-11-30"]


def test_a_number_that_stands_twice_is_one_budget_at_its_first_row() -> None:
    lines = budget(("支01", "2026", "支出", 60, 0, 0), ("支01", "2026", "支出", 40, 10, 5))
    rows = execution(lines, empty(VoucherLine))
    assert rows["预算"].to_dict() == {2: 105}


def test_empty_sheets_spend_nothing_and_overrun_nothing() -> None:
    lines, vouchers = empty(BudgetLine), empty(VoucherLine)
    assert execution(lines, vouchers).empty
    assert overruns(lines, vouchers).empty
    assert year_starts(lines, date(2026, 11, 30)).empty
    assert receipts(lines, vouchers).empty
    assert execution_on(lines, empty(BudgetChange), vouchers, date(2026, 11, 30)).empty


@given(budgets(), ledgers())
def test_what_the_income_lines_have_received_is_what_accounts_6_took_on_their_numbers(
    lines: pd.DataFrame, vouchers: pd.DataFrame
) -> None:
    rows = receipts(lines, vouchers)
    own = vouchers[
        (vouchers[VoucherLine.account] == "6001")
        & vouchers[VoucherLine.budget].isin(rows[BudgetLine.number].tolist())
    ]
    assert rows["已收"].sum() == own[VoucherLine.credit].sum() - own[VoucherLine.debit].sum()
    assert set(rows[BudgetLine.direction]) <= {"收入"}


@given(budgets(), ledgers(), DAYS)
def test_on_a_day_only_what_was_paid_and_received_until_then_counts(
    lines: pd.DataFrame, vouchers: pd.DataFrame, day: date
) -> None:
    until = vouchers[vouchers[VoucherLine.date] <= pd.Timestamp(day)]
    for rows, due, header in (
        (execution_on(lines, empty(BudgetChange), vouchers, day), execution(lines, until), "已支"),
        (receipts_on(lines, empty(BudgetChange), vouchers, day), receipts(lines, until), "已收"),
    ):
        assert rows[header].tolist() == due[header].tolist()
        assert (rows["预算"] == rows[BudgetLine.original] + rows["调整"]).all()
        assert (rows["预算"] == rows[header] + rows["剩余"]).all()
        assert (rows["进度"].isna() == (rows["预算"] == 0)).all()


def test_a_change_counts_from_its_day_on() -> None:
    lines = budget(("支01", "2026", "支出", 60, 15, 5), ("收01", "2026", "收入", 60, 7, 0))
    changes = typed(
        BudgetChange,
        [
            (date(2026, 3, 1), "支01", "追加", 10, "", ""),
            (date(2026, 6, 30), "支01", "追加", 5, "", ""),
            (date(2026, 7, 1), "支01", "追减", 5, "", ""),
            (date(2026, 9, 1), "收01", "追加", 7, "", ""),
        ],
    )
    for day, spending, income in (
        (date(2026, 2, 28), 60, 60),
        (date(2026, 6, 29), 70, 60),
        (date(2026, 6, 30), 75, 60),
        (date(2026, 7, 1), 70, 60),
        (date(2026, 9, 1), 70, 67),
    ):
        assert execution_on(lines, changes, empty(VoucherLine), day)["预算"].tolist() == [spending]
        assert receipts_on(lines, changes, empty(VoucherLine), day)["预算"].tolist() == [income]


def test_a_number_in_two_rows_is_told_with_the_sums_of_both_and_another_year_is_left_out() -> None:
    lines = budget(
        ("支01", "2026", "支出", 60, 0, 0),
        ("支01", "2026年", "支出", 40, 10, 5),
        ("支02", "2025", "支出", 9, 0, 0),
        ("支03", "2026", "支出", 0, 0, 0),
    )
    rows = execution_on(lines, empty(BudgetChange), empty(VoucherLine), date(2026, 6, 30)).set_index(
        BudgetLine.number
    )
    assert rows[[BudgetLine.original, "调整", "预算", "剩余"]].loc["支01"].tolist() == [100, 5, 105, 105]
    assert rows["进度"].isna().to_dict() == {"支01": False, "支03": True}


def test_what_closes_the_year_spends_and_receives_nothing() -> None:
    lines = budget(("支01", "2026", "支出", 60, 0, 0), ("收01", "2026", "收入", 60, 0, 0))
    vouchers = typed(
        VoucherLine,
        [
            (date(2026, 10, 8), "记-1", "付电费", account, debit, credit, number, kind, 1, "", "", None, "")
            for account, debit, credit, number, kind in (
                ("7201", 40, 0, "支01", "普通"),
                ("6001", 0, 50, "收01", "普通"),
                ("7201", 0, 40, "支01", "结账"),
                ("6001", 50, 0, "收01", "结账"),
            )
        ],
    )
    assert execution(lines, vouchers)["已支"].tolist() == [40]
    assert receipts(lines, vouchers)["已收"].tolist() == [50]
