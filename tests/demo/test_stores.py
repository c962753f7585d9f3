"""The store room of the demo school agrees with its ledger, item by item and to the fen."""

import pandas as pd
import pytest

from xlplan import demo
from xlplan.demo.deliveries import Delivery
from xlplan.excel.frames import calculated
from xlplan.excel.table import Table
from xlplan.ledger.balances import trial_balance
from xlplan.ledger.vouchers import voucher_keys
from xlplan.tables import MASTERS
from xlplan.tables.assets import AssetCard
from xlplan.tables.claims import Acceptance
from xlplan.tables.ledger import OpeningBalance, VoucherLine
from xlplan.tables.links import beside
from xlplan.tables.office import SchoolClass
from xlplan.tables.stores import Issue, Item, Receipt, Seating, StockTake, TermSupply, Textbook

Frames = dict[type[Table], pd.DataFrame]


@pytest.fixture(scope="module")
def frames() -> Frames:
    own = demo.frames()
    return own | calculated(MASTERS["stores.xlsx"], own)


def test_goods_cost_exactly_what_was_paid_for_them() -> None:
    vouchers = demo.happened().vouchers
    deliveries = [(own, own.event.of) for own in vouchers if isinstance(own.event.of, Delivery)]
    assert len(deliveries) > 100
    for voucher, delivery in deliveries:
        paid = sum(line.debit for line in voucher.event.lines if line.account == "1302")
        spent = sum(line.debit for line in voucher.event.lines if line.account == "7201")
        assert sum(goods.fen for goods in delivery.goods) == paid == spent
        assert all(goods.pieces > 0 for goods in delivery.goods)


def test_a_year_brings_no_more_of_anything_than_some_shelves_full(frames: Frames) -> None:
    brought = frames[Receipt].groupby(Receipt.item)[Receipt.pieces].sum()
    shelf = frames[Item].set_index(Item.number)[Item.opening_quantity]
    assert (brought / shelf.reindex(brought.index)).max() < 10
    assert brought.max() < 600_000


def test_the_stock_is_worth_the_balance_of_1302_at_every_month_end(frames: Frames) -> None:
    openings, lines = frames[OpeningBalance], frames[VoucherLine]
    worth = frames[Item][Item.opening_amount].sum()
    for month in range(1, 12):
        came, went = (
            frames[table].loc[frames[table]["日期"].dt.month == month, "金额"].sum()
            for table in (Receipt, Issue)
        )
        worth += came - went
        balance = trial_balance(openings, lines, demo.TODAY, f"2026-{month:02}")
        assert balance.at["1302", "期末"] == worth
    assert frames[Item][Item.left_amount].sum() == worth


@pytest.mark.parametrize(
    ("table", "side"), [(Receipt, VoucherLine.debit), (Issue, VoucherLine.credit)], ids=["in", "out"]
)
def test_each_voucher_of_1302_holds_what_the_store_room_books_with_it(
    table: type[Table], side: str, frames: Frames
) -> None:
    rows, lines = frames[table], frames[VoucherLine]
    own = lines[(lines[VoucherLine.account] == "1302") & (lines[side] != 0)]
    booked = own[side].groupby(voucher_keys(own["日期"], own["凭证号"])).sum()
    moved = rows["金额"].groupby(voucher_keys(rows["日期"], rows["凭证号"])).sum()
    assert booked.to_dict() == moved.to_dict()


def test_nothing_is_issued_that_is_not_there_and_each_item_keeps_its_least(frames: Frames) -> None:
    came = frames[Receipt].assign(向=1)
    went = frames[Issue].assign(向=-1)
    moves = pd.concat([came, went]).sort_values("日期", kind="stable")
    items = frames[Item].set_index(Item.number)
    left = (moves["数量"] * moves["向"]).groupby(moves["物品号"]).cumsum()
    left += moves["物品号"].map(items[Item.opening_quantity])
    assert (left >= moves["物品号"].map(items[Item.minimum])).all()
    assert (items[Item.left] >= items[Item.minimum]).all()
    assert (items[Item.left_amount] > 0).all()


def test_issues_are_worth_about_what_their_goods_cost(frames: Frames) -> None:
    items, issues = frames[Item].set_index(Item.number), frames[Issue]
    usual = (items[Item.opening_amount] / items[Item.opening_quantity]).reindex(issues[Issue.item])
    price = issues[Issue.amount] / issues[Issue.pieces]
    assert (price / usual.to_numpy()).between(0.85, 1.15).all()


def test_the_store_room_is_counted_twice_and_each_gap_has_its_reason(frames: Frames) -> None:
    counts = frames[StockTake]
    assert counts[StockTake.date].dt.strftime("%m-%d").unique().tolist() == ["06-30", "10-30"]
    assert len(counts) == 2 * len(frames[Item])
    apart = counts[StockTake.gap] != 0
    assert apart.sum() == 3
    assert (apart == (counts[StockTake.reason] != "")).all()


def test_every_pupil_has_books_a_desk_and_a_chair(frames: Frames) -> None:
    classes, books, seats = frames[SchoolClass], frames[Textbook], frames[Seating]
    autumn = books[books[Textbook.term].str.contains("秋季")]
    rolls = classes[SchoolClass.pupils].groupby(classes[SchoolClass.grade]).sum()
    assert (autumn[Textbook.entitled] == autumn[Textbook.grade].map(rolls)).all()
    assert (books[Textbook.arrived] == books[Textbook.issued] + books[Textbook.left]).all()
    taken = seats[(seats[Seating.date].dt.month == 8) & (seats[Seating.school_class] != "")]
    usable = taken.set_index(Seating.school_class)[Seating.usable]
    assert (usable.reindex(classes[SchoolClass.name]).to_numpy() >= classes[SchoolClass.pupils]).all()
    assert (frames[TermSupply][TermSupply.gap] == 0).all()


def test_the_desks_that_were_counted_are_those_that_have_cards_and_both_terms_use_the_roll_of_their_classes(
    frames: Frames,
) -> None:
    cards, seats, books = frames[AssetCard], frames[Seating], frames[Textbook]
    sets = cards.loc[cards[AssetCard.name].str.startswith("课桌椅"), AssetCard.pieces].sum()
    for day, own in seats.groupby(Seating.date):
        assert own[Seating.desks].sum() == own[Seating.chairs].sum() == sets
        term = "春季" if day.month < 7 else "秋季"
        roll = books[books[Textbook.term].str.contains(term) & (books[Textbook.subject_name] == "语文")]
        assert own[Seating.pupils].sum() == roll[Textbook.entitled].sum()


def test_goods_come_in_on_or_after_the_day_of_their_acceptance_and_from_who_was_accepted(
    frames: Frames,
) -> None:
    on = {Receipt.acceptance: Acceptance.number}
    accepted = beside(frames[Receipt], frames[Acceptance], on, "验收")
    accepted = accepted[accepted[Receipt.acceptance] != ""]
    assert accepted[Receipt.number].nunique() > 40
    assert (accepted["验收验收日"] <= accepted[Receipt.date]).all()
    brought = accepted.groupby(Receipt.acceptance)[Receipt.amount].sum()
    due = frames[Acceptance].set_index(Acceptance.number)[Acceptance.amount]
    assert (brought == due.reindex(brought.index)).all()
