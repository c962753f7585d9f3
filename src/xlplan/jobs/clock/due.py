"""Whose turn it is: the days on which a task falls, what of them has been done, and what time it is."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from xlplan.jobs.clock.runs import Past, Run, State

ONE, EACH, NONE = "补一次", "逐次补", "不补"
"""补做: what was missed is done once, for the last day missed; for each day; or not at all."""
TRIES = 3
"""A job that fails is tried so often; then it waits for its next turn."""
_PAUSE = timedelta(minutes=10)
"""Before a job is tried again; twice as long before the third time."""
_LATE = timedelta(hours=1)
"""What begins later than that has been missed."""
_BACK = timedelta(days=400)
"""How far back a turn is looked for: some come once a year."""
_MOST = 31
"""Turns that are made up for one by one; of more, the last ones."""


@dataclass(frozen=True)
class Task:
    """A line of 定时任务 that is switched on and can be read."""

    job: str
    frequency: str
    """As it was typed."""
    when: str
    at: time
    days: Callable[[date, date], Sequence[date]]
    """The days on which it falls, from one to another, both counted, rising."""
    missed: str = ONE
    """What becomes of turns at which no computer was on."""

    @property
    def key(self) -> tuple[str, str, str]:
        """What makes it another task: a changed line begins anew, and makes up for nothing that was before."""
        return self.job, self.frequency, self.when

    def turns(self, first: date, last: date) -> Iterator[datetime]:
        """When it is to begin, by the clock on the wall, on the days from one to another."""
        return (datetime.combine(day, self.at) for day in self.days(first, last))


def due(task: Task, past: Past, now: datetime) -> list[date]:
    """The days whose turn is to be made now, the oldest first.

    ``now`` is local time without a zone. An hour that the clock is put forward over is passed, and a turn in it is due; one in an
    hour that comes twice has been done the second time. A clock that went back finds done what is done.
    """
    since = past.known[task.key].astimezone().replace(tzinfo=None) if task.key in past.known else now
    turns = [turn for turn in task.turns((now - _BACK).date(), now.date()) if since <= turn <= now]
    if task.missed == NONE:
        turns = [turn for turn in turns if now - turn < _LATE]
    wanted = turns[-_MOST:] if task.missed == EACH else turns[-1:]
    return [turn.date() for turn in wanted if _open(past.tries(task.job, turn.date()), now)]


def given_up(task: Task, past: Past, day: date) -> bool:
    """Whether a turn was tried as often as may be, without success."""
    tries = past.tries(task.job, day)
    return len(tries) >= TRIES and not past.done(task.job, day)


def _open(tries: Sequence[Run], now: datetime) -> bool:
    """Whether a turn is still to be made, and now."""
    if any(run.state is State.DONE for run in tries) or len(tries) >= TRIES:
        return False
    # A try in the future was made before the clock went back.
    waited = [now - run.started.astimezone().replace(tzinfo=None) for run in tries]
    return not any(timedelta(0) <= gone < _PAUSE * len(tries) for gone in waited)
