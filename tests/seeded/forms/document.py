"""公文: DOC-01, DOC-02, DOC-04, DOC-05 and DOC-08; the register and the archive are in ``filing``."""

from collections.abc import Iterator
from itertools import pairwise

import pandas as pd

from tests.seeded.forms import form
from tests.seeded.mistakes import Mistake, Raw
from tests.seeded.office import CleanOffice
from xlplan.excel.table import Column
from xlplan.tables.plan import SENT, Dispatch, Notice, PlanText, Target, WorkItem

DOCUMENT, BODY, LEVEL = Notice.document, Notice.body, PlanText.level


def _numbers(office: CleanOffice) -> Iterator[tuple[int, str, int, int]]:
    """Row, word, year and number of every notice."""
    for row, text in office[Notice][DOCUMENT].items():
        yield int(row), *_parts(text)


def _parts(text: str) -> tuple[str, int, int]:
    """Word, year and number of a 发文字号."""
    word, _, rest = text.partition("〔")
    year, _, number = rest.removesuffix("号").partition("〕")
    return word, int(year), int(number)


def _renumbered(office: CleanOffice, *forms: str) -> Iterator[Mistake]:
    for row, word, year, number in _numbers(office):
        for text in forms:
            wrong = text.format(word=word, year=year, short=year % 100, number=number)
            yield Mistake({(DOCUMENT, row): wrong}, (DOCUMENT, row))


@form("DOC-01")
def other_brackets(office: CleanOffice) -> Iterator[Mistake]:
    """Brackets around the year that are not 〔〕."""
    yield from _renumbered(
        office,
        "{word}[{year}]{number}号", "{word}（{year}）{number}号", "{word}({year}){number}号", "{word}【{year}】{number}号",
        "{word}［{year}］{number}号", "{word}{year}{number}号", "{word}〔{year}]{number}号",
    )  # fmt: skip


@form("DOC-01")
def zero_or_word_in_the_number(office: CleanOffice) -> Iterator[Mistake]:
    """第, a leading zero, a short year, a blank, no 号."""
    yield from _renumbered(
        office,
        "{word}〔{year}〕第{number}号", "{word}〔{year}〕0{number}号", "{word}〔{short}〕{number}号", "{word}〔{year}〕{number}",
        "{word} 〔{year}〕{number}号", "{word}〔{year}年〕{number}号", "{word}〔{year}〕 {number}号", "〔{year}〕{number}号",
    )  # fmt: skip


@form("DOC-01")
def number_of_another_year(office: CleanOffice) -> Iterator[Mistake]:
    """The year before or after."""
    for row, word, year, number in _numbers(office):
        for wrong in (year - 1, year + 1, year - 10):
            yield Mistake({(DOCUMENT, row): f"{word}〔{wrong}〕{number}号"}, (DOCUMENT, row))


@form("DOC-01")
def another_word(office: CleanOffice) -> Iterator[Mistake]:
    """A word that is not the office's."""
    yield from _renumbered(
        office, *(f"{word}〔{{year}}〕{{number}}号" for word in ("松中法", "松坪发", "化中发"))
    )


@form("DOC-01")
def number_used_twice(office: CleanOffice) -> Iterator[Mistake]:
    """The number of the notice above."""
    for (_, word, year, number), (row, *_) in pairwise(_numbers(office)):
        yield Mistake({(DOCUMENT, row): f"{word}〔{year}〕{number}号"}, (DOCUMENT, row))


@form("DOC-01")
def number_left_out(office: CleanOffice) -> Iterator[Mistake]:
    """A number that 发文登记 has not, or has for another paper."""
    numbers = list(_numbers(office))
    (first, word, year, low), *_, (last, _, _, high) = numbers
    for skip in (1, 2, 3, 9):
        yield Mistake({(DOCUMENT, last): f"{word}〔{year}〕{high + skip}号"}, (DOCUMENT, last))
        yield Mistake({(DOCUMENT, first): f"{word}〔{year}〕{low - skip}号"}, (DOCUMENT, first))


@form("DOC-01")
def gap_in_the_register(office: CleanOffice) -> Iterator[Mistake]:
    """The last paper of a year that 通知 has not, so many numbers later."""
    papers = office[Dispatch]
    for row, text in papers.loc[papers[Dispatch.archive] != "", Dispatch.document].items():
        word, year, number = _parts(text)
        later = f"{word}〔{year}〕{number + 20}号"
        if papers[Dispatch.document].str.startswith(f"{word}〔{year}〕").sum() == number:
            yield Mistake({(Dispatch.document, int(row)): later}, (Dispatch.document, int(row)))


