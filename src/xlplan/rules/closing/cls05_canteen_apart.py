from collections.abc import Iterator

import pandas as pd

from xlplan.findings import Severity
from xlplan.ledger.canteen import own_flows
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.budget import BudgetLine
from xlplan.tables.canteen import CanteenMonth, YearEnd
from xlplan.tables.ledger import VoucherLine
from xlplan.tables.links import looked_up, sums_of

_SIDES = ((CanteenMonth.income, "收入"), (CanteenMonth.cost, "支出"))
_DAYS = "食堂并表最迟天数"


@rule(
    "CLS-05",
    fix="照账核对食堂收支，改正不对的一处；年末按账上的数填“年末并表”，往来对清了再并。",
    basis="财会〔2018〕20号",
    severity=Severity.WARNING,
    whole=(VoucherLine, BudgetLine),
)
def canteen_apart(books: Books) -> Iterator[Hits]:
    """食堂收支和账不一致，年末没有并表或者没有抵销

    食堂单独核算，年末并到学校的表里，两边要是同一个数。“食堂收支”表每个月的收入合计、支出合计，要等于账里食堂资金
    （预算表的资金来源里有“食堂”）当月的收入、支出。指向不一样的合计。账里没有食堂资金的不查。

    “年末并表”的食堂收入、食堂支出要等于“食堂收支”全年的合计，学校和食堂之间的往来抵销以后是 0。过了年末参数“食堂并表最迟天数”
    还没有并表的，指向并表日期；整行没有的，指向“食堂收支”那一年最后的月份。这个参数还没有起用的年度不催。

    错：
    预算
    | 预算号 | 年度 | 收支 | 资金来源 |
    | ------ | ---- | ---- | -------- |
    | 收07   | 2026 | 收入 | 食堂资金 |
    | 支21   | 2026 | 支出 | 食堂资金 |
    记账凭证
    | 日期       | 凭证号 | 摘要         | 科目代码 | 借方 | 贷方 | 预算号 |
    | ---------- | ------ | ------------ | -------- | ---: | ---: | ------ |
    | 2026-10-16 | 记-1   | 收学生伙食费 | 8001     | 9000 |      |        |
    | 2026-10-16 | 记-1   | 收学生伙食费 | 6609     |      | 9000 | 收07   |
    | 2026-10-16 | 记-2   | 付猪肉款     | 7201     |  960 |      | 支21   |
    | 2026-10-16 | 记-2   | 付猪肉款     | 8001     |      |  960 |        |
    食堂收支
    | 月份    | 伙食费收入 | 收入合计 | 食材支出 | 支出合计 |
    | ------- | ---------: | -------: | -------: | -------: |
    | 2026-10 |       9000 |     9000 |      690 |  **690** |
    | 2026-09 |        100 |  **100** |          |        0 |

    错：
    食堂收支
    | 月份    | 伙食费收入 | 食材支出 |
    | ------- | ---------: | -------: |
    | 2025-12 |       9000 |     9000 |
    年末并表
    | 年度 | 食堂收入 | 食堂支出 | 抵销后余额 |
    | ---- | -------: | -------: | ---------: |
    | 2025 | **9900** |     9000 |          0 |

    对：
    预算
    | 预算号 | 年度 | 收支 | 资金来源 |
    | ------ | ---- | ---- | -------- |
    | 收07   | 2026 | 收入 | 食堂资金 |
    | 支21   | 2026 | 支出 | 食堂资金 |
    记账凭证
    | 日期       | 凭证号 | 摘要         | 科目代码 | 借方 | 贷方 | 预算号 |
    | ---------- | ------ | ------------ | -------- | ---: | ---: | ------ |
    | 2026-10-16 | 记-1   | 收学生伙食费 | 6609     |      | 9000 | 收07   |
    | 2026-10-16 | 记-2   | 付猪肉款     | 7201     | 1010 |      | 支21   |
    | 2026-10-19 | 记-3   | 收退货款     | 7201     |      |   50 | 支21   |
    食堂收支
    | 月份    | 伙食费收入 | 食材支出 |
    | ------- | ---------: | -------: |
    | 2026-10 |       9000 |      960 |
    |         |       8000 |      800 |

    错：
    日期：2027-01-21
    参数
    | 参数             | 值 | 起         |
    | ---------------- | -: | ---------- |
    | 食堂并表最迟天数 | 20 | 2025-01-01 |
    食堂收支
    | 月份        | 伙食费收入 | 食材支出 |
    | ----------- | ---------: | -------: |
    | 2024-12     |       8000 |     8000 |
    | 2025-11     |       9000 |     9100 |
    | **2025-12** |       8000 |     7700 |
    | 2026-12     |       9000 |     9000 |
    年末并表
    | 年度 | 食堂收入  | 食堂支出 | 学校账应收食堂 | 食堂账应付学校 | 抵销后余额 | 并表日期   |
    | ---- | --------: | -------: | -------------: | -------------: | ---------: | ---------- |
    | 2024 |  **8800** |     8000 |           3000 |           2000 |   **1000** | 2025-01-10 |
    | 2026 |      9000 | **9900** |                |                |          0 | **（空）** |

    对：
    日期：2027-01-20
    参数
    | 参数             | 值 | 起         |
    | ---------------- | -: | ---------- |
    | 食堂并表最迟天数 | 20 | 2025-01-01 |
    食堂收支
    | 月份    | 伙食费收入 | 食材支出 |
    | ------- | ---------: | -------: |
    | 2025-11 |       9000 |     9100 |
    | 2025-12 |       8000 |     7700 |
    | 2026-12 |       9000 |     9000 |
    年末并表
    | 年度 | 食堂收入 | 食堂支出 | 学校账应收食堂 | 食堂账应付学校 | 并表日期   |
    | ---- | -------: | -------: | -------------: | -------------: | ---------- |
    | 2024 |     7000 |     7800 |                |                | 2025-01-10 |
    | 2025 |    17000 |    16800 |           3000 |           3000 | 2026-01-10 |
    """
    rows = books[CanteenMonth]
    rows = rows[rows[CanteenMonth.period].notna()]
    yield from _merged(books, rows, books[YearEnd])
    moved = own_flows(books[BudgetLine], books[VoucherLine])
    if rows.empty or moved.empty:
        return
    for column, side in _SIDES:
        booked = sums_of(rows, moved, {CanteenMonth.period: "月份"}, moved[side])
        told = rows.assign(账上=booked, 表上=rows[column])
        yield Hits(
            told[told["表上"] != booked],
            at=column,
            message=f"{{月份:%Y-%m}} 食堂收支的{column}是 {{表上:元}}，账里食堂资金的{side}是 {{账上:元}}。",
        )


