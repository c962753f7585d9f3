"""What the lines of 预算 allow, what 记账凭证 has spent of each, and how much of the year is gone."""

from calendar import monthrange
from collections.abc import Callable
from datetime import date

import pandas as pd
from pandas.api.typing import SeriesGroupBy

from xlplan.ledger.vouchers import months, net, of_accounts
from xlplan.tables.books import Waiting
from xlplan.tables.budget import BudgetChange, BudgetLine
from xlplan.tables.ledger import VoucherLine
from xlplan.tables.links import beside, sums_of

_COUNTED = [VoucherLine.account, VoucherLine.debit, VoucherLine.credit, VoucherLine.budget, VoucherLine.kind]
"""What the execution of a budget asks of a voucher line."""


def adjusted(lines: pd.DataFrame) -> "pd.Series":
    """Fen of each line as changed so far: 年初数＋追加－追减, whatever stands in 调整后."""
    return lines[BudgetLine.original] + lines[BudgetLine.added] - lines[BudgetLine.cut]


def is_income(lines: pd.DataFrame) -> "pd.Series":
    """Whether a line is money that comes in."""
    return lines[BudgetLine.direction] == "收入"


def is_spending(lines: pd.DataFrame) -> "pd.Series":
    """Whether a line is money to be spent."""
    return lines[BudgetLine.direction] == "支出"


def unsure(lines: pd.DataFrame) -> "pd.Series":
    """Whether a line does not say its 年度, or whether its money comes in or goes out: a sum without it is no sum."""
    return (lines[BudgetLine.year] == "") | ~(is_income(lines) | is_spending(lines))


def is_grant(lines: pd.DataFrame) -> "pd.Series":
    """Whether the money of a line is 公用经费, whatever else its source is called."""
    return lines[BudgetLine.fund].str.contains("公用经费", regex=False)


def grants(lines: pd.DataFrame) -> pd.DataFrame:
    """The lines of 公用经费; raises Waiting where one is unsure."""
    own = lines[is_grant(lines)]
    if unsure(own).any():
        raise Waiting(f"“预算”表有 {unsure(own).sum()} 行公用经费没有写清年度或收支")
    return own


def years(lines: pd.DataFrame) -> "pd.Series":
    """Each line's 年度, where it is written 2026, 2026年 or 2026年度 as four digits, else as it is written."""
    said = lines[BudgetLine.year]
    return said.str.extract(r"^\s*(\d{4})\s*(?:年|年度)?\s*$")[0].fillna(said)


def year_starts(lines: pd.DataFrame, today: date) -> "pd.Series":
    """1 January of each line's 年度, the day its parameters are read on; today where 年度 is no year."""
    days = pd.to_datetime(years(lines) + "-01-01", format="%Y-%m-%d", errors="coerce")
    return days.astype("datetime64[s]").fillna(pd.Timestamp(today))


def year_gone(day: date) -> float:
    """The share of the year that is gone when a day ends, each month counted as a twelfth."""
    return (day.month - 1 + day.day / monthrange(day.year, day.month)[1]) / 12


def payments(vouchers: pd.DataFrame) -> pd.DataFrame:
    """The voucher lines that spend a budget, by date and then row: those of accounts 7 with a 预算号, but for 结账.

    Adds 支出 (fen, 借方－贷方) and 已支 (fen, all that its 预算号 has spent up to this line, itself included).
    """
    lines = _of_budgets(vouchers, "7").sort_index().sort_values(VoucherLine.date, kind="stable")
    paid = net(lines)
    return lines.assign(支出=paid, 已支=paid.groupby(lines[VoucherLine.budget]).cumsum())


def flows(lines: pd.DataFrame, vouchers: pd.DataFrame) -> pd.DataFrame:
    """What the budget book took in and spent, line by line: the voucher lines of accounts 6 and 7, but for 结账.

    Adds 资金来源 ("" where the 预算号 is not in 预算 or not written), 收入 (fen, 贷方－借方) and 支出 (fen, 借方－贷方), of which
    one is 0.
    """
    closing = vouchers[VoucherLine.kind] == "结账"
    own = vouchers[of_accounts(vouchers, ("6", "7")) & ~closing]
    budgets = beside(own, lines, {VoucherLine.budget: BudgetLine.number}, "预算")
    income, moved = of_accounts(own, ("6",)), net(own)
    return own.assign(
        资金来源=budgets[f"预算{BudgetLine.fund}"],
        收入=(-moved).where(income, 0), 支出=moved.where(~income, 0),
    )  # fmt: skip


def _of_budgets(vouchers: pd.DataFrame, account: str) -> pd.DataFrame:
    """The lines with a 预算号 on accounts of one kind; what closes the year only moves the sums on."""
    closing = vouchers[VoucherLine.kind] == "结账"
    return vouchers[of_accounts(vouchers, (account,)) & (vouchers[VoucherLine.budget] != "") & ~closing]


def limits(lines: pd.DataFrame) -> "pd.Series":
    """What may be spent on each 预算号 (fen, as changed so far), for the numbers of 支出 lines.

    A number that stands in several rows, itself a mistake, is one budget.
    """
    own = lines[is_spending(lines) & (lines[BudgetLine.number] != "")]
    return adjusted(own).groupby(own[BudgetLine.number]).sum()


