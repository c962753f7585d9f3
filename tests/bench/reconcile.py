"""A bank day book against the bank's statement."""

from tests.bench import banks
from tests.bench.measure import Row, python, side_by_side

ROWS = 100_000
MOST = 3


def row() -> Row:
    files = banks.ledger(ROWS), banks.statement(ROWS)
    read, reconciled = side_by_side(
        python("xlplan: read both files (.xlsx and .csv)", "both", *files),
        python("xlplan: read and reconcile them", "reconciled", *files),
        runs=3,
    )
    return Row(
        f"Reconcile {ROWS:,} book rows with {ROWS:,} bank rows",
        f"under {MOST} times the time to read both files",
        reconciled.best < MOST * read.best,
        (read, reconciled),
        (f"xlplan says: {reconciled.said}.",),
    )
