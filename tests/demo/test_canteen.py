"""The demo school's canteen: what was eaten, bought, stored, paid and published agrees to the gram and the fen."""

import pandas as pd
import pytest

from xlplan import demo
from xlplan.excel.frames import calculated
from xlplan.excel.table import Table
from xlplan.ledger.vouchers import voucher_keys
from xlplan.tables import MASTERS
from xlplan.tables.canteen import (
    Accompanied,
    Attendance,
    CanteenMonth,
    Delivery,
    Menu,
    Sample,
    StockEntry,
    Survey,
)
from xlplan.tables.fees import FeeItem, FeeNotice
from xlplan.tables.ledger import VoucherLine
from xlplan.tables.office import SchoolClass
from xlplan.tables.plan import Target

Frames = dict[type[Table], pd.DataFrame]


@pytest.fixture(scope="module")
def frames() -> Frames:
    return demo.frames()


@pytest.fixture(scope="module")
def full(frames: Frames) -> Frames:
    """With the columns that Excel calculates."""
    return calculated(MASTERS["canteen.xlsx"], frames)


def paid(frames: Frames, number: str) -> "pd.Series":
    """Debit less credit of the voucher lines of a budget line."""
    lines = frames[VoucherLine]
    own = lines[lines[VoucherLine.budget] == number]
    keys = voucher_keys(own[VoucherLine.date], own[VoucherLine.voucher])
    return (own[VoucherLine.debit] - own[VoucherLine.credit]).set_axis(keys)


def of_month(frames: Frames, number: str, month: str) -> int:
    sums = paid(frames, number)
    return int(sums[sums.index.str.startswith(month)].sum())


def test_about_25_foods_are_bought_and_quantity_times_price_is_the_amount(frames: Frames) -> None:
    rows = frames[Delivery]
    assert 24 <= rows[Delivery.food].nunique() <= 28
    assert (rows[Delivery.received] * rows[Delivery.price] == rows[Delivery.amount] * 1000).all()


def test_every_voucher_for_food_is_the_sum_of_its_deliveries(frames: Frames) -> None:
    rows = frames[Delivery]
    keys = voucher_keys(rows[Delivery.paid], rows[Delivery.voucher])
    sums = rows[Delivery.amount].groupby(keys).sum().drop("")
    vouchers = pd.concat([paid(frames, "T01"), paid(frames, "Z03")])
    assert sums.sort_index().to_dict() == vouchers.sort_index().to_dict()


def test_only_the_last_deliveries_are_not_paid(frames: Frames) -> None:
    rows = frames[Delivery]
    assert rows.loc[rows[Delivery.voucher] == "", Delivery.date].min() >= pd.Timestamp("2026-11-23")


def test_what_was_accepted_is_what_went_into_stock(frames: Frames) -> None:
    bought = frames[Delivery].groupby([Delivery.date, Delivery.food])[[Delivery.received, Delivery.amount]]
    book = frames[StockEntry]
    book = book[book[StockEntry.summary] != "上年结转"].groupby([StockEntry.date, StockEntry.food])
    stored = book[[StockEntry.received, StockEntry.received_amount]]
    assert stored.sum()[lambda sums: sums[StockEntry.received] != 0].to_numpy().tolist() == (
        bought.sum().to_numpy().tolist()
    )


def test_no_food_is_ever_below_nothing_and_at_last_little_is_left(full: Frames) -> None:
    rows = full[StockEntry]
    assert rows[[StockEntry.left, StockEntry.left_amount]].min().min() >= 0
    last = rows.groupby(StockEntry.food)[StockEntry.left_amount].last()
    assert last.sum() < 500_000


def test_the_pupils_pay_for_what_they_ate_until_last_week(frames: Frames) -> None:
    rows = frames[Attendance]
    eaten = rows.loc[rows[Attendance.date] < "2026-11-30", Attendance.fee].sum()
    assert -paid(frames, "S07").sum() == eaten


def test_nobody_eats_who_is_not_there(frames: Frames) -> None:
    rows = frames[Attendance]
    there = rows[Attendance.enrolled] - rows[Attendance.absent].fillna(0)
    assert (rows[Attendance.eaters] == there).all()
    pupils = rows[Attendance.class_name].map(
        frames[SchoolClass].set_index(SchoolClass.name)[SchoolClass.pupils]
    )
    present = rows[Attendance.date] >= "2026-09-01"
    assert (rows[Attendance.enrolled] == pupils)[present].all()
    assert (rows[Attendance.enrolled] <= pupils).all()


