"""The statement files of the demo school's two banks, as their online banks make them.

The 信用社 gives a .csv in GB18030 with titles above and totals below; the 农业银行 gives a real old .xls.
"""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from xlplan.cells import Ref
from xlplan.demo.people import ACCOUNTS, SCHOOL
from xlplan.money import grouped

Line = Sequence[str | float]


@dataclass(frozen=True)
class Movement:
    """One row of a statement; fen, + = into the account; ``slip`` is the 票据号 as far as the bank repeats it."""

    day: date
    amount: int
    party: str
    summary: str
    slip: str
    balance: int = 0


def written(
    account: str, month: str, rows: Sequence[Movement], shown: Sequence[Movement]
) -> tuple[str, bytes]:
    """Name and content of one file: totals and opening of ``rows``, and below the header ``shown``."""
    number = next(number for name, _, _, number in ACCOUNTS if name == account)
    if account == "基本户":
        return f"{account} {month}.csv", _text(_credit_union(number, month, rows, shown))
    return f"{account} {month}.xls", _workbook(_agricultural(number, month, rows, shown))


def place(account: str, month: str, at: int) -> Ref:
    """Where the row that is ``at`` in the order of the file (from 0) stands."""
    if account == "基本户":
        return Ref(f"bank/{account} {month}.csv", "", 6 + at)
    return Ref(f"bank/{account} {month}.xls", "交易明细", 4 + at)


def _credit_union(number: str, month: str, rows: Sequence[Movement], shown: Sequence[Movement]) -> list[Line]:
    """信用社: four lines of titles, the header, the rows, one line of totals."""
    income, spending = _sums(rows)
    opening = rows[0].balance - rows[0].amount
    header = "交易日期 对方户名 收入金额 支出金额 余额 币种 凭证号码 用途 附言 核心流水号"
    return [
        ["农村信用社企业网上银行账户交易明细"],
        [f"户名：{SCHOOL}", f"账号：{number}"],
        [f"起止日期：{month}-01 至 {month}-{_last_day(month)}", "币种：人民币"],
        [f"期初余额：{grouped(opening)}", f"总笔数：{len(rows)}"],
        [*header.split()],
        *(
            [
                f"{row.day:%Y-%m-%d}", row.party, _money(row.amount), _money(-row.amount), grouped(row.balance), "人民币",
                row.slip, row.summary, "", f"HX{row.day:%Y%m%d}{place:04d}\t",
            ]
            for place, row in enumerate(shown, 1)
        ),
        ["合计", "", grouped(income), grouped(spending), grouped(rows[-1].balance), "", "", "", "", ""],
    ]  # fmt: skip


def _agricultural(number: str, month: str, rows: Sequence[Movement], shown: Sequence[Movement]) -> list[Line]:
    """农业银行: a title, the account, the header, the rows, and what came in and went out."""
    income, spending = _sums(rows)
    header = "交易日期 交易时间 收入金额 支出金额 账户余额 对方户名 交易用途 摘要 凭证号码 交易流水号"
    return [
        ["中国农业银行账户交易明细"],
        [f"账号:{number}　户名:{SCHOOL}食堂", "", "", "币种:人民币"],
        [*header.split()],
        *(
            [
                f"{row.day:%Y-%m-%d}", f"{9 + place % 8:02d}:{place * 7 % 60:02d}:{place * 13 % 60:02d}",
                max(row.amount, 0) / 100 or "", max(-row.amount, 0) / 100 or "", row.balance / 100, row.party,
                row.summary, "转账", row.slip, f"{row.day:%Y%m%d}{place:06d}",
            ]
            for place, row in enumerate(shown, 1)
        ),
        [f"{sum(row.amount > 0 for row in rows)} 收 {grouped(income)}"],
        [f"{sum(row.amount < 0 for row in rows)} 支 {grouped(spending)}"],
    ]  # fmt: skip


def _sums(rows: Sequence[Movement]) -> tuple[int, int]:
    return sum(max(row.amount, 0) for row in rows), sum(max(-row.amount, 0) for row in rows)


def _money(fen: int) -> str:
    return grouped(fen) if fen > 0 else ""


def _last_day(month: str) -> str:
    return {"02": "28", "04": "30", "06": "30", "09": "30", "11": "30"}.get(month[-2:], "31")


def _text(lines: list[Line]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(lines)
    return text.getvalue().encode("gb18030")


def _workbook(lines: list[Line]) -> bytes:
    import xlwt  # the only library that writes .xls, and only the demo school needs it

    book = xlwt.Workbook()
    sheet = book.add_sheet("交易明细")
    for row, cells in enumerate(lines):
        for place, cell in enumerate(cells):
            if cell != "":
                sheet.write(row, place, cell)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
