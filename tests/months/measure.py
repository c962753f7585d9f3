"""Every matcher on every kind of month."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from time import perf_counter

from tests.months.claims import Matcher, Score, score
from tests.months.generator import month
from tests.months.rates import PRESETS

SMALL = ("ordinary", "mangled", "round")
SEEDS = 20
"""Months of each small kind; of the others one."""

HEADS = ("Month", "Matcher", "Rows", "Groups", "Found", "Recall", "Wrong", "Precision", "Asked", "Seconds")


@dataclass(frozen=True)
class Measured:
    """What one matcher made of all months of a kind."""

    preset: str
    matcher: str
    rows: int
    """Of both sides, of all months."""
    score: Score
    seconds: float


def measure(
    preset: str, matchers: dict[str, Matcher], seeds: Iterable[int], size: int | None = None
) -> list[Measured]:
    """Each matcher on the months of these seeds, all of about one size a side."""
    rates = replace(PRESETS[preset], size=size or PRESETS[preset].size)
    found = {name: Measured(preset, name, 0, Score(0, 0, 0, 0, 0), 0.0) for name in matchers}
    for seed in seeds:
        drawn = month(rates, seed)
        for name, matcher in matchers.items():
            begun, before = perf_counter(), found[name]
            said = matcher(drawn.book, drawn.bank)
            found[name] = replace(
                before,
                seconds=before.seconds + perf_counter() - begun,
                rows=before.rows + len(drawn.book) + len(drawn.bank),
                score=before.score + score(drawn, said),
            )
    return list(found.values())


def every(matchers: dict[str, Matcher], seeds: int = SEEDS) -> Iterator[Measured]:
    """All kinds of months."""
    for preset in PRESETS:
        yield from measure(preset, matchers, range(1, (seeds if preset in SMALL else 1) + 1))


def line(one: Measured) -> tuple[str, ...]:
    """A row of the table, as HEADS has it; shares are rounded down, so that only all is 100 %."""
    score = one.score
    counts = (one.rows, score.truth, score.found, score.wrong, score.asked)
    rows, truth, found, wrong, asked = (f"{count:,}" for count in counts)
    return (
        one.preset, one.matcher, rows, truth, found, _percent(score.recall), wrong, _percent(score.precision), asked,
        f"{one.seconds:,.1f}",
    )  # fmt: skip


def _percent(share: float) -> str:
    return f"{int(share * 1000) / 10:.1f} %"
