"""The notation of the pages: which sheet a table is of, and how a cell of each kind is written."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from tests import pages
from tests.pages import cases
from xlplan.excel.table import Column, Table, count, month, quantity, rate, text, time
from xlplan.findings import Rule, Severity
from xlplan.rules import BookRule, Hits
from xlplan.tables.books import Books
from xlplan.tables.ledger import CashEntry


class Store(Table, workbook="stores.xlsx", sheet="试入库"):
    """试入库：各种列都有，其中几列的名字和现金日记账一样。"""

    month = month("月份")
    summary = text("摘要")
    voucher = text("凭证号")
    taken = time("留样时间")
    weight = quantity("重量", blank=0)
    share = rate("比例")
    pieces = count("件数")


del Table.every[Store.sheet]

SHARED = """
| 凭证号 | 摘要       |
| ------ | ---------- |
| 记-1   | **付电费** |
"""


def nothing(books: Books) -> Iterator[Hits]:
    yield from ()


def page(*parts: str, find: bool = False) -> Rule:
    text = "页\n\n错：\n" + "\n".join(part.lstrip() for part in parts)
    if find:
        return BookRule("XXX-01", Severity.ERROR, text, "改。", find=nothing, whole=False)
    return Rule("XXX-01", Severity.ERROR, text, "改。")


def sheets(rule: Rule) -> list[str]:
    (case,) = cases(rule)
    return sorted(table.sheet for table in case.touched)


def test_a_table_whose_headers_fit_several_sheets_says_which_it_is() -> None:
    with pytest.raises(ValueError, match="XXX-01: 写明是哪张表"):
        sheets(page(SHARED))
    assert sheets(page("现金日记账\n", SHARED)) == ["现金日记账"]


def test_of_several_sheets_that_fit_the_one_that_the_rule_imports_is_meant() -> None:
    assert sheets(page(SHARED, find=True)) == [CashEntry.sheet]


def test_where_there_are_several_sheets_each_is_named() -> None:
    other = "| 预算号 | 年初数 |\n| --- | --- |\n| G01 | 1 |\n"
    with pytest.raises(ValueError, match="每张上面都写明"):
        sheets(page("现金日记账\n", SHARED, other))
    assert sheets(page("现金日记账\n", SHARED, "预算\n", other)) == ["现金日记账", "预算"]


def test_a_sheet_that_is_not_there_is_told() -> None:
    with pytest.raises(ValueError, match="没有这张表：没有的表"):
        sheets(page("没有的表\n", SHARED))


@pytest.mark.parametrize(
    ("column", "text", "value", "raw"),
    [
        (Store.month, "2026-10", datetime(2026, 10, 1), None),
        (Store.month, "10月", None, "10月"),
        (Store.taken, "2026-10-08 07:30", datetime(2026, 10, 8, 7, 30), None),
        (Store.taken, "07:30", None, "07:30"),
        (Store.weight, "12.345", 12345, None),
        (Store.weight, "12.3456", None, 12.3456),
        (Store.weight, "12kg", None, "12kg"),
        (Store.share, "5%", 0.05, None),
        (Store.share, "0.05", 0.05, None),
        (Store.pieces, "3", 3, None),
        (Store.pieces, "3.5", None, 3.5),
    ],
)
def test_a_cell_of_a_page_is_typed_or_written_as_it_stands(
    column: Column, text: str, value: object, raw: object
) -> None:
    assert pages._cell(column, text) == (value, raw)
