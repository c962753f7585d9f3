"""What a paper gives to its template: fields with the names that a clerk finds in Word."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import field, fields, is_dataclass, replace
from functools import lru_cache, partial
from typing import Any, TypeVar

from xlplan.cells import Source
from xlplan.documents.drawings import Picture
from xlplan.documents.figures import Traced
from xlplan.documents.package import storable
from xlplan.excel.privacy import hidden
from xlplan.excel.report import Figure, Report, Value

T = TypeVar("T")
_PRIVATE = re.compile(
    r"(?<!\d)(?:\d{4}-\d{2}-\d{2}|0\d{2,3}-\d{7,8}(?:-\d{1,5})?|1[3-9]\d{9}|\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,13}\.\d{2})(?!\d)"
    r"|(\d(?:[\s-]?\d){11,}[Xx]?)"
)
"""A number of twelve digits and more, of a person or an account; days, telephone numbers and amounts before it are none."""


def named(name: str) -> Any:
    """A field of a paper, by the name that its template calls it: ``title: str = named("标题")``."""
    return field(metadata={"name": name})


def names(paper: type) -> list[str]:
    """The names that a template of this paper may use."""
    return [own.metadata["name"] for own in fields(paper)]


def context(paper: Any, public: bool = False, private: frozenset[str] = frozenset()) -> dict[str, Any]:
    """The values of a paper by these names, those of its parts likewise; of a public one with private numbers masked.

    ``private``: numbers of persons and accounts that are known to be such (``Books.private``).
    """
    return _context(paper, partial(masked, private=private) if public else str)


def _context(paper: Any, shown: Callable[[str], str]) -> dict[str, Any]:
    return {own.metadata["name"]: _value(getattr(paper, own.name), shown) for own in fields(paper)}


def leaves(value: Any, kind: type[T]) -> Iterator[T]:
    """Every value of a kind among the values of a paper, in their order."""
    if isinstance(value, kind):
        yield value
    elif isinstance(value, Mapping):
        yield from leaves(list(value.values()), kind)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from leaves(one, kind)


def _value(value: Any, shown: Callable[[str], str]) -> Any:
    match value:
        case str():
            return shown(storable(value))
        case Traced():
            text = shown(storable(value.text))
            return replace(value, text=text, source=_shown(value.source, lambda own: shown(storable(own))))
        case Picture():
            return value
        case tuple():
            return [_value(one, shown) for one in value]
    return _context(value, shown) if is_dataclass(value) and not isinstance(value, type) else value


def _shown(source: Source, shown: Callable[[str], str]) -> Source:
    """A source whose words are shown so."""
    at = replace(source.at, workbook=shown(source.at.workbook))
    return replace(source, at=at, which=shown(source.which))


def masked(text: str, private: frozenset[str] = frozenset()) -> str:
    """A text in which identity numbers and account numbers, those of ``private`` and what looks like one, show their end only."""
    if private:
        text = _any_of(private).sub(lambda found: hidden(found[0]), text)
    return _PRIVATE.sub(lambda found: hidden(found[1]) if found[1] else found[0], text)


@lru_cache(2)
def _any_of(private: frozenset[str]) -> re.Pattern[str]:
    """Any of these numbers, the longest first; a part of another number is none."""
    numbers = "|".join(map(re.escape, sorted(private, key=len, reverse=True)))
    return re.compile(rf"(?<![\dA-Za-z])(?:{numbers})(?![\dA-Za-z])")


def masked_sheet(report: Report, private: frozenset[str]) -> Report:
    """A sheet that is put up for all to read: its words and those of its rows masked."""

    def words(text: str) -> str:
        return masked(text, private)

    def shown(value: Value) -> Value:
        if isinstance(value, Figure):
            own = words(value.value) if isinstance(value.value, str) else value.value
            return Figure(own, _shown(value.source, words))
        return words(value) if isinstance(value, str) else value

    blocks = (
        replace(block, rows=tuple(type(row)(map(shown, row)) for row in block.rows))
        for block in report.blocks
    )
    notes = tuple(map(words, report.notes))
    return replace(report, notes=notes, blocks=tuple(blocks))
