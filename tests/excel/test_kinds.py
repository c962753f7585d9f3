"""Columns of every kind: what is built is read again, what people type is read as it is meant, and the rest is told."""

from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.office import convert, needs_office
from xlplan.cells import Ref
from xlplan.excel.frames import typed
from xlplan.excel.kinds import Kind
from xlplan.excel.masters import workbook
from xlplan.excel.reading import Workbook
from xlplan.excel.sheets import Sheet, labels
from xlplan.excel.table import Column, Formula, Table, count, day, month, quantity, rate, text
from xlplan.excel.table import time as clock
from xlplan.tables.changes import changes, sentences
from xlplan.tables.seals import Seal, of_months, rows_of, written


@pytest.fixture(scope="module", autouse=True)
def own_tables() -> Iterator[None]:
    """Tables of these tests are no masters."""
    yield
    for table in (Sample, Derived):
        del Table.every[table.sheet]


class Sample(Table, workbook="samples.xlsx", sheet="样品"):
    """样品：各种列都有。"""

    month = month("月份", required=True, dated=True)
    name = text("品名", subject=True)
    taken = clock("留样时间")
    weight = quantity("重量", blank=0, unit="千克")
    share = rate("比例", part=True)
    growth = rate("增长")
    pieces = count("件数")


class Derived(Table, workbook="derived.xlsx", sheet="推算"):
    """推算：各种列都由公式计算。"""

    given = count("给出", required=True)
    twice = count("两倍", formula=Formula("={给出}*2", lambda rows, _: rows["给出"] * 2))
    third = quantity(
        "三份",
        blank=0,
        formula=Formula("=ROUND({给出}/8,3)", lambda rows, _: rows["给出"].astype("int64") * 125),
    )
    half = rate("一半", formula=Formula("={给出}/2", lambda rows, _: rows["给出"].astype("float64") / 2))
    end = day("到期", formula=Formula('=IF({给出}>5,"",DATE(2026,10,{给出}))', lambda rows, _: _october(rows["给出"])))  # fmt: skip


def _october(days: "pd.Series") -> "pd.Series":
    first = pd.Timestamp(2026, 9, 30).as_unit("s")
    return (first + pd.to_timedelta(days.astype("int64"), unit="D")).where(days <= 5).astype("datetime64[s]")


def read(path: Path, table: type[Table] = Sample) -> Sheet:
    return Workbook(path).read(table, {})


