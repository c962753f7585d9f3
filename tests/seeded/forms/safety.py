"""Safety, what is found and signed: SAF-01 to SAF-08."""

from collections.abc import Callable, Iterator

import pandas as pd

from tests.seeded.forms import form
from tests.seeded.mistakes import Cell, Mistake
from tests.seeded.office import CleanOffice
from xlplan import demo
from xlplan.excel.table import Column
from xlplan.tables.office import Parameter, SchoolClass, Staff
from xlplan.tables.plan import Inspection, Reported
from xlplan.tables.safety import CLOSED, Accident, EmergencyPlan, Hazard, Pledge

TODAY = pd.Timestamp(demo.TODAY)
_AGAIN: dict[Column, object] = {Hazard.area: "教学楼", Hazard.part: "天台门", Hazard.kind: "消防"}


def each(rows: pd.DataFrame, column: Column, wrong: Callable[["pd.Series"], object]) -> Iterator[Mistake]:
    """One cell of each row made wrong, and itself accused."""
    for row, facts in rows.iterrows():
        yield Mistake({(column, int(str(row))): wrong(facts)}, (column, int(str(row))))


def _open(office: CleanOffice) -> pd.DataFrame:
    return office[Hazard][office[Hazard][Hazard.state] != CLOSED]


def _closed(office: CleanOffice) -> pd.DataFrame:
    return office[Hazard][office[Hazard][Hazard.state] == CLOSED]


def _monthly(office: CleanOffice) -> Iterator[tuple[str, pd.DataFrame, Cell]]:
    """Each month whose day of reporting is past, its monthly hazards, and the row of 参数 that is accused."""
    names = office[Parameter][Parameter.name]
    at = Parameter.name, int(names.index[names == "隐患上报最迟日"][0])
    own = office[Hazard]
    own = own[own[Hazard.inspection] == "月度"]
    for month, rows in own.groupby(own[Hazard.found].dt.strftime("%Y-%m")):
        if str(month) < f"{TODAY:%Y-%m}":
            yield str(month), rows, at


def _reports(office: CleanOffice, month: str) -> pd.DataFrame:
    rows = office[Reported]
    return rows[rows[Reported.item].str.contains("隐患") & (rows[Reported.period] == month)]


@form("SAF-01")
def monthly_inspection_called_daily(office: CleanOffice) -> Iterator[Mistake]:
    """What the monthly inspection found is written as found by the way, and the inspection has another name."""
    checks = office[Inspection]
    for month, rows, at in _monthly(office):
        own = checks[checks[Inspection.date].dt.strftime("%Y-%m") == month]
        own = own[own[Inspection.kind] == "月度安全排查"]
        cells: dict[Cell, object] = {(Hazard.inspection, row): "日常" for row in rows.index}
        yield Mistake(cells | {(Inspection.kind, row): "其他检查" for row in own.index}, at)


def _not_reported(office: CleanOffice, of_plan: Column, wrong: object, own: Column) -> Iterator[Mistake]:
    for month, rows, at in _monthly(office):
        reports = _reports(office, month)
        cells: dict[Cell, object] = {(of_plan, row): wrong for row in reports.index}
        if reports.empty and (rows[Hazard.level] == "重大").any():
            continue  # a heavy one must be reported on its own
        yield Mistake(cells or {(own, row): None for row in rows.index}, at)


@form("SAF-01")
def no_receipt(office: CleanOffice) -> Iterator[Mistake]:
    """Reported, but no receipt."""
    yield from _not_reported(office, Reported.receipt, None, Hazard.receipt)


@form("SAF-01")
def reported_for_another_month(office: CleanOffice) -> Iterator[Mistake]:
    """The report bears another 所属期; where nobody keeps them, the hazards have no day of it."""
    yield from _not_reported(office, Reported.period, "2025-12", Hazard.reported)


@form("SAF-02")
def hazard_without_owner(office: CleanOffice) -> Iterator[Mistake]:
    """Nobody is to mend it."""
    yield from each(_open(office), Hazard.owner, lambda facts: None)


