"""Amounts that stand so often on both sides that their rows cannot be compared one by one, such as the fee of each pupil."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from xlplan.reconcile.candidates import meeting, widest
from xlplan.reconcile.parties import parties
from xlplan.reconcile.references import parts
from xlplan.reconcile.rows import Numbers, Rows


def named(book: Rows, bank: Rows, amounts: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Places of rows of one of these amounts and of one counterparty, told by name or in the summary, as ``near`` gives
    them."""
    ours, theirs = parties(book, bank)
    both = {
        "amount": np.concatenate([book.amounts, bank.amounts]),
        "party": np.concatenate([ours, theirs]),
    }
    codes = pd.DataFrame(both).groupby(["amount", "party"]).ngroup().to_numpy(np.int64)
    left, right = (
        (code, rows.workdays, rows.open & np.isin(rows.amounts, amounts) & (party > 0))
        for code, rows, party in (
            (codes[: len(book)], book, ours),
            (codes[len(book) :], bank, theirs),
        )
    )
    return meeting(left, right, *widest(book, bank))


def numbered(book: Rows, bank: Rows, amounts: Numbers) -> tuple[Numbers, Numbers]:
    """Places of rows of one of these amounts of whose numbers one is a part of the other, and of the nearest no other."""
    ours, theirs = (_by_number(rows, amounts) for rows in (book, bank))
    links = [
        (one, two, turned)
        for shorter, longer, turned in ((ours, theirs, False), (theirs, ours, True))
        for number, places in longer.items()
        for part in parts(number)
        for one in shorter.get(part, ())
        for two in places
    ]
    frame = pd.DataFrame(links, columns=["short", "long", "turned"]).drop_duplicates()
    turned = frame["turned"].astype(bool)
    left, right = frame["short"].where(~turned, frame["long"]), frame["long"].where(~turned, frame["short"])
    left, right = left.to_numpy(np.int64), right.to_numpy(np.int64)
    lag = np.abs(bank.workdays[right] - book.workdays[left])
    frame = frame.assign(left=left, right=right, lag=lag)[
        (book.amounts[left] == bank.amounts[right]) & (lag <= widest(book, bank)[1])
    ]
    # A short number that is a part of many tells nothing.
    frame = frame[frame["lag"] == frame.groupby(["turned", "short"])["lag"].transform("min")]
    for keys in (["turned", "short"], ["left"], ["right"]):
        frame = frame[~frame.duplicated(keys, keep=False)]
    return frame["left"].to_numpy(np.int64), frame["right"].to_numpy(np.int64)


def _by_number(rows: Rows, amounts: Numbers) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for place in np.flatnonzero(rows.open & np.isin(rows.amounts, amounts) & (rows.references != "")):
        found.setdefault(rows.references[place], []).append(int(place))
    return found


def alike(book: Rows, bank: Rows, amounts: Numbers) -> Iterator[tuple[Numbers, Numbers]]:
    """The open rows of each of these amounts and each day, as places in the book and in the bank: first those that tell the
    same counterparty, or the same wording, then what is left."""
    yield from _shared(book, bank, amounts, ("amount", "day", "teller"))
    yield from _shared(book, bank, amounts, ("amount", "day"))


def _shared(
    book: Rows, bank: Rows, amounts: Numbers, keys: tuple[str, ...]
) -> Iterator[tuple[Numbers, Numbers]]:
    sides = []
    for rows in (book, bank):
        places = np.flatnonzero(rows.open & np.isin(rows.amounts, amounts))
        every = {
            "amount": rows.amounts[places],
            "day": rows.days[places].astype(np.int64),
            "teller": rows.tellers[places],
        }
        told = {key: every[key] for key in keys}
        groups = pd.DataFrame(told).groupby(list(told)).indices
        sides.append({key: places[at] for key, at in groups.items()})
    for key, ours in sides[0].items():
        if key in sides[1]:
            yield ours, sides[1][key]
