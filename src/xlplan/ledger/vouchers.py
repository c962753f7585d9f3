"""What the lines of 记账凭证 are made of: months, vouchers, and the two books."""

import pandas as pd

from xlplan.tables.ledger import VoucherLine


def months(lines: pd.DataFrame) -> "pd.Series":
    """The month of each line, as the number year * 12 + month - 1 (NaN without a date)."""
    days = lines[VoucherLine.date].dt
    return days.year * 12 + days.month - 1


def vouchers(lines: pd.DataFrame) -> "list[pd.Series]":
    """Keys of one voucher: its month and its number, for numbers start again each month."""
    return [months(lines), lines[VoucherLine.voucher]]


def budgetary(lines: pd.DataFrame) -> "pd.Series":
    """Whether a line belongs to 预算会计 (accounts 6, 7, 8) rather than 财务会计 (1 to 5)."""
    return lines[VoucherLine.account].str[:1].isin(["6", "7", "8"])
