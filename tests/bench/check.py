"""Three checks on a large ledger, against reading the file at all."""

from tests.bench import ledgers
from tests.bench.measure import Row, python, side_by_side

LINES = 1_000_000
RULES = ("VCH-01", "VCH-02", "VCH-04")
CHECKS = "unbalanced vouchers, gaps in their numbers, unknown accounts"
MOST = 1.5


def row() -> Row:
    path = ledgers.workbook(LINES, 2, mistakes=True)
    raw, ours = side_by_side(
        python("raw read (fastexcel, same types, to pandas)", "raw", path),
        python("xlplan: read, every cell and three rules", "ours", path, *RULES),
        runs=3,
    )
    return Row(
        f"Check a ledger of {LINES:,} voucher lines",
        f"at most {MOST} times the raw read of the same file",
        ours.best / raw.best <= MOST,
        (raw, ours),
        (f"Rules {', '.join(RULES)}: {CHECKS}. xlplan says: {ours.said}.",),
    )
