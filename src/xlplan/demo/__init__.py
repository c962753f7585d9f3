"""The demo school: a township junior school as its masters stand on 2026-11-30, with a clerk's mistakes or without."""

from random import Random

import pandas as pd

from xlplan.demo import banks, budget, confirmations, ledger, people, plan
from xlplan.demo.edits import Planted, applied, planted
from xlplan.demo.events import TODAY
from xlplan.demo.mistakes import MISTAKES
from xlplan.excel.frames import Frames
from xlplan.excel.masters import Raw, workbook
from xlplan.excel.table import Table
from xlplan.tables import MASTERS

_SEED = 2026

__all__ = ["TODAY", "described", "files", "frames", "office", "statements"]


def frames() -> dict[type[Table], pd.DataFrame]:
    """The typed frames of all sheets that are not empty, without a mistake; the same on every call."""
    school = people.frames() | budget.frames() | ledger.frames(Random(_SEED)) | plan.frames()
    return school | confirmations.frames(school)


def office(clean: bool = False) -> tuple[Frames, Raw]:
    """Frames and raw cells of the school, with the clerk's mistakes unless it is to be clean."""
    return (frames(), {}) if clean else applied(frames(), MISTAKES)


def files(clean: bool = False) -> dict[str, bytes]:
    """Workbook name -> content."""
    sheets, raw = office(clean)
    return {name: workbook(tables, sheets, raw, lists=sheets) for name, tables in MASTERS.items()}


def statements(clean: bool = False) -> dict[str, bytes]:
    """Name -> content of the files in bank/: one for each bank account and month."""
    spoilt = {part: edit for mistake in MISTAKES for part, edit in mistake.statements.items()}
    return banks.statements(frames(), {} if clean else spoilt)


def described() -> tuple[Planted, ...]:
    """What was done wrong, where it is found and by which rules."""
    return planted(frames(), MISTAKES)
