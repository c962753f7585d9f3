"""Cents survive Excel, and nothing else is taken for an amount."""

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlplan.money import LARGEST, grouped, parse_number, parse_yuan, whole, whole_fen, yuan

FEN = st.integers(-(LARGEST * 100 - 1), LARGEST * 100 - 1)


@given(FEN)
def test_whole_fen_come_back_from_the_double_that_excel_keeps(fen: int) -> None:
    read, wrong = whole_fen(np.array([fen / 100]))
    assert (read[0], wrong[0]) == (fen, False)


@given(st.lists(st.integers(-(10**8), 10**8), min_size=2, max_size=30))
def test_the_noise_of_adding_doubles_is_no_third_decimal(fen: list[int]) -> None:
    total = 0.0
    for amount in fen:
        total += amount / 100
    read, wrong = whole_fen(np.array([total]))
    assert (read[0], wrong[0]) == (sum(fen), False)


@given(st.integers(-(10**11), 10**11), st.integers(1, 9))
def test_a_third_decimal_is_never_rounded_away(fen: int, digit: int) -> None:
    value = float(Decimal(fen) / 100 + Decimal(digit) / 1000)
    assert whole_fen(np.array([value]))[1][0]


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 1e13, -1e300])
def test_what_fifteen_digits_cannot_hold_is_no_amount(value: float) -> None:
    assert whole_fen(np.array([value]))[1][0]


@pytest.mark.parametrize(
    ("text", "value"),
    [("１２", "12"), ("1,200.50", "1200.50"), ("¥5", "5"), ("￥5.5元", "5.5"), ("(5.00)", "-5"), ("（5）", "-5"),
     (" 7 ", "7"), ("-¥3", "-3"), ("＋8", "8"), (".5", "0.5"), ("1，000", "1000"), ("5 000.00", "5000"), ("( 5.00 )", "-5")],
)  # fmt: skip
def test_amounts_are_read_as_people_type_them(text: str, value: str) -> None:
    assert parse_yuan(text) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    ["", "一百元", "12,34", "1 2", "12 34", "5 元 6", "1.2.3", "--5", "abc", "5%", "元", "-", "1e5", "²"],
)
def test_anything_else_is_no_amount(text: str) -> None:
    assert parse_yuan(text) is None


@given(FEN)
def test_fen_are_shown_as_yuan_and_read_back(fen: int) -> None:
    assert parse_yuan(grouped(fen)) == Decimal(fen) / 100
    assert Decimal(yuan(fen)) == Decimal(fen) / 100
    assert yuan(fen)[-3] == "."


THOUSANDTHS = st.integers(-(10**15 - 1), 10**15 - 1)


@given(THOUSANDTHS)
def test_thousandths_come_back_from_the_double_that_excel_keeps(thousandths: int) -> None:
    read, wrong = whole(np.array([thousandths / 1000]), 1000)
    assert (read[0], wrong[0]) == (thousandths, False)


@given(st.integers(-(10**11), 10**11), st.integers(1, 9))
def test_a_fourth_decimal_is_never_rounded_away(thousandths: int, digit: int) -> None:
    value = float(Decimal(thousandths) / 1000 + Decimal(digit) / 10000)
    assert whole(np.array([value]), 1000)[1][0]


@given(THOUSANDTHS)
def test_thousandths_are_shown_and_read_back(thousandths: int) -> None:
    assert parse_number(grouped(thousandths, 3)) == Decimal(thousandths) / 1000


@pytest.mark.parametrize("text", ["5元", "¥5", "五", "5kg", ""])
def test_a_number_has_no_sign_of_money_and_no_unit(text: str) -> None:
    assert parse_number(text) is None
