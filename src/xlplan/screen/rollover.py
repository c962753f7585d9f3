"""What ``xlplan new --from`` shows."""

from collections.abc import Iterator
from itertools import groupby

from xlplan.findings import Severity
from xlplan.jobs.rollover.carried import Manner
from xlplan.jobs.rollover.proof import Line
from xlplan.jobs.rollover.rollover import Rolled

_LISTED = ("科目", "银行日记账", "现金日记账", "未达账项", "资产卡片", "票据结存", "报销单")
"""What is told line by line; of the rest how many lines there are and what they sum to."""


def text(rolled: Rolled) -> Iterator[str]:
    """Line by line: closing and opening, then what became of each sheet, and what is left to do."""
    yield f"{rolled.year} 年结转到 {rolled.year + 1} 年，年初数等于上年末数，{len(rolled.lines)} 项全部相等："
    for kind, own in groupby(rolled.lines, key=lambda line: line.kind):
        lines = list(own)
        yield from map(_line, lines) if kind in _LISTED else [_sum(kind, lines)]
    yield ""
    for manner, sheets in rolled.sheets.items():
        told = "、".join(_sheet(sheet, rows) for sheet, rows in sheets if rows or manner is Manner.EMPTY)
        if told:
            yield f"{manner.value}：{told}"
    none = [
        sheet
        for manner, sheets in rolled.sheets.items()
        for sheet, rows in sheets
        if not rows and manner is not Manner.EMPTY
    ]
    if none:
        yield f"没有要带的：{'、'.join(none)}"
    yield ""
    yield f"{rolled.year} 年的档案：{rolled.pack}"
    counts = "，".join(f"{severity.word} {rolled.counts[severity]} 个" for severity in Severity)
    yield f"新的一年：{rolled.folder}。检查结果：{counts}，用 xlplan check 看。"
    yield from (f"  {note}" for note in rolled.notes)


def _line(line: Line) -> str:
    unit = f" {line.unit}" if line.unit else ""
    return (
        f"  {line.kind} {line.name}：上年末 {line.told(line.closing)}，年初 {line.told(line.opening)}{unit}"
    )


def _sum(kind: str, lines: list[Line]) -> str:
    money = [line for line in lines if line.unit == "元"]
    if not money:
        return f"  {kind} {len(lines)} 项"
    total = money[0].told(sum(line.opening for line in money))
    return f"  {kind} {len(money)} 种，数量、金额逐种相等，金额合计 {total} 元"


def _sheet(sheet: str, rows: int) -> str:
    return f"{sheet} {rows} 行" if rows else sheet
