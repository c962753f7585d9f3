from collections.abc import Iterator

import pandas as pd

from xlplan.ledger.budget import income_and_spending
from xlplan.ledger.canteen import COSTS
from xlplan.ledger.vouchers import has_year
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.canteen import CanteenMonth
from xlplan.tables.disclosure import CANTEEN, MONEY
from xlplan.tables.ledger import VoucherLine
from xlplan.tables.links import beside
from xlplan.tables.periods import month_of, over
from xlplan.tables.plan import Publication


@rule(
    "PUB-02",
    fix="查清是公示写错了还是公示以后账改了；要更正的重新公示，另登记一行。",
    whole=(VoucherLine, CanteenMonth),
)
def published_figures_off(books: Books) -> Iterator[Hits]:
    """公示数与账面不符

    过完的月份，“公示登记”里财务收支的收入、支出，要和账上那个月预算会计的收入、支出一分不差（和财务收支公示上的合计是同一个
    数）；食堂收支的，要和“食堂收支”表里那个月的一分不差。一个月公示过几次的，看最后一次。账里没有那一年、建账以前的月份、表里没有那个月的，不比。

    错：
    公示登记
    | 事项     | 所属期  | 公示起     | 收入     | 支出    |
    | -------- | ------- | ---------- | -------: | ------: |
    | 财务收支 | 2026-09 | 2026-10-09 |     5000 | **500** |
    | 食堂收支 | 2026-09 | 2026-10-09 | **9000** |    9300 |
    记账凭证
    | 日期       | 凭证号 | 科目代码 | 借方 | 贷方 | 类型 |
    | ---------- | ------ | -------- | ---: | ---: | ---- |
    | 2026-09-03 | 记-1   | 6001     |      | 5000 | 普通 |
    | 2026-09-08 | 记-2   | 7201     |  800 |      | 普通 |
    食堂收支
    | 月份    | 伙食费收入 | 其他收入 | 食材支出 | 燃料 |
    | ------- | ---------: | -------: | -------: | ---: |
    | 2026-09 |       9000 |      200 |     9000 |  300 |

    对：
    公示登记
    | 事项     | 所属期  | 公示起     | 收入 | 支出 |
    | -------- | ------- | ---------- | ---: | ---: |
    | 财务收支 | 2026-09 | 2026-10-09 | 5000 |  500 |
    | 财务收支 | 2026-09 | 2026-10-12 | 5000 |  800 |
    | 财务收支 | 2025-12 | 2026-01-08 | 7000 | 6000 |
    | 食堂收支 | 2026-08 | 2026-09-09 |    0 |    0 |
    | 财务收支 | 2026-08 | 2026-09-09 | 3000 |  100 |
    记账凭证
    | 日期       | 凭证号 | 科目代码 | 借方 | 贷方 | 类型 |
    | ---------- | ------ | -------- | ---: | ---: | ---- |
    | 2026-09-03 | 记-1   | 6001     |      | 5000 | 普通 |
    | 2026-09-08 | 记-2   | 7201     |  800 |      | 普通 |
    """
    rows = books[Publication].sort_values(Publication.start, kind="stable")
    rows = rows.assign(月=month_of(rows[Publication.period], rows[Publication.start]))
    last = rows[~rows[[Publication.item, "月"]].duplicated(keep="last")]
    yield from _apart(last[last[Publication.item] == MONEY], _of_ledger(books, rows["月"]), "账上")
    if CanteenMonth.workbook not in books.not_kept:
        of_canteen = _of_canteen(books[CanteenMonth])
        of_canteen = of_canteen[of_canteen["月"].isin(_over(books, of_canteen["月"]))]
        yield from _apart(last[last[Publication.item] == CANTEEN], of_canteen, "食堂收支表是")


def _over(books: Books, months: "pd.Series") -> list[str]:
    """The months that are over of the years in which these lie."""
    years = sorted({int(month[:4]) for month in months if month[:4].isdigit()})
    return [month for year in years for month in over(year, books.today)]


def _of_ledger(books: Books, months: "pd.Series") -> pd.DataFrame:
    """Month, and what the budget book took in and spent in it; none of a year that the ledger does not hold."""
    vouchers = books[VoucherLine]
    vouchers = vouchers[vouchers[VoucherLine.date].notna()]
    ended = _over(books, months)
    found = []
    for year in sorted({month[:4] for month in ended}):
        if len(vouchers) and has_year(vouchers, int(year)):
            until = max(month for month in ended if month.startswith(year))
            sums = income_and_spending(vouchers, pd.Period(until).end_time.date())
            sums = sums.assign(月=[f"{year}-{number:02}" for number in sums.index])
            # An office that begins in mid-year has no vouchers of the months before.
            found.append(sums[sums["月"] >= f"{vouchers[VoucherLine.date].min():%Y-%m}"])
    if not found:
        return pd.DataFrame({"月": pd.array([], dtype="str"), "收入": [], "支出": []})
    return pd.concat(found, ignore_index=True)


def _of_canteen(rows: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame({
        "月": rows[CanteenMonth.period].dt.strftime("%Y-%m").fillna("").astype("str"),
        "收入": rows[CanteenMonth.fees] + rows[CanteenMonth.other_income],
        "支出": rows[list(COSTS)].sum(axis=1),
    })  # fmt: skip


def _apart(rows: pd.DataFrame, sums: pd.DataFrame, where: str) -> Iterator[Hits]:
    both = beside(rows, sums, {"月": "月"}, "账上")
    known = both[both["月"].isin(sums["月"])]
    for at in (Publication.income, Publication.spending):
        gap = (known[at] - known[f"账上{at}"]).abs()
        yield Hits(
            known.assign(差=gap)[gap != 0],
            at=at,
            message=f"{{月}} 公示的{at}是 {{{at}:元}}，{where} {{账上{at}:元}}，差 {{差:元}}。",
        )
