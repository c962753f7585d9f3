"""What ran is written down whole, by one, and read at any time."""

import sqlite3
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest

from xlplan.cells import Ref
from xlplan.findings import CannotRun, Finding, Severity
from xlplan.jobs.clock import history, logbook
from xlplan.jobs.clock.history import past
from xlplan.jobs.clock.logbook import Logbook
from xlplan.jobs.clock.runs import Result, Run, Seen, State
from xlplan.rules import book_rules
from xlplan.rules.judge import Judgement

BEGAN = datetime(2026, 11, 27, 22, 0, tzinfo=UTC)
ENDED = datetime(2026, 11, 27, 22, 0, 7, tzinfo=UTC)
RUN = Run(
    0,
    "夜间检查",
    date(2026, 11, 27),
    date(2026, 11, 27),
    BEGAN,
    None,
    State.RUNNING,
    "",
    "0.1",
    "出纳",
    "财务室",
)
RULE = book_rules()[0]
FINDING = Finding(RULE, Severity.ERROR, Ref("ledger.xlsx", "记账凭证", 7, 4), "差 10.00。", "记-1", "2026-11")
JUDGEMENT = Judgement((FINDING,), {Severity.ERROR: 3, Severity.WARNING: 0, Severity.NOTE: 0}, {RULE.id: 2})


def held() -> None:
    """The lease is ours."""


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Logbook]:
    with logbook.writing(tmp_path, held) as (opened, told):
        assert not told
        yield opened


def test_nothing_ran_where_there_is_no_history(tmp_path: Path) -> None:
    assert past(tmp_path).runs == []
    assert past(tmp_path).checked == frozenset()
    assert not (tmp_path / "records").exists()


def test_a_run_is_told_with_its_steps_findings_papers_and_inputs(book: Logbook, tmp_path: Path) -> None:
    number = book.begin(RUN)
    result = Result(
        State.DONE, "", [("快照", 0.5), ("检查台账", 2.0)], JUDGEMENT, {"papers/2026-11/日结单.xlsx": "ab"},
        {"workbooks/ledger.xlsx": "cd"}, 4, 5, "ef",
    )  # fmt: skip
    book.end(number, ENDED, result)
    (run,) = past(tmp_path).runs
    assert (run.number, run.due, run.state, run.seconds) == (number, RUN.due, State.DONE, 7.0)
    assert (run.errors, run.warnings, run.notes, run.snapshot) == (3, 0, 0, 4)
    assert past(tmp_path).heads == [(5, "ef")]
    told = history.detail(tmp_path, number)
    assert told.steps == [("快照", 0.5), ("检查台账", 2.0)]
    assert told.broken == [(RULE.id, "error", 3)]
    assert told.papers == [("papers/2026-11/日结单.xlsx", "ab")]
    assert told.inputs == [("workbooks/ledger.xlsx", "cd")]
    assert book.findings(number) == [Seen.of(FINDING)]
    assert past(tmp_path).checked == {date(2026, 11, 27)}


def test_a_run_that_checked_nothing_counts_for_no_day(book: Logbook, tmp_path: Path) -> None:
    book.end(book.begin(RUN), ENDED, Result(State.FAILED, "office.xlsx 打不开。"))
    assert past(tmp_path).checked == frozenset()
    assert past(tmp_path).runs[0].reason == "office.xlsx 打不开。"


def test_what_still_runs_when_the_next_one_begins_was_interrupted(book: Logbook) -> None:
    book.begin(RUN)
    book.begin(RUN)
    assert [run.state for run in book.runs()] == [State.INTERRUPTED, State.RUNNING]


def test_findings_of_long_ago_go_and_their_counts_stay(book: Logbook, tmp_path: Path) -> None:
    numbers = [book.begin(RUN) for _ in range(logbook.KEPT + 1)]
    for number in (numbers[0], numbers[-1]):
        book.end(number, ENDED, Result(State.DONE, judgement=JUDGEMENT))
    assert book.findings(numbers[0]) == []
    assert history.detail(tmp_path, numbers[0]).broken == [(RULE.id, "error", 3)]
    assert len(book.findings(numbers[-1])) == 1


