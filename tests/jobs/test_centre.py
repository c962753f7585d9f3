"""xlplan reconcile --centre: the demo school's ledger against the books of the county's accounting centre."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from xlplan.demo import TODAY
from xlplan.findings import CannotRun
from xlplan.jobs.centre import centre
from xlplan.jobs.check import check
from xlplan.jobs.desk import Desk
from xlplan.jobs.trail.snapshot import files_of, snapshot
from xlplan.money import grouped
from xlplan.reconcile.centre import compared
from xlplan.tables.statement import row_of


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "xlplan", "reconcile", *arguments], cwd=cwd, capture_output=True, encoding="utf-8"
    )  # fmt: skip


def documents(*arguments: str, cwd: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run(*arguments, "--json", cwd=cwd).stdout)
    return found


def test_the_clean_school_agrees_account_by_account_in_the_last_month_that_is_given(
    clean_school: Path,
) -> None:
    done = run("--centre", cwd=clean_school)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[-1].endswith("个科目，全部相符。")
    assert all(" 2026-10：" in line and line.endswith("相符。") for line in lines[:-1])


def test_a_line_on_the_wrong_account_is_explained_on_both_accounts(spoilt_school: Path) -> None:
    done = run("5101", "--month", "2026-08", cwd=spoilt_school)
    assert done.returncode == 1
    assert "单位已记、核算中心未记  2026-08-18" in done.stdout
    assert "和 5001 核算中心账第 " in done.stdout
    assert "可能记错了科目" in done.stdout


def test_the_document_is_that_of_a_bank_account(spoilt_school: Path) -> None:
    ours = documents("1002", "--centre", "--month", "2026-04", cwd=spoilt_school)
    banks = documents("--month", "2026-04", cwd=spoilt_school)
    assert [one.keys() for one in ours] == [one.keys() for one in banks]
    assert [one["account"] for one in ours] == ["100201", "100202"]
    assert {one["adjusted"]["difference"] for one in ours} == {"0.00"}


def test_every_row_is_in_one_place(spoilt_school: Path) -> None:
    for proof in centre(Desk(spoilt_school, TODAY), "1001", "2026-04").proofs:
        for side in (proof.book, proof.bank):
            rows = [*side.rows.index]
            placed = [
                *side.grouped.index[side.grouped.index.isin(rows)],
                *side.open.index[side.open["组"] == 0],
            ]
            assert sorted(rows) == sorted(set(placed) & set(rows))
        assert proof.difference == 0


def test_a_month_with_balances_only_is_proved_by_them(office: Path) -> None:
    for path in (office / "centre").iterdir():
        path.unlink()
    table = "科目代码,科目名称,期初借方余额,期初贷方余额,本期借方,本期贷方,期末借方余额,期末贷方余额\n3001,累计盈余,,{},,,,{}\n"
    opening = -int(compared(Desk(office, TODAY).books()).openings.set_index("科目代码").at["3001", "贷方"])
    fen = grouped(-opening).replace(",", "")
    (office / "centre" / "余额表 2026-10.csv").write_text(table.format(fen, fen), encoding="gb18030")
    (proof,) = centre(Desk(office, TODAY)).proofs
    assert (proof.account, proof.month, proof.proved) == ("3001", "2026-10", True)
    (office / "centre" / "余额表 2026-10.csv").write_text(table.format(f"1{fen}", fen), encoding="gb18030")
    (proof,) = centre(Desk(office, TODAY)).proofs
    assert (proof.book.opening, proof.bank.opening) == (opening, -int(f"1{fen}".replace(".", "")))
    (found,) = check(Desk(office, TODAY)).judgement.findings
    assert (found.rule.id, str(found.ref)) == ("CLS-03", "期初余额!A8")


def test_an_account_that_a_whole_table_of_balances_leaves_out_is_told_in_the_chart(office: Path) -> None:
    for path in (office / "centre").iterdir():
        path.unlink()
    head = "科目代码,期初借方余额,期初贷方余额,本期借方,本期贷方,期末借方余额,期末贷方余额\n"
    both = compared(Desk(office, TODAY).books())
    assert both.figures.empty
    table = f"{head}1001,5,,7,7,5,\n5001,,,7,7,,\n"
    (office / "centre" / "余额表 2026-10.csv").write_text(table, encoding="gb18030")
    found = check(Desk(office, TODAY)).judgement.findings
    assert {finding.rule.id for finding in found} == {"CLS-03"}
    told = {finding.message.split()[1] for finding in found}
    assert {"1001", "100201", "5001", "4001"} <= told
    assert not told & {"7201", "6001"}


def test_without_the_centres_books_there_is_one_sentence(office: Path) -> None:
    shutil.rmtree(office / "centre")
    with pytest.raises(CannotRun, match="centre 文件夹里没有核算中心本年的账，不能对账。"):
        centre(Desk(office, TODAY))
    assert check(Desk(office, TODAY)).judgement.findings == ()


def test_an_account_or_a_month_that_the_centre_has_not_is_one_sentence(clean_school: Path) -> None:
    with pytest.raises(CannotRun, match="没有科目 9999"):
        centre(Desk(clean_school, TODAY), "9999")
    with pytest.raises(CannotRun, match="没有核算中心 2026-11 的账，只有 2026-01"):
        centre(Desk(clean_school, TODAY), month="2026-11")


def test_a_file_of_the_centre_that_cannot_be_read_is_told_by_the_check(office: Path) -> None:
    (office / "centre" / "通讯录.csv").write_text("姓名,电话\n周文斌,0851\n", encoding="utf-8")
    found = check(Desk(office, TODAY))
    assert list(found.refused) == ["centre/通讯录.csv"]
    assert found.books.refused == found.refused
    assert found.judgement.findings == ()


def test_a_snapshot_keeps_what_the_centre_gave(office: Path) -> None:
    kept = files_of(snapshot(Desk(office, TODAY)))
    assert {f"centre/{path.name}" for path in (office / "centre").iterdir()} <= set(kept)


def test_a_row_of_the_centre_is_named_as_its_file_shows_it(spoilt_school: Path) -> None:
    (found,) = documents("1218", "--centre", "--month", "2026-04", cwd=spoilt_school)
    (row,) = found["open"]["bank_in"]
    lines = (
        (spoilt_school / "centre" / "核算中心明细账 2026-04.csv").read_text(encoding="gb18030").splitlines()
    )
    assert "钟国庆借" in lines[row["row"] - 1]
    assert row_of(row["row"]) == row["row"]
