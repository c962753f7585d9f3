"""Cards, counts, repairs, buildings and hand-overs: AST-01 to AST-10 and GEN-03."""

from collections.abc import Iterator

import pandas as pd

from tests.seeded.forms import form
from tests.seeded.mistakes import Cell, Mistake, Raw
from tests.seeded.office import CleanOffice
from tests.seeded.patching import Cached
from xlplan.tables.assets import (
    BOOK,
    DISPOSED,
    AssetCard,
    AssetCount,
    Building,
    DepreciationMonth,
    HandOver,
    Repair,
)
from xlplan.tables.ledger import OpeningBalance, VoucherLine
from xlplan.tables.office import Staff


def _bought(office: CleanOffice) -> Iterator[tuple[int, int]]:
    """Row of each card that came this year, and of the line of 1601 that brought it."""
    cards, lines = office[AssetCard], office[VoucherLine]
    lines = lines[(lines[VoucherLine.account] == "1601") & (lines[VoucherLine.debit] > 0)]
    days = lines[VoucherLine.date].dt.to_period("M")
    for row, card in cards[cards[AssetCard.voucher] != ""].iterrows():
        own = (lines[VoucherLine.voucher] == card[AssetCard.voucher]) & (
            days == card[AssetCard.entered].to_period("M")
        )
        yield int(str(row)), int(lines.index[own][0])


@form("AST-01")
def card_with_the_number_of_another_voucher(office: CleanOffice) -> Iterator[Mistake]:
    """凭证号 copied wrong."""
    for card, line in _bought(office):
        for wrong in ("记-1", "记-999"):
            yield Mistake({(AssetCard.voucher, card): wrong}, (VoucherLine.debit, line))


@form("AST-01")
def card_without_its_voucher(office: CleanOffice) -> Iterator[Mistake]:
    """凭证号 left empty."""
    for card, line in _bought(office):
        yield Mistake({(AssetCard.voucher, card): None}, (VoucherLine.debit, line))


@form("AST-01", ("AST-02", "当月固定资产的增减和卡片不等"))
def equipment_booked_as_a_cost(office: CleanOffice) -> Iterator[Mistake]:
    """5001 instead of 1601; there is a card all the same."""
    lines = office[VoucherLine]
    for line in sorted({line for _, line in _bought(office)}):
        month, number = lines.at[line, VoucherLine.date], lines.at[line, VoucherLine.voucher]
        own = lines[(lines[VoucherLine.date] == month) & (lines[VoucherLine.voucher] == number)]
        if (own[VoucherLine.account] == "7201").any():
            yield Mistake({(VoucherLine.account, line): "5001"}, (VoucherLine.debit, line))


def _opening(office: CleanOffice, account: str) -> int:
    openings = office[OpeningBalance]
    return int(openings.index[openings[OpeningBalance.account] == account][0])


@form("AST-02")
def cost_of_old_books_wrong(office: CleanOffice) -> Iterator[Mistake]:
    """原值 of a lot of books with a digit too many, or some yuan off."""
    at = OpeningBalance.debit, _opening(office, "1601")
    cards = office[AssetCard]
    for row, fen in cards.loc[
        (cards[AssetCard.kind] == BOOK) & (cards[AssetCard.voucher] == ""), AssetCard.cost
    ].items():
        for wrong in (fen * 10, fen + 9_000, fen - 100):
            yield Mistake({(AssetCard.cost, row): wrong}, at)


@form("AST-02", ("CLS-01", "期初余额不平"), ("CLS-04", "和上年末的余额不等"))
def opening_of_the_assets_wrong(office: CleanOffice) -> Iterator[Mistake]:
    """期初余额 of 1601 copied wrong."""
    row = _opening(office, "1601")
    fen = office[OpeningBalance].at[row, OpeningBalance.debit]
    for more in (1, -100, 9_000, 270_000, -1_000_000, 45_000_000):
        yield Mistake({(OpeningBalance.debit, row): fen + more}, (OpeningBalance.debit, row))


