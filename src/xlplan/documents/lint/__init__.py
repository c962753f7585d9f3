"""What a Word template uses, and what is wrong with it: found without making a paper, so also in a stranger's file."""

import io
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from docxtpl import DocxTemplate
from lxml import etree

from xlplan.documents.lint import blocks, foreign
from xlplan.documents.lint.fault import Fault
from xlplan.documents.lint.fields import Fields
from xlplan.documents.lint.fonts import Fonts
from xlplan.documents.lint.paragraphs import Paragraph, Place, paragraphs
from xlplan.documents.lint.tags import CLOSE, HALF, Tag, path, tags
from xlplan.documents.package import STYLES, parts, tree
from xlplan.documents.template import Template
from xlplan.documents.values import names
from xlplan.findings import CannotRun, Severity

_FILLED = {"document": "正文", "header": "页眉", "footer": "页脚"}
"""The parts in which tags are filled; in the others they stay as they are."""
_FILE = re.compile(rf"word/({'|'.join(_FILLED)})\d*\.xml")
_SINGLE = re.compile(r"(?<!\{)\{\s*([^{}]+?)\s*\}(?!\})")
_ANY = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)


@dataclass(frozen=True)
class Inspection:
    """A template looked through."""

    tags: int
    """How many there are, those that are wrong too."""
    used: tuple[str, ...]
    """Fields by their paths, such as 正文.层次; a field is left out where parts of it are named."""
    unused: tuple[str, ...]
    """Fields that its paper has besides."""
    faults: tuple[Fault, ...]

    @property
    def stops(self) -> bool:
        """Whether no right paper can be made of it."""
        return any(fault.severity is Severity.ERROR for fault in self.faults)


def inspection(name: str, content: bytes, paper: type | None) -> Inspection:
    """Look through a template; ``paper`` is the dataclass that fills it, None where that is not known.

    Raises CannotRun with one sentence that calls the file ``name`` where it is no Word document.
    """
    unpacked = parts(name, content)
    fields, fonts = Fields(paper), Fonts(tree(name, unpacked.get(STYLES, b"<none/>")))
    every: list[Tag] = []
    faults: list[Fault] = []
    texts = list(paragraphs(name, unpacked))
    for part in texts:
        found, wrong = tags(part)
        every += found
        faults += [*_unfilled(found), *fonts.faults(part)]
        if part[:1] and part[0].place.part not in _FILLED.values():
            continue
        faults += [*wrong, *_written(found), *_single(part, names(paper) if paper else ())]
        faults += foreign.faults(found, part)
        ours = [tag for tag in found if tag.end == "here" and not foreign.program(tag)]
        faults += blocks.faults(ours)
        for tag in ours:
            fields.read(tag)
    faults += fields.faults
    if not any(fault.severity is Severity.ERROR for fault in faults):
        faults += _unmade(name, content, unpacked)
    order = {paragraph.place: at for at, paragraph in enumerate(one for part in texts for one in part)}
    faults.sort(key=lambda fault: (fault.severity.rank, order.get(fault.place, 0)))
    used = [one for one in fields.used if not any(other.startswith(f"{one}.") for other in fields.used)]
    return Inspection(len(every), tuple(used), tuple(fields.unused), tuple(faults))


def _written(found: Sequence[Tag]) -> Iterator[Fault]:
    """What is wrong with how tags stand in the document."""
    for tag in found:
        place = tag.place
        if foreign.program(tag):
            continue
        if tag.end == "never":
            yield Fault("open", Severity.ERROR, place, f"“{tag.written[:20]}”没有写完，后面缺括号。")
        elif tag.end == "later":
            said = f"“{tag.written[:20]}”断在两段里，合不起来，请整个写在一段里。"
            yield Fault("broken", Severity.ERROR, place, said)
        elif re.search("[｛｝％＃]", tag.written[:2] + tag.written[-2:]):
            right = f"{tag.mark}{tag.written[2:-2]}{CLOSE[tag.mark]}"
            said = f"“{tag.written}”用了全角的括号，要写成半角的“{right}”。"
            yield Fault("brace", Severity.ERROR, place, said)
        elif path(tag.first) != path(tag.last):
            said = f"“{tag.written}”一半在超链接或修订里，合不起来，请接受修订后整个重新打一遍。"
            yield Fault("broken", Severity.ERROR, place, said)
        elif tag.split:
            yield Fault("split", Severity.NOTE, place, "标签被 Word 拆成了几截，做的时候会自动合好。")


def _unfilled(found: Sequence[Tag]) -> Iterator[Fault]:
    """Tags where a person may not expect them to be filled, or to stay."""
    for tag in found:
        part = tag.place.part
        if part == "批注":
            yield Fault("unfilled", Severity.NOTE, tag.place, "批注里的标签不会填。")
        elif part not in _FILLED.values():
            said = f"{part}里的标签不会填，会照样印出来。"
            yield Fault("unfilled", Severity.ERROR, tag.place, said)
        elif part != "正文":
            yield Fault("margin", Severity.NOTE, tag.place, "页眉、页脚里有标签，照样会填。")


def _single(part: Sequence[Paragraph], known: Collection[str]) -> Iterator[Fault]:
    """Fields in single braces."""
    for paragraph in part:
        for found in _SINGLE.finditer(paragraph.text.translate(HALF)):
            if found[1] in known:
                written = paragraph.text[found.start() : found.end()]
                said = f"“{written}”只有一层花括号，不会填，要写成“{{{{ {found[1]} }}}}”。"
                yield Fault("brace", Severity.ERROR, paragraph.place, said)


def _unmade(name: str, content: bytes, unpacked: Mapping[str, bytes]) -> Iterator[Fault]:
    """Why a template cannot be filled in which nothing was found by looking."""
    try:
        Template(name, content)
    except CannotRun as reason:
        yield Fault("syntax", Severity.ERROR, Place("正文"), str(reason))
        return
    word = DocxTemplate(io.BytesIO(content))
    for file in filter(_FILE.fullmatch, unpacked):
        try:
            etree.fromstring(_ANY.sub("", word.patch_xml(unpacked[file].decode())).encode())
        except etree.XMLSyntaxError:
            part = _FILLED[_FILE.sub(r"\1", file)]
            yield Fault(
                "structure", Severity.ERROR, Place(part), "有的标签会把文档弄坏，请把标签删掉重新打。"
            )
