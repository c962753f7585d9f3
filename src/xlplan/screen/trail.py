"""What ``xlplan snapshot list``, ``snapshot restore``, ``verify`` and ``pack`` show."""

from collections.abc import Iterator, Mapping, Sequence

from xlplan.findings import Severity
from xlplan.jobs.trail.chain import Record
from xlplan.jobs.trail.pack import Pack
from xlplan.jobs.trail.restore import Restored
from xlplan.jobs.trail.snapshot import files_of, skipped_of
from xlplan.jobs.trail.verify import Verification

_NAMED = 3
"""Files that are named for a snapshot; the others are counted."""


def list_text(found: Sequence[Record]) -> Iterator[str]:
    """A snapshot a line: when, and what was different from the one before; then what it lacks."""
    if not found:
        yield "还没有快照。"
    for before, record in zip([None, *found], found, strict=False):
        yield f"{name(record)}：{_difference(before, record)}。"
        yield from (f"  跳过了 {file}：{why}" for file, why in skipped_of(record).items())


def name(record: Record) -> str:
    """A snapshot as a clerk calls it."""
    return f"第 {record.number} 号快照（{record.at:%Y-%m-%d %H:%M}）"


def _difference(before: Record | None, record: Record) -> str:
    if before is None:
        return f"共 {len(files_of(record))} 个文件"
    changed = _changed(before, record)
    told = "；".join(f"{word} {_few(names)}" for word, names in changed.items() if names)
    return told or "文件没有变"


def _changed(before: Record, record: Record) -> dict[str, list[str]]:
    """In the clerk's word: which files. One that was skipped is neither new nor gone."""
    old, new = files_of(before), files_of(record)
    skipped = {*skipped_of(before), *skipped_of(record)}
    return {
        "变了": [file for file in new if file in old and new[file] != old[file]],
        "新增": [file for file in new if file not in old and file not in skipped],
        "没有了": [file for file in old if file not in new and file not in skipped],
    }


def _few(names: Sequence[str]) -> str:
    listed = "、".join(names[:_NAMED])
    return f"{listed} 等 {len(names)} 个" if len(names) > _NAMED else listed


def list_document(found: Sequence[Record]) -> list[Mapping[str, object]]:
    """The document of ``snapshot list --json``."""
    return [
        {
            "number": record.number,
            "at": record.at.isoformat(),
            "date": f"{record.day}",
            "hash": record.hash,
            "files": files_of(record),
            "skipped": skipped_of(record),
        }
        for record in found
    ]


def restored(found: Restored) -> Iterator[str]:
    """What became of the file."""
    if found.same:
        yield f"{found.name} 和{name(found.record)}里的一样，没有动它。"
        return
    yield f"{found.name} 换成了{name(found.record)}里的那一份。"
    if found.replaced:
        yield f"换下来的在 {found.replaced}。"


def verify_text(found: Verification) -> Iterator[str]:
    """Whether all of it fits, or the first that does not."""
    if found.misfit:
        yield found.misfit.message
        yield f"它前面的 {found.records} 条都对得上。" if found.records else "它前面没有记录。"
        yield "不要自己改 records 里的文件；从备份里找回来的 records，再核对一次。"
    elif found.last:
        last = found.last
        yield f"{found.records} 条记录、{found.objects} 份内容都对得上。"
        if not found.compared:
            yield "没有运行记录可以对照，末尾少了几条看不出来。"
        yield f"最后一条是第 {last.number} 号（{last.at:%Y-%m-%d %H:%M}），校验值 {last.hash}。"
    else:
        yield "还没有记录。"


def verify_document(found: Verification) -> Mapping[str, object]:
    """The document of ``verify --json``."""
    misfit, last = found.misfit, found.last
    return {
        "fits": misfit is None,
        "records": found.records,
        "objects": found.objects,
        "last": {"number": last.number, "hash": last.hash} if last else None,
        "misfit": vars(misfit) if misfit else None,
    }


def packed(made: Pack) -> Iterator[str]:
    """Where the pack is, what it is made from, and what it lacks."""
    basis = made.basis
    yield f"做好了：{basis.month}/{made.path.name}，有 {made.papers} 份文书，按 {basis.day} 的台账，取自{name(basis.snapshot)}。"
    counts = "，".join(f"{severity.word} {made.counts[severity]} 个" for severity in Severity)
    yield f"{basis.month} 的检查结果：{counts}。"
    if not basis.close:
        yield f"注意：{basis.month} 还没有结账，台账以后还会变；结账以后再做一次。"
    yield from (f"没有做成：{line}" for line in made.lacking)
