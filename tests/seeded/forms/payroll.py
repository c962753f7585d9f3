"""工资表 and what stands beside it: PAY-01 to PAY-12."""

from collections.abc import Iterator

import pandas as pd

from tests.seeded.forms import form
from tests.seeded.mistakes import Mistake
from tests.seeded.office import CleanOffice
from xlplan.demo.edits import swapped, swapped_later
from xlplan.excel.table import Column
from xlplan.tables.links import unmatched
from xlplan.tables.office import Parameter, SchoolClass, Staff
from xlplan.tables.payroll import ALLOWANCES, CONTRIBUTIONS, PayBatch, PayChange, PayLine

UNIT = CONTRIBUTIONS[5:]
PERSON = CONTRIBUTIONS[:5]
LAST = pd.Timestamp("2026-11-01")
ROOM = 430_000
"""Fen of net pay up to which nobody owes tax, whatever is added here or left out."""


def untaxed(office: CleanOffice, most: int = ROOM) -> pd.DataFrame:
    """The rows of people who are never paid so much (fen) that it is taxed."""
    pay = office[PayLine]
    return pay[pay.groupby(PayLine.number)[PayLine.net].transform("max") < most]


def batch(office: CleanOffice, month: pd.Timestamp, item: str = "") -> int:
    """The row of 代发 that pays a month's wages, or one column of them."""
    batches = office[PayBatch]
    own = (batches[PayBatch.period] == month) & (batches[PayBatch.item] == item)
    return int(batches.index[own][0])


def unlike(office: CleanOffice, column: Column, row: int, fen: int) -> Mistake:
    """An amount of 工资表 that is not what it was, so that 代发 pays another sum."""
    month = office[PayLine].at[row, PayLine.period]
    paid = PayBatch.amount, batch(office, month)
    return Mistake({(column, row): fen}, (column, row), besides=(("PAY-10", paid),))


@form("PAY-01")
def gross_typed_over(office: CleanOffice) -> Iterator[Mistake]:
    """A wrong figure over the formula of 应发合计."""
    for row, fen in untaxed(office)[PayLine.gross].items():
        yield Mistake({(PayLine.gross, row): fen + 9_000}, (PayLine.gross, row))


@form("PAY-01")
def deducted_typed_over(office: CleanOffice) -> Iterator[Mistake]:
    """Digits changed round over the formula of 扣款合计."""
    for row, fen in office[PayLine][PayLine.deducted].items():
        yield Mistake({(PayLine.deducted, row): swapped(fen)}, (PayLine.deducted, row))


@form("PAY-01")
def net_typed_over(office: CleanOffice) -> Iterator[Mistake]:
    """实发 a fen off, or its digits changed round."""
    for row, fen in office[PayLine][PayLine.net].items():
        for wrong in (fen + 1, swapped(fen)):
            yield unlike(office, PayLine.net, row, wrong)


@form("PAY-02")
def name_of_another(office: CleanOffice) -> Iterator[Mistake]:
    """The name of somebody else beside a 工号; not of one who leads a class."""
    pay, leads = office[PayLine], set(office[SchoolClass][SchoolClass.teacher])
    names = pay[PayLine.name]
    for row, name, other in zip(pay.index, names, names.shift(1).fillna(names.iloc[0]), strict=True):
        if not {name, other} & leads and name != other:
            yield Mistake({(PayLine.name, row): other}, (PayLine.name, row))


@form("PAY-02")
def leaving_a_month_too_early(office: CleanOffice) -> Iterator[Mistake]:
    """The retirement in 工资变动 dated before the last pay."""
    changes, pay = office[PayChange], office[PayLine]
    for row, number, month in _retired(changes):
        before = month - pd.DateOffset(months=1)
        own = pay.index[(pay[PayLine.number] == number) & (pay[PayLine.period] == before)][0]
        yield Mistake({(PayChange.period, row): before}, (PayLine.number, own))


