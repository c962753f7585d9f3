"""Spans of receipt numbers as clerks write them, and what of them lies in others."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlplan.ledger.receipts import covered, spans, union


def read(text: str) -> list[tuple[int, int]]:
    found = spans(pd.Series([text], dtype="str"), pd.Series([0]))
    return list(zip(found["first"], found["last"], strict=True))


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("00126001", [(126001, 126001)]),
        ("00126001-00126045", [(126001, 126045)]),
        ("00126001 — 045", [(126001, 126045)]),
        ("No.1-3，5；7~8", [(1, 3), (5, 5), (7, 8)]),
        ("9-3", [(0, -1)]),
        ("没有开", [(0, -1)]),
        ("", []),
    ],
)
def test_a_cell_names_one_span_or_several(text: str, numbers: list[tuple[int, int]]) -> None:
    assert read(text) == numbers


def test_no_number_of_one_kind_is_one_of_another() -> None:
    texts = pd.Series(["1-10", "1-10"], index=[2, 3], dtype="str")
    found = spans(texts, pd.Series([0, 1], index=[2, 3]))
    assert covered(found, union(found.loc[[2]])).tolist() == [10, 0]


_SPAN = st.tuples(st.integers(1, 60), st.integers(0, 9)).map(lambda span: (span[0], sum(span)))
_SPANS = st.lists(_SPAN, max_size=8)


def frame(pairs: list[tuple[int, int]]) -> pd.DataFrame:
    return pd.DataFrame(pairs, columns=["first", "last"], dtype="int64")


@given(_SPANS, _SPANS)
def test_what_is_covered_is_counted_number_by_number(
    own: list[tuple[int, int]], other: list[tuple[int, int]]
) -> None:
    within = {number for first, last in other for number in range(first, last + 1)}
    due = [len(within & set(range(first, last + 1))) for first, last in own]
    assert covered(frame(own), union(frame(other))).tolist() == due
