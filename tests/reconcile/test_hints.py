"""An open row says what it probably is, and nothing where that may be chance."""

import re
from collections.abc import Sequence
from datetime import date
from time import perf_counter

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ledger.judging import law
from tests.reconcile.lists import MOVES, Move
from tests.reconcile.test_matching import Line, listed
from tests.reconcile.test_proof import proved
from xlplan.excel.frames import empty, typed
from xlplan.excel.sheets import Sheet
from xlplan.excel.table import Table
from xlplan.reconcile.entries import FEE, INTEREST, Habits, of_office
from xlplan.reconcile.entries import Line as EntryLine
from xlplan.reconcile.gaps import reasons
from xlplan.reconcile.hints import explained
from xlplan.reconcile.lists import PART, ROW, VOUCHER
from xlplan.reconcile.mistakes import slip
from xlplan.reconcile.pool import ASK, KIND
from xlplan.reconcile.proof import GROUP, HINT, Reconciliation, Window, proofs
from xlplan.reconcile.rows import Terms
from xlplan.reconcile.sentences import equation
from xlplan.tables.books import Books
from xlplan.tables.ledger import VoucherLine
from xlplan.tables.office import Account, BankAccount

WATER, PRINTER = "岚溪县自来水公司", "岚溪县育才印务中心"
START, END = pd.Timestamp("2026-10-01"), pd.Timestamp("2026-10-31")


def reconciled(
    book: Sequence[Line], bank: Sequence[Line], account: str = "基本户", gap: int = 0
) -> Reconciliation:
    """October of an account; the book begins with ``gap`` fen more than the bank."""
    sides = [listed(*lines) for lines in (book, bank)]
    sides = [
        side.assign(**{VOUCHER: "", ROW: side.index, PART: part})
        for side, part in zip(sides, ("", "2026-10"), strict=True)
    ]
    stated = [
        (begun, begun + int(side.loc[side["日期"] <= END, "金额"].sum()))
        for side, begun in zip(sides, (gap, 0), strict=True)
    ]
    window = Window("2026-10", START, END, stated[0], stated[1])
    ours, theirs = sides
    return next(proofs(account, ours, theirs, [window], Terms()))


def hints(*found: Reconciliation, habits: Habits | None = None) -> list[tuple[list[str], list[str]]]:
    """Of each account the hints of its open rows, of the book and of the bank, in the order of their rows."""
    return [
        (proof.book.open.sort_index()[HINT].tolist(), proof.bank.open.sort_index()[HINT].tolist())
        for proof in explained(found, habits)
    ]


def of_pair(ours: Line, theirs: Line) -> tuple[str, str]:
    """What a single row of the book and a single one of the bank say of each other."""
    ((book, bank),) = hints(reconciled([ours], [theirs]))
    return book[0], bank[0]


def water(day: str, fen: int, number: str = "") -> Line:
    return (day, fen, number, "付9月水费", WATER)


@pytest.mark.parametrize(
    ("ours", "theirs", "kind"),
    [
        (-816_33, -186_33, "swap"),
        (-186_33, -816_33, "swap"),
        (-816_33, -876_33, "digit"),
        (-1_816_33, -186_33, "more"),
        (-186_33, -1_816_33, "less"),
        (-186_30, -1_863_00, "moved"),
        (-500_00, -5_00, "moved"),
        (-816_33, 816_33, "reversed"),
        (-816_33, -618_33, ""),
        (-816_33, -916_43, ""),
        (-816_33, 816_34, ""),
        (-816_33, 186_33, ""),
        (-12_00, -12_00, ""),
        (-12_345, -99_912_345, ""),
    ],
)
def test_a_slip_is_known_by_its_kind(ours: int, theirs: int, kind: str) -> None:
    assert slip(ours, theirs) == kind


