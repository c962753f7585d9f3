"""xlplan reconcile: the demo school's accounts, and loose files, by the letter of the contract."""

import csv
import io
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import chdir, redirect_stdout
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell

from tests.demo.figures import SET_OFF, booked, moved
from xlplan.cli import app
from xlplan.demo import TODAY
from xlplan.demo.edits import swapped
from xlplan.findings import CannotRun
from xlplan.jobs.check import check
from xlplan.jobs.desk import Desk
from xlplan.jobs.reconcile import reconcile
from xlplan.money import grouped, yuan
from xlplan.reconcile.accounts import of_month
from xlplan.tables.books import Books
from xlplan.tables.ledger import Confirmation

BOOK = """\
日期,凭证号,摘要,票据号,借方金额,贷方金额,余额金额
2026-10-08,记-1,收拨款,,500.00,,1500.00
2026-10-09,记-2,付电费,7001,,300.00,1200.00
2026-10-30,记-3,付水费,7002,,13.00,1187.00
"""
BANK = """\
账号：6222000011112222,,,,,
交易日期,对方户名,收入金额,支出金额,余额,凭证号码
2026-10-08,财政局,500.00,,1500.00,
2026-10-12,供电局,,300.00,1200.00,7001
2026-10-21,,3.25,,1203.25,
"""


def run(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "xlplan", "reconcile", *arguments], cwd=cwd, capture_output=True, encoding="utf-8"
    )  # fmt: skip


def documents(*arguments: str | Path, cwd: Path) -> list[dict[str, Any]]:
    """What the command says, asked in this process: how it ends, and in which encoding, is ``run``'s."""
    with chdir(cwd), redirect_stdout(io.StringIO()) as said:
        app(["reconcile", *map(str, arguments), "--json"], standalone_mode=False)
    found: list[dict[str, Any]] = json.loads(said.getvalue())
    return found


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "日记账.csv").write_text(BOOK, encoding="utf-8")
    (tmp_path / "对账单.csv").write_text(BANK, encoding="utf-8")
    return tmp_path


def test_two_loose_files_are_reconciled_without_an_office(files: Path) -> None:
    done = run("--book", "日记账.csv", "--statement", "对账单.csv", "--json", cwd=files)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == [
        {
            "account": None,
            "month": "2026-10",
            "book": {"rows": 3, "opening": "1000.00", "closing": "1187.00"},
            "bank": {"rows": 3, "opening": "1000.00", "closing": "1203.25"},
            "matches": [
                {"book": [2], "bank": [3], "amount": "500.00", "stage": "assignment", "reason": "金额相同，同一天", "margin": 6.0},
                {"book": [3], "bank": [4], "amount": "-300.00", "stage": "reference", "reason": "票据号、金额都相同，银行晚 2 个工作日", "margin": None},
            ],
            "asks": [],
            "open": {
                "book_in": [],
                "book_out": [{"row": 4, "date": "2026-10-30", "amount": "-13.00", "days": 0}],
                "bank_in": [{"row": 5, "date": "2026-10-21", "amount": "3.25", "days": 9}],
                "bank_out": [],
            },
            "offsets": [],
            "adjusted": {"book": "1190.25", "bank": "1190.25", "difference": "0.00"},
            "problems": [],
        }
    ]  # fmt: skip


def test_the_table_on_the_screen_has_the_four_kinds_and_a_verdict(files: Path) -> None:
    shown = run("--book", "日记账.csv", "--statement", "对账单.csv", cwd=files).stdout
    for part in (
        "银行已收、单位未收",
        "银行已付、单位未付",
        "单位已收、银行未收",
        "单位已付、银行未付",
        "1,190.25",
        "相符。",
    ):
        assert part in shown


def test_an_open_item_says_what_it_probably_is_and_nothing_else_changes(files: Path) -> None:
    path = files / "对账单.csv"
    path.write_text(
        path.read_text(encoding="utf-8")
        .replace("300.00,1200.00,7001", "330.00,1170.00,7001")
        .replace("1203.25", "1173.25"),
        encoding="utf-8",
    )
    arguments = ("--book", "日记账.csv", "--statement", "对账单.csv")
    (found,) = documents(*arguments, cwd=files)
    ours, other = found["open"]["book_out"]
    assert ours == {
        "row": 3,
        "date": "2026-10-09",
        "amount": "-300.00",
        "days": 21,
        "hint": "和对账单第 4 行（2026-10-12，330.00）只差一位数字，可能写错了一位。",
    }
    assert "hint" not in other
    shown = run(*arguments, cwd=files).stdout
    assert "第 3 行，已 21 天）：和对账单第 4 行（2026-10-12，330.00）只差一位数字" in shown
    assert (
        "日记账余额 1,187.00 ＋ 银行已收 3.25 － 银行已付 330.00 ＝ 对账单余额 1,173.25 ＋ 单位已收 0.00 － 单位已付 313.00\n"
        in shown
    )


