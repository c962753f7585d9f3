"""What a paper gives to its template: fields with the names that a clerk finds in Word."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import field, fields, is_dataclass, replace
from typing import Any, TypeVar

from xlplan.documents.drawings import Picture
from xlplan.documents.figures import Traced
from xlplan.documents.package import storable
from xlplan.excel.report import Figure, Report, Value

T = TypeVar("T")
_PRIVATE = re.compile(
    r"(?<!\d)(?:\d{4}-\d{2}-\d{2}|0\d{2,3}-\d{7,8}(?:-\d{1,5})?|1[3-9]\d{9}|\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,13}\.\d{2})(?!\d)"
    r"|(\d(?:[\s-]?\d){11,}[Xx]?)"
)
"""A number of twelve digits and more, of a person or an account; days, telephone numbers and amounts before it are none."""
_SHOWN = 4


def named(name: str) -> Any:
    """A field of a paper, by the name that its template calls it: ``title: str = named("标题")``."""
    return field(metadata={"name": name})


def names(paper: type) -> list[str]:
    """The names that a template of this paper may use."""
    return [own.metadata["name"] for own in fields(paper)]


def context(paper: Any, public: bool = False) -> dict[str, Any]:
    """The values of a paper by these names, those of its parts likewise; of a public one with private numbers masked."""
    return {own.metadata["name"]: _value(getattr(paper, own.name), public) for own in fields(paper)}


def leaves(value: Any, kind: type[T]) -> Iterator[T]:
    """Every value of a kind among the values of a paper, in their order."""
    if isinstance(value, kind):
        yield value
    elif isinstance(value, Mapping):
        yield from leaves(list(value.values()), kind)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from leaves(one, kind)


def _value(value: Any, public: bool) -> Any:
    match value:
        case str():
            return _text(value, public)
        case Traced():
            at = replace(value.source.at, workbook=_text(value.source.at.workbook, public))
            source = replace(value.source, at=at, which=_text(value.source.which, public))
            return replace(value, text=_text(value.text, public), source=source)
        case Picture():
            return value
        case tuple():
            return [_value(one, public) for one in value]
    return context(value, public) if is_dataclass(value) and not isinstance(value, type) else value


def _text(text: str, public: bool) -> str:
    text = storable(text)
    return masked(text) if public else text


def masked(text: str) -> str:
    """A text in which identity numbers and account numbers show their last four digits only."""
    return _PRIVATE.sub(lambda found: hidden(found[1]) if found[1] else found[0], text)


def masked_sheet(report: Report) -> Report:
    """A sheet that is put up for all to read: its words and those of its rows masked."""
    blocks = (
        replace(block, rows=tuple(type(row)(map(_masked, row)) for row in block.rows))
        for block in report.blocks
    )
    return replace(report, notes=tuple(map(masked, report.notes)), blocks=tuple(blocks))


def _masked(value: Value) -> Value:
    if isinstance(value, Figure):
        return value if not isinstance(value.value, str) else replace(value, value=masked(value.value))
    return masked(value) if isinstance(value, str) else value


def hidden(number: str) -> str:
    """A number of which the last four digits are shown."""
    return "*" * 4 + re.sub(r"[^\dXx]", "", number)[-_SHOWN:]
