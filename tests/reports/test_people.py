"""Papers of the people: who is on duty, how many days each was here, who has signed his letter."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from tests.reports.school import counts, school
from tests.reports.school import rows as shown
from xlplan.excel.frames import typed
from xlplan.excel.report import Figure, Share
from xlplan.excel.table import Table
from xlplan.findings import CannotRun
from xlplan.reports.attendance import ATTENDANCE, attendance
from xlplan.reports.class_merit import class_merit
from xlplan.reports.pledges import pledges
from xlplan.reports.week_duty import week_duty, week_plan
from xlplan.tables.books import Books, NotKept, Waiting
from xlplan.tables.office import SchoolClass, Staff
from xlplan.tables.payroll import PayLine
from xlplan.tables.people import MonthAttendance, Supervision, WeekDuty
from xlplan.tables.safety import Pledge

SPRING, AUTUMN = "2026年春季学期", "2026年秋季学期"


def having(table: type[Table], rows: pd.DataFrame) -> Books:
    """The school with these rows in a sheet."""
    books = school()
    return replace(books, sheets={**books.sheets, table: replace(books.sheets[table], rows=rows)})


def test_the_duty_of_a_term_has_a_row_for_each_of_its_weeks() -> None:
    rows = shown(week_duty(school()))
    assert [row[0] for row in rows] == list(range(1, 22))
    assert rows[6][1:3] == ("10-12 至 10-18", school()[WeekDuty].iloc[25][WeekDuty.leader])
    assert len(shown(week_duty(school(), SPRING))) == 19
    with pytest.raises(CannotRun, match="“学期”表里没有“2025年春季学期”"):
        week_duty(school(), "2025年春季学期")
    with pytest.raises(Waiting, match="“值周”表里没有 2026年秋季学期 的值周"):
        week_duty(having(WeekDuty, school()[WeekDuty].head(3)))


def test_a_number_on_a_paper_of_duty_names_its_cell() -> None:
    (block,) = week_duty(school()).blocks
    number = block.rows[0][0]
    assert isinstance(number, Figure)
    assert str(number.source.at) == "值周!B21"


def test_a_week_shows_who_is_on_duty_and_every_evening_and_examination_by_class() -> None:
    report = week_plan(school(), "2026-11-08")
    assert report.form
    assert report.form.period == "2026年11月2日至2026年11月8日"
    assert [block.title for block in report.blocks] == ["值周", "晚自习", "监考"]
    assert [head.title for head in report.blocks[2].heads[:3]] == [
        "班级", "11-05 星期四 第一场 语文", "11-05 星期四 第二场 数学",
    ]  # fmt: skip
    own = school()[Supervision]
    first = own[(own[Supervision.date] == "2026-11-05") & (own[Supervision.period] == "第一场")]
    assert [row[1] for row in shown(report, 2)] == first[Supervision.teacher].tolist()
    assert len(shown(report, 1)) == 14


def test_courses_that_differ_in_one_period_stand_with_the_teachers() -> None:
    (_, _, marking) = week_plan(school(), "2026-11-09").blocks
    assert marking.title == "评卷"
    assert marking.heads[1].title == "11-09 星期一 全天"
    assert str(marking.rows[0][1]).count("（") == 7


def test_a_week_without_duty_has_no_paper() -> None:
    with pytest.raises(Waiting, match="2026-08-03 到 2026-08-09 没有排值周和辅导监考"):
        week_plan(school(), "2026-08-05")


def test_attendance_is_published_without_the_kind_of_leave() -> None:
    report = attendance(school(), "2026-10")
    *rows, total = shown(report)
    own = school()[MonthAttendance]
    october = own[own[MonthAttendance.month] == "2026-10-01"]
    assert ATTENDANCE.public
    assert [head.title for head in report.blocks[0].heads] == [
        "部门", "姓名", "应出勤", "出勤", "请假", "公出", "迟到",
    ]  # fmt: skip
    assert len(rows) == len(october) == 69
    assert all(counts(row)[0] == sum(counts(row)[1:4]) for row in rows)
    married = october[october[MonthAttendance.other_leave] > 0]
    (name,) = married[MonthAttendance.name]
    assert next(row[4] for row in rows if row[1] == name) == 5_000
    assert total[:4] == ("合计", "69人", 69 * 18_000, int(october[MonthAttendance.present].sum()))
    with pytest.raises(Waiting, match="“考勤”表里没有 2026-08 的考勤"):
        attendance(school(), "2026-08")


def test_what_class_teachers_are_paid_is_what_wages_has() -> None:
    *rows, total = shown(class_merit(school(), "2026-11"))
    pay = school()[PayLine]
    november = pay[(pay[PayLine.period] == "2026-11-01") & (pay[PayLine.class_pay] > 0)]
    assert {row[1] for row in rows} == set(november[PayLine.name])
    assert total[4] == november[PayLine.class_pay].sum() == 560_000
    with pytest.raises(Waiting, match="“考核”表里没有 2026-08 的考核"):
        class_merit(school(), "2026-08")


def letters(*unsigned: str, lacking: tuple[str, ...] = ()) -> Books:
    """The school with a letter of the school year for everybody and every class but some, all signed but some."""
    books = school()
    staff = books[Staff][books[Staff][Staff.state] == "在岗"]
    people = [(name, "岗位") for name in staff[Staff.name]] + [
        (name, "班级") for name in books[SchoolClass][SchoolClass.name]
    ]
    rows = [
        (
            f"安责2026-{place}", "2026—2027学年", tier, "校长", name, "",
            None if name in unsigned else date(2026, 9, 4), date(2027, 8, 31), "",
        )
        for place, (name, tier) in enumerate(people)
        if name not in lacking
    ]  # fmt: skip
    return having(
        Pledge,
        typed(
            Pledge,
            [*rows, ("旧", "2025—2026学年", "岗位", "校长", staff[Staff.name].iloc[0], "", None, None, "")],
        ),
    )


def test_who_has_not_signed_is_counted_tier_by_tier_and_told_by_name() -> None:
    staff = school()[Staff]
    unsigned, none = staff[Staff.name].iloc[3], staff[Staff.name].iloc[0]
    report = pledges(letters(unsigned, "七年级（2）班", lacking=(none,)))
    assert report.notes == ("还有 3 份没有签，是谁写在第二张表里。",)
    assert shown(report)[0] == ("学校", 1, 0, 1, Share(0.0))
    assert shown(report)[1] == ("岗位", 68, 67, 1, Share(67 / 68))
    assert shown(report)[2] == ("班级", 14, 13, 1, Share(13 / 14))
    assert shown(report)[3][:4] == ("合计", 83, 80, 3)
    assert [(row[0], row[1], row[4]) for row in shown(report, 1)] == [
        ("学校", none, "没有责任书"), ("岗位", unsigned, "安责2026-3"), ("班级", "七年级（2）班", "安责2026-70"),
    ]  # fmt: skip


def test_letters_that_are_all_signed_leave_no_list_and_another_year_has_its_own() -> None:
    report = pledges(letters(), AUTUMN)
    assert report.notes == ("全部签了。",)
    assert len(report.blocks) == 1
    assert pledges(letters(), SPRING).blocks[1].rows
    with pytest.raises(Waiting, match="“责任书”表里没有 2026—2027学年 的责任书"):
        pledges(having(Pledge, typed(Pledge, ())))


def test_a_school_that_keeps_no_people_has_none_of_these_papers() -> None:
    books = school()
    kept = {
        table: sheet
        for table, sheet in books.sheets.items()
        if table.workbook not in ("people.xlsx", "safety.xlsx")
    }
    without = replace(books, sheets=kept)
    for made in (
        week_duty,
        pledges,
        lambda books: week_plan(books, "2026-11-05"),
        lambda books: attendance(books, "2026-10"),
    ):
        with pytest.raises(NotKept):
            made(without)
