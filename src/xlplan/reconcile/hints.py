"""What an open row probably is: a slip of another one, one booked twice or in the wrong account, or one nobody booked yet."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from math import log

import numpy as np
import numpy.typing as npt
import pandas as pd

from xlplan.money import grouped
from xlplan.reconcile import mistakes, references
from xlplan.reconcile.entries import INTEREST, WORDS, Entry, Habits
from xlplan.reconcile.likeness import of_names, of_wordings
from xlplan.reconcile.lists import AMOUNT, CARRIED, DAY, PART, PARTY, REFERENCE, SUMMARY
from xlplan.reconcile.proof import GROUP, OF_A_BANK, Reconciliation
from xlplan.reconcile.rows import Rows, Shares, Terms
from xlplan.reconcile.sentences import BANK, BOOK, place
from xlplan.reconcile.weights import rarity, said

NUMBER, ACCOUNT, TWICE, ASKED_TWICE = "number", "account", "twice", "asked twice"
_AGAINST: Mapping[str, float] = {
    mistakes.REVERSED: 1, mistakes.SWAP: 2, mistakes.MOVED: 2, mistakes.MORE: 3, mistakes.LESS: 3, mistakes.DIGIT: 5,
    NUMBER: 5, ACCOUNT: 1, TWICE: 1,
}  # fmt: skip
"""Kind -> how much speaks against it beforehand, on the scale of ``weights``."""
_SAID: Mapping[str, str] = {
    mistakes.REVERSED: "和{other}金额相同、一收一付，收支可能记反了。",
    mistakes.SWAP: "和{other}只是相邻两位数字颠倒，可能写颠倒了。",
    mistakes.MOVED: "和{other}数字相同、位数不同，小数点可能点错了。",
    mistakes.MORE: "比{other}多一位数字，可能多写了一位。",
    mistakes.LESS: "比{other}少一位数字，可能少写了一位。",
    mistakes.DIGIT: "和{other}只差一位数字，可能写错了一位。",
    NUMBER: "和{other}票据号相同、金额不同，可能写错了金额。",
    ACCOUNT: "和{other}金额相同，可能记错了{account}。",
    TWICE: "和{other}相同，那一笔已经对上，这一笔可能记重了。",
    ASKED_TWICE: "和{other}相同，对账单只有一笔，可能记重了。",
}
_SEEN_FROM_THERE = {mistakes.MORE: mistakes.LESS, mistakes.LESS: mistakes.MORE}
_USUAL = 7.5
"""Rarity of an amount of whole yuan."""
_SOON, _DAILY = 3.0, 0.3
"""What one day is worth, and what each day between takes away from it."""
_FEW = 20
"""Open rows among which nothing is near by chance."""
_LONGEST = 92
"""Days beyond which two rows have nothing to do with each other."""
_AGAIN = 3
"""Days within which a payment without a number is booked twice, rather than paid again."""
_SHORTEST = 3
"""Characters of a number that may stand alone for a row."""
_ALIKE = 0.8
_MONTH = 31
_BANKS = "银行|信用社|农商|农信|邮储"
_OWNER, _LABEL = "户", "标"


def explained(proofs: Iterable[Reconciliation], habits: Habits | None = None) -> list[Reconciliation]:
    """The same accounts of one day, each open row with its 提示 where one explains itself ("" elsewhere).

    What stands on the wrong account is found among the accounts that are given. Rows that are asked about have none,
    but for two of the book that may be one.
    """
    proofs = list(proofs)
    if not proofs:
        return []
    ours, theirs = (
        _together([side.open[side.open[GROUP] == 0] for side in sides])
        for sides in ([proof.book for proof in proofs], [proof.bank for proof in proofs])
    )
    left, right = Rows(ours, Terms()), Rows(theirs, Terms())
    settled = _together([proof.book.alike for proof in proofs])
    hints: tuple[dict[int, str], dict[int, str]] = ({}, {})
    hints[0].update(_twice(proofs, ours, left, settled))
    for at, to, kind in _best(_judged(_pairs(ours, theirs, left, right), ours, theirs, left, right)):
        seen = _SEEN_FROM_THERE.get(kind, kind)
        one, other = (
            _named(proofs, theirs, to, ours[_OWNER].iat[at], BANK),
            _named(proofs, ours, at, theirs[_OWNER].iat[to], BOOK),
        )
        hints[0][at] = _SAID[kind].format(other=one, account=proofs[0].names.account)
        hints[1][to] = _SAID[seen].format(other=other, account=proofs[0].names.account)
    # Only a bank does something by itself.
    by_itself = proofs[0].names == OF_A_BANK
    entries = _unbooked(proofs, ours, theirs, right, hints[1], habits or Habits()) if by_itself else {}
    return [
        replace(
            proof,
            book=replace(proof.book, hints={**_by_label(ours, own, hints[0]), **_asked_twice(proof)}),
            bank=replace(proof.bank, hints=_by_label(theirs, own, hints[1])),
            entries=entries.get(own, ()),
        )
        for own, proof in enumerate(proofs)
    ]


def _together(parts: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Rows of several accounts in the order of ``Rows``; 户 = place of the account, 标 = label on its side."""
    owned = [part.assign(**{_OWNER: own, _LABEL: part.index}) for own, part in enumerate(parts)]
    rows = pd.concat(owned, ignore_index=True)
    return rows.loc[Rows(rows, Terms()).labels].reset_index(drop=True)


