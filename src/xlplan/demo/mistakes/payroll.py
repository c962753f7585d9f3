"""Mistakes in payroll.xlsx."""

import pandas as pd

from xlplan.demo import wages
from xlplan.demo.edits import Edit, Mistake, appended, cell, deleted, put, scrawl, swapped_later
from xlplan.demo.people import RETIRED
from xlplan.demo.spots import Spot
from xlplan.excel.table import Column
from xlplan.tables.office import Parameter
from xlplan.tables.payroll import PayBatch, PayChange, PayLine


def _pay(column: Column, month: str, number: str, again: bool = False) -> Spot:
    return Spot(column, ((PayLine.period, month), (PayLine.number, number)), again=again)


def _batch(column: Column, month: str, batch: str = "1") -> Spot:
    return Spot(column, ((PayBatch.period, month), (PayBatch.batch, batch)))


def _moved(column: Column, month: str, giver: str, taker: str) -> tuple[Edit, ...]:
    """What one person gets is typed one row off, to another."""
    pay = wages.sheet()
    own = pay[(pay[PayLine.period] == f"{month}-01") & (pay[PayLine.number] == giver)]
    fen = int(own[column].iloc[0])
    return put(_pay(column, month, giver), 0), put(_pay(column, month, taker), fen)


def _of(column: Column, month: str, number: str) -> object:
    pay = wages.sheet()
    return pay.loc[(pay[PayLine.period] == f"{month}-01") & (pay[PayLine.number] == number), column].iloc[0]


_STILL = _pay(PayLine.number, "2026-04", RETIRED)
_TOTAL = Spot(Parameter.value, ((Parameter.name, "绩效工资核定总量"),))

MISTAKES = (
    scrawl("合计", "6月一个人的扣款合计手工填了数，盖掉了公式。", "PAY-01", _pay(PayLine.deducted, "2026-06", "T012"), 1_000),
    Mistake(
        "退休还发", "4月退休的老师，5月的工资表里还有他，代发文件里已经没有了。",
        {
            _pay(PayLine.number, "2026-04", RETIRED, again=True): ("PAY-02",),
            _batch(PayBatch.amount, "2026-05"): ("PAY-10",), _batch(PayBatch.payments, "2026-05"): ("PAY-10",),
        },
        (appended(_STILL, {PayLine.period: pd.Timestamp("2026-05-01")}),),
    ),
    cell("身份证", "10月一个人的身份证号，出生的日两位写颠倒了。", "PAY-03", _pay(PayLine.identity, "2026-10", "T018"), lambda text: text[:10] + text[11] + text[10] + text[12:]),
    cell("卡号", "11月一个人的账号抄成了上一行的人的。", "PAY-04", _pay(PayLine.account, "2026-11", "T051"), _of(PayLine.account, "2026-11", "T050")),
    Mistake(
        "8月个税", "8月没有班主任津贴，一个人的个税还是照7月的扣，实发也就少了。",
        {_pay(PayLine.tax, "2026-08", "T017"): ("PAY-05",), _batch(PayBatch.amount, "2026-08"): ("PAY-10",)},
        (put(_pay(PayLine.tax, "2026-08", "T017"), _of(PayLine.tax, "2026-07", "T017")),),
    ),
    Mistake(
        "医疗", "4月一个人的医疗个人缴费，数字写颠倒了。",
        {_pay(PayLine.medical, "2026-04", "T046"): ("PAY-06",), _batch(PayBatch.amount, "2026-04"): ("PAY-10",)},
        (put(_pay(PayLine.medical, "2026-04", "T046"), swapped_later),),
    ),
    Mistake(
        "变动", "10月评上十级的老师，工资变动里漏登了一行。", {_pay(PayLine.gross, "2026-10", wages.PROMOTED): ("PAY-07",)},
        (deleted(Spot(PayChange.number, ((PayChange.period, "2026-10"), (PayChange.number, wages.PROMOTED)))),),
    ),
    Mistake(
        "教龄", "9月满五年教龄的老师，教龄津贴当月没有加上。",
        {_pay(PayLine.years_pay, "2026-09", "T025"): ("PAY-08",), _batch(PayBatch.amount, "2026-09"): ("PAY-10",)},
        (put(_pay(PayLine.years_pay, "2026-09", "T025"), 0),),
    ),
    Mistake(
        "班主任", "11月把一位班主任的津贴填到了别的老师那一行。",
        {_pay(PayLine.class_pay, "2026-11", number): ("PAY-09",) for number in ("T021", "T025")},
        _moved(PayLine.class_pay, "2026-11", "T021", "T025"),
    ),
    cell("代发", "10月班主任津贴的代发金额，头两位写颠倒了。", "PAY-10", _batch(PayBatch.amount, "2026-10", "2"), 650_000),
    Mistake("总量", "绩效工资核定总量 2,383,000 元写成了 2,083,000 元，11月就超了。", {_pay(PayLine.extra_merit, "2026-11", "T039"): ("PAY-11",)}, (put(_TOTAL, "2083000"),)),
    Mistake(
        "交通", "7月给一个人发了交通补贴，没有文件，也不在代发文件里。",
        {_pay(PayLine.traffic_pay, "2026-07", "T050"): ("PAY-12",), _batch(PayBatch.amount, "2026-07"): ("PAY-10",)},
        (put(_pay(PayLine.traffic_pay, "2026-07", "T050"), 20_000),),
    ),
)  # fmt: skip
