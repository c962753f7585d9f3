"""What a clerk waits for after a click."""

import sys
from pathlib import Path

from tests.bench.measure import Program, Row, side_by_side

OFFICE = Path("build/demo-school")
_XLPLAN = Path(sys.executable).with_name("xlplan")


def help_row() -> Row:
    return _row("The command line", "xlplan --help", ("--help",), 0.3)


def check_row() -> Row:
    if not OFFICE.exists():
        side_by_side(Program("xlplan new", (_XLPLAN, "new", OFFICE, "--demo")), runs=1)
    return _row("A one-click check of the demo office", "xlplan check", ("check", "--office", OFFICE), 2.0)


def _row(title: str, what: str, arguments: tuple[str | Path, ...], limit: float) -> Row:
    (side,) = side_by_side(Program(what, (_XLPLAN, *arguments), exits=(0, 1)), runs=5)
    return Row(title, f"under {limit} s", side.best < limit, (side,))
