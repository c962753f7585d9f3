"""A closed year becomes the next one: proved figure by figure, archived, or nothing at all is made."""

import hashlib
import json
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from tests.jobs.rollover.conftest import JANUARY, NOW, desk_of, frames, statement, write
from xlplan.excel.masters import workbook
from xlplan.findings import CannotRun, Severity
from xlplan.jobs.rollover import archive, carried
from xlplan.jobs.rollover import rollover as module
from xlplan.jobs.rollover.old import Old
from xlplan.jobs.rollover.rollover import Rolled, rollover
from xlplan.jobs.trail.chain import add, chain, keep, kept
from xlplan.jobs.trail.periods import reopen
from xlplan.jobs.trail.snapshot import snapshot
from xlplan.jobs.trail.verify import verify
from xlplan.jobs.writing import _part
from xlplan.reconcile.accounts import of_account
from xlplan.rules import book_rules
from xlplan.rules.judge import judge
from xlplan.screen.rollover import text
from xlplan.tables import MASTERS
from xlplan.tables.assets import AssetCard
from xlplan.tables.budget import BudgetLine
from xlplan.tables.ledger import OpeningBalance, OpenItem, VoucherLine
from xlplan.tables.office import SpecialDay, Term
from xlplan.tables.seals import written
from xlplan.tables.stores import Item

FIRST = date(2027, 1, 4)


@dataclass(frozen=True)
class Year:
    """Both offices, and what the old one was before."""

    old: Path
    before: dict[str, str]
    rolled: Rolled


def tree(folder: Path) -> dict[str, str]:
    """The checksum of every file of a folder."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def year(closed_year: Path, tmp_path_factory: pytest.TempPathFactory) -> Year:
    old = Path(shutil.copytree(closed_year, tmp_path_factory.mktemp("old") / "2026"))
    before = tree(old)
    return Year(old, before, rollover(desk_of(old), tmp_path_factory.mktemp("new") / "2027"))


@pytest.fixture
def new(year: Year, tmp_path: Path) -> Path:
    return Path(shutil.copytree(year.rolled.folder, tmp_path / "2027"))


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the packs of the months, which take a second each."""
    monkeypatch.setattr(archive, "_months", lambda desk, old: iter(()))


def test_the_next_year_begins_with_what_the_one_before_ended_with(year: Year) -> None:
    books = desk_of(year.rolled.folder).books()
    rows = books[OpeningBalance]
    opened = (rows[OpeningBalance.debit] - rows[OpeningBalance.credit]).set_axis(rows[OpeningBalance.account])
    assert opened.to_dict() == {
        "1001": 100_00, "100201": 1100_00, "1302": 40_00, "1601": 1800_00, "1602": -1220_00, "3001": -1820_00,
        "800102": 1200_00, "8101": -1200_00,
    }  # fmt: skip
    assert rows[OpeningBalance.bank_account].tolist() == ["", "基本户", *[""] * 6]
    cards, items = books[AssetCard], books[Item]
    assert cards[AssetCard.opening].tolist() == [1200_00, 20_00]
    assert items[[Item.opening_quantity, Item.opening_amount, Item.closed_quantity]].to_numpy().tolist() == [
        [20_000, 40_00, 20_000], [0, 0, 0],
    ]  # fmt: skip
    assert books[BudgetLine][[BudgetLine.year, BudgetLine.original, BudgetLine.last_year]].to_numpy().tolist() == [
        ["2027", 0, 1000_00], ["2027", 0, 1000_00],
    ]  # fmt: skip
    assert books[VoucherLine].empty


def test_nothing_is_wrong_in_the_new_office_in_january(year: Year) -> None:
    for day in (date(2027, 1, 1), FIRST):
        judged = judge(desk_of(year.rolled.folder, day).books())
        assert (judged.findings, judged.waiting) == ((), ())
    assert year.rolled.counts == dict.fromkeys(Severity, 0)


