"""隐患台账 of the demo school: what was found dangerous in the year, and how each was put right."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from xlplan.demo.events import TODAY, day_on, school_days, stream, workday_after
from xlplan.demo.people import holder
from xlplan.tables.safety import CLOSED

DAILY, MONTHLY, SPECIAL = "日常", "月度", "专项"


class _Danger(NamedTuple):
    """What can be wrong somewhere, and who mends it how."""

    kind: str
    area: str
    part: str
    content: str
    measure: str
    department: str
    post: str


_ELECTRICIAN, _STORES, _DORMITORY, _KITCHEN, _PUPILS = (
    "水电工",
    "保管员",
    "宿舍管理员",
    "食堂管理员",
    "政教主任",
)
_DANGERS = (
    _Danger("电气", "教学楼", "一楼配电箱", "箱门关不严，学生伸手够得到", "换锁，贴警示标志", "总务处", _ELECTRICIAN),
    _Danger("电气", "学生宿舍楼", "208室插座", "插座面板松动，露出电线", "断电，换插座", "总务处", _ELECTRICIAN),
    _Danger("电气", "综合楼", "微机室线槽", "线槽盖板脱落，电线在过道上", "重新布线，盖好线槽", "总务处", _ELECTRICIAN),
    _Danger("电气", "学生宿舍楼", "三楼走廊灯", "灯罩破裂，可能掉下来", "换灯罩", "总务处", _ELECTRICIAN),
    _Danger("电气", "食堂", "切配间排插", "排插靠近水池，没有防水盒", "移开，装防水盒", "总务处", _ELECTRICIAN),
    _Danger("消防", "教学楼", "二楼安全出口", "堆了两张坏课桌，挡住出口", "当场搬走", "总务处", _STORES),
    _Danger("消防", "综合楼", "图书室灭火器", "压力表指针在红区", "换一具，旧的送检", "总务处", _ELECTRICIAN),
    _Danger("消防", "学生宿舍楼", "四楼应急灯", "断电后不亮", "换电池", "总务处", _ELECTRICIAN),
    _Danger("消防", "学生宿舍楼", "一楼消火栓", "水带接口漏水", "换密封圈", "总务处", _ELECTRICIAN),
    _Danger("消防", "教学楼", "四楼疏散指示牌", "指示牌脱落", "重新安装", "总务处", _ELECTRICIAN),
    _Danger("消防", "食堂", "液化气房", "通风口被纸箱挡住", "清走纸箱，划线禁放", "食堂", _KITCHEN),
    _Danger("校舍建筑", "教学楼", "三楼外窗", "窗扇合页松，推窗会掉", "换合页", "总务处", _ELECTRICIAN),
    _Danger("校舍建筑", "教学楼", "南侧屋檐", "抹灰层起鼓，有一块要掉", "敲掉松的，重新抹灰", "总务处", _STORES),
    _Danger("校舍建筑", "水冲式厕所", "入口台阶", "防滑条脱落，雨天滑", "补装防滑条", "总务处", _STORES),
    _Danger("校舍建筑", "学生宿舍楼", "二楼栏杆", "焊点脱开，栏杆晃动", "重新焊牢", "总务处", _STORES),
    _Danger("校舍建筑", "综合楼", "一楼踏步", "踏步缺角", "水泥补平", "总务处", _STORES),
    _Danger("体育器材", "运动场", "北侧篮球架", "底座螺栓松动", "紧固，加防松垫", "总务处", _STORES),
    _Danger("体育器材", "运动场", "单杠", "杠面有裂纹", "停用，换新杠", "总务处", _STORES),
    _Danger("体育器材", "运动场", "沙坑", "沙子板结，有石子", "翻松，拣石子", "总务处", _STORES),
    _Danger("食堂食品", "食堂", "冷藏柜二号", "柜温到了9度", "调温，检修门封", "食堂", _KITCHEN),
    _Danger("食堂食品", "食堂", "备餐间纱窗", "纱窗有破洞，能进苍蝇", "换纱窗", "食堂", _KITCHEN),
    _Danger("食堂食品", "食堂", "库房", "一袋面粉直接放在地上", "上架，离地离墙", "食堂", _KITCHEN),
    _Danger("宿舍", "学生宿舍楼", "305室", "学生带来电吹风，在床边用", "收存，通知家长，开班会", "政教处", _DORMITORY),
    _Danger("宿舍", "学生宿舍楼", "412室上铺", "护栏少一颗螺丝", "补装螺丝", "政教处", _DORMITORY),
    _Danger("宿舍", "学生宿舍楼", "一楼后门", "夜里上锁，值班室没有钥匙", "钥匙放值班室，写明位置", "政教处", _DORMITORY),
    _Danger("校园周边", "校门口", "学府路人行道", "放学时有三轮车占道摆摊", "请镇综治办一起劝离，增加护学岗", "政教处", _PUPILS),
    _Danger("校园周边", "校门口", "减速带", "减速带缺一段", "函请交警队补装", "政教处", _PUPILS),
    _Danger("危化品", "综合楼", "化学药品柜", "一把锁，没有双人双锁", "加锁，两人各管一把", "教导处", "教务员"),
    _Danger("心理", "校园", "心理辅导室", "周二下午没有人值班", "排好值班表，公布电话", "政教处", _PUPILS),
    _Danger("应急", "校园", "应急广播", "操场一只喇叭不响", "换喇叭", "总务处", _ELECTRICIAN),
    _Danger("网络", "综合楼", "校园网机房", "三台电脑没有装补丁", "打补丁，改口令", "办公室", "干事"),
    _Danger("特种设备", "食堂", "蒸饭柜压力表", "压力表过了检定日期", "送检，换上备用表", "食堂", _KITCHEN),
)  # fmt: skip
_MONTHLY = (
    "2026-01-08", "2026-02-26", "2026-03-10", "2026-04-09", "2026-05-12", "2026-06-09",
    "2026-07-07", "2026-08-27", "2026-09-04", "2026-10-13", "2026-11-10",
)  # fmt: skip
"""The days of the monthly inspections: in September that of the term's beginning."""
_SPECIAL = {
    "2026-04-21": "二楼安全出口", "2026-06-17": "南侧屋檐", "2026-10-14": "208室插座", "2026-10-28": "库房", "2026-11-25": "四楼应急灯",
}  # fmt: skip
"""Those of the ways out, before the rains, of electricity in the dormitory, of the canteen, of fire in winter: what each found."""
_HEAVY = _Danger(
    "校舍建筑", "校园", "东侧围墙", "连续下雨，十二米围墙外倾开裂", "拆除重砌，请有资质的单位施工", "总务处", "总务主任"
)  # fmt: skip
_GUARDED = "拉警戒线，停用墙边通道，派人看守"


