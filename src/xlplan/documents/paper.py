"""What a paper is to its template: fields with the names that a clerk finds in Word."""

from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any

from xlplan.cells import Ref


def named(name: str) -> Any:
    """A field of a paper, by the name that its template calls it: ``title: str = named("标题")``."""
    return field(metadata={"name": name})


def names(paper: type) -> list[str]:
    """The names that a template of this paper may use."""
    return [own.metadata["name"] for own in fields(paper)]


def context(paper: Any) -> dict[str, Any]:
    """The values of a paper by these names, those of its parts likewise."""
    return {own.metadata["name"]: _value(getattr(paper, own.name)) for own in fields(paper)}


def _value(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_value(one) for one in value]
    return context(value) if is_dataclass(value) else value


@dataclass(frozen=True)
class Draft:
    """A paper that is to be made: what it says, or what keeps it from being made."""

    name: str
    """Of the file, without .docx."""
    month: str
    """YYYY-MM of the folder; "" where it is not known."""
    missing: tuple[tuple[Ref, str], ...]
    """Cells that must be put right first, and what is wrong with each."""
    paper: Any
    """The values, None where a cell is missing."""
