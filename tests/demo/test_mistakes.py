"""Every planted mistake is found at its cell by its rules, and nothing else is."""

from pathlib import Path

import pytest

from xlplan import demo
from xlplan.cells import Ref
from xlplan.jobs.desk import Desk
from xlplan.rules.judge import Judgement, judge
from xlplan.tables.books import Books
from xlplan.tables.ledger import CashCount
from xlplan.tables.plan import Notice


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


def test_every_rule_of_cells_budget_vouchers_cash_people_plans_and_documents_has_its_mistake() -> None:
    shown = {rule for rule, _ in told()}
    assert {f"TAB-{number:02}" for number in range(1, 12)} <= shown
    assert {f"BUD-0{number}" for number in (1, 2, 3, 4, 5, 6, 8, 9)} <= shown
    assert {f"VCH-{number:02}" for number in (*range(1, 9), 10)} <= shown
    assert {f"CSH-0{number}" for number in range(1, 6)} <= shown
    assert {"CLS-01", "GEN-02", "HR-01", "PLN-01", "PLN-02", "PLN-03", "PLN-05", "TGT-01"} <= shown
    assert {"DOC-01", "DOC-02", "DOC-04", "DOC-05"} <= shown
