"""岗位, 值周, 考勤, 例会, 培训, 考核: HR-02 to HR-06, PLN-06, and PAY-09 where it is about 考核."""

from collections.abc import Iterator

import pandas as pd

from tests.seeded.forms import form
from tests.seeded.mistakes import Cell, Mistake
from tests.seeded.office import CleanOffice
from xlplan.excel.table import Column, Table
from xlplan.tables.canteen import KitchenWorker
from xlplan.tables.lists import listed
from xlplan.tables.office import Staff, Term
from xlplan.tables.people import (
    ClassMerit,
    Leave,
    Meeting,
    MonthAttendance,
    Post,
    Supervision,
    Training,
    WeekDuty,
)

_DAY = 1_000
_LEAVE = {
    "事假": MonthAttendance.private_leave,
    "病假": MonthAttendance.sick_leave,
    "公出": MonthAttendance.errand,
}
_WEEKLY = ("教职工例会", "升旗")


def _emptied(table: type[Table], row: int) -> dict[Cell, object]:
    return {(column, row): None for column in table.columns}


def _copied(office: CleanOffice, column: Column) -> Iterator[Mistake]:
    """A number of the row above."""
    rows = office[column.table]
    numbers = rows[column]
    for above, row in zip(rows.index, rows.index[1:], strict=False):
        if numbers[above] and numbers[row]:
            yield Mistake({(column, row): numbers[above]}, (column, row))


@form("HR-02")
def certificate_of_the_row_above(office: CleanOffice) -> Iterator[Mistake]:
    """证书号 of one who went to the same course."""
    yield from _copied(office, Training.certificate)


@form("HR-02")
def health_certificate_of_the_row_above(office: CleanOffice) -> Iterator[Mistake]:
    """健康证号 of another cook."""
    yield from _copied(office, KitchenWorker.certificate)


@form("HR-02")
def number_in_small_letters_given_again(office: CleanOffice) -> Iterator[Mistake]:
    """A former colleague entered below under 工号 t33, where T033 is another's."""
    staff = office[Staff]
    last = int(staff.index[-1]) + 1
    for _, person in staff.iterrows():
        again = {
            Staff.number: person[Staff.number].lower().replace("t0", "t"), Staff.name: "甲某", Staff.department: person[Staff.department],
            Staff.category: person[Staff.category], Staff.state: "离岗",
        }  # fmt: skip
        yield Mistake({(column, last): value for column, value in again.items()}, (Staff.number, last))


@form("HR-02", ("HR-01", "one more of a category"), ("HR-01", "one more in all"))
def person_entered_again(office: CleanOffice) -> Iterator[Mistake]:
    """Somebody entered again under a new 工号."""
    staff = office[Staff]
    last = int(staff.index[-1]) + 1
    leads = set(office[Post][Post.people][office[Post][Post.tier] != "个人"])
    for _, person in staff[(staff[Staff.state] == "在岗") & ~staff[Staff.name].isin(leads)].iterrows():
        cells: dict[Cell, object] = {
            (column, last): None if pd.isna(person[column]) else person[column] for column in Staff.columns
        }
        yield Mistake({**cells, (Staff.number, last): "T900"}, (Staff.number, last))


@form("HR-03")
def post_above_that_is_none(office: CleanOffice) -> Iterator[Mistake]:
    """上级岗位 by a name that no post has."""
    posts = office[Post]
    for row in posts.index[posts[Post.above] != ""]:
        yield Mistake({(Post.above, row): f"{posts.at[row, Post.above]}负责人"}, (Post.above, row))


@form("HR-03")
def nobody_above(office: CleanOffice) -> Iterator[Mistake]:
    """上级岗位 left empty."""
    posts = office[Post]
    for row in posts.index[posts[Post.above] != ""]:
        yield Mistake({(Post.above, row): None}, (Post.above, row))


@form("HR-03")
def post_below_one_of_its_own(office: CleanOffice) -> Iterator[Mistake]:
    """上级岗位 that is a post below it: of a lower tier, or a cycle."""
    posts = office[Post]
    for row, name, tier in posts[[Post.name, Post.tier]].itertuples():
        below = posts[(posts[Post.above] == name) & (tier != "校长")]
        for other, lower in below[Post.tier].items():
            first = min(row, other) if lower == tier else row
            yield Mistake({(Post.above, row): posts.at[other, Post.name]}, (Post.above, first))


@form("HR-03")
def holder_who_is_gone(office: CleanOffice) -> Iterator[Mistake]:
    """A retired teacher among the people of a post."""
    posts, staff = office[Post], office[Staff]
    gone = staff.loc[staff[Staff.state] != "在岗", Staff.name].iloc[0]
    for row, people in posts[Post.people].items():
        yield Mistake({(Post.people, int(str(row))): f"{people}、{gone}"}, (Post.people, int(str(row))))


