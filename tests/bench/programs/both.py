"""Both files of a reconciliation read by our readers, and no more."""

import sys
from pathlib import Path

from xlplan.bank.reading import read_statement
from xlplan.excel.reading import Workbook
from xlplan.tables.ledger import BankEntry, OpeningBalance

if __name__ == "__main__":
    ledger = Workbook(Path(sys.argv[1]))
    ledger.read(OpeningBalance, {})
    book, statement = ledger.read(BankEntry, {}).rows, read_statement(Path(sys.argv[2])).rows
    print(len(book), "and", len(statement), "rows")