def _retired(changes: pd.DataFrame) -> Iterator[tuple[int, str, pd.Timestamp]]:
    own = changes[changes[PayChange.kind] == "退休"]
    yield from zip(own.index, own[PayChange.number], own[PayChange.period], strict=True)


@form("PAY-02")
def change_picked_as_leaving(office: CleanOffice) -> Iterator[Mistake]:
    """调出 picked in the list in place of 调整标准."""
    changes, pay = office[PayChange], office[PayLine]
    raised = changes[changes[PayChange.kind] == "调整标准"]
    for row, number, month in zip(
        raised.index, raised[PayChange.number], raised[PayChange.period], strict=True
    ):
        own = pay.index[(pay[PayLine.number] == number) & (pay[PayLine.period] >= month)]
        first, *rest = ((PayLine.number, int(other)) for other in own)
        yield Mistake(
            {(PayChange.kind, row): "调出"}, first, besides=tuple(("PAY-02", cell) for cell in rest)
        )


@form("PAY-03")
def two_digits_of_an_identity_changed_round(office: CleanOffice) -> Iterator[Mistake]:
    """Neighbouring digits of the birthday or the serial."""
    for row, number in office[PayLine][PayLine.identity].items():
        for at in (6, 11, 14):
            wrong = number[:at] + number[at + 1] + number[at] + number[at + 2 :]
            if wrong != number:
                yield Mistake({(PayLine.identity, row): wrong}, (PayLine.identity, row))


@form("PAY-03")
def digit_of_an_identity_left_out(office: CleanOffice) -> Iterator[Mistake]:
    """17 or 15 digits."""
    for row, number in office[PayLine][PayLine.identity].items():
        for wrong in (number[:-1], number[:6] + number[8:-1]):
            yield Mistake({(PayLine.identity, row): wrong}, (PayLine.identity, row))


@form("PAY-03")
def identity_of_the_row_above(office: CleanOffice) -> Iterator[Mistake]:
    """The number of somebody else, which is a good one."""
    yield from _of_the_row_above(office, PayLine.identity)


def _of_the_row_above(office: CleanOffice, column: Column) -> Iterator[Mistake]:
    pay = office[PayLine]
    for row, above in pay[column].shift(1).dropna().items():
        if pay.at[row, PayLine.period] == pay.at[row - 1, PayLine.period]:
            yield Mistake({(column, row): above}, (column, row))


@form("PAY-03")
def identity_of_a_stranger(office: CleanOffice) -> Iterator[Mistake]:
    """A good number that is not the one of the month before."""
    pay = office[PayLine]
    for row in pay.index[pay.duplicated(PayLine.number)]:
        for number in ("110105194912310054", "440524188001010030"):
            yield Mistake({(PayLine.identity, row): number}, (PayLine.identity, row))


@form("PAY-04")
def account_of_the_row_above(office: CleanOffice) -> Iterator[Mistake]:
    """The account copied from one row too high."""
    yield from _of_the_row_above(office, PayLine.account)


@form("PAY-04")
def account_of_another_in_groups_of_four(office: CleanOffice) -> Iterator[Mistake]:
    """The same account, written with blanks."""
    pay = office[PayLine]
    number = pay[PayLine.account].iloc[0]
    grouped = " ".join(number[at : at + 4] for at in range(0, len(number), 4))
    for row in pay.index[pay[PayLine.number] != pay[PayLine.number].iloc[0]]:
        yield Mistake({(PayLine.account, row): grouped}, (PayLine.account, row))


@form("PAY-04")
def account_of_who_left(office: CleanOffice) -> Iterator[Mistake]:
    """The account of a teacher who is not paid any more."""
    pay = office[PayLine]
    for _, number, month in _retired(office[PayChange]):
        account = pay.loc[pay[PayLine.number] == number, PayLine.account].iloc[0]
        for row in pay.index[pay[PayLine.period] >= month]:
            yield Mistake({(PayLine.account, row): account}, (PayLine.account, row))


def _taxes(office: CleanOffice) -> pd.DataFrame:
    pay = office[PayLine]
    return pay[pay[PayLine.tax] > 0]


