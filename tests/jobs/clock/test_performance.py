"""A task is performed once, and what came of it can be read afterwards."""

import os
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from xlplan.findings import CannotRun
from xlplan.jobs.clock import history
from xlplan.jobs.clock.history import past
from xlplan.jobs.clock.lease import Busy, leased
from xlplan.jobs.clock.performance import perform
from xlplan.jobs.clock.runs import State
from xlplan.jobs.desk import Desk
from xlplan.jobs.papers import Made
from xlplan.jobs.trail.chain import chain, folder, sha256
from xlplan.jobs.writing import MACHINE

DAY = date(2026, 11, 27)
NOW = datetime(2026, 11, 27, 22, 0, tzinfo=UTC)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    (tmp_path / "bank").mkdir()
    (tmp_path / "bank" / "基本户.csv").write_bytes(b"statement")
    return Desk(tmp_path, DAY, now=lambda: NOW)


def one_paper(desk: Desk) -> Made:
    desk.progress("做报表")
    return Made([desk.write("日结单.xlsx", b"paper")])


def test_a_run_is_written_down_with_what_it_read_and_what_it_made(desk: Desk) -> None:
    assert perform(desk, "日结单", one_paper) is not None
    (run,) = past(desk.office).runs
    assert (run.job, run.due, run.day, run.state, run.reason) == ("日结单", None, DAY, State.DONE, "")
    told = history.detail(desk.office, run.number)
    assert told.papers == [("papers/2026-11/日结单.xlsx", sha256(b"paper"))]
    assert told.inputs == [("bank/基本户.csv", sha256(b"statement"))]
    assert [name for name, _ in told.steps] == ["快照", "做报表"]
    (record,) = chain(desk.office)
    assert (run.snapshot, run.head) == (record.number, record.hash)


def test_a_turn_is_done_once_and_by_hand_as_often_as_one_likes(desk: Desk) -> None:
    assert perform(desk, "日结单", one_paper, due=DAY) is not None
    assert perform(desk, "日结单", one_paper, due=DAY) is None
    assert perform(desk, "日结单", one_paper) is not None
    assert [run.due for run in past(desk.office).runs] == [DAY, None]


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        (CannotRun("office.xlsx 打不开。"), "office.xlsx 打不开。"),
        (ZeroDivisionError("by zero"), "程序出错，不是账的错：ZeroDivisionError('by zero')。"),
    ],
)
def test_a_run_that_fails_is_written_down_with_the_reason(desk: Desk, reason: Exception, told: str) -> None:
    def failing(desk: Desk) -> Made:
        raise reason

    with pytest.raises(type(reason)):
        perform(desk, "日结单", failing, due=DAY)
    (run,) = past(desk.office).runs
    assert (run.state, run.reason, run.ended) == (State.FAILED, told, NOW)
    assert perform(desk, "日结单", one_paper, due=DAY) is not None


def test_a_paper_that_could_not_be_made_is_a_failed_run(desk: Desk) -> None:
    perform(desk, "通知", lambda desk: Made(failed={"通知 1": "正被别的程序打开。"}))
    assert [(run.state, run.reason) for run in past(desk.office).runs] == [
        (State.FAILED, "通知 1：正被别的程序打开。")
    ]


def test_who_finds_the_lease_taken_does_nothing_and_writes_nothing(desk: Desk) -> None:
    with leased(desk.office, "月度报告", desk.now), pytest.raises(Busy):
        perform(desk, "日结单", one_paper)
    assert past(desk.office).runs == []
    assert not (desk.office / "papers").exists()


def test_a_damaged_history_or_chain_stops_no_job_and_is_told(desk: Desk) -> None:
    perform(desk, "日结单", one_paper)
    history.path(desk.office).write_bytes(b"x" * 5000)
    (folder(desk.office) / "000001.json").write_text("{", encoding="utf-8")
    assert perform(desk, "日结单", one_paper) is not None
    (run,) = past(desk.office).runs
    assert run.state is State.DONE
    assert "从头记起" in run.reason
    assert "快照没有做成" in run.reason


def test_a_run_takes_away_what_dead_processes_left_half_written_and_nothing_else(desk: Desk) -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as dead:
        dead.wait()
    papers = desk.office / "papers" / "2026-11"
    papers.mkdir(parents=True)
    own = [
        f".日结单-{MACHINE}-{dead.pid}-ab_1.part",
        f".安全责任书-{MACHINE}-{dead.pid}-cd.part",
    ]
    (papers / own[0]).touch()
    (papers / own[1]).mkdir()
    others = [
        f".日结单-{MACHINE}-{os.getpid()}-ab.part",
        f".日结单-0242ac110002-{dead.pid}-ab.part",
        ".我的.part",
    ]
    for name in others:
        (papers / name).touch()
    perform(desk, "日结单", lambda desk: Made())
    assert sorted(path.name for path in papers.iterdir()) == sorted(others)
