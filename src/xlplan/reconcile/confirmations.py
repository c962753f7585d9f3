"""What a clerk has confirmed (对账确认): which rows of both sides belong together.

A line of that sheet speaks of a row by what it holds, never by where it stands: of rows that hold the same, the first line
speaks of the first. A group is used whole or not at all.
"""

from dataclasses import dataclass

import pandas as pd

from xlplan.excel.frames import empty
from xlplan.reconcile.likeness import each
from xlplan.reconcile.lists import AMOUNT, DAY, REFERENCE, VOUCHER
from xlplan.reconcile.matching import Groups
from xlplan.reconcile.references import bare
from xlplan.tables.books import Books, Waiting
from xlplan.tables.ledger import BANK_SIDE, BOOK_SIDE, Confirmation

NUMBER, LABEL, NEAREST, SAME, GAP, SINGLE = "号", "标", "最近", "相同", "相差", "单边"
_KEYS = [DAY, AMOUNT, NUMBER]
_PASSES = ((True, REFERENCE), (True, VOUCHER), (False, REFERENCE), (False, ""))
"""Whether lines with a number are looked up, and in which numbers; one without takes what has no number before others."""


@dataclass(frozen=True)
class Confirmed:
    """What is said of one account; frames are rows of 对账确认 (index = Excel row) with 金额 (fen, + for money in)."""

    groups: Groups
    """Those that can be used: labels of the book and of the bank."""
    lost: pd.DataFrame
    """Lines that no row fits, with 最近 (the nearest day of a row of that amount, NaT for none) and 相同 (how many rows
    hold the same, all of them taken; 0 where it is the number that none has)."""
    unequal: pd.DataFrame
    """The first line of every group of found rows whose sides differ, with the sums of both as 日记账 and 对账单, 相差
    (book less bank), and 单边 (the one side that it has, "" for both)."""


USED = (
    Confirmation.account,
    Confirmation.together,
    Confirmation.side,
    Confirmation.date,
    Confirmation.income,
    Confirmation.spending,
    Confirmation.number,
    Confirmation.confirmed,
)
"""The columns without which the sheet says nothing."""


def of_office(books: Books) -> pd.DataFrame:
    """The lines of 对账确认 that count today; raises Waiting where they cannot be had."""
    with books.asked():
        rows = books[Confirmation][list(USED)]
    return rows[~(rows[Confirmation.confirmed] > pd.Timestamp(books.today))]


def across_accounts(lines: pd.DataFrame) -> "pd.Series":
    """Which lines are of a group that has several accounts."""
    return lines.groupby(Confirmation.together)[Confirmation.account].transform("nunique") > 1


def of_account(lines: pd.DataFrame, account: str) -> pd.DataFrame:
    """The lines of one account; a group that has several accounts is of none."""
    return lines[(lines[Confirmation.account] == account) & ~across_accounts(lines)]


def usable(books: Books, account: str) -> pd.DataFrame:
    """What 对账确认 says of an account; nothing where the sheet cannot be had, which is no reason not to reconcile."""
    try:
        return of_account(of_office(books.requiring(False)), account)
    except Waiting:
        return empty(Confirmation)


def confirmed(lines: pd.DataFrame, book: pd.DataFrame, bank: pd.DataFrame) -> Confirmed:
    """What the lines of one account say of all its rows (frames of ``lists``).

    A group one line of which has no day, no known side or no group is passed over: the cell itself is told.
    """
    said = _clear(lines)
    sides = {
        side: rows[rows[AMOUNT].isin(said[AMOUNT])] for side, rows in ((BOOK_SIDE, book), (BANK_SIDE, bank))
    }
    labels = [_found(said[said[Confirmation.side] == side], rows) for side, rows in sides.items()]
    said = said.assign(**{LABEL: pd.concat(labels)})
    lost = said[said[LABEL].isna()]
    whole = said[~said[Confirmation.together].isin(lost[Confirmation.together])]
    sums = _sums(whole)
    apart = sums[sums[GAP] != 0]
    searched = [_searched(lost[lost[Confirmation.side] == side], rows) for side, rows in sides.items()]
    return Confirmed(
        _groups(whole[~whole[Confirmation.together].isin(apart.index)]),
        pd.concat(searched).sort_index(),
        whole.drop_duplicates(Confirmation.together).join(apart, on=Confirmation.together, how="inner"),
    )


