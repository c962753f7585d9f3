"""What the demo school owned when the year began, thing by thing, and where everything stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from xlplan.demo.people import AUTUMN, CLASSES, TEACHERS, holder
from xlplan.tables.assets import BOOK, BUILDING, EQUIPMENT, FURNITURE, RELIC

YEARS = {
    "钢混房屋": 50, "砖混房屋": 30, "简易房": 8, "构筑物": 8, "计算机": 6, "办公设备": 6, "车辆": 8, "图书档案设备": 5, "机械": 10,
    "电气": 5, "通信": 5, "广播电视": 5, "仪器": 5, "食品加工设备": 10, "家具": 15, "用具": 5,
}  # fmt: skip
"""折旧类 -> years over which the school writes it off."""


@dataclass(frozen=True)
class Thing:
    """One card before it has a number; fen for all its pieces."""

    name: str
    kind: str
    life: str
    """折旧类, "" for what does not wear."""
    model: str
    manner: str
    acquired: date
    pieces: int
    unit: str
    cost: int
    place: str


_STORES, _MENDER = holder("保管员"), holder("水电工")
PLACES = {
    "教学楼": ("教导处", holder("教务员")), "综合楼": ("总务处", holder("总务主任")), "学生宿舍": ("政教处", holder("宿舍管理员")),
    "食堂": ("食堂", holder("食堂管理员")), "校园": ("总务处", _MENDER), "门卫室": ("总务处", holder("保安")),
    "微机室": ("教导处", TEACHERS[6]), "物理实验室": ("教导处", TEACHERS[11]), "化学实验室": ("教导处", TEACHERS[20]),
    "生物实验室": ("教导处", TEACHERS[14]), "音乐教室": ("教导处", TEACHERS[3]), "语音室": ("教导处", TEACHERS[8]),
    "图书室": ("教导处", TEACHERS[25]), "体育器材室": ("教导处", TEACHERS[30]), "运动场": ("教导处", TEACHERS[30]), "总务处办公室": ("总务处", _STORES),
    "校长室": ("校长室", holder("办公室主任")), "校办公室": ("办公室", holder("干事")), "教导处办公室": ("教导处", holder("教务员")),
    "七年级办公室": ("七年级组", holder("年级组长", "七年级组")), "八年级办公室": ("八年级组", holder("年级组长", "八年级组")),
    "九年级办公室": ("九年级组", holder("年级组长", "九年级组")), "财务室": ("总务处", holder("报账员")),
}  # fmt: skip
"""存放地点 -> 使用部门 and 保管人 of today."""

UNTIL_JULY = {"图书室": TEACHERS[18]}
UNTIL_NOVEMBER = {"体育器材室": TEACHERS[12], "运动场": TEACHERS[12]}
"""Who kept what was handed over after the count."""

_ONE, _LOT = "每件一张", "一批一张"
_OLD = (
    # name, kind, 折旧类, model, unit, yuan each, pieces, month, place, one card each or one for all
    ("教学楼", BUILDING, "钢混房屋", "四层3260平方米", "栋", 1_786_000, 1, "2013-08", "教学楼", _LOT),
    ("综合楼", BUILDING, "钢混房屋", "三层1480平方米", "栋", 1_028_000, 1, "2016-07", "综合楼", _LOT),
    ("学生宿舍楼", BUILDING, "钢混房屋", "四层1960平方米", "栋", 1_074_500, 1, "2011-08", "学生宿舍", _LOT),
    ("食堂", BUILDING, "砖混房屋", "一层640平方米", "栋", 412_200, 1, "2015-12", "食堂", _LOT),
    ("水冲式厕所", BUILDING, "砖混房屋", "两层180平方米", "栋", 118_600, 1, "2013-05", "校园", _LOT),
    ("围墙", BUILDING, "构筑物", "砖砌420米", "项", 96_400, 1, "2010-03", "校园", _LOT),
    ("塑胶运动场", BUILDING, "构筑物", "200米环形跑道", "项", 268_000, 1, "2022-08", "运动场", _LOT),
    ("升旗台", BUILDING, "构筑物", "花岗岩贴面", "座", 18_600, 1, "2018-08", "校园", _LOT),
    ("校史陈列柜及藏品", RELIC, "", "建校以来实物42件", "批", 12_600, 1, "2016-09", "综合楼", _LOT),
    ("学生计算机", EQUIPMENT, "计算机", "启天M430", "台", 3_680, 36, "2021-08", "微机室", _ONE),
    ("教师机", EQUIPMENT, "计算机", "启天M430", "台", 4_980, 1, "2021-08", "微机室", _ONE),
    ("旧学生计算机", EQUIPMENT, "计算机", "扬天T4900", "台", 3_350, 8, "2013-09", "微机室", _ONE),
    ("交换机", EQUIPMENT, "通信", "24口千兆", "台", 2_460, 2, "2021-08", "微机室", _ONE),
    ("笔记本电脑", EQUIPMENT, "计算机", "昭阳K4e", "台", 4_999, 4, "2022-03", "教导处办公室", _ONE),
    ("台式计算机", EQUIPMENT, "计算机", "开天M70h", "台", 4_350, 6, "2020-09", "七年级办公室", _ONE),
    ("台式计算机", EQUIPMENT, "计算机", "开天M70h", "台", 4_350, 6, "2020-09", "八年级办公室", _ONE),
    ("台式计算机", EQUIPMENT, "计算机", "开天M90h", "台", 4_620, 6, "2023-09", "九年级办公室", _ONE),
    ("台式计算机", EQUIPMENT, "计算机", "开天M90h", "台", 4_620, 3, "2023-09", "校办公室", _ONE),
    ("台式计算机", EQUIPMENT, "计算机", "开天M90h", "台", 4_620, 2, "2024-04", "财务室", _ONE),
    ("交互智能平板", EQUIPMENT, "广播电视", "75寸", "台", 11_860, 14, "2022-08", "教学楼", _ONE),
    ("投影机", EQUIPMENT, "广播电视", "激光短焦", "台", 8_960, 3, "2019-08", "综合楼", _ONE),
    ("校园广播系统", EQUIPMENT, "广播电视", "IP网络广播", "套", 26_800, 1, "2023-08", "综合楼", _LOT),
    ("监控系统", EQUIPMENT, "广播电视", "64路", "套", 42_600, 1, "2022-07", "门卫室", _LOT),
    ("空调", EQUIPMENT, "电气", "1.5匹壁挂", "台", 2_899, 8, "2022-06", "综合楼", _ONE),
    ("柜式空调", EQUIPMENT, "电气", "3匹", "台", 5_980, 2, "2023-06", "微机室", _ONE),
    ("打印复印一体机", EQUIPMENT, "办公设备", "M7628DNA", "台", 5_360, 2, "2021-03", "教导处办公室", _ONE),
    ("激光打印机", EQUIPMENT, "办公设备", "P3302", "台", 1_680, 3, "2023-10", "校办公室", _ONE),
    ("速印机", EQUIPMENT, "办公设备", "DX2432C", "台", 16_500, 1, "2020-10", "教导处办公室", _ONE),
    ("保险柜", FURNITURE, "用具", "D-53", "台", 1_860, 1, "2018-04", "财务室", _ONE),
    ("变压器", EQUIPMENT, "电气", "200kVA", "台", 46_800, 1, "2019-12", "校园", _ONE),
    ("供水加压泵", EQUIPMENT, "机械", "变频双泵", "套", 18_900, 1, "2019-07", "校园", _ONE),
    ("开水锅炉", EQUIPMENT, "机械", "电热48kW", "台", 21_600, 1, "2021-10", "学生宿舍", _ONE),
    ("饮水机", EQUIPMENT, "电气", "步进式", "台", 4_280, 6, "2023-04", "教学楼", _ONE),
    ("双门蒸饭车", EQUIPMENT, "食品加工设备", "24盘", "台", 5_680, 2, "2019-08", "食堂", _ONE),
    ("六门冷柜", EQUIPMENT, "食品加工设备", "1600升", "台", 7_860, 3, "2020-08", "食堂", _ONE),
    ("留样冷藏柜", EQUIPMENT, "食品加工设备", "带锁", "台", 2_380, 1, "2022-02", "食堂", _ONE),
    ("消毒柜", EQUIPMENT, "食品加工设备", "双门热风", "台", 4_360, 2, "2020-08", "食堂", _ONE),
    ("双眼大锅灶", EQUIPMENT, "食品加工设备", "燃气", "台", 6_900, 2, "2018-08", "食堂", _ONE),
    ("和面机", EQUIPMENT, "食品加工设备", "25公斤", "台", 3_450, 1, "2018-08", "食堂", _ONE),
    ("绞肉切片机", EQUIPMENT, "食品加工设备", "立式", "台", 2_680, 1, "2021-03", "食堂", _ONE),
    ("排烟罩及风机", EQUIPMENT, "食品加工设备", "不锈钢12米", "套", 23_800, 1, "2018-08", "食堂", _LOT),
    ("餐桌椅", FURNITURE, "家具", "八人连体", "套", 1_180, 42, "2019-08", "食堂", _LOT),
    ("生物显微镜", EQUIPMENT, "仪器", "XSP-06", "台", 865, 26, "2019-11", "生物实验室", _LOT),
    ("数码显微互动系统", EQUIPMENT, "仪器", "教师端", "套", 18_600, 1, "2022-11", "生物实验室", _ONE),
    ("力学实验箱", EQUIPMENT, "仪器", "初中", "套", 386, 28, "2021-11", "物理实验室", _LOT),
    ("电学实验箱", EQUIPMENT, "仪器", "初中", "套", 428, 28, "2021-11", "物理实验室", _LOT),
    ("示波器", EQUIPMENT, "仪器", "J2459", "台", 2_380, 2, "2020-05", "物理实验室", _ONE),
    ("通风柜", EQUIPMENT, "仪器", "1.5米", "台", 9_860, 2, "2020-05", "化学实验室", _ONE),
    ("电子天平", EQUIPMENT, "仪器", "0.01克", "台", 1_280, 4, "2022-11", "化学实验室", _ONE),
    ("化学实验仪器", EQUIPMENT, "仪器", "学生用", "套", 265, 28, "2022-11", "化学实验室", _LOT),
    ("实验桌凳", FURNITURE, "家具", "双人", "套", 860, 28, "2015-08", "物理实验室", _LOT),
    ("实验桌凳", FURNITURE, "家具", "双人", "套", 890, 28, "2015-08", "化学实验室", _LOT),
    ("实验桌凳", FURNITURE, "家具", "双人", "套", 860, 28, "2016-03", "生物实验室", _LOT),
    ("钢琴", EQUIPMENT, "仪器", "立式UP118", "台", 15_800, 1, "2017-09", "音乐教室", _ONE),
    ("电子琴", EQUIPMENT, "仪器", "61键", "台", 1_260, 12, "2021-09", "音乐教室", _LOT),
    ("语音学习系统", EQUIPMENT, "广播电视", "48座", "套", 42_600, 1, "2021-08", "语音室", _LOT),
    ("篮球架", EQUIPMENT, "用具", "液压", "副", 6_800, 4, "2020-08", "体育器材室", _ONE),
    ("乒乓球台", EQUIPMENT, "用具", "SMC室外", "张", 1_480, 10, "2022-04", "体育器材室", _LOT),
    ("体操器械", EQUIPMENT, "用具", "单双杠、跳箱", "套", 8_650, 1, "2019-04", "体育器材室", _LOT),
    ("电动三轮车", EQUIPMENT, "车辆", "1.5米车厢", "辆", 7_800, 1, "2023-03", "校园", _ONE),
    ("书架", FURNITURE, "家具", "双面六层", "组", 980, 36, "2014-09", "图书室", _LOT),
    ("阅览桌椅", FURNITURE, "家具", "六人", "套", 1_650, 16, "2014-09", "图书室", _LOT),
    ("图书检索一体机", EQUIPMENT, "图书档案设备", "立式", "台", 6_480, 1, "2022-10", "图书室", _ONE),
    ("档案密集架", EQUIPMENT, "图书档案设备", "手动", "组", 1_360, 8, "2020-12", "校办公室", _LOT),
    ("电脑桌椅", FURNITURE, "家具", "双人", "套", 520, 24, "2013-09", "微机室", _LOT),
    ("办公桌椅", FURNITURE, "家具", "1.4米", "套", 980, 22, "2014-08", "七年级办公室", _LOT),
    ("办公桌椅", FURNITURE, "家具", "1.4米", "套", 980, 22, "2014-08", "八年级办公室", _LOT),
    ("办公桌椅", FURNITURE, "家具", "1.4米", "套", 980, 22, "2014-08", "九年级办公室", _LOT),
    ("文件柜", FURNITURE, "家具", "钢制五节", "组", 760, 12, "2014-08", "校办公室", _LOT),
    ("物资货架", FURNITURE, "家具", "轻型四层", "组", 480, 14, "2018-03", "总务处办公室", _LOT),
    ("会议桌椅", FURNITURE, "家具", "二十四座", "套", 13_600, 1, "2015-03", "校长室", _LOT),
    ("双层铁床", FURNITURE, "家具", "加厚", "架", 620, 84, "2014-08", "学生宿舍", _LOT),
    ("双层铁床", FURNITURE, "家具", "加厚", "架", 680, 76, "2017-08", "学生宿舍", _LOT),
    ("储物柜", FURNITURE, "家具", "六门", "组", 540, 54, "2017-08", "学生宿舍", _LOT),
)  # fmt: skip
SPARE_DESKS = 2
"""How many sets of a desk and a chair a classroom has more than pupils, so many may be broken."""
DESKS = {own.room: own.pupils + SPARE_DESKS for own in CLASSES[AUTUMN]}
"""班级 -> the sets in its room."""
SPARE_ROOMS = {"多功能教室": 60, "备用教室": 24}
"""Rooms without a class, and their sets."""
_DESKS_BOUGHT = (("2016-08", 168), ("2019-08", 186), ("2023-08", 212))
"""When sets were bought, and yuan for one."""
_BOOKS = (
    (2009, 5_200, 11.6), (2010, 1_860, 12.4), (2011, 2_140, 13.2), (2012, 3_260, 13.8), (2013, 1_480, 14.5), (2014, 4_120, 15.2),
    (2015, 1_260, 16.4), (2016, 980, 17.8), (2017, 1_340, 18.2), (2018, 2_060, 19.6), (2019, 1_120, 20.5), (2020, 860, 22.4),
    (2021, 1_240, 23.2), (2022, 960, 24.8), (2023, 780, 25.6), (2024, 640, 26.4), (2025, 720, 27.5),
)  # fmt: skip
"""The year of each lot of books, how many, and yuan for one on an average."""


def old() -> Iterator[Thing]:
    """What the school had when the year began, by the day it came."""
    things = [*_catalogue(), *_desks(), *_books()]
    yield from sorted(things, key=lambda thing: thing.acquired)


def _catalogue() -> Iterator[Thing]:
    for name, kind, life, model, unit, yuan, pieces, month, place, cards in _OLD:
        day, each = date.fromisoformat(f"{month}-18"), 1 if cards == _ONE else pieces
        manner = "自建" if kind == BUILDING else "购置"
        for _ in range(pieces // each):
            yield Thing(name, kind, life, model, manner, day, each, unit, yuan * 100 * each, place)


def _desks() -> Iterator[Thing]:
    for place, (room, sets) in enumerate((DESKS | SPARE_ROOMS).items()):
        month, yuan = _DESKS_BOUGHT[place % len(_DESKS_BOUGHT)]
        yield Thing(
            f"课桌椅（{room}）", FURNITURE, "家具", "单人升降", "购置", date.fromisoformat(f"{month}-25"), sets, "套",
            yuan * 100 * sets, "教学楼",
        )  # fmt: skip


def _books() -> Iterator[Thing]:
    for year, pieces, yuan in _BOOKS:
        manner = "调入" if year in (2009, 2014) else "购置"
        cost = round(pieces * yuan * 100)
        yield Thing(f"{year}年图书", BOOK, "", "", manner, date(year, 10, 20), pieces, "册", cost, "图书室")
