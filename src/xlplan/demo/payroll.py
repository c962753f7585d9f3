"""The wages of the demo school: accrued, paid net, and what is withheld or owed paid on, month by month."""

from collections.abc import Iterator

from xlplan.demo import budget
from xlplan.demo.events import TREASURY, Event, Line, stream, workdays

_INSURANCE = ("R04", "R05", "R06", "R07", "R08")


def events() -> Iterator[Event]:
    """Eleven months of pay; all of it is paid directly by the treasury."""
    for month in range(1, 12):
        yield from _pay(month)


def _pay(month: int) -> Iterator[Event]:
    """One month's pay: accrued, paid net, the withheld money paid on, and the school's own contributions."""
    days = workdays(month)
    basic, extra, merit = (_twelfth(number, month) for number in ("R01", "R02", "R03"))
    gross = basic + extra + merit
    admin = gross // 5
    yield Event(
        days[5], f"计提{month}月教职工工资", rank=1, papers=2,
        lines=(Line("5001", gross - admin), Line("5101", admin), Line("2201", credit=basic),
               Line("2201", credit=extra), Line("2201", credit=merit)),
    )  # fmt: skip
    social, housing, tax = (round(gross * rate) for rate in (0.145, 0.12, 0.0061))
    held = social + housing + tax
    yield Event(
        days[7], f"发放{month}月教职工工资", rank=1, papers=3, party="教职工（代发）",
        lines=(Line("2201", gross), Line("2307", credit=social), Line("2307", credit=housing),
               Line("2102", credit=tax), Line(TREASURY, credit=gross - held), *_direct({"R01": basic - held, "R02": extra, "R03": merit})),
    )  # fmt: skip
    yield Event(
        days[8], f"缴{month}月代扣社保、公积金及个人所得税", rank=1, papers=4, party="县社保局、公积金中心、税务局",
        lines=(Line("2307", social), Line("2307", housing), Line("2102", tax), Line(TREASURY, credit=held),
               *_direct({"R01": held})),
    )  # fmt: skip
    own = {number: _twelfth(number, month) for number in _INSURANCE}
    total = sum(own.values())
    yield Event(
        days[5], f"计提{month}月单位承担的社保、公积金", rank=1,
        lines=(Line("5001", total - total // 5), Line("5101", total // 5),
               *(Line("2201", credit=fen) for fen in own.values())),
    )  # fmt: skip
    yield Event(
        days[8], f"缴{month}月单位承担的社保、公积金", rank=1, papers=3, party="县社保局、公积金中心",
        lines=(Line("2201", total), Line(TREASURY, credit=total), *_direct(own)),
    )  # fmt: skip


def _twelfth(number: str, month: int) -> int:
    return round(budget.adjusted(number) / 12 * stream(number, month).uniform(0.985, 0.999))


def _direct(amounts: dict[str, int]) -> tuple[Line, ...]:
    """The budget half of a direct payment for people."""
    costs = (Line("7201", fen, budget=number) for number, fen in amounts.items())
    return (*costs, Line("6001", credit=sum(amounts.values()), budget=budget.FUND_INCOME["人员经费"]))
