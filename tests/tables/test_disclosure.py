"""What the catalogue of 校务公开 asks for."""

from datetime import date

from xlplan.excel.frames import typed
from xlplan.excel.sheets import Sheet
from xlplan.excel.table import Table
from xlplan.tables.books import Books
from xlplan.tables.canteen import CanteenMonth
from xlplan.tables.disclosure import demanded
from xlplan.tables.office import Parameter, Term
from xlplan.tables.plan import Publication


def asked_for(*kept: type[Table]) -> set[str]:
    parameters = [("公开目录：食堂收支", "每月", "2026-01-01"), ("公开目录：考勤", "每月", "2026-01-01")]
    frames = {
        Parameter: typed(Parameter, parameters, (Parameter.name, Parameter.value, Parameter.start)),
        Publication: typed(Publication, [("2026-09-03",)], (Publication.start,)),
        Term: typed(Term, []),
    }
    sheets = {table: Sheet(table, frame) for table, frame in frames.items()}
    sheets |= {table: Sheet(table, typed(table, [])) for table in kept}
    today = date(2026, 11, 30)
    return set(demanded(Books(today, sheets), today)["事项"])


def test_a_school_that_keeps_no_canteen_need_not_publish_one() -> None:
    assert asked_for(CanteenMonth) == {"食堂收支", "考勤"}
    assert asked_for() == {"考勤"}
