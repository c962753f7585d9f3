"""Many papers at once: into a folder that stands there whole or not at all, and keeps what a person put into it."""

import io
import shutil
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import docx
import numpy as np
import openpyxl
import pytest
from PIL import Image

from xlplan.documents.letters import LETTER
from xlplan.findings import CannotRun
from xlplan.jobs.desk import Desk
from xlplan.jobs.letters import letters
from xlplan.jobs.papers import Made, make_batch
from xlplan.jobs.writing import write_folder
from xlplan.tables.books import Books
from xlplan.tables.office import SchoolClass, Staff

from .conftest import TODAY
from .test_papers import changed, state

SHEET = "安全责任书 数字来源.xlsx"


def made(office: Path, books: Books) -> Made:
    return make_batch(Desk(office, TODAY), books, LETTER)


def folder(office: Path) -> Path:
    return office / "papers" / "2026-11" / "安全责任书"


def of_few(books: Books, count: int) -> Books:
    """The books of a school that has fewer people."""
    staff = books.sheets[Staff]
    return replace(books, sheets={**books.sheets, Staff: replace(staff, rows=staff.rows.head(count))})


def own_template(office: Path, *paragraphs: str) -> None:
    own = docx.Document()
    for text in paragraphs:
        own.add_paragraph(text)
    (office / "templates").mkdir(exist_ok=True)
    own.save(str(office / "templates" / "安全责任书.docx"))


def alone(office: Path) -> bool:
    """Whether no folder that a run wrote into first is left."""
    return [path.name for path in folder(office).parent.iterdir()] == ["安全责任书"]


def test_everybody_has_a_letter_in_one_folder_and_one_sheet_tells_of_their_figures(
    office: Path, books: Books
) -> None:
    found = letters(Desk(office, TODAY))
    staff = books[Staff][books[Staff][Staff.state] == "在岗"]
    assert [path.stem for path in found.papers] == [
        f"{number} {name}" for number, name in zip(staff[Staff.number], staff[Staff.name], strict=True)
    ]
    assert (found.failed, found.stopped, found.waiting) == ({}, [], {})
    assert {path.name for path in folder(office).iterdir()} == {SHEET, *(path.name for path in found.papers)}
    sheet = openpyxl.load_workbook(folder(office) / SHEET).active
    assert sheet
    listed = [row for row in sheet.iter_rows() if row[4].hyperlink]
    assert len(listed) == 2 * len(books[SchoolClass])
    assert {(folder(office) / row[4].hyperlink.target.replace("\\", "/")).resolve() for row in listed} == {
        (office / "workbooks" / "office.xlsx").resolve()
    }


def test_made_again_the_letters_are_the_same_bytes(tmp_path: Path, books: Books) -> None:
    few = of_few(books, 20)
    made(tmp_path, few)
    before = {name: content for name, (content, _) in state(folder(tmp_path)).items()}
    made(tmp_path, few)
    assert {name: content for name, (content, _) in state(folder(tmp_path)).items()} == before
    assert alone(tmp_path)


def test_what_a_person_changed_or_put_into_the_folder_stays(tmp_path: Path, books: Books) -> None:
    few = of_few(books, 4)
    papers = made(tmp_path, few).papers
    own = changed(papers[1])
    (folder(tmp_path) / "扫描").mkdir()
    (folder(tmp_path) / "扫描" / "1.pdf").write_bytes(b"signed")
    (folder(tmp_path) / "说明.txt").write_text("签好的在扫描里", encoding="utf-8")
    found = made(tmp_path, few)
    assert found.papers == [papers[0], *papers[2:]]
    assert list(found.failed) == [papers[1].name]
    assert "有人改过" in found.failed[papers[1].name]
    assert papers[1].read_bytes() == own
    assert (folder(tmp_path) / "扫描" / "1.pdf").read_bytes() == b"signed"
    assert (folder(tmp_path) / "说明.txt").is_file()
    assert alone(tmp_path)


def test_a_folder_in_the_place_of_a_letter_is_told_and_stays(tmp_path: Path, books: Books) -> None:
    place = folder(tmp_path) / f"{books[Staff][Staff.number].iloc[0]} {books[Staff][Staff.name].iloc[0]}.docx"
    (place / "旧的").mkdir(parents=True)
    found = made(tmp_path, of_few(books, 3))
    assert len(found.papers) == 2
    assert "是一个文件夹" in found.failed[place.name]
    assert (place / "旧的").is_dir()


