"""office.xlsx of the demo school: the school, its people, classes, calendar, accounts. All names are invented."""

from collections.abc import Iterable
from datetime import date
from itertools import cycle
from typing import NamedTuple

import pandas as pd

from xlplan.demo.events import stream
from xlplan.excel.frames import typed
from xlplan.excel.table import Table
from xlplan.tables import starting
from xlplan.tables.office import (
    BankAccount,
    Department,
    Office,
    Parameter,
    Regulation,
    SchoolClass,
    SpecialDay,
    Staff,
    Term,
)

SCHOOL = "岚溪县松坪镇初级中学"
OFFICE_CODE = "松中发"
SPRING, AUTUMN = "2026年春季学期", "2026年秋季学期"

_SURNAMES = "周陈何罗杨刘张黄吴赵邓田冉龙安石向文谭蒋彭姚马夏钟"
_GIVEN = [
    "文斌",
    "启明",
    "玉兰",
    "国富",
    "晓燕",
    "建华",
    "丽萍",
    "志强",
    "秀珍",
    "光荣",
    "春梅",
    "永康",
    "海燕",
    "正刚",
    "小红",
    "德胜",
    "雪梅",
    "大伟",
    "静怡",
    "长江",
    "丽娟",
    "振宇",
    "芳",
    "立新",
    "国庆",
    "明亮",
    "红霞",
    "学军",
    "慧敏",
    "洪波",
    "佳佳",
    "成林",
    "艳",
    "仕杰",
    "梦瑶",
    "开元",
    "彩云",
    "家豪",
    "婷婷",
    "远航",
    "素芬",
    "继东",
    "金凤",
    "朝阳",
    "敏",
    "泽民",
    "书琴",
    "浩然",
    "桂英",
    "天佑",
    "思雨",
    "江涛",
    "巧玲",
    "昌盛",
    "晶晶",
    "云飞",
    "淑华",
    "世平",
    "欢欢",
    "旭东",
    "美玲",
    "忠义",
    "雅琪",
    "万里",
    "银花",
    "同生",
    "翠萍",
    "守义",
    "福贵",
    "来顺",
]
_POSTS = (
    ("校长室", "校长", "行政后勤", 1), ("校长室", "教学副校长", "行政后勤", 1), ("校长室", "后勤副校长", "行政后勤", 1),
    ("办公室", "办公室主任", "行政后勤", 1), ("办公室", "干事", "行政后勤", 1), ("总务处", "总务主任", "行政后勤", 1),
    ("总务处", "报账员", "行政后勤", 1), ("总务处", "出纳", "行政后勤", 1), ("总务处", "保管员", "行政后勤", 1),
    ("教导处", "教务员", "行政后勤", 1), ("政教处", "宿舍管理员", "行政后勤", 1), ("教导处", "教导主任", "专职教师", 1),
    ("政教处", "政教主任", "专职教师", 1), ("七年级组", "年级组长", "专职教师", 1), ("八年级组", "年级组长", "专职教师", 1),
    ("九年级组", "年级组长", "专职教师", 1), ("七年级组", "教师", "专职教师", 9), ("八年级组", "教师", "专职教师", 9),
    ("九年级组", "教师", "专职教师", 11), ("七年级组", "教师", "特岗教师", 6), ("八年级组", "教师", "特岗教师", 6),
    ("九年级组", "教师", "特岗教师", 3), ("食堂", "食堂管理员", "工勤", 1), ("食堂", "厨师", "工勤", 5),
    ("总务处", "水电工", "工勤", 1), ("政教处", "保安", "安保", 2),
)  # fmt: skip
RETIRED = "T070"
"""The teacher who retired at the end of April."""
_TAUGHT = ("校长", "教学副校长", "后勤副校长", "办公室主任", "总务主任", "教务员")
"""Posts of 行政后勤 that are held by teachers."""
_DEPARTMENTS = (
    ("校长室", "校长", ""), ("办公室", "办公室主任", "校长室"), ("教导处", "教导主任", "校长室"), ("政教处", "政教主任", "校长室"),
    ("总务处", "总务主任", "校长室"), ("食堂", "食堂管理员", "总务处"), ("七年级组", "年级组长", "教导处"),
    ("八年级组", "年级组长", "教导处"), ("九年级组", "年级组长", "教导处"),
)  # fmt: skip
_ROLLS = {
    SPRING: {
        "七年级": ((45, 22), (45, 22), (44, 22), (44, 21), (44, 21)),
        "八年级": ((36, 19), (36, 19), (35, 19), (35, 19), (35, 18)),
        "九年级": ((44, 24), (44, 24), (43, 23), (43, 23)),
    },
    AUTUMN: {
        "七年级": ((46, 22), (45, 22), (45, 21), (44, 21), (44, 22)),
        "八年级": ((45, 22), (45, 22), (44, 22), (44, 21), (43, 21)),
        "九年级": ((44, 24), (44, 24), (44, 23), (43, 23)),
    },
}
"""Term -> 年级 -> 学生数 and 住宿生数 of its classes."""
_GRADES = tuple(_ROLLS[AUTUMN])
_NEW_ROLL = date(2026, 9, 1)
_TERMS = (
    (SPRING, "第一学月", "2026-03-02", "2026-03-31"), (SPRING, "第二学月", "2026-04-01", "2026-04-30"),
    (SPRING, "第三学月", "2026-05-01", "2026-05-31"), (SPRING, "第四学月", "2026-06-01", "2026-07-10"),
    (AUTUMN, "第一学月", "2026-09-01", "2026-09-30"), (AUTUMN, "第二学月", "2026-10-01", "2026-10-31"),
    (AUTUMN, "第三学月", "2026-11-01", "2026-11-30"), (AUTUMN, "第四学月", "2026-12-01", "2027-01-22"),
)  # fmt: skip
_SPECIAL_DAYS = (
    ("2026-04-23", "考试", "春季期中考试", "松中发〔2026〕6号"), ("2026-04-24", "考试", "春季期中考试", "松中发〔2026〕6号"),
    ("2026-07-06", "考试", "春季期末考试", "岚教通〔2026〕41号"), ("2026-07-07", "考试", "春季期末考试", "岚教通〔2026〕41号"),
    ("2026-09-20", "调课", "上星期五的课", "岚教通〔2026〕52号"), ("2026-10-10", "调课", "上星期三的课", "岚教通〔2026〕52号"),
    ("2026-10-22", "运动会", "秋季运动会", "松中发〔2026〕17号"), ("2026-10-23", "运动会", "秋季运动会", "松中发〔2026〕17号"),
    ("2026-11-05", "考试", "秋季期中考试", "松中发〔2026〕18号"), ("2026-11-06", "考试", "秋季期中考试", "松中发〔2026〕18号"),
    ("2027-01-01", "放假", "元旦", "岚教通〔2026〕70号"), ("2027-01-18", "考试", "秋季期末考试", "岚教通〔2026〕68号"),
    ("2027-01-19", "考试", "秋季期末考试", "岚教通〔2026〕68号"),
)  # fmt: skip
_DOCUMENTS = {
    "初中生均公用经费标准": "岚财教〔2023〕18号",
    "小学生均公用经费标准": "岚财教〔2023〕18号",
    "寄宿生公用经费补助标准": "岚财教〔2023〕18号",
    "公用经费最低计算人数": "岚财教〔2016〕9号",
    "库存现金限额": "松坪信用社库存现金限额核定书2026-3号",
    "缴费比例": "岚人社通〔2026〕3号",
    "教龄津贴": "岚人社通〔2026〕5号",
    "缴费基数": "岚人社通〔2026〕3号",
    "公积金基数": "岚人社通〔2026〕3号",
    "集体决策最低到会比例": "岚教通〔2025〕61号",
    "政府采购限额": "岚财采〔2025〕12号",
    "公开招标限额": "岚财采〔2025〕12号",
    "固定资产单价标准": "岚财资〔2022〕7号",
    "食材成本率下限": "岚教通〔2025〕77号",
    "月盈亏率上限": "岚教通〔2025〕77号",
    "食堂公示最迟日": "岚教通〔2025〕77号",
    "营养餐标准": "岚财教〔2021〕40号",
    "留样克数": "岚教通〔2025〕78号",
    "留样小时": "岚教通〔2025〕78号",
    "慰问标准": "岚总工发〔2025〕6号",
    "年度培训学时": "岚教通〔2026〕9号",
    "灭火器首次维修": "岚消安〔2025〕4号",
    "灭火器维修间隔": "岚消安〔2025〕4号",
    "灭火器报废": "岚消安〔2025〕4号",
}
"""What the shipped parameters leave for the school to fill in, by parameter or by family."""
_OWN = (
    # 参数, 值, 文号, 来源: what only this school has
    ("绩效工资核定总量", "2383000", "岚人社通〔2026〕4号", "县人社局、财政局核定，2026 年全年"),
    ("津补贴：班主任津贴", "400", "岚教通〔2024〕33号", "每班每月，按十个月发"),
    ("津补贴：乡镇工作补贴", "500", "岚人社通〔2020〕12号", "按在乡镇工作的年限"),
    ("津补贴：艰苦边远津贴", "280", "岚人社通〔2018〕9号", "按岗位等级"),
    ("津补贴：独生子女费", "10", "岚卫健通〔2019〕6号", "每月"),
    ("专项用途：校门及门卫室改造", "31001", "岚财教〔2025〕88号", ""),
    ("专项用途：厕所化粪池维修", "30213", "岚财教〔2026〕31号", ""),
    ("专项用途：营养改善计划食材", "30308", "岚财教〔2025〕90号", ""),
    ("专项用途：困难寄宿生生活补助", "30305", "岚财教〔2025〕91号", ""),
)
_REGULATIONS = (
    ("财务管理制度", "2024年修订", "2019-09-01", "2024-08-28", "校务会纪要〔2024〕9号"),
    ("采购管理制度", "2025年修订", "2021-03-01", "2025-03-11", "校务会纪要〔2025〕3号"),
    ("物资和固定资产管理制度", "2024年修订", "2018-09-01", "2024-09-10", "校务会纪要〔2024〕10号"),
    ("食堂管理制度", "2025年修订", "2020-09-01", "2025-08-26", "校务会纪要〔2025〕8号"),
    ("安全管理制度", "2026年版", "2026-02-26", "", "校务会纪要〔2026〕1号"),
)  # fmt: skip
ACCOUNTS = (
    ("基本户", "100201", "岚溪县农村信用合作联社松坪信用社", "8210330180012600457"),
    ("食堂户", "100202", "中国农业银行岚溪县支行松坪分理处", "22915601040003921"),
)
"""账户, 科目代码, 开户行, 账号."""


