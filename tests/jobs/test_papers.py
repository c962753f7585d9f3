"""Word papers on the disk: the same each time, whole, and never over what a person changed."""

import io
import os
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path, PurePosixPath

import docx
import openpyxl
import pytest
from lxml import etree

from xlplan.documents import package
from xlplan.documents.notice import NOTICE
from xlplan.documents.package import W
from xlplan.documents.paper import file_name
from xlplan.documents.record import record
from xlplan.documents.shelf import DOCUMENTS
from xlplan.jobs.desk import Desk
from xlplan.jobs.papers import Made, make, make_batch
from xlplan.tables.books import Books
from xlplan.tables.plan import Notice

from .conftest import TODAY

ALL = ["通知 T2026-11.docx", "通知 T2026-12.docx", "通知 T2026-13.docx", "通知 T2026-14.docx"]
RELATIONS = b"http://schemas.openxmlformats.org/package/2006/relationships"
DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path, TODAY)


def notices(desk: Desk, books: Books) -> Made:
    return make(desk, books, NOTICE)


def folder(desk: Desk) -> Path:
    return desk.office / "papers" / "2026-11"


def names(made: Made) -> list[str]:
    return [path.name for path in made.papers]


def state(path: Path) -> dict[str, tuple[bytes, int]]:
    return {one.name: (one.read_bytes(), one.stat().st_mtime_ns) for one in path.iterdir()}


def changed(path: Path, text: str = "改过") -> bytes:
    """Save a paper as a person who has typed something into it."""
    document = docx.Document(str(path))
    document.paragraphs[0].runs[0].text = text
    document.save(str(path))
    return path.read_bytes()


def test_a_second_run_leaves_every_file_and_its_date_as_they_are(desk: Desk, books: Books) -> None:
    notices(desk, books)
    before = state(folder(desk))
    assert names(notices(desk, books)) == ALL
    assert state(folder(desk)) == before


def test_a_paper_that_a_person_changed_is_told_and_kept_and_the_others_are_made(
    desk: Desk, books: Books
) -> None:
    notices(desk, books)
    own = changed(folder(desk) / ALL[1])
    (folder(desk) / ALL[2]).unlink()
    made = notices(desk, books)
    assert names(made) == [ALL[0], *ALL[2:]]
    assert made.failed == {
        "通知 T2026-12": f"{ALL[1]} 做好以后有人改过，没有覆盖；要重做，先把它改名或移走。"
    }
    assert (folder(desk) / ALL[1]).read_bytes() == own
    assert (folder(desk) / ALL[2]).is_file()


def test_a_paper_that_a_person_only_moved_away_is_made_anew(desk: Desk, books: Books) -> None:
    notices(desk, books)
    changed(folder(desk) / ALL[1])
    (folder(desk) / ALL[1]).rename(folder(desk) / "我的.docx")
    assert names(notices(desk, books)) == ALL


def renumbered(books: Books, numbers: dict[str, str]) -> Books:
    """The books with other 编号 in the sheet of notices, all signed on one day."""
    sheet = books.sheets[Notice]
    number, day = sheet.rows[Notice.number].replace(numbers), sheet.rows[Notice.date].max()
    rows = sheet.rows.assign(**{Notice.number: number, Notice.date: day})
    return replace(books, sheets={**books.sheets, Notice: replace(sheet, rows=rows)})


@pytest.mark.parametrize("job", [make, make_batch])
@pytest.mark.parametrize(("first", "second"), [("A/1", "A_1"), ("B1", "b1")])
def test_of_two_papers_of_a_run_with_one_file_name_the_first_is_made_and_the_second_told(
    first: str, second: str, job: Callable[..., Made], desk: Desk, books: Books
) -> None:
    made = job(desk, renumbered(books, {"T2026-11": first, "T2026-12": second}), NOTICE)
    name = f"通知 {file_name(first)}.docx"
    assert names(made) == [name, *ALL[2:]]
    assert made.failed == {
        f"通知 {second}": (
            f"{first} 和 {second} 的文件名都是 {name}，只做了 {first} 的；要都做，先把一个改得不一样。"
        )
    }
    own = record(package.parts(name, made.papers[0].read_bytes()))
    assert own
    assert own.origin.of == first


def test_a_character_that_no_file_can_hold_keeps_no_paper_from_being_made(desk: Desk, books: Books) -> None:
    made = notices(desk, renumbered(books, {"T2026-11": "A\x07"}))
    assert made.failed == {}
    assert names(made) == ["通知 A_.docx", *ALL[1:]]
    own = record(package.parts("", made.papers[0].read_bytes()))
    assert own
    assert own.origin.of == "A"


