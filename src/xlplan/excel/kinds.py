"""What the cells of a column hold, and what that means everywhere: in frames, on sheets, in words, in seals."""

from decimal import Decimal
from enum import Enum
from typing import Any, Literal

import pandas as pd

from xlplan.money import grouped

AMOUNT = "#,##0.00_ ;[Red]-#,##0.00_ "


class Kind(Enum):
    """What a column's cells hold."""

    TEXT = "文字", "", "str", "", "string", "@"
    DAY = "日期", "日期，如 2026-10-08。", "datetime64[s]", pd.NaT, "datetime", "yyyy-mm-dd", "%Y-%m-%d"
    TIME = (
        "时间",
        "日期和时间，如 2026-10-08 07:30。",
        "datetime64[s]",
        pd.NaT,
        "datetime",
        "yyyy-mm-dd hh:mm",
        "%Y-%m-%d %H:%M",
    )
    """A minute of a day."""
    MONTH = "月份", "月份，如 2026-10。", "datetime64[s]", pd.NaT, "datetime", "yyyy-mm", "%Y-%m"
    """The first of the month stands for it."""
    MONEY = "金额", "金额，单位元，两位小数。", "int64", 0, "float", AMOUNT, "", 100
    QUANTITY = "计量", "数字，最多三位小数。", "int64", 0, "float", "General;[Red]-General", "", 1000
    """Kilograms, metres, pieces, in thousandths."""
    COUNT = "数量", "整数。", "Int64", pd.NA, "float", "#,##0_ ", "", 1
    RATE = "比例", "比例，如 5% 或 0.05。", "float64", float("nan"), "float", "0.00%"
    """A share of one: the double that is nearest to the decimal, which is also what Excel keeps; so 5% and 0.05 are equal, a third
    can be calculated, and a blank is NaN. A part of an amount is rounded to fen by whoever takes it."""

    def __init__(
        self,
        word: str,
        guide: str,
        dtype: str,
        blank: Any,
        cells: Literal["string", "datetime", "float"],
        number_format: str,
        shape: str = "",
        parts: int = 0,
    ) -> None:
        self.word = word
        self.guide = guide
        """How a clerk fills such a column."""
        self.dtype = dtype
        """Of the frame's column."""
        self.blank = blank
        """What an empty cell is in the frame; a whole number without NA has none of its own, and is 0."""
        self.cells: Literal["string", "datetime", "float"] = cells
        """As what the cells of a sheet are loaded."""
        self.number_format = number_format
        self.shape = shape
        """How a moment is written (strftime); "" for what is none."""
        self.parts = parts
        """How many of the frame's units are one on the sheet, for what adds up; 0 for what does not."""

    def column(self, values: "pd.Series") -> "pd.Series":
        """Values as people give them (None for blank) as a column of a frame."""
        return values.where(values.notna(), self.blank).astype(self.dtype)

    def is_blank(self, value: Any) -> bool:
        """Whether a value of the frame says nothing."""
        return bool(pd.isna(value) or (pd.notna(self.blank) and value == self.blank))

    def cell(self, value: Any) -> Any:
        """What a cell of a sheet holds for a value: yuan, a date, text; None for nothing known."""
        if pd.isna(value):
            return None
        if self.shape:
            return value.to_pydatetime() if self is Kind.TIME else value.date()
        if self.parts:
            return int(value) / self.parts if self.parts > 1 else int(value)
        return float(value) if self is Kind.RATE else value

    def told(self, value: Any) -> str:
        """A value that is known, as a clerk reads it."""
        if self.shape:
            return f"{value:{self.shape}}"
        match self:
            case Kind.MONEY:
                return grouped(value)
            case Kind.QUANTITY:
                return grouped(value, 3).rstrip("0").rstrip(".")
            case Kind.RATE:
                return f"{(Decimal(str(value)) * 100).normalize():f}%"
        return str(value)

    def plain(self, value: Any) -> Any:
        """A value as programs exchange it: yuan with two decimals, quantities with three, YYYY-MM-DD; None for nothing known."""
        if pd.isna(value):
            return None
        if self.shape:
            return self.told(value)
        if self.parts > 1:
            return grouped(value, len(str(self.parts)) - 1).replace(",", "")
        return int(value) if self.parts else value

    def given(self, plain: Any) -> Any:
        """What ``plain`` made, as people give it to ``column``."""
        return int(plain.replace(".", "")) if self.parts > 1 else plain
