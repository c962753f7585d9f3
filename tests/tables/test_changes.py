"""What has changed between two states of a sheet, and how it is said."""

from datetime import date

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from xlplan.cells import Ref
from xlplan.excel.frames import typed
from xlplan.tables.changes import Changes, changes, sentences
from xlplan.tables.ledger import CashEntry
from xlplan.tables.office import BankAccount

COLUMNS = (CashEntry.date, CashEntry.voucher, CashEntry.summary, CashEntry.income, CashEntry.spending)
Row = tuple[object, ...]

ROWS = st.tuples(
    st.dates(date(2026, 10, 30), date(2026, 11, 2)),
    st.sampled_from(["记-1", "记-2", ""]),
    st.sampled_from(["付电费", "付水费"]),
    st.sampled_from([0, 100]),
    st.sampled_from([0, 200]),
)
SHEETS = st.lists(ROWS, max_size=9)


def entries(*rows: Row) -> pd.DataFrame:
    return typed(CashEntry, rows, COLUMNS)


def between(before: list[Row], after: list[Row]) -> Changes:
    return changes(CashEntry, entries(*before), entries(*after))


def rows(frame: pd.DataFrame) -> list[Row]:
    return sorted(frame[list(COLUMNS)].astype(str).itertuples(index=False, name=None))


@settings(max_examples=25)
@given(SHEETS)
def test_where_nothing_was_done_nothing_has_changed(sheet: list[Row]) -> None:
    assert not between(sheet, sheet)


@settings(max_examples=25)
@given(SHEETS, SHEETS)
def test_every_row_of_both_states_is_in_exactly_one_place(before: list[Row], after: list[Row]) -> None:
    found = between(before, after)
    pairs = [found.kept, found.moved, found.edited.drop_duplicates(["before", "after"])]
    old = [number for part in pairs for number in part["before"]] + list(found.removed.index)
    new = [number for part in pairs for number in part["after"]] + list(found.added.index)
    assert sorted(old) == list(found.before.index)
    assert sorted(new) == list(found.after.index)


@settings(max_examples=25)
@given(SHEETS, SHEETS)
def test_edited_cells_lead_from_one_state_to_the_other(before: list[Row], after: list[Row]) -> None:
    found = between(before, after)
    there = found.before.drop(found.removed.index).astype(object)
    for cell in found.edited.itertuples():
        assert (
            there.loc[cell.before, cell.column] is cell.old or there.loc[cell.before, cell.column] == cell.old
        )
        there.loc[cell.before, cell.column] = cell.new
    assert rows(pd.concat([there, found.added.astype(object)])) == rows(found.after.astype(object))


@settings(max_examples=25)
@given(SHEETS, st.lists(st.tuples(st.integers(0, 9), ROWS), max_size=4))
def test_what_is_inserted_is_added_and_nothing_else(
    sheet: list[Row], inserted: list[tuple[int, Row]]
) -> None:
    after = list(sheet)
    for place, row in inserted:
        after.insert(place, row)
    found = between(sheet, after)
    assert found.moved.empty
    assert found.edited.empty
    assert found.removed.empty
    assert rows(found.added) == rows(entries(*(row for _, row in inserted)))


@settings(max_examples=25)
@given(SHEETS, SHEETS)
def test_back_again_what_was_added_is_removed(before: list[Row], after: list[Row]) -> None:
    there, back = between(before, after), between(after, before)
    assert rows(there.added) == rows(back.removed)
    assert rows(there.removed) == rows(back.added)


CELLS = {column: place for place, column in enumerate(CashEntry.columns)}


def told(before: list[Row], after: list[Row]) -> list[str]:
    found = between(before, after)
    return list(sentences(found, lambda column, row: Ref("ledger.xlsx", "现金日记账", row, CELLS[column])))


