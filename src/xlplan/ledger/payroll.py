"""Wages as law and county reckon them: tax withheld cumulatively, shares of a base, years of service. Whole fen, half up."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from xlplan.money import parse_yuan
from xlplan.tables.books import Waiting
from xlplan.tables.links import sums_of
from xlplan.tables.payroll import PayLine, TaxRelief

_PARTS = 1_000_000
"""A share counts in millionths, so that a half fen is one."""
INSURANCE = (PayLine.pension, PayLine.annuity, PayLine.medical, PayLine.unemployment, PayLine.fund)
"""What a person pays that is taken off his income before tax."""


def share_of(fen: "pd.Series", share: "pd.Series | float") -> "pd.Series":
    """A share (0.08) of each amount of not less than nothing, in fen, half up."""
    millionths = np.rint(np.asarray(share, dtype=np.float64) * _PARTS).astype(np.int64)
    return (fen * millionths + _PARTS // 2) // _PARTS


def brackets(rates: "pd.Series", quick: "pd.Series") -> pd.DataFrame:
    """The tax table from the families 预扣率 (share) and 速算扣除数 (fen): from lowest to highest 起点 (fen), 预扣率, 速算扣除数.

    Their items are yuan; raises Waiting where one is not, or is in one family only.
    """
    if set(rates.index) != set(quick.index):
        raise Waiting("“预扣率”和“速算扣除数”的级数不一样")
    over = [parse_yuan(item) for item in rates.index]
    if None in over:
        raise Waiting("“预扣率”的项要写累计应纳税所得额的起点，如 预扣率：36000")
    fen = [int(yuan * 100) for yuan in over if yuan is not None]
    table = pd.DataFrame(
        {"起点": fen, "预扣率": rates.to_numpy(), "速算扣除数": quick[rates.index].to_numpy()}
    )
    return table.astype({"速算扣除数": "int64"}).sort_values("起点", ignore_index=True)


def tax_on(income: "pd.Series", table: pd.DataFrame) -> "pd.Series":
    """Fen of tax on cumulative taxable income (fen); nothing on none."""
    some = income.clip(lower=0)
    place = (np.searchsorted(table["起点"], some, side="left") - 1).clip(0)
    return share_of(some, table["预扣率"].to_numpy()[place]) - table["速算扣除数"].to_numpy()[place]


def tax_due(pay: pd.DataFrame, table: pd.DataFrame, free: "pd.Series") -> pd.DataFrame:
    """What tax each month of one year asks of each person, by cumulative withholding.

    ``pay`` holds 工号, 月份, 收入 and 扣除 (fen: of the month; 扣除 without what is free for everyone), 已扣 (fen withheld in
    the month); one row for a person and month, in any order. ``free`` is the fen of each row that are free each month
    (减除费用); it counts from a person's first month. Added are, in fen, 累计所得; 应扣, which together with all that was withheld
    before makes what is due until then; 当月, which would do so had all months before been right. Tax too much is carried on, not
    paid back: never below nothing.
    """
    rows = pay.sort_values(["工号", "月份"], kind="stable")
    person = rows["工号"]
    months = month_numbers(rows["月份"])
    here = months - months.groupby(person).transform("min") + 1
    sums = (rows["收入"] - rows["扣除"]).groupby(person).cumsum() - free[rows.index] * here
    until = tax_on(sums, table)
    right = until.groupby(person).cummax()
    paid = rows["已扣"].groupby(person).cumsum() - rows["已扣"]
    before = right.groupby(person).shift(fill_value=0)
    due = {"累计所得": sums, "应扣": (until - paid).clip(lower=0), "当月": right - before}
    return rows.assign(**due).reindex(pay.index)


def month_numbers(months: "pd.Series") -> "pd.Series":
    """Months counted on, so that the next one is one more; all must be known."""
    numbers: npt.NDArray[np.int64] = months.to_numpy().astype("datetime64[M]").astype(np.int64)
    return pd.Series(numbers, index=months.index)


def taxable(rows: pd.DataFrame) -> "pd.Series":
    """Fen of a month's pay that are income of the person: no 独生子女费, and not what absence took off."""
    return rows[PayLine.gross] - rows[PayLine.only_child] - rows[PayLine.absence]


def tax_facts(pay: pd.DataFrame, relief: pd.DataFrame) -> pd.DataFrame:
    """What ``tax_due`` asks of 工资表 and 专项扣除; several rows of a person in a month count together, at the first of them."""
    held = {"收入": taxable(pay), "扣除": pay[list(INSURANCE)].sum(axis=1), "已扣": pay[PayLine.tax]}
    who = [PayLine.number, PayLine.period]
    rows = pay[who].assign(**held)
    sums = rows.groupby(who)[list(held)].transform("sum")
    first = rows.assign(**sums)[~rows.duplicated(who)]
    return first.assign(扣除=first["扣除"] + relief_of(first, relief))


def relief_of(rows: pd.DataFrame, relief: pd.DataFrame) -> "pd.Series":
    """Fen of 专项扣除 that each row of a person and month may take off."""
    months = pd.DataFrame({PayLine.period: rows[PayLine.period].unique()})
    each = relief.merge(months, how="cross")
    month = each[PayLine.period]
    own = each[(each[TaxRelief.start] <= month) & ~(each[TaxRelief.end] < month)]
    on = {PayLine.number: TaxRelief.number, PayLine.period: PayLine.period}
    return sums_of(rows, own, on, own[TaxRelief.amount])


def accounts(pay: pd.DataFrame) -> "pd.Series":
    """账号 without the blanks and dashes between its digits."""
    return pay[PayLine.account].str.replace(r"[\s-]", "", regex=True)


def years_of_service(since: "pd.Series", months: "pd.Series") -> "pd.Series":
    """Full years of teaching in each month (int64), the month in which one becomes full included; both must be known."""
    return (month_numbers(months) - month_numbers(since)) // 12


def by_years(years: "pd.Series", steps: "pd.Series") -> "pd.Series":
    """Fen that so many years bring: of the highest item of 教龄津贴 (years -> fen) that is reached, 0 below the lowest.

    Raises Waiting where an item is no number of years.
    """
    if not steps.index.str.isdecimal().all():
        raise Waiting("“教龄津贴”的项要写满几年，如 教龄津贴：5")
    steps = steps.set_axis(steps.index.astype("int64")).sort_index()
    places = np.searchsorted(steps.index, years, side="right")
    return pd.Series(np.append(0, steps.to_numpy())[places].astype(np.int64), index=years.index)
