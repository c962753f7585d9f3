"""演练, 应急预案 and 事故 of the demo school."""

from collections.abc import Iterator
from datetime import date, datetime

from xlplan.demo.events import stream
from xlplan.demo.people import STAFF, classes_on, holder

_STAIRS = "{}各班从前后门有序撤出，靠右走。\n3.一、二楼走东楼梯，三、四楼走西楼梯，到操场本班位置集合。\n4.班主任清点人数，报年级组长，年级组长报总指挥。"
_ROUTES = {
    "防震疏散": "1.广播发出信号，上课教师组织学生抱头躲到课桌旁。\n"
    + _STAIRS.format("2.摇晃停止以后广播通知疏散，"),
    "消防疏散": "1.警铃响，上课教师组织学生用湿毛巾捂住口鼻。\n" + _STAIRS.format("2.弯腰低姿，"),
    "应急疏散": "1.广播发出信号，教师停课，打开前后门。\n" + _STAIRS.format("2."),
}
_BY_NIGHT = (
    "1.警铃响，宿舍管理员打开两头大门和应急照明。\n2.室长叫醒同学，披衣穿鞋，用湿毛巾捂住口鼻，靠右下楼。\n"
    "3.一、二楼走东门，三、四楼走西门，到操场按室站队。\n4.值周教师清点人数，报带班领导。"
)
_DUTIES = (
    "总指挥：校长，发布信号和结束命令。\n疏散组：年级组长和班主任，每层楼梯口两人，防止拥挤。\n"
    "救护组：办公室，带急救箱在操场待命。\n后勤组：总务处，断电断气、打开大门和全部出口。\n记录组：政教处，计时、拍照、点评。"
)
_DRILLS = (
    # 日期, 类型, 主题, 时间, 地点, 目的, 用时
    ("2026-01-13", "消防疏散", "冬季消防疏散演练", "10:10", "教学楼、操场", "放假前让每个学生会用湿毛巾、认得出口", 116),
    ("2026-03-18", "防震疏散", "春季防震应急疏散演练", "10:10", "教学楼、操场", "开学第一月熟悉本班疏散路线", 118),
    ("2026-04-15", "消防疏散", "消防疏散和灭火器使用演练", "15:50", "教学楼、操场", "学会报警、疏散、用灭火器", 114),
    ("2026-05-12", "防震疏散", "防灾减灾日防震疏散演练", "14:28", "教学楼、操场", "全国防灾减灾日，检验预案", 108),
    ("2026-06-10", "应急疏散", "宿舍夜间应急疏散演练", "21:30", "学生宿舍楼、操场", "住宿生夜间停电时安全撤出", 119),
    ("2026-06-24", "防溺水", "防溺水自救互救演练", "16:00", "操场", "会呼救、会用救生圈和竹竿，不下水救人", None),
    ("2026-07-02", "应急疏散", "暴雨应急疏散演练", "10:10", "教学楼、综合楼", "汛期低楼层师生向高处转移", 112),
    ("2026-09-16", "防震疏散", "防震应急疏散演练", "10:10", "教学楼、操场", "新生熟悉路线，两分钟内撤到操场", 113),
    ("2026-10-14", "应急疏散", "宿舍夜间应急疏散演练", "21:30", "学生宿舍楼、操场", "住宿生夜间安全撤出", 115),
    ("2026-10-28", "食品安全", "食物中毒应急处置演练", "13:20", "食堂、卫生室", "检验报告、救治、留样送检的流程", None),
    ("2026-11-03", "消防疏散", "消防应急疏散演练", "10:10", "教学楼、学生宿舍楼、操场", "冬季防火，住宿生全员参加", 106),
    ("2026-12-09", "应急疏散", "踩踏预防和应急疏散演练", "10:10", "教学楼、操场", "冬季放学时楼道拥挤，练分批下楼", None),
)  # fmt: skip
_WORDS = (
    ("组织有序，各班在规定时间内撤到操场", "三楼西侧楼梯口有些拥挤；以后错开半分钟下楼"),
    ("信号清楚，教师到位，学生不推不挤", "个别学生嘻笑；班会上再讲纪律"),
    ("路线熟悉，清点人数快而准", "操场集合时两个班站错位置；重新画线"),
)
_OTHERWISE = "1.发出信号，各组到位。\n2.按预案逐项处置。\n3.总指挥点评。"
_BOARDERS = "学生宿舍楼、操场"
_PLANS = (
    ("突发事件总体应急预案", "校长", "2026-02-25"), ("消防安全应急预案", "政教主任", "2026-02-25"),
    ("地震应急预案", "政教主任", "2026-02-25"), ("食品安全事故应急预案", "食堂管理员", "2026-08-26"),
    ("传染病防控应急预案", "办公室主任", "2026-08-26"), ("校园暴力和反恐应急预案", "政教主任", "2026-08-26"),
    ("极端天气应急预案", "后勤副校长", "2026-04-10"), ("防踩踏应急预案", "教导主任", "2026-08-26"),
    ("学生宿舍安全应急预案", "宿舍管理员", "2026-08-26"),
)  # fmt: skip


def drills() -> Iterator[tuple[object, ...]]:
    """One that empties a building in each month of lessons, two of other kinds, and what is planned for December."""
    for place, (text, kind, theme, clock, where, purpose, seconds) in enumerate(_DRILLS):
        day = date.fromisoformat(text)
        number = f"YL2026-{day:%m%d}"
        rooms = classes_on(day)
        pupils = sum(room.boarders if where == _BOARDERS else room.pupils for room in rooms)
        expected = pupils + (24 if where == _BOARDERS else sum(row[5] == "在岗" for row in STAFF))
        planned = day.month == 12
        verdict, lessons = _WORDS[place % len(_WORDS)]
        route = _BY_NIGHT if where == _BOARDERS else _ROUTES.get(kind, _OTHERWISE)
        held = (None, None, "", "", "", "计划") if planned else (
            expected - stream("drill", text).randint(2, 9), seconds, f"演练/{number}-1.jpg、演练/{number}-2.jpg", verdict, lessons, "已完成"
        )  # fmt: skip
        yield (
            number, day, kind, theme, clock, where, purpose, route, _DUTIES, holder("政教主任"), expected, *held
        )  # fmt: skip


def plans() -> Iterator[tuple[object, ...]]:
    """应急预案."""
    for name, post, text in _PLANS:
        day = date.fromisoformat(text)
        yield (
            name, "2026年修订", day, holder("校长"), day, holder(post), f"政教处档案柜一格；{name}2026.docx"
        )  # fmt: skip


def accidents() -> Iterator[tuple[object, ...]]:
    """事故: a sprain, for which nobody was to blame."""
    yield (
        "SG2026-01", datetime(2026, 5, 20, 15, 40), "运动场", "意外伤害", "八年级一名学生体育课跑步崴了脚，校医冰敷后送镇卫生院，班主任陪同，通知家长。",
        1, 0, "学生运动意外，课前做过热身，学校无责任", "家校沟通一致，校方责任险赔付医药费，一周后复课", date(2026, 5, 29), date(2026, 5, 20),
    )  # fmt: skip
