"""体质健康上报表: the tests of a school year by class: who was tested, the grades, what was reported."""

from collections.abc import Iterator

import pandas as pd

from xlplan.excel.kinds import Kind
from xlplan.excel.report import Block, Figure, Head, Report, Share, Total, Value
from xlplan.excel.table import Column
from xlplan.reports.forms import form, own_term, source, whole
from xlplan.reports.paper import Of, SheetPaper, When
from xlplan.tables.books import Books, Waiting
from xlplan.tables.links import beside
from xlplan.tables.office import Term
from xlplan.tables.school_years import begun, named
from xlplan.tables.students import Fitness, Student

NAME = "体质健康上报表"
_GRADES = ("优秀", "良好", "及格", "不及格")
_PASSED = _GRADES[:3]
_HEADS = (
    Head("班级", 16),
    Head("应测", 7, Kind.COUNT),
    Head("实测", 7, Kind.COUNT),
    Head("免测", 7, Kind.COUNT),
    Head("未测", 7, Kind.COUNT),
    *(Head(grade, 8, Kind.COUNT, group="等级") for grade in _GRADES),
    Head("达标率", 9, Kind.RATE),
    Head("优良率", 9, Kind.RATE),
    Head("已上报", 8, Kind.COUNT),
)


def fitness(books: Books, term: str = "") -> Report:
    """体质健康上报表

    一个学期（不写就是今天所在的，放假时是刚过去的）所在的学年，每个班体质健康测试的人数、等级、上报了多少。以前的学年，学生表里没有那时的班，
    按哪一年入学的分。达标率是及格以上的占实测的，优良率是优秀和良好的占实测的；免测的也要上报。
    """
    year, now = _year(books, own_term(books, term)), _year(books, own_term(books, ""))
    # Who is exempt has no day of a test, so not by ``whole``.
    rows = books.requiring((Fitness,))[Fitness]
    rows = rows[(begun(rows[Fitness.year]) == year).fillna(False)]
    if rows.empty:
        raise Waiting(f"“{Fitness.sheet}”表里没有{named(year)}的测试")
    rows = beside(rows, whole(books, Student), {Fitness.student: Student.number}, "学生")
    since = rows[f"学生{Student.entered}"].dt.strftime("%Y年入学").fillna("")
    rows = rows.assign(组=rows[f"学生{Student.room}"] if year == now else since)
    return Report(
        NAME,
        NAME,
        ("达标率＝及格以上÷实测；优良率＝优秀和良好÷实测；应测里有免测、未测的，免测的也要上报。",),
        (Block(_HEADS, tuple(_rows(rows, named(year)))),),
        form(books, named(year), "校长", "教导处负责人", "制表人"),
    )


def _year(books: Books, term: str) -> int:
    """The year in which the school year of a term begins."""
    terms = whole(books, Term)
    start = terms.loc[terms[Term.term] == term, Term.start].min()
    return int(start.year - (start.month < 8))


def _rows(rows: pd.DataFrame, year: str) -> Iterator[tuple[Value, ...]]:
    for name in sorted(rows["组"].unique(), key=_order):
        yield _told(rows[rows["组"] == name], name or "学生表里没有的", f"{year} {name}")
    yield Total(_told(rows, "合计", f"{year} 合计"))


def _order(room: str) -> tuple[int, str]:
    """一年级 before 二年级, 七年级 before 九年级; the rest after them."""
    return ("一二三四五六七八九".find(room[:1]) if room else 99), room


def _told(rows: pd.DataFrame, name: str, which: str) -> tuple[Value, ...]:
    grades = rows[Fitness.grade]
    tested = grades.isin(_GRADES)

    def count(those: pd.Series, word: str, column: Column = Fitness.grade) -> Figure:
        return Figure(int(those.sum()), source(column, f"{which} {word}", len(rows), NAME))

    def share(those: pd.Series) -> Share | None:
        return Share(float(those.sum() / tested.sum())) if tested.any() else None

    return (
        name,
        count(grades != "", "应测"),
        count(tested, "实测"),
        *(count(grades == grade, grade) for grade in ("免测", "未测", *_GRADES)),
        share(grades.isin(_PASSED)),
        share(grades.isin(_PASSED[:2])),
        count(rows[Fitness.reported].notna(), "已上报", Fitness.reported),
    )


FITNESS = SheetPaper(NAME, Of.TERM, When.ASKED, lambda books, term: [fitness(books, term)])
