"""Which rows of the bank day book are which rows of the bank's statement.

Every stage takes what it is sure of out of the pool: a clerk's own confirmations; numbers of slips; the best assignment of
single rows; single amounts that are late; sums of several; rows of one side that cancel. What could be more than one way
is asked, never guessed.
"""

from collections.abc import Hashable, Iterable, Sequence

import numpy as np
import pandas as pd

from xlplan.reconcile import likeness, references
from xlplan.reconcile.assignment import MARGIN as SURE
from xlplan.reconcile.assignment import are_alike, decide
from xlplan.reconcile.candidates import LATEST, Pairs, judged, meeting, near
from xlplan.reconcile.crowds import alike, named, numbered
from xlplan.reconcile.mistakes import is_mistyped
from xlplan.reconcile.offsets import came_back, cancelling
from xlplan.reconcile.pool import ASK, ASSIGNMENT, LATE, MATCH, NUMBER, OFFSET, SUM, Matching, Pool
from xlplan.reconcile.readings import Reading, resolved
from xlplan.reconcile.rows import Numbers, Rows, Terms, Texts
from xlplan.reconcile.sums import sums

_ALIKE = 0.8
"""Likeness from which on two counterparties are told as one."""
_UNLIKE = 0.3
"""Likeness below which they are two."""

Groups = Sequence[tuple[Sequence[int], Sequence[int]]]
"""Labels of the book and of the bank that belong together."""


def match(
    book: pd.DataFrame, bank: pd.DataFrame, terms: Terms | None = None, confirmed: Groups = ()
) -> Matching:
    """Find what belongs together in two lists (frames of ``lists``; labels are whole numbers without repeats).

    The order of the rows changes nothing. ``confirmed``: what a clerk has said, taken as it is.
    """
    pool = Pool(book, bank, terms or Terms())
    for ours, theirs in confirmed:
        pool.confirm(ours, theirs)
    _numbered(pool)
    _assigned(pool)
    _late(pool)
    _read(pool, sums(pool.book, pool.bank), MATCH, SUM)
    for side, rows in enumerate((pool.book, pool.bank)):
        _read(pool, _offsets(rows, side), OFFSET, OFFSET)
    return pool.matching()


def _numbered(pool: Pool) -> None:
    """Rows with a number that stands once on each side: one payment if the amounts are equal, or nearly so by a mistake."""
    sides = []
    for rows in (pool.book, pool.bank):
        told = rows.open & np.fromiter(map(references.decides, rows.references), np.bool_, len(rows))
        frame = pd.DataFrame({"amount": rows.amounts, "number": rows.references})[told]
        sides.append(frame.rename_axis("place").reset_index())
    for keys in (["amount", "number"], ["number"]):
        sole = [frame[~frame.duplicated(keys, keep=False)] for frame in sides]
        both = sole[0].merge(sole[1], on=keys)
        ours, theirs = both["place_x"].to_numpy(np.int64), both["place_y"].to_numpy(np.int64)
        if "amount" in keys:
            lag = pool.bank.workdays[theirs] - pool.book.workdays[ours]
            same_day = pool.book.days[ours] == pool.bank.days[theirs]
            names = likeness.of_names(*_said(pool, ours, theirs))
            unlike = np.where(names < _UNLIKE, "，但对方不同，请核对", "")
            reasons = [
                "票据号、金额都相同" + _apart(days, same) + doubt
                for days, same, doubt in zip(lag, same_day, unlike, strict=True)
            ]
            pool.pair(ours, theirs, NUMBER, reasons, np.full(len(ours), np.nan))
            pool.agreed = pool.bank.references[theirs]
        else:
            wrong = _mistyped(pool, ours, theirs)
            pool.withhold(ours[wrong], theirs[wrong])


def _mistyped(pool: Pool, ours: Numbers, theirs: Numbers) -> list[bool]:
    """Whether two rows of one number are one payment near in time, of one counterparty, whose amount was mistyped."""
    book, bank = pool.book, pool.bank
    apart = np.abs(bank.workdays[theirs] - book.workdays[ours])
    near = apart <= np.maximum(book.windows[ours], bank.windows[theirs])
    names = likeness.of_names(*_said(pool, ours, theirs))
    amounts = zip(book.amounts[ours].tolist(), bank.amounts[theirs].tolist(), strict=True)
    possible = near & ~(names < _ALIKE)
    return [bool(may) and is_mistyped(*fen) for may, fen in zip(possible, amounts, strict=True)]


def _said(pool: Pool, ours: Numbers, theirs: Numbers) -> tuple[Texts, Texts, Texts, Texts]:
    """Counterparties and summaries of pairs of rows."""
    book, bank = pool.book, pool.bank
    return book.names[ours], bank.names[theirs], book.summaries[ours], bank.summaries[theirs]


def _assigned(pool: Pool) -> None:
    """The best assignment of single rows."""
    crowded = _compared(pool, *near(pool.book, pool.bank))
    if len(crowded):
        _compared(pool, *numbered(pool.book, pool.bank, crowded), crowded)
        for rows in (pool.book, pool.bank):
            rows.forget_numbers(crowded)
        _compared(pool, *named(pool.book, pool.bank, crowded))
        crowded = _compared(pool, *near(pool.book, pool.bank))
        for ours, theirs in alike(pool.book, pool.bank, crowded):
            _take_crowd(pool, ours, theirs)


