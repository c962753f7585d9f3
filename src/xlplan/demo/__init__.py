"""The demo school: a township junior school as its masters stand on 2026-11-30, with a clerk's mistakes or without.

Each source says what happens in its field: ``events()``. All of it together becomes the ``Year``, where every event has the
number of its voucher; from that each field fills the sheets of its master.
"""

from functools import cache

import pandas as pd

from xlplan.demo import (
    assets,
    banks,
    budget,
    canteen,
    canteen_book,
    centre,
    claims,
    confirmations,
    disclosure,
    dormitory,
    duty,
    expenses,
    fees,
    health,
    home_visits,
    issues,
    leavers,
    ledger,
    occasions,
    payroll,
    people,
    pictures,
    plan,
    projects,
    pupils,
    records,
    safety,
    stores,
    upkeep,
    year,
)
from xlplan.demo.edits import Planted, applied, planted
from xlplan.demo.events import TODAY
from xlplan.demo.mistakes import MISTAKES
from xlplan.demo.mistakes import centre as unseen
from xlplan.demo.spots import Given
from xlplan.excel.frames import Frames
from xlplan.excel.masters import Raw, workbook
from xlplan.excel.table import Table
from xlplan.tables import ABOUT, MASTERS
from xlplan.tables.assets import AssetCard
from xlplan.tables.canteen import CanteenMonth
from xlplan.tables.ledger import VoucherLine

_SOURCES = (expenses, occasions, payroll, fees, canteen, assets)

__all__ = [
    "TODAY",
    "centre_exports",
    "described",
    "files",
    "frames",
    "happened",
    "office",
    "photos",
    "statements",
]


@cache
def happened() -> year.Year:
    """What happened in the school until today."""
    events = list(issues.stocked(event for source in _SOURCES for event in source.events()))
    return year.told([*events, *assets.depreciation(events)])


@cache
def _clean() -> dict[type[Table], pd.DataFrame]:
    own = happened()
    claimed = claims.frames(own)
    owned = assets.frames(own, claimed)
    booked, eaten = ledger.frames(own), canteen_book.frames(own)
    return (
        people.frames()
        | budget.frames()
        | booked
        | plan.frames()
        | records.frames()
        | confirmations.frames(own)
        | stores.frames(own)
        | claimed
        | payroll.frames(own)
        | owned
        | upkeep.frames(own, owned[AssetCard], claimed)
        | fees.frames(own)
        | pupils.frames()
        | home_visits.frames()
        | health.frames()
        | dormitory.frames()
        | leavers.frames()
        | projects.frames(claimed, owned)
        | eaten
        | disclosure.frames(booked[VoucherLine], eaten[CanteenMonth])
        | duty.frames()
        | safety.frames()
    )


def frames() -> dict[type[Table], pd.DataFrame]:
    """The typed frames of all sheets that are not empty, without a mistake; the same on every call."""
    return {table: frame.copy() for table, frame in _clean().items()}


def office(clean: bool = False) -> tuple[Frames, Raw]:
    """Frames and raw cells of the school, with the clerk's mistakes unless it is to be clean."""
    return (frames(), {}) if clean else applied(frames(), MISTAKES)


def files(clean: bool = False) -> dict[str, bytes]:
    """Workbook name -> content."""
    sheets, raw = office(clean)
    return {
        name: workbook(tables, sheets, raw, lists=sheets, about=ABOUT[name])
        for name, tables in MASTERS.items()
    }


def statements(clean: bool = False) -> dict[str, bytes]:
    """Name -> content of the files in bank/: one for each bank account and month."""
    spoilt = {part: edit for mistake in MISTAKES for part, edit in mistake.statements.items()}
    return banks.statements(happened(), {} if clean else spoilt)


def centre_exports(clean: bool = False) -> dict[str, bytes]:
    """Name -> content of the files in centre/: one for each month that the accounting centre has given."""
    return centre.files(centre.pages(frames()) if clean else _centre())


def photos(clean: bool = False) -> dict[str, bytes]:
    """Name -> content of the files in photos/: a picture for each name in a cell of the clean school."""
    spoilt = {name: of for mistake in MISTAKES for name, of in mistake.photos.items()}
    return pictures.files(_clean(), {} if clean else spoilt)


def _centre() -> centre.Pages:
    """What the centre has booked: the vouchers as they were handed over, with what the school itself got wrong."""
    own = tuple(mistake for mistake in MISTAKES if mistake not in unseen.MISTAKES)
    spoilt, _ = applied(frames(), own)
    return centre.pages(
        spoilt, {month: edit for mistake in MISTAKES for month, edit in mistake.exports.items()}
    )


def described() -> tuple[Planted, ...]:
    """What was done wrong, where it is found and by which rules."""
    return planted(frames(), MISTAKES, Given(banks.movements(happened()), _centre()))
