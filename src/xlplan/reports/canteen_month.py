"""食堂月报: the canteen's month on two sheets: money, meals, suppliers and safety; and what went through its store, food by food."""

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from xlplan.cells import Source
from xlplan.excel.kinds import Kind
from xlplan.excel.report import Block, Figure, Head, Report, Total, Value
from xlplan.excel.table import Column
from xlplan.ledger.canteen import dishes, unaccompanied, unsampled
from xlplan.reports.canteen_disclosure import canteen_disclosure
from xlplan.reports.forms import form, last_day, month_in_words, of_month, share, source, whole
from xlplan.reports.paper import Of, SheetPaper, When
from xlplan.tables.books import Books
from xlplan.tables.canteen import (
    Accompanied,
    Attendance,
    Delivery,
    KitchenWorker,
    Menu,
    Sample,
    StockEntry,
    Survey,
)  # fmt: skip
from xlplan.tables.links import beside, looked_up
from xlplan.tables.office import SchoolClass

NAME, STORE = "食堂月报", "食材进销存"
_APART = "“三、食材采购”是本月送到的食材，“一、收支”里的食材是本月付的钱，营养改善计划的另列一行；货到和付款不在一个月的，两边不一样。"
_MONEY = (
    Head("项目", 36, span=3),
    Head("本月金额", 26, Kind.MONEY, span=2),
    Head("本年累计", 26, Kind.MONEY, span=2),
)
_MEALS = (Attendance.eaters, Attendance.boarders, Attendance.nutrition, Attendance.amount, Attendance.fee)
_EATEN = (
    Head("年级", 12), Head("供餐天数", 12, Kind.COUNT), Head("就餐人次", 12, Kind.COUNT), Head("其中住宿生", 13, Kind.COUNT),
    Head("营养餐人次", 13, Kind.COUNT), Head("营养餐金额", 13, Kind.MONEY), Head("伙食费", 13, Kind.MONEY),
)  # fmt: skip
_SUPPLIED = (
    Head("供应商", 36, span=3), Head("送货次数", 13, Kind.COUNT), Head("食材样数", 13, Kind.COUNT),
    Head("退货笔数", 13, Kind.COUNT), Head("金额", 13, Kind.MONEY),
)  # fmt: skip
_WATCHED = (
    Head("项目", 36, span=3), Head("应有", 13, Kind.COUNT), Head("实有", 13, Kind.COUNT), Head("缺", 13, Kind.COUNT), Head("完成率", 13),
)  # fmt: skip
_ASKED = (
    Head("对象", 12), Head("调查日期", 12, Kind.DAY), Head("发放", 12, Kind.COUNT), Head("收回", 13, Kind.COUNT),
    Head("满意", 13, Kind.COUNT), Head("满意率", 26, span=2),
)  # fmt: skip
_STORED = {
    "月初结存": (Kind.QUANTITY, Kind.MONEY), "入库": (Kind.QUANTITY, Kind.MONEY),
    "出库": (Kind.QUANTITY, Kind.MONEY), "月末结存": (Kind.QUANTITY, Kind.MONEY),
}  # fmt: skip


def canteen_month(books: Books, month: str) -> tuple[Report, Report]:
    """食堂月报

    一个月食堂的收支、就餐人次、各供应商送货、食品安全（留样、陪餐、验收、索证、健康证应有多少、实有多少）和最近一次满意度，
    取自 canteen.xlsx 的各表；第二张是各样食材的月初结存、入库、出库、月末结存。“食堂收支”表里没有这个月的，不做。
    """
    money = canteen_disclosure(books, month)
    paper = form(books, month_in_words(month), "食堂管理员", "总务主任", "单位负责人")
    blocks = (
        Block(_MONEY, tuple(map(_within, money.blocks[0].rows)), "一、收支"),
        eaten(books, month),
        Block(_SUPPLIED, tuple(_supplied(books, month)), "三、食材采购"),
        watched(books, month),
        Block(_ASKED, tuple(_asked(books, month)), "五、最近一次满意度调查"),
    )
    notes = (*money.notes[:1], _APART)
    return (
        Report(NAME, NAME, notes, tuple(block for block in blocks if block.rows), paper),
        Report(STORE, f"食堂{STORE}表", (), (_stored(books, month),), paper),
    )


