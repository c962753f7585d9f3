"""银行存款余额调节表：一个账户一个月，可以打印签字；账号只写后四位。"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from xlplan.cells import Ref, Source
from xlplan.documents.figures import Printed
from xlplan.documents.paper import Document, Draft, file_name, lacking, torn
from xlplan.documents.printing import cell, noted, poured
from xlplan.documents.values import named
from xlplan.excel.privacy import hidden
from xlplan.reconcile.proof import Reconciliation
from xlplan.reports.bank_reconciliation import bank_reconciliation, reconciled
from xlplan.reports.forms import day_in_words, office_name
from xlplan.reports.paper import Of, When
from xlplan.tables.books import Books
from xlplan.tables.ledger import BankEntry, OpeningBalance
from xlplan.tables.office import BankAccount


@dataclass(frozen=True)
class SumRow:
    """A line of both sides."""

    own: Printed = named("单位项目")
    own_amount: Printed = named("单位金额")
    bank: Printed = named("银行项目")
    bank_amount: Printed = named("银行金额")


@dataclass(frozen=True)
class ItemRow:
    """An open item, or the sum of its kind."""

    day: Printed = named("日期")
    number: Printed = named("号码")
    summary: Printed = named("摘要")
    days: Printed = named("天数")
    amount: Printed = named("金额")
    remark: Printed = named("说明")


@dataclass(frozen=True)
class ReconciliationPaper:
    """What the template 银行存款余额调节表 may use."""

    office: str = named("单位")
    account: str = named("账户")
    bank: Printed = named("开户行")
    number: str = named("账号")
    date: str = named("截止日")
    sums: tuple[SumRow, ...] = named("余额")
    adjusted: SumRow = named("调节后")
    items: tuple[ItemRow, ...] = named("未达账项")
    notes: tuple[Printed, ...] = named("说明")


def _drafts(books: Books, of: str, used: Sequence[str]) -> Iterator[Draft]:
    """The reconciliation of a month and an account (2026-11 基本户), or of every account that has a statement of a month."""
    month, _, wanted = of.partition(" ")
    missing = (*torn(books, OpeningBalance, BankEntry, BankAccount), *lacking(books, "单位名称"))
    if missing:
        yield Draft(RECONCILIATION.name, month, month, missing, None)
        return
    for account, found in reconciled(books, month).items():
        if wanted in ("", account):
            name = f"{RECONCILIATION.name}-{file_name(account)}"
            yield Draft(name, f"{month} {account}", month, (), _paper(books, found))


def _paper(books: Books, found: Reconciliation) -> ReconciliationPaper:
    report = bank_reconciliation(books, found)
    sums, (adjusted,) = poured(report.blocks[0], SumRow)
    items: tuple[ItemRow, ...] = ()
    if len(report.blocks) > 1 and report.blocks[1].title == "未达账项":
        # In the order of the sheet each kind begins with its sum.
        items, _ = poured(replace(report.blocks[1], rows=tuple(map(tuple, report.blocks[1].rows))), ItemRow)
    at, until = Ref(BankEntry.workbook, BankEntry.sheet), f"{found.until:%Y-%m-%d}"
    accounts = books[BankAccount]
    row = int(accounts.index[accounts[BankAccount.name] == found.account][0])
    source = Source(at, BankEntry.balance, f"{found.account}，到 {until}", len(found.book.rows), report.title)
    return ReconciliationPaper(
        office_name(books),
        found.account,
        cell(books, BankAccount.bank, row),
        hidden(books[BankAccount].at[row, BankAccount.number]),
        day_in_words(found.until.date()),
        sums,
        adjusted,
        items,
        noted(report.notes, source),
    )


RECONCILIATION = Document(
    "银行存款余额调节表", Of.MONTH, When.NIGHTLY, ReconciliationPaper, _drafts, public=True
)
