"""What runs is written down in records/history.sqlite3, by the holder of the lease only.

SQLite's own locks are turned off, because the folder may lie on a network; its rollback journal heals what a run that was killed
left half written.
"""

import sqlite3
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path, PurePath
from urllib.parse import quote

from xlplan.findings import CannotRun, Severity
from xlplan.jobs.clock.history import VERSION, findings, journal_of, path, runs
from xlplan.jobs.clock.lease import Held
from xlplan.jobs.clock.runs import Result, Run, Seen, State

KEPT = 60
"""Of so many last runs every finding is kept; of all others how many each rule had."""
_SCHEMA = """
create table run (
    number integer primary key, job text not null, due text, day text not null, started text not null, ended text,
    state text not null, reason text not null default '', version text not null, who text not null, machine text not null,
    snapshot integer, record integer, head text, errors integer, warnings integer, notes integer);
create table step (run integer not null, name text not null, seconds real not null);
create table broken (run integer not null, rule text not null, severity text not null, count integer not null);
create table finding (run integer not null, rule text not null, title text not null, severity text not null,
    workbook text not null, sheet text not null, cell text not null, subject text not null, message text not null);
create table paper (run integer not null, path text not null, sha256 text not null);
create table input (run integer not null, path text not null, sha256 text not null);
create table task (job text not null, frequency text not null, time text not null, since text not null,
    primary key (job, frequency, time));
"""


class Logbook:
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
                "update run set ended = ?, state = ?, reason = ?, snapshot = ?, record = ?, head = ?, errors = ?, warnings = ?, notes = ?"
                " where number = ?",
                (
                    ended.isoformat(),
                    result.state,
                    result.reason,
                    result.snapshot,
                    result.record,
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

    def remark(self, number: int, reason: str) -> None:
        """Note something more of a run that has ended."""
        with self._commit() as database:
            database.execute("update run set reason = ? where number = ?", (reason, number))

    def know(self, known: Mapping[tuple[str, str, str], datetime]) -> None:
        """Note since when each task (任务, 频率, 时间) stands in the schedule; there are no others."""
        with self._commit() as database:
            database.execute("delete from task")
            rows = [(*task, since.isoformat()) for task, since in known.items()]
            database.executemany("insert into task values (?, ?, ?, ?)", rows)

    def runs(self) -> list[Run]:
        """All runs, the oldest first."""
        return runs(self._database)

    def findings(self, run: int) -> list[Seen]:
        """What a run found, if it is one of the last."""
        return findings(self._database, run)

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
def writing(office: Path, held: Held) -> Iterator[tuple[Logbook, str]]:
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
            for broken, kept in ((file, aside), (journal_of(file), journal_of(aside))):
                if broken.exists():
                    broken.replace(kept)
            told = f"运行记录坏了，另存为 {aside.name}，从头记起。"
            database = _opened(file)
    with closing(database):
        yield Logbook(file, database, held), told


@contextmanager
def _written(file: Path) -> Iterator[None]:
    """Says in one sentence why the history cannot be written."""
    try:
        yield
    except (OSError, sqlite3.Error) as reason:
        raise CannotRun(f"{file} 写不进去（{getattr(reason, 'strerror', None) or reason}）。") from None


def _opened(file: Path) -> sqlite3.Connection:
    """The file with its tables; raises sqlite3.DatabaseError where it is damaged or cannot be written."""
    database = sqlite3.connect(address(file), uri=True, isolation_level=None)
    try:
        (sound,) = database.execute("pragma quick_check(1)").fetchone()
        (version,) = database.execute("pragma user_version").fetchone()
        (tables,) = database.execute("select count(*) from sqlite_master").fetchone()
        if sound != "ok" or (tables and version != VERSION):
            raise sqlite3.DatabaseError(sound)
        database.execute("pragma synchronous = full")
        if not tables:
            database.executescript(f"begin; {_SCHEMA} pragma user_version = {VERSION}; commit;")
    except BaseException:
        database.close()
        raise
    return database


def address(file: PurePath) -> str:
    """A file as SQLite wants it named, to be opened without locks; a folder of the network must stand in the path, not as the host."""
    path = quote(file.as_posix())
    return f"file://{'' if path.startswith('/') else '/'}{path}?nolock=1"


def _damaged(reason: sqlite3.DatabaseError) -> bool:
    """Whether the file itself is damaged: a disk that is full, or a folder that is closed, is no damage."""
    return getattr(reason, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) in (
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_NOTADB,
    )
