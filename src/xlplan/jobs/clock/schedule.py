"""The schedule of an office: what 定时任务 says, on its own calendar."""

from dataclasses import dataclass
from functools import partial

import pandas as pd

from xlplan.excel.frames import empty
from xlplan.excel.table import Table
from xlplan.findings import CannotRun
from xlplan.jobs.clock.due import ONE, Task
from xlplan.jobs.desk import Desk
from xlplan.tables import office
from xlplan.tables.books import Books, Waiting, read
from xlplan.tables.calendar import Calendar
from xlplan.tables.due import days
from xlplan.tables.frequency import Frequency, time_of_day
from xlplan.tables.office import Reporting, SpecialDay, Term


@dataclass(frozen=True)
class Schedule:
    """What runs, and on which calendar."""

    tasks: tuple[Task, ...]
    calendar: Calendar
    problems: tuple[str, ...]
    """A sentence for each line that cannot be read."""
    keys: frozenset[tuple[str, str, str]]
    """Of all lines that are switched on, read or not."""


def schedule(desk: Desk) -> Schedule:
    """The schedule as office.xlsx has it now; raises CannotRun where it cannot be read."""
    name = office.Task.workbook
    books = read({name: desk.master(name)}, desk.today)
    if name in books.refused:
        raise CannotRun(books.refused[name])
    if len(books.sheets[office.Task].absent) == len(office.Task.columns):
        raise CannotRun(f"{name} 里没有可用的“{office.Task.sheet}”表，到时候什么都不会做。")
    calendar = Calendar(_rows(books, SpecialDay), _rows(books, Term))
    reporting = _rows(books, Reporting)
    tasks, problems, keys = [], [], []
    for row in _rows(books, office.Task).to_dict("records"):
        if row[office.Task.enabled] != "是":
            continue
        job, said, at = (
            row[column] for column in (office.Task.task, office.Task.frequency, office.Task.time)
        )
        keys.append((job, said, at))
        try:
            if job not in office.TASKS:
                raise ValueError(f"没有“{job}”这个任务")
            falls = partial(days, Frequency.read(said), calendar, reporting)
            tasks.append(Task(job, said, at, time_of_day(at), falls, row[office.Task.catch_up] or ONE))
        except ValueError as reason:
            problems.append(f"“{office.Task.sheet}”的 {job or '空行'} 看不懂：{reason}。")
    return Schedule(tuple(tasks), calendar, tuple(problems), frozenset(keys))


def _rows(books: Books, table: type[Table]) -> pd.DataFrame:
    """The rows of a sheet; none where it is not there, or lacks a column that is asked of it."""
    try:
        rows = books[table]
    except Waiting:
        return empty(table)
    needed = [column for column in table.columns if column.required]
    return rows if {*needed} <= {*rows} else empty(table)
