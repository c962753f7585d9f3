"""What the demo school owns: what it cost, and how it wears."""

from collections.abc import Iterable, Iterator

from xlplan.demo.events import Event, Line, workdays

COST, WORN = 684_230_000, 213_468_240
"""Fen that all of it cost, and that was written off, when the year begins."""
_BEFORE = 2_148_637
"""Fen of monthly depreciation of what was owned then."""


def depreciation(events: Iterable[Event]) -> Iterator[Event]:
    """Each month's depreciation; what is bought counts from its own month, over six years; books do not."""
    bought = [
        (event.day.month, line.debit)
        for event in events
        for line in event.lines
        if line.account == "1601" and "图书" not in event.summary
    ]
    for month in range(1, 12):
        fen = _BEFORE + sum(round(cost / 72) for since, cost in bought if since <= month)
        admin = fen // 5
        lines = (Line("5001", fen - admin), Line("5101", admin), Line("1602", credit=fen))
        yield Event(workdays(month)[-1], f"计提{month}月固定资产折旧", lines, rank=9)
