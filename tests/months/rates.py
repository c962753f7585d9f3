"""How often what happens in a month of a school's bank account, and the months that are measured."""

from dataclasses import dataclass, field, fields, replace


@dataclass(frozen=True)
class Numbers:
    """What the bank makes of our number of the slip, as weights."""

    same: float = 60
    missing: float = 8
    cut: float = 6
    """Only its beginning or its end."""
    zeros: float = 5
    """Leading zeros lost, or added."""
    prefix: float = 5
    serial: float = 16
    """A number of the bank's own instead."""


@dataclass(frozen=True)
class Names:
    """What the bank makes of the other party's name, as weights."""

    full: float = 70
    limited: float = 8
    """有限公司 for 有限责任公司, and the other way round."""
    brackets: float = 6
    """Half-width brackets, or none."""
    cut: float = 8
    """The first ten characters."""
    inside: float = 5
    """Only within the summary."""
    missing: float = 3


@dataclass(frozen=True)
class Happens:
    """Kinds of events by the name of their function in ``events``, as weights; salary and fund come every month."""

    transfer: float = 400
    cheque: float = 50
    debited: float = 40
    received: float = 70
    pupil_fee: float = 150
    channel: float = 0
    charge: float = 25
    batch: float = 30
    split: float = 15
    merged: float = 12
    many: float = 8
    returned: float = 8
    red: float = 8
    twin: float = 10
    booked_twice: float = 5
    swapped: float = 4
    digit_off: float = 4
    reversed_sign: float = 3
    unbooked: float = 10
    elsewhere: float = 5
    late: float = 8
    unpresented: float = 8
    unrecorded: float = 6


@dataclass(frozen=True)
class Rates:
    """One kind of month."""

    size: int = 250
    """Rows of a side, about."""
    months: int = 1
    numbers: Numbers = field(default_factory=Numbers)
    names: Names = field(default_factory=Names)
    happens: Happens = field(default_factory=Happens)
    given: float = 0.7
    """Share of the payments for which the book has a number."""
    short: float = 0.1
    """Share of the rows of the book with a short name."""
    round: float = 0.15
    """Share of the amounts of payments that are whole hundreds or thousands; salaries, fees and fares are not."""
    salary: bool = True
    """Whether each month has its salaries and its 公积金."""


ORDINARY = Rates()
MANGLED = replace(
    ORDINARY,
    numbers=Numbers(same=20, missing=30, cut=20, zeros=8, prefix=7, serial=15),
    names=Names(full=25, limited=12, brackets=8, cut=15, inside=10, missing=30),
)
_NOTHING = dict.fromkeys((one.name for one in fields(Happens)), 0.0)
PRESETS = {
    "ordinary": ORDINARY,
    "mangled": MANGLED,
    "round": replace(ORDINARY, round=0.75),
    "repeated": replace(ORDINARY, size=10_000, happens=Happens(**{**_NOTHING, "channel": 1}), salary=False),
    "large": replace(ORDINARY, size=100_000, months=12),
}
