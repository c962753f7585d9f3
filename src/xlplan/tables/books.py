"""The books of one office: the frames of all its masters, as they were on one day."""

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar, cast

import pandas as pd

from xlplan.cells import Ref
from xlplan.excel.defects import NOT_IN_LIST
from xlplan.excel.privacy import SHOWN
from xlplan.excel.reading import Workbook
from xlplan.excel.sheets import Sheet, dangling, labels
from xlplan.excel.table import Column, Table
from xlplan.findings import CannotRun, Finding
from xlplan.tables import MASTERS, OPTIONAL, lists, parameters
from xlplan.tables.bound import Bound
from xlplan.tables.centre import Centre
from xlplan.tables.links import On, unmatched
from xlplan.tables.office import Alias, Parameter
from xlplan.tables.parameters import Reading, Unset
from xlplan.tables.photos import Look, unseen
from xlplan.tables.seals import Seal
from xlplan.tables.statement import Statement

T = TypeVar("T")
P = ParamSpec("P")


class Waiting(Exception):
    """A rule cannot judge yet; the message says what it waits for."""


class NotKept(Waiting):
    """What is asked for stands in a workbook that the office does without; no rule need wait for it."""


def _incomplete(table: type[Table], rows: int) -> Waiting:
    return Waiting(f"“{table.sheet}”有 {rows} 行因单元格读不出来没有参加检查")


Concerns = Callable[[pd.DataFrame], "pd.Series"]
"""Which of some rows concern the asker, by what can be read of them; the other cells are blank."""


