"""What the next year begins with: balances, goods, cards, receipts, budget lines, and what the bank and the book had not both."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from xlplan.jobs.rollover.old import Old, made
from xlplan.ledger import assets
from xlplan.ledger.daybooks import account_book
from xlplan.ledger.invoices import invoices, valid
from xlplan.ledger.receipts import covered, spans, union
from xlplan.reconcile.accounts import of_account
from xlplan.reconcile.lists import AMOUNT, DAY, PARTY, REFERENCE, SUMMARY, VOUCHER
from xlplan.tables.assets import AssetCard
from xlplan.tables.budget import BudgetLine
from xlplan.tables.canteen import StockEntry
from xlplan.tables.claims import Claim, ClaimedInvoice
from xlplan.tables.fees import FeeReceipt, FeeSettlement, ReceiptBook
from xlplan.tables.ledger import BANK_SIDE, BOOK_SIDE, BankEntry, OpeningBalance, OpenItem
from xlplan.tables.office import BankAccount
from xlplan.tables.stores import Issue, Item, Receipt


def balances(old: Old) -> pd.DataFrame:
    """期初余额: what each account closed with, a bank account's where its 科目 is its own; 上年 the same, to be compared for ever."""
    rows = []
    for code, account, fen in closing_balances(old):
        debit, credit = max(fen, 0), max(-fen, 0)
        rows.append({
            OpeningBalance.account: code, OpeningBalance.bank_account: account,
            OpeningBalance.debit: debit, OpeningBalance.credit: credit,
            OpeningBalance.closed_debit: debit, OpeningBalance.closed_credit: credit,
        })  # fmt: skip
    return made(OpeningBalance, rows)


def closing_balances(old: Old) -> Iterator[tuple[str, str, int]]:
    """科目代码, 账户 ("" for what is no bank account) and debit less credit of the year's end; without those of nothing."""
    accounts = old[BankAccount]
    for code, fen in old.closing.items():
        own = accounts.loc[accounts[BankAccount.account] == code, BankAccount.name].tolist()
        if len(own) > 1:
            yield from ((str(code), name, banked(old, name)) for name in own)
        elif fen or own:
            yield str(code), own[0] if own else "", int(fen)


def banked(old: Old, account: str) -> int:
    """What 银行日记账 says of an account when the year ends."""
    entries = old[BankEntry]
    book = account_book(entries[entries[BankEntry.date] < old.next], old[OpeningBalance], account)
    return int(book.balances_on(pd.Series([old.end])).iloc[0])


def open_items(old: Old) -> pd.DataFrame:
    """年初未达: what only one side had when the year ended, whenever it was written."""
    rows = []
    for account in old[BankAccount][BankAccount.name]:
        proof = of_account(old.books, account).get(old.month)  # None for an account that has not begun
        sides = [(BOOK_SIDE, proof.book.open), (BANK_SIDE, proof.bank.open)] if proof else []
        for side, own in sides:
            for line in own[[DAY, VOUCHER, SUMMARY, PARTY, REFERENCE, AMOUNT]].itertuples(index=False):
                day, voucher, summary, party, reference, fen = line
                rows.append({
                    OpenItem.account: account, OpenItem.side: side, OpenItem.date: day, OpenItem.voucher: voucher,
                    OpenItem.summary: summary, OpenItem.party: party, OpenItem.reference: reference,
                    OpenItem.income: max(fen, 0), OpenItem.spending: max(-fen, 0),
                })  # fmt: skip
    return made(OpenItem, rows)


def items(old: Old) -> pd.DataFrame:
    """物品: what is left of each when the year ends, also of those of which nothing is."""
    rows = old[Item]
    moved = {table.sheet: old[table][old[table]["日期"] < old.next] for table in (Receipt, Issue)}
    columns = (
        (Item.left, Item.opening_quantity, Item.closed_quantity),
        (Item.left_amount, Item.opening_amount, Item.closed_amount),
    )
    left = {}
    for calculated, opening, closed in columns:
        assert calculated.formula
        left[opening] = left[closed] = calculated.formula.values(rows, moved)
    return rows.assign(**left)


def cards(old: Old) -> pd.DataFrame:
    """资产卡片: those that were not disposed of by the year's end, with what was written off until then."""
    rows = old[AssetCard]
    rows = rows[rows[AssetCard.disposed].isna() | (rows[AssetCard.disposed] >= old.next)]
    worn = assets.worn(rows, assets.month_number(old.month))
    return rows.assign(**{AssetCard.opening: worn.where(rows[AssetCard.entered] < old.next, 0)})


