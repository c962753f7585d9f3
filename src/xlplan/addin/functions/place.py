"""Where a formula stands: the workbooks it may be in, the office they lie in, and its books as they were saved last."""

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from xlplan.findings import CannotRun
from xlplan.jobs.desk import Desk, find_office
from xlplan.tables.books import Books, read

_HELD = 2.0
"""Seconds for which a master that cannot be read is not tried again: it may be in the middle of being saved."""
_kept: dict[Path, tuple[object, float, Books]] = {}
"""Office -> what its masters looked like when they were read, when that was, and the books."""


@dataclass(frozen=True)
class Place:
    """The paths of the workbooks that a formula may stand in: one in Excel, all that are open in LibreOffice.

    A formula has one of its own, so that all its cells see the same books.
    """

    workbooks: tuple[str, ...]
    clock: date

    @cached_property
    def office(self) -> Path | None:
        """The one office that they lie in, None for none; raises CannotRun for several, for none is chosen by guess."""
        found = set()
        for workbook in filter(None, self.workbooks):
            with suppress(CannotRun, OSError, ValueError):
                path = Path(workbook)
                if path.is_absolute():
                    found.add(find_office(path.resolve().parent))
        if len(found) > 1:
            raise CannotRun("打开的工作簿分别在几个单位的文件夹里，不知道问的是哪个；请只留一个单位的。")
        return next(iter(found), None)

    @contextmanager
    def books(self) -> Iterator[Books]:
        """The books of the office, for one who needs every row of every table he reads."""
        with self._books.asked():
            yield self._books

    @cached_property
    def _books(self) -> Books:
        if self.office is None and any("://" in workbook for workbook in self.workbooks):
            raise CannotRun("这个工作簿是从网上打开的，请从本机的单位文件夹里打开。")
        if self.office is None:
            raise CannotRun("这个工作簿不在单位的文件夹里（找不到 xlplan.toml），不知道查哪个单位的台账。")
        return _saved(Desk.at(self.office, None, self.clock, lambda step: None)).requiring(True)


def _saved(desk: Desk) -> Books:
    """The masters of an office, read again when one of them has another time or size than before."""
    masters = desk.masters()
    looks = desk.today, *map(_look, masters.values())
    before, when, books = _kept.get(desk.office, (None, 0.0, None))
    fresh = books is not None and (not books.refused or time.monotonic() - when < _HELD)
    if books is None or before != looks or not fresh:
        books = read(masters, desk.today)
        _kept[desk.office] = looks, time.monotonic(), books
    return books


def _look(master: Path) -> tuple[int, int] | None:
    try:
        found = master.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
