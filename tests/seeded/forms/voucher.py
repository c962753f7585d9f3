"""记账凭证: VCH-01 to VCH-08, VCH-10 and VCH-13."""

from collections.abc import Iterator
from functools import cache
from itertools import pairwise

import pandas as pd

from tests.seeded.forms import form
from tests.seeded.mistakes import Cell, Mistake
from tests.seeded.office import CleanOffice
from xlplan.excel.table import Column
from xlplan.ledger.vouchers import budgetary
from xlplan.tables.claims import Payment
from xlplan.tables.ledger import VoucherLine
from xlplan.tables.office import Account, Staff

DATE, VOUCHER, SUMMARY, ACCOUNT = (
    VoucherLine.date, VoucherLine.voucher, VoucherLine.summary, VoucherLine.account
)  # fmt: skip
DEBIT, CREDIT, KIND = VoucherLine.debit, VoucherLine.credit, VoucherLine.kind
MONEY = ("1001", "1002", "1011", "1021", "1201")


@cache
def vouchers(office: CleanOffice) -> list[pd.DataFrame]:
    """The lines of each voucher, in the order of the ledger."""
    lines = office[VoucherLine]
    return [rows for _, rows in lines.groupby([lines[DATE].dt.to_period("M"), VOUCHER], sort=False)]


def months(office: CleanOffice) -> list[list[pd.DataFrame]]:
    """The vouchers of each month."""
    found: dict[str, list[pd.DataFrame]] = {}
    for rows in vouchers(office):
        found.setdefault(f"{rows[DATE].iloc[0]:%Y-%m}", []).append(rows)
    return list(found.values())


def changed(rows: pd.DataFrame, column: Column, value: object) -> dict[Cell, object]:
    """The same value in one column of all these rows."""
    return {(column, row): value for row in rows.index}


def _first_rows(office: CleanOffice) -> pd.DataFrame:
    """The lines with the first row of their voucher's half."""
    lines = office[VoucherLine]
    half = [lines[DATE].dt.to_period("M"), lines[VOUCHER], budgetary(lines)]
    return lines.assign(first=lines.index.to_series().groupby(half).transform("first"), budget_half=half[2])


@cache
def _month_starts(office: CleanOffice) -> dict[tuple[str, bool], int]:
    """The first row of each month in 财务会计 (False) and in 预算会计 (True)."""
    lines = office[VoucherLine]
    month, half = lines[DATE].dt.strftime("%Y-%m"), budgetary(lines)
    first = lines.index.to_series().groupby([month, half]).first()
    return {(str(key[0]), bool(key[1])): int(row) for key, row in first.items()}


def month_apart(office: CleanOffice, row: int) -> tuple[str, Cell]:
    """What the trial balance says where the half of the voucher that a line belongs to lost its balance."""
    line = office[VoucherLine].loc[[row]]
    half = f"{line[DATE].iloc[0]:%Y-%m}", bool(budgetary(line).iloc[0])
    return "CLS-01", (DATE, _month_starts(office)[half])


def _is_money(rows: pd.DataFrame) -> pd.Series:
    return rows[ACCOUNT].str.startswith(MONEY)


@form("VCH-01")
def amount_ten_times_too_large(office: CleanOffice) -> Iterator[Mistake]:
    """A zero too many in a debit of the financial half."""
    lines = _first_rows(office)
    lines = lines[~lines["budget_half"] & ~_is_money(lines) & (lines[DEBIT] != 0)]
    for row, fen, first in lines[[DEBIT, "first"]].itertuples():
        yield Mistake({(DEBIT, row): fen * 10}, (DEBIT, first), (month_apart(office, row),))


