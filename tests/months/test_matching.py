"""xlplan claims next to nothing that is wrong, and finds more than every matcher it is compared with."""

import pytest

from tests.months.matchers import MATCHERS
from tests.months.measure import SMALL, measure

SEEDS = range(101, 113)
"""None of those that ``make recall`` shows."""


@pytest.mark.parametrize("preset", SMALL)
def test_more_is_found_than_by_every_other_matcher(preset: str) -> None:
    own, *others = measure(preset, MATCHERS, SEEDS)
    assert len(others) == 4
    assert {
        other.matcher: other.score.found for other in others if other.score.found >= own.score.found
    } == {}


@pytest.mark.parametrize("preset", SMALL)
def test_of_a_thousand_claims_not_two_are_wrong(preset: str) -> None:
    (own,) = measure(preset, {"xlplan": MATCHERS["xlplan"]}, SEEDS)
    assert own.score.wrong * 500 < own.score.claimed
