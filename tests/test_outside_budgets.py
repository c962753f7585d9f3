"""Three published city budgets, 17,451 rows, are read as 预算 sheets: only 别名 teaches their headers."""

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from tests import samples
from xlplan.excel.frames import typed
from xlplan.excel.masters import workbook
from xlplan.rules.judge import judge
from xlplan.tables import MASTERS, books, starting
from xlplan.tables.budget import BudgetLine
from xlplan.tables.office import Alias

ALIASES = {
    BudgetLine.year: "budget_year",
    BudgetLine.direction: "account_type",
    BudgetLine.fund: "fund_code",
    BudgetLine.economic: "account_category",
    BudgetLine.original: "amount",
    BudgetLine.department: "department",
}
BALANCED = {
    "FY15-16__adopted.csv": (250, 120_296_020_900, 0),
    "FY16-17__adopted.csv": (242, 118_213_768_100, 2_000_000),
    "FY18-19__proposed.csv": (16_959, 136_327_174_000, 0),
}
"""File -> its rows, revenue in fen, and expense less revenue."""


def office(source: Path, folder: Path) -> dict[str, Path]:
    """An office whose 预算 is the file as it is, but for 收入 and 支出."""
    words = {"Revenue": "收入", "Expense": "支出"}
    files = {name: folder / name for name in MASTERS}
    frames = starting.frames()
    frames[Alias] = typed(Alias, [("budget.xlsx", "预算", ours, theirs) for ours, theirs in ALIASES.items()])
    for name, tables in MASTERS.items():
        files[name].write_bytes(workbook(tables, frames, spare=1))
    with (
        xlsxwriter.Workbook(files["budget.xlsx"]) as book,
        source.open(encoding="ascii", newline="") as lines,
    ):
        sheet = book.add_worksheet("预算")
        for row, cells in enumerate(csv.reader(lines)):
            for place, cell in enumerate(cells):
                number = row and cell.replace(".", "").lstrip("-").isdigit()
                sheet.write(row, place, float(cell) if number else words.get(cell, cell))
    return files


@pytest.mark.parametrize("source", samples.files("budgets/*/*.csv"))
def test_a_published_budget_is_read_whole_and_balances_as_published(source: Path, tmp_path: Path) -> None:
    read = books.read(office(source, tmp_path), date(2026, 11, 30))
    rows, revenue, gap = BALANCED[source.name]
    sums = read[BudgetLine].groupby(BudgetLine.direction)[BudgetLine.original].sum()
    assert (len(read[BudgetLine]), sums["收入"], sums["支出"] - sums["收入"]) == (rows, revenue, gap)
    found = judge(read).findings
    unbalanced = [finding.message for finding in found if finding.rule.id == "BUD-01"]
    assert len(unbalanced) == bool(gap)
    assert all("20,000.00" in message for message in unbalanced)


@pytest.mark.parametrize("source", samples.files("budgets/*/*.csv"))
def test_a_required_column_that_a_budget_lacks_is_told_once(source: Path, tmp_path: Path) -> None:
    judgement = judge(books.read(office(source, tmp_path), date(2026, 11, 30)))
    lacking = Counter(
        finding.message.split("。")[0] for finding in judgement.findings if finding.rule.id == "TAB-12"
    )
    assert lacking["“预算”表缺少“预算号”列"] == lacking["“预算”表缺少“调整后”列"] == 1
    assert set(lacking.values()) == {1}
    assert ("BUD-06", "“预算”表缺少“预算号”列") in {(rule.id, reason) for rule, reason in judgement.waiting}