@pytest.mark.parametrize(
    ("ours", "theirs", "said", "answered"),
    [
        (-8_116_33, -1_816_33, "只是相邻两位数字颠倒", "只是相邻两位数字颠倒"),
        (-8_116_33, -8_176_33, "只差一位数字", "只差一位数字"),
        (-8_116_33, -816_33, "多一位数字", "少一位数字"),
        (-816_33, -8_116_33, "少一位数字", "多一位数字"),
        (-816_30, -8_163_00, "小数点可能点错", "小数点可能点错"),
        (-816_33, 816_33, "收支可能记反", "收支可能记反"),
    ],
)
def test_a_slip_of_one_party_within_days_names_the_row_on_the_other_side(
    ours: int, theirs: int, said: str, answered: str
) -> None:
    book, bank = of_pair(water("2026-10-19", ours), water("2026-10-20", theirs))
    assert said in book
    assert answered in bank
    assert f"对账单第 1 行（2026-10-20，{abs(theirs) / 100:,.2f}）" in book
    assert f"日记账第 1 行（2026-10-19，{abs(ours) / 100:,.2f}）" in bank


def test_a_row_is_named_whatever_stands_beside_it_and_in_whatever_order() -> None:
    book = [
        ("2026-10-30", -702_00, "", "购纸", PRINTER),
        water("2026-10-19", -8_116_33),
        ("2026-10-03", 9_00, "", "退款", "某店"),
    ]
    bank = [
        ("2026-10-29", 44_00, "", "退款", "某厂"),
        ("2026-10-02", -3_55, "", "款", "某行"),
        water("2026-10-20", -1_816_33),
    ]
    others = reconciled(
        [("2026-10-01", -55_01, "", "付款", "某甲")], [("2026-10-31", -91_17, "", "付款", "某乙")], "食堂户"
    )
    for accounts in ((reconciled(book, bank), others), (others, reconciled(book, bank))):
        ours, theirs = next(pair for pair in hints(*accounts) if len(pair[0]) == 3)
        assert ["日记账第" in hint or "对账单第 3 行" in hint for hint in ours] == [False, True, False]
        assert ["日记账第 2 行（2026-10-19，8,116.33）" in hint for hint in theirs] == [False, False, True]


@pytest.mark.parametrize("fen", [-1_816_33, -8_176_33, -811_33, -81_163_30, 8_116_33])
def test_a_slip_of_another_party_weeks_apart_is_chance(fen: int) -> None:
    book, bank = of_pair(water("2026-10-02", -8_116_33), ("2026-10-30", fen, "", "付印刷费", PRINTER))
    assert (book, bank) == ("", "")


@pytest.mark.parametrize("fen", [-1_816_33, -8_176_33, -811_33])
def test_a_slip_of_another_party_of_the_same_day_is_chance(fen: int) -> None:
    assert of_pair(water("2026-10-20", -8_116_33), ("2026-10-20", fen, "", "付印刷费", PRINTER)) == ("", "")


def test_two_digits_that_are_no_neighbours_are_no_slip() -> None:
    assert of_pair(water("2026-10-19", -8_136_33), water("2026-10-19", -3_186_33)) == ("", "")


def test_one_digit_of_nobody_in_particular_is_chance_however_near() -> None:
    ours, theirs = ("2026-10-19", -816_33, "", "转账", ""), ("2026-10-19", -876_33, "", "转账", "")
    assert of_pair(ours, theirs) == ("", "")


def test_swapped_digits_of_nobody_in_particular_need_nearness() -> None:
    def at(day: str) -> tuple[str, str]:
        return of_pair(("2026-10-02", -816_33, "", "转账", ""), (day, -186_33, "", "转账", ""))

    assert "颠倒" in at("2026-10-03")[0]
    assert at("2026-10-27") == ("", "")


def test_what_two_rows_explain_equally_well_is_explained_by_neither() -> None:
    twins = [water("2026-10-20", -8_176_33), water("2026-10-20", -8_196_33)]
    assert hints(reconciled([water("2026-10-20", -8_116_33)], twins)) == [([""], ["", ""])]


def test_the_likelier_of_two_rows_is_told() -> None:
    rows = [("2026-10-27", -1_816_33, "", "转账", ""), water("2026-10-20", -1_816_33)]
    ((book, bank),) = hints(reconciled([water("2026-10-19", -8_116_33)], rows))
    assert "对账单第 2 行" in book[0]
    assert bank[0] == ""


