"""What only one side has explains the difference between the balances, month by month."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ledger.judging import law
from tests.reconcile.lists import FIRST, MOVES, Move, groups, statement
from xlplan.excel.frames import empty, typed
from xlplan.excel.sheets import Sheet
from xlplan.excel.table import Table
from xlplan.findings import CannotRun
from xlplan.reconcile.accounts import of_account
from xlplan.reconcile.lists import AMOUNT, DAY, ROW, book_rows
from xlplan.reconcile.loose import of_files
from xlplan.reconcile.proof import GROUP, OPEN, Reconciliation
from xlplan.rules import book_rules
from xlplan.tables.books import Books
from xlplan.tables.ledger import BankEntry, OpeningBalance
from xlplan.tables.statement import Statement

COLUMNS = (
    BankEntry.account, BankEntry.date, BankEntry.reference, BankEntry.summary, BankEntry.income, BankEntry.spending
)  # fmt: skip
TODAY = date(2026, 11, 30)


def office(
    book: Iterable[Move], opening: int, statements: dict[str, Statement], today: date = TODAY
) -> Books:
    entries = [
        ("基本户", FIRST + timedelta(days), number, "收付款", max(fen, 0), max(-fen, 0))
        for days, fen, number in book
    ]
    rows = typed(BankEntry, entries, COLUMNS).assign(**{BankEntry.balance: 0})
    frames: dict[type[Table], pd.DataFrame] = {
        BankEntry: rows,
        OpeningBalance: typed(OpeningBalance, [("100201", "基本户", opening, 0)]),
    }
    sheets = {table: Sheet(table, frames.get(table, empty(table))) for table in Table.every.values()}
    return Books(today, sheets, statements={("基本户", month): one for month, one in statements.items()})


def proved(
    book: Iterable[Move], bank: list[Move], openings: tuple[int, int] = (0, 0), today: date = TODAY
) -> dict[str, Reconciliation]:
    """Every month of a statement file against a book."""
    return of_account(office(book, openings[0], statement(bank, openings[1]).months(), today), "基本户")


def test_the_table_of_the_textbook() -> None:
    """DOMAIN: A=120, B=150, a=50, b=3, c=30, d=13."""
    shared = 20
    book = [(0, shared, ""), (1, 30, ""), (2, -13, "")]
    bank = [(0, shared, ""), (3, 50, ""), (4, -3, "")]
    (proof,) = proved(book, bank, (83, 83)).values()
    assert (proof.book.closing, proof.bank.closing) == (120, 150)
    assert [rows["金额"].tolist() for rows in (proof.bank_in, proof.bank_out, proof.book_in, proof.book_out)] == [
        [50], [-3], [30], [-13]
    ]  # fmt: skip
    assert (proof.adjusted_book, proof.adjusted_bank, proof.difference) == (167, 167, 0)


def test_what_is_open_at_the_end_of_a_month_is_settled_in_the_next() -> None:
    book = [(28, -500, "8"), (29, -70, "")]
    proofs = proved(book, [(0, 1, ""), (31, -500, "8"), (40, 2, "")])
    september, october = proofs["2026-09"], proofs["2026-10"]
    assert september.book_out[[ROW, OPEN]].values.tolist() == [[2, 1], [3, 0]]
    assert october.book_out[[ROW, OPEN]].values.tolist() == [[3, 31]]
    assert groups(october) == [([2], [3])]
    assert groups(september) == []
    assert september.difference == october.difference == 0


def test_a_month_without_a_statement_breaks_the_run() -> None:
    book = [(40, 7, ""), (41, -20, ""), (60, -500, "8"), (70, -1, "")]
    months = statement([(0, 5, ""), (40, 7, ""), (62, -500, "8"), (63, -3, "")], 0).months()
    del months["2026-10"]
    proofs = of_account(office(book, 5, months), "基本户")
    assert list(proofs) == ["2026-09", "2026-11"]
    november = proofs["2026-11"]
    assert (november.book.opening, november.bank.opening) == (5 + 7 - 20 - 500, 12)
    assert november.bank_out[ROW].tolist() == [5]
    assert november.book_out[ROW].tolist() == [5]
    # The payment of 20 is in nobody's November; that of 500 was on its way when November began.
    assert [ours for ours, _ in groups(november)] == [[4]]
    assert november.difference == -20


def test_what_is_dated_after_today_does_not_count() -> None:
    book, bank = [(0, 100, ""), (9, 50, "")], [(0, 100, ""), (8, 50, ""), (9, 7, "")]
    (proof,) = proved(book, bank, today=date(2026, 9, 9)).values()
    assert proof.until == pd.Timestamp("2026-09-09")
    assert (proof.book.closing, proof.bank.closing) == (100, 150)
    assert proof.bank_in[ROW].tolist() == [3]
    assert proved(book, bank, today=date(2026, 8, 31)) == {}


def test_what_moves_no_money_is_no_row() -> None:
    (proof,) = proved([(0, 0, "")], [(0, 0, ""), (0, 5, "")]).values()
    assert (len(proof.book.rows), len(proof.bank.rows)) == (0, 1)


def test_an_account_without_a_row_has_its_opening() -> None:
    (proof,) = proved([], [(0, 5, "")], (900, 900)).values()
    assert (proof.book.opening, proof.book.closing, proof.difference) == (900, 900, 0)


def test_a_file_without_balances_proves_nothing() -> None:
    own = statement([(0, 5, "")], 0)
    silent = Statement(
        "a.csv", "", "", "", "", 1, own.rows.assign(余额=pd.array([None], dtype="Int64")), None, None
    )
    (proof,) = of_account(office([(0, 5, "")], 0, silent.months()), "基本户").values()
    assert (proof.adjusted_book, proof.adjusted_bank, proof.difference) == (5, None, None)
    assert not proof.proved


def test_a_month_without_a_row_carries_what_is_open() -> None:
    months = {
        "2026-09": statement([(0, 5, "")], 0),
        "2026-10": statement([], 5),
        "2026-11": statement([(61, 9, "")], 5),
    }
    proofs = of_account(office([(0, 5, ""), (1, -2, "7"), (61, 9, "")], 0, months), "基本户")
    assert [proof.difference for proof in proofs.values()] == [0, 0, 0]
    assert proofs["2026-10"].book_out[[ROW, OPEN]].values.tolist() == [[3, 59]]
    (alone,) = of_account(office([], 5, {"2026-10": statement([], 5)}), "基本户").values()
    assert (len(alone.bank.rows), alone.difference) == (0, 0)


def test_a_statement_without_a_row_is_held_against_the_months_of_the_book() -> None:
    book = book_rows(office([(0, 5, ""), (1, -2, "7")], 0, {})[BankEntry])
    proof = of_files(book, 0, statement([], 0))
    assert (proof.month, proof.difference) == ("2026-09", 0)


def test_a_book_of_another_year_is_told() -> None:
    book = book_rows(office([(-365, 5, ""), (-364, 7, "")], 0, {})[BankEntry])
    proof = of_files(book, 0, statement([(0, 5, ""), (1, 7, "")], 12))
    (problem,) = (problem for problem in proof.problems if problem.kind == "other_months")
    assert "它的日期是 2025-09-01 至 2025-09-02" in problem.detail
    assert not proof.proved


def test_lists_that_have_nothing_in_common_are_told() -> None:
    proofs = proved([(0, 5, ""), (1, 7, ""), (2, 9, "")], [(0, -5, ""), (1, -7, ""), (2, -9, "")])
    assert [problem.kind for problem in proofs["2026-09"].problems] == ["nothing_matched"]


def test_a_question_of_which_one_side_comes_later_is_no_question_yet() -> None:
    book = [(25, -10_000, ""), (29, -10_000, "")]
    bank = [(0, 1, ""), (31, -10_000, ""), (32, -10_000, "")]
    september = proved(book, bank)["2026-09"]
    assert (september.book.open[GROUP] == 0).all()
    assert len(september.book.open) == 2


def test_where_nobody_has_a_row_the_header_of_the_statement_is_accused() -> None:
    idle = statement([], 5)
    books = office([], 0, {"2026-10": idle})
    books = replace(
        books, sheets={**books.sheets, OpeningBalance: Sheet(OpeningBalance, empty(OpeningBalance))}
    )
    (rule,) = (rule for rule in book_rules() if rule.id == "BNK-02")
    (hits,) = rule.find(books)
    assert (hits.at, hits.rows.index.tolist()) == (idle, [idle.header_row])
    assert books.labels(hits.at, hits.rows.index.tolist()) == [("", "")]


OPENING = st.integers(-(10**12), 10**12)


@law
@given(MOVES, MOVES, OPENING)
def test_every_row_is_in_exactly_one_place(book: list[Move], bank: list[Move], opening: int) -> None:
    for proof in proved(book, bank, (opening, opening)).values():
        for side in (proof.book, proof.bank):
            unasked = side.open[side.open[GROUP] == 0]
            assert not set(unasked[ROW]) & set(side.grouped[ROW])
            assert set(side.rows[ROW]) <= set(unasked[ROW]) | set(side.grouped[ROW])
            assert side.open[ROW].is_unique
            assert side.grouped[ROW].is_unique


@law
@given(MOVES, MOVES, OPENING, st.integers(-100, 100))
def test_the_difference_is_that_of_the_openings_but_for_what_was_on_its_way(
    book: list[Move], bank: list[Move], opening: int, apart: int
) -> None:
    proofs = list(proved(book, bank, (opening + apart, opening)).values())
    for proof in proofs:
        assert proofs[0].book.opening is not None
        assert proofs[0].bank.opening is not None
        # What is asked about is in both.
        ours = pd.concat([proofs[0].book.open, proofs[0].book.grouped]).drop_duplicates(ROW)
        under_way = ours.loc[ours[DAY] < pd.Timestamp(proofs[0].month), AMOUNT].sum()
        assert proof.difference == proofs[0].book.opening - proofs[0].bank.opening - under_way


@law
@given(MOVES.filter(bool), OPENING)
def test_a_statement_reconciled_with_itself_leaves_nothing_open(moves: list[Move], opening: int) -> None:
    moves = sorted(moves, key=lambda move: move[0])
    proofs = proved(moves, moves, (opening, opening))
    assert all(proof.book.open.empty and proof.bank.open.empty for proof in proofs.values())


@pytest.mark.parametrize("seed", range(3))
def test_months_are_the_same_whatever_the_order_of_the_book(seed: int) -> None:
    book: list[Move] = [(day * 3, 100 * (day % 3 + 1), "") for day in range(20)]
    mixed = pd.Series(book).sample(frac=1, random_state=seed).tolist()
    bank: list[Move] = [(day * 3 + 1, 100 * (day % 3 + 1), "") for day in range(19)]
    for one, other in zip(proved(book, bank).values(), proved(mixed, bank).values(), strict=True):
        assert one.difference == other.difference
        assert one.book.open["金额"].tolist() == other.book.open["金额"].tolist()


def reaching(moves: list[Move], opening: int, first: str, last: str) -> Statement:
    return replace(statement(moves, opening), reach=(np.datetime64(first), np.datetime64(last)))


def test_a_statement_holds_the_months_it_says_and_not_only_those_of_its_rows() -> None:
    book = book_rows(office([(0, 5, ""), (40, -2, "7"), (80, -1, "")], 0, {})[BankEntry])
    proof = of_files(book, 0, reaching([(0, 5, "")], 0, "2026-09-01", "2026-10-31"))
    assert (proof.month, proof.book_out[OPEN].tolist(), proof.difference) == ("", [0], 0)


def test_an_idle_statement_is_held_against_its_own_month_of_a_longer_book() -> None:
    book = book_rows(office([(0, 5, ""), (40, -2, "7"), (80, -1, "")], 0, {})[BankEntry])
    proof = of_files(book, 0, reaching([], 5, "2026-10-01", "2026-10-31"))
    assert (proof.month, proof.until.month, len(proof.book_out), proof.difference) == ("2026-10", 10, 1, 0)


def test_a_book_and_a_statement_without_a_day_cannot_be_reconciled() -> None:
    book = book_rows(office([(0, 0, "")], 0, {})[BankEntry])
    with pytest.raises(CannotRun, match="日记账和对账单里都没有一笔带日期的收支，不知道对哪个月。"):
        of_files(book, 0, statement([], 0))
