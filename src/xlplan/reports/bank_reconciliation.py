"""银行存款余额调节表: the balance of the day book and of the bank, each adjusted for what only the other side has."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

import pandas as pd

from xlplan.cells import Ref, Source
from xlplan.excel.kinds import Kind
from xlplan.excel.report import Block, Figure, Head, Report, Total, Value
from xlplan.money import grouped
from xlplan.reconcile.accounts import of_month
from xlplan.reconcile.entries import Entry
from xlplan.reconcile.gaps import reasons
from xlplan.reconcile.lists import AMOUNT, CARRIED, DAY, PART, PARTY, REFERENCE, ROW, SUMMARY, VOUCHER
from xlplan.reconcile.proof import HINT, OPEN, Reconciliation, Side
from xlplan.reconcile.sentences import asked, carried, equation
from xlplan.reports.forms import day_in_words, form, whole
from xlplan.reports.matched_rows import matched_rows
from xlplan.reports.paper import Of, SheetPaper, When
from xlplan.tables.books import Books, Waiting
from xlplan.tables.ledger import BankEntry, OpeningBalance, OpenItem
from xlplan.tables.office import BankAccount

NAME = "银行存款余额调节表"
_BOOK = Ref(BankEntry.workbook, BankEntry.sheet)
_SUMS = (
    Head("项目", 45, span=4),
    Head("金额", 15, Kind.MONEY),
    Head("项目", 44),
    Head("金额", 15, Kind.MONEY),
)
_ITEMS = (
    Head("日期", 11, Kind.DAY),
    Head("凭证号、票据号、流水号", 22),
    Head("摘要", 28),
    Head("天数", 6, Kind.COUNT),
    Head("金额", 15, Kind.MONEY),
    Head("说明", 59, span=2),
)
_ENTRIES = (
    Head("日期", 11, Kind.DAY),
    Head("摘要", 22),
    Head("借方科目", 34, span=2),
    Head("金额", 15, Kind.MONEY),
    Head("贷方科目", 44),
    Head("金额", 15, Kind.MONEY),
)


def reconciled(books: Books, month: str) -> Mapping[str, Reconciliation]:
    """The accounts that have a statement of a month, reconciled once for all its papers; raises Waiting where rows cannot be read."""
    complete = books.requiring((BankAccount, BankEntry, OpeningBalance))
    names = complete[BankAccount][BankAccount.name].tolist()
    return books.once((reconciled, month), lambda: of_month(complete, names, month))


def bank_reconciliation(books: Books, found: Reconciliation) -> Report:
    """银行存款余额调节表

    一个账户一个月：日记账余额和对账单余额，各自加上、减去只有对方记了的款项，调节后应当相等；
    下面逐笔列出未达账项，说明里写着可能是怎么回事。当月还没有完，就调节到今天。
    """
    whole(books, BankEntry)
    return Report(
        NAME,
        NAME,
        tuple(_verdict(found)),
        (Block(_SUMS, tuple(_sums(books, found))), *_open(books, found), *_entries(found)),
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


def _sums(books: Books, found: Reconciliation) -> Iterator[tuple[Value, ...]]:
    yield (
        "单位银行日记账余额", _balance(books, found, found.book),
        "银行对账单余额", _balance(books, found, found.bank),
    )  # fmt: skip
    for own, other, bank, book in (
        ("加：银行已收、单位未收", "加：单位已收、银行未收", found.bank_in, found.book_in),
        ("减：银行已付、单位未付", "减：单位已付、银行未付", found.bank_out, found.book_out),
    ):
        yield own, _total(books, found, own, bank), other, _total(books, found, other, book)
    yield Total((
        "调节后余额", _adjusted(_balance(books, found, found.book), found.adjusted_book),
        "调节后余额", _adjusted(_balance(books, found, found.bank), found.adjusted_bank),
    ))  # fmt: skip


def _balance(books: Books, found: Reconciliation, side: Side) -> Figure | None:
    """The closing balance of a side; the bank's stands in its last file."""
    if side.closing is None:
        return None
    until = f"{found.account}，到 {found.until:%Y-%m-%d}"
    if side is found.book:
        return Figure(side.closing, Source(_BOOK, BankEntry.balance, until, len(side.rows), NAME))
    own = books.statements.get((found.account, found.month))
    at = Ref(own.workbook if own else "", "")
    return Figure(side.closing, Source(at, BankEntry.balance, until, len(side.rows), NAME))


def _adjusted(balance: Figure | None, fen: int | None) -> Figure | None:
    if balance is None:
        return None
    return Figure(fen, replace(balance.source, which=f"{balance.source.which}，加减对方已记的"))


def _total(books: Books, found: Reconciliation, kind: str, rows: pd.DataFrame) -> Figure:
    """The sum of one kind of open items, and how many they are."""
    at = _BOOK if "银行未" in kind else Ref(f"bank/{found.account} 对账单", "")
    which = f"{found.account}，{kind[2:]}，到 {found.until:%Y-%m-%d}"
    return Figure(_sum(rows), Source(at, "金额", which, len(rows), NAME))


