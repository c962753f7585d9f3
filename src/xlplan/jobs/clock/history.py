"""What ran: records/history.sqlite3. Written by the holder of the lease only; read from a copy, by anybody, at any time.

SQLite's own locks are turned off, because the folder may lie on a network; its rollback journal heals what a run that was killed
left half written.
"""

import re
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from xlplan.findings import CannotRun, Finding, Severity
from xlplan.jobs.clock.lease import Held
from xlplan.rules.judge import Judgement

KEPT = 60
"""Of so many last runs every finding is kept; of all others how many each rule had."""
_SCHEMA = """
create table if not exists run (
    number integer primary key, job text not null, due text, day text not null, started text not null, ended text,
    state text not null, reason text not null default '', version text not null, who text not null, machine text not null,
    snapshot integer, head text, errors integer, warnings integer, notes integer);
create table if not exists step (run integer not null, name text not null, seconds real not null);
create table if not exists broken (run integer not null, rule text not null, severity text not null, count integer not null);
create table if not exists finding (run integer not null, rule text not null, title text not null, severity text not null,
    workbook text not null, sheet text not null, cell text not null, subject text not null, message text not null);
create table if not exists paper (run integer not null, path text not null, sha256 text not null);
create table if not exists input (run integer not null, path text not null, sha256 text not null);
create table if not exists task (job text not null, frequency text not null, time text not null, since text not null,
    primary key (job, frequency, time));
"""


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
    """Number of the record in the chain."""
    head: str | None = None
    """Hash of that record."""
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
    """Number and hash of the record that holds them."""
    head: str | None = None


def path(office: Path) -> Path:
    """The file."""
    return office / "records" / "history.sqlite3"


class History:
    """The history opened for writing, by the holder of the lease."""

    def __init__(self, file: Path, database: sqlite3.Connection, held: Held) -> None:
        self._file, self._database, self._held = file, database, held

    def begin(self, run: Run) -> int:
        """Note that a run has begun, whatever its number says; what still runs was interrupted. Returns its number."""
        with self._commit() as database:
            database.execute(
                "update run set state = ?, reason = ? where state = ?",
                (
                    State.INTERRUPTED,
                    "没有做完就停了：电脑关机、断电，做得太久，或者程序被结束了。",
                    State.RUNNING,
                ),
            )
            number = database.execute(
                "insert into run (job, due, day, started, state, version, who, machine) values (?, ?, ?, ?, ?, ?, ?, ?)",
                (run.job, run.due and run.due.isoformat(), run.day.isoformat(), run.started.isoformat(), State.RUNNING,
                 run.version, run.who, run.machine),
            ).lastrowid  # fmt: skip
        assert number is not None
        return number

    def end(self, number: int, ended: datetime, result: Result) -> None:
        """Note how a run ended."""
        found = result.judgement
        counts = [found.counts[severity] if found else None for severity in Severity]
        rows: dict[str, list[tuple[object, ...]]] = {
            "step": list(result.steps),
            "broken": [(one.rule.id, one.severity.value, one.count) for one in found.broken()]
            if found
            else [],
            "finding": [tuple(vars(Seen.of(one)).values()) for one in found.findings] if found else [],
            "paper": list(result.papers.items()),
            "input": list(result.inputs.items()),
        }
        with self._commit() as database:
            database.execute(
                "update run set ended = ?, state = ?, reason = ?, snapshot = ?, head = ?, errors = ?, warnings = ?, notes = ?"
                " where number = ?",
                (
                    ended.isoformat(),
                    result.state,
                    result.reason,
                    result.snapshot,
                    result.head,
                    *counts,
                    number,
                ),
            )
            for table, own in rows.items():
                if own:
                    marks = ", ".join("?" * (1 + len(own[0])))
                    database.executemany(
                        f"insert into {table} values ({marks})", [(number, *row) for row in own]
                    )
            database.execute("delete from finding where run <= ?", (number - KEPT,))

    def know(self, tasks: Iterable[tuple[str, str, str]], since: datetime) -> None:
        """Note since when these tasks (任务, 频率, 时间) stand in the schedule; those known already stay."""
        with self._commit() as database:
            rows = [(*task, since.isoformat()) for task in tasks]
            database.executemany("insert or ignore into task values (?, ?, ?, ?)", rows)

    def runs(self) -> list[Run]:
        """All runs, the oldest first."""
        return _runs(self._database)

    def findings(self, run: int) -> list[Seen]:
        """What a run found, if it is one of the last."""
        return _findings(self._database, run)

    @contextmanager
    def _commit(self) -> Iterator[sqlite3.Connection]:
        """One transaction, which is written only by who still holds the lease."""
        with _written(self._file), self._database:
            self._database.execute("begin immediate")
            yield self._database
            self._held()
            sys.audit("xlplan.commit", "history")
        sys.audit("xlplan.committed", "history")


