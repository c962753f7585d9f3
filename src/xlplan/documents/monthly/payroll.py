"""工资：当月发了多少人、多少钱，比上月多少，为什么。"""

from collections.abc import Iterator
from dataclasses import dataclass

from xlplan.cells import Ref
from xlplan.documents.figures import Printed
from xlplan.documents.monthly.section import Month, Section
from xlplan.documents.paper import torn
from xlplan.documents.printing import poured, printed
from xlplan.documents.values import named
from xlplan.excel.kinds import Kind
from xlplan.excel.report import Figure
from xlplan.reports.pay_changes import changes
from xlplan.reports.pay_check import of_month, sums, whole_sheet
from xlplan.tables.payroll import PayChange, PayLine


@dataclass(frozen=True)
class PaySums:
    """What all people are paid in the month."""

    name: Printed = named("人员类别")
    people: Printed = named("人数")
    gross: Printed = named("应发")
    insurance: Printed = named("社保公积金")
    tax: Printed = named("个税")
    other: Printed = named("其他扣款")
    net: Printed = named("实发")
    unit: Printed = named("单位缴费")


@dataclass(frozen=True)
class Pay:
    """The wages of the month."""

    total: PaySums = named("合计")
    changed: Printed = named("变动人数")
    """Who is paid otherwise than the month before; "" for nobody."""
    more: Printed = named("比上月")


def _pay(of: Month) -> Pay:
    rows = of_month(of.books, of.month)
    _, (total,) = poured(sums(rows, of.month), PaySums)
    more = changes(of.books, of.month)["比上月"]
    people, which = int((more != 0).sum()), f"{of.month}，应发变了的"
    number = printed(Figure(people, whole_sheet(PayLine.number, which, people)), Kind.COUNT) if people else ""
    return Pay(
        total, number, printed(Figure(int(more.sum()), whole_sheet("比上月", which, people)), Kind.MONEY)
    )


def _missing(of: Month) -> Iterator[tuple[Ref, str]]:
    return torn(of.books, PayLine, PayChange)


PAYROLL = Section(_pay, _missing)