@form("DOC-01")
def sent_without_a_number(office: CleanOffice) -> Iterator[Mistake]:
    """A notice that has gone out and has no number, or blanks."""
    notices = office[Notice]
    for row in notices.index[notices[Notice.state].isin(SENT)]:
        yield Mistake({(DOCUMENT, row): None}, (DOCUMENT, row))
        yield Mistake({(DOCUMENT, row): Raw("　 ")}, (DOCUMENT, row))


def _days(office: CleanOffice) -> Iterator[tuple[int, pd.Timestamp, pd.Timestamp]]:
    for row, signed, day in office[Notice][[Notice.signed, Notice.date]].dropna().itertuples():
        yield int(row), signed, day


@form("DOC-02")
def dated_days_before_signing(office: CleanOffice) -> Iterator[Mistake]:
    """成文日期 some days before 签发日期."""
    for row, signed, _ in _days(office):
        for days in (1, 2, 7, 30):
            yield Mistake({(Notice.date, row): signed - pd.Timedelta(days=days)}, (Notice.date, row))


@form("DOC-02")
def dated_in_the_year_before(office: CleanOffice) -> Iterator[Mistake]:
    """成文日期 with the year typed wrong."""
    for row, _, day in _days(office):
        for years in (1, 10):
            yield Mistake({(Notice.date, row): day - pd.DateOffset(years=years)}, (Notice.date, row))


@form("DOC-02")
def signed_afterwards(office: CleanOffice) -> Iterator[Mistake]:
    """签发日期 after 成文日期."""
    for row, _, day in _days(office):
        for later in (pd.Timedelta(days=1), pd.DateOffset(months=1), pd.DateOffset(years=1)):
            yield Mistake({(Notice.signed, row): day + later}, (Notice.date, row))


PROSE: tuple[Column, ...] = (
    PlanText.title, PlanText.content, Target.indicator, WorkItem.item, WorkItem.standard,
    Notice.title, Notice.addressees, Notice.copies, Notice.body, Notice.attachment,
)  # fmt: skip


def _written(office: CleanOffice) -> Iterator[tuple[Column, int, str]]:
    """Every text; not the lists of 重点, whose names PLN-02 looks for in the schedule."""
    for column in PROSE:
        rows = office[column.table]
        for row, text in rows[column].items():
            listed = column is PlanText.content and "重点" in rows.at[row, PlanText.title]
            if text and not listed:
                yield column, int(row), text


def _with(office: CleanOffice, *forms: str) -> Iterator[Mistake]:
    for column, row, text in _written(office):
        wrong = forms[row % len(forms)].format(text=text)
        yield Mistake({(column, row): wrong}, (column, row))


@form("DOC-04")
def name_not_filled_in(office: CleanOffice) -> Iterator[Mistake]:
    """The name of another school, left as the model had it."""
    yield from _with(office, "XX中学{text}", "某某小学{text}", "××县{text}", "{text}（XXX）", "X X 镇{text}")


@form("DOC-04")
def day_not_filled_in(office: CleanOffice) -> Iterator[Mistake]:
    """A day of a model."""
    yield from _with(
        office, "{text}20XX年", "{text}，X月X日", "{text}（某年某月）", "{text}，202X年", "{text}，×月×日前"
    )


@form("DOC-04")
def tag_of_a_template(office: CleanOffice) -> Iterator[Mistake]:
    """A tag in the place of the text, or within it."""
    for column, row, text in _written(office):
        if column not in (WorkItem.item, Target.indicator):
            wrong = ("{{ 内容 }}", "{%p for 行 in 内容 %}", "｛｛内容｝｝", f"{text}{{{{")[row % 4]
            yield Mistake({(column, row): wrong}, (column, row))


@form("DOC-04")
def line_to_write_on(office: CleanOffice) -> Iterator[Mistake]:
    """Underscores where something is to be written."""
    yield from _with(
        office, "{text}____", "___{text}", "{text}，__月__日", "{text}＿＿＿＿", "{text}（待填）"
    )


@form("DOC-04")
def number_not_filled_in(office: CleanOffice) -> Iterator[Mistake]:
    """发文字号 without its number or its year."""
    yield from _renumbered(
        office,
        "{word}〔{year}〕XX号",
        "{word}〔20XX〕{number}号",
        "{word}〔{year}〕__号___",
        "××〔{year}〕{number}号",
    )


def _headings(office: CleanOffice) -> Iterator[tuple[int, int, int]]:
    """Row and level of every heading, and the level above."""
    above = 0
    for row, level in office[PlanText][LEVEL].items():
        if level != "0":
            yield int(row), int(level), above
            above = int(level)


@form("DOC-05")
def heading_too_deep(office: CleanOffice) -> Iterator[Mistake]:
    """A heading two or three levels below the one above it."""
    for row, _, above in _headings(office):
        for level in range(above + 2, 5):
            yield Mistake({(LEVEL, row): str(level)}, (LEVEL, row))