class _Found(NamedTuple):
    day: date
    inspection: str
    danger: _Danger
    level: str = "一般"


def hazards() -> Iterator[tuple[object, ...]]:
    """The rows of the year, by day."""
    for place, found in enumerate(sorted(_year(), key=lambda found: found.day), 1):
        yield _row(f"YH2026-{place:03}", found)


def _year() -> Iterator[_Found]:
    """Every danger is found once or twice in the year, half a year apart."""
    chance = stream("hazards")
    dangers = [danger for danger in _DANGERS if danger.part not in _SPECIAL.values()]
    chance.shuffle(dangers)
    order = iter(dangers * 2)
    for month, text in enumerate(_MONTHLY, 1):
        own = [(day_on(text), MONTHLY)] * (2 if month in (2, 7, 8) else 3)
        days = [day for day in school_days() if day.month == month]
        own += [(day, DAILY) for day in sorted(chance.sample(days, 2))] if days else []
        yield from (_Found(day, inspection, next(order)) for day, inspection in sorted(own))
    known = {danger.part: danger for danger in _DANGERS}
    yield from (_Found(day_on(day), SPECIAL, known[part]) for day, part in _SPECIAL.items())
    yield _Found(date(2026, 8, 27), MONTHLY, _HEAVY, "重大")


def _row(number: str, found: _Found) -> tuple[object, ...]:
    chance = stream("hazard", number)
    heavy = found.level == "重大"
    open_ = found.day >= TODAY - timedelta(days=6)
    owner = holder(found.danger.post)
    mended = workday_after(found.day, 16 if heavy else chance.randint(1, 5))
    accepted = workday_after(mended, 1)
    done = not open_ and accepted <= TODAY
    due = found.day + timedelta(days=30 if heavy else 14)
    acceptor = holder("校长" if heavy else "后勤副校长" if found.inspection == MONTHLY else "办公室主任")
    finder = holder("保安" if found.inspection == DAILY else "政教主任")
    reported = found.day if heavy else workday_after(found.day, 2)
    told = heavy or (found.inspection == MONTHLY and reported <= TODAY)
    state = CLOSED if done else "整改中" if chance.random() < 0.6 else "未整改"
    return (
        number, found.day, found.inspection, found.danger.area, found.danger.part, found.danger.kind, found.danger.content,
        f"隐患/{number}-前.jpg", found.level, finder, found.danger.measure, found.danger.department, owner, due, None,
        _GUARDED if heavy else "", mended if done else None, f"隐患/{number}-后.jpg" if done else "",
        acceptor if done else "", accepted if done else None, state,
        reported if told else None, f"岚安排〔2026〕{reported:%m%d}-07" if told else "",
    )  # fmt: skip
