"""The command line keeps its contract: exit codes, one line on stderr, one JSON document on stdout."""

import json
import os
import shutil
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.reconcile.lists import statement
from xlplan import demo
from xlplan.demo.banks import movements
from xlplan.money import yuan
from xlplan.screen import statement as screen
from xlplan.tables import MASTERS


def xlplan(*words: object, cwd: Path, code: int, encoding: str = "utf-8") -> subprocess.CompletedProcess[str]:
    """Run a command in a process of its own and expect its exit code."""
    run = subprocess.run(
        [sys.executable, "-m", "xlplan", *map(str, words)],
        cwd=cwd,
        capture_output=True,
        encoding=encoding,
        env=os.environ | {"PYTHONIOENCODING": encoding},
    )
    assert run.returncode == code, (run.stdout[-2000:], run.stderr)
    return run


@pytest.fixture
def copy(clean_school: Path, tmp_path: Path) -> Path:
    shutil.copytree(clean_school, tmp_path / "office")
    return tmp_path / "office"


def document(run: subprocess.CompletedProcess[str]) -> Any:
    return json.loads(run.stdout)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / "workbooks").iterdir()}


def test_a_clean_office_has_no_finding_of_any_severity_and_exits_0(clean_school: Path) -> None:
    found = document(xlplan("check", "--json", cwd=clean_school, code=0))
    assert found["findings"] == found["waiting"] == found["refused"] == []
    assert found["counts"] == {"error": 0, "warning": 0, "note": 0}


def test_an_office_with_errors_exits_1_and_lists_them_in_sheet_order(spoilt_school: Path) -> None:
    found = document(xlplan("check", "--json", cwd=spoilt_school, code=1))
    assert found["counts"]["error"] > 10
    assert {"rule", "severity", "workbook", "sheet", "cell", "message", "fix", "basis"} == set(
        found["findings"][0]
    )
    books = list(dict.fromkeys(finding["workbook"] for finding in found["findings"]))
    assert books[: len(MASTERS)] == [*MASTERS]
    others = books[len(MASTERS) :]
    assert {"bank/基本户 2026-10.csv", "bank/食堂户 2026-05.xls"} == {
        one for one in others if one[:7] != "centre/"
    }
    assert {"workbook", "sheet", "rows", "left_out"} == set(found["tables"][0])


def test_every_finding_is_shown_with_its_place_the_fact_and_what_to_do(spoilt_school: Path) -> None:
    lines = xlplan("check", cwd=spoilt_school, code=1).stdout.splitlines()
    place = next(at for at, line in enumerate(lines) if line.startswith("错误 VCH-01"))
    assert "ledger.xlsx 记账凭证!" in lines[place]
    assert "借方合计" in lines[place + 1]
    assert lines[place + 2].startswith("  怎么改：")


def test_no_month_from_january_to_march_has_a_finding(spoilt_school: Path) -> None:
    for month in ("2026-01", "2026-02", "2026-03"):
        assert (
            document(xlplan("check", "--json", "--month", month, cwd=spoilt_school, code=0))["findings"] == []
        )


def test_only_the_workbook_asked_for_is_judged(spoilt_school: Path) -> None:
    found = document(xlplan("check", "plan.xlsx", "--json", cwd=spoilt_school, code=1))
    assert {finding["workbook"] for finding in found["findings"]} == {"plan.xlsx"}


def test_a_copy_is_checked_in_place_of_its_master(copy: Path, spoilt_school: Path, tmp_path: Path) -> None:
    other = tmp_path / "账本 副本(2).xlsx"
    shutil.copy(spoilt_school / "workbooks" / "ledger.xlsx", other)
    found = document(xlplan("check", other, "--json", cwd=copy, code=1))
    assert {finding["workbook"] for finding in found["findings"]} == {"ledger.xlsx"}


def test_a_missing_workbook_exits_2_and_the_others_are_checked_all_the_same(copy: Path) -> None:
    (copy / "workbooks" / "plan.xlsx").unlink()
    run = xlplan("check", "--json", cwd=copy, code=2)
    found = document(run)
    assert found["refused"] == [{"workbook": "plan.xlsx", "reason": "找不到工作簿 plan.xlsx。"}]
    assert "ledger.xlsx" in {table["workbook"] for table in found["tables"]}
    assert {waiting["rule"] for waiting in found["waiting"]} >= {"PLN-01", "TGT-01"}
    assert xlplan("check", cwd=copy, code=2).stderr == "找不到工作簿 plan.xlsx。\n"


