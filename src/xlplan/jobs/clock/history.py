"""What ran, as records/history.sqlite3 keeps it: read from a copy, by anybody, at any time."""

import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

from xlplan.findings import CannotRun
from xlplan.jobs.clock.runs import Detail, Past, Run, Seen, State

VERSION = 1
"""Of the tables; a file with others is put aside like one that is damaged."""


def path(office: Path) -> Path:
    """The file."""
    return office / "records" / "history.sqlite3"


def journal_of(file: Path) -> Path:
    """Where SQLite keeps what a transaction changes, until it is done."""
    return file.with_name(f"{file.name}-journal")


def past(office: Path) -> Past:
    """All runs; none where nothing ever ran. Raises CannotRun where the history is damaged."""
    with _reading(office) as database:
        if database is None:
            return Past()
        known = {
            (job, frequency, at): datetime.fromisoformat(since)
            for job, frequency, at, since in database.execute("select * from task")
        }
        return Past(runs(database), known)


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
                _refuse_others(database)
                yield database
            return
        with tempfile.TemporaryDirectory(prefix="xlplan-") as folder:
            copy = Path(folder) / file.name
            copy.write_bytes(content)
            journal_of(copy).write_bytes(journal)
            # What a run that was killed left half written is rolled back in the copy.
            with closing(sqlite3.connect(copy)) as database:
                _refuse_others(database)
                yield database
    except sqlite3.DatabaseError:
        raise CannotRun(f"{file} 坏了，读不出来；下一次运行会把它另存，从头记起。") from None


def _refuse_others(database: sqlite3.Connection) -> None:
    (version,) = database.execute("pragma user_version").fetchone()
    if version != VERSION:
        raise sqlite3.DatabaseError("another version")


def _moment(file: Path) -> tuple[bytes | None, bytes | None]:
    """The file and its journal as they were at one moment: nobody wrote to them meanwhile."""
    both = file, journal_of(file)
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


def _stamp(file: Path) -> tuple[int, int] | None:
    try:
        stat = file.stat()
    except OSError:
        return None
    return stat.st_size, stat.st_mtime_ns


def runs(database: sqlite3.Connection) -> list[Run]:
    return [
        Run(
            number, job, due and date.fromisoformat(due), date.fromisoformat(day), datetime.fromisoformat(started),
            ended and datetime.fromisoformat(ended), State(state), *rest,
        )
        for number, job, due, day, started, ended, state, *rest in database.execute("select * from run order by number")
    ]  # fmt: skip


def findings(database: sqlite3.Connection, run: int) -> list[Seen]:
    rows = database.execute(
        "select rule, title, severity, workbook, sheet, cell, subject, message from finding where run = ? order by rowid",
        (run,),
    )
    return [Seen(*row) for row in rows]
