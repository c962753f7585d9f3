"""What the demo school pays again and again: one row per kind, and a short engine that draws the year."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import NamedTuple

from xlplan.demo import budget
from xlplan.demo.events import (
    BASIC,
    CASH,
    MONEY,
    TODAY,
    TREASURY,
    Event,
    Line,
    pieces,
    spent,
    stream,
    workday_after,
    workday_before,
    workdays,
)  # fmt: skip
from xlplan.demo.people import TEACHERS

MONTHLY, ANY = "每月", "随时"
_BUSY = {1: 7, 2: 4, 3: 11, 4: 10, 5: 10, 6: 11, 7: 5, 8: 5, 9: 12, 10: 9, 11: 10}
"""How busy the office is, month by month."""


class Expense(NamedTuple):
    """Payments of one kind: so many pieces in the eleven months, together a share of what the line spends."""

    budget: str
    account: str
    source: str
    when: str
    pieces: int
    share: float
    texts: str
    """Summaries, divided by |, each with @ and its payee or not; {月} is the month before, {本月} the month itself."""
    parties: str = ""
    unit: int = 100
    """Amounts are whole multiples of so many fen."""
    early: int | None = None
    """Workdays by which the bank takes the money before the school hears of it; None: the school pays it by cheque."""


@dataclass(frozen=True)
class Ware:
    """Goods of one kind that a purchase brings; fen for each."""

    name: str
    unit: str
    quantity: int
    price: int


@dataclass(frozen=True, eq=False)
class Deal:
    """One purchase of equipment or books: what its voucher pays for, and what is accepted."""

    supplier: str
    wares: tuple[Ware, ...]

    @property
    def fen(self) -> int:
        """What all of it costs."""
        return sum(ware.quantity * ware.price for ware in self.wares)


@dataclass(frozen=True, eq=False)
class Trip:
    """A journey for which an advance is drawn and later settled; fen."""

    traveller: str
    purpose: str
    advance: int
    cost: int


_WARES = {
    # what is bought: its name, unit, and about how many fen one costs
    "办公电脑": ("台式计算机", "台", 360_000),
    "打印复印一体机": ("打印复印一体机", "台", 550_000),
    "办公空调": ("壁挂式空调", "台", 340_000),
    "物理演示仪器": ("物理演示实验箱", "套", 110_000),
    "音乐教室电钢琴": ("电钢琴", "台", 320_000),
    "显微镜": ("生物显微镜", "台", 136_000),
    "学生阅览图书": ("学生阅览图书", "册", 2_800),
    "语音室耳机": ("语音室耳机", "副", 16_300),
    "理化生实验桌": ("理化生实验桌", "张", 124_600),
}


def deal(summary: str, fen: int, supplier: str) -> Deal:
    """The purchase that a summary (购办公电脑) speaks of: as many pieces as share the amount without a rest."""
    name, unit, about = _WARES[summary.removeprefix("购")]
    count = min((n for n in range(1, 400) if fen % n == 0), key=lambda n: abs(n - fen / about))
    return Deal(supplier, (Ware(name, unit, count, fen // count),))


_SHOPS = "文轩办公用品店|松坪镇百货超市|岚溪县新华文体商行"
_REPAIRS = (
    "付教学楼门窗维修费@岚溪县安居装饰工程队|付宿舍水管维修费@老田水电维修部|付教室灯具更换费@老田水电维修部|"
    "付电脑及投影维修费@岚溪县锐捷电脑服务部|付操场护栏维修费@松坪镇宏达建材店"
)

EXPENSES = (
    Expense("G01", "5001", BASIC, ANY, 21, 0.8, "购教学用A4复印纸|购粉笔、教案本|购作业批阅用笔|购多媒体教室用品@岚溪县锐捷电脑服务部|购硒鼓及墨粉@岚溪县锐捷电脑服务部", _SHOPS),
    Expense("G01", "5001", CASH, ANY, 17, 0.2, "购班级门锁及钥匙|购教室用电池、插排|购监考用透明胶带|购备课组笔记本", unit=50),
    Expense("G02", "5101", BASIC, ANY, 15, 0.7, "购办公室文件柜配件@岚溪县宏图办公家具店|购档案盒及打印纸|购办公桌椅配件@岚溪县宏图办公家具店|购总务处办公用品", _SHOPS),
    Expense("G02", "5101", CASH, ANY, 22, 0.3, "购拖把、垃圾桶|购办公用印泥、签字笔|购门卫室登记簿|购饮水桶及纸杯", unit=50),
    Expense("G03", "5001", BASIC, ANY, 19, 1, "付月考试卷印制费|付复习资料印制费|付家校联系册印制费|付安全教育手册印制费", "岚溪县育才印务中心|松坪镇快印店"),
    Expense("G04", "5101", BASIC, MONTHLY, 11, 1, "付{月}月银行转账手续费", "松坪信用社", 10, early=1),
    Expense("G05", "5001", BASIC, MONTHLY, 11, 1, "付{月}月水费", "岚溪县自来水公司", 1),
    Expense("G06", "5001", BASIC, MONTHLY, 11, 1, "付{月}月电费", "岚溪县供电局松坪供电所", 1),
    Expense("G07", "5101", BASIC, MONTHLY, 11, 0.85, "付{月}月电话及网络费", "岚溪县电信营业部", 10),
    Expense("G07", "5101", CASH, ANY, 10, 0.15, "付邮寄学籍档案快递费|付寄送毕业生材料快递费", unit=50),
    Expense("G08", "5001", BASIC, ANY, 22, 0.45, "还公务卡：参加县教研活动差旅费|还公务卡：赴县送考差旅费|还公务卡：外出听课差旅费", "公务卡中心", 50, early=2),
    Expense("G09", "5001", BASIC, ANY, 33, 0.85, _REPAIRS),
    Expense("G09", "5001", CASH, ANY, 28, 0.15, "购水龙头及管件|购锁芯、合页等维修零件|购灯管、开关|付修理课桌椅零工费", unit=50),
    Expense("G10", "5001", BASIC, ANY, 13, 1, "付骨干教师培训费|付班主任培训费|付新课标远程培训费|付校本培训资料费", "岚溪县教师进修学校|知行教师研修中心"),
    Expense("G11", "5101", BASIC, ANY, 5, 1, "付县教研室听课接待用餐费|付兄弟学校交流接待用餐费", "松坪镇农家饭庄"),
    Expense("G12", "5001", BASIC, ANY, 20, 0.88, "购化学实验药品|购物理实验耗材|购篮球、排球@新动力体育用品店|购美术课用颜料纸张", "岚溪县教学仪器供应站"),
    Expense("G12", "5001", CASH, ANY, 13, 0.12, "购生物实验用材料|购跳绳、毽子|购实验室用酒精、试纸", unit=50),
    Expense("G13", "5001", BASIC, MONTHLY, 11, 0.6, "付{本月}月临聘宿管员劳务费", "松坪镇劳务服务社"),
    Expense("G13", "5001", BASIC, MONTHLY, 11, 0.4, "付{本月}月临聘保洁员劳务费", "松坪镇劳务服务社"),
    Expense("G14", "5001", BASIC, MONTHLY, 11, 1, "付{本月}月垃圾清运及消防维保费", "松坪镇环卫所"),
    Expense("G15", "5001", BASIC, ANY, 16, 0.8, "付运动会器材及奖品费@新动力体育用品店|付艺术节布置费@岚溪县育才印务中心|付花草树木养护费@松坪镇花木场|购消毒用品及洗手液@岚溪县医药商店"),
    Expense("G15", "5001", CASH, ANY, 13, 0.2, "购黑板报比赛用彩纸|购班级卫生工具|购花苗及肥料", unit=50),
    Expense("G16", "1601", TREASURY, ANY, 8, 1, "购办公电脑|购打印复印一体机|购办公空调", "岚溪县政采科技公司"),
    Expense("G17", "1601", TREASURY, ANY, 4, 0.58, "购物理演示仪器|购音乐教室电钢琴|购显微镜", "岚溪县教学仪器供应站"),
    Expense("G18", "1601", BASIC, ANY, 4, 1, "购学生阅览图书", "岚溪县新华书店"),
    Expense("Q01", "5001", BASIC, ANY, 4, 1, "付三好学生奖励金|付学科竞赛获奖学生奖励", "学生（代发）", early=0),
    Expense("Q02", "5001", BASIC, ANY, 6, 1, "付校园广播站设备检修费@岚溪县声远音响器材店|付读书节展板制作费", "岚溪县育才印务中心"),
)  # fmt: skip
_TRAVEL = ("G08", 0.55, 28, "县教研活动|送教下乡|骨干教师培训|优质课比赛|外出听课")


def events() -> Iterator[Event]:
    """Everything of the school itself that recurs: payments of all lines, and travel with its advances."""
    yield from payments(EXPENSES)
    yield from _travel()


def payments(expenses: Iterable[Expense]) -> Iterator[Event]:
    """The payments of some kinds, kind by kind."""
    for expense in expenses:
        chance = stream(expense.budget, expense.account, expense.source, expense.texts)
        fen = int(spends(expense.budget) * expense.share)
        income = budget.FUND_INCOME[budget.fund(expense.budget)]
        days = _days(expense.when, expense.pieces, chance)
        for drawn, amount in zip(days, pieces(fen, len(days), expense.unit, chance), strict=True):
            day = drawn if expense.when == MONTHLY else _granted(drawn)
            text, _, party = chance.choice(expense.texts.split("|")).partition("@")
            party = party or chance.choice(expense.parties.split("|"))
            bought = deal(text, amount, party) if expense.account == "1601" else None
            text = text.format(月=(day.month - 2) % 12 + 1, 本月=day.month) + (
                f"（{party}）" if party else ""
            )
            lines = spent(expense.account, amount, expense.source, expense.budget, income)
            seen = None if expense.early is None else workday_before(day, expense.early)
            yield Event(day, text, lines, party=party, papers=chance.randint(1, 5), seen=seen, of=bought)


def _granted(day: date) -> date:
    """A day of January later, so that there was time to ask, buy and accept after the year began."""
    january = workdays(1)
    return january[len(january) * 4 // 7 + january.index(day) * 3 // 7] if day in january else day


def spends(number: str) -> int:
    """Fen that a line spends of what it may in the eleven months."""
    return int(budget.adjusted(number) * stream(number).uniform(0.86, 0.95))


def _travel() -> Iterator[Event]:
    """An advance in cash, and some days later the claim: the rest comes back, or more is paid."""
    number, share, count, texts = _TRAVEL
    chance = stream("差旅借款")
    days = _days(ANY, count, chance)
    for day, cost in zip(days, pieces(int(spends(number) * share), count, 50, chance), strict=True):
        name, text = chance.choice(TEACHERS), chance.choice(texts.split("|"))
        advance = round(cost * chance.uniform(0.85, 1.2) / 10_000) * 10_000
        back = workday_after(day, chance.randint(3, 7))
        if back > TODAY or (back.month != day.month and day.month in (1, 6)):
            continue
        trip = Trip(name, text, advance, cost)
        out = Line("1218", advance), Line(CASH, credit=advance)
        yield Event(day, f"{name}借{text}差旅费", out, kind="非预算", of=trip)
        rest = advance - cost
        cash = (Line(CASH, debit=rest),) if rest > 0 else (Line(CASH, credit=-rest),) if rest else ()
        lines = (
            Line("5001", cost),
            *cash,
            Line("1218", credit=advance),
            Line("7201", cost, budget=number),
            Line(MONEY, credit=cost),
        )
        papers = chance.randint(2, 6)
        yield Event(back, f"{name}报销{text}差旅费", lines, kind="非预算", papers=papers, of=trip)


def _days(when: str, count: int, chance: Random) -> list[date]:
    if when == MONTHLY:
        return [chance.choice(workdays(month)[8:14]) for month in range(1, 12)]
    days = workdays()
    return sorted(
        chance.choices(days, [_BUSY[day.month] / len(workdays(day.month)) for day in days], k=count)
    )