def _compared(pool: Pool, left: Numbers, right: Numbers, crowded: Numbers) -> Numbers:
    for rows in (pool.book, pool.bank):
        rows.lose(came_back(rows))
    _decide(pool, judged(pool.book, pool.bank, left, right, pool.agreed), ASSIGNMENT)
    return crowded


def _take_crowd(pool: Pool, ours: Numbers, theirs: Numbers) -> None:
    """Rows of one amount and one day: those of one counterparty are each other, one by one; anything else is asked."""
    if are_alike(pool.book, ours) and are_alike(pool.bank, theirs):
        count = min(len(ours), len(theirs))
        said = f"同一天日记账 {len(ours)} 笔、对账单 {len(theirs)} 笔金额相同，逐笔对上"
        pool.pair(ours[:count], theirs[:count], ASSIGNMENT, [said] * count, np.zeros(count))
    else:
        pool.take(ASK, ours, theirs, ASSIGNMENT, _question(len(ours), len(theirs)))


def _late(pool: Pool) -> None:
    """Amounts, or amounts of one counterparty, that stand once on each side, however late."""
    rare = []
    for rows in (pool.book, pool.bank):
        amounts = pd.Series(rows.amounts)
        sole = ~amounts.duplicated(keep=False).to_numpy()
        named = ~pd.DataFrame({"amount": amounts, "name": rows.names}).duplicated(keep=False).to_numpy()
        rare.append((sole, named & (rows.names != "")))
    left, right, _ = meeting(pool.book.points(), pool.bank.points(), -LATEST, LATEST)
    sole, named = (own[left] & other[right] for own, other in zip(*rare, strict=True))
    left, right = left[sole | named], right[sole | named]
    pairs = judged(pool.book, pool.bank, left, right, pool.agreed, late=True)
    sole, _ = (own[pairs.book] & other[pairs.bank] for own, other in zip(*rare, strict=True))
    _decide(pool, pairs[sole | (pairs.names >= _ALIKE)], LATE)


def _decide(pool: Pool, pairs: Pairs, stage: str) -> None:
    pairs = pairs[pairs.worth > 0]
    found = decide(pool.book, pool.bank, pairs)
    beyond = "，迟到了" if stage == LATE else ""
    reasons = [_reason(pairs, at) + beyond for at in found.pairs]
    pool.pair(
        np.array(found.book, np.int64),
        np.array(found.bank, np.int64),
        stage,
        reasons,
        np.array(found.margins),
    )
    for ours, theirs in found.asks:
        pool.take(ASK, ours, theirs, stage, _question(len(ours), len(theirs)))


def _reason(pairs: Pairs, at: int) -> str:
    """What speaks for a pair, in words."""
    said = ["金额相同"]
    tie, name = pairs.tie[at], pairs.names[at]
    if tie == references.SAME:
        said = ["票据号、金额都相同"]
    elif tie == references.CUT:
        said = ["金额相同，票据号有一段相同"]
    if name >= _ALIKE:
        said.append("对方相同" if name == 1 else "对方相近")
    if pairs.wordings[at] >= 0.5:
        said.append("摘要相近")
    return "，".join(said) + _apart(int(pairs.lag[at]), bool(pairs.same_day[at]))


def _apart(lag: int, same_day: bool) -> str:
    if lag == 0:
        return "，同一天" if same_day else "，中间没有工作日"
    return f"，银行{'晚' if lag > 0 else '早'} {abs(lag)} 个工作日"


def _question(ours: int, theirs: int) -> str:
    if ours == theirs == 1:
        return "金额相同，别的不足以断定，请确认是不是同一笔。"
    return f"日记账 {ours} 笔、对账单 {theirs} 笔金额相同，分不清哪一笔对哪一笔，请确认。"


def _offsets(rows: Rows, side: int) -> Iterable[Reading]:
    found = cancelling(rows)
    for left, right, worth in zip(
        found.left.tolist(), found.right.tolist(), found.worth.tolist(), strict=True
    ):
        places = (min(left, right), max(left, right))
        ours, theirs = (places, ()) if side == 0 else ((), places)
        yield Reading(ours, theirs, worth, "同一边一正一负，互相抵销")


def _read(pool: Pool, readings: Iterable[Reading], kind: str, stage: str) -> None:
    own, other = pool.book.identities, pool.bank.identities

    def alike(reading: Reading) -> Hashable:
        return tuple(sorted(own[list(reading.book)].tolist())), tuple(
            sorted(other[list(reading.bank)].tolist())
        )

    for verdict in resolved(readings, alike, SURE):
        ours, theirs = np.array(verdict.book, np.int64), np.array(verdict.bank, np.int64)
        margin = np.nan if verdict.margin is None else verdict.margin
        if verdict.sure:
            pool.take(kind, ours, theirs, stage, verdict.reason, margin)
        elif kind == MATCH:
            several = margin < SURE
            said = "有几种凑法合计都相等" if several else "合计相等，别的不足以断定是同一笔"
            pool.take(ASK, ours, theirs, stage, f"{said}，请确认。", margin)
