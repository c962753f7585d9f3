"""The matchers that are compared do what their descriptions say."""

from collections.abc import Sequence
from datetime import date, timedelta

import pandas as pd
import pytest

from tests.months.baselines.actual import actual
from tests.months.baselines.beangulp import beangulp
from tests.months.baselines.gnucash import gnucash
from tests.months.baselines.odoo import odoo
from tests.months.claims import Matcher, score
from tests.months.generator import month
from tests.months.matchers import BASELINES
from tests.months.month import ASK, COLUMNS, MATCH, Group
from tests.months.rates import ORDINARY

Move = tuple[int, int, str, str, str]
"""Days after the first, fen, number, summary, party."""


def side(moves: Sequence[Move]) -> pd.DataFrame:
    rows = [(pd.Timestamp(date(2026, 9, 1) + timedelta(days)), *rest) for days, *rest in moves]
    frame = pd.DataFrame(rows, range(2, len(rows) + 2), COLUMNS)
    return frame.astype(dict(zip(COLUMNS, ["datetime64[s]", "int64", "str", "str", "str"], strict=True)))


def groups(matcher: Matcher, book: Sequence[Move], bank: Sequence[Move]) -> list[Group]:
    return sorted(matcher(side(book), side(bank)).groups())


def pair(own: int, other: int, kind: str = MATCH) -> Group:
    return Group(kind, (own,), (other,))


@pytest.mark.parametrize("matcher", BASELINES.values(), ids=BASELINES)
def test_each_finds_plain_pairs(matcher: Matcher) -> None:
    moves = [
        (0, -5_000, "1234", "付电费", "供电公司"),
        (3, -70_000, "1235", "付水费", "水务公司"),
        (9, 800, "1236", "拨款", "财政局"),
    ]
    assert groups(matcher, moves, moves) == [pair(2, 2), pair(3, 3), pair(4, 4)]


@pytest.mark.parametrize("matcher", BASELINES.values(), ids=BASELINES)
def test_each_takes_a_row_once(matcher: Matcher) -> None:
    move = (0, -5_000, "1234", "付电费", "供电公司")
    assert len(groups(matcher, [move], [move, move])) == 1


@pytest.mark.parametrize("matcher", BASELINES.values(), ids=BASELINES)
def test_each_can_have_empty_lists(matcher: Matcher) -> None:
    move = (0, -5_000, "1234", "付电费", "供电公司")
    assert groups(matcher, [], []) == groups(matcher, [move], []) == groups(matcher, [], [move]) == []


@pytest.mark.parametrize("matcher", BASELINES.values(), ids=BASELINES)
def test_each_finds_more_than_half_of_an_ordinary_month(matcher: Matcher) -> None:
    drawn = month(ORDINARY, seed=3)
    assert score(drawn, matcher(drawn.book, drawn.bank)).recall > 0.5


@pytest.mark.parametrize(
    ("own", "other", "kind"),
    [
        ((0, -500, "", "", ""), (0, -500, "", "", ""), MATCH),  # 3 + 3
        ((0, -500, "", "", ""), (4, -500, "", "", ""), ASK),  # 3 + 2
        ((0, -500, "", "", ""), (5, -500, "", "", ""), None),  # 3
        ((0, -500, "", "", ""), (4, -700, "", "", ""), ASK),  # 2 + 2
        ((0, -500, "", "", ""), (0, -701, "", "", ""), None),  # -5 + 3
        ((0, -500, "8", "", ""), (14, -500, "8", "", ""), MATCH),  # 3 + 4
        ((0, -500, "8", "x", "y"), (20, -500, "8", "x", "y"), MATCH),  # 3 - 5 + 4 + 2 + 2
        ((0, -500, "8", "x", "y"), (0, -900, "8", "x", "y"), MATCH),  # -5 + 3 + 4 + 2 + 2
        ((0, -500, "8", "", ""), (0, -500, "9", "", ""), ASK),  # 3 + 3 - 2
        ((0, -500, "8", "", ""), (4, -500, "9", "", ""), None),  # 3 + 2 - 2
        ((0, -500, "", "付电费款", ""), (4, -500, "", "付电", ""), MATCH),  # 3 + 2 + 1
        ((0, -500, "8", "x", "y"), (43, -500, "8", "x", "y"), None),  # too far
    ],
)  # fmt: skip
def test_gnucash_adds_up_its_score(own: Move, other: Move, kind: str | None) -> None:
    assert groups(gnucash, [own], [other]) == ([pair(2, 2, kind)] if kind else [])


def test_gnucash_gives_the_best_score_first() -> None:
    book = [(0, -500, "", "", ""), (0, -500, "8", "", "")]
    assert groups(gnucash, book, [(0, -500, "8", "", ""), (0, -500, "", "", "")]) == [pair(2, 3), pair(3, 2)]


def test_actual_goes_by_number_then_by_payee_then_by_day() -> None:
    book = [(0, -500, "", "", "甲"), (1, -500, "", "", "乙"), (60, -500, "8", "", "")]
    bank = [(1, -500, "", "", "甲"), (1, -500, "", "", "丙"), (0, -500, "8", "", "")]
    assert groups(actual, book, bank) == [pair(2, 2), pair(3, 3), pair(4, 4)]


def test_actual_looks_seven_days_around() -> None:
    assert groups(actual, [(0, -500, "", "", "")], [(7, -500, "", "", "")]) == [pair(2, 2)]
    assert groups(actual, [(0, -500, "", "", "")], [(8, -500, "", "", "")]) == []


def test_odoo_prefers_one_exact_amount_to_a_sum() -> None:
    book = [(0, -200, "", "", "甲"), (0, -300, "", "", "甲"), (1, -500, "", "", "甲")]
    assert groups(odoo, book, [(2, -500, "", "", "甲")]) == [pair(4, 2)]


def test_odoo_adds_up_candidates_in_the_order_of_time() -> None:
    book = [(0, -200, "", "", "甲"), (1, -300, "", "", "甲"), (2, -100, "", "", "甲")]
    assert groups(odoo, book, [(2, -500, "", "", "甲")]) == [Group(MATCH, (2, 3), (2,))]
    assert groups(odoo, book, [(2, -400, "", "", "甲")]) == []


def test_odoo_needs_something_in_common() -> None:
    assert groups(odoo, [(0, -500, "123", "", "")], [(0, -500, "123", "", "")]) == []
    assert groups(odoo, [(0, -500, "1234", "", "")], [(0, -500, "", "转账 1234", "")]) == [pair(2, 2)]


@pytest.mark.parametrize(
    ("days", "fen", "found"), [(2, -1_040_000, 1), (3, -1_000_000, 0), (0, -1_100_000, 0), (0, 1_000_000, 0)]
)
def test_beangulp_takes_what_is_near_in_day_and_amount(days: int, fen: int, found: int) -> None:
    assert len(groups(beangulp, [(0, -1_000_000, "", "", "")], [(days, fen, "", "", "")])) == found