def test_what_a_day_costs_is_what_the_catalogue_and_the_notices_say(frames: Frames) -> None:
    items = frames[FeeItem][frames[FeeItem][FeeItem.name] == "伙食费"]
    boarder, lunch = items[FeeItem.standard]
    rows = frames[Attendance]
    lunches = rows[Attendance.eaters] - rows[Attendance.boarders]
    assert (rows[Attendance.fee] == rows[Attendance.boarders] * boarder + lunches * lunch).all()
    notices = frames[FeeNotice][frames[FeeNotice][FeeNotice.item].isin(items[FeeItem.number])]
    assert set(notices[FeeNotice.standard]) == {boarder, lunch}


def test_a_pupil_eats_about_a_quarter_of_a_kilogram_of_rice_and_more_of_it_than_of_anything_else(
    frames: Frames,
) -> None:
    grams = frames[StockEntry].groupby(StockEntry.food)[StockEntry.issued].sum()
    assert grams.idxmax() == "大米"
    assert 0.2 < grams["大米"] / 1000 / frames[Attendance][Attendance.eaters].sum() < 0.3


def test_a_dish_needs_only_what_is_in_store_on_its_day(full: Frames) -> None:
    rows = full[StockEntry]
    for dish, foods in {"土豆烧牛肉": ("土豆", "牛肉"), "香辣鸡腿": ("鸡腿",), "馒头": ("面粉",)}.items():
        menus = frames_with(full[Menu], dish)
        assert len(menus) > 5
        for day in menus[Menu.date]:
            for food in foods:
                own = rows[(rows[StockEntry.food] == food) & (rows[StockEntry.date] <= day)]
                today = own[own[StockEntry.date] == day]
                assert own[StockEntry.left].iloc[-1] + today[StockEntry.issued].sum() > 0


def frames_with(menus: pd.DataFrame, dish: str) -> pd.DataFrame:
    """The meals that serve a dish."""
    return menus[menus[Menu.dishes].str.split("、").map(lambda dishes: dish in dishes)]


def test_the_form_of_each_month_is_what_the_ledger_says(full: Frames, frames: Frames) -> None:
    rows = full[CanteenMonth]
    assert rows[CanteenMonth.period].dt.month.tolist() == list(range(1, 11))
    numbers = {
        "T01": CanteenMonth.food, "T02": CanteenMonth.fuel, "T03": CanteenMonth.power, "T04": CanteenMonth.labour,
        "T05": CanteenMonth.other_cost, "Z03": CanteenMonth.nutrition,
    }  # fmt: skip
    for _, row in rows.iterrows():
        month = f"{row[CanteenMonth.period]:%Y-%m}"
        assert row[CanteenMonth.fees] == -of_month(frames, "S07", month)
        for number, column in numbers.items():
            assert row[column] == of_month(frames, number, month)


def test_every_dish_of_every_meal_has_its_sample_and_every_meal_a_leader(frames: Frames) -> None:
    menus = frames[Menu]
    dishes = menus.assign(菜品=menus[Menu.dishes].str.split("、")).explode(Menu.dishes)
    served = dishes[[Menu.date, Menu.meal, Menu.dishes]].to_numpy().tolist()
    assert served == frames[Sample][[Sample.date, Sample.meal, Sample.dish]].to_numpy().tolist()
    meals = menus[[Menu.date, Menu.meal]].to_numpy().tolist()
    assert meals == frames[Accompanied][[Accompanied.date, Accompanied.meal]].to_numpy().tolist()
    assert len(served) < 1_500


def test_the_target_of_the_plan_is_what_pupils_and_staff_said(frames: Frames) -> None:
    rows = frames[Survey]
    own = rows[rows[Survey.term].str.contains("秋季") & rows[Survey.asked].isin(["学生", "教职工"])]
    share = own[Survey.satisfied].sum() / own[Survey.returned].sum()
    targets = frames[Target]
    said = targets.loc[targets[Target.indicator] == "食堂师生满意度", Target.actual]
    assert said.tolist() == [f"{share:.1%}"]
