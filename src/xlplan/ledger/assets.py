"""Cards of fixed assets against the accounts 1601 and 1602: what they cost and how they wear, month by month.

A month is the number year * 12 + month - 1, as in ``ledger.vouchers.months``; amounts are int64 fen.
"""

import pandas as pd

from xlplan.ledger.vouchers import of_accounts, voucher_keys
from xlplan.tables import depreciation
from xlplan.tables.assets import AssetCard
from xlplan.tables.ledger import VoucherLine

COST, WORN = "1601", "1602"
"""固定资产, 固定资产累计折旧."""


def month_number(month: str) -> int:
    """The number of a month (YYYY-MM)."""
    year, number = map(int, month.split("-"))
    return year * 12 + number - 1


def worn(cards: pd.DataFrame, month: int) -> "pd.Series":
    """What is written off of each card when a month ends, of the year that 期初累计折旧 begins."""
    return cards[AssetCard.opening] + _of_year(cards, month)


def of_month(cards: pd.DataFrame, month: int) -> "pd.Series":
    """The depreciation of each card in one month of that year."""
    before = _of_year(cards, month - 1) if month % 12 else 0
    return _of_year(cards, month) - before


def _of_year(cards: pd.DataFrame, month: int) -> "pd.Series":
    return depreciation.of_year(
        cards[AssetCard.cost], cards[AssetCard.opening], cards[AssetCard.years], cards[AssetCard.entered],
        cards[AssetCard.disposed], month,
    )  # fmt: skip


def there(cards: pd.DataFrame, month: int) -> "pd.Series":
    """Whether each card is in the books when a month ends."""
    begun = depreciation.months(cards[AssetCard.entered])
    gone = depreciation.months(cards[AssetCard.disposed], none=month + 1)
    return (begun <= month) & (gone > month)


def entries(cards: pd.DataFrame) -> "pd.Series":
    """The voucher (as ``voucher_keys``) that put each card into the books."""
    return voucher_keys(cards[AssetCard.entered], cards[AssetCard.voucher])


def lines_of(lines: pd.DataFrame, account: str) -> pd.DataFrame:
    """The lines of 记账凭证 on an account and those below it."""
    return lines[of_accounts(lines, (account,))]


def line_keys(lines: pd.DataFrame) -> "pd.Series":
    """The voucher of each line, as ``entries`` names it."""
    return voucher_keys(lines[VoucherLine.date], lines[VoucherLine.voucher])
