"""The year of the demo school in order: every event with the number of its voucher and of its bank slip."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby

from xlplan.demo import assets, wares
from xlplan.demo.events import BASIC, CANTEEN, CASH, Event, Line, moved

BANKS = {BASIC: "基本户", CANTEEN: "食堂户"}
OWNED = {
    CASH: 186_350, BASIC: 19_684_217, CANTEEN: 6_241_855, "1302": wares.OPENING, "1601": assets.COST, "1602": -assets.WORN,
}  # fmt: skip
"""Account -> fen when the year begins; what is owned less what is worn is the accumulated surplus."""
_DRAWN = 300_000
"""What the cashier draws when the till cannot bear a payment."""


@dataclass(frozen=True, eq=False)
class Voucher:
    """An event with its numbers."""

    number: str
    """They start again each month."""
    event: Event
    slip: str
    """票据号 of what it moves on a bank account; "" where it moves nothing there."""

    @property
    def bank_line(self) -> Line | None:
        """The line on a bank account."""
        return next((line for line in self.event.lines if line.account in BANKS), None)

    @property
    def banked(self) -> int:
        """Fen into that account."""
        line = self.bank_line
        return line.debit - line.credit if line else 0


@dataclass(frozen=True)
class Year:
    """All vouchers in order."""

    vouchers: tuple[Voucher, ...]

    @cached_property
    def _by_source(self) -> dict[object, list[Voucher]]:
        found: dict[object, list[Voucher]] = {}
        for voucher in self.vouchers:
            found.setdefault(voucher.event.of, []).append(voucher)
        return found

    def of(self, source: object) -> list[Voucher]:
        """The vouchers of one source, such as a purchase, in order."""
        return self._by_source.get(source, [])


def told(events: Iterable[Event]) -> Year:
    """The year from what happens in it, in any order: cash is drawn where the till runs out, then all is numbered."""
    drawn = _with_draws(sorted(events, key=lambda event: (event.day, event.rank)))
    vouchers: list[Voucher] = []
    numbers: dict[Event, str] = {}
    for _, month in groupby(drawn, key=lambda event: event.day.month):
        slips: dict[object, int] = {}
        for place, event in enumerate(month, 1):
            numbers[event] = f"记-{place}"
            slip = ""
            if any(line.account in BANKS for line in event.lines):
                slips[event.day] = slips.get(event.day, 0) + 7
                slip = f"{event.day:%y%m%d}{slips[event.day]:02}"
            vouchers.append(Voucher(numbers[event], _named(event, numbers), slip))
    return Year(tuple(vouchers))


def _named(event: Event, numbers: dict[Event, str]) -> Event:
    """A correction names the voucher that it corrects."""
    if event.about is None:
        return event
    day = event.about.day
    return replace(event, summary=event.summary.format(f"{day.month}月{day.day}日{numbers[event.about]}号"))


def _with_draws(events: Iterable[Event]) -> Iterator[Event]:
    """The same events, and a cash withdrawal before each payment that the till could not bear."""
    till = OWNED[CASH]
    for event in events:
        change = sum(line.debit - line.credit for line in event.lines if line.account == CASH)
        if change < 0 and till + change < 0:
            yield Event(
                event.day, "提取备用金", moved(CASH, BASIC, _DRAWN), party="松坪信用社", seen=event.day
            )
            till += _DRAWN
        till += change
        yield event
