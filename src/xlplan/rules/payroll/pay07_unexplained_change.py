from collections.abc import Iterator

import pandas as pd

from xlplan.excel.privacy import hidden
from xlplan.findings import Severity
from xlplan.ledger.payroll import accounts
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.links import beside, unmatched
from xlplan.tables.payroll import LEFT, PayChange, PayLine

_WHO = [PayLine.number, PayLine.period]


@rule(
    "PAY-07",
    severity=Severity.WARNING,
    fix="查明为什么变；确实该变的，在“工资变动”里补一行，写上依据文号。",
)
def unexplained_change(books: Books) -> Iterator[Hits]:
    """工资环比变动没有变动单

    一个人的应发合计和上个月比，变动超过参数“工资变动提醒比例”，或者超过“工资变动提醒金额”，工资变动里就要有他这个月的一行；
    刚好等于不算。上个月没有、这个月新发的，上个月有、这个月没有的，也要有变动单；没有了的指向他最后一个月，
    以前就写了退休、调出的不算（还在发的由 PAY-02 查）。
    工资表里没有上个月的（如 1 月），不查。
    账号换了，也要有这个月的一行（类型写其他，项目写账号），指向头一次用新账号的那一行；和别人的一样的由 PAY-04 查。

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

    错：
    工资变动
    | 月份    | 工号 | 变动类型 | 项目 |
    | ------- | ---- | -------- | ---- |
    | 2026-10 | 02   | 其他     | 账号 |
    工资表
    | 月份    | 工号 | 姓名 | 账号              |
    | ------- | ---- | ---- | ----------------- |
    | 2026-09 | 01   | 张三 | 62177900101       |
    | 2026-09 | 02   | 李四 | 62177900102       |
    | 2026-09 | 03   | 王五 | 62177900103       |
    | 2026-10 | 01   | 张三 | **62177900109**   |
    | 2026-10 | 02   | 李四 | 62177900108       |
    | 2026-10 | 03   | 王五 | 6217 7900 103     |
    | 2026-11 | 01   | 张三 | 62177900101       |
    | 2026-11 | 02   | 李四 | 62177900108       |
    | 2026-11 | 03   | 王五 | 62177900102       |

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
    rows = _untold(books, _beside(books, paid, -1))
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
    later = _beside(books, paid, 1)
    gone = later.assign(**{PayLine.period: later["邻月"]})[later["邻行"] == 0]
    left = changes[changes[PayChange.kind].isin(LEFT)]
    # Whoever has a row there that cannot be read may have left by it.
    gone = books.clear(gone, PayChange, {PayLine.number: PayChange.number})
    gone = beside(gone, left, {PayLine.number: PayChange.number}, "离")
    yield Hits(
        _untold(books, gone[~(gone[f"离{PayChange.period}"] <= gone[PayLine.period])]),
        at=PayLine.gross,
        message="{姓名}在这个月以后就没有工资了，工资变动里没有 {月份:%Y-%m} 的一行。",
    )
    yield Hits(
        _untold(books, _new_accounts(pay, books.unread(PayLine))),
        at=PayLine.account,
        message="{姓名} {月份:%Y-%m} 的账号是 {账号}，和 {前月:%Y-%m} 的 {前号} 不一样，工资变动里没有这个月的一行。",
    )


def _untold(books: Books, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows for whose person and month there is no row in 工资变动."""
    on = {PayLine.number: PayChange.number, PayLine.period: PayChange.period}
    return books.clear(unmatched(rows, books[PayChange], on), PayChange, on)


def _new_accounts(pay: pd.DataFrame, unread: pd.DataFrame) -> pd.DataFrame:
    """The rows where somebody has an account that he never had before, not in an unread row either, and nobody else has."""
    own = pd.concat([pay, unread]).sort_values(PayLine.period, kind="stable")
    own = own.assign(号=accounts(own))
    own = own[(own["号"] != "") & ~own.duplicated([PayLine.number, "号"])]
    own = own[own[PayLine.number] == own.groupby("号")[PayLine.number].transform("first")]
    before = own.groupby(PayLine.number)[["号", PayLine.period]].shift()
    rows = own.assign(前号=before["号"].fillna("").map(hidden), 前月=before[PayLine.period])
    return rows[rows["前月"].notna() & rows.index.isin(pay.index)]


def _beside(books: Books, paid: pd.DataFrame, by: int) -> pd.DataFrame:
    """The rows whose neighbouring month (the next, or the one before) is in the sheet, each with what the person has there."""
    rows = paid.assign(邻月=paid[PayLine.period] + pd.DateOffset(months=by))
    rows = rows[rows["邻月"].isin(paid[PayLine.period].unique())]
    for month in (PayLine.period, "邻月"):
        rows = books.clear(rows, PayLine, {PayLine.number: PayLine.number, month: PayLine.period})
    return beside(rows, paid[[*_WHO, "应发"]], {PayLine.number: PayLine.number, "邻月": PayLine.period}, "邻")
