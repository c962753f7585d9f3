"""canteen.xlsx: what the canteen buys, cooks and serves, what it costs, and who watched over it."""

import pandas as pd

from xlplan.excel.table import Formula, Table, count, day, money, month, quantity, rate, text, time
from xlplan.tables.office import SchoolClass, Staff, Term

MEALS = ("早餐", "午餐", "晚餐")
FEES, NUTRITION = FUNDS = ("伙食费", "营养餐")
"""Whose money food is bought with: the pupils' own, or the state's for nutrition."""


class Delivery(Table, workbook="canteen.xlsx", sheet="采购验收"):
    """送来的食材一样一行：两个人过秤、看票、签字才能入库。退回去的另写一行，数量、金额写负数。"""

    number = text(
        "验收号", required=True, unique=True, subject=True, help="自己编，不重复，如 SC2026-0001。", width=14
    )
    date = day("日期", required=True, dated=True, help="送到、过秤的那一天。")
    supplier = text("供应商", required=True, help="写全称。", width=28)
    food = text("食材", required=True, help="同一样东西用同一个名字。")
    unit = text("单位", required=True, help="公斤、个、盒；数量、单价都按它算。", width=7)
    received = quantity("数量", required=True)
    price = money("单价", required=True)
    amount = money("金额", required=True, help="数量×单价。")
    fund = text("资金", required=True, choices=FUNDS, width=9)
    acceptor = text("验收人一", refers=Staff.name, width=10)
    second_acceptor = text("验收人二", refers=Staff.name, help="另一个人。", width=10)
    papers = text("索证", choices=("齐全", "不全", "没有"), help="供货票据、检验检疫证明。", width=8)
    conclusion = text("结论", required=True, choices=("合格", "不合格", "退货"), width=8)
    voucher = text(
        "凭证号", group="value", help="付这笔款的凭证，在付款日期的那个月里找；还没有付的空着。", width=9
    )
    paid = day("付款日期", help="还没有付的空着。")


def _running(income: str, outgo: str) -> Formula:
    """What is left of an item after each row."""

    def values(rows: pd.DataFrame, workbook: dict[str, pd.DataFrame]) -> "pd.Series":
        return (rows[income] - rows[outgo]).groupby(rows["食材"]).cumsum()

    own = "{食材:down},{食材}"
    return Formula(f"=ROUND(SUMIFS({{{income}:down}},{own})-SUMIFS({{{outgo}:down}},{own}),3)", values)


class StockEntry(Table, workbook="canteen.xlsx", sheet="食材出入库", sealed=True):
    """食材进出一笔一行，按先后写；各样的结存各算各的。年初有结存的，第一行写“上年结转”，填在入库。"""

    date = day("日期", required=True, dated=True)
    food = text("食材", required=True, subject=True, group="value", help="和采购验收的写法一样。")
    summary = text("摘要", required=True, help="如 验收入库、午餐领用、退货。", width=16)
    received = quantity("入库数量", blank=0, help="退货写负数。")
    received_amount = money("入库金额", blank=0)
    issued = quantity("出库数量", blank=0)
    issued_amount = money("出库金额", blank=0)
    left = quantity("结存数量", required=True, formula=_running("入库数量", "出库数量"), help="自动计算。")
    left_amount = money(
        "结存金额", required=True, formula=_running("入库金额", "出库金额"), help="自动计算。"
    )
    taker = text("领用人", refers=Staff.name, help="出库的填。", width=10)
    keeper = text("库管", required=True, refers=Staff.name, width=10)


class Attendance(Table, workbook="canteen.xlsx", sheet="就餐人次", sealed=True):
    """每天每班一行：在校多少人，请假多少人，多少人就餐、多少人吃营养餐。只写学生；教职工用餐另外记。"""

    date = day("日期", required=True, dated=True)
    class_name = text(
        "班级", required=True, refers=SchoolClass.name, judged_by="CAN-13", subject=True, width=14
    )
    enrolled = count("在校人数", required=True, help="班上的学生数。")
    absent = count("请假", help="没有人请假空着。")
    eaters = count("就餐人数", required=True)
    boarders = count("其中住宿生", required=True)
    nutrition = count("营养餐人数", required=True)
    standard = money("营养餐标准", required=True, help="每生每天多少元。")
    amount = money("营养餐金额", required=True, help="营养餐人数×营养餐标准。")
    fee = money("应收伙食费", blank=0, help="当天按就餐人数应收的伙食费。")


class Menu(Table, workbook="canteen.xlsx", sheet="食谱"):
    """每天每餐一行：这一餐供应哪些菜。留样、陪餐照这张表核对。"""

    date = day("日期", required=True, dated=True)
    meal = text("餐次", required=True, choices=MEALS, subject=True, width=8)
    dishes = text("菜品", required=True, help="几样菜用、隔开，和留样的品名写法一样。", width=40)


def _sum_of(*headers: str, less: tuple[str, ...] = ()) -> Formula:
    def values(rows: pd.DataFrame, workbook: dict[str, pd.DataFrame]) -> "pd.Series":
        return rows[list(headers)].sum(axis=1) - rows[list(less)].sum(axis=1)

    cells = "+".join(f"{{{header}}}" for header in headers)
    return Formula(f"={cells}{''.join(f'-{{{header}}}' for header in less)}", values)


def _cost_ratio(rows: pd.DataFrame, workbook: dict[str, pd.DataFrame]) -> "pd.Series":
    fees = rows["伙食费收入"]
    return (rows["食材支出"] / fees.where(fees != 0)).astype("float64")


