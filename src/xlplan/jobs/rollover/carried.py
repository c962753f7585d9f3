"""How each sheet goes into the next year: one line for every table, so that none is forgotten."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import NamedTuple

import pandas as pd

from xlplan.excel.table import Column, Table
from xlplan.jobs.rollover import openings
from xlplan.jobs.rollover.cases import joined, of_cases
from xlplan.jobs.rollover.old import Old, full, numbered
from xlplan.tables import (
    assets,
    budget,
    canteen,
    claims,
    fees,
    ledger,
    office,
    payroll,
    people,
    plan,
    projects,
    safety,
    stores,
    students,
)  # fmt: skip


class Manner(StrEnum):
    """What becomes of a sheet, in the clerk's words."""

    WHOLE = "全部带过来"
    OPENING = "结出年初数"
    RUNNING = "带没有完的"
    EMPTY = "从头记"


class How(NamedTuple):
    """What becomes of a sheet, and the rows that make it so."""

    manner: Manner
    rows: Callable[[Old], pd.DataFrame]


def carried(old: Old) -> dict[type[Table], pd.DataFrame]:
    """The sheets of the next year, of the workbooks that the office keeps."""
    found = {table: full(table, CARRIED[table].rows(old)) for table in old.tables}
    # What an advance or a contract refers to is known only when the projects are.
    for table, kept in of_cases(old, found[projects.Project]).items():
        found[table] = old[table][kept]
    found[claims.ClaimedInvoice] = openings.claimed_invoices(old, found[claims.Claim])
    found[claims.Approval] = _of(old, claims.Approval.claim, found[claims.Claim][claims.Claim.number])
    decisions = found[claims.Approval][claims.Approval.decision]
    named = old[claims.Decision][claims.Decision.number].isin(decisions)
    found[claims.Decision] = old[claims.Decision][named | old.later(claims.Decision)]
    for part in (projects.Funding.project, projects.Stage.project, projects.ProjectPayment.project):
        found[part.table] = _of(old, part, found[projects.Project][projects.Project.number])
    kept = joined(old, found)
    return {table: numbered(rows) for table, rows in kept.items() if table.workbook in old.workbooks}


def _of(old: Old, column: Column, values: "pd.Series") -> pd.DataFrame:
    rows = old[column.table]
    return rows[rows[column].isin(values)]


def _whole(table: type[Table]) -> How:
    return How(Manner.WHOLE, lambda old: old[table])


def _empty(day: Column) -> How:
    """Begun anew; what was dated in the next year already goes there."""
    return How(Manner.EMPTY, lambda old: old[day.table][old[day.table][day] >= old.next])


def _running(table: type[Table], open_: Callable[[Old, pd.DataFrame], "pd.Series"]) -> How:
    return How(Manner.RUNNING, lambda old: old[table][open_(old, old[table]) | old.later(table)])


def _unless(state: Column, *ends: str) -> How:
    """What is in no state in which it is done with."""
    return _running(state.table, lambda _, rows: ~rows[state].isin(ends))


def _until(end: Column) -> How:
    """What has no end, or one that is still to come."""
    return _running(end.table, lambda old, rows: rows[end].isna() | (rows[end] >= old.next))


def _undone(done: Column, wanted: Callable[[pd.DataFrame], "pd.Series"] | None = None) -> How:
    """What has no day on which it was done with, as far as it has to be."""
    return _running(
        done.table,
        lambda old, rows: (rows[done].isna() | (rows[done] >= old.next)) & (wanted(rows) if wanted else True),
    )


def _of_term(term: Column) -> How:
    return _running(term.table, lambda old, rows: rows[term].isin(old.terms))


def _of_school_year(year: Column) -> How:
    """学年 are called 2026—2027学年."""
    return _running(year.table, lambda old, rows: rows[year].str.contains(f"{old.year + 1}", regex=False))


def _opening(rows: Callable[[Old], pd.DataFrame]) -> How:
    return How(Manner.OPENING, rows)


def _since_term(day: Column) -> How:
    return _running(day.table, lambda old, rows: rows[day] >= old.since)


def _of_year(day: Column) -> How:
    """All of the year that is over, which is judged, or filed, when it has ended."""
    return _running(day.table, lambda old, rows: rows[day] >= pd.Timestamp(old.year, 1, 1))


def _looked_through(day: Column, open_: How) -> How:
    """What is open, and all of the term that runs: a rule looks through its weeks from the first row on."""
    found = (open_.rows, _since_term(day).rows)
    return How(
        Manner.RUNNING,
        lambda old: old[day.table][
            old[day.table].index.isin({row for rows in found for row in rows(old).index})
        ],
    )


