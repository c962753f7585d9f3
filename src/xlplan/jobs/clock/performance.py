"""A task is performed: by one process at a time, with a snapshot before and a line in the history after."""

import platform
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
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
from xlplan.jobs.publish import FOLDER
from xlplan.jobs.trail.approvals import bind
from xlplan.jobs.trail.chain import Record, chain, sha256
from xlplan.jobs.trail.months import periods
from xlplan.jobs.trail.pack import Pack
from xlplan.jobs.trail.periods import Closing
from xlplan.jobs.trail.snapshot import files_of, skipped_of, snapshot
from xlplan.jobs.writing import sweep
from xlplan.tables.office import NIGHTLY

Did = TypeVar("Did", bound=Outcome | Made | Pack | Closing | Record)


def perform(desk: Desk, job: str, work: Callable[[Desk], Did], due: date | None = None) -> Did | None:
    """Do a job under the lease and write it down; None where its turn (``due``) has been done already.

    Raises Busy where somebody else is at work, and whatever the job raises, after it is written down and told.
    """
    with leased(desk.office, job, desk.now) as held, logbook.writing(desk.office, held) as (book, remark):
        for own in ("papers", "records", FOLDER):
            sweep(desk.office / own)
        if due and Past(book.runs()).done(job, due):
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
        began = Run(
            0, self._job, due, self._desk.today, self._desk.now(), None, State.RUNNING, "", xlplan.__version__,
            user(), platform.node(),
        )  # fmt: skip
        number = self._book.begin(began)
        before = self._book.runs()[:-1]
        if due and (now := self._desk.now()).date() > due:
            self._late = True
            self._remarks.append(f"轮到 {due} 做，那时没有做成，{now:%m-%d %H:%M} 补做。")
        result = self._inputs()
        try:
            did = work(replace(self._desk, progress=self._step))
            if isinstance(did, Outcome):
                self._bind(did)
                self._page(did, before)
            ended, failed = self._ended(result, did)
        except Exception as reason:
            told = str(reason) if isinstance(reason, CannotRun) else f"程序出错，不是账的错：{reason!r}。"
            if self._job == NIGHTLY:
                self._page(Outcome(failed={NIGHTLY: told}), before)
            self._end(number, replace(result, state=State.FAILED), [told])
            raise
        self._end(number, ended, failed)
        return did

    def _ended(
        self, result: Result, did: Outcome | Made | Pack | Closing | Record
    ) -> tuple[Result, list[str]]:
        """What is written down of a job that came to its end, and a sentence for each step that was not done."""
        paths: list[Path] = []
        failed: dict[str, str] = {}
        match did:
            case Outcome() | Made():
                paths, failed = did.papers, did.failed
            case Pack():
                paths = [did.path]
            case Record():
                self._remarks.append(f"{did.content['month']}：{did.content['reason']}")
            case Closing(record=None):
                failed = {did.month: f"还有 {len(did.findings) + len(did.reasons)} 处要先改好，没有结。"}
            case Closing():
                self._remarks.append(f"{did.month} {'暂停记账' if did.hold else '结账'}。")
        papers = {}
        for path in paths:
            name = path.relative_to(self._desk.office).as_posix()
            try:
                papers[name] = sha256(path.read_bytes())
            except OSError as reason:
                failed = failed | {name: f"做好以后读不出来（{reason.strerror}）。"}
        check = did.check if isinstance(did, Outcome) else None
        state = State.FAILED if failed else State.DONE
        judged = replace(result, state=state, judgement=check.judgement if check else None, papers=papers)
        return judged, [f"{step}：{reason}" for step, reason in failed.items()]

    def _end(self, number: int, result: Result, reasons: list[str]) -> None:
        """Write a run down, then tell of it whom it concerns."""
        reason = " ".join([*reasons, *self._remarks])
        result = replace(result, steps=self._steps, reason=reason)
        with suppress(CannotRun):  # it was told when the snapshot was taken
            if records := chain(self._desk.office):
                result = replace(result, record=records[-1].number, head=records[-1].hash)
        self._book.end(number, self._desk.now(), result)
        if told := message(self._desk.today, self._job, result, self._late):
            unsent = [
                f"消息没有发到{target}：{why}" for target, why in notify(self._desk.notify, told).items()
            ]
            if unsent:
                self._book.remark(number, " ".join(filter(None, [reason, *unsent])))

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
        known = {record.number: record.hash for record in chain(self._desk.office)}
        for number, head in Past(self._book.runs()).heads:
            if known.get(number) != head:
                self._remarks.append(
                    f"第 {number} 号记录和以前记下的不一样，或者不见了，用 xlplan verify 看。"
                )
                break
        self._remarks += [f"{name} 没有进快照：{reason}" for name, reason in skipped_of(taken).items()]
        return Result(State.DONE, inputs=files_of(taken), snapshot=taken.number)

    def _bind(self, outcome: Outcome) -> None:
        """Write down what the night saw approved."""
        try:
            if outcome.check and not outcome.check.books.unsealed:
                bind(self._desk, outcome.check.books)
        except CannotRun as reason:
            self._remarks.append(str(reason))

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
