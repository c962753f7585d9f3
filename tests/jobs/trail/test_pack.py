"""The pack of a month holds its papers and where they come from; the same snapshot gives the same bytes."""

import json
import shutil
import zipfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from xlplan import __version__
from xlplan.findings import CannotRun, Severity
from xlplan.jobs.desk import Desk
from xlplan.jobs.trail.chain import add, chain, sha256
from xlplan.jobs.trail.contents import EXEMPTIONS, FINDINGS, NOTE, SOURCES
from xlplan.jobs.trail.pack import Pack, pack
from xlplan.jobs.trail.snapshot import files_of, skipped_of, snapshot
from xlplan.rules import every_rule
from xlplan.screen.trail import packed

from .conftest import NOW, zipped

MONTH = "2026-01"
LACKING = "2026-01 目标完成情况.xlsx：“学期”表里没有 2026-01-31 以前开始的学期。"


@dataclass(frozen=True)
class Packed:
    """A pack and the desk it was made at."""

    desk: Desk
    made: Pack

    @property
    def content(self) -> bytes:
        return self.made.path.read_bytes()

    def files(self) -> dict[str, bytes]:
        with zipfile.ZipFile(self.made.path) as package:
            return {name: package.read(name) for name in package.namelist()}

    def document(self, name: str) -> Any:
        return json.loads(self.files()[name])


@pytest.fixture(scope="module")
def closed(clean_school: Path, tmp_path_factory: pytest.TempPathFactory) -> Packed:
    """A month that is closed, in an office with an exemption that holds and one that has expired."""
    office = Path(shutil.copytree(clean_school, tmp_path_factory.mktemp("pack") / "school"))
    for path in (office / "bank").iterdir():  # to have less to reconcile
        if MONTH not in path.name:
            path.unlink()
    exempt(office / "workbooks" / "office.xlsx")
    desk = Desk(office, date(2026, 11, 30), now=lambda: NOW)
    taken = snapshot(desk)
    add(desk, "close", {"month": MONTH, "snapshot": taken.number, "rows": {}})
    return Packed(desk, pack(desk, MONTH))


