"""The canteen: CAN-01 to CAN-17, CLS-05."""

from collections.abc import Callable, Iterator

import pandas as pd

from tests.seeded.forms import form
from tests.seeded.mistakes import Cell, Mistake
from tests.seeded.office import CleanOffice
from xlplan.excel.table import Column
from xlplan.ledger.vouchers import voucher_keys
from xlplan.tables.canteen import (
    Accompanied,
    Attendance,
    CanteenMonth,
    Delivery,
    KitchenWorker,
    Menu,
    Sample,
    StockEntry,
    Survey,
    YearEnd,
)
from xlplan.tables.ledger import VoucherLine
from xlplan.tables.office import Term

_KEY = "凭证"


def _each(rows: pd.DataFrame, column: Column, wrong: Callable[["pd.Series"], object]) -> Iterator[Mistake]:
    """One cell of each row made wrong, and itself accused."""
    for row, facts in rows.iterrows():
        yield Mistake({(column, int(str(row))): wrong(facts)}, (column, int(str(row))))


def _deliveries(office: CleanOffice) -> pd.DataFrame:
    """What came and stayed, with the voucher that paid it."""
    rows = office[Delivery]
    keys = voucher_keys(rows[Delivery.paid], rows[Delivery.voucher])
    return rows.assign(**{_KEY: keys})[rows[Delivery.received] > 0]


def _unpaid(office: CleanOffice) -> pd.DataFrame:
    rows = _deliveries(office)
    return rows[rows[_KEY] == ""]


@form("CAN-01")
def second_signature_lacking(office: CleanOffice) -> Iterator[Mistake]:
    """验收人二 left empty."""
    yield from _each(_deliveries(office), Delivery.second_acceptor, lambda facts: None)


@form("CAN-01")
def one_person_signs_twice(office: CleanOffice) -> Iterator[Mistake]:
    """验收人二 the same as 验收人一."""
    yield from _each(_deliveries(office), Delivery.second_acceptor, lambda facts: facts[Delivery.acceptor])


@form("CAN-01")
def papers_not_complete(office: CleanOffice) -> Iterator[Mistake]:
    """索证 lacking or not ticked."""
    words = "不全", "没有", None
    yield from _each(_deliveries(office), Delivery.papers, lambda facts: words[facts[Delivery.received] % 3])


@form("CAN-02")
def stock_typed_by_hand(office: CleanOffice) -> Iterator[Mistake]:
    """A round number over the formula of 结存数量."""
    rows = office[StockEntry]
    yield from _each(rows, StockEntry.left, lambda facts: facts[StockEntry.left] + 5_000)


@form("CAN-02")
def value_of_stock_typed_by_hand(office: CleanOffice) -> Iterator[Mistake]:
    """Another amount over the formula of 结存金额."""
    rows = office[StockEntry]
    yield from _each(rows, StockEntry.left_amount, lambda facts: facts[StockEntry.left_amount] + 1)


@form("CAN-02")
def more_taken_than_there_is(office: CleanOffice) -> Iterator[Mistake]:
    """The last issue of a food ten times as much."""
    rows = office[StockEntry]
    issues = rows[rows[StockEntry.issued] > 0]
    last = issues[~issues[StockEntry.food].duplicated(keep="last")]
    for row, facts in last.iterrows():
        at = StockEntry.left, int(str(row))
        if facts[StockEntry.left] < facts[StockEntry.issued] * 9:
            yield Mistake({(StockEntry.issued, at[1]): facts[StockEntry.issued] * 10}, at)


def _canteen_lines(office: CleanOffice, budget: str) -> pd.DataFrame:
    """The lines of the budget half on one of the canteen's budget numbers, money sent back left out."""
    lines = office[VoucherLine]
    own = lines[lines[VoucherLine.budget] == budget]
    return own[~own[VoucherLine.summary].str.contains("退货")]


@form("CAN-03")
def a_welfare_gift_from_the_canteen(office: CleanOffice) -> Iterator[Mistake]:
    """The summary of kitchen goods speaks of staff's welfare."""
    yield from _each(_canteen_lines(office, "T05"), VoucherLine.summary, lambda facts: "发食堂职工节日福利")


