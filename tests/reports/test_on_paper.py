"""The papers as LibreOffice prints them: on A4, one page wide, every figure whole."""

import io
import re
import subprocess
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.office import convert, needs_office
from tests.reports.school import school, with_statement
from xlplan.excel.kinds import Kind
from xlplan.excel.papers import paper
from xlplan.excel.report import Block, Report
from xlplan.reconcile.accounts import of_account, with_hints
from xlplan.reports.bank_reconciliation import bank_reconciliation
from xlplan.reports.budget_execution import budget_execution
from xlplan.reports.canteen_month import canteen_month
from xlplan.reports.day_close import day_close
from xlplan.reports.income_and_spending import income_and_spending
from xlplan.reports.matched_rows import matched_rows
from xlplan.reports.seating import seating
from xlplan.reports.target_progress import target_progress
from xlplan.reports.term_supplies import term_supplies
from xlplan.reports.textbooks import textbooks
from xlplan.reports.trial_balance import trial_balance

Made = Callable[[], tuple[Report, ...]]


def reconciliation() -> tuple[Report, ...]:
    more = (("2026-11-25", 61_277, "收存款利息"), ("2026-11-28", -1_500, "转账手续费"))
    books = with_statement(school(), "基本户", missing=3, more=more)
    proof = with_hints(books, {"基本户": of_account(books, "基本户")["2026-11"]})["基本户"]
    return bank_reconciliation(books, proof), matched_rows(books, proof)


PAPERS: dict[str, tuple[Made, list[str]]] = {
    "科目余额表": (lambda: (trial_balance(school(), "2026-11"),), ["842 x 595"]),
    "预算执行表": (lambda: budget_execution(school()), ["842 x 595"] * 5),
    "收支月报": (lambda: (income_and_spending(school()),), ["595 x 842"]),
    "目标完成情况": (lambda: (target_progress(school()),), ["595 x 842"]),
    "教材发放表": (lambda: (textbooks(school()),), ["595 x 842"]),
    "课桌椅调配表": (lambda: (seating(school()),), ["595 x 842"]),
    "开学物资准备清单": (lambda: (term_supplies(school()),), ["595 x 842"]),
    "食堂月报": (lambda: canteen_month(school(), "2026-10"), ["595 x 842"] * 2),
    "日结单": (lambda: day_close(school(), date(2026, 11, 30)), ["595 x 842", "842 x 595"]),
    "银行存款余额调节表-基本户": (reconciliation, ["842 x 595"] * 3),
}


def figures(content: bytes) -> list[float]:
    """All amounts and quantities that the sheets hold, but for small and whole ones."""
    archive = zipfile.ZipFile(io.BytesIO(content))
    sheets = [archive.read(name).decode() for name in archive.namelist() if "worksheets/sheet" in name]
    cells = [
        float(value) for xml in sheets for value in re.findall(r"<c [^>]*s=\"\d+\"><v>(-?[\d.]+)</v>", xml)
    ]
    return [value for value in cells if abs(value) >= 1000 and value % 1]


def has_money(block: Block) -> bool:
    return any(head.kind is Kind.MONEY for head in block.heads)


@needs_office
@pytest.mark.parametrize("name", PAPERS)
def test_each_sheet_of_a_paper_is_on_a4_one_page_wide_with_every_figure_whole(
    name: str, tmp_path: Path
) -> None:
    made, sizes = PAPERS[name]
    reports = made()
    content = paper(reports)
    (tmp_path / f"{name}.xlsx").write_bytes(content)
    convert([tmp_path / f"{name}.xlsx"], "pdf", tmp_path)
    pdf = tmp_path / f"{name}.pdf"
    told = subprocess.run(["pdfinfo", "-l", "9", pdf], check=True, capture_output=True, text=True).stdout
    text = subprocess.run(
        ["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True, text=True
    ).stdout
    pages = re.findall(r"Page +\d+ size: +([\d.]+) x ([\d.]+)", told)
    assert [f"{float(wide):.0f} x {float(high):.0f}" for wide, high in pages] == sizes
    assert "###" not in text
    shown = figures(content)
    of_money = [report for report in reports if any(map(has_money, report.blocks))]
    assert (len(shown) > 2) == bool(of_money)
    whole = set(re.findall(r"-?[\d,]+\.\d+", text))
    assert [value for value in shown if f"{value:,.2f}" not in whole and str(value) not in whole] == []
    assert text.count("金额单位：元") == len(of_money)


@pytest.mark.parametrize("name", PAPERS)
def test_the_same_books_give_the_same_bytes(name: str) -> None:
    made, _ = PAPERS[name]
    assert paper(made()) == paper(made())
