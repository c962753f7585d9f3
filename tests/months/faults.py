"""Mistakes, and what is on one side only. A function draws one event; its name is its kind in ``Happens``."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise

from tests.months.draft import Draft
from tests.months.month import Row
from tests.months.names import PAYERS
from tests.months.plain import BANK_FEE, INTEREST, PAID, PAIR, supplier


def booked_twice(draft: Draft) -> None:
    """One payment that the book has twice; the second is open."""
    party, row = supplier(draft, draft.day())
    theirs = draft.cleared(row, draft.later(row.day, 0, 1), party, (*PAID, party.purpose))
    draft.tell("booked_twice", [row, row], [theirs], PAIR)


def _mistaken(draft: Draft, kind: str, wrong: Callable[[Draft, int], int]) -> None:
    """A payment whose amount is wrong in the book: both rows are open."""
    party, row = supplier(draft, draft.day())
    bank = [draft.cleared(row, draft.later(row.day, 0, 2), party, (*PAID, party.purpose))]
    draft.tell(kind, [row._replace(fen=-wrong(draft, -row.fen))], bank)


def _swapped(draft: Draft, fen: int) -> int:
    """Two neighbouring digits the other way round; where all are equal, one more in front."""
    digits = list(str(fen))
    unlike = [place for place, pair in enumerate(pairwise(digits)) if pair[0] != pair[1]]
    if not unlike:
        return int("1" + str(fen))
    place = draft.chance.choice(unlike)
    digits[place], digits[place + 1] = digits[place + 1], digits[place]
    return int("".join(digits))


def _one_off(draft: Draft, fen: int) -> int:
    digits = list(str(fen))
    place = draft.chance.randrange(len(digits))
    digits[place] = draft.chance.choice([one for one in "123456789" if one != digits[place]])
    return int("".join(digits))


def swapped(draft: Draft) -> None:
    """Two digits the wrong way round."""
    _mistaken(draft, "swapped", _swapped)


def digit_off(draft: Draft) -> None:
    """One digit wrong."""
    _mistaken(draft, "digit_off", _one_off)


def reversed_sign(draft: Draft) -> None:
    """A payment written as an income."""
    _mistaken(draft, "reversed_sign", lambda _, fen: -fen)


def unbooked(draft: Draft) -> None:
    """A fee or interest that the book does not have."""
    party = draft.chance.choice((BANK_FEE, BANK_FEE, INTEREST))
    fen = draft.chance.randint(5_000, 300_000) if party is INTEREST else -draft.chance.randint(3, 99) * 50
    row = Row(draft.day(), fen, "", "", "")
    draft.tell("unbooked", [], [draft.cleared(row, row.day, party, (party.purpose,))])


def elsewhere(draft: Draft) -> None:
    """A payment from this account that was posted to another, or the other way round."""
    party, row = supplier(draft, draft.day())
    if draft.chance.random() < 0.5:
        draft.tell("elsewhere", [row], [])
    else:
        draft.tell("elsewhere", [], [draft.cleared(row, row.day, party, (*PAID, party.purpose))])


def late(draft: Draft) -> None:
    """A cheque of the months before that is presented 20 to 60 days after it was written."""
    day = draft.day()
    party, row = supplier(draft, day - timedelta(days=draft.chance.randint(20, 60)), digits=8)
    draft.tell("late", [row], [draft.cleared(row, day, party, ("转账支票", "支票", party.purpose))], PAIR)


def _last_days(draft: Draft) -> date:
    day: date = draft.workdays[draft.within - 1 - draft.chance.randrange(4)]
    return day


def unpresented(draft: Draft) -> None:
    """A payment of the last days that the bank has not got."""
    _, row = supplier(draft, _last_days(draft))
    draft.tell("unpresented", [row], [])


def unrecorded(draft: Draft) -> None:
    """An income of the last days that the book has not got."""
    party = draft.chance.choice(PAYERS)
    row = Row(_last_days(draft), draft.fen(), draft.number(), "", "")
    draft.tell("unrecorded", [], [draft.cleared(row, row.day, party, ("转账存入", "拨款", party.purpose))])


FAULTS = (booked_twice, swapped, digit_off, reversed_sign, unbooked, elsewhere, late, unpresented, unrecorded)
