"""The wages of the demo school: accrued, paid, and what is withheld or owed paid on, all as 工资表 adds up."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pandas as pd

from xlplan.demo import budget, wages
from xlplan.demo.events import BASIC, MONEY, TREASURY, Event, Line, received, workday_before, workdays
from xlplan.demo.people import MAKER, RETIRED
from xlplan.demo.year import BANKS, Year
from xlplan.excel.frames import typed
from xlplan.excel.table import Column, Table
from xlplan.tables.payroll import PAY, PayBatch, PayChange, PayLine, TaxRelief

_BASIC = (PayLine.post_pay, PayLine.step_pay, PayLine.teacher_pay, PayLine.back_pay)
_MERIT = (PayLine.basic_merit, PayLine.extra_merit)
_ALLOWANCES = tuple(column for column in PAY if column not in (*_BASIC, *_MERIT))
_SOCIAL = (PayLine.pension, PayLine.annuity, PayLine.medical, PayLine.unemployment)
_OWN = {
    "R04": (PayLine.pension_unit,),
    "R05": (PayLine.annuity_unit,),
    "R06": (PayLine.medical_unit,),
    "R07": (PayLine.unemployment_unit, PayLine.injury_unit),
    "R08": (PayLine.fund_unit,),
}
_INCOME = budget.FUND_INCOME["人员经费"]
_RAISE = "岚人社通〔2026〕19号"


@dataclass(frozen=True)
class Batch:
    """One payment of wages: of one column of 工资表, or ("") of all the rest."""

    month: int
    item: str


def frames(year: Year) -> dict[type[Table], pd.DataFrame]:
    """The sheets of payroll.xlsx."""
    pay = wages.sheet()
    return {
        PayLine: pay[[column for column in PayLine.columns if not column.formula]],
        TaxRelief: wages.relief(),
        PayChange: typed(PayChange, sorted(_changes(pay), key=lambda row: (row[0], row[1]))),
        PayBatch: typed(PayBatch, (row for month in wages.months() for row in _batches(year, month))),
    }


def events() -> Iterator[Event]:
    """Eleven months of pay; all but the class teachers' allowance is paid directly by the treasury."""
    for month in wages.months():
        pay = _of(month)
        yield from _accrued(month, pay)
        yield from _paid(month, pay)
        yield from _passed_on(month, pay)


def _of(month: int) -> pd.DataFrame:
    pay = wages.sheet()
    return pay[pay[PayLine.period].dt.month == month]


def _fen(pay: pd.DataFrame, *columns: Column) -> int:
    return int(pay[list(columns)].to_numpy().sum())


def _costs(pay: pd.DataFrame) -> dict[str, int]:
    """What the pay of a month costs each budget line: absence costs nothing."""
    return {
        "R01": _fen(pay, *_BASIC) - _fen(pay, PayLine.absence),
        "R02": _fen(pay, *_ALLOWANCES),
        "R03": _fen(pay, *_MERIT),
    }


def _own(pay: pd.DataFrame) -> dict[str, int]:
    return {number: _fen(pay, *columns) for number, columns in _OWN.items()}


def _accrued(month: int, pay: pd.DataFrame) -> Iterator[Event]:
    """The office's people are 5101, all others 5001."""
    office = pay[pay[PayLine.category] == "行政后勤"]
    for text, papers, costs in (
        (f"计提{month}月教职工工资", 2, _costs),
        (f"计提{month}月单位承担的社保、公积金", 1, _own),
    ):
        total, admin = sum(costs(pay).values()), sum(costs(office).values())
        owed = (Line("2201", credit=fen) for fen in costs(pay).values())
        yield Event(
            workdays(month)[5], text, (Line("5001", total - admin), Line("5101", admin), *owed), rank=1, papers=papers
        )  # fmt: skip


def _paid(month: int, pay: pd.DataFrame) -> Iterator[Event]:
    """The allowance comes into the school's account and goes out by its bank; the treasury pays the rest net."""
    day, allowance = workdays(month)[7], _fen(pay, PayLine.class_pay)
    if allowance:
        yield Event(
            workdays(month)[6], f"收{month}月班主任津贴拨款", received("4001", allowance, BASIC, _INCOME), rank=2,
            party="岚溪县财政局", seen=workday_before(workdays(month)[6], 1),
        )  # fmt: skip
        yield Event(
            day, f"代发{month}月班主任津贴", rank=2, papers=2, party="教职工（代发）", seen=day, of=Batch(month, PayLine.class_pay),
            lines=(Line("2201", allowance), Line(BASIC, credit=allowance), Line("7201", allowance, budget="R02"),
                   Line(MONEY, credit=allowance)),
        )  # fmt: skip
    costs, held = _costs(pay), _withheld(pay)
    costs["R02"] -= allowance
    net = sum(costs.values()) - sum(fen for _, fen in held)
    kept = (Line(account, credit=fen) for account, fen in held)
    costs["R01"] -= sum(fen for _, fen in held)
    yield Event(
        day, f"发放{month}月教职工工资", rank=1, papers=3, party="教职工（代发）", of=Batch(month, ""),
        lines=(Line("2201", net + sum(fen for _, fen in held)), *kept, Line(TREASURY, credit=net), *_direct(costs)),
    )  # fmt: skip


