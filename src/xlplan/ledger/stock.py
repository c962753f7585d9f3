"""What came into the store room and went out of it, item by item, and what was there on a day. Thousandths, and fen."""

import pandas as pd

from xlplan.ledger.vouchers import months, net, of_accounts
from xlplan.tables.books import Books
from xlplan.tables.ledger import OpeningBalance, VoucherLine
from xlplan.tables.stores import Issue, Item, Receipt

STOCK = ("1302",)
"""库存物品."""


def moves(items: pd.DataFrame, receipts: pd.DataFrame, issues: pd.DataFrame) -> pd.DataFrame:
    """Every receipt and issue of the items, by day, receipts first; the index is the row on its own sheet.

    日期, 物品号, 变动 (pieces, negative for an issue), 库存 (what is there after it), 出 (whether it is an issue). A receipt
    without a day came before all others; an issue without one does not count.
    """
    issues = issues[issues[Issue.date].notna()]
    every = pd.concat([
        pd.DataFrame({"日期": rows["日期"], "物品号": rows["物品号"], "变动": rows["数量"] * sign, "出": sign < 0})
        for rows, sign in ((receipts, 1), (issues, -1))
    ])  # fmt: skip
    every = every[every["物品号"].isin(items[Item.number])]
    every = every.sort_values(["日期", "出"], kind="stable", na_position="first")
    openings = items.drop_duplicates(Item.number).set_index(Item.number)[Item.opening_quantity]
    running = every["变动"].groupby(every["物品号"]).cumsum() + openings.reindex(every["物品号"]).to_numpy()
    return every.assign(库存=running.astype("int64"))


def booked(items: pd.DataFrame, moved: pd.DataFrame, counts: pd.DataFrame) -> "pd.Series":
    """What the store room should hold of an item when a day (物品号, 日期 of each row, both known) ends."""
    asked = counts[["日期", "物品号"]].reset_index().sort_values("日期", kind="stable")
    known = moved[["日期", "物品号", "库存"]].assign(日期=moved["日期"].fillna(pd.Timestamp.min.as_unit("s")))
    found = pd.merge_asof(asked, known, on="日期", by="物品号").set_index("index")["库存"]
    openings = items.drop_duplicates(Item.number).set_index(Item.number)[Item.opening_quantity]
    return found.reindex(counts.index).fillna(counts["物品号"].map(openings)).astype("Int64")


def keeps_stock(openings: pd.DataFrame, lines: pd.DataFrame) -> bool:
    """Whether the ledger knows 库存物品 at all: an office may book goods as spent when they are bought."""
    own = openings[openings[OpeningBalance.account].str.startswith(STOCK)]
    return any(
        rows[[OpeningBalance.debit, OpeningBalance.credit]].any(axis=None)
        for rows in (own, lines[of_accounts(lines, STOCK)])
    )


def gaps(
    items: pd.DataFrame,
    receipts: pd.DataFrame,
    issues: pd.DataFrame,
    openings: pd.DataFrame,
    lines: pd.DataFrame,
    year: int,
) -> pd.DataFrame:
    """库房 (worth of all items), 账面 (balance of 1302) and 相差 at the end of each month of a year; index 0 is its beginning, 1 January."""
    own = openings[openings[OpeningBalance.account].str.startswith(STOCK)]
    begun = pd.Series({0: net(own).sum()})
    stock = lines[of_accounts(lines, STOCK)]
    book = net(stock).groupby(months(stock) - (year * 12 - 1)).sum()
    worth = [
        rows["金额"].groupby((rows["日期"].dt.year - year) * 12 + rows["日期"].dt.month).sum() * sign
        for rows, sign in ((receipts, 1), (issues, -1))
    ]
    moved = pd.concat([pd.Series({0: items[Item.opening_amount].sum()}), *worth]).groupby(level=0).sum()
    every = pd.DataFrame({
        "库房": moved.reindex(range(13), fill_value=0), "账面": pd.concat([begun, book]).reindex(range(13), fill_value=0)
    }).cumsum().astype("int64")  # fmt: skip
    return every.assign(相差=every["库房"] - every["账面"])


def compared(books: Books, year: int) -> pd.DataFrame:
    """``gaps`` of the office, from where its sheets begin: the beginning of the year (0) if 期初金额 is what 1302 held then, else the end
    of the month before the first slip."""
    items, receipts, issues = books[Item], books[Receipt], books[Issue]
    openings, lines = books[OpeningBalance], books[VoucherLine]

    def made() -> pd.DataFrame:
        found = gaps(items, receipts, issues, openings, lines, year)
        days = pd.concat([receipts["日期"], issues["日期"]])
        first = days[days.dt.year == year].min()
        whole_year = found["相差"].at[0] == 0 or pd.isna(first) or days.min().year < year
        return found if whole_year else found.loc[first.month - 1 :]

    return books.once((compared, year), made)
