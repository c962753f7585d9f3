"""Which way the money of each row went: two columns, or one with a sign or a direction word."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from xlplan.bank import figures
from xlplan.bank.names import GIVEN_BACK, NEUTRAL, SIGNS, YES, Field, key

Fen = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
Texts = Callable[[Field], Sequence[str]]

NO_NUMBER = "金额不是数"
_PART_BACK = re.compile(r"退款\D{0,3}?([\d,]+(?:\.\d+)?)")


@dataclass
class Sides:
    """Row by row, in fen."""

    amount: Fen
    """+ for money in."""
    figure: Mask
    """Where a figure stands at all."""
    wrong: npt.NDArray[np.str_]
    """In words, "" for nothing."""
    neutral: Fen
    """What the file calls neither money in nor money out; its amount is 0."""
    signed: bool
    """Whether columns, words or signs tell money in from money out."""
    other: Fen | None = None
    """What the amounts are if the other reading of a sign, or of an entry taken back, is what the bank means."""


def sides(texts: Texts, places: Mapping[Field, tuple[int, ...]]) -> Sides:
    """The amounts below a header."""
    two_columns = Field.INCOME in places and Field.SPENDING in places
    found = _two_columns(texts) if two_columns else _one_column(texts)
    back = _where(texts(Field.REVERSED), lambda word: word in YES)
    if found.other is None and back.any():
        found.other = np.where(back, -found.amount, found.amount)
    return found


def _two_columns(texts: Texts) -> Sides:
    income, no_income, bad_income = figures.amounts(texts(Field.INCOME))
    spending, no_spending, bad_spending = figures.amounts(texts(Field.SPENDING))
    wrong = np.where(bad_income | bad_spending, NO_NUMBER, "").astype("U20")
    wrong[(income != 0) & (spending != 0)] = "收入、支出两边都有数"
    column = (income != 0).astype(np.int64) - (spending != 0)
    against = (_signs(texts(Field.DIRECTION)) * column == -1) & (wrong == "")
    wrong[against] = "的收支方向和金额所在的列相反"
    found = Sides(income - spending, ~(no_income & no_spending), wrong, np.zeros_like(income), signed=True)
    if (spending < 0).any() and not (spending > 0).any():
        # A bank that writes a minus before all that it pays out means no entry taken back.
        found.amount, found.other = income + spending, found.amount
    return found


def _one_column(texts: Texts) -> Sides:
    amount, blank, bad = figures.amounts(texts(Field.AMOUNT))
    wrong = np.where(bad, NO_NUMBER, "").astype("U20")
    words = texts(Field.DIRECTION)
    signs, neither = _signs(words), _where(words, NEUTRAL.__contains__)
    minus, plus = amount < 0, any(text.startswith("+") for text in texts(Field.AMOUNT))
    if not signs.any():
        return Sides(amount, ~blank, wrong, np.zeros_like(amount), bool(minus.any()) or plus)
    # Some banks write both the word and the sign; else a minus beside a word takes an entry back.
    agree = minus.any() and not (minus & (signs > 0)).any() and not ((amount > 0) & (signs < 0)).any()
    if not agree:
        wrong[(signs == 0) & ~neither & (wrong == "")] = "看不出是收入还是支出"
    neutral = np.where(neither & (signs == 0), amount, 0)
    said = amount * signs
    own = np.where(neutral != 0, 0, amount)
    return Sides(own if agree else said, ~blank, wrong, neutral, True, said if agree else None)


def refunds(words: Sequence[str], amount: Fen) -> tuple[Fen, Mask]:
    """What a status says came back of each amount, and where it says that something did but not how much."""
    back = {word: _back(key(word)) for word in set(words)}
    found = np.fromiter((back[word] for word in words), np.int64, len(words))
    return np.where(found == _WHOLE, np.abs(amount), np.maximum(found, 0)), found == _UNKNOWN


_WHOLE, _UNKNOWN = -1, -2


def _back(status: str) -> int:
    part = _PART_BACK.search(status)
    if part:
        return figures.fen_of(part[1]) or 0
    return _WHOLE if status in GIVEN_BACK else _UNKNOWN if "部分退款" in status else 0


def _signs(words: Sequence[str]) -> Fen:
    known = {word: SIGNS.get(key(word), 0) for word in set(words)}
    return np.fromiter((known[word] for word in words), np.int64, len(words))


def _where(words: Sequence[str], holds: Callable[[str], bool]) -> Mask:
    known = {word: holds(key(word)) for word in set(words)}
    return np.fromiter((known[word] for word in words), np.bool_, len(words))
