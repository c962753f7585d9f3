"""What the lines of 预算 allow, what 记账凭证 has spent of each, and how much of the year is gone."""

from calendar import monthrange
from datetime import date

import pandas as pd

from xlplan.ledger.vouchers import net, of_accounts
from xlplan.tables.books import Waiting
from xlplan.tables.budget import BudgetLine
from xlplan.tables.ledger import VoucherLine


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
    """The voucher lines that spend a budget, by date and then row: those of accounts 7 with a 预算号.

    Adds 支出 (fen, 借方－贷方) and 已支 (fen, all that its 预算号 has spent up to this line, itself included).
    """
    own = of_accounts(vouchers, ("7",)) & (vouchers[VoucherLine.budget] != "")
    lines = vouchers[own].sort_index().sort_values(VoucherLine.date, kind="stable")
    paid = net(lines)
    return lines.assign(支出=paid, 已支=paid.groupby(lines[VoucherLine.budget]).cumsum())


def limits(lines: pd.DataFrame) -> "pd.Series":
    """What may be spent on each 预算号 (fen, as changed so far), for the numbers of 支出 lines.

    A number that stands in several rows, itself a mistake, is one budget.
    """
    own = lines[is_spending(lines) & (lines[BudgetLine.number] != "")]
    return adjusted(own).groupby(own[BudgetLine.number]).sum()


def execution(lines: pd.DataFrame, vouchers: pd.DataFrame) -> pd.DataFrame:
    """The 支出 lines of 预算, each number at its first row, with 预算 and 已支 (fen)."""
    own = lines[is_spending(lines) & (lines[BudgetLine.number] != "")]
    number = own[BudgetLine.number]
    paid = payments(vouchers)
    spent = paid["支出"].groupby(paid[VoucherLine.budget]).sum()
    return own.assign(
        预算=number.map(limits(lines)).astype("int64"),
        已支=number.map(spent).fillna(0).astype("int64"),
    )[~number.duplicated()]


def overruns(lines: pd.DataFrame, vouchers: pd.DataFrame) -> pd.DataFrame:
    """Of each 预算号 the first payment that goes beyond its budget, with 预算, 已支 and 超出 (fen)."""
    budgets, paid = limits(lines), payments(vouchers)
    paid = paid[paid[VoucherLine.budget].isin(budgets.index)]
    budget = paid[VoucherLine.budget].map(budgets).astype("int64")
    beyond = paid.assign(预算=budget, 超出=paid["已支"] - budget)[paid["已支"] > budget]
    return beyond[~beyond[VoucherLine.budget].duplicated()]
