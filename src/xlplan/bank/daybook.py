"""Reading a bank day book as offices export it: the other side of a statement, so 借 is money in and 贷 money out."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

import numpy as np
import pandas as pd

from xlplan.bank import figures, header, lines, proof
from xlplan.bank.names import Field
from xlplan.bank.order import in_order
from xlplan.bank.pages import Pages, Total, named
from xlplan.bank.rows import UNSIGNED, Body
from xlplan.findings import CannotRun
from xlplan.money import grouped
from xlplan.tables.statement import AMOUNT, DAY, Problem, Statement


def read_daybook(path: Path, account: str = "") -> Statement:
    """The rows of a day book of one account, + for money in, in the order of time.

    A row that carries a balance (上年结转, 承前页) is no row, nor are the sums of a day, a month or a year; those are held
    against the rows. ``account``: whose rows of a book of several. Raises CannotRun with one sentence for a file or a
    layout that cannot be read, and for several accounts none of which is asked.
    """
    sheet, encoding, cells, found = _table(path, account)
    pages = Pages(cells, found)
    names = pages.accounts()
    if names and not pages.keep(account):
        raise CannotRun(f"{path.name} 里有几个账户：{'、'.join(names)}。请写明对哪个账户。")
    pages.join_days()
    pages.take_directions()
    told = told_by([path.name, sheet, *chain(*cells[: found.row - 1])])
    told.declare("opening", found.row, pages.opening())
    totals = list(pages.totals())
    body = Body([*cells[: found.row], *pages.rows], found, told=told)
    problems = list(body.others(told))
    listed = body.frame(told.declared.get("opening"))
    if listed is None:
        raise CannotRun(f"{path.name} {UNSIGNED}。")
    if listed.empty:
        reason = problems[0].detail if problems else "表头下面没有一行明细。"
        raise CannotRun(f"{path.name} 里没有读到明细：{reason}")
    rows = in_order(listed)
    opening = proof.opening_of(rows, told.declared)
    closing = None if opening is None else opening + int(rows[AMOUNT].sum())
    problems += proof.breaks(rows, opening, body.lost)
    # A row too few makes the sums wrong as well.
    problems += [] if problems else _missummed(body, listed, totals, pages.begins_a_year)
    return Statement(
        path.name, sheet, "", "", encoding, found.row, rows, opening, closing, told.declared, tuple(problems)
    )


def told_by(texts: Iterable[str]) -> lines.Told:
    """What titles and names say of the year."""
    told = lines.Told()
    for text in texts:
        told.date(text)
    return told


def _table(path: Path, account: str) -> header.Table:
    """The table of a file; of several sheets the one that is named after the account."""
    found = header.tables(path, named)
    own = [table for table in found if account and account in table[0]] if len(found) > 1 else found
    if len(own) != 1:
        raise header.several(path.name, [table[0] for table in found])
    return own[0]


def _missummed(
    body: Body, rows: pd.DataFrame, totals: Sequence[Total], begins_a_year: bool
) -> Iterator[Problem]:
    """Sums of a day, a month, a year or of all that the rows above them do not have."""
    if Field.INCOME not in body.header.places:
        return
    sides = [figures.amounts(body.texts(side))[0][body.known] for side in (Field.INCOME, Field.SPENDING)]
    days = rows[DAY].to_numpy()
    begins_a_year |= pd.Timestamp(days.min()).month == 1
    before: list[int] | None = [0, 0] if begins_a_year else None
    for row, word, unit, sums in totals:
        place = int(np.searchsorted(rows.index, row))
        if unit == "-" or place == 0 or not any(sums):
            continue
        units = days[:place].astype(f"datetime64[{unit}]") if unit else np.zeros(place)
        own = units == units[-1]
        gaps = [said - int(side[:place][own].sum()) for said, side in zip(sums, sides, strict=True)]
        if unit == "Y":
            # A book that begins within the year may count what stands in the book before it.
            before = before or gaps
            gaps = [gap - first for gap, first in zip(gaps, before, strict=True)]
        for side, said, gap in zip(("收入", "支出"), sums, gaps, strict=True):
            if gap:
                yield missum(row, f"{word}{side}", said, gap)


def missum(row: int, name: str, said: int, gap: int) -> Problem:
    """A sum in a line of a book that is so much above what its rows have."""
    have = grouped(said - gap)
    detail = f"第 {row} 行的{name}是 {grouped(said)}，上面的明细加起来是 {have}，相差 {grouped(gap)}。"
    return Problem("declared_total", row, detail)