def test_one_number_with_two_amounts_is_told_whatever_the_amounts() -> None:
    book, bank = of_pair(
        water("2026-10-19", -8_116_33, "26014375"), ("2026-10-21", -790_00, "26014375", "", "")
    )
    assert "票据号相同、金额不同" in book
    assert "票据号相同、金额不同" in bank


def test_another_number_is_another_payment() -> None:
    pair = water("2026-10-19", -8_116_33, "26014375"), ("2026-10-21", -790_00, "26014376", "水费", WATER)
    assert of_pair(*pair) == ("", "")


def test_a_number_of_another_direction_is_no_wrong_amount() -> None:
    assert of_pair(water("2026-10-19", -8_116_33, "7001"), ("2026-10-21", 790_00, "7001", "", "")) == ("", "")


def test_a_payment_that_is_matched_already_is_booked_twice() -> None:
    book = [water("2026-10-19", -816_33, "7001"), water("2026-10-20", -816_33)]
    ((said, _),) = hints(reconciled(book, [water("2026-10-19", -816_33, "7001")]))
    assert said == ["和日记账第 1 行（2026-10-19，816.33）相同，那一笔已经对上，这一笔可能记重了。"]


def test_two_rows_of_the_book_that_one_of_the_bank_may_be_may_be_one() -> None:
    book = [water("2026-10-19", -816_33), water("2026-10-20", -816_33)]
    ((said, _),) = hints(reconciled(book, [water("2026-10-19", -816_33)]))
    assert said == [
        "和日记账第 2 行（2026-10-20，816.33）相同，对账单只有一笔，可能记重了。",
        "和日记账第 1 行（2026-10-19，816.33）相同，对账单只有一笔，可能记重了。",
    ]


def test_a_number_that_is_matched_already_is_booked_twice_weeks_later() -> None:
    book = [water("2026-10-08", -816_33, "7001"), ("2026-10-28", -816_33, "7001", "付款", "")]
    ((said, _),) = hints(reconciled(book, [("2026-10-08", -816_33, "", "付9月水费", WATER)]))
    assert "日记账第 1 行" in said[0]
    assert "记重" in said[0]


@pytest.mark.parametrize(
    ("first", "again"),
    [
        (("2026-10-08", ""), ("2026-10-15", "")),  # a week later: the next delivery
        (("2026-10-19", "7001"), ("2026-10-20", "7002")),  # two slips
    ],
)
def test_what_is_paid_again_is_not_booked_twice(first: tuple[str, str], again: tuple[str, str]) -> None:
    book = [water(day, -816_33, number) for day, number in (first, again)]
    assert hints(reconciled(book, [water(first[0], -816_33, first[1])])) == [([""], [])]


def test_what_is_paid_day_after_day_is_not_booked_twice() -> None:
    settled = [water("2026-10-27", -816_33, "7001"), water("2026-10-28", -816_33, "7002")]
    assert hints(reconciled([*settled, water("2026-10-29", -816_33)], settled)) == [([""], [])]
    days = [water(f"2026-10-{day}", -816_33) for day in (27, 28, 29)]
    ((said, _),) = hints(reconciled(days, days[:2]))
    assert set(said) == {""}


def test_what_was_matched_in_an_earlier_month_is_booked_twice_too() -> None:
    book = [(2, -500, "8888"), (29, -500, "8888"), (45, 7, "")]
    bank: list[Move] = [(0, 1, ""), (2, -500, "8888"), (45, 7, "")]
    october = explained([proved(book, bank)["2026-10"]])[0]
    assert october.book.grouped[ROW].tolist() == [4]
    assert ["记重" in hint for hint in october.book.open[HINT]] == [True]


def test_a_payment_that_was_taken_back_may_be_made_again() -> None:
    book = [
        water("2026-10-19", -816_33, "7001"),
        water("2026-10-20", 816_33, "7001"),
        water("2026-10-21", -816_33),
    ]
    assert hints(reconciled(book, [])) == [([""], [])]


