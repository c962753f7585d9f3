"""工作计划, 工作安排, 目标: PLN-01, PLN-02, PLN-03, PLN-05 and TGT-01."""

import re
from collections.abc import Iterator

import pandas as pd

from tests.seeded.forms import form
from tests.seeded.mistakes import Mistake, Raw
from tests.seeded.office import CleanOffice
from xlplan.tables.office import Term
from xlplan.tables.plan import PlanText, Target, WorkItem

ITEM, START, END, STATE, OWNER = WorkItem.item, WorkItem.start, WorkItem.end, WorkItem.state, WorkItem.owner
BLOCK, TERM = WorkItem.block, WorkItem.term


def _work(office: CleanOffice) -> pd.DataFrame:
    items = office[WorkItem]
    return items[items[STATE] != "取消"]


@form("PLN-01")
def nobody_named(office: CleanOffice) -> Iterator[Mistake]:
    """责任人 left empty."""
    for row in _work(office).index:
        yield Mistake({(OWNER, row): None}, (OWNER, row))


@form("PLN-01")
def owner_of_blanks(office: CleanOffice) -> Iterator[Mistake]:
    """责任人 that holds only blanks."""
    for row in _work(office).index:
        yield Mistake({(OWNER, row): Raw("　 ")}, (OWNER, row))


@form("PLN-01")
def department_instead_of_a_person(office: CleanOffice) -> Iterator[Mistake]:
    """A department in 牵头部门 and nobody in 责任人."""
    items = _work(office)
    for row in items.index[items[WorkItem.department] != ""]:
        department = items[WorkItem.department].mode().iloc[0]
        yield Mistake({(WorkItem.department, row): department, (OWNER, row): None}, (OWNER, row))


def _listed(office: CleanOffice) -> Iterator[tuple[int, str, str, str, list[str]]]:
    """Row, term, 学月, content and its activities, of each list of 重点."""
    plan = office[PlanText]
    blocks = set(office[Term][Term.block])
    for row, term, title, content in plan[[PlanText.term, PlanText.title, PlanText.content]].itertuples():
        block = next((block for block in blocks if block in title), "")
        if block and "重点" in title and content:
            names = [re.sub(r"等?[。.]?$", "", name) for name in re.split("[、，；。]", content)]
            yield row, term, block, content, [name for name in names if name]


@form("PLN-02")
def other_name_in_the_plan(office: CleanOffice) -> Iterator[Mistake]:
    """An activity of the plan called otherwise than in the schedule."""
    for row, _, _, content, names in _listed(office):
        for name in names:
            for wrong in (f"盐道杯{name}", name[:-1] + "展"):
                new = content.replace(name, wrong, 1)
                yield Mistake({(PlanText.content, row): new}, (PlanText.content, row))


def _scheduled(office: CleanOffice, term: str, block: str, name: str) -> list[int]:
    items = office[WorkItem]
    own = items[(items[TERM] == term) & (items[BLOCK] == block)]
    bare = own[ITEM].str.replace(r"[《》“”]", "", regex=True)
    return [int(row) for row in own.index[bare.str.contains(re.sub("[《》“”]", "", name), regex=False)]]


@form("PLN-02")
def other_name_in_the_schedule(office: CleanOffice) -> Iterator[Mistake]:
    """An item of the schedule called otherwise than in the plan."""
    for row, term, block, _, names in _listed(office):
        for name in names:
            items = _scheduled(office, term, block, name)
            if len(items) == 1:
                for wrong in ("校园活动", "待定"):
                    yield Mistake({(ITEM, items[0]): wrong}, (PlanText.content, row))


@form("PLN-02")
def moved_to_another_month(office: CleanOffice) -> Iterator[Mistake]:
    """An item of the schedule under another 学月; its days stay."""
    blocks = office[Term]
    for row, term, block, _, names in _listed(office):
        for name in names:
            items = _scheduled(office, term, block, name)
            for other in blocks.loc[(blocks[Term.term] == term) & (blocks[Term.block] != block), Term.block]:
                if len(items) == 1 and not pd.isna(office[WorkItem].at[items[0], END]):
                    yield Mistake({(BLOCK, items[0]): other}, (PlanText.content, row))


def _today(office: CleanOffice) -> pd.Timestamp:
    return pd.Timestamp(office.books.today)


