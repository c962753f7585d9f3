"""月度工作报告：一个月的工作、收支、目标、食堂、安全、问题和下月安排，给校长看，不套红头。"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

import pandas as pd

from xlplan.cells import Ref, Source
from xlplan.documents.disclosure import FundRow
from xlplan.documents.drawings import Picture
from xlplan.documents.figures import Printed
from xlplan.documents.paper import Document, Draft, lacking, torn, unfit
from xlplan.documents.pictures import drawn
from xlplan.documents.plan import WorkRow, work_row
from xlplan.documents.printing import noted, poured, printed
from xlplan.documents.titles import title_lines
from xlplan.documents.values import named
from xlplan.excel.report import Block, Figure, Report
from xlplan.excel.table import Kind
from xlplan.reports.budget_execution import budget_execution
from xlplan.reports.disclosure import disclosure
from xlplan.reports.forms import day_in_words, last_day, month_in_words, office_name
from xlplan.reports.income_and_spending import income_and_spending
from xlplan.reports.paper import Of, When
from xlplan.reports.target_progress import target_progress
from xlplan.reports.work import DONE, due_between
from xlplan.rules.judge import Judgement, judge
from xlplan.tables.books import Books
from xlplan.tables.budget import BudgetChange, BudgetLine
from xlplan.tables.calendar import term_on
from xlplan.tables.ledger import BankEntry, CashEntry, OpeningBalance, VoucherLine
from xlplan.tables.office import BankAccount, Term
from xlplan.tables.plan import Target, WorkItem

NAME = "月度工作报告"
_TABLES = (
    OpeningBalance, CashEntry, BankEntry, VoucherLine, BudgetLine, BudgetChange, BankAccount, Term,
)  # fmt: skip
_SAFETY = "安全|消防|防火|防震|防汛|防溺水|演练|隐患|应急|用电|用气|排查"
_CANTEEN = "食堂"


@dataclass(frozen=True)
class Work:
    """The work that was due in the month."""

    planned: Printed = named("计划数")
    done: Printed = named("完成数")
    left: Printed = named("未完成数")
    rows: tuple[WorkRow, ...] = named("事项")


@dataclass(frozen=True)
class ExecutionRow:
    """One kind of money against its budget."""

    fund: Printed = named("资金来源")
    original: Printed = named("年初数")
    changed: Printed = named("调整")
    budget: Printed = named("调整后")
    spent: Printed = named("已支")
    left: Printed = named("剩余")
    share: Printed = named("执行进度")
    gone: Printed = named("时间进度")


@dataclass(frozen=True)
class Money:
    """The money of the month."""

    total: FundRow = named("合计")
    left: Printed = named("月末结余")
    rows: tuple[ExecutionRow, ...] = named("执行")
    execution: ExecutionRow = named("执行合计")
    notes: tuple[Printed, ...] = named("说明")
    """What the budget does not hold."""
    budget_picture: Picture | str = named("执行图")
    month_picture: Picture | str = named("收支图")


@dataclass(frozen=True)
class TargetRow:
    """One target of the term, and how far it is reached."""

    indicator: Printed = named("指标")
    goal: Printed = named("目标值")
    actual: Printed = named("实际值")
    due: str = named("截止日")
    owner: str = named("责任人")
    share: Printed = named("完成率")
    state: str = named("状态")


@dataclass(frozen=True)
class Targets:
    """The targets of the term."""

    rows: tuple[TargetRow, ...] = named("指标")
    picture: Picture | str = named("图")


@dataclass(frozen=True)
class Problem:
    """A rule that is broken in the month."""

    severity: str = named("级别")
    rule: str = named("规则")
    title: Printed = named("问题")
    count: Printed = named("个数")
    example: str = named("例")


@dataclass(frozen=True)
class Problems:
    """What the check finds in the rows of the month."""

    errors: Printed = named("错误数")
    warnings: Printed = named("警告数")
    notes: Printed = named("提示数")
    waiting: Printed = named("没有检查数")
    """Rules that could not judge."""
    rows: tuple[Problem, ...] = named("清单")


@dataclass(frozen=True)
class MonthlyPaper:
    """What the template 月度工作报告 may use."""

    title: tuple[str, ...] = named("标题")
    month: str = named("月份")
    work: Work = named("工作")
    money: Money = named("收支")
    targets: Targets = named("目标")
    canteen: tuple[FundRow, ...] = named("食堂")
    safety: tuple[WorkRow, ...] = named("安全")
    problems: Problems = named("问题")
    next_month: tuple[WorkRow, ...] = named("下月")
    signature: str = named("署名")
    date: str = named("成文日期")


def _drafts(books: Books, month: str, used: Sequence[str]) -> Iterator[Draft]:
    """The report of a month; as of its last day, or of today."""
    end = last_day(month)
    first, last = end.replace(day=1), last_day(f"{end + timedelta(days=1):%Y-%m}")
    day = min(books.today, end)
    terms, targets = books[Term], books[Target]
    term, near = term_on(terms, day), {"", term_on(terms, first), term_on(terms, last)}
    rows = {
        WorkItem: due_between(books, first, last).index,
        Target: targets.index[targets[Target.term] == term],
    }
    missing = (
        *torn(books, *_TABLES),
        *torn(books, Target, concerns=lambda rows: rows[Target.term].isin(["", term])),
        *torn(
            books,
            WorkItem,
            concerns=lambda rows: (
                rows[WorkItem.term].isin(near)
                | rows[WorkItem.end].between(pd.Timestamp(first), pd.Timestamp(last))
            ),
        ),
        *lacking(books, "单位名称"),
        *unfit(books, rows),
    )
    paper = None if missing else _paper(replace(books, today=day), month, bool(used))
    yield Draft(f"{NAME} {month}", month, month, missing, paper)


def _paper(books: Books, month: str, with_pictures: bool) -> MonthlyPaper:
    organ, period = office_name(books), month_in_words(month)
    end = last_day(month)
    due = due_between(books, end.replace(day=1), end)
    start = end + timedelta(days=1)
    later = due_between(books, start, last_day(f"{start:%Y-%m}"))
    safe = due[due[WorkItem.item].str.contains(_SAFETY)]
    money = disclosure(books, month)
    funds, _ = poured(money.blocks[1], FundRow)
    return MonthlyPaper(
        title_lines(f"{organ}\n{period}工作报告"),
        period,
        _work(books, due, month),
        _money(books, money, with_pictures),
        _targets(books, with_pictures),
        tuple(fund for fund in funds if _CANTEEN in str(fund.fund)),
        tuple(work_row(books, row) for row in safe.index),
        _problems(books, month),
        tuple(work_row(books, row) for row in later.index),
        organ,
        day_in_words(books.today),
    )


def _work(books: Books, due: pd.DataFrame, month: str) -> Work:
    done = due[WorkItem.state] == DONE
    at = Ref(WorkItem.workbook, WorkItem.sheet)

    def count(rows: pd.DataFrame, state: str) -> Printed:
        source = Source(at, WorkItem.state, f"{month} 到期，{state}", len(rows), NAME)
        return printed(Figure(len(rows), source), Kind.COUNT)

    return Work(
        count(due, "没有取消"),
        count(due[done], DONE),
        count(due[~done], "还没有完成"),
        tuple(work_row(books, row) for row in due.index),
    )


def _money(books: Books, money: Report, with_pictures: bool) -> Money:
    _, (total,) = poured(money.blocks[1], FundRow)
    budget = budget_execution(books)[0]
    spending = budget.blocks[0]
    unlisted = Source(
        Ref(VoucherLine.workbook, VoucherLine.sheet),
        VoucherLine.budget,
        "没有列入预算执行的",
        0,
        budget.title,
    )
    rows, (execution,) = poured(spending, ExecutionRow)
    left = money.blocks[0].rows[-1][4]
    return Money(
        total,
        printed(left, Kind.MONEY),
        rows,
        execution,
        noted(budget.notes[1:], unlisted),
        _picture(spending, with_pictures),
        _picture(income_and_spending(books).blocks[0], with_pictures),
    )


def _picture(block: Block, wanted: bool) -> Picture | str:
    return drawn(block.chart, block) if wanted and block.chart and block.rows else ""


def _targets(books: Books, with_pictures: bool) -> Targets:
    if not term_on(books[Term], books.today):
        return Targets((), "")
    block = target_progress(books).blocks[0]
    rows, _ = poured(block, TargetRow)
    return Targets(rows, _picture(block, with_pictures))


def judged(books: Books, month: str) -> Judgement:
    """What the rules find in the rows of a month, asked once for all its papers."""
    return books.once(("judged", month), lambda: judge(books, month))


def _problems(books: Books, month: str) -> Problems:
    judgement = judged(books, month)

    def told(value: int | str, which: str, count: int, at: Ref) -> Printed:
        return printed(Figure(value, Source(at, "问题", f"{month} {which}", count, "检查结果")), Kind.COUNT)

    errors, warnings, notes = (
        told(number, severity.word, number, Ref("", "")) for severity, number in judgement.counts.items()
    )
    rows = []
    for broken in judgement.broken():
        id, count, first = broken.rule.id, broken.count, broken.first.ref
        at = Ref(first.workbook, first.sheet)
        title, number = told(broken.rule.title, f"{id} 名称", count, at), told(count, id, count, at)
        rows.append(Problem(broken.severity.word, id, title, number, f"{first.workbook} {first}"))
    unjudged = len(judgement.waiting)
    waiting = told(unjudged, "还没有检查的规则", unjudged, Ref("", "")) if unjudged else ""
    return Problems(errors, warnings, notes, waiting, tuple(rows))


MONTHLY = Document(NAME, Of.MONTH, When.REPORT, MonthlyPaper, _drafts)
