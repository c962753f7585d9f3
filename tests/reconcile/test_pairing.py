"""Rows are paired by number and amount, then by amount and day; each once, whatever their order."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ledger.judging import law
from tests.reconcile.lists import MOVES, Move, rows
from xlplan.reconcile.pairing import AMOUNT, BANK, BOOK, NEAR, REASON, STAGE, pair


def pairs(book: list[Move], bank: list[Move]) -> list[tuple[int, int, str]]:
    found = pair(rows(book), rows(bank))
    return list(found[[BOOK, BANK, STAGE]].itertuples(index=False, name=None))


def test_a_number_says_more_than_a_day() -> None:
    book = [(0, -500, ""), (1, -500, "8")]
    assert pairs(book, [(0, -500, "8"), (3, -500, "")]) == [(2, 3, "amount_date"), (3, 2, "reference")]


def test_a_number_that_is_used_once_on_both_sides_is_paired_whatever_the_day() -> None:
    assert pairs([(0, -500, "8")], [(60, -500, "8")]) == [(2, 2, "reference")]


def test_a_number_with_another_amount_proves_nothing() -> None:
    assert pairs([(0, -500, "8")], [(0, -600, "8")]) == []


def test_a_number_that_is_used_again_is_paired_by_the_nearest_day() -> None:
    book = [(0, -500, "8"), (20, -500, "8")]
    assert pairs(book, [(21, -500, "8"), (1, -500, "8")]) == [(2, 3, "reference"), (3, 2, "reference")]


def test_the_nearest_day_is_taken_first() -> None:
    book = [(0, -500, ""), (5, -500, "")]
    assert pairs(book, [(4, -500, "")]) == [(3, 2, "amount_date")]


@pytest.mark.parametrize(("apart", "found"), [(NEAR, 1), (-NEAR, 1), (NEAR + 1, 0), (-NEAR - 1, 0)])
def test_rows_without_a_number_are_paired_within_some_days(apart: int, found: int) -> None:
    assert len(pairs([(20, 700, "")], [(20 + apart, 700, "")])) == found


def test_money_in_is_no_money_out() -> None:
    assert pairs([(0, 500, "8")], [(0, -500, "8")]) == []


def test_the_reason_says_what_is_the_same_and_how_many_days_are_between() -> None:
    found = pair(rows([(0, 1, ""), (0, 2, ""), (0, 3, "9")]), rows([(2, 1, ""), (0, 2, ""), (30, 3, "9")]))
    assert found[REASON].tolist() == [
        "金额相同，日期差 2 天", "金额相同，日期相同", "票据号、金额都相同，日期差 30 天"
    ]  # fmt: skip


@law
@given(MOVES, MOVES)
def test_a_row_is_in_one_pair_at_most_and_pairs_have_one_amount(book: list[Move], bank: list[Move]) -> None:
    left, right = rows(book), rows(bank)
    found = pair(left, right)
    assert found[BOOK].is_unique
    assert found[BANK].is_unique
    assert left[AMOUNT].loc[found[BOOK]].tolist() == found[AMOUNT].tolist()
    assert right[AMOUNT].loc[found[BANK]].tolist() == found[AMOUNT].tolist()


@law
@given(MOVES, MOVES)
def test_no_two_rows_that_could_be_paired_are_left(book: list[Move], bank: list[Move]) -> None:
    left, right = rows(book), rows(bank)
    found = pair(left, right)
    left, right = left.drop(found[BOOK]), right.drop(found[BANK])
    both = left.merge(right, on=AMOUNT)
    assert ((both["日期_x"] - both["日期_y"]).dt.days.abs() > NEAR).all()


@law
@given(MOVES, MOVES, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_nothing(book: list[Move], bank: list[Move], chance: Random) -> None:
    left, right = rows(book), rows(bank)
    mixed = [side.loc[chance.sample(list(side.index), len(side))] for side in (left, right)]
    assert pair(*mixed).equals(pair(left, right))


@law
@given(MOVES)
def test_a_list_paired_with_itself_leaves_nothing(moves: list[Move]) -> None:
    assert len(pair(rows(moves), rows(moves))) == len(moves)
