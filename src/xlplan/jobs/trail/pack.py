"""月度档案：一个月的文书、问题、豁免和它们的来源，装成一个压缩包；同一份快照做出来的，一个字节也不差。"""

import io
import json
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from xlplan.findings import CannotRun, Severity
from xlplan.jobs.desk import Desk
from xlplan.jobs.nightly import Outcome, of_day
from xlplan.jobs.papers import Made
from xlplan.jobs.report import of_books
from xlplan.jobs.trail.chain import chain
from xlplan.jobs.trail.contents import (
    EXEMPTIONS,
    FINDINGS,
    NOTE,
    SOURCES,
    Basis,
    exemptions,
    findings,
    note,
    sources,
)
from xlplan.jobs.trail.snapshot import lay_out, skipped_of, snapshot, snapshot_of
from xlplan.reports.forms import last_day
from xlplan.tables import MASTERS
from xlplan.tables.books import Books, Waiting
from xlplan.tables.ledger import VoucherLine


@dataclass(frozen=True)
class Pack:
    """A pack that was made."""

    path: Path
    basis: Basis
    papers: int
    counts: Mapping[Severity, int]
    """Findings of the month."""
    lacking: tuple[str, ...]
    """What could not be made, a sentence each."""


@dataclass(frozen=True)
class Packed:
    """The pack of a month before it is put anywhere."""

    basis: Basis
    papers: int
    counts: Mapping[Severity, int]
    lacking: tuple[str, ...]
    content: bytes


def pack(desk: Desk, month: str) -> Pack:
    """月度档案

    把一个月的检查结果、报表、月度报告、公示，连同问题、豁免、各份台账的校验值、每条规则的版本，装进 papers/月份/月度档案-月份.zip。
    已经结账的月份，用结账时的快照，做到月底；没有结账的，先做一份快照，月份没有过完就做到当天。同一份快照再做一次，逐字节相同。
    """
    found = packed(desk, month)
    path = desk.write(name_of(found.basis.month), found.content, found.basis.month)
    return Pack(path, found.basis, found.papers, found.counts, found.lacking)


def name_of(month: str) -> str:
    """What the pack of a month is called."""
    return f"月度档案-{month}.zip"


def packed(desk: Desk, month: str) -> Packed:
    """The pack of a month, put nowhere; of a month that is closed nothing of the office is written."""
    basis = _basis(desk, desk.begun(month))
    with tempfile.TemporaryDirectory(prefix="xlplan-") as folder:
        lay_out(desk.office, basis.snapshot, Path(folder))
        copy = replace(desk, office=Path(folder), today=basis.day, with_photos=False)
        outcome = of_day(copy, basis.month)
        if outcome.check is None:
            raise CannotRun(" ".join(outcome.failed.values()))
        _refuse_empty(outcome.check.books, basis.month)
        lacking = tuple(_lacking(outcome, of_books(copy, outcome.check.books, basis.month)))
        papers = {path.name: path.read_bytes() for path in (copy.office / "papers" / basis.month).glob("*.*")}
    files = papers | {
        FINDINGS: _json(findings(outcome.check)),
        EXEMPTIONS: _json(exemptions(outcome.check.books)),
        SOURCES: _json(sources(basis)),
    }
    lines = "\r\n".join(note(basis, outcome.check, sorted(files), lacking))
    files[NOTE] = f"{lines}\r\n".encode("utf-8-sig")  # both for the Notepad of an old Windows
    counts = outcome.check.judgement.counts
    return Packed(basis, len(papers), counts, lacking, zipped(files, basis.day))


def _refuse_empty(books: Books, month: str) -> None:
    """Raises CannotRun for a month of which the ledger holds nothing."""
    with suppress(Waiting), books.asked():
        if not (books[VoucherLine][VoucherLine.date].dt.strftime("%Y-%m") == month).any():
            raise CannotRun(f"账本里没有 {month} 的凭证，没有做月度档案。")


def _basis(desk: Desk, month: str) -> Basis:
    """The snapshot of the month's close, else one of now; raises CannotRun where a file could not be copied into it."""
    last = next((one for one in reversed(chain(desk.office)) if one.content.get("month") == month), None)
    if last and last.kind == "close":
        return Basis(month, last_day(month), snapshot_of(desk.office, last.content["snapshot"]), last)
    found = snapshot(desk)
    skipped = skipped_of(found)
    # Of whatever else a clerk keeps beside the masters nothing is made.
    lost = [name for name in skipped if not name.startswith("workbooks/") or Path(name).name in MASTERS]
    if lost:
        told = " ".join(skipped[name] for name in lost)
        raise CannotRun(f"快照里缺 {'、'.join(lost)}，没有做月度档案：{told}")
    return Basis(month, min(last_day(month), desk.today), found, None)


def _lacking(outcome: Outcome, made: Made) -> Iterator[str]:
    """What could not be made, and why."""
    for name, reason in (outcome.failed | made.failed).items():
        yield f"{name}：{reason}"
    for draft in (*outcome.stopped, *made.stopped):
        yield f"{draft.name}：有 {len(draft.missing)} 格要先改好。"
    for waiting in (outcome.waiting, made.waiting):
        for reason, names in waiting.items():
            yield f"{'、'.join(names)}：{reason}。"


def _json(document: object) -> bytes:
    return json.dumps(document, ensure_ascii=False, indent=1).encode(errors="surrogatepass")


def zipped(files: Mapping[str, bytes], day: date) -> bytes:
    """A zip that is the same wherever it is made; papers are packed already, and other systems would pack the rest otherwise."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as package:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            entry.create_system, entry.external_attr = 3, 0o100644 << 16
            package.writestr(entry, files[name])
    return content.getvalue()
