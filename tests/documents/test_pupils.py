"""The papers of pupils say what their sheets say, and show the pictures of a visit."""

import io
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.reports.school import school
from xlplan import demo
from xlplan.documents.drawings import Picture
from xlplan.documents.home_visit import VisitPaper
from xlplan.documents.photographs import photographs
from xlplan.documents.shelf import DOCUMENTS
from xlplan.tables.books import Books
from xlplan.tables.photos import look_into
from xlplan.tables.students import HomeVisit, Student


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Books:
    folder = tmp_path_factory.mktemp("photos")
    for name, content in demo.photos(clean=True).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return replace(school(), photos=look_into(folder))


def paper(books: Books, name: str, of: str) -> Any:
    (draft,) = DOCUMENTS[name].drafts(books, of, ())
    assert draft.missing == ()
    return draft.paper


def first_visit(books: Books) -> int:
    return int(books[HomeVisit].index[0])


def test_a_visit_shows_its_pictures_side_by_side_and_masks_the_number(books: Books) -> None:
    made = paper(books, "家访记录", "JF2026-21")
    assert isinstance(made, VisitPaper)
    ((row),) = made.photos
    assert isinstance(row.left, Picture)
    assert isinstance(row.right, Picture)
    assert row.left.width + row.right.width < 156
    assert row.caption.startswith("JF2026-21-1.jpg、JF2026-21-2.jpg（拍摄于 2026-")
    assert str(made.student).startswith("****")


def test_a_visit_whose_picture_is_gone_is_not_printed(books: Books, tmp_path: Path) -> None:
    (draft,) = DOCUMENTS["家访记录"].drafts(
        replace(books, photos=look_into(tmp_path), kept={}), "JF2026-21", ()
    )
    assert draft.paper is None
    assert all("GEN-07" in why for _, why in draft.missing)


def shown(books: Books, folder: Path, picture: Image.Image, **facts: Any) -> Picture | str:
    """What a paper shows of a picture that lies under the first name of the first visit."""
    row = first_visit(books)
    name = books[HomeVisit].at[row, HomeVisit.photos].partition("、")[0]
    path = folder / name
    path.parent.mkdir(parents=True)
    picture.save(path, "JPEG", **facts)
    own = replace(books, photos=look_into(folder))
    return next(iter(photographs(own, HomeVisit.photos, row, "家访", 74, 70))).picture


def test_a_picture_stands_upright_as_the_camera_was_held_and_is_small(books: Books, tmp_path: Path) -> None:
    lying = Image.new("RGB", (4000, 3000), "blue")
    lying.paste("red", (0, 0, 800, 3000))
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "a telephone"
    picture = shown(books, tmp_path, lying, exif=exif)
    assert isinstance(picture, Picture)
    assert (picture.kind, round(picture.width, 1), round(picture.height)) == ("jpeg", 52.5, 70)
    image = Image.open(io.BytesIO(picture.content))
    top = image.convert("RGB").getpixel((image.width // 2, 5))
    assert isinstance(top, tuple)
    assert top[0] > 200
    assert len(picture.content) < 20_000
    assert not image.getexif()


def test_a_picture_that_breaks_off_is_told_in_its_place(books: Books, tmp_path: Path) -> None:
    row = first_visit(books)
    name = books[HomeVisit].at[row, HomeVisit.photos].partition("、")[0]
    (tmp_path / name).parent.mkdir(parents=True)
    (tmp_path / name).write_bytes(demo.photos(clean=True)[name][:3000])
    own = replace(books, photos=look_into(tmp_path))
    said = [one.picture for one in photographs(own, HomeVisit.photos, row, "家访", 74, 70)]
    assert said[0] == f"（{name.rpartition('/')[2]} 坏了，打不开）"
    assert "没有" in str(said[1])


def test_the_monthly_report_counts_visits_and_tells_who_is_missing(books: Books) -> None:
    made = paper(books, "控辍月报", "2026-11")
    visits = books[HomeVisit]
    own = visits[visits[HomeVisit.date].dt.strftime("%Y-%m") == "2026-11"]
    assert str(made.visits) == str(len(own)) == str(len(made.rows))
    assert str(made.visited) == str(own[HomeVisit.student].nunique())
    (away,) = made.away
    (missing,) = books[Student][books[Student][Student.state] == "失联"][Student.name]
    assert (str(away.name), str(away.since)) == (missing, "2026-10-19")
    assert str(made.to) == "岚溪县教育局"


def test_a_month_without_visits_says_so(books: Books) -> None:
    made = paper(replace(books, today=date(2026, 2, 28)), "控辍月报", "2026-02")
    assert (made.rows, str(made.visits)) == ((), "0")
