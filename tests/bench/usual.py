"""Three checks on a large ledger, against pandas with openpyxl."""

from tests.bench import ledgers
from tests.bench.check import CHECKS, LINES, RULES
from tests.bench.measure import Row, python, side_by_side

LEAST = 10


def row() -> Row:
    path = ledgers.workbook(LINES, 2, mistakes=True)
    ours, usual = side_by_side(
        python("xlplan", "ours", path, *RULES),
        python('pandas.read_excel(engine="openpyxl")', "usual", path),
        runs=1,
    )
    return Row(
        f"The usual way: the same checks of {LINES:,} lines with pandas and openpyxl",
        f"at least {LEAST} times slower than xlplan",
        usual.best >= LEAST * ours.best and usual.said == ours.said,
        (ours, usual),
        (f"Checks: {CHECKS}.", f"xlplan says: {ours.said}; the usual way says: {usual.said}."),
    )
