"""考勤公示: how many days everybody was here in a month, for all to read; what kind of leave it was is nobody's business."""

from collections.abc import Iterator

import pandas as pd

from xlplan.cells import Source
from xlplan.excel.kinds import Kind
from xlplan.excel.report import Block, Figure, Head, Report, Total, Value
from xlplan.reports.forms import day_in_words, figure, form, month_in_words, of_month, source, total, whole
from xlplan.reports.paper import Of, SheetPaper, When
from xlplan.tables.books import Books, Waiting
from xlplan.tables.links import beside
from xlplan.tables.office import Staff
from xlplan.tables.people import MonthAttendance

NAME = "考勤公示"
_LEAVE = (MonthAttendance.private_leave, MonthAttendance.sick_leave, MonthAttendance.other_leave)
_HEADS = (
    Head("部门", 14), Head("姓名", 10), Head("应出勤", 10, Kind.QUANTITY), Head("出勤", 10, Kind.QUANTITY),
    Head("请假", 10, Kind.QUANTITY), Head("公出", 10, Kind.QUANTITY), Head("迟到", 8, Kind.COUNT),
)  # fmt: skip


def attendance(books: Books, month: str) -> Report:
    """考勤公示

    一个月每个人应出勤、出勤、请假、公出几天，迟到几次，取自“考勤”表；请假是事假、病假、其他假合计，不公布是什么假。
    “考勤”表里没有这个月的，不做。
    """
    rows = of_month(whole(books, MonthAttendance), MonthAttendance.month, month)
    if rows.empty:
        raise Waiting(f"“{MonthAttendance.sheet}”表里没有 {month} 的考勤")
    rows = beside(rows, whole(books, Staff), {MonthAttendance.name: Staff.name}, "人")
    return Report(
        NAME,
        NAME,
        (
            "单位：天；迟到是次数。请假不分事由。",
            f"公示日期：{day_in_words(books.today)}。有不同意见的，请到办公室核对。",
        ),
        (Block(_HEADS, tuple(_rows(books, rows, month))),),
        form(books, month_in_words(month), "审核", "制表人"),
    )


def _rows(books: Books, rows: pd.DataFrame, month: str) -> Iterator[tuple[Value, ...]]:
    away = rows[list(_LEAVE)].sum(axis=1)
    for row, own in rows.iterrows():
        at, which = int(str(row)), f"{month} {own[MonthAttendance.name]}"
        due, present, errand, late = (
            figure(books, column, at, own[column], which)
            for column in (
                MonthAttendance.due, MonthAttendance.present, MonthAttendance.errand, MonthAttendance.late
            )
        )  # fmt: skip
        told = Source(books.ref(_LEAVE[0], at), "请假", f"{which}，事假、病假、其他假合计", report=NAME)
        yield (
            own[f"人{Staff.department}"], own[MonthAttendance.name], due, present,
            Figure(int(away[row]), told), errand, late,
        )  # fmt: skip
    sums = (
        total(rows, column, f"{month} 全校", NAME)
        for column in (MonthAttendance.due, MonthAttendance.present)
    )
    leave = Figure(int(away.sum()), source(_LEAVE[0], f"{month} 全校，事假、病假、其他假", len(rows), NAME))
    rest = (
        total(rows, column, f"{month} 全校", NAME)
        for column in (MonthAttendance.errand, MonthAttendance.late)
    )
    yield Total(("合计", f"{len(rows)}人", *sums, leave, *rest))


ATTENDANCE = SheetPaper(
    NAME, Of.MONTH, When.ASKED, lambda books, month: [attendance(books, month)], public=True
)
