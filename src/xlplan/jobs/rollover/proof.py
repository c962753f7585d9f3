"""That the next year begins with what the one before ended with: each figure computed from the old books, and read from the new."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pandas as pd

from xlplan.excel.table import Table
from xlplan.jobs.rollover.cases import open_claims
from xlplan.jobs.rollover.old import Old, full
from xlplan.jobs.rollover.openings import banked
from xlplan.ledger import assets
from xlplan.ledger.daybooks import cash_book
from xlplan.money import grouped
from xlplan.reconcile.accounts import of_account
from xlplan.reconcile.lists import AMOUNT
from xlplan.tables.assets import AssetCard
from xlplan.tables.books import Books
from xlplan.tables.canteen import StockEntry
from xlplan.tables.claims import Claim
from xlplan.tables.fees import FeeReceipt, ReceiptBook
from xlplan.tables.ledger import BANK_SIDE, BOOK_SIDE, CASH, CashEntry, OpeningBalance, OpenItem
from xlplan.tables.office import Account, BankAccount
from xlplan.tables.stores import Issue, Item, Receipt


@dataclass(frozen=True)
class Line:
    """One figure of both years."""

    kind: str
    """What it is about: 科目, 账户, 物品."""
    name: str
    unit: str
    """元, 张, 份, 笔, or "" for pieces."""
    closing: int
    """Of the old books: fen of 元, thousandths of pieces, else a count."""
    opening: int
    """Of the new ones."""

    @property
    def equal(self) -> bool:
        """Whether the next year begins with it."""
        return self.closing == self.opening

    def told(self, figure: int) -> str:
        """A figure as a clerk reads it."""
        if self.unit == "元":
            return grouped(figure)
        return f"{figure}" if self.unit else grouped(figure, 3).rstrip("0").rstrip(".")


@dataclass(frozen=True)
class New:
    """The books of the next year as they were read back."""

    books: Books

    def __getitem__(self, table: type[Table]) -> pd.DataFrame:
        """The rows of a table with all its columns."""
        return full(table, self.books[table])


def proved(old: Old, books: Books) -> tuple[Line, ...]:
    """Every figure that must be the same."""
    new = New(books)
    return tuple(line for workbook, kind in _KINDS if workbook in old.workbooks for line in kind(old, new))


def _paired(
    kind: str, unit: str, ours: "pd.Series", theirs: "pd.Series", names: "pd.Series | None" = None
) -> Iterator[Line]:
    """A line for each key of either side; what one has not is 0 there."""
    for key in ours.index.union(theirs.index):
        name = f"{key} {names.get(key, '')}".strip() if names is not None else str(key)
        yield Line(kind, name, unit, int(ours.get(key, 0)), int(theirs.get(key, 0)))


def _accounts(old: Old, new: New) -> Iterator[Line]:
    rows = new[OpeningBalance]
    net = rows[OpeningBalance.debit] - rows[OpeningBalance.credit]
    opened = net.groupby(rows[OpeningBalance.account]).sum()
    names = old[Account].drop_duplicates(Account.code).set_index(Account.code)[Account.name]
    yield from _paired("科目", "元", old.closing[old.closing != 0], opened, names)


def _banks(old: Old, new: New) -> Iterator[Line]:
    rows = new[OpeningBalance]
    own = rows[OpeningBalance.bank_account] != ""
    net = (rows[OpeningBalance.debit] - rows[OpeningBalance.credit])[own]
    opened = net.groupby(rows[OpeningBalance.bank_account][own]).sum()
    ended = pd.Series({name: banked(old, name) for name in old[BankAccount][BankAccount.name]}, dtype="int64")
    yield from _paired("银行日记账", "元", ended, opened)


def _cash(old: Old, new: New) -> Iterator[Line]:
    entries = old[CashEntry]
    ended = cash_book(entries[entries[CashEntry.date] < old.next], old[OpeningBalance])
    began = cash_book(new[CashEntry].iloc[:0], new[OpeningBalance])
    figures = (int(book.balances_on(pd.Series([old.end])).iloc[0]) for book in (ended, began))
    yield Line("现金日记账", CASH, "元", *figures)


def _open(old: Old, new: New) -> Iterator[Line]:
    rows = new[OpenItem]
    for account in old[BankAccount][BankAccount.name]:
        proof = of_account(old.books, account).get(old.month)
        for side, own in ((BOOK_SIDE, proof and proof.book), (BANK_SIDE, proof and proof.bank)):
            now = rows[(rows[OpenItem.account] == account) & (rows[OpenItem.side] == side)]
            sums = int((now[OpenItem.income] - now[OpenItem.spending]).sum())
            name = f"{account}，{side}"
            yield Line("未达账项", name, "笔", len(own.open) if own else 0, len(now))
            if sums or (own and len(own.open)):
                yield Line("未达账项", name, "元", int(own.open[AMOUNT].sum()) if own else 0, sums)


def _items(old: Old, new: New) -> Iterator[Line]:
    for unit, opening, moved in (("", Item.opening_quantity, "数量"), ("元", Item.opening_amount, "金额")):
        parts = [old[Item].set_index(Item.number)[opening]]
        for table, sign in ((Receipt, 1), (Issue, -1)):
            rows = old[table][old[table]["日期"] < old.next]
            parts.append(rows[moved].groupby(rows["物品号"]).sum() * sign)
        ended = pd.concat(parts).groupby(level=0).sum()
        names = old[Item].drop_duplicates(Item.number).set_index(Item.number)[Item.name]
        yield from _paired("物品", unit, ended, new[Item].set_index(Item.number)[opening], names)


def _cards(old: Old, new: New) -> Iterator[Line]:
    cards, month = old[AssetCard], assets.month_number(old.month)
    there = cards[assets.there(cards, month)]
    now = new[AssetCard]
    now = now[now[AssetCard.entered] < old.next]
    yield Line("资产卡片", "卡片", "张", len(there), len(now))
    yield Line("资产卡片", "原值", "元", int(there[AssetCard.cost].sum()), int(now[AssetCard.cost].sum()))
    worn = int(assets.worn(there, month).sum())
    yield Line("资产卡片", "累计折旧", "元", worn, int(now[AssetCard.opening].sum()))


def _foods(old: Old, new: New) -> Iterator[Line]:
    def left(rows: pd.DataFrame, came: str, went: str) -> "pd.Series":
        sums = (rows[came] - rows[went]).groupby(rows[StockEntry.food]).sum()
        return sums[sums != 0]

    rows, now = old[StockEntry], new[StockEntry]
    rows = rows[rows[StockEntry.date] < old.next]
    now = now[now[StockEntry.summary].str.contains("结转", regex=False)]
    for unit, came, went in (("", "入库数量", "出库数量"), ("元", "入库金额", "出库金额")):
        yield from _paired("食材", unit, left(rows, came, went), left(now, came, went))


def _receipts(old: Old, new: New) -> Iterator[Line]:
    """What is left of the receipts, as they were counted: the sheet says so, not we."""
    left = [
        rows[ReceiptBook.left].fillna(0).astype("int64").groupby(rows[ReceiptBook.ticket]).sum()
        for rows in (old[ReceiptBook], new[ReceiptBook])
    ]
    later = (old[FeeReceipt][FeeReceipt.date] >= old.next).any()
    yield from () if later else _paired("票据结存", "份", left[0], left[1])


def _claims(old: Old, new: New) -> Iterator[Line]:
    """What is not done with, told from each sheet in the same way."""
    both = [(own[Claim], open_claims(own)) for own in (old, Old(new.books, old.year))]
    counts = [int(still.sum()) for _, still in both]
    sums = [int(rows.loc[still, Claim.amount].sum()) for rows, still in both]
    yield Line("报销单", "没有办完", "笔", *counts)
    yield Line("报销单", "没有办完", "元", *sums)


_KINDS: tuple[tuple[str, Callable[[Old, New], Iterator[Line]]], ...] = (
    (OpeningBalance.workbook, _accounts),
    (OpeningBalance.workbook, _banks),
    (OpeningBalance.workbook, _cash),
    (OpenItem.workbook, _open),
    (Item.workbook, _items),
    (AssetCard.workbook, _cards),
    (StockEntry.workbook, _foods),
    (ReceiptBook.workbook, _receipts),
    (Claim.workbook, _claims),
)
"""The master that a proof is about, and the proof."""
