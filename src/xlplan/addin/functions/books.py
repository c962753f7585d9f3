"""Functions that look into the budget and the ledger of the office, as they were saved last."""

from datetime import date

import pandas as pd

from xlplan.addin.functions.cells import day, text
from xlplan.addin.functions.place import Place
from xlplan.addin.functions.registry import Argument, function
from xlplan.findings import CannotRun
from xlplan.ledger.accounts import usable
from xlplan.ledger.balances import trial_balance, with_accounts
from xlplan.ledger.budget import execution_on, is_spending, years
from xlplan.ledger.commitments import with_commitments
from xlplan.ledger.vouchers import ledger_year
from xlplan.tables.books import Books
from xlplan.tables.budget import BudgetChange, BudgetLine
from xlplan.tables.ledger import OpeningBalance, VoucherLine
from xlplan.tables.office import Account

_ON = Argument("on_day", "日期", day, "算到哪一天（含当天）；不填就是今天。", optional=True)


@function(
    "XL_BUDGET_LEFT",
    Argument("budget_number", "预算号", text, "支出预算的预算号，如 G01。"),
    _ON,
    placed=True,
)
def budget_left(place: Place, number: str, on: date | None) -> float:
    """预算余额

    按上次保存的台账，这个预算号调整后的预算（年初数＋追加－追减，那天以后的调整不算）减去到那天为止已支的数，再减去批准了还没有付的
    单子（没有报销台账的单位不减），元。已支是记账凭证里预算会计支出（7 开头的科目）写了这个预算号的，结账的不算。负数是超支。
    例：=XL_BUDGET_LEFT("G01")；=XL_BUDGET_LEFT(A2:A20,"2026-10-31")。
    """
    with place.books() as books:
        on = on or books.today
        lines, changes, vouchers = books[BudgetLine], books[BudgetChange], books[VoucherLine]
        _same_year(books, vouchers, on)
        own = lines[lines[BudgetLine.number] == number]
        if own.empty:
            raise CannotRun(f"预算号 {number} 在预算表里没有。")
        if not is_spending(own).all():
            raise CannotRun(f"预算号 {number} 不是支出预算，没有余额可用。")
        if not (years(own) == str(on.year)).all():
            raise CannotRun(f"预算号 {number} 不是 {on.year} 年度的。")
        left = books.once(
            ("budget left", on),
            lambda: _left(books, execution_on(lines, changes, vouchers, on), on),
        )
        return int(left[number]) / 100


@function(
    "XL_BALANCE",
    Argument("account", "科目代码", text, "科目表里的代码，末级、上级都可以。"),
    _ON,
    placed=True,
)
def balance(place: Place, code: str, on: date | None) -> float:
    """科目余额

    按上次保存的台账，这个科目和它下面各级科目到那天为止的余额，元。余额在科目表写的余额方向上是正数：银行存款（借）有钱是正数，
    应付账款（贷）欠着也是正数；反方向的是负数。只有台账里这一年的余额。
    例：=XL_BALANCE("1002")；=XL_BALANCE("1001","2026-10-31")。
    """
    with place.books() as books:
        on = on or books.today
        chart, openings, vouchers = books[Account], books[OpeningBalance], books[VoucherLine]
        side = chart.loc[chart[Account.code] == code, Account.side]
        if side.empty:
            raise CannotRun(f"科目 {code} 在科目表里不存在。")
        if side.iloc[0] not in Account.side.choices:
            raise CannotRun(f"科目 {code} 在科目表里没有写余额方向。")
        _same_year(books, vouchers, on)
        closing = books.once(("balance", on), lambda: _closing(openings, vouchers, chart, on))
        fen = int(closing.get(code, 0))
        return (fen if side.iloc[0] == "借" else -fen) / 100


@function("XL_ACCOUNT_OK", Argument("account", "科目代码", text, "要查的代码。"), placed=True)
def account_ok(place: Place, code: str) -> bool:
    """科目能不能用

    按上次保存的台账，科目代码在科目表里、并且是末级，就是 TRUE，可以用在凭证里；不存在，或者下面还有明细科目，是 FALSE。
    和规则 VCH-04 一样。例：=XL_ACCOUNT_OK(D2)。
    """
    with place.books() as books:
        chart = books[Account]
        if chart.empty:
            raise CannotRun("“科目”表还是空的，算不出来。")
        return code in books.once("usable accounts", lambda: usable(chart))


def _left(books: Books, spent: pd.DataFrame, on: date) -> "pd.Series":
    rows = with_commitments(books, spent, on).set_index(BudgetLine.number)
    return rows["可用" if "可用" in rows else "剩余"]


def _closing(openings: pd.DataFrame, vouchers: pd.DataFrame, chart: pd.DataFrame, on: date) -> "pd.Series":
    return with_accounts(trial_balance(openings, vouchers, on, f"{on:%Y-%m}"), chart)["期末"]


def _same_year(books: Books, vouchers: pd.DataFrame, on: date) -> None:
    """Refuse a day of which the ledger, which holds one year, knows nothing."""
    year = books.once("ledger year", lambda: ledger_year(vouchers, books.today))
    if on.year != year:
        raise CannotRun(f"台账里是 {year} 年的账，算不出 {on} 的数。")
