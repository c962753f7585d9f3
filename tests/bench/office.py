"""A whole office with many rows in all its masters: every sheet, every rule."""

import json
import sys
from collections import Counter
from pathlib import Path

from tests.bench import schools
from tests.bench.measure import Program, Row, python, side_by_side
from xlplan.rules import book_rules

SCHOOLS = 10
MOST = 8
_XLPLAN = Path(sys.executable).with_name("xlplan")


def row() -> Row:
    folder = schools.school(SCHOOLS)
    raw, ours = side_by_side(
        python("raw read of all masters (fastexcel, same types, to pandas)", "raw_office", folder),
        Program("xlplan check", (_XLPLAN, "check", "--office", folder, "--json"), exits=(0, 1)),
        runs=3,
    )
    found = json.loads(ours.said)
    assert not [*found["waiting"], *found["refused"]]
    rows = Counter[str]()
    for table in found["tables"]:
        rows[table["workbook"]] += table["rows"]
    every = rows.total()
    told = Counter(finding["rule"] for finding in found["findings"])
    by_workbook = ", ".join(f"{workbook} {count:,}" for workbook, count in rows.items())
    by_rule = ", ".join(f"{rule} {count}" for rule, count in told.most_common())
    return Row(
        f"Check a whole office of {every:,} rows in all its masters",
        f"at most {MOST} times the raw read of the same workbooks",
        ours.best / raw.best <= MOST,
        (raw, ours),
        (
            f"Rows: {by_workbook}; {every / ours.best:,.0f} rows a second.",
            f"All {len(book_rules())} rules and every cell, with 11 months of statements and 10 of the centre's exports, which "
            f"the raw read leaves out: {sum(found['counts'].values())} findings ({by_rule}).",
        ),
    )