@form("AST-02", ("CLS-01", "期初余额不平"), ("CLS-04", "和上年末的余额不等"))
def opening_of_the_depreciation_wrong(office: CleanOffice) -> Iterator[Mistake]:
    """期初余额 of 1602 copied wrong."""
    row = _opening(office, "1602")
    fen = office[OpeningBalance].at[row, OpeningBalance.credit]
    for more in (1, -100, 9_000, 270_000, -1_000_000, 45_000_000):
        yield Mistake({(OpeningBalance.credit, row): fen + more}, (OpeningBalance.credit, row))


@form("AST-03")
def depreciation_typed_over_its_formula(office: CleanOffice) -> Iterator[Mistake]:
    """累计折旧 reckoned by hand, a month short."""
    for row, card in office[AssetCard].iterrows():
        if card[AssetCard.of_year] > 0:
            at = AssetCard.worn, int(str(row))
            yield Mistake({at: card[AssetCard.worn] - card[AssetCard.monthly]}, at)


@form("AST-03")
def depreciation_not_reckoned_again(office: CleanOffice) -> Iterator[Mistake]:
    """The figure of last year that a program left."""
    for row, card in office[AssetCard].iterrows():
        if card[AssetCard.of_year] > 0:
            at = AssetCard.worn, int(str(row))
            yield Mistake({at: Raw(Cached(card[AssetCard.opening] / 100))}, at)


@form("AST-03")
def wears_out_too_soon(office: CleanOffice) -> Iterator[Mistake]:
    """年限 a year too short; what is written off in full shows it nowhere else."""
    cards = office[AssetCard]
    for row, years in cards.loc[cards[AssetCard.opening] == cards[AssetCard.cost], AssetCard.years].items():
        yield Mistake({(AssetCard.years, row): int(years) - 1}, (AssetCard.years, row))


@form("AST-03")
def class_of_depreciation_missing_or_strange(office: CleanOffice) -> Iterator[Mistake]:
    """折旧类 empty, or one that there is not; books with one."""
    for row, life in office[AssetCard][AssetCard.life].items():
        for wrong in (None, "电器设备") if life else ("家具",):
            yield Mistake({(AssetCard.life, row): wrong}, (AssetCard.life, row))


def _gone(office: CleanOffice) -> str:
    staff = office[Staff]
    return str(staff.loc[staff[Staff.state] != "在岗", Staff.name].iloc[0])


def _kept(office: CleanOffice) -> Iterator[tuple[int, int, str]]:
    """Row of each card that is there, of its count, and who keeps it; but for what was handed over since."""
    cards, counts = office[AssetCard], office[AssetCount]
    rows = pd.Series(counts.index, index=counts[AssetCount.card])
    for row, number in cards.loc[cards[AssetCard.state] != DISPOSED, AssetCard.number].items():
        keeper = cards.at[row, AssetCard.keeper]
        if counts.at[rows[number], AssetCount.keeper] == keeper:
            yield int(str(row)), int(rows[number]), keeper


@form("AST-04")
def keeper_who_retired(office: CleanOffice) -> Iterator[Mistake]:
    """Somebody who is not here any more keeps it, and the count did not notice."""
    gone = _gone(office)
    for card, count, _ in _kept(office):
        cells: dict[Cell, object] = {(AssetCard.keeper, card): gone, (AssetCount.keeper, count): gone}
        yield Mistake(cells, (AssetCard.keeper, card))


@form("AST-04")
def idle_thing_of_somebody_who_retired(office: CleanOffice) -> Iterator[Mistake]:
    """The same for what nobody uses."""
    gone = _gone(office)
    for card, count, _ in _kept(office):
        cells: dict[Cell, object] = {(AssetCard.keeper, card): gone, (AssetCount.keeper, count): gone}
        yield Mistake(cells | {(AssetCard.state, card): "闲置"}, (AssetCard.keeper, card))


@form("AST-04", ("HR-01", "在岗人数少了一个"), ("HR-01", "这一类人数少了一个"), ("PAY-02", "离岗了还发工资"))
def keeper_left_and_nobody_took_over(office: CleanOffice) -> Iterator[Mistake]:
    """状态 of somebody who keeps things."""
    staff = office[Staff]
    keepers: dict[str, list[int]] = {}
    cards = office[AssetCard]
    for row, name in cards.loc[cards[AssetCard.state] != DISPOSED, AssetCard.keeper].items():
        keepers.setdefault(name, []).append(int(str(row)))
    for row, name in staff.loc[staff[Staff.post] == "教师", Staff.name].items():
        if name in keepers:
            first, *rest = keepers[name]
            besides = tuple(("AST-04", (AssetCard.keeper, other)) for other in rest)
            yield Mistake({(Staff.state, row): "离岗"}, (AssetCard.keeper, first), besides)