@form("PAY-05")
def tax_with_digits_changed_round(office: CleanOffice) -> Iterator[Mistake]:
    """37.84 as 73.84."""
    for row, fen in _taxes(office)[PayLine.tax].items():
        yield unlike(office, PayLine.tax, row, swapped(fen))


@form("PAY-05")
def tax_forgotten(office: CleanOffice) -> Iterator[Mistake]:
    """Nothing withheld in a month."""
    for row in _taxes(office).index:
        yield unlike(office, PayLine.tax, row, 0)


@form("PAY-05")
def tax_of_who_owes_none(office: CleanOffice) -> Iterator[Mistake]:
    """Three per cent of something."""
    for row in untaxed(office).index:
        yield unlike(office, PayLine.tax, row, 1_500)


@form("PAY-06")
def contribution_with_digits_changed_round(office: CleanOffice) -> Iterator[Mistake]:
    """Of a person, in the second pair."""
    for column in PERSON:
        for row, fen in untaxed(office)[column].items():
            if swapped_later(fen) != fen:
                yield unlike(office, column, row, swapped_later(fen))


@form("PAY-06")
def contribution_of_the_school_a_fen_off(office: CleanOffice) -> Iterator[Mistake]:
    """Rounded the other way, or left out."""
    for column in UNIT:
        for row, fen in office[PayLine][column].items():
            for wrong in (fen + 1, fen - 1, 0):
                yield Mistake({(column, row): wrong}, (column, row))


@form("PAY-06")
def base_of_the_housing_fund_changed_alone(office: CleanOffice) -> Iterator[Mistake]:
    """A new base of 公积金 and the money of the old one, on both sides."""
    for row, fen in office[PayLine][PayLine.fund_base].items():
        both = (PayLine.fund, row), (PayLine.fund_unit, row)
        yield Mistake({(PayLine.fund_base, row): fen + 30_000}, both[0], besides=(("PAY-06", both[1]),))


@form("PAY-07")
def change_noted_for_another(office: CleanOffice) -> Iterator[Mistake]:
    """The 工号 of somebody else, or another month, in the row of 工资变动."""
    changes, pay = office[PayChange], office[PayLine]
    own = changes[changes[PayChange.kind] == "岗位变动"]
    for row, number, month in zip(own.index, own[PayChange.number], own[PayChange.period], strict=True):
        at = PayLine.gross, pay.index[(pay[PayLine.number] == number) & (pay[PayLine.period] == month)][0]
        for other in ("T001", "T033", "T046"):
            yield Mistake({(PayChange.number, row): other}, at)
        yield Mistake({(PayChange.period, row): month + pd.DateOffset(months=1)}, at)


@form("PAY-07")
def leaving_noted_too_late(office: CleanOffice) -> Iterator[Mistake]:
    """The retirement in 工资变动 dated a month after the pay stopped."""
    pay = office[PayLine]
    for row, number, month in _retired(office[PayChange]):
        last = pay.index[pay[PayLine.number] == number][-1]
        for months in (1, 2, 3):
            wrong = month + pd.DateOffset(months=months)
            yield Mistake({(PayChange.period, row): wrong}, (PayLine.gross, last))


@form("PAY-07")
def merit_raised_in_silence(office: CleanOffice) -> Iterator[Mistake]:
    """奖励性绩效 600 yuan up in the last month, and no row of 工资变动."""
    own = untaxed(office)
    for row, fen in own.loc[own[PayLine.period] == LAST, PayLine.extra_merit].items():
        paid = PayBatch.amount, batch(office, LAST)
        yield Mistake(
            {(PayLine.extra_merit, row): fen + 60_000}, (PayLine.gross, row), besides=(("PAY-10", paid),)
        )