@form("CAN-03")
def guests_fed_by_the_canteen(office: CleanOffice) -> Iterator[Mistake]:
    """The summary of gas speaks of guests."""
    yield from _each(_canteen_lines(office, "T02"), VoucherLine.summary, lambda facts: "付检查组招待餐费")


@form("CAN-03", ("CAN-16", "入库的名字不同"), ("CAN-16", "验收的名字不同"))
def food_bought_for_guests(office: CleanOffice) -> Iterator[Mistake]:
    """食材 that is for guests."""
    for row, facts, stored in _stored(office):
        besides = ("CAN-16", (Delivery.received, row)), ("CAN-16", (StockEntry.received, stored))
        yield Mistake({(Delivery.food, row): f"接待用{facts[Delivery.food]}"}, (Delivery.food, row), besides)


def _stored(office: CleanOffice) -> Iterator[tuple[int, "pd.Series", int]]:
    """Deliveries, and the row of the stock book that took each in."""
    entries = office[StockEntry]
    received = entries[entries[StockEntry.received] > 0]
    places = {
        (facts[StockEntry.date], facts[StockEntry.food]): int(str(row)) for row, facts in received.iterrows()
    }
    for row, facts in _deliveries(office).iterrows():
        yield int(str(row)), facts, places[facts[Delivery.date], facts[Delivery.food]]


def _moved_from_food(office: CleanOffice, other: Column) -> Iterator[Mistake]:
    """Most of 食材支出 written into another column."""
    rows = office[CanteenMonth]
    for row, facts in rows[rows[CanteenMonth.fees] > 0].iterrows():
        away = facts[CanteenMonth.food] * 3 // 5
        cells: dict[Cell, object] = {
            (CanteenMonth.food, int(str(row))): facts[CanteenMonth.food] - away,
            (other, int(str(row))): facts[other] + away,
        }
        yield Mistake(cells, (CanteenMonth.cost_ratio, int(str(row))))


@form("CAN-04")
def food_written_as_fuel(office: CleanOffice) -> Iterator[Mistake]:
    """Most of 食材支出 in 燃料."""
    yield from _moved_from_food(office, CanteenMonth.fuel)


@form("CAN-04")
def food_written_as_labour(office: CleanOffice) -> Iterator[Mistake]:
    """Most of 食材支出 in 人工."""
    yield from _moved_from_food(office, CanteenMonth.labour)


@form("CAN-04")
def food_written_as_other_cost(office: CleanOffice) -> Iterator[Mistake]:
    """Most of 食材支出 in 其他支出."""
    yield from _moved_from_food(office, CanteenMonth.other_cost)


def _in_the_last_month(
    office: CleanOffice, column: Column, wrong: list[int], total: Column
) -> Iterator[Mistake]:
    """An amount of the last form, so far off that the year is."""
    row = int(office[CanteenMonth].index[-1])
    for fen in wrong:
        yield Mistake({(column, row): fen}, (CanteenMonth.surplus, row), (("CLS-05", (total, row)),))


@form("CAN-05", ("CLS-05", "和账也不一样"))
def wages_of_the_helpers_ten_times_as_high(office: CleanOffice) -> Iterator[Mistake]:
    """人工 with a digit too many."""
    fen = int(office[CanteenMonth][CanteenMonth.labour].iloc[-1])
    yield from _in_the_last_month(office, CanteenMonth.labour, [fen * 10, fen * 11], CanteenMonth.cost)


