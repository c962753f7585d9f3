"""A statement proves itself: what it began with, each running balance, its own totals. Amounts in fen."""

from collections.abc import Iterator, Mapping
from itertools import count, takewhile

import numpy as np
import pandas as pd

from xlplan.money import grouped
from xlplan.tables.statement import AMOUNT, BALANCE, DAY, NEUTRAL, Problem

_MOST = 1_000
"""Breaks that are told one by one."""


def _offsets(rows: pd.DataFrame) -> "pd.Series":
    """What each stated balance says the file began with; rows without a balance say nothing."""
    return (rows[BALANCE] - rows[AMOUNT].cumsum()).dropna().astype("int64")


def opening_of(rows: pd.DataFrame, declared: Mapping[str, int]) -> int | None:
    """The balance before the first row: declared, or as the first stated balance has it."""
    offsets = _offsets(rows)
    return declared.get("opening", int(offsets.iloc[0]) if len(offsets) else None)


def closing_of(rows: pd.DataFrame, opening: int | None, declared: Mapping[str, int]) -> int | None:
    """The balance after the last row: as stated there, declared, or as the rows have it."""
    stated = rows[BALANCE].iloc[-1] if len(rows) else None
    if stated is not None and pd.notna(stated):
        return int(stated)
    moved = None if opening is None else opening + int(rows[AMOUNT].sum())
    return declared.get("closing", moved)


def breaks(rows: pd.DataFrame, opening: int | None, lost: Mapping[int, int | None]) -> Iterator[Problem]:
    """Rows whose balance neither follows from the row before nor from the opening.

    ``lost``: the amounts of lines that were told as unreadable, None where not known; the gap beside them is theirs.
    What is carried on is told only where it starts, and a wrong cell once: going back to what the opening has is no break.
    """
    found = broken(rows, opening, lost)
    shown = found.iloc[:_MOST]
    for row, gap, stated in zip(
        shown.index.tolist(), shown.tolist(), rows[BALANCE][shown.index], strict=True
    ):
        detail = f"第 {row} 行余额 {grouped(stated)}，按前面的余额应为 {grouped(stated - gap)}，相差 {grouped(gap)}。"
        yield Problem("balance_break", row, detail)
    if len(found) > _MOST:
        row, rest = int(found.index[_MOST]), len(found) - _MOST
        detail = f"第 {row} 行起还有 {rest} 行的余额也不接着前面的，没有逐行列出。"
        yield Problem("balance_break", row, detail)


def broken(rows: pd.DataFrame, opening: int | None, lost: Mapping[int, int | None]) -> "pd.Series":
    """The same rows, and by how much each balance is above what it should be."""
    offsets = _offsets(rows)
    if opening is None or offsets.empty:
        return offsets.iloc[:0]
    before = offsets.shift(fill_value=opening)
    gaps = (offsets - before)[(offsets != opening) & (offsets != before)]
    told = (
        lost and any(moved is None or moved == gap for moved in _beside(int(row), lost))
        for row, gap in gaps.items()
    )
    return gaps[~np.fromiter(map(bool, told), np.bool_, len(gaps))]


def backward(rows: pd.DataFrame) -> Iterator[Problem]:
    """Rows whose day is before that of the row from which their balance goes on: one of the two days is wrong."""
    days = rows[DAY]
    before = days.shift()
    for row, day in days[days < before].items():
        yield Problem(
            "order",
            int(row),
            f"第 {row} 行的日期 {day:%Y-%m-%d} 早于上一笔的 {before[row]:%Y-%m-%d}，余额却是接着上一笔的。",
        )


def _beside(row: int, lost: Mapping[int, int | None]) -> Iterator[int | None]:
    """What the unreadable lines just above a row moved together, and those just below it."""
    for step in (-1, 1):
        run = [lost[at] for at in takewhile(lost.__contains__, count(row + step, step))]
        known = [moved for moved in run if moved is not None]
        yield sum(known) if len(known) == len(run) else None


_TOTALS = {
    "count": "总笔数",
    "count_in": "收入笔数",
    "count_out": "支出笔数",
    "count_neutral": "不计收支笔数",
    "sum_in": "收入合计",
    "sum_out": "支出合计",
    "sum_neutral": "不计收支合计",
    "closing": "期末余额",
}
"""What a file may tell of its rows, by the names of the contract, and what the clerk calls it."""


def _totals(rows: pd.DataFrame, closing: int | None) -> dict[str, int | None]:
    """The same of the rows that were read."""
    amounts = rows[AMOUNT]
    sides = {
        "in": amounts[amounts > 0],
        "out": -amounts[amounts < 0],
        "neutral": rows[NEUTRAL][rows[NEUTRAL] != 0],
    }
    counts = {f"count_{side}": len(own) for side, own in sides.items()}
    return (
        counts
        | {f"sum_{side}": int(own.sum()) for side, own in sides.items()}
        | {"count": len(rows), "closing": closing}
    )


def misdeclared(
    rows: pd.DataFrame, closing: int | None, declared: Mapping[str, int]
) -> Iterator[tuple[str, str]]:
    """Key and sentence of each total of the file that its rows do not have."""
    if not declared:
        return
    found = _totals(rows, closing)
    for key, name in _TOTALS.items():
        said, have = declared.get(key), found[key]
        if said is not None and have is not None and said != have:
            unit = "笔" if key.startswith("count") else ""
            shown = [f"{number}{unit}" if unit else grouped(number) for number in (said, have, said - have)]
            yield key, f"文件写的{name}是 {shown[0]}，明细加起来是 {shown[1]}，相差 {shown[2]}。"


def is_cut(rows: pd.DataFrame, declared: Mapping[str, int]) -> bool:
    """Whether a file without a break tells of more rows and more money than it has, and of less of nothing: it ends too soon."""
    if not declared:
        return False
    found = _totals(rows, None)
    gaps = {key: said - have for key, said in declared.items() if (have := found.get(key)) is not None}
    more = {key.partition("_")[0] for key, gap in gaps.items() if gap > 0}
    return more == {"count", "sum"} and min(gaps.values()) >= 0