@form("VCH-01")
def digits_swapped_in_a_credit(office: CleanOffice) -> Iterator[Mistake]:
    """Two neighbouring digits of a credit of the financial half swapped."""
    lines = _first_rows(office)
    lines = lines[~lines["budget_half"] & (lines[CREDIT] != 0)]
    for row, fen, first in lines[[CREDIT, "first"]].itertuples():
        tens, ones = fen // 1000 % 10, fen // 100 % 10
        if tens != ones:
            cells: dict[Cell, object] = {(CREDIT, row): fen + (ones - tens) * 900}
            yield Mistake(cells, (DEBIT, first), (month_apart(office, row),))


@form("VCH-01", ("VCH-06", "资金结存少记了，与资金变动也对不上"))
def money_of_the_budget_half_left_out(office: CleanOffice) -> Iterator[Mistake]:
    """The amount of 资金结存 forgotten."""
    lines = _first_rows(office)
    lines = lines[lines[ACCOUNT].str.startswith("8001")]
    for row, fen, first in lines[[DEBIT, "first"]].itertuples():
        # A line without an amount is no line.
        besides = ("VCH-13", (DEBIT, row)), month_apart(office, row)
        yield Mistake({(DEBIT if fen else CREDIT, row): None}, (DEBIT, first), besides)


def payments_of(office: CleanOffice, *vouchers: pd.DataFrame) -> tuple[tuple[str, Cell], ...]:
    """What APV-07 may say of the payments of these vouchers when they are no longer what 付款 says."""
    keys = {(rows[DATE].iloc[0].to_period("M"), rows[VOUCHER].iloc[0]) for rows in vouchers}
    paid = office[Payment]
    own = [
        key in keys for key in zip(paid[Payment.date].dt.to_period("M"), paid[Payment.voucher], strict=True)
    ]
    cells = Payment.voucher, Payment.amount, Payment.account, Payment.reference
    return tuple(("APV-07", (cell, int(row))) for row in paid.index[own] for cell in cells)


def reversed_months(office: CleanOffice) -> set[int]:
    """Months with a voucher that a red one names by its number."""
    lines = office[VoucherLine]
    named = lines.loc[lines[KIND] == "红字", SUMMARY].str.extract(r"(\d+)月")[0]
    return {int(month) for month in named.dropna()}


@form("VCH-02")
def last_number_of_a_month_too_high(office: CleanOffice) -> Iterator[Mistake]:
    """The last voucher of a month numbered one, two or ten too high."""
    for month in months(office):
        last = month[-1]
        for more in (1, 2, 10):
            number = f"记-{len(month) + more}"
            cells = changed(last, VOUCHER, number)
            yield Mistake(cells, (VOUCHER, last.index[0]), payments_of(office, last))


@form("VCH-02")
def number_left_out(office: CleanOffice) -> Iterator[Mistake]:
    """From one voucher to the end of the month, none of which is reversed later, all numbers are one too high."""
    cancelled = reversed_months(office)
    for month in months(office):
        if month[0][DATE].iloc[0].month in cancelled:
            continue
        for start in range(len(month)):
            cells: dict[Cell, object] = {}
            for number, rows in enumerate(month[start:], start + 2):
                cells |= changed(rows, VOUCHER, f"记-{number}")
            besides = payments_of(office, *month[start:])
            yield Mistake(cells, (VOUCHER, month[start].index[0]), besides)


@form("VCH-02", ("VCH-02", "号数被占用，后面缺一号"))
def number_of_the_voucher_before_used_again(office: CleanOffice) -> Iterator[Mistake]:
    """A voucher of another day carries the number of the voucher before."""
    for month in months(office):
        for before, rows in pairwise(month):
            if before[DATE].iloc[0] != rows[DATE].iloc[0]:
                cells = changed(rows, VOUCHER, before[VOUCHER].iloc[0])
                yield Mistake(cells, (VOUCHER, rows.index[0]), payments_of(office, before, rows))


_ODD_MONTH = (
    ("VCH-02", "原来的月份少了一号"),
    ("VCH-02", "错写的月份里号数不从 1 起，或与那个月的凭证重号"),
    ("CSH-01", "登记日期与错写的日期对不上"),
)


