"""The clock: makes the turns that are due, each in a process of its own, and goes on whatever becomes of them."""

import platform
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import psutil

import xlplan
from xlplan.findings import CannotRun
from xlplan.jobs.clock import history, logbook
from xlplan.jobs.clock.due import due
from xlplan.jobs.clock.lease import leased, user
from xlplan.jobs.clock.runs import Past, Result, Run, State
from xlplan.jobs.clock.schedule import Schedule, schedule
from xlplan.jobs.desk import Desk
from xlplan.jobs.notify import alarm, notify
from xlplan.tables.calendar import unchecked
from xlplan.tables.office import Task

LIMIT = timedelta(hours=1)
"""A job that takes longer is ended."""
_EVERY = 60
"""Seconds between two looks at the schedule."""


@dataclass(frozen=True)
class Turn:
    """What became of one turn."""

    job: str
    day: date
    code: int | None
    """The exit code of the job; None where its time was over."""
    said: str
    """Its one sentence where it did not go well."""

    @property
    def text(self) -> str:
        """What became of it, in a line."""
        how = {0: "做好了", 1: "做好了，台账有要改的"}.get(-1 if self.code is None else self.code, "没有做成")
        return f"{self.day} 的{self.job}{how}。{self.said}"


Start = Callable[[Path, str, date], Turn]


def turns(desk: Desk, start: Start) -> Iterator[Turn]:
    """Make the turns that are due now, one after the other; what keeps the clock from it is written down and told, once a day."""
    past = _healed(desk)
    try:
        found = schedule(desk)
    except CannotRun as reason:
        _raise_alarm(desk, past, str(reason))
        raise
    past = _known(desk, found, past)
    now = desk.now().astimezone().replace(tzinfo=None)
    for task in found.tasks:
        for day in due(task, past, now):
            yield (turn := start(desk.office, task.job, day))
            if turn.code is None or turn.code < 0:  # it could not tell so itself
                _raise_alarm(desk, past, turn.text)
    for problem in found.problems:
        _raise_alarm(desk, past, problem)
    past = history.past(desk.office)
    if missed := unchecked(found.calendar, past.checked, desk.today):
        _raise_alarm(desk, past, f"上一个工作日 {missed} 没有检查。")


def _healed(desk: Desk) -> Past:
    """The history; one that is damaged is put aside first."""
    try:
        return history.past(desk.office)
    except CannotRun:
        with leased(desk.office, Task.sheet, desk.now) as held, logbook.writing(desk.office, held):
            pass
        return history.past(desk.office)


def _known(desk: Desk, found: Schedule, past: Past) -> Past:
    """The history, in which each line that is switched on stands since it was first seen so.

    One that was switched off, or changed, begins anew when it comes back; so does one that was first seen while the clock was ahead.
    """
    now = desk.now()
    known = {key: min(past.known.get(key, now), now) for key in found.keys}
    if known == past.known:
        return past
    with leased(desk.office, Task.sheet, desk.now) as held, logbook.writing(desk.office, held) as (book, _):
        book.know(known)
    return history.past(desk.office)


def _raise_alarm(desk: Desk, past: Past, told: str) -> None:
    """Write down what keeps the clock from its work, and tell it, once a day."""
    now = desk.now()
    if any(run.reason == told and run.started.date() == now.date() for run in past.runs):
        return
    with leased(desk.office, Task.sheet, desk.now) as held, logbook.writing(desk.office, held) as (book, _):
        run = Run(
            0,
            Task.sheet,
            None,
            desk.today,
            now,
            None,
            State.RUNNING,
            "",
            xlplan.__version__,
            user(),
            platform.node(),
        )
        book.end(book.begin(run), now, Result(State.FAILED, told))
    notify(desk.notify, alarm(desk.today))


def in_a_process(office: Path, job: str, day: date) -> Turn:
    """Start a job as it is started by hand, and end it, with all that it started, when its time is over."""
    words = ["-P", "-X", "utf8", "-m", "xlplan", "run", job, "--due", f"{day}", "--office", f"{office}"]
    with subprocess.Popen(
        [sys.executable, *words], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as process:
        try:
            _, said = process.communicate(timeout=LIMIT.total_seconds())
        except subprocess.TimeoutExpired:
            for one in [*psutil.Process(process.pid).children(recursive=True), process]:
                with suppress(psutil.NoSuchProcess):
                    one.kill()
            process.communicate()
            return Turn(job, day, None, f"做了 {LIMIT.seconds // 60} 分钟还没有做完，已经停下。")
    return Turn(job, day, process.returncode, said.decode(errors="replace").strip())


def keep_on(desk: Callable[[], Desk], say: Callable[[str], None]) -> None:
    """Look at the schedule every minute, until somebody ends it; whatever a look comes to, the next one follows.

    ``desk`` is the desk of the day on which it is asked for.
    """
    from schedule import Scheduler

    def look() -> None:
        try:
            for turn in turns(desk(), in_a_process):
                say(turn.text)
        except CannotRun as reason:
            say(str(reason))
        except Exception as crash:  # the clock goes on
            say(f"程序出错，不是账的错：{crash!r}。")

    scheduler = Scheduler()
    with suppress(KeyboardInterrupt):
        look()
        while True:
            # The library counts by the clock on the wall: one that went back would have it wait for a day or a year.
            if not scheduler.jobs or (scheduler.idle_seconds or 0) > _EVERY:
                scheduler.clear()
                scheduler.every(_EVERY).seconds.do(look)
            scheduler.run_pending()
            time.sleep(1)
