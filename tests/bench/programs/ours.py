"""Ours: the reader with all it checks of each cell, then the rules named on the command line."""

import sys
from datetime import date
from pathlib import Path

from xlplan.excel.frames import empty
from xlplan.excel.reading import Workbook
from xlplan.excel.sheets import Sheet
from xlplan.excel.table import Table
from xlplan.rules import book_rules
from xlplan.tables import starting
from xlplan.tables.books import Books
from xlplan.tables.ledger import VoucherLine

if __name__ == "__main__":
    path, *ids = sys.argv[1:]
    ledger = Workbook(Path(path)).read(VoucherLine, {})
    frames = starting.frames()
    others = {table: Sheet(table, frames.get(table, empty(table))) for table in Table.every.values()}
    books = Books(date(2026, 12, 31), others | {VoucherLine: ledger})
    rules = {rule.id: rule for rule in book_rules()}
    found = {
        id: sum(len(hits.rows) for hits in rules[id].find(books.requiring(rules[id].whole))) for id in ids
    }
    assert not ledger.findings, ledger.findings[:3]
    print(len(ledger.rows), "lines,", *found.values(), "found")
