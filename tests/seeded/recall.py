"""Plants the mistakes of all forms and counts what was found, what was missed, and what was said for nothing."""

import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from multiprocessing import Pool, cpu_count
from pathlib import Path
from random import Random

from tests.seeded.forms import Form, every_form
from tests.seeded.mistakes import Cell, Mistake, Part
from tests.seeded.office import CleanOffice, Said
from xlplan.demo.banks import Edit
from xlplan.rules import every_rule

PLACES = 20
"""Mistakes of each form, where the office has room for so many."""

JOINED = {
    "APV-07": "ledger", "APV-08": "ledger budget payroll fees canteen", "AST-01": "ledger", "AST-02": "ledger",
    "AST-04": "office", "AST-06": "office", "AST-09": "ledger", "BUD-07": "budget", "BUD-10": "budget",
    "BUD-13": "budget ledger", "CAN-08": "office", "CAN-15": "ledger", "CLS-02": "ledger", "CLS-03": "ledger",
    "CLS-04": "ledger", "CLS-05": "ledger budget", "CSH-06": "ledger", "CSH-07": "ledger", "CSH-08": "ledger",
    "FEE-11": "ledger", "HR-03": "office", "HR-04": "office", "HR-05": "office", "HR-06": "office", "PAY-02": "office",
    "PAY-09": "office payroll", "PAY-10": "ledger", "PLN-06": "office", "PRJ-05": "claims", "PUB-02": "ledger canteen",
    "SAF-01": "plan", "SAF-06": "office", "SAF-09": "office", "SAF-10": "office", "SAF-13": "office",
    "STO-06": "ledger", "STO-07": "ledger", "STU-07": "office", "STU-08": "office", "STU-09": "students",
}  # fmt: skip
"""Rules that hold sheets against each other -> the workbooks on one side: a mistake there is right to break them too."""


@dataclass(frozen=True)
class Outcome:
    """What became of one planted mistake."""

    form: Form
    at: str
    """The cell that must be accused."""
    found: bool
    besides: int
    """Further findings that the form says are right."""
    false_alarms: tuple[str, ...]


def outcome(office: CleanOffice, form: Form, mistake: Mistake) -> Outcome:
    """Plant one mistake and judge the office."""
    wanted: Said = (form.rule, office.ref(mistake.at))
    try:
        said = office.judged(mistake)
    except Exception as crash:  # the other thousands are worth knowing all the same
        return Outcome(form, str(wanted[1]), False, 0, (f"crash: {crash!r}",))
    also = [rule for rule, _ in form.also]
    told = {(rule, office.ref(cell)) for rule, cell in mistake.besides}
    alarms, besides = [], 0
    for rule, ref in said:
        if (rule, ref) in told:
            besides += 1
        elif ref and rule in also and (rule, ref) != wanted:
            also.remove(rule)
            besides += 1
        elif (rule, ref) != wanted and _of_another_sheet(rule, mistake.cells):
            besides += 1
        # Only a cell that cannot be read may make a rule wait.
        elif (rule, ref) != wanted and (ref or not form.rule.startswith("TAB")):
            alarms.append(f"{rule} {ref or 'waits'}")
    return Outcome(form, str(wanted[1]), wanted in said, besides, tuple(alarms))


def _of_another_sheet(rule: str, cells: Iterable[Cell]) -> bool:
    sides = JOINED.get(rule, "").split()
    return any(column.table.workbook.removesuffix(".xlsx") in sides for column, _ in cells)


def found_together(office: CleanOffice, planted: Sequence[tuple[Form, Mistake]]) -> bool:
    """Whether several mistakes in one office are all found, and nothing is said besides."""
    if any(
        mistake.closed or mistake.checked or mistake.bound or mistake.photos or mistake.exports is not None
        for _, mistake in planted
    ):
        return False
    cells: dict[Cell, object] = {}
    statements: dict[Part, Edit | None] = {}
    for _, mistake in planted:
        if cells.keys() & mistake.cells.keys() or statements.keys() & mistake.statements.keys():
            return False
        cells |= mistake.cells
        statements |= mistake.statements
    also = Counter(rule for form, _ in planted for rule, _ in form.also)
    wanted = {(form.rule, office.ref(mistake.at)) for form, mistake in planted}
    told = {(rule, office.ref(cell)) for _, mistake in planted for rule, cell in mistake.besides}
    unread = all(form.rule.startswith("TAB") for form, _ in planted)
    said = office.judged(Mistake(cells, planted[0][1].at, statements=statements))
    rest = [(rule, ref) for rule, ref in said if (rule, ref) not in wanted | told and (ref or not unread)]
    alarms = Counter(rule for rule, _ in rest if not _of_another_sheet(rule, cells))
    return wanted <= set(said) and alarms <= also


def places(office: CleanOffice, form: Form, most: int) -> list[Mistake]:
    """The mistakes of a form that are planted: always the same ones, the accused columns in turn."""
    columns: dict[str, list[Mistake]] = {}
    for mistake in form.places(office):
        place = mistake.at[0]
        name = place[0] if isinstance(place, tuple) else f"{place.table.sheet}.{place}"
        columns.setdefault(name, []).append(mistake)
    chance = Random(form.name)
    for own in columns.values():
        chance.shuffle(own)
    turns = [mistake for turn in zip_longest(*columns.values()) for mistake in turn if mistake]
    return turns[:most]


def recall(most: int = PLACES) -> list[Outcome]:
    """Plant the mistakes of every form, on all processors."""
    tasks = [(form, most) for form in range(len(every_form()))]
    with tempfile.TemporaryDirectory() as folder:
        _open(folder)  # a crash in every worker would start new ones for ever
        with Pool(cpu_count(), _open, (folder,)) as pool:
            return [one for outcomes in pool.imap(_plant, tasks) for one in outcomes]


_office: CleanOffice
"""Of this process."""


def _open(folder: str) -> None:
    global _office
    _office = CleanOffice(Path(tempfile.mkdtemp(dir=folder)))


def _plant(task: tuple[int, int]) -> list[Outcome]:
    form, most = every_form()[task[0]], task[1]
    return [outcome(_office, form, mistake) for mistake in places(_office, form, most)]


def table(outcomes: Iterable[Outcome]) -> list[tuple[str, ...]]:
    """Per rule: id, name, forms, planted, found, missed, right besides, false alarms; the last row is the total."""
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
        sum(one.besides for one in outcomes),
        sum(len(one.false_alarms) for one in outcomes),
    )
    return tuple(f"{count:,}" for count in counts)