MONDAY, TUESDAY = date(2026, 11, 2), date(2026, 11, 3)
WATER: Row = (MONDAY, "记-1", "付水费", 0, 80_00)
POWER: Row = (MONDAY, "记-12", "付电费", 0, 120_00)
POST: Row = (TUESDAY, "记-13", "付邮寄费", 0, 15_00)


def test_a_value_is_told_as_it_was_and_as_it_is_with_the_cell_where_it_stands_now() -> None:
    new = (MONDAY, "记-11", "付邮寄费", 0, 15_00)
    after = [WATER, new, (MONDAY, "记-12", "付电费", 0, 1200_00), POST]
    assert told([WATER, POWER, POST], after) == [
        "凭证 记-12 支出 120.00 → 1,200.00（2026-11-02，现金日记账!F4）",
        "新增 凭证 记-11：摘要 付邮寄费，支出 15.00（2026-11-02，现金日记账!A3）",
    ]


def test_a_row_that_is_gone_is_told_with_what_it_held() -> None:
    assert told([WATER, POWER], [WATER]) == [
        "删除 凭证 记-12：摘要 付电费，支出 120.00（2026-11-02，现金日记账原第 3 行）"
    ]


def test_of_two_rows_that_changed_places_one_has_moved() -> None:
    (sentence,) = told([WATER, POWER], [POWER, WATER])
    assert sentence.startswith("移动 凭证 记-")


def test_a_row_without_a_voucher_goes_by_its_day_and_an_empty_cell_is_said() -> None:
    assert told([(MONDAY, "", "付水费", 0, 0)], [(MONDAY, "", "", 0, 0)]) == [
        "2026-11-02 摘要 付水费 → （空）（现金日记账!C2）"
    ]


def test_a_voucher_whose_number_was_corrected_in_its_place_is_edited() -> None:
    assert told([WATER, POWER, POST], [WATER, (MONDAY, "记-2", "付电费", 0, 120_00), POST]) == [
        "凭证 记-2 凭证号 记-12 → 记-2（2026-11-02，现金日记账!B3）"
    ]


def test_another_payment_of_the_same_number_in_another_month_is_another_row() -> None:
    found = between([(date(2026, 10, 8), "记-3", "付电费", 0, 50)], [(MONDAY, "记-3", "付水费", 0, 60)])
    assert len(found.added) == len(found.removed) == 1


def test_a_column_that_came_or_went_is_told_once_and_not_by_row() -> None:
    before, after = entries(WATER, POWER), entries(WATER, POWER)
    found = changes(CashEntry, before.drop(columns=CashEntry.contra), after.drop(columns=CashEntry.summary))
    assert list(sentences(found, lambda column, row: Ref("", ""))) == [
        "现金日记账 多了“对方科目”列。",
        "现金日记账 少了“摘要”列。",
    ]


def test_balances_follow_from_the_other_cells_and_are_not_compared() -> None:
    rows = entries(WATER, POWER)
    assert not changes(CashEntry, rows.assign(余额=[1, 2]), rows.assign(余额=[3, 4]))


def test_a_row_inserted_before_its_equals_moves_none_of_them() -> None:
    found = between([WATER, POWER], [POWER, WATER, POWER])
    assert (len(found.kept), len(found.added), len(found.moved)) == (2, 1, 0)
    assert list(found.added.index) == [2]


def test_of_the_number_of_an_account_only_the_end_is_told() -> None:
    old = typed(BankAccount, [("基本户", "100201", "农商行", "8210330180012600457")])
    new = typed(
        BankAccount,
        [("基本户", "100201", "农商行", "8210330180012600466"), ("食堂户", "100202", "农商行", "620001")],
    )
    told = sentences(
        changes(BankAccount, old, new), lambda column, row: Ref("office.xlsx", "银行账户", row, 3)
    )
    assert list(told) == [
        "账户 基本户 账号 ****0457 → ****0466（银行账户!D2）",
        "新增 账户 食堂户：科目代码 100202，开户行 农商行，账号 ****0001（银行账户!D3）",
    ]
