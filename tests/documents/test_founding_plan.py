"""A whole plan typed into plan.xlsx comes out of Word with nothing lost and in its order; what contradicts itself in it is found."""

import re
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import docx
import openpyxl
import pandas as pd
import pytest
from docx.oxml.ns import qn
from lxml import etree

from tests.documents.founding_plan import BLOCKS, LONG, TARGETS, TERM, TEXT, WORK, owned
from xlplan.demo import TODAY
from xlplan.demo.people import holder
from xlplan.documents.plan import between
from xlplan.jobs.desk import Desk
from xlplan.jobs.plan import plan
from xlplan.rules.judge import judge
from xlplan.tables.plan import PlanText, Target, WorkItem

Row = tuple[int, str, str]
_MARK = r"(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+\.|（\d+）)?"


def school(clean_school: Path, folder: Path, text: Iterable[Row] = TEXT) -> Path:
    """An office into whose plan.xlsx this plan was typed."""
    office = Path(shutil.copytree(clean_school, folder / "school"))
    path = office / "workbooks" / "plan.xlsx"
    book = openpyxl.load_workbook(path)
    owners, leaders = owned(len(WORK)), owned(len(TARGETS))
    told: dict[str, list[dict[str, object]]] = {
        PlanText.sheet: [
            {PlanText.term: TERM, PlanText.level: str(level), PlanText.title: title, PlanText.content: content}
            for level, title, content in text
        ],
        Target.sheet: [
            {Target.term: TERM, Target.indicator: name, Target.goal: goal, Target.due: WORK[-1][2], Target.owner: holder(post)}
            for (name, goal), post in zip(TARGETS, leaders, strict=True)
        ],
        WorkItem.sheet: [
            {
                WorkItem.term: TERM, WorkItem.block: block, WorkItem.start: first, WorkItem.end: last, WorkItem.item: item,
                WorkItem.key: key, WorkItem.department: "总务处", WorkItem.owner: holder(post), WorkItem.standard: standard,
                WorkItem.state: "未开始",
            }
            for (block, first, last, item, key, standard), post in zip(WORK, owners, strict=True)
        ],
    }  # fmt: skip
    for name, rows in told.items():
        sheet = book[name]
        heads = {cell.value: cell.column for cell in sheet[1]}
        for row in sheet.iter_rows(min_row=2):
            for cell in row:
                cell.value = None
        for place, own in enumerate(rows, 2):
            for head, value in own.items():
                sheet.cell(place, heads[str(head)], value or None)
    book.save(path)
    return office


@dataclass(frozen=True)
class Paper:
    """What stands in the Word plan: its paragraphs, and the rows of its tables, head first."""

    paragraphs: list[str]
    tables: list[list[list[str]]]


def words(element: "etree._Element") -> str:
    """All text below an element, what stands in content controls too, without blanks."""
    return "".join("".join(text.text or "" for text in element.iter(qn("w:t"))).split())


@pytest.fixture(scope="module")
def made(clean_school: Path, tmp_path_factory: pytest.TempPathFactory) -> Paper:
    office = school(clean_school, tmp_path_factory.mktemp("founding"))
    done = plan(Desk(office, TODAY), TERM)
    assert (done.stopped, done.failed, done.waiting) == ([], {}, {})
    (path,) = done.papers
    document = docx.Document(str(path))
    return Paper(
        [words(own._p) for own in document.paragraphs],
        [[[words(cell._tc) for cell in row.cells] for row in table.rows] for table in document.tables],
    )


def test_every_text_of_the_plan_stands_on_paper_once_and_in_order(made: Paper) -> None:
    start = next(place for place, line in enumerate(made.paragraphs) if line.startswith("一、"))
    end = next(place for place, line in enumerate(made.paragraphs) if line.startswith("附件：1"))
    told = "".join(made.paragraphs[start:end])
    pattern = "".join(
        f"{_MARK if title else ''}{re.escape(''.join(title.split()))}。?{re.escape(''.join(content.split()))}"
        for _, title, content in TEXT
    )
    assert re.fullmatch(pattern, told)


