"""资产和维修：当月增加、减少、提了折旧的固定资产，报修了多少、修好了多少。"""

from dataclasses import dataclass

import pandas as pd

from xlplan.cells import Source
from xlplan.documents.figures import Printed
from xlplan.documents.monthly.section import NAME, Month, Section
from xlplan.documents.paper import torn
from xlplan.documents.printing import poured, printed
from xlplan.documents.values import named
from xlplan.excel.kinds import Kind
from xlplan.excel.report import Figure
from xlplan.excel.table import Column
from xlplan.reports.depreciation import depreciation_of_month
from xlplan.reports.forms import source
from xlplan.tables.assets import AssetCard, Repair


@dataclass(frozen=True)
class AssetRow:
    """All assets in one month."""

    kind: Printed = named("类别")
    cards: Printed = named("卡片数")
    before: Printed = named("月初原值")
    come: Printed = named("本月增加")
    gone: Printed = named("本月减少")
    cost: Printed = named("月末原值")
    wear: Printed = named("本月折旧")
    worn: Printed = named("累计折旧")
    left: Printed = named("净值")


@dataclass(frozen=True)
class Assets:
    """What is owned, and what was mended."""

    total: AssetRow = named("合计")
    asked: Printed = named("报修数")
    done: Printed = named("修好数")
    open: Printed = named("未修好数")
    cost: Printed = named("维修费用")


def _assets(of: Month) -> Assets:
    _, (total,) = poured(depreciation_of_month(of.books, of.month)[0].blocks[0], AssetRow)
    repairs = of.books[Repair]
    first, last = (pd.Timestamp(day) for day in of.days)
    after = last + pd.Timedelta(days=1)
    asked = repairs[(repairs[Repair.asked] >= first) & (repairs[Repair.asked] < after)]
    done = repairs[(repairs[Repair.done] >= first) & (repairs[Repair.done] < after)]
    begun = (repairs[Repair.asked] < after) & (repairs[Repair.state] != "取消")
    left = repairs[begun & ~(repairs[Repair.done] < after)]
    return Assets(
        total,
        _count(of, asked, Repair.asked, "当月报修的"),
        _count(of, done, Repair.done, "当月修好的"),
        _count(of, left, Repair.done, "月底还没有修好的"),
        printed(
            Figure(int(done[Repair.cost].sum()), _source(of, done, Repair.cost, "当月修好的")), Kind.MONEY
        ),
    )


def _count(of: Month, rows: pd.DataFrame, column: Column, which: str) -> Printed:
    return printed(Figure(len(rows), _source(of, rows, column, which)), Kind.COUNT)


def _source(of: Month, rows: pd.DataFrame, column: Column, which: str) -> Source:
    return source(column, f"{of.month} {which}", len(rows), NAME)


ASSETS = Section(_assets, lambda of: torn(of.books, AssetCard, Repair))
