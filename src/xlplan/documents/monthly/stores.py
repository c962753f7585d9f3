"""物资：库房当月入库、领用多少，月末还剩多少，哪些该添置了。"""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from xlplan.cells import Ref, Source
from xlplan.documents.figures import Printed
from xlplan.documents.monthly.section import NAME, Month, Section
from xlplan.documents.paper import torn
from xlplan.documents.printing import printed, sourced
from xlplan.documents.values import named
from xlplan.excel.kinds import Kind
from xlplan.excel.report import Figure
from xlplan.ledger.stock import moves
from xlplan.tables.stores import Issue, Item, Receipt


@dataclass(frozen=True)
class LowItem:
    """An item of which less is left than its least."""

    name: Printed = named("名称")
    left: Printed = named("结存")
    unit: str = named("单位")


@dataclass(frozen=True)
class Stores:
    """The store room in the month, and at its end."""

    came: Printed = named("入库")
    went: Printed = named("领用")
    worth: Printed = named("结存")
    low: tuple[LowItem, ...] = named("该添置的")


def _stores(of: Month) -> Stores:
    first, end = map(pd.Timestamp, of.days)
    items, receipts, issues = of.books[Item], of.books[Receipt], of.books[Issue]
    receipts, issues = receipts[receipts[Receipt.date] <= end], issues[issues[Issue.date] <= end]
    came = receipts.loc[receipts[Receipt.date] >= first, Receipt.amount]
    went = issues.loc[issues[Issue.date] >= first, Issue.amount]
    worth = items[Item.opening_amount].sum() + receipts[Receipt.amount].sum() - issues[Issue.amount].sum()

    def told(fen: int, rows: int, sheet: str, which: str) -> Printed:
        source = Source(Ref(Item.workbook, sheet), "金额", f"{of.month} {which}", rows, NAME)
        return printed(Figure(int(fen), source), Kind.MONEY)

    return Stores(
        told(came.sum(), len(came), Receipt.sheet, "入库"),
        told(went.sum(), len(went), Issue.sheet, "领用"),
        told(worth, len(items), Item.sheet, "月末结存"),
        tuple(_low(of, items, moves(items, receipts, issues))),
    )


def _low(of: Month, items: pd.DataFrame, moved: pd.DataFrame) -> Iterator[LowItem]:
    """The items that are low at the end of the month."""
    came = moved["变动"].groupby(moved["物品号"]).sum()
    left = items[Item.opening_quantity] + items[Item.number].map(came).fillna(0).astype("int64")
    for row, item in items[left < items[Item.minimum]].iterrows():
        at = Ref(Item.workbook, Item.sheet)
        source = Source(at, "数量", f"{of.month} {item[Item.number]} 月末结存", 1, NAME)
        yield LowItem(
            sourced(item[Item.name], source),
            printed(Figure(int(left[row]), source), Kind.QUANTITY),
            item[Item.unit],
        )


STORES = Section(_stores, lambda of: torn(of.books, Item, Receipt, Issue))