def foods(old: Old) -> pd.DataFrame:
    """食材出入库: what is left of each food, as its first row of the year; then what was dated in that already."""
    every = old[StockEntry]
    rows = every[every[StockEntry.date] < old.next]
    left = pd.DataFrame({
        "量": rows[StockEntry.received] - rows[StockEntry.issued],
        "额": rows[StockEntry.received_amount] - rows[StockEntry.issued_amount],
    }).groupby(rows[StockEntry.food], sort=False).sum()  # fmt: skip
    left = left[(left["量"] != 0) | (left["额"] != 0)]
    keepers = rows.drop_duplicates(StockEntry.food, keep="last").set_index(StockEntry.food)[StockEntry.keeper]
    first = made(
        StockEntry,
        [
            {
                StockEntry.date: old.next, StockEntry.food: food, StockEntry.summary: "上年结转",
                StockEntry.received: pieces, StockEntry.received_amount: fen, StockEntry.keeper: keepers[food],
            }
            for food, pieces, fen in left.itertuples()
        ],
    )  # fmt: skip
    return pd.concat([first, every[every[StockEntry.date] >= old.next]])


def settlements_kept(old: Old, rows: pd.DataFrame) -> "pd.Series":
    """代收结算 of the terms that run on, and what is not settled of others."""
    return rows[FeeSettlement.term].isin(old.terms) | rows[FeeSettlement.settled].isna()


def receipts_kept(old: Old, rows: pd.DataFrame) -> "pd.Series":
    """收费记录 of the terms that run on, of what is still to be settled, and of the next year."""
    kept = old[FeeSettlement][settlements_kept(old, old[FeeSettlement])]
    pairs = pd.MultiIndex.from_frame(kept[[FeeSettlement.item, FeeSettlement.term]])
    settled = pd.MultiIndex.from_frame(rows[[FeeReceipt.item, FeeReceipt.term]]).isin(pairs)
    return rows[FeeReceipt.term].isin(old.terms) | settled | (rows[FeeReceipt.date] >= old.next)


def receipt_books(old: Old) -> pd.DataFrame:
    """票据: what is left of each book, with the receipts of 收费记录 that are carried; a row for each run of numbers."""
    given = old[FeeReceipt]
    kept = receipts_kept(old, given)
    return made(
        ReceiptBook, [row for book in old[ReceiptBook].to_dict("records") for row in _runs(book, given, kept)]
    )


def _runs(book: dict[Any, Any], given: pd.DataFrame, kept: "pd.Series") -> Iterator[dict[Any, Any]]:
    """The runs of numbers of a book between those that stay behind."""
    own = given[given[FeeReceipt.ticket] == book[ReceiptBook.ticket]]
    texts = pd.concat([pd.Series([f"{book[ReceiptBook.first]}-{book[ReceiptBook.last]}"]), pd.Series([book[ReceiptBook.void_numbers]]),
                       own[FeeReceipt.tickets]], ignore_index=True)  # fmt: skip
    found = spans(texts, pd.Series(0, texts.index))
    stays = [False, True, *~kept[own.index]]
    gone = union(found[[stays[place] for place in found.index]])
    goes = union(found[[place > 1 and not stays[place] for place in found.index]])
    drawn, width = found.loc[[0]].iloc[0], len(book[ReceiptBook.first])
    for first, last in _rest(int(drawn["first"]), int(drawn["last"]), gone):
        count = last - first + 1
        used = (
            int(covered(pd.DataFrame({"first": [first], "last": [last]}), goes).iloc[0]) if len(goes) else 0
        )
        yield book | {
            ReceiptBook.first: f"{first:0{width}}", ReceiptBook.last: f"{last:0{width}}", ReceiptBook.size: count,
            ReceiptBook.used: used, ReceiptBook.left: count - used, ReceiptBook.void: 0, ReceiptBook.void_numbers: "",
        }  # fmt: skip


def _rest(first: int, last: int, used: pd.DataFrame) -> Iterator[tuple[int, int]]:
    """The runs of numbers from ``first`` to ``last`` that are in none of the spans of a union."""
    at = first
    for start, end in used.itertuples(index=False):
        if start > last:
            break
        if start > at:
            yield at, int(start) - 1
        at = max(at, int(end) + 1)
    if at <= last:
        yield at, last


def budget(old: Old) -> pd.DataFrame:
    """预算: the lines of the year before with what they came to then, and nothing yet; those of the next year that are there already."""
    rows = old[BudgetLine]
    after = rows[rows[BudgetLine.year] > f"{old.year}"]
    own = rows[
        (rows[BudgetLine.year] == f"{old.year}") & ~rows[BudgetLine.number].isin(after[BudgetLine.number])
    ]
    own = own.assign(**{
        BudgetLine.year: f"{old.year + 1}", BudgetLine.original: 0, BudgetLine.last_year: own[BudgetLine.adjusted],
    })  # fmt: skip
    return pd.concat([own, after])


def claimed_invoices(old: Old, kept: pd.DataFrame) -> pd.DataFrame:
    """已报发票: those of all years before, and of this one's claims that stay behind; ``kept``: those that come along."""
    claims = valid(old[Claim])
    claims = claims[~claims[Claim.number].isin(kept[Claim.number])]
    numbers = invoices(claims)
    own = claims.loc[numbers.index]
    columns = (ClaimedInvoice.number, ClaimedInvoice.claim, ClaimedInvoice.date)
    rows = [
        dict(zip(columns, told, strict=True))
        for told in zip(numbers, own[Claim.number], own[Claim.date], strict=True)
    ]
    return pd.concat([old[ClaimedInvoice], made(ClaimedInvoice, rows)])
