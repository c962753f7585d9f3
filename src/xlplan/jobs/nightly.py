"""夜间检查：检查全部台账，做出当月的检查结果。"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from xlplan.excel.papers import paper
from xlplan.findings import CannotRun
from xlplan.jobs.check import Check, check
from xlplan.jobs.desk import Desk
from xlplan.reports.check_result import check_result


@dataclass
class Outcome:
    """What a run did: the check, the papers made, and the steps that could not be done."""

    check: Check | None = None
    papers: list[Path] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)
    """Step -> one sentence why it could not be done."""


def nightly(desk: Desk) -> Outcome:
    """夜间检查。

    先检查全部台账，再做 papers/月份/检查结果.xlsx。一步做不成，不影响别的步骤。只读台账，从不改动。
    """
    outcome = Outcome()

    def look() -> None:
        outcome.check = check(desk)
        outcome.failed |= {f"读 {name}": reason for name, reason in outcome.check.refused.items()}

    def result() -> None:
        if outcome.check:
            content = paper(check_result(outcome.check.judgement, outcome.check.books, "../../workbooks/"))
            outcome.papers.append(desk.write("检查结果.xlsx", content))

    steps: dict[str, Callable[[], None]] = {"检查台账": look, "检查结果": result}
    for name, step in steps.items():
        try:
            step()
        except CannotRun as reason:
            outcome.failed[name] = str(reason)
        desk.progress(name)
    return outcome