@form("SAF-02")
def hazard_without_deadline(office: CleanOffice) -> Iterator[Mistake]:
    """It may be mended whenever."""
    yield from each(_open(office), Hazard.due, lambda facts: None)


@form("SAF-02")
def heavy_hazard_unguarded(office: CleanOffice) -> Iterator[Mistake]:
    """An open hazard is found to be heavy and reported at once, but nobody keeps people away."""
    for row, facts in _open(office).iterrows():
        cells = {
            (Hazard.level, int(str(row))): "重大",
            (Hazard.reported, int(str(row))): facts[Hazard.found],
        }
        yield Mistake(cells, (Hazard.protection, int(str(row))))


@form("SAF-02")
def heavy_hazard_reported_late(office: CleanOffice) -> Iterator[Mistake]:
    """上报日 a week after it was found."""
    rows = office[Hazard]
    late = rows[rows[Hazard.level] == "重大"]
    yield from each(late, Hazard.reported, lambda facts: facts[Hazard.found] + pd.Timedelta(days=7))


@form("SAF-03")
def deadline_gone(office: CleanOffice) -> Iterator[Mistake]:
    """An open hazard should have been mended on the day it was found."""
    rows = _open(office)
    yield from each(rows[rows[Hazard.found] < TODAY], Hazard.due, lambda facts: facts[Hazard.found])


def _reopened(office: CleanOffice, cells: dict[Column, object]) -> Iterator[Mistake]:
    rows = _closed(office)
    for row in rows.index[rows[Hazard.due] < TODAY]:
        yield Mistake({(column, row): value for column, value in cells.items()}, (Hazard.due, row))


@form("SAF-03")
def mended_but_never_closed(office: CleanOffice) -> Iterator[Mistake]:
    """Mended and accepted, but 状态 still says 整改中."""
    yield from _reopened(office, {Hazard.state: "整改中"})


@form("SAF-03")
def never_mended(office: CleanOffice) -> Iterator[Mistake]:
    """Nothing was done."""
    gone = dict.fromkeys((Hazard.mended, Hazard.after, Hazard.acceptor, Hazard.accepted))
    yield from _reopened(office, gone | {Hazard.state: "未整改"})


@form("SAF-04")
def closed_without_picture(office: CleanOffice) -> Iterator[Mistake]:
    """照片后 left empty."""
    yield from each(_closed(office), Hazard.after, lambda facts: None)


@form("SAF-04")
def closed_without_acceptor(office: CleanOffice) -> Iterator[Mistake]:
    """验收人 left empty."""
    yield from each(_closed(office), Hazard.acceptor, lambda facts: None)


@form("SAF-04")
def accepted_by_the_owner(office: CleanOffice) -> Iterator[Mistake]:
    """验收人 is 责任人."""
    yield from each(_closed(office), Hazard.acceptor, lambda facts: facts[Hazard.owner])


@form("SAF-04")
def accepted_before_it_was_mended(office: CleanOffice) -> Iterator[Mistake]:
    """验收日 two days before 整改完成日."""
    yield from each(
        _closed(office), Hazard.accepted, lambda facts: facts[Hazard.mended] - pd.Timedelta(days=2)
    )


@form("SAF-04")
def mended_before_it_was_found(office: CleanOffice) -> Iterator[Mistake]:
    """整改完成日 is the day before 排查日期."""
    yield from each(_closed(office), Hazard.mended, lambda facts: facts[Hazard.found] - pd.Timedelta(days=1))


def _three(office: CleanOffice, apart: int, place: dict[Column, object] | None) -> Iterator[Mistake]:
    """Three hazards within half a year at one place: a new one, or that of the first of them."""
    rows = office[Hazard]
    own = list(_AGAIN)
    for at in range(len(rows) - 2 * apart):
        three = rows.iloc[[at, at + apart, at + 2 * apart]]
        first = three.iloc[0]
        later = rows.iloc[at + 1 :]
        if (three[Hazard.found].iloc[2] - first[Hazard.found]).days > 180 or (
            place is None and (later[own] == first[own]).all(axis=1).any()
        ):
            continue
        words = place or {column: first[column] for column in own}
        cells = {(column, int(row)): value for row in three.index for column, value in words.items()}
        yield Mistake(cells, (Hazard.part, int(three.index[2])))


