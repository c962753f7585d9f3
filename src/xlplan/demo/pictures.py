"""The pictures of the demo school: small scenes of shapes and colours, one for each name, taken on the day of its row."""

import io
from collections.abc import Iterator, Mapping
from datetime import date

from xlplan.demo.events import stream
from xlplan.excel.frames import Frames
from xlplan.excel.kinds import Kind
from xlplan.excel.table import Column
from xlplan.tables.photos import named

SIZE = (480, 360)
_SKIES = ("#a9c8e8", "#c9d6df", "#f0d9b5", "#9fb7c9", "#dfe7ec")
_GROUNDS = ("#7a8b5a", "#8c7b6b", "#a3a380", "#6b705c", "#b08968")
_THINGS = ("#bc4b51", "#e9c46a", "#2a6f97", "#f4f1de", "#5b8e7d", "#6d597a", "#d9ae94")
_DETAILS = 26
_EXIF, _TAKEN = 0x8769, 0x9003


def files(clean: Frames, instead: Mapping[str, str]) -> dict[str, bytes]:
    """Name -> picture, of all names in the cells of some frames; ``instead``: see ``Mistake.photos``."""
    drawings = {name: drawn(name, taken) for name, taken in _cited(clean)}
    for name, other in instead.items():
        if other:
            drawings[name] = drawings[other]
        else:
            del drawings[name]
    return drawings


def drawn(name: str, taken: date | None) -> bytes:
    """The picture of a name, always the same one: JPEG, with the day on which it was taken."""
    from PIL import Image, ImageDraw

    chance = stream("照片", name)
    width, height = SIZE
    picture = Image.new("RGB", SIZE, chance.choice(_SKIES))
    draw = ImageDraw.Draw(picture)
    ground = chance.randrange(height // 2, height * 3 // 4)
    draw.rectangle((0, ground, width, height), chance.choice(_GROUNDS))
    for _ in range(_DETAILS):
        left, wide, high = chance.randrange(width), chance.randrange(20, 110), chance.randrange(20, 150)
        foot = chance.randrange(ground, height)
        box = left, foot - high, left + wide, foot
        shape = chance.choice((draw.rectangle, draw.rectangle, draw.ellipse))
        shape(box, chance.choice(_THINGS), "#3d405b")
    exif = Image.Exif()
    if taken:
        exif.get_ifd(_EXIF)[_TAKEN] = f"{taken:%Y:%m:%d} 10:{chance.randrange(60):02}:00"
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=80, exif=exif)
    return file.getvalue()


def _cited(frames: Frames) -> Iterator[tuple[str, date | None]]:
    """The names in all cells, each with the day that its row says nearest before it."""
    for table, rows in frames.items():
        for column in table.columns:
            if column.photos:
                days = _days(column)
                for row, text in rows.loc[rows[column] != "", column].items():
                    said = [rows.at[row, day] for day in days if day in rows]
                    taken = next((day.date() for day in said if day == day), None)  # NaT is not itself
                    yield from ((name, taken) for name in named(text))


def _days(column: Column) -> list[Column]:
    """The days of a sheet, those before the column first and the nearest of them first."""
    columns = column.table.columns
    at = next(place for place, own in enumerate(columns) if own is column)
    ordered = [*reversed(columns[:at]), *columns[at:]]
    return [own for own in ordered if own.kind is Kind.DAY]
