"""The statements of one file put together: those of one account become one, those of several its parts."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, pairwise

import pandas as pd

from xlplan.bank import header, proof
from xlplan.bank.order import in_order
from xlplan.money import grouped
from xlplan.tables.statement import Problem, Statement, reach_of


def whole(name: str, read: Sequence[Statement]) -> Statement:
    """One statement of all that was read; those of one account and currency become one."""
    owned: dict[tuple[str, str], list[Statement]] = {}
    for statement in read:
        account = statement.account or (read[0].account if len(read) > 1 else "")
        owned.setdefault((account, statement.currency), []).append(statement)
    parts = [_joined(name, _unlike(own)) for own in owned.values()]
    if len(parts) == 1:
        return parts[0]
    rows = pd.concat([part.rows for part in parts]).sort_index(kind="stable")
    problems = by_row(chain.from_iterable(part.problems for part in parts))
    return replace(
        parts[0],
        account="",
        currency="",
        rows=rows,
        opening=None,
        closing=None,
        declared={},
        problems=problems,
        span=(),
        parts=tuple(parts),
    )


def _unlike(read: Sequence[Statement]) -> list[Statement]:
    """The statements without those of a sheet that another repeats."""
    kept: list[Statement] = []
    for found in read:
        kept = [own for own in kept if own.sheet == found.sheet or not own.rows.equals(found.rows)]
        kept.append(found)
    return kept


def _joined(name: str, own: Sequence[Statement]) -> Statement:
    """Statements of one account that stand one below the other, as one."""
    if len(own) == 1:
        return own[0]
    sheets = list(dict.fromkeys(part.sheet for part in own))
    if len(sheets) > 1:
        raise header.several(name, sheets)
    rows = in_order(pd.concat([part.rows for part in own]))
    place = {row: at for at, row in enumerate(rows.index)}
    timely = sorted((part for part in own if len(part.rows)), key=lambda part: place[part.rows.index[0]])
    first, last = (timely or own)[0], (timely or own)[-1]
    problems = [problem for part in own for problem in _told_of(part, rows)]
    for before, after in pairwise(timely):
        if None not in (before.closing, after.opening) and before.closing != after.opening:
            detail = (
                f"第 {after.header_row} 行下面的明细从 {grouped(after.opening or 0)} 开始，"
                f"前一段的期末余额是 {grouped(before.closing or 0)}。"
            )
            problems.append(Problem("balance_break", after.header_row, detail))
    return replace(
        first,
        header_row=own[0].header_row,
        rows=rows,
        opening=first.opening,
        closing=last.closing,
        declared={key: fen for key, fen in first.declared.items() if key == "opening"},
        problems=by_row(problems),
        span=tuple(sorted({month for part in own for month in part.span})),
        reach=reach_of(own),
    )


def _told_of(part: Statement, rows: pd.DataFrame) -> Iterator[Problem]:
    """The problems of a statement, without the totals that are right for all rows of its account."""
    wrong = {key for key, _ in proof.misdeclared(rows, None, part.declared)} | {"closing"}
    own = proof.misdeclared(part.rows, part.closing, part.declared)
    right = {detail for key, detail in own if key not in wrong}
    return (problem for problem in part.problems if problem.detail not in right)


def by_row(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems in the order of the file, those about all of it first."""
    return tuple(sorted(problems, key=lambda problem: problem.row or 0))
