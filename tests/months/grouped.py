"""Events of several rows on a side. A function draws one event; its name is its kind in ``Happens``."""

from collections.abc import Sequence

from tests.months.draft import Draft
from tests.months.month import MATCH, OFFSET, Group, Row
from tests.months.names import FUND, OWN_STAFF, Party, person
from tests.months.plain import PAID, PAIR, supplier

EITHER_WAY = (
    (*PAIR, Group(MATCH, (1,), (1,))),
    (Group(MATCH, (0,), (1,)), Group(MATCH, (1,), (0,))),
)
"""Two payments of one amount to one party on one day: each row of the bank may be either."""


def parts(draft: Draft, fen: int, count: int) -> list[int]:
    """A sum in so many parts, each at least one yuan."""
    weights = [draft.chance.uniform(0.3, 1.0) for _ in range(count)]
    room = max(fen - 100 * count, count)
    found = [100 + int(room * weight / sum(weights)) for weight in weights[1:]]
    return [fen - sum(found), *found]


def whole(book: Sequence[Row], bank: Sequence[Row]) -> tuple[Group, ...]:
    """All rows settle each other."""
    return (Group(MATCH, tuple(range(len(book))), tuple(range(len(bank)))),)


def split(draft: Draft) -> None:
    """One row of the book that the bank pays in two to six."""
    count = draft.chance.choices((2, 3, 4, 5, 6), (50, 25, 12, 8, 5))[0]
    party, row = supplier(draft, draft.day(), draft.fen() + 1_000 * count)
    day = draft.later(row.day, 0, 2)
    bank = [
        draft.cleared(row, day, party, (*PAID, party.purpose), -fen) for fen in parts(draft, -row.fen, count)
    ]
    draft.tell("split", [row], bank, whole([row], bank))


def merged(draft: Draft) -> None:
    """Several reimbursements of the book that leave the bank as one 代发."""
    day, number = draft.day(), draft.number()
    book = []
    for _ in range(draft.chance.randint(2, 8)):
        who = person(draft.chance)
        book.append(Row(day, -draft.chance.randint(3_000, 300_000), number, f"报销{who}差旅费", who))
    total = Row(day, sum(row.fen for row in book), number, "", "")
    bank = [draft.cleared(total, draft.later(day, 0, 1), OWN_STAFF, ("代发", "批量代发"))]
    draft.tell("merged", book, bank, whole(book, bank))


def many(draft: Draft) -> None:
    """Two or three rows of the book, two or three of the bank, one party, one sum."""
    own, other = draft.chance.choice(((2, 2), (2, 3), (3, 2)))
    party, first = supplier(draft, draft.day(), draft.fen() + 10_000)
    book = [first._replace(fen=-fen, reference=draft.number()) for fen in parts(draft, -first.fen, own)]
    day = draft.later(first.day, 0, 2)
    bank = [
        draft.cleared(draft.chance.choice(book), day, party, (*PAID, party.purpose), -fen)
        for fen in parts(draft, -first.fen, other)
    ]
    draft.tell("many", book, bank, whole(book, bank))


def returned(draft: Draft) -> None:
    """A payment that comes back, and is perhaps made again; the book has it once."""
    party, row = supplier(draft, draft.day(0.6))
    paid = draft.cleared(row, draft.later(row.day, 0, 1), party, (*PAID, party.purpose))
    back = draft.cleared(row, draft.later(paid.day, 1, 4), party, ("退汇", "退款", "汇款退回"), -row.fen)
    bounced = Group(OFFSET, (), (0, 1))
    if draft.chance.random() < 0.5:
        draft.tell("returned", [row], [paid, back], (bounced,), PAIR)
        return
    bank = [paid, back, draft.cleared(row, draft.later(back.day, 0, 2), party, (*PAID, party.purpose))]
    again = (bounced, Group(MATCH, (0,), (2,)))
    first = (*PAIR, Group(OFFSET, (), (1, 2)))
    draft.tell("returned", [row], bank, again, first, whole([row], bank))


def red(draft: Draft) -> None:
    """A wrong amount in the book, taken back by a 红字 line and written anew."""
    party, row = supplier(draft, draft.day())
    wrong = row._replace(fen=row.fen - draft.chance.choice((900, 9_000, 27_000)))
    back = wrong._replace(fen=-wrong.fen, summary=f"冲销{row.summary}", day=draft.later(row.day, 0, 2))
    bank = [draft.cleared(row, draft.later(row.day, 0, 2), party, (*PAID, party.purpose))]
    right = row._replace(day=back.day)
    story = (Group(OFFSET, (0, 1), ()), Group(MATCH, (2,), (0,)))
    draft.tell("red", [wrong, back, right], bank, story)


def twin(draft: Draft) -> None:
    """Two real payments that look alike, on one day; each has a number of its own, if any."""
    party, row = supplier(draft, draft.day())
    book = [row, row._replace(reference=draft.number() if row.reference else "")]
    day = draft.later(row.day, 0, 2)
    draft.tell(
        "twin", book, [draft.cleared(one, day, party, (*PAID, party.purpose)) for one in book], *EITHER_WAY
    )


def salary(draft: Draft) -> None:
    """One row of the book, 20 to 80 of the bank: a month's salaries."""
    count = min(80, max(20, draft.rates.size // 6))
    day = draft.day()
    number, bank = draft.number(), []
    for _ in range(count):
        who = person(draft.chance)
        row = Row(day, -draft.chance.randint(280_000, 980_000), number, "", "")
        bank.append(draft.cleared(row, day, Party(who, who, "工资"), ("代发工资",)))
    book = [Row(day, sum(row.fen for row in bank), number, f"发{day.month}月工资", OWN_STAFF.name)]
    draft.tell("salary", book, bank, whole(book, bank))


def fund(draft: Draft) -> None:
    """公积金: the same amount to the same place for both parts, the unit's and the staff's."""
    row = Row(draft.day(), -6_532_800, "", "", draft.name(FUND))
    book = [row._replace(summary=f"付{part}公积金", reference=draft.number()) for part in ("单位", "个人")]
    bank = [draft.cleared(one, row.day, FUND, (one.summary[1:],)) for one in book]
    draft.tell("fund", book, bank, *EITHER_WAY)


GROUPED = (split, merged, many, returned, red, twin)
MONTHLY = (salary, fund)
