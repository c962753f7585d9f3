"""What a self-test says of one thing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Health:
    """One thing that was looked at."""

    name: str
    well: bool
    said: str
    """How it is; where it is not well, what to do."""


def text(found: Iterable[Health]) -> Iterator[str]:
    """One line each."""
    for health in found:
        yield f"{'好' if health.well else '不好'}　{health.name}：{health.said}"
