"""On which days and at what time something falls: all of 2026, by the state's notice of its holidays."""

from datetime import date, time, timedelta
from pathlib import Path

import pandas as pd
import pytest
import xlsxwriter

from xlplan.excel.frames import typed
from xlplan.excel.reading import Workbook
from xlplan.tables import starting
from xlplan.tables.calendar import Calendar
from xlplan.tables.due import DATE, days, deadlines
from xlplan.tables.frequency import Form, Frequency, time_of_day
from xlplan.tables.office import Reporting, SpecialDay, Task, Term

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
RESTS = ("0101-0103", "0215-0223", "0404-0406", "0501-0505", "0619-0621", "0925-0927", "1001-1007")
SWAPPED = ("0104", "0214", "0228", "0509", "0920", "1010")
"""What the notice says of 2026: from when to when nobody works, and on which Saturdays and Sundays everybody does."""


def on(text: str, year: int = 2026) -> date:
    return date(year, int(text[:2]), int(text[2:]))


def dates(texts: str, year: int = 2026) -> list[date]:
    return [on(text, year) for text in texts.split()]


def worked(day: date) -> bool:
    """Whether 2026 is worked on a day, by the notice."""
    if day in map(on, SWAPPED):
        return True
    return day.weekday() < 5 and not any(on(rest[:4]) <= day <= on(rest[5:]) for rest in RESTS)


def reporting(*rows: tuple[str, ...]) -> pd.DataFrame:
    return typed(Reporting, rows, (Reporting.item, Reporting.due, Reporting.rest_day))


def terms(*starts: date) -> pd.DataFrame:
    """Terms of one block each, the later first."""
    rows = [(f"第{number}学期", "第一学月", start, start) for number, start in enumerate(starts)]
    return typed(Term, rows[::-1])


def of(
    text: str,
    calendar: Calendar | None = None,
    rows: pd.DataFrame | None = None,
    first: date = FIRST,
    last: date = LAST,
) -> list[date]:
    rows = reporting() if rows is None else rows
    return days(Frequency.read(text), calendar or Calendar(), rows, first, last)


def test_every_workday_is_what_the_notice_leaves_of_the_year() -> None:
    year = [FIRST + timedelta(days=after) for after in range(365)]
    assert of("每个工作日") == [day for day in year if worked(day)]
    assert len(of("每个工作日")) == 248


@pytest.mark.parametrize(
    ("text", "first", "count"),
    [
        ("每周一", "0105", 52),
        ("每周二", "0106", 52),
        ("每周三", "0107", 52),
        ("每周四", "0101", 53),
        ("每周五", "0102", 52),
        ("每周六", "0103", 52),
        ("每周日", "0104", 52),
        ("每周天", "0104", 52),
        ("每星期一", "0105", 52),
    ],
)
def test_every_week_means_that_day_of_the_week_holidays_or_not(text: str, first: str, count: int) -> None:
    assert of(text) == [on(first) + timedelta(weeks=week) for week in range(count)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("每月最后一个工作日", "0130 0228 0331 0430 0529 0630 0731 0831 0930 1030 1130 1231"),
        ("每月15日", "0115 0215 0315 0415 0515 0615 0715 0815 0915 1015 1115 1215"),
        ("每月15日或之前的工作日", "0115 0214 0313 0415 0515 0615 0715 0814 0915 1015 1113 1215"),
        ("每月7日或之前的工作日", "0107 0206 0306 0407 0507 0605 0707 0807 0907 0930 1106 1207"),
        ("每月1日或之前的工作日", "0130 0228 0401 0430 0601 0701 0731 0901 0930 1030 1201 1231"),
        ("每月31日", "0131 0228 0331 0430 0531 0630 0731 0831 0930 1031 1130 1231"),
        ("每年6月30日", "0630"),
        ("每年2月29日", "0228"),
    ],
)
def test_a_monthly_or_yearly_day_falls_on_these_days_of_2026(text: str, expected: str) -> None:
    calendar = Calendar(typed(SpecialDay, [(date(2027, 1, 1), "放假")], (SpecialDay.date, SpecialDay.kind)))
    assert of(text, calendar) == dates(expected)


def test_a_span_of_one_day_asks_about_that_day_alone() -> None:
    calendar = Calendar()
    for day in (on("0930"), on("1001")):
        assert of("每月7日或之前的工作日", calendar, first=day, last=day) == [day] * (day == on("0930"))
    assert of("每个工作日", first=on("1008"), last=on("1001")) == []


