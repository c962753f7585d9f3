"""What ``xlplan history`` shows."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from xlplan.findings import Severity
from xlplan.jobs.clock.runs import Detail, Past, Run, State
from xlplan.screen.columns import aligned

_LISTED = 20
"""Runs that are listed."""
_LONGEST = 10
"""Blocks of the longest bar."""


def text(past: Past) -> Iterator[str]:
    """The last runs, and how long each job takes, month by month."""
    if not past.runs:
        yield "还没有运行过。"
        return
    heads = ("号", "任务", "哪一天", "开始", "用时", "结果")
    rows = [
        (
            f"{run.number}",
            run.job,
            f"{run.day}",
            f"{run.started:%m-%d %H:%M}",
            _seconds(run.seconds),
            result(run),
        )
        for run in past.runs[-_LISTED:]
    ]
    yield from aligned([heads, *rows], words=6)
    if len(past.runs) > _LISTED:
        yield f"只列出最近 {_LISTED} 次，共 {len(past.runs)} 次。"
    yield ""
    yield from _durations(past.runs)


def _durations(runs: Sequence[Run]) -> Iterator[str]:
    """How long a job takes on average, month by month, as a bar; those of one job measured by its longest."""
    ended = [run for run in runs if run.state is State.DONE]
    for job, own in groupby(sorted(ended, key=lambda run: run.job), key=lambda run: run.job):
        months = {
            month: [run.seconds or 0 for run in of]
            for month, of in groupby(own, key=lambda run: f"{run.started:%Y-%m}")
        }
        longest = max(map(max, months.values()))
        yield f"{job}用了多久"
        rows = []
        for month, seconds in months.items():
            average = sum(seconds) / len(seconds)
            bar = "█" * max(1, round(_LONGEST * average / longest)) if longest else ""
            rows.append(
                (
                    f"  {month}",
                    bar,
                    f"平均 {_seconds(average)}",
                    f"最长 {_seconds(max(seconds))}",
                    f"{len(seconds)} 次",
                )
            )
        yield from aligned(rows, words=2)


def result(run: Run) -> str:
    """How a run went, in a line."""
    found = (
        "" if run.errors is None else f"，错误 {run.errors} 个，警告 {run.warnings} 个，提示 {run.notes} 个"
    )
    return f"{run.state}{found}{f'。{run.reason}' if run.reason else ''}"


def detail_text(run: Run, told: Detail) -> Iterator[str]:
    """One run with all that is known of it."""
    yield f"第 {run.number} 次运行：{run.job}，{run.day} 的，{result(run)}"
    by = "到时候自己做的" if run.due else "有人叫它做的"
    took = f"用了 {_seconds(run.seconds)}，" if run.ended else ""
    yield f"{run.started:%Y-%m-%d %H:%M:%S} 开始，{took}{run.who}（{run.machine}），{by}，xlplan {run.version}"
    if run.snapshot:
        yield f"读的是第 {run.snapshot} 号快照。"
    for title, rows in (
        ("步骤", [(f"  {name}", _seconds(seconds)) for name, seconds in told.steps]),
        (
            "问题",
            [(f"  {Severity(severity).word} {rule}", f"{count} 个") for rule, severity, count in told.broken],
        ),
        ("做好的", [(f"  {path}", digest[:12]) for path, digest in told.papers]),
        ("读了的", [(f"  {path}", digest[:12]) for path, digest in told.inputs]),
    ):
        if rows:
            yield title
            yield from aligned(rows, words=1)


def _seconds(seconds: float | None) -> str:
    return "" if seconds is None else f"{seconds:.1f} 秒"


def document(past: Past) -> list[dict[str, object]]:
    """The document of ``history --json``: every run, the oldest first."""
    return list(map(_document, past.runs))


def detail_document(run: Run, told: Detail) -> dict[str, object]:
    """The document of one run."""
    return _document(run) | {
        "steps": [{"name": name, "seconds": round(seconds, 3)} for name, seconds in told.steps],
        "rules": [
            {"rule": rule, "severity": severity, "count": count} for rule, severity, count in told.broken
        ],
        "papers": [{"path": path, "sha256": digest} for path, digest in told.papers],
        "inputs": [{"path": path, "sha256": digest} for path, digest in told.inputs],
    }


_STATES = {
    State.RUNNING: "running",
    State.DONE: "done",
    State.FAILED: "failed",
    State.INTERRUPTED: "interrupted",
}


def _document(run: Run) -> dict[str, object]:
    return {
        "number": run.number, "job": run.job, "due": run.due and f"{run.due}", "day": f"{run.day}",
        "started": run.started.isoformat(), "seconds": run.seconds, "state": _STATES[run.state], "reason": run.reason,
        "who": run.who, "machine": run.machine, "version": run.version, "snapshot": run.snapshot,
        "counts": None if run.errors is None else {"error": run.errors, "warning": run.warnings, "note": run.notes},
    }  # fmt: skip