@form("AST-05")
def counted_short(office: CleanOffice) -> Iterator[Mistake]:
    """A piece less than on the card, or one more, and no reason."""
    for row, pieces in office[AssetCount][AssetCount.counted].items():
        for wrong in (int(pieces) - 1, int(pieces) + 1):
            yield Mistake({(AssetCount.counted, row): wrong}, (AssetCount.gap, row))


@form("AST-05")
def number_of_the_card_copied_wrong(office: CleanOffice) -> Iterator[Mistake]:
    """账面数量 and 实盘数量 both as they are not on the card."""
    for row, pieces in office[AssetCount][AssetCount.counted].items():
        wrong = int(pieces) + 10
        yield Mistake(
            {(AssetCount.counted, row): wrong, (AssetCount.booked, row): wrong}, (AssetCount.booked, row)
        )


@form("AST-05")
def card_not_counted(office: CleanOffice) -> Iterator[Mistake]:
    """A row of the count that was forgotten."""
    given = [column for column in AssetCount.columns if not column.formula]
    cards, counts = office[AssetCard], office[AssetCount]
    rows = pd.Series(cards.index, index=cards[AssetCard.number])
    for row, number in counts[AssetCount.card].items():
        if cards.at[rows[number], AssetCard.entered] < counts[AssetCount.date].min():
            cells: dict[Cell, object] = {(column, row): None for column in given}
            yield Mistake(
                cells | {(AssetCount.gap, row): Raw(Cached(""))}, (AssetCard.number, int(rows[number]))
            )


@form("AST-07")
def nobody_came(office: CleanOffice) -> Iterator[Mistake]:
    """Old repairs that nobody was sent to."""
    yield from _unfinished(office, "待派单", {Repair.sent: None, Repair.mender: None})


@form("AST-07")
def repair_never_finished(office: CleanOffice) -> Iterator[Mistake]:
    """Old repairs that somebody was sent to."""
    yield from _unfinished(office, "维修中", {})


def _unfinished(office: CleanOffice, state: str, more: dict[object, object]) -> Iterator[Mistake]:
    repairs = office[Repair]
    for row in repairs.index[repairs[Repair.asked] < "2026-11-20"]:
        cells = {
            (column, row): value
            for column, value in {Repair.done: None, Repair.verdict: None, **more}.items()
        }
        yield Mistake(cells | {(Repair.state, row): state}, (Repair.state, row))


@form("AST-07")
def open_repair_of_weeks_ago(office: CleanOffice) -> Iterator[Mistake]:
    """报修时间 of what is still open more than a week back."""
    repairs = office[Repair]
    for row, moment in repairs.loc[repairs[Repair.done].isna(), Repair.asked].items():
        for days in (9, 12, 20, 33):
            yield Mistake({(Repair.asked, row): moment - pd.Timedelta(days=days)}, (Repair.state, row))


@form("AST-08")
def building_last_inspected_years_ago(office: CleanOffice) -> Iterator[Mistake]:
    """年检日 a year or two too early."""
    for row, day in office[Building][Building.inspected].items():
        for years in (1, 2):
            at = Building.inspected, int(str(row))
            yield Mistake({at: day - pd.DateOffset(years=years)}, at)


@form("AST-08")
def building_never_inspected(office: CleanOffice) -> Iterator[Mistake]:
    """年检日 left empty."""
    for row in office[Building].index:
        yield Mistake({(Building.inspected, row): None}, (Building.inspected, row))


@form("AST-08")
def unsafe_building_in_use(office: CleanOffice) -> Iterator[Mistake]:
    """鉴定等级 D, and pupils inside."""
    for row in office[Building].index:
        yield Mistake({(Building.grade, row): "D"}, (Building.grade, row))