def test_a_paper_asked_for_twice_is_made_once(desk: Desk, books: Books) -> None:
    made = make(desk, books, NOTICE, ("T2026-11", "T2026-11"))
    assert names(made) == ALL[:1]
    assert made.failed == {}


def foreign() -> bytes:
    content = io.BytesIO()
    docx.Document().save(content)
    return content.getvalue()


def packed(**parts: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as package:
        for name, text in parts.items():
            package.writestr(name.replace("__", "/"), text)
    return content.getvalue()


@pytest.mark.parametrize(
    "content",
    [foreign(), b"", "不是 Word 文档".encode(), packed(word__x="<a/>"), foreign()[:2000]],
    ids=["from Word", "empty", "text", "another package", "cut off"],
)
def test_what_another_program_wrote_under_the_name_of_a_paper_is_kept(
    content: bytes, desk: Desk, books: Books
) -> None:
    folder(desk).mkdir(parents=True)
    (folder(desk) / ALL[0]).write_bytes(content)
    made = notices(desk, books)
    assert names(made) == ALL[1:]
    assert ALL[0] in made.failed["通知 T2026-11"]
    assert (folder(desk) / ALL[0]).read_bytes() == content


@pytest.mark.parametrize("day", ["", "someday"])
def test_a_paper_whose_record_is_damaged_is_kept(day: str, desk: Desk, books: Books) -> None:
    notices(desk, books)
    path = folder(desk) / ALL[0]
    parts = unpacked(path.read_bytes())
    parts["customXml/xlplan.xml"] = parts["customXml/xlplan.xml"].replace(b"2026-11-30", day.encode())
    with zipfile.ZipFile(path, "w") as package:
        for name, part in parts.items():
            package.writestr(name, part)
    made = notices(desk, books)
    assert names(made) == ALL[1:]
    assert "有人改过" in made.failed["通知 T2026-11"]


def test_a_folder_in_the_place_of_a_paper_is_one_sentence_and_the_others_are_made(
    desk: Desk, books: Books
) -> None:
    (folder(desk) / ALL[0] / "旧的").mkdir(parents=True)
    made = notices(desk, books)
    assert names(made) == ALL[1:]
    assert made.failed == {
        "通知 T2026-11": f"{ALL[0]} 是一个文件夹，占了文书的名字，没有动它；要做，先把它改名或移走。"
    }
    assert (folder(desk) / ALL[0] / "旧的").is_dir()


def test_a_paper_that_word_has_open_is_one_sentence_and_the_others_are_made(
    desk: Desk, books: Books, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = Path.replace

    def locked(path: Path, target: Path) -> Path:  # what Windows does where Word has the file open
        if target.name == ALL[0]:
            raise PermissionError(13, "Access is denied")
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", locked)
    made = notices(desk, books)
    assert names(made) == ALL[1:]
    assert made.failed == {"通知 T2026-11": f"{ALL[0]} 正被别的程序打开，写不进去，请关闭后重做。"}
    assert [path.name for path in folder(desk).iterdir() if path.name.startswith(".")] == []


def test_the_sheet_beside_a_paper_lists_each_figure_and_opens_its_master(
    every: dict[str, list[Path]],
) -> None:
    for (paper,) in (every["日结单"], every["财务收支公示"], every["月度工作报告"]):
        path = paper.with_name(f"{paper.stem} 数字来源.xlsx")
        sheet = openpyxl.load_workbook(path).active
        assert sheet
        (head,) = [row for row in sheet.iter_rows() if row[1].value == "数字"]
        listed = [row for row in sheet.iter_rows(min_row=head[0].row + 1) if row[0].value]
        printed = etree.fromstring(unpacked(paper.read_bytes())["word/document.xml"])
        figures = {"".join(own.itertext(f"{W}t")) for own in printed.iter(f"{W}sdt")}
        told = " ".join(str(row[1].value) for row in listed)
        assert listed
        assert {row[0].value for row in listed} == {paper.stem}
        assert [figure for figure in figures if figure not in told] == []
        linked = [row[4].hyperlink for row in listed if row[4].hyperlink]
        assert len(linked) == len([row for row in listed if row[4].value])
        for link in linked:
            assert (path.parent / link.target.replace("\\", "/")).is_file()


def test_a_paper_without_a_figure_has_no_sheet_beside_it(desk: Desk, books: Books) -> None:
    notices(desk, books)
    sheets = [path.name for path in folder(desk).iterdir() if path.suffix == ".xlsx"]
    assert sheets == ["通知 T2026-13 数字来源.xlsx", "通知 T2026-14 数字来源.xlsx"]


def unpacked(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def relations_of(parts: dict[str, bytes]) -> list[tuple[str, str, str]]:
    """Part, id and target of each relation within the package."""
    found = []
    for name in filter(lambda name: name.endswith(".rels"), parts):
        home = PurePosixPath(name).parent.parent
        for own in etree.fromstring(parts[name]):
            if own.get("TargetMode") != "External":
                target = own.get("Target")
                path = target[1:] if target.startswith("/") else os.path.normpath(home / target)
                found.append((name, own.get("Id"), path))
    return found


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_the_package_of_every_paper_is_sound(kind: str, every: dict[str, list[Path]]) -> None:
    for path in every[kind][:3]:
        with zipfile.ZipFile(path) as package:
            assert package.testzip() is None
            assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            assert max(Counter(package.namelist()).values()) == 1
            assert package.namelist()[0] == "[Content_Types].xml"
        parts = unpacked(path.read_bytes())
        roots = {
            name: etree.fromstring(part) for name, part in parts.items() if name.endswith((".xml", ".rels"))
        }
        types = roots["[Content_Types].xml"]
        usual = [one.get("Extension").lower() for one in types.iter("{*}Default")]
        own = [one.get("PartName") for one in types.iter("{*}Override")]
        assert max(Counter([*usual, *own]).values()) == 1
        assert [
            name
            for name in parts
            if name != "[Content_Types].xml" and f"/{name}" not in own and name.split(".")[-1] not in usual
        ] == []
        assert [target for _, _, target in relations_of(parts) if target not in parts] == []
        assert max(Counter((name, id) for name, id, _ in relations_of(parts)).values()) == 1
        known = {id for name, id, _ in relations_of(parts) if name == "word/_rels/document.xml.rels"}
        document = roots["word/document.xml"]
        used = {
            value
            for one in document.iter()
            for key, value in one.attrib.items()
            if key.startswith("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}")
        }
        assert used <= known
        controls = [one.get(f"{W}val") for one in document.iterfind(f".//{W}sdtPr/{W}id")]
        drawings = [one.get("id") for one in document.iter(DRAWN)]
        for ids in (controls, drawings):
            assert len(ids) == len(set(ids))
        assert docx.Document(str(path)).paragraphs


def test_a_picture_stands_beside_those_of_the_template_each_with_an_id_of_its_own(
    desk: Desk, books: Books, every: dict[str, list[Path]]
) -> None:
    logo = next(
        part
        for name, part in unpacked(every["月度工作报告"][0].read_bytes()).items()
        if name.endswith(".png")
    )
    own, content = docx.Document(), io.BytesIO()
    own.add_picture(io.BytesIO(logo))
    for _ in range(2):
        own.add_paragraph("{{ 目标.图 }}")
    own.save(content)
    (desk.office / "templates").mkdir()
    with zipfile.ZipFile(desk.office / "templates" / "月度工作报告.docx", "w") as package:
        for name, part in unpacked(content.getvalue()).items():  # as Word calls the file of a camera
            package.writestr(name, part.replace(b'Extension="png"', b'Extension="PNG"'))
    (path,) = make(desk, books, DOCUMENTS["月度工作报告"], ("2026-11",)).papers
    parts = unpacked(path.read_bytes())
    assert parts["[Content_Types].xml"].lower().count(b'extension="png"') == 1
    root = etree.fromstring(parts["word/document.xml"])
    ids = [one.get("id") for one in root.iter(DRAWN)]
    assert len(ids) == len(set(ids)) == 3
    assert len(docx.Document(str(path)).inline_shapes) == 3


@pytest.mark.parametrize("relations", [None, b'<Relationships xmlns="%s"/>' % RELATIONS])
def test_a_picture_stands_on_a_template_whose_document_has_no_relation(
    relations: bytes | None, desk: Desk, books: Books
) -> None:
    own, content = docx.Document(), io.BytesIO()
    own.add_paragraph("{{ 目标.图 }}")
    own.save(content)
    parts = {
        name: part
        for name, part in unpacked(content.getvalue()).items()
        if name in ("[Content_Types].xml", "_rels/.rels", "word/document.xml")
    }
    if relations:
        parts["word/_rels/document.xml.rels"] = relations
    (desk.office / "templates").mkdir()
    with zipfile.ZipFile(desk.office / "templates" / "月度工作报告.docx", "w") as file:
        for name, part in parts.items():
            file.writestr(name, part)
    (path,) = make(desk, books, DOCUMENTS["月度工作报告"], ("2026-11",)).papers
    found = unpacked(path.read_bytes())
    targets = [target for name, _, target in relations_of(found) if name == "word/_rels/document.xml.rels"]
    assert {target.split("/")[0] for target in targets} == {"customXml", "word"}
    assert set(targets) <= set(found)
    assert b'Extension="png"' in found["[Content_Types].xml"]
