"""Mistakes in office.xlsx."""

import pandas as pd

from xlplan.demo.edits import Mistake, cell, put, scrawl
from xlplan.demo.spots import Spot
from xlplan.tables.office import BankAccount, Office, Parameter, Regulation, Staff
from xlplan.tables.payroll import PayChange, PayLine

MISTAKES = (
    cell("文号", "库存现金限额没有填核定文件号。", "GEN-02", Spot(Parameter.document, ((Parameter.name, "库存现金限额"),)), ""),
    cell("人数", "专职教师34人写成了43人。", "HR-01", Spot(Office.content, ((Office.item, "专职教师人数"),)), "43"),
    Mistake(
        "工号", "花名册里工号 T034 打成了上一个人的 T033：工资表和工资变动里的 T034 就找不到了。",
        {
            Spot(Staff.number, ((Staff.number, "T034"),)): ("TAB-10",),
            Spot(PayLine.number, ((PayLine.period, "2026-11"), (PayLine.number, "T034"))): ("PAY-02",),
            **{Spot(PayChange.number, ((PayChange.period, month), (PayChange.number, "T034"))): ("TAB-09",) for month in ("2026-07", "2026-09")},
        },
        (put(Spot(Staff.number, ((Staff.number, "T034"),)), "T033"),),
    ),
    scrawl("账号", "食堂户账号没有按文本填写，成了数字。", "TAB-11", Spot(BankAccount.number, ((BankAccount.name, "食堂户"),)), 22915601040003921),
    cell("制度", "财务管理制度2024年修订过，修订日还是2021年的。", "GEN-04", Spot(Regulation.revised, ((Regulation.name, "财务管理制度"),)), pd.Timestamp("2021-08-28")),
)  # fmt: skip
