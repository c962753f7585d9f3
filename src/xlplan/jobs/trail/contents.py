"""What lies in the pack of a month beside its papers: findings, exemptions, sources, and a note for people."""

import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from xlplan import __version__
from xlplan.findings import Finding, Rule, Severity
from xlplan.jobs.check import Check
from xlplan.jobs.trail.chain import Record, sha256
from xlplan.jobs.trail.snapshot import files_of
from xlplan.reports.forms import office_name
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


def note(basis: Basis, check: Check, names: list[str], lacking: tuple[str, ...]) -> Iterator[str]:
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


def findings(check: Check) -> dict[str, Any]:
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


def exemptions(books: Books) -> list[dict[str, str]]:
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


def sources(basis: Basis) -> dict[str, Any]:
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