@form("VCH-03", *_ODD_MONTH)
def last_year_typed(office: CleanOffice) -> Iterator[Mistake]:
    """The year of a voucher typed as the year before."""
    for rows in vouchers(office):
        day = rows[DATE].iloc[0] - pd.DateOffset(years=1)
        yield Mistake(changed(rows, DATE, day), (DATE, rows.index[0]), payments_of(office, rows))


@form("VCH-03", *_ODD_MONTH)
def next_year_typed(office: CleanOffice) -> Iterator[Mistake]:
    """The year of a voucher typed as the year after."""
    for rows in vouchers(office):
        day = rows[DATE].iloc[0] + pd.DateOffset(years=1)
        yield Mistake(changed(rows, DATE, day), (DATE, rows.index[0]), payments_of(office, rows))


@form("VCH-03", *_ODD_MONTH)
def december_typed_in_november(office: CleanOffice) -> Iterator[Mistake]:
    """A voucher dated in the month that has not come yet."""
    for rows in months(office)[-1]:
        day = rows[DATE].iloc[0].replace(month=12)
        yield Mistake(changed(rows, DATE, day), (DATE, rows.index[0]), payments_of(office, rows))


def _accounts(office: CleanOffice) -> pd.DataFrame:
    """Lines whose account may be another of its kind without touching money or budgets."""
    lines = office[VoucherLine]
    red = lines[VOUCHER].isin(lines.loc[lines[KIND] == "红字", VOUCHER])
    return lines[lines[ACCOUNT].str.startswith(("2", "5")) & ~red]


@form("VCH-04")
def account_that_does_not_exist(office: CleanOffice) -> Iterator[Mistake]:
    """A wrong last digit."""
    known = set(office[Account][Account.code])
    for row, code in _accounts(office)[ACCOUNT].items():
        wrong = next(code[:-1] + digit for digit in "9876543" if code[:-1] + digit not in known)
        yield Mistake({(ACCOUNT, row): wrong}, (ACCOUNT, row))


@form("VCH-04")
def account_with_a_digit_too_many(office: CleanOffice) -> Iterator[Mistake]:
    """A sub-account that was never opened."""
    for row, code in _accounts(office)[ACCOUNT].items():
        yield Mistake({(ACCOUNT, row): f"{code}09"}, (ACCOUNT, row))


@form("VCH-04")
def parent_account(office: CleanOffice) -> Iterator[Mistake]:
    """The account above in place of one of its sub-accounts."""
    codes = set(office[Account][Account.code])
    lines = office[VoucherLine]
    red = lines[VOUCHER].isin(lines.loc[lines[KIND] == "红字", VOUCHER])
    for row, code in lines.loc[~red, ACCOUNT].items():
        if len(code) > 4 and code[:4] in codes:
            yield Mistake({(ACCOUNT, row): code[:4]}, (ACCOUNT, row))


def _plain_lines(office: CleanOffice) -> pd.DataFrame:
    """Lines whose 摘要 names no other voucher."""
    lines = office[VoucherLine]
    return lines[lines[KIND] != "红字"]


@form("VCH-05")
def no_summary(office: CleanOffice) -> Iterator[Mistake]:
    """摘要 left empty."""
    for row in _plain_lines(office).index:
        yield Mistake({(SUMMARY, row): None}, (SUMMARY, row))


@form("VCH-05")
def summary_says_nothing(office: CleanOffice) -> Iterator[Mistake]:
    """Only 报销, 付款, 同上."""
    for row in _plain_lines(office).index:
        yield Mistake({(SUMMARY, row): ("报销", "付款", "同上")[row % 3]}, (SUMMARY, row))


@form("VCH-05")
def summary_broken_off(office: CleanOffice) -> Iterator[Mistake]:
    """The first three characters only."""
    for row, text in _plain_lines(office)[SUMMARY].items():
        yield Mistake({(SUMMARY, row): text[:3]}, (SUMMARY, row))


