"""年度档案：一年各个月的档案、年末的台账和流水、全部记录，装成一个压缩包，校验值记进新一年的记录。"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from xlplan import __version__
from xlplan.jobs.desk import Desk
from xlplan.jobs.rollover.old import Old
from xlplan.jobs.rollover.proof import Line
from xlplan.jobs.trail.chain import chain, kept, links, sha256
from xlplan.jobs.trail.contents import NOTE
from xlplan.jobs.trail.pack import name_of, packed, zipped
from xlplan.reports.forms import office_name
from xlplan.tables.ledger import VoucherLine

PROOF = "结转核对.json"


def name(year: int) -> str:
    """What the pack of a year is called."""
    return f"年度档案-{year}.zip"


def archive(desk: Desk, old: Old, files: Mapping[str, bytes], lines: tuple[Line, ...]) -> bytes:
    """The pack of a year that is over. ``files``: what lies in the office, by path; ``lines``: what the next year begins with.

    Made of what the records sealed, so nothing of the old office is written; the same office gives the same bytes.
    """
    contents = dict(_months(desk, old))
    contents |= {f"台账/{path}": content for path, content in files.items()}
    contents |= {f"记录/{path}": content for path, content in _records(desk.office)}
    contents[PROOF] = proof_text(lines).encode()
    told = "\r\n".join(_note(desk, old, contents))
    contents[NOTE] = f"{told}\r\n".encode("utf-8-sig")
    return zipped(contents, old.end.date())


def proof_text(lines: tuple[Line, ...]) -> str:
    """The proof as programs read it, a line for each figure."""
    rows = [
        {"kind": line.kind, "name": line.name, "unit": line.unit, "closing": line.told(line.closing), "opening": line.told(line.opening)}
        for line in lines
    ]  # fmt: skip
    return "[\n" + ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n]\n"


def _months(desk: Desk, old: Old) -> Iterator[tuple[str, bytes]]:
    days = old[VoucherLine][VoucherLine.date].dropna()
    for month in sorted(days[days < old.next].dt.strftime("%Y-%m").unique()):
        desk.progress(f"{month} 的档案")
        yield f"月度档案/{name_of(month)}", packed(desk, month).content


def _records(office: Path) -> Iterator[tuple[str, bytes]]:
    """The chain, and what it sealed; the snapshots of the year stay in the old office."""
    for path, _, _ in links(office):
        yield f"trail/{path.name}", path.read_bytes()
    for record in chain(office):
        if seal := record.content.get("seal"):
            yield f"seals/{seal}.json", kept(office, str(seal))


def _note(desk: Desk, old: Old, contents: Mapping[str, bytes]) -> Iterator[str]:
    last = chain(desk.office)[-1]
    yield f"{office_name(old.books)} {old.year} 年年度档案"
    yield ""
    yield f"有凭证的月份都已经结账，到第 {last.number} 号记录为止；这条记录的校验值：{last.hash}"
    yield f"{PROOF} 是下一年的年初数和这一年的年末数，一项一行。"
    yield ""
    yield "里面有（后面是校验值）："
    yield from (f"  {path}  {sha256(content)}" for path, content in sorted(contents.items()))
    yield ""
    yield f"xlplan {__version__} 做的。"
