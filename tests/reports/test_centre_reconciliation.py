"""与核算中心对账表 sets the ledger beside the centre's books, account by account, and lists what only one has."""

from pathlib import Path

import pytest

from tests.reports.school import rows as shown
from xlplan.demo import TODAY
from xlplan.jobs.desk import Desk
from xlplan.reports.centre_reconciliation import CENTRE_RECONCILIATION, centre_reconciliation
from xlplan.tables.books import Books


@pytest.fixture(scope="module")
def spoilt(spoilt_school: Path) -> Books:
    return Desk(spoilt_school, TODAY).books()


def test_in_the_clean_school_every_account_agrees_and_nothing_is_listed(clean_school: Path) -> None:
    report = centre_reconciliation(Desk(clean_school, TODAY).books(), "2026-04")
    assert report.notes[0].endswith("个科目全部相符。")
    assert len(report.blocks) == 1
    assert all(row[2:6] == row[6:10] and row[10] is None for row in shown(report, 0))


def test_what_only_one_side_has_stands_below_with_its_probable_cause(spoilt: Books) -> None:
    report = centre_reconciliation(spoilt, "2026-04")
    assert report.notes[0].endswith("2 个不符：1001、1218。")
    gaps = {row[0]: row[10] for row in shown(report, 0) if row[10]}
    assert gaps == {"1001": 90_000, "1218": -90_000}
    items = [(row[0], str(row[3])[:2], row[4], row[5], row[6]) for row in shown(report, 1)]
    assert items == [
        ("1001", "记-", None, 120_000, "单位账"),
        ("1001", "记账", None, 210_000, "核算中心账"),
        ("1218", "记-", 120_000, None, "单位账"),
        ("1218", "记账", 210_000, None, "核算中心账"),
    ]
    assert all("可能写颠倒了" in str(row[7]) for row in shown(report, 1))


def test_a_month_that_the_centre_has_not_given_has_no_paper(spoilt: Books) -> None:
    assert list(CENTRE_RECONCILIATION.each(spoilt, "2026-11")) == []
    assert list(CENTRE_RECONCILIATION.each(spoilt, "2026-10")) == ["2026-10"]
