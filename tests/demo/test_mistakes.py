"""Every planted mistake is found at its cell by its rules, and nothing else is."""

from pathlib import Path

import pytest

from xlplan import demo
from xlplan.cells import Ref
from xlplan.demo.mistakes import MISTAKES
from xlplan.jobs.desk import Desk
from xlplan.rules import every_rule
from xlplan.rules.judge import Judgement, judge
from xlplan.tables.books import Books
from xlplan.tables.ledger import CashCount
from xlplan.tables.plan import Notice

BUILT = {"TAB-12", "TAB-13", "TAB-14", "TAB-15"}
"""Our own builder makes every sheet and header, and below a header nothing but rows of a frame."""
NEW = {"APV-06", "GEN-01", "GEN-05", "VCH-09"}
"""Nothing was checked, exempted, closed or seen approved yet in a school that is just made."""
EARLY = {"BNK-02", "CLS-04"}
"""A balance that is not carried over shows from January on, and the first quarter carries no mistake."""
SMALL = {"PRC-01"}
"""No purchase of so small a school comes near the limits of public procurement."""
NOT_YET = {"CLS-06", "GEN-06", "VCH-13"}
"""Nothing stands against these but that nobody has planted them."""


@pytest.fixture(scope="module")
def clean(clean_school: Path) -> Books:
    return Desk(clean_school, demo.TODAY).books()


@pytest.fixture(scope="module")
def spoilt(spoilt_school: Path) -> Books:
    return Desk(spoilt_school, demo.TODAY).books()


@pytest.fixture(scope="module")
def judgement(spoilt: Books) -> Judgement:
    return judge(spoilt)


def told() -> set[tuple[str, Ref]]:
    return {
        (rule, ref) for mistake in demo.described() for ref, rules in mistake.found.items() for rule in rules
    }


def test_the_clean_office_has_no_finding_and_no_rule_waits(clean: Books) -> None:
    judged = judge(clean)
    assert (judged.findings, judged.waiting) == ((), ())


def test_each_mistake_is_found_at_its_cell_and_nothing_else_is_new(judgement: Judgement) -> None:
    assert {(finding.rule.id, finding.ref) for finding in judgement.findings} == told()


def test_no_rule_waits_for_the_counts_and_notices_that_cannot_be_read(
    spoilt: Books, judgement: Judgement
) -> None:
    assert {table for table, sheet in spoilt.sheets.items() if sheet.left_out} == {CashCount, Notice}
    assert judgement.waiting == ()


@pytest.mark.parametrize("month", ["2026-01", "2026-02", "2026-03"])
def test_the_first_quarter_carries_no_mistake(spoilt: Books, month: str) -> None:
    assert judge(spoilt, month).findings == ()


def test_mistakes_have_names_of_their_own_and_sentences_that_end() -> None:
    mistakes = demo.described()
    assert len({mistake.id for mistake in mistakes}) == len(mistakes)
    assert all(mistake.sentence.endswith("。") for mistake in mistakes)


def test_every_rule_has_its_mistake_but_these() -> None:
    assert {rule.id for rule in every_rule()} - {
        rule for rule, _ in told()
    } == BUILT | NEW | EARLY | SMALL | NOT_YET


def test_no_statement_file_is_spoilt_by_two_mistakes() -> None:
    spoilt = [part for mistake in MISTAKES for part in mistake.statements]
    assert len(set(spoilt)) == len(spoilt)
