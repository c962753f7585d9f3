"""What is said of the files that cells name in photos/: real files, made by Pillow."""

from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from xlplan.demo.pictures import drawn
from xlplan.tables.photos import Photo, look_into, named


def put(folder: Path, name: str, content: bytes = b"") -> Path:
    path = folder / "photos" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content or drawn(name, date(2026, 9, 4)))
    return path


def seen(folder: Path, name: str) -> Photo:
    return look_into(folder / "photos")([name])[name]


def test_a_blank_within_a_name_belongs_to_it_and_one_behind_an_ending_divides() -> None:
    assert named("微信图片 (2).jpg、IMG 1.png") == ["微信图片 (2).jpg", "IMG 1.png"]
    assert named("前.jpg 后.JPEG\n再后.png") == ["前.jpg", "后.JPEG", "再后.png"]
    assert named("") == []


@pytest.mark.parametrize("name", ["隐患/前.jpg", "隐患\\前.jpg", "隐患/前.JPG"])
def test_a_picture_is_found_as_windows_finds_it(tmp_path: Path, name: str) -> None:
    path = put(tmp_path, "隐患/前.jpg")
    assert seen(tmp_path, name) == Photo("", path, "", date(2026, 9, 4))


@pytest.mark.parametrize(
    "name",
    [
        "../xlplan.toml",
        "a/../../secret.jpg",
        "/etc/passwd",
        "C:\\照片\\前.jpg",
        "D:前.jpg",
        "\\\\pc\\前.jpg",
        "..",
    ],
)
def test_a_path_out_of_the_folder_is_never_opened(tmp_path: Path, name: str) -> None:
    put(tmp_path, "前.jpg")
    (tmp_path / "secret.jpg").write_bytes(drawn("x", None))
    found = seen(tmp_path, name)
    assert found.path is None
    assert found.fault.startswith("不是 photos 文件夹里的名字")


def test_a_link_to_another_place_is_no_picture_of_the_folder(tmp_path: Path) -> None:
    put(tmp_path, "前.jpg")
    (tmp_path / "away.jpg").write_bytes(drawn("x", None))
    (tmp_path / "photos" / "link.jpg").symlink_to(tmp_path / "away.jpg")
    assert seen(tmp_path, "link.jpg").fault == "在 photos 文件夹里没有"


def test_a_name_in_another_folder_or_with_another_ending_is_told_where_it_is(tmp_path: Path) -> None:
    put(tmp_path, "隐患/前.jpg")
    assert seen(tmp_path, "前.jpg").fault == "在 photos 文件夹里没有，有 隐患/前.jpg"
    assert seen(tmp_path, "隐患/前").fault == "在 photos 文件夹里没有，有 隐患/前.jpg"


def test_an_office_without_the_folder_has_no_pictures(tmp_path: Path) -> None:
    assert seen(tmp_path, "前.jpg").fault == "在 photos 文件夹里没有"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"\0\0\0\x18ftypheic\0\0\0\0", "HEIC"),
        (b"\0\0\0\x18ftypmif1\0\0\0\0", "HEIC"),
        (b"%PDF-1.7", "PDF"),
        (b"\xff\xd8\xff\xe0 and no more", "不是图片"),
        (b"MZ a program", "不是图片"),
    ],
)
def test_what_is_no_picture_is_told_in_one_sentence(tmp_path: Path, content: bytes, why: str) -> None:
    put(tmp_path, "前.jpg", content)
    assert why in seen(tmp_path, "前.jpg").fault


def test_an_empty_file_was_not_copied_to_its_end(tmp_path: Path) -> None:
    put(tmp_path, "前.jpg").write_bytes(b"")
    assert seen(tmp_path, "前.jpg").fault == "是空的，没有复制完"


def test_a_picture_of_too_many_pixels_is_not_unpacked(tmp_path: Path) -> None:
    path = put(tmp_path, "大.png")
    Image.new("1", (30_000, 30_000)).save(path)
    assert seen(tmp_path, "大.png").fault == "的像素太多，看看是不是照片"


@pytest.mark.parametrize("kind", ["PNG", "BMP", "GIF", "TIFF", "WEBP"])
def test_other_kinds_of_pictures_will_do_and_need_no_day(tmp_path: Path, kind: str) -> None:
    path = put(tmp_path, "前.jpg")
    Image.new("RGB", (40, 30), "red").save(path, kind)
    assert seen(tmp_path, "前.jpg") == Photo("", path)


def test_only_files_of_one_size_are_read_to_the_end(tmp_path: Path) -> None:
    one, other = put(tmp_path, "前.jpg"), put(tmp_path, "后.jpg", drawn("前.jpg", date(2026, 9, 4)))
    put(tmp_path, "别的.jpg")
    photos = look_into(tmp_path / "photos")(["前.jpg", "后.jpg", "别的.jpg"])
    assert one.read_bytes() == other.read_bytes()
    assert photos["前.jpg"].digest == photos["后.jpg"].digest != ""
    assert photos["别的.jpg"].digest == ""
