"""收费情况: what was charged item by item in some days, with the money behind each figure."""

from collections.abc import Iterator
from datetime import date

import pandas as pd

from xlplan.excel.kinds import Kind
from xlplan.excel.report import Block, Figure, Head, Report, Total, Value
from xlplan.reports.forms import form, source, total, whole
from xlplan.tables.books import Books, NotKept
from xlplan.tables.canteen import Attendance
from xlplan.tables.fees import OTHER, PROXY, FeeItem, FeeReceipt, FeeSettlement
from xlplan.tables.links import beside

NAME = "收费情况"
_MEALS = f"伙食费（应收，记在 {Attendance.workbook} {Attendance.sheet}，不计入合计）"
_HEADS = (
    Head("项目", 20), Head("类型", 16), Head("收费人次", 10, Kind.COUNT), Head("免收人次", 10, Kind.COUNT),
    Head("收费金额", 15, Kind.MONEY), Head("支付", 15, Kind.MONEY), Head("退还", 15, Kind.MONEY), Head("代收结余", 15, Kind.MONEY),
)  # fmt: skip


def fees(books: Books, first: date, last: date, period: str, term: str = "") -> Report:
    """收费情况

    从一天到另一天，每个收费项目收了多少人、免了多少人、收了多少钱；写明学期的，再列代收结算里这个学期付出、退还的钱，
    代收费的结余（收费金额－支付－退还），和食堂的就餐人次里应收的伙食费（按天记在那里，收费记录里没有，不计入合计）。
    不是收费的（卖废品、收赔偿）不列。人数空着算 1。
    """
    receipts, items = whole(books, FeeReceipt), whole(books, FeeItem)
    rows = beside(receipts, items, {FeeReceipt.item: FeeItem.number}, "目录")
    days = rows[FeeReceipt.date]
    inside = (days >= pd.Timestamp(first)) & (days <= pd.Timestamp(last))
    rows = rows[inside & (rows["目录行"] > 0) & (rows["目录类型"] != OTHER)]
    settled = whole(books, FeeSettlement)
    settled = settled[settled[FeeSettlement.term] == term]
    lines = (*(_meals(books, first, last, period) if term else ()), *_lines(rows, settled, period))
    return Report(NAME, NAME, (), (Block(_HEADS, lines),), form(books, period))


def _meals(books: Books, first: date, last: date, period: str) -> Iterator[tuple[Value, ...]]:
    """What pupils owe for meals, head by head and day by day, where the office keeps a canteen."""
    try:
        eaten = whole(books, Attendance)
    except NotKept:
        return
    days = eaten[Attendance.date]
    own = eaten[(days >= pd.Timestamp(first)) & (days <= pd.Timestamp(last)) & (eaten[Attendance.fee] > 0)]
    if len(own):
        which = f"伙食费，{period}"
        heads, fen = (total(own, column, which, NAME) for column in (Attendance.eaters, Attendance.fee))
        yield _MEALS, "服务性收费", heads, None, fen, None, None, None


def _lines(rows: pd.DataFrame, settled: pd.DataFrame, period: str) -> Iterator[tuple[Value, ...]]:
    for number, own in rows.groupby(FeeReceipt.item):
        name, kind = own["目录项目"].iloc[0], own["目录类型"].iloc[0]
        yield name, kind, *_figures(own, settled[settled[FeeSettlement.item] == number], f"{name}，{period}")
    if len(rows):
        known = settled[settled[FeeSettlement.item].isin(rows[FeeReceipt.item])]
        yield Total(("合计", "", *_figures(rows, known, f"全部收费，{period}")))


def _figures(rows: pd.DataFrame, settled: pd.DataFrame, which: str) -> Iterator[Value]:
    for column, blank in ((FeeReceipt.payers, 1), (FeeReceipt.exempt, 0), (FeeReceipt.amount, 0)):
        yield Figure(int(rows[column].fillna(blank).sum()), source(column, which, len(rows), NAME))
    for column in (FeeSettlement.paid, FeeSettlement.refunded):
        yield total(settled, column, which, NAME)
    proxy = rows[rows["目录类型"] == PROXY]
    own = settled[settled[FeeSettlement.item].isin(proxy[FeeReceipt.item])]
    rest = proxy[FeeReceipt.amount].sum() - own[[FeeSettlement.paid, FeeSettlement.refunded]].to_numpy().sum()
    at = source(FeeSettlement.rest, f"{which}，收费金额减支付减退还", len(own), NAME)
    yield Figure(int(rest), at) if len(proxy) else None
