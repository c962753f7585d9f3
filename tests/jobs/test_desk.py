"""What is written is whole or absent."""

import os
from datetime import date
from pathlib import Path

import pytest

from xlplan.findings import CannotRun
from xlplan.jobs.desk import Desk, find_office
from xlplan.jobs.writing import write_whole


def desk(folder: Path, settings: str, day: date | None = None) -> Desk:
    (folder / "xlplan.toml").write_text(settings, encoding="utf-8")
    return Desk.at(folder, day, date(2027, 1, 5), lambda step: None)


def test_the_day_is_the_one_given_else_that_of_the_settings_else_of_the_clock(tmp_path: Path) -> None:
    assert desk(tmp_path, "today = 2026-11-30", date(2026, 3, 1)).today == date(2026, 3, 1)
    assert desk(tmp_path, "today = 2026-11-30").today == date(2026, 11, 30)
    assert desk(tmp_path, "").today == date(2027, 1, 5)


@pytest.mark.parametrize("settings", ["today = 'soon'", "today =", "\x00"])
def test_settings_that_make_no_sense_are_refused(settings: str, tmp_path: Path) -> None:
    with pytest.raises(CannotRun, match=r"xlplan\.toml"):
        desk(tmp_path, settings)


def test_a_paper_goes_to_the_folder_of_its_month(tmp_path: Path) -> None:
    path = desk(tmp_path, "today = 2026-11-30").write("检查结果.xlsx", b"new")
    assert path == tmp_path / "papers" / "2026-11" / "检查结果.xlsx"
    assert path.read_bytes() == b"new"


def test_a_paper_of_another_month_goes_to_that_months_folder(tmp_path: Path) -> None:
    path = desk(tmp_path, "today = 2026-11-30").write("科目余额表.xlsx", b"new", "2026-09")
    assert path == tmp_path / "papers" / "2026-09" / "科目余额表.xlsx"


def test_a_paper_that_says_the_same_is_not_written_again(tmp_path: Path) -> None:
    place = desk(tmp_path, "today = 2026-11-30")
    path = place.write("检查结果.xlsx", b"same")
    os.utime(path, (0, 0))
    place.write("检查结果.xlsx", b"same")
    assert path.stat().st_mtime == 0
    place.write("检查结果.xlsx", b"other")
    assert path.read_bytes() == b"other"


def test_a_crash_while_writing_leaves_the_old_paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "paper.xlsx"
    write_whole(path, b"old")

    def power_cut(handle: int) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "fsync", power_cut)
    with pytest.raises(CannotRun, match="写不进去"):
        write_whole(path, b"new")
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {"paper.xlsx": b"old"}


def test_a_place_that_cannot_be_written_to_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "papers").write_text("a file where a folder should be")
    with pytest.raises(CannotRun, match="写不进去"):
        desk(tmp_path, "today = 2026-11-30").write("检查结果.xlsx", b"new")


def test_outside_an_office_there_is_none(tmp_path: Path) -> None:
    with pytest.raises(CannotRun, match="找不到"):
        find_office(tmp_path)


def test_the_books_hold_a_statement_of_each_account_and_month(clean_school: Path) -> None:
    books = Desk.at(clean_school, None, date(2027, 1, 5), lambda step: None).books()
    months = [f"2026-{month:02d}" for month in range(1, 12)]
    assert set(books.statements) == {(account, month) for account in ("基本户", "食堂户") for month in months}
    assert books.refused == {}
    assert all(not found.problems for found in books.statements.values())


def test_an_office_without_a_list_of_accounts_has_no_statements(office: Path) -> None:
    (office / "workbooks" / "office.xlsx").unlink()
    books = Desk.at(office, None, date(2027, 1, 5), lambda step: None).books()
    assert books.statements == {}
    assert list(books.refused) == ["office.xlsx"]
