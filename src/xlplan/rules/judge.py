"""Ask every rule about the books: findings in sheet order, what waits and why, and counts that are always true."""

import string
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from xlplan.cells import Ref
from xlplan.excel.defects import CONSTANT_OVER_FORMULA, SHEET_DEFECTS
from xlplan.excel.kinds import Kind
from xlplan.excel.privacy import hidden
from xlplan.excel.table import Column
from xlplan.findings import Finding, Rule, Severity
from xlplan.money import grouped
from xlplan.rules import BookRule, Hits, book_rules
from xlplan.rules.exemptions import Exemptions
from xlplan.tables import MASTERS
from xlplan.tables.books import Books, NotKept, Waiting
from xlplan.tables.statement import Statement

LISTED = 1000
"""Findings of one rule that are listed; the rest is counted."""

_SHEETS = {
    (table.workbook, table.sheet): place
    for place, table in enumerate(table for tables in MASTERS.values() for table in tables)
}
"""Statement files come after all sheets."""


@dataclass(frozen=True)
class Broken:
    """One rule that is broken: how badly, how often, and where first."""

    rule: Rule
    severity: Severity
    """The worst of its findings."""
    count: int
    unlisted: int
    first: Finding


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

    def broken(self) -> list[Broken]:
        """The broken rules, the worst first."""
        by_rule: dict[Rule, list[Finding]] = {}
        for finding in self.findings:
            by_rule.setdefault(finding.rule, []).append(finding)
        rules = []
        for rule, found in by_rule.items():
            worst = min((finding.severity for finding in found), key=lambda severity: severity.rank)
            more = self.unlisted.get(rule.id, 0)
            rules.append(Broken(rule, worst, len(found) + more, more, found[0]))
        return sorted(rules, key=lambda broken: (broken.severity.rank, broken.rule.id))


def judge(
    books: Books,
    month: str = "",
    workbooks: Collection[str] | None = None,
    rules: Collection[BookRule] | None = None,
) -> Judgement:
    """Run all rules, or ``rules``; with ``month`` (YYYY-MM) or ``workbooks`` only what stands in rows of that month, in these."""
    tally = _Tally(books, month, workbooks)
    waiting = tally.ask(book_rules() if rules is None else rules)
    # A cell is accused once: a rule that shows the figure to be wrong says more than its lost formula.
    accused = {finding.ref for finding in tally.found}
    for defect in books.defects():
        if defect.rule is not CONSTANT_OVER_FORMULA or defect.ref not in accused:
            tally.tell(defect)
    return tally.judgement(waiting, tell_unused=not month and workbooks is None and rules is None)


def of_topic(books: Books, topic: str | tuple[str, ...]) -> tuple[Finding, ...]:
    """What the rules whose ids begin with ``topic`` (DOC, APV-06), or one of several, find, but for what is exempted."""
    rules = [rule for rule in book_rules() if rule.id.startswith(topic)]
    return tuple(finding for finding in judge(books, rules=rules).findings if finding.rule in rules)


