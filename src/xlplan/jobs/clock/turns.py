"""The clock: makes the turns that are due, each in a process of its own, and goes on whatever becomes of them."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import psutil

from xlplan.findings import CannotRun
from xlplan.jobs.clock import history, logbook
from xlplan.jobs.clock.due import due
from xlplan.jobs.clock.lease import leased
from xlplan.jobs.clock.schedule import schedule
from xlplan.jobs.desk import Desk

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
    """Make the turns that are due now, one after the other."""
    tasks = schedule(desk).tasks
    past = history.past(desk.office)
    if fresh := [task.key for task in tasks if task.key not in past.known]:
        with (
            leased(desk.office, "定时任务", desk.now) as held,
            logbook.writing(desk.office, held) as (book, _),
        ):
            book.know(fresh, desk.now())
        past = history.past(desk.office)
    now = desk.now().replace(tzinfo=None)
    for task in tasks:
        for day in due(task, past, now):
            yield start(desk.office, task.job, day)


def in_a_process(office: Path, job: str, day: date) -> Turn:
    """Start a job as it is started by hand, and end it, with all that it started, when its time is over."""
    command = [sys.executable, "-I", "-m", "xlplan", "run", job, "--due", f"{day}", "--office", f"{office}"]
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as process:
        try:
            _, said = process.communicate(timeout=LIMIT.total_seconds())
        except subprocess.TimeoutExpired:
            for one in [*psutil.Process(process.pid).children(recursive=True), process]:
                with suppress(psutil.NoSuchProcess):
                    one.kill()
            process.communicate()
            return Turn(job, day, None, f"{job} 做了 {LIMIT.seconds // 60} 分钟还没有做完，已经停下。")
    return Turn(job, day, process.returncode, said.decode(errors="replace").strip())


def keep_on(desk: Desk, say: Callable[[str], None]) -> None:
    """Look at the schedule every minute, until somebody ends it; whatever a look comes to, the next one follows."""
    from schedule import Scheduler

    def look() -> None:
        try:
            for turn in turns(desk, in_a_process):
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