def test_a_term_begins_on_its_first_day_be_it_a_sunday_but_not_one_that_is_called_off() -> None:
    sunday, put_off = on("0301"), on("0828")
    special = typed(SpecialDay, [(put_off, "放假")], (SpecialDay.date, SpecialDay.kind))
    calendar = Calendar(special, terms(sunday, put_off))
    assert of("开学第一天", calendar) == dates("0301 0831")
    assert calendar.is_workday(sunday)
    assert not calendar.is_workday(put_off)
    assert sunday in of("每个工作日", calendar)
    assert of("开学第一天") == []


def test_the_holidays_of_the_school_are_workdays_of_the_office() -> None:
    calendar = Calendar(None, terms(on("0302"), on("0901")))
    assert of("每个工作日", calendar, first=on("0801"), last=on("0810")) == dates(
        "0803 0804 0805 0806 0807 0810"
    )


ROWS = reporting(
    ("个税申报", "每月15日", "顺延"),
    ("食堂公示", "每月１５日", "提前"),
    ("决算", "每年十月二日", ""),
    ("年报", "每年10月2日", "不变"),
    ("控辍", "每月最后一个工作日", "不变"),
    ("汇缴", "发工资后5天", ""),
)


def test_a_deadline_on_a_rest_day_moves_as_its_line_says() -> None:
    found = deadlines(ROWS, Calendar(), FIRST, LAST)
    by_item = {item: [day.date() for day in rows[DATE]] for item, rows in found.groupby(Reporting.item)}
    assert by_item == {
        "个税申报": dates("0115 0224 0316 0415 0515 0615 0715 0817 0915 1015 1116 1215"),
        "食堂公示": dates("0115 0214 0313 0415 0515 0615 0715 0814 0915 1015 1113 1215"),
        "决算": dates("0930"),
        "年报": dates("1002"),
        "控辍": dates("0130 0228 0331 0430 0529 0630 0731 0831 0930 1030 1130 1231"),
    }
    assert found[DATE].is_monotonic_increasing
    assert set(found.index) == {2, 3, 4, 5, 6}


def test_deadlines_are_asked_for_by_the_day_they_have_moved_to() -> None:
    assert deadlines(ROWS, Calendar(), on("0215"), on("0220")).empty
    assert deadlines(ROWS, Calendar(), on("0930"), on("0930"))[Reporting.item].tolist() == ["决算", "控辍"]
    empty = deadlines(reporting(), Calendar(), FIRST, LAST)
    assert empty.empty
    assert empty.dtypes.to_dict() == deadlines(ROWS, Calendar(), FIRST, LAST).dtypes.to_dict()


def test_a_summer_of_days_off_moves_a_deadline_as_far_as_it_reaches() -> None:
    summer = [(on("0701") + timedelta(days=after), "放假") for after in range(62)]
    calendar = Calendar(typed(SpecialDay, summer, (SpecialDay.date, SpecialDay.kind)))
    yearly = reporting(("决算", "每年8月31日", "提前"), ("汇算", "每年7月1日", "顺延"))
    assert deadlines(yearly, calendar, on("0630"), on("0630"))[Reporting.item].tolist() == ["决算"]
    assert deadlines(yearly, calendar, on("0901"), on("0901"))[Reporting.item].tolist() == ["汇算"]


def test_days_before_a_deadline_are_counted_from_the_day_it_has_moved_to() -> None:
    assert of("个税申报前3天", rows=ROWS) == dates(
        "0112 0221 0313 0412 0512 0612 0712 0814 0912 1012 1113 1212"
    )
    assert of("《食堂公示》前十天", rows=ROWS, first=on("0201"), last=on("0331")) == dates("0204 0303")
    assert of("年报前1天", rows=ROWS) == dates("1001")
    assert of("没有的事前1天", rows=ROWS) == []


def test_before_every_deadline_a_day_is_told_once() -> None:
    assert of("上报前2天", rows=ROWS, first=on("0901"), last=on("1031")) == dates("0913 0928 0930 1013 1028")


