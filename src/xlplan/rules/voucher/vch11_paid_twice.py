from collections.abc import Iterator

import pandas as pd

from xlplan.findings import Severity
from xlplan.ledger.invoices import DIGIT, invoices, valid
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.claims import Claim, ClaimedInvoice

_MONTHS = dict(zip("一二三四五六七八九", "123456789", strict=True)) | {"十": "10", "十一": "11", "十二": "12"}


@rule("VCH-11", fix="查清是不是重复报销；重复的退回，已经付了的追回。")
def paid_twice(books: Books) -> Iterator[Hits]:
    """疑似重复报销

    一张发票只能报一次：同一个发票号在报销单里出现第二次，或者“已报发票”表里有、以前年度报过，指向后一张单子的发票号；一格里写几个发票号，用、隔开；
    里面没有数字的（无、收据）不是发票号。
    没有发票号的，类型、收款人、金额都一样，相隔不超过参数“重复报销天数”（30 天）的，提醒一次，指向后一张的金额；两张都有发票号的、
    事由里写着不同月份（9月、十月）的不算。退回、作废的单子不查。

    错：
    报销单
    | 单号 | 日期       | 类型 | 事由       | 收款人 | 金额    | 发票号       | 状态   |
    | ---- | ---------- | ---- | ---------- | ------ | ------: | ------------ | ------ |
    | BX1  | 2026-11-02 | 报销 | 购复印纸   | 甲商店 |     500 | 2652001、002 | 已付清 |
    | BX2  | 2026-11-20 | 报销 | 购办公用品 | 甲商店 |     300 | **2652001**  | 已批准 |
    | BX3  | 2026-11-02 | 报销 | 付零工费   | 李强   |     600 |              | 已付清 |
    | BX4  | 2026-11-30 | 报销 | 付零工费   | 李强   | **600** |              | 已批准 |
    | BX5  | 2026-11-02 | 报销 | 付十月电费 | 王明   |     700 | 收据         | 已付清 |
    | BX6  | 2026-11-03 | 报销 | 付10月电费 | 王明   | **700** | 无           | 已批准 |

    错：
    报销单
    | 单号 | 日期       | 类型 | 事由     | 收款人 | 金额 | 发票号      | 状态   |
    | ---- | ---------- | ---- | -------- | ------ | ---: | ----------- | ------ |
    | BX1  | 2026-11-02 | 报销 | 购复印纸 | 甲商店 |  500 | **2652001** | 已批准 |
    已报发票
    | 发票号  | 单号      | 日期       |
    | ------- | --------- | ---------- |
    | 2652001 | BX2025-88 | 2025-12-20 |

    对：
    报销单
    | 单号 | 日期       | 类型 | 事由         | 收款人 | 金额 | 发票号  | 状态   |
    | ---- | ---------- | ---- | ------------ | ------ | ---: | ------- | ------ |
    | BX1  | 2026-11-02 | 报销 | 购复印纸     | 甲商店 |  500 | 2652001 | 已付清 |
    | BX2  | 2026-11-20 | 报销 | 购复印纸     | 甲商店 |  500 | 2652002 | 已批准 |
    | BX3  | 2026-11-03 | 报销 | 付9月劳务费  | 李强   |  600 |         | 已付清 |
    | BX4  | 2026-11-20 | 报销 | 付10月劳务费 | 李强   |  600 |         | 已批准 |
    | BX5  | 2026-11-20 | 借款 | 付9月劳务费  | 李强   |  600 |         | 已批准 |
    | BX6  | 2026-11-21 | 报销 | 付10月劳务费 | 李强   |  600 |         | 退回   |
    | BX7  | 2026-09-20 | 报销 | 修课桌       | 王明   |  600 |         | 已付清 |
    | BX8  | 2026-11-20 | 报销 | 修课桌       | 王明   |  600 |         | 已付清 |
    | BX9  | 2026-11-20 | 报销 | 付九月电费   | 王明   |  700 | 无      | 已付清 |
    | BX10 | 2026-11-20 | 报销 | 付十月电费   | 王明   |  700 | 无      | 已付清 |
    | BX11 | 2026-11-20 | 报销 | 购粉笔       | 甲商店 |  900 | 77、77  | 已付清 |
    """
    claims = valid(books[Claim])
    if claims.empty:
        return
    past = books[ClaimedInvoice].drop_duplicates(ClaimedInvoice.number).set_index(ClaimedInvoice.number)
    numbers = invoices(claims)
    # Those of years before come first.
    told = pd.concat([past[ClaimedInvoice.claim], claims.loc[numbers.index, Claim.number].set_axis(numbers)])
    first = told.groupby(level=0).first()
    again = numbers[numbers.duplicated() | numbers.isin(past.index)]
    twice = claims.loc[again.index].assign(号=again, 先=again.map(first))
    yield Hits(
        twice[~twice.index.duplicated()],
        at=Claim.invoices,
        message="发票号 {号} 在 {先} 已经报过一次。",
    )
    yield Hits(
        _alike(books, claims),
        at=Claim.amount,
        message="{先} 在 {先日} 也付给 {收款人} {金额:元}，没有发票号，疑似重复。",
        severity=Severity.WARNING,
    )


def _alike(books: Books, claims: pd.DataFrame) -> pd.DataFrame:
    """The claims that follow another one to the same payee of the same amount too soon to be of another thing."""
    own = claims[claims[Claim.payee] != ""].sort_values(Claim.date, kind="stable")
    said = own[Claim.purpose].str.extract(r"(\d+|[一二三四五六七八九十]+)月", expand=False).replace(_MONTHS)
    numbers = own[Claim.invoices].where(own[Claim.invoices].str.contains(DIGIT), "")
    own = own.assign(**{"月份": said, Claim.invoices: numbers})
    shared = [Claim.number, Claim.date, Claim.invoices, "月份"]
    before = own.groupby([Claim.kind, Claim.payee, Claim.amount])[shared].shift()
    most = pd.to_timedelta(books.numbers("重复报销天数", own[Claim.date]), unit="D")
    soon = own[Claim.date] - before[Claim.date] <= most
    bare = (numbers == "") | (before[Claim.invoices] == "")
    other = said.notna() & before["月份"].notna() & (said != before["月份"])
    return own.assign(先=before[Claim.number], 先日=before[Claim.date])[soon & bare & ~other]
