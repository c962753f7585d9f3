"""What a closed month held, written down and read again."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.pages import cases
from xlplan.excel.frames import typed
from xlplan.excel.table import Table, text
from xlplan.rules import book_rules
from xlplan.tables.claims import Claim, Payment
from xlplan.tables.fees import FeeReceipt
from xlplan.tables.ledger import BankEntry, CashCount, CashEntry, VoucherLine
from xlplan.tables.payroll import PayBatch, PayLine
from xlplan.tables.seals import SEALED, Seal, of_months, rows_of, written

TEXTS = st.text(max_size=4)
DAYS = st.dates(date(2026, 9, 29), date(2026, 11, 2)) | st.none()
FEN = st.integers(-(10**15), 10**15)
LINES = st.tuples(
    DAYS, TEXTS, TEXTS, TEXTS, FEN, FEN, TEXTS, TEXTS, st.integers(0, 99) | st.none(), TEXTS, TEXTS, DAYS, TEXTS
)  # fmt: skip


@settings(max_examples=30)
@given(st.lists(LINES, max_size=6))
def test_sealed_rows_come_back_as_they_were(lines: list[tuple[object, ...]]) -> None:
    rows = typed(VoucherLine, lines)
    months = ["2026-09", "2026-10"]
    seals = [
        Seal(month, False, written({VoucherLine: of_months(VoucherLine, rows, [month])})) for month in months
    ]
    pd.testing.assert_frame_equal(rows_of(VoucherLine, seals), of_months(VoucherLine, rows, months))


def test_a_seal_is_written_a_row_a_line_with_money_in_yuan() -> None:
    day = date(2026, 10, 9)
    rows = typed(CashEntry, [(day, "记-1", "付电费", "", 0, -1205_07, None)]).drop(columns=CashEntry.contra)
    assert written({CashEntry: rows}).splitlines() == [
        "{",
        '"现金日记账": [',
        '["行", "日期", "凭证号", "摘要", "收入", "支出", "登记日期"],',
        '[2, "2026-10-09", "记-1", "付电费", "0.00", "-1205.07", null]',
        "]",
        "}",
    ]


@pytest.mark.parametrize("text", ["", "[]", '{"记账凭证": []}'])
def test_another_text_is_no_seal(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - which of the readers says so is all one
        _ = Seal("2026-10", False, text).sheets


def test_what_belongs_to_its_month_is_sealed() -> None:
    assert {VoucherLine, CashEntry, BankEntry, CashCount, PayLine, PayBatch, FeeReceipt, Payment} <= set(
        SEALED
    )
    assert Claim not in SEALED
    assert all(table.dated() for table in SEALED)


def test_a_seal_from_before_a_sheet_was_sealed_holds_the_others(tmp_path: Path) -> None:
    rule = next(rule for rule in book_rules() if rule.id == "VCH-09")
    (case,) = cases(replace(rule, page=f"错：\n{BEFORE.strip()}"))
    judgement = case.judged(tmp_path, rule)
    assert [finding.ref for finding in judgement.findings if finding.rule is rule] == [*case.accused]
    assert case.seals["2026-10"].columns(PayLine) == ()


BEFORE = """
已结账：2026-10
现金日记账
| 日期       | 凭证号 | 摘要     | 支出 |
| ---------- | ------ | -------- | ---: |
| 2026-10-12 | 记-1   | 付交通费 |   80 |
现在：
现金日记账
| 日期       | 凭证号 | 摘要     |   支出 |
| ---------- | ------ | -------- | -----: |
| 2026-10-12 | 记-1   | 付交通费 | **90** |
工资表
| 月份    | 工号 | 姓名 | 岗位工资 |
| ------- | ---- | ---- | -------: |
| 2026-10 | 01   | 张三 |     5000 |
"""


def test_a_table_whose_rows_have_no_month_cannot_be_sealed() -> None:
    with pytest.raises(TypeError, match="没有月份的表"):

        class Undated(Table, workbook="ledger.xlsx", sheet="没有月份的表", sealed=True):
            name = text("名称")

    assert "没有月份的表" not in Table.every
