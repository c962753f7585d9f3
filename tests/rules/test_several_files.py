"""A month that lies in several statement files: a finding names the file and the row in it."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from tests.bank.layouts import HEADER, Lines, text
from tests.reports.school import school
from xlplan.bank.folder import of_office
from xlplan.reconcile.accounts import of_account, too_short
from xlplan.rules.judge import judge
from xlplan.tables.office import BankAccount

TITLE = [["账号：8210330180012600457"], HEADER]
FIRST: Lines = [
    ["2026-08-03", "不明来款", "77.77", "", "1077.77", "甲", "A1"],
    ["2026-08-09", "代扣费", "", "33.33", "1044.44", "乙", "A2"],
]
SECOND: Lines = [
    FIRST[1],
    ["2026-08-20", "利息", "5.55", "", "1049.99", "", "A3"],
    ["2026-08-28", "手续费", "", "9.99", "1040.00", "", "A4"],
]


def found(folder: Path, first: Lines, second: Lines) -> set[tuple[str, str, str]]:
    """Rule, file and cell of what is wrong with the statement."""
    text(folder / "a.csv", [*TITLE, *first])
    text(folder / "b.csv", [*TITLE, *second])
    statements, refused, _ = of_office(folder.iterdir(), school()[BankAccount])
    assert refused == {}
    findings = judge(replace(school(), statements=statements)).findings
    return {
        (one.rule.id, one.ref.workbook, one.ref.cell)
        for one in findings
        if one.ref.workbook.startswith("bank/")
    }


def test_an_open_item_is_accused_in_its_own_file(tmp_path: Path) -> None:
    later = ["2026-10-08", "利息", "1", "", "1041.00", "", "A5"]
    assert found(tmp_path, FIRST, [*SECOND, later]) >= {
        ("BNK-03", "bank/a.csv", "A3"),
        ("BNK-03", "bank/a.csv", "A4"),
        ("BNK-03", "bank/b.csv", "A4"),
        ("BNK-03", "bank/b.csv", "A5"),
    }


@pytest.mark.parametrize(
    ("second", "cell"),
    [
        (SECOND[2:], "A3"),
        ([SECOND[0], [*SECOND[1][:4], "1050.00", *SECOND[1][5:]], SECOND[2]], "A4"),
        ([[*SECOND[0][:3], "35.00", "1042.77", *SECOND[0][5:]]], "A3"),
    ],
)
def test_what_does_not_join_or_hold_is_accused_in_its_own_file(
    second: Lines, cell: str, tmp_path: Path
) -> None:
    told = {one for one in found(tmp_path, FIRST, second) if one[0] == "BNK-01"}
    assert told == {("BNK-01", "bank/b.csv", cell)}


@pytest.mark.parametrize(
    ("spans", "is_whole"),
    [
        (("2026-08-01 至 2026-08-15", "2026-08-09 至 2026-08-30"), False),
        (("2026-08-02 至 2026-08-15", "2026-08-09 至 2026-08-31"), False),
        (("2026-08-01 至 2026-08-15", "2026-08-09 至 2026-08-31"), True),
        (("2026-08-01 至 2026-08-15", ""), True),
    ],
)
def test_a_month_of_which_the_files_say_they_lack_days_is_not_whole(
    spans: tuple[str, str], is_whole: bool, tmp_path: Path
) -> None:
    first, second = ([*TITLE[:1], [f"起止日期：{span}"], HEADER] for span in spans)
    text(tmp_path / "a.csv", [*first, *FIRST])
    text(tmp_path / "b.csv", [*second, *SECOND])
    books = replace(school(), statements=of_office(tmp_path.iterdir(), school()[BankAccount]).statements)
    told = [one for one in judge(books).findings if one.rule.id == "BNK-01"]
    assert ([one.ref.cell for one in told]) == ([] if is_whole else ["A3"])
    assert all("不是 2026-08 整月的" in one.message for one in told)
    problems = of_account(books, "基本户")["2026-08"].problems
    # The book of this school has nothing of these files.
    assert {problem.kind for problem in problems} - {"nothing_matched"} == (set() if is_whole else {"cut"})


def test_half_a_month_without_rows_is_no_fault(tmp_path: Path) -> None:
    text(tmp_path / "a.csv", [*TITLE[:1], ["起止日期：2026-08-01 至 2026-08-15"], HEADER, *FIRST])
    text(tmp_path / "b.csv", [*TITLE[:1], ["起止日期：2026-08-16 至 2026-08-31"], HEADER])
    statements, refused, _ = of_office(tmp_path.iterdir(), school()[BankAccount])
    assert (list(statements), refused) == ([("基本户", "2026-08")], {})
    assert list(too_short(statements["基本户", "2026-08"], pd.Timestamp("2026-11-30"))) == []
