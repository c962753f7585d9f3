"""What happens on set days in the demo school: grants, projects, waste paper sold, corrections."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from xlplan.demo import budget
from xlplan.demo.events import (
    BASIC,
    CASH,
    TREASURY,
    Event,
    day_on,
    moved,
    received,
    spent,
    workday_before,
    workday_on,
)  # fmt: skip
from xlplan.demo.expenses import deal


@dataclass(frozen=True)
class Project:
    """One piece of building work that is paid in several parts; fen."""

    budget: str
    name: str
    builder: str
    price: int


GATE = Project("Z01", "校门及门卫室改造", "岚溪县恒基建筑公司", 17_100_000)
TOILETS = Project("Z02", "厕所化粪池维修", "岚溪县安居装饰工程队", 8_850_000)
_BUREAU = "岚溪县财政局"
_RECEIPTS = (
    # day, budget line, income account, yuan, summary, payer
    ("2026-01-14", "S01", "4001", 160_000, "收第一批生均公用经费", _BUREAU),
    ("2026-03-12", "S05", "4001", 180_000, "收春季营养改善计划补助", _BUREAU),
    ("2026-03-23", "S08", "4604", 612.35, "收第一季度基本户存款利息", "松坪信用社"),
    ("2026-04-14", "S01", "4001", 160_000, "收第二批生均公用经费", _BUREAU),
    ("2026-04-28", "S06", "4001", 116_250, "收春季困难寄宿生生活补助", _BUREAU),
    ("2026-05-12", "S04", "4001", 96_000, "收厕所化粪池维修专项资金", _BUREAU),
    ("2026-05-19", "S05", "4001", 160_000, "收第二批营养改善计划补助", _BUREAU),
    ("2026-06-01", "S08", "4603", 20_000, "收校友会捐赠奖学金及文化活动款", "松坪中学校友会"),
    ("2026-06-22", "S08", "4604", 587.02, "收第二季度基本户存款利息", "松坪信用社"),
    ("2026-07-14", "S01", "4001", 130_000, "收第三批生均公用经费", _BUREAU),
    ("2026-09-11", "S05", "4001", 200_000, "收秋季营养改善计划补助", _BUREAU),
    ("2026-09-21", "S08", "4604", 604.77, "收第三季度基本户存款利息", "松坪信用社"),
    ("2026-10-13", "S01", "4001", 110_000, "收第四批生均公用经费", _BUREAU),
    ("2026-10-28", "S06", "4001", 116_250, "收秋季困难寄宿生生活补助", _BUREAU),
)  # fmt: skip
PROJECTS = (
    # day, budget line, account, source, yuan, summary, payee
    ("2026-05-20", "Z04", "5001", BASIC, 111_875, "发春季困难寄宿生生活补助", "学生（代发）"),
    ("2026-06-16", "Z01", "1613", TREASURY, 54_000, "付校门及门卫室改造工程首付款", "岚溪县恒基建筑公司"),
    ("2026-06-25", "Z02", "5001", BASIC, 28_000, "付厕所化粪池维修进度款", "岚溪县安居装饰工程队"),
    ("2026-08-18", "Z01", "1613", TREASURY, 81_000, "付校门及门卫室改造工程进度款", "岚溪县恒基建筑公司"),
    ("2026-08-27", "Z02", "5001", BASIC, 60_500, "付厕所化粪池维修结算款", "岚溪县安居装饰工程队"),
    ("2026-11-12", "Z01", "1613", TREASURY, 36_000, "付校门及门卫室改造工程结算款", "岚溪县恒基建筑公司"),
    ("2026-11-17", "Z04", "5001", BASIC, 111_250, "发秋季困难寄宿生生活补助", "学生（代发）"),
)  # fmt: skip


@dataclass(frozen=True)
class Sale:
    """Waste paper sold for cash, which belongs to the treasury."""

    day: date
    fen: int


SALES = tuple(Sale(day_on(day), fen) for day, fen in (("2026-05-08", 28_600), ("2026-11-03", 34_150)))


def events() -> Iterator[Event]:
    """Everything that happens once, or a few times."""
    for day, number, account, yuan, text, payer in _RECEIPTS:
        booked, lines = day_on(day), received(account, round(yuan * 100), BASIC, number)
        # Interest is credited on the 21st of the quarter's last month; other slips come on the next workday.
        seen = booked.replace(day=21) if account == "4604" else workday_before(booked, 1)
        yield Event(booked, text, lines, party=payer, rank=2, seen=seen)
    for day, number, account, source, yuan, text, payee in PROJECTS:
        lines = spent(account, yuan * 100, source, number, budget.FUND_INCOME["专项资金"])
        at_once = day_on(day) if payee == "学生（代发）" else None
        project = {GATE.budget: GATE, TOILETS.budget: TOILETS}.get(number)
        yield Event(day_on(day), text, lines, party=payee, papers=3, seen=at_once, of=project)
    done = moved("1601", "1613", GATE.price)
    yield Event(date(2026, 11, 18), "校门及门卫室改造工程验收转固", done, papers=2, of=GATE)
    yield _card()
    after = workday_on(date(2026, 9, 8))
    yield Event(after, "购开学典礼用横幅、彩旗", spent("5001", 18_600, CASH, "G15", ""), papers=2)
    yield from _scrap()
    yield from _corrections()


def _card() -> Event:
    """A travel claim paid back to the official card, whose centre takes the money two days before the slip comes."""
    lines = spent("5001", 105_050, BASIC, "G08", "")
    text = "还公务卡：参加县教研活动差旅费（公务卡中心）"
    return Event(
        date(2026, 11, 18),
        text,
        lines,
        party="公务卡中心",
        papers=4,
        of="教研差旅公务卡",
        seen=date(2026, 11, 16),
    )


def _scrap() -> Iterator[Event]:
    """Waste paper sold for cash: banked the same day, and the treasury's within the week."""
    for sale in SALES:
        sold, fen = sale.day, sale.fen
        yield Event(sold, "收废旧纸箱变卖款现金", moved(CASH, "2103", fen), kind="非预算", rank=7, of=sale)
        yield Event(sold, "送存废旧纸箱变卖款", moved(BASIC, CASH, fen), party="松坪信用社", rank=8, of=sale)
        paid = workday_on(date(2026, sold.month, sold.day + 4))
        yield Event(paid, "缴废旧纸箱变卖款入国库", moved("2103", BASIC, fen), kind="非预算", party=_BUREAU)


def _corrections() -> Iterator[Event]:
    """Two wrong vouchers, each cancelled in red and written again."""
    supplier = "岚溪县教学仪器供应站"
    for day, fixed, wrong, right, bought in (
        ("2026-05-14", "2026-05-18", 498_000, 489_000, "购语音室耳机"),
        ("2026-10-14", "2026-10-19", 632_000, 623_000, "购理化生实验桌"),
    ):
        lines = spent("1601", wrong, TREASURY, "G17", "S01")
        first = Event(day_on(day), f"{bought}（{supplier}）", lines, party=supplier, papers=3)
        red = tuple(replace(line, debit=-line.debit, credit=-line.credit) for line in first.lines)
        yield first
        yield Event(day_on(fixed), "注销{}凭证", red, kind="红字", rank=6, about=first)
        blue = spent("1601", right, TREASURY, "G17", "S01")
        real = deal(bought, right, supplier)
        yield Event(day_on(fixed), "订正{}凭证", blue, kind="更正", rank=7, about=first, of=real)