@form("PAY-07")
def account_changed_in_silence(office: CleanOffice) -> Iterator[Mistake]:
    """Another account, of nobody else, and no row of 工资变动."""
    on = {PayLine.number: PayChange.number, PayLine.period: PayChange.period}
    pay = unmatched(office[PayLine], office[PayChange], on)
    for row, number in pay.loc[pay.duplicated(PayLine.number), PayLine.account].items():
        for wrong in (f"{number[:-4]}9{number[-3:]}7", f"6228480402{row:09}"):
            yield Mistake({(PayLine.account, row): wrong}, (PayLine.account, row))


def _teachers(office: CleanOffice) -> pd.DataFrame:
    """The rows of 工资表 of teachers who owe no tax."""
    staff = office[Staff]
    own = untaxed(office, 480_000)
    return own[own[PayLine.number].isin(staff.loc[staff[Staff.since].notna(), Staff.number])]


@form("PAY-08")
def years_pay_left_out(office: CleanOffice) -> Iterator[Mistake]:
    """教龄津贴 of a month forgotten."""
    for row, fen in _teachers(office)[PayLine.years_pay].items():
        if fen:
            yield unlike(office, PayLine.years_pay, row, 0)


@form("PAY-08")
def years_pay_of_the_next_step(office: CleanOffice) -> Iterator[Mistake]:
    """3 yuan as 5, 5 as 7, 7 as 10."""
    steps = {300: 500, 500: 700, 700: 1_000}
    for row, fen in _teachers(office)[PayLine.years_pay].items():
        if fen in steps:
            yield unlike(office, PayLine.years_pay, row, steps[fen])


@form("PAY-08")
def years_pay_too_early(office: CleanOffice) -> Iterator[Mistake]:
    """3 yuan for who has not been a teacher for five years."""
    for row, fen in _teachers(office)[PayLine.years_pay].items():
        if not fen:
            yield unlike(office, PayLine.years_pay, row, 300)


def _autumn(office: CleanOffice) -> pd.DataFrame:
    own = untaxed(office)
    return own[own[PayLine.period] >= pd.Timestamp("2026-09-01")]


def _class_pay(office: CleanOffice, row: int, fen: int) -> Mistake:
    place = batch(office, office[PayLine].at[row, PayLine.period], PayLine.class_pay)
    besides = ("PAY-10", (PayBatch.amount, place)), ("PAY-10", (PayBatch.payments, place))
    return Mistake({(PayLine.class_pay, row): fen}, (PayLine.class_pay, row), besides=besides)


@form("PAY-09")
def class_pay_forgotten(office: CleanOffice) -> Iterator[Mistake]:
    """A class teacher without his allowance, of those who owe no tax as it is."""
    pay = office[PayLine]
    free = pay[pay.groupby(PayLine.number)[PayLine.tax].transform("max") == 0]
    for row, fen in free.loc[free[PayLine.period] >= pd.Timestamp("2026-09-01"), PayLine.class_pay].items():
        if fen:
            yield _class_pay(office, row, 0)


@form("PAY-09")
def class_pay_of_who_leads_none(office: CleanOffice) -> Iterator[Mistake]:
    """The allowance of somebody who leads no class."""
    for row, fen in _autumn(office)[PayLine.class_pay].items():
        if not fen:
            yield _class_pay(office, row, 40_000)


@form("PAY-09")
def class_teacher_changed_in_one_sheet(office: CleanOffice) -> Iterator[Mistake]:
    """Another teacher in 班级, and 工资表 as before, in all months of the term."""
    classes, own = office[SchoolClass], _autumn(office)
    pay = office[PayLine]
    new = own.loc[own[PayLine.class_pay] == 0, PayLine.name].unique()[:3]
    for row, old in classes[SchoolClass.teacher].items():
        for other in new:
            wrong = pay.index[
                pay[PayLine.name].isin([old, other]) & (pay[PayLine.period] >= pd.Timestamp("2026-09-01"))
            ]
            first, *rest = ((PayLine.class_pay, int(place)) for place in wrong)
            besides = tuple(("PAY-09", cell) for cell in rest)
            yield Mistake({(SchoolClass.teacher, row): other}, first, besides=besides)