def test_deadlines_of_next_year_are_counted_back_into_this_one() -> None:
    rows = reporting(("年报", "每年1月4日", "不变"))
    assert of("年报前5天", rows=rows) == dates("1230")


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("每月十五日", "每月15日"),
        ("每月１５号", "每月15日"),
        (" 每月 15 日 ", "每月15日"),
        ("每月十日", "每月10日"),
        ("每月三日", "每月3日"),
        ("每月二十日", "每月20日"),
        ("每月三十一日", "每月31日"),
        ("每月廿日", ""),
        ("每月最后工作日", "每月最后一个工作日"),
        ("每工作日", "每个工作日"),
        ("每年六月三十日", "每年6月30日"),
        ("《个税申报》前３天", "个税申报前三天"),
        ("每周一", "每星期一"),
    ],
)
def test_texts_that_mean_the_same_are_the_same(text: str, same: str) -> None:
    if same:
        assert Frequency.read(text) == Frequency.read(same)
        assert Frequency.read(text) != Frequency.read("每周二")
    else:
        with pytest.raises(ValueError, match="看不懂"):
            Frequency.read(text)


@pytest.mark.parametrize("form", Form)
def test_what_is_offered_can_be_read(form: Form) -> None:
    assert Frequency.read(form.value).form is form


@pytest.mark.parametrize(
    "text",
    ["", "经常", "每月", "每月0日", "每月32日", "每月十五五日", "每年2月30日", "每年13月1日", "每周八", "上报前0天", "前3天", "每月-1日"],
)  # fmt: skip
def test_what_nobody_can_tell_is_refused_with_what_can_be_written(text: str) -> None:
    with pytest.raises(ValueError, match="看不懂，可以写每个工作日、"):
        Frequency.read(text)


@pytest.mark.parametrize("text", ["每个工作日", "每周一", "上报前3天", "开学第一天", "月底", ""])
def test_a_deadline_is_a_day_of_the_month_or_the_year(text: str) -> None:
    with pytest.raises(ValueError, match=r"看不懂，可以写每月最后一个工作日、每月15日、每年6月30日$"):
        Frequency.due(text)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("22:00", time(22)),
        ("２２：００", time(22)),
        (" 8:05 ", time(8, 5)),
        ("00:00", time(0)),
        ("23:59:30", time(23, 59, 30)),
        ("0.916666667", time(22)),
        ("0.5", time(12)),
    ],
)
def test_a_time_is_read_as_it_is_typed(text: str, meant: time) -> None:
    assert time_of_day(text) == meant


@pytest.mark.parametrize(
    "text", ["", "晚上", "8点半", "24:00", "25:00", "12:60", "22", "2026-11-30 22:00:00", "1.5", "0.9999999"]
)
def test_a_time_that_could_be_another_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="如 22:00"):
        time_of_day(text)


def test_a_cell_with_a_time_of_excel_is_that_time(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "office.xlsx")
    sheet = book.add_worksheet(Task.sheet)
    sheet.write_row(0, 0, Task.columns)
    for row, (content, look) in enumerate(
        [(time(22), "hh:mm"), (time(8, 30), "h:mm AM/PM"), (22 / 24, "")], 1
    ):
        sheet.write_row(row, 0, ["夜间检查", "每个工作日"])
        sheet.write(row, 2, content, book.add_format({"num_format": look} if look else {}))
        sheet.write(row, 3, "是")
    book.close()
    rows = Workbook(tmp_path / "office.xlsx").read(Task, {}).rows
    assert [time_of_day(text) for text in rows[Task.time]] == [time(22), time(8, 30), time(22)]


def test_a_new_office_starts_with_what_can_be_read() -> None:
    frames = starting.frames()
    for text in frames[Task][Task.frequency]:
        Frequency.read(text)
    for text in frames[Task][Task.time]:
        time_of_day(text)
    found = deadlines(frames[Reporting], Calendar(), FIRST, LAST)
    assert set(found[Reporting.item]) == set(frames[Reporting][Reporting.item])


def test_days_beyond_the_published_years_are_doubted_until_they_are_filled_in() -> None:
    assert Calendar().doubt(LAST) == ""
    assert (
        Calendar()
        .doubt(date(2027, 1, 1))
        .startswith("2027 年的放假和调休还不知道，2026-12-31 以后只按周一到周五算。")
    )
    off = [(date(2027, 2, 6), "放假"), (date(2027, 10, 1), "放假")]
    assert (
        Calendar(typed(SpecialDay, off, (SpecialDay.date, SpecialDay.kind))).doubt(date(2027, 12, 31)) == ""
    )
