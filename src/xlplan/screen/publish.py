"""What ``xlplan publish`` shows, and the night of it."""

from collections.abc import Iterator

from xlplan.jobs.publish import FOLDER, INDEX, Published
from xlplan.screen import papers


def pages(done: Published) -> Iterator[str]:
    """The pages that were written, those that stayed, and what is not put up."""
    yield from done.held
    if done.gone:
        yield f"不再公示，网页拿走了：{'、'.join(done.gone)}。"
    if done.written or done.same:
        made = f"做好 {len(done.made.papers)} 份文书，" if done.made.papers else ""
        yield f"公示网页：{made}写了 {len(done.written)} 页，{done.same} 页没有变，目录是 {FOLDER}/{INDEX}。"


def text(done: Published) -> Iterator[str]:
    """The same, and the papers; a sentence where there is nothing at all to tell."""
    told = [*pages(done), *papers.text(done.made)]
    yield from told
    if not told and not done.made.failed:
        yield "没有要放进公示网页的：没有过完的月份，或者参数“公示网页”没有列文书。"


def document(done: Published) -> dict[str, object]:
    """The same for programs."""
    return {
        "papers": [str(path) for path in done.made.papers],
        "written": [str(path) for path in done.written],
        "same": done.same,
        "gone": done.gone,
        "held": done.held,
    }
