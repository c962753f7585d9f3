"""What ``xlplan nightly`` shows."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from xlplan.jobs.nightly import Outcome
from xlplan.jobs.trace import Trace
from xlplan.reconcile.pool import ASK, KIND
from xlplan.reconcile.proof import GROUP, Reconciliation, Side
from xlplan.screen import publish
from xlplan.screen.check import counts_text, not_kept, waiting
from xlplan.screen.papers import lacking, stopped
from xlplan.screen.reconcile import verdict

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
        yield from not_kept(found)
    for account, proof in outcome.proofs.items():
        yield f"{account}：{_verdict(proof)}"
    for reason, papers in outcome.waiting.items():
        yield f"暂时做不了：{'、'.join(papers)}。{reason}。"
    for step, reason in outcome.failed.items():
        yield f"没有做成：{step}。{reason}"
    for draft in outcome.stopped:
        yield f"没有做：{draft.name}，先改好下面的格。"
        yield from lacking(draft)
    yield from _stale(outcome.stale)
    yield from _papers(outcome.papers)
    yield from publish.pages(outcome.published)


def _stale(found: Sequence[Trace]) -> Iterator[str]:
    """The papers that are out of date; those that cannot be made again by the reason."""
    lost: dict[str, list[str]] = {}
    for old in found:
        name = f"{old.paper.parent.name}/{old.paper.name}"
        if old.reason:
            lost.setdefault(old.reason, []).append(name)
        else:
            yield f"过时：{name}，{_changed(old)}，用 xlplan trace 看。"
    for reason, names in lost.items():
        yield f"没法核对：{'、'.join(names)}。{reason}"


def _changed(found: Trace) -> str:
    return f"{len(found.stale)} 个数字台账后来变了" if found.stale else "台账现在缺了要用的格"


def _papers(papers: Sequence[Path]) -> Iterator[str]:
    """What was made; months on end with the same papers in one line."""
    folders: dict[Path, list[str]] = {}
    for path in papers:
        folders.setdefault(path.parent, []).append(path.name)
    for listed, alike in groupby(folders, key=lambda folder: "、".join(folders[folder])):
        first, *more = alike
        near = first.relative_to(Path.cwd()) if first.is_relative_to(Path.cwd()) else first
        until = f" 至 {more[-1].name}，每月" if more else ""
        yield f"做好了：{near}{until} {listed}"


def _verdict(proof: Reconciliation | None) -> str:
    if proof is None:
        return "本月还没有对账单。"
    left = len(proof.book.open) + len(proof.bank.open)
    questions = int((proof.groups[KIND] == ASK).sum())
    asked = (
        f"，其中 {sum(map(_asked, (proof.book, proof.bank)))} 笔待确认（{questions} 组）" if questions else ""
    )
    return f"{verdict(proof)}未达账项 {left} 笔{asked}。"


def _asked(side: Side) -> int:
    return int((side.open[GROUP] > 0).sum())


def document(outcome: Outcome) -> dict[str, object]:
    """The document of ``nightly --json``: the counts, the papers, and what could not be done."""
    return {
        "counts": outcome.check.judgement.counts if outcome.check else {},
        "reconciled": {account: proof.proved if proof else None for account, proof in outcome.proofs.items()},
        "papers": [str(path) for path in outcome.papers],
        "waiting": [{"reason": reason, "papers": papers} for reason, papers in outcome.waiting.items()],
        "stopped": list(map(stopped, outcome.stopped)),
        "stale": [
            {"paper": str(found.paper), "figures": len(found.stale), "reason": found.reason}
            for found in outcome.stale
        ],
        "published": publish.document(outcome.published),
        "failed": outcome.failed,
    }