def test_what_the_bank_and_the_book_had_not_both_is_settled_in_january(new: Path) -> None:
    items = desk_of(new).books()[OpenItem]
    assert items[[OpenItem.side, OpenItem.reference, OpenItem.income, OpenItem.spending]].to_numpy().tolist() == [
        ["日记账", "7001", 0, 300_00], ["对账单", "", 15_00, 0],
    ]  # fmt: skip
    (new / "bank" / "基本户 2027-01.csv").write_text(statement(JANUARY, 1415_00, "2027-01"), encoding="utf-8")
    book = openpyxl.load_workbook(new / "workbooks" / "ledger.xlsx")
    for column, value in enumerate(
        ["基本户", date(2027, 1, 4), "记-1", "收到上年第四季度利息", "", "", 15, None], 1
    ):
        book["银行日记账"].cell(2, column, value)
    book["银行日记账"]["I2"], book["银行日记账"]["J2"] = 1115, date(2027, 1, 4)
    book.save(new / "workbooks" / "ledger.xlsx")
    books = desk_of(new, date(2027, 2, 2)).books()
    proof = of_account(books, "基本户")["2027-01"]
    assert (proof.difference, proof.proved, len(proof.book.open), len(proof.bank.open)) == (0, True, 0, 0)


def test_without_the_open_items_january_would_not_be_proved(new: Path) -> None:
    (new / "bank" / "基本户 2027-01.csv").write_text(statement(JANUARY, 1415_00, "2027-01"), encoding="utf-8")
    books = desk_of(new, date(2027, 2, 2)).books()
    assert of_account(books, "基本户")["2027-01"].difference == 0
    book = openpyxl.load_workbook(new / "workbooks" / "ledger.xlsx")
    book["年初未达"].delete_rows(2, 2)
    book.save(new / "workbooks" / "ledger.xlsx")
    books = desk_of(new, date(2027, 2, 2)).books()
    assert of_account(books, "基本户")["2027-01"].difference == -315_00


def test_only_the_terms_and_days_that_still_matter_come_along(year: Year) -> None:
    books = desk_of(year.rolled.folder).books()
    assert books[Term][Term.block].tolist() == ["第一学月", "第五学月"]
    assert books[SpecialDay][SpecialDay.name].tolist() == ["元旦"]


def test_the_old_office_is_as_it_was(year: Year) -> None:
    assert tree(year.old) == year.before


def test_the_old_year_is_a_pack_that_the_new_records_seal(year: Year) -> None:
    folder, content = year.rolled.folder, year.rolled.pack.read_bytes()
    (record,) = chain(folder)
    assert kept(folder, record.content["files"]["年度档案-2026.zip"]) == content
    assert record.content["before"]["hash"] == chain(year.old)[-1].hash
    assert verify(folder).misfit is None
    with zipfile.ZipFile(year.rolled.pack) as package:
        names = set(package.namelist())
        assert {
            "月度档案/月度档案-2026-11.zip",
            "月度档案/月度档案-2026-12.zip",
            "说明.txt",
            "结转核对.json",
        } <= names
        assert {
            "台账/workbooks/ledger.xlsx",
            "台账/bank/基本户 2026-12.csv",
            "记录/trail/000003.json",
        } <= names
        lines = json.loads(package.read("结转核对.json"))
    assert {
        "kind": "科目",
        "name": "1001 库存现金",
        "unit": "元",
        "closing": "100.00",
        "opening": "100.00",
    } in lines


def test_a_pack_that_is_tampered_with_is_told(new: Path) -> None:
    (record,) = chain(new)
    sha = record.content["files"]["年度档案-2026.zip"]
    (new / "records" / "objects" / sha[:2] / sha).write_bytes(b"other")
    misfit = verify(new).misfit
    assert misfit
    assert "年度档案-2026.zip" in misfit.message


def test_a_balance_of_the_year_before_that_is_changed_later_is_told(new: Path) -> None:
    change(new, "ledger.xlsx", "期初余额!C2", 90)
    change(new, "ledger.xlsx", "期初余额!E2", 90)
    found = judge(desk_of(new).books(), rules=[rule for rule in book_rules() if rule.id == "CLS-04"]).findings
    assert [(one.ref.cell, one.message) for one in found if one.rule.id == "CLS-04"] == [
        ("E2", "1001 上年年末余额（借减贷）写的是 90.00，换年时记下的是 100.00。")
    ]


