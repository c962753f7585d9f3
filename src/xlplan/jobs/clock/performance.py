"""A task is performed: by one process at a time, with a snapshot before and a line in the history after."""

import platform
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TypeVar

import xlplan
from xlplan.findings import CannotRun
from xlplan.jobs.clock import logbook
from xlplan.jobs.clock.lease import leased, user
from xlplan.jobs.clock.logbook import Logbook
from xlplan.jobs.clock.runs import Past, Result, Run, State
from xlplan.jobs.desk import Desk
from xlplan.jobs.morning import morning, put_page
from xlplan.jobs.morning.known import Known
from xlplan.jobs.nightly import Outcome
from xlplan.jobs.notify import message, notify
from xlplan.jobs.papers import Made
from xlplan.jobs.trail.chain import chain, sha256
from xlplan.jobs.trail.months import periods
from xlplan.jobs.trail.pack import Pack
from xlplan.jobs.trail.snapshot import files_of, skipped_of, snapshot
from xlplan.jobs.writing import sweep

Did = TypeVar("Did", bound=Outcome | Made | Pack)


def done(past: Past, job: str, due: date) -> bool:
    """Whether a job whose turn it was on a day has been done."""
    return any(run.job == job and run.due == due and run.state is State.DONE for run in past.runs)


def perform(desk: Desk, job: str, work: Callable[[Desk], Did], due: date | None = None) -> Did | None:
    """Do a job under the lease and write it down; None where its turn (``due``) has been done already.

    Raises Busy where somebody else is at work, and whatever the job raises, after it is written down and told.
    """
    with leased(desk.office, job, desk.now) as held, logbook.writing(desk.office, held) as (book, remark):
        for own in ("papers", "records"):
            sweep(desk.office / own)
        if due and done(Past(book.runs()), job, due):
            return None
        return _Performance(desk, book, job, remark).of(work, due)


class _Performance:
    """One run, from its first line in the history to its last."""

    def __init__(self, desk: Desk, book: Logbook, job: str, remark: str) -> None:
        self._desk, self._book, self._job = desk, book, job
        self._remarks = [remark] if remark else []
        self._late = False
        self._steps: list[tuple[str, float]] = []
        self._last = time.monotonic()

    def of(self, work: Callable[[Desk], Did], due: date | None) -> Did:
        before = self._book.runs()
        began = Run(
            0, self._job, due, self._desk.today, self._desk.now(), None, State.RUNNING, "", xlplan.__version__,
            user(), platform.node(),
        )  # fmt: skip
        number = self._book.begin(began)
        if due and (now := self._desk.now()).date() > due:
            self._late = True
            self._remarks.append(f"轮到 {due} 做，那时没有做成，{now:%m-%d %H:%M} 补做。")
        result = self._inputs()
        try:
            did = work(replace(self._desk, progress=self._step))
            if isinstance(did, Outcome):
                self._page(did, before)
        except Exception as reason:
            told = str(reason) if isinstance(reason, CannotRun) else f"程序出错，不是账的错：{reason!r}。"
            self._end(number, replace(result, state=State.FAILED), [told])
            raise
        failed: dict[str, str] = {} if isinstance(did, Pack) else did.failed
        papers = [did.path] if isinstance(did, Pack) else did.papers
        check = did.check if isinstance(did, Outcome) else None
        result = replace(
            result,
            state=State.FAILED if failed else State.DONE,
            judgement=check.judgement if check else None,
            papers={
                path.relative_to(self._desk.office).as_posix(): sha256(path.read_bytes()) for path in papers
            },
        )
        self._end(number, result, [f"{step}：{reason}" for step, reason in failed.items()])
        return did

    def _end(self, number: int, result: Result, reasons: list[str]) -> None:
        told = message(self._desk.today, self._job, result, self._late)
        unsent = notify(self._desk.notify, told) if told else {}
        self._remarks += [f"消息没有发到{target}：{why}" for target, why in unsent.items()]
        reason = " ".join([*reasons, *self._remarks])
        self._book.end(number, self._desk.now(), replace(result, steps=self._steps, reason=reason))

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
        self._remarks += [f"{name} 没有进快照：{reason}" for name, reason in skipped_of(taken).items()]
        return Result(State.DONE, inputs=files_of(taken), snapshot=taken.number, head=taken.hash)

    def _page(self, outcome: Outcome, before: list[Run]) -> None:
        """The morning page, with what the records know besides."""
        nights = [run for run in before if run.job == self._job]
        checked = next((run for run in reversed(nights) if run.errors is not None), None)
        try:
            months = {month: period.state for month, period in periods(chain(self._desk.office)).items()}
        except CannotRun as reason:
            months = {}
            self._remarks.append(str(reason))
        known = Known(
            nights[-1] if nights else None,
            self._book.findings(checked.number) if checked else None,
            months,
            tuple(self._remarks),
        )
        try:
            outcome.papers.append(put_page(self._desk, morning(self._desk, outcome, known)))
        except CannotRun as reason:
            outcome.failed["今日.html"] = str(reason)
        self._step("今日.html")
