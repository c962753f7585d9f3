from collections.abc import Iterator

import pandas as pd

from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.lists import listed
from xlplan.tables.office import SpecialDay, Term
from xlplan.tables.people import Leave, Supervision, WeekDuty
from xlplan.tables.teaching import FIRST, LAST, MONDAY, lacking, weeks

_DAY = 1000


@rule(
    "HR-04",
    fix="补上这一周的值周，请假的换人；一个人同一节排了两处的，改一处。",
    whole=(WeekDuty, Term, SpecialDay),
)
def duty_empty(books: Books) -> Iterator[Hits]:
    """值周空缺，值班冲突

    每个教学周都要有值周，有带班领导，有值周教师。从“值周”表的第一周起，到今天为止开始了的教学周没有值周的，指向“学期”表里那一周
    所在的学月；没有写人的，指向那一格；两行的日子重叠（岗位写得不同的不算），指向后面的起日。值周、辅导、监考、评卷的人那几天请了假
    （半天的不算），请假又没有写代课的，指向他的名字；同一天同一节排了两处的，指向后面的那一处。
    一个星期里学期内的上班日不到参数“教学周最少上课日”的不算教学周。

    错：
    日期：2026-09-23
    学期
    | 学期           | 学月         | 起日       | 止日       |
    | -------------- | ------------ | ---------- | ---------- |
    | 2026年秋季学期 | **第一学月** | 2026-09-01 | 2026-09-30 |
    值周
    | 学期           | 周次 | 起日       | 止日           | 带班领导   | 值周教师   |
    | -------------- | ---: | ---------- | -------------- | ---------- | ---------- |
    | 2026年秋季学期 |    1 | 2026-09-01 | 2026-09-06     | 张三       | 李四、王五 |
    | 2026年秋季学期 |    3 | 2026-09-14 | 2026-09-20     | **（空）** | **李四、王五** |
    | 2026年秋季学期 |    4 | 2026-09-21 | **2026-09-12** | 张三       | **（空）** |
    请假
    | 姓名 | 类型 | 起日       | 止日       | 天数 | 代课 |
    | ---- | ---- | ---------- | ---------- | ---: | ---- |
    | 王五 | 事假 | 2026-09-16 | 2026-09-17 |    2 |      |

    错：
    值周
    | 学期           | 周次 | 起日           | 止日       | 带班领导 | 值周教师 | 岗位 |
    | -------------- | ---: | -------------- | ---------- | -------- | -------- | ---- |
    | 2026年秋季学期 |    1 | 2026-09-01     | 2026-09-06 | 张三     | 李四     | 校门 |
    | 2026年秋季学期 |    2 | **2026-09-05** | 2026-09-13 | 张三     | 王五     | 校门 |
    | 2026年秋季学期 |    3 | 2026-09-14     | 2026-09-20 | 张三     | **王五** | 校门 |
    辅导监考
    | 日期       | 节次   | 类型   | 班级   | 教师     |
    | ---------- | ------ | ------ | ------ | -------- |
    | 2026-09-14 | 晚自习 | 晚自习 | 七（1） | 李四     |
    | 2026-09-14 | 晚自习 | 晚自习 | 七（2） | **李四** |
    | 2026-09-15 | 晚自习 | 晚自习 | 七（2） | 李四     |
    | 2026-09-16 | 第一场 | 监考   | 考场1  | **王五** |
    请假
    | 姓名 | 类型 | 起日       | 止日       | 天数 | 代课 |
    | ---- | ---- | ---------- | ---------- | ---: | ---- |
    | 王五 | 病假 | 2026-09-16 | 2026-09-16 |    1 |      |

    对：
    日期：2026-10-13
    学期
    | 学期           | 学月     | 起日       | 止日       |
    | -------------- | -------- | ---------- | ---------- |
    | 2026年秋季学期 | 第一学月 | 2026-09-01 | 2026-10-31 |
    特殊日
    | 日期       | 类型 | 名称   |
    | ---------- | ---- | ------ |
    | 2026-10-08 | 放假 | 校庆   |
    值周
    | 学期           | 周次 | 起日       | 止日       | 带班领导 | 值周教师 | 岗位 |
    | -------------- | ---: | ---------- | ---------- | -------- | -------- | ---- |
    | 2026年秋季学期 |    4 | 2026-09-21 | 2026-09-27 | 张三     | 李四     | 校门 |
    | 2026年秋季学期 |    4 | 2026-09-21 | 2026-09-27 | 张三     | 王五     | 食堂 |
    | 2026年秋季学期 |    5 | 2026-09-28 | 2026-09-30 | 张三     | 李四     |      |
    | 2026年秋季学期 |    7 | 2026-10-12 | 2026-10-18 | 张三     | 李四     |      |
    辅导监考
    | 日期       | 节次   | 类型   | 班级   | 教师 |
    | ---------- | ------ | ------ | ------ | ---- |
    | 2026-09-22 | 第一节 | 晚自习 | 七（1） | 李四 |
    | 2026-09-22 | 第二节 | 晚自习 | 七（2） | 李四 |
    请假
    | 姓名 | 类型 | 起日       | 止日       | 天数 | 代课 |
    | ---- | ---- | ---------- | ---------- | ---: | ---- |
    | 李四 | 事假 | 2026-09-22 | 2026-09-22 |  0.5 |      |
    | 王五 | 公出 | 2026-09-23 | 2026-09-23 |    1 | 赵六 |
    """
    duty, watched, blocks = books[WeekDuty], books[Supervision], books[Term]
    away = _away(books[Leave])
    yield from _empty(books, duty, blocks)
    yield from _of_a_week(duty, away)
    on_leave = _overlapping(watched, Supervision.teacher, (Supervision.date, Supervision.date), away)
    yield Hits(on_leave, at=Supervision.teacher, message="{谁} {假起} 到 {假止} 请假，没有写代课的人。")
    same = [Supervision.date, Supervision.period, Supervision.teacher]
    known = watched[watched[Supervision.date].notna() & (watched[same[1:]] != "").all(axis=1)]
    first = known.groupby(same)[Supervision.room].transform("first")
    twice = known.assign(前处=first)[known.duplicated(same) & ~known.index.isin(on_leave.index)]
    yield Hits(twice, at=Supervision.teacher, message="{教师} {日期} {节次}已经排了{前处}，又排了{班级}。")