class _Tally:
    """Findings of one run as they come: listed up to the limit, counted beyond."""

    def __init__(self, books: Books, month: str, workbooks: Collection[str] | None) -> None:
        self.books, self.month, self.workbooks = books, month, workbooks
        self.exemptions = Exemptions(books)
        self.found: list[Finding] = []
        self.listed: Counter[str] = Counter()
        self.unlisted: Counter[tuple[str, Severity]] = Counter()

    def ask(self, rules: Iterable[BookRule]) -> tuple[tuple[Rule, str], ...]:
        """Add what these rules find; returns those that must wait, and why; one about what the office does not keep need not."""
        waiting: list[tuple[Rule, str]] = []
        for rule in rules:
            try:
                with self.books.asked():
                    for hits in rule.find(self.books.requiring(rule.whole)):
                        self.accuse(rule, hits)
            except NotKept:
                continue
            except Waiting as reason:
                waiting.append((rule, str(reason)))
        return tuple(waiting)

    def accuse(self, rule: BookRule, hits: Hits) -> None:
        """Add what a rule hit; raises Waiting where the sheet lacks the column that it accuses."""
        if hits.rows.empty or (self.workbooks is not None and hits.workbook not in self.workbooks):
            return
        if isinstance(hits.at, Column) and hits.at in self.books.sheets[hits.at.table].absent:
            raise Waiting(f"“{hits.at.table.sheet}”表缺少“{hits.at}”列")
        rows = self._of_month(hits)
        room = max(LISTED - self.listed[rule.id], 0)
        shown = rows
        if len(rows) > room:
            shown = rows[(pd.RangeIndex(len(rows)) < room) | rows.index.isin(self.exemptions.rows(rule))]
        severity = hits.severity or rule.severity
        self.found += _findings(self.books, rule, severity, hits, shown)
        self.listed[rule.id] += len(shown)
        self.unlisted[rule.id, severity] += len(rows) - len(shown)

    def tell(self, defect: Finding) -> None:
        """Add what is wrong with a cell."""
        if self.workbooks is not None and defect.ref.workbook not in self.workbooks:
            return
        # What is wrong with a sheet or its header is wrong in every month.
        if self.month and defect.month != self.month and defect.rule not in SHEET_DEFECTS:
            return
        if self.listed[defect.rule.id] < LISTED or defect.ref.row in self.exemptions.rows(defect.rule):
            self.found.append(defect)
            self.listed[defect.rule.id] += 1
        else:
            self.unlisted[defect.rule.id, defect.severity] += 1

    def judgement(self, waiting: tuple[tuple[Rule, str], ...], tell_unused: bool) -> Judgement:
        """All of it, exemptions taken off; those that nothing was found for are told where everything was asked."""
        found = self.exemptions.apply(self.found, tell_unused=tell_unused)
        found.sort(key=_place)
        counts = Counter(finding.severity for finding in found)
        unlisted: Counter[str] = Counter()
        for (id, severity), more in self.unlisted.items():
            counts[severity] += more
            unlisted[id] += more
        shown = {severity: counts[severity] for severity in Severity}
        return Judgement(tuple(found), shown, dict(+unlisted), waiting)

    def _of_month(self, hits: Hits) -> pd.DataFrame:
        if not self.month:
            return hits.rows
        months = [month for _, month in hits.labels(self.books, hits.rows)]
        return hits.rows[[month == self.month for month in months]]


def _place(finding: Finding) -> tuple[int, Ref, str]:
    ref = finding.ref
    return _SHEETS.get((ref.workbook, ref.sheet), len(_SHEETS)), ref, finding.rule.id


class _Sentence(string.Formatter):
    def format_field(self, value: Any, spec: str) -> str:
        if pd.isna(value):
            return "（空）"
        if spec == "元":
            return grouped(int(value))
        if spec == "量":
            return Kind.QUANTITY.told(value)
        if spec == "率":
            return Kind.RATE.told(round(value, 4))
        if isinstance(value, pd.Timestamp):
            return f"{value:{spec or '%Y-%m-%d'}}"
        return str(super().format_field(value, spec))


def _findings(
    books: Books, rule: BookRule, severity: Severity, hits: Hits, rows: pd.DataFrame
) -> Iterator[Finding]:
    sentence = _Sentence()
    said = list(dict.fromkeys(name for _, name, _, _ in sentence.parse(hits.message) if name))
    if not isinstance(hits.at, Statement):
        private = [column for column in hits.at.table.columns if column.private and column in rows]
        rows = rows.assign(**{column: rows[column].map(hidden, na_action="ignore") for column in private})
    labels = hits.labels(books, rows)
    columns = {name: rows[name].tolist() for name in said}
    for at, (row, names) in enumerate(zip(rows.index, labels, strict=True)):
        facts = {name: values[at] for name, values in columns.items()}
        message = sentence.vformat(hits.message, (), facts)
        yield Finding(rule, severity, books.ref(hits.at, row), message, *names)
