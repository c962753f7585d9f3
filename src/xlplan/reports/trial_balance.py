"""科目余额表: what stood on each account, what moved in a month and in the year, and what stands."""

import pandas as pd

from xlplan.excel.kinds import Kind
from xlplan.excel.report import Block, Head, Report, Total, Value
from xlplan.ledger import balances
from xlplan.ledger.vouchers import BUDGETARY, ledger_year
from xlplan.reports.forms import at_end, form, month_in_words, sides, whole
from xlplan.reports.paper import Of, SheetPaper, When
from xlplan.tables.books import Books, Waiting
from xlplan.tables.ledger import OpeningBalance, VoucherLine
from xlplan.tables.office import Account

NAME = "科目余额表"
_HEADS = (
    Head("科目代码", 10),
    Head("科目名称", 24),
    *(
        Head(side, 15, Kind.MONEY, group)
        for group in ("期初余额", "本期发生额", "本年累计", "期末余额")
        for side in ("借方", "贷方")
    ),
)


def trial_balance(books: Books, month: str) -> Report:
    """科目余额表

    一个月（YYYY-MM）里每个科目的期初余额、本期发生额、本年累计和期末余额，上级科目在前、加粗；
    财务会计、预算会计各自合计，写明试算是否平衡。只算到今天为止的凭证；期初余额是哪一年的，就只有那一年的月份。
    """
    vouchers = whole(books, VoucherLine)
    year = ledger_year(vouchers, books.today)
    if not month.startswith(f"{year}-"):
        raise Waiting(f"台账是 {year} 年的，没有{month_in_words(month)}")
    balance = balances.trial_balance(whole(books, OpeningBalance), vouchers, books.today, month)
    balance = balance[(balance != 0).any(axis=1)]
    listed = balances.with_accounts(balance, whole(books, Account))
    budget = listed.index.str.startswith(BUDGETARY)
    rows: list[tuple[Value, ...]] = []
    for name, own in zip(balances.HALVES, (listed[~budget], listed[budget]), strict=True):
        rows += [_row(code, account) for code, account in own.iterrows()]
        rows.append(_total(f"{name}合计", own[own["末级"]]))
    return Report(
        NAME,
        NAME,
        tuple(_verdict(balances.totals(balance))),
        (Block(_HEADS, tuple(rows)),),
        form(books, month_in_words(month), "单位负责人", "会计", "制表人"),
    )


def _row(code: object, account: "pd.Series") -> tuple[Value, ...]:
    name = account[Account.name] or "（科目表里没有）"
    values = (str(code), f"　{name}" if account["上级科目"] else name, *_amounts(account))
    return values if account["末级"] else Total(values)


def _amounts(account: "pd.Series") -> tuple[int | None, ...]:
    moved = (int(account[column]) or None for column in ("借方", "贷方", "累计借方", "累计贷方"))
    return (*sides(int(account["期初"])), *moved, *sides(int(account["期末"])))


def _total(name: str, leaves: pd.DataFrame) -> Total:
    def both(column: str) -> tuple[int, int]:
        return int(leaves[column].clip(lower=0).sum()), -int(leaves[column].clip(upper=0).sum())

    moved = (int(leaves[column].sum()) for column in ("借方", "贷方", "累计借方", "累计贷方"))
    return Total(("", name, *both("期初"), *moved, *both("期末")))


def _verdict(totals: pd.DataFrame) -> list[str]:
    """One sentence if all is balanced, else one for each pair of columns that is not."""
    return balances.gap_sentences(totals) or [
        "试算平衡：财务会计、预算会计的期初、本期、本年累计和期末，借方合计都等于贷方合计。"
    ]


TRIAL_BALANCE = SheetPaper(
    NAME, Of.MONTH, When.NIGHTLY, lambda books, month: [trial_balance(at_end(books, month), month)]
)
