"""A statement proves itself: its rows in the order of time, each running balance, its own totals. Amounts in fen."""

from collections.abc import Iterator, Mapping
from itertools import count, takewhile

import numpy as np
import numpy.typing as npt
import pandas as pd

from xlplan.money import grouped
from xlplan.tables.statement import AMOUNT, BALANCE, DAY, NEUTRAL, REFERENCE, TIME, Problem


def in_order(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows in the order of time, whichever end the file begins with.

    Where days and times leave the order open, the running balance decides: of the orders that are possible the first
    without a break, else the one with the fewest.
    """
    return rows.iloc[_best_order(rows, frozenset())[1]]


def faults(rows: pd.DataFrame, opening: int | None) -> int:
    """How many beginnings the balances speak of, the opening included; 1 where they hold."""
    return _best_order(rows, frozenset() if opening is None else frozenset([opening]))[0]


def sided(rows: pd.DataFrame, opening: int | None) -> pd.DataFrame | None:
    """The rows with the sign that the step of the balance gives each amount; None where one does not fit."""
    if opening is None or rows[BALANCE].isna().any():
        return None
    balances, amounts = rows[BALANCE].to_numpy(dtype=np.int64), rows[AMOUNT].to_numpy()
    for order in _orders(rows[DAY].to_numpy(), rows[TIME].to_numpy()):
        steps = np.diff(balances[order], prepend=opening)
        if (np.abs(steps) == amounts[order]).all():
            return rows.iloc[order].assign(**{AMOUNT: steps}).loc[rows.index]
    return None


def _best_order(rows: pd.DataFrame, beginnings: frozenset[int]) -> tuple[int, npt.NDArray[np.intp]]:
    """How many beginnings the balances speak of in the order with the fewest, and that order."""
    days, times = rows[DAY].to_numpy(), rows[TIME].to_numpy()
    amounts, stated = rows[AMOUNT].to_numpy(), rows[BALANCE].notna().to_numpy()
    balances = rows[BALANCE].fillna(0).to_numpy(dtype=np.int64)
    fewest, best = len(rows) + 2, np.arange(len(rows))
    for order in _orders(days, times):
        offsets = (balances[order] - amounts[order].cumsum())[stated[order]]
        different = len(beginnings.union(np.unique(offsets).tolist()))
        # Where no order makes the balances hold, the file's own stands before one that is no better.
        if different < fewest or (different == fewest and _is_as_it_stands(order, days)):
            fewest, best = different, order
        if fewest <= 1:
            break
    return fewest, best


def _orders(
    days: npt.NDArray[np.datetime64], times: npt.NDArray[np.object_]
) -> Iterator[npt.NDArray[np.intp]]:
    """By day, by day and time, and as they stand, each from the likelier end of the file first."""
    ends = _ends(days)
    yield from (end[np.argsort(days[end], kind="stable")] for end in ends)
    yield from (end[np.lexsort((times[end].astype(str), days[end]))] for end in ends)
    yield from ends


def _is_as_it_stands(order: npt.NDArray[np.intp], days: npt.NDArray[np.datetime64]) -> bool:
    return np.array_equal(order, _ends(days)[0])


def _ends(days: npt.NDArray[np.datetime64]) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """From the likelier first end of the file to the other, and back."""
    steps = np.diff(days).astype(np.int64)
    down = np.arange(len(days))
    return (down, down[::-1]) if (steps < 0).sum() <= (steps > 0).sum() else (down[::-1], down)


def _offsets(rows: pd.DataFrame) -> "pd.Series":
    """What each stated balance says the file began with; rows without a balance say nothing."""
    return (rows[BALANCE] - rows[AMOUNT].cumsum()).dropna().astype("int64")


def opening_of(rows: pd.DataFrame, declared: Mapping[str, int]) -> int | None:
    """The balance before the first row: declared, or as the first stated balance has it."""
    offsets = _offsets(rows)
    return declared.get("opening", int(offsets.iloc[0]) if len(offsets) else None)


def closing_of(rows: pd.DataFrame, opening: int | None, declared: Mapping[str, int]) -> int | None:
    """The balance after the last row: as stated there, declared, or as the rows have it."""
    stated = rows[BALANCE].iloc[-1] if len(rows) else None
    if stated is not None and pd.notna(stated):
        return int(stated)
    moved = None if opening is None else opening + int(rows[AMOUNT].sum())
    return declared.get("closing", moved)


def breaks(rows: pd.DataFrame, opening: int | None, lost: Mapping[int, int | None]) -> Iterator[Problem]:
    """Rows whose balance neither follows from the row before nor from the opening.

    ``lost``: the amounts of lines that were told as unreadable, None where not known; the gap beside them is theirs.
    What is carried on is told only where it starts, and a wrong cell once: going back to what the opening has is no break.
    """
    offsets = _offsets(rows)
    if opening is None or offsets.empty:
        return
    before = offsets.shift(fill_value=opening)
    new = offsets[(offsets != opening) & (offsets != before)]
    for row, offset in new.items():
        stated, gap = int(rows.at[row, BALANCE]), int(offset - before[row])
        if any(moved is None or moved == gap for moved in _beside(int(row), lost)):
            continue
        yield Problem(
            "balance_break",
            int(row),
            f"第 {row} 行余额 {grouped(stated)}，按前面的余额应为 {grouped(stated - gap)}，相差 {grouped(gap)}。",
        )


def _beside(row: int, lost: Mapping[int, int | None]) -> Iterator[int | None]:
    """What the unreadable lines just above a row moved together, and those just below it."""
    for step in (-1, 1):
        run = [lost[at] for at in takewhile(lost.__contains__, count(row + step, step))]
        known = [moved for moved in run if moved is not None]
        yield sum(known) if len(known) == len(run) else None


def repeats(rows: pd.DataFrame) -> dict[int, int]:
    """Rows that a file holds once too often -> the row they repeat.

    A row that repeats another whole, balance and all, is too much where the balance before it does not lead to it, and
    leads to what comes after it; a payment that bounced and was paid again is none. Without a balance only the bank's
    number tells; in doubt a row counts.
    """
    telling = rows[BALANCE].notna() | _numbered(rows)
    certain = rows[telling & (rows[AMOUNT] != 0)]
    twice = certain[certain.duplicated(keep=False)]
    if twice.empty:
        return {}
    first: dict[tuple[object, ...], int] = {}
    originals = {
        int(row): original
        for row, values in zip(twice.index, twice.itertuples(index=False), strict=True)
        if (original := first.setdefault(tuple(values), int(row))) != row
    }
    return {row: originals[row] for row in _too_many(rows, frozenset(originals))}


def _numbered(rows: pd.DataFrame) -> "pd.Series":
    """Where the bank's number tells a row from every other; not where it is one for all or stands at unlike rows."""
    numbers = rows[REFERENCE].where(rows[REFERENCE].str.strip("0") != "", "")
    given = numbers[numbers != ""]
    unlike = rows.loc[given.index].drop_duplicates()[REFERENCE].duplicated().any()
    return (numbers != "") & (given.nunique() > 1 and not unlike)


def _too_many(rows: pd.DataFrame, again: frozenset[int]) -> Iterator[int]:
    """Those of the rows that repeat another which the running balance cannot bear."""
    balance: int | None = None
    waiting: list[int] = []
    for row, amount, stated in zip(rows.index, rows[AMOUNT], rows[BALANCE], strict=True):
        known = pd.notna(stated)
        follows = not known or balance is None or balance + amount == stated
        if row in again and not known:
            yield int(row)
            continue
        if row in again and (waiting or not follows):
            waiting.append(int(row))
            after = int(stated)
            continue
        if waiting and (follows or after == balance):
            yield from waiting
        waiting = []
        balance = int(stated) if known else None if balance is None else balance + int(amount)
    yield from waiting


def misdeclared(
    rows: pd.DataFrame, closing: int | None, declared: Mapping[str, int]
) -> Iterator[tuple[str, str]]:
    """Key and sentence of each total of the file that its rows do not have."""
    amounts = rows[AMOUNT]
    income, spending = amounts[amounts > 0], -amounts[amounts < 0]
    neutral = rows[NEUTRAL][rows[NEUTRAL] != 0]
    found = {
        "count": (len(rows), "总笔数", "笔"),
        "count_in": (len(income), "收入笔数", "笔"),
        "count_out": (len(spending), "支出笔数", "笔"),
        "sum_in": (int(income.sum()), "收入合计", ""),
        "sum_out": (int(spending.sum()), "支出合计", ""),
        "count_neutral": (len(neutral), "不计收支笔数", "笔"),
        "sum_neutral": (int(neutral.sum()), "不计收支合计", ""),
        "closing": (closing, "期末余额", ""),
    }
    for key, (have, name, unit) in found.items():
        said = declared.get(key)
        if said is not None and have is not None and said != have:
            shown = [str(n) if unit else grouped(n) for n in (said, have, said - have)]
            yield (
                key,
                f"文件写的{name}是 {shown[0]}{unit}，明细加起来是 {shown[1]}{unit}，相差 {shown[2]}{unit}。",
            )
