"""The declaration of a master sheet: one class per sheet, one attribute per column.

The same class is the reader, the builder of the master, the notation of the rules' pages and the manual::

    class CashCount(Table, workbook="ledger.xlsx", sheet="现金盘点"):
        \"\"\"现金盘点：每天下班前数一次钱。\"\"\"

        date = day("日期", required=True, dated=True)
        counted = money("实存合计", required=True)
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar, Literal

import pandas as pd

from xlplan.excel.kinds import Kind
from xlplan.findings import Severity


@dataclass(frozen=True)
class Formula:
    """What a master calculates in a column: once for Excel, once for us.

    ``excel`` is the formula with fields: ``{年初数}`` is that column's cell in the same row,
    ``{收入:down}`` the cells from the first row down to this one, ``{预算调整.金额:all}`` a whole column.
    ``values`` gives the same for a typed frame (same index); it may look at the other sheets of its workbook.
    """

    excel: str
    values: Callable[[pd.DataFrame, dict[str, pd.DataFrame]], "pd.Series"]


class Column(str):
    """One column. As a string it is the clerk's header, which is also the column of the frame."""

    name: str
    """How code calls it: the attribute's name in the table."""
    table: type["Table"]
    kind: Kind
    help: str
    required: bool
    blank: int | None
    choices: tuple[str, ...]
    refers: "Column | None"
    referred: bool
    """Whether another column refers to it."""
    offers: "Column | None"
    judged_by: str
    severity: Severity
    several: bool
    optional: bool
    unique: bool
    subject: bool
    dated: bool
    private: bool
    photos: bool
    part: bool
    year: bool
    day_alone: bool
    unit: str
    group: Literal["", "value", "day", "month"]
    formula: Formula | None
    width: int

    def __set_name__(self, owner: type["Table"], name: str) -> None:
        self.name = name
        self.table = owner

    @property
    def is_code(self) -> bool:
        """Whether the text is an identifier, compared with others, rather than words."""
        return bool(
            self.refers
            or self.referred
            or self.choices
            or self.unique
            or self.subject
            or self.private
            or self.group
        )

    @property
    def listed(self) -> "Column | None":
        """The column whose values stand in the drop-down list."""
        return self.refers or self.offers

    @property
    def heading(self) -> str:
        """The header as it stands in a master: with the unit, which the reader takes off again."""
        return f"{self}（{self.unit}）" if self.unit else str(self)

    @property
    def guide(self) -> str:
        """How a clerk fills the column."""
        how = self.kind.guide
        if self.part:
            how = f"{how.rstrip('。')}，0 到 100%。"
        if self.choices:
            how = f"从列表里选：{'、'.join(self.choices)}。"
        elif self.refers:
            how = f"填“{self.refers.table.sheet}”表里的“{self.refers}”。"
        elif self.offers:
            how = f"可以从“{self.offers.table.sheet}”表的“{self.offers}”里选，别的也可以写。"
        elif self.photos:
            how = "photos 文件夹里图片的文件名，几张的用顿号隔开。"
        elif self.year:
            how = "四位数的年份，如 2013。"
        elif self.formula:
            return self.help
        return f"{'必填。' if self.required else ''}{how}{self.help}"

    def __reduce__(self) -> tuple[type[str], tuple[str]]:
        return str, (str(self),)


def _column(header: str, kind: Kind, **facts: object) -> Column:
    column = Column(header)
    defaults: dict[str, object] = {
        "kind": kind, "help": "", "required": False, "blank": None, "choices": (), "refers": None, "referred": False, "offers": None,
        "judged_by": "", "severity": Severity.ERROR, "several": False, "optional": False, "unique": False, "subject": False, "dated": False, "private": False, "photos": False, "part": False, "year": False, "day_alone": False, "unit": "",
        "group": "", "formula": None, "width": 12,
    }  # fmt: skip
    for fact, value in (defaults | facts).items():
        setattr(column, fact, value)
    return column


def text(
    header: str,
    *,
    help: str = "",
    required: bool = False,
    choices: tuple[str, ...] = (),
    refers: Column | None = None,
    offers: Column | None = None,
    judged_by: str = "",
    severity: Severity = Severity.ERROR,
    several: bool = False,
    optional: bool = False,
    unique: bool = False,
    subject: bool = False,
    private: bool = False,
    photos: bool = False,
    group: Literal["", "value"] = "",
    width: int = 12,
) -> Column:
    """Words or a code.

    ``refers`` draws the list of another column; a value that is not there is a finding of ``severity``,
    unless a rule owns that check (``judged_by``), as it may that of ``choices``; ``several`` allows more than one in a cell.
    ``offers`` draws the list too, but anything else is as good.
    A sheet may do without an ``optional`` column, which is then read as blank. ``subject`` marks the object of a row, which exemptions name.
    ``private`` marks the numbers of persons and accounts: where a value is told, only its last four digits are.
    ``photos`` marks the names of picture files in the office's photos/, one or more (``tables.lists``).
    ``group``: an unreadable cell of a row takes all rows of the same group out of the frame.
    """
    if refers is not None:
        refers.referred = True
    return _column(
        header, Kind.TEXT, help=help, required=required, choices=choices, refers=refers, offers=offers, judged_by=judged_by,
        severity=severity, several=several, optional=optional, unique=unique, subject=subject, private=private, photos=photos, group=group, width=width,
    )  # fmt: skip


