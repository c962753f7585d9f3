"""One process at a time works on the records of an office."""

import json
import signal
import subprocess
import sys
import textwrap
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from xlplan.findings import CannotRun
from xlplan.jobs.clock.lease import LIMIT, Busy, Held, leased
from xlplan.jobs.desk import Desk

NOW = datetime(2026, 11, 27, 22, 0, tzinfo=UTC)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path, date(2026, 11, 27), now=lambda: NOW)


def hold(desk: Desk, job: str) -> AbstractContextManager[Held]:
    return leased(desk.office, job, desk.now)


def lease_file(desk: Desk) -> Path:
    return desk.office / "records" / "lease"


def left_behind(desk: Desk, **said: object) -> None:
    """The lease of somebody on another computer, from this moment on."""
    file = lease_file(desk)
    file.parent.mkdir(exist_ok=True)
    text = {
        "token": "theirs", "job": "夜间检查", "who": "出纳", "machine": "财务室的电脑", "hardware": "0", "process": 4, "began": 0.0,
        "until": (NOW + LIMIT).isoformat(),
    }  # fmt: skip
    file.write_text(json.dumps(text | said), encoding="utf-8")


def test_the_lease_is_a_file_while_the_job_goes_on_and_gone_afterwards(desk: Desk) -> None:
    with hold(desk, "夜间检查"):
        assert json.loads(lease_file(desk).read_text(encoding="utf-8"))["job"] == "夜间检查"
    assert not list(lease_file(desk).parent.iterdir())


def test_who_comes_second_is_told_who_works_and_until_when(desk: Desk) -> None:
    told = pytest.raises(Busy, match=r"月度报告 正由 .+在做，最晚到 00:00")
    with hold(desk, "月度报告"), told, hold(desk, "夜间检查"):
        pass
    assert not lease_file(desk).exists()


def test_the_lease_of_another_computer_holds_until_its_time_is_over(desk: Desk) -> None:
    left_behind(desk)
    with pytest.raises(Busy, match="出纳（财务室的电脑）"), hold(desk, "夜间检查"):
        pass
    later = Desk(desk.office, desk.today, now=lambda: NOW + LIMIT)
    with hold(later, "夜间检查") as held:
        held()


def test_a_lease_until_a_time_that_no_job_lasts_is_one_of_a_wrong_clock(desk: Desk) -> None:
    left_behind(desk, until=datetime(2036, 1, 1, tzinfo=UTC).isoformat())
    with hold(desk, "夜间检查") as held:
        held()


@pytest.mark.parametrize("text", ["", "{", "[]", '{"token": 1}'])
def test_a_lease_whose_writer_died_while_writing_it_holds_nobody_up(desk: Desk, text: str) -> None:
    lease_file(desk).parent.mkdir()
    lease_file(desk).write_text(text, encoding="utf-8")
    with hold(desk, "夜间检查") as held:
        held()


def test_who_has_lost_the_lease_to_another_writes_nothing_more(desk: Desk) -> None:
    with hold(desk, "夜间检查") as held:
        left_behind(desk)
        with pytest.raises(CannotRun, match="由 出纳（财务室的电脑）接着做，这一次不算"):
            held()
    assert json.loads(lease_file(desk).read_text(encoding="utf-8"))["token"] == "theirs"


HOLDING = textwrap.dedent(
    """
    import sys, time
    from datetime import datetime
    from pathlib import Path
    from xlplan.jobs.clock.lease import leased

    with leased(Path(sys.argv[1]), "夜间检查", lambda: datetime.now().astimezone()):
        print("held", flush=True)
        time.sleep(60)
    """
)


def test_the_lease_of_a_process_that_was_killed_ends_with_it(desk: Desk) -> None:
    here = Desk(desk.office, desk.today)
    with subprocess.Popen([sys.executable, "-c", HOLDING, desk.office], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        with pytest.raises(Busy), hold(here, "夜间检查"):
            pass
        process.send_signal(signal.SIGKILL)
    with hold(here, "夜间检查") as held:
        held()


def test_a_folder_that_cannot_be_written_to_is_told(tmp_path: Path) -> None:
    (tmp_path / "records").write_bytes(b"")
    with pytest.raises(CannotRun, match="写不进去"), leased(tmp_path, "夜间检查", lambda: NOW):
        pass


RACING = textwrap.dedent(
    """
    import os, sys, time
    from datetime import datetime
    from pathlib import Path
    from xlplan.jobs.clock.lease import Busy, leased

    office = Path(sys.argv[1])
    print("ready", flush=True)
    sys.stdin.readline()
    try:
        with leased(office, "夜间检查", lambda: datetime.now().astimezone()) as held:
            inside = office / "inside"
            inside.mkdir()
            time.sleep(0.3)
            held()
            inside.rmdir()
            print("did", flush=True)
    except Busy:
        print("busy", flush=True)
    """
)


def test_of_several_that_find_a_dead_lease_at_once_one_gets_it(desk: Desk) -> None:
    left_behind(desk, until=(datetime.now(UTC) - timedelta(minutes=1)).isoformat())
    racing = [
        subprocess.Popen(
            [sys.executable, "-c", RACING, desk.office],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    for process in racing:
        assert process.stdout is not None
        process.stdout.readline()
    for process in racing:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    said = sorted(process.communicate(timeout=60)[0].strip() for process in racing)
    assert said == ["busy", "busy", "did"]
    assert [process.returncode for process in racing] == [0, 0, 0]
    assert not lease_file(desk).exists()
