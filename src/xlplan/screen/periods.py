"""What ``xlplan close`` and ``xlplan reopen`` show."""

from collections.abc import Iterator, Mapping, Sequence

from xlplan.jobs.trail.chain import Record
from xlplan.jobs.trail.months import Period
from xlplan.jobs.trail.periods import Closing
from xlplan.screen.check import finding_document, finding_text


def text(found: Closing) -> Iterator[str]:
    """A month that was sealed, or what is against it."""
    what = "暂停记账" if found.hold else "结账"
    if found.record is None:
        yield from map(finding_text, found.findings)
        yield from found.reasons
        yield f"{found.month} 没有{what}：上面的 {len(found.findings) + len(found.reasons)} 个问题要先改好。"
        return
    content = found.record.content
    rows = "，".join(f"{sheet} {count} 行" for sheet, count in content["rows"].items())
    how = "改动只提示警告" if found.hold else "改动、加行、删行都会查出来"
    yield f"{found.month} 已{what}：封存了{rows}，以后{how}。"
    yield f"第 {found.record.number} 号记录，用的是第 {content['snapshot']} 号快照。"


def reopened(record: Record) -> str:
    """A month that was opened again."""
    return f"{record.content['month']} 已重新打开（第 {record.number} 号记录）：{record.content['reason']}"


def list_text(found: Sequence[Period]) -> Iterator[str]:
    """A month a line: what it is, since when, by whom and why."""
    if not found:
        yield "记账凭证里还没有哪个月。"
    for period in found:
        since = f"{period.record.at:%Y-%m-%d %H:%M}" if period.record else ""
        yield "  ".join(filter(None, (period.month, period.state.word, since, period.who, period.reason)))


def document(found: Closing) -> Mapping[str, object]:
    """The document of ``close MONTH --json``."""
    return {
        "month": found.month,
        "hold": found.hold,
        "record": found.record.number if found.record else None,
        "rows": found.record.content["rows"] if found.record else {},
        "findings": [finding_document(finding) for finding in found.findings],
        "reasons": list(found.reasons),
    }


def list_document(found: Sequence[Period]) -> list[Mapping[str, object]]:
    """The document of ``close --json``."""
    return [
        {
            "month": period.month,
            "state": period.state,
            "at": period.record.at.isoformat() if period.record else None,
            "who": period.who,
            "reason": period.reason,
        }
        for period in found
    ]