def test_a_workbook_that_was_not_asked_for_may_be_missing(copy: Path) -> None:
    (copy / "workbooks" / "plan.xlsx").unlink()
    xlplan("check", "ledger.xlsx", cwd=copy, code=0)


def test_a_workbook_that_an_office_does_without_is_told_in_one_line_and_holds_nothing_back(
    copy: Path,
) -> None:
    full = document(xlplan("check", "--json", cwd=copy, code=0))
    (copy / "workbooks" / "claims.xlsx").unlink()
    found = document(xlplan("check", "--json", cwd=copy, code=0))
    tables = [table for table in full["tables"] if table["workbook"] != "claims.xlsx"]
    assert found == full | {"tables": tables}
    assert len(full["tables"]) - len(tables) == len(MASTERS["claims.xlsx"])
    lines = xlplan("check", cwd=copy, code=0).stdout.splitlines()
    assert lines == ["没有 claims.xlsx，不查报销、采购。", "共错误 0 个，警告 0 个，提示 0 个。"]


def test_a_workbook_of_another_name_is_told_and_one_that_is_gone_is_missed(copy: Path) -> None:
    xlplan("nightly", cwd=copy, code=0)
    (copy / "workbooks" / "claims.xlsx").rename(copy / "workbooks" / "claims-副本.xlsx")
    told = xlplan("check", cwd=copy, code=0).stdout.splitlines()
    assert "workbooks/claims-副本.xlsx 不是台账的名字，没有读。" in told
    missed = "claims.xlsx 以前有，现在不在 workbooks 里：是不是改了名、移走了？"
    assert missed in told
    assert missed in xlplan("nightly", cwd=copy, code=0).stdout.splitlines()
    assert "claims.xlsx 以前有，现在不在 workbooks 里，没有检查。" in (
        copy / "papers" / "今日.html"
    ).read_text("utf-8")


def test_a_paper_that_is_asked_for_by_name_cannot_be_made_without_its_workbook(copy: Path) -> None:
    (copy / "workbooks" / "payroll.xlsx").unlink()
    assert xlplan("paper", "工资审核表", "2026-10", cwd=copy, code=2).stderr == "没有 payroll.xlsx。\n"


def test_a_name_that_no_master_has_is_told_with_the_names_that_there_are(copy: Path) -> None:
    told = xlplan("check", "安全.xlsx", cwd=copy, code=2).stderr
    assert told.startswith("没有 安全.xlsx 这个文件；台账有 office.xlsx（单位、人员、参数）、")
    assert "safety.xlsx（安全）" in told


def test_a_workbook_that_is_asked_for_by_name_must_be_there(copy: Path) -> None:
    xlplan("check", "claims.xlsx", cwd=copy, code=0)
    (copy / "workbooks" / "claims.xlsx").unlink()
    run = xlplan("check", "claims.xlsx", "--json", cwd=copy, code=2)
    assert document(run)["refused"] == [{"workbook": "claims.xlsx", "reason": "找不到工作簿 claims.xlsx。"}]
    assert "没有 claims.xlsx" not in xlplan("check", "claims.xlsx", cwd=copy, code=2).stdout


def test_a_workbook_that_is_there_and_cannot_be_read_is_not_one_that_nobody_keeps(copy: Path) -> None:
    (copy / "workbooks" / "claims.xlsx").write_bytes(b"")
    found = document(xlplan("check", "--json", cwd=copy, code=2))
    assert [refused["workbook"] for refused in found["refused"]] == ["claims.xlsx"]


@pytest.mark.parametrize(
    "words",
    [["chek"], ["check", "--nope"], ["explain", "XYZ-9"], ["check", "--date", "soon"],
     ["check", "--month", "2026"], ["check", "nothing.xlsx"], ["check", "--office", "nowhere"]],
    ids=" ".join,
)  # fmt: skip
def test_what_cannot_run_exits_2_with_one_line(words: list[str], clean_school: Path) -> None:
    run = xlplan(*words, cwd=clean_school, code=2)
    assert run.stderr.count("\n") == 1
    assert "Traceback" not in run.stderr
    assert "error" in document(xlplan(*words, "--json", cwd=clean_school, code=2))


def test_outside_an_office_a_check_says_so(tmp_path: Path) -> None:
    assert "找不到 xlplan.toml" in xlplan("check", cwd=tmp_path, code=2).stderr


def test_an_office_is_found_from_a_folder_inside_it(clean_school: Path) -> None:
    xlplan("check", cwd=clean_school / "papers", code=0)