def test_a_payment_in_the_book_of_another_account_is_named_with_it() -> None:
    ours = reconciled([water("2026-10-19", -816_33)], [])
    other = reconciled([], [water("2026-10-20", -816_33)], "食堂户")
    (book, _), (_, bank) = hints(ours, other)
    assert "食堂户对账单第 1 行" in book[0]
    assert "基本户日记账第 1 行" in bank[0]
    assert "记错了账户" in book[0]
    assert hints(ours) == [([""], [])]


def test_a_round_amount_of_another_party_on_another_account_is_chance() -> None:
    ours = reconciled([water("2026-10-19", -500_00)], [])
    other = reconciled([], [("2026-10-20", -500_00, "", "印刷费", PRINTER)], "食堂户")
    assert hints(ours, other) == [([""], []), ([], [""])]


def test_a_slip_on_another_account_is_chance() -> None:
    ours = reconciled([water("2026-10-19", -8_116_33)], [])
    other = reconciled([], [water("2026-10-19", -1_816_33)], "食堂户")
    assert hints(ours, other) == [([""], []), ([], [""])]


@pytest.mark.parametrize(
    ("fen", "summary", "lines"),
    [
        (-15_00, "转账手续费", "付银行手续费，借 手续费支出 15.00，贷 银行存款 15.00。"),
        (612_35, "结息", "收存款利息，借 银行存款 612.35，贷 利息收入 612.35。"),
    ],
)
def test_what_the_bank_does_by_itself_is_proposed_to_be_booked(fen: int, summary: str, lines: str) -> None:
    (found,) = explained([reconciled([], [("2026-10-21", fen, "", summary, "")])])
    assert found.bank.open[HINT].tolist() == [f"单位还没有记账，可照抄：2026-10-21 {lines}"]
    assert [(entry.debit, entry.credit) for entry in found.entries] == [(abs(fen), 0), (0, abs(fen))]


def test_an_office_is_proposed_its_own_accounts() -> None:
    lines = (EntryLine("5101", "单位管理费用", True, "G04"), EntryLine("", "银行存款", False))
    habits = Habits({FEE: lines}, {"基本户": ("100201", "基本户")})
    (found,) = explained([reconciled([], [("2026-10-21", -15_00, "", "手续费", "松坪信用社")])], habits)
    assert found.bank.open[HINT].tolist() == [
        "单位还没有记账，可照抄：2026-10-21 付银行手续费，借 5101 单位管理费用 15.00，贷 100201 基本户 15.00。"
    ]
    assert [entry.budget for entry in found.entries] == ["G04", ""]


def new_office(lines: Sequence[tuple[object, ...]], chart: Sequence[tuple[str, str]]) -> Habits:
    frames = {
        Account: typed(Account, [(*one, "借") for one in chart]),
        BankAccount: typed(BankAccount, [("基本户", "100201", "", "1"), ("食堂户", "100202", "", "2")]),
        VoucherLine: typed(VoucherLine, lines, COPIED),
    }
    sheets = {table: Sheet(table, frames.get(table, empty(table))) for table in Table.every.values()}
    return of_office(Books(date(2026, 11, 30), sheets))


COPIED = (
    VoucherLine.date, VoucherLine.voucher, VoucherLine.summary, VoucherLine.account, VoucherLine.debit,
    VoucherLine.credit, VoucherLine.budget,
)  # fmt: skip
CHART = [("100201", "基本户"), ("100202", "食堂户"), ("5101", "单位管理费用"), ("4604", "利息收入")]
DAY, LATER = date(2026, 9, 1), date(2026, 10, 1)


def proposed(habits: Habits, summary: str, account: str = "食堂户") -> list[tuple[str, str, int, int, str]]:
    lines = habits.entries(summary, account, pd.Timestamp(DAY), -500)
    return [(line.code, line.name, line.debit, line.credit, line.budget) for line in lines]


