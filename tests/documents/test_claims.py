"""The papers of claims.xlsx say what its rows say."""

from dataclasses import replace
from typing import Any

import pytest

from tests.reports.school import school
from xlplan.documents.claim import ClaimPaper
from xlplan.documents.figures import Traced
from xlplan.documents.shelf import DOCUMENTS
from xlplan.documents.values import leaves
from xlplan.findings import CannotRun
from xlplan.ledger.approvals import binding
from xlplan.tables.books import Books
from xlplan.tables.claims import Acceptance, Claim, Purchase


@pytest.fixture(scope="module")
def books() -> Books:
    return school()


def paper(books: Books, name: str, of: str) -> Any:
    (draft,) = DOCUMENTS[name].drafts(books, of, ())
    assert draft.missing == ()
    return draft.paper


def test_a_claim_on_its_way_has_a_blank_line_for_each_step_that_nobody_signed(books: Books) -> None:
    drafts = list(DOCUMENTS["报销审批单"].drafts(books, "", ()))
    claims = books[Claim].set_index(Claim.number)
    assert [claims.loc[draft.of, Claim.state] for draft in drafts] == ["审批中", "审批中"]
    for draft in drafts:
        assert isinstance(draft.paper, ClaimPaper)
        assert [bool(row.approver) for row in draft.paper.steps] == [True, True, False, False]
        assert draft.paper.payments == ()


def test_a_claim_that_is_paid_in_parts_says_each_part(books: Books) -> None:
    made = paper(books, "报销审批单", "SQ2026-001")
    assert made.title == "支出事前申请单"
    assert [row.step for row in made.steps] == ["证明", "部门", "总务", "分管", "校长", "集体"]
    assert str(made.steps[-1].decision) == "校务会纪要〔2026〕5号"
    assert [str(row.amount) for row in made.payments] == ["54,000.00", "81,000.00", "36,000.00"]
    assert str(made.amount_in_words) == "人民币壹拾捌万元整"


def test_the_figures_of_a_claim_are_its_cells(books: Books) -> None:
    (row,) = books[Claim].index[books[Claim][Claim.number] == "SQ2026-001"]
    made = paper(books, "报销审批单", "SQ2026-001")
    assert made.amount.source.at == books.ref(Claim.amount, int(row))
    assert {own.source.at.workbook for own in leaves(list(vars(made).values()), Traced)} == {"claims.xlsx"}


def test_the_account_of_a_payee_shows_its_last_four_digits(books: Books) -> None:
    claims = books[Claim]
    row = int(claims.index[claims[Claim.payee_account] != ""][0])
    made = paper(books, "报销审批单", claims.at[row, Claim.number])
    assert str(made.payee_account) == "****" + claims.at[row, Claim.payee_account][-4:]


def test_a_claim_that_was_changed_after_its_approval_is_not_printed(books: Books) -> None:
    claims = books[Claim]
    row = int(claims.index[claims[Claim.state] == "已付清"][0])
    number = claims.at[row, Claim.number]
    changed = claims.copy()
    changed.loc[row, Claim.amount] += 1
    sheets = {**books.sheets, Claim: replace(books.sheets[Claim], rows=changed)}
    later = replace(books, sheets=sheets, bound=binding(books), kept={})
    (draft,) = DOCUMENTS["报销审批单"].drafts(later, number, ())
    assert draft.paper is None
    assert [(ref.cell, "APV-06" in why) for ref, why in draft.missing] == [
        (books.ref(Claim.amount, row).cell, True)
    ]


def test_an_acceptance_by_the_buyer_is_not_printed(books: Books) -> None:
    rows = books[Acceptance].copy()
    row = int(rows.index[rows[Acceptance.purchase] != ""][0])
    bought = books[Purchase].set_index(Purchase.number)
    rows.loc[row, Acceptance.second_acceptor] = bought.at[rows.at[row, Acceptance.purchase], Purchase.handler]
    changed = replace(
        books, sheets={**books.sheets, Acceptance: replace(books.sheets[Acceptance], rows=rows)}, kept={}
    )
    (draft,) = DOCUMENTS["验收单"].drafts(changed, rows.at[row, Acceptance.number], ())
    assert draft.paper is None
    assert "PRC-05" in draft.missing[0][1]


def test_an_inquiry_lists_the_quotes_and_marks_the_one_that_was_taken(books: Books) -> None:
    rows = books[Purchase]
    row = int(rows.index[rows[Purchase.method] == "询价"][0])
    made = paper(books, "询价单", rows.at[row, Purchase.number])
    (taken,) = [bid for bid in made.bids if bid.chosen]
    assert len(made.bids) == 3
    assert (taken.bidder, str(taken.quote)) == (made.supplier, str(made.amount))


def test_an_acceptance_says_what_was_bought_of_whom(books: Books) -> None:
    rows = books[Acceptance]
    row = int(rows.index[rows[Acceptance.content] == "校门及门卫室改造工程，按图纸完工"][0])
    made = paper(books, "验收单", rows.at[row, Acceptance.number])
    assert (made.item, made.supplier) == ("校门及门卫室改造工程", "岚溪县恒基建筑公司")
    assert (str(made.amount), str(made.conclusion)) == ("171,000.00", "合格")


def test_what_is_due_are_the_acceptances_of_the_month(books: Books) -> None:
    drafts = list(DOCUMENTS["验收单"].drafts(books, "", ()))
    assert drafts
    assert {draft.month for draft in drafts} == {"2026-11"}


@pytest.mark.parametrize("name", ["报销审批单", "询价单", "验收单"])
def test_a_number_that_is_not_there_is_said(name: str, books: Books) -> None:
    with pytest.raises(CannotRun, match="是 XX-1 的"):
        list(DOCUMENTS[name].drafts(books, "XX-1", ()))


@pytest.mark.parametrize("method", ["自行采购", "竞争性磋商"])
def test_a_purchase_for_which_nobody_was_asked_has_no_inquiry(method: str, books: Books) -> None:
    rows = books[Purchase]
    number = rows.loc[rows[Purchase.method] == method, Purchase.number].iloc[0]
    with pytest.raises(CannotRun, match=f"^{number} 的采购方式是{method}，不是询价，没有询价单。$"):
        list(DOCUMENTS["询价单"].drafts(books, number, ()))


def test_a_claim_names_what_was_bought_signed_and_accepted_on_it(books: Books) -> None:
    made = paper(books, "报销审批单", "SQ2026-001")
    purchases, acceptances = books[Purchase], books[Acceptance]
    bought = purchases.loc[purchases[Purchase.claim] == "SQ2026-001", Purchase.number]
    accepted = acceptances.loc[acceptances[Acceptance.purchase].isin(bought), Acceptance.number]
    assert (made.purchases, made.acceptances) == ("、".join(bought), "、".join(accepted))
    assert made.contracts.startswith("HT2026-")


def test_one_of_several_posts_is_said_as_people_say_it(books: Books) -> None:
    drafts = list(DOCUMENTS["报销审批单"].drafts(books, "", ()))
    signers = {row.who for draft in drafts for row in draft.paper.steps}
    assert "总务主任或报账员" in signers
    assert not any("任一" in who for who in signers)
