"""Ways to read several rows as one thing, and which of them to believe where they want the same rows."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Reading:
    """Rows that may belong together, by places in the book and in the bank, each rising."""

    book: tuple[int, ...]
    bank: tuple[int, ...]
    worth: float
    """How much better it explains its rows than so many open items would, on the scale of ``candidates``."""
    reason: str

    @property
    def rows(self) -> Iterator[tuple[int, int]]:
        """Side (0 for the book) and place of each row."""
        yield from ((0, row) for row in self.book)
        yield from ((1, row) for row in self.bank)


@dataclass(frozen=True)
class Verdict:
    """A reading that is believed; or rows that can be read in several ways, and are asked about together."""

    book: tuple[int, ...]
    bank: tuple[int, ...]
    reason: str
    margin: float | None
    """Over the best reading that wants one of the rows; None where none does."""
    sure: bool


def resolved(
    readings: Iterable[Reading], alike: Callable[[Reading], Hashable], least: float
) -> Iterator[Verdict]:
    """Verdicts, the best reading first; what one takes is gone for the others.

    ``alike``: readings with the same value consist of rows of the same content, which nobody can tell apart.
    ``least``: what a reading must be worth, and be better than the next.
    """
    ordered = sorted(readings, key=lambda one: (-one.worth, one.book, one.bank))
    wanted: dict[tuple[int, int], list[int]] = defaultdict(list)
    for place, reading in enumerate(ordered):
        for row in reading.rows:
            wanted[row].append(place)
    gone: set[int] = set()
    for place, best in enumerate(ordered):
        if place in gone:
            continue
        rivals = sorted({at for row in best.rows for at in wanted[row]} - gone - {place})
        unlike = [ordered[at] for at in rivals if alike(ordered[at]) != alike(best)]
        margin = best.worth - unlike[0].worth if unlike else None
        near = [one for one in unlike if best.worth - one.worth < least]
        rows = {row for one in (best, *near) for row in one.rows}
        gone |= {at for row in rows for at in wanted[row]}
        book, bank = (tuple(sorted(row for side, row in rows if side == which)) for which in (0, 1))
        yield Verdict(book, bank, best.reason, margin, not near and best.worth >= least)