def day(
    header: str,
    *,
    help: str = "",
    required: bool = False,
    optional: bool = False,
    dated: bool = False,
    group: Literal["", "day", "month"] = "",
    formula: Formula | None = None,
) -> Column:
    """A calendar day. ``dated`` marks the day that puts the row into its month; a sheet may do without an ``optional`` one."""
    return _column(
        header, Kind.DAY, help=help, required=required, optional=optional, dated=dated, group=group, formula=formula
    )  # fmt: skip


def time(
    header: str, *, help: str = "", required: bool = False, dated: bool = False, day_alone: bool = False
) -> Column:
    """A minute of a day: 2026-10-08 07:30. Midnight is none: it is what a day without its hour looks like.

    ``day_alone``: such a day will do where the hour hardly matters; it is midnight in the frame. A clock time alone, such
    as that of a task, is text.
    """
    return _column(
        header, Kind.TIME, help=help, required=required, dated=dated, day_alone=day_alone, width=17
    )


def month(
    header: str, *, help: str = "", required: bool = False, optional: bool = False, dated: bool = False
) -> Column:
    """A month, which is its first day in the frame. ``dated`` and ``optional`` as for a day."""
    return _column(header, Kind.MONTH, help=help, required=required, optional=optional, dated=dated)


def money(
    header: str,
    *,
    help: str = "",
    required: bool = False,
    blank: int | None = None,
    optional: bool = False,
    formula: Formula | None = None,
) -> Column:
    """An amount in yuan on the sheet, fen in the frame: required, or with a meaning for blank (fen).

    A sheet may do without an ``optional`` one, which is then read as blank.
    """
    if not required and blank is None:
        raise TypeError(f"{header}: a money column is required or says what blank means")
    return _column(
        header, Kind.MONEY, help=help, required=required, blank=blank, optional=optional, formula=formula, width=14,
    )  # fmt: skip


def quantity(
    header: str,
    *,
    help: str = "",
    required: bool = False,
    blank: int | None = None,
    optional: bool = False,
    unit: str = "",
    formula: Formula | None = None,
) -> Column:
    """Kilograms, metres or pieces on the sheet, thousandths of them in the frame; ``blank`` and ``optional`` as for money.

    ``unit`` stands behind the header, where all rows are of one.
    """
    if not required and blank is None:
        raise TypeError(f"{header}: a column of quantities is required or says what blank means")
    return _column(
        header, Kind.QUANTITY, help=help, required=required, blank=blank, optional=optional, unit=unit, formula=formula,
    )  # fmt: skip


def count(
    header: str, *, help: str = "", required: bool = False, unit: str = "", formula: Formula | None = None
) -> Column:
    """A whole number of things; ``unit`` as for a quantity."""
    return _column(header, Kind.COUNT, help=help, required=required, unit=unit, formula=formula, width=9)


def year(header: str, *, help: str = "", required: bool = False) -> Column:
    """A calendar year, which is a number without separators."""
    return _column(header, Kind.COUNT, help=help, required=required, year=True, width=9)


def rate(
    header: str, *, help: str = "", required: bool = False, part: bool = False, formula: Formula | None = None
) -> Column:
    """A share: 5% or 0.05 on the sheet, 0.05 in the frame. ``part``: of a whole, so neither below 0 nor above 100%."""
    return _column(header, Kind.RATE, help=help, required=required, part=part, formula=formula, width=9)


class Table:
    """A master sheet: its workbook, its name, and its columns in the order of the sheet."""

    workbook: ClassVar[str]
    sheet: ClassVar[str]
    columns: ClassVar[tuple[Column, ...]]
    every: ClassVar[dict[str, type["Table"]]] = {}
    """All declared tables by sheet name; sheet names are unique across workbooks."""
    optional: ClassVar[bool]
    """Whether a workbook may do without the sheet, which is then read as an empty one."""
    sealed: ClassVar[bool]
    """Whether its rows belong to their months, and must stay as they were when these are closed."""
    few: ClassVar[bool]
    """Whether a year brings it no more than some dozens of rows."""

    def __init_subclass__(
        cls, *, workbook: str, sheet: str, optional: bool = False, sealed: bool = False, few: bool = False
    ) -> None:
        cls.workbook = workbook
        cls.sheet = sheet
        cls.optional = optional
        cls.sealed = sealed
        cls.few = few
        cls.columns = tuple(value for value in vars(cls).values() if isinstance(value, Column))
        taken = {column.name for column in cls.columns} & set(vars(Table))
        if taken or len(set(cls.columns)) < len(cls.columns):
            raise TypeError(f"{sheet}: a column is called {taken or 'like another one'}")
        if sealed and not cls.dated():
            raise TypeError(f"{sheet}: sealed, and no column puts its rows into their months")
        if Table.every.setdefault(sheet, cls) is not cls:
            raise TypeError(f"two tables are called {sheet}")

    @classmethod
    def subject(cls) -> Column | None:
        """The column that names the object of a row."""
        return next((column for column in cls.columns if column.subject), None)

    @classmethod
    def dated(cls) -> Column | None:
        """The column that puts a row into its month."""
        return next((column for column in cls.columns if column.dated), None)

    @classmethod
    def group(cls, rows: pd.DataFrame) -> list["pd.Series"]:
        """What rows of one group share, such as the month and the number of a voucher (NA where it is not known);
        empty: each row alone."""
        keys = []
        for column in cls.columns:
            if column.group in ("day", "month"):
                keys.append(rows[column].dt.to_period("D" if column.group == "day" else "M"))
            elif column.group:
                keys.append(rows[column].where(rows[column] != ""))
        return keys
