from collections.abc import Iterator

import pandas as pd

from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.plan import Archive, Dispatch

_FOREVER = 9999
"""永久, in years."""


@rule(
    "DOC-07",
    fix="上年的发文整理归档，在“发文登记”里填上档号；保管期限照参数改长，不到期的不得销毁。",
    basis="会计档案管理办法、政府采购法第四十二条；其他是单位内控要求",
)
def not_archived(books: Books) -> Iterator[Hits]:
    """发文没有归档，或者保管期限太短

    一年的发文，过了年末参数“归档最迟月数”那么多个月还没有填档号的，指向“发文登记”的档号；到期当天不算过。“档案”表里的保管期限，
    比参数“保管期限：”后面这个类别的短的，指向保管期限；长的可以。参数里没有的类别不看。

    错：
    日期：2026-11-30
    参数
    | 参数               | 值   | 起         |
    | ------------------ | ---- | ---------- |
    | 归档最迟月数       | 6    | 2026-01-01 |
    | 保管期限：会计凭证 | 30年 | 2016-01-01 |
    | 保管期限：年度决算 | 永久 | 2016-01-01 |
    | 保管期限：采购文件 | 15年 | 2003-01-01 |
    发文登记
    | 发文字号            | 文种 | 标题         | 主送   | 成文日期   | 档号       |
    | ------------------- | ---- | ------------ | ------ | ---------- | ---------- |
    | 化中发〔2025〕40号  | 通知 | 元旦放假通知 | 各处室 | 2025-12-31 | **（空）** |
    档案
    | 档号        | 题名           | 类别     | 止日       | 保管期限 |
    | ----------- | -------------- | -------- | ---------- | -------- |
    | 2025-CW-001 | 2025年会计凭证 | 会计凭证 | 2025-12-31 | **10年** |
    | 2025-CW-002 | 2025年度决算   | 年度决算 | 2025-12-31 | **30年** |
    | 2025-CG-001 | 2025年采购文件 | 采购文件 | 2025-12-31 | **10年** |

    对：
    日期：2026-06-30
    参数
    | 参数               | 值   | 起         |
    | ------------------ | ---- | ---------- |
    | 归档最迟月数       | 6    | 2026-01-01 |
    | 保管期限：会计凭证 | 30年 | 2016-01-01 |
    | 保管期限：采购文件 | 15年 | 2003-01-01 |
    发文登记
    | 发文字号            | 文种 | 标题         | 主送   | 成文日期   | 档号        |
    | ------------------- | ---- | ------------ | ------ | ---------- | ----------- |
    | 化中发〔2025〕40号  | 通知 | 元旦放假通知 | 各处室 | 2025-12-31 |             |
    | 化中发〔2025〕1号   | 通知 | 元旦放假通知 | 各处室 | 2025-01-02 | 2025-WS-001 |
    | 化中发〔2026〕1号   | 通知 | 寒假安全通知 | 各处室 | 2026-01-12 |             |
    档案
    | 档号        | 题名           | 类别     | 止日       | 保管期限 |
    | ----------- | -------------- | -------- | ---------- | -------- |
    | 2025-CW-001 | 2025年会计凭证 | 会计凭证 | 2025-12-31 | 永久     |
    | 2025-CG-001 | 2025年采购文件 | 采购文件 | 2025-12-31 | 15年     |
    | 2025-WS-001 | 2025年发文     | 其他     | 2025-12-31 | 10年     |
    """
    yield from _late(books)
    yield from _short(books)


def _late(books: Books) -> Iterator[Hits]:
    papers = books[Dispatch]
    papers = papers[(papers[Dispatch.archive] == "") & papers[Dispatch.date].notna()]
    if papers.empty:
        return
    months = books.numbers("归档最迟月数", pd.Series(pd.Timestamp(books.today), index=papers.index))
    due = [
        pd.Timestamp(year, 12, 31) + pd.offsets.MonthEnd(int(more))
        for year, more in zip(papers[Dispatch.date].dt.year, months, strict=True)
    ]
    told = papers.assign(最迟=pd.Series(pd.DatetimeIndex(due).astype("datetime64[s]"), index=papers.index))
    yield Hits(
        told[told["最迟"] < pd.Timestamp(books.today)],
        at=Dispatch.archive,
        message="“{标题}”是 {成文日期} 的，{最迟} 以前要归档，还没有档号。",
    )


def _short(books: Books) -> Iterator[Hits]:
    files = books[Archive]
    if files.empty:
        return
    today = pd.Series(pd.Timestamp(books.today), index=files.index)
    least = books.texts("保管期限", today, files[Archive.kind])
    told = files.assign(至少=least)
    yield Hits(
        told[_years(files[Archive.term]) < _years(least)],
        at=Archive.term,
        message="“{题名}”是{类别}，至少保管 {至少}，填的是 {保管期限}。",
    )


def _years(terms: "pd.Series") -> "pd.Series":
    """The years of 10年, 永久; not a number where it says nothing."""
    years = pd.to_numeric(terms.str.extract(r"^(\d{1,3})\s*年$", expand=False))
    return years.mask(terms == "永久", _FOREVER)