def test_the_newest_voucher_of_the_kind_is_the_model_for_any_account() -> None:
    habits = new_office(
        [
            (DAY, "记-1", "付8月手续费", "5001", 900, 0, ""),
            (DAY, "记-1", "付8月手续费", "100201", 0, 900, ""),
            (LATER, "记-1", "付9月手续费", "5101", 800, 0, "G04"),
            (LATER, "记-1", "付9月手续费", "100201", 0, 800, ""),
        ],
        CHART,
    )
    assert proposed(habits, FEE) == [
        ("5101", "单位管理费用", 500, 0, "G04"),
        ("100202", "食堂户", 0, 500, ""),
    ]


@pytest.mark.parametrize(
    "lines",
    [
        [(DAY, "记-1", "付手续费", "5101", 900, 0, ""), (DAY, "记-1", "付手续费", "1001", 0, 900, "")],  # in cash
        [(DAY, "记-1", "付手续费", "5101", 900, 0, ""), (DAY, "记-1", "付水费", "5101", 100, 0, ""), (DAY, "记-1", "付手续费", "100201", 0, 1000, "")],
        [(DAY, "记-1", "付手续费", "100201", 0, 900, "")],  # not balanced
        [],
    ],
)  # fmt: skip
def test_without_a_voucher_that_is_only_of_the_kind_the_chart_is_read_by_its_names(
    lines: list[tuple[object, ...]],
) -> None:
    habits = new_office(lines, CHART)
    assert proposed(habits, FEE) == [("", "手续费支出", 500, 0, ""), ("100202", "食堂户", 0, 500, "")]
    assert proposed(habits, INTEREST) == [("100202", "食堂户", 500, 0, ""), ("4604", "利息收入", 0, 500, "")]


def test_books_that_cannot_be_read_give_words_without_codes() -> None:
    books = Books(date(2026, 11, 30), {}, refused={"office.xlsx": "打不开", "ledger.xlsx": "打不开"})
    assert of_office(books) == Habits()
    assert proposed(Habits(), FEE) == [("", "手续费支出", 500, 0, ""), ("", "银行存款", 0, 500, "")]


@pytest.mark.parametrize(
    "theirs",
    [
        ("2026-10-21", -15_00, "", "设备安装手续费", PRINTER),  # no bank
        ("2026-10-21", 15_00, "", "手续费", ""),  # money in
        ("2026-10-21", -15_00, "", "利息", ""),
        ("2026-10-21", -15_00, "", "付水费", ""),
    ],
)
def test_what_is_no_fee_of_the_bank_is_not_proposed(theirs: Line) -> None:
    (found,) = explained([reconciled([], [theirs])])
    assert found.bank.open[HINT].tolist() == [""]
    assert found.entries == ()


def test_a_fee_that_the_book_has_with_another_amount_is_not_proposed_again() -> None:
    (found,) = explained(
        [reconciled([("2026-10-20", -90_00, "", "付手续费", "")], [("2026-10-21", -15_00, "", "手续费", "")])]
    )
    assert found.entries == ()


def test_what_is_asked_has_no_hint() -> None:
    book = [("2026-10-19", -15_00, "", "付手续费", ""), ("2026-10-20", -15_00, "", "付转账手续费", "")]
    (found,) = explained([reconciled(book, [("2026-10-19", -15_00, "", "费", "")])])
    assert (found.groups[KIND] == ASK).any()
    assert (found.bank.open[GROUP] > 0).all()
    assert set(found.bank.open[HINT]) | set(found.book.open[HINT]) == {""}
    assert found.entries == ()


def test_a_statement_that_is_as_it_should_be_explains_nothing() -> None:
    assert hints(reconciled([water("2026-10-19", -5_00)], [water("2026-10-19", -5_00)])) == [([], [])]
    assert hints(reconciled([], [])) == [([], [])]
    assert explained([]) == []


def many(rng: np.random.Generator, fen: "np.ndarray[tuple[int], np.dtype[np.int64]]") -> list[Line]:
    days = pd.Timestamp("2026-10-01") + pd.to_timedelta(rng.integers(0, 31, len(fen)), unit="D")
    return [
        (f"{day:%Y-%m-%d}", int(one), "", "转账", f"第{party}公司")
        for day, one, party in zip(days, fen, rng.integers(0, 300, len(fen)), strict=True)
    ]


