"""Events of one row on each side. A function draws one event; its name is its kind in ``Happens``."""

from datetime import date

from tests.months.draft import Draft
from tests.months.month import MATCH, Group, Row
from tests.months.names import CHANNELS, PAYERS, SUPPLIERS, Party, person

PAIR = (Group(MATCH, (0,), (0,)),)
BANK_FEE = Party("清河农村商业银行", "农商行", "手续费")
INTEREST = Party("清河农村商业银行", "农商行", "利息")
PAID = ("转账支出", "网银转账", "往来款")


def supplier(draft: Draft, day: date, fen: int | None = None, digits: int = 12) -> tuple[Party, Row]:
    """A supplier, and a row of the book that pays it."""
    party = draft.chance.choice(SUPPLIERS)
    summary = draft.chance.choice((f"付{day.month}月{party.purpose}", f"付{party.purpose}", party.purpose))
    return party, Row(day, -(fen or draft.fen()), draft.number(digits), summary, draft.name(party))


def transfer(draft: Draft) -> None:
    """A transfer; the bank has it up to three workdays later."""
    party, row = supplier(draft, draft.day())
    lag = draft.chance.choices((0, 1, 2, 3), (50, 32, 12, 6))[0]
    draft.tell(
        "transfer",
        [row],
        [draft.cleared(row, draft.later(row.day, lag, lag), party, (*PAID, party.purpose))],
        PAIR,
    )


def cheque(draft: Draft) -> None:
    """A cheque that is presented within ten workdays."""
    party, row = supplier(draft, draft.day(), digits=8)
    theirs = draft.cleared(
        row, draft.later(row.day, 0, 10), party, ("转账支票", "支票", "支票付款", party.purpose)
    )
    draft.tell("cheque", [row], [theirs], PAIR)


def batch(draft: Draft) -> None:
    """What is sent in a batch and goes out on the next workday."""
    party, row = supplier(draft, draft.day())
    theirs = draft.cleared(row, draft.later(row.day, 1, 1), party, ("批量付款", "代付", party.purpose))
    draft.tell("batch", [row], [theirs], PAIR)


def debited(draft: Draft) -> None:
    """代扣: the bank first, the book up to five workdays later."""
    party, row = supplier(draft, draft.day())
    theirs = draft.cleared(row, row.day, party, ("代扣", "代扣款项", party.purpose))
    draft.tell("debited", [row._replace(day=draft.later(row.day, 0, 5))], [theirs], PAIR)


def charge(draft: Draft) -> None:
    """手续费 and 利息: the bank first."""
    earned = draft.chance.random() < 0.1
    party = INTEREST if earned else BANK_FEE
    fen = draft.chance.randint(5_000, 300_000) if earned else draft.chance.randint(1, 40) * 50
    day = draft.day()
    row = Row(
        day, fen if earned else -fen, "", f"{'收' if earned else '付'}{party.purpose}", draft.name(party)
    )
    theirs = draft.cleared(row, day, party, ("结息", "利息") if earned else ("收费", "手续费"))
    draft.tell("charge", [row._replace(day=draft.later(day, draft.habit, draft.habit))], [theirs], PAIR)


def received(draft: Draft) -> None:
    """Money from a bureau or a donor; the book up to two workdays later."""
    party, day = draft.chance.choice(PAYERS), draft.day()
    row = Row(day, draft.fen(), draft.number(), f"收{party.purpose}", draft.name(party))
    theirs = draft.cleared(row, day, party, ("转账存入", "汇入汇款", "拨款", party.purpose))
    draft.tell("received", [row._replace(day=draft.later(day, 0, 2))], [theirs], PAIR)


def pupil_fee(draft: Draft) -> None:
    """One of many equal incomes: the fee of a pupil, paid by a parent; booked when the clerk usually does."""
    day, parent = draft.day(), person(draft.chance)
    party = Party(parent, parent, "伙食费")
    row = Row(day, draft.chance.choice(draft.fees), draft.number(), "收伙食费", party.name)
    theirs = draft.cleared(row, day, party, ("学生缴费",))
    draft.tell("pupil_fee", [row._replace(day=draft.later(day, draft.habit, draft.habit))], [theirs], PAIR)


def channel(draft: Draft) -> None:
    """One of many equal incomes without a payer, settled on the day; some are not settled at all."""
    party = draft.chance.choice(CHANNELS)
    row = Row(draft.day(), draft.fees[0], draft.number(), f"收{party.purpose}", party.name)
    theirs = row._replace(reference=draft.theirs(row.reference), summary="商户结算")
    settled = draft.chance.random() > 0.002
    draft.tell("channel", [row], [theirs] if settled else [], PAIR)


PLAIN = (transfer, cheque, batch, debited, charge, received, pupil_fee, channel)