def _parallel(office: CleanOffice) -> Iterator[tuple[pd.DataFrame, pd.DataFrame]]:
    """Ordinary vouchers that move budget money, with their budget half."""
    in_half = budgetary(office[VoucherLine])
    for rows in vouchers(office):
        half = rows[in_half[rows.index]]
        if rows[KIND].iloc[0] == "普通" and half[ACCOUNT].str.startswith("8001").any():
            yield rows, half


@form("VCH-06", ("BUD-09", "没有记的支出使执行进度落后"))
def budget_half_forgotten(office: CleanOffice) -> Iterator[Mistake]:
    """The amounts of the budget half never entered."""
    for rows, half in _parallel(office):
        cells = changed(half, DEBIT, None) | changed(half, CREDIT, None)
        # Lines without an amount are no lines.
        empty = tuple(("VCH-13", (DEBIT, row)) for row in half.index)
        yield Mistake(cells, (DEBIT, rows.index[0]), empty)


@form("VCH-06")
def budget_half_with_another_amount(office: CleanOffice) -> Iterator[Mistake]:
    """Both sides of the budget half one yuan short."""
    for rows, half in _parallel(office):
        if len(half) == 2 and half[[DEBIT, CREDIT]].to_numpy().max() > 10_000:
            cells: dict[Cell, object] = {
                (side, row): fen - 100 for side in (DEBIT, CREDIT) for row, fen in half[side].items() if fen
            }
            yield Mistake(cells, (DEBIT, rows.index[0]))


@form("VCH-06")
def money_held_for_others_booked_as_ordinary(office: CleanOffice) -> Iterator[Mistake]:
    """类型 普通 on a voucher of money that is not the school's."""
    for rows in vouchers(office):
        money = rows[_is_money(rows)]
        if rows[KIND].iloc[0] == "非预算" and (money[DEBIT] - money[CREDIT]).sum():
            yield Mistake(changed(rows, KIND, "普通"), (DEBIT, rows.index[0]))


@form("VCH-07")
def attachments_zero(office: CleanOffice) -> Iterator[Mistake]:
    """附件数 0 on the whole voucher."""
    for rows in vouchers(office):
        if rows[KIND].iloc[0] in ("普通", "非预算"):
            column = VoucherLine.attachments
            yield Mistake(changed(rows, column, 0), (column, rows.index[0]))


@form("VCH-07")
def attachments_left_empty(office: CleanOffice) -> Iterator[Mistake]:
    """附件数 empty on the whole voucher."""
    for rows in vouchers(office):
        if rows[KIND].iloc[0] in ("普通", "非预算"):
            column = VoucherLine.attachments
            yield Mistake(changed(rows, column, None), (column, rows.index[0]))


@form("VCH-07")
def attachments_zero_on_one_line_only(office: CleanOffice) -> Iterator[Mistake]:
    """附件数 0 on the last line, empty on the others."""
    for rows in vouchers(office):
        if rows[KIND].iloc[0] in ("普通", "非预算"):
            column = VoucherLine.attachments
            cells = changed(rows, column, None) | {(column, rows.index[-1]): 0}
            yield Mistake(cells, (column, rows.index[0]))


@form("VCH-08")
def checked_by_the_maker(office: CleanOffice) -> Iterator[Mistake]:
    """审核 signed by the one who wrote the line."""
    for row, maker in office[VoucherLine][VoucherLine.maker].items():
        yield Mistake({(VoucherLine.checker, row): maker}, (VoucherLine.checker, row))


@form("VCH-08")
def made_by_the_checker(office: CleanOffice) -> Iterator[Mistake]:
    """制单 signed by the one who checks."""
    for row, checker in office[VoucherLine][VoucherLine.checker].items():
        yield Mistake({(VoucherLine.maker, row): checker}, (VoucherLine.checker, row))


