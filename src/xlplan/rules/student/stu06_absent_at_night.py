from collections.abc import Iterator

from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.lists import listed
from xlplan.tables.students import NightCheck


@rule("STU-06", fix="当晚联系班主任、家长，找到人，把去向写进处理；人数、姓名写错的改过来。")
def absent_at_night(books: Books) -> Iterator[Hits]:
    """查寝缺勤未处理

    每晚查寝，有没有到的，就要写明是谁、去了哪里、联系了谁。有缺勤、处理空着的，指向处理；应到减实到和缺勤学生的人数不一样的，指向缺勤学生；
    实到比应到多的，指向实到。

    错：
    | 日期       | 层   | 应到 | 实到   | 缺勤学生       | 处理                   |
    | ---------- | ---- | ---: | -----: | -------------- | ---------------------- |
    | 2026-11-24 | 一层 |   80 |     79 | 王强           | **（空）**             |
    | 2026-11-24 | 二层 |   76 |     74 | **李梅**       | 发热，家长接回家       |
    | 2026-11-25 | 一层 |   80 |     79 | **（空）**     | 家长接回家             |
    | 2026-11-25 | 二层 |   76 | **77** |                |                        |
    | 2026-11-26 | 一层 |   80 |     80 | **王强、张平** | 请假，家长接走         |

    对：
    | 日期       | 层   | 应到 | 实到 | 缺勤学生   | 处理                             |
    | ---------- | ---- | ---: | ---: | ---------- | -------------------------------- |
    | 2026-11-24 | 一层 |   80 |   79 | 王强       | 发热，家长接回家，班主任已联系   |
    | 2026-11-24 | 二层 |   76 |   74 | 李梅，田英 | 返校车误点，家长次日早上送到     |
    | 2026-11-25 | 一层 |   80 |   80 |            | 熄灯后有人说话，已提醒           |
    """
    rows = books[NightCheck]
    lacking = rows[NightCheck.expected] - rows[NightCheck.present]
    names = rows[NightCheck.absent].map(listed).str.len()
    told = rows.assign(缺=lacking, 写=names)
    over = (lacking < 0).fillna(False)
    yield Hits(
        told[over], at=NightCheck.present, message="{日期} {楼}{层}应到 {应到} 人，实到写了 {实到} 人。"
    )
    unlike = (~over & (lacking != names)).fillna(False)
    yield Hits(
        told[unlike],
        at=NightCheck.absent,
        message="{日期} {楼}{层}应到 {应到} 人，实到 {实到} 人，缺 {缺} 人，缺勤学生写了 {写} 人。",
    )
    absent = ((lacking > 0) | (names > 0)) & (rows[NightCheck.handled] == "")
    yield Hits(
        told[absent.fillna(False) & (names > 0)],
        at=NightCheck.handled,
        message="{日期} {楼}{层}{缺勤学生}没有在，处理还空着。",
    )
    yield Hits(
        told[absent.fillna(False) & (names == 0)],
        at=NightCheck.handled,
        message="{日期} {楼}{层}缺 {缺} 人，处理还空着。",
    )
