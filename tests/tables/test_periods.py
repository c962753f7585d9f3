"""Which months are over, and for which the day has come."""

from datetime import date

import pytest

from tests.tables.test_parameters import books
from xlplan.tables.books import Waiting
from xlplan.tables.office import Parameter
from xlplan.tables.periods import due, over


@pytest.mark.parametrize(
    ("today", "months"),
    [
        (date(2026, 1, 31), []),
        (date(2026, 3, 31), ["2026-01", "2026-02"]),
        (date(2026, 4, 1), ["2026-01", "2026-02", "2026-03"]),
        (date(2027, 2, 1), [f"2026-{month:02}" for month in range(1, 13)]),
        (date(2025, 12, 31), []),
    ],
)
def test_a_month_is_over_when_the_next_one_has_begun(today: date, months: list[str]) -> None:
    assert over(2026, today) == months


def test_a_month_is_due_from_the_day_of_the_next_that_the_parameter_names_for_it() -> None:
    own = books(
        ("公示日", "10", "2026-01-01", "2026-06-30"),
        ("公示日", "30", "2026-09-01", ""),
    )
    # July and August have no such day; October's is the 30th of November.
    found = due(own, "公示日", 2026)
    assert list(found.items()) == [(2, f"2026-{month:02}") for month in range(1, 7)] + [
        (3, "2026-09"), (3, "2026-10"),
    ]  # fmt: skip
    assert own[Parameter].loc[found.index, Parameter.name].unique().tolist() == ["公示日"]


def test_who_asks_what_is_due_waits_for_the_parameter() -> None:
    with pytest.raises(Waiting, match="参数“公示日”在 2026-01-31 没有值"):
        due(books(), "公示日", 2026)
