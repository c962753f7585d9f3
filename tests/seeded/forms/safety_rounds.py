"""Safety, what must be done again and again: SAF-09 to SAF-13."""

from collections.abc import Iterator

import pandas as pd

from tests.seeded.forms import form
from tests.seeded.forms.safety import TODAY, each
from tests.seeded.mistakes import Cell, Mistake
from tests.seeded.office import CleanOffice
from xlplan.excel.table import Column
from xlplan.tables.office import SchoolClass, Term
from xlplan.tables.safety import Drill, FireGear, GateDuty, Hygiene, SafetyLesson

_OLDER = pd.Timestamp("2005-03-01")


def _block(office: CleanOffice, day: pd.Timestamp) -> int | None:
    """The row of 学期 that a day lies in."""
    blocks = office[Term]
    inside = blocks.index[(blocks[Term.start] <= day) & (blocks[Term.end] >= day)]
    return int(inside[0]) if len(inside) else None


def _escapes(office: CleanOffice) -> Iterator[tuple[int, "pd.Series", Cell]]:
    """The drills without which a month of lessons that is over has none, and the cell that is accused."""
    rows = office[Drill]
    rows = rows[rows[Drill.kind].str.contains("疏散") & (rows[Drill.date] < TODAY.replace(day=1))]
    # July has too few days of lessons.
    rows = rows[rows[Drill.date].dt.month != 7]
    for row, facts in rows.iterrows():
        block = _block(office, facts[Drill.date])
        if block is not None:
            yield int(str(row)), facts, (Term.block, block)


@form("SAF-09")
def drill_called_off(office: CleanOffice) -> Iterator[Mistake]:
    """状态 is 取消."""
    for row, _, at in _escapes(office):
        yield Mistake({(Drill.state, row): "取消"}, at)


@form("SAF-09")
def drill_of_another_kind(office: CleanOffice) -> Iterator[Mistake]:
    """Nobody left a building in it."""
    for row, _, at in _escapes(office):
        yield Mistake({(Drill.kind, row): "防暴恐"}, at)


@form("SAF-09")
def drill_in_the_holidays(office: CleanOffice) -> Iterator[Mistake]:
    """The month of its day is another one."""
    for row, facts, at in _escapes(office):
        # The camera's day is that of the drill.
        besides = (("GEN-07", (Drill.photos, row)),)
        yield Mistake({(Drill.date, row): facts[Drill.date].replace(month=8)}, at, besides)


@form("SAF-09")
def drill_that_stayed_a_plan(office: CleanOffice) -> Iterator[Mistake]:
    """The day of a drill of another kind is over, and nobody says what became of it."""
    rows = office[Drill]
    rows = rows[~rows[Drill.kind].str.contains("疏散")]
    yield from each(rows, Drill.state, lambda facts: "计划")


@form("SAF-10")
def lesson_without_plan(office: CleanOffice) -> Iterator[Mistake]:
    """教案 left empty."""
    yield from each(office[SafetyLesson], SafetyLesson.lesson, lambda facts: None)


def _lessons(office: CleanOffice) -> Iterator[tuple[int, "pd.Series", Cell]]:
    """The lessons of this school year's months that are over, and the cell of 班级 that demands each."""
    rows = office[SafetyLesson]
    own = rows[rows[SafetyLesson.date].between(pd.Timestamp("2026-09-01"), pd.Timestamp("2026-10-31"))]
    places = {facts[SchoolClass.name]: int(str(row)) for row, facts in office[SchoolClass].iterrows()}
    for row, facts in own.iterrows():
        yield int(str(row)), facts, (SchoolClass.name, places[facts[SafetyLesson.room]])


@form("SAF-10")
def lesson_of_another_class(office: CleanOffice) -> Iterator[Mistake]:
    """The lesson is written down for the class beside."""
    names = list(office[SchoolClass][SchoolClass.name])
    for row, facts, at in _lessons(office):
        other = names[names.index(facts[SafetyLesson.room]) - 1]
        yield Mistake({(SafetyLesson.room, row): other}, at)


@form("SAF-10")
def lesson_of_another_month(office: CleanOffice) -> Iterator[Mistake]:
    """Its day has the month of November."""
    for row, facts, at in _lessons(office):
        yield Mistake({(SafetyLesson.date, row): facts[SafetyLesson.date].replace(month=11)}, at)


def _duties(office: CleanOffice) -> pd.DataFrame:
    rows = office[GateDuty]
    return rows[(rows[GateDuty.date] < TODAY) & (rows.index > rows.index[0])]