class CanteenMonth(Table, workbook="canteen.xlsx", sheet="食堂收支", few=True):
    """每月一行，照食堂资金的账填。营养改善计划的钱专款专用，单列在后面，不算进合计和结余。"""

    period = month("月份", required=True, dated=True)
    fees = money("伙食费收入", blank=0)
    other_income = money("其他收入", blank=0)
    income = money("收入合计", required=True, formula=_sum_of("伙食费收入", "其他收入"), help="自动计算。")
    food = money("食材支出", blank=0, help="减去退货。")
    fuel = money("燃料", blank=0)
    power = money("水电", blank=0)
    labour = money("人工", blank=0)
    other_cost = money("其他支出", blank=0)
    cost = money(
        "支出合计",
        required=True,
        formula=_sum_of("食材支出", "燃料", "水电", "人工", "其他支出"),
        help="自动计算。",
    )
    surplus = money(
        "结余",
        required=True,
        formula=_sum_of("收入合计", less=("支出合计",)),
        help="收入合计－支出合计，自动计算。",
    )
    cost_ratio = rate(
        "食材成本率",
        formula=Formula('=IF({伙食费收入}=0,"",{食材支出}/{伙食费收入})', _cost_ratio),
        help="食材支出÷伙食费收入，自动计算。",
    )
    nutrition = money("营养餐食材", blank=0, help="营养改善计划的钱买的食材。")
    published = day("公示日期", help="贴出来的那一天；还没有公示的空着。")
    maker = text("编制", required=True, refers=Staff.name, width=9)
    checker = text("审核", required=True, refers=Staff.name, width=9)


class YearEnd(Table, workbook="canteen.xlsx", sheet="年末并表", few=True):
    """每年一行：年末把食堂的净收入并进学校的报表，学校和食堂之间的往来相互抵销。往来是反方向的写负数。"""

    year = text("年度", required=True, unique=True, subject=True, help="如 2026。", width=8)
    income = money("食堂收入", required=True, help="全年的收入合计。")
    cost = money("食堂支出", required=True, help="全年的支出合计。")
    net = money(
        "食堂净收入",
        required=True,
        formula=_sum_of("食堂收入", less=("食堂支出",)),
        help="食堂收入－食堂支出，可以是负数，自动计算。",
    )
    ours = money("学校账应收食堂", blank=0, help="学校账上的往来余额。")
    theirs = money("食堂账应付学校", blank=0, help="食堂账上的往来余额。")
    open = money("抵销后余额", required=True, formula=_sum_of("学校账应收食堂", less=("食堂账应付学校",)), help="自动计算，应为 0。")  # fmt: skip
    merged = day("并表日期", help="还没有并表的空着。")
    maker = text("编制", required=True, refers=Staff.name, width=9)
    checker = text("审核", required=True, refers=Staff.name, width=9)


class Sample(Table, workbook="canteen.xlsx", sheet="留样"):
    """每餐每样菜留一份，一样一行，冷藏够了时间才能倒。"""

    date = day("日期", required=True, dated=True)
    meal = text("餐次", required=True, choices=MEALS, width=8)
    dish = text("品名", required=True, subject=True, help="和食谱的写法一样。", width=16)
    weight = count("重量", required=True, unit="克")
    taken = time("留样时间", required=True)
    keeper = text("留样人", required=True, refers=Staff.name, width=9)
    temperature = count("柜温", unit="℃", help="留样柜里的温度。")
    destroyed = time("销毁时间", help="还没有倒掉的空着。")
    destroyer = text("销毁人", refers=Staff.name, width=9)


class Accompanied(Table, workbook="canteen.xlsx", sheet="陪餐"):
    """每餐都有一位学校负责人和学生一起吃，一餐一行。"""

    date = day("日期", required=True, dated=True)
    meal = text("餐次", required=True, choices=MEALS, width=8)
    leader = text("陪餐人", refers=Staff.name, subject=True)
    post = text("职务", width=14)
    people = count("人数", help="一起陪餐的人数。")
    opinion = text("评价", help="色香味、温度、价格、卫生。", width=34)
    problem = text("问题", help="没有就空着。", width=24)
    done = text("处理", help="问题是怎么处理的。", width=24)


class KitchenWorker(Table, workbook="canteen.xlsx", sheet="从业人员"):
    """食堂里做事的人一人一行，临时聘请的也写；离岗的不删，改状态。"""

    name = text("姓名", required=True, subject=True)
    post = text("岗位", required=True, width=14)
    certificate = text("健康证号", private=True, help="按文本填写。", width=18)
    issued = day("发证日")
    expires = day("有效期止", help="健康证用到哪一天。")
    trained = day("培训日", help="最近一次食品安全培训。")
    state = text("状态", required=True, choices=("在岗", "离岗"), width=8)


def _satisfied(rows: pd.DataFrame, workbook: dict[str, pd.DataFrame]) -> "pd.Series":
    returned = rows["收回"].astype("float64")
    return rows["满意"].astype("float64") / returned.where(returned != 0)


class Survey(Table, workbook="canteen.xlsx", sheet="满意度", few=True):
    """每学期问一次学生和家长对食堂满不满意，一种人一行。"""

    term = text("学期", required=True, refers=Term.term, width=18)
    date = day("日期", required=True, dated=True)
    asked = text("对象", required=True, choices=("学生", "家长", "教职工"), subject=True, width=9)
    handed_out = count("发放", required=True)
    returned = count("收回", required=True)
    satisfied = count("满意", required=True)
    share = rate(
        "满意率",
        part=True,
        formula=Formula('=IF({收回}=0,"",{满意}/{收回})', _satisfied),
        help="满意÷收回，自动计算。",
    )
    problem = text("问题", width=30)
    done = text("整改", width=30)
