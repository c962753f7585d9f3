"""安全台账：当月的隐患、演练、安全班会、事故，取自 safety.xlsx；没有 safety.xlsx 的不写。"""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from xlplan.cells import Ref
from xlplan.documents.figures import Printed
from xlplan.documents.monthly.section import NAME, Month, Section
from xlplan.documents.paper import torn
from xlplan.documents.printing import cell, printed
from xlplan.documents.values import named
from xlplan.excel.kinds import Kind
from xlplan.excel.report import Figure
from xlplan.excel.table import Column
from xlplan.reports import hazard_month
from xlplan.reports.forms import of_month, source
from xlplan.tables.safety import Accident, Drill, Hazard, SafetyLesson


@dataclass(frozen=True)
class DrillRow:
    """A drill that was held."""

    day: Printed = named("日期")
    theme: Printed = named("主题")
    present: Printed = named("实到")
    seconds: Printed = named("用时")


@dataclass(frozen=True)
class SafetyRecords:
    """What safety.xlsx says of the month."""

    found: Printed = named("发现隐患")
    heavy: Printed = named("重大隐患")
    closed: Printed = named("销号隐患")
    left: Printed = named("未销号隐患")
    overdue: Printed = named("逾期隐患")
    drills: tuple[DrillRow, ...] = named("演练")
    lessons: Printed = named("班会次数")
    rooms: Printed = named("班会班数")
    accidents: Printed = named("事故数")
    hurt: Printed = named("受伤人数")
    dead: Printed = named("死亡人数")


def _kept(of: Month) -> bool:
    return Hazard.workbook not in of.books.not_kept


def _records(of: Month) -> SafetyRecords | None:
    if not _kept(of):
        return None
    hazards = hazard_month.of_month(of.books, of.month)
    drills = of_month(of.books[Drill], Drill.date, of.month)
    lessons = of_month(of.books[SafetyLesson], SafetyLesson.date, of.month)
    accidents = of_month(of.books[Accident], Accident.moment, of.month)

    def counted(title: str) -> Printed:
        return printed(hazard_month.counted(hazards, title, of.month, NAME), Kind.COUNT)

    return SafetyRecords(
        counted("本月发现"),
        counted("其中重大"),
        counted("本月销号"),
        counted("月末未销号"),
        counted("其中逾期"),
        tuple(_drill(of, int(str(row))) for row in drills.index[drills[Drill.state] == "已完成"]),
        _count(of, len(lessons), SafetyLesson.date, lessons),
        _count(of, lessons[SafetyLesson.room].nunique(), SafetyLesson.room, lessons),
        _count(of, len(accidents), Accident.number, accidents),
        _count(of, int(accidents[Accident.hurt].sum()), Accident.hurt, accidents),
        _count(of, int(accidents[Accident.dead].sum()), Accident.dead, accidents),
    )


def _drill(of: Month, row: int) -> DrillRow:
    columns = (Drill.date, Drill.theme, Drill.present, Drill.seconds)
    return DrillRow(*(cell(of.books, column, row) for column in columns))


def _count(of: Month, count: int, column: Column, rows: pd.DataFrame) -> Printed:
    return printed(Figure(count, source(column, f"{of.month} 当月的", len(rows), NAME)), Kind.COUNT)


def _missing(of: Month) -> Iterator[tuple[Ref, str]]:
    return torn(of.books, Hazard, Drill, SafetyLesson, Accident) if _kept(of) else iter(())


RECORDS = Section(_records, _missing)
