"""What is not done with goes into the next year; of what it rests on, what has to."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from xlplan import demo
from xlplan.excel.masters import workbook
from xlplan.excel.table import Table
from xlplan.jobs.desk import Desk
from xlplan.jobs.new import new
from xlplan.jobs.rollover.carried import CARRIED, carried
from xlplan.jobs.rollover.old import Old, made
from xlplan.jobs.rollover.openings import receipt_books
from xlplan.jobs.rollover.proof import proved
from xlplan.jobs.rollover.rollover import _notes
from xlplan.jobs.writing import write_whole
from xlplan.ledger.commitments import funnel
from xlplan.money import grouped
from xlplan.rules.judge import judge, of_topic
from xlplan.tables import MASTERS
from xlplan.tables.assets import AssetCard, Repair
from xlplan.tables.canteen import Delivery, StockEntry
from xlplan.tables.claims import Approval, Claim, ClaimedInvoice, Contract, Payment, Purchase
from xlplan.tables.fees import FeeReceipt, ReceiptBook
from xlplan.tables.office import Staff, Term
from xlplan.tables.plan import Target

Sheets = Mapping[type[Table], pd.DataFrame]
TERM = "2026年秋季学期"


@pytest.fixture(scope="module")
def old(clean_school: Path) -> Old:
    """The demo school, as if nothing had happened in December."""
    return Old(Desk(clean_school, date(2026, 12, 31)).books(), 2026)


@pytest.fixture(scope="module")
def sheets(old: Old) -> Sheets:
    return carried(old)


def test_every_sheet_says_how_it_goes_into_the_next_year() -> None:
    assert set(CARRIED) == {table for tables in MASTERS.values() for table in tables}


def test_a_row_refers_only_to_rows_that_are_there(sheets: Sheets) -> None:
    for table, rows in sheets.items():
        for column in table.columns:
            if column.refers and not column.several and not column.judged_by:
                named = set(rows[column]) - {""}
                assert named <= set(sheets[column.refers.table][column.refers]), column


def test_rows_stand_from_row_2_on_with_all_columns(sheets: Sheets) -> None:
    for table, rows in sheets.items():
        assert list(rows.index) == list(range(2, 2 + len(rows)))
        assert list(rows) == list(table.columns)


def test_persons_come_along_also_those_who_left(old: Old, sheets: Sheets) -> None:
    assert len(sheets[Staff]) == len(old[Staff])


def test_a_claim_that_is_not_paid_comes_with_its_approvals_and_its_purchase(old: Old, sheets: Sheets) -> None:
    claims = sheets[Claim]
    assert set(claims[Claim.state]) == {"已批准", "审批中"}
    assert len(claims) == old[Claim][Claim.state].isin(["填报", "审批中", "已批准"]).sum()
    assert set(sheets[Approval][Approval.claim]) <= set(claims[Claim.number])
    assert len(sheets[Approval]) == old[Approval][Approval.claim].isin(claims[Claim.number]).sum()
    assert set(sheets[Purchase][Purchase.claim]) <= set(claims[Claim.number])


def test_an_invoice_of_the_old_year_is_known_in_the_new_one(old: Old, sheets: Sheets) -> None:
    past, kept = sheets[ClaimedInvoice], sheets[Claim]
    claims = old[Claim][~old[Claim][Claim.state].isin(["退回", "作废"])]
    gone = claims[~claims[Claim.number].isin(kept[Claim.number]) & claims[Claim.invoices].str.contains(r"\d")]
    assert set(past[ClaimedInvoice.claim]) == set(gone[Claim.number])
    again = pd.concat([kept, gone.tail(1).assign(**{Claim.number: "BX2027-001"})]).reset_index(drop=True)
    written = {Claim: again.set_axis(again.index + 2), ClaimedInvoice: past}
    own = {table: replace(old.books.sheets[table], rows=rows) for table, rows in written.items()}
    found = of_topic(replace(old.books, sheets={**old.books.sheets, **own}), "VCH-11")
    assert [finding.ref.row for finding in found] == [len(again) + 1]


def test_what_is_left_to_do_tells_of_claims_that_hold_no_budget_and_of_statements_that_stay_behind(
    old: Old,
) -> None:
    held = funnel(old.books, date(2026, 12, 31))
    told = list(_notes(old, published=True))
    (claims,) = (note for note in told if "报销单" in note)
    assert (
        f"{held['已批单数'].sum()} 张、{grouped(int(held['已批未付'].sum()))} 元，不占用 2027 年的预算"
        in claims
    )
    assert not any("对账单" in note for note in told)
    assert any("学校网站上的不要删" in note for note in told)
    (account, _), one = next(iter(old.books.statements.items()))
    early = replace(old.books, statements={**old.books.statements, (account, "2027-01"): one})
    assert "旧的 bank 文件夹里 2027-01 的对账单没有带过来，复制到新的 bank 文件夹里。" in _notes(
        Old(early, 2026), published=False
    )


def edited(old: Old, table: type[Table], rows: pd.DataFrame) -> Old:
    """The same books with other rows of one sheet."""
    other = Old(old.books, old.year)
    other.__dict__["frames"] = {**old.frames, table: rows}
    return other


def test_an_advance_that_nobody_settled_stays_open(old: Old) -> None:
    claims = old[Claim].copy()
    advance = claims.loc[claims[Claim.kind] == "借款", Claim.number].iloc[-1]
    assert advance not in set(carried(old)[Claim][Claim.number])
    claims.loc[claims[Claim.settles] == advance, Claim.settles] = ""
    found = carried(edited(old, Claim, claims))
    assert advance in set(found[Claim][Claim.number])
    assert advance in set(found[Payment][Payment.claim])


def test_a_contract_that_runs_on_comes_with_its_purchase_claim_and_payments(old: Old) -> None:
    contracts = old[Contract].copy()
    contracts.loc[2, Contract.end] = pd.Timestamp("2027-08-31")
    number, purchase = contracts.loc[2, [Contract.number, Contract.purchase]]
    found = carried(edited(old, Contract, contracts))
    assert found[Contract][Contract.number].tolist() == [number]
    assert purchase in set(found[Purchase][Purchase.number])
    assert number in set(found[Payment][Payment.contract])
    assert set(found[Payment][Payment.claim]) <= set(found[Claim][Claim.number])


def test_what_the_running_term_was_to_bring_comes_along(sheets: Sheets) -> None:
    assert set(sheets[Term][Term.term]) == set(sheets[Target][Target.term]) == {TERM}


def test_repairs_that_are_not_done_come_along(old: Old, sheets: Sheets) -> None:
    assert len(sheets[Repair]) == old[Repair][Repair.done].isna().sum() > 0


def test_cards_that_were_disposed_of_stay_behind(old: Old, sheets: Sheets) -> None:
    gone = old[AssetCard][AssetCard.disposed].notna()
    assert gone.any()
    assert set(sheets[AssetCard][AssetCard.number]) == set(old[AssetCard].loc[~gone, AssetCard.number])
    assert (
        sheets[AssetCard][AssetCard.opening] >= old[AssetCard].loc[~gone, AssetCard.opening].to_numpy()
    ).all()


def test_an_optional_reference_to_what_stays_behind_goes_blank(old: Old, sheets: Sheets) -> None:
    assert (old[AssetCard][AssetCard.acceptance] != "").any()
    assert (sheets[AssetCard][AssetCard.acceptance] == "").all()


def test_food_that_is_left_is_the_first_row_of_the_year(old: Old, sheets: Sheets) -> None:
    rows, left = sheets[StockEntry], old[StockEntry].drop_duplicates(StockEntry.food, keep="last")
    left = left[(left[StockEntry.left] != 0) | (left[StockEntry.left_amount] != 0)]
    assert set(rows[StockEntry.summary]) == {"上年结转"}
    assert dict(zip(rows[StockEntry.food], rows[StockEntry.received], strict=True)) == dict(
        zip(left[StockEntry.food], left[StockEntry.left], strict=True)
    )
    assert sheets[Delivery][Delivery.paid].isna().all()


BEGUN = {"BUD-08", "BUD-11"}
"""What the budget of the next year is for."""
LEFT = {
    "AST-07", "PLN-03", "PLN-04", "PLN-07", "PLN-08", "PLN-09", "PRJ-01", "PUB-01", "PUB-04", "PUB-05", "SAF-03",
    "SAF-09", "SAF-12", "SAF-13", "STU-01", "STU-02", "TGT-01",
}  # fmt: skip
"""What nobody did in December."""
UNBOOKED = {"AST-02"}
"""Nor was depreciation booked in it."""


def test_in_january_nothing_is_wrong_but_what_was_wrong_in_december(
    old: Old, sheets: Sheets, tmp_path: Path
) -> None:
    new(tmp_path / "2027")
    for name in {table.workbook for table in sheets}:
        content = workbook(MASTERS[name], sheets, lists=sheets, spare=1)
        (tmp_path / "2027" / "workbooks" / name).write_bytes(content)
    for name, content in demo.photos(clean=True).items():
        write_whole(tmp_path / "2027" / "photos" / name, content)
    books = Desk(tmp_path / "2027", date(2027, 1, 4)).books()
    judged = judge(books)
    assert judged.waiting == ()
    assert {found.rule.id for found in judged.findings} == BEGUN | LEFT | UNBOOKED
    lines = proved(old, books)
    assert [line for line in lines if not line.equal] == []
    assert next(line.closing for line in lines if line.name == "没有办完") == len(sheets[Claim])


def book(first: str, last: str, void: str = "") -> pd.DataFrame:
    row = {
        ReceiptBook.ticket: "校内收据", ReceiptBook.first: first, ReceiptBook.last: last, ReceiptBook.void_numbers: void,
        ReceiptBook.drawn: pd.Timestamp("2026-03-02"), ReceiptBook.keeper: "周文斌",
    }  # fmt: skip
    return made(ReceiptBook, [row])


def given(*receipts: tuple[str, str]) -> pd.DataFrame:
    rows = [
        {
            FeeReceipt.ticket: "校内收据", FeeReceipt.tickets: numbers, FeeReceipt.term: term,
            FeeReceipt.date: pd.Timestamp("2026-10-08"), FeeReceipt.item: "F99", FeeReceipt.number: numbers,
        }
        for numbers, term in receipts
    ]  # fmt: skip
    return made(FeeReceipt, rows)


@pytest.mark.parametrize(
    ("receipts", "void", "left"),
    [
        ([], "", [("0101", "0150", 50, 0)]),
        ([("0101-0120", "2026年春季学期")], "", [("0121", "0150", 30, 0)]),
        ([("0101-0120", "2026年春季学期")], "0121、0122", [("0123", "0150", 28, 0)]),
        ([("0101-0120", "2026年春季学期"), ("0121-0130", TERM)], "", [("0121", "0150", 30, 10)]),
        (
            [("0101-0120", "2026年春季学期"), ("0131-0140", "2026年春季学期")],
            "",
            [("0121", "0130", 10, 0), ("0141", "0150", 10, 0)],
        ),
        ([("0101-0150", "2026年春季学期")], "", []),
    ],
)
def test_a_book_of_receipts_begins_with_the_numbers_that_are_left(
    old: Old, receipts: list[tuple[str, str]], void: str, left: list[tuple[str, str, int, int]]
) -> None:
    other = Old(old.books, 2026)
    other.__dict__["frames"] = {
        **old.frames,
        ReceiptBook: book("0101", "0150", void),
        FeeReceipt: given(*receipts),
    }
    found = receipt_books(other)
    columns = [ReceiptBook.first, ReceiptBook.last, ReceiptBook.size, ReceiptBook.used]
    assert list(found[columns].itertuples(index=False, name=None)) == left
    assert (found[ReceiptBook.left] == found[ReceiptBook.size] - found[ReceiptBook.used]).all()