def exempt(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    for row, expires in enumerate((date(2026, 6, 30), date(2025, 12, 31)), 2):
        cells = ["VCH-05", "ledger.xlsx", "记账凭证", f"C{row}", "记-1", "查过了", "何国庆", expires]
        for column, value in enumerate(cells, 1):
            book["豁免"].cell(row, column, value)
    book.save(path)


def test_a_pack_holds_the_papers_of_the_month_with_findings_exemptions_sources_and_a_note(
    closed: Packed,
) -> None:
    names = set(closed.files())
    assert {
        "检查结果.xlsx", "科目余额表.xlsx", "预算执行表.xlsx", "日结单 2026-01-31.docx", "银行存款余额调节表-基本户.docx",
        "月度工作报告 2026-01.docx", "财务收支公示表 2026-01.docx", "财务收支公示 2026-01.docx",
    } <= names  # fmt: skip
    assert {NOTE, FINDINGS, EXEMPTIONS, SOURCES} <= names
    assert len(names) == closed.made.papers + 4
    assert closed.made.lacking == (LACKING,)
    assert closed.made.path == closed.desk.office / "papers" / MONTH / f"月度档案-{MONTH}.zip"


def test_the_same_snapshot_gives_the_same_bytes_elsewhere_later_and_after_the_masters_changed(
    closed: Packed, tmp_path: Path
) -> None:
    office = Path(shutil.copytree(closed.desk.office, tmp_path / "别处"))
    shutil.rmtree(office / "papers")
    shutil.rmtree(office / "bank")
    (office / "workbooks" / "ledger.xlsx").write_bytes(b"nothing of the kind")
    desk = Desk(office, date(2026, 12, 24), now=lambda: NOW.replace(month=12))
    assert pack(desk, MONTH).path.read_bytes() == closed.content


def test_a_pack_names_no_folder_of_the_machine(closed: Packed) -> None:
    for name, content in closed.files().items():
        parts = [content]
        if content.startswith(b"PK"):
            path = zipfile.Path(closed.made.path, name)
            with path.open("rb") as file, zipfile.ZipFile(file) as package:
                parts = [package.read(part) for part in package.namelist()]
        for part in parts:
            assert str(closed.desk.office).encode() not in part, name
            assert b"/tmp" not in part, name


def test_the_sources_name_the_snapshot_every_file_and_every_rule(closed: Packed) -> None:
    sources = closed.document(SOURCES)
    taken, close = closed.made.basis.snapshot, closed.made.basis.close
    assert close
    assert sources["snapshot"] == {"number": 1, "hash": taken.hash, "at": NOW.isoformat()}
    assert sources["close"] == {"number": 2, "hash": close.hash}
    assert (sources["date"], sources["xlplan"]) == ("2026-01-31", __version__)
    assert sources["files"] == files_of(taken)
    assert [rule["rule"] for rule in sources["rules"]] == [rule.id for rule in every_rule()]
    source = Path(__file__).parents[3] / "src/xlplan/rules/voucher/vch01_unbalanced_voucher.py"
    (unbalanced,) = [rule for rule in sources["rules"] if rule["rule"] == "VCH-01"]
    assert unbalanced["source"] == sha256(source.read_bytes())


def test_the_exemptions_are_those_that_hold_on_the_day(closed: Packed) -> None:
    (exemption,) = closed.document(EXEMPTIONS)
    assert (exemption["rule"], exemption["cell"], exemption["expires"]) == ("VCH-05", "C2", "2026-06-30")


def test_the_findings_are_those_of_the_month(closed: Packed) -> None:
    found = closed.document(FINDINGS)
    assert found["counts"] == closed.made.counts == dict.fromkeys(Severity, 0)
    assert found["findings"] == found["refused"] == found["waiting"] == []


def test_the_note_says_from_what_and_as_of_when(closed: Packed) -> None:
    lines = closed.files()[NOTE].decode("utf-8-sig").split("\r\n")
    assert lines[0] == "岚溪县松坪镇初级中学 2026-01 月度档案"
    assert "按 2026-01-31 的台账做的，台账取自第 1 号快照（2026-11-29 22:00 抄的）。" in lines
    assert "这个月已经结账（第 2 号记录，2026-11-29 22:00）。" in lines
    assert "  科目余额表.xlsx" in lines


def test_what_came_of_it_is_told(closed: Packed) -> None:
    assert list(packed(closed.made)) == [
        f"做好了：2026-01/月度档案-2026-01.zip，有 {closed.made.papers} 份文书，按 2026-01-31 的台账，取自第 1 号快照（2026-11-29 22:00）。",
        "2026-01 的检查结果：错误 0 个，警告 0 个，提示 0 个。",
        f"没有做成：{LACKING}",
    ]


@pytest.mark.usefixtures("no_pause")
def test_a_month_that_is_not_closed_is_packed_from_a_snapshot_of_now_as_of_today(desk: Desk) -> None:
    """None of its masters is a workbook, so there is nothing to be made, and the pack says so."""
    (desk.office / "workbooks" / "备份.xlsx").write_bytes(b"PK half")
    made = pack(desk, "2026-11")
    before = made.path.read_bytes()
    assert (made.basis.snapshot, made.basis.day, made.basis.close) == (*chain(desk.office), desk.today, None)
    assert list(skipped_of(made.basis.snapshot)) == ["workbooks/备份.xlsx"]
    assert "读 ledger.xlsx：ledger.xlsx 的内容已损坏，打不开。" in made.lacking
    assert "注意：2026-11 还没有结账，台账以后还会变；结账以后再做一次。" in packed(made)
    assert pack(desk, "2026-11").path.read_bytes() == before
    assert len(chain(desk.office)) == 1
    desk.office.joinpath("workbooks", "plan.xlsx").write_bytes(zipped("计划，改过"))
    assert pack(desk, "2026-11").basis.snapshot.number == 2


def test_a_month_that_was_opened_again_is_not_closed(desk: Desk) -> None:
    taken = snapshot(desk)
    add(desk, "close", {"month": "2026-11", "snapshot": taken.number})
    assert pack(desk, "2026-11").basis.close
    add(desk, "reopen", {"month": "2026-11", "reason": "补记一笔"})
    assert pack(desk, "2026-11").basis.close is None


@pytest.mark.usefixtures("no_pause")
def test_a_month_that_is_not_closed_waits_for_a_file_that_could_not_be_copied(desk: Desk) -> None:
    (desk.office / "workbooks" / "ledger.xlsx").write_bytes(b"PK half")
    with pytest.raises(CannotRun, match=r"快照里缺 workbooks/ledger\.xlsx"):
        pack(desk, "2026-11")


def test_a_month_that_has_not_begun_has_no_pack(desk: Desk) -> None:
    with pytest.raises(CannotRun, match="还没有到"):
        pack(desk, "2026-12")