def _staff() -> Iterable[tuple[str, str, str, str, str, str, date | None]]:
    """工号, 姓名, 部门, 岗位, 编制类别, 状态, 从教年月."""
    names = (surname + given for surname, given in zip(cycle(_SURNAMES), _GIVEN, strict=False))
    posts = (post[:3] for post in _POSTS for _ in range(post[3]))
    for place, (department, post, category) in enumerate(posts, 1):
        number = f"T{place:03}"
        yield number, next(names), department, post, category, "在岗", _since(number, post, category)
    yield RETIRED, next(names), "九年级组", "教师", "专职教师", "退休", date(1986, 9, 1)


def _since(number: str, post: str, category: str) -> date | None:
    """The month in which a teacher began, heads and masters among the older ones; None for who never taught."""
    chance = stream("从教", number)
    if category == "特岗教师":
        return date(chance.choice((2023, 2024, 2025)), 9, 1)
    if category == "专职教师" or post in _TAUGHT:
        years = chance.randint(4, 33) if post == "教师" else chance.randint(15, 32)
        return date(2026 - years, chance.choice((3, 8, 9, 9, 9)), 1)
    return None


STAFF = tuple(_staff())


class Class(NamedTuple):
    """A class as a term has it."""

    grade: str
    room: str
    pupils: int
    boarders: int


