"""Figures of the demo school that tests meet again, as its year tells them."""

from datetime import date

from xlplan import demo
from xlplan.money import grouped


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
