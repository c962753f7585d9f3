"""What is found, wrong and asked is counted as the truth has it."""

from collections.abc import Sequence
from datetime import date
from random import Random

from tests.months.claims import Score, claims, score, wrong_groups
from tests.months.month import ASK, MATCH, OFFSET, Event, Group, Month, Row, composed

DAY = date(2026, 9, 1)
PAIR = (Group(MATCH, (0,), (0,)),)
A, B = (2,), (3,)
"""Labels of the first row and the second."""


def row(fen: int, reference: str = "", summary: str = "") -> Row:
    return Row(DAY, fen, reference, summary, "")


def drawn(book: Sequence[Row], bank: Sequence[Row], *events: Event) -> Month:
    """In the order in which the rows are given, since they differ in their day."""
    own, other = (
        [one._replace(day=date(2026, 9, place)) if one.summary else one for place, one in enumerate(rows, 1)]
        for rows in (book, bank)
    )
    return composed(own, other, events, Random(1))


def pairs(count: int) -> list[Event]:
    return [
        Event("transfer", (place,), (place,), ((Group(MATCH, (place,), (place,)),),))
        for place in range(count)
    ]


def scored(month: Month, *groups: Group) -> Score:
    said = claims(month.book, month.bank, groups)
    found = score(month, said)
    assert len(wrong_groups(month, said)) == found.wrong
    return found


def test_the_truth_is_found_and_nothing_is_wrong() -> None:
    month = drawn(
        [row(-5, summary="a"), row(-6, summary="b")], [row(-5, summary="a"), row(-6, summary="b")], *pairs(2)
    )
    assert scored(month, Group(MATCH, A, A), Group(MATCH, B, B)) == Score(2, 2, 2, 0, 0)


def test_a_planted_wrong_match_is_counted() -> None:
    month = drawn(
        [row(-5, summary="a"), row(-5, summary="b")], [row(-5, summary="a"), row(-5, summary="b")], *pairs(2)
    )
    found = scored(month, Group(MATCH, A, B), Group(MATCH, B, A))
    assert found == Score(2, 0, 2, 2, 0)
    assert (found.recall, found.precision) == (0, 0)


def test_equal_rows_are_interchangeable() -> None:
    month = drawn([row(-5), row(-5)], [row(-5), row(-5)], *pairs(2))
    assert scored(month, Group(MATCH, A, B), Group(MATCH, B, A)) == Score(2, 2, 2, 0, 0)


def test_an_equal_row_that_is_open_may_be_the_one_that_is_matched() -> None:
    month = drawn([row(-5), row(-5)], [row(-5)], Event("booked_twice", (0, 1), (0,), (PAIR,)))
    assert scored(month, Group(MATCH, A, A)) == scored(month, Group(MATCH, B, A)) == Score(1, 1, 1, 0, 0)


def test_a_number_that_the_other_side_has_tells_rows_apart() -> None:
    month = drawn([row(-5, "0071"), row(-5, "0072")], [row(-5, "71"), row(-5, "PZ0072")], *pairs(2))
    own = {number: (label,) for label, number in month.book["票号"].items()}
    other = {number: (label,) for label, number in month.bank["票号"].items()}
    right = Group(MATCH, own["0071"], other["71"]), Group(MATCH, own["0072"], other["PZ0072"])
    crossed = Group(MATCH, own["0071"], other["PZ0072"]), Group(MATCH, own["0072"], other["71"])
    assert scored(month, *right) == Score(2, 2, 2, 0, 0)
    assert scored(month, *crossed) == Score(2, 0, 2, 2, 0)


def test_a_number_of_the_bank_alone_tells_nothing() -> None:
    month = drawn([row(-5, "0071"), row(-5, "0072")], [row(-5, "B8"), row(-5, "")], *pairs(2))
    assert scored(month, Group(MATCH, A, A), Group(MATCH, B, B)) == Score(2, 2, 2, 0, 0)
    assert scored(month, Group(MATCH, A, B), Group(MATCH, B, A)) == Score(2, 2, 2, 0, 0)


def test_a_group_is_found_only_when_it_is_complete() -> None:
    whole = (Group(MATCH, (0,), (0, 1)),)
    month = drawn(
        [row(-9, summary="a")],
        [row(-5, summary="a"), row(-4, summary="b")],
        Event("split", (0,), (0, 1), (whole,)),
    )
    assert scored(month, Group(MATCH, A, (2, 3))) == Score(1, 1, 1, 0, 0)
    assert scored(month, Group(MATCH, A, A)) == Score(1, 0, 1, 1, 0)


def test_what_is_asked_is_neither_found_nor_wrong() -> None:
    month = drawn([row(-5)], [row(-5)], *pairs(1))
    assert scored(month, Group(ASK, A, A)) == Score(1, 0, 0, 0, 1)


def test_an_offset_of_rows_that_are_open_is_wrong() -> None:
    month = drawn(
        [], [row(-5), row(5)], Event("unbooked", (), (0,), ((),)), Event("unbooked", (), (1,), ((),))
    )
    assert scored(month, Group(OFFSET, (), (2, 3))) == Score(0, 0, 1, 1, 0)


def test_each_story_of_a_returned_payment_is_true() -> None:
    first, again = Group(OFFSET, (), (0, 1)), Group(OFFSET, (), (1, 2))
    stories = (
        (first, Group(MATCH, (0,), (2,))),
        (Group(MATCH, (0,), (0,)), again),
        (Group(MATCH, (0,), (0, 1, 2)),),
    )
    bank = [row(-5, summary="a"), row(5, summary="b"), row(-5, summary="c")]
    month = drawn([row(-5, summary="a")], bank, Event("returned", (0,), (0, 1, 2), stories))
    assert scored(month, Group(OFFSET, (), (2, 3)), Group(MATCH, A, (4,))) == Score(2, 2, 2, 0, 0)
    assert scored(month, Group(MATCH, A, A), Group(OFFSET, (), (3, 4))) == Score(2, 2, 2, 0, 0)
    assert scored(month, Group(MATCH, A, (2, 3, 4))) == Score(1, 1, 1, 0, 0)
    assert scored(month, Group(OFFSET, (), (2, 3)), Group(MATCH, A, A[:0])) == Score(2, 1, 2, 1, 0)
