"""stores.xlsx: what lies in the store room and how it comes and goes, textbooks, desks, and what a term needs to begin."""

import pandas as pd

from xlplan.excel.table import Formula, Table, count, day, money, quantity, text
from xlplan.tables.claims import Acceptance
from xlplan.tables.links import sums_of
from xlplan.tables.office import Department, SchoolClass, Staff, Term


def _left(opening: str, moved: str, places: int) -> Formula:
    """What is left of each item: its opening, and what came less what went, to so many decimal places."""

    def values(rows: pd.DataFrame, workbook: dict[str, pd.DataFrame]) -> "pd.Series":
        came, went = (
            sums_of(rows, workbook[sheet], {"物品号": "物品号"}, workbook[sheet][moved])
            for sheet in ("入库", "出库")
        )
        return rows[opening] + came - went

    came, went = (
        f"SUMIFS({{{sheet}.{moved}:all}},{{{sheet}.物品号:all}},{{物品号}})" for sheet in ("入库", "出库")
    )
    return Formula(f"=ROUND({{{opening}}}+{came}-{went},{places})", values)


class Item(Table, workbook="stores.xlsx", sheet="物品"):
    """库房的物品，一种一行：年初有多少、值多少钱，现在还剩多少。规格、单价差得多的分开编号。"""

    number = text("物品号", required=True, unique=True, subject=True, help="自己编，不重复，如 W001。")
    name = text("名称", required=True, width=18)
    specification = text("规格", width=18)
    category = text("类别", help="办公用品、清洁用品、维修材料、教学耗材、医药用品等。")
    unit = text("单位", required=True, width=8, help="包、盒、支、个；入库、出库、盘点都按它算。")
    opening_quantity = quantity("期初数量", blank=0, help="年初库房里的数量，等于上年末盘点的数。")
    opening_amount = money("期初金额", blank=0, help="年初的金额，各种物品合计等于 1302 的期初余额。")
    minimum = quantity("最低库存", blank=0, help="少于这么多就提醒添置；不用提醒的空着。")
    left = quantity(
        "结存数量", required=True, formula=_left("期初数量", "数量", 3), help="期初＋入库－出库，自动计算。"
    )
    left_amount = money(
        "结存金额", required=True, formula=_left("期初金额", "金额", 2), help="期初＋入库－出库，自动计算。"
    )
    closed_quantity = quantity(
        "上年末数量", blank=0, optional=True, help="照上年的物品表年末的结存填；不填就不核对。"
    )
    closed_amount = money("上年末金额", blank=0, optional=True, help="同上。")


class Receipt(Table, workbook="stores.xlsx", sheet="入库", sealed=True):
    """买回来、送来的物品，一种一行；同一张入库单的几种写同一个单号。当月到货当月记账。"""

    number = text("入库单号", required=True, subject=True, help="如 RK2026-001。", width=14)
    date = day("日期", required=True, dated=True, help="验收入库的那一天。")
    item = text("物品号", required=True, refers=Item.number)
    pieces = quantity("数量", required=True)
    price = money("单价", blank=0, help="照发票填；赠送的空着。")
    amount = money("金额", required=True, help="照发票填，一分不差；赠送的按估价。")
    supplier = text("供应商", help="写全称。", width=28)
    acceptance = text("验收单号", refers=Acceptance.number, help="零星采购没有验收单的空着。", width=14)
    voucher = text("凭证号", help="记入 1302 库存物品的那张凭证，在日期的那个月里找；还没有记账的空着。")
    handler = text("经手", refers=Staff.name, help="交货入库的人。", width=9)
    keeper = text("保管员", required=True, refers=Staff.name, width=9)


