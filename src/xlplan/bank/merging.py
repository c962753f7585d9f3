"""Files of one account put together: what two of them hold is counted once, and they must join at their balances."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import reduce

import pandas as pd

from xlplan.bank import proof
from xlplan.bank.figures import KEPT
from xlplan.bank.order import in_order
from xlplan.money import grouped
from xlplan.tables.statement import (
    AMOUNT,
    BALANCE,
    DAY,
    FILE,
    PARTY,
    REFERENCE,
    SUMMARY,
    TIME,
    Problem,
    Source,
    Statement,
    reach_of,
    row_of,
)


def merged(parts: Sequence[Statement]) -> Statement:
    """The one statement that files of an account (or their parts of one month) make, in whatever order they come.

    The k-th row of its kind in one file is the k-th in another. A file without rows gives way to one that has some.
    What does not join is a problem of kind "gap"; where files deny each other ("contradiction"), the longer is used.
    """
    named = sorted(parts, key=lambda part: (part.name, part.sheet, part.header_row))
    held = [part for part in named if len(part.rows)] or named[:1]
    timely = sorted(held, key=lambda part: (part.rows[DAY].min(), -len(part.rows), len(_broken(part))))
    found = reduce(_joined, timely)
    return replace(found, reach=reach_of(parts))


def _joined(whole: Statement, other: Statement) -> Statement:
    if other.rows[~_known(other.rows, whole.rows)].empty:
        return whole
    if not whole.further:
        whole = _placed(whole, 0)
    other = _placed(other, len(whole.files))
    new = other.rows[~_known(other.rows, whole.rows)]
    rows = in_order(pd.concat([whole.rows, new]).sort_values(DAY, kind="stable"))
    first, last = (rows.index[end] in new.index for end in (0, -1))
    further = (*whole.further, Source(other.name, other.sheet, other.header_row))
    both = replace(
        whole,
        rows=rows,
        opening=other.opening if first else whole.opening,
        closing=_closing(whole, other, new) if last else whole.closing,
        declared={},
        further=further,
    )
    broken = _broken(both)
    goes_on = bool(rows.index[-len(new) :].isin(new.index).all())
    # Rows between those of another file close a gap there, or they cannot both be true.
    if not goes_on and broken and len(broken) >= len(_broken(whole)):
        return _surer(replace(whole, further=further), other)
    told = [
        one for one in whole.problems + other.problems if one.kind != "balance_break" or one.row in broken
    ]
    return replace(both, problems=(*told, *(_gap(whole, other, new) if goes_on else ())))


def _placed(statement: Statement, place: int) -> Statement:
    """The same with the labels and the problems of the file at a place among several."""
    start = place * FILE
    rows = statement.rows.set_axis(statement.rows.index + start)
    problems = tuple(
        replace(
            one,
            row=start + (statement.header_row if one.row is None else one.row),
            detail=f"{statement.name} {one.detail}",
            file=statement.name,
        )
        for one in statement.problems
    )
    return replace(statement, rows=rows, problems=problems)


def _known(rows: pd.DataFrame, others: pd.DataFrame) -> "pd.Series":
    """Which rows the other file has as well."""
    keys = [_keys(own, rows, others) for own in (others, rows)]
    # Two payments may be alike in everything, but then each file that has that day has both.
    turns = pd.concat([own.assign(turn=own.groupby([*own], dropna=False).cumcount()) for own in keys])
    return pd.Series(turns.duplicated().to_numpy()[len(others) :], rows.index)


def _keys(own: pd.DataFrame, *both: pd.DataFrame) -> pd.DataFrame:
    """What tells a row from others, of what both files have: its balance, else its time and its words."""
    if all(rows[BALANCE].notna().all() for rows in both):
        return own[[DAY, AMOUNT, BALANCE]]
    words = [
        name for name in (TIME, PARTY, SUMMARY, REFERENCE) if all((rows[name] != "").any() for rows in both)
    ]
    # A workbook may have kept a number as a number.
    plain = {name: own[name].str.replace(r"\s", "", regex=True) for name in words}
    if REFERENCE in plain:
        plain[REFERENCE] = plain[REFERENCE].str.lstrip("0").str[:KEPT]
    return own[[DAY, AMOUNT]].assign(**plain)


def _broken(statement: Statement) -> set[int | None]:
    return set(proof.broken(statement.rows, statement.opening, {}).index.tolist())


def _closing(whole: Statement, other: Statement, new: pd.DataFrame) -> int | None:
    if other.closing is not None or whole.closing is None:
        return other.closing
    return whole.closing + int(new[AMOUNT].sum())


def _gap(whole: Statement, other: Statement, new: pd.DataFrame) -> Iterable[Problem]:
    """Where a file that goes on after another does not begin with what that one ended with."""
    first, label = new.iloc[0], int(new.index[0])
    begun = other.opening if len(new) == len(other.rows) else None
    if pd.notna(first[BALANCE]):
        begun = int(first[BALANCE] - first[AMOUNT])
    if begun is None or whole.closing is None or begun == whole.closing:
        return
    before = whole.source(whole.rows.index[-1]).name
    yield Problem(
        "gap",
        label,
        f"{other.name} 第 {row_of(label)} 行之前的余额是 {grouped(begun)}，{before} 最后的余额是 {grouped(whole.closing)}，"
        f"相差 {grouped(abs(begun - whole.closing))}，中间少了流水。",
        other.name,
    )


def _surer(whole: Statement, other: Statement) -> Statement:
    """Of two that deny each other the one with more rows, or with fewer breaks; it tells of the other."""
    used, left = sorted((whole, other), key=lambda one: (-len(one.rows), len(_broken(one))))
    label = int(left.rows.index[~_known(left.rows, used.rows)].min())
    name, kept = (whole.source(row).name for row in (label, used.rows.index[0]))
    day, fen = left.rows.at[label, DAY], int(left.rows.at[label, AMOUNT])
    told = Problem(
        "contradiction",
        label,
        f"{name} 第 {row_of(label)} 行（{day:%Y-%m-%d}，{grouped(fen)}）在 {kept} 里没有，两份的余额不能都对，"
        f"用的是 {kept}。",
        name,
    )
    opening, closing = used.opening, used.closing
    problems = (*used.problems, told)
    return replace(whole, rows=used.rows, opening=opening, closing=closing, problems=problems, declared={})
