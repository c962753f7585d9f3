"""Which days are workdays and which lie in a term: 特殊日, then 学期, then the national holiday library, then the week."""

from collections.abc import Collection
from datetime import date, timedelta
from functools import cache

import pandas as pd

from xlplan.tables.office import SpecialDay, Term

LONGEST = 1000
"""Workdays that are counted off at most: a parameter may hold any number."""


class Calendar:
    """The calendar of one office (rows of 特殊日 and 学期), or without them that of the country.

    学期 says of one day that it is worked, be it a Sunday: the first of a term. The office works in the school's holidays too.
    """

    def __init__(self, special: pd.DataFrame | None = None, terms: pd.DataFrame | None = None) -> None:
        rows = [] if special is None else zip(special[SpecialDay.date], special[SpecialDay.kind], strict=True)
        begun = [] if terms is None else terms.groupby(Term.term)[Term.start].min().dropna()
        starts = sorted(day.date() for day in begun)
        self._special: dict[date, bool] = dict.fromkeys(starts, True) | {
            day.date(): kind != "放假"
            for day, kind in rows
            if pd.notna(day) and kind in SpecialDay.kind.choices
        }
        self.term_starts = [self.workday_after(day, 0) for day in starts]
        """The first day of each term; where 特殊日 calls it off, the next workday."""

    def is_workday(self, day: date) -> bool:
        """Whether the office works on a day; beyond the published years Monday to Friday."""
        return self._special[day] if day in self._special else _national(day)

    def known(self) -> tuple[date, date]:
        """The first and the last day that are no guess: those of the published years, and of each year after them that is filled in.

        The country announces the holidays of a year in one document: 特殊日 that has days off at 春节 and at 国庆节 has them all.
        """
        import chinese_calendar

        years = [day.year for day in chinese_calendar.constants.holidays]
        last = max(years)
        off = {(day.year, day.month) for day, works in self._special.items() if not works}
        while off & {(last + 1, 1), (last + 1, 2)} and (last + 1, 10) in off:
            last += 1
        return date(min(years), 1, 1), date(last, 12, 31)

    def doubt(self, last: date) -> str:
        """The warning that some days up to ``last`` are a guess, as their year is not published; "" where none is."""
        _, known = self.known()
        if last <= known:
            return ""
        return (
            f"{known.year + 1} 年的放假和调休还不知道，{known} 以后只按周一到周五算。"
            "等国务院办公厅公布了，把它填进“特殊日”表。"
        )

    def workdays(self, first: date, last: date) -> int:
        """Workdays from a day to another, both counted."""
        return sum(self.is_workday(first + timedelta(days=after)) for after in range((last - first).days + 1))

    def workday_after(self, day: date, workdays: int) -> date:
        """The workday that is so many workdays after the first workday on or after a day."""
        workdays = min(workdays, LONGEST)
        while not self.is_workday(day) or workdays > 0:
            workdays -= self.is_workday(day)
            day += timedelta(days=1)
        return day

    def workday_before(self, day: date) -> date:
        """The last workday on or before a day."""
        while not self.is_workday(day):
            day -= timedelta(days=1)
        return day

    def workdays_after(self, days: pd.Series, workdays: pd.Series) -> pd.Series:
        """The same for each of these days (all known; worth calling with distinct ones only)."""
        due = [self.workday_after(day.date(), int(more)) for day, more in zip(days, workdays, strict=True)]
        return pd.Series(pd.DatetimeIndex(due).astype("datetime64[s]"), index=days.index)

    def rest_days(self, days: pd.Series) -> pd.Series:
        """Whether each day is one on which nobody works (False for no day); each distinct day is looked up once."""
        known = days.dropna().drop_duplicates()
        return days.isin([day for day in known if not self.is_workday(day.date())])


@cache
def _national(day: date) -> bool:
    """What the country says of a day; the library looks through all its years for each."""
    import chinese_calendar

    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return day.weekday() < 5


def unchecked(calendar: Calendar, checked: Collection[date], today: date) -> date | None:
    """The last workday before today, if it is not among the days that were checked, though these began before it."""
    last = calendar.workday_before(today - timedelta(days=1))
    return last if last not in checked and min(checked, default=today) < last else None


def term_on(blocks: pd.DataFrame, day: date) -> str:
    """The term (of rows of 学期) that a day lies in, else the last one begun; "" before the first."""
    starts = blocks.groupby(Term.term)[Term.start].min()
    begun = starts[starts <= pd.Timestamp(day)]
    return str(begun.idxmax()) if len(begun) else ""


def term_start(blocks: pd.DataFrame, day: date) -> pd.Timestamp:
    """The first day of that term; NaT where there is none."""
    return blocks.loc[blocks[Term.term] == term_on(blocks, day), Term.start].min()


def outside_term(blocks: pd.DataFrame, days: pd.Series, terms: pd.Series) -> pd.Series:
    """Whether each day lies outside all blocks (rows of 学期) of its term (False for no day or an unknown term)."""
    own = blocks.groupby(Term.term)
    start = pd.Series(own[Term.start].min().reindex(terms).to_numpy(), index=days.index)
    end = pd.Series(own[Term.end].max().reindex(terms).to_numpy(), index=days.index)
    return (days < start) | (days > end)
