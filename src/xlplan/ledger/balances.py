"""Trial balances: what stood on each account, what moved and what stands, from 期初余额 and 记账凭证. All amounts in fen."""

from collections.abc import Iterator
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from xlplan.ledger.vouchers import BUDGETARY, budgetary, months, net
from xlplan.money import grouped
from xlplan.tables.ledger import OpeningBalance, VoucherLine
from xlplan.tables.office import Account

HALVES = ("财务会计", "预算会计")
"""The two books by name: accounts 1 to 5, and accounts 6 to 8; each balances on its own."""
_SIDES = [VoucherLine.debit, VoucherLine.credit]


def trial_balance(
    openings: pd.DataFrame, vouchers: pd.DataFrame, until: pd.Timestamp | date, month: str
) -> pd.DataFrame:
    """Each account in one month (YYYY-MM) of the year that ``openings`` begins, as it stands when ``until`` ends.

    Index = 科目代码, rising. 期初 and 期末 are debit less credit at the beginning and the end of the month, 借方 and 贷方
    what the month moved, 累计借方 and 累计贷方 what the year moved up to its end. A line of a later day, of a later month
    or of another year does not count; an account with an opening and no line does.
    """
    year, number = map(int, month.split("-"))
    this = year * 12 + number - 1
    at = months(vouchers)
    counted = (at >= year * 12) & (at <= this) & (vouchers[VoucherLine.date] <= pd.Timestamp(until))
    lines = vouchers.loc[counted, [VoucherLine.account, *_SIDES]]
    own = (at[counted] == this).to_numpy()
    codes, accounts = pd.factorize(
        pd.concat([openings[OpeningBalance.account], lines[VoucherLine.account]], ignore_index=True)
    )
    begun, moved = codes[: len(openings)], codes[len(openings) :]
    of_year = _sums(lines, moved, len(accounts))
    of_month = _sums(lines[own], moved[own], len(accounts))
    opening = net(_sums(openings, begun, len(accounts)) + of_year - of_month)
    balance = pd.DataFrame({
        "期初": opening, "借方": of_month[VoucherLine.debit], "贷方": of_month[VoucherLine.credit],
        "期末": opening + net(of_month),
        "累计借方": of_year[VoucherLine.debit], "累计贷方": of_year[VoucherLine.credit],
    })  # fmt: skip
    return balance.set_axis(pd.Index(accounts, dtype="str", name=str(VoucherLine.account))).sort_index()


def _sums(rows: pd.DataFrame, accounts: npt.NDArray[np.int64], count: int) -> pd.DataFrame:
    return rows[_SIDES].groupby(accounts).sum().reindex(range(count), fill_value=0)


def with_accounts(balance: pd.DataFrame, accounts: pd.DataFrame) -> pd.DataFrame:
    """A trial balance with the accounts above its own, each the sum of those below it and of its own lines.

    Adds 科目名称 and 余额方向 from 科目 ("" for an account that is not there), 上级科目 (the nearest code there that this
    one begins with, "" for none) and 末级: whether no other row is part of this one, so that these rows alone add up.
    """
    known = set(accounts[Account.code]) - {""}
    pairs = [(code, above) for code in balance.index for above in (code, *_above(code, known))]
    own, above = [code for code, _ in pairs], [above for _, above in pairs]
    rows = balance.loc[own].groupby(pd.Index(above, dtype="str", name=balance.index.name)).sum()
    facts = accounts.drop_duplicates(Account.code).set_index(Account.code)
    facts = facts[[Account.name, Account.side]].reindex(rows.index, fill_value="")
    parents = pd.Series([next(_above(code, known), "") for code in rows.index], index=rows.index, dtype="str")
    return rows.assign(
        科目名称=facts[Account.name], 余额方向=facts[Account.side], 上级科目=parents,
        末级=~rows.index.isin(parents[parents != ""]),
    )  # fmt: skip


def _above(code: str, known: set[str]) -> Iterator[str]:
    """The accounts that an account is part of, the nearest first."""
    return (code[:size] for size in range(len(code) - 1, 0, -1) if code[:size] in known)


def totals(balance: pd.DataFrame) -> pd.DataFrame:
    """The sums of a trial balance in each half; index = 财务会计, 预算会计."""
    half = _names(balance.index.str.startswith(BUDGETARY))
    return balance.groupby(half).sum().reindex(list(HALVES), fill_value=0)


def gaps(sums: pd.DataFrame) -> pd.DataFrame:
    """By how much the debits of each half of these totals exceed the credits; all 0 is a balanced trial balance."""
    return pd.DataFrame({
        "期初余额": sums["期初"], "本期发生额": sums["借方"] - sums["贷方"],
        "本年累计": sums["累计借方"] - sums["累计贷方"], "期末余额": sums["期末"],
    })  # fmt: skip


def balanced(sums: pd.DataFrame) -> bool:
    """Whether each half of these totals nets to nothing: what stood, what moved and what stands."""
    return not gaps(sums).to_numpy().any()


def gap_sentences(sums: pd.DataFrame) -> list[str]:
    """One sentence for each sum of a half whose sides differ."""
    return [
        f"试算不平衡：{half}{name}借方比贷方{'多' if fen > 0 else '少'} {grouped(abs(fen))} 元。"
        for half, own in gaps(sums).iterrows()
        for name, fen in own.items()
        if fen
    ]


def unbalanced(lines: pd.DataFrame, month: "pd.Series") -> pd.DataFrame:
    """The halves of months (as numbers) whose debits and credits differ, each at its first row, in the order of the sheet.

    Works on the lines of 记账凭证 and the rows of 期初余额 alike: 会计 is the half's name, 借方 and 贷方 its totals, 相差 what
    they differ by.
    """
    half = month * 2 + budgetary(lines)
    sums = lines[_SIDES].groupby(half).sum()
    first = lines[~half.duplicated()]
    sums = sums.loc[half[first.index]].set_axis(first.index)
    return first.assign(
        会计=_names(budgetary(first)),
        借方=sums[VoucherLine.debit],
        贷方=sums[VoucherLine.credit],
        相差=net(sums).abs(),
    )[net(sums) != 0]


def _names(budgetary: npt.ArrayLike) -> npt.NDArray[np.object_]:
    financial, budget = HALVES
    return np.where(budgetary, budget, financial)
