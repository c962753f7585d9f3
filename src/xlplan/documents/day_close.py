"""日结单：一天的现金和银行存款，可以打印签字。"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from xlplan.cells import Ref, Source
from xlplan.documents.figures import Printed
from xlplan.documents.paper import Document, Draft, lacking, torn
from xlplan.documents.printing import noted, poured
from xlplan.documents.values import named
from xlplan.findings import CannotRun
from xlplan.reports.day_close import day_close
from xlplan.reports.forms import check_year, day_in_words, office_name
from xlplan.reports.paper import Of, When
from xlplan.tables.books import Books
from xlplan.tables.ledger import BankEntry, CashCount, CashEntry, OpeningBalance
from xlplan.tables.office import BankAccount


@dataclass(frozen=True)
class BalanceRow:
    """One account at the end of the day."""

    account: Printed = named("账户")
    before: Printed = named("昨日余额")
    income: Printed = named("本日收入")
    spending: Printed = named("本日支出")
    left: Printed = named("本日余额")
    counted: Printed = named("实存")
    gap: Printed = named("差异")


@dataclass(frozen=True)
class EntryRow:
    """One row of a day book."""

    account: Printed = named("账户")
    voucher: Printed = named("凭证号")
    summary: Printed = named("摘要")
    contra: Printed = named("对方")
    income: Printed = named("收入")
    spending: Printed = named("支出")


@dataclass(frozen=True)
class DayClosePaper:
    """What the template 日结单 may use."""

    office: str = named("单位")
    date: str = named("日期")
    balances: tuple[BalanceRow, ...] = named("余额")
    balance: BalanceRow = named("余额合计")
    entries: tuple[EntryRow, ...] = named("收付")
    moved: EntryRow = named("收付合计")
    notes: tuple[Printed, ...] = named("说明")


def _drafts(books: Books, day: str, used: Sequence[str]) -> Iterator[Draft]:
    """The day close of a day (YYYY-MM-DD), or of today."""
    try:
        on = date.fromisoformat(day) if day else books.today
    except ValueError:
        raise CannotRun(f"日期要写成 2026-11-30 这样，不能是“{day}”。") from None
    missing = (
        *torn(books, OpeningBalance, CashEntry, BankEntry, BankAccount),
        *lacking(books, "单位名称"),
    )
    check_year(books, on)
    yield Draft(f"日结单 {on}", f"{on}", f"{on:%Y-%m}", missing, None if missing else _paper(books, on))


def _paper(books: Books, day: date) -> DayClosePaper:
    report, _ = day_close(books, day)
    balances, (balance,) = poured(report.blocks[0], BalanceRow)
    entries, (moved,) = poured(report.blocks[1], EntryRow)
    counted = Source(Ref(CashCount.workbook, CashCount.sheet), CashCount.gap, f"{day}", report=report.title)
    return DayClosePaper(
        office_name(books),
        day_in_words(day),
        balances,
        balance,
        entries,
        moved,
        noted(report.notes, counted),
    )


DAY_CLOSE = Document("日结单", Of.DAY, When.NIGHTLY, DayClosePaper, _drafts)
