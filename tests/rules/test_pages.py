"""Every rule does what its page says."""

from pathlib import Path

import pytest

from tests.pages import Case, cases
from xlplan import rules
from xlplan.findings import Rule
from xlplan.rules import book_rules, every_rule

CASES = [
    pytest.param(rule, case, id=f"{rule.id}-{'错' if case.wrong else '对'}{number}")
    for rule in every_rule()
    for number, case in enumerate(cases(rule), 1)
]


@pytest.mark.parametrize(("rule", "case"), CASES)
def test_a_rule_accuses_exactly_the_bold_cells_of_its_page(rule: Rule, case: Case, tmp_path: Path) -> None:
    judgement = case.judged(tmp_path, rule)
    assert not [reason for waiting, reason in judgement.waiting if waiting.id == rule.id]
    accused = {finding.ref for finding in judgement.findings if finding.rule.id == rule.id}
    assert accused == case.accused
    assert bool(case.accused) == case.wrong


@pytest.mark.parametrize("rule", book_rules(), ids=lambda rule: rule.id)
def test_the_page_of_a_rule_shows_a_wrong_case_and_a_right_one(rule: Rule) -> None:
    assert {case.wrong for case in cases(rule)} == {True, False}


def test_a_rule_lives_in_a_file_that_is_called_by_its_id_and_its_mistake() -> None:
    for rule in book_rules():
        module, name = rule.find.__module__.rpartition(".")[2], rule.find.__name__
        assert module == f"{rule.id.replace('-', '').lower()}_{name}"


def test_every_file_of_a_topic_is_a_registered_rule() -> None:
    """A topic without __init__.py would be passed over in silence."""
    folder = Path(rules.__file__).parent
    files = {path.stem for path in folder.glob("*/*_*.py") if path.stem != "__init__"}
    assert files == {rule.find.__module__.rpartition(".")[2] for rule in book_rules()}
