"""One mistake of every form is found at its cell, and nothing is said for nothing; `make recall` plants twenty."""

import pytest

from tests.seeded.forms import Form, every_form
from tests.seeded.mistakes import Mistake
from tests.seeded.office import CleanOffice
from tests.seeded.recall import outcome, places
from xlplan.rules import book_rules
from xlplan.tables.ledger import CashCount


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> CleanOffice:
    return CleanOffice(tmp_path_factory.mktemp("clean"))


@pytest.mark.parametrize("form", every_form(), ids=lambda form: form.name)
def test_a_planted_mistake_is_found_at_its_cell_and_nothing_else_is_said(
    form: Form, office: CleanOffice
) -> None:
    (mistake,) = places(office, form, 1)
    what_became = outcome(office, form, mistake)
    assert what_became.found
    assert what_became.false_alarms == ()


def test_every_rule_of_the_office_has_three_forms_of_mistakes() -> None:
    for rule in book_rules():
        assert sum(form.rule == rule.id for form in every_form()) >= 3, rule.id


def test_nothing_is_said_of_the_clean_office_written_again_unchanged(office: CleanOffice) -> None:
    row = office[CashCount].index[0]
    same = office[CashCount].at[row, CashCount.counted]
    cell = CashCount.counted, row
    assert office.judged(Mistake({cell: same}, cell)) == []