@form("SAF-11")
def nobody_at_the_gate(office: CleanOffice) -> Iterator[Mistake]:
    """值班人 left empty."""
    yield from each(_duties(office), GateDuty.guard, lambda facts: None)


@form("SAF-11")
def shift_not_written_down(office: CleanOffice) -> Iterator[Mistake]:
    """A row is not there; the one above is accused."""
    for row in _duties(office).index:
        yield Mistake({(column, row): None for column in GateDuty.columns}, (GateDuty.date, row - 1))


@form("SAF-11")
def shift_called_otherwise(office: CleanOffice) -> Iterator[Mistake]:
    """A shift that the school has not."""
    yield from each(_duties(office), GateDuty.shift, lambda facts: "中班")


@form("SAF-11")
def shift_on_a_wrong_day(office: CleanOffice) -> Iterator[Mistake]:
    """The day is that of a week before."""
    rows = _duties(office)
    for row, facts in rows[rows[GateDuty.date] > rows[GateDuty.date].min() + pd.Timedelta(days=9)].iterrows():
        day = facts[GateDuty.date] - pd.Timedelta(days=7)
        yield Mistake({(GateDuty.date, int(str(row))): day}, (GateDuty.date, int(str(row)) - 1))


def _extinguishers(office: CleanOffice) -> pd.DataFrame:
    rows = office[FireGear]
    return rows[rows[FireGear.kind].str.contains("灭火器")]


@form("SAF-12")
def gear_not_checked(office: CleanOffice) -> Iterator[Mistake]:
    """检查日 two months ago."""
    yield from each(
        office[FireGear], FireGear.checked, lambda facts: facts[FireGear.checked] - pd.Timedelta(days=60)
    )


@form("SAF-12")
def extinguisher_too_old(office: CleanOffice) -> Iterator[Mistake]:
    """出厂日 twenty years ago."""
    yield from each(_extinguishers(office), FireGear.made, lambda facts: _OLDER)


@form("SAF-12")
def extinguisher_never_serviced(office: CleanOffice) -> Iterator[Mistake]:
    """维修日 of one that had to be serviced left empty."""
    rows = _extinguishers(office)
    yield from each(rows[rows[FireGear.serviced].notna()], FireGear.serviced, lambda facts: None)


@form("SAF-12")
def extinguisher_serviced_long_ago(office: CleanOffice) -> Iterator[Mistake]:
    """维修日 three years earlier."""
    rows = _extinguishers(office)
    yield from each(
        rows[rows[FireGear.serviced].notna()],
        FireGear.serviced,
        lambda facts: facts[FireGear.serviced] - pd.DateOffset(years=3),
    )


@form("SAF-13")
def problem_not_mended(office: CleanOffice) -> Iterator[Mistake]:
    """整改日 left empty."""
    rows = office[Hygiene]
    old = rows[(rows[Hygiene.problem] != "") & (rows[Hygiene.date] < TODAY - pd.Timedelta(days=3))]
    yield from each(old, Hygiene.mended, lambda facts: None)


def _weeks(office: CleanOffice) -> Iterator[tuple[pd.DataFrame, Cell]]:
    """The rows of each week of lessons, and the cell of 学期 that demands a check in it."""
    rows = office[Hygiene]
    monday = rows[Hygiene.date] - pd.to_timedelta(rows[Hygiene.date].dt.day_of_week, unit="D")
    for day, own in rows.groupby(monday):
        blocks = [_block(office, day + pd.Timedelta(days=more)) for more in range(5)]
        known = [block for block in blocks if block is not None]
        if known:
            yield own, (Term.block, known[-1])


def _written(rows: pd.DataFrame, columns: tuple[Column, ...], value: object) -> dict[Cell, object]:
    return {(column, int(str(row))): value for row in rows.index for column in columns}


@form("SAF-13")
def week_without_a_check(office: CleanOffice) -> Iterator[Mistake]:
    """The rows of a week are not there."""
    for rows, at in _weeks(office):
        yield Mistake(_written(rows, Hygiene.columns, None), at)


@form("SAF-13")
def week_dated_in_the_holidays(office: CleanOffice) -> Iterator[Mistake]:
    """The rows of a week bear a day of the summer holidays."""
    for rows, at in _weeks(office):
        wrong = _written(rows, (Hygiene.date,), pd.Timestamp("2026-08-12"))
        yield Mistake(wrong | _written(rows, (Hygiene.problem, Hygiene.mended), None), at)
