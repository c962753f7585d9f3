"""What a clerk confirms is found by what it says, is used whole, and stands above all that the matcher would do."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from tests.ledger.judging import law
from tests.reconcile.lists import FIRST, Move, groups, rows, statement
from tests.reconcile.test_proof import office
from xlplan.excel.frames import typed
from xlplan.excel.sheets import Sheet
from xlplan.jobs.reconcile import Reconciled
from xlplan.reconcile.accounts import of_account
from xlplan.reconcile.confirmations import Confirmed, confirmed
from xlplan.reconcile.lists import VOUCHER
from xlplan.reconcile.pool import KIND, OFFSET, STAGE
from xlplan.reconcile.proof import Reconciliation
from xlplan.rules import book_rules
from xlplan.screen.reconcile import text
from xlplan.tables.books import Books
from xlplan.tables.ledger import BankEntry, Confirmation

Line = tuple[str, str, int, int, str]
"""组, 方 (账 or 单), days after the first, fen, 号码."""
RULE = next(rule for rule in book_rules() if rule.id == "BNK-06")


def lines(said: Sequence[Line], confirmed: date = FIRST) -> pd.DataFrame:
    sides = {"账": "日记账", "单": "对账单"}
    return typed(
        Confirmation,
        [
            ("基本户", group, sides[side], FIRST + timedelta(days), max(fen, 0), max(-fen, 0), number, "张三", confirmed, "")
            for group, side, days, fen, number in said
        ],
    )  # fmt: skip


def found(said: Sequence[Line], book: pd.DataFrame, bank: pd.DataFrame) -> Confirmed:
    return confirmed(lines(said), book.assign(**{VOUCHER: ""}), bank.assign(**{VOUCHER: ""}))


def saying(books: Books, said: pd.DataFrame) -> Books:
    sheet = Sheet(Confirmation, said, places={column: at for at, column in enumerate(Confirmation.columns)})
    return replace(books, sheets={**books.sheets, Confirmation: sheet})


def reconciled(book: list[Move], bank: list[Move], said: Sequence[Line]) -> tuple[Reconciliation, int]:
    """September of a book and its bank, and how often BNK-06 speaks."""
    books = saying(office(book, 0, statement(bank, 0).months()), lines(said))
    proof = of_account(books, "基本户")["2026-09"]
    return proof, sum(len(hits.rows) for hits in RULE.find(books))


def stages(proof: Reconciliation) -> dict[tuple[tuple[int, ...], tuple[int, ...]], str]:
    said = zip(groups(proof), proof.groups[STAGE], strict=True)
    return {(tuple(sorted(ours)), tuple(sorted(theirs))): stage for (ours, theirs), stage in said}


PAIRED = [("甲", "账", 0, -1000, "8"), ("甲", "账", 1, -500, ""), ("甲", "单", 3, -1500, "")]


@law
@given(st.permutations([(0, -1000, "7"), (0, -1000, "8"), (1, -500, ""), (2, 700, "")]), st.integers(0, 9))
def test_sorting_and_inserting_rows_does_no_harm(book: list[Move], inserted: int) -> None:
    shifted = rows(book, 2 + inserted)
    (((*ours,), theirs),) = found(PAIRED, shifted, rows([(3, -1500, "")])).groups
    assert sorted(ours) == sorted(
        2 + inserted + book.index(move) for move in ((0, -1000, "8"), (1, -500, ""))
    )
    assert theirs == [2]


def test_of_equal_rows_the_kth_line_is_the_kth_row_and_no_row_is_used_twice() -> None:
    book, bank = [(0, -1500, "")] * 2, [(2, -1500, ""), (3, -1500, "")]
    said = [
        ("甲", "账", 0, -1500, ""), ("甲", "单", 3, -1500, ""),
        ("乙", "账", 0, -1500, ""), ("乙", "单", 2, -1500, ""),
        ("丙", "账", 0, -1500, ""), ("丙", "单", 2, -1500, ""),
    ]  # fmt: skip
    told = found(said, rows(book), rows(bank))
    assert told.groups == [([2], [3]), ([3], [2])]
    assert told.lost.index.tolist() == [6, 7]


def test_a_line_without_a_number_leaves_numbered_rows_to_lines_that_name_them() -> None:
    book = rows([(0, -1500, "7"), (0, -1500, "")]).assign(**{VOUCHER: ["记-1", "记-2"]})
    said = [("甲", "账", 0, -1500, ""), ("甲", "单", 0, -1500, ""), ("乙", "账", 0, -1500, "记-1"), ("乙", "单", 1, -1500, "")]  # fmt: skip
    told = confirmed(lines(said), book, rows([(0, -1500, ""), (1, -1500, "")]).assign(**{VOUCHER: ""}))
    assert told.groups == [([3], [2]), ([2], [3])]


def test_leading_zeros_that_excel_took_away_are_no_other_number() -> None:
    told = found([("甲", "账", 0, 5, "7"), ("甲", "单", 0, 5, "")], rows([(0, 5, "007")]), rows([(0, 5, "")]))
    assert told.groups == [([2], [2])]


CROSSED: list[Line] = [
    ("甲", "账", 0, -1500, ""), ("甲", "单", 3, -1500, ""), ("乙", "账", 3, -1500, ""), ("乙", "单", 0, -1500, "")
]  # fmt: skip


def test_what_is_confirmed_stands_above_the_likeliest_pairs() -> None:
    book, bank = [(0, -1500, ""), (3, -1500, "")], [(0, -1500, ""), (3, -1500, "")]
    alone, _ = reconciled(book, bank, [])
    assert set(stages(alone)) == {((2,), (2,)), ((3,), (3,))}
    proof, told = reconciled(book, bank, CROSSED)
    assert stages(proof) == {((2,), (3,)): "confirmed", ((3,), (2,)): "confirmed"}
    assert (told, proof.difference) == (0, 0)


def test_what_is_confirmed_stands_above_numbers_that_contradict_each_other() -> None:
    book, bank = [(0, -150_000, "26010007")], [(2, -150_000, "26010018")]
    said = [("甲", "账", 0, -150_000, "26010007"), ("甲", "单", 2, -150_000, "26010018")]
    alone, _ = reconciled(book, bank, [])
    assert stages(alone) == {}
    proof, _ = reconciled(book, bank, said)
    assert stages(proof) == {((2,), (2,)): "confirmed"}


def test_a_group_that_cannot_be_used_whole_is_not_used_at_all_and_is_told() -> None:
    book, bank = [(0, -1500, ""), (9, -700, "")], [(0, -1500, ""), (9, -900, "")]
    for said in (
        [*CROSSED[:1], ("甲", "单", 9, -900, "")],  # the sums differ
        [*CROSSED[:1], ("甲", "单", 0, -1500, ""), ("甲", "单", 1, -1500, "")],  # no such day
        [*CROSSED[:1], ("甲", "单", 0, -1500, "8")],  # no such number
    ):
        proof, told = reconciled(book, bank, said)
        assert stages(proof) == {((2,), (2,)): "assignment"}
        assert told == 1


def test_a_group_of_one_side_is_an_offset_if_it_comes_to_nothing() -> None:
    book, bank = [(0, -1500, ""), (2, 900, ""), (3, 600, "")], [(5, 7, "")]
    said = [("甲", "账", 0, -1500, ""), ("甲", "账", 2, 900, ""), ("甲", "账", 3, 600, "")]
    proof, told = reconciled(book, bank, said)
    assert stages(proof) == {((2, 3, 4), ()): "confirmed"}
    assert (proof.groups[KIND].tolist(), told) == ([OFFSET], 0)
    assert reconciled(book, bank, said[:2])[1] == 1


def test_a_payment_of_long_before_the_first_statement_is_settled_where_a_clerk_says_so() -> None:
    long_ago = (-200, -150_000, "")
    bank = [(2, -150_000, ""), (3, 9, "")]
    alone, _ = reconciled([long_ago], bank, [])
    assert stages(alone) == {}
    said = [("甲", "账", -200, -150_000, ""), ("甲", "单", 2, -150_000, "")]
    proof, told = reconciled([long_ago], bank, said)
    assert stages(proof) == {((2,), (2,)): "confirmed"}
    assert (told, proof.difference) == (0, 0)


def test_a_group_over_two_months_is_open_at_the_end_of_the_first() -> None:
    said = [("甲", "账", 29, -1500, ""), ("甲", "单", 31, -1500, "")]
    books = office([(29, -1500, "")], 0, statement([(0, 5, ""), (31, -1500, "")], 0).months())
    proofs = of_account(saying(books, lines(said)), "基本户")
    assert len(proofs["2026-09"].book_out) == 1
    assert stages(proofs["2026-10"]) == {((2,), (3,)): "confirmed"}


def test_what_is_confirmed_tomorrow_does_not_count_today() -> None:
    books = office(
        [(0, -1500, ""), (3, -1500, "")], 0, statement([(0, -1500, ""), (3, -1500, "")], 0).months()
    )
    later = saying(books, lines(CROSSED, date(2026, 12, 1)))
    assert set(stages(of_account(later, "基本户")["2026-09"]).values()) == {"assignment"}
    assert list(RULE.find(later))[-1].rows.empty


def test_a_sheet_without_a_column_confirms_nothing_and_the_accounts_are_reconciled() -> None:
    books = office(
        [(0, -1500, ""), (3, -1500, "")], 0, statement([(0, -1500, ""), (3, -1500, "")], 0).months()
    )
    sheet = Sheet(
        Confirmation,
        lines(CROSSED).drop(columns=Confirmation.number),
        absent=(Confirmation.number,),
    )
    books = replace(books, sheets={**books.sheets, Confirmation: sheet})
    assert set(stages(of_account(books, "基本户")["2026-09"]).values()) == {"assignment"}


def test_the_lines_below_a_question_answer_it_when_they_are_copied() -> None:
    book, bank = [(0, -1000, ""), (4, -1000, "")], [(0, 5000, "1"), (2, -1000, ""), (6, -1000, "")]
    books = office(book, 0, statement(bank, 0).months())
    vouchers = books[BankEntry].assign(**{BankEntry.voucher: ["记-1", "记-2"]})
    books = replace(books, sheets={**books.sheets, BankEntry: Sheet(BankEntry, vouchers)})
    asked = of_account(books, "基本户")["2026-09"]
    assert asked.groups[KIND].tolist() == ["ask"]
    copied = [line.split("\t") for line in text(Reconciled((asked,))) if "\t" in line]
    assert [cells[2:] for cells in copied] == [
        ["日记账", "2026-09-01", "", "10.00", "记-1"],
        ["日记账", "2026-09-05", "", "10.00", "记-2"],
        ["对账单", "2026-09-03", "", "10.00", ""],
        ["对账单", "2026-09-07", "", "10.00", ""],
    ]
    pasted = [
        (*cells[:3], date.fromisoformat(cells[3]), *(round(float(fen or 0) * 100) for fen in cells[4:6]), cells[6])
        for cells in copied
    ]  # fmt: skip
    answered = saying(books, typed(Confirmation, pasted, Confirmation.columns[:7]))
    proof = of_account(answered, "基本户")["2026-09"]
    assert stages(proof) == {((2, 3), (3, 4)): "confirmed"}
    assert not any(len(hits.rows) for hits in RULE.find(answered))


def test_loose_files_have_no_sheet_to_copy_lines_into() -> None:
    book, bank = [(0, -1000, ""), (4, -1000, "")], [(2, -1000, ""), (6, -1000, "")]
    asked = of_account(office(book, 0, statement(bank, 0).months()), "基本户")["2026-09"]
    said = list(text(Reconciled((replace(asked, account=""),))))
    assert not any("\t" in line or "对账确认" in line for line in said)
