"""How a mistake is written down, put into the clean school, and told."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

import pandas as pd

from xlplan.cells import Ref
from xlplan.demo import banks, centre
from xlplan.demo.spots import AGAIN, Booked, Given, Row, Spot, sheet_rows
from xlplan.excel.frames import Frames
from xlplan.excel.masters import Raw
from xlplan.excel.table import Column, Table

Sheets = dict[type[Table], pd.DataFrame]
Cells = dict[tuple[type[Table], str, int], object]
"""A Raw that is being filled."""
Change = Callable[[Sheets, Cells, list[int]], None]
"""Changes some rows; until all mistakes are in, every row has the number that it has in the clean school."""


@dataclass(frozen=True)
class Edit:
    """What is done to the rows of a spot."""

    spot: Spot
    change: Change


@dataclass(frozen=True)
class Mistake:
    """One thing done wrong, and what must be found: at each spot its rules."""

    id: str
    sentence: str
    found: Mapping[Spot | Row | Booked, tuple[str, ...]]
    edits: tuple[Edit, ...] = ()
    statements: banks.Edits = field(default_factory=dict)
    """What is done to statement files."""
    exports: centre.Edits = field(default_factory=dict)
    """What the accounting centre does wrong in its books."""
    photos: Mapping[str, str] = field(default_factory=dict)
    """Name of a picture -> of the one that was put in its place; "" where it is not there."""


@dataclass(frozen=True)
class Planted:
    """A mistake as the manual tells it: the cells where it is found, each with its rules."""

    id: str
    sentence: str
    found: Mapping[Ref, tuple[str, ...]]


def applied(clean: Frames, mistakes: tuple[Mistake, ...]) -> tuple[Sheets, Raw]:
    """The frames with the mistakes in them, and the cells that no frame can hold; the given frames stay clean."""
    spoilt, cells = _edited(clean, mistakes)
    raw = {
        (table, column, sheet_rows(spoilt[table], [row])[0]): value
        for (table, column, row), value in cells.items()
    }
    return {table: frame.set_axis(pd.RangeIndex(2, 2 + len(frame))) for table, frame in spoilt.items()}, raw


def planted(clean: Frames, mistakes: tuple[Mistake, ...], given: Given) -> tuple[Planted, ...]:
    """Each mistake with the cells where it is found when all of them are in."""
    spoilt, _ = _edited(clean, mistakes)
    return tuple(Planted(m.id, m.sentence, _found(m, clean, spoilt, given)) for m in mistakes)


def _found(mistake: Mistake, clean: Frames, spoilt: Frames, given: Given) -> dict[Ref, tuple[str, ...]]:
    with _named(mistake):
        return {
            ref: rules for place, rules in mistake.found.items() for ref in place.refs(clean, spoilt, given)
        }


def _edited(clean: Frames, mistakes: tuple[Mistake, ...]) -> tuple[Sheets, Cells]:
    """The mistakes in the frames, whose rows are in the order of the sheet and have their numbers of the clean school."""
    spoilt = {table: frame.copy() for table, frame in clean.items()}
    raw: Cells = {}
    for mistake in mistakes:
        with _named(mistake):
            for edit in mistake.edits:
                rows = edit.spot.rows(clean)
                sheet_rows(spoilt[edit.spot.column.table], rows)  # pandas would grow a row that is not there
                edit.change(spoilt, raw, rows)
    return spoilt, raw


@contextmanager
def _named(mistake: Mistake) -> Iterator[None]:
    """Says in which mistake a place is not found."""
    try:
        yield
    except LookupError as reason:
        raise LookupError(f"mistake {mistake.id}: {reason}") from reason


def cell(id: str, sentence: str, rules: str, spot: Spot, value: object) -> Mistake:
    """One typed cell is wrong, and is what is found."""
    return Mistake(id, sentence, {spot: tuple(rules.split())}, (put(spot, value),))


def scrawl(id: str, sentence: str, rules: str, spot: Spot, value: object) -> Mistake:
    """One cell holds what no column of its kind may hold."""
    return Mistake(id, sentence, {spot: tuple(rules.split())}, (typed_over(spot, value),))


def put(spot: Spot, value: object) -> Edit:
    """Change typed cells; a callable makes the new value from the old one."""

    def change(frames: Sheets, raw: Cells, rows: list[int]) -> None:
        _write(frames[spot.column.table], rows, spot.column, value)

    return Edit(spot, change)


def _write(frame: pd.DataFrame, rows: list[int], column: Column, value: object) -> None:
    for row in rows:
        frame.loc[row, column] = value(frame.loc[row, column]) if callable(value) else value


def typed_over(spot: Spot, value: object) -> Edit:
    """Write a cell as no typed frame can hold it; the frame keeps what should stand there."""

    def change(frames: Sheets, raw: Cells, rows: list[int]) -> None:
        for row in rows:
            raw[spot.column.table, spot.column, row] = value

    return Edit(spot, change)


def with_next(spot: Spot) -> Edit:
    """Let a row and the next one change places."""

    def change(frames: Sheets, raw: Cells, rows: list[int]) -> None:
        frame = frames[spot.column.table]
        order = frame.index.tolist()
        at = order.index(rows[0])
        order[at : at + 2] = order[at + 1], order[at]
        frames[spot.column.table] = frame.loc[order]

    return Edit(spot, change)


def deleted(spot: Spot) -> Edit:
    """Delete whole rows of the sheet; the rows below move up."""

    def change(frames: Sheets, raw: Cells, rows: list[int]) -> None:
        frames[spot.column.table] = frames[spot.column.table].drop(index=rows)

    return Edit(spot, change)


def appended(spot: Spot, cells: Mapping[Column, object]) -> Edit:
    """Type rows again at the end of their sheet, with other values (as of ``put``) in some cells; a row once at most.

    ``Spot(…, again=True)`` is a cell of what was typed.
    """

    def change(frames: Sheets, raw: Cells, rows: list[int]) -> None:
        frame = frames[spot.column.table]
        copies = frame.loc[rows].set_axis([row + AGAIN for row in rows])
        for column, value in cells.items():
            _write(copies, copies.index.tolist(), column, value)
        frames[spot.column.table] = pd.concat([frame, copies], verify_integrity=True)

    return Edit(spot, change)


def swapped(fen: int) -> int:
    """The amount with its first two unequal neighbouring digits changed round, but for a leading zero: 1234.50 -> 2134.50."""
    digits = str(abs(fen))
    pairs = (at for at in range(len(digits) - 1) if digits[at] != digits[at + 1])
    return _changed_round(fen, next(at for at in pairs if at or digits[1] != "0"))


def swapped_later(fen: int) -> int:
    """The same for the second pair, 6320.00 -> 6230.00; nothing stays nothing."""
    return _changed_round(fen, 1) if fen else 0


def _changed_round(fen: int, at: int) -> int:
    digits = str(abs(fen))
    other = int(digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :])
    return other if fen > 0 else -other


def next_number(number: str) -> str:
    word, digits = number.split("-")
    return f"{word}-{int(digits) + 1}"
