"""待办: what somebody has to do by a day, wherever it stands: work, hazards, opinions, projects, problems found, honours.

A kind of matter is a line in ``KINDS``; whoever tells matters, or reminds of them, asks ``matters``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd

from xlplan.excel.kinds import Kind
from xlplan.excel.report import Block, Head, Report, Value
from xlplan.excel.table import Column, Table
from xlplan.reports.forms import day_in_words, figure, form, on
from xlplan.reports.paper import Of, SheetPaper, When
from xlplan.reports.work import with_days
from xlplan.tables.books import Books, NotKept, Waiting
from xlplan.tables.lists import listed
from xlplan.tables.plan import Honour, Inspection, Opinion, WorkItem
from xlplan.tables.projects import Project
from xlplan.tables.safety import CLOSED, Hazard

NAME = "待办提醒"
DUE, OWNER, WHAT, KIND, STATE = "到期", "责任人", "事项", "类别", "状态"
NOBODY = "没有责任人"


@dataclass(frozen=True)
class MatterKind:
    """A kind of matter: where it stands, and when it is no more."""

    kind: str
    what: Column
    owner: Column
    due: Column
    open: Callable[[pd.DataFrame], "pd.Series"]
    state: Column | str
    """Or what is said of all of them."""
    where: Column | None = None
    """What stands before it, where it alone does not say what is meant."""

    @property
    def table(self) -> type[Table]:
        """Its sheet."""
        return self.what.table


WORK = MatterKind(
    "工作", WorkItem.item, WorkItem.owner, WorkItem.end,
    lambda rows: rows[WorkItem.state].isin(("未开始", "进行中")), WorkItem.state,
)  # fmt: skip
KINDS = (
    WORK,
    MatterKind("隐患", Hazard.content, Hazard.owner, Hazard.due, lambda rows: rows[Hazard.state] != CLOSED, Hazard.state, Hazard.part),
    MatterKind("检查", Inspection.problem, Inspection.owner, Inspection.due, lambda rows: (rows[Inspection.outcome] == "有问题") & rows[Inspection.mended].isna(), "没有改好"),
    # Its content may name who complained, and of whom; the list is put up.
    MatterKind("意见", Opinion.number, Opinion.owner, Opinion.due, lambda rows: rows[Opinion.state].isin(("未办", "办理中")), Opinion.state, Opinion.source),
    MatterKind("项目", Project.name, Project.owner, Project.due, lambda rows: rows[Project.state].isin(("立项", "采购", "施工")), Project.state),
    MatterKind("荣誉", Honour.name, Honour.owner, Honour.due, lambda rows: (rows[Honour.state] == "准备中") & rows[Honour.done].isna(), Honour.state),
)  # fmt: skip


def matters(books: Books, last: date) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """What is not done and due until a day, by the day; and why some kinds cannot be seen.

    到期, 责任人, 事项, 类别, 状态; 种 is the place of its kind in ``KINDS``, 行 its Excel row.
    A sheet that the office does not keep has none.
    """
    found, waits = [], dict[str, None]()
    for place, kind in enumerate(KINDS):
        try:
            with books.asked():
                found.append(_of(books, kind, last).assign(种=place))
        except NotKept:
            continue
        except Waiting as reason:
            waits[str(reason)] = None
    every = pd.concat(found) if found else pd.DataFrame(columns=[DUE, OWNER, WHAT, KIND, STATE, "行", "种"])
    return every.sort_values([DUE, "种", "行"], kind="stable").reset_index(drop=True), tuple(waits)


def _of(books: Books, kind: MatterKind, last: date) -> pd.DataFrame:
    rows = with_days(books) if kind is WORK else books[kind.table].assign(到期=books[kind.table][kind.due])
    rows = rows[kind.open(rows) & (rows[DUE] <= pd.Timestamp(last))]
    what = rows[kind.where] + "：" + rows[kind.what] if kind.where else rows[kind.what]
    return pd.DataFrame({
        DUE: rows[DUE], OWNER: rows[kind.owner], WHAT: what, KIND: kind.kind,
        STATE: rows[kind.state] if isinstance(kind.state, Column) else kind.state, "行": rows.index,
    })  # fmt: skip


def reminded(books: Books) -> date:
    """The last day of which the office is reminded today: 提醒提前天数 later; raises Waiting where the parameter says nothing."""
    days = books.numbers("提醒提前天数", pd.Series([pd.Timestamp(books.today)])).iloc[0]
    return books.today + timedelta(days=int(days))


def by_owner(rows: pd.DataFrame) -> pd.DataFrame:
    """The same, once for each who has to see to it, those of one person together; who has most is first."""
    owners = rows[OWNER].map(lambda names: listed(names) or [NOBODY])
    each = rows.assign(**{OWNER: owners}).explode(OWNER, ignore_index=True)
    counts = each[OWNER].map(each[OWNER].value_counts())
    return each.assign(件=counts).sort_values(
        ["件", OWNER, DUE], ascending=[False, True, True], kind="stable"
    )


def left(due: date, today: date) -> str:
    """How far off a day is, in words."""
    days = (due - today).days
    return "今天" if not days else f"{days} 天后" if days > 0 else f"过期 {-days} 天"


_HEADS = (
    Head(OWNER, 10), Head(KIND, 7), Head(WHAT, 42), Head(DUE, 11, Kind.DAY), Head("还有", 12), Head(STATE, 9),
    Head("签收", 10),
)  # fmt: skip


def reminder(books: Books) -> Report:
    """待办提醒

    今天已经过期、和参数“提醒提前天数”以内要到期的事，按责任人排：工作安排、隐患、检查查出的问题、意见、项目、荣誉申报。
    几个人负责的，每人名下都列。打出来按人剪开，或者贴在办公室。
    """
    last = reminded(books)
    rows, waits = matters(books, last)
    own = by_owner(rows)
    late = int((rows[DUE] < pd.Timestamp(books.today)).sum())
    said = f"过期的 {late} 件，{day_in_words(last)}以前到期的 {len(rows) - late} 件。"
    blind = (f"有的事现在看不到：{'；'.join(waits)}。",) if waits else ()
    return Report(
        NAME,
        NAME,
        (said if len(rows) else "没有过期和快到期的事。", *blind),
        (Block(_HEADS, tuple(_row(books, row) for row in own.to_dict("records"))),),
        form(books, f"截至{day_in_words(books.today)}", "总务主任", "制表人"),
    )


def _row(books: Books, row: dict[str, Any]) -> tuple[Value, ...]:
    kind, place, owner = KINDS[row["种"]], row["行"], row[OWNER]
    ((subject, _),) = books.labels(kind.what, [place])
    return (
        owner, row[KIND], figure(books, kind.what, place, row[WHAT], f"{subject}，{owner}"), row[DUE].date(),
        left(row[DUE].date(), books.today), row[STATE], "",
    )  # fmt: skip


REMINDER = SheetPaper(NAME, Of.DAY, When.ASKED, lambda books, day: [reminder(on(books, day))])
