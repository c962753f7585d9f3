"""The papers of safety.xlsx say what its rows say."""

from dataclasses import replace
from typing import Any

import pandas as pd

from tests.reports.school import school
from xlplan.documents.figures import Traced
from xlplan.documents.monthly.safety_records import RECORDS, SafetyRecords
from xlplan.documents.monthly.section import Month
from xlplan.documents.shelf import DOCUMENTS
from xlplan.documents.values import leaves
from xlplan.excel.table import Table
from xlplan.reports.forms import at_end
from xlplan.tables.books import Books
from xlplan.tables.safety import CLOSED, Drill, Hazard


def having(table: type[Table], changed: pd.DataFrame) -> Books:
    """The school with these rows in a sheet."""
    books = school()
    return replace(books, sheets={**books.sheets, table: replace(books.sheets[table], rows=changed)}, kept={})


def paper(name: str, of: str, books: Books | None = None) -> Any:
    (draft,) = DOCUMENTS[name].drafts(books or school(), of, ())
    assert draft.missing == ()
    return draft.paper


def test_hazards_that_are_not_closed_are_due_for_a_notice() -> None:
    drafts = list(DOCUMENTS["整改通知书"].drafts(school(), "", ()))
    rows = school()[Hazard]
    assert [draft.of for draft in drafts] == list(rows[rows[Hazard.state] != CLOSED][Hazard.number])
    assert all(draft.paper for draft in drafts)


def test_a_notice_says_what_the_row_of_its_hazard_says() -> None:
    rows = school()[Hazard]
    row = rows.index[rows[Hazard.level] == "重大"][0]
    made = paper("整改通知书", rows.at[row, Hazard.number])
    assert (str(made.part), str(made.level), str(made.protection)) == (
        "东侧围墙",
        "重大",
        rows.at[row, Hazard.protection],
    )
    assert str(made.due) == f"{rows.at[row, Hazard.due]:%Y-%m-%d}"


def test_a_hazard_that_nobody_must_mend_has_no_notice() -> None:
    rows = school()[Hazard].copy()
    row = int(rows.index[rows[Hazard.state] != CLOSED][0])
    rows.loc[row, Hazard.owner] = ""
    (draft,) = DOCUMENTS["整改通知书"].drafts(having(Hazard, rows), rows.at[row, Hazard.number], ())
    assert (draft.paper, draft.missing) == (None, ((school().ref(Hazard.owner, row), "“责任人”空着。"),))


def test_a_drill_that_is_planned_has_a_plan_and_one_that_was_held_a_review() -> None:
    assert [draft.of for draft in DOCUMENTS["演练方案"].drafts(school(), "", ())] == ["YL2026-1209"]
    assert [draft.of for draft in DOCUMENTS["演练总结"].drafts(school(), "", ())] == ["YL2026-1103"]
    assert len(paper("演练方案", "YL2026-1209").route) == 4
    made = paper("演练总结", "YL2026-1103")
    assert (made.day, str(made.seconds), str(made.photos)) == ("2026年11月3日", "106", "2")


def test_a_sentence_of_a_drill_ends_with_one_full_stop() -> None:
    rows = school()[Drill].copy()
    rows[[Drill.purpose, Drill.verdict, Drill.lessons]] += "。"
    books = having(Drill, rows)
    plan, review = paper("演练方案", "YL2026-1209", books), paper("演练总结", "YL2026-1103", books)
    assert not any(str(told).endswith("。") for told in (plan.purpose, review.verdict, review.lessons))


def test_a_drill_that_nobody_has_thought_through_has_no_plan() -> None:
    (draft,) = DOCUMENTS["演练总结"].drafts(school(), "YL2026-1209", ())
    assert [ref.cell for ref, _ in draft.missing] == ["L13", "O13", "P13", "N13"]


def test_figures_come_from_their_cells() -> None:
    rows = school()[Hazard]
    row = int(rows.index[rows[Hazard.content] == "柜温到了9度"][0])
    made = paper("整改通知书", rows.at[row, Hazard.number])
    assert made.content.source.at == school().ref(Hazard.content, row)
    made = paper("演练总结", "YL2026-1103")
    traced = leaves(list(vars(made).values()), Traced)
    assert {own.source.at.workbook for own in traced} == {"safety.xlsx"}


def records(month: str, books: Books | None = None) -> Any:
    return RECORDS.part(Month(at_end(books or school(), month), month, False))


def test_the_monthly_report_counts_hazards_drills_and_lessons() -> None:
    told = records("2026-10")
    assert isinstance(told, SafetyRecords)
    rows = school()[Hazard]
    found = rows[rows[Hazard.found].dt.strftime("%Y-%m") == "2026-10"]
    assert str(told.found) == str(len(found))
    assert [str(drill.theme) for drill in told.drills] == ["宿舍夜间应急疏散演练", "食物中毒应急处置演练"]
    assert (str(told.lessons), str(told.rooms), str(told.accidents)) == ("14", "14", "0")


def test_the_monthly_report_of_a_month_with_an_accident_counts_who_was_hurt() -> None:
    told = records("2026-05")
    assert (str(told.accidents), str(told.hurt), str(told.dead)) == ("1", "1", "0")


def test_an_office_without_safety_xlsx_reports_only_the_work_of_its_plan() -> None:
    books = school()
    own = {table: sheet for table, sheet in books.sheets.items() if table.workbook != Drill.workbook}
    assert records("2026-10", replace(books, sheets=own, kept={})) is None
