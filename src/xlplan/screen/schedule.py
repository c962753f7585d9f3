"""What ``xlplan schedule status`` shows."""

from collections.abc import Iterator
from datetime import datetime

from xlplan.jobs.clock.status import Stand, Status
from xlplan.screen.history import result

_WEEK = "一二三四五六日"


def text(found: Status) -> Iterator[str]:
    """Each task with its next and its last run, then what is to be looked after."""
    yield f"{_moment(found.now)} 的定时任务"
    if not found.stands:
        yield "“定时任务”表里没有启用的任务。"
    for stand in found.stands:
        task = stand.task
        yield f"{task.job}　{task.frequency} {task.when}"
        yield f"  下一次：{_moment(stand.next) if stand.next else '一年内没有'}"
        yield f"  上一次：{_last(stand)}"
        if stand.waiting:
            yield f"  等着做：{'、'.join(f'{day}' for day in stand.waiting)} 的"
        if stand.given_up:
            yield "  试了几次都没有做成，到下一次再做；先按上面说的改好，再运行 xlplan run。"
    yield (
        found.installed
        or "这台电脑不会自己做：运行 xlplan schedule install，或者一直开着 xlplan schedule run。"
    )
    if found.silent:
        yield f"注意：上一个工作日 {found.silent} 没有做夜间检查。"
    yield from (f"注意：{warning}" for warning in found.warnings)


def _last(stand: Stand) -> str:
    run = stand.last
    return f"{run.started:%Y-%m-%d %H:%M}，{run.day} 的，{result(run)}" if run else "还没有做过"


def _moment(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d}（周{_WEEK[moment.weekday()]}）{moment:%H:%M}"


def document(found: Status) -> dict[str, object]:
    """The document of ``schedule status --json``."""
    return {
        "installed": found.installed is not None,
        "silent": found.silent and f"{found.silent}",
        "tasks": [
            {
                "task": stand.task.job, "frequency": stand.task.frequency, "time": f"{stand.task.at:%H:%M}",
                "next": stand.next and stand.next.isoformat(timespec="minutes"),
                "last": stand.last and {
                    "started": stand.last.started.isoformat(), "day": f"{stand.last.day}", "result": result(stand.last),
                },
                "waiting": [f"{day}" for day in stand.waiting],
                "given_up": stand.given_up,
            }
            for stand in found.stands
        ],
        "warnings": found.warnings,
    }  # fmt: skip
