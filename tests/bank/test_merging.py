"""Files of one account that overlap are one statement: nothing is counted twice, and what does not join is told."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.bank.layouts import HEADER, Lines, text, xlsx
from tests.bank.test_proof import OPENING, read, written
from xlplan.bank.merging import merged
from xlplan.bank.reading import read_statement
from xlplan.tables.statement import AMOUNT, DAY, REFERENCE, Statement

MOVES = st.lists(
    st.tuples(st.integers(0, 12), st.sampled_from([100, -100, 250, -30]), st.sampled_from(["", "甲"])),
    min_size=1,
    max_size=25,
)
"""Few days and few amounts, so that many rows look alike."""

ROWS: Lines = [
    ["2026-10-08", "拨款", "1000", "", "1000", "财政局", "A1"],
    ["2026-10-09", "餐费", "", "15", "985", "食堂", "A2"],
    ["2026-10-09", "餐费", "", "15", "970", "食堂", "A2"],
    ["2026-10-20", "电费", "", "70", "900", "供电所", "A3"],
    ["2026-10-28", "利息", "3", "", "903", "", "A4"],
]
NO_BALANCE = [[*HEADER[:4], *HEADER[5:]], *([*row[:4], row[5], ""] for row in ROWS)]


def statement(name: str, rows: Lines, header: list[str] = HEADER) -> Statement:
    return replace(read([header, *rows]), name=name)


def values(found: Statement) -> list[list[object]]:
    rows = found.rows.astype(object).where(found.rows.notna(), None)
    return [list(row) for row in rows.itertuples(index=False)]


@st.composite
def pieces(draw: st.DrawFn, whole: Statement) -> list[Statement]:
    """Files of whole days that overlap as they may, and leave out none, in any order."""
    days = whole.rows[DAY].drop_duplicates().tolist()
    cuts = sorted(draw(st.sets(st.integers(1, len(days)), max_size=4)) | {0, len(days)})
    spans = [(draw(st.integers(0, start)), end) for start, end in pairwise(cuts)]
    parts = []
    for name, (start, end) in enumerate(spans):
        rows = whole.rows[whole.rows[DAY].between(days[start], days[end - 1])]
        before = whole.rows[AMOUNT][whole.rows[DAY] < days[start]].sum()
        opening = None if whole.opening is None else whole.opening + int(before)
        closing = None if opening is None else opening + int(rows[AMOUNT].sum())
        rows = rows.set_axis(range(2, len(rows) + 2))
        parts.append(replace(whole, name=f"{name}.csv", rows=rows, opening=opening, closing=closing))
    return draw(st.permutations(parts))


@given(st.data(), MOVES, OPENING, st.booleans())
def test_any_files_that_overlap_make_the_whole_in_any_order(
    data: st.DataObject, moves: list[tuple[int, int, str]], opening: int, balances: bool
) -> None:
    whole = read(written(moves, opening, "two columns"))
    assume(not whole.problems)
    if not balances:
        nothing = pd.array([pd.NA] * len(whole.rows), dtype="Int64")
        bare = whole.rows.assign(余额=nothing, 摘要="", 对方户名="")
        whole = replace(whole, rows=bare, opening=None, closing=None)
    found = merged(data.draw(pieces(whole)))
    assert values(found) == values(whole)
    assert (found.opening, found.closing, found.problems) == (whole.opening, whole.closing, ())


@given(MOVES, OPENING)
def test_the_same_file_twice_is_that_file(moves: list[tuple[int, int, str]], opening: int) -> None:
    whole = read(written(moves, opening, "direction"))
    found = merged([whole, replace(whole, name=f"{whole.name} 再来一份"), whole])
    assert found.rows.equals(whole.rows)
    assert replace(found, rows=whole.rows) == whole


@pytest.mark.parametrize("header", [HEADER, NO_BALANCE[0]])
def test_two_payments_that_are_alike_stay_two(header: list[str]) -> None:
    rows = ROWS if header is HEADER else NO_BALANCE[1:]
    found = merged([statement("b.csv", rows[1:], header), statement("a.csv", rows[:3], header)])
    assert found.rows[AMOUNT].tolist() == [100_000, -1_500, -1_500, -7_000, 300]
    assert [(found.source(label).name, found.ref(label).row) for label in found.rows.index] == [
        ("a.csv", 2), ("a.csv", 3), ("a.csv", 4), ("b.csv", 4), ("b.csv", 5),
    ]  # fmt: skip


@pytest.mark.parametrize("balances", [True, False])
def test_alike_payments_of_a_later_file_stay_two(balances: bool) -> None:
    header, rows = (HEADER, [ROWS[0], ROWS[1], ["2026-10-09", "退回", "15", "", "1000", "食堂", ""], ROWS[1]])
    if not balances:
        header, rows = NO_BALANCE[0], [*NO_BALANCE[1:4]]
    found = merged([statement("a.csv", rows[:1], header), statement("b.csv", rows[1:], header)])
    assert len(found.rows) == len(rows)
    assert found.problems == ()


def test_a_day_of_which_the_first_file_has_the_morning_is_filled_up() -> None:
    found = merged([statement("b.csv", ROWS[1:]), statement("a.csv", ROWS[:2])])
    assert found.rows[AMOUNT].tolist() == [100_000, -1_500, -1_500, -7_000, 300]
    assert (found.closing, found.problems) == (90_300, ())


def test_files_that_do_not_join_tell_where() -> None:
    found = merged([statement("a.csv", ROWS[:3]), statement("b.csv", ROWS[4:])])
    (gap,) = found.problems
    assert (gap.kind, gap.file, found.ref(gap.row or 0).row) == ("gap", "b.csv", 2)
    assert (
        gap.detail
        == "b.csv 第 2 行之前的余额是 900.00，a.csv 最后的余额是 970.00，相差 70.00，中间少了流水。"
    )
    assert (found.opening, found.closing) == (0, 90_300)


def test_files_without_running_balances_join_at_what_they_say_they_began_and_ended_with() -> None:
    first, second = (
        statement(name, rows, NO_BALANCE[0]) for name, rows in (("a", NO_BALANCE[1:4]), ("b", NO_BALANCE[4:]))
    )
    first, second = replace(first, opening=0, closing=97_000), replace(second, opening=97_000, closing=90_300)
    found = merged([second, first])
    assert (found.opening, found.closing, found.problems) == (0, 90_300, ())
    assert [one.kind for one in merged([replace(second, opening=1), first]).problems] == ["gap"]


@pytest.mark.parametrize("names", [("a.csv", "b.csv"), ("b.csv", "a.csv")])
def test_files_that_deny_each_other_are_told_and_the_sound_one_is_used(names: tuple[str, str]) -> None:
    changed = [list(row) for row in ROWS]
    changed[3][3] = "17"
    sound, other = statement(names[0], ROWS), statement(names[1], changed)
    assert other.problems
    for parts in ([sound, other], [other, sound]):
        found = merged(parts)
        assert found.rows[AMOUNT].tolist() == [100_000, -1_500, -1_500, -7_000, 300]
        (told,) = found.problems
        assert (told.kind, told.file, found.ref(told.row or 0)) == ("contradiction", names[1], other.ref(5))
        assert told.detail == (
            f"{names[1]} 第 5 行（2026-10-20，-17.00）在 {names[0]} 里没有，两份的余额不能都对，用的是 {names[0]}。"
        )


def test_a_row_that_one_file_lacks_the_other_gives() -> None:
    cut = statement("a.csv", [*ROWS[:3], ROWS[4]])
    assert [one.kind for one in cut.problems] == ["balance_break"]
    for parts in ([cut, statement("b.csv", ROWS[1:])], [statement("b.csv", ROWS), cut]):
        found = merged(parts)
        assert (found.rows[AMOUNT].sum(), found.problems) == (90_300, ())


def test_what_does_not_hold_in_one_of_several_files_names_that_file() -> None:
    bad = [*ROWS[3:4], ["2026-10-25", "x", "", "三百", "", "", ""], ROWS[4]]
    found = merged([statement("a.csv", ROWS[:3]), statement("b.csv", bad)])
    (told,) = found.problems
    assert (told.kind, found.ref(told.row or 0).workbook, found.ref(told.row or 0).row) == (
        "unreadable_row",
        "bank/b.csv",
        3,
    )
    assert told.detail.startswith("b.csv 第 3 行")


@pytest.mark.parametrize("balances", [True, False])
def test_one_download_as_text_and_as_a_workbook_is_counted_once(balances: bool, tmp_path: Path) -> None:
    lines = [list(row) for row in ([HEADER, *ROWS] if balances else NO_BALANCE)]
    for place, row in enumerate(lines[1:]):
        row[-1] = f"00012345678901234567{place}"
    as_typed = [
        [float(cell) if cell and cell[0].isdigit() and "-" not in cell else cell for cell in row]
        for row in lines
    ]
    parts = [
        read_statement(text(tmp_path / "a.csv", lines)),
        read_statement(xlsx(tmp_path / "a.xlsx", as_typed)),
    ]
    assert parts[0].rows[REFERENCE].tolist() != parts[1].rows[REFERENCE].tolist()
    found = merged(parts)
    assert (found.rows[AMOUNT].tolist(), found.further) == (parts[0].rows[AMOUNT].tolist(), ())


@given(st.data())
def test_the_order_of_files_that_deny_each_other_changes_nothing(data: st.DataObject) -> None:
    parts = []
    for name, fen in (("a.csv", "17"), ("b.csv", "70"), ("c.csv", "18")):
        changed = [list(row) for row in ROWS]
        changed[3][3] = fen
        parts.append(statement(name, changed))
    first, second = (merged(data.draw(st.permutations(parts))) for _ in range(2))
    assert values(first) == values(second)
    assert (first.files, first.problems, first.closing) == (second.files, second.problems, second.closing)
