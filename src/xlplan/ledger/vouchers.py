"""What the lines of 记账凭证 are made of: months, vouchers, the two books, and the money in them.

A ledger holds a million lines but few distinct numbers and accounts: text is looked at once per distinct
value, and lines are grouped by integers.
"""

from datetime import date
from unicodedata import normalize

import numpy as np
import pandas as pd

from xlplan.ledger.numbering import whole
from xlplan.tables.ledger import VoucherLine

BUDGETARY = ("6", "7", "8")
"""First digits of the accounts of 预算会计."""
MONEY = ("1001", "1002", "1011", "1021", "1201")
"""库存现金, 银行存款, 零余额账户用款额度, 其他货币资金, 财政应返还额度: what moves together with 资金结存."""
FEES = ("2307", "4101", "4609")
"""其他应付款, 事业收入, 其他收入: where what pupils pay is booked."""
FUNDS = "8001"
"""资金结存."""


def months(lines: pd.DataFrame) -> "pd.Series":
    """The month of each line, as the number year * 12 + month - 1 (-1 without a date)."""
    days = lines[VoucherLine.date].to_numpy()
    numbers = days.astype("datetime64[M]").astype("int64") + 1970 * 12
    return pd.Series(np.where(np.isnat(days), -1, numbers), index=lines.index)


def vouchers(lines: pd.DataFrame) -> "pd.Series":
    """Which voucher each line belongs to: 0, 1, 2 and so on as they come on the sheet.

    Numbers start again each month. The parts 记-12-1/2 and 记-12-2/2 of one number are one voucher.
    """
    codes, texts = pd.factorize(lines[VoucherLine.voucher])
    names = pd.Series(texts, dtype="str")
    split = names.str.contains("[/／]").to_numpy(dtype=bool)
    if split.any():
        names[split] = names[split].map(whole)
        codes = pd.factorize(names)[0][codes]
    keys = months(lines).to_numpy() * (len(names) + 1) + codes
    return pd.Series(pd.factorize(keys)[0], index=lines.index)


def voucher_keys(days: "pd.Series", numbers: "pd.Series") -> "pd.Series":
    """Which voucher the rows of any sheet mean by a day and a 凭证号: "2026-10 记-12", "" where either is not there.

    To join sheets by: 记字第12号, 记-012 and the part 记-12-1/2 are all 记-12 of the month.
    """
    codes, texts = pd.factorize(numbers)
    names = pd.Series([whole(normalize("NFKC", text)) for text in texts.tolist()], dtype="str")
    places, distinct = pd.factorize(days.dt.to_period("M"))
    heads = pd.Series(distinct.astype("str"), dtype="str")
    keys = heads.reindex(places).array + " " + names.reindex(codes).array
    return pd.Series(keys, index=days.index).where((numbers != "").to_numpy()).fillna("")


def of_accounts(lines: pd.DataFrame, prefixes: tuple[str, ...]) -> "pd.Series":
    """Whether each line is on an account that starts with one of these."""
    codes, accounts = pd.factorize(lines[VoucherLine.account])
    inside = pd.Series(accounts, dtype="str").str.startswith(prefixes).to_numpy(dtype=bool)
    return pd.Series(inside[codes], index=lines.index)


def fees_taken(lines: pd.DataFrame) -> pd.DataFrame:
    """The lines that may take what pupils pay."""
    return lines[of_accounts(lines, FEES) & (lines[VoucherLine.credit] > 0)]


def budgetary(lines: pd.DataFrame) -> "pd.Series":
    """Whether a line belongs to 预算会计 (accounts 6, 7, 8) rather than 财务会计 (1 to 5)."""
    return of_accounts(lines, BUDGETARY)


def halves(lines: pd.DataFrame) -> "pd.Series":
    """Which half of a voucher each line belongs to, as a number: each of the two books balances on its own."""
    return vouchers(lines) * 2 + budgetary(lines)


def net(lines: pd.DataFrame) -> "pd.Series":
    """Debit less credit of each line, in fen."""
    return lines[VoucherLine.debit] - lines[VoucherLine.credit]


def gaps(lines: pd.DataFrame) -> "pd.Series":
    """Fen by which debits exceed credits in the half of its voucher that each line belongs to."""
    return net(lines).groupby(halves(lines)).transform("sum")


def of_kinds(lines: pd.DataFrame, voucher: "pd.Series", kinds: tuple[str, ...]) -> "pd.Series":
    """Whether each line stands in a voucher that has one of these 类型 on any of its lines."""
    return voucher.isin(voucher[lines[VoucherLine.kind].isin(kinds)].unique())


def of_neither_half(lines: pd.DataFrame, voucher: "pd.Series") -> "pd.Series":
    """Whether each line stands in a voucher with a line whose 科目代码 (blank, or not of 1 to 8) is of neither half."""
    return voucher.isin(voucher[~of_accounts(lines, tuple("12345678"))].unique())


def outside_period(days: "pd.Series", year: int, today: date) -> "pd.Series":
    """Whether each day is later than today or not in the ledger's year (False for no day)."""
    known = pd.Series(days.dropna().unique())
    outside = known[(known > pd.Timestamp(today)) | (known.dt.year != year)]
    return days.isin(outside)


def ledger_year(lines: pd.DataFrame, today: date) -> int:
    """The year of most lines that are dated until today, the later one of two; this year where there are none."""
    counts = lines[VoucherLine.date].value_counts()
    past = counts[counts.index <= pd.Timestamp(today)]
    by_year = past.groupby(past.index.year).sum().sort_index(ascending=False)
    return int(by_year.idxmax()) if len(by_year) else today.year


def has_year(lines: pd.DataFrame, year: int) -> bool:
    """Whether a ledger holds a line of a year; one without a dated line may be of any."""
    days = lines[VoucherLine.date].dropna()
    return days.empty or bool((days.dt.year == year).any())


def money_moves(lines: pd.DataFrame, voucher: "pd.Series") -> pd.DataFrame:
    """What each voucher moves, in fen: 资金变动 in 财务会计 and 资金结存变动 in 预算会计; index = voucher."""
    amounts = net(lines)
    moves = {
        "资金变动": amounts.where(of_accounts(lines, MONEY), 0),
        "资金结存变动": amounts.where(of_accounts(lines, (FUNDS,)), 0),
    }
    return pd.DataFrame(moves).groupby(voucher).sum()


def spent(lines: pd.DataFrame) -> "pd.Series":
    """Debit less credit (fen) of each line that spends a budget; 0 for others, and for what closes the year."""
    spending = of_accounts(lines, ("7",)) & (lines[VoucherLine.kind] != "结账")
    return (lines[VoucherLine.debit] - lines[VoucherLine.credit]).where(spending, 0)