@contextmanager
def writing(office: Path, held: Held) -> Iterator[tuple[History, str]]:
    """The history to write into, and a sentence where the old one was damaged and had to be put aside, "" else."""
    file = path(office)
    told = ""
    with _written(file):
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            database = _opened(file)
        except sqlite3.DatabaseError as reason:
            if not _damaged(reason):
                raise
            aside = file.with_name(f"history（坏了的，{time.strftime('%Y%m%d-%H%M%S')}）.sqlite3")
            for broken, kept in ((file, aside), (_journal(file), _journal(aside))):
                if broken.exists():
                    broken.replace(kept)
            told = f"运行记录坏了，另存为 {aside.name}，从头记起。"
            database = _opened(file)
    with closing(database):
        yield History(file, database, held), told


@contextmanager
def _written(file: Path) -> Iterator[None]:
    """Says in one sentence why the history cannot be written."""
    try:
        yield
    except (OSError, sqlite3.Error) as reason:
        raise CannotRun(f"{file} 写不进去（{getattr(reason, 'strerror', None) or reason}）。") from None


def _opened(file: Path) -> sqlite3.Connection:
    """The file with its tables; raises sqlite3.DatabaseError where it is damaged or cannot be written."""
    database = sqlite3.connect(f"{file.absolute().as_uri()}?nolock=1", uri=True, isolation_level=None)
    try:
        (sound,) = database.execute("pragma quick_check(1)").fetchone()
        if sound != "ok":
            raise sqlite3.DatabaseError(sound)
        database.execute("pragma synchronous = full")
        database.executescript(f"begin; {_SCHEMA} commit;")
    except BaseException:
        database.close()
        raise
    return database


def _damaged(reason: sqlite3.DatabaseError) -> bool:
    """Whether the file itself is damaged: a disk that is full, or a folder that is closed, is no damage."""
    return getattr(reason, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) in (
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_NOTADB,
    )


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

    @property
    def checked(self) -> frozenset[date]:
        """The days whose books were checked."""
        return frozenset(run.day for run in self.runs if run.errors is not None)


def past(office: Path) -> Past:
    """All runs; none where nothing ever ran. Raises CannotRun where the history is damaged."""
    with _reading(office) as database:
        if database is None:
            return Past()
        known = {
            (job, frequency, at): datetime.fromisoformat(since)
            for job, frequency, at, since in database.execute("select * from task")
        }
        return Past(_runs(database), known)


def detail(office: Path, run: int) -> Detail:
    """What is told of one run besides; raises CannotRun where the history is damaged."""
    with _reading(office) as database:
        if database is None:
            return Detail([], [], [], [])

        def rows(what: str, table: str) -> list[Any]:
            return database.execute(
                f"select {what} from {table} where run = ? order by rowid", (run,)
            ).fetchall()

        return Detail(
            rows("name, seconds", "step"), rows("rule, severity, count", "broken"),
            rows("path, sha256", "paper"), rows("path, sha256", "input"),
        )  # fmt: skip


@contextmanager
def _reading(office: Path) -> Iterator[sqlite3.Connection | None]:
    """A copy of the history as it was at one moment; None where there is none."""
    file = path(office)
    content, journal = _moment(file)
    if not content:  # a run that was killed before it wrote anything leaves an empty file
        yield None
        return
    try:
        if not journal:
            with closing(sqlite3.connect(":memory:")) as database:
                database.deserialize(content)
                yield database
            return
        with tempfile.TemporaryDirectory(prefix="xlplan-") as folder:
            copy = Path(folder) / file.name
            copy.write_bytes(content)
            _journal(copy).write_bytes(journal)
            # What a run that was killed left half written is rolled back in the copy.
            with closing(sqlite3.connect(copy)) as database:
                yield database
    except sqlite3.DatabaseError:
        raise CannotRun(f"{file} 坏了，读不出来；下一次运行会把它另存，从头记起。") from None


def _moment(file: Path) -> tuple[bytes | None, bytes | None]:
    """The file and its journal as they were at one moment: nobody wrote to them meanwhile."""
    both = file, _journal(file)
    for _ in range(40):
        before = [_stamp(one) for one in both]
        try:
            content, journal = (
                one.read_bytes() if stamp else None for one, stamp in zip(both, before, strict=True)
            )
        except OSError:
            content = journal = None
        else:
            if [_stamp(one) for one in both] == before:
                return content, journal
        time.sleep(0.05)
    raise CannotRun(f"{file} 一直在被改写，读不出来，过一会儿再看。")


def _journal(file: Path) -> Path:
    """Where SQLite keeps what a transaction changes, until it is done."""
    return file.with_name(f"{file.name}-journal")


def _stamp(file: Path) -> tuple[int, int] | None:
    try:
        stat = file.stat()
    except OSError:
        return None
    return stat.st_size, stat.st_mtime_ns


def _runs(database: sqlite3.Connection) -> list[Run]:
    return [
        Run(
            number, job, due and date.fromisoformat(due), date.fromisoformat(day), datetime.fromisoformat(started),
            ended and datetime.fromisoformat(ended), State(state), *rest,
        )
        for number, job, due, day, started, ended, state, *rest in database.execute("select * from run order by number")
    ]  # fmt: skip


def _findings(database: sqlite3.Connection, run: int) -> list[Seen]:
    rows = database.execute(
        "select rule, title, severity, workbook, sheet, cell, subject, message from finding where run = ? order by rowid",
        (run,),
    )
    return [Seen(*row) for row in rows]
