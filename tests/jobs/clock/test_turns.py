"""The clock makes each turn once, on its day, and goes on whatever becomes of it."""

import shutil
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from xlplan.findings import CannotRun, Severity
from xlplan.jobs.clock import history, logbook
from xlplan.jobs.clock import turns as clock
from xlplan.jobs.clock.due import due
from xlplan.jobs.clock.history import past
from xlplan.jobs.clock.performance import perform
from xlplan.jobs.clock.runs import Past, Result, Run, State
from xlplan.jobs.clock.schedule import schedule
from xlplan.jobs.clock.status import status
from xlplan.jobs.clock.turns import Turn, in_a_process, turns
from xlplan.jobs.desk import Desk
from xlplan.jobs.papers import Made
from xlplan.rules.judge import Judgement
from xlplan.screen.schedule import text


class Clock:
    """A clock that somebody sets."""

    def __init__(self, office: Path) -> None:
        self.office, self.time = office, datetime(2026, 11, 26, 8, 0)

    @property
    def desk(self) -> Desk:
        return Desk(self.office, self.time.date(), now=lambda: self.time.astimezone())

    def look(self, at: datetime) -> list[tuple[str, int]]:
        """What a look at the schedule at some time starts: job and day of November."""
        self.time = at
        return [(turn.job, turn.day.day) for turn in turns(self.desk, self.start)]

    def start(self, office: Path, job: str, day: date) -> Turn:
        did = perform(self.desk, job, lambda desk: Made(), due=day)
        return Turn(job, day, 0 if did else None, "")


@pytest.fixture
def wall(clean_school: Path, tmp_path: Path) -> Clock:
    (tmp_path / "workbooks").mkdir()
    shutil.copy(clean_school / "workbooks" / "office.xlsx", tmp_path / "workbooks")
    return Clock(tmp_path)


def test_a_sleep_of_three_days_is_made_up_for_once_for_the_right_day(wall: Clock) -> None:
    assert wall.look(datetime(2026, 11, 26, 8, 0)) == []
    assert wall.look(datetime(2026, 11, 26, 22, 5)) == [("夜间检查", 26)]
    assert wall.look(datetime(2026, 11, 26, 22, 20)) == []
    # Asleep from Friday noon to Monday morning: Saturday and Sunday have no turn.
    assert wall.look(datetime(2026, 11, 30, 7, 30)) == [("夜间检查", 27)]
    assert wall.look(datetime(2026, 11, 30, 7, 45)) == []
    assert wall.look(datetime(2026, 11, 30, 22, 0)) == [("夜间检查", 30)]
    assert sorted(wall.look(datetime(2026, 12, 1, 8, 0))) == [("月度报告", 1)]
    assert [(run.job, run.due) for run in past(wall.office).runs] == [
        ("夜间检查", date(2026, 11, 26)), ("夜间检查", date(2026, 11, 27)), ("夜间检查", date(2026, 11, 30)),
        ("月度报告", date(2026, 12, 1)),
    ]  # fmt: skip
    assert not (wall.office / "records" / "lease").exists()


def test_a_clock_that_goes_back_makes_no_turn_again(wall: Clock) -> None:
    wall.look(datetime(2026, 11, 26, 8, 0))
    assert wall.look(datetime(2026, 11, 27, 22, 5)) == [("夜间检查", 27)]
    assert wall.look(datetime(2026, 11, 27, 21, 0)) == [("夜间检查", 26)]
    assert wall.look(datetime(2026, 11, 27, 22, 5)) == []


def test_every_job_runs_on_exactly_its_days_of_2026(clean_school: Path) -> None:
    """Looked at three times a day; the computer is off in the nights, and all through the holidays."""
    desk = Desk(clean_school, date(2026, 1, 1))
    begun = datetime(2026, 1, 1).astimezone()
    tasks = schedule(desk).tasks
    seen = Past([], {task.key: begun for task in tasks})
    for after in range(365):
        day = datetime(2026, 1, 1) + timedelta(days=after)
        for hour in (8, 12, 23):
            now = day.replace(hour=hour)
            for task in tasks:
                for turn in due(task, seen, now):
                    seen.runs.append(
                        Run(
                            0,
                            task.job,
                            turn,
                            turn,
                            now.astimezone(),
                            now.astimezone(),
                            State.DONE,
                            "",
                            "",
                            "",
                            "",
                        )
                    )
    ran = {task.job: [run.due for run in seen.runs if run.job == task.job] for task in tasks}
    assert ran["夜间检查"] == WORKDAYS
    assert ran["月度报告"] == [date(2026, month, 1) for month in range(1, 13)]


def _days(first: tuple[int, int], last: tuple[int, int]) -> set[date]:
    begin, end = date(2026, *first), date(2026, *last)
    return {begin + timedelta(days=after) for after in range((end - begin).days + 1)}


# 国务院办公厅关于2026年部分节假日安排的通知: the days off, and the weekends that are worked in their place.
OFF = (
    _days((1, 1), (1, 3)) | _days((2, 15), (2, 23)) | _days((4, 4), (4, 6)) | _days((5, 1), (5, 5))
    | _days((6, 19), (6, 21)) | _days((9, 25), (9, 27)) | _days((10, 1), (10, 7))
)  # fmt: skip
WORKED = {date(2026, month, day) for month, day in ((1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10))}
WORKDAYS = sorted(
    day for day in _days((1, 1), (12, 31)) if (day.weekday() < 5 and day not in OFF) or day in WORKED
)


