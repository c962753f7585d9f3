"""A Word template: patched and compiled once, filled as often as there are papers, the same bytes for the same values.

Template code is a stranger's: it runs in a sandbox, sees nothing but the values of the paper, and a name that the paper does
not have is an error, never nothing.
"""

import io
import re
import zipfile
from collections.abc import Mapping
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateSyntaxError
from jinja2 import Template as Compiled
from jinja2.exceptions import SecurityError, UndefinedError
from jinja2.meta import find_undeclared_variables
from jinja2.sandbox import ImmutableSandboxedEnvironment

from xlplan.documents.layout import Styles, fitted
from xlplan.documents.package import STYLES, parts
from xlplan.findings import CannotRun

_DATE = (1980, 1, 1, 0, 0, 0)
_FILLED = re.compile(r"word/(document|header\d*|footer\d*)\.xml")
_TAG = re.compile(r"\{\{|\{%|\{#|｛｛|｛%")
_BROKEN = re.compile(r"[\n\t\a\f]")
ENVIRONMENT = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=True)


class Template:
    """One template, ready to be filled."""

    def __init__(self, name: str, content: bytes) -> None:
        """Raises CannotRun with one sentence for a file that is no template."""
        self.name = name
        self._parts = parts(f"模板 {name}", content)
        self._styles = Styles(self._parts.get(STYLES, b"<none/>"))
        self._word = DocxTemplate(io.BytesIO(content))
        self._filled = {part: self._compiled(part) for part in self._parts if _FILLED.fullmatch(part)}

    @property
    def names(self) -> list[str]:
        """The names of fields that the template uses."""
        used = (self._word.patch_xml(self._parts[part].decode()) for part in self._filled)
        return sorted(set().union(*(find_undeclared_variables(ENVIRONMENT.parse(text)) for text in used)))

    def _compiled(self, part: str) -> Compiled:
        try:
            return ENVIRONMENT.from_string(self._word.patch_xml(self._parts[part].decode()))
        except TemplateSyntaxError as reason:
            raise CannotRun(f"模板 {self.name} 里的标签写得不对：{reason.message}。") from None
        except RecursionError:
            raise CannotRun(f"模板 {self.name} 里有的标签套了太多层。") from None

    def fill(self, values: Mapping[str, Any]) -> bytes:
        """The paper with these values; raises CannotRun for a field that the paper does not have."""
        try:
            filled = {part: compiled.render(values) for part, compiled in self._filled.items()}
        except UndefinedError as reason:
            raise CannotRun(f"模板 {self.name} 用了没有的字段：{reason.message}。") from None
        except SecurityError:
            raise CannotRun(f"模板 {self.name} 里有不该有的代码，不敢用。") from None
        if any(map(_BROKEN.search, _texts(values))):
            filled = {part: self._word.resolve_listing(text) for part, text in filled.items()}
        filled["word/document.xml"] = fitted(filled["word/document.xml"], self._styles)
        left = next((found[0] for text in filled.values() if (found := _TAG.search(text))), None)
        if left:
            raise CannotRun(f"模板 {self.name} 做出来的文件里还留着“{left}”，没有填完。")
        return _packed({**self._parts, **{part: text.encode() for part, text in filled.items()}})


def _texts(value: Any) -> list[str]:
    """Every text among the values."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, Mapping):
        value = value.values()
    return [text for one in value for text in _texts(one)] if not isinstance(value, int | float) else []


def _packed(parts: Mapping[str, bytes]) -> bytes:
    """A package whose bytes tell of its content only, not of the day."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for name in sorted(parts, key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, _DATE)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            package.writestr(entry, parts[name], zipfile.ZIP_DEFLATED)
    return packed.getvalue()
