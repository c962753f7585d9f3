"""A snapshot keeps every file of the office as it is at one moment, once, and tells what it could not."""

import os
import threading
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from xlplan.excel.package import file_bytes
from xlplan.findings import CannotRun
from xlplan.jobs.desk import Desk
from xlplan.jobs.trail import snapshot as module
from xlplan.jobs.trail.chain import chain, kept, sha256
from xlplan.jobs.trail.snapshot import files_of, lay_out, skipped_of, snapshot, snapshot_of
from xlplan.screen.trail import list_text

from .conftest import zipped

LEDGER = "workbooks/ledger.xlsx"


def objects(desk: Desk) -> list[Path]:
    return [path for path in (desk.office / "records" / "objects").rglob("*") if path.is_file()]


def test_masters_statements_and_templates_are_kept_as_they_are_and_settings_with_passwords_are_not(
    desk: Desk,
) -> None:
    for name in ("workbooks/~$ledger.xlsx", "workbooks/读我.txt", "bank/.~lock.a.csv#", "papers/a.xlsx"):
        (desk.office / name).parent.mkdir(exist_ok=True)
        (desk.office / name).write_bytes(b"not ours")
    record = snapshot(desk)
    assert (record.number, record.kind, record.day, skipped_of(record)) == (1, "snapshot", desk.today, {})
    assert {name: kept(desk.office, name_hash) for name, name_hash in files_of(record).items()} == {
        name: (desk.office / name).read_bytes()
        for name in ("bank/基本户 2026-10.csv", "templates/通知.docx", LEDGER, "workbooks/plan.xlsx")
    }  # fmt: skip


def test_a_name_that_other_computers_cannot_have_is_skipped_and_spoils_no_later_snapshot(desk: Desk) -> None:
    odd = desk.office / "bank" / "10:30.csv"
    odd.write_bytes(b"1")
    assert list(skipped_of(snapshot(desk))) == ["bank/10:30.csv"]
    odd.unlink()
    assert skipped_of(snapshot(desk)) == {}


def test_a_night_without_a_change_adds_nothing(desk: Desk) -> None:
    first, before = snapshot(desk), objects(desk)
    later = replace(desk, today=desk.today.replace(day=30))
    os.utime(desk.office / LEDGER)  # opened and saved, nothing typed
    assert snapshot(later) == first
    assert chain(desk.office) == (first,)
    assert objects(desk) == before


def test_what_stayed_the_same_is_kept_once(desk: Desk) -> None:
    first = snapshot(desk)
    before = len(objects(desk))
    (desk.office / LEDGER).write_bytes(zipped("账，改过"))
    second = snapshot(desk)
    assert (second.number, second.previous) == (2, first.hash)
    assert len(objects(desk)) == before + 1


