"""Pictures of the office's photos/ as a paper shows them: upright, small enough, without what the camera wrote into them."""

import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from xlplan.documents.drawings import Picture
from xlplan.excel.table import Column
from xlplan.tables.books import Books
from xlplan.tables.photos import KINDS, Photo, named

_DOTS = 150 / 25.4
"""Of a millimetre, in print."""
_QUALITY = 82


@dataclass(frozen=True)
class Shown:
    """A picture that a cell names, or the sentence why it cannot be shown."""

    name: str
    picture: Picture | str
    taken: date | None


def photographs(
    books: Books, column: Column, row: int, words: str, width: float, height: float
) -> Iterator[Shown]:
    """The pictures of a cell, none wider or higher than this (mm), in their order; ``words``: what they show."""
    names = named(books[column.table].at[row, column])
    photos = books.photos(names)
    for name in names:
        photo = photos.get(name, Photo("没有看过"))
        if photo.fault or photo.path is None:
            yield Shown(name, f"（{name} {photo.fault}）", None)
        else:
            yield Shown(name, _scaled(photo.path, f"{words} {name}", width, height), photo.taken)


def _scaled(path: Path, words: str, width: float, height: float) -> Picture | str:
    from PIL import Image, ImageOps  # slow to load, and few papers show pictures

    size = round(width * _DOTS), round(height * _DOTS)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(path, formats=KINDS) as picture:
                picture.draft("RGB", (2 * max(size), 2 * max(size)))
                upright = ImageOps.exif_transpose(picture).convert("RGB")
    except Exception:  # a header that is whole says nothing of what follows
        return f"（{path.name} 坏了，打不开）"
    upright.thumbnail(size)
    file = io.BytesIO()
    upright.save(file, "JPEG", quality=_QUALITY)
    scale = min(width / upright.width, height / upright.height)
    return Picture(file.getvalue(), upright.width * scale, upright.height * scale, words)
