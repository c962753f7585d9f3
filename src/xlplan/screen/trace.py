"""What ``xlplan trace`` shows."""

from collections import Counter
from collections.abc import Iterator

from xlplan.cells import Ref
from xlplan.documents.trace import State, Verdict
from xlplan.jobs.trace import Trace
from xlplan.screen.papers import lacking, stopped


def text(found: Trace) -> Iterator[str]:
    """How the figures stand, then each that does not agree, and each that was typed."""
    counts = Counter(one.state for one in found.figures)
    told = "，".join(f"{state.value} {counts[state]} 个" for state in State if counts[state])
    origin = found.origin
    yield f"{found.paper.name}：{origin}，按 {origin.day} 的台账做的。"
    if not found.lacking:
        yield f"有来源的数字 {len(found.figures)} 个：{told}。" if found.figures else "里面没有数字。"
    for one in found.figures:
        if one.state is not State.SAME:
            yield from _told(one)
    for loose in found.loose:
        yield f"没有来源：“{loose.text}”，在“{loose.paragraph[:30]}”。"
    if found.lacking:
        yield "现在的台账缺了要用的格，不能比："
        yield from lacking(found.lacking)


def _told(one: Verdict) -> Iterator[str]:
    told = (f"文中是 {one.text}" if one.text else "", f"现在应是 {one.now}" if one.now else "")
    cell = f"{one.at} " if one.at else ""
    yield f"{one.state.value}：{cell}{'，'.join(filter(None, told)) or '现在也没有了'}。"
    yield f"  来源：{one.place or one.tag}"


def document(found: Trace) -> dict[str, object]:
    """The same for programs."""
    return {
        "paper": str(found.paper),
        "document": found.origin.document,
        "of": found.origin.of,
        "date": f"{found.origin.day}",
        "agrees": found.agrees,
        "figures": [
            {
                "text": one.text,
                "now": one.now,
                "state": one.state.name.lower(),
                "source": one.place,
                "tag": one.tag,
                "cell": _cell(one.at) if one.at else None,
            }
            for one in found.figures
        ],
        "loose": [{"text": loose.text, "paragraph": loose.paragraph} for loose in found.loose],
        "stopped": stopped(found.lacking) if found.lacking else None,
    }


def _cell(at: Ref) -> dict[str, str]:
    return {"workbook": at.workbook, "sheet": at.sheet, "cell": at.cell}