def test_the_files_of_a_snapshot_come_back_as_they_lay(desk: Desk, tmp_path: Path) -> None:
    record = snapshot(desk)
    before = (desk.office / LEDGER).read_bytes()
    (desk.office / LEDGER).write_bytes(zipped("账，改过"))
    (tmp_path / "out").mkdir()
    lay_out(desk.office, record, tmp_path / "out")
    assert (tmp_path / "out" / LEDGER).read_bytes() == before
    laid = {path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*.*")}
    assert laid == set(files_of(record))


@pytest.mark.usefixtures("no_pause")
@pytest.mark.parametrize(
    "torn",
    [zipped("账" * 99)[:-30], zipped("账" * 99).replace("账".encode(), b"\0\0\0", 1), b"\0" * 99, b""],
    ids=["cut off", "changed inside", "not yet written", "empty"],
)
def test_a_master_that_is_not_whole_is_skipped_and_told_and_the_others_are_kept(
    torn: bytes, desk: Desk
) -> None:
    (desk.office / LEDGER).write_bytes(torn)
    record = snapshot(desk)
    assert list(skipped_of(record)) == [LEDGER]
    assert "ledger.xlsx" in skipped_of(record)[LEDGER]
    assert LEDGER not in files_of(record)
    assert len(files_of(record)) == 3
    assert not any(path.read_bytes() == torn for path in objects(desk))
    assert f"  跳过了 {LEDGER}：{skipped_of(record)[LEDGER]}" in list_text([record])


def test_a_master_that_is_whole_a_moment_later_is_not_skipped(desk: Desk) -> None:
    whole = zipped("账，改过")
    (desk.office / LEDGER).write_bytes(whole[:-9])
    saved = threading.Timer(0.1, lambda: (desk.office / LEDGER).write_bytes(whole))
    saved.start()
    record = snapshot(desk)
    saved.join()
    assert (files_of(record)[LEDGER], skipped_of(record)) == (sha256(whole), {})


def test_a_master_that_is_gone_for_a_moment_while_it_is_saved_is_waited_for(desk: Desk) -> None:
    first = snapshot(desk)
    aside = (desk.office / LEDGER).rename(desk.office / "saving.tmp")
    back = threading.Timer(0.1, lambda: aside.rename(desk.office / LEDGER))
    back.start()
    assert snapshot(desk) == first
    back.join()


@pytest.mark.usefixtures("no_pause")
def test_a_file_that_was_deleted_is_not_in_the_next_snapshot_and_not_told_as_skipped(desk: Desk) -> None:
    first = snapshot(desk)
    (desk.office / "bank" / "基本户 2026-10.csv").unlink()
    second = snapshot(desk)
    assert set(files_of(first)) - set(files_of(second)) == {"bank/基本户 2026-10.csv"}
    assert skipped_of(second) == {}


@pytest.mark.usefixtures("no_pause")
def test_what_was_saved_while_the_others_were_read_is_read_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All files of a snapshot lay in the office at one moment."""
    copy, ledger = module._copy, zipped("账，改过")

    def read(office: Path, name: str, before: str | None) -> module._Copy:
        if name == "workbooks/plan.xlsx":  # the last
            (office / LEDGER).write_bytes(ledger)
        return copy(office, name, before)

    monkeypatch.setattr(module, "_copy", read)
    assert files_of(snapshot(desk))[LEDGER] == sha256(ledger)


@pytest.mark.usefixtures("no_pause")
def test_a_file_that_is_saved_while_it_is_read_is_skipped(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    times = count()

    def saved(path: Path, kind: str) -> bytes:
        content = file_bytes(path, kind)
        if path.name == "ledger.xlsx":
            path.write_bytes(zipped(f"账，第 {next(times)} 次" * 99))
            os.utime(path, ns=(0, next(times)))
        return content

    monkeypatch.setattr(module, "file_bytes", saved)
    assert skipped_of(snapshot(desk)) == {LEDGER: "ledger.xlsx 正在保存。"}


def test_a_workbook_with_a_password_is_kept(desk: Desk) -> None:
    (desk.office / LEDGER).write_bytes(b"\xd0\xcf\x11\xe0" + b"EncryptedPackage".ljust(600))
    assert skipped_of(snapshot(desk)) == {}


def test_a_statement_is_kept_whatever_it_is(desk: Desk) -> None:
    (desk.office / "bank" / "流水.xlsx").write_bytes(b"<html><table></table></html>")
    assert "bank/流水.xlsx" in files_of(snapshot(desk))


def test_a_name_that_is_no_text_is_kept_too(desk: Desk) -> None:
    name = os.fsdecode("流水".encode("gbk"))
    (desk.office / "bank" / name).write_bytes(b"1")
    assert f"bank/{name}" in files_of(snapshot(desk))
    assert f"bank/{name}" in files_of(snapshot_of(desk.office))


def test_a_snapshot_that_there_is_not_is_one_sentence(desk: Desk) -> None:
    with pytest.raises(CannotRun, match="还没有快照"):
        snapshot_of(desk.office)
    snapshot(desk)
    with pytest.raises(CannotRun, match="没有第 7 号快照"):
        snapshot_of(desk.office, 7)


def test_a_snapshot_that_names_a_file_elsewhere_is_refused(desk: Desk) -> None:
    snapshot(desk)
    link = desk.office / "records" / "trail" / "000001.json"
    link.write_text(
        link.read_text(encoding="utf-8").replace("bank/基本户", "bank/../../基本户"), encoding="utf-8"
    )
    with pytest.raises(CannotRun, match="xlplan verify"):
        snapshot_of(desk.office)


def test_the_list_tells_when_and_what_was_different(desk: Desk) -> None:
    first = snapshot(desk)
    (desk.office / LEDGER).write_bytes(zipped("账，改过"))
    (desk.office / "bank" / "基本户 2026-11.csv").write_bytes(b"4")
    second = snapshot(desk)
    assert list(list_text([first, second])) == [
        "第 1 号快照（2026-11-29 22:00）：共 4 个文件。",
        f"第 2 号快照（2026-11-29 22:00）：变了 {LEDGER}；新增 bank/基本户 2026-11.csv。",
    ]
    assert list(list_text([])) == ["还没有快照。"]
