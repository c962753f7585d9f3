"""Each statement file of an office finds its account by number; one that does not is named with the reason."""

from pathlib import Path

import pandas as pd
import pytest

from tests.bank.layouts import HEADER, SIMPLE, Lines, text
from xlplan.bank.folder import of_office
from xlplan.excel.frames import typed
from xlplan.tables.office import BankAccount

ACCOUNTS = typed(
    BankAccount,
    (
        ("基本户", "100201", "", "6222-0000-1234-5678"),
        ("食堂户", "100202", "", "10 545601040001234"),
        ("工会户", "", "", ""),
        ("党费户", "", "", "8210330180012604416"),
    ),
)


def with_account(account: str, month: str = "2026-10") -> Lines:
    return [
        [f"账号：{account}"],
        HEADER,
        *([cell.replace("2026-10", month) for cell in line] for line in SIMPLE[2:]),
    ]


@pytest.mark.parametrize(
    ("written", "owner"),
    [
        ("6222000012345678", "基本户"),
        ("6222 0000 1234 5678", "基本户"),
        ("6222****5678", "基本户"),
        ("6222000012345678 ", "基本户"),
        ("10-545601040001234", "食堂户"),
        ("1234", "食堂户"),
        ("8210330180012603921", "党费户"),
    ],
)
def test_a_file_belongs_to_the_account_whose_number_it_names(
    written: str, owner: str, tmp_path: Path
) -> None:
    text(tmp_path / "a.csv", with_account(written))
    statements, refused, _ = of_office(tmp_path.iterdir(), ACCOUNTS)
    assert (list(statements), refused) == ([(owner, "2026-10")], {})


def test_the_number_may_stand_in_the_name_of_the_file(tmp_path: Path) -> None:
    text(tmp_path / "10545601040001234_202610.csv", SIMPLE[1:])
    assert list(of_office(tmp_path.iterdir(), ACCOUNTS)[0]) == [("食堂户", "2026-10")]


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (with_account("999999999"), "a.csv 的账号 999999999 不在“银行账户”表里。"),
        (SIMPLE[1:], "a.csv 里和文件名里都没有账号，不知道是哪个账户。请把账号写进文件名。"),
        (with_account("****"), "a.csv 的账号 **** 不在“银行账户”表里。"),
        ([["x", "y"]], "a.csv 里找不到表头，不知道各列是什么。看到的内容：x、y。"),
    ],
)
def test_a_file_without_an_account_of_ours_is_named_with_the_reason(
    lines: Lines, reason: str, tmp_path: Path
) -> None:
    text(tmp_path / "a.csv", lines)
    assert of_office(tmp_path.iterdir(), ACCOUNTS) == ({}, {"bank/a.csv": reason}, {})


def test_a_masked_number_that_fits_two_accounts_fits_none(tmp_path: Path) -> None:
    twins = pd.concat([ACCOUNTS, ACCOUNTS.iloc[:1].assign(账户="代管户", 账号="6222999912345678")])
    text(tmp_path / "a.csv", with_account("6222****5678"))
    _, refused, _ = of_office(tmp_path.iterdir(), twins)
    assert refused == {"bank/a.csv": "a.csv 的账号 6222****5678 分不清是基本户还是代管户。"}


def test_the_same_download_twice_is_one_statement(tmp_path: Path) -> None:
    for name in ("b.csv", "a.csv"):
        text(tmp_path / name, with_account("1234"))
    statements, refused, _ = of_office(tmp_path.iterdir(), ACCOUNTS)
    assert ({key: found.name for key, found in statements.items()}, refused) == (
        {("食堂户", "2026-10"): "a.csv"},
        {},
    )


def test_files_of_one_month_are_put_together(tmp_path: Path) -> None:
    lines = with_account("1234")
    text(tmp_path / "b.csv", lines[:4])
    text(tmp_path / "a.csv", [*lines[:2], *lines[3:]])
    text(tmp_path / "c.csv", with_account("1234", "2026-11"))
    statements, refused, _ = of_office(tmp_path.iterdir(), ACCOUNTS)
    assert refused == {}
    october = statements["食堂户", "2026-10"]
    assert (october.opening, october.closing, october.problems) == (50_000, 120_000, ())
    assert [str(october.ref(label)) for label in october.rows.index] == ["A3", "A4", "A4"]
    assert [october.ref(label).workbook for label in october.rows.index] == [
        "bank/b.csv",
        "bank/b.csv",
        "bank/a.csv",
    ]


def test_a_file_of_two_months_is_two_statements(tmp_path: Path) -> None:
    lines = with_account("1234")
    lines[-1][0] = "2026-11-02"
    text(tmp_path / "a.csv", lines)
    statements, *_ = of_office(tmp_path.iterdir(), ACCOUNTS)
    assert {key: (part.opening, part.closing) for key, part in statements.items()} == {
        ("食堂户", "2026-10"): (50_000, 129_950),
        ("食堂户", "2026-11"): (129_950, 120_000),
    }


def test_a_month_that_a_file_merely_reaches_over_gives_way_to_the_file_with_its_rows(tmp_path: Path) -> None:
    text(tmp_path / "a.csv", [["起止日期：2026-10-01 至 2026-12-31"], *with_account("1234")])
    text(tmp_path / "b.csv", with_account("1234", "2026-11"))
    statements, refused, _ = of_office(tmp_path.iterdir(), ACCOUNTS)
    names = {month: found.name for (_, month), found in statements.items()}
    assert names == {"2026-10": "a.csv", "2026-11": "b.csv", "2026-12": "a.csv"}
    assert refused == {}


