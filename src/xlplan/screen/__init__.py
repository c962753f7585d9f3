"""What a command shows: Chinese text for people, the JSON of the contract for programs."""

import json
from collections.abc import Iterator
from pathlib import Path

from xlplan.excel.table import Table
from xlplan.findings import Finding, Rule, Severity
from xlplan.jobs.balance import Balance
from xlplan.jobs.check import Check
from xlplan.jobs.nightly import Outcome
from xlplan.jobs.reconcile import Reconciled
from xlplan.rules import every_rule
from xlplan.rules.judge import LISTED, Judgement
from xlplan.screen import balance, reconcile, statement
from xlplan.tables.statement import Statement

_WORST = 8
"""Lines of the nightly summary that list rules, so that it fits one screen."""


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


def check_text(found: Check) -> Iterator[str]:
    """A check on the screen."""
    judgement = found.judgement
    for finding in judgement.findings:
        yield finding_text(finding)
    for id, more in judgement.unlisted.items():
        yield f"{id} 只列出前 {LISTED} 个，另有 {more} 个没有列出。"
    yield from _waiting(found)
    yield f"共{counts_text(judgement)}。"


def _waiting(found: Check) -> Iterator[str]:
    for sheet in found.books.sheets.values():
        if sheet.left_out:
            yield f"{sheet.table.workbook} {sheet.table.sheet}：有 {sheet.left_out} 行因单元格读不出来没有参加检查。"
    reasons: dict[str, list[str]] = {}
    for rule, reason in found.judgement.waiting:
        reasons.setdefault(reason, []).append(rule.id)
    for reason, ids in reasons.items():
        yield f"{'、'.join(ids)} 暂不检查：{reason}。"


def nightly_text(outcome: Outcome) -> Iterator[str]:
    """A nightly run on one screen: how it went, the rules broken most, where the papers are."""
    found = outcome.check
    if found:
        judgement = found.judgement
        yield f"{found.books.today:%Y-%m-%d} 夜间检查：{counts_text(judgement)}。"
        broken = judgement.broken()
        for rule in broken[:_WORST]:
            ref = rule.first.ref
            yield f"  {rule.severity.word} {rule.rule.id} {rule.rule.title}：{rule.count} 个，如 {ref.workbook} {ref}"
        if len(broken) > _WORST:
            yield f"  还有 {len(broken) - _WORST} 条规则，见检查结果。"
        yield from _waiting(found)
    for step, reason in outcome.failed.items():
        yield f"没有做成：{step}。{reason}"
    for path in outcome.papers:
        near = path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
        yield f"做好了：{near}"


def balance_text(found: Balance) -> Iterator[str]:
    """A trial balance and the execution of the budget on the screen."""
    return balance.text(found)


def statement_text(found: Statement) -> Iterator[str]:
    """A statement file on the screen."""
    return statement.text(found)


def reconcile_text(found: Reconciled) -> Iterator[str]:
    """The tables of a reconciliation on the screen."""
    return reconcile.text(found)


def rules_text() -> Iterator[str]:
    """All rules, a line each."""
    for rule in every_rule():
        yield f"{rule.id} {rule.severity.word} {rule.title}"


def rule_text(rule: Rule) -> str:
    """The page of a rule."""
    title, _, rest = rule.page.partition("\n")
    return f"{rule.id} {title}（{rule.severity.word}）\n{rest}\n\n怎么改：{rule.fix}\n依据：{rule.basis}"


def tables_text() -> Iterator[str]:
    """All master sheets with their columns."""

    for table in Table.every.values():
        yield f"{table.workbook} {table.sheet}：{' '.join((table.__doc__ or '').split())}"
        for column in table.columns:
            yield f"  {column}：{column.guide or column.kind.value}"


def check_json(found: Check) -> str:
    """The document of ``check --json``."""
    judgement = found.judgement
    return _json(
        {
            "findings": [
                {
                    "rule": finding.rule.id,
                    "severity": finding.severity,
                    "workbook": finding.ref.workbook,
                    "sheet": finding.ref.sheet,
                    "cell": finding.ref.cell,
                    "message": finding.message,
                    "fix": finding.rule.fix,
                    "basis": finding.rule.basis,
                }
                for finding in judgement.findings
            ],
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
            "refused": [{"workbook": name, "reason": reason} for name, reason in found.refused.items()],
        }
        | ({"error": " ".join(found.refused.values())} if found.refused else {})
    )


def tables_json() -> str:
    """The document of ``tables --json``."""
    return _json(
        [
            {
                "workbook": table.workbook,
                "sheet": table.sheet,
                "name": table.__name__,
                "columns": [
                    {
                        "name": column.name,
                        "header": str(column),
                        "kind": column.kind.name.lower(),
                        "required": column.required,
                        "choices": list(column.choices),
                        "refers": f"{column.refers.table.sheet}.{column.refers}" if column.refers else None,
                        "aliases": [],
                        "help": column.help,
                    }
                    for column in table.columns
                ],
            }
            for table in Table.every.values()
        ]
    )


def rule_json(rule: Rule) -> str:
    """The document of ``explain --json``."""
    facts = {"rule": rule.id, "severity": rule.severity, "title": rule.title, "page": rule.page}
    return _json(facts | {"fix": rule.fix, "basis": rule.basis})


def rules_json() -> str:
    """The document of ``explain --json`` without a rule."""
    rules = ({"rule": rule.id, "severity": rule.severity, "title": rule.title} for rule in every_rule())
    return _json(list(rules))


def nightly_json(outcome: Outcome) -> str:
    """The document of ``nightly --json``: the counts, the papers, and what could not be done."""
    counts = outcome.check.judgement.counts if outcome.check else {}
    papers = [str(path) for path in outcome.papers]
    return _json({"counts": counts, "papers": papers, "failed": outcome.failed})


def balance_json(found: Balance) -> str:
    """The document of ``balance --json``."""
    return _json(balance.document(found))


def statement_json(found: Statement) -> str:
    """The document of ``statement --json``."""
    return _json(statement.document(found))


def reconcile_json(found: Reconciled) -> str:
    """The document of ``reconcile --json``."""
    return _json(reconcile.document(found))


def error_json(message: str) -> str:
    """The document of a command that could not run."""
    return _json({"error": message})


def _json(document: object) -> str:
    return json.dumps(document, ensure_ascii=False, indent=1)
