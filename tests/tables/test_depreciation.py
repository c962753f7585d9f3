"""Straight-line depreciation, month by month, and as the sheet calculates it."""

from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.office import convert, needs_office
from xlplan.excel.frames import calculated, typed
from xlplan.excel.masters import workbook
from xlplan.ledger.assets import of_month, worn
from xlplan.tables import MASTERS
from xlplan.tables.assets import AssetCard, DepreciationMonth
from xlplan.tables.depreciation import monthly, straight

BEGIN = 2026 * 12
FACTS = (
    AssetCard.number,
    AssetCard.cost,
    AssetCard.years,
    AssetCard.entered,
    AssetCard.opening,
    AssetCard.disposed,
)


def card(
    fen: int, years: int | None, entered: date, opening: int = 0, disposed: date | None = None
) -> pd.DataFrame:
    return typed(AssetCard, [("ZC-1", fen, years, entered, opening, disposed)], FACTS)


def test_a_computer_of_4999_wears_from_the_month_it_is_bought_and_its_last_month_takes_the_rest() -> None:
    bought = card(499_900, 6, date(2026, 11, 20))
    assert [int(of_month(bought, BEGIN + month).iloc[0]) for month in (9, 10, 11)] == [0, 6_943, 6_943]
    # Six years on: carried over from year to year, as the sheet of each year begins.
    opening = 0
    for year in range(2026, 2033):
        own = card(499_900, 6, date(2026, 11, 20), opening)
        months = [int(of_month(own, year * 12 + month).iloc[0]) for month in range(12)]
        opening += sum(months)
        assert int(worn(own, year * 12 + 11).iloc[0]) == opening
        if year == 2032:
            assert months == [6_943] * 9 + [6_947, 0, 0]
    assert opening == 499_900


def test_books_do_not_wear_and_nothing_wears_after_the_month_before_its_disposal() -> None:
    assert int(worn(card(499_900, None, date(2020, 1, 5)), BEGIN + 10).iloc[0]) == 0
    gone = card(120_000, 10, date(2024, 1, 5), 24_000, date(2026, 8, 26))
    assert [int(of_month(gone, BEGIN + month).iloc[0]) for month in range(6, 9)] == [1_000, 0, 0]
    january = card(120_000, 10, date(2024, 1, 5), 24_000, date(2026, 1, 8))
    assert int(worn(january, BEGIN + 10).iloc[0]) == 24_000


def test_what_was_written_off_otherwise_before_goes_on_from_there() -> None:
    slow = card(120_000, 10, date(2018, 1, 5), 90_000)
    assert int(worn(slow, BEGIN + 5).iloc[0]) == 96_000
    # Past its last month nothing is left to wait for.
    late = card(120_000, 5, date(2018, 1, 5), 110_000)
    assert [int(of_month(late, BEGIN + month).iloc[0]) for month in range(2)] == [10_000, 0]


@given(
    fen=st.integers(1, 10**10), years=st.integers(1, 50), start=st.dates(date(1980, 1, 1), date(2025, 12, 31))
)
def test_every_card_is_written_off_exactly_and_never_more(fen: int, years: int, start: date) -> None:
    cost, lasts, since = (card(fen, years, start)[column] for column in FACTS[1:4])
    first = start.year * 12 + start.month - 1
    sums = [int(straight(cost, lasts, since, first + month).iloc[0]) for month in range(-1, years * 12 + 1)]
    assert sums[0] == 0
    assert sums[1] in (int(monthly(cost, lasts).iloc[0]), fen)
    assert sums == sorted(sums)
    assert sums[-2:] == [fen, fen]


@needs_office
@pytest.mark.parametrize("booked", [0, 10])
def test_the_sheet_calculates_the_same(booked: int, tmp_path: Path) -> None:
    cards = typed(
        AssetCard,
        [
            ("ZC-1", 499_900, 6, date(2026, 10, 20), 0, None),
            ("ZC-2", 499_900, 6, date(2020, 10, 20), 437_409, None),
            ("ZC-3", 499_900, 6, date(2020, 8, 20), 451_295, date(2026, 5, 6)),
            ("ZC-4", 120_000, 10, date(2024, 1, 5), 24_000, date(2026, 1, 8)),
            ("ZC-5", 120_000, None, date(2024, 1, 5), 0, None),
            ("ZC-6", 120_000, 5, date(2018, 1, 5), 110_000, None),
        ],
        FACTS,
    )
    months = ((date(2026, month, 1), 1, 0, f"记-{month}", "张三") for month in range(1, booked + 1))
    frames = {AssetCard: cards, DepreciationMonth: typed(DepreciationMonth, months)}
    (tmp_path / "assets.xlsx").write_bytes(workbook(MASTERS["assets.xlsx"], frames))
    # Through .ods, or LibreOffice keeps the values that stand in the file.
    convert([tmp_path / "assets.xlsx"], "ods", tmp_path)
    convert([tmp_path / "assets.ods"], "xlsx", tmp_path / "anew")
    sheet = openpyxl.load_workbook(tmp_path / "anew" / "assets.xlsx", data_only=True)[AssetCard.sheet]
    ours = calculated(MASTERS["assets.xlsx"], frames)[AssetCard]
    for column in (AssetCard.monthly, AssetCard.gone, AssetCard.of_year, AssetCard.worn):
        place = AssetCard.columns.index(column)
        theirs = [float(row[place].value or 0) for row in sheet.iter_rows(min_row=2, max_row=7)]
        assert theirs == pytest.approx([column.kind.cell(value) for value in ours[column]])
    assert int(ours[AssetCard.worn].iloc[1]) == (499_900 if booked else 437_409)
