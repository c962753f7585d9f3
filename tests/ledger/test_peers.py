"""Balances per account are those of beancount and hledger, which read the same transactions as text.

Both are GPL programs: they are run, never imported. ``make bench`` gets them.
"""

import csv
import shutil
import subprocess
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random

import pandas as pd
import pytest

from tests.bench import ledgers
from xlplan.excel.frames import empty
from xlplan.excel.reading import Workbook
from xlplan.ledger.balances import balanced, totals, trial_balance
from xlplan.tables.ledger import OpeningBalance, VoucherLine

TRANSACTIONS = 10_000
LAST_DAYS = (date(2026, 1, 31), date(2026, 6, 30), date(2026, 10, 8), date(2026, 12, 31))
BEANCOUNT = Path(__file__).parents[2] / ".venv-bench" / "bin" / "python"
_LOADED = """
import datetime, sys
from collections import defaultdict
from beancount import loader
from beancount.core.data import Transaction
entries, errors, _ = loader.load_file(sys.argv[1])
assert not errors, errors[:3]
sums = defaultdict(int)
for entry in entries:
    if isinstance(entry, Transaction) and entry.date <= datetime.date.fromisoformat(sys.argv[2]):
        for posting in entry.postings:
            sums[posting.account] += posting.units.number
print("account,balance")
for account, amount in sums.items():
    print(f"{account},{amount}")
"""


def _transactions() -> list[ledgers.Voucher]:
    """Vouchers of one or two pairs of lines, on eighteen accounts of both books, now and then in red."""
    chance = Random(2026)
    financial = ["1001", "100201", "100202", "1218", "1601", "2201", "2307", "4001", "5001", "5101"]
    budgetary = ["6001", "6609", "7201", "7901", "800101", "800102", "8101", "8201"]
    return [
        voucher._replace(
            fen=chance.randrange(1, 10**9) * chance.choice((1, 1, 1, -1)),
            accounts=tuple(
                (first, second)
                for codes in (financial, budgetary)[: chance.randrange(1, 3)]
                for first, second in (chance.sample(codes, 2),)
            ),
        )
        for voucher in ledgers.vouchers(TRANSACTIONS, 2, mistakes=False)
    ]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same transactions as ledger.xlsx, as a file of beancount and as a journal of hledger."""
    folder, transactions = tmp_path_factory.mktemp("peers"), _transactions()
    ledgers.write_workbook(folder / "ledger.xlsx", transactions)
    ledgers.write_beancount(folder / "same.beancount", transactions)
    ledgers.write_journal(folder / "same.journal", transactions)
    return folder


@pytest.fixture(scope="module")
def lines(folder: Path) -> pd.DataFrame:
    sheet = Workbook(folder / "ledger.xlsx").read(VoucherLine, {})
    assert (sheet.findings, sheet.left_out) == ((), 0)
    return sheet.rows


def ours(lines: pd.DataFrame, day: date) -> dict[str, int]:
    """Fen of the accounts that do not stand at nothing."""
    balance = trial_balance(empty(OpeningBalance), lines, day, f"{day:%Y-%m}")
    assert balanced(totals(balance))
    closing = balance["期末"]
    return {str(code): int(fen) for code, fen in closing[closing != 0].items()}


def theirs(program: str | Path, *words: str | Path) -> dict[str, int]:
    """Fen of each account that a peer prints as comma-separated text."""
    run = subprocess.run([program, *words], capture_output=True, encoding="utf-8", check=True)
    header, *rows = csv.reader(run.stdout.splitlines())
    assert header == ["account", "balance"]
    amounts = {
        account.rpartition(":A")[2]: Decimal(amount.replace("CNY", "").replace(",", ""))
        for account, amount in rows
    }
    assert all(amount * 100 == int(amount * 100) for amount in amounts.values())
    return {code: int(amount * 100) for code, amount in amounts.items() if amount}


@pytest.mark.skipif(not BEANCOUNT.exists(), reason="beancount is not here; make bench gets it")
@pytest.mark.parametrize("day", LAST_DAYS, ids=str)
def test_balances_are_those_of_beancount(folder: Path, lines: pd.DataFrame, day: date) -> None:
    found = theirs(BEANCOUNT, "-c", _LOADED, folder / "same.beancount", str(day))
    assert len(found) == 18
    assert ours(lines, day) == found


@pytest.mark.skipif(not shutil.which("hledger"), reason="hledger is not here; make bench gets it")
@pytest.mark.parametrize("day", LAST_DAYS, ids=str)
def test_balances_are_those_of_hledger(folder: Path, lines: pd.DataFrame, day: date) -> None:
    after = day + timedelta(days=1)
    report = ("balance", "--flat", "--no-total", "--output-format=csv", f"--end={after}")
    assert ours(lines, day) == theirs("hledger", *report, "-f", folder / "same.journal")
