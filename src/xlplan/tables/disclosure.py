"""校务公开: what the catalogue of 参数 wants published, for which period and by when, and what 公示登记 says of it."""

from calendar import monthrange
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta

import numpy as np
import pandas as pd

from xlplan.tables import parameters
from xlplan.tables.books import Books, Waiting
from xlplan.tables.canteen import CanteenMonth
from xlplan.tables.links import beside
from xlplan.tables.office import Term
from xlplan.tables.periods import month_of
from xlplan.tables.plan import Publication

CATALOGUE = "公开目录"
"""The family of 参数: item -> how often."""
MONTHLY, BY_TERM, YEARLY = OFTEN = ("每月", "每学期", "每年")
MONEY, CANTEEN, FEES = "财务收支", "食堂收支", "收费"
"""The items that rules of their own look after as well."""
_LATEST = "公开最迟天数"
"""The family of 参数: item -> the day after 起算 by which it is to be out, the first counted as 1."""
_OWN_DAYS = {MONEY: "财务公示最迟日", CANTEEN: "食堂公示最迟日"}
"""The same where it is a parameter of its own, a day of the next month."""


def often(books: Books) -> "pd.Series":
    """Item of the catalogue -> how often it is published, as it is written; a school that keeps no canteen has none to publish."""
    items = books.family(CATALOGUE, books.today, parameters.texts)
    return items.drop(CANTEEN, errors="ignore") if CanteenMonth.workbook in books.not_kept else items


def demanded(books: Books, until: date) -> pd.DataFrame:
    """What is to be published by some day until ``until``, the index the row of 参数 that demands it.

    事项, 频率, 所属期, 起算 (from when it can be published) and 最迟. Only what could be published from the month on in which the
    register begins, and nothing of the months of an earlier year; by the month, other items than 财务收支 only for months in which
    a term runs.
    """
    starts = books[Publication][Publication.start].dropna()
    begun = None if starts.empty else starts.min().date().replace(day=1)
    rows = [
        (item, how, period, first, last)
        for item, how in often(books).items()
        if begun
        for period, first, last in _periods(books, str(item), how, begun, until)
    ]
    found = pd.DataFrame(rows, columns=["事项", "频率", "所属期", "起算", "末"])
    for column in ("事项", "频率", "所属期"):
        found[column] = found[column].astype("str")
    for column in ("起算", "末"):
        found[column] = pd.to_datetime(found[column]).astype("datetime64[s]")
    days = pd.Series(np.nan, index=found.index)
    with suppress(Waiting):
        days = books.numbers(_LATEST, found["起算"], found["事项"])
    for item, parameter in _OWN_DAYS.items():
        own = found["事项"] == item
        with suppress(Waiting):
            days[own] = books.numbers(parameter, found.loc[own, "起算"])
    latest = found["起算"] + pd.to_timedelta(days - 1, unit="D")
    found["最迟"] = latest.astype("datetime64[s]").fillna(found["末"])
    set_by = [
        int(books.setting(f"{CATALOGUE}：{item}", pd.Series([pd.Timestamp(books.today)])).iloc[0])
        for item in found["事项"]
    ]
    found = found.drop(columns="末").set_axis(pd.Index(set_by, dtype="int64"))
    return found[found["最迟"] <= pd.Timestamp(until)]


def _periods(books: Books, item: str, how: str, begun: date, until: date) -> Iterator[tuple[str, date, date]]:
    """The periods of an item: its name, the first and the last day on which it is the time to publish it."""
    terms = books[Term]
    if how == BY_TERM:
        for term, own in terms.groupby(Term.term, sort=False):
            first, last = own[Term.start].min(), own[Term.end].max()
            if pd.notna(first) and pd.notna(last) and begun <= first.date() <= until:
                yield str(term), first.date(), last.date()
    elif how == YEARLY:
        for year in range(begun.year, until.year + 1):
            if date(year, 1, 1) >= begun:
                yield f"{year}", date(year, 1, 1), date(year, 12, 31)
    elif how == MONTHLY:
        first = begun
        while first <= until:
            before = first - timedelta(days=1)
            taught = item == MONEY or terms.empty or _taught(terms, before.replace(day=1), before)
            if taught and before.year >= begun.year:
                yield f"{before:%Y-%m}", first, first.replace(day=monthrange(first.year, first.month)[1])
            first = (first + timedelta(days=31)).replace(day=1)


def _taught(terms: pd.DataFrame, first: date, last: date) -> bool:
    """Whether a term runs between two days."""
    runs = (terms[Term.start] <= pd.Timestamp(last)) & (terms[Term.end] >= pd.Timestamp(first))
    return bool(runs.any())


def registered(books: Books, wanted: pd.DataFrame) -> pd.DataFrame:
    """What is demanded, each beside the first row of 公示登记 that publishes it: 登记行 (0: none), 登记公示起 …

    What was due before the register begins and stands not in it is left out: nobody knows. What is published once a year belongs to the year in which it was put up: the accounts of 2025 to 2026.
    """
    rows = books[Publication].sort_values(Publication.start, kind="stable")
    yearly = rows[Publication.item].isin(wanted.loc[wanted["频率"] == YEARLY, "事项"])
    year = rows[Publication.start].dt.strftime("%Y").astype("str")
    period = month_of(rows[Publication.period], rows[Publication.start]).mask(
        yearly & rows[Publication.start].notna(), year
    )
    rows = rows.assign(期=period.astype("str"))
    found = beside(wanted, rows, {"事项": Publication.item, "所属期": "期"}, "登记")
    return found[(found["登记行"] > 0) | (found["最迟"] >= rows[Publication.start].min())]
