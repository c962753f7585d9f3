"""The month that a clerk names in a register, however it is written."""

import pandas as pd
import pytest

from xlplan.tables.periods import month_of


@pytest.mark.parametrize(
    ("written", "day", "meant"),
    [
        ("2026-10", "2026-11-04", "2026-10"), ("2026年9月", "2026-11-04", "2026-09"), ("2026.9", None, "2026-09"),
        ("2026", "2026-11-04", "2026"), ("2026年度", "2026-11-04", "2026"), ("2026年秋季学期", "2026-11-04", "2026年秋季学期"),
        ("10月", "2026-11-04", "2026-10"), ("十月份", "2026-11-04", "2026-10"), ("11月", "2026-11-28", "2026-11"),
        ("12月", "2027-01-08", "2026-12"), ("十二月", "2027-01-08", "2026-12"), ("10月", None, "10月"),
        ("13月", "2026-11-04", "13月"), ("", "2026-11-04", ""), ("第一季度", "2026-11-04", "第一季度"),
    ],
)  # fmt: skip
def test_a_month_without_its_year_is_the_last_one_before_the_day(
    written: str, day: str | None, meant: str
) -> None:
    told = pd.DataFrame(
        {"期": pd.Series(["一月", written], dtype="str"), "日": pd.to_datetime(["2026-02-01", day])}
    )
    assert list(month_of(told["期"], told["日"])) == ["2026-01", meant]


def test_no_row_has_no_month() -> None:
    empty = pd.Series([], dtype="str")
    assert month_of(empty, pd.Series([], dtype="datetime64[s]")).empty