@pytest.mark.parametrize("death", [KeyboardInterrupt, CannotRun, OSError(28, "No space left on device")])
def test_a_run_that_dies_in_the_middle_leaves_the_old_folder(death: BaseException, tmp_path: Path) -> None:
    place = tmp_path / "安全责任书"
    write_folder(place, [("甲.docx", b"old"), ("乙.docx", b"old")])
    before = state(place)

    def dying() -> Iterator[tuple[str, bytes]]:
        yield "甲.docx", b"new"
        yield "丙.docx", b"new"
        raise death

    with pytest.raises((KeyboardInterrupt, CannotRun)):
        write_folder(place, dying())
    assert state(place) == before
    assert list(tmp_path.iterdir()) == [place]


def test_a_template_that_cannot_be_used_leaves_the_old_folder(tmp_path: Path, books: Books) -> None:
    few = of_few(books, 3)
    made(tmp_path, few)
    before = state(folder(tmp_path))
    own_template(tmp_path, "{% if %}")
    with pytest.raises(CannotRun, match=r"^模板 安全责任书 里的标签写得不对"):
        made(tmp_path, few)
    assert state(folder(tmp_path)) == before
    assert alone(tmp_path)


def test_a_letter_that_the_template_cannot_print_is_told_and_the_others_are_made(
    tmp_path: Path, books: Books
) -> None:
    third = books[Staff][Staff.number].iloc[2]
    own_template(tmp_path, f"{{{{ 乙方 }}}}{{% if '{third}' in 编号 %}}{{{{ 没有 }}}}{{% endif %}}")
    found = made(tmp_path, of_few(books, 5))
    assert len(found.papers) == 4
    (name,) = found.failed
    assert name.startswith(third)


def test_what_the_masters_lack_makes_no_empty_folder(tmp_path: Path, books: Books) -> None:
    with pytest.raises(CannotRun, match="不能做安全责任书"):
        made(tmp_path, replace(books, refused={Staff.workbook: "office.xlsx 打不开。"}))
    assert not folder(tmp_path).exists()


