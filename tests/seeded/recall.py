"""Plants the mistakes of all forms and counts what was found, what was missed, and what was said for nothing."""

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from multiprocessing import Pool, cpu_count
from pathlib import Path
from random import Random

from tests.seeded.forms import Form, every_form
from tests.seeded.mistakes import Mistake
from tests.seeded.office import CleanOffice, Said
from xlplan.rules import every_rule

PLACES = 20
"""Mistakes of each form, where the office has room for so many."""


@dataclass(frozen=True)
class Outcome:
    """What became of one planted mistake."""

    form: Form
    at: str
    """The cell that must be accused."""
    found: bool
    false_alarms: tuple[str, ...]


def outcome(office: CleanOffice, form: Form, mistake: Mistake) -> Outcome:
    """Plant one mistake and judge the office."""
    said = office.judged(mistake)
    wanted: Said = (form.rule, office.ref(mistake.at))
    also = [rule for rule, _ in form.also]
    alarms = []
    for rule, ref in said:
        if (rule, ref) == wanted:
            continue
        if rule in also:
            also.remove(rule)
        elif ref is not None or not form.rule.startswith("TAB"):
            # Only a cell that cannot be read may make a rule wait.
            alarms.append(f"{rule} {ref or '等待'}")
    return Outcome(form, str(wanted[1]), wanted in said, tuple(alarms))


def places(office: CleanOffice, form: Form, most: int) -> list[Mistake]:
    """The mistakes of a form that are planted: always the same ones."""
    every = list(form.places(office))
    return Random(form.name).sample(every, min(most, len(every)))


def recall(most: int = PLACES) -> list[Outcome]:
    """Plant the mistakes of every form, on all processors."""
    forms = range(len(every_form()))
    with tempfile.TemporaryDirectory() as folder, Pool(cpu_count(), _open, (folder,)) as pool:
        counts = pool.map(_count, [(form, most) for form in forms], chunksize=1)
        work = [(form, most, place) for form in forms for place in range(counts[form])]
        return pool.map(_plant, work, chunksize=8)


_office: CleanOffice
_planted: dict[tuple[int, int], list[Mistake]] = {}


def _open(folder: str) -> None:
    global _office
    _office = CleanOffice(Path(tempfile.mkdtemp(dir=folder)))


def _mistakes(form: int, most: int) -> list[Mistake]:
    if (form, most) not in _planted:
        _planted[form, most] = places(_office, every_form()[form], most)
    return _planted[form, most]


def _count(task: tuple[int, int]) -> int:
    return len(_mistakes(*task))


def _plant(task: tuple[int, int, int]) -> Outcome:
    form, most, place = task
    return outcome(_office, every_form()[form], _mistakes(form, most)[place])


def table(outcomes: Iterable[Outcome]) -> list[tuple[str, ...]]:
    """Per rule: id, name, forms, planted, found, missed, false alarms; the last row is the total."""
    outcomes = list(outcomes)
    rows = []
    for rule in every_rule():
        own = [one for one in outcomes if one.form.rule == rule.id]
        if own:
            rows.append((rule.id, rule.title, *_counts(own)))
    return [*rows, ("", "Total", *_counts(outcomes))]


def _counts(outcomes: list[Outcome]) -> tuple[str, ...]:
    found = sum(one.found for one in outcomes)
    counts = (
        len({one.form.name for one in outcomes}),
        len(outcomes),
        found,
        len(outcomes) - found,
        sum(len(one.false_alarms) for one in outcomes),
    )
    return tuple(f"{count:,}" for count in counts)
