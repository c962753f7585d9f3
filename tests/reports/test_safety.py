"""The papers of safety.xlsx that are sheets add up, and name no visitor."""

import pytest

from tests.reports.school import counts, rows, school
from xlplan.excel.report import Figure
from xlplan.reports.hazard_month import hazard_month, of_month
from xlplan.reports.visits import visits
from xlplan.tables.safety import Hazard, Visit

MONTHS = [f"2026-{month:02}" for month in range(1, 12)]


@pytest.mark.parametrize("month", MONTHS)
def test_what_was_open_and_was_found_and_closed_is_what_is_left(month: str) -> None:
    counted, _ = hazard_month(school(), month)
    *kinds, total = rows(counted)
    for begun, found, _, closed, left, _ in map(counts, (*kinds, total)):
        assert begun + found - closed == left
    assert [sum(column) for column in zip(*map(counts, kinds), strict=True)] == list(total[1:])


@pytest.mark.parametrize("month", MONTHS[:-1])
def test_a_month_begins_with_what_the_last_one_left(month: str) -> None:
    later = f"2026-{int(month[5:]) + 1:02}"
    assert of_month(school(), month)["月末未销号"].sum() == of_month(school(), later)["月初未销号"].sum()


def test_the_list_names_the_hazards_that_were_found_or_left_over() -> None:
    counted, listed = hazard_month(school(), "2026-11")
    total = rows(counted)[-1]
    assert len(rows(listed)) == sum(counts(total)[:2])
    assert {row[0] for row in rows(listed)} < set(school()[Hazard][Hazard.number])


def test_visits_are_counted_by_their_reason_and_by_week_without_a_name() -> None:
    report = visits(school(), "2026-10")
    own = school()[Visit]
    own = own[own[Visit.came].dt.strftime("%Y-%m") == "2026-10"]
    for place in range(2):
        *parts, total = rows(report, place)
        assert [sum(column) for column in zip(*map(counts, parts), strict=True)] == counts(total)
        assert total[1:3] == (len(own), own[Visit.number].sum())
    told = {
        value.value if isinstance(value, Figure) else value
        for block in report.blocks
        for row in block.rows
        for value in row
    }
    assert not told & {*own[Visit.name], *own[Visit.identity]}
