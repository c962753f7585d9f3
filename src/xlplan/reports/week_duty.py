"""值周表: who is on duty in each week of a term; 一周值班: that week with its evenings and examinations."""

from collections.abc import Iterator
from datetime import date, timedelta

import pandas as pd

from xlplan.excel.kinds import Kind
from xlplan.excel.report import Block, Head, Report, Value
from xlplan.reports.forms import day_in_words, figure, form, own_term, whole
from xlplan.reports.paper import Of, SheetPaper, When
from xlplan.tables.books import Books, Waiting
from xlplan.tables.people import Supervision, WeekDuty

NAME, WEEK = "值周表", "一周值班"
_HEADS = (
    Head("周次", 6, Kind.COUNT, centred=True), Head("起止", 15), Head("带班领导", 10), Head("值周教师", 30), Head("岗位", 22),
    Head("记事", 12),
)  # fmt: skip
_PERIOD = 16
_OF_WEEK = (
    Head("周次", 14, Kind.COUNT, centred=True), Head("带班领导", _PERIOD), Head("值周教师", 2 * _PERIOD, span=2), Head("岗位", _PERIOD),
)  # fmt: skip
_DAYS = "一二三四五六日"
_ROOM = "班级"
_SIGNED = "审核", "制表人"


def week_duty(books: Books, term: str = "") -> Report:
    """值周表

    一个学期（不写就是今天所在的，放假时是刚过去的）每周谁带班、谁值周、在哪里值守。
    """
    term = own_term(books, term)
    rows = whole(books, WeekDuty)
    rows = rows[rows[WeekDuty.term] == term].sort_values(WeekDuty.start, kind="stable")
    if rows.empty:
        raise Waiting(f"“{WeekDuty.sheet}”表里没有 {term} 的值周")
    block = Block(_HEADS, tuple(_rows(books, rows)))
    return Report(NAME, NAME, (), (block,), form(books, term, *_SIGNED))


def _rows(books: Books, rows: pd.DataFrame) -> Iterator[tuple[Value, ...]]:
    for row, week in rows.iterrows():
        which = f"{week[WeekDuty.term]} {week[WeekDuty.start]:%Y-%m-%d} 起的一周"
        yield (
            figure(books, WeekDuty.week, int(str(row)), week[WeekDuty.week], which),
            " 至 ".join(
                f"{week[day]:%m-%d}" for day in (WeekDuty.start, WeekDuty.end) if pd.notna(week[day])
            ),
            week[WeekDuty.leader],
            week[WeekDuty.teachers],
            week[WeekDuty.places],
            week[WeekDuty.note],
        )


def week_plan(books: Books, day: str) -> Report:
    """一周值班

    一天所在的那一周（星期一到星期日）：谁带班、谁值周，晚自习、监考、评卷每天每节每个班是谁。这一周什么都没有排的，不做。
    """
    monday = date.fromisoformat(day)
    monday -= timedelta(days=monday.weekday())
    sunday = monday + timedelta(days=6)
    duty, watched = whole(books, WeekDuty), whole(books, Supervision)
    ends = duty[WeekDuty.end].fillna(duty[WeekDuty.start])
    duty = duty[(duty[WeekDuty.start] <= pd.Timestamp(sunday)) & (ends >= pd.Timestamp(monday))]
    watched = watched[watched[Supervision.date].between(pd.Timestamp(monday), pd.Timestamp(sunday))]
    if duty.empty and watched.empty:
        raise Waiting(f"{monday} 到 {sunday} 没有排值周和辅导监考")
    of_week = tuple((number, *who) for number, _, *who, _ in _rows(books, duty))
    blocks = [Block(_OF_WEEK, of_week, "值周")] if of_week else []
    blocks += [_evenings(own, str(kind)) for kind, own in watched.groupby(Supervision.kind, sort=False)]
    period = f"{day_in_words(monday)}至{day_in_words(sunday)}"
    return Report(WEEK, f"{WEEK}安排", (), tuple(blocks), form(books, period, *_SIGNED))


def _evenings(rows: pd.DataFrame, kind: str) -> Block:
    """A row for each class, or room, a column for each period."""
    days = rows[Supervision.date]
    when = (
        days.dt.strftime("%m-%d")
        + " 星期"
        + days.dt.day_of_week.map(dict(enumerate(_DAYS)))
        + " "
        + rows[Supervision.period].where(rows[Supervision.period] != kind, "")
    ).str.strip()
    # One subject for all in a period stands above it.
    course = rows[Supervision.course]
    common = course.groupby(when).transform("nunique") == 1
    when = when + (" " + course).where(common & (course != ""), "")
    who = rows[Supervision.teacher] + ("（" + course + "）").where(~common & (course != ""), "")
    columns, rooms = dict.fromkeys(when), dict.fromkeys(rows[Supervision.room])
    cells = who.groupby([rows[Supervision.room], when]).agg("、".join)
    heads = (Head(_ROOM, 14), *(Head(column, _PERIOD) for column in columns))
    lines = tuple((room, *(str(cells.get((room, column), "")) for column in columns)) for room in rooms)
    return Block(heads, lines, kind)


WEEK_DUTY = SheetPaper(NAME, Of.TERM, When.ASKED, lambda books, term: [week_duty(books, term)])
WEEK_PLAN = SheetPaper(WEEK, Of.DAY, When.ASKED, lambda books, day: [week_plan(books, day)])
