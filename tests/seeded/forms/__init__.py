"""The forms of mistakes, one file per topic; a form is registered by being imported."""

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from tests.seeded.mistakes import Mistake
from tests.seeded.office import CleanOffice

Places = Callable[[CleanOffice], Iterator[Mistake]]


@dataclass(frozen=True)
class Form:
    """One way to break one rule. ``places`` yields every mistake of this form that the office has room for."""

    rule: str
    places: Places
    also: tuple[tuple[str, str], ...]
    """What the mistake really breaks besides: a rule and why, a pair for each finding that is no false alarm."""

    @property
    def name(self) -> str:
        """How a report calls the form."""
        return f"{self.rule} {self.places.__name__}"


_FORMS: list[Form] = []


def form(rule: str, *also: tuple[str, str]) -> Callable[[Places], Places]:
    """Register a form of a rule; ``also``: ("VCH-06", "why") for every further finding that is right."""

    def register(places: Places) -> Places:
        _FORMS.append(Form(rule, places, also))
        return places

    return register


@cache
def every_form() -> tuple[Form, ...]:
    """All forms, by rule."""
    for module in pkgutil.iter_modules(__path__, f"{__name__}."):
        importlib.import_module(module.name)
    return tuple(sorted(_FORMS, key=lambda form: form.rule))
