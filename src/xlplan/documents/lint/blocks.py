"""Loops and conditions: each is closed, where it can be, and takes with it no more than was meant."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from xlplan.documents.lint.fault import Fault
from xlplan.documents.lint.tags import Tag, path
from xlplan.documents.package import W
from xlplan.findings import Severity

_BLOCKS = ("for", "if", "macro", "call", "filter", "with", "raw", "block", "autoescape")
_BETWEEN = {"elif": ("if",), "else": ("if", "for")}
_WHOLE = {"p": "段", "tr": "行", "tc": "格"}
_NEED = {
    f"{W}tc": ("格子", "段落"),
    f"{W}hdr": ("页眉", "段落"),
    f"{W}ftr": ("页脚", "段落"),
    f"{W}txbxContent": ("文本框", "段落"),
    f"{W}tbl": ("表", "行"),
}
"""What Word calls damaged where nothing is left in it."""


@dataclass
class Block:
    """A loop or a condition: its opening tag, those between, and its closing tag."""

    tags: list[Tag] = field(default_factory=list)

    @property
    def always(self) -> bool:
        """Whether some branch of it is printed whatever the values are."""
        return any(tag.word == "else" for tag in self.tags)


def faults(tags: Sequence[Tag]) -> Iterator[Fault]:
    """What is wrong with the blocks of a part."""
    yield from _lost(tags)
    blocks, broken = _paired(tags)
    yield from broken
    for block in blocks:
        for first, second in pairwise(block.tags):
            if fault := _unfit(first, second):
                yield fault
                break
    yield from _emptied(tags, blocks)


def opens(tag: Tag) -> bool:
    """Whether a statement is the beginning of a block."""
    return tag.word in _BLOCKS or (tag.word == "set" and "=" not in tag.body)


def _paired(tags: Sequence[Tag]) -> tuple[list[Block], list[Fault]]:
    found: list[Block] = []
    wrong: list[Fault] = []
    around: list[Block] = []
    for tag in tags:
        kind = tag.word.removeprefix("end")
        if opens(tag):
            around.append(Block([tag]))
        elif tag.word in _BETWEEN:
            if around and around[-1].tags[0].word in _BETWEEN[tag.word]:
                around[-1].tags.append(tag)
            else:
                wrong.append(
                    _fault("block", tag, f"“{tag.written}”不在 {' 或 '.join(_BETWEEN[tag.word])} 里面。")
                )
        elif tag.word.startswith("end"):
            if not any(block.tags[0].word == kind for block in around):
                wrong.append(_fault("block", tag, f"“{tag.written}”前面没有和它成对的 {kind}。"))
                continue
            while around[-1].tags[0].word != kind:
                wrong.append(_unclosed(around.pop().tags[0]))
            found.append(around.pop())
            found[-1].tags.append(tag)
    return found, wrong + [_unclosed(block.tags[0]) for block in around]


def _fault(kind: str, tag: Tag, message: str, severity: Severity = Severity.ERROR) -> Fault:
    return Fault(kind, severity, tag.place, message)


def _unclosed(tag: Tag) -> Fault:
    return _fault("block", tag, f"“{tag.written}”没有收尾，缺一个“{{%{tag.spot} end{tag.word} %}}”。")


def _unfit(first: Tag, second: Tag) -> Fault | None:
    """What is wrong between two neighbouring tags of a block."""
    if first.spot != second.spot:
        said = f"“{first.written}”和“{second.written}”要写成一样的：都写“{{%{first.spot or second.spot} …”。"
        return _fault("block", second, said)
    start, end = first.anchor, second.anchor
    if first.spot in _WHOLE:
        if start.getparent() is not end.getparent():
            return _fault(
                "block", second, f"“{first.written}”和“{second.written}”不在同一个格子或同一张表里。"
            )
    elif first.paragraph is not second.paragraph:
        one, other = first.paragraph.element.getparent(), second.paragraph.element.getparent()
        if one is not other or path(start) != path(end):
            return _fault(
                "block", second, f"“{first.written}”和“{second.written}”不在同一个格子里，会把表弄坏。"
            )
        said = f"“{first.written}”和“{second.written}”不在一段里，中间的段会连在一起；整段的请写“{{%p …”。"
        return _fault("block", second, said, Severity.WARNING)
    elif path(start) != path(end):
        said = f"“{first.written}”和“{second.written}”一个在超链接或修订里，一个在外面，请重新打一遍。"
        return _fault("block", second, said)
    return None


def _lost(tags: Sequence[Tag]) -> Iterator[Fault]:
    """What stands in a paragraph, row or cell that goes with its tag."""
    seen = set()
    for tag in tags:
        if tag.spot not in _WHOLE or (whole := tag.anchor) in seen:
            continue
        seen.add(whole)
        rest = "".join(whole.itertext(f"{W}t"))
        rest = rest.replace(tag.written, "", 1).strip()
        if rest:
            kind = _WHOLE[tag.spot]
            said = f"“{tag.written}”所在的{kind}整个不会印出来，里面的“{rest[:20]}”也就没有了，请挪到别的{kind}。"
            yield _fault("lost", tag, said)


def _emptied(tags: Sequence[Tag], blocks: Sequence[Block]) -> Iterator[Fault]:
    """Cells, headers and tables in which nothing may be left: Word then calls the paper damaged."""
    gone = {tag.anchor: tag for tag in tags if tag.spot in ("p", "tr")}
    """A paragraph or row that goes away, and the tag with which it does."""
    for block in blocks:
        first, last = block.tags[0], block.tags[-1]
        if first.spot in ("p", "tr") and first.anchor.getparent() is last.anchor.getparent():
            one = first.anchor.getnext()
            while not block.always and one is not None and one is not last.anchor:
                gone.setdefault(one, first)
                one = one.getnext()
    for holder in {one.getparent(): tag for one, tag in gone.items()}:
        kinds = (f"{W}tr",) if holder.tag == f"{W}tbl" else (f"{W}p", f"{W}tbl", f"{W}sdt")
        held = list(holder.iterchildren(*kinds))
        if holder.tag in _NEED and all(one in gone for one in held):
            where, what = _NEED[holder.tag]
            first = gone[held[0]]
            said = f"这个{where}里的{what}都可能不印，一{'段' if what == '段落' else what}不剩 Word 会说文件损坏；请在“{first.written}”外面留一{'个空段' if what == '段落' else '行'}。"
            yield _fault("empty", first, said)