def _with_cases(table: type[Table]) -> How:
    """Filled in with the open cases, or the open projects."""
    return How(Manner.RUNNING, lambda old: old[table].iloc[:0])


def _last_of_room(old: Old) -> pd.DataFrame:
    return old[stores.Seating].drop_duplicates(stores.Seating.room, keep="last")


def _work(old: Old, rows: pd.DataFrame) -> "pd.Series":
    return rows[plan.WorkItem.term].isin(old.terms) | ~rows[plan.WorkItem.state].isin(("已完成", "取消"))


def _schooled(old: Old, rows: pd.DataFrame) -> "pd.Series":
    return rows[students.Student.left].isna() | (rows[students.Student.left] >= old.since)


def _not_built(old: Old, rows: pd.DataFrame) -> "pd.Series":
    """Not capitalised; a repair that never will be is gone with the year in which it was accepted."""
    done = (rows[projects.Project.state] == "已验收") & (rows[projects.Project.accepted] < old.since)
    return (rows[projects.Project.state] != "取消") & rows[projects.Project.capitalised].isna() & ~done


def _changing(old: Old, rows: pd.DataFrame) -> "pd.Series":
    return rows[payroll.PayChange.period] >= old.next


CARRIED: Mapping[type[Table], How] = {
    office.Office: _whole(office.Office),
    office.Parameter: _whole(office.Parameter),
    office.Term: _of_term(office.Term.term),
    office.SpecialDay: _since_term(office.SpecialDay.date),
    office.Department: _whole(office.Department),
    office.Staff: _whole(office.Staff),
    office.SchoolClass: _whole(office.SchoolClass),
    office.Account: _whole(office.Account),
    office.EconomicClass: _whole(office.EconomicClass),
    office.BankAccount: _whole(office.BankAccount),
    office.Task: _whole(office.Task),
    office.Reporting: _whole(office.Reporting),
    office.Regulation: _whole(office.Regulation),
    office.Alias: _whole(office.Alias),
    # An exemption names a cell, and cells are others now.
    office.Exemption: How(Manner.EMPTY, lambda old: old[office.Exemption].iloc[:0]),
    budget.BudgetLine: _opening(openings.budget),
    budget.BudgetChange: _empty(budget.BudgetChange.date),
    ledger.OpeningBalance: _opening(openings.balances),
    ledger.VoucherLine: _empty(ledger.VoucherLine.date),
    ledger.CashEntry: _empty(ledger.CashEntry.date),
    ledger.BankEntry: _empty(ledger.BankEntry.date),
    ledger.Confirmation: _empty(ledger.Confirmation.date),
    ledger.OpenItem: _opening(openings.open_items),
    ledger.CashCount: _empty(ledger.CashCount.date),
    plan.PlanText: _of_term(plan.PlanText.term),
    plan.Target: _of_term(plan.Target.term),
    plan.WorkItem: _running(plan.WorkItem, _work),
    plan.Notice: _unless(plan.Notice.state, *plan.SENT),
    plan.Inspection: _looked_through(
        plan.Inspection.date,
        _undone(plan.Inspection.mended, lambda rows: rows[plan.Inspection.outcome] == "有问题"),
    ),
    plan.Reported: _since_term(plan.Reported.date),
    plan.Publication: _looked_through(plan.Publication.start, _until(plan.Publication.end)),
    plan.Opinion: _unless(plan.Opinion.state, "已办结", "不采纳"),
    plan.Dispatch: _of_year(plan.Dispatch.date),
    plan.Archive: _whole(plan.Archive),
    plan.Honour: _unless(plan.Honour.state, "已获得", "未获得", "放弃"),
    plan.Condolence: _undone(plan.Condolence.signed),
    plan.Congress: _empty(plan.Congress.date),
    claims.Claim: _with_cases(claims.Claim),
    claims.ClaimedInvoice: _whole(claims.ClaimedInvoice),
    claims.Decision: _with_cases(claims.Decision),
    claims.Approval: _with_cases(claims.Approval),
    claims.Purchase: _with_cases(claims.Purchase),
    claims.Contract: _with_cases(claims.Contract),
    claims.Acceptance: _with_cases(claims.Acceptance),
    claims.Payment: _with_cases(claims.Payment),
    payroll.PayLine: _empty(payroll.PayLine.period),
    payroll.TaxRelief: _until(payroll.TaxRelief.end),
    payroll.PayChange: _running(payroll.PayChange, _changing),
    payroll.PayBatch: _empty(payroll.PayBatch.date),
    # Who has not paid yet in the term that runs is told by its consents and all its receipts.
    fees.FeeItem: _running(fees.FeeItem, lambda old, rows: ~(rows[fees.FeeItem.end] < old.since)),
    fees.FeeNotice: _running(fees.FeeNotice, lambda old, rows: ~(rows[fees.FeeNotice.end] < old.since)),
    fees.FeeReceipt: _running(fees.FeeReceipt, openings.receipts_kept),
    fees.ReceiptBook: _opening(openings.receipt_books),
    fees.Consent: _of_term(fees.Consent.term),
    fees.FeeSettlement: _running(fees.FeeSettlement, openings.settlements_kept),
    stores.Item: _opening(openings.items),
    stores.Receipt: _empty(stores.Receipt.date),
    stores.Issue: _empty(stores.Issue.date),
    stores.StockTake: _empty(stores.StockTake.date),
    stores.Textbook: _of_term(stores.Textbook.term),
    stores.Seating: _opening(_last_of_room),
    stores.TermSupply: _of_term(stores.TermSupply.term),
    assets.AssetCard: _opening(openings.cards),
    assets.DepreciationMonth: _empty(assets.DepreciationMonth.month),
    assets.Building: _whole(assets.Building),
    assets.Room: _whole(assets.Room),
    assets.Repair: _unless(assets.Repair.state, "已完成", "取消"),
    assets.HandOver: _empty(assets.HandOver.date),
    assets.AssetCount: _empty(assets.AssetCount.date),
    canteen.Delivery: _undone(canteen.Delivery.paid),
    canteen.StockEntry: _opening(openings.foods),
    canteen.Attendance: _empty(canteen.Attendance.date),
    canteen.Menu: _empty(canteen.Menu.date),
    canteen.CanteenMonth: _empty(canteen.CanteenMonth.period),
    # A year is merged where its months are: in its own book.
    canteen.YearEnd: _running(canteen.YearEnd, lambda old, rows: rows[canteen.YearEnd.year] > f"{old.year}"),
    canteen.Sample: _empty(canteen.Sample.date),
    canteen.Accompanied: _empty(canteen.Accompanied.date),
    canteen.KitchenWorker: _whole(canteen.KitchenWorker),
    canteen.Survey: _of_term(canteen.Survey.term),
    safety.Hazard: _looked_through(safety.Hazard.found, _unless(safety.Hazard.state, safety.CLOSED)),
    safety.Drill: _unless(safety.Drill.state, "已完成", "取消"),
    safety.Pledge: _of_school_year(safety.Pledge.year),
    safety.EmergencyPlan: _whole(safety.EmergencyPlan),
    safety.SafetyLesson: _empty(safety.SafetyLesson.date),
    safety.GateDuty: _empty(safety.GateDuty.date),
    safety.Visit: _undone(safety.Visit.left),
    safety.FireGear: _whole(safety.FireGear),
    safety.Hygiene: _looked_through(
        safety.Hygiene.date,
        _undone(safety.Hygiene.mended, lambda rows: rows[safety.Hygiene.problem] != ""),
    ),
    safety.Accident: _undone(safety.Accident.settled),
    people.Post: _whole(people.Post),
    people.WeekDuty: _of_term(people.WeekDuty.term),
    people.Supervision: _empty(people.Supervision.date),
    people.Leave: _until(people.Leave.end),
    people.MonthAttendance: _empty(people.MonthAttendance.month),
    people.Meeting: _empty(people.Meeting.date),
    people.Training: _of_year(people.Training.end),
    people.ClassMerit: _empty(people.ClassMerit.month),
    students.Student: _running(students.Student, _schooled),
    students.HomeVisit: _undone(
        students.HomeVisit.back, lambda rows: rows[students.HomeVisit.outcome] == "继续动员"
    ),
    students.Fitness: _of_school_year(students.Fitness.year),
    students.Checkup: _of_school_year(students.Checkup.year),
    students.Bed: _until(students.Bed.end),
    students.NightCheck: _empty(students.NightCheck.date),
    students.Leaver: _undone(students.Leaver.settled),
    students.Outfit: _since_term(students.Outfit.date),
    projects.Project: _running(projects.Project, _not_built),
    projects.Funding: _with_cases(projects.Funding),
    projects.Stage: _with_cases(projects.Stage),
    projects.ProjectPayment: _with_cases(projects.ProjectPayment),
}