def test_the_finding_of_an_old_open_item_ends_with_what_it_probably_is(spoilt_school: Path) -> None:
    findings = check(Desk(spoilt_school, TODAY)).judgement.findings
    told = [own.message for own in findings if own.rule.id == "BNK-03"]
    fen, day = -moved(10, "付9月水费"), booked(10, "付9月水费")
    (message,) = [message for message in told if grouped(swapped(fen)) in message.partition("天。")[0]]
    own = rf"（2026-10-\d\d，{re.escape(grouped(fen))}）"
    assert re.search(
        rf"已经 {(TODAY - day).days} 天。和 2026-10 对账单第 \d+ 行{own}只是相邻两位数字颠倒，可能写颠倒了。$",
        message,
    )


def test_an_open_item_that_is_asked_is_marked(files: Path) -> None:
    (files / "日记账.csv").write_text(
        BOOK + "2026-10-20,记-4,付款,,,77.00,1110.00\n2026-10-21,记-5,付货款,,,77.00,1033.00\n",
        encoding="utf-8",
    )
    (files / "对账单.csv").write_text(BANK + "2026-10-20,,,77.00,1126.25,\n", encoding="utf-8")
    arguments = ("--book", "日记账.csv", "--statement", "对账单.csv")
    (found,) = documents(*arguments, cwd=files)
    assert [(ask["book"], ask["bank"]) for ask in found["asks"]] == [([5, 6], [6])]
    assert found["adjusted"]["difference"] == "0.00"
    shown = run(*arguments, cwd=files).stdout
    assert shown.count("，待确认）") == 3


def test_a_difference_ends_with_1(files: Path) -> None:
    path = files / "日记账.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("1500.00", "1600.00"), encoding="utf-8")
    done = run("--book", "日记账.csv", "--statement", "对账单.csv", cwd=files)
    assert done.returncode == 1
    assert "不符：调节后相差 100.00，月初就差这么多。" in done.stdout


def test_a_statement_that_does_not_hold_ends_with_1(files: Path) -> None:
    path = files / "对账单.csv"
    path.write_text(
        path.read_text(encoding="utf-8").replace(",300.00,1200.00", ",300.00,1210.00"), encoding="utf-8"
    )
    done = run("--book", "日记账.csv", "--statement", "对账单.csv", "--json", cwd=files)
    assert done.returncode == 1
    assert {problem["row"] for problem in json.loads(done.stdout)[0]["problems"]} == {4}


def test_what_is_dated_after_the_day_does_not_count(files: Path) -> None:
    (found,) = documents(
        "--book", "日记账.csv", "--statement", "对账单.csv", "--date", "2026-10-12", cwd=files
    )
    assert (found["book"]["rows"], found["bank"]["rows"]) == (2, 2)
    assert found["book"]["closing"] == found["bank"]["closing"] == "1200.00"


def test_several_months_have_no_month(files: Path) -> None:
    path = files / "对账单.csv"
    path.write_text(BANK + "2026-11-02,,,13.00,1190.25,7002\n", encoding="utf-8")
    (found,) = documents("--book", "日记账.csv", "--statement", "对账单.csv", cwd=files)
    assert (found["month"], found["adjusted"]["difference"]) == (None, "0.00")


def test_what_the_book_has_before_and_after_the_months_of_the_statement_is_not_open(files: Path) -> None:
    lines = BOOK.splitlines()
    lines[1:1] = ["2026-08-03,记-1,收拨款,,400.00,,1300.00", "2026-09-29,记-2,付电费,7000,,300.00,1000.00"]
    lines.append("2026-11-02,记-1,付邮费,,,10.00,1177.00")
    (files / "日记账.csv").write_text("\n".join(lines), encoding="utf-8")
    (found,) = documents("--book", "日记账.csv", "--statement", "对账单.csv", cwd=files)
    assert found["month"] == "2026-10"
    assert found["book"] == {"rows": 3, "opening": "1000.00", "closing": "1187.00"}
    assert [one["row"] for one in found["open"]["book_out"]] == [6]
    assert (found["open"]["book_in"], found["adjusted"]["difference"]) == ([], "0.00")


