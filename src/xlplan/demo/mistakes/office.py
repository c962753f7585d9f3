"""Mistakes in office.xlsx."""

import pandas as pd

from xlplan.demo.edits import cell, scrawl
from xlplan.demo.spots import Spot
from xlplan.tables.office import BankAccount, Office, Parameter, Regulation, Staff

MISTAKES = (
    cell("文号", "库存现金限额没有填核定文件号。", "GEN-02", Spot(Parameter.document, ((Parameter.name, "库存现金限额"),)), ""),
    cell("人数", "专职教师34人写成了43人。", "HR-01", Spot(Office.content, ((Office.item, "专职教师人数"),)), "43"),
    cell("工号", "工号 T034 打成了上一个人的 T033。", "TAB-10", Spot(Staff.number, ((Staff.number, "T034"),)), "T033"),
    scrawl("账号", "食堂户账号没有按文本填写，成了数字。", "TAB-11", Spot(BankAccount.number, ((BankAccount.name, "食堂户"),)), 22915601040003921),
    cell("制度", "财务管理制度2024年修订过，修订日还是2021年的。", "GEN-04", Spot(Regulation.revised, ((Regulation.name, "财务管理制度"),)), pd.Timestamp("2021-08-28")),
)  # fmt: skip
