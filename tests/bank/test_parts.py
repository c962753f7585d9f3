"""Files with more than one statement in them: several accounts, currencies, tables and sheets."""

import json
from pathlib import Path

import openpyxl
import pytest

from tests.bank.layouts import Lines, text, xls
from xlplan.bank.reading import read_statement
from xlplan.findings import CannotRun
from xlplan.screen import statement
from xlplan.tables.statement import AMOUNT, PARTY, Statement

ASIA: Lines = [
    ["賬戶號碼", "貨幣", "交易日期", "扣賬/入賬", "金額", "結餘", "對方戶名"],
    ["861-1", "港幣", "2026-08-01", "扣賬", "20.00", "80.00", "甲"],
    ["861-2", "美元", "2026-08-01", "入賬", "5.00", "15.00", "乙"],
    ["861-1", "港幣", "2026-08-02", "入賬", "7.00", "87.00", "丙"],
    ["861-1", "人民幣", "2026-08-03", "扣賬", "1.00", "2.00", "丁"],
]


def told(found: Statement) -> list[tuple[str, int | None]]:
    return [(problem.kind, problem.row) for problem in found.problems]


def owners(found: Statement) -> dict[tuple[str, str], tuple[int | None, int | None, list[int]]]:
    return {
        (part.account, part.currency): (part.opening, part.closing, part.rows.index.tolist())
        for part in found.parts
    }


def test_each_account_and_currency_of_a_file_is_proved_by_its_own_balances(tmp_path: Path) -> None:
    found = read_statement(xls(tmp_path / "明细.CSV", [list(line) for line in ASIA]))
    assert owners(found) == {
        ("861-1", "港幣"): (10_000, 8_700, [2, 4]),
        ("861-2", "美元"): (1_000, 1_500, [3]),
        ("861-1", "人民幣"): (300, 200, [5]),
    }
    assert found.rows[AMOUNT].tolist() == [-2_000, 500, 700, -100]
    assert found.rows[PARTY].tolist() == ["甲", "乙", "丙", "丁"]
    assert (found.account, found.currency, found.opening, found.closing) == ("", "", None, None)
    assert found.problems == ()


def test_a_balance_that_breaks_in_one_account_is_told_of_its_row(tmp_path: Path) -> None:
    lines = [list(line) for line in ASIA]
    lines[3][5] = "88.00"
    assert told(read_statement(text(tmp_path / "a.csv", lines))) == [("balance_break", 4)]


def test_the_document_of_a_file_with_several_accounts_says_which_row_is_whose(tmp_path: Path) -> None:
    found = statement.document(read_statement(text(tmp_path / "a.csv", ASIA)))
    document = json.loads(json.dumps(found))
    assert [document[key] for key in ("account", "currency", "opening", "closing")] == [None] * 4
    assert {row["row"]: (row["account"], row["currency"]) for row in document["rows"]} == {
        2: ("861-1", "港幣"), 3: ("861-2", "美元"), 4: ("861-1", "港幣"), 5: ("861-1", "人民幣")
    }  # fmt: skip
    assert document["parts"][0] == {
        "account": "861-1", "currency": "港幣", "opening": "100.00", "closing": "87.00", "rows": 2
    }  # fmt: skip


def test_the_document_of_a_file_with_one_account_has_no_parts(tmp_path: Path) -> None:
    document = statement.document(read_statement(text(tmp_path / "a.csv", [ASIA[0], ASIA[1]])))
    assert document["account"] == "861-1"
    assert not {"parts", "currency"} & document.keys()
    assert "account" not in str(document["rows"])


@pytest.mark.parametrize("above", [[], [["账号：111111"]]])
def test_numbers_of_others_in_a_column_called_ours_divide_nothing(above: Lines, tmp_path: Path) -> None:
    header = ["日期", "支出", "收入", "余额", "账号", "交易币种"]
    rows = [
        ["2026-08-01", "5.00", "", "95.00", "333333", "USD"],
        ["2026-08-02", "", "7.00", "102.00", "444444", "CNY"],
    ]
    found = read_statement(text(tmp_path / "a.csv", [*above, header, *rows]))
    assert (found.parts, found.account, found.opening) == ((), "111111" if above else "", 10_000)


