"""A file comes back from a snapshot, and what it takes the place of is never lost."""

import os
from pathlib import Path

import pytest

from xlplan.findings import CannotRun
from xlplan.jobs.desk import Desk
from xlplan.jobs.trail.chain import kept, sha256
from xlplan.jobs.trail.restore import restore
from xlplan.jobs.trail.snapshot import snapshot
from xlplan.jobs.writing import write_whole
from xlplan.screen.trail import restored

from .conftest import zipped

OLD, NEW = zipped("账"), zipped("账，改过")


@pytest.fixture
def ledger(desk: Desk) -> Path:
    """A ledger that was changed after the snapshot."""
    snapshot(desk)
    path = desk.office / "workbooks" / "ledger.xlsx"
    path.write_bytes(NEW)
    return path


def names(path: Path) -> list[str]:
    return sorted(other.name for other in path.parent.iterdir())


def replaced(path: Path) -> list[Path]:
    """Files that were put aside."""
    return [other for other in (path.parent / "换下的").glob("*") if other.is_file()]


@pytest.mark.parametrize("asked", ["ledger.xlsx", "workbooks/ledger.xlsx", r"workbooks\ledger.xlsx"])
def test_a_master_comes_back_and_the_present_one_stays_beside_it_and_among_the_records(
    asked: str, desk: Desk, ledger: Path
) -> None:
    found = restore(desk, 1, asked)
    assert ledger.read_bytes() == OLD
    assert found.replaced == "workbooks/换下的/ledger（2026-11-29 换下的）.xlsx"
    assert (desk.office / found.replaced).read_bytes() == NEW
    assert kept(desk.office, sha256(NEW)) == NEW
    assert list(restored(found)) == [
        "workbooks/ledger.xlsx 换成了第 1 号快照（2026-11-29 22:00）里的那一份。",
        "换下来的在 workbooks/换下的/ledger（2026-11-29 换下的）.xlsx。",
    ]


def test_a_second_one_of_the_day_takes_the_place_of_no_other(desk: Desk, ledger: Path) -> None:
    restore(desk, 1, "ledger.xlsx")
    ledger.write_bytes(zipped("账，又改过"))
    restore(desk, 1, "ledger.xlsx")
    assert {
        path.name: path.read_bytes() for path in replaced(ledger)
    } == {
        "ledger（2026-11-29 换下的）.xlsx": NEW,
        "ledger（2026-11-29 换下的1）.xlsx": zipped("账，又改过"),
    }  # fmt: skip


def test_what_is_replaced_is_neither_a_statement_more_nor_in_the_next_snapshot(desk: Desk) -> None:
    path = desk.office / "bank" / "基本户 2026-10.csv"
    first = snapshot(desk)
    path.write_bytes(b"other")
    found = restore(desk, 1, "基本户 2026-10.csv")
    assert (path.read_bytes(), names(path)) == (b"1,2,3", ["基本户 2026-10.csv", "换下的"])
    assert (desk.office / found.replaced).read_bytes() == b"other"
    assert snapshot(desk) == first


def test_a_file_that_is_gone_comes_back(desk: Desk, ledger: Path) -> None:
    ledger.unlink()
    assert restore(desk, 1, "ledger.xlsx").replaced == ""
    assert ledger.read_bytes() == OLD


def test_a_file_that_is_the_same_is_left_alone(desk: Desk) -> None:
    snapshot(desk)
    path = desk.office / "workbooks" / "ledger.xlsx"
    before = names(path)
    found = restore(desk, 1, "ledger.xlsx")
    assert found.same
    assert names(path) == before
    assert "没有动它" in next(restored(found))


@pytest.mark.parametrize("lock", ["~$ledger.xlsx", ".~lock.ledger.xlsx#"])
def test_a_file_that_is_open_is_left_alone(lock: str, desk: Desk, ledger: Path) -> None:
    (ledger.parent / lock).touch()
    before = names(ledger)
    with pytest.raises(CannotRun, match="正在 Excel 里打开着"):
        restore(desk, 1, "ledger.xlsx")
    assert (ledger.read_bytes(), names(ledger)) == (NEW, before)


def test_a_file_that_cannot_be_replaced_stays_and_leaves_no_copy(
    desk: Desk, ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What Windows does where a program that leaves no lock has the file open."""
    replace = Path.replace

    def held(self: Path, target: Path) -> Path:
        if target == ledger:
            raise PermissionError(13, "Permission denied")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", held)
    with pytest.raises(CannotRun, match="请关闭后重做"):
        restore(desk, 1, "ledger.xlsx")
    assert (ledger.read_bytes(), replaced(ledger)) == (NEW, [])


def test_a_file_that_is_saved_meanwhile_is_left_alone(
    desk: Desk, ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def saved(path: Path, content: bytes) -> None:
        write_whole(path, content)
        ledger.write_bytes(zipped("账，刚刚改过"))

    monkeypatch.setattr("xlplan.jobs.trail.restore.write_whole", saved)
    with pytest.raises(CannotRun, match="刚刚又保存过"):
        restore(desk, 1, "ledger.xlsx")
    assert (ledger.read_bytes(), replaced(ledger)) == (zipped("账，刚刚改过"), [])


def test_where_the_copy_cannot_be_written_nothing_is_replaced(
    desk: Desk, ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(CannotRun, match="写不进去"):
        restore(desk, 1, "ledger.xlsx")
    assert ledger.read_bytes() == NEW


def test_a_file_that_the_snapshot_has_not_is_one_sentence(desk: Desk, ledger: Path) -> None:
    with pytest.raises(CannotRun, match=r"第 1 号快照里没有 budget\.xlsx。$"):
        restore(desk, 1, "budget.xlsx")


@pytest.mark.usefixtures("no_pause")
def test_a_file_that_the_snapshot_skipped_is_told_with_the_reason(desk: Desk) -> None:
    (desk.office / "workbooks" / "ledger.xlsx").write_bytes(NEW[:-9])
    snapshot(desk)
    with pytest.raises(CannotRun, match=r"跳过了它：ledger\.xlsx 不完整"):
        restore(desk, 1, "ledger.xlsx")


def test_a_name_that_several_files_have_needs_its_folder(desk: Desk) -> None:
    (desk.office / "bank" / "ledger.xlsx").write_bytes(b"a statement")
    snapshot(desk)
    with pytest.raises(CannotRun, match="连文件夹一起写"):
        restore(desk, 1, "ledger.xlsx")


def test_a_content_that_is_not_what_it_was_is_not_restored(desk: Desk, ledger: Path) -> None:
    kept_at = desk.office / "records" / "objects" / sha256(OLD)[:2] / sha256(OLD)
    kept_at.write_bytes(b"other")
    with pytest.raises(CannotRun, match="对不上"):
        restore(desk, 1, "ledger.xlsx")
    assert ledger.read_bytes() == NEW
