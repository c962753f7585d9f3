"""The report of a month, and what waits until the month is over."""

from datetime import date
from pathlib import Path

import pytest

from xlplan.jobs.desk import Desk
from xlplan.jobs.report import report

ALL = ["月度工作报告 2026-11.docx", "财务收支公示表 2026-11.docx", "财务收支公示 2026-11.docx"]
WAITS = "2026-11 还没有过完，财务收支公示表、财务收支公示到月底再做。"


@pytest.mark.parametrize("month", ["", "2026-11"])
def test_nothing_is_disclosed_of_a_month_that_is_not_over(month: str, office: Path) -> None:
    made = report(Desk(office, date(2026, 11, 29)), month)
    assert [path.name for path in made.papers] == ALL[:1]
    assert (made.failed, made.stopped, made.waiting) == ({}, [], {})
    assert made.remarks[0] == WAITS


def test_on_its_last_day_and_later_a_month_is_over(office: Path) -> None:
    for day in (date(2026, 11, 30), date(2026, 12, 3)):
        made = report(Desk(office, day), "2026-11")
        assert [path.name for path in made.papers] == ALL
        assert WAITS not in made.remarks
