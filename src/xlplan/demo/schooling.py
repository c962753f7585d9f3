"""What the teachers of the demo school learnt in the year, and how their leading a class was judged month by month."""

from collections.abc import Iterator
from datetime import date

from xlplan.demo.events import stream
from xlplan.demo.people import AUTUMN, CLASSES, STAFF, frames, holder
from xlplan.demo.wages import months
from xlplan.tables.office import SchoolClass

_HOUR = 1000
_FOR_TEACHERS = (
    # 项目, 级别, 起日, 止日, 学时, the word of 证书号
    ("开学前师德和安全培训", "校", "2026-02-27", "2026-02-28", 8, ""),
    ("春季校本研修", "校", "2026-03-09", "2026-06-26", 20, ""),
    ("新课标新教材县级全员培训", "县", "2026-07-13", "2026-07-16", 24, "LXPX"),
    ("国家智慧教育平台暑期研修", "国家", "2026-07-20", "2026-08-25", 10, "GJZH"),
    ("秋季校本研修", "校", "2026-09-07", "2026-11-27", 20, ""),
)  # fmt: skip
_SOME = ("信息技术应用能力市级培训", "市", "2026-08-03", "2026-08-07", 30, "SPXX")
"""What every seventh of them went to besides."""
_OF_POSTS = (
    ("报账员", "会计人员继续教育", "县", "2026-05-11", "2026-09-30", 30, "KJJX2026-0457"),
    ("出纳", "会计人员继续教育", "县", "2026-05-11", "2026-09-30", 30, "KJJX2026-0458"),
    ("食堂管理员", "食品安全管理员培训", "县", "2026-08-24", "2026-08-28", 40, "SPAQ2026-031"),
    ("政教主任", "中小学安全管理干部培训", "市", "2026-04-13", "2026-04-15", 24, "AQGB2026-112"),
)  # fmt: skip
_TEACHING = ("专职教师", "特岗教师")
_PAID = 400 * 100
_UNPAID_MONTHS = (2, 8)
_EXCELLENT = 95


def training_rows() -> Iterator[tuple[object, ...]]:
    """The rows of 培训, course by course."""
    teachers = [row for row in STAFF if row[4] in _TEACHING and row[5] == "在岗"]
    for course, level, start, end, hours, word in _FOR_TEACHERS:
        for number, name, *_ in teachers:
            yield (
                name, course, level, date.fromisoformat(start), date.fromisoformat(end), hours * _HOUR,
                f"{word}2026-{number[1:]}" if word else "",
            )  # fmt: skip
    course, level, start, end, hours, word = _SOME
    for number, name, *_ in teachers[::7]:
        yield (
            name, course, level, date.fromisoformat(start), date.fromisoformat(end), hours * _HOUR,
            f"{word}2026-{number[1:]}",
        )  # fmt: skip
    for post, course, level, start, end, hours, certificate in _OF_POSTS:
        yield (
            holder(post), course, level, date.fromisoformat(start), date.fromisoformat(end), hours * _HOUR, certificate
        )  # fmt: skip


def merit_rows() -> Iterator[tuple[object, ...]]:
    """The rows of 考核: a class and a month in which its teacher was paid for it."""
    classes = frames()[SchoolClass]
    teachers = dict(zip(classes[SchoolClass.name], classes[SchoolClass.teacher], strict=True))
    for month in months():
        if month in _UNPAID_MONTHS:
            continue
        for own in CLASSES[AUTUMN]:
            score = stream("考核", month, own.room).randint(172, 199) / 2
            rank = "优秀" if score >= _EXCELLENT else "合格"
            yield date(2026, month, 1), own.room, teachers[own.room], int(score * _HOUR), rank, _PAID, ""
