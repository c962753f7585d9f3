"""What ``xlplan check`` shows."""

from collections.abc import Iterator, Mapping

from xlplan.findings import Finding, Severity
from xlplan.jobs.check import Check
from xlplan.rules.judge import LISTED, Judgement
from xlplan.tables import OPTIONAL


def text(found: Check) -> Iterator[str]:
    """A check on the screen."""
    judgement = found.judgement
    for finding in judgement.findings:
        yield finding_text(finding)
    for id, more in judgement.unlisted.items():
        yield f"{id} 只列出前 {LISTED} 个，另有 {more} 个没有列出。"
    yield from waiting(found)
    yield from not_kept(found)
    yield f"共{counts_text(judgement)}。"


def finding_text(finding: Finding) -> str:
    """One finding in three lines: where, what, what to do."""
    ref = finding.ref
    return (
        f"{finding.severity.word} {finding.rule.id}  {ref.workbook} {ref}\n"
        f"  {finding.message}\n"
        f"  怎么改：{finding.rule.fix}"
    )


def counts_text(judgement: Judgement) -> str:
    """How much was found, in one line."""
    return "，".join(f"{severity.word} {judgement.counts[severity]} 个" for severity in Severity)


def waiting(found: Check) -> Iterator[str]:
    """What was not looked at, and why."""
    for sheet in found.books.sheets.values():
        if sheet.left_out:
            yield f"{sheet.table.workbook} {sheet.table.sheet}：有 {sheet.left_out} 行因单元格读不出来没有参加检查。"
    reasons: dict[str, list[str]] = {}
    for rule, reason in found.judgement.waiting:
        reasons.setdefault(reason, []).append(rule.id)
    for reason, ids in reasons.items():
        yield f"{'、'.join(ids)} 暂不检查：{reason}。"
    for name, reason in found.books.passed_over.items():
        yield f"{name} {reason}"


def not_kept(found: Check) -> Iterator[str]:
    """What the office does without."""
    if workbooks := found.books.not_kept:
        yield f"没有 {'、'.join(workbooks)}，不查{'、'.join(map(OPTIONAL.__getitem__, workbooks))}。"
    if lost := found.books.lost:
        yield f"{'、'.join(lost)} 以前有，现在不在 workbooks 里：是不是改了名、移走了？"


def finding_document(finding: Finding) -> Mapping[str, object]:
    """One finding as programs read it."""
    return {
        "rule": finding.rule.id,
        "severity": finding.severity,
        "workbook": finding.ref.workbook,
        "sheet": finding.ref.sheet,
        "cell": finding.ref.cell,
        "message": finding.message,
        "fix": finding.rule.fix,
        "basis": finding.rule.basis,
    }


def document(found: Check) -> Mapping[str, object]:
    """The document of ``check --json``."""
    judgement = found.judgement
    return {
        "findings": [finding_document(finding) for finding in judgement.findings],
        "counts": judgement.counts,
        "tables": [
            {
                "workbook": sheet.table.workbook,
                "sheet": sheet.table.sheet,
                "rows": len(sheet.rows) + sheet.left_out,
                "left_out": sheet.left_out,
            }
            for sheet in found.books.sheets.values()
        ],
        "waiting": [{"rule": rule.id, "reason": reason} for rule, reason in judgement.waiting],
        "passed_over": [
            {"workbook": name, "reason": reason} for name, reason in found.books.passed_over.items()
        ],
        "refused": [{"workbook": name, "reason": reason} for name, reason in found.refused.items()],
    } | ({"error": " ".join(found.refused.values())} if found.refused else {})