CLASSES = {
    term: tuple(
        Class(grade, f"{grade}（{place}）班", pupils, boarders)
        for grade, rooms in roll.items()
        for place, (pupils, boarders) in enumerate(rooms, 1)
    )
    for term, roll in _ROLLS.items()
}
"""Term -> its classes; those of autumn are the school's of today."""


def classes_on(day: date) -> tuple[Class, ...]:
    """The classes of the school year that a day lies in."""
    return CLASSES[AUTUMN if day >= _NEW_ROLL else SPRING]


def holder(post: str, department: str = "") -> str:
    """The name of the first person in a post."""
    return next(row[1] for row in STAFF if row[3] == post and department in ("", row[2]))


TEACHERS = tuple(row[1] for row in STAFF if row[3] == "教师" and row[5] == "在岗")
"""The names of those who teach and hold no other post."""
MAKER, CHECKER, CASHIER = holder("报账员"), holder("总务主任"), holder("出纳")
"""Who writes the vouchers, who checks them, who keeps the cash: three people."""


def frames() -> dict[type[Table], pd.DataFrame]:
    """The sheets of office.xlsx."""
    given = starting.frames()
    terms = ((*name, date.fromisoformat(start), date.fromisoformat(end)) for *name, start, end in _TERMS)
    days = ((date.fromisoformat(day), *rest) for day, *rest in _SPECIAL_DAYS)
    return given | {
        Office: typed(Office, _facts()),
        Parameter: _parameters(given[Parameter]),
        Term: typed(Term, terms),
        SpecialDay: typed(SpecialDay, days),
        Department: typed(Department, departments()),
        Staff: typed(Staff, STAFF),
        SchoolClass: typed(SchoolClass, _classes()),
        BankAccount: typed(BankAccount, ACCOUNTS),
        Regulation: typed(Regulation, _regulations()),
    }


