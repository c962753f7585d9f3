"""目标完成情况 lists the targets of the term, how far each is reached, and which are still to come."""

import io
import zipfile
from dataclasses import replace
from datetime import date

import pytest

from tests.reports.school import rows as shown
from tests.reports.school import school
from xlplan.excel.papers import paper
from xlplan.excel.report import Plain, Share
from xlplan.reports.target_progress import target_progress
from xlplan.tables.books import Books, Waiting
from xlplan.tables.office import Term
from xlplan.tables.plan import Target

AUTUMN = "2026年秋季学期"


def targets(*values: tuple[str, str, str], today: date = date(2026, 11, 30)) -> Books:
    """The school with these targets (目标值, 实际值, 截止日) of the autumn, and one of the spring."""
    books = school()
    goals, actuals, due = zip(*values, ("5次", "1次", "2026-06-30"), strict=True)
    rows = books[Target].iloc[: len(goals)]
    terms = [AUTUMN] * len(values) + ["2026年春季学期"]
    rows = rows.assign(**{Target.term: terms, Target.goal: goals, Target.actual: actuals, Target.due: due})
    sheet = replace(books.sheets[Target], rows=rows.astype({Target.due: "datetime64[s]"}))
    return replace(books, today=today, sheets={**books.sheets, Target: sheet})


def told(books: Books) -> list[tuple[Plain, Plain]]:
    """完成率 and 状态 of each target."""
    return [(row[5], row[6]) for row in shown(target_progress(books))]


def test_each_target_says_how_far_it_is_reached_and_how_it_stands() -> None:
    books = targets(
        ("≥95%", "96%", "2026-11-30"),
        ("≥95%", "93.1%", "2026-11-30"),
        ("≥95%", "", "2026-11-29"),
        ("≥95%", "良好", "2026-11-29"),
        ("≥95%", "96%", "2026-12-31"),
        ("4次", "3次", "2026-12-31"),
        ("4次", "", "2026-12-01"),
        ("4次", "2次", ""),
    )
    assert told(books) == [
        (Share(1.0), "已达到"),
        (Share(0.98), "未达到"),
        (None, "未填"),
        (None, "看不出"),
        (Share(1.0), "已达到"),
        (Share(0.75), "未到期"),
        (None, "未到期"),
        (Share(0.5), "未达到"),
    ]
    assert (
        target_progress(books).notes[0]
        == "共 8 项：已达到 2 项，未达到 2 项，未到期 2 项，未填 1 项，看不出 1 项。"
    )


def test_the_demo_school_has_eight_targets_met_and_three_to_come() -> None:
    report = target_progress(school())
    assert report.notes[0] == "共 11 项：已达到 8 项，未到期 3 项。"
    assert report.form
    assert report.form.period == f"{AUTUMN}　　截至2026年11月30日"
    assert [row[:5] for row in shown(report)[:2]] == [
        ("安全责任事故", "0", "0", date(2026, 11, 30), "冉海燕"),
        ("学生巩固率", "≥99%", "99.8%", date(2026, 11, 30), "田永康"),
    ]


@pytest.mark.parametrize(
    ("day", "term"),
    [
        (date(2026, 3, 2), "2026年春季学期"),
        (date(2026, 8, 31), "2026年春季学期"),
        (date(2026, 9, 1), AUTUMN),
        (date(2027, 2, 10), AUTUMN),
    ],
)
def test_between_terms_the_one_that_is_over_is_told(day: date, term: str) -> None:
    form = target_progress(replace(school(), today=day)).form
    assert form
    assert form.period.startswith(f"{term}　")


def test_before_the_first_term_there_is_no_paper() -> None:
    with pytest.raises(Waiting, match="“学期”表里没有 2026-03-01 以前开始的学期"):
        target_progress(replace(school(), today=date(2026, 3, 1)))


def test_a_term_without_targets_says_so_and_draws_nothing() -> None:
    report = target_progress(replace(school(), today=date(2026, 5, 1)))
    assert (report.notes[0], report.blocks[0].rows) == ("这个学期还没有填目标。", ())
    assert not [name for name in zipfile.ZipFile(io.BytesIO(paper([report]))).namelist() if "chart" in name]


def test_a_term_that_cannot_be_read_gives_no_paper() -> None:
    books = school()
    sheet = replace(books.sheets[Term], unread=books[Term].iloc[:1])
    with pytest.raises(Waiting, match="“学期”有 1 行"):
        target_progress(replace(books, sheets={**books.sheets, Term: sheet}))
