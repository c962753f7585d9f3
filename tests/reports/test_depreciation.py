"""折旧表 and 资产盘点表 of the demo school agree with its ledger and its cards."""

from dataclasses import replace
from datetime import date

import pytest

from tests.reports.school import rows, school
from xlplan.ledger.balances import trial_balance
from xlplan.reports.asset_count import asset_count
from xlplan.reports.depreciation import depreciation_of_month
from xlplan.reports.forms import at_end
from xlplan.tables.assets import AssetCard, AssetCount
from xlplan.tables.ledger import OpeningBalance, VoucherLine


@pytest.mark.parametrize("month", ["2026-01", "2026-05", "2026-08", "2026-11"])
def test_the_month_of_the_cards_is_the_month_of_the_ledger(month: str) -> None:
    books = at_end(school(), month)
    balance = trial_balance(books[OpeningBalance], books[VoucherLine], date(2026, 11, 30), month)
    kinds, cards = depreciation_of_month(books, month)
    *_, (_, _, before, come, gone, after, wear, worn, left) = rows(kinds)
    cost, lost = balance.loc["1601"], balance.loc["1602"]
    assert (before, after) == (cost["期初"], cost["期末"])
    # A wrong voucher and the red one that cancels it are both on the debit side, and add up to nothing.
    assert (come, gone) == (cost["借方"], cost["贷方"])
    assert (wear, worn) == (lost["贷方"], -lost["期末"])
    assert left == cost["期末"] + lost["期末"]
    *lines, of_month, idle, every = rows(cards)
    assert of_month[6] == wear == sum(line[6] for line in lines)  # type: ignore[misc]
    assert every[5:] == (after, wear, worn, left)
    assert idle[6] == 0
    shown = [[int(str(fen)) for fen in row[5:]] for row in (of_month, idle, every)]
    assert [one + other for one, other in zip(*shown[:2], strict=True)] == shown[2]


def test_a_count_lists_every_card_that_is_there_and_leaves_blank_what_was_not_counted() -> None:
    books = school()
    counted = asset_count(books, "2026-11")
    cards = books[AssetCard]
    *lines, total = rows(counted)
    assert len(lines) == (cards[AssetCard.disposed].isna()).sum()
    assert all(row[4] == row[5] and row[6] == 0 for row in lines)
    assert counted.notes[0] == f"应盘 {len(lines)} 张卡片，已盘 {len(books[AssetCount])} 张，有差异的 0 张。"
    assert total[4:8] == tuple(sum(int(str(row[place])) for row in lines) for place in range(4, 8))
    *blank, _ = rows(asset_count(replace(books, today=date(2026, 10, 31)), "2026-10"))
    assert all(row[5:7] == (None, None) for row in blank)


def test_a_count_goes_from_place_to_place_as_the_cards_name_them() -> None:
    books = school()
    *lines, _ = rows(asset_count(books, "2026-11"))
    cards = books[AssetCard]
    there = cards[cards[AssetCard.disposed].isna()]
    order = list(dict.fromkeys(there[AssetCard.place]))
    assert list(dict.fromkeys(row[0] for row in lines)) == order
    assert [row[0] for row in lines] == sorted((row[0] for row in lines), key=order.index)
