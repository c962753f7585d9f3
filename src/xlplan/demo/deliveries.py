"""What the payments of the demo school bring into its store room: goods that cost exactly what is paid."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from random import Random

from xlplan.demo.events import Event, stream
from xlplan.demo.wares import BROUGHT, OFFICE, TEACHING, WARES, Ware

STOCK = "1302"
"""库存物品."""


@dataclass(frozen=True)
class Goods:
    """Some pieces of one ware, each at a price (fen)."""

    ware: Ware
    pieces: int
    price: int

    @property
    def fen(self) -> int:
        """What all of it costs."""
        return self.pieces * self.price


@dataclass(frozen=True, eq=False)
class Delivery:
    """What one payment brings into the store room."""

    supplier: str
    goods: tuple[Goods, ...]


def delivered(events: Iterable[Event]) -> Iterator[Event]:
    """The same events, where payments for goods of the store room are booked to 1302 and are of their delivery."""
    for event in events:
        names = BROUGHT.get(event.summary.removesuffix(f"（{event.party}）"))
        if names is None:
            yield event
            continue
        paid = next(line for line in event.lines if line.account in (TEACHING, OFFICE))
        lines = tuple(replace(line, account=STOCK) if line is paid else line for line in event.lines)
        chance = stream("入库", event.day, event.summary, paid.debit)
        goods = tuple(_goods([WARES[name] for name in names], paid.debit, chance))
        yield replace(event, lines=lines, of=Delivery(event.party, goods))


def _goods(wares: list[Ware], fen: int, chance: Random) -> Iterator[Goods]:
    """So many of each as cost the amount together, of no more than is kept in store but of the last."""
    *first, one, other = wares
    for place, ware in enumerate(first):
        price = _about(ware, chance)
        share = fen / (len(wares) - place) * chance.uniform(0.6, 0.9)
        pieces = min(max(1, round(share / price)), _enough(ware, chance))
        fen -= pieces * price
        yield Goods(ware, pieces, price)
    yield from _shared(one, other, fen, chance)


def _shared(one: Ware, other: Ware, fen: int, chance: Random) -> Iterator[Goods]:
    """So many of two wares as cost an amount together, the other at a price near its usual one."""
    price = _about(one, chance)
    about = min(round(fen * chance.uniform(0.3, 0.6) / price), _enough(one, chance))
    found = []
    for pieces in range(max(1, about - 20), about + max(3, about // 2)):
        left = fen - pieces * price
        near = round(left / other.price)
        for others in range(max(1, near - 3 - near // 12), near + 4 + near // 12):
            if left > 0 and left % others == 0:
                odd = 0.05 if left // others % 10 else 0
                found.append((abs(left / others / other.price - 1) + odd, pieces, others))
    _, pieces, others = min(found)
    yield Goods(one, pieces, price)
    yield Goods(other, others, (fen - pieces * price) // others)


def _enough(ware: Ware, chance: Random) -> int:
    """How many are bought at most: what fills the shelf."""
    return max(1, round(ware.opening * chance.uniform(0.4, 0.9)))


def _about(ware: Ware, chance: Random) -> int:
    """What it costs in some shop, in tenths of a yuan."""
    return round(ware.price * chance.uniform(0.95, 1.06) / 10) * 10