def test_a_new_office_is_never_made_over_something(copy: Path) -> None:
    before = contents(copy)
    assert "已经有内容" in xlplan("new", copy, cwd=copy, code=2).stderr
    assert contents(copy) == before


def test_a_year_that_is_not_over_is_not_rolled_over(copy: Path) -> None:
    told = xlplan("new", copy.parent / "2027", "--from", copy, cwd=copy, code=2).stderr
    assert "2026 年还不能结转，没有建新的：" in told
    assert "还没有结账" in told
    assert not (copy.parent / "2027").exists()


def test_a_demo_school_is_rolled_over_from_nothing(copy: Path) -> None:
    told = xlplan("new", copy.parent / "2027", "--from", copy, "--demo", cwd=copy, code=2).stderr
    assert "--from 不和 --demo、--clean 一起用。" in told


def test_a_new_office_can_be_checked(tmp_path: Path) -> None:
    xlplan("new", "office", cwd=tmp_path, code=0)
    found = document(xlplan("check", "--json", "--office", "office", cwd=tmp_path, code=1))
    # Its only errors are the county's document numbers, which the clerk has to fill in.
    assert {finding["rule"] for finding in found["findings"]} == {"GEN-02"}


def test_the_date_can_be_given(clean_school: Path) -> None:
    found = document(xlplan("check", "--json", "--date", "2026-10-30", cwd=clean_school, code=1))
    assert "VCH-03" in {finding["rule"] for finding in found["findings"]}


def test_a_console_that_knows_only_gbk_never_crashes(copy: Path) -> None:
    run = xlplan("explain", "VCH-01", cwd=copy, code=0, encoding="gbk")
    assert "凭证借贷不平" in run.stdout
    rare = copy.parent / "𠮷.xlsx"
    assert "U00020bb7" in xlplan("check", rare, cwd=copy, code=2, encoding="gbk").stderr


def test_tables_are_described_for_programs(clean_school: Path) -> None:
    tables = document(xlplan("tables", "--json", cwd=clean_school, code=0))
    lines = next(table for table in tables if table["sheet"] == "记账凭证")
    assert lines["name"] == "VoucherLine"
    debit = next(column for column in lines["columns"] if column["header"] == "借方")
    assert (debit["name"], debit["kind"], debit["required"]) == ("debit", "money", False)


def test_a_night_leaves_the_masters_as_they_were(spoilt_school: Path, tmp_path: Path) -> None:
    office = Path(shutil.copytree(spoilt_school, tmp_path / "office"))
    night = xlplan("nightly", cwd=office, code=1)
    assert contents(office) == contents(spoilt_school)
    assert len(night.stdout.splitlines()) <= 24
    assert (office / "papers" / "2026-11" / "检查结果.xlsx").exists()


def test_a_night_makes_its_paper_although_a_workbook_is_broken(copy: Path) -> None:
    (copy / "workbooks" / "budget.xlsx").write_bytes(b"PK")
    night = xlplan("nightly", "--date", "2026-01-31", cwd=copy, code=2)
    assert "没有做成：读 budget.xlsx" in night.stdout
    assert (copy / "papers" / "2026-01" / "检查结果.xlsx").exists()


def test_a_clean_office_balances_month_by_month_and_its_leaves_add_up(clean_school: Path) -> None:
    sums = ("opening", "debit", "credit", "closing", "year_debit", "year_credit")
    before: dict[str, str] = {}
    for month in ("2026-09", "2026-10", "2026-11"):
        found = document(xlplan("balance", "--json", "--month", month, cwd=clean_school, code=0))
        assert (found["month"], found["balanced"]) == (month, True)
        assert set(found["accounts"][0]) == {"account", "name", *sums}
        for half, digits in (("financial", "12345"), ("budget", "678")):
            own = [account for account in found["accounts"] if account["account"][0] in digits]
            assert {name: f"{sum(Decimal(account[name]) for account in own):.2f}" for name in sums} == found[
                "totals"
            ][half]
            assert found["totals"][half]["closing"] == "0.00"
        opening = {account["account"]: account["opening"] for account in found["accounts"]}
        assert before.items() <= opening.items()
        before = {account["account"]: account["closing"] for account in found["accounts"]}