def _parameters(given: pd.DataFrame) -> pd.DataFrame:
    """The shipped parameters with what the school fills in, and its own."""
    documents = given[Parameter.name].str.split("：").str[0].map(_DOCUMENTS)
    filled = given.assign(**{Parameter.document: documents.fillna(given[Parameter.document])})
    start = pd.Timestamp("2026-01-01")
    own = typed(Parameter, ((name, value, start, None, *rest) for name, value, *rest in _OWN))
    return pd.concat([filled, own.set_axis(own.index + len(filled))])


def _regulations() -> Iterable[tuple[object, ...]]:
    for name, edition, start, revised, decision in _REGULATIONS:
        last = date.fromisoformat(revised) if revised else None
        yield name, edition, date.fromisoformat(start), last, CHECKER, decision


def departments() -> tuple[tuple[str, str, str], ...]:
    """部门, 负责人, 上级部门."""
    return tuple((name, holder(post, name), parent) for name, post, parent in _DEPARTMENTS)


def teachers_of_classes() -> dict[str, str]:
    """班级 -> 班主任."""
    return {row[1]: row[2] for row in _classes()}


def class_teachers() -> frozenset[str]:
    """The names of the teachers who lead a class."""
    return frozenset(row[2] for row in _classes())


def _classes() -> Iterable[tuple[str, str, str, int, int]]:
    """年级, 班级, 班主任, 学生数, 住宿生数."""
    teachers = {
        grade: iter([row[1] for row in STAFF if row[2] == f"{grade}组" and row[3] == "教师"])
        for grade in _GRADES
    }
    for grade, name, pupils, boarders in CLASSES[AUTUMN]:
        yield grade, name, next(teachers[grade]), pupils, boarders


def _facts() -> Iterable[tuple[str, str]]:
    """项目, 内容."""
    here = [row for row in STAFF if row[5] == "在岗"]
    yield from (
        ("单位名称", SCHOOL), ("学段", "初中"), ("发文机关代字", OFFICE_CODE), ("校长", holder("校长")),
        ("地址", "岚溪县松坪镇学府路18号"), ("联系电话", "0899-5550118"), ("主管部门", "岚溪县教育局"),
        ("核算方式", "县会计核算中心集中记账，学校设报账员"), ("报账员", MAKER), ("出纳", CASHIER),
        ("教职工总数", str(len(here))),
    )  # fmt: skip
    for category in dict.fromkeys(row[4] for row in here):
        yield f"{category}人数", str(sum(row[4] == category for row in here))
    yield "班级数", str(len(CLASSES[AUTUMN]))
    yield "学生数", str(sum(own.pupils for own in CLASSES[AUTUMN]))
    yield "住宿生数", str(sum(own.boarders for own in CLASSES[AUTUMN]))
