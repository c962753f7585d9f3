"""Vouchers are told by month and number, balance in two books, and come in an unbroken sequence."""

from datetime import date, timedelta
from random import Random
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ledger.judging import TODAY, accused, law
from xlplan.excel.frames import typed
from xlplan.ledger.numbering import read
from xlplan.ledger.vouchers import gaps, months, voucher_keys, vouchers
from xlplan.tables.ledger import VoucherLine

COLUMNS = (
    VoucherLine.date, VoucherLine.voucher, VoucherLine.summary, VoucherLine.account,
    VoucherLine.debit, VoucherLine.credit, VoucherLine.kind, VoucherLine.attachments, VoucherLine.entered,
)  # fmt: skip
FINANCIAL = ["5001", "5101", "1218", "1302", "1601"]
BUDGETARY = ["7201", "7901", "6001"]

Line = tuple[Any, ...]
FEN = st.integers(-(10**12), 10**12).filter(bool)
SPLIT = st.tuples(st.lists(FEN, min_size=1, max_size=3), st.booleans())
LEDGERS = st.lists(st.tuples(st.integers(0, (TODAY - date(2026, 1, 1)).days), SPLIT), max_size=12)


def paid(day: date, voucher: str, amounts: list[int], in_budget: bool) -> list[Line]:
    """The lines of a voucher: expenses paid from the bank, in both books if they are in the budget."""

    def line(account: str, debit: int, credit: int) -> Line:
        kind = "普通" if in_budget else "非预算"
        return (day, voucher, "付办公用品款", account, debit, credit, kind, 1, day)

    lines = [line(account, fen, 0) for account, fen in zip(FINANCIAL, amounts, strict=False)]
    lines.append(line("100201", 0, sum(amounts)))
    if in_budget:
        lines += [line(account, fen, 0) for account, fen in zip(BUDGETARY, amounts, strict=False)]
        lines.append(line("800102", 0, sum(amounts)))
    return lines


def ledger(entries: list[tuple[int, tuple[list[int], bool]]]) -> list[list[Line]]:
    """Vouchers, numbered month by month."""
    used: dict[int, int] = {}
    found = []
    for offset, (amounts, in_budget) in sorted(entries, key=lambda entry: entry[0]):
        day = date(2026, 1, 1) + timedelta(offset)
        used[day.month] = used.get(day.month, 0) + 1
        found.append(paid(day, f"记-{used[day.month]}", amounts, in_budget))
    return found


def frame(written: list[list[Line]]) -> pd.DataFrame:
    return typed(VoucherLine, [line for voucher in written for line in voucher], COLUMNS)


def reversal(blue: list[Line], voucher: str, summary: str) -> list[Line]:
    """The red voucher that cancels another."""
    return [
        (TODAY, voucher, summary, account, -debit, -credit, "红字", None, TODAY)
        for _, _, _, account, debit, credit, *_ in blue
    ]


def first_rows(written: list[list[Line]]) -> list[int]:
    rows = [2]
    for voucher in written:
        rows.append(rows[-1] + len(voucher))
    return rows[:-1]


RULES = ["VCH-01", "VCH-02", "VCH-03", "VCH-04", "VCH-05", "VCH-06", "VCH-07", "VCH-08", "VCH-10", "CSH-01"]


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule != "CSH-01"])
@law
@given(entries=LEDGERS)
def test_a_sound_ledger_is_never_accused(
    rule: str, entries: list[tuple[int, tuple[list[int], bool]]]
) -> None:
    assert accused(rule, {VoucherLine: frame(ledger(entries))}) == []


@pytest.mark.parametrize("rule", RULES)
def test_a_ledger_without_lines_is_not_accused(rule: str) -> None:
    assert accused(rule, {}) == []