@form("DOC-05")
def heading_become_text(office: CleanOffice) -> Iterator[Mistake]:
    """A heading made running text: those below it hang in the air."""
    for (row, _, above), (following, level, _) in pairwise(_headings(office)):
        if level > above + 1:
            yield Mistake({(LEVEL, row): "0"}, (LEVEL, following))


def _retyped(office: CleanOffice, *changes: tuple[str, str]) -> Iterator[Mistake]:
    """Bodies with these words changed, where they have them."""
    for row, text in office[Notice][BODY].items():
        for old, new in changes:
            if old in text:
                yield Mistake({(BODY, int(row)): text.replace(old, new)}, (BODY, int(row)))


@form("DOC-05")
def paragraphs_out_of_order(office: CleanOffice) -> Iterator[Mistake]:
    """A number passed over, used twice, or not begun with."""
    yield from _retyped(
        office,
        ("三、", "四、"),
        ("二、", "三、"),
        ("二、", "一、"),
        ("一、", "二、"),
        ("三、", "一、"),
        ("一、", ""),
    )


@form("DOC-05")
def paragraph_on_another_level(office: CleanOffice) -> Iterator[Mistake]:
    """A number of a deeper level, with one left out between."""
    yield from _retyped(
        office,
        ("一、", "（一）"), ("二、", "（1）"), ("\n三、", "\n（1）"), ("\n二、", "\n1.先办。\n二、下一步。\n（一）"),
    )  # fmt: skip


@form("DOC-05")
def number_badly_written(office: CleanOffice) -> Iterator[Mistake]:
    """1、 and half-width brackets."""
    yield from _retyped(
        office,
        ("\n二、", "\n1、先办。\n二、"), ("\n二、", "\n(一)先办。\n二、"), ("二、", "二."), ("\n三、", "\n（一）、先办。\n三、"),
        ("\n二、", "\n1）先办。\n二、"), ("三、", "三．"),
    )  # fmt: skip


@form("DOC-05")
def paragraph_run_on(office: CleanOffice) -> Iterator[Mistake]:
    """A number within the paragraph above."""
    yield from _retyped(office, ("\n二、", "二、"), ("\n三、", "三、"), ("\n三、", " 三、"))


def _planned(office: CleanOffice, *texts: str) -> Iterator[Mistake]:
    """Running text of the plan with another text in its place."""
    for row, level in office[PlanText][LEVEL].items():
        if level == "0":
            for text in texts:
                yield Mistake({(PlanText.content, row): text}, (PlanText.content, int(row)))


@form("DOC-05")
def list_of_a_plan_broken(office: CleanOffice) -> Iterator[Mistake]:
    """A number left out, used twice, or run into the words of the one before."""
    yield from _planned(
        office,
        "1.备课要早。\n2.上课要实。\n4.辅导要勤。",
        "1、备课\n2、上课\n2、作业",
        "一是教学：\n7、修课桌\n8、清水沟\n9、绿化校园，10治理乱收费",
        "（1）上午。（2）下午。",
    )


@form("DOC-05")
def title_of_a_plan_numbered_wrongly(office: CleanOffice) -> Iterator[Mistake]:
    """By hand: of another level, in another way, out of its place."""
    for row, level, _ in _headings(office):
        title = office[PlanText].at[row, PlanText.title]
        for mark in ("九、", "1、", "（十）") if level == 1 else ("十、", "九."):
            yield Mistake({(PlanText.title, row): f"{mark}{title}"}, (PlanText.title, row))


@form("DOC-08")
def plan_of_a_primary_school(office: CleanOffice) -> Iterator[Mistake]:
    """Who speaks is a primary school."""
    yield from _planned(
        office,
        "我们小学现有14个教学班。",
        "作为一所农村寄宿制小学，要管好宿舍。",
        "抓好我校小学生的行为习惯。",
        "把本小学办成家长放心的学校。",
    )


@form("DOC-08", ("DOC-01", "发文登记 has the number under another title"))
def notice_in_the_name_of_a_primary_school(office: CleanOffice) -> Iterator[Mistake]:
    """Its title is taken from another school."""
    for row, title in office[Notice][Notice.title].items():
        wrong = f"松坪镇中心小学{title[title.index('关于') :]}"
        yield Mistake({(Notice.title, row): wrong}, (Notice.title, int(row)))


@form("DOC-08")
def notice_signed_by_a_primary_school(office: CleanOffice) -> Iterator[Mistake]:
    """Its last line is the name of another school."""
    for row, text in office[Notice][BODY].items():
        yield Mistake({(BODY, row): f"{text}\n松坪镇中心小学"}, (BODY, int(row)))