@dataclass(frozen=True)
class Books:
    """The frames of one office. ``books[VoucherLine]`` is plain pandas, indexed by Excel row number."""

    today: date
    sheets: Mapping[type[Table], Sheet]
    refused: Mapping[str, str] = field(default_factory=dict)
    """Workbook, or bank/NAME of a statement file -> why it cannot be read; those of the centre are in ``centre.refused``."""
    passed_over: Mapping[str, str] = field(default_factory=dict)
    """bank/NAME or workbooks/NAME of a file -> why it was not read as a statement or a master."""
    lost: tuple[str, ...] = ()
    """The workbooks that the office does without, though it had them once."""
    statements: Mapping[tuple[str, str], Statement] = field(default_factory=dict)
    """账户 and month (YYYY-MM) -> what the bank says of them."""
    exports: Callable[[], Centre] = Centre
    """Reads the centre's files, once, when they are first asked for."""
    photos: Look = unseen
    """Looks at the pictures that cells name."""
    checked: frozenset[date] | None = frozenset()
    """The days whose books were checked; None where the history of it cannot be read."""
    seals: Mapping[str, Seal] = field(default_factory=dict)
    """Month (YYYY-MM) that is closed or on hold -> what it held."""
    bound: Mapping[str, Bound] = field(default_factory=dict)
    """单号 -> its last approval that a night has seen, and what was approved."""
    closed: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """科目代码 and 账户 -> what the year before ended with (debit less credit, fen), as it was recorded when the year was rolled over."""
    unsealed: str = ""
    """Why it is not known what closed months held, and what was approved; "" where it is."""
    complete: bool | tuple[type[Table], ...] = False
    """Which tables must have no row left out: all, none, or these."""
    kept: dict[tuple[Hashable, ...], tuple[object, ...]] = field(
        default_factory=dict, compare=False, repr=False
    )
    """What ``once`` has made, shared by the copies for one rule or another."""
    asks: set[type[Table]] = field(default_factory=set, compare=False, repr=False)
    """The tables that were asked for since ``asked`` began, shared by the same copies."""

    def __getitem__(self, table: type[Table]) -> pd.DataFrame:
        """The rows of a table; raises Waiting where they cannot be had as they are needed, NotKept where nobody keeps them."""
        sheet = self._sheet(table)
        if len(sheet.absent) == len(table.columns):
            raise Waiting(f"{table.workbook} 里没有可用的“{table.sheet}”表")
        must = self.complete if isinstance(self.complete, bool) else table in self.complete
        if must and sheet.left_out:
            raise _incomplete(table, sheet.left_out)
        return sheet.rows

    def _sheet(self, table: type[Table]) -> Sheet:
        """A sheet, however little of it could be read; raises Waiting where its workbook is refused, NotKept where it is not kept."""
        self.asks.add(table)
        if table.workbook in self.refused:
            raise Waiting(f"{table.workbook} 打不开")
        if table not in self.sheets and table.workbook in OPTIONAL:
            raise NotKept(f"没有 {table.workbook}")
        return self.sheets[table]

    @property
    def not_kept(self) -> tuple[str, ...]:
        """The workbooks that the office does without."""
        there = {*self.refused, *(table.workbook for table in self.sheets)}
        return tuple(workbook for workbook in OPTIONAL if workbook not in there)

    def unread(self, table: type[Table], concerns: Concerns | None = None) -> pd.DataFrame:
        """The rows of a table that a cell which cannot be read took out; of them those that concern the asker."""
        self.asks.add(table)
        if table not in self.sheets:  # its workbook is refused, or not kept
            return pd.DataFrame()
        rows = self.sheets[table].unread
        return rows if concerns is None or rows.empty else rows[concerns(rows)]

    def clear(self, rows: pd.DataFrame, table: type[Table], on: On) -> pd.DataFrame:
        """The rows that no unread row of a table can touch, as none has their key (``tables.links``); raises Waiting where one of
        these has no key of its own."""
        unread = self.unread(table)
        if unread.empty:
            return rows
        keys = unread[list(on.values())]
        if (keys.isna() | (keys == "")).any(axis=None):
            raise _incomplete(table, len(unread))
        return unmatched(rows, unread, on)

    def requiring(self, complete: bool | tuple[type[Table], ...]) -> "Books":
        """The same books for a rule that needs every row of all tables, or of these."""
        return replace(self, complete=complete)

    def once(self, name: Hashable, made: Callable[[], T], of_day: bool = True) -> T:
        """What several rules ask of the same sheets and statements on the same day, made for the first of them.

        ``made`` must not depend on ``complete``: whoever asks has read its tables before; nor on the day, if not ``of_day``.
        """
        key = name, self.today if of_day else None, id(self.sheets), id(self.statements)
        if key not in self.kept:
            # Both are held, so that no other object ever has their identity.
            self.kept[key] = made(), self.sheets, self.statements
        return cast(T, self.kept[key][0])

    @property
    def centre(self) -> Centre:
        """What the county accounting centre says of the office's accounts."""
        return self.exports()

    @property
    def private(self) -> frozenset[str]:
        """The numbers of persons and accounts in the sheets that have more digits than are shown of one."""
        return frozenset(
            number
            for sheet in self.sheets.values()
            for column in sheet.table.columns
            if column.private
            for rows in (sheet.rows, sheet.unread)
            if column in rows
            for number in rows[column]
            if sum(map(str.isdigit, number)) > SHOWN
        )

    def present(self, columns: Iterable[Column]) -> Iterator[tuple[Column, pd.DataFrame]]:
        """Those of these columns that there are, each with its rows: a sheet that cannot be had hides no other."""
        for column in columns:
            try:
                rows = self[column.table]
            except Waiting:
                continue
            if column in rows:
                yield column, rows

    def has(self, column: Column) -> bool:
        """Whether the office's own sheet has a column; an amount that it lacks reads as its blank."""
        return column in self._sheet(column.table).places

    def _absent(self, error: KeyError) -> Column | None:
        """The column that a frame of a table asked for lacked, if that is why pandas raised this error."""
        asked = error.args[0]
        own = (sheet for table, sheet in self.sheets.items() if table in self.asks)
        # 摘要金额 is rather 金额 than 额.
        lacking = sorted((column for sheet in own for column in sheet.absent), key=len, reverse=True)
        # One rule may ask for both day books, which share headers; asked for among others, pandas only quotes the column;
        # ``links.beside`` puts a prefix before it.
        for same in (
            lambda column: column is asked,
            lambda column: column == asked,
            lambda column: f"'{column}'" in str(asked),
            lambda column: str(asked).endswith(column),
        ):
            found = next(filter(same, lacking), None)
            if found is not None:
                return found
        return None

    @contextmanager
    def asked(self) -> Iterator[None]:
        """Turns the lack of a column that is asked of a frame into Waiting; the frame is asked for inside."""
        outside = set(self.asks)
        self.asks.clear()
        try:
            yield
        except KeyError as error:
            lacking = self._absent(error)
            if lacking is None:
                raise
            raise Waiting(f"“{lacking.table.sheet}”表缺少“{lacking}”列") from None
        finally:
            self.asks.update(outside)

    def ref(self, at: Column | Statement, row: int) -> Ref:
        """The cell of a row as it stands on the office's own sheet, or in a statement file."""
        return at.ref(row) if isinstance(at, Statement) else self._sheet(at.table).ref(at, row)

    def labels(self, at: Column | Statement, rows: Sequence[int]) -> list[tuple[str, str]]:
        """The object (凭证号 …) and the month of each row."""
        if isinstance(at, Statement):
            return at.labels(rows)
        return labels(at.table, self._sheet(at.table).rows, rows)

    def amounts(self, parameter: str, days: "pd.Series", items: "pd.Series | None" = None) -> "pd.Series":
        """Fen (float64) that a parameter sets for each day, NaN where it sets none; raises Waiting if for no day.

        With ``items`` what the family sets for each item and day: 折旧年限 for 计算机 is the parameter 折旧年限：计算机.
        """
        return self._set(parameters.amounts, parameter, days, items)

    def numbers(self, parameter: str, days: "pd.Series", items: "pd.Series | None" = None) -> "pd.Series":
        """The number (5% is 0.05) that a parameter sets for each day, NaN where none; raises Waiting if for no day."""
        return self._set(parameters.numbers, parameter, days, items)

    def family(self, name: str, day: date, read: Reading = parameters.numbers) -> "pd.Series":
        """Item -> value of a family, as far as in force on a day, in the order of the sheet; raises Waiting where none is.

        ``read`` is ``parameters.numbers``, ``parameters.amounts`` for fen, or ``parameters.texts``.
        """
        return self._set(parameters.family, name, day, read)

    def setting(self, parameter: str, days: "pd.Series") -> "pd.Series":
        """The Excel row of 参数 that sets a parameter on each day, 0 where none does."""
        return parameters.setting(self._parameters(), parameter, days)

    def shares(self, parameter: str, days: "pd.Series", items: "pd.Series | None" = None) -> "pd.Series":
        """The same for a share; raises Waiting if one is more than the whole, as 15 typed for 15%."""
        found = self.numbers(parameter, days, items)
        if (found > 1).any():
            most = found.max()
            raise Waiting(f"参数“{parameter}”填的是 {most:g}，比例要写成 {most:g}% 或 {most / 100:g}")
        return found

    def share(self, parameter: str) -> float:
        """The share that a parameter sets today; raises Waiting where it sets none."""
        return float(self.shares(parameter, pd.Series([pd.Timestamp(self.today)])).iloc[0])

    def words(self, parameter: str) -> str:
        """The text that a parameter sets today; raises Waiting where it sets none."""
        return self._set(parameters.words, parameter, pd.Timestamp(self.today))

    def listed(self, parameter: str) -> tuple[str, ...]:
        """The words that a parameter lists today; raises Waiting where it sets none."""
        return tuple(lists.listed(self.words(parameter)))

    def any_of(self, parameter: str) -> str:
        """The regular expression that finds any of these words."""
        return "|".join(map(re.escape, self.listed(parameter))) or "(?!)"

    def texts(self, family: str, days: "pd.Series", items: "pd.Series") -> "pd.Series":
        """The text that a family sets for each item and day, "" where it sets none."""
        return parameters.texts(self._parameters(), family, days, items)

    def _parameters(self) -> parameters.Given:
        rows = self[Parameter]
        return self.once(parameters.given, lambda: parameters.given(rows), of_day=False)

    def _set(
        self, read: Callable[Concatenate[parameters.Given, P], T], *asked: P.args, **named: P.kwargs
    ) -> T:
        try:
            return read(self._parameters(), *asked, **named)
        except Unset as reason:
            raise Waiting(str(reason)) from None

    def defects(self) -> Iterator[Finding]:
        """What is wrong with cells, sheet by sheet: TAB findings."""
        for sheet in self.sheets.values():
            yield from sheet.findings
            for column in sheet.table.columns:
                if column.refers and not column.judged_by:
                    yield from self._dangling(sheet, column, column.refers)
        yield from self._idle_aliases()

    def _idle_aliases(self) -> Iterator[Finding]:
        """Rows of 别名 that teach nothing: a workbook, sheet or column that there is not."""
        sheet = self.sheets.get(Alias)
        if sheet is None or not set(Alias.columns) <= set(sheet.rows):
            return
        for row, taught in zip(sheet.rows.index, sheet.rows.itertuples(index=False), strict=True):
            workbook, name, header = taught[:3]
            table = Table.every.get(name)
            if workbook not in MASTERS:
                column, known = Alias.workbook_name, "、".join(MASTERS)
            elif table is None or table.workbook != workbook:
                column, known = Alias.sheet_name, "、".join(table.sheet for table in MASTERS[workbook])
            elif header not in table.columns:
                column, known = Alias.header, "、".join(table.columns)
            else:
                continue
            message = f"“{column}”填的是“{taught[Alias.columns.index(column)]}”，只能是 {known}。"
            names = self.labels(Alias.own, [row])[0]
            yield Finding(NOT_IN_LIST, NOT_IN_LIST.severity, sheet.ref(column, row), message, *names)

    def _dangling(self, sheet: Sheet, column: Column, target: Column) -> list[Finding]:
        try:
            known = self.requiring((target.table,))[target.table]
        except Waiting:
            return []
        return dangling(sheet, column, known[target].tolist()) if target in known else []


