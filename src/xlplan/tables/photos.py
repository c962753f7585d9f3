"""The pictures of an office: files in its photos/, named in cells. Little is read: sizes and headers, of files of one size all bytes."""

import hashlib
import os
import re
import unicodedata
import warnings
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from pathlib import Path, PurePosixPath

FOLDER = "photos"
"""Of the office; what lies in it is never changed."""
KINDS = ("JPEG", "PNG", "BMP", "GIF", "TIFF", "WEBP")
_LARGEST = 100 << 20
"""Bytes; no phone makes so large a picture."""
_DEEPEST = 8
_BETWEEN = re.compile(r"[、，,；;\r\n]+|(?<=\.\w{3})\s+|(?<=\.\w{4})\s+")
_HEIF = re.compile(rb"....ftyp(?:hei[cmxs]|hev[cx]|mif1|msf1|avi[fs])", re.DOTALL)
_OUTSIDE = re.compile(r"[/\\]|[A-Za-z]:|(?:.*[/\\])?\.\.(?:[/\\]|$)")
_EXIF, _TAKEN = 0x8769, 0x9003


@dataclass(frozen=True)
class Photo:
    """What is known of a file that a cell names."""

    fault: str = ""
    """Why it is no picture that can be shown, as the end of a sentence that begins with its name."""
    path: Path | None = None
    digest: str = ""
    """Of its bytes, where another picture that was asked for has as many; else ""."""
    taken: date | None = None
    """The day on which the camera says that it was taken."""


Look = Callable[[Collection[str]], Mapping[str, Photo]]
"""What is known of the files of these names; one that is not among the answers was not looked at."""


def named(text: str) -> list[str]:
    """The file names in a cell: divided as lists are, but a blank within a name belongs to it."""
    return [name.strip() for name in _BETWEEN.split(text) if name.strip()]


def unseen(names: Collection[str]) -> Mapping[str, Photo]:
    """Nobody has looked."""
    return {}


def look_into(folder: Path) -> Look:
    """Looks into a folder, which may be missing; it is listed once, when a picture is first asked for."""
    listed = cache(lambda: _Listed.of(folder))

    def look(names: Collection[str]) -> Mapping[str, Photo]:
        return _with_digests({name: _photo(listed(), name) for name in names}) if names else {}

    return look


@dataclass(frozen=True)
class _Listed:
    """The files of a folder and of the folders in it."""

    files: Mapping[str, os.DirEntry[str]]
    """Path below the folder, as it is compared."""
    same_name: Mapping[str, list[str]]
    """Name of a file without its folder and its ending, as it is compared -> the paths as they are."""

    @classmethod
    def of(cls, folder: Path) -> "_Listed":
        files, same_name = {}, defaultdict(list)
        for path, entry in sorted(_walk(folder)):
            files[_key(path)] = entry
            same_name[_key(PurePosixPath(path).stem)].append(path)
        return cls(files, same_name)


def _walk(folder: Path, above: str = "", depth: int = 0) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """The files below a folder; a link to another place is none of them."""
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        path = f"{above}{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            if depth < _DEEPEST:
                yield from _walk(Path(entry.path), f"{path}/", depth + 1)
        elif entry.is_file(follow_symlinks=False):
            yield path, entry


def _key(path: str) -> str:
    """A path as Windows compares it."""
    return unicodedata.normalize("NFC", path.replace("\\", "/")).casefold()


def _photo(listed: _Listed, name: str) -> Photo:
    if _OUTSIDE.match(name):
        return Photo(f"不是 {FOLDER} 文件夹里的名字，只写 {FOLDER} 里面的，如 隐患/前.jpg")
    entry = listed.files.get(_key(name))
    if entry is None:
        near = listed.same_name.get(_key(PurePosixPath(name.replace("\\", "/")).stem), [])
        return Photo(f"在 {FOLDER} 文件夹里没有" + (f"，有 {near[0]}" if near else ""))
    path = Path(entry.path)
    try:
        size = entry.stat(follow_symlinks=False).st_size
        with path.open("rb") as file:
            head = file.read(16)
    except OSError:
        return Photo("打不开，可能没有权限")
    fault = _told(head, size)
    return Photo(fault, path) if fault else _opened(path)


def _told(head: bytes, size: int) -> str:
    """Why a file is no picture that can be shown, as far as its beginning tells."""
    if not size:
        return "是空的，没有复制完"
    if size > _LARGEST:
        return f"有 {size >> 20} MB，太大了，看看是不是照片"
    if _HEIF.match(head):
        return "是苹果手机的 HEIC 照片，别的电脑打不开，先转成 JPG（手机“设置—相机—格式”里选“兼容性最佳”，以后拍的就是）"
    return "是 PDF，不是图片，先转成图片" if head.startswith(b"%PDF") else ""


def _opened(path: Path) -> Photo:
    """What the header of a picture says."""
    from PIL import Image  # slow to load, and many offices name no picture

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(path, formats=KINDS) as picture:
                said = picture.getexif().get_ifd(_EXIF).get(_TAKEN, "")
    except Image.DecompressionBombError:
        return Photo("的像素太多，看看是不是照片", path)
    except Exception:  # whatever a broken file does to Pillow, it is no picture
        return Photo("不是图片，或者坏了", path)
    return Photo("", path, taken=_day(str(said)))


def _day(said: str) -> date | None:
    try:
        return datetime.strptime(said[:10], "%Y:%m:%d").date()
    except ValueError:
        return None


def _with_digests(photos: dict[str, Photo]) -> dict[str, Photo]:
    """The same, those of one size with the digest of their bytes."""
    sizes: dict[int, set[Path]] = defaultdict(set)
    for photo in photos.values():
        if photo.path and not photo.fault:
            sizes[photo.path.stat().st_size].add(photo.path)
    digests = {path: _digest(path) for paths in sizes.values() if len(paths) > 1 for path in paths}
    return {
        name: replace(photo, digest=digests[photo.path]) if photo.path in digests else photo
        for name, photo in photos.items()
    }


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
