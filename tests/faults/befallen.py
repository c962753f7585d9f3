"""Everything that may befall a nightly run, each with the times it befalls one, and what was wrong afterwards."""

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import TypeVar

from tests.faults.checks import Files, files, masters, wrong_after, wrong_at_last
from tests.faults.night import TURN, Arm, At, Counted, Locked, Replaced, Torn, full, killed, night, nobody
from tests.faults.office import DAY, one_month
from xlplan.jobs.clock import history
from xlplan.jobs.clock.turns import Turn, turns
from xlplan.jobs.desk import Desk
from xlplan.tables.office import NIGHTLY

T = TypeVar("T")

Wrong = list[str]
"""What was wrong after one time; nothing, if all was well."""


@dataclass(frozen=True)
class Yard:
    """A folder with the office before the night, and what a good night comes to."""

    folder: Path
    changes: tuple[str, ...]
    """The changes that a good night makes in the office, in order."""
    own: Files
    good: Files

    @classmethod
    def of(cls, folder: Path) -> "Yard":
        """Build the office and spend a good night."""
        folder.chmod(0o755)  # some nights are spent as nobody
        one_month(folder / "office")
        told = night(shutil.copytree(folder / "office", folder / "good"), Counted(folder / "changes"))
        assert told.said == "ran", told.said
        good = folder / "good"
        changes = (folder / "changes").read_text().split()
        return cls(folder, tuple(changes), masters(good), files(good, "papers"))

    def office(self) -> Path:
        """A fresh copy of the office."""
        names = (self.folder / f"{number}" for number in _NUMBERS)
        return Path(shutil.copytree(self.folder / "office", next(names)))

    def torn(self) -> list[int]:
        """The changes that begin a writing."""
        return [number for number, event in enumerate(self.changes, 1) if event in ("open", "xlplan.commit")]


_NUMBERS = count()


def survived(yard: Yard, arm: Arm) -> Wrong:
    """One night that something befalls, and the next one."""
    office = yard.office()
    night(office, arm)
    wrong = wrong_after(office, yard.own, yard.good)
    told = night(office)
    if told.said not in ("ran", "done before"):
        wrong.append(f"the next run was not good: {told.said}")
    wrong += wrong_at_last(office, yard.own, yard.good)
    shutil.rmtree(office)
    return wrong


def kills(yard: Yard) -> Iterator[Wrong]:
    """The process is killed before every change, and in the midst of every writing."""
    arms = [
        *(At(number, killed) for number in range(1, len(yard.changes) + 1)),
        *(At(number, Torn(after)) for number in yard.torn() for after in (1, 40, 200, 1000)),
    ]
    return _all(lambda arm: survived(yard, arm), arms)


def full_disk(yard: Yard) -> Iterator[Wrong]:
    """The disk is full from some change on."""
    return _all(lambda number: survived(yard, At(number, full)), range(1, len(yard.changes) + 1, 3))


def doubled(yard: Yard) -> Wrong:
    """Two processes start at once."""
    office = yard.office()
    with ThreadPoolExecutor(2) as pool:
        told = sorted(one.said for one in pool.map(lambda _: night(office), range(2)))
    wrong = wrong_at_last(office, yard.own, yard.good)
    if told.count("ran") != 1 or not any(said == "done before" or "等它做完" in said for said in told):
        wrong.append(f"of two that started at once: {told}")
    shutil.rmtree(office)
    return wrong


def doubles(yard: Yard) -> Iterator[Wrong]:
    """Two processes start at once, a hundred times."""
    return (doubled(yard) for _ in range(100))


def closed_folder(yard: Yard) -> Iterator[Wrong]:
    """The folder may only be read."""
    office = yard.office()
    told = night(office, nobody)
    wrong = wrong_after(office, yard.own, yard.good)
    if "写不进去" not in told.said:
        wrong.append(f"no sentence: {told.said}")
    night(office)
    yield wrong + wrong_at_last(office, yard.own, yard.good)