def _merged(books: Books, months: pd.DataFrame, ends: pd.DataFrame) -> Iterator[Hits]:
    """The year's end: the sums of the form, what the two owe each other, and years that nobody merged."""
    years = months[CanteenMonth.period].dt.year.astype(str)
    known = ends[ends[YearEnd.year].isin(years)]
    for column, summed in ((YearEnd.income, CanteenMonth.income), (YearEnd.cost, CanteenMonth.cost)):
        due = looked_up(known[YearEnd.year], months[summed].groupby(years).sum())
        yield Hits(
            known.assign(应为=due)[known[column] != due],
            at=column,
            message=f"{{年度}} 年的{column}是 {{{column}:元}}，“食堂收支”全年的{summed}是 {{应为:元}}。",
        )
    yield Hits(
        ends[ends[YearEnd.open] != 0],
        at=YearEnd.open,
        message="{年度} 年学校应收食堂 {学校账应收食堂:元}，食堂应付学校 {食堂账应付学校:元}，没有抵销完，还有 {抵销后余额:元}。",
    )
    last = months[~years.duplicated(keep="last")]
    over = last[CanteenMonth.period] + pd.offsets.YearEnd()
    today = pd.Timestamp(books.today).as_unit("s")
    last, over = last[over < today], over[over < today]
    if last.empty:
        return
    # Asked of today too: the years before the parameter began make nobody wait.
    days = books.numbers(_DAYS, pd.concat([over, pd.Series([today], index=[0])])).reindex(over.index)
    late = last[over + pd.to_timedelta(days, unit="D") < today]
    late_years = late[CanteenMonth.period].dt.year.astype(str)
    yield Hits(
        ends[ends[YearEnd.merged].isna() & ends[YearEnd.year].isin(late_years)],
        at=YearEnd.merged,
        message="{年度} 年过完了，食堂还没有并到学校的报表里。",
    )
    yield Hits(
        late[~late_years.isin(ends[YearEnd.year])],
        at=CanteenMonth.period,
        message="{月份:%Y} 年过完了，“年末并表”里没有这一年。",
    )
