"""What each month is, as the chain of an office has it: open, on hold, closed or opened again; and what sealed months held."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from xlplan.findings import CannotRun
from xlplan.jobs.trail.chain import Record, kept
from xlplan.tables.seals import Seal


class State(StrEnum):
    """What may be done to a month."""

    OPEN = "open"
    HELD = "held"
    """Sealed while it is looked at: what changes is a warning."""
    CLOSED = "closed"
    """Sealed: what changes is an error."""
    REOPENED = "reopened"
    """Open once more."""

    @property
    def word(self) -> str:
        """What the clerk reads."""
        return {"open": "没有结账", "held": "暂停记账", "closed": "已结账", "reopened": "重新打开"}[
            self.value
        ]


_KINDS = {"hold": State.HELD, "close": State.CLOSED, "reopen": State.REOPENED}


@dataclass(frozen=True)
class Period:
    """A month, and the record that made it what it is (None for one that never was closed)."""

    month: str
    """YYYY-MM"""
    state: State
    record: Record | None = None

    @property
    def who(self) -> str:
        """Who did it, as the computer knows him."""
        return str(self.record.content.get("who", "")) if self.record else ""

    @property
    def reason(self) -> str:
        """Why it was opened again."""
        return str(self.record.content.get("reason", "")) if self.record else ""


def periods(records: Iterable[Record]) -> dict[str, Period]:
    """Each month that was ever closed, on hold or opened again, as its last record has it."""
    found = {}
    for record in records:
        if record.kind in _KINDS:
            month = str(record.content.get("month"))
            found[month] = Period(month, _KINDS[record.kind], record)
    return dict(sorted(found.items()))


def seals(office: Path, records: Iterable[Record]) -> dict[str, Seal]:
    """What each month held that is closed or on hold; raises CannotRun where the records do not tell."""
    found = {}
    for month, period in periods(records).items():
        if period.record and period.state in (State.HELD, State.CLOSED):
            try:
                content = kept(office, str(period.record.content["seal"])).decode()
                found[month] = Seal(month, period.state is State.HELD, content)
                _ = found[month].sheets
            except (KeyError, ValueError):
                raise CannotRun(
                    f"第 {period.record.number} 号记录（{month} {period.state.word}）读不懂，用 xlplan verify 看。"
                ) from None
    return found