HEADER = ["交易日期", "支出", "收入", "余额", "对方户名"]


def table(month: str, first: str, account: str = "") -> Lines:
    """Two payments: 10.00 out and 30.00 in."""
    balances = [f"{float(first) - 10:.2f}", f"{float(first) + 20:.2f}"]
    rows = [[f"{month}-05", "10.00", "", balances[0], "甲"], [f"{month}-09", "", "30.00", balances[1], "乙"]]
    return [*([["账号：" + account]] if account else []), HEADER, *rows]


def test_the_statements_of_two_accounts_may_stand_one_below_the_other(tmp_path: Path) -> None:
    lines = [
        *table("2026-08", "100", "111111"),
        ["合计", "10.00", "30.00"],
        [],
        *table("2026-08", "500", "222222"),
    ]
    found = read_statement(text(tmp_path / "a.csv", lines))
    assert owners(found) == {
        ("111111", ""): (10_000, 12_000, [3, 4]),
        ("222222", ""): (50_000, 52_000, [9, 10]),
    }
    assert found.problems == ()


@pytest.mark.parametrize("between", [[], [["合计", "10.00", "30.00"]], [["期初余额：120.00"]]])
def test_two_months_of_one_account_one_below_the_other_are_one_statement(
    between: Lines, tmp_path: Path
) -> None:
    lines = [
        *table("2026-08", "100", "111111"),
        *between,
        *table("2026-09", "120"),
        ["合计", "10.00", "30.00"],
    ]
    found = read_statement(
        text(tmp_path / "a.csv", lines[: None if between[:1] == [["合计", "10.00", "30.00"]] else -1])
    )
    assert found.rows[AMOUNT].tolist() == [-1_000, 3_000] * 2
    assert (found.account, found.opening, found.closing) == ("111111", 10_000, 14_000)
    assert (found.parts, found.problems) == ((), ())


def test_months_that_do_not_follow_from_each_other_are_told(tmp_path: Path) -> None:
    lines = [*table("2026-08", "100"), ["合计", "10.00", "30.00"], *table("2026-09", "125")]
    assert told(read_statement(text(tmp_path / "a.csv", lines))) == [("balance_break", 5)]


def test_totals_that_each_page_repeats_are_right_for_all_pages(tmp_path: Path) -> None:
    total = [["账号：111111", "总笔数", "4"]]
    lines = [*total, *table("2026-08", "100"), ["期初余额：120.00"], *total, *table("2026-09", "120")]
    found = read_statement(text(tmp_path / "a.csv", lines))
    assert (len(found.rows), found.problems) == (4, ())


def book(path: Path, **sheets: Lines) -> Path:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, lines in sheets.items():
        sheet = made.create_sheet(name)
        for line in lines:
            sheet.append(line)
    made.save(path)
    return path


def test_a_sheet_that_is_no_statement_is_passed_over(tmp_path: Path) -> None:
    for first, second in (("说明", "明细"), ("明细", "说明")):
        sheets = {"说明": [["本表由网银生成"], ["一", "二"]], "明细": table("2026-08", "100")}
        found = read_statement(book(tmp_path / "a.xlsx", **{first: sheets[first], second: sheets[second]}))
        assert (found.sheet, len(found.rows)) == ("明细", 2)


def test_sheets_of_two_accounts_are_two_parts(tmp_path: Path) -> None:
    path = book(
        tmp_path / "a.xlsx", 甲=table("2026-08", "100", "111111"), 乙=table("2026-08", "500", "222222")
    )
    found = read_statement(path)
    assert [(part.sheet, part.account, part.opening) for part in found.parts] == [
        ("甲", "111111", 10_000),
        ("乙", "222222", 50_000),
    ]


def test_sheets_of_one_account_are_refused_unless_one_is_a_copy(tmp_path: Path) -> None:
    one, other = table("2026-08", "100", "111111"), table("2026-09", "120", "111111")
    with pytest.raises(CannotRun, match="几张工作表都像流水：一、二"):
        read_statement(book(tmp_path / "a.xlsx", 一=one, 二=other))
    found = read_statement(book(tmp_path / "a.xlsx", 一=one, 二=one))
    assert (len(found.rows), found.problems) == (2, ())