@law
@given(LEDGERS.filter(bool), st.data())
def test_one_fen_too_much_is_told_once_at_the_first_row_of_its_half(
    entries: list[tuple[int, tuple[list[int], bool]]], data: st.DataObject
) -> None:
    lines = frame(ledger(entries))
    row = data.draw(st.sampled_from(list(lines.index)))
    lines.loc[row, VoucherLine.debit] += 1
    found = accused("VCH-01", {VoucherLine: lines})
    assert len(found) == 1
    voucher, budgetary = vouchers(lines), lines[VoucherLine.account].str[0].isin(["6", "7", "8"])
    half = lines.index[(voucher == voucher[row]) & (budgetary == budgetary[row])]
    assert found == [(half[0], "借方")]
    # Where the first row of the voucher is accused already, the two books are not compared.
    assert not set(accused("VCH-06", {VoucherLine: lines})) & set(found)


@law
@given(LEDGERS, st.randoms(use_true_random=False))
def test_the_order_of_lines_changes_no_sum_and_no_accused_voucher(
    entries: list[tuple[int, tuple[list[int], bool]]], random: Random
) -> None:
    lines = frame(ledger(entries))
    order = list(lines.index)
    random.shuffle(order)
    names = lines[[VoucherLine.date, VoucherLine.voucher]].apply(tuple, axis=1)
    unbalanced = lines.assign(借方=lines[VoucherLine.debit] + (lines.index % 3 == 0))
    unpaid = lines.assign(科目代码=lines[VoucherLine.account].replace("100201", "2302"), 附件数=0)
    assert gaps(unbalanced.loc[order]).sort_index().equals(gaps(unbalanced))
    for rule, wrong in (("VCH-01", unbalanced), ("VCH-06", unpaid), ("VCH-07", unpaid)):
        straight = [names[row] for row, _ in accused(rule, {VoucherLine: wrong})]
        shuffled = [names[row] for row, _ in accused(rule, {VoucherLine: wrong.loc[order]})]
        assert sorted(straight) == sorted(shuffled)


@law
@given(LEDGERS.filter(bool), st.data())
def test_a_lost_voucher_is_told_at_the_next_one_of_its_month(
    entries: list[tuple[int, tuple[list[int], bool]]], data: st.DataObject
) -> None:
    written = ledger(entries)
    lost = data.draw(st.integers(0, len(written) - 1))
    month = written[lost][0][0]
    left = written[:lost] + written[lost + 1 :]
    follows = lost < len(left) and left[lost][0][0].month == month.month
    due = [(first_rows(left)[lost], "凭证号")] if follows else []
    assert accused("VCH-02", {VoucherLine: frame(left)}) == due


@law
@given(LEDGERS.filter(lambda entries: len(entries) > 1), st.data())
def test_a_voucher_entered_once_more_is_told_at_its_second_first_row(
    entries: list[tuple[int, tuple[list[int], bool]]], data: st.DataObject
) -> None:
    written = ledger(entries)
    again = data.draw(st.integers(0, len(written) - 2))
    assert accused("VCH-02", {VoucherLine: frame([*written, written[again]])}) == [
        (first_rows([*written, []])[-1], "凭证号")
    ]


@law
@given(LEDGERS)
def test_lines_sorted_by_account_repeat_no_number(
    entries: list[tuple[int, tuple[list[int], bool]]],
) -> None:
    lines = frame(ledger(entries)).sort_values(VoucherLine.account, kind="stable", ignore_index=True)
    assert accused("VCH-02", {VoucherLine: lines}) == []


@law
@given(LEDGERS.filter(bool), st.data())
def test_a_red_copy_cancels_its_voucher_and_one_fen_less_does_not(
    entries: list[tuple[int, tuple[list[int], bool]]], data: st.DataObject
) -> None:
    written = ledger(entries)
    wrong = data.draw(st.sampled_from(written))
    day, voucher = wrong[0][0], wrong[0][1]
    summary = f"注销{day.month}月{day.day}日{voucher}号凭证"
    red = reversal(wrong, "红-1", summary)
    lines = frame([*written, red])
    assert accused("VCH-10", {VoucherLine: lines}) == []
    row = data.draw(st.sampled_from([row for row in lines.index[-len(red) :] if lines.loc[row, "借方"]]))
    lines.loc[row, VoucherLine.debit] += 10**13
    assert accused("VCH-10", {VoucherLine: lines}) == [(row, "借方")]