def test_the_budget_is_told_beside_the_time_that_is_gone(clean_school: Path) -> None:
    found = document(xlplan("balance", "--json", "--date", "2026-06-30", cwd=clean_school, code=0))
    assert (found["month"], found["time_progress"]) == ("2026-06", 0.5)
    lines = {line["number"]: line for line in found["budget"]}
    assert list(lines["G16"]) == [
        "number", "direction", "item", "original", "change", "adjusted", "done", "left", "committed",
        "available", "progress",
    ]  # fmt: skip
    for line in lines.values():
        assert Decimal(line["original"]) + Decimal(line["change"]) == Decimal(line["adjusted"])
        assert Decimal(line["done"]) + Decimal(line["left"]) == Decimal(line["adjusted"])
    assert {line["direction"] for line in lines.values()} == {"收入", "支出"}


def test_vouchers_after_the_day_do_not_count(clean_school: Path) -> None:
    early, late = (
        document(xlplan("balance", "--json", "--date", day, cwd=clean_school, code=0))
        for day in ("2026-11-10", "2026-11-30")
    )
    assert Decimal(early["totals"]["budget"]["debit"]) < Decimal(late["totals"]["budget"]["debit"])


def test_an_unbalanced_voucher_unbalances_its_month_and_those_after_it(spoilt_school: Path) -> None:
    xlplan("balance", "--month", "2026-09", cwd=spoilt_school, code=0)
    shown = xlplan("balance", "--month", "2026-10", cwd=spoilt_school, code=1).stdout
    assert "试算不平衡：财务会计" in shown
    assert "预算执行（到 2026-10-31，时间进度 83.3%）" in shown
    assert not document(xlplan("balance", "--json", cwd=spoilt_school, code=1))["balanced"]


def test_a_balance_without_all_rows_is_refused(copy: Path) -> None:
    path = copy / "workbooks" / "ledger.xlsx"
    book = openpyxl.load_workbook(path)
    book["记账凭证"]["E2"] = "一百元"
    book.save(path)
    run = xlplan("balance", cwd=copy, code=2)
    assert (run.stdout, run.stderr.count("\n")) == ("", 1)
    assert "“记账凭证”有 " in run.stderr
    assert "error" in document(xlplan("balance", "--json", cwd=copy, code=2))


def test_a_balance_without_all_claims_lacks_what_they_hold_and_says_why(copy: Path) -> None:
    path = copy / "workbooks" / "claims.xlsx"
    whole = document(xlplan("balance", "--json", cwd=copy, code=0))
    book = openpyxl.load_workbook(path)
    book["报销单"]["G2"] = "一百元"
    book.save(path)
    torn = document(xlplan("balance", "--json", cwd=copy, code=0))
    assert torn.pop("waiting") == "已批未付、可用没有算出来：“报销单”有 1 行因单元格读不出来没有参加检查。"
    for line in whole["budget"]:
        line.pop("committed", None)
        line.pop("available", None)
    assert torn == whole
    assert "已批未付、可用没有算出来" in xlplan("balance", cwd=copy, code=0).stdout


@pytest.mark.parametrize(("month", "says"), [("2027-01", "还没有到"), ("2025-12", "记的是 2026 年的账")])
def test_a_month_that_the_ledger_does_not_have_is_refused(month: str, says: str, clean_school: Path) -> None:
    assert says in xlplan("balance", "--month", month, cwd=clean_school, code=2).stderr


def test_a_balance_of_a_ledger_that_cannot_be_opened_is_refused(copy: Path) -> None:
    (copy / "workbooks" / "ledger.xlsx").unlink()
    assert xlplan("balance", cwd=copy, code=2).stderr == "找不到工作簿 ledger.xlsx。\n"


def test_a_crash_is_never_taken_for_a_finding(copy: Path, tmp_path: Path) -> None:
    package = tmp_path / "src"
    shutil.copytree(Path(__file__).parents[1] / "src", package)
    rule = package / "xlplan" / "rules" / "voucher" / "vch05_vague_summary.py"
    rule.write_text(
        rule.read_text(encoding="utf-8").replace("books[VoucherLine]", "books[None]"), encoding="utf-8"
    )
    run = subprocess.run(
        [sys.executable, "-m", "xlplan", "check"],
        cwd=copy,
        capture_output=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONPATH": str(package), "PYTHONIOENCODING": "utf-8"},
    )
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr.startswith("程序出错，不是账的错")
    assert "Traceback" in (copy / "records" / "程序出错.log").read_text(encoding="utf-8")


def test_two_copies_of_one_master_are_refused(copy: Path, tmp_path: Path) -> None:
    other = tmp_path / "另一本.xlsx"
    shutil.copy(copy / "workbooks" / "ledger.xlsx", other)
    assert "一次只能查一个" in xlplan("check", "ledger.xlsx", other, cwd=copy, code=2).stderr


