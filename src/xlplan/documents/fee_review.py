"""收费自查报告：一个学期收了哪些钱，照收费、票据、现金收入的规则查出了什么、怎么整改，不套红头。"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from xlplan.cells import Ref, Source
from xlplan.documents.figures import Printed
from xlplan.documents.paper import Document, Draft, file_name, lacking, torn
from xlplan.documents.printing import poured, printed, sourced
from xlplan.documents.titles import title_lines
from xlplan.documents.values import named
from xlplan.excel.kinds import Kind
from xlplan.excel.report import Figure
from xlplan.findings import Finding, Rule
from xlplan.reports.fees import fees
from xlplan.reports.forms import day_in_words, office_name
from xlplan.reports.paper import Of, When
from xlplan.reports.term import term_days
from xlplan.rules import book_rules
from xlplan.rules.judge import judge
from xlplan.tables.books import Books
from xlplan.tables.fees import Consent, FeeItem, FeeNotice, FeeReceipt, FeeSettlement, ReceiptBook

NAME = "收费自查报告"
_TABLES = (FeeItem, FeeNotice, FeeReceipt, ReceiptBook, Consent, FeeSettlement)
_GROUPS = (
    ("收费项目、标准和公示", ("FEE-01", "FEE-02", "FEE-03")),
    ("补课收费和教辅", ("FEE-08", "FEE-09")),
    ("自愿和应收", ("FEE-05", "FEE-10")),
    ("票据", ("FEE-04",)),
    ("入账和现金送存", ("CSH-07", "CSH-08", "FEE-11")),
    ("代收结清和上缴", ("FEE-06", "FEE-07")),
)
"""What the review looks at, and by which rules."""


@dataclass(frozen=True)
class FeeRow:
    """One fee of the term, or all of them."""

    name: Printed = named("项目")
    kind: Printed = named("类型")
    payers: Printed = named("收费人次")
    exempt: Printed = named("免收人次")
    amount: Printed = named("收费金额")
    paid: Printed = named("支付")
    refunded: Printed = named("退还")
    rest: Printed = named("结余")
    """Of what is collected for others, and of all such."""


@dataclass(frozen=True)
class GroupRow:
    """What one group of rules found."""

    name: str = named("内容")
    rules: str = named("查了什么")
    count: Printed = named("问题数")
    result: str = named("结果")


@dataclass(frozen=True)
class FixRow:
    """A rule that is broken, and what is done about it."""

    title: str = named("问题")
    count: Printed = named("个数")
    example: Printed = named("例")
    """The sheet and the object of the first, such as its 记录号."""
    fix: str = named("整改")


@dataclass(frozen=True)
class FeeReview:
    """What the template 收费自查报告 may use."""

    title: tuple[str, ...] = named("标题")
    term: str = named("学期")
    fees: tuple[FeeRow, ...] = named("收费")
    total: FeeRow | str = named("合计")
    """"" where nothing was charged."""
    groups: tuple[GroupRow, ...] = named("自查")
    found: Printed = named("问题总数")
    """"" where nothing was found."""
    fixes: tuple[FixRow, ...] = named("清单")
    signature: str = named("署名")
    date: str = named("成文日期")


def _drafts(books: Books, term: str, used: Sequence[str]) -> Iterator[Draft]:
    """The review of a term, or of the one in which the day lies; as of today."""
    term, first, last = term_days(books, term)
    missing = (*torn(books, *_TABLES), *lacking(books, "单位名称"))
    paper = None if missing else _paper(books, term, first, last)
    yield Draft(f"{NAME} {file_name(term)}", term, "", missing, paper)


def _paper(books: Books, term: str, first: date, last: date) -> FeeReview:
    rows, totals = poured(fees(books, first, last, term, term).blocks[0], FeeRow)
    known = {rule.id: rule for rule in book_rules()}
    asked = [known[id] for _, ids in _GROUPS for id in ids]
    judgement = judge(books, rules=asked)
    months = f"{first:%Y-%m}", f"{last:%Y-%m}"
    found: dict[Rule, list[Finding]] = {rule: [] for rule in asked}
    for finding in judgement.findings:
        # What has no month, as a line of the catalogue, is of every term.
        if finding.rule in found and (not finding.month or months[0] <= finding.month <= months[1]):
            found[finding.rule].append(finding)
    unjudged = {rule.id for rule, _ in judgement.waiting}
    every = sum(map(len, found.values()))
    organ = office_name(books)
    return FeeReview(
        title_lines(f"{organ}\n{term}收费自查报告"),
        term,
        rows,
        totals[0] if totals else "",
        tuple(_group(name, [known[id] for id in ids], found, unjudged, term) for name, ids in _GROUPS),
        _count(every, term, "全部问题") if every else "",
        tuple(_fix(rule, own, term) for rule, own in found.items() if own),
        organ,
        day_in_words(books.today),
    )


def _group(
    name: str, rules: Sequence[Rule], found: dict[Rule, list[Finding]], unjudged: set[str], term: str
) -> GroupRow:
    count = sum(len(found[rule]) for rule in rules)
    waiting = any(rule.id in unjudged for rule in rules)
    result = "没有查完" if waiting else "要整改" if count else "没有问题"
    return GroupRow(name, "、".join(rule.title for rule in rules), _count(count, term, name), result)


def _fix(rule: Rule, own: list[Finding], term: str) -> FixRow:
    first = own[0]
    at = Source(first.ref, "", f"{rule.id} 例，{term}", len(own), "检查结果")
    return FixRow(rule.title, _count(len(own), term, rule.id), sourced(first.place, at), rule.fix)


def _count(count: int, term: str, which: str) -> Printed:
    source = Source(Ref("", ""), "问题", f"{which}，{term}", count, "检查结果")
    return printed(Figure(count, source), Kind.COUNT)


REVIEW = Document(NAME, Of.TERM, When.ASKED, FeeReview, _drafts)