def test_the_settings_come_along_but_for_the_day(year: Year) -> None:
    assert (year.rolled.folder / "xlplan.toml").read_text(encoding="utf-8") == "# 设置\nnotify = []\n"


def test_each_figure_and_what_became_of_each_sheet_is_shown(year: Year) -> None:
    lines = list(text(year.rolled))
    assert lines[0] == "2026 年结转到 2027 年，年初数等于上年末数，21 项全部相等："
    assert "  科目 100201 基本户：上年末 1,100.00，年初 1,100.00 元" in lines
    assert "  物品 2 种，数量、金额逐种相等，金额合计 40.00 元" in lines
    assert "  资产卡片 累计折旧：上年末 1,220.00，年初 1,220.00 元" in lines
    assert any(line.startswith("结出年初数：预算 2 行、期初余额 8 行、年初未达 2 行") for line in lines)
    assert any(line.startswith("从头记：豁免、预算调整、记账凭证、") for line in lines)


def refused(old: Path, day: date = FIRST) -> str:
    """Why a year is not rolled over; nothing is left of the new one."""
    folder = old.parent / "2027"
    with pytest.raises(CannotRun) as told:
        rollover(desk_of(old, day), folder)
    assert {path.name for path in old.parent.iterdir()} == {old.name}
    return str(told.value)


@pytest.mark.usefixtures("quick")
def test_a_folder_with_something_in_it_stays_as_it_is(old: Path) -> None:
    folder = old.parent / "2027"
    rollover(desk_of(old), folder)
    before = tree(folder)
    with pytest.raises(CannotRun, match="里已经有内容，没有改动它"):
        rollover(desk_of(old), folder)
    assert tree(folder) == before


@pytest.mark.usefixtures("quick")
def test_an_empty_folder_is_taken(old: Path) -> None:
    (old.parent / "2027").mkdir()
    assert rollover(desk_of(old), old.parent / "2027").folder.is_dir()


def test_no_year_is_put_into_the_one_before(old: Path) -> None:
    with pytest.raises(CannotRun, match="在旧的单位文件夹里面"):
        rollover(desk_of(old), old / "2027")


def test_an_open_month_keeps_the_year_from_being_rolled_over(old: Path) -> None:
    reopen(desk_of(old), "2026-12", "补一张凭证")
    assert refused(old) == (
        "2026 年还不能结转，没有建新的：2026-12 还没有结账，用 xlplan close 一个月一个月结好再做。"
    )


def test_the_running_year_is_told_all_its_open_months(tmp_path: Path) -> None:
    office = tmp_path / "2026"
    write(office, frames(transferred=False))
    assert "2026-11、2026-12 还没有结账" in refused(office, date(2026, 11, 30))


def test_a_year_whose_end_is_not_transferred_is_told_its_accounts(tmp_path: Path) -> None:
    office = tmp_path / "2026"
    write(office, frames(transferred=False))
    desk = desk_of(office)
    taken = snapshot(desk)
    for month in ("2026-11", "2026-12"):
        seal = keep(office, written({}).encode())
        add(desk, "close", {"month": month, "snapshot": taken.number, "seal": seal, "rows": {}})
    assert refused(office) == (
        "2026 年还不能结转，没有建新的：年末还没有结转：4001 财政拨款收入 500.00、5101 单位管理费用 340.00、"
        "6001 财政拨款预算收入 500.00 等 4 个科目还有余额。照核算中心的年末结转凭证记进 2026-12"
        "（类型写 结账，已经结账的先用 xlplan reopen 打开），再结一次账。"
    )


def change(old: Path, workbook: str, cell: str, value: object) -> None:
    path = old / "workbooks" / workbook
    book = openpyxl.load_workbook(path)
    sheet, place = cell.split("!")
    book[sheet][place] = value
    book.save(path)


def test_a_closed_month_that_was_changed_keeps_the_year_from_being_rolled_over(old: Path) -> None:
    sheets = frames()
    sheets[VoucherLine].loc[2, VoucherLine.summary] = "计提折旧（改）"
    content = workbook(MASTERS["ledger.xlsx"], sheets, lists=sheets)
    (old / "workbooks" / "ledger.xlsx").write_bytes(content)
    assert "已经结账的月份后来改过" in refused(old)