def _empty(books: Books, duty: pd.DataFrame, blocks: pd.DataFrame) -> Iterator[Hits]:
    """Weeks of teaching that nobody is on duty in, and rows that do not say who is."""
    starts = duty[WeekDuty.start].dropna()
    if starts.empty:
        return
    taught = weeks(books)
    begun = starts.min() - pd.Timedelta(days=starts.min().day_of_week)
    taught = taught[(taught[MONDAY] >= begun) & (taught[FIRST] <= pd.Timestamp(books.today))]
    ends = duty[WeekDuty.end].where(duty[WeekDuty.end] >= duty[WeekDuty.start], duty[WeekDuty.start])
    from_, until = duty[WeekDuty.start].to_numpy(), ends.to_numpy()
    covered = (from_ <= taught[[LAST]].to_numpy()) & (until >= taught[[FIRST]].to_numpy())
    gaps = lacking(taught[~covered.any(axis=1)], blocks, "没有安排值周")
    yield Hits(gaps, at=Term.block, message="{学期}{缺}。", month="月")
    for column in (WeekDuty.leader, WeekDuty.teachers):
        yield Hits(duty[duty[column] == ""], at=column, message=f"{{学期}}第{{周次}}周的值周没有写{column}。")


def _of_a_week(duty: pd.DataFrame, away: pd.DataFrame) -> Iterator[Hits]:
    """Rows whose days cannot be, and who is on leave in them."""
    backwards = duty[WeekDuty.end] < duty[WeekDuty.start]
    yield Hits(duty[backwards], at=WeekDuty.end, message="止日 {止日} 早于起日 {起日}。")
    for column in (WeekDuty.leader, WeekDuty.teachers):
        yield Hits(
            _overlapping(duty, column, (WeekDuty.start, WeekDuty.end), away),
            at=column,
            message="第{周次}周值周的{谁} {假起} 到 {假止} 请假，没有写代课的人。",
        )
    known = duty[duty[WeekDuty.start].notna() & ~backwards].sort_values(WeekDuty.start, kind="stable")
    for _, own in known.groupby(WeekDuty.places):
        before = own[WeekDuty.end].fillna(own[WeekDuty.start]).cummax().shift()
        yield Hits(
            own.assign(前止=before)[own[WeekDuty.start] <= before],
            at=WeekDuty.start,
            message="第{周次}周的值周从 {起日} 起，和前面到 {前止} 的重叠。",
        )


def _away(leave: pd.DataFrame) -> pd.DataFrame:
    """Leave of whole days that nobody stands in for."""
    own = leave[(leave[Leave.days] >= _DAY) & (leave[Leave.substitute] == "") & leave[Leave.start].notna()]
    ends = own[Leave.end].fillna(own[Leave.start])
    return pd.DataFrame({"谁": own[Leave.name], "假起": own[Leave.start], "假止": ends})


def _overlapping(rows: pd.DataFrame, people: str, days: tuple[str, str], away: pd.DataFrame) -> pd.DataFrame:
    """The rows of which somebody is on leave on one of their days, each once: with 谁, 假起 and 假止."""
    busy = rows[rows[people] != ""]
    named = busy[[]].assign(谁=[listed(text) for text in busy[people]], 始=busy[days[0]], 终=busy[days[1]])
    named = named.explode("谁").astype({"谁": "str"}).reset_index(names="行")
    met = named.merge(away, on="谁")
    met = met[(met["假起"] <= met["终"]) & (met["假止"] >= met["始"])].drop_duplicates("行").set_index("行")
    return rows.loc[met.index].assign(**{fact: met[fact] for fact in ("谁", "假起", "假止")})
