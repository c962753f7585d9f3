"""月度档案：一个月的文书、问题、豁免和它们的来源，装成一个压缩包；同一份快照做出来的，一个字节也不差。"""

import inspect
import io
import json
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from xlplan import __version__
from xlplan.findings import CannotRun, Finding, Rule, Severity
from xlplan.jobs.check import Check
from xlplan.jobs.desk import Desk
from xlplan.jobs.nightly import Outcome, of_day
from xlplan.jobs.papers import Made
from xlplan.jobs.report import of_books
from xlplan.jobs.trail.chain import Record, chain, sha256
from xlplan.jobs.trail.snapshot import files_of, lay_out, skipped_of, snapshot, snapshot_of
from xlplan.reports.forms import last_day, office_name
from xlplan.rules import BookRule, every_rule
from xlplan.tables.books import Books, Waiting
from xlplan.tables.office import Exemption

NOTE, FINDINGS, EXEMPTIONS, SOURCES = "说明.txt", "问题.json", "豁免.json", "来源.json"


@dataclass(frozen=True)
class Basis:
    """What a pack is made from."""

    month: str
    day: date
    """As of which day."""
    snapshot: Record
    close: Record | None
    """None where the month is not closed."""


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


def pack(desk: Desk, month: str) -> Pack:
    """月度档案

    把一个月的检查结果、报表、月度报告、公示，连同问题、豁免、各份台账的校验值、每条规则的版本，装进 papers/月份/月度档案-月份.zip。
    已经结账的月份，用结账时的快照，做到月底；没有结账的，先做一份快照，月份没有过完就做到当天。同一份快照再做一次，逐字节相同。
    """
    basis = _basis(desk, desk.begun(month))
    with tempfile.TemporaryDirectory(prefix="xlplan-") as folder:
        lay_out(desk.office, basis.snapshot, Path(folder))
        copy = replace(desk, office=Path(folder), today=basis.day)
        outcome = of_day(copy, basis.month)
        if outcome.check is None:
            raise CannotRun(" ".join(outcome.failed.values()))
        lacking = tuple(_lacking(outcome, of_books(copy, outcome.check.books, basis.month)))
        papers = {path.name: path.read_bytes() for path in (copy.office / "papers" / basis.month).glob("*.*")}
    counts = outcome.check.judgement.counts
    files = papers | {
        FINDINGS: _json(_findings(outcome.check)),
        EXEMPTIONS: _json(_exemptions(outcome.check.books)),
        SOURCES: _json(_sources(basis)),
    }
    note = "\r\n".join(_note(basis, outcome.check, sorted(files), lacking))
    files[NOTE] = f"{note}\r\n".encode("utf-8-sig")  # both for the Notepad of an old Windows
    path = desk.write(f"月度档案-{basis.month}.zip", _zipped(files, basis.day), basis.month)
    return Pack(path, basis, len(papers), counts, lacking)


def _basis(desk: Desk, month: str) -> Basis:
    """The snapshot of the month's close, else one of now; raises CannotRun where a file could not be copied into it."""
    last = next((one for one in reversed(chain(desk.office)) if one.content.get("month") == month), None)
    if last and last.kind == "close":
        return Basis(month, last_day(month), snapshot_of(desk.office, last.content["snapshot"]), last)
    found = snapshot(desk)
    if skipped := skipped_of(found):
        raise CannotRun(f"快照里缺 {'、'.join(skipped)}，没有做月度档案：{' '.join(skipped.values())}")
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


def _note(basis: Basis, check: Check, names: list[str], lacking: tuple[str, ...]) -> Iterator[str]:
    """What the pack says of itself to a person."""
    taken = basis.snapshot
    yield f"{office_name(check.books)} {basis.month} 月度档案"
    yield ""
    yield f"按 {basis.day} 的台账做的，台账取自第 {taken.number} 号快照（{taken.at:%Y-%m-%d %H:%M} 抄的）。"
    yield f"快照的校验值：{taken.hash}"
    if basis.close:
        yield f"这个月已经结账（第 {basis.close.number} 号记录，{basis.close.at:%Y-%m-%d %H:%M}）。"
    else:
        yield "这个月还没有结账，台账以后还会变，结账以后再做一次。"
    counts = check.judgement.counts
    yield f"检查结果：{'，'.join(f'{severity.word} {counts[severity]} 个' for severity in Severity)}。"
    yield ""
    yield "里面有："
    yield from (f"  {name}" for name in names)
    if lacking:
        yield ""
        yield "没有做成的："
        yield from (f"  {line}" for line in lacking)
    yield ""
    yield f"{FINDINGS} 是查出的问题，{EXEMPTIONS} 是还在起作用的豁免，{SOURCES} 是每份台账、每条规则的校验值，给程序看。"
    yield f"xlplan {__version__} 做的；用同一份快照再做一次，逐字节相同。"


def _findings(check: Check) -> dict[str, Any]:
    """What was found in the month, and what could not be looked at."""
    judgement = check.judgement
    return {
        "counts": judgement.counts,
        "findings": [_finding(finding) for finding in judgement.findings],
        "unlisted": judgement.unlisted,
        "waiting": [{"rule": rule.id, "reason": reason} for rule, reason in judgement.waiting],
        "refused": [{"workbook": name, "reason": reason} for name, reason in check.refused.items()],
    }


def _finding(finding: Finding) -> dict[str, str]:
    return {
        "rule": finding.rule.id,
        "severity": finding.severity,
        "workbook": finding.ref.workbook,
        "sheet": finding.ref.sheet,
        "cell": finding.ref.cell,
        "subject": finding.subject,
        "message": finding.message,
    }


def _exemptions(books: Books) -> list[dict[str, str]]:
    """The exemptions that had not expired on the day, by the English names of their columns."""
    try:
        with books.asked():
            rows = books[Exemption]
            rows = rows[rows[Exemption.expires] >= pd.Timestamp(books.today)]
    except Waiting:
        return []
    days = rows.assign(**{Exemption.expires: rows[Exemption.expires].dt.strftime("%Y-%m-%d")})
    return [
        {column.name: row[column] for column in Exemption.columns if column in row}
        for row in days.to_dict("records")
    ]


def _sources(basis: Basis) -> dict[str, Any]:
    """What was read, and what judged it."""
    taken = basis.snapshot
    return {
        "month": basis.month,
        "date": f"{basis.day}",
        "xlplan": __version__,
        "snapshot": {"number": taken.number, "hash": taken.hash, "at": taken.at.isoformat()},
        "close": {"number": basis.close.number, "hash": basis.close.hash} if basis.close else None,
        "files": files_of(taken),
        "rules": [_version(rule) for rule in every_rule()],
    }


def _version(rule: Rule) -> dict[str, str | None]:
    """A rule, its page and its source; what is wrong with cells is found while reading, not by a file for each rule."""
    source = inspect.getsourcefile(rule.find) if isinstance(rule, BookRule) else None
    return {
        "rule": rule.id,
        "page": sha256("\n".join((rule.page, rule.fix, rule.basis)).encode()),
        "source": sha256(Path(source).read_bytes()) if source else None,
    }


def _json(document: object) -> bytes:
    return json.dumps(document, ensure_ascii=False, indent=1).encode(errors="surrogatepass")


def _zipped(files: Mapping[str, bytes], day: date) -> bytes:
    """A zip that is the same wherever it is made; papers are packed already, and other systems would pack the rest otherwise."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as package:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            entry.create_system, entry.external_attr = 3, 0o100644 << 16
            package.writestr(entry, files[name])
    return content.getvalue()