def test_headings_are_numbered_by_their_levels_and_typed_numbers_stay(made: Paper) -> None:
    lines = made.paragraphs
    for heading in (
        "一、指导思想", "二、学校现状", "（一）长处。教师年轻；家长支持；校风淳朴。", "（二）教学目标", "（三）后勤目标。收支按月公示，账务日清月结。",
        "1.备课", "（1）集体备课。每周三下午第7、8节，定时间、定地点、定内容、定主讲人。", "六、保障措施",
    ):  # fmt: skip
        assert lines.count(heading) == 1


def test_a_line_end_within_a_cell_is_a_paragraph_of_its_own(made: Paper) -> None:
    for line in (
        "2、实验器材少",
        "把钱花在课堂上，把心放在学生身上。",
        "分管领导各管一摊，",
        "晨读、午练、晚诵三不误。",
    ):
        assert line in made.paragraphs


def test_a_paragraph_longer_than_a_page_is_whole(made: Paper) -> None:
    assert LONG in made.paragraphs


def test_the_targets_and_the_work_of_four_blocks_stand_in_their_tables(made: Paper) -> None:
    targets, *blocks = made.tables
    assert [row[:2] for row in targets[1:]] == [list(target) for target in TARGETS]
    assert len(blocks) == len(BLOCKS)
    owners = iter(owned(len(WORK)))
    for name, table in zip(BLOCKS, blocks, strict=True):
        assert table[1:] == [
            [between(pd.Timestamp(first), pd.Timestamp(last)), item, "".join(standard.split()), "是" if key == "是" else "", "总务处", holder(next(owners))]
            for block, first, last, item, key, standard in WORK
            if block == name
        ]  # fmt: skip


def test_nothing_is_wrong_with_a_plan_that_does_not_contradict_itself(
    clean_school: Path, tmp_path: Path
) -> None:
    found = judge(Desk(school(clean_school, tmp_path), TODAY).books()).findings
    own = ("HR-01", "PLN-01", "PLN-02", "DOC-")
    assert [(one.rule.id, str(one.ref)) for one in found if one.rule.id.startswith(own)] == []


def content(old: str, new: str) -> Callable[[Row], Row]:
    """Change words of a content."""
    return lambda row: (row[0], row[1], row[2].replace(old, new))


CONTRADICTIONS: dict[str, tuple[str, str, str, Callable[[Row], Row]]] = {
    # Rule, column, words of the row, how it is spoilt.
    "parts that are more than the total": ("HR-01", "D", "现有教职工69人", content("行政后勤11人", "行政后勤26人")),
    "grades that are fewer than all pupils": ("HR-01", "D", "七年级224人", content("九年级175人", "九年级157人")),
    "an activity of another name": ("PLN-02", "D", "食堂自查", content("希望杯", "金秋杯")),
    "a placeholder in running text": ("DOC-04", "D", "教师年轻", content("家长支持", "某某镇支持")),
    "a line to write on": ("DOC-04", "D", "每周一例会", content("每周一例会", "每周_____例会")),
    "a level left out": ("DOC-05", "B", "讲普通话", lambda row: (4, *row[1:])),
    "a number left out": ("DOC-05", "D", "实验器材少", content("3、留守", "4、留守")),
    "a number run into the words before": ("DOC-05", "D", "实验器材少", content("\n3、留守学生多", "，3、留守学生多\n4、住得远")),
    "a typed heading out of its place": ("DOC-05", "C", "隐患整改率", lambda row: (row[0], "（三）安全目标", row[2])),
    "a primary school speaks": ("DOC-08", "D", "各管一摊", content("校长负总责", "我们小学校长负总责")),
}  # fmt: skip


@pytest.mark.parametrize("name", CONTRADICTIONS)
def test_what_contradicts_itself_within_the_plan_is_found(
    name: str, clean_school: Path, tmp_path: Path
) -> None:
    rule, column, known, spoil = CONTRADICTIONS[name]
    place = next(at for at, row in enumerate(TEXT) if known in row[2])
    text = [*TEXT[:place], spoil(TEXT[place]), *TEXT[place + 1 :]]
    found = judge(Desk(school(clean_school, tmp_path, text), TODAY).books()).findings
    own = {
        (one.rule.id, str(one.ref))
        for one in found
        if one.rule.id[:3] in ("DOC", "HR-") or one.rule.id == "PLN-02"
    }
    assert own == {(rule, f"计划!{column}{place + 2}")}
