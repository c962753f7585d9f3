"""月度工作报告：一个月的工作、收支、工资、收费、目标、食堂、安全、资产、采购、项目、物资、问题和下月安排，给校长看，不套红头。

一节一个文件，缺台账的一节不写，别的照写。
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any

from xlplan.documents.monthly.assets import ASSETS, Assets
from xlplan.documents.monthly.canteen import CANTEEN, Canteen
from xlplan.documents.monthly.fees import FEES, Fees
from xlplan.documents.monthly.matters import MATTERS, Matters
from xlplan.documents.monthly.money import MONEY, Money
from xlplan.documents.monthly.next_month import NEXT_MONTH
from xlplan.documents.monthly.payroll import PAYROLL, Pay
from xlplan.documents.monthly.problems import PROBLEMS, Problems
from xlplan.documents.monthly.projects import PROJECTS, Projects
from xlplan.documents.monthly.purchases import PURCHASES, Purchases
from xlplan.documents.monthly.safety import SAFETY
from xlplan.documents.monthly.safety_records import RECORDS, SafetyRecords
from xlplan.documents.monthly.section import NAME, Month, Section, section, unwritten
from xlplan.documents.monthly.stores import STORES, Stores
from xlplan.documents.monthly.targets import TARGETS, Targets
from xlplan.documents.monthly.work import WORK, Work
from xlplan.documents.paper import Document, Draft, lacking
from xlplan.documents.plan import WorkRow
from xlplan.documents.titles import title_lines
from xlplan.documents.values import named
from xlplan.reports.forms import at_end, check_year, day_in_words, month_in_words, office_name
from xlplan.reports.paper import Of, When
from xlplan.tables.books import Books, Waiting
from xlplan.tables.ledger import VoucherLine


@dataclass(frozen=True)
class MonthlyPaper:
    """What the template 月度工作报告 may use."""

    title: tuple[str, ...] = named("标题")
    month: str = named("月份")
    work: Work | str = section("工作", WORK)
    matters: Matters | str = section("待办", MATTERS)
    money: Money | str = section("收支", MONEY)
    payroll: Pay | str = section("工资", PAYROLL)
    targets: Targets | str = section("目标", TARGETS)
    canteen: Canteen | str = section("食堂", CANTEEN)
    fees: Fees | str = section("收费", FEES)
    safety: tuple[WorkRow, ...] | str = section("安全", SAFETY)
    safety_records: SafetyRecords | str | None = section("安全台账", RECORDS)
    """None where the office does without safety.xlsx."""
    assets: Assets | str = section("资产", ASSETS)
    purchases: Purchases | str = section("采购", PURCHASES)
    projects: Projects | str = section("项目", PROJECTS)
    stores: Stores | str = section("物资", STORES)
    problems: Problems | str = section("问题", PROBLEMS)
    next_month: tuple[WorkRow, ...] | str = section("下月", NEXT_MONTH)
    signature: str = named("署名")
    date: str = named("成文日期")


_SECTIONS: dict[str, tuple[str, Section]] = {
    own.name: (own.metadata["name"], own.metadata["section"])
    for own in fields(MonthlyPaper)
    if "section" in own.metadata
}
"""Field -> its name in the template, and how it is made."""


def _drafts(books: Books, month: str, used: Sequence[str]) -> Iterator[Draft]:
    """The report of a month; as of its last day, or of today."""
    of = Month(at_end(books, month), month, bool(used))
    _check_year(of.books)
    waits: dict[str, Waiting] = {}
    missing = dict.fromkeys(lacking(books, "单位名称"))
    for name, (_, own) in _SECTIONS.items():
        try:
            with books.asked():
                missing |= dict.fromkeys(own.missing(of))
        except Waiting as reason:
            waits[name] = reason
    paper = None if missing else _paper(of, waits)
    told = tuple(f"没有写“{_SECTIONS[name][0]}”，{reason}。" for name, reason in waits.items())
    yield Draft(f"{NAME} {month}", month, month, tuple(missing), paper, told)


def _check_year(books: Books) -> None:
    """Raises Waiting for a month of a year that the ledger, where there is one, does not hold."""
    try:
        with books.asked():
            books[VoucherLine][VoucherLine.date]
    except Waiting:
        return
    check_year(books, books.today, every=False)


def _paper(of: Month, waits: dict[str, Waiting]) -> MonthlyPaper:
    """The report; a section that waits is noted, and says so in its place."""
    parts: dict[str, Any] = {}
    for name, (title, own) in _SECTIONS.items():
        try:
            with of.books.asked():
                parts[name] = unwritten(title, waits[name]) if name in waits else own.part(of)
        except Waiting as reason:
            waits[name], parts[name] = reason, unwritten(title, reason)
    organ, period = office_name(of.books), month_in_words(of.month)
    return MonthlyPaper(
        title_lines(f"{organ}\n{period}工作报告"),
        period,
        **parts,
        signature=organ,
        date=day_in_words(of.books.today),
    )


MONTHLY = Document(NAME, Of.MONTH, When.REPORT, MonthlyPaper, _drafts)
