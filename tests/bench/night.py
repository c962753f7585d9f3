"""What the night takes, and what a clerk waits for who asks what has changed since."""

import shutil
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from tests.bench.ledgers import FOLDER, Voucher, vouchers, write_workbook
from tests.bench.measure import Program, Row, python, side_by_side
from tests.bench.start import OFFICE
from xlplan.jobs.desk import Desk
from xlplan.jobs.new import new
from xlplan.jobs.trail.snapshot import snapshot

_XLPLAN = Path(sys.executable).with_name("xlplan")
_LINES = 100_000


def nightly_row() -> Row:
    """A nightly run with its snapshot and its page."""
    (side,) = side_by_side(
        Program("xlplan nightly", (_XLPLAN, "nightly", "--office", OFFICE), exits=(0, 1)), runs=3
    )
    return Row(
        "A nightly run of the demo office, with snapshot and morning page",
        "under 12 s",
        side.best < 12,
        (side,),
    )


def snapshot_row() -> Row:
    """A snapshot where nothing has changed; what starting Python takes stands beside it."""
    start, ours = side_by_side(
        python("start and imports alone", "snapshots", OFFICE, "0"),
        python("the same and a snapshot", "snapshots", OFFICE, "1"),
        runs=5,
    )
    return Row(
        "A snapshot of the unchanged demo office", "under 0.5 s", ours.best - start.best < 0.5, (start, ours)
    )


def diff_row() -> Row:
    """What has changed between two states of a large ledger."""
    (side,) = side_by_side(
        Program("xlplan snapshot diff", (_XLPLAN, "snapshot", "diff", "--office", _changed())), runs=3
    )
    return Row(
        f"What has changed in a ledger of {_LINES:,} lines", "under 10 s", side.best < 10, (side,),
        (f"xlplan says, last: {side.said.splitlines()[-1]}",),
    )  # fmt: skip


def _changed() -> Path:
    """An office with a snapshot of its ledger, in which a hundred amounts and summaries were changed since."""
    office = FOLDER / f"changed-{_LINES}"
    if not office.exists():
        part = office.with_suffix(".part")
        shutil.rmtree(part, ignore_errors=True)
        new(part)
        ledger = part / "workbooks" / "ledger.xlsx"
        own = list(vouchers(_LINES // 4, 2, mistakes=False))
        write_workbook(ledger, own)
        snapshot(Desk(part, date(2026, 12, 31)))
        write_workbook(ledger, _edited(own))
        part.replace(office)
    return office


def _edited(own: list[Voucher]) -> Iterator[Voucher]:
    """A hundred vouchers with another amount, and one that is gone."""
    for voucher in own:
        if voucher.place % (len(own) // 100) == 7:
            yield voucher._replace(fen=voucher.fen * 10)
        elif voucher.place != len(own) // 2:
            yield voucher
