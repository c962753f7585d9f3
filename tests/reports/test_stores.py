"""Papers of a term: textbooks, desks and chairs, and what was made ready; each figure names its cell."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from tests.reports.school import rows as shown
from tests.reports.school import school
from xlplan.excel.report import Figure
from xlplan.excel.table import Table
from xlplan.findings import CannotRun
from xlplan.reports.seating import seating
from xlplan.reports.term_supplies import term_supplies
from xlplan.reports.textbooks import textbooks
from xlplan.tables.books import Books, Waiting
from xlplan.tables.stores import Seating, TermSupply, Textbook

SPRING, AUTUMN = "2026年春季学期", "2026年秋季学期"


def having(table: type[Table], rows: pd.DataFrame) -> Books:
    """The school with these rows in a sheet."""
    books = school()
    return replace(books, sheets={**books.sheets, table: replace(books.sheets[table], rows=rows)})


def test_textbooks_are_summed_up_by_grade_and_for_the_school() -> None:
    rows = shown(textbooks(school()))
    assert [(row[0], row[3]) for row in rows if not row[1]] == [
        ("七年级合计", 2240), ("八年级合计", 2431), ("九年级合计", 1750), ("合计", 6421),
    ]  # fmt: skip
    assert len(rows) == 31 + 4
    assert all(row[5] == row[6] + row[7] for row in rows)  # type: ignore[operator]


def test_textbooks_are_those_of_the_term_that_is_asked_for() -> None:
    report = textbooks(school(), SPRING)
    assert {row[9] for row in shown(report) if row[1]} == {date(2026, 3, 2)}
    with pytest.raises(CannotRun, match="“学期”表里没有“2025年春季学期”"):
        textbooks(school(), "2025年春季学期")


def test_a_figure_of_a_book_names_its_cell_and_a_sum_its_rows() -> None:
    (block,) = textbooks(school()).blocks
    book, whole = block.rows[0][3], block.rows[-1][3]
    assert isinstance(book, Figure)
    assert isinstance(whole, Figure)
    at = school()[Textbook].index[school()[Textbook][Textbook.term] == AUTUMN][0]
    assert str(book.source.at) == f"教材发放!E{at}"
    assert (whole.source.rows, whole.source.report) == (31, "教材发放表")


def test_a_room_that_was_counted_again_in_the_term_shows_its_last_row_and_what_it_has_to_spare() -> None:
    own = school()[Seating]
    again = own.tail(16).head(1).assign(**{Seating.usable: 40, Seating.date: pd.Timestamp("2026-10-09")})
    books = having(Seating, pd.concat([own, again.set_axis([99])]))
    rows = {row[0]: row for row in shown(seating(books))}
    room = again[Seating.room].iloc[0]
    assert rows[room][5] == 40
    assert rows[room][7] == 40 - again[Seating.pupils].iloc[0]
    assert rows["备用教室"][7] == 24
    assert len(rows) == 17
    assert len(shown(seating(books, SPRING))) == 17


def test_a_set_needs_desk_and_chair_and_the_total_is_of_the_rooms_with_a_class() -> None:
    own = school()[Seating]
    room = own.loc[own[Seating.school_class] != "", Seating.room].iloc[-1]
    chairs = own[Seating.chairs].where(own[Seating.room] != room, 30)
    *rows, total = shown(seating(having(Seating, own.assign(**{Seating.chairs: chairs}))))
    (short,) = [row for row in rows if row[0] == room]
    assert short[7] == 30 - int(str(short[2]))
    of_classes = [row for row in rows if row[1]]
    assert 0 < len(of_classes) < len(rows)
    assert total[2:8] == tuple(sum(int(str(row[place] or 0)) for row in of_classes) for place in range(2, 8))


def test_a_term_without_a_count_has_no_paper_of_desks() -> None:
    own = school()[Seating]
    books = having(Seating, own[own[Seating.date] < "2026-08-01"])
    with pytest.raises(Waiting, match="没有 2026年秋季学期 清点的课桌椅"):
        seating(books)


def test_what_is_still_short_for_a_term_is_counted_above_its_list() -> None:
    assert term_supplies(school()).notes == ("2026年9月1日开学，要备 26 种，全部备齐。",)
    own = school()[TermSupply]
    gap = own[TermSupply.gap].where(own[TermSupply.item] != "拖把", 3_000)
    report = term_supplies(having(TermSupply, own.assign(**{TermSupply.gap: gap})), SPRING)
    assert report.notes == ("2026年3月2日开学，要备 26 种，还有 1 种没有备齐。",)
    assert next((row[3], row[6]) for row in shown(report) if row[0] == "拖把") == ("把", 3_000)
