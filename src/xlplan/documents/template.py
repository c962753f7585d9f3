"""A Word template: patched and compiled once, filled as often as there are papers, the same bytes for the same values.

Template code is a stranger's: it runs in a sandbox, sees nothing but the values of the paper, and a name that the paper does
not have is an error, never nothing.
"""

import io
import re
import zipfile
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateSyntaxError
from jinja2 import Template as Compiled
from jinja2.exceptions import SecurityError, UndefinedError
from jinja2.meta import find_undeclared_variables
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree

from xlplan.documents import package
from xlplan.documents.controls import wrap
from xlplan.documents.drawings import Picture, place
from xlplan.documents.figures import BEGIN
from xlplan.documents.layout import Styles, fit
from xlplan.documents.record import Origin, kept
from xlplan.documents.values import leaves
from xlplan.findings import CannotRun
from xlplan.tables.placeholders import placeholder

_DATE = (1980, 1, 1, 0, 0, 0)
_TAG = re.compile(r"\{\{|\{%|\{#|｛｛|｛%")
_CODE = re.compile(r"\{([{%#]).*?[}%#]\}")
_ATTACHED = re.compile(rb"<w:attachedTemplate\b[^>]*/>")
_ATTACHMENT = re.compile(rb"<Relationship\b[^>]*/attachedTemplate\"[^>]*/>")
_SEE = "用 xlplan templates 看是哪一段。"
_BROKEN = re.compile(r"[\n\t]")


class _Sandbox(ImmutableSandboxedEnvironment):
    """Nor may a template multiply: a text times a number is all the memory there is."""

    intercepted_binops = frozenset(["*", "**"])

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        raise SecurityError(operator)


ENVIRONMENT = _Sandbox(undefined=StrictUndefined, autoescape=True)


class Template:
    """One template, ready to be filled."""

    def __init__(self, name: str, content: bytes) -> None:
        """Raises CannotRun with one sentence for a file that is no template."""
        self.name = name
        self._parts = _detached(package.parts(f"模板 {name}", content))
        self._styles = Styles(self._parts.get(package.STYLES, b"<none/>"))
        self._word = DocxTemplate(io.BytesIO(content))
        self._filled = {
            part: self._compiled(part) for part in sorted(self._parts) if package.FILLED.fullmatch(part)
        }
        for part in self._filled:
            self._check_words(package.tree(name, self._parts[part]))

    @property
    def names(self) -> list[str]:
        """The names of fields that the template uses."""
        used = (self._word.patch_xml(self._parts[part].decode()) for part in self._filled)
        return sorted(set().union(*(find_undeclared_variables(ENVIRONMENT.parse(text)) for text in used)))

    def _compiled(self, part: str) -> Compiled:
        try:
            return ENVIRONMENT.from_string(self._word.patch_xml(self._parts[part].decode()))
        except TemplateSyntaxError:
            raise CannotRun(f"模板 {self.name} 里的标签写得不对，{_SEE}") from None
        except RecursionError:
            raise CannotRun(f"模板 {self.name} 里有的标签套了太多层。") from None

    def fill(self, values: Mapping[str, Any], origin: Origin | None = None) -> bytes:
        """The paper with these values, which keeps its origin; raises CannotRun for a field that it does not have."""
        parts = {**self._parts, **{name: text.encode() for name, text in self._rendered(values).items()}}
        roots = {
            name: package.tree(self.name, parts[name])
            for name in self._filled
            if name == package.DOCUMENT or BEGIN.encode() in parts[name]
        }
        figures = [figure for root in roots.values() for figure in wrap(root)]
        fit(roots[package.DOCUMENT], self._styles)
        pictures = {picture.name: picture for picture in leaves(values, Picture)}
        parts = place(roots[package.DOCUMENT], parts, pictures)
        for name, root in roots.items():
            parts[name] = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
            if BEGIN.encode() in parts[name]:
                raise CannotRun(f"模板 {self.name} 把一个数字断成了两截，做不出来；用原样的模板再试。")
        if origin:
            parts = kept(parts, origin, figures)
        return _packed(parts)

    def _check_words(self, root: "etree._Element") -> None:
        """Raises CannotRun where the words of the template hold a placeholder; a line to be filled in by hand is none.

        What a clerk typed into a cell is judged there, by DOC-04.
        """
        for paragraph in root.iter(f"{package.W}p"):
            text = "".join(one.text or "" for one in paragraph.iter(f"{package.W}t"))
            left = placeholder(_CODE.sub("", text).replace("_", ""))
            if left:
                raise CannotRun(f"模板 {self.name} 里还留着“{left}”，没有填完：{text[:30]}。")

    def _rendered(self, values: Mapping[str, Any]) -> dict[str, str]:
        """The parts with these values, the figures marked."""
        try:
            filled = {name: compiled.render(values) for name, compiled in self._filled.items()}
        except UndefinedError as reason:
            field = re.findall(r"'([^']*)'", str(reason.message))[-1:]
            raise CannotRun(f"模板 {self.name} 用了没有的字段{''.join(field)}，{_SEE}") from None
        except SecurityError:
            raise CannotRun(f"模板 {self.name} 里有不该有的代码，不敢用。") from None
        except Exception as reason:  # whatever a stranger's code may do
            raise CannotRun(f"模板 {self.name} 里的标签算不出来：{reason}。") from None
        if any(map(_BROKEN.search, leaves(values, str))):
            filled = {name: self._word.resolve_listing(text) for name, text in filled.items()}
        left = next((found[0] for text in filled.values() if (found := _TAG.search(text))), None)
        if left:
            raise CannotRun(f"模板 {self.name} 做出来的文件里还留着“{left}”，没有填完。")
        return filled


@lru_cache
def compiled(name: str, content: bytes) -> Template:
    """The template of a paper, the same one as often as it is asked for."""
    return Template(name, content)


def _detached(parts: dict[str, bytes]) -> dict[str, bytes]:
    """The parts without the template that this one was made from: Word would fetch it from wherever it lies."""
    own = {"word/settings.xml": _ATTACHED, "word/_rels/settings.xml.rels": _ATTACHMENT}
    return parts | {name: mark.sub(b"", parts[name]) for name, mark in own.items() if name in parts}


def _packed(parts: Mapping[str, bytes]) -> bytes:
    """A package whose bytes tell of its content only, not of the day."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for name in sorted(parts, key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, _DATE)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            package.writestr(entry, parts[name], zipfile.ZIP_DEFLATED)
    return packed.getvalue()