@form("VCH-08")
def checked_by_the_cashier(office: CleanOffice) -> Iterator[Mistake]:
    """审核 signed by the cashier."""
    staff = office[Staff]
    cashier = staff.loc[staff[Staff.post] == "出纳", Staff.name].iloc[0]
    for row in office[VoucherLine].index:
        yield Mistake({(VoucherLine.checker, row): cashier}, (VoucherLine.checker, row))


def _red(office: CleanOffice) -> list[pd.DataFrame]:
    return [rows for rows in vouchers(office) if rows[KIND].iloc[0] == "红字"]


@form("VCH-10", ("AST-02", "当月固定资产的增减和卡片不等"))
def reversed_with_another_amount(office: CleanOffice) -> Iterator[Mistake]:
    """Every amount of the red voucher less than it was."""
    for rows in _red(office):
        for less in (100, 1_000, 9_900, 50_000):
            cells: dict[Cell, object] = {
                (side, row): fen + less for side in (DEBIT, CREDIT) for row, fen in rows[side].items() if fen
            }
            first = DEBIT if rows[DEBIT].iloc[0] else CREDIT
            yield Mistake(cells, (first, rows.index[0]))


@form("VCH-10", ("AST-01", "看不出冲销的是哪一张，那一张就少了卡片"))
def reversal_that_names_no_voucher(office: CleanOffice) -> Iterator[Mistake]:
    """The summary tells the reason only."""
    for rows in _red(office):
        for text in ("冲掉记错的凭证", "冲销多记的费用", "红字冲回，金额记错"):
            yield Mistake(changed(rows, SUMMARY, text), (SUMMARY, rows.index[0]))


@form("VCH-10", ("AST-01", "看不出冲销的是哪一张，那一张就少了卡片"))
def reversal_of_a_voucher_that_is_not_there(office: CleanOffice) -> Iterator[Mistake]:
    """The summary names a number that the month never had."""
    for rows in _red(office):
        for number in ("记-198", "记-298", "记-398"):
            text = rows[SUMMARY].str.replace(r"记-\d+", number, regex=True)
            cells: dict[Cell, object] = {(SUMMARY, row): words for row, words in text.items()}
            yield Mistake(cells, (SUMMARY, rows.index[0]))


def _debits(office: CleanOffice) -> pd.DataFrame:
    """Debits of vouchers that no red one cancels."""
    lines = office[VoucherLine]
    cancelled = lines[DATE].dt.month.isin(reversed_months(office))
    return lines[~cancelled & (lines[KIND] != "红字") & (lines[DEBIT] > 0)]


@form("VCH-13")
def a_difference_kept_on_both_sides(office: CleanOffice) -> Iterator[Mistake]:
    """An amount written ten yuan too high, and the ten yuan on the other side of the same line."""
    for row, fen in _debits(office)[DEBIT].items():
        yield Mistake({(DEBIT, row): fen + 1000, (CREDIT, row): 1000}, (DEBIT, row))


@form("VCH-13")
def an_amount_twice_less_itself(office: CleanOffice) -> Iterator[Mistake]:
    """Twice the amount on one side, the amount on the other."""
    for row, fen in _debits(office)[DEBIT].items():
        yield Mistake({(DEBIT, row): 2 * fen, (CREDIT, row): fen}, (DEBIT, row))


@form("VCH-13")
def two_lines_written_as_one(office: CleanOffice) -> Iterator[Mistake]:
    """The amount of a line added to the line above it on the same account, its own left blank."""
    lines = _debits(office)
    for (upper, one), (lower, other) in pairwise(lines.iterrows()):
        same = all(one[column] == other[column] for column in (DATE, VOUCHER, ACCOUNT, VoucherLine.budget))
        if lower == upper + 1 and same:
            yield Mistake({(DEBIT, upper): one[DEBIT] + other[DEBIT], (DEBIT, lower): None}, (DEBIT, lower))
