"""Ask every rule about the books: findings in sheet order, what waits and why, and counts that are always true."""

import string
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

import pandas as pd

from xlplan.excel.defects import CONSTANT_OVER_FORMULA
from xlplan.findings import Finding, Rule, Severity
from xlplan.money import grouped
from xlplan.rules import BookRule, Hits, book_rules
from xlplan.rules.exemptions import Exemptions
from xlplan.tables import MASTERS
from xlplan.tables.books import Books, Waiting

LISTED = 1000
"""Findings of one rule that are listed; the rest is counted."""

_SHEETS = {
    table.sheet: place for place, table in enumerate(table for tables in MASTERS.values() for table in tables)
}


@dataclass(frozen=True)
class Judgement:
    """What all rules say of the books."""

    findings: tuple[Finding, ...]
    """In the order of workbooks, sheets, rows and columns."""
    counts: dict[Severity, int]
    """How many there are, listed or not."""
    unlisted: dict[str, int] = field(default_factory=dict)
    """Rule id -> how many more than the listed ones."""
    waiting: tuple[tuple[Rule, str], ...] = ()
    """Rules that could not judge, and why."""


class _Sentence(string.Formatter):
    def format_field(self, value: object, spec: str) -> str:
        if spec == "元":
            return grouped(int(value))  # type: ignore[call-overload]
        if isinstance(value, pd.Timestamp):
            return f"{value:%Y-%m-%d}"
        return str(super().format_field(value, spec))


def judge(books: Books, month: str = "", workbooks: Collection[str] | None = None) -> Judgement:
    """Run all rules; with ``month`` (YYYY-MM) or ``workbooks`` only what stands in rows of that month, in these."""
    exemptions = Exemptions(books)
    found: list[Finding] = []
    unlisted: Counter[tuple[str, Severity]] = Counter()
    waiting: list[tuple[Rule, str]] = []
    for rule in book_rules():
        try:
            for hits in rule.find(books.requiring(rule.whole)):
                if workbooks is None or hits.at.table.workbook in workbooks:
                    rows = _of_month(books, hits, month)
                    listed = rows[
                        (pd.RangeIndex(len(rows)) < LISTED) | rows.index.isin(exemptions.rows(rule))
                    ]
                    found += _findings(books, rule, hits, listed)
                    unlisted[rule.id, hits.severity or rule.severity] += len(rows) - len(listed)
        except Waiting as reason:
            waiting.append((rule, str(reason)))
        except KeyError as error:
            lacking = books.absent(error)
            if lacking is None:
                raise
            waiting.append((rule, f"“{lacking.table.sheet}”表缺少“{lacking}”列"))
    accused = {finding.ref for finding in found}
    told: Counter[str] = Counter()
    for defect in books.defects():
        # A cell is accused once: a rule that shows the figure to be wrong says more than its lost formula.
        stale = defect.rule is CONSTANT_OVER_FORMULA and defect.ref in accused
        outside = (month and defect.month != month) or (
            workbooks is not None and defect.ref.workbook not in workbooks
        )
        if stale or outside:
            continue
        told[defect.rule.id] += 1
        if told[defect.rule.id] <= LISTED or defect.ref.row in exemptions.rows(defect.rule):
            found.append(defect)
        else:
            unlisted[defect.rule.id, defect.severity] += 1
    found = exemptions.apply(found, tell_unused=not month and workbooks is None)
    found.sort(key=lambda finding: (_SHEETS.get(finding.ref.sheet, -1), finding.ref, finding.rule.id))
    counts = Counter(finding.severity for finding in found)
    for (_, severity), more in unlisted.items():
        counts[severity] += more
    return Judgement(
        tuple(found),
        {severity: counts[severity] for severity in Severity},
        {id: more for (id, _), more in unlisted.items() if more},
        tuple(waiting),
    )


def _of_month(books: Books, hits: Hits, month: str) -> pd.DataFrame:
    if not month:
        return hits.rows
    table = hits.at.table
    dated = table.dated()
    if dated is None:
        return hits.rows.iloc[:0]
    days = books.sheets[table].rows[dated].reindex(hits.rows.index)
    return hits.rows[(days.dt.to_period("M") == pd.Period(month)).to_numpy()]


def _findings(books: Books, rule: BookRule, hits: Hits, rows: pd.DataFrame) -> Iterator[Finding]:
    sentence = _Sentence()
    for row, facts in zip(rows.index, rows.to_dict("records"), strict=True):
        message = sentence.vformat(hits.message, (), facts)
        ref = books.ref(hits.at, row)
        yield Finding(rule, hits.severity or rule.severity, ref, message, *books.labels(hits.at.table, row))
