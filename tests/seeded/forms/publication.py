"""公示登记 and 意见办理: PUB-01 to PUB-05."""

from collections.abc import Iterator

import pandas as pd

from tests.seeded.forms import form
from tests.seeded.mistakes import Cell, Mistake, Raw
from tests.seeded.office import CleanOffice
from xlplan.demo.edits import swapped
from xlplan.excel.table import Column
from xlplan.tables.disclosure import CANTEEN, MONEY
from xlplan.tables.office import Parameter, Term
from xlplan.tables.plan import Opinion, Publication

_ITEM, _START, _END = Publication.item, Publication.start, Publication.end


def _of(office: CleanOffice, *items: str) -> pd.DataFrame:
    rows = office[Publication]
    return rows[rows[_ITEM].isin(items)]


def _in_terms(office: CleanOffice) -> pd.DataFrame:
    """The rows of what is published by the month only where a term runs in it; none of them of 财务收支."""
    rows, begun = office[Publication], f"{office[Term][Term.start].min():%Y-%m}"
    early = rows[_ITEM].isin([CANTEEN, "考勤"]) & (rows[Publication.period] < begun)
    return rows[(rows[_ITEM] != MONEY) & ~early]


def _setting(office: CleanOffice, name: str) -> Cell:
    """The row of 参数 that demands it."""
    rows = office[Parameter]
    return Parameter.name, int(rows.index[rows[Parameter.name] == name][0])


def _gone(row: int) -> dict[Cell, object]:
    """A row emptied as if it had never been typed."""
    return {(column, row): None for column in Publication.columns}


@form("PUB-01")
def month_never_put_up(office: CleanOffice) -> Iterator[Mistake]:
    """No row of 财务收支 for a month."""
    at = _setting(office, "财务公示最迟日")
    for row in _of(office, MONEY).index[1:]:
        yield Mistake(_gone(row), at)


@form("PUB-01")
def put_up_weeks_late(office: CleanOffice) -> Iterator[Mistake]:
    """公示起 of a month a fortnight later, 公示止 a month."""
    later, ends = pd.Timedelta(days=14), pd.Timedelta(days=30)
    for row, facts in _of(office, MONEY).iterrows():
        start, end = (_START, int(str(row))), (_END, int(str(row)))
        # The camera's day is that of the sheet before.
        besides = (("GEN-07", (Publication.photos, int(str(row)))),)
        yield Mistake({start: facts[_START] + later, end: facts[_END] + ends}, start, besides)


@form("PUB-01")
def no_picture_taken(office: CleanOffice) -> Iterator[Mistake]:
    """照片 left empty, or blanks typed into it."""
    for row in _of(office, MONEY).index:
        at = (Publication.photos, row)
        yield Mistake({at: None if row % 2 else Raw("　 ")}, at)


@form("PUB-01")
def the_month_before_typed_again(office: CleanOffice) -> Iterator[Mistake]:
    """所属期 of a month is that of the one before it."""
    rows = _of(office, MONEY)
    at = _setting(office, "财务公示最迟日")
    periods = rows[Publication.period]
    for row, period in zip(rows.index[1:], periods.iloc[:-1], strict=True):
        # What is told twice, last of all with the figures of another month, is also wrong in both amounts.
        besides = tuple(("PUB-02", (column, row)) for column in (Publication.income, Publication.spending))
        yield Mistake({(Publication.period, row): period}, at, besides)


def _amounts(office: CleanOffice) -> Iterator[tuple[Column, int, int]]:
    for row, facts in _of(office, MONEY, CANTEEN).iterrows():
        for column in (Publication.income, Publication.spending):
            if facts[column]:
                yield column, int(str(row)), int(facts[column])


@form("PUB-02")
def a_fen_off(office: CleanOffice) -> Iterator[Mistake]:
    """A figure that is one fen more than the books say."""
    for column, row, fen in _amounts(office):
        yield Mistake({(column, row): fen + 1}, (column, row))


@form("PUB-02")
def whole_yuan_only(office: CleanOffice) -> Iterator[Mistake]:
    """A figure rounded to whole yuan."""
    for column, row, fen in _amounts(office):
        if fen % 100:
            yield Mistake({(column, row): round(fen, -2)}, (column, row))


@form("PUB-02")
def figure_left_out(office: CleanOffice) -> Iterator[Mistake]:
    """A figure left empty."""
    for column, row, _ in _amounts(office):
        yield Mistake({(column, row): None}, (column, row))


@form("PUB-02")
def two_digits_changed_round(office: CleanOffice) -> Iterator[Mistake]:
    """The first two unequal neighbouring digits of a figure changed round."""
    for column, row, fen in _amounts(office):
        yield Mistake({(column, row): swapped(fen)}, (column, row))


