"""工资变动表: who is paid otherwise than the month before, and why."""

import pandas as pd

from xlplan.excel.kinds import Kind
from xlplan.excel.report import Block, Figure, Head, Report, Total, Value
from xlplan.reports.forms import form, month_in_words, whole
from xlplan.reports.paper import Of, SheetPaper, When
from xlplan.reports.pay_check import BEFORE, of_month, whole_sheet
from xlplan.tables.books import Books
from xlplan.tables.payroll import PayChange, PayLine

NAME = "工资变动表"
_REASON = (PayChange.kind, PayChange.item, PayChange.basis)


def pay_changes(books: Books, month: str) -> Report:
    """工资变动表

    一个月里应发和上个月不一样的人，一人一行：上月、本月、增减，工资变动里写的类型、项目和依据文号；停发的也列出来，本月空着。
    变了而没有变动单的，写“没有变动单”。
    """
    changed = _changed(books, month)
    columns = (BEFORE, PayLine.gross, "比上月")
    heads = (
        Head("工号", 8), Head("姓名", 9), Head("上月应发", 12, Kind.MONEY), Head("本月应发", 12, Kind.MONEY),
        Head("增减", 12, Kind.MONEY), Head("变动类型", 12), Head("项目", 30), Head("依据文号", 22),
    )  # fmt: skip
    why = _reasons(books, month)
    rows: list[tuple[Value, ...]] = [
        (
            person[PayLine.number], person[PayLine.name], *(int(person[column]) or None for column in columns),
            *why.get(person[PayLine.number], ("没有变动单", "", "")),
        )
        for _, person in changed.iterrows()
    ]  # fmt: skip
    sums = (
        Figure(int(changed[column].sum()), whole_sheet(column, f"{month}，应发变了的", len(changed)))
        for column in columns
    )
    rows.append(Total(("合计", "", *sums, "", "", "")))
    return Report(
        NAME,
        NAME,
        (f"应发和上月不一样的 {len(changed)} 人。",),
        (Block(heads, tuple(rows)),),
        form(books, month_in_words(month), "单位负责人", "总务主任", "报账员"),
    )


def _changed(books: Books, month: str) -> pd.DataFrame:
    """Who has another 应发合计 than the month before, and who had one and has none."""
    now = of_month(books, month)
    pay = whole(books, PayLine)
    last = pay[pay[PayLine.period] == pd.Timestamp(month) - pd.DateOffset(months=1)]
    gone = last[~last[PayLine.number].isin(now[PayLine.number])]
    gone = gone.assign(**{BEFORE: gone[PayLine.gross], PayLine.gross: 0, "比上月": -gone[PayLine.gross]})
    every = pd.concat([now, gone])[[PayLine.number, PayLine.name, BEFORE, PayLine.gross, "比上月"]]
    return every[(every["比上月"] != 0) & bool(len(last))]


def _reasons(books: Books, month: str) -> dict[str, tuple[str, ...]]:
    """工号 -> what 工资变动 says of the month; several rows of a person one behind the other."""
    changes = whole(books, PayChange)
    own = changes[changes[PayChange.period] == pd.Timestamp(month)]
    told = own.groupby(PayChange.number)[list(_REASON)].agg(lambda words: "、".join(filter(None, words)))
    return dict(zip(told.index, told.itertuples(index=False, name=None), strict=True))


PAY_CHANGES = SheetPaper(NAME, Of.MONTH, When.ASKED, lambda books, month: [pay_changes(books, month)])
