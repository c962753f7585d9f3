"""Figures of the demo school that tests meet again, as its year tells them."""

from datetime import date
from pathlib import Path

from xlplan import demo
from xlplan.demo import kitchen
from xlplan.demo.year import OWNED
from xlplan.findings import Severity
from xlplan.jobs.check import check
from xlplan.jobs.desk import Desk
from xlplan.money import grouped
from xlplan.tables.claims import Purchase


def moved(month: int, words: str) -> int:
    """Fen into a bank account by the only voucher of a month whose summary contains the words."""
    (voucher,) = (
        own
        for own in demo.happened().vouchers
        if own.event.day.month == month and words in own.event.summary and own.banked
    )
    return voucher.banked


def booked(month: int, words: str) -> date:
    """The day of such a voucher."""
    (day,) = (
        own.event.day
        for own in demo.happened().vouchers
        if own.event.day.month == month and words in own.event.summary and own.banked
    )
    return day


LOST = grouped(-moved(5, "月食堂电费"))
"""Yuan of the row that the statement of 食堂户 lacks in the school with mistakes."""

SET_OFF = tuple(-bill.amount for bill in kitchen.bills() if bill.source == kitchen.SET_OFF)
"""Fen of the bill that damp rice is taken off, and of the rice, as the canteen's account feels them; the bank nets them."""

_PURCHASES = demo.frames()[Purchase]
QUOTED = str(_PURCHASES.loc[_PURCHASES[Purchase.method] == "询价", Purchase.number].iloc[-1])
"""The last purchase for which three suppliers were asked."""


def closing(account: str) -> str:
    """Yuan in a bank account when the last day ends."""
    moved = sum(
        own.banked for own in demo.happened().vouchers if own.bank_line and own.bank_line.account == account
    )
    return grouped(OWNED[account] + moved)


def errors(office: Path) -> str:
    """How the errors of an office are told."""
    found = check(Desk(office, demo.TODAY)).judgement
    return f"错误 {found.counts[Severity.ERROR]} 个"
