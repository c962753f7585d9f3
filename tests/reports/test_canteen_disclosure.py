"""食堂收支公示表 says what 食堂收支 holds of a month, and of the year until then."""

from dataclasses import replace

import pandas as pd
import pytest

from tests.reports.school import rows, school
from xlplan.excel.report import Total
from xlplan.reports.canteen_disclosure import canteen_disclosure
from xlplan.tables.books import Waiting
from xlplan.tables.canteen import CanteenMonth
from xlplan.tables.office import Office

OCTOBER = canteen_disclosure(school(), "2026-10")


def test_each_line_is_the_month_and_the_year_until_then() -> None:
    months = school()[CanteenMonth]
    told = {str(title).strip(): (now, year) for title, now, year in rows(OCTOBER)}
    for column in (CanteenMonth.fees, CanteenMonth.food, CanteenMonth.labour):
        assert told[column] == (months[column].iloc[-1], months[column].sum())
    assert told["一、收入"] == (months[CanteenMonth.income].iloc[-1], months[CanteenMonth.income].sum())


def test_income_less_cost_is_the_surplus() -> None:
    months = school()[CanteenMonth]
    left = months[CanteenMonth.income] - months[CanteenMonth.cost]
    (surplus,) = (row for row in rows(OCTOBER) if row[0] == "三、结余")
    assert isinstance(surplus, Total)
    assert surplus[1:] == (left.iloc[-1], left.sum())


def test_the_share_of_food_stands_below() -> None:
    month = school()[CanteenMonth].iloc[-1]
    assert f"本月 {month[CanteenMonth.food] / month[CanteenMonth.fees]:.1%}" in OCTOBER.notes[0]
    assert "没有收伙食费" in canteen_disclosure(school(), "2026-08").notes[0]


def test_a_month_that_nobody_filled_in_waits() -> None:
    with pytest.raises(Waiting, match="2026-11 有 0 行"):
        canteen_disclosure(school(), "2026-11")


def test_the_day_of_the_disclosure_and_whom_to_call_stand_below() -> None:
    assert OCTOBER.notes[-1] == "公示日期：2026年11月30日　　联系电话：0899-5550118"
    books = school()
    sheet = books.sheets[Office]
    more = pd.DataFrame([{Office.item: "监督电话", Office.content: "0899-5550126"}], index=[900])
    rows = pd.concat([sheet.rows, more]).fillna("")
    other = replace(books, sheets={**books.sheets, Office: replace(sheet, rows=rows)})
    assert canteen_disclosure(other, "2026-10").notes[-1].endswith("监督电话：0899-5550126")


def test_no_line_is_higher_than_another() -> None:
    assert max(2 * len(str(row[0])) for row in rows(OCTOBER)) <= OCTOBER.blocks[0].heads[0].width
