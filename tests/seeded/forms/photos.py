"""The pictures that cells name: GEN-07."""

from collections.abc import Iterator
from itertools import pairwise

from tests.seeded.forms import form
from tests.seeded.mistakes import Mistake
from tests.seeded.office import CleanOffice
from xlplan.excel.table import Column
from xlplan.tables import MASTERS
from xlplan.tables.photos import named

_COLUMNS = [
    column for tables in MASTERS.values() for table in tables for column in table.columns if column.photos
]


def _cells(office: CleanOffice) -> Iterator[tuple[Column, int, str, list[str]]]:
    """Column, row, text and names of every cell that names pictures."""
    for column in _COLUMNS:
        for row, text in office[column.table][column].items():
            if text:
                yield column, int(row), text, named(text)


@form("GEN-07")
def picture_that_is_gone(office: CleanOffice) -> Iterator[Mistake]:
    """The file is not there."""
    for column, row, _, names in _cells(office):
        yield Mistake({}, (column, row), photos={names[-1]: None})


@form("GEN-07")
def file_that_is_no_picture(office: CleanOffice) -> Iterator[Mistake]:
    """A broken file, one of an iPhone, one that was not copied to its end."""
    for column, row, _, names in _cells(office):
        for content in (b"\xff\xd8\xff\xe0\0\x10JFIF", b"\0\0\0\x18ftypheic\0\0\0\0", b"", b"%PDF-1.7"):
            yield Mistake({}, (column, row), photos={names[0]: content})


@form("GEN-07")
def picture_used_twice(office: CleanOffice) -> Iterator[Mistake]:
    """The bytes of another picture under the name of a later one."""
    for before, after in pairwise(_cells(office)):
        yield Mistake({}, after[:2], photos={after[3][-1]: office.photos[before[3][0]]})


@form("GEN-07")
def picture_named_in_another_folder(office: CleanOffice) -> Iterator[Mistake]:
    """The name without its folder, or in another one, or with a slip."""
    for column, row, text, names in _cells(office):
        wrong = (
            names[0].rpartition("/")[2],
            f"照片/{names[0]}",
            f"../{names[0]}",
            names[0].replace(".", "。"),
        )
        for other in wrong:
            if other != names[0]:
                yield Mistake({(column, row): text.replace(names[0], other, 1)}, (column, row))