def test_what_was_on_its_way_when_the_statement_began_is_matched(files: Path) -> None:
    path = files / "日记账.csv"
    path.write_text(
        BOOK.replace("2026-10-09", "2026-09-29").replace("2026-10-08", "2026-09-28"), encoding="utf-8"
    )
    bank = BANK.replace("500.00,,1500.00", "1.00,,1501.00").replace("1200.00", "1201.00")
    (files / "对账单.csv").write_text(bank.replace("1203.25", "1204.25"), encoding="utf-8")
    (found,) = documents("--book", "日记账.csv", "--statement", "对账单.csv", cwd=files)
    assert [one["book"] for one in found["matches"]] == [[3]]
    assert found["book"] == {"rows": 1, "opening": "1200.00", "closing": "1187.00"}
    assert found["adjusted"]["difference"] == "0.00"


def test_the_book_of_a_year_is_held_against_the_statement_of_a_month(clean_school: Path) -> None:
    ledger, bank = clean_school / "workbooks" / "ledger.xlsx", clean_school / "bank" / "基本户 2026-05.csv"
    (found,) = documents("基本户", "--book", ledger, "--statement", bank, cwd=clean_school)
    (same,) = documents("基本户", "--month", "2026-05", cwd=clean_school)
    assert found["adjusted"] == same["adjusted"]
    assert (found["month"], len(found["matches"])) == ("2026-05", len(same["matches"]))


def test_a_loose_book_needs_one_statement(files: Path) -> None:
    done = run("--book", "日记账.csv", cwd=files)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)


def test_the_accounts_of_the_clean_school_agree_in_every_month(clean_school: Path, books: Books) -> None:
    assert [proof.account for proof in reconcile(Desk(clean_school, TODAY)).proofs] == ["基本户", "食堂户"]
    for month in range(1, 12):
        proofs = of_month(books, ("基本户", "食堂户"), f"2026-{month:02d}")
        assert {account: proof.proved for account, proof in proofs.items()} == {
            "基本户": True,
            "食堂户": True,
        }


def test_without_a_month_it_is_that_of_the_day(clean_school: Path) -> None:
    assert {proof["month"] for proof in documents(cwd=clean_school)} == {"2026-11"}
    assert {proof["month"] for proof in documents("--date", "2026-05-15", cwd=clean_school)} == {"2026-05"}


def test_a_row_of_the_statement_of_another_month_says_so_and_each_is_in_one_place(clean_school: Path) -> None:
    others = set()
    for month in ("2026-05", "2026-06", "2026-10"):
        (found,) = documents("基本户", "--month", month, cwd=clean_school)
        left = [*found["open"]["bank_in"], *found["open"]["bank_out"]]
        theirs = [(one.get("month", month), one["row"]) for one in left]
        for match in found["matches"]:
            theirs += zip(match.get("bank_months", [month]), match["bank"], strict=True)
        ours = [row for match in found["matches"] for row in match["book"]]
        ours += [one["row"] for one in [*found["open"]["book_in"], *found["open"]["book_out"]]]
        assert len(set(theirs)) == len(theirs)
        assert len(set(ours)) == len(ours)
        assert [own for own, _ in theirs].count(month) == found["bank"]["rows"]
        others |= {own for own, _ in theirs} - {month}
        assert all(one["date"][:7] == one.get("month", month) for one in left)
    assert others


def test_an_account_without_a_statement_is_told_and_the_others_are_done(
    clean_school: Path, tmp_path: Path
) -> None:
    office = tmp_path / "school"
    shutil.copytree(clean_school, office)
    (office / "bank" / "食堂户 2026-10.xls").unlink()
    done = run("--month", "2026-10", cwd=office)
    assert done.returncode == 1
    assert "相符。" in done.stdout
    assert "食堂户没有 2026-10 的对账单，没有对账。" in done.stdout
    assert run("食堂户", "--month", "2026-10", cwd=office).returncode == 2
    assert run("--month", "2026-12", cwd=office).returncode == 2


