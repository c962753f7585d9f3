"""食堂月报 counts what the sheets of canteen.xlsx hold of a month, and its store adds up."""

from dataclasses import replace

import pandas as pd
import pytest

from tests.reports.school import rows, school
from xlplan.excel.report import Block, Figure, Total, plain
from xlplan.excel.table import Table
from xlplan.reports.canteen_month import canteen_month, watched
from xlplan.tables.books import Books, Waiting
from xlplan.tables.canteen import Accompanied, Attendance, Delivery, KitchenWorker, StockEntry, Survey

MONTH, STORE = canteen_month(school(), "2026-10")


def block(title: str) -> Block:
    (own,) = (block for block in MONTH.blocks if title in block.title)
    return own


def number(value: object) -> int:
    """A value of a row that is a number."""
    assert isinstance(value, int)
    return value


def having(table: type[Table], changed: pd.DataFrame) -> Books:
    """The school with these rows in a sheet."""
    books = school()
    return replace(books, sheets={**books.sheets, table: replace(books.sheets[table], rows=changed)})


def of_october(table: type[Table]) -> pd.DataFrame:
    sheet = school()[table]
    return sheet[sheet[table.dated()].dt.strftime("%Y-%m") == "2026-10"]


def test_the_meals_of_all_grades_are_those_of_the_month() -> None:
    *grades, total = (plain(row) for row in block("就餐").rows)
    october = of_october(Attendance)
    assert [row[0] for row in grades] == ["七年级", "八年级", "九年级"]
    assert total[2] == sum(number(row[2]) for row in grades) == october[Attendance.eaters].sum()
    assert total[5] == october[Attendance.amount].sum()


def test_a_supplier_delivers_once_a_day_however_many_foods_he_brings() -> None:
    *suppliers, total = (plain(row) for row in block("采购").rows)
    october = of_october(Delivery)
    bought = october[october[Delivery.conclusion] != "退货"]
    assert total[1] == len(bought.groupby([Delivery.supplier, Delivery.date]))
    assert total[3] == len(october) - len(bought) == 1
    assert total[4] == sum(number(row[4]) for row in suppliers) == october[Delivery.amount].sum()


def test_what_was_there_and_came_and_went_is_what_is_left_and_what_the_sheet_says_is_left() -> None:
    stock = school()[StockEntry]
    left = stock[stock[StockEntry.date] <= "2026-10-31"].groupby(StockEntry.food).last()
    *foods, total = rows(STORE)
    for food, _, before, _, came, _, went, _, after, worth in foods:
        assert number(before) + number(came) - number(went) == after == left.at[food, StockEntry.left]
        assert worth == left.at[food, StockEntry.left_amount]
    assert isinstance(total, Total)
    assert total[9] == left[StockEntry.left_amount].sum()
    assert total[2] is None


@pytest.mark.parametrize(
    ("table", "column", "value", "place"),
    [
        (Accompanied, None, None, 1),
        (Delivery, Delivery.second_acceptor, "", 2),
        (Delivery, Delivery.papers, "不全", 3),
        (KitchenWorker, KitchenWorker.expires, pd.Timestamp("2026-10-30"), 4),
    ],
)
def test_a_duty_that_was_not_done_is_counted_as_lacking(
    table: type[Table], column: str | None, value: object, place: int
) -> None:
    sheet = school()[table]
    row = (of_october(table) if table.dated() else sheet).index[0]
    changed = sheet.copy() if column else sheet.drop(index=row)
    if column:
        changed.loc[row, column] = value
    due, done, short = (
        value.value if isinstance(value, Figure) else value
        for value in watched(having(table, changed), "2026-10").rows[place][1:4]
    )
    assert (done, short) == (number(due) - 1, 1)
    assert [plain(row)[3] for row in block("食品安全").rows] == [0] * 5


def test_the_money_stands_in_parts_of_its_block_and_a_note_says_why_food_differs() -> None:
    titles = [str(row[0]) for row in block("收支").rows if isinstance(row, Total)]
    assert titles == ["（一）收入", "（二）支出", "（三）结余"]
    assert MONTH.notes[1].startswith("“三、食材采购”是本月送到的食材，“一、收支”里的食材是本月付的钱")


def test_the_last_survey_is_the_one_of_the_latest_day_wherever_it_stands() -> None:
    surveys = school()[Survey]
    last = surveys[Survey.date].idxmax()
    first = pd.concat([surveys.loc[[last]], surveys.drop(index=last)])
    old = first.tail(1).assign(**{Survey.term: "2025年秋季学期", Survey.date: pd.Timestamp("2025-12-01")})
    books = having(Survey, pd.concat([first, old]).set_axis(range(2, len(first) + 3)))
    (asked,) = (own for own in canteen_month(books, "2026-10")[0].blocks if "满意度" in own.title)
    assert {plain(row)[0] for row in asked.rows} == {"学生", "家长", "教职工"}
    assert all(str(plain(row)[1]) > "2026" for row in asked.rows)


def test_a_figure_names_its_sheet_and_rows() -> None:
    fees = block("就餐").rows[-1][6]
    assert isinstance(fees, Figure)
    assert (str(fees.source.at), fees.source.column) == ("就餐人次", Attendance.fee)
    assert fees.source.rows == len(of_october(Attendance))


def test_a_month_that_is_not_in_the_money_sheet_waits() -> None:
    with pytest.raises(Waiting, match="2026-11 有 0 行"):
        canteen_month(school(), "2026-11")
