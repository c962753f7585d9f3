"""通知：plan.xlsx 的“通知”表里的一行，按 GB/T 9704-2012 的公文格式。"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from xlplan.documents.paper import Draft, named
from xlplan.documents.writing import title_lines
from xlplan.findings import CannotRun
from xlplan.reports.forms import day_in_words, office_name
from xlplan.tables.books import Books
from xlplan.tables.headings import LEVELS
from xlplan.tables.office import Department, Office
from xlplan.tables.plan import SENT, Notice

TEMPLATE = "通知"
_LONGEST_HEADING = 25
_LISTED = re.compile(r"[、；;\n]")
_UNFIT = re.compile(r'[\\/:*?"<>|]')
"""What the name of a file cannot hold."""


@dataclass(frozen=True)
class Passage:
    """A paragraph: its heading, if it begins with one, and the text that follows on the same line."""

    level: int = named("层次")
    """1 to 4 for 一、（一）1.（1）; 0 where it has no heading."""
    heading: str = named("标题")
    text: str = named("文字")


@dataclass(frozen=True)
class NoticePaper:
    """What the template 通知 may use."""

    head: str = named("发文机关标志")
    document: str = named("发文字号")
    title: tuple[str, ...] = named("标题")
    addressees: str = named("主送")
    body: tuple[Passage, ...] = named("正文")
    attachments: tuple[str, ...] = named("附件")
    signature: str = named("署名")
    date: str = named("成文日期")
    contact: str = named("联系人")
    telephone: str = named("联系电话")
    copies: str = named("抄送")
    printed_by: str = named("印发机关")
    printed_on: str = named("印发日期")


_CELLS = {
    "发文字号": Notice.document,
    "标题": Notice.title,
    "主送": Notice.addressees,
    "正文": Notice.body,
    "成文日期": Notice.date,
    "印发日期": Notice.date,
}
"""Name in the template -> the cell without which no notice can go out."""


def notices(books: Books, numbers: Sequence[str], used: Sequence[str]) -> Iterator[Draft]:
    """The notices of these 编号, or all that are signed; ``used``: the names that the template prints.

    Raises CannotRun for a number that there is not, Waiting where the sheets cannot be had.
    """
    rows, unread = books[Notice], books.unread(Notice)
    unknown = [one for one in numbers if one not in {*rows[Notice.number], *unread.get(Notice.number, ())}]
    if unknown:
        raise CannotRun(f"“{Notice.sheet}”表里没有编号是 {'、'.join(unknown)} 的通知。")
    for row, notice in _chosen(rows, numbers):
        yield _draft(books, row, notice, used)
    for row, notice in _chosen(unread, numbers):
        torn = [(one.ref, one.message) for one in books.sheets[Notice].findings if one.ref.row == row]
        yield Draft(_name(notice), "", tuple(torn), None)


def _chosen(rows: pd.DataFrame, numbers: Sequence[str]) -> Iterator[tuple[int, "pd.Series"]]:
    if len(rows):
        chosen = rows[Notice.number].isin(numbers) if numbers else rows[Notice.state].isin(SENT)
        yield from ((int(row), notice) for row, notice in rows[chosen].iterrows())


def _name(notice: "pd.Series") -> str:
    return f"{TEMPLATE} {_UNFIT.sub('_', notice[Notice.number])}"


def _draft(books: Books, row: int, notice: "pd.Series", used: Sequence[str]) -> Draft:
    missing = {
        books.ref(column, row): f"“{column}”空着。"
        for name, column in _CELLS.items()
        if name in used and (pd.isna(notice[column]) or notice[column] == "")
    }
    month = "" if pd.isna(day := notice[Notice.date]) else f"{day:%Y-%m}"
    return Draft(_name(notice), month, tuple(missing.items()), None if missing else _paper(books, notice))


def _paper(books: Books, notice: "pd.Series") -> NoticePaper:
    organ = office_name(books)
    printed_by = "办公室" if "办公室" in set(books[Department][Department.name]) else ""
    day = "" if pd.isna(notice[Notice.date]) else day_in_words(notice[Notice.date].date())
    return NoticePaper(
        f"{organ}文件",
        notice[Notice.document],
        title_lines(notice[Notice.title]),
        notice[Notice.addressees].rstrip("：:"),
        tuple(map(passage, filter(None, map(str.strip, notice[Notice.body].splitlines())))),
        tuple(filter(None, map(str.strip, _LISTED.split(notice[Notice.attachment])))),
        organ,
        day,
        notice[Notice.contact],
        _fact(books, "联系电话"),
        notice.get(Notice.copies, "").rstrip("。"),
        f"{organ}{printed_by}",
        day,
    )


def _fact(books: Books, item: str) -> str:
    rows = books[Office]
    return next(iter(rows.loc[rows[Office.item] == item, Office.content]), "")


def passage(line: str) -> Passage:
    """A paragraph of a body as it was typed; a heading is short, and ends with its line or with a full stop."""
    level = next((level for level, mark in enumerate(LEVELS, 1) if re.match(mark, line)), 0)
    heading, stop, rest = line.partition("。")
    if not level or len(heading) > _LONGEST_HEADING:
        return Passage(0, "", line)
    return Passage(level, heading + (stop if rest else ""), rest)
