"""What happens on set days in the demo school: grants, pay, projects, money held for others, assets, corrections."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from random import Random

from xlplan.demo import budget
from xlplan.demo.events import (
    BASIC,
    CANTEEN,
    CASH,
    DEPOSIT_DAY,
    MONEY,
    TREASURY,
    Event,
    Line,
    moved,
    received,
    spent,
    workday_on,
    workdays,
)  # fmt: skip

_BUREAU, _ASSETS_BEFORE = "岚溪县财政局", 2_148_637
"""Fen of monthly depreciation of what the school owned before this year."""
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
_PROJECTS = (
    # day, budget line, account, source, yuan, summary, payee
    ("2026-05-20", "Z04", "5001", BASIC, 111_875, "发春季困难寄宿生生活补助", "学生（代发）"),
    ("2026-06-16", "Z01", "1613", TREASURY, 54_000, "付校门及门卫室改造工程首付款", "岚溪县恒基建筑公司"),
    ("2026-06-25", "Z02", "5001", BASIC, 28_000, "付厕所化粪池维修进度款", "岚溪县安居装饰工程队"),
    ("2026-08-18", "Z01", "1613", TREASURY, 81_000, "付校门及门卫室改造工程进度款", "岚溪县恒基建筑公司"),
    ("2026-08-27", "Z02", "5001", BASIC, 60_500, "付厕所化粪池维修结算款", "岚溪县安居装饰工程队"),
    ("2026-11-12", "Z01", "1613", TREASURY, 36_000, "付校门及门卫室改造工程结算款", "岚溪县恒基建筑公司"),
    ("2026-11-17", "Z04", "5001", BASIC, 111_250, "发秋季困难寄宿生生活补助", "学生（代发）"),
)  # fmt: skip
_HELD = (
    # day, where, yuan (+ in, - out), summary, other side
    ("2026-03-05", BASIC, 14_880, "代收春季作业本费", "各班学生"),
    ("2026-04-09", BASIC, -14_260, "付春季作业本款", "岚溪县新华书店"),
    ("2026-06-30", BASIC, -620, "退春季作业本费余额", "学生（代发）"),
    (DEPOSIT_DAY.isoformat(), CASH, 4_960, "代收七年级新生作业本费现金", "七年级学生"),
    ("2026-09-09", BASIC, 9_920, "代收八、九年级秋季作业本费", "各班学生"),
    ("2026-09-16", BASIC, 40_320, "代收七年级新生校服费", "七年级学生"),
    ("2026-10-15", BASIC, -14_415, "付秋季作业本款", "岚溪县新华书店"),
    ("2026-10-21", BASIC, -40_320, "付七年级新生校服款", "岚溪县蓝天服装厂"),
    ("2026-10-26", BASIC, 248_000, "代收学生城乡居民医保费", "各班学生"),
    ("2026-11-10", BASIC, -248_000, "缴学生城乡居民医保费", "岚溪县税务局"),
)  # fmt: skip
_INSURANCE = ("R04", "R05", "R06", "R07", "R08")


def year(rng: Random) -> Iterator[Event]:
    """Everything that happens once or once a month, but not yet the depreciation of what was bought."""
    for day, number, account, yuan, text, payer in _RECEIPTS:
        fen = round(yuan * 100)
        yield Event(_day(day), text, received(account, fen, BASIC, number), party=payer, rank=2)
    for day, number, account, source, yuan, text, payee in _PROJECTS:
        lines = spent(account, yuan * 100, source, number, budget.FUND_INCOME["专项资金"])
        yield Event(_day(day), text, lines, party=payee, papers=3)
    cost = sum(row[4] for row in _PROJECTS if row[1] == "Z01") * 100
    yield Event(date(2026, 11, 18), "校门及门卫室改造工程验收转固", moved("1601", "1613", cost), papers=2)
    for day, where, yuan, text, party in _HELD:
        lines = moved(where, "2307", yuan * 100) if yuan > 0 else moved("2307", where, -yuan * 100)
        yield Event(_day(day), text, lines, kind="非预算", party=party, papers=2, rank=7)
    yield from _deposit()
    for month in range(1, 12):
        yield from _pay(month, rng)
    yield from _scrap()
    yield from _refund()
    yield from _corrections()


def depreciation(events: Iterable[Event]) -> Iterator[Event]:
    """Each month's depreciation; what is bought counts from its own month, over six years; books do not."""
    bought = [
        (event.day.month, line.debit)
        for event in events
        for line in event.lines
        if line.account == "1601" and "图书" not in event.summary
    ]
    for month in range(1, 12):
        fen = _ASSETS_BEFORE + sum(round(cost / 72) for since, cost in bought if since <= month)
        admin = fen // 5
        lines = (Line("5001", fen - admin), Line("5101", admin), Line("1602", credit=fen))
        yield Event(workdays(month)[-1], f"计提{month}月固定资产折旧", lines, rank=9)