@pytest.mark.parametrize(
    ("written", "word", "number", "part"),
    [
        ("记-1", "记", 1, 0),
        ("收-3", "收", 3, 0),
        ("记 12", "记", 12, 0),
        ("记12", "记", 12, 0),
        ("记字第1号", "记", 1, 0),
        ("记字 第 012 号", "记", 12, 0),
        ("银付—0007", "银付", 7, 0),
        ("15", "", 15, 0),
        ("第15号", "", 15, 0),
        ("记-12-1/3", "记", 12, 1),
        ("记 12 2/3", "记", 12, 2),
        ("记字第12号3/3", "记", 12, 3),
        ("记-12（2/3）", "记", 12, 2),
        ("记-0", "", 0, 0),
        ("记-12-4/3", "记", 0, 4),
        ("记-12-1", "", 0, 0),
        ("记-2026-12", "", 0, 0),
        ("十月份", "", 0, 0),
    ],
)
def test_a_number_is_read_as_people_write_it(written: str, word: str, number: int, part: int) -> None:
    said = read(pd.Series([written], dtype="str")).iloc[0]
    assert (said["number"], said["part"]) == (number, part)
    assert not number or said["word"] == word


def test_sheets_name_a_voucher_by_its_month_and_number_however_it_is_written() -> None:
    days = ["2026-10-08", "2026-10-31", "2026-11-01", "2026-10-09", "2026-10-08", None, "2026-10-08"]
    numbers = ["记-12", "记字第012号", "记-12", "记－１２-1/2", "收据", "记-12", ""]
    when = pd.Series(pd.to_datetime(days), index=range(9, 16))
    said = pd.Series(numbers, index=when.index, dtype="str")
    found = voucher_keys(when, said)
    assert found.tolist() == ["2026-10 记-12"] * 2 + [
        "2026-11 记-12",
        "2026-10 记-12",
        "2026-10 收据",
        "",
        "",
    ]
    assert found.index.tolist() == when.index.tolist()
    assert voucher_keys(when[:0], said[:0]).empty


def test_parts_of_a_number_are_one_voucher_and_months_begin_anew() -> None:
    days = [date(2026, 1, 31), date(2026, 1, 31), date(2026, 1, 31), date(2026, 2, 1), None]
    names = ["记-1", "记-2-1/2", "记-2-2/2", "记-1", "记-1"]
    lines = typed(VoucherLine, list(zip(days, names, strict=True)), COLUMNS[:2])
    assert vouchers(lines).tolist() == [0, 1, 1, 2, 3]
    assert months(lines).tolist() == [2026 * 12, 2026 * 12, 2026 * 12, 2026 * 12 + 1, -1]


@pytest.mark.parametrize(
    ("summary", "told"),
    [
        ("注销10月8日记-1号凭证", False),
        ("冲销 2026年10月8日 记-1", False),
        ("冲红10月8日的记账凭证记字第1号", False),
        ("红冲10月8日第1号凭证", False),
        ("注销2026-10-08 记-1", False),
        ("注销10月9日记-1号凭证", True),
        ("注销10月8日记-2号凭证", True),
        ("注销10月8日收-1号凭证", True),
        ("注销13月8日记-1号凭证", True),
        ("注销记-1号凭证", True),
        ("", True),
    ],
)
def test_a_red_voucher_names_its_original_by_day_and_number(summary: str, told: bool) -> None:
    blue = paid(date(2026, 10, 8), "记-1", [500], in_budget=False)
    red = reversal(blue, "记-1", summary)
    due = [(4, "摘要")] if told else []
    assert accused("VCH-10", {VoucherLine: frame([blue, red])}) == due


def test_a_number_with_two_dates_is_told_at_the_later_block_only() -> None:
    first, second, third = (paid(date(2026, 10, day), "记-1", [500], in_budget=True) for day in (8, 9, 9))
    lines = frame([first, second[:2], first, third[2:]])
    assert accused("VCH-02", {VoucherLine: lines}) == [(6, "凭证号"), (8, "凭证号")]
