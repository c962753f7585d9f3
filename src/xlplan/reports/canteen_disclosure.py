"""食堂收支公示表: what the canteen took in and spent in a month and in the year until then, for all to read."""

from collections.abc import Iterator

import pandas as pd

from xlplan.excel.kinds import Kind
from xlplan.excel.report import Block, Figure, Head, Report, Share, Total, Value
from xlplan.excel.table import Column
from xlplan.reports.forms import day_in_words, form, month_in_words, office_fact, share, total, whole
from xlplan.reports.paper import Of, SheetPaper, When
from xlplan.tables.books import Books, Waiting
from xlplan.tables.canteen import CanteenMonth

NAME = "食堂收支公示表"
_HEADS = (Head("项目", 46), Head("本月金额", 18, Kind.MONEY), Head("本年累计", 18, Kind.MONEY))
_PARTS = (
    ("一、收入", CanteenMonth.income, (CanteenMonth.fees, CanteenMonth.other_income)),
    (
        "二、支出", CanteenMonth.cost,
        (CanteenMonth.food, CanteenMonth.fuel, CanteenMonth.power, CanteenMonth.labour, CanteenMonth.other_cost),
    ),
    ("三、结余", CanteenMonth.surplus, ()),
)  # fmt: skip
_APART = "营养改善计划食材（专款，不在上面的合计里）"


def canteen_disclosure(books: Books, month: str) -> Report:
    """食堂收支公示表

    一个月食堂的收入、支出、结余，和从一月起的累计，取自“食堂收支”表；下面写明食材支出占伙食费收入的比例。
    营养改善计划的食材单列。“食堂收支”表里没有这个月的，不做。
    """
    rows = whole(books, CanteenMonth)
    months = rows[CanteenMonth.period].dt.strftime("%Y-%m")
    now = rows[months == month]
    if len(now) != 1:
        raise Waiting(f"“食堂收支”表里 {month} 有 {len(now)} 行，要正好一行")
    so_far = rows[(months <= month) & (months >= month[:4])]
    return Report(
        NAME,
        NAME,
        (
            f"食材支出占伙食费收入的比例：本月 {_ratio(now)}，本年 {_ratio(so_far)}。",
            "食堂不以营利为目的，结余全部用于学生伙食。",
            f"公示日期：{day_in_words(books.today)}{_telephone(books)}",
        ),
        (Block(_HEADS, tuple(_rows(month, now, so_far))),),
        form(books, month_in_words(month), "编制人", "审核人", "单位（盖章）"),
    )


def _telephone(books: Books) -> str:
    """监督电话 of 单位, or its 联系电话; "" where it has neither."""
    told = ((item, office_fact(books, item)) for item in ("监督电话", "联系电话"))
    return next((f"　　{item}：{number}" for item, number in told if number), "")


def _rows(month: str, now: pd.DataFrame, so_far: pd.DataFrame) -> Iterator[tuple[Value, ...]]:
    for title, whole_of, kinds in _PARTS:
        yield Total((title, *_figures(whole_of, month, now, so_far)))
        for kind in kinds:
            yield f"　　{kind}", *_figures(kind, month, now, so_far)
    yield _APART, *_figures(CanteenMonth.nutrition, month, now, so_far)


def _figures(column: Column, month: str, now: pd.DataFrame, so_far: pd.DataFrame) -> Iterator[Figure]:
    for rows, period in ((now, month), (so_far, f"{month[:4]}年到 {month}")):
        yield total(rows, column, period, NAME)


def _ratio(rows: pd.DataFrame) -> str:
    found = share(int(rows[CanteenMonth.food].sum()), int(rows[CanteenMonth.fees].sum()))
    return f"{found.part:.1%}" if isinstance(found, Share) else "没有收伙食费"


CANTEEN_DISCLOSURE = SheetPaper(
    NAME, Of.MONTH, When.ASKED, lambda books, month: [canteen_disclosure(books, month)], public=True
)
