"""A task is performed: by one process at a time, with a snapshot before and a line in the history after."""

import getpass
import platform
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TypeVar

import xlplan
from xlplan.findings import CannotRun
from xlplan.jobs.clock import history
from xlplan.jobs.clock.history import History, Past, Result, Run, State
from xlplan.jobs.clock.lease import leased
from xlplan.jobs.desk import Desk
from xlplan.jobs.nightly import Outcome
from xlplan.jobs.papers import Made
from xlplan.jobs.trail.chain import sha256
from xlplan.jobs.trail.snapshot import snapshot
from xlplan.jobs.writing import sweep

Did = TypeVar("Did", Outcome, Made)


def done(past: Past, job: str, due: date) -> bool:
    """Whether a job whose turn it was on a day has been done."""
    return any(run.job == job and run.due == due and run.state is State.DONE for run in past.runs)


def perform(desk: Desk, job: str, work: Callable[[Desk], Did], due: date | None = None) -> Did | None:
    """Do a job under the lease and write it down; None where its turn (``due``) has been done already.

    Raises Busy where somebody else is at work, and whatever the job raises, after it is written down.
    """
    with leased(desk.office, job, desk.now) as held, history.writing(desk.office, held) as (book, remark):
        for own in ("papers", "records"):
            sweep(desk.office / own)
        if due and done(Past(book.runs()), job, due):
            return None
        return _Performance(desk, book, job, remark).of(work, due)


class _Performance:
    """One run, from its first line in the history to its last."""

    def __init__(self, desk: Desk, book: History, job: str, remark: str) -> None:
        self._desk, self._book, self._job = desk, book, job
        self._remarks = [remark] if remark else []
        self._steps: list[tuple[str, float]] = []
        self._last = time.monotonic()

    def of(self, work: Callable[[Desk], Did], due: date | None) -> Did:
        desk = self._desk
        who = getpass.getuser(), platform.node()
        run = Run(
            0, self._job, due, desk.today, desk.now(), None, State.RUNNING, "", xlplan.__version__, *who
        )
        number = self._book.begin(run)
        began = self._inputs()
        try:
            did = work(replace(desk, progress=self._step))
        except Exception as reason:
            told = str(reason) if isinstance(reason, CannotRun) else f"程序出错，不是账的错：{reason!r}。"
            self._end(number, replace(began, state=State.FAILED), [told])
            raise
        self._end(
            number, self._result(began, did), [f"{step}：{reason}" for step, reason in did.failed.items()]
        )
        return did

    def _end(self, number: int, result: Result, reasons: list[str]) -> None:
        told = " ".join([*reasons, *self._remarks])
        self._book.end(number, self._desk.now(), replace(result, steps=self._steps, reason=told))

    def _step(self, name: str) -> None:
        now = time.monotonic()
        self._steps.append((name, now - self._last))
        self._last = now
        self._desk.progress(name)

    def _inputs(self) -> Result:
        """What the run reads, as a snapshot keeps it; a run without one is still worth having."""
        try:
            taken = snapshot(self._desk)
        except CannotRun as reason:
            self._remarks.append(f"快照没有做成：{reason}")
            return Result(State.DONE)
        self._step("快照")
        self._remarks += [f"{name} 没有进快照：{reason}" for name, reason in taken.content["skipped"].items()]
        return Result(State.DONE, inputs=taken.content["files"], snapshot=taken.number, head=taken.hash)

    def _result(self, began: Result, did: Outcome | Made) -> Result:
        papers = {
            path.relative_to(self._desk.office).as_posix(): sha256(path.read_bytes()) for path in did.papers
        }
        found = did.check if isinstance(did, Outcome) else None
        state = State.FAILED if did.failed else State.DONE
        return replace(began, state=state, papers=papers, judgement=found.judgement if found else None)
