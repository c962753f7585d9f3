"""收支月报: what came in and what went out month by month, and the year until then."""

from xlplan.excel.kinds import Kind
from xlplan.excel.report import Block, Chart, Head, Report, Total, Value
from xlplan.ledger import budget
from xlplan.reports.forms import at_end, check_year, day_in_words, form, whole
from xlplan.reports.paper import Of, SheetPaper, When
from xlplan.tables.books import Books
from xlplan.tables.ledger import VoucherLine

NAME = "收支月报"
_HEADS = (
    Head("月份", 8),
    *(Head(title, 16, Kind.MONEY) for title in ("收入", "支出", "收支差额", "累计收入", "累计支出")),
)
_CHART = Chart("各月收入和支出", "月份", ("收入", "支出"))


def income_and_spending(books: Books) -> Report:
    """收支月报

    今年一月到当月（当月到今天为止），预算会计每个月的收入、支出、收支差额，和从年初起的累计；下面是各月收入、支出的图。
    没有收支的月份写 0。年末结账的凭证不算，填没填预算号都算。
    """
    vouchers, day = whole(books, VoucherLine), books.today
    check_year(books, day)
    found = budget.income_and_spending(vouchers, day)
    rows: list[tuple[Value, ...]] = [
        (f"{number}月", *figures)
        for number, *figures in found.assign(
            收支差额=found["收入"] - found["支出"],
            累计收入=found["收入"].cumsum(),
            累计支出=found["支出"].cumsum(),
        ).itertuples()
    ]
    income, spending = int(found["收入"].sum()), int(found["支出"].sum())
    rows.append(Total(("合计", income, spending, income - spending, None, None)))
    return Report(
        NAME,
        NAME,
        ("收入是预算收入科目（6 开头）贷方减借方，支出是预算支出科目（7 开头）借方减贷方，不含结账凭证。",),
        (Block(_HEADS, tuple(rows), chart=_CHART),),
        form(books, f"截至{day_in_words(day)}", "单位负责人", "会计", "制表人"),
    )


INCOME_AND_SPENDING = SheetPaper(
    NAME, Of.MONTH, When.NIGHTLY, lambda books, month: [income_and_spending(at_end(books, month))]
)