def test_a_row_that_cannot_be_read_would_be_lost(old: Path) -> None:
    change(old, "stores.xlsx", "物品!F2", "三十包")
    assert "stores.xlsx 的“物品”有单元格读不出来" in refused(old)


def test_without_the_last_statement_the_open_items_would_be_lost(old: Path) -> None:
    (statement,) = (old / "bank").glob("*2026-12*")
    statement.unlink()
    assert "基本户 没有 2026-12 的对账单" in refused(old)


def test_a_figure_that_differs_leaves_nothing(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def spoilt(own: Old) -> dict[type, pd.DataFrame]:
        sheets = carried.carried(own)
        sheets[OpeningBalance].loc[2, OpeningBalance.debit] += 1
        return sheets

    monkeypatch.setattr(module, "carried", spoilt)
    assert refused(old) == (
        "年初和上年末不相等，没有建新的：科目 1001 库存现金 上年末 100.00，年初 100.01；现金日记账 1001 上年末 100.00，年初 100.01。"
    )


@pytest.mark.usefixtures("quick")
def test_masters_that_are_saved_meanwhile_leave_nothing(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def saved(*asked: object) -> Iterator[None]:
        change(old, "plan.xlsx", "目标!D2", "100%")
        return iter(())

    monkeypatch.setattr(archive, "_months", saved)
    assert "刚刚又保存过" in refused(old)


def test_a_run_that_is_broken_off_leaves_nothing(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*asked: object) -> bytes:
        raise KeyboardInterrupt

    monkeypatch.setattr(module, "archive", broken)
    with pytest.raises(KeyboardInterrupt):
        rollover(desk_of(old), old.parent / "2027")
    assert {path.name for path in old.parent.iterdir()} == {old.name}


@pytest.mark.usefixtures("quick")
def test_what_a_killed_run_left_is_swept_by_the_next(old: Path) -> None:
    own = _part("2027")
    dead = old.parent / f"{own.rsplit('-', 2)[0]}-999999-abc.part"
    (dead / "2027" / "workbooks").mkdir(parents=True)
    rollover(desk_of(old), old.parent / "2027")
    assert {path.name for path in old.parent.iterdir()} == {"2026", "2027"}


@pytest.mark.usefixtures("quick")
def test_what_was_written_for_january_already_goes_into_the_new_book(old: Path) -> None:
    path = old / "workbooks" / "plan.xlsx"
    book = openpyxl.load_workbook(path)
    told: dict[str, list[int | date | str | None]] = {
        "公示登记": [
            "财务收支",
            "2026-12",
            date(2027, 1, 4),
            None,
            "校门公示栏",
            1,
            1,
            "公示/甲.jpg、../乙.jpg",
            0,
            "张华",
        ],
        "上报登记": ["个税申报", "2026-12", date(2027, 1, 4), "", "张华"],
        "检查": [date(2027, 1, 4), "月度安全排查", "全校", "张华", "", "合格"],
    }
    for sheet, cells in told.items():
        for column, value in enumerate(cells, 1):
            book[sheet].cell(2, column, value)
    book.save(path)
    (old / "photos" / "公示").mkdir(parents=True)
    for photo in ("photos/公示/甲.jpg", "photos/公示/丙.jpg", "乙.jpg"):
        (old / photo).write_bytes(b"picture")
    rolled = rollover(desk_of(old), old.parent / "2027")
    assert ("检查", 1) in rolled.sheets[carried.Manner.RUNNING]
    assert [name for name in tree(rolled.folder) if name.endswith(".jpg")] == ["photos/公示/甲.jpg"]
    assert ("上报登记", 1) in rolled.sheets[carried.Manner.RUNNING]
    assert ("公示登记", 1) in rolled.sheets[carried.Manner.RUNNING]


def test_the_time_of_the_record_is_that_of_the_clock(year: Year) -> None:
    assert chain(year.rolled.folder)[0].at == NOW
