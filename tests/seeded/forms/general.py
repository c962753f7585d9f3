"""参数, 定时任务 and people: GEN-01, GEN-02, GEN-06 and HR-01."""

from collections.abc import Iterator
from datetime import date, timedelta

import pandas as pd

from tests.seeded.forms import form
from tests.seeded.mistakes import Cell, Mistake
from tests.seeded.office import CleanOffice
from xlplan.tables.office import Office, Parameter, Regulation, Reporting, Staff, Task
from xlplan.tables.plan import PlanText


def _unchecked(office: CleanOffice, *days: date) -> Iterator[Mistake]:
    """Only these days were checked; told at the line of the nightly check."""
    tasks = office[Task]
    (row,) = tasks.index[tasks[Task.task] == "夜间检查"]
    yield Mistake({}, (Task.task, row), checked=frozenset(days))


@form("GEN-01")
def friday_not_checked(office: CleanOffice) -> Iterator[Mistake]:
    """The computer was off on the last workday."""
    yield from _unchecked(office, date(2026, 11, 25), date(2026, 11, 26))


@form("GEN-01")
def month_not_checked(office: CleanOffice) -> Iterator[Mistake]:
    """Nobody looked for a month."""
    yield from _unchecked(office, *(date(2026, 10, 12) + timedelta(days=after) for after in range(5)))


@form("GEN-01")
def only_sunday_checked(office: CleanOffice) -> Iterator[Mistake]:
    """Somebody looked at the weekend, and nobody on Friday."""
    yield from _unchecked(office, date(2026, 11, 26), date(2026, 11, 29))


@form("GEN-02")
def parameter_without_a_start(office: CleanOffice) -> Iterator[Mistake]:
    """起 left empty."""
    for row in office[Parameter].index:
        yield Mistake({(Parameter.start, row): None}, (Parameter.start, row))


@form("GEN-02")
def parameter_without_a_document(office: CleanOffice) -> Iterator[Mistake]:
    """文号 left empty."""
    for row in office[Parameter].index:
        yield Mistake({(Parameter.document, row): None}, (Parameter.document, row))


@form("GEN-02")
def old_value_left_open(office: CleanOffice) -> Iterator[Mistake]:
    """A new value in a further row, and no 止 on the old one."""
    rows = office[Parameter]
    new = int(rows.index[-1]) + 1
    for row in rows.index:
        cells: dict[Cell, object] = {
            (column, new): rows.at[row, column]
            for column in (Parameter.name, Parameter.value, Parameter.document, Parameter.source)
        }
        for years in (1, 2):
            start = rows.at[row, Parameter.start] + pd.DateOffset(years=years)
            yield Mistake(cells | {(Parameter.start, new): start}, (Parameter.start, new))


@form("GEN-06")
def task_that_there_is_not(office: CleanOffice) -> Iterator[Mistake]:
    """任务 with a slip, or one that somebody else does."""
    for row in office[Task].index:
        for wrong in ("夜间检察", "夜间检查任务", "月报", "周报", "备份"):
            yield Mistake({(Task.task, row): wrong}, (Task.task, row))


@form("GEN-06")
def frequency_that_says_no_day(office: CleanOffice) -> Iterator[Mistake]:
    """频率 too vague, with a day that there is not, or before something that is not in 上报."""
    for row in office[Task].index:
        for wrong in (
            "天天",
            "每月",
            "每月底",
            "每月32日",
            "每年2月30日",
            "每周八",
            "上报前0天",
            "决算前3天",
        ):
            yield Mistake({(Task.frequency, row): wrong}, (Task.frequency, row))


@form("GEN-06")
def time_that_could_be_another(office: CleanOffice) -> Iterator[Mistake]:
    """时间 in words, or past midnight."""
    for row in office[Task].index:
        for wrong in ("晚上", "晚上10点", "8点半", "22", "22.30", "24:00", "25:00"):
            yield Mistake({(Task.time, row): wrong}, (Task.time, row))


@form("GEN-06")
def deadline_that_says_no_day(office: CleanOffice) -> Iterator[Mistake]:
    """截止 too vague, or with a day that there is not."""
    for row in office[Reporting].index:
        for wrong in ("月底", "下月中旬", "每月0日", "每年13月1日", "15日", "发工资后5天"):
            yield Mistake({(Reporting.due, row): wrong}, (Reporting.due, row))


def _counts(office: CleanOffice) -> Iterator[tuple[int, str, int]]:
    """Row, item and figure of what 单位 says of people."""
    facts = office[Office]
    for row, item, content in zip(facts.index, facts[Office.item], facts[Office.content], strict=True):
        if item == "教职工总数" or item.removesuffix("人数") in Staff.category.choices:
            yield int(row), item, int(content)


@form("HR-01")
def total_of_people_wrong(office: CleanOffice) -> Iterator[Mistake]:
    """The total too high, too low, or with its digits swapped."""
    for row, item, number in _counts(office):
        if item == "教职工总数":
            for wrong in (*range(number + 1, number + 9), *range(number - 8, number), int(str(number)[::-1])):
                if wrong != number:
                    yield Mistake({(Office.content, row): str(wrong)}, (Office.content, row))


@form("HR-01")
def one_kind_of_people_wrong(office: CleanOffice) -> Iterator[Mistake]:
    """The figure of one kind of staff off by one or more."""
    for row, item, number in _counts(office):
        if item != "教职工总数":
            for wrong in {number + 1, number + 2, number + 10, max(number - 1, 0)}:
                yield Mistake({(Office.content, row): str(wrong)}, (Office.content, row))


@form("HR-01")
def people_of_the_plan_not_adding_up(office: CleanOffice) -> Iterator[Mistake]:
    """A part of the staff told wrongly in the running text."""
    for row, text in office[PlanText][PlanText.content].items():
        for old, new in (
            ("专职教师34人", "专职教师43人"),
            ("工勤7人", "工勤6人"),
            ("教职工69人", "教职工96人"),
        ):
            if old in text and "其中" in text:
                yield Mistake({(PlanText.content, row): text.replace(old, new)}, (PlanText.content, int(row)))


@form("HR-01", ("PAY-02", "工资表里还有他，工资变动里没有写"))
def somebody_left(office: CleanOffice) -> Iterator[Mistake]:
    """The roster was changed, the figures were not."""
    rows = {item.removesuffix("人数"): row for row, item, _ in _counts(office)}
    staff = office[Staff]
    # A head of a department or of a class who left would be another matter.
    for row, category in staff.loc[staff[Staff.state] == "在岗", Staff.category].items():
        for state in ("离岗", "借调"):
            yield Mistake({(Staff.state, row): state}, (Office.content, rows[category]))


def _revised(office: CleanOffice, day: pd.Timestamp | None) -> Iterator[Mistake]:
    rows = office[Regulation]
    for row in rows.index[rows[Regulation.start] < "2023-01-01"]:
        yield Mistake({(Regulation.revised, row): day}, (Regulation.revised, row))


@form("GEN-04")
def regulation_revised_a_day_too_long_ago(office: CleanOffice) -> Iterator[Mistake]:
    """Three years and a day."""
    yield from _revised(office, pd.Timestamp("2023-11-29"))


@form("GEN-04")
def regulation_never_revised(office: CleanOffice) -> Iterator[Mistake]:
    """修订日 empty."""
    yield from _revised(office, None)


@form("GEN-04")
def regulation_of_another_decade(office: CleanOffice) -> Iterator[Mistake]:
    """修订日 ten years ago."""
    yield from _revised(office, pd.Timestamp("2016-09-01"))