def _within(row: tuple[Value, ...]) -> tuple[Value, ...]:
    """A row of 食堂收支公示表 in a block that has a number itself: 一、收入 is （一）收入."""
    number, mark, title = str(row[0]).partition("、")
    return Total((f"（{number}）{title}", *row[1:])) if isinstance(row, Total) and mark else row


def _told(column: Column, value: int, which: str, rows: int) -> Figure:
    return Figure(int(value), source(column, which, rows, NAME))


def eaten(books: Books, month: str) -> Block:
    """What each grade ate in a month, and all of them; no rows where nobody ate."""
    own = of_month(whole(books, Attendance), Attendance.date, month)
    rows = beside(own, whole(books, SchoolClass), {Attendance.class_name: SchoolClass.name}, "班")
    grades: list[tuple[Value, ...]] = [
        (title, *_meals(part, f"{month}，{title}"))
        for name, part in rows.groupby(f"班{SchoolClass.grade}", sort=False)
        for title in [str(name) or "（班级表里没有）"]
    ]
    return Block(_EATEN, (*grades, Total(("合计", *_meals(rows, month)))) if grades else (), "二、学生就餐")


def _meals(rows: pd.DataFrame, which: str) -> Iterator[Figure]:
    yield _told(Attendance.date, rows[Attendance.date].nunique(), which, len(rows))
    for column in _MEALS:
        yield _told(column, rows[column].sum(), which, len(rows))


def _supplied(books: Books, month: str) -> Iterator[tuple[Value, ...]]:
    """A row for each supplier, by amount; then all of them."""
    own = of_month(whole(books, Delivery), Delivery.date, month)
    sums = own.groupby(Delivery.supplier)[Delivery.amount].sum().sort_values(ascending=False, kind="stable")
    for name in sums.index:
        yield name, *_deliveries(own[own[Delivery.supplier] == name], f"{month}，{name}")
    if len(own):
        yield Total(("合计", *_deliveries(own, month)))


def _deliveries(rows: pd.DataFrame, which: str) -> Iterator[Figure]:
    bought = rows[rows[Delivery.conclusion] != "退货"]
    times = len(bought[[Delivery.supplier, Delivery.date]].drop_duplicates())
    yield _told(Delivery.date, times, which, len(bought))
    yield _told(Delivery.food, bought[Delivery.food].nunique(), which, len(bought))
    yield _told(Delivery.conclusion, len(rows) - len(bought), f"{which}，退货", len(rows))
    yield _told(Delivery.amount, rows[Delivery.amount].sum(), which, len(rows))


def watched(books: Books, month: str) -> Block:
    """How often each duty of food safety was due in a month, and how often it was done."""
    rows = (
        (title, *_counts(column, f"{month}，{title}", due, due - short), share(due - short, due))
        for title, (column, due, short) in _duties(books, month).items()
    )
    return Block(_WATCHED, tuple(rows), "四、食品安全")


def _duties(books: Books, month: str) -> Mapping[str, tuple[Column, int, int]]:
    """Duty -> the column that tells it, how often it was due in a month, and how often it was not done."""
    menus, deliveries = (
        of_month(whole(books, Menu), Menu.date, month),
        of_month(whole(books, Delivery), Delivery.date, month),
    )
    served = dishes(menus)
    bought = deliveries[deliveries[Delivery.conclusion] != "退货"]
    first, second = bought[Delivery.acceptor], bought[Delivery.second_acceptor]
    workers = whole(books, KitchenWorker)
    workers = workers[workers[KitchenWorker.state] == "在岗"]
    end = pd.Timestamp(min(books.today, last_day(month)))
    lacking = {
        "留样（样菜）": (Sample.dish, served, unsampled(served, whole(books, Sample))),
        "负责人陪餐（餐）": (Accompanied.leader, menus, unaccompanied(menus, whole(books, Accompanied))),
        "两人验收（笔）": (Delivery.second_acceptor, bought, bought[(first == "") | (second == "") | (first == second)]),
        "索证齐全（笔）": (Delivery.papers, bought, bought[bought[Delivery.papers] != "齐全"]),
        "健康证有效（人）": (KitchenWorker.expires, workers, workers[~(workers[KitchenWorker.expires] >= end)]),
    }  # fmt: skip
    return {title: (column, len(due), len(short)) for title, (column, due, short) in lacking.items()}


