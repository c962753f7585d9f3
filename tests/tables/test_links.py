"""Rows of two sheets find each other by what a clerk wrote on both."""

import pandas as pd

from xlplan.excel.frames import empty, typed
from xlplan.tables.budget import BudgetChange, BudgetLine
from xlplan.tables.ledger import VoucherLine
from xlplan.tables.links import beside, sums_of, unmatched
from xlplan.tables.office import SchoolClass

ON = {VoucherLine.budget: BudgetLine.number}


def lines(*budgets: str) -> pd.DataFrame:
    return typed(VoucherLine, [(budget,) for budget in budgets], (VoucherLine.budget,))


def budget(*rows: tuple[str, str, int]) -> pd.DataFrame:
    return typed(BudgetLine, rows, (BudgetLine.number, BudgetLine.fund, BudgetLine.original))


def test_each_row_stands_beside_the_first_row_with_its_key_and_keeps_its_own_place() -> None:
    other = budget(("支01", "公用经费", 100), ("支02", "专项资金", 200), ("支02", "另一行", 300))
    found = beside(lines("支02", "支09", "支01").loc[[4, 2, 3]], other, ON, "预算")
    assert found.index.tolist() == [4, 2, 3]
    assert found["预算资金来源"].tolist() == ["公用经费", "专项资金", ""]
    assert found["预算年初数"].tolist() == [100, 200, 0]
    assert found["预算行"].tolist() == [2, 3, 0]
    assert "预算预算号" not in found


def test_what_is_not_found_is_blank_in_the_kind_of_its_column() -> None:
    columns = (BudgetChange.number, BudgetChange.date, BudgetChange.amount)
    changes = typed(BudgetChange, [("支01", pd.Timestamp("2026-10-08"), 5)], columns)
    changes = changes.assign(人数=pd.array([3], "Int64"), 占比=0.5, 是=True)
    found = beside(lines("支01", "支02"), changes, {VoucherLine.budget: BudgetChange.number}, "改")
    kinds = {name[1:]: str(kind) for name, kind in found.dtypes.items() if name.startswith("改")}
    assert kinds == {
        "日期": "datetime64[s]", "方向": "str", "金额": "int64", "依据": "str", "事由": "str",
        "人数": "Int64", "占比": "float64", "是": "bool", "行": "int64",
    }  # fmt: skip
    assert found.loc[3, ["改日期", "改人数", "改占比"]].isna().all()
    assert found.loc[3, ["改依据", "改金额", "改是"]].tolist() == ["", 0, False]


def test_sheets_without_rows_are_joined_too() -> None:
    one, none = budget(("支01", "", 1)), empty(BudgetLine)
    assert beside(lines(), one, ON, "预算").empty
    assert unmatched(empty(VoucherLine), none, ON).empty
    assert beside(lines("支01"), none, ON, "预算")[["预算年初数", "预算行"]].loc[2].tolist() == [0, 0]
    assert unmatched(lines("支01"), none, ON).index.tolist() == [2]


def test_a_blank_key_belongs_to_no_row_and_is_not_missed() -> None:
    other = budget(("", "没有号", 7), ("支01", "", 1))
    rows = lines("", "支01", "支02")
    assert beside(rows, other, ON, "预算")["预算行"].tolist() == [0, 3, 0]
    assert unmatched(rows, other, ON).index.tolist() == [4]
    assert sums_of(rows, other, ON, other[BudgetLine.original]).tolist() == [0, 1, 0]


def test_a_key_of_several_columns_is_one_key_and_blank_if_one_of_them_is() -> None:
    on = {SchoolClass.grade: SchoolClass.grade, SchoolClass.name: SchoolClass.name}
    columns = (SchoolClass.grade, SchoolClass.name)
    rows = typed(SchoolClass, [("七", "1"), ("七", "2"), ("八", "1"), ("", "1"), ("八", "")], columns)
    other = typed(SchoolClass, [("八", "1"), ("七", "1"), ("", "1"), ("八", "")], columns)
    assert beside(rows, other, on, "")["行"].tolist() == [3, 0, 2, 0, 0]
    assert unmatched(rows, other, on).index.tolist() == [3]


def test_days_are_keys_as_well_and_an_unknown_day_is_blank() -> None:
    days = pd.to_datetime(pd.Series(["2026-10-08", None, "2026-10-09"])).astype("datetime64[s]")
    rows, other = days.set_axis([2, 3, 4]).to_frame("日期"), days[:2].to_frame("日")
    assert unmatched(rows, other, {"日期": "日"}).index.tolist() == [4]


def test_amounts_of_one_key_are_summed_and_given_back_at_every_row_with_it() -> None:
    other = budget(("支01", "", 10**15), ("支01", "", 3), ("支02", "", -4))
    rows = lines("支02", "支01", "支03", "支01").loc[[5, 2, 3, 4]]
    sums = sums_of(rows, other, ON, other[BudgetLine.original])
    assert sums.to_dict() == {5: 10**15 + 3, 2: -4, 3: 10**15 + 3, 4: 0}
    assert sums.dtype == "int64"
    assert sums_of(rows, other[:0], ON, other[BudgetLine.original][:0]).tolist() == [0, 0, 0, 0]
