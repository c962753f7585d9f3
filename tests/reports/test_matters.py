"""待办: what somebody has to do by a day, whatever sheet it stands in, and who is reminded of it."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from tests.reports.school import rows as shown
from tests.reports.school import school
from xlplan.demo.people import holder
from xlplan.excel.frames import typed
from xlplan.excel.table import Table
from xlplan.reports.forms import on
from xlplan.reports.matters import DUE, KIND, NOBODY, OWNER, STATE, WHAT, by_owner, left, matters, reminder
from xlplan.reports.shelf import SHEETS
from xlplan.tables import MASTERS
from xlplan.tables.books import Books, Waiting
from xlplan.tables.office import Parameter
from xlplan.tables.plan import Inspection, WorkItem
from xlplan.tables.projects import Project
from xlplan.tables.safety import Hazard

LAST = date(2026, 12, 31)
DAY = date(2026, 12, 1)


def having(table: type[Table], frame: pd.DataFrame, books: Books | None = None) -> Books:
    """The school with these rows in a sheet."""
    books = books or school()
    return replace(books, sheets={**books.sheets, table: replace(books.sheets[table], rows=frame)})


def hazards(*rows: tuple[str, str, date, str]) -> pd.DataFrame:
    columns = (Hazard.number, Hazard.part, Hazard.content, Hazard.owner, Hazard.due, Hazard.state)
    return typed(Hazard, ((f"YH-{place}", "插座", *row) for place, row in enumerate(rows)), columns)


def of(books: Books, kind: str) -> pd.DataFrame:
    rows, waits = matters(books, LAST)
    assert waits == ()
    return rows[rows[KIND] == kind]


def test_a_hazard_is_a_matter_until_it_is_closed() -> None:
    books = having(
        Hazard,
        hazards(
            ("漏电", "张三", DAY, "整改中"), ("裂缝", "李四", DAY, "已销号"), ("积水", "王五", DAY, "未整改")
        ),
    )
    assert of(books, "隐患")[[WHAT, OWNER, STATE]].to_numpy().tolist() == [
        ["插座：漏电", "张三", "整改中"],
        ["插座：积水", "王五", "未整改"],
    ]


def test_a_project_that_is_finished_is_none() -> None:
    columns = (Project.number, Project.name, Project.owner, Project.due, Project.state)
    states = ("立项", "采购", "施工", "完工", "已验收", "取消")
    rows = typed(Project, ((f"XM-{state}", state, "张三", DAY, state) for state in states), columns)
    assert of(having(Project, rows), "项目")[WHAT].tolist() == ["立项", "采购", "施工"]


def test_a_problem_that_was_found_is_one_until_it_is_mended() -> None:
    (row,) = of(school(), "检查").to_dict("records")
    assert (row[WHAT], row[STATE]) == ("综合楼一具灭火器压力不足", "没有改好")
    own = school()[Inspection]
    mended = own.assign(**{Inspection.mended: own[Inspection.mended].fillna(pd.Timestamp("2026-11-30"))})
    assert of(having(Inspection, mended), "检查").empty


def test_work_without_an_end_is_due_with_its_block() -> None:
    own = school()[WorkItem]
    row = own.index[own[WorkItem.item] == "期末考试"]
    blank = own.assign(**{WorkItem.end: own[WorkItem.end].mask(own.index.isin(row))})
    rows, _ = matters(having(WorkItem, blank), date(2027, 1, 31))
    (due,) = rows.loc[rows[WHAT] == "期末考试", DUE]
    assert due == pd.Timestamp("2027-01-22")


def test_what_is_due_later_or_stands_in_a_workbook_that_is_not_kept_is_not_told() -> None:
    books = school()
    gone = {table for name in ("safety.xlsx", "projects.xlsx") for table in MASTERS[name]}
    kept = {table: sheet for table, sheet in books.sheets.items() if table not in gone}
    rows, waits = matters(replace(books, sheets=kept), LAST)
    assert waits == ()
    assert {"隐患", "项目"}.isdisjoint(rows[KIND])
    assert rows[DUE].is_monotonic_increasing
    assert rows[DUE].max() <= pd.Timestamp(LAST)


def test_a_workbook_that_cannot_be_read_is_told_and_hides_no_other() -> None:
    books = school()
    kept = {table: sheet for table, sheet in books.sheets.items() if table.workbook != "plan.xlsx"}
    books = having(Hazard, hazards(("漏电", "张三", DAY, "整改中")))
    broken = replace(books, sheets=kept | {Hazard: books.sheets[Hazard]}, refused={"plan.xlsx": "打不开。"})
    rows, waits = matters(broken, LAST)
    assert waits == ("plan.xlsx 打不开",)
    assert "插座：漏电" in set(rows[WHAT])


def test_each_of_several_people_has_the_matter_and_what_nobody_has_is_told_too() -> None:
    books = having(Hazard, hazards(("漏电", "张三、李四", DAY, "整改中"), ("积水", "", DAY, "整改中")))
    rows = by_owner(of(books, "隐患"))
    assert set(zip(rows[OWNER], rows[WHAT], strict=True)) == {
        ("张三", "插座：漏电"),
        ("李四", "插座：漏电"),
        (NOBODY, "插座：积水"),
    }


def test_how_far_off_a_day_is_is_said_in_words() -> None:
    today = date(2026, 11, 30)
    days = (date(2026, 11, 28), today, date(2026, 12, 7))
    assert [left(day, today) for day in days] == ["过期 2 天", "今天", "7 天后"]


def test_the_reminder_tells_what_is_overdue_and_what_is_due_so_many_days_ahead() -> None:
    books = on(school(), "2026-12-05")
    report = reminder(books)
    told = {row[2]: row for row in shown(report)}
    assert told["学生体质健康数据上报"][4] == "过期 1 天"
    assert told["2027年预算编报"][:2] == (holder("报账员"), "工作")
    assert "控辍保学集中家访" not in told  # on the 18th
    rows, _ = matters(books, date(2026, 12, 12))
    late = int((rows[DUE] < pd.Timestamp(books.today)).sum())
    assert report.notes == (f"过期的 {late} 件，2026年12月12日以前到期的 {len(rows) - late} 件。",)


def test_the_days_ahead_are_a_parameter_and_without_it_there_is_no_reminder() -> None:
    own = school()[Parameter]
    wide = own.assign(
        **{Parameter.value: own[Parameter.value].mask(own[Parameter.name] == "提醒提前天数", "20")}
    )
    told = {row[2] for row in shown(reminder(having(Parameter, wide)))}
    assert "控辍保学集中家访" in told
    none = own[own[Parameter.name] != "提醒提前天数"]
    with pytest.raises(Waiting, match="提醒提前天数"):
        reminder(having(Parameter, none))


def test_the_reminder_of_another_day_is_made_as_of_that_day() -> None:
    (report,) = SHEETS["待办提醒"].sheets(school(), "2026-11-20")
    assert report.form is not None
    assert report.form.period == "截至2026年11月20日"