def test_a_statement_that_cannot_be_read_is_told_and_ends_with_2(clean_school: Path, tmp_path: Path) -> None:
    office = tmp_path / "school"
    shutil.copytree(clean_school, office)
    (office / "bank" / "食堂户 2026-10.xls").write_bytes(b"\0damaged")
    for arguments in ((), ("--json",)):
        done = run("--month", "2026-10", *arguments, cwd=office)
        assert (done.returncode, done.stderr.count("\n")) == (2, 1)
        assert "食堂户 2026-10.xls" in done.stderr
        assert "相符。" in done.stdout or json.loads(done.stdout)[0]["account"] == "基本户"
    done = run("基本户", "--month", "2026-10", cwd=office)
    assert done.returncode == 0
    assert "食堂户 2026-10.xls" in done.stderr


def test_a_statement_that_is_named_stands_for_the_one_in_the_folder(
    clean_school: Path, tmp_path: Path
) -> None:
    office = tmp_path / "school"
    shutil.copytree(clean_school, office)
    kept = tmp_path / "下载.csv"
    (office / "bank" / "基本户 2026-10.csv").rename(kept)
    (found,) = documents("基本户", "--statement", kept, cwd=office)
    assert (found["month"], found["adjusted"]["difference"]) == ("2026-10", "0.00")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("食堂户", "--month", "2026-10"), "基本户 2026-10.csv 是基本户的对账单，不是食堂户的。"),
        (("--month", "2026-09"), "基本户 2026-10.csv 里没有 2026-09 的流水，只有 2026-10 的。"),
    ],
)
def test_a_statement_that_is_named_is_of_the_account_and_the_month_that_are_asked(
    clean_school: Path, arguments: tuple[str, ...], told: str
) -> None:
    done = run(*arguments, "--statement", clean_school / "bank" / "基本户 2026-10.csv", cwd=clean_school)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"{told}\n")


def test_statements_that_are_named_are_put_together(clean_school: Path, tmp_path: Path) -> None:
    first, again = clean_school / "bank" / "基本户 2026-10.csv", tmp_path / "下载.csv"
    lines = first.read_bytes().splitlines()
    again.write_bytes(b"\n".join(lines[:-4]))
    (whole,) = documents("基本户", "--statement", first, cwd=clean_school)
    assert documents("基本户", "--statement", again, "--statement", first, cwd=clean_school) == [whole]


def halves(folder: Path) -> tuple[Path, Path]:
    """The statement of the loose files in two that overlap by a row."""
    lines = BANK.splitlines()
    first, second = folder / "上.csv", folder / "下.csv"
    first.write_text("\n".join(lines[:4]), encoding="utf-8")
    second.write_text("\n".join([*lines[:2], *lines[3:]]), encoding="utf-8")
    return first, second


def test_loose_statements_that_overlap_are_one_and_each_row_says_its_file(files: Path) -> None:
    first, second = halves(files)
    arguments = ("--book", "日记账.csv", "--statement", second, "--statement", first)
    (whole,) = documents("--book", "日记账.csv", "--statement", "对账单.csv", cwd=files)
    (found,) = documents(*arguments, cwd=files)
    assert found["adjusted"] == whole["adjusted"]
    assert [(one["bank"], one["bank_files"]) for one in found["matches"]] == [
        ([3], ["上.csv"]),
        ([4], ["上.csv"]),
    ]
    assert [(one["row"], one["file"]) for one in found["open"]["bank_in"]] == [(4, "下.csv")]
    assert ["file" in one for one in found["open"]["book_out"]] == [False]
    assert "（下.csv 第 4 行，已 9 天）" in run(*arguments, cwd=files).stdout


def test_a_gap_between_loose_statements_is_told(files: Path) -> None:
    first, second = halves(files)
    first.write_text("\n".join(BANK.splitlines()[:3]), encoding="utf-8")
    second.write_text("\n".join([*BANK.splitlines()[:2], BANK.splitlines()[4]]), encoding="utf-8")
    done = run("--book", "日记账.csv", "--statement", first, "--statement", second, "--json", cwd=files)
    assert done.returncode == 1
    assert json.loads(done.stdout)[0]["problems"] == [
        {
            "kind": "gap",
            "row": 3,
            "detail": "下.csv 第 3 行之前的余额是 1,200.00，上.csv 最后的余额是 1,500.00，相差 300.00，中间少了流水。",
            "file": "下.csv",
        }
    ]