def entered(folder: Path, column: Column, *values: object) -> Sheet:
    """These values typed into a column, one below the other, with a month beside each."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = Sample.sheet
    sheet.append(list(Sample.columns))
    for value in values:
        cells: dict[str, object] = {Sample.month: "2026-10", Sample.name: "米"} | {column: value}
        sheet.append([cells.get(name) for name in Sample.columns])
    path = folder / Sample.workbook
    book.save(path)
    return read(path)


def told(sheet: Sheet) -> list[tuple[str, str]]:
    return [(finding.rule.id, finding.ref.cell) for finding in sheet.findings]


def test_a_quantity_may_say_its_unit_and_no_other(tmp_path: Path) -> None:
    sheet = entered(tmp_path, Sample.weight, "62.5千克", "62.5 千克", "62.5斤")
    assert told(sheet) == [("TAB-01", "D4")]
    assert sheet.rows[Sample.weight].tolist() == [62_500, 62_500]


MINUTES = st.datetimes(datetime(2000, 1, 1), datetime(2099, 12, 31)).map(
    lambda moment: moment.replace(second=0, microsecond=0, minute=moment.minute or 1)
)
MONTHS = st.dates(date(2026, 9, 1), date(2026, 11, 30)).map(lambda own: own.replace(day=1))
THOUSANDTHS = st.integers(-(10**15 - 1), 10**15 - 1)
SHARES = st.decimals(0, 1, places=6).map(float)
ROWS = st.tuples(
    MONTHS,
    st.sampled_from(["", "米", "油"]),
    MINUTES | st.none(),
    THOUSANDTHS,
    SHARES | st.none(),
    st.decimals(-1000, 1000, places=6).map(float) | st.none(),
    st.integers(0, 10**9) | st.none(),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(ROWS, min_size=1, max_size=20))
def test_what_is_built_is_read_to_the_minute_and_the_thousandth(
    rows: list[tuple[object, ...]], tmp_path: Path
) -> None:
    frame = typed(Sample, rows)
    (tmp_path / Sample.workbook).write_bytes(workbook((Sample,), {Sample: frame}))
    sheet = read(tmp_path / Sample.workbook)
    assert told(sheet) == []
    pd.testing.assert_frame_equal(sheet.rows, frame, check_exact=True)


@settings(max_examples=25)
@given(st.lists(ROWS, max_size=6))
def test_sealed_rows_of_every_kind_come_back_as_they_were(rows: list[tuple[object, ...]]) -> None:
    frame = typed(Sample, rows)
    months = ["2026-09", "2026-10"]
    seals = [Seal(own, False, written({Sample: of_months(Sample, frame, [own])})) for own in months]
    back, held = rows_of(Sample, seals), of_months(Sample, frame, months)
    pd.testing.assert_frame_equal(back, held, check_exact=True)


@pytest.mark.parametrize(
    ("typed", "thousandths"),
    [("12.345", 12345), (12.345, 12345), (0.1 + 0.2, 300), ("１２．５", 12500), ("1,200.5", 1200500), (-3, -3000),
     (" 7 ", 7000), (None, 0), ("  ", 0)],
)  # fmt: skip
def test_quantities_are_read_as_people_type_them(typed: object, thousandths: int, tmp_path: Path) -> None:
    sheet = entered(tmp_path, Sample.weight, typed)
    assert (told(sheet), sheet.rows[Sample.weight].tolist()) == ([], [thousandths])


@pytest.mark.parametrize(
    ("typed", "rule"),
    [(12.3456, "TAB-02"), ("0.0005", "TAB-02"), (1e12, "TAB-02"), ("12kg", "TAB-01"), ("5元", "TAB-01"), ("五斤", "TAB-01"),
     (True, "TAB-01"), ("#N/A", "TAB-04"), ("=1+1", "TAB-05"), (date(2026, 10, 8), "TAB-01")],
)  # fmt: skip
def test_what_is_no_quantity_takes_its_row_out(typed: object, rule: str, tmp_path: Path) -> None:
    sheet = entered(tmp_path, Sample.weight, 1, typed)
    assert (told(sheet), list(sheet.rows.index)) == ([(rule, "D3")], [2])


@pytest.mark.parametrize(
    ("typed", "share"),
    [("5%", 0.05), ("５％", 0.05), (0.05, 0.05), ("0.05", 0.05), (" 12.5 % ", 0.125), (1, 1.0), ("100%", 1.0), (0, 0.0)],
)  # fmt: skip
def test_a_share_is_the_same_number_however_it_is_typed(typed: object, share: float, tmp_path: Path) -> None:
    for column in (Sample.share, Sample.growth):
        sheet = entered(tmp_path, column, typed, None)
        assert told(sheet) == []
        assert sheet.rows[column].iloc[0] == share
        assert np.isnan(sheet.rows[column].iloc[1])


@pytest.mark.parametrize("typed", [5, -0.05, "-5%", "105%"])
def test_only_a_share_of_a_whole_lies_between_nothing_and_all(typed: object, tmp_path: Path) -> None:
    assert told(entered(tmp_path, Sample.share, typed)) == [("TAB-01", "E2")]
    assert told(entered(tmp_path, Sample.growth, typed)) == []


@pytest.mark.parametrize("typed", ["百分之五", "5‰", "%", True, "5%%"])
def test_what_is_no_share_is_told(typed: object, tmp_path: Path) -> None:
    assert told(entered(tmp_path, Sample.growth, typed)) == [("TAB-01", "F2")]


@pytest.mark.parametrize(
    "typed",
    [datetime(2026, 10, 8, 7, 30), datetime(2026, 10, 8, 7, 30, 45), "2026-10-08 07:30", "2026/10/8 7:30", "2026年10月8日 7:30",
     "2026-10-08T07:30:20", "２０２６-１０-０８ ７：３０", "20261008 07:30", 46303.3125, 46303.31249999],
)  # fmt: skip
def test_times_are_read_to_the_minute_as_people_type_them(typed: object, tmp_path: Path) -> None:
    sheet = entered(tmp_path, Sample.taken, typed, None)
    assert told(sheet) == []
    assert sheet.rows[Sample.taken].tolist() == [pd.Timestamp(2026, 10, 8, 7, 30), pd.NaT]


@pytest.mark.parametrize(
    ("typed", "seen"),
    [("2026-10-08", "2026-10-08"), (date(2026, 10, 8), "2026-10-08"), (time(7, 30), "07:30"), ("07:30", "07:30"),
     ("2026-10-08 25:00", "2026-10-08 25:00"), ("2026-10-08 7:30 8:30", "7:30 8:30"), ("早上", "早上"), (5, "“5"),
     ("2026-10-08 00:00", "00:00"), (True, "是非值")],
)  # fmt: skip
def test_a_time_has_a_day_and_an_hour(typed: object, seen: str, tmp_path: Path) -> None:
    sheet = entered(tmp_path, Sample.taken, typed)
    assert told(sheet) == [("TAB-03", "C2")]
    assert f"{seen}”，不是日期和时间" in sheet.findings[0].message


@pytest.mark.parametrize(
    "typed",
    ["2026-10", "2026-1０", "2026年10月", "2026 年 10 月份", "202610", 202610, "2026/10", "2026.10", date(2026, 10, 8),
     datetime(2026, 10, 31, 23, 59), "2026-10-31", "20261008", 46303],
)  # fmt: skip
def test_months_are_read_as_people_type_them(typed: object, tmp_path: Path) -> None:
    sheet = entered(tmp_path, Sample.month, typed)
    assert (told(sheet), sheet.rows[Sample.month].tolist()) == ([], [pd.Timestamp(2026, 10, 1)])


@pytest.mark.parametrize("typed", ["2026-13", "202613", "10月", 2026.1, 2026, 10, "下个月", True])
def test_what_is_no_month_is_told(typed: object, tmp_path: Path) -> None:
    assert told(entered(tmp_path, Sample.month, typed)) == [("TAB-03", "A2")]


def test_a_row_belongs_to_the_month_that_it_names() -> None:
    rows = typed(Sample, [(date(2026, 10, 1), "", None, 0), (None, "米", None, 0)], Sample.columns[:4])
    assert labels(Sample, rows, [2, 3]) == [("2026-10", "2026-10"), ("米", "")]


@pytest.mark.parametrize(
    ("place", "value", "said"),
    [
        (2, datetime(2026, 10, 8, 7, 31), "留样时间 2026-10-08 07:30 → 2026-10-08 07:31"),
        (3, 1_012_345, "重量 12 → 1,012.345"),
        (4, 0.0705, "比例 5% → 7.05%"),
        (5, -0.07, "增长 （空） → -7%"),
        (6, None, "件数 3 → （空）"),
    ],
)
def test_a_change_is_told_as_the_sheet_shows_it(place: int, value: object, said: str) -> None:
    old = (date(2026, 10, 1), "米", datetime(2026, 10, 8, 7, 30), 12_000, 0.05, None, 3)
    new = (*old[:place], value, *old[place + 1 :])
    found = changes(Sample, typed(Sample, [old]), typed(Sample, [new]))
    told = list(sentences(found, lambda column, row: Ref("", Sample.sheet, row)))
    assert told == [f"品名 米 {said}（2026-10，{Ref('', Sample.sheet, 2)}）"]


def test_formulas_of_every_kind_are_built_with_their_values_and_read(tmp_path: Path) -> None:
    path = tmp_path / Derived.workbook
    path.write_bytes(workbook((Derived,), {Derived: typed(Derived, [(3,), (7,)])}))
    sheet = read(path, Derived)
    assert told(sheet) == []
    assert sheet.rows.astype(object).where(sheet.rows.notna(), None).values.tolist() == [
        [3, 6, 375, 1.5, pd.Timestamp(2026, 10, 3)],
        [7, 14, 875, 3.5, None],
    ]


@needs_office
def test_formulas_of_every_kind_have_the_value_that_libreoffice_calculates(tmp_path: Path) -> None:
    ours = tmp_path / Derived.workbook
    ours.write_bytes(workbook((Derived,), {Derived: typed(Derived, [(3,), (7,)])}))
    convert([ours], "ods", tmp_path)
    convert([tmp_path / "derived.ods"], "xlsx", tmp_path / "anew")
    theirs = read(tmp_path / "anew" / Derived.workbook, Derived)
    pd.testing.assert_frame_equal(theirs.rows, read(ours, Derived).rows)


def test_a_calculated_column_that_a_sheet_lacks_is_blank(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = Derived.sheet
    book.active.append(["给出", "三份"])
    book.active.append([3, 0.375])
    book.save(tmp_path / Derived.workbook)
    row = read(tmp_path / Derived.workbook, Derived).rows.loc[2]
    assert row[["两倍", "一半", "到期"]].isna().all()


def test_every_kind_is_shown_and_asked_for_in_its_own_way(tmp_path: Path) -> None:
    path = tmp_path / Sample.workbook
    path.write_bytes(workbook((Sample,), {}))
    sheet = openpyxl.load_workbook(path)[Sample.sheet]
    shown = [sheet.column_dimensions[letter].number_format for letter in "ABCDEFG"]
    quantity_format = "General;[Red]-General;"
    assert shown == ["yyyy-mm", "@", "yyyy-mm-dd hh:mm", quantity_format, "0.00%", "0.00%", "#,##0_ "]
    rules: dict[str, Any] = {str(rule.sqref)[0]: rule for rule in sheet.data_validations.dataValidation}
    assert [rules[letter].type for letter in "ABCDEFG"] == [
        "date", None, "date", "decimal", "decimal", "decimal", "whole"
    ]  # fmt: skip
    assert (rules["E"].formula1, rules["E"].formula2, rules["E"].prompt) == (
        "0",
        "1",
        "比例，如 5% 或 0.05，0 到 100%。",
    )
    assert rules["A"].prompt == "必填。月份，如 2026-10。"


def test_a_quantity_says_what_a_blank_means() -> None:
    with pytest.raises(TypeError, match="重量"):
        quantity("重量")


def test_the_kinds_have_words_of_their_own() -> None:
    assert len({kind.word for kind in Kind}) == len(Kind) == 8


@pytest.mark.parametrize(
    ("share", "shown"), [(0.05, "5%"), (0.0705, "7.05%"), (1.0, "100%"), (0.0, "0%"), (1e-7, "0.00001%")]
)
def test_a_share_is_told_in_percent_without_noise(share: float, shown: str) -> None:
    assert Kind.RATE.told(share) == shown
    assert Decimal(shown[:-1]) / 100 == Decimal(str(share))
