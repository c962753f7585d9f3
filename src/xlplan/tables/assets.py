"""assets.xlsx: what the school owns, how it wears, where it stands and who keeps it."""

import pandas as pd

from xlplan.excel.table import Formula, Table, count, day, money, month, quantity, text, time, year
from xlplan.tables import depreciation
from xlplan.tables.claims import Acceptance, Claim
from xlplan.tables.office import Department, Staff

BUILDING, EQUIPMENT, RELIC, BOOK, FURNITURE, LIVING = KINDS = (
    "房屋和构筑物", "设备", "文物和陈列品", "图书和档案", "家具和用具", "特种动植物",
)  # fmt: skip
"""类别 of a card; of these buildings, equipment and furniture wear."""
IN_USE, DISPOSED = "在用", "已处置"

_BOOKED = "MAX({折旧计提.月份:all})"
_LAST = (
    f"IF({{处置日期}}=\"\",YEAR({_BOOKED})*12+MONTH({_BOOKED}),"
    f"MIN(YEAR({_BOOKED})*12+MONTH({_BOOKED}),YEAR({{处置日期}})*12+MONTH({{处置日期}})-1))"
)  # fmt: skip
_OF_YEAR = f"({_LAST}-YEAR({_BOOKED})*12)"


def booked(months: "pd.Series") -> int:
    """The last month of 折旧计提, as the number year * 12 + month - 1; 0 where there is none."""
    return int(depreciation.months(months).max()) if len(months) else 0


def _gone(cards: pd.DataFrame, workbook: dict[str, pd.DataFrame]) -> "pd.Series":
    until = booked(workbook["折旧计提"]["月份"])
    return depreciation.gone(cards["年限"], cards["入账日期"], cards["处置日期"], until).astype("Int64")


def _of_year(cards: pd.DataFrame, workbook: dict[str, pd.DataFrame]) -> "pd.Series":
    until = booked(workbook["折旧计提"]["月份"])
    return depreciation.of_year(
        cards["原值"], cards["期初累计折旧"], cards["年限"], cards["入账日期"], cards["处置日期"], until
    )


