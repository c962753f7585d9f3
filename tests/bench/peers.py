"""The same transactions checked by the programs of plain-text accounting."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from tests.bench import ledgers
from tests.bench.measure import Program, Row, python, side_by_side

TRANSACTIONS = 100_000
RULES = ("VCH-01", "VCH-04")
_OWN = Path(".venv-bench/bin")
"""beancount's environment; it is GPL and stays out of ours."""


def row() -> Row:
    path = ledgers.workbook(2 * TRANSACTIONS, 1, mistakes=False)
    peers = {name: program for name, program in _peers() if program}
    ours, *others = side_by_side(
        python(f"xlplan: the .xlsx, {' and '.join(RULES)}", "ours", path, *RULES), *peers.values(), runs=5
    )
    rivals = [other for name, other in zip(peers, others, strict=True) if name != "ledger"]
    return Row(
        f"Check {TRANSACTIONS:,} transactions of two lines",
        "faster than bean-check and hledger, reading .xlsx",
        len(rivals) == 2 and all(other.best > ours.best for other in rivals),
        (ours, *others),
        tuple(f"{name} is not on this machine." for name, program in _peers() if program is None),
    )


def _peers() -> Iterator[tuple[str, Program | None]]:
    """Each peer by name, None where it cannot be had."""
    found = shutil.which("bean-check", path=_OWN)
    # Its cache would make every run but the first a look at the file's time.
    text = ledgers.beancount(TRANSACTIONS)
    yield "bean-check", Program("bean-check", (found, "--no-cache", text)) if found else None
    journal = ledgers.journal(TRANSACTIONS)
    found = shutil.which("hledger")
    yield "hledger", Program("hledger check", (found, "check", "-f", journal)) if found else None
    found = shutil.which("ledger")
    yield "ledger", Program("ledger bal", (found, "bal", "-f", journal)) if found else None
