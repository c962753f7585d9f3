"""待办：到月末过期没有办完的，和下个月到期的，不管登在哪张表。"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd

from xlplan.cells import Ref
from xlplan.documents.figures import Printed
from xlplan.documents.monthly.section import Month, Section
from xlplan.documents.paper import torn
from xlplan.documents.printing import quoted
from xlplan.documents.values import named
from xlplan.reports.matters import DUE, KIND, KINDS, OWNER, STATE, WHAT, WORK, MatterKind, matters
from xlplan.tables.books import NotKept


@dataclass(frozen=True)
class MatterRow:
    """One matter."""

    due: str = named("到期")
    kind: str = named("类别")
    what: Printed = named("事项")
    owner: str = named("责任人")
    state: str = named("状态")


@dataclass(frozen=True)
class Matters:
    """What is overdue at the end of the month, and what besides work falls due in the next one."""

    late: tuple[MatterRow, ...] = named("过期")
    coming: tuple[MatterRow, ...] = named("下月")


def _matters(of: Month) -> Matters:
    first, last = of.next_days
    rows, _ = matters(of.books, last)
    late = rows[DUE] < pd.Timestamp(of.books.today)
    coming = rows[(rows[DUE] >= pd.Timestamp(first)) & (rows[KIND] != WORK.kind)]
    return Matters(tuple(_rows(of, rows[late])), tuple(_rows(of, coming)))


def _rows(of: Month, rows: pd.DataFrame) -> Iterator[MatterRow]:
    row: dict[str, Any]
    for row in rows.to_dict("records"):
        yield MatterRow(
            f"{row[DUE]:%Y-%m-%d}",
            row[KIND],
            quoted(of.books, KINDS[row["种"]].what, row["行"], row[WHAT]),
            row[OWNER],
            row[STATE],
        )


def _missing(of: Month) -> Iterator[tuple[Ref, str]]:
    """The cells that cannot be read where such a matter may stand; work is told by its own section."""
    last = pd.Timestamp(of.next_days[1])
    for kind in KINDS:
        concerns = partial(_concerns, kind, last)
        try:
            if kind is not WORK:
                yield from torn(of.books, kind.table, concerns=concerns)
        except NotKept:
            continue


def _concerns(kind: MatterKind, last: pd.Timestamp, rows: pd.DataFrame) -> "pd.Series":
    return kind.open(rows) & ~(rows[kind.due] > last)


MATTERS = Section(_matters, _missing)