@form("CAN-05", ("CLS-05", "和账也不一样"))
def meal_money_with_a_digit_lost(office: CleanOffice) -> Iterator[Mistake]:
    """伙食费收入 with a digit too few."""
    fen = int(office[CanteenMonth][CanteenMonth.fees].iloc[-1])
    yield from _in_the_last_month(office, CanteenMonth.fees, [fen // 10, fen // 100], CanteenMonth.income)


@form("CAN-05", ("CLS-05", "和账也不一样"))
def income_that_there_was_not(office: CleanOffice) -> Iterator[Mistake]:
    """其他收入 that the ledger does not have."""
    yield from _in_the_last_month(
        office, CanteenMonth.other_income, [5_000_000, 8_000_000], CanteenMonth.income
    )


@form("CAN-06")
def a_month_not_published(office: CleanOffice) -> Iterator[Mistake]:
    """公示日期 empty."""
    yield from _each(office[CanteenMonth], CanteenMonth.published, lambda facts: None)


@form("CAN-06")
def a_month_published_weeks_late(office: CleanOffice) -> Iterator[Mistake]:
    """公示日期 ten days later."""
    late = pd.Timedelta(days=10)
    yield from _each(
        office[CanteenMonth], CanteenMonth.published, lambda facts: facts[CanteenMonth.published] + late
    )


@form("CAN-06")
def the_year_of_publishing_typed_wrong(office: CleanOffice) -> Iterator[Mistake]:
    """公示日期 in the next year."""
    later = pd.DateOffset(years=1)
    yield from _each(
        office[CanteenMonth], CanteenMonth.published, lambda facts: facts[CanteenMonth.published] + later
    )


@form("CAN-07")
def nutrition_amount_with_a_digit_lost(office: CleanOffice) -> Iterator[Mistake]:
    """金额 a tenth of what it is."""
    yield from _each(office[Attendance], Attendance.amount, lambda facts: facts[Attendance.amount] // 10)


@form("CAN-07")
def the_old_standard(office: CleanOffice) -> Iterator[Mistake]:
    """Four yuan, and the amount by it."""
    for row, people in office[Attendance][Attendance.nutrition].items():
        at = Attendance.standard, int(str(row))
        yield Mistake({at: 400, (Attendance.amount, at[1]): int(people) * 400}, at)


def _with_absent(office: CleanOffice) -> pd.DataFrame:
    rows = office[Attendance]
    return rows[rows[Attendance.absent].fillna(0) > 0]


@form("CAN-07")
def nutrition_for_those_who_were_away(office: CleanOffice) -> Iterator[Mistake]:
    """金额 by 在校人数."""
    yield from _each(
        _with_absent(office), Attendance.amount,
        lambda facts: int(facts[Attendance.enrolled]) * facts[Attendance.standard],
    )  # fmt: skip


@form("CAN-08")
def the_absent_counted_as_eaters(office: CleanOffice) -> Iterator[Mistake]:
    """就餐人数 as 在校人数."""
    yield from _each(_with_absent(office), Attendance.eaters, lambda facts: facts[Attendance.enrolled])


@form("CAN-08")
def the_size_of_a_class_with_digits_swapped(office: CleanOffice) -> Iterator[Mistake]:
    """在校人数 46 as 64."""
    rows = office[Attendance]
    higher = rows[rows[Attendance.enrolled] % 10 > rows[Attendance.enrolled] // 10]
    yield from _each(higher, Attendance.enrolled, lambda facts: int(str(facts[Attendance.enrolled])[::-1]))


@form("CAN-08")
def more_nutrition_meals_than_eaters(office: CleanOffice) -> Iterator[Mistake]:
    """营养餐人数 one too many, and the amount by it."""
    for row, facts in office[Attendance].iterrows():
        at = Attendance.nutrition, int(str(row))
        more = int(facts[Attendance.nutrition]) + 1
        yield Mistake({at: more, (Attendance.amount, at[1]): more * facts[Attendance.standard]}, at)


@form("CAN-09")
def a_sample_too_light(office: CleanOffice) -> Iterator[Mistake]:
    """重量 of 100 grams."""
    yield from _each(office[Sample], Sample.weight, lambda facts: 100)


@form("CAN-09")
def a_sample_thrown_away_early(office: CleanOffice) -> Iterator[Mistake]:
    """销毁时间 on the day after."""
    rows = office[Sample]
    soon = pd.Timedelta(hours=24)
    yield from _each(
        rows[rows[Sample.destroyed].notna()], Sample.destroyed, lambda facts: facts[Sample.taken] + soon
    )


def _menu_rows(office: CleanOffice) -> dict[tuple[object, object], int]:
    menus = office[Menu]
    return {
        (day, meal): int(row)
        for row, day, meal in zip(menus.index, menus[Menu.date], menus[Menu.meal], strict=True)
    }


@form("CAN-09")
def a_dish_without_its_sample(office: CleanOffice) -> Iterator[Mistake]:
    """品名 of another dish, so that one has none."""
    menus = _menu_rows(office)
    for row, facts in office[Sample].iterrows():
        at = Menu.dishes, menus[facts[Sample.date], facts[Sample.meal]]
        yield Mistake({(Sample.dish, int(str(row))): "凉拌黄瓜"}, at)


@form("CAN-10")
def no_certificate_at_all(office: CleanOffice) -> Iterator[Mistake]:
    """有效期止 empty."""
    yield from _each(office[KitchenWorker], KitchenWorker.expires, lambda facts: None)


@form("CAN-10")
def the_certificate_of_the_year_before(office: CleanOffice) -> Iterator[Mistake]:
    """有效期止 a year too early."""
    year = pd.DateOffset(years=1)
    yield from _each(
        office[KitchenWorker], KitchenWorker.expires, lambda facts: facts[KitchenWorker.expires] - year
    )


@form("CAN-10")
def a_certificate_that_ends_within_the_month(office: CleanOffice) -> Iterator[Mistake]:
    """有效期止 in ten days."""
    yield from _each(office[KitchenWorker], KitchenWorker.expires, lambda facts: pd.Timestamp("2026-12-10"))


@form("CAN-11")
def nobody_named_who_ate_with_the_pupils(office: CleanOffice) -> Iterator[Mistake]:
    """陪餐人 empty."""
    yield from _each(office[Accompanied], Accompanied.leader, lambda facts: None)


@form("CAN-11")
def a_meal_dated_another_day(office: CleanOffice) -> Iterator[Mistake]:
    """日期 of 陪餐 a day later."""
    menus = _menu_rows(office)
    for row, facts in office[Accompanied].iterrows():
        at = Menu.meal, menus[facts[Accompanied.date], facts[Accompanied.meal]]
        yield Mistake({(Accompanied.date, int(str(row))): facts[Accompanied.date] + pd.Timedelta(days=1)}, at)


@form("CAN-11")
def supper_written_as_lunch(office: CleanOffice) -> Iterator[Mistake]:
    """餐次 of 陪餐 another one."""
    menus = _menu_rows(office)
    rows = office[Accompanied]
    for row, facts in rows[rows[Accompanied.meal] == "晚餐"].iterrows():
        at = Menu.meal, menus[facts[Accompanied.date], "晚餐"]
        yield Mistake({(Accompanied.meal, int(str(row))): "午餐"}, at)


@form("CAN-12")
def a_delivery_much_dearer(office: CleanOffice) -> Iterator[Mistake]:
    """单价 and 金额 of half as much again, not yet paid."""
    for row, facts in _unpaid(office).iterrows():
        price = facts[Delivery.price] * 3 // 20 * 10
        cells: dict[Cell, object] = {
            (Delivery.price, int(str(row))): price,
            (Delivery.amount, int(str(row))): facts[Delivery.received] * price // 1_000,
        }
        yield Mistake(cells, (Delivery.price, int(str(row))))


def _dearer(office: CleanOffice, wrong: Callable[[int], int]) -> Iterator[Mistake]:
    """单价 alone typed too high."""
    rows = _deliveries(office)
    for row, price in rows[rows[Delivery.food].duplicated()][Delivery.price].items():
        if wrong(price) > price * 3 // 2:
            besides = (("CAN-17", (Delivery.amount, int(str(row)))),)
            yield Mistake(
                {(Delivery.price, int(str(row))): wrong(price)}, (Delivery.price, int(str(row))), besides
            )


@form("CAN-12", ("CAN-17", "金额也对不上"))
def a_price_with_its_point_moved(office: CleanOffice) -> Iterator[Mistake]:
    """单价 ten times as high."""
    yield from _dearer(office, lambda price: price * 10)


@form("CAN-12", ("CAN-17", "金额也对不上"))
def a_price_with_digits_swapped(office: CleanOffice) -> Iterator[Mistake]:
    """单价 2.40 as 4.20."""
    yield from _dearer(office, lambda price: int(f"{price}"[1::-1] + f"{price}"[2:]))


@form("CAN-13")
def teachers_among_the_classes(office: CleanOffice) -> Iterator[Mistake]:
    """A row of 就餐人次 for the teachers."""
    yield from _each(office[Attendance], Attendance.class_name, lambda facts: "教师")


@form("CAN-13")
def meal_money_of_pupils_and_teachers(office: CleanOffice) -> Iterator[Mistake]:
    """摘要 of the income of teachers and pupils."""
    yield from _each(_canteen_lines(office, "S07"), VoucherLine.summary, lambda facts: "收本周师生伙食费")


@form("CAN-13")
def meal_money_of_the_staff_as_the_pupils(office: CleanOffice) -> Iterator[Mistake]:
    """摘要 of staff's money on the pupils' budget number."""
    yield from _each(_canteen_lines(office, "S07"), VoucherLine.summary, lambda facts: "收教职工本月餐费")


def _survey(office: CleanOffice, asked: str, column: Column, wrong: str) -> Iterator[Mistake]:
    """A survey of the term that is over, taken for another."""
    surveys, blocks = office[Survey], office[Term]
    own = surveys[(surveys[Survey.asked] == asked) & surveys[Survey.term].str.contains("春季")]
    for row, term in own[Survey.term].items():
        last = int(blocks.index[blocks[Term.term] == term][-1])
        yield Mistake({(column, int(str(row))): wrong}, (Term.block, last))


@form("CAN-14")
def the_survey_of_pupils_as_that_of_staff(office: CleanOffice) -> Iterator[Mistake]:
    """对象 学生 as 教职工."""
    yield from _survey(office, "学生", Survey.asked, "教职工")


@form("CAN-14")
def the_survey_of_parents_as_that_of_pupils(office: CleanOffice) -> Iterator[Mistake]:
    """对象 家长 as 学生."""
    yield from _survey(office, "家长", Survey.asked, "学生")


@form("CAN-14")
def a_survey_of_another_term(office: CleanOffice) -> Iterator[Mistake]:
    """学期 of the survey the next one."""
    for asked in ("学生", "家长"):
        yield from _survey(office, asked, Survey.term, "2026年秋季学期")


def _of_vouchers(office: CleanOffice) -> Iterator[pd.DataFrame]:
    """The deliveries of each voucher."""
    rows = _deliveries(office)
    for key, own in rows.groupby(_KEY):
        if key:
            yield own


@form("CAN-15", ("CAN-17", "金额也不是数量×单价"))
def an_amount_with_a_digit_lost(office: CleanOffice) -> Iterator[Mistake]:
    """金额 of a delivery a tenth of what it is."""
    for own in _of_vouchers(office):
        for row, fen in own[Delivery.amount].items():
            cell = Delivery.amount, int(str(row))
            yield Mistake({cell: fen // 10}, (Delivery.amount, int(own.index[0])), (("CAN-17", cell),))


@form("CAN-15", ("CAN-15", "原来那张凭证就少了"))
def a_voucher_that_there_is_not(office: CleanOffice) -> Iterator[Mistake]:
    """凭证号 that the month does not have."""
    for own in _of_vouchers(office):
        for row in own.index[1:]:
            besides = (("CAN-15", (Delivery.amount, int(own.index[0]))),)
            yield Mistake({(Delivery.voucher, int(row)): "记-999"}, (Delivery.voucher, int(row)), besides)


@form("CAN-15")
def a_payment_without_a_delivery(office: CleanOffice) -> Iterator[Mistake]:
    """凭证号 and 付款日期 of what one voucher paid never filled in."""
    lines = office[VoucherLine]
    keys = voucher_keys(lines[VoucherLine.date], lines[VoucherLine.voucher])
    paid = lines.index[lines[VoucherLine.account] == "7201"]
    places = {keys[row]: int(row) for row in reversed(paid)}
    for own in _of_vouchers(office):
        cells: dict[Cell, object] = {
            (column, int(row)): None for row in own.index for column in (Delivery.voucher, Delivery.paid)
        }
        yield Mistake(cells, (VoucherLine.debit, places[own[_KEY].iloc[0]]))


@form("CAN-16")
def more_stored_than_came(office: CleanOffice) -> Iterator[Mistake]:
    """入库数量 ten kilograms more."""
    for row, facts, stored in _stored(office):
        more = facts[Delivery.received] + 10_000
        yield Mistake({(StockEntry.received, stored): more}, (Delivery.received, row))


@form("CAN-16", ("CAN-16", "没有那天的验收"))
def stored_on_another_day(office: CleanOffice) -> Iterator[Mistake]:
    """日期 of the stock book two months on."""
    for row, facts, stored in _stored(office):
        day = facts[Delivery.date] + pd.Timedelta(days=200)
        besides = (("CAN-16", (StockEntry.received, stored)),)
        yield Mistake({(StockEntry.date, stored): day}, (Delivery.received, row), besides)


@form("CAN-16", ("CAN-16", "入库的名字不同"))
def a_food_by_another_name(office: CleanOffice) -> Iterator[Mistake]:
    """食材 of the delivery not called as in the stock book."""
    for row, facts, stored in _stored(office):
        besides = (("CAN-16", (StockEntry.received, stored)),)
        yield Mistake({(Delivery.food, row): f"鲜{facts[Delivery.food]}"}, (Delivery.received, row), besides)


@form("CAN-17", ("CAN-16", "和入库也不一样"))
def a_quantity_typed_wrong(office: CleanOffice) -> Iterator[Mistake]:
    """数量 of a delivery ten times as much."""
    for row, grams in _deliveries(office)[Delivery.received].items():
        at = Delivery.amount, int(str(row))
        yield Mistake({(Delivery.received, at[1]): grams * 10}, at, (("CAN-16", (Delivery.received, at[1])),))


@form("CAN-17")
def a_price_a_bit_too_low(office: CleanOffice) -> Iterator[Mistake]:
    """单价 a few jiao lower than on the slip."""
    rows = _deliveries(office)
    for row, price in rows[rows[Delivery.price] >= 500][Delivery.price].items():
        yield Mistake({(Delivery.price, int(str(row))): price - 10}, (Delivery.amount, int(str(row))))


@form("CAN-17")
def an_amount_not_yet_paid_with_a_digit_lost(office: CleanOffice) -> Iterator[Mistake]:
    """金额 of a delivery that no voucher has paid yet a tenth of what it is."""
    yield from _each(_unpaid(office), Delivery.amount, lambda facts: facts[Delivery.amount] // 10)


def _form_off(office: CleanOffice, column: Column, total: Column) -> Iterator[Mistake]:
    for row, fen in office[CanteenMonth][column].items():
        for wrong in (fen + 100, fen + 9_000, fen - 10_000):
            yield Mistake({(column, int(str(row))): wrong}, (total, int(str(row))))


@form("CLS-05")
def what_the_two_owe_each_other_copied_wrong(office: CleanOffice) -> Iterator[Mistake]:
    """One of the two sides of 年末并表 a bit off."""
    for column in (YearEnd.ours, YearEnd.theirs):
        for row, fen in office[YearEnd][column].items():
            yield Mistake({(column, int(str(row))): fen + 9_00}, (YearEnd.open, int(str(row))))


@form("CLS-05")
def other_costs_copied_wrong(office: CleanOffice) -> Iterator[Mistake]:
    """其他支出 of a month a bit off."""
    yield from _form_off(office, CanteenMonth.other_cost, CanteenMonth.cost)


@form("CLS-05")
def power_copied_wrong(office: CleanOffice) -> Iterator[Mistake]:
    """水电 of a month a bit off."""
    yield from _form_off(office, CanteenMonth.power, CanteenMonth.cost)


@form("CLS-05")
def meal_money_copied_wrong(office: CleanOffice) -> Iterator[Mistake]:
    """伙食费收入 of a month a bit off."""
    rows = office[CanteenMonth]
    for row, fen in rows[rows[CanteenMonth.fees] > 0][CanteenMonth.fees].items():
        for wrong in (fen + 100, fen - 9_000):
            yield Mistake({(CanteenMonth.fees, int(str(row))): wrong}, (CanteenMonth.income, int(str(row))))
