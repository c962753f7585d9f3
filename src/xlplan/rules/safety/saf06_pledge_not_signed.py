from collections.abc import Iterator

import pandas as pd

from xlplan.findings import Severity
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.links import looked_up
from xlplan.tables.office import Parameter, SchoolClass, Staff
from xlplan.tables.safety import Pledge
from xlplan.tables.school_years import begun, first_day, named

_DAYS = "责任书签订天数"
_HERE, _ROOM = "在岗", "班级"


@rule(
    "SAF-06",
    fix="请他（或者请家长和学生代表）签好这学年的安全责任书，在“责任书”表填上签订日，存好扫描件。",
    whole=(Pledge,),
)
def pledge_not_signed(books: Books) -> Iterator[Hits]:
    """没有签这学年的安全责任书

    每学年 9 月 1 日开始，过了参数“责任书签订天数”，每个在岗的教职工、每个班都要签好这学年的安全责任书。教职工看乙方是不是本人，班级看层级是“班级”、
    乙方是这个班的责任书；没有签订日的不算签了。指向教职工、班级表里的那一行。这学年的一份都没有登记的，指向参数；表里最早是以后的学年的，以前的不追。签了没有扫描件的是警告，指向扫描件。

    错：
    日期：2026-11-30
    教职工
    | 工号     | 姓名 | 状态 |
    | -------- | ---- | ---- |
    | T01      | 张三 | 在岗 |
    | **T02**  | 李四 | 在岗 |
    | **T03**  | 王五 | 在岗 |
    | T04      | 赵六 | 退休 |
    班级
    | 年级   | 班级          |
    | ------ | ------------- |
    | 七年级 | **七（1）班** |
    责任书
    | 责任书号         | 学年          | 层级 | 甲方   | 乙方 | 签订日     | 扫描件     |
    | ---------------- | ------------- | ---- | ------ | ---- | ---------- | ---------- |
    | 安责〔2025〕T02  | 2025—2026学年 | 岗位 | 张三   | 李四 | 2025-09-02 | 25-02.jpg  |
    | 安责〔2026〕T01  | 2026—2027学年 | 学校 | 教育局 | 张三 | 2026-09-01 | **（空）** |
    | 安责〔2026〕T03  | 2026—2027学年 | 岗位 | 张三   | 王五 |            |            |

    错：
    日期：2026-11-30
    参数
    | 参数               | 值 | 起         |
    | ------------------ | -- | ---------- |
    | **责任书签订天数** | 30 | 2026-01-01 |
    教职工
    | 工号 | 姓名 | 状态 |
    | ---- | ---- | ---- |
    | T01  | 张三 | 在岗 |

    对：
    日期：2026-04-01
    教职工
    | 工号 | 姓名 | 状态 |
    | ---- | ---- | ---- |
    | T01  | 张三 | 在岗 |
    责任书
    | 责任书号        | 学年          | 层级 | 甲方   | 乙方 |
    | --------------- | ------------- | ---- | ------ | ---- |
    | 安责〔2026〕T01 | 2026—2027学年 | 学校 | 教育局 | 张三 |

    对：
    日期：2026-10-01
    教职工
    | 工号 | 姓名 | 状态 |
    | ---- | ---- | ---- |
    | T01  | 张三 | 在岗 |

    对：
    日期：2026-11-30
    教职工
    | 工号 | 姓名 | 状态 |
    | ---- | ---- | ---- |
    | T01  | 张三 | 在岗 |
    | T02  | 李四 | 离岗 |
    班级
    | 年级   | 班级      |
    | ------ | --------- |
    | 七年级 | 七（1）班 |
    责任书
    | 责任书号        | 学年          | 层级 | 甲方   | 乙方      | 签订日     | 扫描件  |
    | --------------- | ------------- | ---- | ------ | --------- | ---------- | ------- |
    | 安责〔2026〕T01 | 2026—2027学年 | 学校 | 教育局 | 张三      | 2026-09-01 | 1.jpg   |
    | 安责〔2026〕B01 | 2026          | 班级 | 张三   | 七（1）班 | 2026-09-04 | 2.jpg   |
    """
    staff, rooms = books[Staff], books[SchoolClass]
    staff = staff[(staff[Staff.state] == _HERE) & (staff[Staff.name] != "")]
    rooms = rooms[rooms[SchoolClass.name] != ""]
    letters = books[Pledge]
    begin = pd.Timestamp(first_day(books.today))
    years = begun(letters[Pledge.year])
    own = letters[(years == begin.year).fillna(False)]
    signed = own[own[Pledge.signed].notna()]
    yield Hits(
        signed[signed[Pledge.scan] == ""],
        at=Pledge.scan,
        message="{乙方}的责任书签了，没有存扫描件。",
        severity=Severity.WARNING,
    )
    today = pd.Timestamp(books.today)
    asked = pd.Series([today])
    if (len(staff) == 0 and len(rooms) == 0) or not (
        begin + pd.Timedelta(days=float(books.numbers(_DAYS, asked).iloc[0])) < today
    ):
        return
    year = named(begin.year)
    if own.empty:
        if (years > begin.year).any() and not (years < begin.year).any():
            return
        row = books.setting(_DAYS, asked)
        yield Hits(
            books[Parameter].loc[row].assign(学年=year, 月=f"{begin:%Y-%m}"),
            at=Parameter.name,
            message="{学年}的安全责任书一份都没有登记，开学 {值} 天以内要签完。",
            month="月",
        )
        return
    of_rooms = signed[Pledge.tier] == _ROOM
    people = signed.loc[~of_rooms, Pledge.taker].value_counts()
    # Of two who share a name both must have signed.
    place = staff.groupby(Staff.name).cumcount() + 1
    lacking = place > looked_up(staff[Staff.name], people).fillna(0)
    facts = {"学年": year, "签": f"{begin:%Y-%m}"}
    yield Hits(
        staff[lacking].assign(**facts),
        at=Staff.number,
        message="{姓名}没有签{学年}的安全责任书。",
        month="签",
    )
    yield Hits(
        rooms[~rooms[SchoolClass.name].isin(signed.loc[of_rooms, Pledge.taker])].assign(**facts),
        at=SchoolClass.name,
        message="{班级}没有签{学年}的安全责任书。",
        month="签",
    )
