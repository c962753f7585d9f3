"""What one table of one file of the centre holds, and how its accounts and months are written."""

import re
from collections.abc import Iterable
from typing import NamedTuple

import pandas as pd

from xlplan.bank.pages import Total
from xlplan.tables.statement import Problem, Source

_CODE = r"[1-8]\d{3}(?:[.\-]?\d{2,4}(?!\d))*"
_IN_CELL = re.compile(rf"(?<!\d){_CODE}(?!\d)")
_IN_WORDS = re.compile(rf"(?<![\d.\-])(?!20[2-9]\d)({_CODE})(?![\d.\-年])\W{{0,2}}(?=[\u4e00-\u9fff])")
_LABELLED = re.compile(rf"科目[^:：\d]{{0,4}}[:：]\W*({_CODE})")
_MONTH = re.compile(r"(?<!\d)(20\d{2})\s*(?:年|[-/.])?\s*第?\s*(0?[1-9]|1[0-2])(?!\d)\s*(?:[月期]|(?=\D|$))")
_MADE = re.compile("打印|制表|导出|生成|下载")


FILE_NUMBER = "文件"
"""Of the file that a row stands in, as its label counts them."""


class Entries(NamedTuple):
    """The entries of one sheet. Rows are those of the sheet."""

    source: Source
    rows: pd.DataFrame
    """As of ``Centre.entries``, but for 月份."""
    openings: dict[str, int]
    """With what an account begins, where the sheet says so."""
    totals: list[tuple[str, Total]]
    """Account and line of sums."""
    lost: dict[int, int | None]
    """As of ``Body.lost``."""
    months: list[str]
    names: dict[str, str]
    problems: list[Problem]


class Balances(NamedTuple):
    """The lines of one sheet that is a 科目余额表."""

    source: Source
    figures: pd.DataFrame
    """As of ``Centre.figures``."""
    problems: list[Problem]


def code_in_cell(text: str) -> str:
    """The code in a cell of a column of codes, without what divides its levels: 1002.01, [100201]基本户; "" for none."""
    found = _IN_CELL.search(text)
    return re.sub(r"\D", "", found[0]) if found else ""


def code_in_words(text: str) -> str:
    """The code that a title, a sheet or a file names: 科目：1002, 100201 基本户; "" where it names none."""
    found = _LABELLED.search(text) or _IN_WORDS.search(text)
    return re.sub(r"\D", "", found[1]) if found else ""


def months_in(texts: Iterable[str]) -> list[str]:
    """The months (YYYY-MM) that titles name, but for those of the day on which they were printed."""
    told = " ".join(text for text in texts if not _MADE.search(text))
    return sorted({f"{year}-{int(month):02}" for year, month in _MONTH.findall(told)})