def test_a_month_that_the_next_does_not_go_on_from_is_not_proved(clean_school: Path, tmp_path: Path) -> None:
    office = tmp_path / "school"
    shutil.copytree(clean_school, office)
    path = office / "bank" / "基本户 2026-09.csv"
    kept = path.read_bytes().splitlines()
    path.write_bytes(b"\n".join(kept[: len(kept) // 2]))
    for month in ("2026-09", "2026-10"):
        (found,) = documents("基本户", "--month", month, cwd=office)
        assert "gap" in {problem["kind"] for problem in found["problems"]}


def test_a_named_statement_without_a_number_is_of_the_account_that_is_asked(
    clean_school: Path, tmp_path: Path
) -> None:
    text = BANK.partition("\n")[2]
    (tmp_path / "下载.csv").write_text(text, encoding="utf-8")
    (found,) = documents("食堂户", "--statement", tmp_path / "下载.csv", cwd=clean_school)
    assert (found["account"], found["bank"]["closing"]) == ("食堂户", "1203.25")
    assert run("--statement", tmp_path / "下载.csv", cwd=clean_school).returncode == 2


def test_a_copy_of_the_ledger_is_a_book_too(clean_school: Path) -> None:
    ledger, bank = clean_school / "workbooks" / "ledger.xlsx", clean_school / "bank" / "基本户 2026-01.csv"
    assert run("--book", ledger, "--statement", bank, cwd=clean_school).returncode == 2
    (found,) = documents(
        "基本户", "--book", ledger, "--statement", bank, "--date", "2026-01-31", cwd=clean_school
    )
    assert (found["account"], found["adjusted"]["difference"]) == (None, "0.00")
    assert len(found["matches"]) > 10


def test_what_the_clerk_confirmed_is_a_match_of_its_own_stage_in_an_office_and_in_a_copy(
    clean_school: Path, tmp_path: Path
) -> None:
    bank = clean_school / "bank" / "食堂户 2026-10.xls"

    def confirmed(*arguments: str | Path) -> list[tuple[int, int, str, str]]:
        (found,) = documents("食堂户", "--statement", bank, *arguments, cwd=clean_school)
        own = [one for one in found["matches"] if one["stage"] == "confirmed"]
        return [(len(one["book"]), len(one["bank"]), one["amount"], one["reason"]) for one in own]

    said = [(2, 1, yuan(sum(SET_OFF)), "经办人已确认")]
    assert confirmed() == said
    assert confirmed("--book", clean_school / "workbooks" / "ledger.xlsx") == said
    without = copied(clean_school, tmp_path, lambda workbook: workbook.remove(workbook["对账确认"]))
    assert confirmed("--book", without) == []


def test_a_ledger_without_confirmations_needs_no_sheet_for_them(clean_school: Path, tmp_path: Path) -> None:
    office = tmp_path / "school"
    shutil.copytree(clean_school, office)
    ledger = copied(office, tmp_path, lambda workbook: workbook.remove(workbook["对账确认"]))
    shutil.copy(ledger, office / "workbooks" / "ledger.xlsx")
    books = Desk(office, TODAY).books()
    assert books.sheets[Confirmation].findings == ()
    (found,) = reconcile(Desk(office, TODAY), "食堂户", "2026-10").proofs
    assert found.proved
    assert set(SET_OFF) <= set(found.book.open["金额"])
    assert sum(SET_OFF) in found.bank.open["金额"].tolist()


def test_an_account_that_there_is_not_is_refused(clean_school: Path) -> None:
    done = run("工会户", cwd=clean_school)
    assert (done.returncode, done.stdout) == (2, "")
    assert "工会户" in done.stderr


def copied(clean_school: Path, folder: Path, change: Callable[[Workbook], object]) -> Path:
    """A copy of the clean school's ledger.xlsx, with one thing done to it."""
    workbook = load_workbook(clean_school / "workbooks" / "ledger.xlsx", data_only=True)
    change(workbook)
    path = folder / "台账副本.xlsx"
    workbook.save(path)
    return path


def rename(sheet: str, header: str, other: str) -> Callable[[Workbook], object]:
    def change(workbook: Workbook) -> None:
        (cell,) = (
            cell for row in workbook[sheet].iter_rows(max_row=5) for cell in row if cell.value == header
        )
        cell.value = other

    return change


def january(clean_school: Path, ledger: Path) -> subprocess.CompletedProcess[str]:
    bank = clean_school / "bank" / "基本户 2026-01.csv"
    return run(
        "基本户", "--book", ledger, "--statement", bank, "--date", "2026-01-31", "--json", cwd=clean_school
    )


def test_a_copy_of_the_ledger_needs_only_the_columns_that_are_used(
    clean_school: Path, tmp_path: Path
) -> None:
    done = january(clean_school, copied(clean_school, tmp_path, rename("银行日记账", "登记日期", "录入日")))
    assert json.loads(done.stdout)[0]["adjusted"]["difference"] == "0.00", done.stderr


@pytest.mark.parametrize(
    ("sheet", "header"),
    [("银行日记账", "收入"), ("银行日记账", "账户"), ("银行日记账", "对方单位"), ("期初余额", "借方")],
)
def test_a_copy_of_the_ledger_without_a_column_is_refused_by_its_name(
    clean_school: Path, tmp_path: Path, sheet: str, header: str
) -> None:
    done = january(clean_school, copied(clean_school, tmp_path, rename(sheet, header, "甲乙丙")))
    assert (done.returncode, done.stderr) == (2, f"台账副本.xlsx 的“{sheet}”缺少列：{header}。\n")


def test_a_bank_day_book_of_other_software_may_be_on_a_sheet_of_our_name(files: Path) -> None:
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "银行日记账"
    for line in csv.reader(BOOK.splitlines()):
        sheet.append(line)
    workbook.save(files / "日记账.xlsx")
    (found,) = documents("--book", "日记账.xlsx", "--statement", "对账单.csv", cwd=files)
    assert found["adjusted"]["difference"] == "0.00"


def opening_cell(workbook: Workbook, header: str) -> Cell:
    """A cell of the row of 基本户 in 期初余额."""
    sheet = workbook["期初余额"]
    (place,) = (cell.column for row in sheet.iter_rows(max_row=5) for cell in row if cell.value == header)
    (own,) = (cell.row for row in sheet.iter_rows() for cell in row if cell.value == "基本户")
    found = sheet.cell(own, place)
    assert isinstance(found, Cell)
    return found


def test_a_copy_of_the_ledger_with_an_opening_that_cannot_be_read_is_refused(
    clean_school: Path, tmp_path: Path
) -> None:
    def spoil(workbook: Workbook) -> None:
        opening_cell(workbook, "借方").value = "见附件"

    done = january(clean_school, copied(clean_school, tmp_path, spoil))
    assert (done.returncode, done.stderr) == (2, "台账副本.xlsx 的“期初余额”有 1 行读不出来，不能对账。\n")


def test_a_copy_of_the_ledger_without_an_opening_proves_nothing(clean_school: Path, tmp_path: Path) -> None:
    def forget(workbook: Workbook) -> None:
        workbook["期初余额"].delete_rows(opening_cell(workbook, "账户").row)

    for change in (forget, lambda workbook: workbook.remove(workbook["期初余额"])):
        done = january(clean_school, copied(clean_school, tmp_path, change))
        (found,) = json.loads(done.stdout)
        assert done.returncode == 1
        assert (found["book"]["opening"], found["adjusted"]["difference"]) == (None, None)


@pytest.mark.parametrize(("own", "fits"), [("", False), ("CNY", False), ("美元", True)])
def test_loose_statements_of_two_currencies_are_not_added_together(files: Path, own: str, fits: bool) -> None:
    for name, currency in (("对账单.csv", own), ("b.csv", "美元")):
        (files / name).write_text(f"币种：{currency},,,,,\n{BANK}", encoding="utf-8")
    done = run("--book", "日记账.csv", "--statement", "对账单.csv", "--statement", "b.csv", cwd=files)
    assert (done.returncode == 2) != fits, done.stderr
    assert ("人民币、美元" in done.stderr) != fits


def test_a_given_statement_in_a_second_currency_is_refused(clean_school: Path, tmp_path: Path) -> None:
    bank = (clean_school / "bank" / "基本户 2026-05.csv").read_bytes()
    encoding = "utf-8-sig" if bank.startswith(b"\xef\xbb\xbf") else "gb18030"
    given = tmp_path / "基本户 2026-05.csv"
    given.write_text(bank.decode(encoding).replace("人民币", "美元"), encoding="utf-8")
    with pytest.raises(CannotRun, match="里有基本户的美元明细，不能和这个账户的人民币明细加在一起。"):
        reconcile(Desk(clean_school, TODAY), "基本户", "2026-05", [given])
