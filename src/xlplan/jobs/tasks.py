"""What can be done at set times: the 任务 of the sheet 定时任务."""

from collections.abc import Callable
from datetime import timedelta

from xlplan.findings import CannotRun
from xlplan.jobs.desk import Desk
from xlplan.jobs.letters import letters
from xlplan.jobs.nightly import Outcome, nightly
from xlplan.jobs.papers import Made
from xlplan.jobs.report import report
from xlplan.jobs.trail.pack import Pack, pack
from xlplan.reports.forms import last_day
from xlplan.tables.office import LETTERS, NIGHTLY, PACK, REPORT


def work(job: str) -> Callable[[Desk], Outcome | Made | Pack]:
    """What a task does; raises CannotRun where there is none of this name."""
    try:
        return _WORK[job]
    except KeyError:
        raise CannotRun(f"没有“{job}”这个任务，只有 {'、'.join(_WORK)}。") from None


def over(desk: Desk) -> str:
    """The last month that is over: on its last day, this one."""
    if desk.today >= last_day(desk.month):
        return desk.month
    return f"{desk.today.replace(day=1) - timedelta(days=1):%Y-%m}"


_WORK: dict[str, Callable[[Desk], Outcome | Made | Pack]] = {
    NIGHTLY: nightly,
    REPORT: lambda desk: report(desk, over(desk)),
    LETTERS: letters,
    PACK: lambda desk: pack(desk, over(desk)),
}
