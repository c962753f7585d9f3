"""工资变动表: who is paid otherwise than the month before, and why."""

import pandas as pd

from xlplan.excel.kinds import Kind
from xlplan.excel.report import Block, Figure, Head, Report, Total, Value
from xlplan.reports.forms import form, month_in_words, whole
from xlplan.reports.paper import Of, SheetPaper, When
from xlplan.reports.pay_check import BEFORE, NO_CHANGE, SIGNED, of_month, of_month_before, whole_sheet
from xlplan.tables.books import Books
from xlplan.tables.payroll import DEDUCTIONS, PAY, PayChange, PayLine

NAME = "工资变动表"
_REASON = (PayChange.kind, PayChange.item, PayChange.basis)
_AMOUNTS = [str(column) for column in (*PAY, *DEDUCTIONS)]


def pay_changes(books: Books, month: str) -> Report:
    """工资变动表

    一个月里应发和上个月不一样的人，和工资变动里写了的人，一人一行：上月、本月、增减，工资变动里写的类型、项目和依据文号；停发的也
    列出来，本月空着；扣了款、应发没有变的，增减空着。变了而没有变动单的，写“没有变动单”。
    """
    changed = changes(books, month)
    columns = (BEFORE, PayLine.gross, "比上月")
    heads = (
        Head("工号", 8), Head("姓名", 9), Head("上月应发", 12, Kind.MONEY), Head("本月应发", 12, Kind.MONEY),
        Head("增减", 12, Kind.MONEY), Head("变动类型", 12), Head("项目", 30), Head("依据文号", 22),
    )  # fmt: skip
    rows: list[tuple[Value, ...]] = [
        (
            person[PayLine.number], person[PayLine.name], *(int(person[column]) or None for column in columns),
            *(person[column] for column in _REASON),
        )
        for _, person in changed.iterrows()
    ]  # fmt: skip
    sums = (
        Figure(int(changed[column].sum()), whole_sheet(column, f"{month}，变了的", len(changed)))
        for column in columns
    )
    rows.append(Total(("合计", "", *sums, "", "", "")))
    apart = int((changed["比上月"] != 0).sum())
    same = f"；应发没有变、有变动单的 {len(changed) - apart} 人" if len(changed) > apart else ""
    return Report(
        NAME,
        NAME,
        (f"应发和上月不一样的 {apart} 人{same}。",),
        (Block(heads, tuple(rows)),),
        form(books, month_in_words(month), *SIGNED),
    )


def changes(books: Books, month: str) -> pd.DataFrame:
    """Who has another 应发合计 than the month before, who had one and has none, and of whom 工资变动 says something; and why."""
    now, last, told = of_month(books, month), of_month_before(books, month), whole(books, PayChange)
    told = told[told[PayChange.period] == pd.Timestamp(month)]
    gone = last[~last[PayLine.number].isin(now[PayLine.number])]
    gone = gone.assign(**{BEFORE: gone[PayLine.gross], PayLine.gross: 0, "比上月": -gone[PayLine.gross]})
    every = pd.concat([now, gone])[[PayLine.number, PayLine.name, BEFORE, PayLine.gross, "比上月"]]
    recorded = every[PayLine.number].isin(told[PayChange.number])
    own = every[((every["比上月"] != 0) & bool(len(last))) | recorded]
    had = pd.concat([now, last])
    reasons = [_reason(told, had, number) for number in own[PayLine.number]]
    return own.assign(**dict(zip(_REASON, zip(*reasons, strict=True), strict=True))) if reasons else own


def _reason(told: pd.DataFrame, had: pd.DataFrame, number: str) -> tuple[str, ...]:
    """What 工资变动 says of a person in the month, of several rows one behind the other, without what he is not paid."""
    own, pay = told[told[PayChange.number] == number], had[had[PayLine.number] == number]
    if own.empty:
        return NO_CHANGE, "", ""
    items = dict.fromkeys(item for items in own[PayChange.item] for item in items.split("、"))
    paid = (item for item in items if item not in _AMOUNTS or pay[item].any())
    kinds, bases = (
        "、".join(filter(None, dict.fromkeys(own[column]))) for column in (PayChange.kind, PayChange.basis)
    )
    return kinds, "、".join(paid), bases


PAY_CHANGES = SheetPaper(NAME, Of.MONTH, When.ASKED, lambda books, month: [pay_changes(books, month)])
