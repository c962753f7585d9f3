"""学期工作计划：plan.xlsx 里一个学期的计划、目标和工作安排，不套红头。"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from xlplan.documents.drawings import Picture
from xlplan.documents.figures import Printed
from xlplan.documents.paper import Document, Draft, file_name, lacking, torn, unfit
from xlplan.documents.passages import Passage
from xlplan.documents.posts import post_tree
from xlplan.documents.printing import cell, quoted
from xlplan.documents.titles import title_lines
from xlplan.documents.values import named
from xlplan.findings import CannotRun
from xlplan.reports.forms import day_in_words, office_name
from xlplan.reports.paper import Of, When
from xlplan.tables.books import Books
from xlplan.tables.calendar import term_on
from xlplan.tables.headings import number, numbered
from xlplan.tables.office import Term
from xlplan.tables.plan import PlanText, Target, WorkItem

NAME = "学期工作计划"


@dataclass(frozen=True)
class TargetRow:
    """One target of the term."""

    indicator: Printed = named("指标")
    goal: Printed = named("目标值")
    due: str = named("截止日")
    owner: str = named("责任人")


@dataclass(frozen=True)
class WorkRow:
    """One piece of work."""

    time: str = named("时间")
    item: Printed = named("事项")
    key: str = named("重点")
    standard: Printed = named("完成标准")
    department: str = named("部门")
    owner: str = named("责任人")
    state: str = named("状态")


@dataclass(frozen=True)
class BlockRows:
    """The work of one 学月."""

    name: str = named("名称")
    time: str = named("起止")
    rows: tuple[WorkRow, ...] = named("事项")


@dataclass(frozen=True)
class PlanPaper:
    """What the template 学期工作计划 may use."""

    title: tuple[str, ...] = named("标题")
    body: tuple[Passage, ...] = named("正文")
    signature: str = named("署名")
    date: str = named("成文日期")
    targets: tuple[TargetRow, ...] = named("目标")
    work: tuple[BlockRows, ...] = named("安排")
    posts: Picture | str = named("岗位图")
    """Who answers to whom; a sentence where it cannot be drawn, "" where the office keeps no 岗位."""


def _drafts(books: Books, term: str, used: Sequence[str]) -> Iterator[Draft]:
    """The plan of a term, or of the one in which the day lies."""
    term = term or term_on(books[Term], books.today)
    plan = books[PlanText]
    own = plan[plan[PlanText.term] == term]
    if not term:
        raise CannotRun(f"“{Term.sheet}”表里还没有开始的学期，请写明做哪个学期的计划。")
    if own.empty:
        known = "、".join(plan[PlanText.term].unique()) or "还没有填"
        raise CannotRun(f"“{PlanText.sheet}”表里没有“{term}”的计划，表里有：{known}。")
    missing = (
        *torn(books, PlanText, Target, WorkItem, concerns=lambda rows: rows[PlanText.term].isin([term, ""])),
        *torn(books, Term),
        *lacking(books, "单位名称"),
        *unfit(books, {table: _of_term(books, table, term) for table in (PlanText, Target, WorkItem)}),
        *(
            (books.ref(PlanText.title, row), "标题的层级是 1 到 4，要写标题。")
            for row in own.index[(own[PlanText.level] != "0") & (own[PlanText.title] == "")]
        ),
        *(
            (books.ref(PlanText.level, row), f"层级要写 {'、'.join(PlanText.level.choices)}。")
            for row in own.index[~own[PlanText.level].isin(PlanText.level.choices)]
        ),
        *(
            (books.ref(PlanText.title, row), "层级 0 是正文，不能有标题；有标题的层级写 1 到 4。")
            for row in own.index[(own[PlanText.level] == "0") & (own[PlanText.title] != "")]
        ),
    )
    name = f"{NAME} {file_name(term)}"
    posts = post_tree(books) if "岗位图" in used and not missing else ""
    waiting = (posts,) if isinstance(posts, str) and posts else ()
    yield Draft(
        name, term, "", missing, None if missing else replace(_paper(books, term, own), posts=posts), waiting
    )


def _of_term(books: Books, table: type[PlanText | Target | WorkItem], term: str) -> "pd.Index":
    rows = books[table]
    return rows.index[rows[table.term] == term]


def _paper(books: Books, term: str, own: pd.DataFrame) -> PlanPaper:
    organ = office_name(books)
    return PlanPaper(
        title_lines(f"{organ}\n{term}工作计划"),
        tuple(_body(books, own)),
        organ,
        day_in_words(_begun(books, term)),
        tuple(_targets(books, term)),
        tuple(_work(books, term)),
        "",
    )


def _begun(books: Books, term: str) -> date:
    """The day of a plan: the first of its term, or the day on which it is made if that is earlier."""
    terms = books[Term]
    starts = terms.loc[terms[Term.term] == term, Term.start]
    return books.today if starts.isna().all() else min(books.today, starts.min().date())


def _body(books: Books, own: pd.DataFrame) -> Iterator[Passage]:
    levels = own[PlanText.level].astype(int).tolist()
    rows = own[[PlanText.title, PlanText.content]].itertuples()
    above, place = "", 0
    for level, mark, (row, title, content) in zip(levels, numbered(levels), rows, strict=True):
        if level:
            above, place = title, 0
        # Running text has no title of its own: it is told by the heading under which it stands.
        lines = [
            quoted(books, PlanText.content, row, line, f"{'' if title else above} 第{at}段")
            for at, line in enumerate(filter(None, map(str.strip, content.splitlines())), place + 1)
        ]
        place += len(lines)
        # A clerk who numbers by hand keeps his own number.
        mark = "" if number(title) else mark
        if level:
            run_in = bool(lines) and level > 1
            heading = quoted(books, PlanText.title, row, title.rstrip("。") + "。" * run_in, lead=mark)
            yield Passage(level, heading, lines.pop(0) if run_in else "")
        yield from (Passage(0, "", line) for line in lines)


def _targets(books: Books, term: str) -> Iterator[TargetRow]:
    targets = books[Target]
    for row, target in targets[targets[Target.term] == term].iterrows():
        yield TargetRow(
            cell(books, Target.indicator, row),
            cell(books, Target.goal, row),
            "" if pd.isna(target[Target.due]) else day_in_words(target[Target.due].date()),
            target[Target.owner],
        )


def _work(books: Books, term: str) -> Iterator[BlockRows]:
    terms, items = books[Term], books[WorkItem]
    items = items[(items[WorkItem.term] == term) & (items[WorkItem.state] != "取消")]
    blocks = (
        terms[terms[Term.term] == term]
        .groupby(Term.block, sort=False)
        .agg({Term.start: "min", Term.end: "max"})
    )
    # Work of a block that 学期 does not know is not lost.
    for block in dict.fromkeys([*blocks.index, *items[WorkItem.block]]):
        own = items[items[WorkItem.block] == block]
        time = (
            between(blocks.at[block, Term.start], blocks.at[block, Term.end]) if block in blocks.index else ""
        )
        if len(own):
            yield BlockRows(block, time, tuple(work_row(books, row) for row in own.index))


def work_row(books: Books, row: int) -> WorkRow:
    """A row of 工作安排: its days, or its 学月 where it has none."""
    item = books[WorkItem].loc[row]
    return WorkRow(
        between(item[WorkItem.start], item[WorkItem.end]) or item[WorkItem.block],
        cell(books, WorkItem.item, row),
        "是" if item[WorkItem.key] == "是" else "",
        cell(books, WorkItem.standard, row),
        item[WorkItem.department],
        item[WorkItem.owner],
        item[WorkItem.state],
    )


def between(start: "pd.Timestamp", end: "pd.Timestamp") -> str:
    """Two days as a plan tells them: 9月1日, 9月1日至4日, 9月28日至10月9日; "" for none."""
    days = [day.date() for day in (start, end) if pd.notna(day)]
    if not days:
        return ""
    first, last = days[0], days[-1]
    if first == last:
        return _month_day(first)
    return f"{_month_day(first)}至{f'{last.day}日' if (first.year, first.month) == (last.year, last.month) else _month_day(last)}"


def _month_day(day: date) -> str:
    return f"{day.month}月{day.day}日"


PLAN = Document(NAME, Of.TERM, When.ASKED, PlanPaper, _drafts)
