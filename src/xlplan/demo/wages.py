"""What the people of the demo school earn, are taken off and have paid for them, person by person and month by month."""

from datetime import date
from functools import cache

import pandas as pd

from xlplan.demo.events import TODAY, stream
from xlplan.demo.people import RETIRED, STAFF, class_teachers
from xlplan.excel.frames import calculated, typed
from xlplan.ledger.identity import check_digits
from xlplan.ledger.payroll import (
    brackets,
    by_years,
    share_of,
    tax_due,
    tax_facts,
    years_of_service,
)
from xlplan.tables import parameters, starting
from xlplan.tables.office import Parameter
from xlplan.tables.payroll import CONTRIBUTIONS, PayLine, TaxRelief

PROMOTED, SICK = "T032", "T045"
"""Who rose a grade in October, as from July; who was ill for some days in May."""
RAISED, PROMOTED_IN, SICK_IN, RETIRED_IN = 7, 10, 5, 5
"""Months of 2026; in the last one the retired teacher is not paid any more."""
_GRADES = (
    # from so many years on: 岗位等级, 岗位工资 until June, since July, 艰苦边远津贴, 基础性绩效 in yuan
    (0, "专业技术十三级", 1850, 1950, 190, 1690), (2, "专业技术十二级", 1970, 2070, 190, 1800),
    (7, "专业技术十一级", 1990, 2090, 215, 1910), (12, "专业技术十级", 2140, 2240, 215, 2040),
    (17, "专业技术九级", 2300, 2400, 245, 2200), (22, "专业技术八级", 2540, 2640, 245, 2390),
    (28, "专业技术七级", 2860, 2970, 280, 2620),
)  # fmt: skip
_WORKERS = {"工勤": ("技术工四级", 1820, 1910, 180, 1600), "安保": ("普通工", 1760, 1850, 180, 1500)}
_CLERKS = ("管理九级", 1890, 1990, 190, 1780)
_CLASS_PAY, _NO_CLASSES = 400, (2, 8)
"""Yuan a month of a class teacher, and the months without lessons."""
_RELIEF = (
    ("子女教育", 2000),
    ("赡养老人", 1500),
    ("赡养老人", 3000),
    ("住房贷款利息", 1000),
    ("继续教育", 400),
)
_BANKS = (("松坪信用社", "6217790018"), ("农业银行松坪分理处", "6228480869"))


def months() -> range:
    """The months of 2026 until today."""
    return range(1, TODAY.month + 1)


@cache
def sheet() -> pd.DataFrame:
    """All of 工资表, calculated columns included."""
    rows = [
        _line(row, month)
        for month in months()
        for row in STAFF
        if row[0] != RETIRED or month < RETIRED_IN
    ]  # fmt: skip
    frame = pd.DataFrame(rows).reindex(columns=[column for column in PayLine.columns if not column.formula])
    pay = typed(PayLine, frame.astype(object).where(frame.notna(), None).itertuples(index=False, name=None))
    pay[PayLine.identity] = pay[PayLine.identity] + check_digits(pay[PayLine.identity])
    since = pay[PayLine.number].map({row[0]: pd.Timestamp(row[6]) for row in STAFF if row[6]})
    teaches = since.notna()
    years = years_of_service(since[teaches], pay.loc[teaches, PayLine.period])
    steps = parameters.family(_given(), "教龄津贴", TODAY, parameters.amounts)
    pay.loc[teaches, PayLine.years_pay] = by_years(years, steps)
    pay[PayLine.base] = _base(pay)
    pay[PayLine.fund_base] = pay[PayLine.base]
    shares = parameters.family(_given(), "缴费比例", TODAY, parameters.numbers)
    for column in CONTRIBUTIONS:
        pay[column] = share_of(pay[PayLine.base], shares[column])
    pay[PayLine.union] = share_of(pay[PayLine.post_pay] + pay[PayLine.step_pay], 0.005)
    pay[PayLine.tax] = _tax(_full(pay))
    return _full(pay)


@cache
def relief() -> pd.DataFrame:
    """All of 专项扣除: what some of them may take off their income before tax."""
    return typed(TaxRelief, (row for person in STAFF for row in _relief(person[0])))


def _relief(number: str) -> list[tuple[object, ...]]:
    chance = stream("专项扣除", number)
    if number == RETIRED or chance.random() > 0.45:
        return []
    item, yuan = chance.choice(_RELIEF)
    start = date(2026, 9, 1) if item == "子女教育" and chance.random() < 0.4 else date(2026, 1, 1)
    end = date(2026, 6, 1) if item == "继续教育" else None
    return [(number, item, yuan * 100, start, end)]


