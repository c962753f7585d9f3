"""通知：plan.xlsx 的“通知”表里的一行，按 GB/T 9704-2012 的公文格式。"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from xlplan.documents.paper import Document, Draft, file_name, lacking, torn_row, unfit
from xlplan.documents.passages import Passage, parted
from xlplan.documents.printing import quoted
from xlplan.documents.titles import title_lines
from xlplan.documents.values import named
from xlplan.findings import CannotRun
from xlplan.reports.forms import day_in_words, office_fact, office_name
from xlplan.reports.paper import When
from xlplan.tables.books import Books
from xlplan.tables.office import Department
from xlplan.tables.plan import SENT, Notice

_LISTED = re.compile(r"[；;\n]|、(?=\s*(?:附件\s*)?\d+\s*[、.．：:](?!\d))")
"""What stands between attachments; 、 is often within a name."""
_TYPED_NUMBER = re.compile(r"^\s*(?:附件\s*\d*\s*[：:])?\s*(?:\d+\s*[、.．](?!\d))?\s*")


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
_DRAFT, _LATER = "草稿", (Notice.document, Notice.date)
"""What a draft need not have yet."""


def _drafts(books: Books, number: str, used: Sequence[str]) -> Iterator[Draft]:
    """The notice of this 编号, or all that are signed."""
    rows, unread = books[Notice], books.unread(Notice)
    if number and number not in {*rows[Notice.number], *unread.get(Notice.number, ())}:
        raise CannotRun(f"“{Notice.sheet}”表里没有编号是 {number} 的通知。")
    for row, notice in _chosen(rows, number):
        yield _draft(books, row, notice, used)
    for row, notice in _chosen(unread, number):
        yield Draft(_name(notice), notice[Notice.number], "", tuple(torn_row(books, Notice, row)), None)


def _chosen(rows: pd.DataFrame, number: str) -> Iterator[tuple[int, "pd.Series"]]:
    if len(rows):
        chosen = rows[Notice.number] == number if number else rows[Notice.state].isin(SENT)
        yield from ((int(row), notice) for row, notice in rows[chosen].iterrows())


def _name(notice: "pd.Series") -> str:
    return f"通知 {file_name(notice[Notice.number])}"


def _draft(books: Books, row: int, notice: "pd.Series", used: Sequence[str]) -> Draft:
    draft = notice[Notice.state] == _DRAFT
    missing = {
        books.ref(column, row): f"“{column}”空着。"
        for name, column in _CELLS.items()
        if name in used
        and (pd.isna(notice[column]) or notice[column] == "")
        and not (draft and column in _LATER)
    }
    same = (books[Notice][Notice.number] == notice[Notice.number]).sum()
    if not notice[Notice.number] or same > 1:
        missing[books.ref(Notice.number, row)] = "“编号”空着，或者和别的通知重了。"
    printed = {column for name, column in _CELLS.items() if name in used}
    unused = {books.ref(column, row) for column in _CELLS.values() if column not in printed}
    objected = {ref: wrong for ref, wrong in unfit(books, {Notice: [row]}) if ref not in unused}
    missing = objected | missing | dict(lacking(books, "单位名称"))
    month = "" if pd.isna(day := notice[Notice.date]) else f"{day:%Y-%m}"
    paper = None if missing else _paper(books, row, notice)
    return Draft(_name(notice), notice[Notice.number], month, tuple(missing.items()), paper)


def _paper(books: Books, row: int, notice: "pd.Series") -> NoticePaper:
    organ = office_name(books)
    printed_by = "办公室" if "办公室" in set(books[Department][Department.name]) else ""
    day = "" if pd.isna(notice[Notice.date]) else day_in_words(notice[Notice.date].date())
    return NoticePaper(
        f"{organ}文件",
        notice[Notice.document],
        title_lines(notice[Notice.title]),
        notice[Notice.addressees].rstrip("：:"),
        tuple(_body(books, row, notice[Notice.body])),
        tuple(
            filter(
                None, (_TYPED_NUMBER.sub("", one).strip() for one in _LISTED.split(notice[Notice.attachment]))
            )
        ),
        organ,
        day,
        notice[Notice.contact],
        office_fact(books, "联系电话"),
        notice.get(Notice.copies, "").rstrip("。"),
        f"{organ}{printed_by}",
        day,
    )


def _body(books: Books, row: int, text: str) -> Iterator[Passage]:
    for place, line in enumerate(map(parted, filter(None, map(str.strip, text.splitlines()))), 1):
        part = f" 第{place}段"
        heading = quoted(books, Notice.body, row, line.heading, part, line.mark)
        yield Passage(line.level, heading, quoted(books, Notice.body, row, line.text, part))


NOTICE = Document("通知", Notice.number, When.ASKED, NoticePaper, _drafts)
