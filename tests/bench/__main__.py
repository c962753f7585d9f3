"""``make bench``: every speed target measured in one run; writes docs/bench.md."""

import os
import platform
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from tests.bench import check, letters, night, notices, office, peers, reconcile, start, usual
from tests.bench.measure import Row, table

PAGE = Path("docs/bench.md")
ROWS: tuple[Callable[[], Row], ...] = (
    check.row,
    usual.row,
    peers.row,
    reconcile.row,
    office.row,
    notices.row,
    letters.row,
    start.help_row,
    start.check_row,
    night.nightly_row,
    night.snapshot_row,
    night.diff_row,
)
_HEAD = """\
# How fast

Written by `make bench`. The programs of a table ran in turns on one machine, each run a fresh process timed from start to
exit, imports included; ratios are between best runs. The machine: {cores} cores, Python {python}, {libraries}.
"""
_LIBRARIES = ("fastexcel", "pandas", "pyarrow", "openpyxl", "docxtpl")


def _section(row: Row) -> str:
    verdict = "met" if row.met else "**missed**"
    notes = "".join(f"\n{note}\n" for note in row.notes)
    return f"## {row.title}\n\nTarget: {row.target}; {verdict}.\n\n{table(row.sides)}\n{notes}"


def main() -> None:
    head = _HEAD.format(
        cores=os.cpu_count(),
        python=platform.python_version(),
        libraries=", ".join(f"{library} {version(library)}" for library in _LIBRARIES),
    )
    sections = []
    for measure in ROWS:
        sections.append(_section(measure()))
        print(sections[-1], flush=True)
    PAGE.write_text("\n".join([head, *sections]), encoding="utf-8")


main()
