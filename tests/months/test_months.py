"""Months are drawn the same by the same seed, and their truth holds."""

from collections import Counter
from dataclasses import fields, replace
from operator import ne
from statistics import mode

import pytest

from tests.months.generator import KINDS, month
from tests.months.month import COLUMNS, MATCH, OFFSET, Month
from tests.months.rates import ORDINARY, PRESETS, Happens
from xlplan.reconcile.lists import AMOUNT, DAY, PARTY, REFERENCE

SIZES = (60, 250, 900)


@pytest.fixture(params=[(name, size) for name in PRESETS for size in SIZES], ids=str, scope="module")
def drawn(request: pytest.FixtureRequest) -> Month:
    preset, size = request.param
    return month(replace(PRESETS[preset], size=size), seed=size)


def test_every_kind_of_event_has_its_rate() -> None:
    assert {one.name for one in fields(Happens)} == set(KINDS)


def test_the_same_seed_draws_the_same_month() -> None:
    one, two, other = month(ORDINARY, 7), month(ORDINARY, 7), month(ORDINARY, 8)
    assert one.book.equals(two.book)
    assert one.bank.equals(two.bank)
    assert one.events == two.events
    assert not one.book.equals(other.book)


def test_lists_are_as_the_product_makes_them(drawn: Month) -> None:
    for rows in (drawn.book, drawn.bank):
        assert rows.columns.tolist() == COLUMNS
        assert [str(kind) for kind in rows.dtypes] == ["datetime64[s]", "int64", "str", "str", "str"]
        assert rows.index.tolist() == list(range(2, len(rows) + 2))
        assert rows[DAY].is_monotonic_increasing
        assert (rows[AMOUNT] != 0).all()


def test_every_row_is_in_one_event(drawn: Month) -> None:
    assert sorted(row for event in drawn.events for row in event.book) == drawn.book.index.tolist()
    assert sorted(row for event in drawn.events for row in event.bank) == drawn.bank.index.tolist()


def test_every_row_is_in_one_group_of_a_story_at_most(drawn: Month) -> None:
    for event in drawn.events:
        for story in event.stories:
            for side, rows in ((1, event.book), (2, event.bank)):
                grouped = Counter(row for group in story for row in group[side])
                assert max(grouped.values(), default=1) == 1
                assert grouped.keys() <= set(rows)


def test_groups_have_equal_sums_and_offsets_cancel_on_one_side(drawn: Month) -> None:
    for group in (group for event in drawn.events for story in event.stories for group in story):
        own, other = drawn.book[AMOUNT].loc[list(group.book)], drawn.bank[AMOUNT].loc[list(group.bank)]
        assert own.sum() == other.sum()
        assert (bool(len(own)) and bool(len(other))) == (group.kind == MATCH)
        assert group.kind == MATCH or (group.kind == OFFSET and own.sum() == 0)


def test_a_year_has_every_kind_of_group_and_of_open_rows() -> None:
    drawn = month(replace(PRESETS["large"], size=8_000), seed=1)
    shapes = {
        (event.kind, len(group.book), len(group.bank)) for event in drawn.events for group in event.stories[0]
    }
    assert {("many", 2, 2), ("many", 2, 3), ("many", 3, 2), ("returned", 0, 2), ("red", 2, 0)} <= shapes
    assert {len(event.bank) for event in drawn.events if event.kind == "split"} >= {2, 3, 4, 5, 6}
    assert [len(event.bank) for event in drawn.events if event.kind == "salary"] == [80] * 12
    silent = {event.kind for event in drawn.events if event.stories == ((),)}
    mistakes = {"swapped", "digit_off", "reversed_sign", "unbooked", "elsewhere", "unpresented", "unrecorded"}
    assert mistakes <= silent


@pytest.mark.parametrize(("kind", "unlike"), [("swapped", 2), ("digit_off", 1), ("reversed_sign", 0)])
def test_mistakes_are_what_they_are_called(kind: str, unlike: int) -> None:
    drawn = month(replace(PRESETS["large"], size=8_000), seed=2)
    amounts = [
        [
            str(abs(rows[AMOUNT].loc[row]))
            for rows, (row, *_) in zip((drawn.book, drawn.bank), event[1:3], strict=True)
        ]
        for event in drawn.events
        if event.kind == kind and event.book and event.bank
    ]
    digits = [sum(map(ne, own, other)) for own, other in amounts if len(own) == len(other)]
    assert mode(digits) == unlike  # one that would pair by chance with another open row is moved


def test_what_is_open_on_both_sides_has_no_equal_amount() -> None:
    for seed in range(20):
        drawn = month(PRESETS["round"], seed)
        sure = [event for event in drawn.events if event.stories == ((),)]
        own, other = ([row for event in sure for row in event[side]] for side in (1, 2))
        assert set(drawn.book[AMOUNT].loc[own]).isdisjoint(drawn.bank[AMOUNT].loc[other])


def test_rates_show_in_the_months() -> None:
    ordinary, mangled, rounded = (
        month(replace(PRESETS[name], size=3_000, months=12), seed=1)
        for name in ("ordinary", "mangled", "round")
    )

    def share(drawn: Month, column: str) -> float:
        return float((drawn.bank[column] == "").mean())

    assert share(mangled, PARTY) > 0.3 > 0.1 > share(ordinary, PARTY)
    assert share(mangled, REFERENCE) > 0.3
    assert (
        (rounded.book[AMOUNT] % 10_000 == 0).mean()
        > 0.45
        > 0.2
        > (ordinary.book[AMOUNT] % 10_000 == 0).mean()
    )


def test_ten_thousand_equal_amounts_stand_on_each_side() -> None:
    drawn = month(PRESETS["repeated"], seed=1)
    assert len(drawn.book) > 9_900
    assert len(drawn.bank) > 9_900
    assert drawn.book[AMOUNT].nunique() == drawn.bank[AMOUNT].nunique() == 1
