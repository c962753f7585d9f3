"""What can be done at set times: the 任务 of the sheet 定时任务."""

from collections.abc import Callable

from xlplan.findings import CannotRun
from xlplan.jobs.desk import Desk
from xlplan.jobs.letters import letters
from xlplan.jobs.nightly import Outcome, nightly
from xlplan.jobs.papers import Made
from xlplan.jobs.report import report
from xlplan.jobs.trail.pack import Pack, pack

NIGHTLY, PACK = "夜间检查", "月度档案"


WORK: dict[str, Callable[[Desk], Outcome | Made | Pack]] = {
    NIGHTLY: nightly,
    "月度报告": report,
    "安全责任书": letters,
    PACK: lambda desk: pack(desk, desk.month),
}


def work(job: str) -> Callable[[Desk], Outcome | Made | Pack]:
    """What a task does; raises CannotRun where there is none of this name."""
    try:
        return WORK[job]
    except KeyError:
        raise CannotRun(f"没有“{job}”这个任务，只有 {'、'.join(WORK)}。") from None