@form("PAY-10")
def payment_with_digits_changed_round(office: CleanOffice) -> Iterator[Mistake]:
    """金额 of a file for the bank."""
    for row, fen in office[PayBatch][PayBatch.amount].items():
        for wrong in (swapped(fen), swapped_later(fen), fen - 320_000):
            if wrong != fen:
                yield Mistake({(PayBatch.amount, row): wrong}, (PayBatch.amount, row))


@form("PAY-10")
def payment_of_one_person_too_many(office: CleanOffice) -> Iterator[Mistake]:
    """笔数 of a file for the bank."""
    for row, count in office[PayBatch][PayBatch.payments].items():
        for wrong in (count + 1, count - 1, count * 10):
            yield Mistake({(PayBatch.payments, row): wrong}, (PayBatch.payments, row))


@form("PAY-10")
def payment_of_another_slip_or_voucher(office: CleanOffice) -> Iterator[Mistake]:
    """A 票据号 or a 凭证号 that is there and is not this one, or is not there."""
    batches = office[PayBatch]
    for row, slip in batches[PayBatch.slip].items():
        if slip:
            yield Mistake({(PayBatch.slip, row): slip[:-1] + "x"}, (PayBatch.slip, row))
        for wrong in ("记-1", "记-999"):
            yield Mistake({(PayBatch.voucher, row): wrong}, (PayBatch.voucher, row))


def _total(office: CleanOffice, value: str, fen: int) -> Iterator[Mistake]:
    parameters, pay = office[Parameter], office[PayLine]
    row = parameters.index[parameters[Parameter.name] == "绩效工资核定总量"][0]
    spent = (pay[PayLine.basic_merit] + pay[PayLine.extra_merit]).cumsum()
    yield Mistake({(Parameter.value, row): value}, (PayLine.extra_merit, pay.index[spent > fen][0]))


@form("PAY-11")
def total_with_a_digit_left_out(office: CleanOffice) -> Iterator[Mistake]:
    """238,300 for 2,383,000."""
    yield from _total(office, "238300", 23_830_000)


@form("PAY-11")
def total_mistyped(office: CleanOffice) -> Iterator[Mistake]:
    """A zero for an eight."""
    yield from _total(office, "2,083,000", 208_300_000)


@form("PAY-11")
def total_of_the_year_before(office: CleanOffice) -> Iterator[Mistake]:
    """What was approved for 2025."""
    yield from _total(office, "2100000", 210_000_000)


def _documents(office: CleanOffice) -> Iterator[tuple[int, Column]]:
    """The rows of 参数 that allow an allowance."""
    names = office[Parameter][Parameter.name]
    for column in ALLOWANCES:
        for row in names.index[names == f"津补贴：{column}"]:
            yield int(row), column


@form("PAY-12")
def document_of_an_allowance_under_another_name(office: CleanOffice) -> Iterator[Mistake]:
    """津补贴：乡镇补贴 for 乡镇工作补贴: nothing allows it in any month."""
    pay = office[PayLine]
    for row, column in _documents(office):
        paid = pay[pay[column] > 0]
        first, *rest = ((column, int(place)) for place in paid.index[~paid.duplicated(PayLine.period)])
        besides = tuple(("PAY-12", cell) for cell in rest)
        yield Mistake({(Parameter.name, row): f"津补贴：旧{column}"}, first, besides=besides)


@form("PAY-12")
def allowance_that_nobody_allowed(office: CleanOffice) -> Iterator[Mistake]:
    """200 yuan in a column that is empty otherwise."""
    allowed = {column for _, column in _documents(office)}
    for column in ALLOWANCES:
        if column not in allowed:
            for row in untaxed(office).index:
                yield unlike(office, column, row, 20_000)


@form("PAY-12")
def allowance_above_its_standard(office: CleanOffice) -> Iterator[Mistake]:
    """乡镇工作补贴 of 510 yuan."""
    for row in untaxed(office).index:
        yield unlike(office, PayLine.township_pay, row, 51_000)
