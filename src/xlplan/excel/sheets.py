"""One master sheet as it was read: its typed rows, its defects, and where its columns stand."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import pandas as pd
from pandas.api.extensions import take

from xlplan.cells import Ref
from xlplan.excel import defects
from xlplan.excel.privacy import hidden
from xlplan.excel.table import Column, Table
from xlplan.findings import Finding

_SEVERAL = re.compile(r"[、,，;；/\s]+")


@dataclass(frozen=True)
class Sheet:
    """One master sheet as it was read."""

    table: type[Table]
    rows: pd.DataFrame
    """Index: Excel row number. Columns: the table's headers; one that the sheet lacks and whose blank has no
    meaning is not there."""
    findings: tuple[Finding, ...] = ()
    unread: pd.DataFrame = field(default_factory=pd.DataFrame)
    """Rows taken out of ``rows`` because a cell of their group cannot be read; such a cell is blank."""
    places: dict[Column, int] = field(default_factory=dict)
    """Where each column stands on this sheet, zero-based."""
    header_row: int = 1
    absent: tuple[Column, ...] = ()
    """Columns that are not in ``rows`` because the sheet lacks them."""

    @property
    def left_out(self) -> int:
        """How many rows were taken out."""
        return len(self.unread)

    def ref(self, column: Column, row: int) -> Ref:
        """The cell of a row, as it stands on this sheet."""
        return Ref(self.table.workbook, self.table.sheet, row, self.places.get(column, 0))


def labels(table: type[Table], frame: pd.DataFrame, rows: Sequence[int]) -> list[tuple[str, str]]:
    """The object and the month of each row, "" where it has none; a row without an object goes by its day or month.

    Row 0, the sheet, has neither.
    """
    subject, dated = table.subject(), table.dated()
    names = days = [""] * len(rows)
    places = frame.index.get_indexer(pd.Index(rows))
    if subject in frame:
        names = take(frame[subject].array, places, allow_fill=True, fill_value="").tolist()
    if dated is not None and dated in frame:
        moments = take(frame[dated].array, places, allow_fill=True)
        days = pd.Series(moments).dt.strftime(dated.kind.shape).fillna("").tolist()
    names, months = [name or day for name, day in zip(names, days, strict=True)], [day[:7] for day in days]
    return list(zip(names, months, strict=True))


def dangling(sheet: Sheet, column: Column, known: Iterable[str]) -> list[Finding]:
    """TAB-09 for one column: values that are not among ``known``, or where the column allows several, not all among them."""
    if column not in sheet.rows:
        return []
    values, listed = sheet.rows[column], set(known)
    # Of texts ``isin`` takes each that it looks for by itself; here almost all are found.
    if not (distinct := set(values.unique().tolist()) - {*listed, ""}):
        return []
    strange = values[values.isin(distinct)]
    if column.several:
        lacking = strange.map(
            lambda text: "、".join(part for part in _SEVERAL.split(text) if part and part not in listed)
        )
        strange = lacking[lacking != ""]
    where = column.refers.table.sheet if column.refers else ""
    return [
        Finding(
            defects.NOT_IN_LIST, column.severity, sheet.ref(column, row),
            f"“{column}”填的是“{hidden(text) if column.private else text}”，“{where}”表里没有。", *names,
        )
        for (row, text), names in zip(
            strange.items(), labels(sheet.table, sheet.rows, strange.index.tolist()), strict=True
        )
    ]  # fmt: skip