def execution(lines: pd.DataFrame, vouchers: pd.DataFrame) -> pd.DataFrame:
    """The 支出 lines of 预算, each number at its first row, with 预算, 已支 (fen) and 笔数, the voucher lines it is made of."""
    own = _of_budgets(vouchers, "7")
    return _executed(lines[is_spending(lines)], "已支", net(own).groupby(own[VoucherLine.budget]))


def receipts(lines: pd.DataFrame, vouchers: pd.DataFrame) -> pd.DataFrame:
    """The 收入 lines of 预算, each number at its first row, with 预算, 已收 (fen) and 笔数.

    已收 is 贷方－借方 of the voucher lines of accounts 6 that have the 预算号, but for 结账.
    """
    own = _of_budgets(vouchers, "6")
    return _executed(lines[is_income(lines)], "已收", (-net(own)).groupby(own[VoucherLine.budget]))


def _executed(own: pd.DataFrame, header: str, done: "SeriesGroupBy") -> pd.DataFrame:
    """Budget lines, each number at its first row, with 预算, under this header what was done of it, and in 笔数 lines."""
    own = own[own[BudgetLine.number] != ""]
    number = own[BudgetLine.number]
    budgets = adjusted(own).groupby(number).transform("sum")
    sums, lines = (number.map(one).fillna(0).astype("int64") for one in (done.sum(), done.size()))
    return own.assign(**{"预算": budgets, header: sums, "笔数": lines})[~number.duplicated()]


def execution_on(
    lines: pd.DataFrame, changes: pd.DataFrame, vouchers: pd.DataFrame, day: date
) -> pd.DataFrame:
    """``execution`` of the year's lines as it stands when a day ends, without the ``changes`` of later days.

    年初数 and 调整 (追加－追减) are those of the whole 预算号, 预算 is their sum; 剩余 (fen) is what 已支 leaves of it, 进度
    the share that is spent (NaN where 预算 is nothing), to be held against ``year_gone(day)``.
    """
    return _standing(*_of_year(lines, changes, vouchers, day), execution, "已支")


def receipts_on(
    lines: pd.DataFrame, changes: pd.DataFrame, vouchers: pd.DataFrame, day: date
) -> pd.DataFrame:
    """``receipts`` of the year's lines as it stands when a day ends, with the columns of ``execution_on``."""
    return _standing(*_of_year(lines, changes, vouchers, day), receipts, "已收")


def income_and_spending(vouchers: pd.DataFrame, day: date) -> pd.DataFrame:
    """收入 and 支出 (fen) of 预算会计 in each month of the year until a day ends, with a 预算号 or without, but for 结账.

    Index = the number of the month, 1 to that of the day; a month without a line has nothing.
    """
    own = vouchers[(vouchers[VoucherLine.kind] != "结账") & (vouchers[VoucherLine.date] <= pd.Timestamp(day))]
    number = months(own) - day.year * 12 + 1
    every = range(1, day.month + 1)
    return pd.DataFrame({
        name: (sign * net(own)[of_accounts(own, (account,))]).groupby(number).sum().reindex(every, fill_value=0)
        for name, account, sign in (("收入", "6", -1), ("支出", "7", 1))
    })  # fmt: skip


def _of_year(
    lines: pd.DataFrame, changes: pd.DataFrame, vouchers: pd.DataFrame, day: date
) -> tuple[pd.DataFrame, pd.DataFrame]:
    days = vouchers[VoucherLine.date]
    until = (days >= pd.Timestamp(day.year, 1, 1)) & (days <= pd.Timestamp(day))
    lines = lines[years(lines) == str(day.year)]
    later = changes[changes[BudgetChange.date] > pd.Timestamp(day)]
    for column in (BudgetLine.added, BudgetLine.cut):
        own = later[later[BudgetChange.direction] == column]
        not_yet = sums_of(lines, own, {BudgetLine.number: BudgetChange.number}, own[BudgetChange.amount])
        lines = lines.assign(**{column: lines[column] - not_yet})
    return lines, vouchers.loc[until, _COUNTED]


def _standing(
    lines: pd.DataFrame,
    vouchers: pd.DataFrame,
    executed: Callable[[pd.DataFrame, pd.DataFrame], pd.DataFrame],
    header: str,
) -> pd.DataFrame:
    rows = executed(lines, vouchers)
    budget, done = rows["预算"], rows[header]
    # Of a number in several rows the first one stands for all.
    key = [lines[BudgetLine.number], lines[BudgetLine.direction]]
    original = lines[BudgetLine.original].groupby(key).transform("sum")[rows.index]
    return rows.assign(
        **{BudgetLine.original: original},
        调整=budget - original, 剩余=budget - done, 进度=(done / budget).where(budget != 0),
    )  # fmt: skip


def overruns(lines: pd.DataFrame, vouchers: pd.DataFrame) -> pd.DataFrame:
    """Of each 预算号 the first payment that goes beyond its budget, with 预算, 已支 and 超出 (fen)."""
    budgets, paid = limits(lines), payments(vouchers)
    paid = paid[paid[VoucherLine.budget].isin(budgets.index)]
    budget = paid[VoucherLine.budget].map(budgets).astype("int64")
    beyond = paid.assign(预算=budget, 超出=paid["已支"] - budget)[paid["已支"] > budget]
    return beyond[~beyond[VoucherLine.budget].duplicated()]