def test_a_job_is_a_process_of_its_own_that_tells_why_it_could_not_run(tmp_path: Path) -> None:
    (tmp_path / "xlplan.toml").touch()
    turn = in_a_process(tmp_path, "夜间检查", date(2026, 11, 27))
    assert turn.code == 2
    assert "office.xlsx" in turn.said
    assert [(run.due, run.state) for run in past(tmp_path).runs] == [(date(2026, 11, 27), State.FAILED)]


def test_a_job_whose_time_is_over_is_ended_and_the_next_one_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "xlplan.toml").touch()
    monkeypatch.setattr(clock, "LIMIT", timedelta(seconds=0.2))
    turn = in_a_process(tmp_path, "夜间检查", date(2026, 11, 27))
    assert (turn.code, "没有做完，已经停下" in turn.said) == (None, True)
    assert perform(Desk(tmp_path, date(2026, 11, 27)), "夜间检查", lambda desk: Made()) is not None


def alarms(wall: Clock) -> list[str]:
    """What is written down of the clock itself."""
    return [run.reason for run in past(wall.office).runs if run.job == "定时任务"]


def rewritten(wall: Clock, row: int, **cells: str) -> None:
    """A line of 定时任务 as somebody changes it."""
    path = wall.office / "workbooks" / "office.xlsx"
    book = load_workbook(path)
    sheet = book["定时任务"]
    places = {cell.value: cell.column for cell in sheet[1]}
    for header, value in cells.items():
        sheet.cell(row, places[header], value)
    book.save(path)


def test_a_damaged_history_keeps_no_turn_from_being_made(wall: Clock) -> None:
    wall.look(datetime(2026, 11, 26, 8, 0))
    history.path(wall.office).write_bytes(b"x" * 5000)
    assert wall.look(datetime(2026, 11, 26, 8, 15)) == []
    assert wall.look(datetime(2026, 11, 26, 22, 0)) == [("夜间检查", 26)]


def test_a_line_that_was_off_makes_up_for_nothing_when_it_is_on_again(wall: Clock) -> None:
    wall.look(datetime(2026, 11, 23, 8, 0))
    rewritten(wall, 2, 启用="否")
    assert wall.look(datetime(2026, 11, 25, 22, 0)) == []
    rewritten(wall, 2, 启用="是")
    assert wall.look(datetime(2026, 11, 26, 8, 0)) == []
    assert wall.look(datetime(2026, 11, 26, 22, 0)) == [("夜间检查", 26)]


def test_a_line_first_seen_while_the_clock_was_ten_years_ahead_is_not_lost(wall: Clock) -> None:
    wall.look(datetime(2036, 11, 26, 8, 0))
    assert wall.look(datetime(2026, 11, 26, 8, 0)) == []
    assert wall.look(datetime(2026, 11, 26, 22, 0)) == [("夜间检查", 26)]


def test_what_keeps_the_clock_from_its_work_is_written_down_once_a_day(wall: Clock) -> None:
    (wall.office / "workbooks" / "office.xlsx").rename(wall.office / "aside.xlsx")
    for moment in (datetime(2026, 11, 26, 8, 0), datetime(2026, 11, 26, 8, 15), datetime(2026, 11, 27, 8, 0)):
        with pytest.raises(CannotRun, match=r"office\.xlsx"):
            wall.look(moment)
    assert len(alarms(wall)) == 2
    (wall.office / "aside.xlsx").rename(wall.office / "workbooks" / "office.xlsx")
    rewritten(wall, 2, 频率="经常")
    assert wall.look(datetime(2026, 11, 27, 8, 15)) == []
    assert "“经常”看不懂" in alarms(wall)[-1]


def test_a_job_that_dies_without_a_word_is_told(wall: Clock) -> None:
    wall.look(datetime(2026, 11, 26, 8, 0))
    wall.time = datetime(2026, 11, 26, 22, 0)
    list(turns(wall.desk, lambda office, job, day: Turn(job, day, -9, "")))
    list(
        turns(wall.desk, lambda office, job, day: Turn(job, day, None, "做了 60 分钟还没有做完，已经停下。"))
    )
    assert alarms(wall) == [
        "2026-11-26 的夜间检查没有做成。",
        "2026-11-26 的夜间检查没有做成。做了 60 分钟还没有做完，已经停下。",
    ]


def test_a_workday_that_nobody_checked_is_told(wall: Clock) -> None:
    checked = Judgement((), dict.fromkeys(Severity, 0))
    with logbook.writing(wall.office, lambda: None) as (book, _):
        began = datetime(2026, 11, 25, 22).astimezone()
        day = date(2026, 11, 25)
        run = Run(0, "夜间检查", day, day, began, None, State.RUNNING, "", "", "", "")
        book.end(book.begin(run), began, Result(State.DONE, judgement=checked))
    wall.look(datetime(2026, 11, 26, 8, 0))
    assert alarms(wall) == []
    wall.look(datetime(2026, 11, 27, 8, 0))
    assert alarms(wall) == ["上一个工作日 2026-11-26 没有检查。"]


def test_a_computer_without_a_scheduler_shows_how_the_clock_stands(
    wall: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    wall.look(datetime(2026, 11, 26, 22, 0))
    monkeypatch.setenv("PATH", "")
    found = status(wall.desk)
    assert found.installed is None
    assert [stand.next for stand in found.stands] == [
        datetime(2026, 11, 27, 22, 0),
        datetime(2026, 12, 1, 8, 0),
    ]
    assert any(line.startswith("这台电脑不会自己做") for line in text(found))