def _by_label(rows: pd.DataFrame, own: int, hints: Mapping[int, str]) -> dict[int, str]:
    labels = rows.loc[rows[_OWNER] == own, _LABEL].items()
    return {label: hints[at] for at, label in labels if at in hints}


def _named(proofs: Sequence[Reconciliation], rows: pd.DataFrame, at: int, seen_from: int, side: str) -> str:
    """A row in words: where it stands, its day and its amount."""
    row = rows.iloc[at]
    proof = proofs[row[_OWNER]]
    account = proof.account if row[_OWNER] != seen_from else ""
    account += " " if account[-1:].isascii() and account else ""
    text = f"{account}{place(proof, side, row)}"
    return f" {text}" if text[:1].isascii() else text


def _pairs(ours: pd.DataFrame, theirs: pd.DataFrame, left: Rows, right: Rows) -> pd.DataFrame:
    """Candidates: places on both sides (left, right) and their kind."""
    kinds = mistakes.slips(left.amounts, right.amounts)
    one, other = (
        pd.DataFrame({"own": rows[_OWNER], "fen": side.amounts, "number": side.references, name: rows.index})
        for rows, side, name in ((ours, left, "left"), (theirs, right, "right"))
    )
    slips = mistakes.bounded(
        one[["own", "left", "fen"]].merge(kinds, left_on="fen", right_on="ours"),
        other[["own", "right", "fen"]].rename(columns={"fen": "theirs"}),
        "own",
        "theirs",
    )
    told = [side[side["number"].str.len() >= _SHORTEST] for side in (one, other)]
    numbers = mistakes.bounded(*told, "own", "number").assign(kind=NUMBER)
    numbers = numbers[(numbers["fen_x"] != numbers["fen_y"]) & (numbers["fen_x"] * numbers["fen_y"] > 0)]
    moved = mistakes.bounded(one, other, "fen").assign(kind=ACCOUNT)
    moved = moved[moved["own_x"] != moved["own_y"]]
    return pd.concat([part[["left", "right", "kind"]] for part in (slips, numbers, moved)], ignore_index=True)


def _judged(
    pairs: pd.DataFrame, ours: pd.DataFrame, theirs: pd.DataFrame, left: Rows, right: Rows
) -> pd.DataFrame:
    """The candidates that more than chance speaks for, with their ``worth`` and the ``days`` between."""
    at, to = pairs["left"].to_numpy(np.int64), pairs["right"].to_numpy(np.int64)
    days = np.abs((right.days[to] - left.days[at]).astype(np.int64))
    chance = log(max(len(ours) + len(theirs), _FEW) / _FEW)
    near = np.maximum(0, _SOON - _DAILY * days - chance)
    small = np.minimum(np.abs(left.amounts[at]), np.abs(right.amounts[to]))
    against = pairs["kind"].map(_AGAINST).to_numpy(np.float64)
    worth = near + rarity(small) - _USUAL + _alike(left, right, at, to) - against
    pairs = pairs.assign(worth=worth.round(6), days=days)
    return pairs[(pairs["worth"] > 0) & (days <= _LONGEST)]


def _alike(left: Rows, right: Rows, at: npt.NDArray[np.int64], to: npt.NDArray[np.int64]) -> Shares:
    """What numbers, counterparties and summaries of pairs of rows say."""
    names = of_names(left.names[at], right.names[to], left.summaries[at], right.summaries[to])
    tie = references.ties(left.references[at], right.references[to])
    return said(tie, names, of_wordings(left.wordings[at], right.wordings[to]))


def _best(pairs: pd.DataFrame) -> list[tuple[int, int, str]]:
    """Those that are the only best one of both their rows."""
    pairs = pairs.sort_values(["worth", "days", "left", "right"], ascending=[False, True, True, True])
    pairs = pairs.drop_duplicates(["left", "right"])
    best = np.ones(len(pairs), dtype=bool)
    for side in ("left", "right"):
        first = ~pairs.duplicated(side).to_numpy()
        rivals = pairs.duplicated([side, "worth", "days"], keep=False).to_numpy()
        best &= first & ~rivals
    return list(pairs.loc[best, ["left", "right", "kind"]].itertuples(index=False, name=None))


