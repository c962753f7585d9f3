from collections.abc import Iterator, Mapping
from typing import NamedTuple

import pandas as pd

from xlplan.excel.kinds import Kind
from xlplan.excel.table import Column
from xlplan.findings import Severity
from xlplan.rules import Hits, rule
from xlplan.tables import MASTERS
from xlplan.tables.books import Books
from xlplan.tables.photos import Photo, named

_COLUMNS = [
    column for tables in MASTERS.values() for table in tables for column in table.columns if column.photos
]


class _Named(NamedTuple):
    """A picture as a cell names it."""

    column: Column
    row: int
    name: str


@rule(
    "GEN-07",
    fix="把照片放进单位的 photos 文件夹，照它的名字改这一格；用了别处照片的，换成这一次拍的。",
)
def no_such_photo(books: Books) -> Iterator[Hits]:
    """写了照片，照片没有或者用过

    填照片的格子里写的每个名字，photos 文件夹里都要有这个文件，要打得开，是图片（JPG、PNG 等，不能是 HEIC、PDF）。名字连同里面的文件夹一起写，
    如 隐患/前.jpg；大写小写一样。同一张照片（内容完全一样，换了名字也算）不能用两次，指向后面那一格。

    照片里有拍摄日期的，比这一行里最早的日期还早、最晚的日期还晚超过参数“照片日期相差天数”，是提示：相机的日期可能没有调准，请看一看。

    错：
    照片：家访/王强 9月.jpg、家访/再来.jpg = 家访/王强 9月.jpg、坏.jpg（坏）、手机.heic（HEIC）、扫描.jpg（PDF）、旧.jpg（2026-03-01）、新.jpg（2026-09-12）
    控辍家访
    | 家访号  | 家访日     | 照片                                       |
    | ------- | ---------- | ------------------------------------------ |
    | JF-01   | 2026-09-04 | 家访/王强 9月.jpg                          |
    | JF-02   | 2026-09-04 | **家访/再来.jpg**                          |
    | JF-03   | 2026-09-04 | **家访/没有.jpg**                          |
    | JF-04   | 2026-09-04 | **坏.jpg**                                 |
    | JF-05   | 2026-09-04 | **手机.heic**                              |
    | JF-06   | 2026-09-04 | **新.jpg、扫描.jpg**                       |
    | JF-07   | 2026-09-04 | **再来.jpg**                               |
    | JF-08   | 2026-09-04 | **../photos/旧.jpg**                       |
    | JF-09   | 2026-09-04 | **旧.jpg**                                 |
    | JF-10   | 2026-09-14 | **新.jpg**                                 |

    错：
    照片：新.jpg（2026-09-12）
    控辍家访
    | 家访号  | 家访日     | 照片       |
    | ------- | ---------- | ---------- |
    | JF-10   | 2026-09-04 | **新.jpg** |

    对：
    照片：九月/前.jpg（2026-09-05）、后.PNG、没有日期 1.jpg
    控辍家访
    | 家访号  | 家访日     | 照片                                |
    | ------- | ---------- | ----------------------------------- |
    | JF-01   | 2026-09-04 | 九月/前.jpg，没有日期 1.jpg         |
    | JF-02   | 2026-09-04 | 后.png                              |
    | JF-03   | 2026-09-04 |                                     |
    """
    cells = [(column, rows[rows[column] != ""]) for column, rows in books.present(_COLUMNS)]
    places = [
        _Named(column, row, name)
        for column, rows in cells
        for row, text in rows[column].items()
        for name in named(text)
    ]
    if not places:
        return
    photos = books.photos(list(dict.fromkeys(place.name for place in places)))
    told = _told(places, photos)
    (far,) = books.numbers("照片日期相差天数", pd.Series([pd.Timestamp(books.today)]))
    for column, rows in cells:
        faults = rows.index.to_series().map(told.get(id(column), {}))
        yield Hits(rows.assign(照片问题=faults)[faults.notna()], column, "{照片问题}。")
        strange = _strange(rows[faults.isna()], column, photos, pd.Timedelta(days=far))
        yield Hits(
            rows.loc[strange.index].assign(拍摄=strange),
            column,
            "{拍摄}，和这一行的日期对不上，看看是不是这一次的照片。",
            Severity.NOTE,
        )


def _told(places: list[_Named], photos: Mapping[str, Photo]) -> dict[int, dict[int, str]]:
    """Column (by identity: headers of two sheets are equal) -> row -> what is wrong with its pictures."""
    told: dict[int, dict[int, str]] = {}
    first: dict[object, _Named] = {}
    for place in places:
        photo = photos.get(place.name, Photo())
        why = photo.fault
        if not why and photo.path:
            before = first.setdefault(photo.digest or photo.path, place)
            if before is not place:
                why = f"和“{before.column.table.sheet}”第 {before.row} 行的 {before.name} 是同一张照片"
        if why:
            cells = told.setdefault(id(place.column), {})
            said = f"{place.name} {why}"
            cells[place.row] = f"{cells[place.row]}；{said}" if place.row in cells else said
    return told


def _strange(rows: pd.DataFrame, column: Column, photos: Mapping[str, Photo], far: pd.Timedelta) -> pd.Series:
    """Of the pictures of each cell the first one that was taken long before or after all days of the row."""
    days = [own for own in column.table.columns if own.kind is Kind.DAY and own in rows]
    earliest, latest = rows[days].min(axis=1), rows[days].max(axis=1)
    found: dict[int, str] = {}
    for row, text in rows[column].items():
        for name in named(text):
            taken = pd.Timestamp(photos.get(name, Photo()).taken)
            if taken < earliest[row] - far or taken > latest[row] + far:
                found.setdefault(row, f"{name} 是 {taken:%Y-%m-%d} 拍的")
    return pd.Series(found, dtype=object)