def _open(books: Books, found: Reconciliation) -> Iterator[Block]:
    """What is open one by one, under the sum of its kind; no block where nothing is."""
    rows: list[tuple[Value, ...]] = []
    days = _days(books, found)
    for kind, own in (
        ("加：银行已收、单位未收", found.bank_in),
        ("减：银行已付、单位未付", found.bank_out),
        ("加：单位已收、银行未收", found.book_in),
        ("减：单位已付、银行未付", found.book_out),
    ):
        if len(own):
            total = _total(books, found, kind, own)
            count = Figure(f"{len(own)} 笔", replace(total.source, which=f"{total.source.which}，笔数"))
            rows.append(Total((None, None, kind, None, total, count)))
            rows += _items(books, found, own, days)
    if rows:
        yield Block(_ITEMS, tuple(rows), "未达账项")


def _items(
    books: Books, found: Reconciliation, rows: pd.DataFrame, limits: Iterable[int]
) -> Iterator[tuple[Value, ...]]:
    """日期, 号码, 摘要, 天数, 金额 without its sign, and 说明 of each row."""
    columns = [VOUCHER, DAY, REFERENCE, SUMMARY, PARTY, OPEN, AMOUNT, HINT, ROW, PART]
    fields = rows[columns].itertuples(index=False)
    for mark, (number, day, slip, summary, party, days, fen, hint, row, part) in zip(
        asked(rows), fields, strict=True
    ):
        old = next((f"超过 {limit} 天" for limit in limits if days > limit), "")
        said = "，".join(filter(None, (mark, old)))
        said = f"{said}{'。' if said and hint else ''}{hint}"
        number = f"{number} {slip}".strip()
        source = _cell(books, found, row, part, int(fen), f"{day:%Y-%m-%d} {number}".strip())
        age = Figure(
            int(days), replace(source, which=f"{source.which}，到 {found.until:%Y-%m-%d}", report=NAME)
        )
        yield (
            day.date(),
            number,
            summary or party,
            age,
            Figure(abs(int(fen)), source),
            Figure(said, age.source),
        )


def _cell(books: Books, found: Reconciliation, row: int, part: str, fen: int, which: str) -> Source:
    """The cell of an open item, in 银行日记账, in the statement of a month, or in 年初未达."""
    if part == CARRIED:
        column = OpenItem.income if books[OpenItem].at[row, OpenItem.income] else OpenItem.spending
        return Source(books.ref(column, row), column, which)
    column = BankEntry.income if fen > 0 else BankEntry.spending
    if part:
        return Source(books.statements[found.account, part].ref(row), column, which)
    # A red entry stands with a minus in the column of its side.
    column = next(own for own in (BankEntry.income, BankEntry.spending) if books[BankEntry].at[row, own])
    return Source(books.ref(column, row), column, which)


def _days(books: Books, found: Reconciliation) -> list[int]:
    """The days from which an open item is marked, the most first; none where the office sets none."""
    until, limits = pd.Series([found.until]), []
    for name in ("未达账项严重天数", "未达账项提醒天数"):
        try:
            limits.append(int(books.numbers(name, until).iloc[0]))
        except Waiting:
            continue
    return limits


def _entries(found: Reconciliation) -> Iterator[Block]:
    """The vouchers for what the bank did by itself, debit and credit side by side; no block where it did nothing."""
    sides = ([line for line in found.entries if line.debit], [line for line in found.entries if line.credit])
    rows = tuple(
        (debit.day.date(), debit.summary, _account(debit), debit.debit, _account(credit), credit.credit)
        for debit, credit in zip(*sides, strict=True)
    )
    if rows:
        yield Block(_ENTRIES, rows, "可以照抄补记的分录")


def _account(line: Entry) -> str:
    name = f"{line.code} {line.name}".strip()
    return f"{name}（预算号 {line.budget}）" if line.budget else name


def _verdict(found: Reconciliation) -> Iterator[str]:
    gap = found.difference
    if gap is None:
        yield "对账单上没有余额，不能证明两边相等。"
    elif gap:
        yield f"调节后余额不等：单位比银行{'多' if gap > 0 else '少'} {grouped(abs(gap))} 元，请查明原因。"
    else:
        yield "调节后余额相等。"
    yield from (f"{said}。" for said in (reasons(found), equation(found)) if said)
    yield from (f"对账单有问题：{problem.detail}" for problem in found.problems)
    yield from filter(None, (carried(found),))
    yield "本表只用来核对账目，不作记账依据；未达账项等凭证到了再记账。"


def _of_month(books: Books, of: str) -> Iterator[str]:
    """2026-11 基本户: what each paper of a month is made of, or the one of an account that is asked."""
    month, _, wanted = of.partition(" ")
    return (f"{month} {account}" for account in reconciled(books, month) if wanted in ("", account))


def _sheets(books: Books, of: str) -> tuple[Report, Report]:
    month, _, account = of.partition(" ")
    found = reconciled(books, month)[account]
    return bank_reconciliation(books, found), matched_rows(books, found)


RECONCILIATION = SheetPaper(NAME, Of.MONTH, When.NIGHTLY, _sheets, _of_month)
