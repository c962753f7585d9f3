"""Which weeks a school teaches in."""

from datetime import date

import pandas as pd

from xlplan.excel.frames import typed
from xlplan.tables.calendar import Calendar
from xlplan.tables.office import SpecialDay, Term
from xlplan.tables.teaching import FIRST, LAST, NUMBER, lacking, over, teaching_days, weeks_of

BLOCKS = typed(
    Term,
    (
        ("秋季学期", "第一学月", date(2026, 9, 1), date(2026, 9, 30)),
        ("秋季学期", "第二学月", date(2026, 10, 1), date(2026, 10, 31)),
    ),
)


def weeks(least: float = 3, *special: tuple[object, ...]) -> pd.DataFrame:
    days = typed(SpecialDay, ((day, kind, "", "") for day, kind in special))
    return weeks_of(teaching_days(BLOCKS, Calendar(days, BLOCKS)), least)


def test_a_term_has_a_week_for_each_monday_and_tells_its_first_and_last_school_day() -> None:
    found = weeks()
    assert found[NUMBER].tolist() == [1, 2, 3, 4, 5, 6, 7, 8, 9]
    assert found[FIRST].iloc[0] == pd.Timestamp("2026-09-01")
    assert found[LAST].iloc[2] == pd.Timestamp("2026-09-20")
    assert found.index.tolist() == [2, 2, 2, 2, 2, 3, 3, 3, 3]


def test_a_week_of_holidays_is_none_and_counts_all_the_same() -> None:
    off = [(date(2026, 10, day), "放假") for day in (12, 13, 14)]
    assert 7 not in weeks(3, *off)[NUMBER].tolist()
    assert weeks(3, *off)[NUMBER].max() == 9
    assert 7 in weeks(2, *off)[NUMBER].tolist()


def test_a_week_is_over_when_its_last_school_day_is_gone() -> None:
    own = over(weeks(), pd.Timestamp("2026-09-10"), date(2026, 9, 25))
    assert own[NUMBER].tolist() == [2, 3, 4]
    assert over(weeks(), pd.Timestamp("2026-09-10"), date(2026, 9, 24))[NUMBER].tolist() == [2, 3]


def test_what_weeks_lack_is_told_at_the_block_in_which_they_lie() -> None:
    told = lacking(weeks().iloc[[1, 3, 6]], BLOCKS, "没有升旗")
    assert told["缺"].to_dict() == {
        2: "第2周（09-07 起）、第4周（09-21 起）没有升旗",
        3: "第7周（10-12 起）没有升旗",
    }


def test_an_office_without_terms_has_no_weeks() -> None:
    assert weeks_of(teaching_days(BLOCKS[:0], Calendar()), 3).empty