@form("SAF-05")
def three_in_a_row(office: CleanOffice) -> Iterator[Mistake]:
    """One door found locked three times running."""
    yield from _three(office, 1, _AGAIN)


@form("SAF-05")
def three_within_months(office: CleanOffice) -> Iterator[Mistake]:
    """The same with others between."""
    yield from _three(office, 5, _AGAIN)


@form("SAF-05")
def never_really_mended(office: CleanOffice) -> Iterator[Mistake]:
    """What was mended is found again and again."""
    yield from _three(office, 3, None)


def _letters(office: CleanOffice, rooms: bool) -> Iterator[tuple[int, Cell]]:
    """The row of each letter, and the cell of 教职工 or 班级 that demands it."""
    rows = office[Pledge]
    demanding, name, at = (
        (SchoolClass, SchoolClass.name, SchoolClass.name) if rooms else (Staff, Staff.name, Staff.number)
    )
    places = {facts[name]: int(str(row)) for row, facts in office[demanding].iterrows()}
    for row, facts in rows[(rows[Pledge.tier] == "班级") == rooms].iterrows():
        yield int(str(row)), (at, places[facts[Pledge.taker]])


@form("SAF-06")
def letter_not_signed(office: CleanOffice) -> Iterator[Mistake]:
    """签订日 of one of the staff left empty."""
    for row, at in _letters(office, rooms=False):
        yield Mistake({(Pledge.signed, row): None}, at)


@form("SAF-06")
def class_written_wrongly(office: CleanOffice) -> Iterator[Mistake]:
    """The letter of a class names one that is not."""
    for row, at in _letters(office, rooms=True):
        yield Mistake({(Pledge.taker, row): "七年级（9）班"}, at)


@form("SAF-06")
def letter_of_last_year(office: CleanOffice) -> Iterator[Mistake]:
    """The letter is that of the school year before."""
    for row, at in _letters(office, rooms=False):
        yield Mistake({(Pledge.year, row): "2025—2026学年"}, at)


@form("SAF-06")
def signed_letter_not_scanned(office: CleanOffice) -> Iterator[Mistake]:
    """扫描件 left empty."""
    yield from each(office[Pledge], Pledge.scan, lambda facts: None)


@form("SAF-07")
def accident_without_outcome(office: CleanOffice) -> Iterator[Mistake]:
    """处理结论 left empty."""
    yield from each(office[Accident], Accident.outcome, lambda facts: None)


@form("SAF-07")
def accident_without_blame(office: CleanOffice) -> Iterator[Mistake]:
    """责任 left empty."""
    yield from each(office[Accident], Accident.responsible, lambda facts: None)


@form("SAF-07")
def accident_not_settled(office: CleanOffice) -> Iterator[Mistake]:
    """结案日 left empty."""
    yield from each(office[Accident], Accident.settled, lambda facts: None)


@form("SAF-08")
def plan_of_last_year(office: CleanOffice) -> Iterator[Mistake]:
    """修订日 more than a year ago."""
    rows = office[EmergencyPlan]
    yield from each(
        rows, EmergencyPlan.revised, lambda facts: facts[EmergencyPlan.revised] - pd.DateOffset(years=1)
    )


@form("SAF-08")
def plan_not_approved(office: CleanOffice) -> Iterator[Mistake]:
    """审批日 left empty."""
    yield from each(office[EmergencyPlan], EmergencyPlan.approved, lambda facts: None)


@form("SAF-08")
def plan_approved_before(office: CleanOffice) -> Iterator[Mistake]:
    """审批日 of the edition before."""
    rows = office[EmergencyPlan]
    yield from each(
        rows, EmergencyPlan.approved, lambda facts: facts[EmergencyPlan.revised] - pd.DateOffset(years=1)
    )