def _counts(column: Column, which: str, due: int, done: int) -> Iterator[Figure]:
    for what, count in (("应有", due), ("实有", done), ("缺", due - done)):
        yield _told(column, count, f"{which}，{what}", due)


def _asked(books: Books, month: str) -> Iterator[tuple[Value, ...]]:
    """The last survey until the end of the month, one row for each that was asked."""
    rows = whole(books, Survey)
    rows = rows[rows[Survey.date] <= pd.Timestamp(last_day(month))]
    terms = rows.sort_values(Survey.date, kind="stable")[Survey.term]
    for row, own in rows[rows[Survey.term].isin(terms.tail(1))].iterrows():
        counts = (
            Figure(int(own[column]), Source(books.ref(column, int(str(row))), column, f"{own[Survey.term]} {own[Survey.asked]}"))
            for column in (Survey.handed_out, Survey.returned, Survey.satisfied)
        )  # fmt: skip
        yield (
            own[Survey.asked],
            own[Survey.date].date(),
            *counts,
            share(own[Survey.satisfied], own[Survey.returned]),
        )


def _stored(books: Books, month: str) -> Block:
    """What was there of each food when the month began, what came and went, and what is left."""
    rows = whole(books, StockEntry)
    rows = rows[rows[StockEntry.date] <= pd.Timestamp(last_day(month))]
    own = rows[StockEntry.date] >= pd.Timestamp(month)
    moved = [rows[list(columns)].set_axis(["量", "额"], axis=1) for columns in _SIDES]
    came, went = (side.where(own, 0) for side in moved)
    before = (moved[0] - moved[1]).mask(own, 0)
    parts = [before, came, went, before + came - went]
    sums = [part.groupby(rows[StockEntry.food], sort=False).sum() for part in parts]
    shown = pd.concat(sums, axis=1, keys=list(_STORED)).loc[lambda foods: (foods != 0).any(axis=1)]
    heads = (
        Head("食材", 12), Head("单位", 6),
        *(
            Head(title, width, kind, group)
            for group, kinds in _STORED.items()
            for title, kind, width in zip(("数量", "金额"), kinds, (11, 13), strict=True)
        ),
    )  # fmt: skip
    units = whole(books, Delivery).drop_duplicates(Delivery.food).set_index(Delivery.food)[Delivery.unit]
    unit = looked_up(shown.index.to_series(), units).fillna("")
    counts = rows[StockEntry.food].value_counts()
    lines: list[tuple[Value, ...]] = [
        (food, unit[food], *_stock_figures(values, f"{month}，{food}", int(counts[food])))
        for food, values in zip(shown.index, shown.to_numpy(), strict=True)
    ]
    whole_of = _stock_figures(shown.sum().to_numpy(), month, len(rows))
    # Pieces of different things are not added up.
    total = (None if place % 2 == 0 else figure for place, figure in enumerate(whole_of))
    return Block(heads, (*lines, Total(("合计", "", *total))))


_SIDES = (
    (StockEntry.received, StockEntry.received_amount),
    (StockEntry.issued, StockEntry.issued_amount),
)


def _stock_figures(values: Sequence[int], which: str, rows: int) -> Iterator[Figure]:
    columns = (
        StockEntry.left,
        StockEntry.left_amount,
        *_SIDES[0],
        *_SIDES[1],
        StockEntry.left,
        StockEntry.left_amount,
    )
    parts = [part for part in _STORED for _ in range(2)]
    for column, part, value in zip(columns, parts, values, strict=True):
        yield _told(column, value, f"{which}，{part}", rows)


CANTEEN_MONTH = SheetPaper(NAME, Of.MONTH, When.ASKED, canteen_month)
