"""工资审核表: what each person is paid in a month and what changed, to be checked and signed before it is paid."""

from functools import partial

import pandas as pd

from xlplan.cells import Ref, Source
from xlplan.excel.kinds import Kind
from xlplan.excel.privacy import hidden
from xlplan.excel.report import Block, Figure, Head, Report, Total, Value
from xlplan.excel.table import Column
from xlplan.money import grouped
from xlplan.reports.forms import form, month_in_words, total, whole
from xlplan.reports.paper import Of, SheetPaper, When
from xlplan.tables.books import Books, Waiting
from xlplan.tables.links import beside
from xlplan.tables.payroll import CONTRIBUTIONS, PayBatch, PayChange, PayLine

NAME, SUMS = "工资审核表", "汇总"
BEFORE = f"上月{PayLine.gross}"
"""Fen of the same person the month before, 0 where there was none."""
SIGNED = ("单位负责人", "总务主任", "报账员")
NO_CHANGE = "没有变动单"
"""Of who is paid otherwise than the month before, without a row of 工资变动."""
_PERSON = [column for column in CONTRIBUTIONS if "个人" in column]
_UNIT = [column for column in CONTRIBUTIONS if "单位" in column]
_SUMS = {
    "应发合计": [PayLine.gross], "社保、公积金": _PERSON, "个人所得税": [PayLine.tax],
    "其他扣款": [PayLine.serious_illness, PayLine.union, PayLine.absence, PayLine.other_deduction],
    "实发": [PayLine.net], "单位缴费": _UNIT,
}  # fmt: skip
"""Title of a sum -> the columns that it adds up."""


def pay_check(books: Books, month: str) -> tuple[Report, Report]:
    """工资审核表

    一个月的工资，发之前给单位负责人审核签字：第一张一人一行，应发、比上月增减、扣款、个税、实发、账号末四位和变动的原因；
    第二张按人员类别汇总，再列出代发的每一批，写明代发合计和实发合计是不是相等。
    """
    pay, batches = of_month(books, month), whole(books, PayBatch)
    own = batches[batches[PayBatch.period] == pd.Timestamp(month)]
    paper = form(books, month_in_words(month), *SIGNED)
    return (
        Report(NAME, NAME, (), (_people(books, pay, month),), paper),
        Report(
            SUMS,
            f"{NAME}（{SUMS}）",
            (_compared(pay, own),),
            (sums(pay, month), _paid(books, own, month)),
            paper,
        ),
    )


def of_month(books: Books, month: str) -> pd.DataFrame:
    """The rows of 工资表 of a month (YYYY-MM), each with ``BEFORE`` and 比上月; raises Waiting where there is none."""
    pay = whole(books, PayLine)
    own = pay[pay[PayLine.period] == pd.Timestamp(month)]
    if own.empty:
        raise Waiting(f"“{PayLine.sheet}”里没有 {month} 的工资")
    last = of_month_before(books, month)
    own = beside(own, last[[PayLine.number, PayLine.gross]], {PayLine.number: PayLine.number}, "上月")
    return own.assign(比上月=own[PayLine.gross] - own[BEFORE])


def of_month_before(books: Books, month: str) -> pd.DataFrame:
    """The rows of 工资表 of the month before."""
    pay = whole(books, PayLine)
    return pay[pay[PayLine.period] == pd.Timestamp(month) - pd.DateOffset(months=1)]


def whole_sheet(column: Column | str, which: str, rows: int) -> Source:
    """Where a sum of 工资表 comes from."""
    return Source(Ref(PayLine.workbook, PayLine.sheet), str(column), which, rows, NAME)


def _people(books: Books, pay: pd.DataFrame, month: str) -> Block:
    changes = whole(books, PayChange)
    changes = changes[changes[PayChange.period] == pd.Timestamp(month)]
    why = changes.groupby(PayChange.number)[PayChange.kind].agg("、".join)
    begun = len(of_month_before(books, month)) > 0
    columns = (PayLine.gross, "比上月", PayLine.deducted, PayLine.tax, PayLine.net)
    heads = (
        Head("序号", 5, Kind.COUNT, centred=True), Head("姓名", 9), Head("岗位等级", 16), Head("薪级", 5),
        *(Head(title, 12, Kind.MONEY) for title in columns),
        Head("账号", 10), Head("变动", 16),
    )  # fmt: skip
    rows: list[tuple[Value, ...]] = [
        (
            place, person[PayLine.name], person[PayLine.grade], person[PayLine.step],
            *(int(person[column]) or None for column in columns),
            hidden(person[PayLine.account]), why.get(person[PayLine.number], NO_CHANGE if begun and person["比上月"] else ""),
        )
        for place, (_, person) in enumerate(pay.iterrows(), 1)
    ]  # fmt: skip
    totals = (Figure(int(pay[column].sum()), whole_sheet(column, month, len(pay))) for column in columns)
    return Block(heads, (*rows, Total((None, "合计", "", "", *totals, "", ""))))


def sums(pay: pd.DataFrame, month: str) -> Block:
    """人数 and money of each 人员类别 of a month and of all, with where they come from."""
    heads = (
        Head("人员类别", 14),
        Head("人数", 8, Kind.COUNT),
        *(Head(title, 14, Kind.MONEY) for title in _SUMS),
    )
    groups = pay.groupby(PayLine.category, sort=False)
    rows = [_sums(str(name) or "（没有写）", own, month) for name, own in groups]
    return Block(heads, (*rows, Total(_sums("合计", pay, month))), "一、按人员类别")


def _sums(name: str, pay: pd.DataFrame, month: str) -> tuple[Value, ...]:
    source = partial(whole_sheet, which=month if name == "合计" else f"{month}，{name}", rows=len(pay))
    amounts = (
        Figure(int(pay[columns].to_numpy().sum()), source("、".join(columns))) for columns in _SUMS.values()
    )
    return name, Figure(pay[PayLine.number].nunique(), source(PayLine.number)), *amounts


def _paid(books: Books, batches: pd.DataFrame, month: str) -> Block:
    heads = (
        Head("批次", 14), Head("笔数", 8, Kind.COUNT), Head("金额", 14, Kind.MONEY), Head("项目", 14), Head("代发日", 14, Kind.DAY),
        Head("账户", 14), Head("票据号", 14), Head("凭证号", 14),
    )  # fmt: skip
    rows: list[tuple[Value, ...]] = []
    for row, batch in batches.iterrows():
        number, fen = (
            Figure(int(batch[column]), Source(books.ref(column, int(str(row))), column, f"{month} 第{batch[PayBatch.batch]}批"))
            for column in (PayBatch.payments, PayBatch.amount)
        )  # fmt: skip
        rows.append(
            (
                batch[PayBatch.batch], number, fen, batch[PayBatch.item] or "工资", batch[PayBatch.date].date(),
                batch[PayBatch.account] or "直接支付", batch[PayBatch.slip], batch[PayBatch.voucher],
            )
        )  # fmt: skip
    totals = (total(batches, column, month, NAME) for column in (PayBatch.payments, PayBatch.amount))
    return Block(heads, (*rows, Total(("合计", *totals, "", None, "", "", ""))), "二、代发")


def _compared(pay: pd.DataFrame, batches: pd.DataFrame) -> str:
    gap = int(batches[PayBatch.amount].sum() - pay[PayLine.net].sum())
    if batches.empty:
        return "这个月还没有登记代发。"
    return "代发合计与实发合计相等。" if not gap else f"代发合计与实发合计不等，相差 {grouped(abs(gap))} 元。"


PAY_CHECK = SheetPaper(NAME, Of.MONTH, When.ASKED, pay_check)