def read(
    files: Mapping[str, Path], today: date, progress: Callable[[str], None] = lambda workbook: None
) -> Books:
    """Read masters of an office: workbook name -> file. What cannot be read is in ``refused``.

    One that the office may do without and that is not among the files is not kept.
    """
    opened: dict[str, Workbook] = {}
    refused: dict[str, str] = {}
    for name, file in files.items():
        try:
            opened[name] = Workbook(file)
        except CannotRun as reason:
            refused[name] = str(reason)
    aliases = _aliases(opened.get(Alias.workbook))
    sheets: dict[type[Table], Sheet] = {}

    def sheets_of(name: str) -> list[Sheet]:
        found = [opened[name].read(table, aliases.get((name, table.sheet), {})) for table in MASTERS[name]]
        progress(name)
        return found

    with ThreadPoolExecutor(2) as pool:
        for name, future in {name: pool.submit(sheets_of, name) for name in opened}.items():
            try:
                sheets |= {sheet.table: sheet for sheet in future.result()}
            except CannotRun as reason:
                refused[name] = str(reason)
    return Books(
        today,
        {table: sheets[table] for tables in MASTERS.values() for table in tables if table in sheets},
        refused,
    )


def _aliases(office: Workbook | None) -> dict[tuple[str, str], dict[str, str]]:
    """(workbook, sheet) -> the office's own header -> ours."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    if office is None or Alias.sheet not in office.sheets:
        return found
    try:
        rows = office.read(Alias, {}).rows
    except CannotRun:
        return found
    if set(Alias.columns) <= set(rows):
        for workbook, sheet, ours, own in rows[list(Alias.columns)].itertuples(index=False):
            found.setdefault((workbook, sheet), {})[own] = ours
    return found