def _given() -> parameters.Given:
    return parameters.given(starting.frames()[Parameter])


def _full(pay: pd.DataFrame) -> pd.DataFrame:
    return calculated((PayLine,), {PayLine: pay})[PayLine]


def _line(row: tuple[str, str, str, str, str, str, date | None], month: int) -> dict[str, object]:
    """What one person earns in a month, in fen; what follows from it is reckoned for all together."""
    number, name, _, _, category, _, since = row
    chance = stream("工资", number)
    years = 2026 - since.year if since else chance.randint(6, 22)
    promoted = number == PROMOTED and month >= PROMOTED_IN
    grade, before, after, hardship, merit = _grade(category, years, since is not None, promoted)
    raised = month >= RAISED
    post, step = after if raised else before, 4 + years
    steps = round((240 + 33 * step) * (1.03 if raised else 1))
    bank, prefix = chance.choice(_BANKS)
    line: dict[str, object] = {
        PayLine.period: date(2026, month, 1), PayLine.number: number, PayLine.name: name,
        PayLine.identity: _identity(number, years), PayLine.category: category, PayLine.grade: grade,
        PayLine.step: str(step), PayLine.bank: bank,
        PayLine.account: f"{prefix}{chance.randint(10**8, 10**9 - 1)}",
    }  # fmt: skip
    yuan: dict[str, int] = {
        PayLine.post_pay: post, PayLine.step_pay: steps, PayLine.teacher_pay: round((post + steps) * 0.1) if since else 0,
        PayLine.township_pay: 300 + min(years // 10, 2) * 100, PayLine.hardship_pay: hardship,
        PayLine.basic_merit: merit, PayLine.extra_merit: round(merit * 3 / 7),
        PayLine.only_child: 10 if years >= 20 and chance.random() < 0.2 else 0,
    }  # fmt: skip
    if promoted and month == PROMOTED_IN:
        yuan[PayLine.back_pay] = (post - _grade(category, years, True, False)[2]) * (month - RAISED)
    yuan |= _of_the_month(number, name, month)
    return line | {column: amount * 100 or None for column, amount in yuan.items()}


def _of_the_month(number: str, name: str, month: int) -> dict[str, int]:
    """What is paid or taken off for the month alone, in yuan."""
    return {
        PayLine.class_pay: _CLASS_PAY if name in class_teachers() and month not in _NO_CLASSES else 0,
        PayLine.absence: 260 if number == SICK and month == SICK_IN else 0,
    }


def _grade(category: str, years: int, teaches: bool, promoted: bool) -> tuple[str, int, int, int, int]:
    """岗位等级, and what it brings."""
    if category in _WORKERS:
        return _WORKERS[category]
    if not teaches:
        return _CLERKS
    reached = [grade for grade in _GRADES if grade[0] <= years]
    return _GRADES[len(reached) - (0 if promoted else 1)][1:]


def _identity(number: str, years: int) -> str:
    """17 digits, of a county that is none, born 21 to 24 years before the work began."""
    chance = stream("身份证", number)
    born = date(2026 - years - chance.randint(21, 24), chance.randint(1, 12), chance.randint(1, 28))
    if number == RETIRED:
        born = date(1965, 12, 11)
    return f"522499{born:%Y%m%d}{chance.randint(1, 899):03}"


def _base(pay: pd.DataFrame) -> "pd.Series":
    """Last year's monthly average, which was about that of January, in whole ten yuan."""
    first = pay[pay[PayLine.period] == pay[PayLine.period].min()]
    average = _full(first)[PayLine.gross].set_axis(first[PayLine.number])
    share = pd.Series({number: stream("缴费基数", number).uniform(0.93, 0.99) for number in average.index})
    base = (average * share / 1000).round().astype("int64") * 1000
    return pay[PayLine.number].map(base.clip(lower=420_000))


def _tax(pay: pd.DataFrame) -> "pd.Series":
    """Fen withheld, month by month as the law has it."""
    rates = parameters.family(_given(), "预扣率", TODAY, parameters.numbers)
    quick = parameters.family(_given(), "速算扣除数", TODAY, parameters.amounts)
    free = parameters.amounts(_given(), "减除费用（每月）", pay[PayLine.period]).astype("int64")
    return tax_due(tax_facts(pay, relief()), brackets(rates, quick), free)["当月"]
