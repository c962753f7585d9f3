"""What the county accounting centre (会计核算中心) says of the office's accounts: its exports, put together. Amounts in fen."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from xlplan.tables import statement as bank
from xlplan.tables.statement import Problem, Source, Statement

FOLDER = "centre"
"""Of the office; what the centre gave lies in it unchanged."""

CODE, NAME, MONTH = "科目代码", "科目名称", "月份"
"""MONTH is YYYY-MM."""
OPENING, DEBIT, CREDIT, CLOSING = "期初", "借方", "贷方", "期末"
FIGURES = (OPENING, DEBIT, CREDIT, CLOSING)
ROW = "行"
"""The label (as in ``Statement``, over all files) of the line that stands for an account and month."""
ENTRIES = "明细"
"""Whether the figures are those of entries, rather than of a 科目余额表."""


def _no_entries() -> pd.DataFrame:
    kinds = {
        bank.DAY: "datetime64[s]", bank.TIME: "str", bank.AMOUNT: "int64", bank.BALANCE: "Int64", bank.PARTY: "str",
        bank.SUMMARY: "str", bank.REFERENCE: "str", bank.NEUTRAL: "int64", bank.REFUNDED: "int64", CODE: "str", MONTH: "str", DEBIT: "int64", CREDIT: "int64",
    }  # fmt: skip
    return pd.DataFrame({column: pd.Series(dtype=kind) for column, kind in kinds.items()})


def _no_figures() -> pd.DataFrame:
    kinds = {
        CODE: "str",
        MONTH: "str",
        NAME: "str",
        **dict.fromkeys(FIGURES, "Int64"),
        ROW: "int64",
        ENTRIES: "bool",
    }
    return pd.DataFrame({column: pd.Series(dtype=kind) for column, kind in kinds.items()})


@dataclass(frozen=True)
class Centre:
    """All exports of an office."""

    entries: pd.DataFrame = field(default_factory=_no_entries)
    """明细账: rows as of a ``Statement`` (金额 is debit less credit, 余额 in the same sense, 流水号 the centre's 凭证字号), with
    科目代码, 月份, 借方, 贷方; index = label."""
    figures: pd.DataFrame = field(default_factory=_no_figures)
    """One row for each account and month: 科目代码, 月份, 科目名称, 期初 and 期末 (debit less credit, NA where not said), 借方,
    贷方, 行, 明细."""
    files: tuple[Source, ...] = ()
    """What the labels of all rows count in."""
    problems: tuple[Problem, ...] = ()
    """Lines that could not be read, and balances and sums that do not hold; ``row`` is a label."""
    refused: Mapping[str, str] = field(default_factory=dict)
    """centre/NAME -> why a file is not among them."""

    @property
    def months(self) -> list[str]:
        """Every month (YYYY-MM) of which there is an export."""
        return sorted(set(self.figures[MONTH]))

    def statement(self, code: str, month: str, rows: pd.DataFrame) -> Statement:
        """Rows of ``entries`` as a statement of one account, whose labels are those of all files; "" for any month."""
        first, *further = self.files
        return Statement(
            first.name, first.sheet, "", code, "", first.header_row, rows, None, None,
            month=month, further=tuple(further), folder=FOLDER,
        )  # fmt: skip
