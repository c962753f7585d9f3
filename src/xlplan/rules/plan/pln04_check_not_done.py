from collections.abc import Iterator

import pandas as pd

from xlplan.rules import Hits, rule
from xlplan.tables import parameters
from xlplan.tables.books import Books, Waiting
from xlplan.tables.office import Parameter, SpecialDay, Term
from xlplan.tables.plan import Inspection
from xlplan.tables.teaching import END, FREQUENCIES, START, spans

_FAMILY = "检查频次"


@rule(
    "PLN-04",
    fix="查过的，在“检查”表里补登一行；没有查的，马上补查，写明哪天查的。",
    whole=(Inspection, Term, SpecialDay),
)
def check_not_done(books: Books) -> Iterator[Hits]:
    """该做的检查没有做

    参数“检查频次：”后面写着要做哪些检查、多久做一次：每周、每月、每季度、每学期。每个过完了的周、月、季度、学期，“检查”表里都要有
    一行这个类别的，日期在里面。只算上课的时候：上课天数不到参数“教学周最少上课日”的周、不到“教学月最少上课日”的月和季度不算。从“检查”表第一行的日期以后开始的算起。
    指向参数里写着频次的那一行。每月的安全排查和上报由 SAF-01 查。

    错：
    日期：2026-11-30
    参数
    | 参数                   | 值     | 起         |
    | ---------------------- | ------ | ---------- |
    | 教学周最少上课日       | 3      | 2026-01-01 |
    | 教学月最少上课日       | 10     | 2026-01-01 |
    | **检查频次：食堂检查** | 每周   | 2026-01-01 |
    | **检查频次：教学常规** | 每月   | 2026-01-01 |
    | **检查频次：校舍**     | 每学期 | 2026-01-01 |
    学期
    | 学期           | 学月     | 起日       | 止日       |
    | -------------- | -------- | ---------- | ---------- |
    | 2026年春季学期 | 第一学月 | 2026-06-01 | 2026-07-10 |
    | 2026年秋季学期 | 第三学月 | 2026-10-26 | 2027-01-22 |
    检查
    | 日期       | 类别     | 对象   | 检查人 | 结果 |
    | ---------- | -------- | ------ | ------ | ---- |
    | 2026-05-20 | 卫生     | 校园   | 张三   | 合格 |
    | 2026-06-03 | 食堂检查 | 厨房   | 张三   | 合格 |
    | 2026-07-03 | 教学常规 | 教案   | 张三   | 合格 |
    | 2026-09-03 | 校舍     | 教学楼 | 张三   | 合格 |

    对：
    日期：2026-11-30
    参数
    | 参数               | 值     | 起         |
    | ------------------ | ------ | ---------- |
    | 教学周最少上课日   | 3      | 2026-01-01 |
    | 教学月最少上课日   | 10     | 2026-01-01 |
    | 检查频次：食堂检查 | 每周   | 2026-01-01 |
    | 检查频次：教学常规 | 每月   | 2026-01-01 |
    | 检查频次：校园周边 | 每季度 | 2026-01-01 |
    | 检查频次：宿舍     | 每月   | 2026-12-01 |
    学期
    | 学期           | 学月     | 起日       | 止日       |
    | -------------- | -------- | ---------- | ---------- |
    | 2026年春季学期 | 第四学月 | 2026-06-01 | 2026-07-10 |
    | 2026年秋季学期 | 第三学月 | 2026-11-09 | 2027-01-22 |
    检查
    | 日期       | 类别     | 对象 | 检查人 | 结果 |
    | ---------- | -------- | ---- | ------ | ---- |
    | 2026-06-22 | 食堂检查 | 厨房 | 张三   | 合格 |
    | 2026-06-28 | 食堂检查 | 厨房 | 张三   | 合格 |
    | 2026-07-01 | 食堂检查 | 厨房 | 张三   | 合格 |
    | 2026-07-10 | 食堂检查 | 厨房 | 张三   | 合格 |
    | 2026-11-10 | 食堂检查 | 厨房 | 张三   | 合格 |
    | 2026-11-20 | 食堂检查 | 厨房 | 张三   | 合格 |
    | 2026-11-23 | 食堂检查 | 厨房 | 张三   | 合格 |

    对：
    参数
    | 参数               | 值   | 起         |
    | ------------------ | ---- | ---------- |
    | 教学周最少上课日   | 3    | 2026-01-01 |
    | 教学月最少上课日   | 10   | 2026-01-01 |
    | 检查频次：食堂检查 | 每周 | 2026-01-01 |
    学期
    | 学期           | 学月     | 起日       | 止日       |
    | -------------- | -------- | ---------- | ---------- |
    | 2026年秋季学期 | 第一学月 | 2026-09-01 | 2027-01-22 |
    检查
    | 日期 | 类别 | 对象 | 检查人 | 结果 |
    | ---- | ---- | ---- | ------ | ---- |
    """
    checks = books[Inspection]
    checks = checks[checks[Inspection.date].notna()]
    if checks.empty or books[Term].empty:
        return
    family = books.family(_FAMILY, books.today, parameters.texts)
    for kind, frequency in family.items():
        if frequency not in FREQUENCIES:
            words = "、".join(FREQUENCIES)
            raise Waiting(f"参数“{_FAMILY}：{kind}”填的是“{frequency}”，只能是{words}")
        done = checks.loc[checks[Inspection.kind] == kind, Inspection.date]
        asked = spans(books, frequency)
        over = (asked[START] > checks[Inspection.date].min()) & (asked[END] < pd.Timestamp(books.today))
        asked = asked[over]
        had = [done.between(start, end).any() for start, end in zip(asked[START], asked[END], strict=True)]
        rows = books.setting(f"{_FAMILY}：{kind}", asked[START])
        lacking = asked[~pd.Series(had, index=asked.index, dtype=bool) & (rows > 0)]
        yield Hits(
            lacking.set_axis(rows[lacking.index]).assign(
                类别=kind, 频次=frequency, 月=lacking[END].dt.strftime("%Y-%m").to_numpy()
            ),
            at=Parameter.name,
            message="{类别}要{频次}一次，{期间} 在“检查”表里没有。",
            month="月",
        )
