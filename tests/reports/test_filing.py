"""归档目录, 慰问记录, 目标责任表: what was filed, whom the union visited, whose the targets are."""

import pytest

from tests.reports.school import rows as shown
from tests.reports.school import school
from xlplan.excel.report import Figure, Total
from xlplan.findings import CannotRun
from xlplan.reports.archive_catalogue import archive_catalogue
from xlplan.reports.condolences import condolences
from xlplan.reports.paper import Of
from xlplan.reports.shelf import SHEETS
from xlplan.reports.target_duties import target_duties
from xlplan.tables.plan import Archive, Condolence, Target


def test_the_catalogue_lists_the_files_of_a_year_and_until_when_each_is_kept() -> None:
    report = archive_catalogue(school(), "2025")
    rows = {row[1]: row for row in shown(report)}
    assert len(rows) == 13
    assert rows["2025-CW-001"][6:8] == ("30年", "2055年底")
    assert rows["2025-CW-007"][6:8] == ("永久", "永久")
    assert report.notes == (
        "共 13 件：永久 1 件，30年 7 件，15年 1 件，10年 4 件。",
        "这一年的发文都归档了。",
    )


def test_the_catalogue_counts_the_papers_that_are_not_filed_yet() -> None:
    assert archive_catalogue(school(), "2026").notes[1] == "这一年的发文还有 22 份没有归档。"
    assert archive_catalogue(school(), "2024").notes[0] == "这一年还没有归档的。"


def test_a_term_of_keeping_names_its_cell() -> None:
    term = archive_catalogue(school(), "2025").blocks[0].rows[0][6]
    assert isinstance(term, Figure)
    own = school()[Archive]
    row = own.index[own[Archive.number] == "2025-CG-001"][0]
    assert str(term.source.at) == f"档案!F{row}"


def test_the_condolences_of_a_year_are_summed_up() -> None:
    *rows, last = condolences(school(), "2026").blocks[0].rows
    own = school()[Condolence]
    assert len(rows) == len(own)
    assert isinstance(last, Total)
    assert isinstance(last[4], Figure)
    assert last[4].value == own[Condolence.amount].sum()
    assert condolences(school(), "2025").notes == ("这一年没有慰问。",)


def test_the_targets_of_a_term_stand_by_day_each_with_a_place_to_sign() -> None:
    rows = shown(target_duties(school()))
    assert len(rows) == len(school()[Target])
    days = [str(row[4]) for row in rows]
    assert days == sorted(days)
    assert {row[6] for row in rows} == {""}
    with pytest.raises(CannotRun):
        target_duties(school(), "2020年春季学期")


@pytest.mark.parametrize("name", ["归档目录", "慰问记录"])
def test_a_paper_of_a_year_is_asked_for_by_the_year(name: str) -> None:
    kind = SHEETS[name]
    assert kind.of is Of.YEAR
    assert kind.now(school().today) == "2026"
    assert kind.fits("2025")
    assert not kind.fits("2025-11")
    assert not kind.fits("去年")