@form("HR-03")
def more_than_were_approved(office: CleanOffice) -> Iterator[Mistake]:
    """One more in a post that has all its people."""
    posts, staff = office[Post], office[Staff]
    for row, people in posts[Post.people].items():
        other = next(name for name in staff[Staff.name] if name not in listed(people))
        yield Mistake({(Post.people, int(str(row))): f"{people}、{other}"}, (Post.people, int(str(row))))


@form("HR-03")
def somebody_forgotten(office: CleanOffice) -> Iterator[Mistake]:
    """One of several people of a post left out."""
    posts, staff = office[Post], office[Staff]
    places = dict(zip(staff[Staff.name], staff.index, strict=True))
    for row, people in posts[Post.people].items():
        names = listed(people)
        for name in names if len(names) > 1 else ():
            rest = "、".join(other for other in names if other != name)
            yield Mistake({(Post.people, int(str(row))): rest}, (Staff.name, places[name]))


def _past_weeks(office: CleanOffice) -> pd.DataFrame:
    """The weeks of duty that have begun, but for the first."""
    duty = office[WeekDuty]
    return duty[duty[WeekDuty.start] <= pd.Timestamp(office.books.today)].iloc[1:]


def _block(office: CleanOffice, day: pd.Timestamp) -> int:
    """The row of 学期 in which the first day of a week lies, be it a rest day."""
    blocks = office[Term]
    for own in (day + pd.Timedelta(days=after) for after in range(7)):
        inside = (blocks[Term.start] <= own) & (blocks[Term.end] >= own)
        if inside.any() and own.day_of_week < 5 and f"{own:%m-%d}" not in _OFF:
            return int(blocks.index[inside][0])
    raise LookupError(f"nobody works in the week of {day}")


_OFF = ("04-06", "05-01", "05-04", "05-05", "06-19", "09-25", "10-01", "10-02", "10-05", "10-06", "10-07")
"""Days from Monday to Friday that were holidays in 2026."""


@form("HR-04")
def week_of_nobody(office: CleanOffice) -> Iterator[Mistake]:
    """A week that is not in 值周."""
    for row, start in _past_weeks(office)[WeekDuty.start].items():
        yield Mistake(_emptied(WeekDuty, int(str(row))), (Term.block, _block(office, start)))


@form("HR-04")
def nobody_named(office: CleanOffice) -> Iterator[Mistake]:
    """带班领导 or 值周教师 left empty."""
    for row in office[WeekDuty].index:
        for column in (WeekDuty.leader, WeekDuty.teachers):
            yield Mistake({(column, row): None}, (column, row))


@form("HR-04")
def on_duty_and_on_leave(office: CleanOffice) -> Iterator[Mistake]:
    """Somebody on leave among those on duty, and nobody who stands in."""
    leave, duty = office[Leave], office[WeekDuty]
    for away, name, start, days in leave[[Leave.name, Leave.start, Leave.days]].itertuples():
        own = duty[(duty[WeekDuty.start] <= start) & (duty[WeekDuty.end] >= start)]
        if days >= _DAY:
            row = int(own.index[0])
            teachers = f"{duty.at[row, WeekDuty.teachers]}、{name}"
            yield Mistake(
                {(WeekDuty.teachers, row): teachers, (Leave.substitute, away): None}, (WeekDuty.teachers, row)
            )


@form("HR-04")
def two_rooms_at_once(office: CleanOffice) -> Iterator[Mistake]:
    """One teacher in two rooms in the same period."""
    rows = office[Supervision]
    period = rows[[Supervision.date, Supervision.period]]
    for above, row in zip(rows.index, rows.index[1:], strict=False):
        if (period.loc[above] == period.loc[row]).all() and rows.at[row, Supervision.kind] != "评卷":
            yield Mistake(
                {(Supervision.teacher, row): rows.at[above, Supervision.teacher]}, (Supervision.teacher, row)
            )


@form("HR-05")
def leave_not_as_written(office: CleanOffice) -> Iterator[Mistake]:
    """A day more of a kind of leave in 考勤."""
    rows = office[MonthAttendance]
    for place, row in enumerate(rows.index):
        column = list(_LEAVE.values())[place % len(_LEAVE)]
        yield Mistake({(column, row): rows.at[row, column] + _DAY}, (column, row))