def test_where_word_holds_a_letter_the_others_are_put_in_one_by_one(
    tmp_path: Path, books: Books, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = of_few(books, 4)
    papers = made(tmp_path, few).papers
    (folder(tmp_path) / "扫描").mkdir()
    (folder(tmp_path) / "扫描" / "1.pdf").write_bytes(b"signed")
    old = papers[1].read_bytes()
    own_template(tmp_path, "{{ 乙方 }}")
    move = Path.replace

    def locked(path: Path, target: Path) -> Path:  # what Windows does where Word has a file open
        if path == folder(tmp_path) or target == papers[1]:
            raise PermissionError(13, "Access is denied")
        return move(path, target)

    monkeypatch.setattr(Path, "replace", locked)
    found = made(tmp_path, few)
    assert found.papers == [papers[0], *papers[2:]]
    assert found.failed == {papers[1].name: f"{papers[1].name} 正被别的程序打开，写不进去，请关闭后重做。"}
    assert papers[1].read_bytes() == old
    assert docx.Document(str(papers[2])).paragraphs[0].text == few[Staff][Staff.name].iloc[2]
    assert (folder(tmp_path) / "扫描" / "1.pdf").read_bytes() == b"signed"
    assert alone(tmp_path)


def test_a_new_folder_that_cannot_take_its_place_leaves_the_old_one(
    tmp_path: Path, books: Books, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = of_few(books, 3)
    made(tmp_path, few)
    before = state(folder(tmp_path))
    move = Path.replace

    def broken(path: Path, target: Path) -> Path:
        if path != folder(tmp_path) and path.name == "安全责任书" and target == folder(tmp_path):
            raise OSError(5, "Input/output error")
        return move(path, target)

    monkeypatch.setattr(Path, "replace", broken)
    with pytest.raises(CannotRun, match=r"^安全责任书 写不进去"):
        made(tmp_path, few)
    assert state(folder(tmp_path)) == before
    assert alone(tmp_path)


def test_the_file_by_which_word_tells_that_it_has_a_paper_open_is_not_carried(tmp_path: Path) -> None:
    place = tmp_path / "安全责任书"
    write_folder(place, [("甲.docx", b"old")])
    (place / "~$甲.docx").write_bytes(b"owner")
    write_folder(place, [("乙.docx", b"new")])
    assert {path.name for path in place.iterdir()} == {"甲.docx", "乙.docx"}


def test_what_is_saved_into_a_subfolder_while_the_new_folder_takes_its_place_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "安全责任书"
    (place / "已签").mkdir(parents=True)
    (place / "已签" / "1.pdf").write_bytes(b"first")
    move = Path.replace

    def scanning(path: Path, target: Path) -> Path:  # a person's scanner, at the worst moment
        if path == place:
            (place / "已签" / "2.pdf").write_bytes(b"second")
            (place / "新签").mkdir()
            (place / "新签" / "3.pdf").write_bytes(b"third")
        return move(path, target)

    monkeypatch.setattr(Path, "replace", scanning)
    written, kept = write_folder(place, [("甲.docx", b"new")])
    assert written == [place / "甲.docx"]
    assert set(kept) == {"已签/2.pdf", "新签/3.pdf"}
    assert files(place) == {
        "甲.docx": b"new",
        "已签/1.pdf": b"first",
        "已签/2.pdf": b"second",
        "新签/3.pdf": b"third",
    }
    assert list(tmp_path.iterdir()) == [place]


def files(place: Path) -> dict[str, bytes]:
    found = (path for path in place.rglob("*") if path.is_file())
    return {path.relative_to(place).as_posix(): path.read_bytes() for path in found}


def test_the_folder_that_a_killed_run_left_behind_is_merged_file_by_file(tmp_path: Path) -> None:
    place, before = tmp_path / "安全责任书", tmp_path / "安全责任书（换下的）"
    for folder, name, content in (
        (place, "已签/1.pdf", b"same"),
        (place, "已签/2.pdf", b"later"),
        (place, "说明.txt", b"new"),
        (place, "收据", b"a file"),
        (before, "已签/1.pdf", b"same"),
        (before, "已签/2.pdf", b"earlier"),
        (before, "已签/旧/3.pdf", b"of the old one"),
        (before, "说明.txt", b"old"),
        (before, "收据/4.pdf", b"in a folder"),
        (before, "~$甲.docx", b"owner"),
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    write_folder(place, [("甲.docx", b"new")])
    assert files(place) == {
        "甲.docx": b"new",
        "已签/1.pdf": b"same",
        "已签/2.pdf": b"later",
        "已签/2（换下的）.pdf": b"earlier",
        "已签/旧/3.pdf": b"of the old one",
        "说明.txt": b"new",
        "说明（换下的）.txt": b"old",
        "收据": b"a file",
        "收据（换下的）/4.pdf": b"in a folder",
    }
    assert list(tmp_path.iterdir()) == [place]


def test_a_letter_saved_before_a_run_was_killed_takes_the_place_of_ours_only(
    tmp_path: Path, books: Books
) -> None:
    few = of_few(books, 3)
    mine, both, ours = made(tmp_path, few).papers
    before = folder(tmp_path).with_name("安全责任书（换下的）")
    shutil.copytree(folder(tmp_path), before)
    late = changed(before / mine.name, "抢在前面改的")
    old, new = changed(before / both.name, "先改的"), changed(both, "后改的")
    found = made(tmp_path, few)
    assert found.papers == [ours]
    assert set(found.failed) == {mine.name, both.name}
    assert mine.read_bytes() == late
    assert both.read_bytes() == new
    assert both.with_stem(f"{both.stem}（换下的）").read_bytes() == old
    assert not ours.with_stem(f"{ours.stem}（换下的）").exists()
    assert alone(tmp_path)


def test_memory_does_not_grow_with_the_number_of_letters(tmp_path: Path, books: Books) -> None:
    noise = np.random.default_rng(1).integers(0, 256, (400, 400, 3), dtype=np.uint8)
    picture = io.BytesIO()
    Image.fromarray(noise).save(picture, "PNG")
    own = docx.Document()
    own.add_paragraph("{{ 乙方 }}")
    own.add_picture(picture)
    (tmp_path / "templates").mkdir()
    own.save(str(tmp_path / "templates" / "安全责任书.docx"))
    size = len(picture.getvalue())

    def peak(count: int) -> int:
        few = of_few(books, count)
        tracemalloc.start()
        try:
            assert len(made(tmp_path, few).papers) == count
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    made(tmp_path, of_few(books, 2))
    assert peak(40) - peak(4) < 3 * size