def test_a_missing_sheet_stands_against_every_month(copy: Path) -> None:
    book = openpyxl.load_workbook(copy / "workbooks" / "plan.xlsx")
    del book["通知"]
    book.save(copy / "workbooks" / "plan.xlsx")
    found = document(xlplan("check", "plan.xlsx", "--month", "2026-02", "--json", cwd=copy, code=1))
    assert [(finding["rule"], finding["cell"]) for finding in found["findings"]] == [("TAB-14", "")]


def test_without_a_console_a_check_still_says_by_its_exit_code_how_it_went(
    clean_school: Path, spoilt_school: Path
) -> None:
    for folder, code in ((clean_school, 0), (spoilt_school, 1)):
        command = f"{sys.executable} -m xlplan check >&- 2>&-"
        assert subprocess.run(command, shell=True, cwd=folder).returncode == code


def test_a_statement_is_one_document_of_the_contract(clean_school: Path) -> None:
    found = document(
        xlplan("statement", clean_school / "bank" / "基本户 2026-08.csv", "--json", cwd=clean_school, code=0)
    )
    keys = "bank account encoding header_row rows opening closing sum_in sum_out declared problems"
    assert list(found) == keys.split()
    assert (found["bank"], found["account"]) == ("农村信用社", "8210330180012600457")
    assert (found["encoding"], found["header_row"], found["problems"]) == ("gb18030", 5, [])
    first = found["rows"][0]
    assert list(first) == ["row", "date", "time", "amount", "balance", "counterparty", "summary", "reference"]
    assert (first["row"], first["date"]) == (6, "2026-08-03")
    rows = movements(demo.happened())["基本户", "2026-08"]
    assert [row["amount"] for row in found["rows"]] == [yuan(row.amount) for row in rows]
    assert found["declared"]["sum_out"] == found["sum_out"]
    assert found["rows"][-1]["balance"] == found["closing"]


def test_a_statement_on_the_screen_says_whose_it_is_and_how_much_moved(clean_school: Path) -> None:
    run = xlplan("statement", clean_school / "bank" / "食堂户 2026-02.xls", cwd=clean_school, code=0)
    assert run.stdout.startswith("食堂户 2026-02.xls：农业银行，账号 22915601040003921\n")
    rows = movements(demo.happened())["食堂户", "2026-02"]
    assert f"，{len(rows)} 笔" in run.stdout
    assert run.stdout.endswith("余额逐行核对，没有发现问题。\n")


def test_a_statement_that_does_not_hold_exits_1_and_one_that_cannot_be_read_2(copy: Path) -> None:
    path = copy / "bank" / "基本户 2026-08.csv"
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:7] + lines[8:]))
    found = document(xlplan("statement", path, "--json", cwd=copy, code=1))
    kinds = [problem["kind"] for problem in found["problems"]]
    assert kinds == ["declared_total", "balance_break", "declared_total"]
    assert xlplan("statement", path, cwd=copy, code=1).stdout.count("\n问题：") == 3
    path.write_bytes(b"".join(lines[5:]))
    run = xlplan("statement", path, "--json", cwd=copy, code=2)
    assert document(run)["error"] == run.stderr.strip()
    assert "找不到表头" in run.stderr
    assert run.stderr.count("\n") == 1


def test_a_bank_file_that_cannot_be_placed_is_shown_unless_a_workbook_is_asked_for(copy: Path) -> None:
    (copy / "bank" / "其他.csv").write_text("日期,金额\n2026-10-08,-5\n", encoding="utf-8")
    found = document(xlplan("check", "--json", cwd=copy, code=2))
    assert found["refused"] == [
        {
            "workbook": "bank/其他.csv",
            "reason": "其他.csv 里和文件名里都没有账号，不知道是哪个账户。请把账号写进文件名。",
        }
    ]
    assert document(xlplan("check", "ledger.xlsx", "--json", cwd=copy, code=0))["refused"] == []


def test_a_month_that_is_still_to_come_is_not_checked(clean_school: Path) -> None:
    assert "2027-05 还没有到" in xlplan("check", "--month", "2027-05", cwd=clean_school, code=2).stderr


def test_a_year_without_a_voucher_has_no_balance(clean_school: Path) -> None:
    assert "没有 2025 年的凭证" in xlplan("balance", "--date", "2025-12-31", cwd=clean_school, code=2).stderr


def test_a_statement_without_a_row_is_shown_as_such() -> None:
    shown = "\n".join(screen.text(statement([], 500)))
    assert "没有明细（表头在第 1 行）" in shown
    assert "NaT" not in shown
