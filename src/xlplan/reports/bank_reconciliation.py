"""银行存款余额调节表: the balance of the day book and of the bank, each adjusted for what only the other side has."""

from collections.abc import Iterable, Iterator
from itertools import repeat, zip_longest

import pandas as pd

from xlplan.excel.report import Block, Head, Report, Total, Value
from xlplan.excel.table import Kind
from xlplan.money import grouped
from xlplan.reconcile.lists import AMOUNT, DAY, PARTY, REFERENCE, ROW, SUMMARY
from xlplan.reconcile.proof import OPEN, Reconciliation
from xlplan.reports.forms import day_in_words, form, whole
from xlplan.tables.books import Books
from xlplan.tables.ledger import BankEntry
from xlplan.tables.office import BankAccount

NAME = "银行存款余额调节表"
_SUMS = (Head("项目", 40, span=4), Head("金额", 15, Kind.MONEY)) * 2


def bank_reconciliation(books: Books, found: Reconciliation) -> Report:
    """银行存款余额调节表

    一个账户一个月：日记账余额和对账单余额，各自加上、减去只有对方记了的款项，调节后应当相等；
    下面逐笔列出未达账项。当月还没有完，就调节到今天。
    """
    vouchers = whole(books, BankEntry)[BankEntry.voucher]
    return Report(
        NAME,
        NAME,
        tuple(_verdict(found)),
        (Block(_SUMS, tuple(_sums(found))), *_open(found, vouchers)),
        form(
            books,
            f"{_named(books, found.account)}　　截至{day_in_words(found.until)}",
            "单位负责人", "会计", "制表人",
        ),
    )  # fmt: skip


def _named(books: Books, account: str) -> str:
    accounts = whole(books, BankAccount)
    number = next(iter(accounts.loc[accounts[BankAccount.name] == account, BankAccount.number]), "")
    return f"{account}（账号 {number}）" if number else account


def _sum(rows: pd.DataFrame) -> int:
    return abs(int(rows[AMOUNT].sum()))


def _sums(found: Reconciliation) -> Iterator[tuple[Value, ...]]:
    yield "单位银行日记账余额", found.book.closing, "银行对账单余额", found.bank.closing
    yield "加：银行已收、单位未收", _sum(found.bank_in), "加：单位已收、银行未收", _sum(found.book_in)
    yield "减：银行已付、单位未付", _sum(found.bank_out), "减：单位已付、银行未付", _sum(found.book_out)
    yield Total(("调节后余额", found.adjusted_book, "调节后余额", found.adjusted_bank))


def _open(found: Reconciliation, vouchers: "pd.Series") -> Iterator[Block]:
    """What is open one by one, the bank's on the left, ours on the right; no block where nothing is."""
    rows: list[tuple[Value, ...]] = []
    for sign, kinds, bank, book in (
        ("加", ("银行已收、单位未收", "单位已收、银行未收"), found.bank_in, found.book_in),
        ("减", ("银行已付、单位未付", "单位已付、银行未付"), found.bank_out, found.book_out),
    ):
        if len(bank) or len(book):
            titles = (f"{sign}：{kind}" for kind in kinds)
            sums = (("", "", next(titles), None, _sum(own)) for own in (bank, book))
            rows.append(Total(value for half in sums for value in half))
        numbers = (vouchers.get(row, "") for row in book[ROW])
        halves = zip_longest(_items(bank, repeat("")), _items(book, numbers), fillvalue=(None,) * 5)
        rows += [(*left, *right) for left, right in halves]
    if rows:
        yield Block((*_heads("流水号"), *_heads("凭证号、票据号")), tuple(rows), "未达账项")


def _items(rows: pd.DataFrame, numbers: Iterable[str]) -> Iterator[tuple[Value, ...]]:
    """日期, 号码, 摘要, 天数, 金额 of each row, the amount without its sign."""
    fields = rows[[DAY, REFERENCE, SUMMARY, PARTY, OPEN, AMOUNT]].itertuples(index=False)
    for number, (day, slip, summary, party, days, fen) in zip(numbers, fields, strict=False):
        yield day.date(), f"{number} {slip}".strip(), summary or party, int(days), abs(int(fen))


def _heads(number: str) -> tuple[Head, ...]:
    return (
        Head("日期", 11, Kind.DAY),
        Head(number, 20),
        Head("摘要", 26),
        Head("天数", 6, Kind.COUNT),
        Head("金额", 15, Kind.MONEY),
    )


def _verdict(found: Reconciliation) -> Iterator[str]:
    gap = found.difference
    if gap is None:
        yield "对账单上没有余额，不能证明两边相等。"
    elif gap:
        yield f"调节后余额不等：单位比银行{'多' if gap > 0 else '少'} {grouped(abs(gap))} 元，请查明原因。"
    else:
        yield "调节后余额相等。"
    yield from (f"对账单有问题：{problem.detail}" for problem in found.problems)
    yield "本表只用来核对账目，不作记账依据；未达账项等凭证到了再记账。"
