"""The usual way: pandas with openpyxl, and the same three checks as one would write them there."""

import sys

import pandas as pd

from xlplan.tables import starting
from xlplan.tables.office import Account


def unbalanced(lines: pd.DataFrame) -> int:
    """Halves of vouchers, financial or budgetary, whose sides differ."""
    keys = [lines["日期"].dt.month, lines["凭证号"], lines["科目代码"].str[0].isin(["6", "7", "8"])]
    sums = lines[["借方", "贷方"]].fillna(0).groupby(keys).sum().round(2)
    return int((sums["借方"] != sums["贷方"]).sum())


def gaps(lines: pd.DataFrame) -> int:
    """Missing numbers within the months."""
    numbers = lines["凭证号"].str.extract(r"(\d+)$")[0].astype(int).groupby(lines["日期"].dt.month)
    return int((numbers.max() - numbers.nunique()).sum())


def unknown(lines: pd.DataFrame, accounts: set[str]) -> int:
    """Lines whose account is not in the chart."""
    return int((~lines["科目代码"].isin(accounts)).sum())


if __name__ == "__main__":
    lines = pd.read_excel(sys.argv[1], sheet_name="记账凭证", engine="openpyxl", dtype={"科目代码": str})
    chart = set(starting.frames()[Account][Account.code])
    print(len(lines), "lines,", unbalanced(lines), gaps(lines), unknown(lines, chart), "found")