def _price(cards: pd.DataFrame, workbook: dict[str, pd.DataFrame]) -> "pd.Series":
    pieces = cards["数量"].fillna(0).astype("int64")
    once = pieces.where(pieces > 0, 1)
    return ((2 * cards["原值"] + once) // (2 * once)).where(pieces > 0, 0)


class AssetCard(Table, workbook="assets.xlsx", sheet="资产卡片"):
    """固定资产卡片，一件（成批的课桌椅、图书一批）一张；处置了的当年不删，改状态、填处置日期。

    原值合计要等于 1601 固定资产的余额，累计折旧合计要等于 1602 的余额。折旧按月平均计提，不留残值，入账当月开始，处置当月停止；
    累计折旧自动算到“折旧计提”表的最后一个月，每月记了账，在那张表添一行就行。新的一年把上年末的累计折旧抄成期初累计折旧。
    """

    number = text("卡片号", required=True, unique=True, subject=True, help="自己编，不重复，如 ZC-0001。")
    name = text("名称", required=True, width=26)
    kind = text("类别", required=True, choices=KINDS, width=14)
    life = text(
        "折旧类",
        help="“参数”表里“折旧年限：”后面的那一项，如 计算机；图书、文物、动植物不提折旧，空着。",
        width=14,
    )
    model = text("规格", width=20)
    manner = text("取得方式", required=True, choices=("购置", "自建", "调入", "接受捐赠", "盘盈"), width=10)
    acquired = day("取得日期", required=True, help="验收、接收的那一天。")
    entered = day("入账日期", required=True, help="记入 1601 的那张凭证的日期；折旧从这个月开始提。")
    voucher = text("凭证号", help="入账的那张凭证，在入账日期的那个月里找；以前年度的可以空着。")
    acceptance = text("验收单号", refers=Acceptance.number, help="没有验收单的空着。", width=14)
    pieces = count("数量", required=True)
    unit = text("计量单位", width=9)
    cost = money("原值", required=True, help="整张卡片的，一批的写一批。")
    price = money(
        "单价",
        required=True,
        formula=Formula("=IF(N({数量})=0,0,ROUND({原值}/{数量},2))", _price),
        help="原值÷数量，自动计算。",
    )
    years = count("年限", unit="年", help="折旧年限；不提折旧的空着。不低于“参数”表里这一类的年限。")
    opening = money("期初累计折旧", blank=0, help="到上年末一共提了多少；今年入账的空着。")
    monthly = money(
        "月折旧",
        required=True,
        formula=Formula(
            "=IF(N({年限})=0,0,ROUND({原值}/({年限}*12),2))",
            lambda rows, _: depreciation.monthly(rows["原值"], rows["年限"]),
        ),
        help="原值÷年限÷12，自动计算。",
    )
    gone = count(
        "已提月数",
        formula=Formula(
            f"=IF(N({{年限}})=0,0,MAX(0,MIN({{年限}}*12,{_LAST}-YEAR({{入账日期}})*12-MONTH({{入账日期}})+1)))",
            _gone,
        ),
        help="到“折旧计提”表的最后一个月，自动计算。",
    )
    of_year = money(
        "本年折旧",
        required=True,
        formula=Formula(
            f"=IF(OR({{已提月数}}=0,{_OF_YEAR}<=0),0,IF({{已提月数}}>={{年限}}*12,{{原值}}-{{期初累计折旧}},"
            f"MIN({{原值}}-{{期初累计折旧}},{{月折旧}}*MIN({{已提月数}},{_OF_YEAR}))))",
            _of_year,
        ),
        help="今年一月到“折旧计提”表的最后一个月，自动计算；最后一个月提完余下的。",
    )
    worn = money(
        "累计折旧",
        required=True,
        formula=Formula(
            "={期初累计折旧}+{本年折旧}", lambda rows, _: rows["期初累计折旧"] + rows["本年折旧"]
        ),
        help="期初累计折旧＋本年折旧，自动计算。",
    )
    left = money(
        "净值",
        required=True,
        formula=Formula("={原值}-{累计折旧}", lambda rows, _: rows["原值"] - rows["累计折旧"]),
        help="原值－累计折旧，自动计算。",
    )
    place = text("存放地点", required=True, help="写到室，和功能室的室名写法一样。", width=16)
    department = text("使用部门", required=True, refers=Department.name)
    keeper = text("保管人", required=True, refers=Staff.name, width=9)
    state = text("状态", required=True, choices=(IN_USE, "闲置", "待修", "待处置", DISPOSED), width=9)
    disposed = day("处置日期", help="记账的日期；没有处置的空着。")
    disposal = text("处置凭证号", help="处置的那张凭证，在处置日期的那个月里找。")


class DepreciationMonth(Table, workbook="assets.xlsx", sheet="折旧计提", few=True):
    """每月提了多少折旧，一个月一行；资产卡片的累计折旧算到这里的最后一个月。"""

    month = month("月份", required=True, dated=True)
    teaching = money("业务活动费用", required=True, help="教学、食堂、宿舍用的资产，记 5001。")
    office = money("单位管理费用", blank=0, help="行政、后勤用的资产，记 5101。")
    total = money(
        "合计",
        required=True,
        formula=Formula(
            "={业务活动费用}+{单位管理费用}", lambda rows, _: rows["业务活动费用"] + rows["单位管理费用"]
        ),
        help="自动计算；要等于各张卡片这个月的折旧。",
    )
    voucher = text("凭证号", required=True, subject=True, help="当月计提折旧的凭证。")
    handler = text("经办", required=True, refers=Staff.name)


class Building(Table, workbook="assets.xlsx", sheet="校舍"):
    """校舍一栋一行：结构、面积、鉴定和年检。"""

    number = text("建筑编号", required=True, unique=True, subject=True)
    name = text("名称", required=True, width=16)
    structure = text("结构", required=True, choices=("钢混", "砖混", "砖木", "钢结构", "简易"), width=9)
    built = year("建成年", required=True)
    area = quantity("面积", required=True, unit="㎡", help="建筑面积。")
    floors = count("层数", required=True)
    grade = text("鉴定等级", required=True, choices=("A", "B", "C", "D"), width=9)
    graded = day("鉴定日", help="安全鉴定报告的日期。")
    inspected = day("年检日", help="最近一次校舍安全检查的日期。")
    state = text("使用状态", required=True, choices=(IN_USE, "停用", "维修加固", "拆除"), width=10)
    card = text("卡片号", refers=AssetCard.number)


def _things(rooms: pd.DataFrame, workbook: dict[str, pd.DataFrame]) -> "pd.Series":
    cards = workbook["资产卡片"]
    own = cards[cards["状态"] != DISPOSED]
    pieces = own["数量"].fillna(0).astype("int64").groupby(own["存放地点"]).sum()
    return rooms["室名"].map(pieces).fillna(0).astype("Int64")


class Room(Table, workbook="assets.xlsx", sheet="功能室", few=True):
    """实验室、图书室、微机室等功能室，一室一行。"""

    name = text(
        "室名", required=True, unique=True, subject=True, help="和资产卡片的存放地点写法一样。", width=16
    )
    kind = text(
        "类别",
        required=True,
        choices=("理科实验室", "图书室", "微机室", "音乐室", "美术室", "体育器材室", "其他"),
        width=12,
    )
    keeper = text("管理员", required=True, refers=Staff.name)
    things = count(
        "设备数",
        formula=Formula(
            f'=SUMIFS({{资产卡片.数量:all}},{{资产卡片.存放地点:all}},{{室名}},{{资产卡片.状态:all}},"<>{DISPOSED}")',
            _things,
        ),
        help="存放在这一室、没有处置的资产件数，自动计算。",
    )
    used = count("本学期使用次数", required=True, help="照使用登记簿数。")
    logged = day("登记截至", required=True, help="使用登记簿最后一次登记的日期。")


class Repair(Table, workbook="assets.xlsx", sheet="报修"):
    """报修台账，一件一行；修好了填完成时间、费用和评价。"""

    number = text("报修号", required=True, unique=True, subject=True, help="自己编，不重复，如 BX-001。")
    asked = time("报修时间", required=True, dated=True, day_alone=True, help="只写日期也行。")
    place = text("地点", required=True, width=18)
    content = text("内容", required=True, width=26)
    asker = text("报修人", required=True, refers=Staff.name)
    sent = time("派单时间", day_alone=True, help="还没有派的空着。")
    mender = text("维修人", offers=Staff.name, help="本校的写姓名，请外面的写单位。", width=24)
    done = time("完成时间", day_alone=True, help="还没有修好的空着。")
    cost = money("费用", blank=0, help="另外花了钱的才填。")
    claim = text("单号", refers=Claim.number, help="报销这笔费用的单号；没有费用的空着。", width=14)
    verdict = text("评价", choices=("满意", "基本满意", "不满意"), width=10)
    state = text("状态", required=True, choices=("待派单", "维修中", "已完成", "取消"), width=9)


class HandOver(Table, workbook="assets.xlsx", sheet="移交"):
    """保管人换人、岗位变动的移交，一次一行，要有清册。"""

    number = text("移交号", required=True, unique=True, subject=True, help="自己编，不重复，如 YJ2026-01。")
    date = day("日期", required=True, dated=True)
    matter = text("事项", required=True, width=30)
    giver = text("移交人", required=True, refers=Staff.name)
    taker = text("接收人", required=True, refers=Staff.name)
    witness = text("监交人", required=True, refers=Staff.name)
    inventory = text("清册", help="移交清册的名称、张数，存在哪里。", width=36)


def _beyond(counts: pd.DataFrame, workbook: dict[str, pd.DataFrame]) -> "pd.Series":
    return (counts["实盘数量"].fillna(0) - counts["账面数量"].fillna(0)).astype("int64") * 1000


class AssetCount(Table, workbook="assets.xlsx", sheet="资产盘点"):
    """资产清查盘点，一张卡片一行；每年至少全部盘一次。"""

    date = day("日期", required=True, dated=True)
    card = text("卡片号", required=True, refers=AssetCard.number, subject=True)
    booked = count("账面数量", required=True, help="卡片上的数量。")
    counted = count("实盘数量", required=True)
    gap = quantity(
        "差异",
        required=True,
        formula=Formula("={实盘数量}-{账面数量}", _beyond),
        help="实盘－账面，自动计算。",
    )
    result = text("结果", required=True, choices=("相符", "盘盈", "盘亏", "损坏"), width=9)
    reason = text("原因", help="有差异、损坏的写明原因。", width=24)
    keeper = text("保管人", required=True, refers=Staff.name, help="盘点时管这件资产的人。", width=9)
    counter = text("盘点人", required=True, refers=Staff.name)
    witness = text("监盘人", required=True, refers=Staff.name)