def _deposit() -> Iterator[Event]:
    yield Event(
        DEPOSIT_DAY, "送存七年级作业本费现金", moved(BASIC, CASH, 496_000), party="松坪信用社", rank=8
    )
    after = workday_on(date(2026, 9, 8))
    yield Event(after, "购开学典礼用横幅、彩旗", spent("5001", 18_600, CASH, "G15", ""), papers=2)


def _pay(month: int, rng: Random) -> Iterator[Event]:
    """One month's pay: accrued, paid net, the withheld money paid on, and the school's own contributions."""
    days = workdays(month)
    basic, extra, merit = (_twelfth(number, rng) for number in ("R01", "R02", "R03"))
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
    own = {number: _twelfth(number, rng) for number in _INSURANCE}
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


def _twelfth(number: str, rng: Random) -> int:
    return round(budget.adjusted(number) / 12 * rng.uniform(0.985, 0.999))


def _direct(amounts: dict[str, int]) -> tuple[Line, ...]:
    """The budget half of a direct payment for people."""
    costs = (Line("7201", fen, budget=number) for number, fen in amounts.items())
    return (*costs, Line("6001", credit=sum(amounts.values()), budget=budget.FUND_INCOME["人员经费"]))


def _scrap() -> Iterator[Event]:
    """Waste paper sold for cash: banked the same day, and the treasury's within the week."""
    for day, yuan in (("2026-05-08", 286), ("2026-11-03", 341.5)):
        fen, sold = round(yuan * 100), _day(day)
        yield Event(sold, "收废旧纸箱变卖款现金", moved(CASH, "2103", fen), kind="非预算", rank=7)
        yield Event(sold, "送存废旧纸箱变卖款", moved(BASIC, CASH, fen), party="松坪信用社", rank=8)
        paid = workday_on(date(2026, sold.month, sold.day + 4))
        yield Event(paid, "缴废旧纸箱变卖款入国库", moved("2103", BASIC, fen), kind="非预算", party=_BUREAU)


def _refund() -> Iterator[Event]:
    for day, yuan in (("2026-04-21", 318), ("2026-10-16", 452.6)):
        fen = round(yuan * 100)
        lines = (
            Line(CANTEEN, fen),
            Line("5001", credit=fen),
            Line(MONEY, fen),
            Line("7201", credit=fen, budget="T01"),
        )
        yield Event(_day(day), "收食堂退货款（大米受潮）", lines, party="岚溪县粮油供应站", rank=2)


def _corrections() -> Iterator[Event]:
    """Two wrong vouchers, each cancelled in red and written again."""
    for day, fixed, wrong, right, text in (
        ("2026-05-14", "2026-05-18", 498_000, 489_000, "购语音室耳机（岚溪县教学仪器供应站）"),
        ("2026-10-14", "2026-10-19", 632_000, 623_000, "购理化生实验桌（岚溪县教学仪器供应站）"),
    ):
        first = Event(_day(day), text, spent("1601", wrong, TREASURY, "G17", "S01"), papers=3)
        red = tuple(replace(line, debit=-line.debit, credit=-line.credit) for line in first.lines)
        yield first
        yield Event(_day(fixed), "注销{}凭证", red, kind="红字", rank=6, about=first)
        blue = spent("1601", right, TREASURY, "G17", "S01")
        yield Event(_day(fixed), "订正{}凭证", blue, kind="更正", rank=7, about=first)


def _day(text: str) -> date:
    return workday_on(date.fromisoformat(text))
