"""What has changed between two states of a sheet, and how it is said."""

from datetime import date

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from xlplan.cells import Ref
from xlplan.excel.frames import typed
from xlplan.excel.table import Column
from xlplan.tables.changes import Changes, changes, sentences
from xlplan.tables.ledger import CashEntry
from xlplan.tables.office import Parameter

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


@given(SHEETS)
def test_where_nothing_was_done_nothing_has_changed(sheet: list[Row]) -> None:
    assert not between(sheet, sheet)


@given(SHEETS, SHEETS)
def test_every_row_of_both_states_is_in_exactly_one_place(before: list[Row], after: list[Row]) -> None:
    found = between(before, after)
    pairs = [found.kept, found.moved, found.edited.drop_duplicates(["before", "after"])]
    old = [number for part in pairs for number in part["before"]] + list(found.removed.index)
    new = [number for part in pairs for number in part["after"]] + list(found.added.index)
    assert sorted(old) == list(found.before.index)
    assert sorted(new) == list(found.after.index)


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


@given(SHEETS, SHEETS)
def test_back_again_what_was_added_is_removed(before: list[Row], after: list[Row]) -> None:
    there, back = between(before, after), between(after, before)
    assert rows(there.added) == rows(back.removed)
    assert rows(there.removed) == rows(back.added)