def test_a_file_without_rows_that_names_no_month_is_named_with_the_reason(tmp_path: Path) -> None:
    text(tmp_path / "a.csv", [["账号：1234", "期初余额：5.00"], HEADER])
    _, refused, _ = of_office(tmp_path.iterdir(), ACCOUNTS)
    assert refused == {"bank/a.csv": "a.csv 里没有明细，也没有写明整月的起止日期，不知道是哪个月。"}


def test_what_is_no_statement_by_its_name_is_passed_over(tmp_path: Path) -> None:
    for name in ("说明.docx", ".csv", "~$a.xlsx", ".a.csv.part"):
        (tmp_path / name).write_text("x")
    (tmp_path / "2025.csv").mkdir()
    assert of_office(tmp_path.iterdir(), ACCOUNTS) == ({}, {}, {})


@pytest.mark.parametrize(
    ("words", "is_statement"),
    [
        ("本文件夹放银行流水，每月一份。\n请不要改名。\n", False),
        ("Statements, one for each month.\nDo not rename them.\nAsk the office.\n", False),
        ("姓名\t班级\n张三\t七1\n", True),
        ("对账单\n2026-10-08 | 拨款 | 500.00 | 1500.00\n完\n", True),
    ],
)
def test_a_text_without_a_table_is_passed_over_and_named(
    words: str, is_statement: bool, tmp_path: Path
) -> None:
    (tmp_path / "readme.txt").write_text(words, encoding="utf-8")
    found = of_office(tmp_path.iterdir(), ACCOUNTS)
    note = {"bank/readme.txt": "只有文字，没有表格，不当作对账单。"}
    assert found.passed_over == ({} if is_statement else note)
    assert bool(found.refused) == is_statement


def test_several_accounts_in_one_file_are_each_their_own(tmp_path: Path) -> None:
    rows = [
        ["账号", *HEADER],
        *([number, *line] for number in ("1234", "6222000012345678") for line in SIMPLE[2:]),
    ]
    text(tmp_path / "a.csv", rows)
    statements, refused, _ = of_office(tmp_path.iterdir(), ACCOUNTS)
    assert refused == {}
    assert {key: found.closing for key, found in statements.items()} == {
        ("食堂户", "2026-10"): 120_000,
        ("基本户", "2026-10"): 120_000,
    }


def test_the_name_of_a_file_does_not_outweigh_the_number_in_it(tmp_path: Path) -> None:
    text(tmp_path / "10545601040001234_202610.csv", with_account("999999999"))
    statements, refused, _ = of_office(tmp_path.iterdir(), ACCOUNTS)
    assert statements == {}
    assert list(refused.values()) == ["10545601040001234_202610.csv 的账号 999999999 不在“银行账户”表里。"]


def test_the_name_of_a_file_counts_where_the_number_in_it_is_hidden(tmp_path: Path) -> None:
    text(tmp_path / "10545601040001234_202610.csv", with_account("****"))
    assert list(of_office(tmp_path.iterdir(), ACCOUNTS)[0]) == [("食堂户", "2026-10")]


def in_currency(currency: str) -> Lines:
    return [[f"币种：{currency}"] if currency else [], *with_account("1234")]


@pytest.mark.parametrize("own", ["人民币", "CNY", "人民币(元)", ""])
@pytest.mark.parametrize("names", [("a.csv", "b.csv"), ("b.csv", "a.csv")])
def test_another_currency_of_an_account_is_not_added_to_ours(
    own: str, names: tuple[str, str], tmp_path: Path
) -> None:
    for name, currency in zip(names, (own, "美元"), strict=True):
        text(tmp_path / name, in_currency(currency))
    statements, refused, _ = of_office(tmp_path.iterdir(), ACCOUNTS)
    assert {key: (found.name, found.files) for key, found in statements.items()} == {
        ("食堂户", "2026-10"): (names[0], statements["食堂户", "2026-10"].files[:1])
    }
    reason = f"{names[1]} 里有食堂户的美元明细，不能和这个账户的人民币明细加在一起。"
    assert refused == {f"bank/{names[1]}": reason}


def test_the_currencies_of_one_file_are_not_added_together(tmp_path: Path) -> None:
    rows = [
        ["账号", "币种", *HEADER],
        *(["1234", one, *row] for one in ("美元", "人民币") for row in SIMPLE[2:]),
    ]
    text(tmp_path / "a.csv", rows)
    statements, refused, _ = of_office(tmp_path.iterdir(), ACCOUNTS)
    assert [(len(found.rows), found.currency) for found in statements.values()] == [(3, "人民币")]
    assert list(refused) == ["bank/a.csv"]


def test_an_account_in_another_currency_only_is_read(tmp_path: Path) -> None:
    text(tmp_path / "a.csv", in_currency("美元"))
    statements, refused, _ = of_office(tmp_path.iterdir(), ACCOUNTS)
    assert ([*statements], refused) == ([("食堂户", "2026-10")], {})


def test_one_currency_by_two_names_is_one(tmp_path: Path) -> None:
    text(tmp_path / "a.csv", in_currency("人民币"))
    text(tmp_path / "b.csv", [["币种：CNY"], *with_account("1234", "2026-11")])
    statements, refused, _ = of_office(tmp_path.iterdir(), ACCOUNTS)
    assert ([month for _, month in statements], refused) == (["2026-10", "2026-11"], {})
