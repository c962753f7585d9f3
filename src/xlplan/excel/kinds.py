"""What the cells of a column hold, and what that means everywhere: in frames, on sheets, in words, in seals."""

from enum import Enum
from typing import Any, Literal

import pandas as pd

from xlplan.money import grouped, yuan

AMOUNT = "#,##0.00_ ;[Red]-#,##0.00_ "


class Kind(Enum):
    """What a column's cells hold."""

    TEXT = "文字", "", "str", "", "string", "@"
    DAY = "日期", "日期，如 2026-10-08。", "datetime64[s]", pd.NaT, "date", "yyyy-mm-dd", "%Y-%m-%d"
    MONEY = "金额", "金额，单位元，两位小数。", "int64", 0, "float", AMOUNT, "", 100
    COUNT = "数量", "整数。", "Int64", pd.NA, "float", "#,##0_ ", "", 1

    def __init__(
        self,
        word: str,
        guide: str,
        dtype: str,
        blank: Any,
        cells: Literal["string", "date", "float"],
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
        self.cells: Literal["string", "date", "float"] = cells
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
            return value.date()
        return value / self.parts if self.parts > 1 else int(value) if self.parts else value

    def told(self, value: Any) -> str:
        """A value that is known, as a clerk reads it."""
        if self.shape:
            return f"{value:{self.shape}}"
        return grouped(value) if self is Kind.MONEY else str(value)

    def plain(self, value: Any) -> Any:
        """A value as programs exchange it: yuan with two decimals, YYYY-MM-DD; None for nothing known."""
        if pd.isna(value):
            return None
        if self.shape:
            return self.told(value)
        return yuan(value) if self is Kind.MONEY else int(value) if self is Kind.COUNT else value

    def given(self, plain: Any) -> Any:
        """What ``plain`` made, as people give it to ``column``."""
        return int(plain.replace(".", "")) if self is Kind.MONEY else plain
