from collections.abc import Iterator

import pandas as pd

from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.links import beside
from xlplan.tables.office import Staff
from xlplan.tables.payroll import LEFT, PayChange, PayLine

_GONE = ("退休", "离岗")


@rule(
    "PAY-02",
    fix="核对花名册和工资变动：多发的追回，名册漏登的补上，姓名、工号写错的改正。",
    whole=(Staff, PayChange),
)
def paid_but_gone(books: Books) -> Iterator[Hits]:
    """发工资的人不在花名册，或者已经离岗

    工资表的工号要在教职工花名册里，姓名和花名册一样（中间的空格不算）；工资变动里写了退休、调出、辞职、去世的，从那个月起
    不再有他的工资，到后来又“新进”的那个月为止。花名册里是退休、离岗，工资变动里没有写从哪个月起的，指向他最后一个月。
    不在花名册、姓名不一样的，也只指最后一个月。

    错：
    教职工
    | 工号 | 姓名 | 部门 | 编制类别 | 状态 |
    | ---- | ---- | ---- | -------- | ---- |
    | 01   | 张三 | 甲   | 专职教师 | 在岗 |
    | 02   | 李四 | 甲   | 专职教师 | 退休 |
    | 03   | 王五 | 甲   | 专职教师 | 离岗 |
    | 05   | 陈九 | 甲   | 专职教师 | 在岗 |
    | 06   | 周十 | 甲   | 专职教师 | 在岗 |
    工资变动
    | 月份    | 工号 | 变动类型 |
    | ------- | ---- | -------- |
    | 2026-06 | 02   | 退休     |
    | 2026-07 | 05   | 调出     |
    | 2026-03 | 06   | 调出     |
    | 2026-09 | 06   | 新进     |
    工资表
    | 月份    | 工号   | 姓名     | 岗位工资 |
    | ------- | ------ | -------- | -------: |
    | 2026-05 | 02     | 李四     |     5000 |
    | 2026-06 | **02** | 李四     |     5000 |
    | 2026-05 | 03     | 王五     |     5000 |
    | 2026-06 | **03** | 王五     |     5000 |
    | 2026-05 | 04     | 赵六     |     5000 |
    | 2026-06 | **04** | 赵六     |     5000 |
    | 2026-05 | 01     | **张山** |     5000 |
    | 2026-06 | 01     | 张三     |     5000 |
    | 2026-07 | **05** | 陈九     |     5000 |
    | 2026-02 | 06     | 周十     |     5000 |
    | 2026-05 | **06** | 周十     |     5000 |
    | 2026-09 | 06     | 周十     |     5000 |

    对：
    教职工
    | 工号 | 姓名 | 部门 | 编制类别 | 状态 |
    | ---- | ---- | ---- | -------- | ---- |
    | 01   | 张　三 | 甲   | 专职教师 | 在岗 |
    | 02   | 李四 | 甲   | 专职教师 | 退休 |
    | 03   | 王五 | 甲   | 专职教师 | 借调 |
    | 04   | 赵六 | 甲   | 专职教师 | 在岗 |
    工资变动
    | 月份    | 工号 | 变动类型 |
    | ------- | ---- | -------- |
    | 2026-06 | 02   | 退休     |
    | 2026-02 | 04   | 调出     |
    | 2026-05 | 04   | 新进     |
    工资表
    | 月份    | 工号 | 姓名 | 岗位工资 |
    | ------- | ---- | ---- | -------: |
    | 2026-05 | 01   | 张三 |     5000 |
    | 2026-05 | 02   | 李四 |     5000 |
    | 2026-05 | 03   | 王五 |     5000 |
    | 2026-05 | 04   | 赵六 |     5000 |
    | 2026-05 |      | 钱七 |     5000 |
    """
    pay = books[PayLine]
    pay = pay[pay[PayLine.number] != ""]
    if pay.empty:
        return
    known = beside(pay, books[Staff], {PayLine.number: Staff.number}, "册")
    last = _last(known, PayLine.number, PayLine.name)
    listed = last["册行"] > 0
    yield Hits(last[~listed], at=PayLine.number, message="{姓名}（工号 {工号}）不在教职工花名册里。")
    yield Hits(
        last[listed & (_joined(last[PayLine.name]) != _joined(last[f"册{Staff.name}"]))],
        at=PayLine.name,
        message="工号 {工号} 在教职工花名册里是{册姓名}，工资表里是{姓名}。",
    )
    changes = books[PayChange]
    changes = changes[changes[PayChange.kind].isin((*LEFT, "新进")) & changes[PayChange.period].notna()]
    paid = _with_last(known, changes)
    yield Hits(
        paid[paid[f"离{PayChange.kind}"].isin(LEFT)],
        at=PayLine.number,
        message="{姓名}从 {离月份:%Y-%m} 起{离变动类型}，{月份:%Y-%m} 还发了 {实发:元}。",
    )
    left = known[PayLine.number].isin(_leaving(changes)[PayChange.number])
    silent = _last(known[~left & known[f"册{Staff.state}"].isin(_GONE)], PayLine.number)
    yield Hits(
        silent,
        at=PayLine.number,
        message="{姓名}在教职工花名册里是{册状态}，工资变动里没有写从哪个月起，{月份:%Y-%m} 还发了 {实发:元}。",
    )


def _last(rows: pd.DataFrame, *key: str) -> pd.DataFrame:
    """The rows of the last month of each key."""
    later = rows.sort_values(PayLine.period, kind="stable")
    return later[~later.duplicated(list(key), keep="last")].sort_index()


def _leaving(changes: pd.DataFrame) -> pd.DataFrame:
    """The row by which each person left who did not come again."""
    own = changes.sort_values(PayChange.period, kind="stable")
    own = own[~own.duplicated(PayChange.number, keep="last")]
    return own[own[PayChange.kind].isin(LEFT)]


def _with_last(pay: pd.DataFrame, changes: pd.DataFrame) -> pd.DataFrame:
    """The rows of a month, each with the last coming or leaving of its person until then (离…), "" for none."""
    pay = pay[pay[PayLine.period].notna()].sort_values(PayLine.period, kind="stable")
    own = changes[[PayChange.number, PayChange.period, PayChange.kind]].add_prefix("离")
    month, number, kind = (f"离{column}" for column in (PayChange.period, PayChange.number, PayChange.kind))
    found = pd.merge_asof(
        pay, own.sort_values(month, kind="stable"), left_on=PayLine.period, right_on=month,
        left_by=PayLine.number, right_by=number,
    )  # fmt: skip
    return found.set_axis(pay.index).assign(**{kind: found[kind].fillna("").array}).sort_index()


def _joined(names: "pd.Series") -> "pd.Series":
    """Names without the blanks that set two characters as wide as three."""
    return names.str.replace("[ \u3000]+", "", regex=True)