@pytest.mark.parametrize("most", [10_000, 10_000_000])
def test_ten_thousand_open_rows_take_no_minutes(most: int) -> None:
    """Few amounts that are like each other, or many; a generous limit, for a product of all with all takes hours."""
    rng = np.random.default_rng(7)
    ours, theirs = [
        listed(*many(rng, -100 * rng.integers(1, most, 10_000) - at)).assign(**{PART: part})
        for at, part in ((0, ""), (1, "2026-10"))
    ]
    window = Window("2026-10", START, END, (0, None), (0, None))
    ours, theirs = (side.assign(**{ROW: side.index}) for side in (ours, theirs))
    found = next(proofs("基本户", ours, theirs, [window], Terms()))
    assert len(found.book.open) == len(found.bank.open) == 10_000
    begun = perf_counter()
    explained([found])
    assert perf_counter() - begun < 60


@law
@given(MOVES, MOVES, st.integers(-(10**6), 10**6))
def test_the_printed_equation_holds_with_what_is_asked(book: list[Move], bank: list[Move], gap: int) -> None:
    for proof in proved(book, bank, (gap, 0)).values():
        line = equation(proof)
        left, sign, right = re.split("(＝|≠)", line.partition("，相差")[0])
        sums = [figure(side) for side in (left, right)]
        assert sums == [proof.adjusted_book, proof.adjusted_bank]
        assert (sign == "＝") == (sums[0] == sums[1])
        if sign == "≠":
            assert int(line.partition("相差 ")[2].replace(",", "").replace(".", "")) == sums[0] - sums[1]


def figure(side: str) -> int:
    """Fen of 日记账余额 1.00 ＋ 银行已收 2.00 － 银行已付 3.00."""
    terms = re.findall(r"([＋－]?) ?\w+ (-?[\d,]+\.\d\d)", side)
    return sum(
        (-1 if sign == "－" else 1) * int(fen.replace(",", "").replace(".", "")) for sign, fen in terms
    )


@law
@given(MOVES, MOVES)
def test_a_hint_changes_no_sum_and_no_place(book: list[Move], bank: list[Move]) -> None:
    for proof in proved(book, bank).values():
        (told,) = explained([proof])
        assert (told.adjusted_book, told.adjusted_bank) == (proof.adjusted_book, proof.adjusted_bank)
        for one, other in ((told.book, proof.book), (told.bank, proof.bank)):
            pd.testing.assert_frame_equal(one.open.drop(columns=HINT), other.open.drop(columns=HINT))


@pytest.mark.parametrize(
    ("gap", "likely"),
    [
        (816_33, "月初就差这么多；正好是日记账第 1 行（2026-10-19，816.33）的金额"),
        (-816_33, "月初就差这么多；正好是日记账第 1 行（2026-10-19，816.33）的金额"),
        (2 * 816_33, "月初就差这么多；正好是日记账第 1 行（2026-10-19，816.33）的两倍，收支可能记反了"),
        (-630_00, "月初就差这么多；可能是日记账第 1 行（2026-10-19，816.33）写错了数字"),
        (-17, "月初就差这么多"),
        (0, ""),
    ],
)
def test_a_difference_names_the_likeliest_row(gap: int, likely: str) -> None:
    assert reasons(reconciled([water("2026-10-19", -816_33)], [], gap=gap)) == likely


def test_a_matched_row_may_be_what_makes_the_difference_where_no_open_one_is() -> None:
    both = [water("2026-10-19", -816_33)]
    assert "正好是日记账第 1 行（2026-10-19，816.33）、对账单第 1 行（2026-10-19，816.33）的金额" in reasons(
        reconciled(both, both, gap=816_33)
    )


def test_of_many_rows_none_is_the_likeliest() -> None:
    book = [water("2026-10-19", -816_33, str(7001 + place)) for place in range(4)]
    assert reasons(reconciled(book, [], gap=816_33)) == "月初就差这么多"
