from collections.abc import Iterator

import pandas as pd

from xlplan.findings import Severity
from xlplan.ledger.canteen import running
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.canteen import CanteenMonth

_FLOOR = "食材成本率下限"


@rule(
    "CAN-04",
    fix="核对食材支出和伙食费收入；确实低的，提高饭菜质量或者降低收费，写明原因。",
    severity=Severity.WARNING,
)
def little_spent_on_food(books: Books) -> Iterator[Hits]:
    """食材成本率低于下限

    伙食费主要要吃到学生嘴里：食材支出占伙食费收入的比例不能低于参数“食材成本率下限”。每个月看当月，
    每年最后填的一个月再看全年累计。没有收伙食费的月份不看。指向食材成本率。

    错：
    食堂收支
    | 月份    | 伙食费收入 | 食材支出 | 食材成本率 |
    | ------- | ---------: | -------: | ---------: |
    | 2026-09 |     100000 |    49000 |    **49%** |
    | 2026-10 |     100000 |    61000 |    **61%** |

    对：
    食堂收支
    | 月份    | 伙食费收入 | 食材支出 | 食材成本率 |
    | ------- | ---------: | -------: | ---------: |
    | 2026-08 |            |     2000 |            |
    | 2026-09 |     100000 |    68000 |        68% |
    | 2026-10 |     100000 |    60000 |        60% |
    """
    rows = running(books[CanteenMonth])
    if rows.empty:
        return
    floor = books.shares(_FLOOR, rows[CanteenMonth.period] + pd.offsets.MonthEnd())
    low = _below(rows, CanteenMonth.food, CanteenMonth.fees, floor)
    yield Hits(
        low,
        at=CanteenMonth.cost_ratio,
        message="{月份:%Y-%m} 食材支出 {食材支出:元}，是伙食费收入 {伙食费收入:元} 的 {比例:率}，低于 {下限:率}。",
    )
    last = rows[~rows[CanteenMonth.period].dt.year.duplicated(keep="last")]
    year = _below(last, "累计食材", "累计伙食费", floor)
    yield Hits(
        year[~year.index.isin(low.index)],
        at=CanteenMonth.cost_ratio,
        message="到 {月份:%Y-%m} 本年食材支出 {累计食材:元}，是伙食费收入 {累计伙食费:元} 的 {比例:率}，低于 {下限:率}。",
    )


def _below(rows: pd.DataFrame, food: str, fees: str, floor: "pd.Series") -> pd.DataFrame:
    share = rows[food] / rows[fees].where(rows[fees] > 0)
    due = floor.reindex(rows.index)
    return rows.assign(比例=share, 下限=due)[share < due]