@form("PLN-03")
def done_but_not_said(office: CleanOffice) -> Iterator[Mistake]:
    """状态 of past work left at 未开始 or 进行中."""
    items = office[WorkItem]
    past = items[(items[STATE] == "已完成") & (items[END] < _today(office))]
    for row in past.index:
        yield Mistake({(STATE, row): ("未开始", "进行中")[row % 2]}, (STATE, row))


def _open(office: CleanOffice) -> pd.DataFrame:
    items = office[WorkItem]
    return items[items[STATE].isin(["未开始", "进行中"])]


@form("PLN-03")
def end_typed_a_month_early(office: CleanOffice) -> Iterator[Mistake]:
    """止日 of open work on a workday that is over, without 起日."""
    for row in _open(office).index:
        for day in ("2026-11-25", "2026-11-26", "2026-11-27"):
            yield Mistake({(START, row): None, (END, row): pd.Timestamp(day)}, (STATE, row))


@form("PLN-03")
def past_month_without_an_end(office: CleanOffice) -> Iterator[Mistake]:
    """Work of a 学月 that is over, without days, still open."""
    items, blocks = office[WorkItem], office[Term]
    over = blocks[blocks[Term.end] < _today(office)]
    keys = set(zip(over[Term.term], over[Term.block], strict=True))
    past = pd.Series([key in keys for key in zip(items[TERM], items[BLOCK], strict=True)], items.index)
    for row in items.index[past & (items[STATE] == "已完成")]:
        yield Mistake({(START, row): None, (END, row): None, (STATE, row): "进行中"}, (STATE, row))


def _done(office: CleanOffice) -> pd.DataFrame:
    """Work that no wrong day makes overdue."""
    items = office[WorkItem]
    return items[items[STATE] == "已完成"]


@form("PLN-05")
def work_begins_on_a_sunday(office: CleanOffice) -> Iterator[Mistake]:
    """起日 on the Sunday before, or on a day of the national holiday."""
    items, terms = _work(office), office[Term]
    first = items[TERM].map(terms.groupby(Term.term)[Term.start].min())
    for row, start, end in items[[START, END]].dropna().itertuples():
        sunday = start - pd.Timedelta(days=start.day_of_week + 1)
        for day in (sunday, pd.Timestamp("2026-10-01"), pd.Timestamp("2026-10-06")):
            if first[row] <= day <= end and f"{day:%m-%d}" not in ("09-20", "01-03"):
                yield Mistake({(START, row): day}, (START, row))


@form("PLN-05")
def work_ends_in_another_year(office: CleanOffice) -> Iterator[Mistake]:
    """止日 with the year typed wrong, of work that is done."""
    for row, end in _done(office)[END].dropna().items():
        for years in (-1, 2):
            yield Mistake({(END, row): end + pd.DateOffset(years=years)}, (END, row))


@form("PLN-05")
def days_in_the_wrong_order(office: CleanOffice) -> Iterator[Mistake]:
    """起日 and 止日 exchanged, of work that is done."""
    for row, start, end in _done(office)[[START, END]].dropna().itertuples():
        if start != end:
            yield Mistake({(START, row): end, (END, row): start}, (END, row))


def _due(office: CleanOffice) -> pd.DataFrame:
    targets = office[Target]
    return targets[targets[Target.due] <= _today(office)]


@form("TGT-01")
def result_left_empty(office: CleanOffice) -> Iterator[Mistake]:
    """实际值 empty when the day has come."""
    for row in _due(office).index:
        yield Mistake({(Target.actual, row): None}, (Target.actual, row))


@form("TGT-01")
def result_far_off(office: CleanOffice) -> Iterator[Mistake]:
    """实际值 that no target allows."""
    for row, goal in _due(office)[Target.goal].items():
        wrong = "正在办理"
        if number := re.search(r"\d+(\.\d+)?", goal):
            at_most = goal == "0" or re.search("[≤<]|不超过|以内|以下", goal)
            value = float(number[0]) * 2 + 3 if at_most else float(number[0]) / 2
            wrong = f"{value:g}{goal[number.end() :]}"
        yield Mistake({(Target.actual, row): wrong}, (Target.actual, row))


@form("TGT-01")
def day_of_an_open_target_come_early(office: CleanOffice) -> Iterator[Mistake]:
    """截止日 before today and nothing in 实际值."""
    targets = office[Target]
    for row in targets.index[(targets[Target.due] > _today(office)) & (targets[Target.actual] == "")]:
        for day in ("2026-11-30", "2026-11-20", "2026-10-15"):
            yield Mistake({(Target.due, row): pd.Timestamp(day)}, (Target.actual, row))