@form("AST-09")
def depreciation_voucher_wrong(office: CleanOffice) -> Iterator[Mistake]:
    """Both sides of a month's depreciation wrong by the same amount."""
    lines = office[VoucherLine]
    worn = lines[(lines[VoucherLine.account] == "1602") & (lines[VoucherLine.credit] > 0)]
    for row, fen in worn[VoucherLine.credit].items():
        cost = int(str(row)) - 2
        for more in (1, 6_943, 900_000):
            cells: dict[Cell, object] = {
                (VoucherLine.credit, row): fen + more,
                (VoucherLine.debit, cost): lines.at[cost, VoucherLine.debit] + more,
            }
            yield Mistake(cells, (VoucherLine.credit, row))


@form("AST-09")
def depreciation_of_lessons_copied_wrong(office: CleanOffice) -> Iterator[Mistake]:
    """业务活动费用 of 折旧计提 is not the voucher's."""
    for row, fen in office[DepreciationMonth][DepreciationMonth.teaching].items():
        for more in (1, -100, 90_000):
            yield Mistake({(DepreciationMonth.teaching, row): fen + more}, (DepreciationMonth.teaching, row))


@form("AST-09")
def depreciation_of_offices_forgotten(office: CleanOffice) -> Iterator[Mistake]:
    """单位管理费用 of 折旧计提 left empty, or another's."""
    for row, fen in office[DepreciationMonth][DepreciationMonth.office].items():
        for wrong in (None, fen + 270):
            yield Mistake({(DepreciationMonth.office, row): wrong}, (DepreciationMonth.teaching, row))


def _done(office: CleanOffice) -> pd.DataFrame:
    return office[Repair][office[Repair][Repair.done].notna()]


@form("AST-10")
def sent_before_it_was_asked(office: CleanOffice) -> Iterator[Mistake]:
    """派单时间 a day or a month early."""
    for row, moment in _done(office)[Repair.asked].items():
        for days in (1, 31):
            yield Mistake({(Repair.sent, row): moment - pd.Timedelta(days=days)}, (Repair.sent, row))


@form("AST-10")
def mended_before_anybody_was_sent(office: CleanOffice) -> Iterator[Mistake]:
    """完成时间 before 派单时间."""
    for row, moment in _done(office)[Repair.sent].items():
        for minutes in (1, 95, 40 * 24 * 60):
            yield Mistake({(Repair.done, row): moment - pd.Timedelta(minutes=minutes)}, (Repair.done, row))


@form("AST-10")
def finished_nobody_knows_when(office: CleanOffice) -> Iterator[Mistake]:
    """已完成 without 完成时间."""
    for row in _done(office).index:
        yield Mistake({(Repair.done, row): None}, (Repair.done, row))


@form("AST-10")
def state_not_changed(office: CleanOffice) -> Iterator[Mistake]:
    """Mended, and still 维修中."""
    for row in _done(office).index:
        yield Mistake({(Repair.state, row): "维修中"}, (Repair.state, row))


@form("GEN-03")
def handed_over_without_a_list(office: CleanOffice) -> Iterator[Mistake]:
    """清册 left empty."""
    for row in office[HandOver].index:
        yield Mistake({(HandOver.inventory, row): None}, (HandOver.inventory, row))


def _others(office: CleanOffice, keeper: str) -> list[str]:
    staff = office[Staff]
    here = staff.loc[(staff[Staff.state] == "在岗") & (staff[Staff.name] != keeper), Staff.name]
    return [str(name) for name in here.iloc[-3:]]


@form("GEN-03")
def somebody_else_on_the_card(office: CleanOffice) -> Iterator[Mistake]:
    """保管人 of the card changed, and no hand-over."""
    for card, _, keeper in _kept(office):
        for name in _others(office, keeper):
            yield Mistake({(AssetCard.keeper, card): name}, (AssetCard.keeper, card))


@form("GEN-03")
def somebody_else_at_the_count(office: CleanOffice) -> Iterator[Mistake]:
    """Another one signed the count than the card names."""
    for card, count, keeper in _kept(office):
        for name in _others(office, keeper):
            yield Mistake({(AssetCount.keeper, count): name}, (AssetCard.keeper, card))
