"""How the clock stands: when each task comes next, how it went last, and whether a workday was left out."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from xlplan.findings import CannotRun
from xlplan.jobs.clock import history
from xlplan.jobs.clock.due import Task, due, given_up
from xlplan.jobs.clock.runs import Past, Run
from xlplan.jobs.clock.schedule import schedule
from xlplan.jobs.clock.system import state
from xlplan.jobs.desk import Desk
from xlplan.tables.calendar import unchecked

_AHEAD = timedelta(days=400)
"""How far ahead the next turn is looked for."""


@dataclass(frozen=True)
class Stand:
    """How one task stands."""

    task: Task
    next: datetime | None
    """By the clock on the wall; None where it comes in no year."""
    last: Run | None
    """Its last run, whoever started it."""
    waiting: list[date]
    """Turns that are due now."""
    given_up: bool
    """Whether the last turn was tried as often as may be."""


@dataclass(frozen=True)
class Status:
    """How the clock stands."""

    now: datetime
    installed: str | None
    """What of this computer starts the tasks; None where nothing does."""
    stands: list[Stand]
    silent: date | None
    """The last workday, if nothing was checked for it."""
    warnings: list[str]

    @property
    def well(self) -> bool:
        """Whether nothing is to be done about it."""
        failed = any(stand.given_up for stand in self.stands)
        return bool(self.installed) and not (self.silent or failed or self.warnings)


def status(desk: Desk) -> Status:
    """定时任务的情况：下一次什么时候，上一次怎样，有没有漏下的工作日。"""
    now = desk.now().astimezone().replace(tzinfo=None)
    found = schedule(desk)
    past = history.past(desk.office)
    # An office that stands still at one day is judged by that day.
    doubt = found.calendar.doubt(desk.today + timedelta(days=30))
    installed = None
    with suppress(CannotRun):  # a computer without such a program starts nothing
        installed = state(desk.office)
    return Status(
        now,
        installed,
        [_stand(task, past, now) for task in found.tasks],
        unchecked(found.calendar, past.checked, desk.today),
        [*found.problems, *filter(None, [doubt])],
    )


def _stand(task: Task, past: Past, now: datetime) -> Stand:
    own = [run for run in past.runs if run.job == task.job]
    coming = (turn for turn in task.turns(now.date(), (now + _AHEAD).date()) if turn > now)
    turns = [run.due for run in own if run.due]
    return Stand(
        task, next(coming, None), own[-1] if own else None, due(task, past, now),
        bool(turns) and given_up(task, past, max(turns)),
    )  # fmt: skip