def _ended(office: CleanOffice) -> pd.DataFrame:
    rows = office[Publication]
    return rows[rows[_END].notna()]


@form("PUB-03")
def taken_down_at_once(office: CleanOffice) -> Iterator[Mistake]:
    """公示止 the same day as 公示起."""
    for row, facts in _ended(office).iterrows():
        yield Mistake({(_END, int(str(row))): facts[_START]}, (_END, int(str(row))))


@form("PUB-03")
def five_days_with_a_weekend_in_them(office: CleanOffice) -> Iterator[Mistake]:
    """Five days counted with the weekend among them."""
    for row, facts in _ended(office).iterrows():
        end = facts[_START] + pd.Timedelta(days=4)
        if facts[_START].weekday() in (1, 2, 3, 4) and end < facts[_END]:
            yield Mistake({(_END, int(str(row))): end}, (_END, int(str(row))))


@form("PUB-03")
def taken_down_before_it_was_put_up(office: CleanOffice) -> Iterator[Mistake]:
    """公示止 in the month before."""
    earlier = pd.DateOffset(months=1)
    for row, facts in _ended(office).iterrows():
        yield Mistake({(_END, int(str(row))): facts[_END] - earlier}, (_END, int(str(row))))


@form("PUB-04")
def item_never_put_up(office: CleanOffice) -> Iterator[Mistake]:
    """No row of an item for one of its periods."""
    for row, item in _in_terms(office)[_ITEM].items():
        yield Mistake(_gone(int(str(row))), _setting(office, f"公开目录：{item}"))


@form("PUB-04")
def item_by_another_name(office: CleanOffice) -> Iterator[Mistake]:
    """事项 not called as the catalogue calls it."""
    rows = _in_terms(office)
    for row, item in rows.loc[rows[_ITEM] != CANTEEN, _ITEM].items():
        cell = (_ITEM, int(str(row)))
        yield Mistake({cell: f"{item}情况"}, _setting(office, f"公开目录：{item}"))


@form("PUB-04")
def item_put_up_late(office: CleanOffice) -> Iterator[Mistake]:
    """公示起 of what is put up monthly or each term three weeks later, 公示止 five."""
    later, ends = pd.Timedelta(days=21), pd.Timedelta(days=35)
    rows = _in_terms(office)
    for row, facts in rows[rows[_ITEM].isin(["考勤", "收费"])].iterrows():
        start, end = (_START, int(str(row))), (_END, int(str(row)))
        moved = {start: facts[_START] + later} | ({end: facts[_END] + ends} if pd.notna(facts[_END]) else {})
        yield Mistake(moved, start, (("GEN-07", (Publication.photos, int(str(row)))),))


@form("PUB-04")
def how_often_in_other_words(office: CleanOffice) -> Iterator[Mistake]:
    """值 of the catalogue that is none of the three words."""
    rows = office[Parameter]
    for row in rows.index[rows[Parameter.name].str.startswith("公开目录：")]:
        yield Mistake({(Parameter.value, row): "按月" if row % 2 else "12次"}, (Parameter.value, row))


def _opinions(office: CleanOffice, state: str) -> pd.DataFrame:
    rows = office[Opinion]
    return rows[rows[Opinion.state] == state]


@form("PUB-05")
def done_but_left_open(office: CleanOffice) -> Iterator[Mistake]:
    """状态 of a past opinion left at 办理中."""
    for row in _opinions(office, "已办结").index:
        yield Mistake({(Opinion.state, row): "办理中"}, (Opinion.state, row))


@form("PUB-05")
def done_after_its_day(office: CleanOffice) -> Iterator[Mistake]:
    """办结日 three days after 期限."""
    for row, facts in _opinions(office, "已办结").iterrows():
        cell = (Opinion.done, int(str(row)))
        yield Mistake({cell: facts[Opinion.due] + pd.Timedelta(days=3)}, cell)


@form("PUB-05")
def reviewed_by_its_owner(office: CleanOffice) -> Iterator[Mistake]:
    """复核人 is 责任人."""
    for row, facts in _opinions(office, "已办结").iterrows():
        cell = (Opinion.reviewer, int(str(row)))
        yield Mistake({cell: facts[Opinion.owner]}, cell)


@form("PUB-05")
def nobody_answered(office: CleanOffice) -> Iterator[Mistake]:
    """答复 left empty."""
    for state in ("已办结", "不采纳"):
        for row in _opinions(office, state).index:
            yield Mistake({(Opinion.reply, row): None}, (Opinion.reply, row))
