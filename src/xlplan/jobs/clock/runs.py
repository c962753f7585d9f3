"""What is known of what ran: a run, what it found, what it made and read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from xlplan.findings import CannotRun, Finding
from xlplan.rules.judge import Judgement


class State(StrEnum):
    """How a run stands."""

    RUNNING = "在做"
    DONE = "做好了"
    FAILED = "没做成"
    INTERRUPTED = "中断了"


@dataclass(frozen=True)
class Seen:
    """A finding as the history keeps it."""

    rule: str
    title: str
    severity: str
    workbook: str
    sheet: str
    cell: str
    subject: str
    message: str

    @classmethod
    def of(cls, finding: Finding) -> "Seen":
        """What is kept of a finding."""
        ref = finding.ref
        return cls(
            finding.rule.id, finding.rule.title, finding.severity.value, ref.workbook, ref.sheet, ref.cell,
            finding.subject, finding.message,
        )  # fmt: skip

    @property
    def same(self) -> tuple[str, ...]:
        """What stays when rows are inserted above it, and while the days that it has been open are counted on."""
        return self.rule, self.workbook, self.sheet, self.subject, re.sub(r"[\d.,-]+", "#", self.message)


@dataclass(frozen=True)
class Run:
    """One run of a job."""

    number: int
    job: str
    due: date | None
    """The day whose turn it was; None for one that somebody started by hand."""
    day: date
    """The day it was judged on."""
    started: datetime
    ended: datetime | None
    state: State
    reason: str
    version: str
    who: str
    machine: str
    snapshot: int | None = None
    """Number of the record that holds what it read."""
    record: int | None = None
    """Number and hash of the last record of the chain when it ended."""
    head: str | None = None
    errors: int | None = None
    """How many findings of each severity; None for a run that checked nothing."""
    warnings: int | None = None
    notes: int | None = None

    @property
    def seconds(self) -> float | None:
        """How long it took."""
        return (self.ended - self.started).total_seconds() if self.ended else None


@dataclass(frozen=True)
class Detail:
    """What is told of one run besides."""

    steps: list[tuple[str, float]]
    """Name and seconds."""
    broken: list[tuple[str, str, int]]
    """Rule, severity, how many."""
    papers: list[tuple[str, str]]
    """Path in the office and SHA-256."""
    inputs: list[tuple[str, str]]
    """The same of what was read."""


@dataclass(frozen=True)
class Result:
    """What is to be written of a run that has ended."""

    state: State
    reason: str = ""
    steps: list[tuple[str, float]] = field(default_factory=list)
    judgement: Judgement | None = None
    """What a check found; None for a run that checked nothing."""
    papers: Mapping[str, str] = field(default_factory=dict)
    """Path in the office -> SHA-256."""
    inputs: Mapping[str, str] = field(default_factory=dict)
    """The same of the masters and statement files as they were when it began."""
    snapshot: int | None = None
    """Number of the record that holds them."""
    record: int | None = None
    """Number and hash of the last record of the chain when it ended."""
    head: str | None = None


@dataclass(frozen=True)
class Past:
    """The history as it was read."""

    runs: list[Run] = field(default_factory=list)
    """The oldest first."""
    known: Mapping[tuple[str, str, str], datetime] = field(default_factory=dict)
    """(任务, 频率, 时间) -> since when it stands in the schedule."""

    def run(self, number: int) -> Run:
        """The run of this number; raises CannotRun where there is none."""
        for run in self.runs:
            if run.number == number:
                return run
        raise CannotRun(f"没有第 {number} 次运行，用 xlplan history 看有哪些。")

    def tries(self, job: str, due: date) -> list[Run]:
        """The runs of a job whose turn it was on a day."""
        return [run for run in self.runs if run.job == job and run.due == due]

    def done(self, job: str, due: date) -> bool:
        """Whether a job whose turn it was on a day has been done."""
        return any(run.state is State.DONE for run in self.tries(job, due))

    @property
    def heads(self) -> list[tuple[int, str]]:
        """Number and hash of the last record of the chain after each run: what is gone from its end, or was made anew, does not fit."""
        return [(run.record, run.head) for run in self.runs if run.record and run.head]

    @property
    def checked(self) -> frozenset[date]:
        """The days whose books were checked."""
        return frozenset(run.day for run in self.runs if run.errors is not None)
