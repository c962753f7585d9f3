from collections.abc import Iterator

import pandas as pd

from xlplan.findings import Severity
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.links import beside, unmatched
from xlplan.tables.payroll import LEFT, PayChange, PayLine

_WHO = [PayLine.number, PayLine.period]


@rule(
    "PAY-07",
    severity=Severity.WARNING,
    fix="查明为什么变；确实该变的，在“工资变动”里补一行，写上依据文号。",
    whole=(PayLine, PayChange),
)
def unexplained_change(books: Books) -> Iterator[Hits]:
    """工资环比变动没有变动单

    一个人的应发合计和上个月比，变动超过参数“工资变动提醒比例”，或者超过“工资变动提醒金额”，工资变动里就要有他这个月的一行；
    刚好等于不算。上个月没有、这个月新发的，上个月有、这个月没有的，也要有变动单；没有了的指向他最后一个月，
    以前就写了退休、调出的不算（还在发的由 PAY-02 查）。
    工资表里没有上个月的（如 1 月），不查。

    错：
    工资变动
    | 月份    | 工号 | 变动类型 |
    | ------- | ---- | -------- |
    | 2026-09 | 02   | 岗位变动 |
    工资表
    | 月份    | 工号 | 姓名 | 岗位工资 | 应发合计 |
    | ------- | ---- | ---- | -------: | -------: |
    | 2026-09 | 01   | 张三 |     9000 |     9000 |
    | 2026-09 | 02   | 李四 |     4000 |     4000 |
    | 2026-09 | 03   | 王五 |     4000 | **4000** |
    | 2026-10 | 01   | 张三 |     9500.01 | **9500.01** |
    | 2026-10 | 02   | 李四 |     3599.99 | **3599.99** |
    | 2026-10 | 04   | 赵六 |     4000 | **4000** |

    对：
    工资变动
    | 月份    | 工号 | 变动类型 |
    | ------- | ---- | -------- |
    | 2026-10 | 03   | 调出     |
    | 2026-10 | 04   | 新进     |
    | 2026-10 | 05   | 岗位变动 |
    | 2026-08 | 06   | 退休     |
    工资表
    | 月份    | 工号 | 姓名 | 岗位工资 |
    | ------- | ---- | ---- | -------: |
    | 2026-09 | 06   | 周七 |     4000 |
    | 2026-09 | 01   | 张三 |     9000 |
    | 2026-09 | 02   | 李四 |     4000 |
    | 2026-09 | 03   | 王五 |     4000 |
    | 2026-09 | 05   | 陈九 |     4000 |
    | 2026-10 | 01   | 张三 |     9500 |
    | 2026-10 | 02   | 李四 |     3600 |
    | 2026-10 | 04   | 赵六 |     4000 |
    | 2026-10 | 05   | 陈九 |     6000 |
    """
    pay, changes = books[PayLine], books[PayChange]
    if pay.empty:
        return
    paid = pay.assign(应发=pay.groupby(_WHO)[PayLine.gross].transform("sum"))[~pay.duplicated(_WHO)]
    rows = _untold(_beside(paid, -1), changes)
    before, gap, same = rows["邻应发"], rows["应发"] - rows["邻应发"], rows["邻行"] > 0
    share = books.shares("工资变动提醒比例", pay[PayLine.period])[rows.index]
    fen = books.amounts("工资变动提醒金额", pay[PayLine.period])[rows.index]
    # A tenth of whole fen as a double may lie a little beside it.
    big = (gap.abs() > (before * share).round(6)) | (gap.abs() > fen)
    yield Hits(
        rows.assign(变动=gap, 比=gap / before.where(same, 1))[same & big],
        at=PayLine.gross,
        message="{姓名} {月份:%Y-%m} 应发 {应发:元}，上月 {邻应发:元}，变动 {变动:元}（{比:+.1%}），工资变动里没有这个月的一行。",
    )
    yield Hits(
        rows[~same],
        at=PayLine.gross,
        message="{姓名}上个月没有工资，{月份:%Y-%m} 发 {应发:元}，工资变动里没有这个月的一行。",
    )
    later = _beside(paid, 1)
    gone = later.assign(**{PayLine.period: later["邻月"]})[later["邻行"] == 0]
    left = changes[changes[PayChange.kind].isin(LEFT)]
    gone = beside(gone, left, {PayLine.number: PayChange.number}, "离")
    yield Hits(
        _untold(gone[~(gone[f"离{PayChange.period}"] <= gone[PayLine.period])], changes),
        at=PayLine.gross,
        message="{姓名}在这个月以后就没有工资了，工资变动里没有 {月份:%Y-%m} 的一行。",
    )


def _untold(rows: pd.DataFrame, changes: pd.DataFrame) -> pd.DataFrame:
    """The rows for whose person and month there is no row in 工资变动."""
    return unmatched(rows, changes, {PayLine.number: PayChange.number, PayLine.period: PayChange.period})


def _beside(paid: pd.DataFrame, by: int) -> pd.DataFrame:
    """The rows whose neighbouring month (the next, or the one before) is in the sheet, each with what the person has there."""
    rows = paid.assign(邻月=paid[PayLine.period] + pd.DateOffset(months=by))
    rows = rows[rows["邻月"].isin(paid[PayLine.period].unique())]
    return beside(rows, paid[[*_WHO, "应发"]], {PayLine.number: PayLine.number, "邻月": PayLine.period}, "邻")