def _withheld(pay: pd.DataFrame) -> list[tuple[str, int]]:
    """Account -> fen: insurance, housing fund, union fees, income tax."""
    return [
        ("2307", _fen(pay, *_SOCIAL)),
        ("2307", _fen(pay, PayLine.fund)),
        ("2307", _fen(pay, PayLine.union)),
        ("2102", _fen(pay, PayLine.tax)),
    ]


def _passed_on(month: int, pay: pd.DataFrame) -> Iterator[Event]:
    held, own = _withheld(pay), _own(pay)
    total, owed = sum(fen for _, fen in held), sum(own.values())
    yield Event(
        workdays(month)[8], f"缴{month}月代扣社保、公积金、工会会费及个人所得税", rank=1, papers=5,
        party="县社保局、公积金中心、教育工会、税务局",
        lines=(*(Line(account, fen) for account, fen in held), Line(TREASURY, credit=total), *_direct({"R01": total})),
    )  # fmt: skip
    yield Event(
        workdays(month)[8], f"缴{month}月单位承担的社保、公积金", rank=1, papers=3, party="县社保局、公积金中心",
        lines=(Line("2201", owed), Line(TREASURY, credit=owed), *_direct(own)),
    )  # fmt: skip


def _direct(amounts: dict[str, int]) -> tuple[Line, ...]:
    """The budget half of a direct payment for people."""
    costs = (Line("7201", fen, budget=number) for number, fen in amounts.items())
    return (*costs, Line("6001", credit=sum(amounts.values()), budget=_INCOME))


def _batches(year: Year, month: int) -> Iterator[tuple[object, ...]]:
    pay = _of(month)
    item = pay[PayLine.class_pay]
    for place, (column, amounts) in enumerate((("", pay[PayLine.net] - item), (PayLine.class_pay, item)), 1):
        for voucher in year.of(Batch(month, column)):
            account = BANKS[voucher.bank_line.account] if voucher.bank_line else ""
            yield (
                date(2026, month, 1), str(place), column, voucher.event.day, account, int((amounts != 0).sum()),
                int(amounts.sum()), f"2026{month:02}-{column or '工资'}.xls", voucher.slip, voucher.number,
            )  # fmt: skip


def _changes(pay: pd.DataFrame) -> Iterator[tuple[object, ...]]:
    """Why pay changed: the rows of 工资变动."""
    by_month = {month: _of(month).set_index(PayLine.number).to_dict("index") for month in wages.months()}

    def change(number: str, month: int, *columns: Column) -> int:
        now, before = by_month[month][number], by_month[month - 1][number]
        return sum(int(now[column]) - int(before[column]) for column in columns)

    left = -int(by_month[wages.RETIRED_IN - 1][RETIRED][PayLine.gross])
    rose = change(wages.PROMOTED, wages.PROMOTED_IN, *_BASIC, *_MERIT)
    once = (
        (wages.RETIRED_IN, RETIRED, "退休", "停发", left, "岚人社退〔2026〕14号", "4月满龄退休，5月起停发"),
        (wages.SICK_IN, wages.SICK, "扣发", PayLine.absence, -26_000, "松坪镇卫生院病假证明", "病假4天"),
        *(
            (wages.RAISED, number, "调整标准", "岗位工资、薪级工资、教护10%", change(number, wages.RAISED, *_BASIC), _RAISE,
             "7月起调整基本工资标准")
            for number in by_month[wages.RAISED]
        ),
        (wages.PROMOTED_IN, wages.PROMOTED, "岗位变动", "岗位工资、教护10%、绩效、补发", rose, "岚人社聘〔2026〕33号",
         "7月起聘十级，补发三个月岗位工资"),
    )  # fmt: skip
    for row in once:
        yield _change(*row)
    for month in list(wages.months())[1:]:
        for number in by_month[month]:
            fen = change(number, month, PayLine.years_pay)
            if fen:
                yield _change(
                    month, number, "教龄津贴", PayLine.years_pay, fen, "岚人社通〔2026〕5号", "教龄满一档"
                )


def _change(
    month: int, number: str, kind: str, item: str, fen: int, basis: str, note: str
) -> tuple[object, ...]:
    return date(2026, month, 1), number, kind, item, fen, basis, note, MAKER
