"""Wages are reckoned as law and county say, to the fen."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlplan.excel.frames import typed
from xlplan.ledger.identity import check_digits
from xlplan.ledger.payroll import (
    brackets,
    by_years,
    relief_of,
    share_of,
    tax_due,
    tax_on,
    years_of_service,
)
from xlplan.tables.books import Waiting
from xlplan.tables.payroll import PayLine, TaxRelief

RATES = {
    "0": 0.03,
    "36000": 0.1,
    "144000": 0.2,
    "300000": 0.25,
    "420000": 0.3,
    "660000": 0.35,
    "960000": 0.45,
}
QUICK = dict(zip(RATES, (0, 252000, 1692000, 3192000, 5292000, 8592000, 18192000), strict=True))
TABLE = brackets(pd.Series(RATES), pd.Series(QUICK, dtype="float64"))
FEN = st.integers(0, 20_000_000)


def year(income: list[int], off: list[int], held: list[int] | None = None, first: int = 1) -> pd.DataFrame:
    """One person's months from ``first`` on, in fen, and what is due."""
    months = pd.to_datetime([f"2026-{first + place:02}-01" for place in range(len(income))])
    pay = pd.DataFrame(
        {"工号": "T1", "月份": months, "收入": income, "扣除": off, "已扣": held or [0] * len(income)}
    )
    return tax_due(pay, TABLE, pd.Series(500_000, index=pay.index))


def test_fifteen_thousand_a_month_are_taxed_3480_in_the_year_and_the_rate_rises_in_august() -> None:
    months = [15_000] * 7 + [43_000] + [50_000] * 4
    found = year([1_500_000] * 12, [500_000] * 12, months)
    assert found["应扣"].tolist() == found["当月"].tolist() == months
    assert found["当月"].sum() == 348_000


def test_who_came_in_march_has_his_free_amount_from_march_on() -> None:
    assert year([1_500_000], [500_000], first=3)["应扣"].tolist() == [15_000]


def test_tax_too_much_is_carried_on_and_never_paid_back() -> None:
    found = year([1_500_000, 0, 1_500_000], [500_000] * 3, [15_000, 0, 0])
    assert found["应扣"].tolist() == found["当月"].tolist() == [15_000, 0, 0]


def test_what_a_wrong_month_lacks_is_due_in_the_next_one() -> None:
    found = year([1_500_000] * 3, [500_000] * 3, [15_000, 10_000, 20_000])
    assert found["应扣"].tolist() == [15_000, 15_000, 20_000]
    assert found["当月"].tolist() == [15_000] * 3


def test_persons_and_the_order_of_rows_do_not_touch_each_other() -> None:
    one = year([1_500_000] * 12, [500_000] * 12)
    other = one.assign(工号="T2", 收入=900_000)
    mixed = pd.concat([other, one]).reset_index(drop=True).sample(frac=1, random_state=1)
    found = tax_due(
        mixed[["工号", "月份", "收入", "扣除", "已扣"]], TABLE, pd.Series(500_000, index=mixed.index)
    )
    assert found.index.equals(mixed.index)
    own = found[found["工号"] == "T1"].sort_values("月份")
    assert own["当月"].tolist() == one["当月"].tolist()


@given(st.lists(FEN, min_size=1, max_size=12))
def test_the_tax_of_all_months_is_that_of_the_highest_cumulative_income(income: list[int]) -> None:
    found = year(income, [0] * len(income))
    assert (found["当月"] >= 0).all()
    assert found["当月"].sum() == tax_on(found["累计所得"], TABLE).max()


@given(st.integers(0, 200_000_000))
def test_the_tax_is_the_sum_of_what_each_bracket_takes(fen: int) -> None:
    steps = [*TABLE["起点"], np.inf]
    parts = [
        max(0, min(fen, above) - over) * round(rate * 100)
        for over, above, rate in zip(steps, steps[1:], TABLE["预扣率"], strict=False)
    ]
    assert tax_on(pd.Series([fen]), TABLE).item() == int(sum(parts) + 50) // 100


def test_families_of_the_tax_that_do_not_fit_each_other_are_refused() -> None:
    with pytest.raises(Waiting, match="级数不一样"):
        brackets(pd.Series(RATES), pd.Series(QUICK).drop("36000"))


def test_half_a_fen_is_a_fen() -> None:
    assert share_of(pd.Series([150, 149, 10_050]), 0.01).tolist() == [2, 1, 101]
    assert share_of(pd.Series([100, 300]), pd.Series([0.005, 0.005])).tolist() == [1, 2]


def test_a_year_of_service_is_full_in_its_month() -> None:
    months = pd.Series(pd.to_datetime(["2026-08-01", "2026-09-01"]))
    years = years_of_service(pd.Series(pd.to_datetime(["2021-09-01"] * 2)), months)
    assert years.tolist() == [4, 5]
    steps = pd.Series({"10": 500, "5": 300, "20": 1000, "15": 700})
    assert by_years(pd.Series([4, 5, 9, 10, 19, 40]), steps).tolist() == [0, 300, 300, 500, 700, 1000]


def test_relief_counts_from_its_first_month_to_its_last_one() -> None:
    months = pd.to_datetime(["2026-01-01", "2026-02-01", "2026-03-01"])
    rows = pd.DataFrame({PayLine.number: "T1", PayLine.period: months})
    day = pd.Timestamp
    relief = typed(
        TaxRelief,
        [
            ("T1", "继续教育", 40_000, day("2026-01-01"), day("2026-02-01")),
            ("T1", "赡养老人", 150_000, day("2026-02-01"), None),
            ("T2", "子女教育", 200_000, day("2026-01-01"), None),
        ],
    )
    assert relief_of(rows, relief).tolist() == [40_000, 190_000, 150_000]


def test_the_last_digit_of_an_identity_number_follows_from_the_others() -> None:
    numbers = pd.Series(["11010519491231002X", "440524188001010014"])
    assert check_digits(numbers).tolist() == ["X", "4"]
