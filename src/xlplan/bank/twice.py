"""Two columns of one name that means an amount: which of them is one, as the balances have it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import permutations

from xlplan.bank import lines, order
from xlplan.bank.header import Header
from xlplan.bank.names import Field
from xlplan.bank.rows import Body
from xlplan.excel.header import plain
from xlplan.excel.loose import Cells
from xlplan.findings import CannotRun
from xlplan.tables.statement import BALANCE

_AMOUNTS = (Field.AMOUNT, Field.INCOME, Field.SPENDING)


def decided(name: str, cells: Cells, found: Header, stop: int, told: lines.Told) -> Body:
    """What stands below a header; raises CannotRun where a name stands twice and the balances do not decide."""
    body = Body(cells, found, stop, told)
    doubled = [meaning for meaning in _AMOUNTS if _twice(cells, found, meaning)]
    if not doubled:
        return body
    meaning = doubled[0]
    opening = told.declared.get("opening")
    bodies = (Body(cells, own, stop, told) for own in _readings(found, meaning))
    holding = [own for own in bodies if _holds(own, opening)]
    if len(holding) != 1:
        title = cells[found.row - 1][found.places[meaning][0]]
        raise CannotRun(f"{name} 第 {found.row} 行的表头里有两列都叫“{title}”，看不出哪一列是金额。")
    return holding[0]


def _twice(cells: Cells, found: Header, meaning: Field) -> bool:
    """Whether the two likeliest columns have one name and do not hold the same."""
    likeliest = found.places.get(meaning, ())[:2]
    names = [plain(cells[found.row - 1][place]) for place in likeliest if place < len(cells[found.row - 1])]
    if len(names) < 2 or len(set(names)) > 1 or not names[0]:
        return False
    first, second = (_column(cells, found, place) for place in likeliest)
    return first != second


def _column(cells: Cells, found: Header, place: int) -> Sequence[str]:
    return [texts[place] if place < len(texts) else "" for texts in cells[found.row :]]


def _readings(found: Header, meaning: Field) -> Iterator[Header]:
    """Either column as the amount, and the other as the balance where no column is called so."""
    for own, other in permutations(found.places[meaning][:2]):
        places = {Field.BALANCE: (other,)} | found.places | {meaning: (own,)}
        yield replace(found, places=places)


def _holds(body: Body, opening: int | None) -> bool:
    """Whether at least two rows with balances all go on from each other."""
    rows = body.frame(opening)
    stated = 0 if rows is None else int(rows[BALANCE].notna().sum())
    return rows is not None and stated == len(rows) > 1 and order.faults(rows, opening) == 1
