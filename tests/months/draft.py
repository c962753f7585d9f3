"""What the events of a month are drawn from: days, amounts, numbers and names; and where their rows are kept."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

import chinese_calendar

from tests.months.month import Event, Group, Row, Story
from tests.months.names import Party, at_the_bank
from tests.months.rates import Numbers, Rates

_TAIL = 31
"""Days after the end that are drawn too; what happens in them is not in the lists."""


@dataclass
class Draft:
    """A month being drawn."""

    chance: Random
    rates: Rates
    start: date
    end: date
    book: list[Row] = field(default_factory=list)
    bank: list[Row] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.workdays: list[date] = chinese_calendar.get_workdays(
            self.start, self.end + timedelta(days=_TAIL)
        )
        self.places = {day: place for place, day in enumerate(self.workdays)}
        self.within = sum(day <= self.end for day in self.workdays)
        self.fees = self.chance.sample((4_500, 12_000, 36_000, 68_000, 95_000), 2)
        self.habit = self.chance.choices((0, 1), (80, 20))[0]
        """Workdays after the bank that the clerk writes fees and the like."""
        self.serial = self.chance.randrange(10**8)

    def day(self, share: float = 1.0) -> date:
        """A workday in the first part of the span."""
        return self.workdays[self.chance.randrange(max(1, int(self.within * share)))]

    def later(self, day: date, least: int, most: int) -> date:
        """So many workdays later."""
        return self.workdays[min(self.places[day] + self.chance.randint(least, most), len(self.workdays) - 1)]

    def fen(self) -> int:
        """An amount: log-normal with a median of about 1,500 yuan, some of them round."""
        yuan = math.exp(self.chance.gauss(7.3, 1.3))
        if self.chance.random() < self.rates.round:
            unit = 100 if yuan < 2000 else 1000
            return max(1, round(yuan / unit)) * unit * 100
        return max(100, round(yuan * 100))

    def name(self, party: Party) -> str:
        """As the book has it."""
        return party.short if self.chance.random() < self.rates.short else party.name

    def number(self, digits: int = 12) -> str:
        """A number of ours for the slip, or ""; some begin with zeros."""
        if self.chance.random() >= self.rates.given:
            return ""
        self.serial += self.chance.randint(1, 9)
        start = "00" if self.chance.random() < 0.15 else self.chance.choice(("26", "31"))
        return start + f"{self.serial:0{digits}d}"[2 - digits :]

    def theirs(self, number: str) -> str:
        """What the bank makes of a number."""
        kinds: Numbers = self.rates.numbers
        kind = self.chance.choices(list(vars(kinds)), list(vars(kinds).values()))[0]
        if kind == "serial" or (kind == "same" and not number and self.chance.random() < 0.6):
            return f"B{self.chance.randrange(10**13):013d}"
        if not number or kind == "missing":
            return ""
        if kind == "cut":
            return self.chance.choice((number[-6:], number[:-4]))
        if kind == "zeros":
            return number.lstrip("0") if number.startswith("0") else number.zfill(len(number) + 4)
        return self.chance.choice(("PZ", "EB-", "0102-")) + number if kind == "prefix" else number

    def cleared(self, row: Row, day: date, party: Party, words: Sequence[str], fen: int | None = None) -> Row:
        """The bank's row for a row of the book."""
        name, inside = at_the_bank(party.name, self.rates.names, self.chance)
        summary = self.chance.choice(words)
        return Row(
            day,
            row.fen if fen is None else fen,
            self.theirs(row.reference),
            f"{summary} {party.name}" if inside else summary,
            name,
        )

    def tell(self, kind: str, book: Sequence[Row], bank: Sequence[Row], *stories: Story) -> None:
        """Keep the rows of an event up to the end; a group that is not complete by then is none, its rows are open."""
        kept = [[place for place, row in enumerate(rows) if row.day <= self.end] for rows in (book, bank)]
        own, other = (
            {place: len(side) + turn for turn, place in enumerate(places)}
            for side, places in zip((self.book, self.bank), kept, strict=True)
        )
        self.book += [book[place] for place in kept[0]]
        self.bank += [bank[place] for place in kept[1]]
        told = tuple(
            tuple(
                Group(
                    group.kind, tuple(own[row] for row in group.book), tuple(other[row] for row in group.bank)
                )
                for group in story
                if own.keys() >= set(group.book) and other.keys() >= set(group.bank)
            )
            for story in stories or ((),)
        )
        self.events.append(Event(kind, tuple(own.values()), tuple(other.values()), told))