def locked_masters(yard: Yard) -> Iterator[Wrong]:
    """A master may not be read; afterwards it may."""
    for name in ("ledger.xlsx", "office.xlsx", "budget.xlsx", "plan.xlsx"):
        office = yard.office()
        told = night(office, Locked(f"workbooks/{name}"))
        wrong = [] if name in told.said else [f"no sentence: {told.said}"]
        if (second := night(office).said) != "ran":
            wrong.append(f"the next run was not good: {second}")
        yield wrong + wrong_at_last(office, yard.own, yard.good)


def replaced_masters(yard: Yard) -> Iterator[Wrong]:
    """A master is saved anew, or is half saved, just before it is read for the first, second, third time."""
    for name in ("workbooks/ledger.xlsx", "workbooks/office.xlsx"):
        whole = (yard.folder / "office" / name).read_bytes()
        for opening in (1, 2, 3):
            yield survived(yard, Replaced(name, opening, whole))
            office = yard.office()
            night(office, Replaced(name, opening, whole[: len(whole) // 2]))
            (office / name).write_bytes(whole)
            night(office)
            yield wrong_at_last(office, yard.own, yard.good)


def damaged_history(yard: Yard) -> Iterator[Wrong]:
    """The file of the history is cut off, overwritten, or something else."""
    for damage in (
        lambda whole: b"",
        lambda whole: b"not a database",
        lambda whole: whole[: len(whole) // 2],
        lambda whole: whole[:100] + b"\xff" * 4000 + whole[4100:],
        lambda whole: whole[: len(whole) // 2] + bytes(4096) + whole[len(whole) // 2 + 4096 :],
        lambda whole: bytes(len(whole)),
    ):
        office = yard.office()
        night(office)
        file = history.path(office)
        file.write_bytes(damage(file.read_bytes()))
        looked(office, TURN - timedelta(hours=12))
        days = looked(office, TURN)
        wrong = [] if days == [DAY] else [f"the clock did not go on: {days}"]
        yield wrong + wrong_at_last(office, yard.own, yard.good)


def looked(office: Path, now: datetime) -> list[date]:
    """The days whose turn of the nightly check is made when the clock looks at the schedule at some time."""

    def start(office: Path, job: str, day: date) -> Turn:
        return Turn(job, day, 0 if job != NIGHTLY or night(office, now=now, due=day).said == "ran" else 2, "")

    desk = Desk(office, now.date(), now=lambda: now)
    return [turn.day for turn in turns(desk, start) if turn.job == NIGHTLY]


def clock_back(yard: Yard) -> Iterator[Wrong]:
    """The clock goes back by an hour, a day, a year after the night; what is done is done."""
    for back in (timedelta(hours=1), timedelta(days=1), timedelta(days=365)):
        office = yard.office()
        looked(office, TURN - timedelta(hours=12))
        late = TURN + timedelta(minutes=5)
        days = [looked(office, late), looked(office, late - back), looked(office, late)]
        wrong = [] if days[0] == [DAY] and DAY not in days[1] + days[2] else [f"turns made: {days}"]
        yield wrong + wrong_at_last(office, yard.own, yard.good)


def asleep(yard: Yard) -> Iterator[Wrong]:
    """The machine sleeps over three days: the turn is made once when it wakes, for its own day."""
    office = yard.office()
    looked(office, TURN - timedelta(hours=12))
    waking = TURN + timedelta(days=2, hours=10)
    days = [looked(office, waking), looked(office, waking + timedelta(hours=1))]
    wrong = [] if days == [[DAY], []] else [f"turns made: {days}"]
    yield wrong + wrong_at_last(office, yard.own, yard.good)


@dataclass(frozen=True)
class Fault:
    """Something that may befall a night."""

    name: str
    times: Callable[[Yard], Iterator[Wrong]]


FAULTS = (
    Fault("进程被结束（每次改名、写文件、提交之前和中间）", kills),
    Fault("磁盘满了", full_disk),
    Fault("文件夹只读", closed_folder),
    Fault("台账被锁住", locked_masters),
    Fault("读的时候台账被换掉、只存了一半", replaced_masters),
    Fault("运行记录坏了", damaged_history),
    Fault("两个进程同时开始", doubles),
    Fault("时钟往回拨", clock_back),
    Fault("睡过三天", asleep),
)


def _all(befall: Callable[[T], Wrong], each: Iterable[T]) -> Iterator[Wrong]:
    """As many at a time as there are cores."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        yield from pool.map(befall, each)