def within(groups: Groups, ours: pd.DataFrame, theirs: pd.DataFrame) -> Groups:
    """The groups all rows of which are in both lists."""
    own, other = set(ours.index), set(theirs.index)
    return [(book, bank) for book, bank in groups if own.issuperset(book) and other.issuperset(bank)]


def _clear(lines: pd.DataFrame) -> pd.DataFrame:
    """The lines whose groups are clear, with what is compared."""
    group, number = lines[Confirmation.together], lines[Confirmation.number]
    known = (group != "") & lines[Confirmation.side].isin(Confirmation.side.choices)
    known &= lines[Confirmation.date].notna()
    compared = {
        AMOUNT: lines[Confirmation.income] - lines[Confirmation.spending],
        NUMBER: pd.Series(each(number, bare), lines.index, dtype="str"),
    }
    return lines.assign(**compared)[known.groupby(group).transform("all")]


def _found(said: pd.DataFrame, rows: pd.DataFrame) -> "pd.Series":
    """The label of the row that each line speaks of; NA where there is none, or other lines have taken them all."""
    labels = pd.Series(pd.NA, said.index, dtype="Int64")
    said = said[_KEYS]
    rows = rows[[DAY, AMOUNT, REFERENCE, VOUCHER]].assign(**{LABEL: rows.index}).sort_index()
    for numbered, kind in _PASSES:
        asked = said[labels.isna() & ((said[NUMBER] != "") == numbered)]
        if asked.empty:
            continue
        left = rows[~rows.index.isin(labels.dropna())]
        pairs = _counted(asked.reset_index(names="行")).merge(
            _counted(_numbered(left, kind)), on=[*_KEYS, "第"], suffixes=("", "_row")
        )
        labels[pairs["行"]] = pairs[LABEL].to_numpy()
    return labels


def _numbered(rows: pd.DataFrame, kind: str) -> pd.DataFrame:
    """Rows of a side with one of their numbers as lines of 对账确认 are compared; "" for none of them."""
    numbers = pd.Series(each(rows[kind], bare) if kind else "", rows.index, dtype="str")
    return rows.assign(**{NUMBER: numbers})


def _counted(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(第=rows.groupby(_KEYS).cumcount())


def _sums(said: pd.DataFrame) -> pd.DataFrame:
    """By group the sums of both sides, and what they differ by."""
    sides = (said[said[Confirmation.side] == side] for side in Confirmation.side.choices)
    sums = pd.concat([own.groupby(Confirmation.together)[AMOUNT].sum() for own in sides], axis=1)
    sums.columns = pd.Index(Confirmation.side.choices)
    alone = pd.Series("", sums.index)
    for side, other in (Confirmation.side.choices, Confirmation.side.choices[::-1]):
        alone[sums[other].isna()] = side
    sums = sums.fillna(0).astype("int64")
    return sums.assign(**{GAP: sums[BOOK_SIDE] - sums[BANK_SIDE], SINGLE: alone})


def _groups(used: pd.DataFrame) -> Groups:
    ours, theirs = (
        used[used[Confirmation.side] == side].groupby(Confirmation.together)[LABEL].agg(list).to_dict()
        for side in Confirmation.side.choices
    )
    return [(ours.get(group, []), theirs.get(group, [])) for group in used[Confirmation.together].unique()]


def _searched(lost: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """What there is of the rows that lines were meant to find."""
    if lost.empty:
        return lost.assign(**{NEAREST: lost[DAY], SAME: 0})
    days = rows[[DAY, AMOUNT]].assign(**{NEAREST: rows[DAY]}).sort_values(DAY)
    order = lost.reset_index(names="行").sort_values(Confirmation.date)
    found = pd.merge_asof(order, days, on=DAY, by=AMOUNT, direction="nearest").set_index("行")
    own = pd.concat([_numbered(rows, kind) for kind in (REFERENCE, VOUCHER)])
    same = pd.concat([own[own[NUMBER] != ""], _numbered(rows, "")]).groupby(_KEYS)[AMOUNT].size()
    return found.assign(
        **{SAME: same.reindex(pd.MultiIndex.from_frame(found[_KEYS])).fillna(0).to_numpy("int64")}
    )