def test_tasks_are_known_since_they_stand_in_the_schedule(book: Logbook, tmp_path: Path) -> None:
    nightly, weekly = ("夜间检查", "每个工作日", "22:00"), ("夜间检查", "每周一", "22:00")
    book.know({nightly: BEGAN, weekly: ENDED})
    assert past(tmp_path).known == {nightly: BEGAN, weekly: ENDED}
    book.know({weekly: ENDED})
    assert past(tmp_path).known == {weekly: ENDED}


@pytest.mark.parametrize(
    ("file", "named"),
    [
        (PurePosixPath("/学校 1/h.sqlite3"), "file:///%E5%AD%A6%E6%A0%A1%201/h.sqlite3?nolock=1"),
        (PureWindowsPath("C:/a?b/h.sqlite3"), "file:///C%3A/a%3Fb/h.sqlite3?nolock=1"),
        (PureWindowsPath("//server/share/h.sqlite3"), "file:////server/share/h.sqlite3?nolock=1"),
    ],
)
def test_sqlite_finds_a_history_in_any_folder_also_of_the_network(file: PurePath, named: str) -> None:
    assert logbook.address(file) == named


def test_who_has_lost_the_lease_writes_nothing(tmp_path: Path) -> None:
    def lost() -> None:
        raise CannotRun("已经由别人接着做。")

    with logbook.writing(tmp_path, lost) as (book, _), pytest.raises(CannotRun, match="别人"):
        book.begin(RUN)
    assert past(tmp_path).runs == []


@pytest.mark.parametrize("damage", [b"not a database at all", b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_damaged_history_is_put_aside_and_begun_anew(tmp_path: Path, damage: bytes) -> None:
    file = history.path(tmp_path)
    file.parent.mkdir()
    file.write_bytes(damage)
    with pytest.raises(CannotRun, match="坏了，读不出来"):
        past(tmp_path)
    with logbook.writing(tmp_path, held) as (book, told):
        assert "从头记起" in told
        book.begin(RUN)
    assert len(past(tmp_path).runs) == 1
    (aside,) = file.parent.glob("history（坏了的*.sqlite3")
    assert aside.read_bytes() == damage
    assert aside.name in told


def test_a_page_that_was_overwritten_is_found(tmp_path: Path) -> None:
    with logbook.writing(tmp_path, held) as (book, _):
        for _ in range(200):
            book.begin(RUN)
    file = history.path(tmp_path)
    content = bytearray(file.read_bytes())
    content[8192:12288] = b"\x5a" * 4096
    file.write_bytes(content)
    with logbook.writing(tmp_path, held) as (book, told):
        assert "坏了" in told
        assert book.runs() == []


HALF_WRITTEN = textwrap.dedent(
    """
    import os, sqlite3, sys
    database = sqlite3.connect(f"file:{sys.argv[1]}?nolock=1", uri=True, isolation_level=None)
    database.execute("pragma cache_size = 1")
    database.execute("begin immediate")
    database.execute("update run set reason = hex(randomblob(20000))")
    os.kill(os.getpid(), 9)
    """
)


def test_what_a_killed_run_left_half_written_is_read_and_written_as_it_was_before(tmp_path: Path) -> None:
    with logbook.writing(tmp_path, held) as (book, _):
        for _ in range(50):
            book.begin(RUN)
    before = past(tmp_path).runs
    file = history.path(tmp_path)
    whole = file.read_bytes()
    subprocess.run([sys.executable, "-c", HALF_WRITTEN, file], check=False)
    assert file.read_bytes()[: len(whole)] != whole
    assert file.with_name("history.sqlite3-journal").exists()
    assert past(tmp_path).runs == before
    assert file.read_bytes()[: len(whole)] != whole  # who reads changes nothing
    with logbook.writing(tmp_path, held) as (book, told):
        assert not told
        assert book.runs() == before
    assert not file.with_name("history.sqlite3-journal").exists()


def test_a_reader_that_comes_while_a_run_is_written_sees_all_of_it_or_nothing(tmp_path: Path) -> None:
    with logbook.writing(tmp_path, held) as (book, _):
        book.begin(RUN)
    with closing(
        sqlite3.connect(f"{history.path(tmp_path).as_uri()}?nolock=1", uri=True, isolation_level=None)
    ) as other:
        other.execute("begin immediate")
        other.execute("delete from run")
        assert len(past(tmp_path).runs) == 1
        other.execute("commit")
    assert past(tmp_path).runs == []
