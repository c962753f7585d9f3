from collections.abc import Iterator

import pandas as pd

from xlplan.excel.frames import empty
from xlplan.excel.table import Column, Table
from xlplan.findings import Severity
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books, NotKept
from xlplan.tables.canteen import KitchenWorker
from xlplan.tables.office import Staff
from xlplan.tables.payroll import PayLine
from xlplan.tables.people import Training


@rule(
    "HR-02",
    fix="是一个人登了两次的，留一个工号；写错了号的，对着证件改正。",
)
def one_person_twice(books: Books) -> Iterator[Hits]:
    """工号、证书号重复

    工号写法不同、其实一样的（01 和 1，T01 和 t01），指向后面的那一个；完全一样的工号另有 TAB-10 指出。
    同一个部门、同一编制、从教年月也一样的两个在岗的人同名，提醒是不是一个人登了两个工号；“工资表”里两个工号都有身份证号的不提：
    号不同就是两个人，号相同的由 PAY-03 指出。
    “培训”表的证书号、“从业人员”表的健康证号只能是一个人的，两个人写了同一个的，指向后面的那个人。

    错：
    教职工
    | 工号    | 姓名 | 部门   | 编制类别 | 状态 | 从教年月 |
    | ------- | ---- | ------ | -------- | ---- | -------- |
    | T01     | 张三 | 教导处 | 专职教师 | 在岗 | 2010-09  |
    | T02     | 李四 | 教导处 | 专职教师 | 在岗 | 2012-09  |
    | **t1**  | 王五 | 总务处 | 工勤     | 在岗 |          |
    | **T09** | 李四 | 教导处 | 专职教师 | 在岗 | 2012-09  |
    培训
    | 姓名 | 项目     | 止日       | 学时 | 证书号       |
    | ---- | -------- | ---------- | ---: | ------------ |
    | 张三 | 全员培训 | 2026-07-16 |   24 | PX001        |
    | 李四 | 全员培训 | 2026-07-16 |   24 | **PX001**    |
    从业人员
    | 姓名 | 健康证号  |
    | ---- | --------- |
    | 周七 | 52-001    |
    | 吴八 | **52-001** |

    对：
    教职工
    | 工号 | 姓名 | 部门   | 编制类别 | 状态 | 从教年月 |
    | ---- | ---- | ------ | -------- | ---- | -------- |
    | T01  | 张三 | 教导处 | 专职教师 | 在岗 | 2010-09  |
    | T02  | 李四 | 教导处 | 专职教师 | 在岗 | 2012-09  |
    | T03  | 张三 | 总务处 | 工勤     | 在岗 |          |
    | T04  | 李四 | 教导处 | 专职教师 | 离岗 | 2012-09  |
    | T05  | 王五 | 教导处 | 专职教师 | 在岗 | 2012-09  |
    | T06  | 王五 | 教导处 | 专职教师 | 在岗 | 2012-09  |
    工资表
    | 月份    | 工号 | 姓名 | 身份证号           |
    | ------- | ---- | ---- | ------------------ |
    | 2026-10 | T05  | 王五 | 11010519491231002X |
    | 2026-10 | T06  | 王五 | 440524188001010014 |
    培训
    | 姓名 | 项目     | 止日       | 学时 | 证书号 |
    | ---- | -------- | ---------- | ---: | ------ |
    | 张三 | 校本研修 | 2026-06-30 |   20 |        |
    | 李四 | 校本研修 | 2026-06-30 |   20 |        |
    """
    staff = books[Staff]
    yield from _numbers(staff)
    here = staff[(staff[Staff.state] == "在岗") & (staff[Staff.name] != "")]
    same = [Staff.name, Staff.department, Staff.category, Staff.since]
    again = here[here.duplicated(same)]
    # Who has an identity in 工资表 is told apart there.
    proven = _rows(books, PayLine)
    proven = proven[proven[PayLine.identity] != ""]
    first = here.drop_duplicates(same)[[*same, Staff.number]].rename(columns={Staff.number: "前号"})
    told = again.reset_index().merge(first, on=same, how="left").set_index("index")
    known = told[Staff.number].isin(proven[PayLine.number]) & told["前号"].isin(proven[PayLine.number])
    yield Hits(
        told[~known],
        at=Staff.number,
        message="{姓名}在{部门}有两个工号 {前号}、{工号}，是不是一个人登了两次。",
        severity=Severity.WARNING,
    )
    yield _twice(_rows(books, Training), Training.name, Training.certificate)
    yield _twice(_rows(books, KitchenWorker), KitchenWorker.name, KitchenWorker.certificate)


def _numbers(staff: pd.DataFrame) -> Iterator[Hits]:
    """工号 that are the same but for the case of their letters and their leading zeros."""
    own = staff[(staff[Staff.number] != "") & ~staff[Staff.number].duplicated()]
    plain = own[Staff.number].str.upper().str.replace(r"(?<!\d)0+(?=\d)", "", regex=True)
    first = own.groupby(plain)[[Staff.number, Staff.name]].transform("first")
    told = own.assign(前号=first[Staff.number], 前人=first[Staff.name])
    yield Hits(
        told[plain.duplicated()],
        at=Staff.number,
        message="{姓名}的工号 {工号} 和{前人}的 {前号} 一样，只是写法不同。",
    )


def _twice(rows: pd.DataFrame, name: Column, column: Column) -> Hits:
    """Rows whose number somebody else has already."""
    own = rows[rows[column] != ""]
    first = own.groupby(column)[name].transform("first")
    return Hits(
        own.assign(前人=first)[own[name] != first],
        at=column,
        message=f"{{姓名}}的{column}和{{前人}}的一样。",
    )


def _rows(books: Books, table: type[Table]) -> pd.DataFrame:
    """The rows of a sheet; none where its workbook is not kept."""
    try:
        return books[table]
    except NotKept:
        return empty(table)
