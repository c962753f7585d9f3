"""What ``xlplan templates`` shows."""

from collections.abc import Iterator, Mapping, Sequence

from xlplan.documents.lint.fault import Fault
from xlplan.findings import Severity
from xlplan.jobs.templates import Looked, Templates

_SOURCES = {"own": "（单位自己的）", "shipped": "（xlplan 带的）", "file": ""}
_LISTED = 3


def text(found: Templates) -> Iterator[str]:
    """Each template: what it uses, then what is wrong; notes of one kind in one line."""
    for looked in found.looked:
        yield from _template(looked)
    yield from found.unknown.values()


def _template(looked: Looked) -> Iterator[str]:
    seen = looked.inspection
    uses = f"用了 {len(seen.used)} 个字段：{'、'.join(seen.used)}" if seen.used else "没有用字段"
    yield f"{looked.name}{_SOURCES[looked.source]}：{uses}。"
    if not looked.paper:
        yield "  文件名不是哪种文书的名字，字段对不对没有查。"
    if seen.unused:
        yield f"  没有用到的字段：{'、'.join(seen.unused)}。"
    said: dict[tuple[Severity, str], list[Fault]] = {}
    for fault in seen.faults:
        said.setdefault((fault.severity, fault.message), []).append(fault)
    for (severity, message), faults in said.items():
        yield f"  {severity.word} {_places(faults)}：{message}"
    if looked.paper and not seen.faults:
        yield "  没有发现问题。"


def _places(faults: Sequence[Fault]) -> str:
    """Where the same is wrong."""
    places = list(dict.fromkeys(str(fault.place) for fault in faults))
    return "、".join(places[:_LISTED]) + (f" 等 {len(places)} 处" if len(places) > _LISTED else "")


def document(found: Templates) -> Mapping[str, object]:
    """The document of ``templates --json``; paragraph, table and row count from 1, 0 where there is none."""
    return {
        "templates": [
            {
                "template": looked.name,
                "paper": looked.paper or None,
                "source": looked.source,
                "tags": looked.inspection.tags,
                "used": looked.inspection.used,
                "unused": looked.inspection.unused,
                "faults": [_fault(fault) for fault in looked.inspection.faults],
            }
            for looked in found.looked
        ],
        "unknown": [{"template": name, "reason": reason} for name, reason in found.unknown.items()],
        "refused": [{"template": name, "reason": reason} for name, reason in found.refused.items()],
    } | ({"error": " ".join(found.refused.values())} if found.refused else {})


def _fault(fault: Fault) -> Mapping[str, object]:
    place = fault.place
    return {
        "kind": fault.kind,
        "severity": fault.severity,
        "part": place.part,
        "paragraph": place.paragraph,
        "table": place.table,
        "row": place.row,
        "text_box": place.box,
        "words": place.words,
        "message": fault.message,
    }
