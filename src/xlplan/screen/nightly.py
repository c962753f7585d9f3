"""What ``xlplan nightly`` shows."""

from collections.abc import Iterator
from pathlib import Path

from xlplan.jobs.nightly import Outcome
from xlplan.screen.check import counts_text, waiting

_WORST = 8
"""Lines of the nightly summary that list rules, so that it fits one screen."""


def text(outcome: Outcome) -> Iterator[str]:
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
        yield from waiting(found)
    for step, reason in outcome.failed.items():
        yield f"没有做成：{step}。{reason}"
    for path in outcome.papers:
        near = path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
        yield f"做好了：{near}"


def document(outcome: Outcome) -> dict[str, object]:
    """The document of ``nightly --json``: the counts, the papers, and what could not be done."""
    counts = outcome.check.judgement.counts if outcome.check else {}
    papers = [str(path) for path in outcome.papers]
    return {"counts": counts, "papers": papers, "failed": outcome.failed}
