"""One mistake of every form is found at its cell, and nothing is said for nothing; `make recall` plants twenty."""

import pytest

from tests.seeded.forms import Form, every_form
from tests.seeded.mistakes import Mistake
from tests.seeded.office import CleanOffice
from tests.seeded.recall import found_together, outcome, places
from xlplan.rules import book_rules
from xlplan.tables.ledger import CashCount


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> CleanOffice:
    return CleanOffice(tmp_path_factory.mktemp("clean"))


def groups() -> list[list[Form]]:
    """The forms, some of different rules together; alone those of what was before, of cells that cannot be read by themselves."""
    kinds: dict[str, list[Form]] = {}
    for form in every_form():
        kinds.setdefault("TAB" if form.rule.startswith("TAB") else _ALONE.get(form.rule, ""), []).append(form)
    return [
        own[first::count]
        for kind, own in kinds.items()
        for count in [len(own) if kind in _ALONE.values() else -(-len(own) // _AT_ONCE)]
        for first in range(count)
    ]


_ALONE = {"APV-06": "approved", "VCH-09": "closed", "GEN-01": "checked", "CLS-03": "given"}
"""Rules that ask what was before, a month that was closed, days that were checked; or what the accounting centre gave."""
_AT_ONCE = 8


@pytest.mark.parametrize("forms", groups(), ids=lambda forms: " ".join(form.name for form in forms))
def test_planted_mistakes_are_found_at_their_cells_and_nothing_else_is_said(
    forms: list[Form], office: CleanOffice
) -> None:
    planted = [(form, mistake) for form in forms for mistake in places(office, form, 1)]
    assert len(planted) == len(forms)
    # One check for all of them; where they touch each other, one for each.
    if not found_together(office, planted):
        outcomes = [outcome(office, form, mistake) for form, mistake in planted]
        assert [one for one in outcomes if not one.found or one.false_alarms] == []


def test_every_rule_of_the_office_has_three_forms_of_mistakes() -> None:
    for rule in book_rules():
        assert sum(form.rule == rule.id for form in every_form()) >= 3, rule.id


def test_nothing_is_said_of_the_clean_office_written_again_unchanged(office: CleanOffice) -> None:
    row = office[CashCount].index[0]
    same = office[CashCount].at[row, CashCount.counted]
    cell = CashCount.counted, row
    assert office.judged(Mistake({cell: same}, cell)) == []
