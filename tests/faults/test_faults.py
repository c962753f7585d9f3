"""A few of the faults of `make faults`: a nightly run is killed ten times, and started twice at once five times."""

import pytest

from tests.faults.befallen import Yard, doubled, survived
from tests.faults.night import At, Torn, killed


@pytest.fixture(scope="module")
def yard(tmp_path_factory: pytest.TempPathFactory) -> Yard:
    return Yard.of(tmp_path_factory.mktemp("faults"))


@pytest.mark.parametrize("tenth", range(10))
def test_a_night_that_is_killed_harms_nothing_and_the_next_one_is_good(yard: Yard, tenth: int) -> None:
    """Every other time in the midst of a writing."""
    begins = yard.torn() if tenth % 2 else range(1, len(yard.changes) + 1)
    change = begins[len(begins) * tenth // 10]
    assert survived(yard, At(change, Torn(40) if tenth % 2 else killed)) == []


@pytest.mark.parametrize("time", range(5))
def test_of_two_nights_that_begin_at_once_one_is_spent(yard: Yard, time: int) -> None:
    assert doubled(yard) == []
