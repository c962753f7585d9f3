from collections.abc import Iterator

import pandas as pd

from xlplan.findings import Severity
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.lists import listed
from xlplan.tables.students import HomeVisit, Student

_LENGTH = "家访记录最少字数"


@rule("STU-01", fix="补上家访的情况和照片，写明两个家访人；失联的学生每个月都要去，去了的补登一行。")
def home_visit_not_recorded(books: Books) -> Iterator[Hits]:
    """控辍家访缺记录或图片

    进村入户要有记录、有图片：情况少于参数“家访记录最少字数”（空格不算）、照片空着的，指向那一格；
    只写了一个家访人的是警告，家访要两人同行。照片有没有、是不是图片，由 GEN-07 查。

    状态是 失联 的学生，从失联日以后第一个完整的月起，每个过完的月都要有家访，缺了哪个月、一次也没有去过的，指向学生表的状态。
    家访表第一行以前的月份不追。失联日看家访表里这个学生最近一次返校以后最早的一个；没有写失联日的，从最早的那次家访算。

    错：
    日期：2026-11-05
    学生
    | 学籍号 | 姓名 | 状态     |
    | ------ | ---- | -------- |
    | L001   | 王强 | **失联** |
    | L002   | 李梅 | **失联** |
    | L003   | 张平 | 在读     |
    | L004   | 田英 | **失联** |
    控辍家访
    | 家访号 | 学籍号 | 失联日     | 家访日     | 家访人     | 情况                                     | 照片       | 返校日     |
    | ------ | ------ | ---------- | ---------- | ---------- | ---------------------------------------- | ---------- | ---------- |
    | JF-01  | L001   | 2026-08-31 | 2026-09-03 | 周芳、何军 | **家长答应送回学校。**                   | 1.jpg      |            |
    | JF-02  | L001   | 2026-08-31 | 2026-11-03 | 周芳、何军 | 家长称已去外县，电话联系上本人，继续动员。 | **（空）** |            |
    | JF-03  | L003   |            | 2026-09-09 | **周芳**   | 离家远，建议住宿，家长同意下周办理手续。 | 2.jpg      |            |
    | JF-04  | L004   | 2026-03-09 | 2026-03-10 | 周芳、何军 | 学生本人愿意返校，家长次日送到学校上课。 | 3.jpg      | 2026-03-11 |
    | JF-05  | L004   |            | 2026-08-28 | 周芳、何军 | 开学报到没有来，家长称随亲戚外出，要求送回。 | 4.jpg    |            |
    | JF-06  | L004   |            | 2026-10-12 | 周芳、何军 | 和村干部一起上门，家长答应月底去接回来。 | 5.jpg      |            |

    对：
    日期：2026-11-05
    学生
    | 学籍号 | 姓名 | 状态 |
    | ------ | ---- | ---- |
    | L001   | 王强 | 失联 |
    | L002   | 李梅 | 失联 |
    | L003   | 张平 | 转出 |
    控辍家访
    | 家访号 | 学籍号 | 失联日     | 家访日     | 家访人     | 情况                                     | 照片       | 返校日 |
    | ------ | ------ | ---------- | ---------- | ---------- | ---------------------------------------- | ---------- | ------ |
    | JF-01  | L001   | 2026-08-31 | 2026-09-03 | 周芳、何军 | 家长称随亲戚去外县，讲明责任，要求送回。 | 1.jpg      |        |
    | JF-02  | L001   | 2026-08-31 | 2026-10-20 | 周芳，何军 | 家长称已去外县，电话联系上本人，继续动员。 | 2.jpg、3.jpg |      |
    | JF-03  | L002   | 2026-10-19 | 2026-10-21 | 周芳、何军 | 家里没有人，邻居说去了外县，已报镇政府。 | 4.jpg      |        |

    对：
    日期：2026-11-30
    学生
    | 学籍号 | 姓名 | 状态 |
    | ------ | ---- | ---- |
    | L001   | 王强 | 失联 |
    控辍家访
    | 家访号 | 学籍号 | 失联日     | 家访日     | 家访人     | 情况                                     | 照片       | 返校日 |
    | ------ | ------ | ---------- | ---------- | ---------- | ---------------------------------------- | ---------- | ------ |
    | JF-01  | L001   | 2026-08-31 | 2026-11-27 | 周芳、何军 | 家长称随亲戚去外县，讲明责任，要求送回。 | 1.jpg      |        |
    """
    visits = books[HomeVisit]
    if not visits.empty:
        (least,) = books.numbers(_LENGTH, pd.Series([pd.Timestamp(books.today)]))
        length = visits[HomeVisit.content].str.replace(r"\s", "", regex=True).str.len()
        yield Hits(
            visits.assign(字数=length)[length < least],
            at=HomeVisit.content,
            message=f"{{家访日}} 家访{{学生}}，情况只写了 {{字数}} 个字，至少写 {least:.0f} 个。",
        )
    yield Hits(
        visits[visits[HomeVisit.photos] == ""], at=HomeVisit.photos, message="{家访日} 家访{学生}，没有照片。"
    )
    alone = visits[HomeVisit.visitors].map(listed).str.len() == 1
    yield Hits(
        visits[alone],
        at=HomeVisit.visitors,
        message="{家访日} 家访{学生}，只写了 {家访人} 一个人，家访要两人同行。",
        severity=Severity.WARNING,
    )
    students = books[Student]
    away = students[(students[Student.state] == "失联") & (students[Student.number] != "")]
    away = books.clear(away, HomeVisit, {Student.number: HomeVisit.student})
    lacking = away[Student.number].map(lambda number: _lacking(visits, number, books.today))
    yield Hits(
        away.assign(缺=lacking)[lacking != ""],
        at=Student.state,
        message="{姓名}失联，{缺}。",
    )


def _lacking(visits: pd.DataFrame, number: str, today: object) -> str:
    """Which months that are over have no visit to a pupil who is missing (there are few); "" where none."""
    own = visits[visits[HomeVisit.student] == number]
    back = own[HomeVisit.back].max()
    if pd.notna(back):
        own = own[own[HomeVisit.date] > back]
    if own.empty:
        return "还没有家访记录"
    since = own[HomeVisit.missing].min()
    first = max(since if pd.notna(since) else own[HomeVisit.date].min(), visits[HomeVisit.date].min())
    over = pd.period_range(pd.Period(first, "M") + 1, pd.Period(today, "M") - 1, freq="M")
    months = over[~over.isin(own[HomeVisit.date].dt.to_period("M"))]
    return f"{'、'.join(map(str, months))} 没有家访" if len(months) else ""
