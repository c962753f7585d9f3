from collections.abc import Iterator

import pandas as pd

from xlplan.excel.kinds import Kind
from xlplan.excel.table import Column
from xlplan.rules import Hits, rule
from xlplan.tables import MASTERS
from xlplan.tables.books import Books
from xlplan.tables.canteen import Menu
from xlplan.tables.fees import FeeNotice
from xlplan.tables.ledger import VoucherLine
from xlplan.tables.payroll import PayBatch
from xlplan.tables.people import Leave, Supervision, Training, WeekDuty
from xlplan.tables.plan import Archive, Dispatch, Notice, Publication
from xlplan.tables.safety import Drill, GateDuty
from xlplan.tables.students import Bed

_AHEAD = (
    Notice, FeeNotice, PayBatch, Publication, Archive, Dispatch, Menu, WeekDuty, Supervision, Leave, Training, Drill, GateDuty, Bed,
)  # fmt: skip
"""Sheets that are also written ahead: what is planned, drafted, asked for."""
_COLUMNS = tuple(
    column
    for workbook, tables in MASTERS.items()
    for table in tables
    for column in table.columns
    if workbook != VoucherLine.workbook
    and table not in _AHEAD
    and column.dated
    and column.kind in (Kind.DAY, Kind.TIME)
)


@rule("GEN-08", fix="核对单据、记录，把日期改成事情做了的那一天；还没有做的，做了再登记。")
def day_to_come(books: Books) -> Iterator[Hits]:
    """登记的事，日期还没有到

    登记做过的事的表，决定这一行是哪个月的那个日期，不能晚于检查当天（当天的是对的）。晚了的，多半是年份、月份打错了，这一行也就不在该在的月份里。
    事先排好、写好的表不查：通知、收费公示、代发、公示登记、档案、发文登记、食谱、值周、辅导监考、请假、培训、演练、门卫值班、住宿。账本的日期由 VCH-03 查。

    错：
    日期：2026-11-30
    检查
    | 日期           | 类别     |
    | -------------- | -------- |
    | **2062-11-12** | 教学常规 |
    | 2026-11-30     | 教学常规 |
    来访登记
    | 进校时间             | 来访人 |
    | -------------------- | ------ |
    | 2026-11-30 23:50     | 张三   |
    | **2026-12-01 07:30** | 李四   |
    报销单
    | 单号  | 日期           |
    | ----- | -------------- |
    | BX-01 | **2026-12-01** |

    对：
    日期：2026-11-30
    通知
    | 编号    | 成文日期   |
    | ------- | ---------- |
    | T2026-9 | 2026-12-02 |
    请假
    | 姓名 | 起日       | 止日       |
    | ---- | ---------- | ---------- |
    | 张三 | 2026-12-07 | 2026-12-09 |
    体检
    | 学籍号 | 体检日     |
    | ------ | ---------- |
    | L001   | 2026-10-12 |
    """
    tomorrow = pd.Timestamp(books.today) + pd.Timedelta(days=1)
    for column, rows in books.present(_COLUMNS):
        yield Hits(
            rows[rows[column] >= tomorrow].assign(今天=pd.Timestamp(books.today)),
            at=column,
            message=f"“{column.table.sheet}”的{column} {{{column}{_written(column)}}} 还没有到，今天是 {{今天}}。",
        )


def _written(column: Column) -> str:
    """How a message writes it: a minute with its hour."""
    return ":%Y-%m-%d %H:%M" if column.kind is Kind.TIME else ""