def _twice(
    proofs: Sequence[Reconciliation], ours: pd.DataFrame, left: Rows, settled: pd.DataFrame
) -> dict[int, str]:
    """Rows of the book that are in it once more: of one number, or of one party and wording within some days."""
    right = Rows(settled, Terms())
    one, other = (
        pd.DataFrame({"own": rows[_OWNER], "fen": side.amounts, name: rows.index})
        for rows, side, name in ((ours, left, "left"), (settled, right, "right"))
    )
    pairs = mistakes.bounded(one, other, "own", "fen").assign(kind=TWICE)
    pairs = _judged(pairs, ours, settled, left, right)
    at, to = pairs["left"].to_numpy(np.int64), pairs["right"].to_numpy(np.int64)
    tie = references.ties(left.references[at], right.references[to])
    same_party = of_names(left.names[at], right.names[to], left.summaries[at], right.summaries[to]) >= _ALIKE
    same_party &= of_wordings(left.wordings[at], right.wordings[to]) >= _ALIKE
    # What is paid again and again is no mistake.
    sole = np.bincount(at[same_party], minlength=len(ours))[at] == 1
    known = (tie == references.SAME) | (
        (tie == references.UNKNOWN) & same_party & sole & (pairs["days"].to_numpy() <= _AGAIN)
    )
    return {
        at: _SAID[TWICE].format(other=_named(proofs, settled, to, ours[_OWNER].iat[at], BOOK))
        for at, to, _ in _best(pairs[known])
    }


def _asked_twice(proof: Reconciliation) -> dict[int, str]:
    """Two rows of the book for one of the bank, by label: what is alike in all but the day may be booked twice."""
    hints: dict[int, str] = {}
    counts = [side.open.loc[side.open[GROUP] > 0, GROUP].value_counts() for side in (proof.book, proof.bank)]
    chosen = counts[0].index[counts[0] == 2].intersection(counts[1].index[counts[1] == 1])
    for _, rows in proof.book.open[proof.book.open[GROUP].isin(chosen)].groupby(GROUP):
        alike = (rows[[AMOUNT, PARTY, SUMMARY, REFERENCE]].nunique() == 1).all()
        # What is paid again and again is no mistake.
        regular = (proof.book.alike[[AMOUNT, PARTY, SUMMARY]] == rows[[AMOUNT, PARTY, SUMMARY]].iloc[0]).all(
            axis=1
        )
        if alike and not regular.any() and rows[DAY].max() - rows[DAY].min() <= pd.Timedelta(days=_AGAIN):
            for label, (_, other) in zip(rows.index, rows[::-1].iterrows(), strict=True):
                hints[label] = _SAID[ASKED_TWICE].format(other=place(proof, BOOK, other))
    return hints


def _unbooked(
    proofs: Sequence[Reconciliation],
    ours: pd.DataFrame,
    theirs: pd.DataFrame,
    right: Rows,
    hints: dict[int, str],
    habits: Habits,
) -> dict[int, tuple[Entry, ...]]:
    """Interest and fees of the bank that no open row of the book is: adds to ``hints``, and gives the vouchers by account."""
    entries: dict[int, tuple[Entry, ...]] = {}
    of_bank = (right.names == "") | theirs[PARTY].str.contains(_BANKS).to_numpy(dtype=bool)
    for summary, words in WORDS.items():
        sign = 1 if summary == INTEREST else -1
        told, booked = (
            rows[rows[SUMMARY].str.contains(words) & (rows[AMOUNT] * sign > 0)] for rows in (theirs, ours)
        )
        for at, row in told[of_bank[told.index]].iterrows():
            own = booked[booked[_OWNER] == row[_OWNER]]
            if at in hints or ((own[DAY] - row[DAY]).abs() <= pd.Timedelta(days=_MONTH)).any():
                continue
            proof = proofs[row[_OWNER]]
            # The year before is closed: what it left is booked now.
            day = proof.until if row[PART] == CARRIED else row[DAY]
            lines = habits.entries(summary, proof.account, day, row[AMOUNT])
            entries[row[_OWNER]] = entries.get(row[_OWNER], ()) + lines
            hints[int(at)] = _proposal(lines)
    return entries


def _proposal(lines: Sequence[Entry]) -> str:
    sides = "，".join(
        f"{'借' if line.debit else '贷'} {f'{line.code} {line.name}'.strip()} {grouped(line.debit or line.credit)}"
        for line in lines
    )
    return f"单位还没有记账，可照抄：{lines[0].day:%Y-%m-%d} {lines[0].summary}，{sides}。"
