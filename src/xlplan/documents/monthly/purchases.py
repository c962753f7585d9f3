"""采购：当月采购了几次、用什么方式、多少钱，签了几份合同。"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pandas as pd

from xlplan.cells import Ref
from xlplan.documents.figures import Printed
from xlplan.documents.monthly.section import NAME, Month, Section
from xlplan.documents.paper import torn
from xlplan.documents.printing import printed
from xlplan.documents.values import named
from xlplan.excel.kinds import Kind
from xlplan.excel.report import Figure
from xlplan.excel.table import Column
from xlplan.reports.forms import of_month, source
from xlplan.tables.claims import Contract, Purchase


@dataclass(frozen=True)
class Bought:
    """What was bought in one way, or what was signed: how many, and how much."""

    name: str = named("方式")
    count: Printed = named("数")
    amount: Printed = named("金额")


@dataclass(frozen=True)
class Purchases:
    """What was bought in the month."""

    ways: tuple[Bought, ...] = named("方式")
    total: Bought = named("合计")
    contracts: Bought = named("合同")


def _purchases(of: Month) -> Purchases:
    bought = of_month(of.books[Purchase], Purchase.date, of.month)
    ways = bought.groupby(Purchase.method, sort=False)
    signed = of_month(of.books[Contract], Contract.signed, of.month)
    return Purchases(
        tuple(_bought(of, Purchase.amount, str(name), own) for name, own in ways),
        _bought(of, Purchase.amount, Purchase.sheet, bought),
        _bought(of, Contract.amount, Contract.sheet, signed),
    )


def _bought(of: Month, amount: Column, name: str, rows: pd.DataFrame) -> Bought:
    at = source(amount, f"{of.month} {name}", len(rows), NAME)
    number = replace(at, column=amount.table.columns[0])
    return Bought(
        name,
        printed(Figure(len(rows), number), Kind.COUNT),
        printed(Figure(int(rows[amount].sum()), at), Kind.MONEY),
    )


def _missing(of: Month) -> Iterator[tuple[Ref, str]]:
    return torn(of.books, Purchase, Contract)


PURCHASES = Section(_purchases, _missing)
