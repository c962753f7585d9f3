"""A whole office to measure on: the demo school's year without a mistake, lived through by so many schools in one.

Its people, classes, things and papers are there once for each school, under names and numbers of their own; what the
office has once, such as its opening balances, is so many times as much. It is written once and kept in build/bench.
"""

import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

import pandas as pd

from tests.bench.ledgers import FOLDER
from xlplan import demo
from xlplan.demo import bank_files, banks, centre
from xlplan.excel.kinds import Kind
from xlplan.excel.masters import workbook
from xlplan.excel.table import Column, Table
from xlplan.jobs.desk import SETTINGS
from xlplan.ledger.identity import check_digits
from xlplan.tables import MASTERS
from xlplan.tables.assets import Building, Room
from xlplan.tables.budget import BudgetLine
from xlplan.tables.canteen import CanteenMonth, KitchenWorker
from xlplan.tables.fees import FeeReceipt, ReceiptBook
from xlplan.tables.ledger import CashCount, OpeningBalance, VoucherLine
from xlplan.tables.office import (
    Account,
    BankAccount,
    Department,
    EconomicClass,
    Office,
    Parameter,
    Regulation,
    Reporting,
    SpecialDay,
    Staff,
    Task,
    Term,
)
from xlplan.tables.payroll import PayLine

_ONCE = (
    Office, Parameter, Term, SpecialDay, Account, EconomicClass, BankAccount, Task, Reporting, Regulation,
    OpeningBalance, BudgetLine, CashCount, CanteenMonth,
)  # fmt: skip
"""What the office has once; the amounts on these sheets are those of all schools."""
_NAMES = (Staff.name, Department.name, Room.name, Building.name, KitchenWorker.name)
_RECEIPTS = (FeeReceipt.tickets, ReceiptBook.first, ReceiptBook.last, ReceiptBook.void_numbers)
_OWN = (
    "工号", "班级", "教室", "凭证号", "处置凭证号", "摘要", "单号", "冲借款单号", "采购号", "合同号",
    "验收单号", "付款号", "票据号", "回单号", "发票号", "记录号", "项目号", "入库单号", "出库单号",
    "物品号", "卡片号", "报修号", "移交号", "建筑编号", "验收号", "编号", "发文字号", "存放地点", "地点",
    "批次", "账号", "收款账号", "健康证号", "纪要号", "组", "号码",
)  # fmt: skip
"""Headers of what each school numbers for itself."""


def school(schools: int) -> Path:
    """The folder of an office of so many schools, with the statements of its banks and the exports of the centre."""
    folder = FOLDER / f"office-{schools}-schools"
    if not folder.exists():
        part = folder.with_suffix(".part")
        shutil.rmtree(part, ignore_errors=True)
        sheets = frames(schools)
        for name, tables in MASTERS.items():
            _write(part / "workbooks" / name, workbook(tables, sheets, lists=sheets))
        for name, content in _statements(schools).items():
            _write(part / "bank" / name, content)
        for name, content in centre.files(centre.pages(sheets)).items():
            _write(part / "centre" / name, content)
        _write(part / SETTINGS, f"today = {demo.TODAY}\n".encode())
        part.replace(folder)
    return folder


def frames(schools: int) -> dict[type[Table], pd.DataFrame]:
    """All sheets of the office."""
    own = demo.frames()
    names = {name for column in _NAMES for name in own[column.table][column]}
    return {
        table: _all_together(table, frame, schools) if table in _ONCE else _each(table, frame, schools, names)
        for table, frame in own.items()
    }


def _all_together(table: type[Table], frame: pd.DataFrame, schools: int) -> pd.DataFrame:
    amounts = [column for column in table.columns if column.kind is Kind.MONEY and column in frame]
    return frame.assign(**{column: frame[column] * schools for column in amounts})


def _each(table: type[Table], frame: pd.DataFrame, schools: int, names: set[str]) -> pd.DataFrame:
    """Each row once for each school, next to each other; the lines of a voucher stay together."""
    place = pd.Series(range(len(frame)), index=frame.index)
    if table is VoucherLine:
        place = frame.groupby([VoucherLine.date, VoucherLine.voucher], sort=False).ngroup()
    parts = [
        frame.assign(
            **{
                column: frame[column].map(_renamed(column, which, schools, names)).astype("str")
                for column in table.columns
                if column.kind is Kind.TEXT and column in frame
            }
        )
        for which in range(schools)
    ]
    order = pd.concat([place] * schools, ignore_index=True).sort_values(kind="stable").index
    rows = pd.concat(parts, ignore_index=True).take(order)
    return rows.set_axis(pd.RangeIndex(2, 2 + len(rows)))


def _renamed(column: Column, which: int, schools: int, names: set[str]) -> Callable[[str], str]:
    """What stands in a school's own copy of a cell."""
    if column is PayLine.identity:
        return partial(_person, which=which)
    if column.table in (FeeReceipt, ReceiptBook) and column in _RECEIPTS:
        return partial(re.sub, r"\d+", lambda found: f"{int(found[0]) + which * 1_000_000:08}")
    numbered = partial(_numbered, which=which, schools=schools)
    if column in _OWN:
        return lambda text: numbered(text) if text not in names else f"{text}{which or ''}"
    return lambda text: f"{text}{which or ''}" if text in names and not column.choices else text


def _numbered(text: str, which: int, schools: int) -> str:
    """The last number of a text is one of the school's own, and none is left out between them."""
    return re.sub(
        r"\d+(?=\D*$)",
        lambda found: f"{(int(found[0]) - 1) * schools + which + 1:0{len(found[0])}}",
        text,
    )


def _person(identity: str, which: int) -> str:
    """Another person born on the same day."""
    if not identity:
        return ""
    first = f"{identity[:14]}{(int(identity[14:17]) + which * 2 * 37) % 1000:03}"
    return f"{first}{check_digits(pd.Series([first]))[0]}"


def _statements(schools: int) -> Mapping[str, bytes]:
    """The banks have each movement once for each school."""
    files = {}
    for (account, month), rows in banks.movements(demo.happened()).items():
        balance = (rows[0].balance - rows[0].amount) * schools
        own = []
        for row in rows:
            for which in range(schools):
                balance += row.amount
                own.append(
                    replace(
                        row,
                        slip=_numbered(row.slip, which, schools),
                        summary=_numbered(row.summary, which, schools),
                        balance=balance,
                    )
                )
        name, content = bank_files.written(account, month, own, own)
        files[name] = content
    return files


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
