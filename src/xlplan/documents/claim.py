"""报销审批单：一张报销单、借款单或者事前申请，签过的环节照“审批”表印上，还没有签的空着，打印出来签字；批准以后改过内容的不做。"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import pandas as pd

from xlplan.cells import Source
from xlplan.documents.figures import Printed
from xlplan.documents.paper import Document, Draft
from xlplan.documents.printing import cell, in_full
from xlplan.documents.rows import row_drafts
from xlplan.documents.values import named
from xlplan.excel.report import Figure
from xlplan.ledger.approvals import approvals
from xlplan.reports.forms import office_name
from xlplan.reports.paper import When
from xlplan.tables.books import Books
from xlplan.tables.claims import Acceptance, Approval, Claim, Contract, Payment, Purchase


@dataclass(frozen=True)
class StepRow:
    """One step that the claim needs; blank where nobody has signed it yet."""

    step: str = named("环节")
    who: str = named("谁签")
    approver: Printed = named("审批人")
    opinion: Printed = named("意见")
    date: Printed = named("日期")
    decision: Printed = named("纪要号")


@dataclass(frozen=True)
class PaymentRow:
    """One payment on the claim."""

    date: Printed = named("日期")
    method: Printed = named("方式")
    amount: Printed = named("金额")
    reference: Printed = named("票据号")
    voucher: Printed = named("凭证号")
    payer: Printed = named("付款人")


@dataclass(frozen=True)
class ClaimPaper:
    """What the template 报销审批单 may use."""

    office: str = named("单位")
    title: str = named("标题")
    number: Printed = named("单号")
    date: Printed = named("日期")
    department: Printed = named("部门")
    handler: Printed = named("经办")
    purpose: Printed = named("事由")
    amount: Printed = named("金额")
    amount_in_words: Printed = named("大写金额")
    budget: Printed = named("预算号")
    fund: Printed = named("资金来源")
    payee: Printed = named("收款人")
    payee_account: Printed = named("收款账号")
    invoices: Printed = named("发票号")
    attachments: Printed = named("附件数")
    settles: Printed = named("冲借款单号")
    purchases: Printed = named("采购号")
    contracts: Printed = named("合同号")
    acceptances: Printed = named("验收单号")
    steps: tuple[StepRow, ...] = named("审批")
    payments: tuple[PaymentRow, ...] = named("付款")


_TITLES = {"报销": "报销审批单", "借款": "借款审批单", "事前申请": "支出事前申请单"}
_OPEN = ("填报", "审批中")


def _drafts(books: Books, number: str, used: Sequence[str]) -> Iterator[Draft]:
    """The claim of this 单号, or those that are still to be signed."""
    return row_drafts(
        books, CLAIM.name, Claim.number, number,
        lambda rows: rows[Claim.state].isin(_OPEN), lambda row: _paper(books, row), stopped_by="APV-06",
    )  # fmt: skip


def _paper(books: Books, row: int) -> ClaimPaper:
    claim = books[Claim].loc[row]
    amount = Figure(
        int(claim[Claim.amount]), Source(books.ref(Claim.amount, row), str(Claim.amount), claim[Claim.number])
    )

    told = partial(cell, books, row=row)

    return ClaimPaper(
        office=office_name(books),
        title=_TITLES.get(claim[Claim.kind], CLAIM.name),
        number=told(Claim.number),
        date=told(Claim.date),
        department=told(Claim.department),
        handler=told(Claim.handler),
        purpose=told(Claim.purpose),
        amount=told(Claim.amount),
        amount_in_words=in_full(amount),
        budget=told(Claim.budget),
        fund=told(Claim.fund),
        payee=told(Claim.payee),
        payee_account=told(Claim.payee_account),
        invoices=told(Claim.invoices),
        attachments=told(Claim.attachments),
        settles=told(Claim.settles),
        **_followed(books, claim[Claim.number]),
        steps=tuple(_steps(books, row)),
        payments=tuple(_payments(books, claim)),
    )


def _followed(books: Books, number: str) -> dict[str, str]:
    """What was bought, signed and accepted on a claim, by its numbers."""
    purchases, contracts, acceptances = books[Purchase], books[Contract], books[Acceptance]
    own = purchases.loc[purchases[Purchase.claim] == number, Purchase.number]
    told = {
        "purchases": own,
        "contracts": contracts.loc[contracts[Contract.purchase].isin(own), Contract.number],
        "acceptances": acceptances.loc[acceptances[Acceptance.purchase].isin(own), Acceptance.number],
    }
    return {name: "、".join(numbers) for name, numbers in told.items()}


def _who(who: str) -> str:
    """Who signs a step, as it is said: 任一：总务主任、报账员 is 总务主任或报账员."""
    posts = who.removeprefix("任一：")
    return posts.replace("、", "或") if posts != who else who


def _steps(books: Books, claim: int) -> Iterator[StepRow]:
    """The chain of a claim, with the signatures that stand; a step that several sign has a line for each."""
    found = approvals(books)
    steps = found.steps[found.steps["单行"] == claim]
    signed = found.signatures[found.signatures["单行"] == claim]
    for step, who, count in zip(steps[Approval.step], steps["谁签"], steps["要签"], strict=True):
        rows = [int(row) for row in signed.index[signed[Approval.step] == step]]
        cells = (Approval.approver, Approval.opinion, Approval.date, Approval.decision)
        for row in rows:
            yield StepRow(step, _who(who), *(cell(books, column, row) for column in cells))
        for _ in range(len(rows), count):
            yield StepRow(step, _who(who), "", "", "", "")


def _payments(books: Books, claim: "pd.Series") -> Iterator[PaymentRow]:
    payments = books[Payment]
    own = payments[payments[Payment.claim] == claim[Claim.number]].sort_values(Payment.date, kind="stable")
    cells = (
        Payment.date, Payment.method, Payment.amount, Payment.reference, Payment.voucher, Payment.payer
    )  # fmt: skip
    for row in own.index:
        yield PaymentRow(*(cell(books, column, int(row)) for column in cells))


CLAIM = Document("报销审批单", Claim.number, When.ASKED, ClaimPaper, _drafts)