@form("HR-05")
def days_present_off(office: CleanOffice) -> Iterator[Mistake]:
    """出勤 a day more or half a day less."""
    for place, (row, days) in enumerate(office[MonthAttendance][MonthAttendance.present].items()):
        wrong = days + (_DAY if place % 2 else -_DAY // 2)
        yield Mistake(
            {(MonthAttendance.present, int(str(row))): wrong}, (MonthAttendance.present, int(str(row)))
        )


@form("HR-05")
def more_days_than_the_month(office: CleanOffice) -> Iterator[Mistake]:
    """应出勤 of 31 days."""
    for row in office[MonthAttendance].index:
        yield Mistake({(MonthAttendance.due, row): 31 * _DAY}, (MonthAttendance.due, row))


@form("HR-05")
def leave_not_written_down(office: CleanOffice) -> Iterator[Mistake]:
    """A leave that 考勤 counts and 请假 does not have; not the first of the sheet, with which all begins."""
    rows, leave = office[MonthAttendance], office[Leave]
    for row, facts in leave.iloc[1:].iterrows():
        column = _LEAVE.get(facts[Leave.kind], MonthAttendance.other_leave)
        own = rows[MonthAttendance.name] == facts[Leave.name]
        own &= rows[MonthAttendance.month] == facts[Leave.start].replace(day=1)
        yield Mistake(_emptied(Leave, int(str(row))), (column, int(rows.index[own][0])))


@form("HR-05")
def longer_leave_than_its_days(office: CleanOffice) -> Iterator[Mistake]:
    """天数 two days more than the workdays between its ends."""
    leave = office[Leave]
    for row, days in leave.loc[leave[Leave.kind] != "公出", Leave.days].items():
        yield Mistake({(Leave.days, int(str(row))): days + 2 * _DAY}, (Leave.days, int(str(row))))


def _short(office: CleanOffice) -> Iterator[tuple[int, int, str]]:
    """The row of a course without which a teacher has too few hours, that of the teacher, and his name."""
    rows, staff = office[Training], office[Staff]
    sums = rows.groupby(Training.name)[Training.hours].sum()
    teaching = staff[staff[Staff.category].isin(("专职教师", "特岗教师")) & (staff[Staff.state] == "在岗")]
    places = dict(zip(teaching[Staff.name], teaching.index, strict=True))
    for row, name, hours in rows[[Training.name, Training.hours]].itertuples():
        if name in places and sums[name] - hours < 72 * _DAY:
            yield row, places[name], name


@form("HR-06")
def course_not_written_down(office: CleanOffice) -> Iterator[Mistake]:
    """A course that a teacher went to and that is not in 培训."""
    for row, place, _ in _short(office):
        yield Mistake(_emptied(Training, row), (Staff.name, place))


@form("HR-06")
def course_of_another_year(office: CleanOffice) -> Iterator[Mistake]:
    """A course that ended the year before."""
    for row, place, _ in _short(office):
        start, end = pd.Timestamp("2025-07-13"), pd.Timestamp("2025-07-16")
        yield Mistake({(Training.start, row): start, (Training.end, row): end}, (Staff.name, place))


@form("HR-06")
def fewer_hours(office: CleanOffice) -> Iterator[Mistake]:
    """学时 of a course typed as 0.5."""
    for row, place, _ in _short(office):
        yield Mistake({(Training.hours, row): _DAY // 2}, (Staff.name, place))


def _held(office: CleanOffice) -> Iterator[tuple[int, pd.Timestamp]]:
    """The weekly meetings of weeks that are over, but for the first of each kind."""
    rows = office[Meeting]
    monday = pd.Timestamp(office.books.today) - pd.Timedelta(days=office.books.today.weekday())
    for kind in _WEEKLY:
        own = rows[(rows[Meeting.kind] == kind) & (rows[Meeting.date] < monday)].iloc[1:]
        for row, day in own[Meeting.date].items():
            yield int(str(row)), day - pd.Timedelta(days=day.day_of_week)


@form("PLN-06")
def meeting_not_written_down(office: CleanOffice) -> Iterator[Mistake]:
    """A week without its row."""
    for row, week in _held(office):
        yield Mistake(_emptied(Meeting, row), (Term.block, _block(office, week)))


@form("PLN-06")
def meeting_of_another_kind(office: CleanOffice) -> Iterator[Mistake]:
    """A meeting of the heads in the place of that of all."""
    for row, week in _held(office):
        yield Mistake({(Meeting.kind, row): "行政会"}, (Term.block, _block(office, week)))


@form("PLN-06")
def meeting_a_week_late(office: CleanOffice) -> Iterator[Mistake]:
    """A meeting on a day of the week before."""
    rows = office[Meeting]
    for row, week in _held(office):
        earlier = rows.at[row, Meeting.date] - pd.Timedelta(days=7)
        if (rows[Meeting.date] <= earlier).any():
            yield Mistake({(Meeting.date, row): earlier}, (Term.block, _block(office, week)))


@form("PAY-09")
def merit_of_another_sum(office: CleanOffice) -> Iterator[Mistake]:
    """津贴 of 考核 a hundred yuan less than was paid."""
    rows = office[ClassMerit]
    for row, fen in rows[ClassMerit.pay].items():
        yield Mistake({(ClassMerit.pay, int(str(row))): fen - 10_000}, (ClassMerit.pay, int(str(row))))
