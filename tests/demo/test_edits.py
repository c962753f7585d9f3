"""Rows come and go, and every mistake keeps its place."""

from datetime import date

import pandas as pd
import pytest

from xlplan.cells import Ref
from xlplan.demo.edits import (
    Edit,
    Mistake,
    Planted,
    appended,
    applied,
    cell,
    deleted,
    planted,
    put,
    scrawl,
    typed_over,
    with_next,
)
from xlplan.demo.spots import Booked, Given, Row, Spot
from xlplan.excel.frames import typed
from xlplan.excel.table import Column, Table
from xlplan.tables.ledger import CashEntry, VoucherLine

DAY = date(2026, 11, 2)
NOTHING = Given({}, {})
DRAWN, WATER, BROOMS, CHALK = "提取备用金", "付水费", "购扫把", "购粉笔"


@pytest.fixture
def clean() -> dict[type[Table], pd.DataFrame]:
    """Four entries of the till in rows 2 to 5, two vouchers of two lines."""
    entries = ((DAY, DRAWN, 900), (DAY, WATER, 100), (DAY, BROOMS, 200), (DAY, CHALK, 300))
    columns = (CashEntry.date, CashEntry.summary, CashEntry.spending)
    lines = [(DAY, number, WATER, side) for number in ("记-1", "记-2") for side in ("5001", "1001")]
    asked = (VoucherLine.date, VoucherLine.voucher, VoucherLine.summary, VoucherLine.account)
    return {CashEntry: typed(CashEntry, entries, columns), VoucherLine: typed(VoucherLine, lines, asked)}


def entry(summary: str, column: Column = CashEntry.spending, below: int = 0, again: bool = False) -> Spot:
    return Spot(column, ((CashEntry.summary, summary),), below=below, again=again)


def done(*edits: Edit, found: Spot | None = None) -> Mistake:
    return Mistake("一", "一件差错。", {found: ("CSH-01",)} if found else {}, edits)


def rows(planted: Planted) -> list[int]:
    return [ref.row for ref in planted.found]


def test_rows_below_a_deleted_one_move_up_and_so_do_what_is_found_and_written_there(
    clean: dict[type[Table], pd.DataFrame],
) -> None:
    mistakes = (
        scrawl("大写", "写成了汉字。", "TAB-01", entry(CHALK), "三元"),
        done(deleted(entry(WATER)), found=entry(WATER, below=1)),
    )
    frames, raw = applied(clean, mistakes)
    assert frames[CashEntry][CashEntry.summary].to_dict() == {2: DRAWN, 3: BROOMS, 4: CHALK}
    assert raw == {(CashEntry, CashEntry.spending, 4): "三元"}
    assert [rows(one) for one in planted(clean, mistakes, NOTHING)] == [[4], [3]]
    assert len(clean[CashEntry]) == 4


def test_a_row_typed_again_stands_at_the_end_with_what_was_changed_in_it(
    clean: dict[type[Table], pd.DataFrame],
) -> None:
    twice = appended(entry(WATER), {CashEntry.spending: lambda fen: fen * 10, CashEntry.contra: "5001"})
    mistakes = (done(twice, found=entry(WATER, again=True)), done(deleted(entry(DRAWN))))
    frames, _ = applied(clean, mistakes)
    kept = [CashEntry.summary, CashEntry.spending, CashEntry.contra]
    assert frames[CashEntry].loc[5, kept].tolist() == [WATER, 1_000, "5001"]
    assert frames[CashEntry].loc[2, kept].tolist() == [WATER, 100, ""]
    assert frames[CashEntry].index.tolist() == [2, 3, 4, 5]
    assert (frames[CashEntry].dtypes == clean[CashEntry].dtypes).all()
    assert rows(planted(clean, mistakes, NOTHING)[0]) == [5]


def test_what_is_typed_again_can_hold_a_scrawl(clean: dict[type[Table], pd.DataFrame]) -> None:
    edits = appended(entry(WATER), {}), typed_over(entry(WATER, again=True), "一元")
    assert applied(clean, (done(*edits),))[1] == {(CashEntry, CashEntry.spending, 6): "一元"}


def test_a_whole_voucher_is_typed_again(clean: dict[type[Table], pd.DataFrame]) -> None:
    voucher = Spot(VoucherLine.voucher, ((VoucherLine.voucher, "记-1"),), voucher=True)
    frames, _ = applied(clean, (done(appended(voucher, {VoucherLine.voucher: "记-3"})),))
    assert frames[VoucherLine][VoucherLine.voucher].tolist() == ["记-1"] * 2 + ["记-2"] * 2 + ["记-3"] * 2
    assert frames[VoucherLine][VoucherLine.account].tolist() == ["5001", "1001"] * 3


def test_a_mistake_in_the_key_of_another_does_not_move_it(clean: dict[type[Table], pd.DataFrame]) -> None:
    mistakes = (
        cell("摘要", "摘要写错了。", "VCH-05", entry(WATER, CashEntry.summary), CHALK),
        cell("金额", "金额写错了。", "CSH-02", entry(CHALK), 7),
    )
    frames, _ = applied(clean, mistakes)
    assert frames[CashEntry][CashEntry.spending].tolist() == [900, 100, 200, 7]
    assert [rows(one) for one in planted(clean, mistakes, NOTHING)] == [[3], [5]]


def test_a_spot_follows_its_row_when_rows_change_places(clean: dict[type[Table], pd.DataFrame]) -> None:
    mistakes = (
        done(with_next(entry(DRAWN)), found=entry(DRAWN, below=1)),
        cell("金额", "金额写错了。", "CSH-02", entry(DRAWN), 7),
    )
    frames, _ = applied(clean, mistakes)
    assert frames[CashEntry][CashEntry.spending].tolist() == [100, 7, 200, 300]
    assert [rows(one) for one in planted(clean, mistakes, NOTHING)] == [[2], [3]]


def test_one_mistake_is_found_at_several_cells_each_by_its_rules(
    clean: dict[type[Table], pd.DataFrame],
) -> None:
    found: dict[Spot | Row | Booked, tuple[str, ...]] = {
        entry(WATER): ("CSH-01", "CSH-02"),
        entry(CHALK, CashEntry.summary): ("VCH-05",),
    }
    (told,) = planted(clean, (Mistake("一", "一件差错。", found),), NOTHING)
    spending, summary = map(CashEntry.columns.index, (CashEntry.spending, CashEntry.summary))
    assert told.found == {
        Ref("ledger.xlsx", "现金日记账", 3, spending): ("CSH-01", "CSH-02"),
        Ref("ledger.xlsx", "现金日记账", 5, summary): ("VCH-05",),
    }


@pytest.mark.parametrize(
    ("mistake", "reason"),
    [
        (done(put(entry("付电费"), 1)), "mistake 一: no row of 现金日记账 holds 摘要 付电费"),
        (done(found=entry("付电费")), "mistake 一: no row of 现金日记账 holds 摘要 付电费"),
        (
            done(deleted(entry(WATER)), put(entry(WATER), 1)),
            "mistake 一: row 3 is deleted, or not typed again",
        ),
        (done(deleted(entry(WATER)), found=entry(WATER)), "mistake 一: row 3 is deleted, or not typed again"),
        (done(put(entry(WATER, again=True), 1)), "mistake 一: row 3 is deleted, or not typed again"),
    ],
)
def test_a_place_that_is_not_there_is_told_with_the_mistake_that_names_it(
    clean: dict[type[Table], pd.DataFrame], mistake: Mistake, reason: str
) -> None:
    with pytest.raises(LookupError, match=f"^{reason}$"):
        planted(clean, (mistake,), NOTHING)