class Issue(Table, workbook="stores.xlsx", sheet="出库", sealed=True):
    """领用，一种一行；同一张领用单的几种写同一个单号。盘亏、报废经批准以后也从这里核销，用途写明。"""

    number = text("出库单号", required=True, subject=True, help="如 CK2026-001。", width=14)
    date = day("日期", required=True, dated=True)
    item = text("物品号", required=True, refers=Item.number)
    pieces = quantity("数量", required=True)
    amount = money("金额", blank=0, help="月末按全月加权平均单价算好填；领完的把余下的金额全部转出。")
    department = text("领用部门", required=True, refers=Department.name)
    receiver = text("领用人", required=True, refers=Staff.name, width=9)
    purpose = text("用途", help="做什么用的；盘亏、报废核销的写明批准的文件。", width=28)
    voucher = text("凭证号", help="月末把出库记入费用的那张凭证，在日期的那个月里找；还没有记账的空着。")


class StockTake(Table, workbook="stores.xlsx", sheet="物资盘点", sealed=True):
    """库房盘点，一次一种一行；每学期末至少一次。"""

    date = day("日期", required=True, dated=True)
    item = text("物品号", required=True, refers=Item.number, subject=True)
    booked = quantity("账面数量", required=True, help="期初＋入库－出库，算到盘点这一天。")
    counted = quantity("实盘数量", required=True)
    gap = quantity(
        "差异",
        required=True,
        formula=Formula(
            "=ROUND({实盘数量}-{账面数量},3)", lambda rows, _: rows["实盘数量"] - rows["账面数量"]
        ),
        help="实盘－账面，自动计算。",
    )
    reason = text("原因", help="有差异时写明原因和怎么处理。", width=30)
    counter = text("盘点人", required=True, refers=Staff.name, width=9)
    witness = text("监盘人", required=True, refers=Staff.name, width=9)


class Textbook(Table, workbook="stores.xlsx", sheet="教材发放"):
    """每学期的课本，一个年级一科一行：订了多少、到了多少、发了多少、剩多少。"""

    term = text("学期", required=True, refers=Term.term, width=18)
    grade = text("年级", required=True, refers=SchoolClass.grade)
    subject_name = text("学科", required=True, subject=True)
    edition = text("版本", width=16)
    entitled = count("应发", required=True, help="这个年级应领的人数。")
    ordered = count("订数", required=True)
    arrived = count("到数", required=True)
    issued = count("发数", required=True, help="发给学生的本数。")
    left = count("余数", required=True, help="发完以后点出来的本数。")
    receiver = text("签收人", required=True, refers=Staff.name, width=9)
    date = day("签收日", required=True, dated=True)


class Seating(Table, workbook="stores.xlsx", sheet="课桌椅"):
    """教室里的课桌椅，每学期开学前点一次，一间一行；中途调整的另起一行，以最后一行为准。"""

    room = text("教室", required=True, subject=True, width=18)
    school_class = text("班级", refers=SchoolClass.name, width=15, help="没有安排班级的教室空着。")
    pupils = count("人数", help="点的时候班里的学生数。")
    desks = count("课桌数", required=True)
    chairs = count("椅数", required=True)
    usable = count("完好", required=True, help="能用的桌椅有几套。")
    broken = count("待修", help="要修的桌椅有几套。")
    date = day("日期", required=True, dated=True)


class TermSupply(Table, workbook="stores.xlsx", sheet="开学准备"):
    """开学前要备齐的物品，一学期一种一行；到货一批，库存就改一次，缺口变成 0 才算备齐。"""

    term = text("学期", required=True, refers=Term.term, width=18)
    item = text("物品", required=True, subject=True, width=18)
    specification = text("规格", width=16)
    department = text("需求部门", required=True, refers=Department.name)
    needed = quantity("需求数量", required=True)
    unit = text("单位", optional=True, help="包、盒、支、个；需求、库存、缺口都按它算。", width=8)
    stock = quantity("库存", required=True, help="已经有的数量，到货后改成到货以后的。")
    gap = quantity(
        "缺口",
        required=True,
        formula=Formula(
            "=MAX(0,ROUND({需求数量}-{库存},3))", lambda rows, _: (rows["需求数量"] - rows["库存"]).clip(0)
        ),
        help="需求－库存，自动计算；够了是 0。",
    )
    arrival = day("到货期", help="缺的哪一天到货。")
    owner = text("责任人", required=True, refers=Staff.name, width=9)
