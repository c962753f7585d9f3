"""The proof of the chain names the first record that does not fit, and what does not."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from xlplan.findings import CannotRun
from xlplan.jobs.desk import Desk
from xlplan.jobs.trail.chain import add, chain, keep, links, sha256
from xlplan.jobs.trail.snapshot import files_of, snapshot
from xlplan.jobs.trail.verify import verify
from xlplan.screen.trail import verify_document, verify_text

from .conftest import zipped


@pytest.fixture
def office(desk: Desk) -> Path:
    """Four records: two snapshots, a close with its seal, a reopening."""
    snapshot(desk)
    (desk.office / "workbooks" / "ledger.xlsx").write_bytes(zipped("账，改过"))
    snapshot(desk)
    seal = keep(desk.office, b"sealed rows")
    add(desk, "close", {"month": "2026-10", "snapshot": 2, "seal": seal, "rows": {}})
    add(desk, "reopen", {"month": "2026-10", "reason": "补记一笔"})
    return desk.office


def link(office: Path, number: int) -> Path:
    return office / "records" / "trail" / f"{number:06d}.json"


def rewritten(office: Path, number: int, change: Callable[[Any], object], *, hashed: bool = False) -> None:
    """Change a record as somebody would who knows its form, and if he knows that too, its hash."""
    path = link(office, number)
    found = json.loads(path.read_text(encoding="utf-8"))
    change(found)
    path.write_text(json.dumps(found), encoding="utf-8")
    if hashed:
        _, record, _ = list(links(office))[number - 1]
        assert record
        found["hash"] = record.hash
        path.write_text(json.dumps(found), encoding="utf-8")


def told(office: Path) -> tuple[int, str]:
    misfit = verify(office).misfit
    assert misfit
    assert f"第 {misfit.number} 号记录" in misfit.message
    return misfit.number, misfit.kind


def test_a_chain_that_nobody_touched_fits(office: Path) -> None:
    found = verify(office, [(1, chain(office)[0].hash), (4, chain(office)[3].hash)])
    assert (found.records, found.misfit) == (4, None)
    assert found.objects == len(
        [path for path in (office / "records" / "objects").rglob("*") if path.is_file()]
    )
    assert next(verify_text(found)) == "4 条记录、6 份内容都对得上。"
    assert verify_document(found)["fits"] is True


def test_an_office_without_records_fits(tmp_path: Path) -> None:
    found = verify(tmp_path)
    assert (found.records, found.misfit, list(verify_text(found))) == (0, None, ["还没有记录。"])


@pytest.mark.parametrize(
    ("field", "value"),
    [("kind", "hold"), ("at", "2026-11-28T22:00:00+00:00"), ("day", "2026-11-28"), ("content", {}), ("previous", "")],
)  # fmt: skip
def test_whatever_is_changed_in_a_record_is_found(field: str, value: object, office: Path) -> None:
    rewritten(office, 2, lambda found: found.update({field: value}))
    assert told(office) == (2, "changed")


def test_a_record_that_was_changed_with_its_hash_is_found_at_the_next(office: Path) -> None:
    rewritten(office, 2, lambda found: found.update(day="2026-11-28"), hashed=True)
    assert told(office) == (3, "unlinked")


def test_the_last_record_changed_with_its_hash_is_found_by_what_the_history_knows(office: Path) -> None:
    known = [(4, chain(office)[3].hash)]
    rewritten(office, 4, lambda found: found["content"].update(reason="别的"), hashed=True)
    assert verify(office).misfit is None
    misfit = verify(office, known).misfit
    assert misfit
    assert (misfit.number, misfit.kind) == (4, "changed")


def test_a_missing_record_is_named_by_its_number(office: Path) -> None:
    link(office, 3).unlink()
    assert told(office) == (3, "missing")


def test_a_chain_cut_off_at_its_end_is_found_by_what_the_history_knows(office: Path) -> None:
    known = [(4, chain(office)[3].hash)]
    link(office, 4).unlink()
    link(office, 3).unlink()
    assert verify(office).misfit is None
    misfit = verify(office, known).misfit
    assert misfit
    assert (misfit.number, misfit.kind) == (3, "missing")
    assert "只到第 2 号" in misfit.message


def test_a_record_that_was_made_anew_is_found_by_what_the_history_knew_before(office: Path) -> None:
    known = [(4, chain(office)[3].hash)]
    rewritten(office, 4, lambda found: found["content"].update(reason="别的"), hashed=True)
    known.append((4, chain(office)[3].hash))
    misfit = verify(office, known).misfit
    assert misfit
    assert (misfit.number, misfit.kind) == (4, "changed")


def test_without_a_history_it_is_told_that_the_end_cannot_be_proved(office: Path) -> None:
    assert any("末尾少了几条看不出来" in line for line in verify_text(verify(office)))
    assert not any("末尾" in line for line in verify_text(verify(office, [(4, chain(office)[3].hash)])))


def test_a_copy_of_a_record_is_found(office: Path) -> None:
    link(office, 2).with_name("000002 - 副本.json").write_bytes(link(office, 2).read_bytes())
    assert told(office) == (3, "missing")


@pytest.mark.parametrize(
    "content", ["{", "[]", "{}", '{"hash": "a", "number": 2}', "\udcff"], ids=["torn", "list", "empty", "half", "no text"]
)  # fmt: skip
def test_a_record_that_cannot_be_understood_is_named(content: str, office: Path) -> None:
    link(office, 2).write_bytes(content.encode(errors="surrogateescape"))
    assert told(office) == (2, "unreadable")
    with pytest.raises(CannotRun, match="xlplan verify"):
        chain(office)


def object_of(office: Path, number: int) -> Path:
    name = files_of(chain(office)[number - 1])["workbooks/ledger.xlsx"]
    return office / "records" / "objects" / name[:2] / name


def test_a_content_that_was_changed_is_found_at_the_first_record_that_speaks_of_it(office: Path) -> None:
    object_of(office, 2).write_bytes(zipped("账，别人改的"))
    assert told(office) == (2, "object")


def test_a_content_that_is_gone_is_found(office: Path) -> None:
    object_of(office, 1).unlink()
    assert told(office) == (1, "object")


def test_the_seal_of_a_close_is_looked_at(office: Path) -> None:
    name = sha256(b"sealed rows")
    (office / "records" / "objects" / name[:2] / name).write_bytes(b"other rows")
    assert told(office) == (3, "object")


def test_records_that_cannot_be_read_at_all_are_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "records").mkdir()
    (tmp_path / "records" / "trail").write_text("a file where a folder should be")
    with pytest.raises(CannotRun, match="没有核对"):
        verify(tmp_path)


def test_what_does_not_fit_is_told_with_how_far_the_chain_holds(office: Path) -> None:
    link(office, 3).unlink()
    assert list(verify_text(verify(office))) == [
        "第 3 号记录不见了：这里是 000004.json，写的是第 4 号。",
        "它前面的 2 条都对得上。",
        "不要自己改 records 里的文件；从备份里找回来的 records，再核对一次。",
    ]
    assert verify_document(verify(office))["misfit"] == {
        "number": 3,
        "kind": "missing",
        "message": "第 3 号记录不见了：这里是 000004.json，写的是第 4 号。",
    }
