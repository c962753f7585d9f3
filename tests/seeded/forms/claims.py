"""claims.xlsx: APV-01 to APV-09, VCH-11 and VCH-12."""

from collections.abc import Callable, Iterator
from functools import cache

import pandas as pd

from tests.seeded.forms import form
from tests.seeded.mistakes import Cell, Mistake
from tests.seeded.office import CleanOffice
from xlplan.demo.people import holder
from xlplan.excel.table import Column
from xlplan.ledger.vouchers import spent, voucher_keys
from xlplan.money import in_words
from xlplan.tables.budget import BudgetLine
from xlplan.tables.canteen import Delivery
from xlplan.tables.claims import Acceptance, Approval, Claim, ClaimedInvoice, Decision, Payment, Purchase
from xlplan.tables.ledger import VoucherLine
from xlplan.tables.links import beside

APPROVER, STATE = Approval.approver, Claim.state
DAY = pd.Timedelta(days=1)


@cache
def steps(office: CleanOffice) -> pd.DataFrame:
    """审批 of the claims that are paid, with 单行, the claim's 经办 and the step before (前行, 前人, 前日)."""
    claims = office[Claim]
    rows = beside(office[Approval], claims[claims[STATE] == "已付清"], {Approval.claim: Claim.number}, "单")
    rows = rows[rows["单行"] > 0]
    own = rows.groupby(Approval.claim)
    return rows.assign(前人=own[APPROVER].shift().fillna(""), 前日=own[Approval.date].shift())


@cache
def paid_once(office: CleanOffice) -> pd.DataFrame:
    """付款 of claims that are paid at once and without a contract, with what the claim says and 购: whether it buys anything."""
    rows = office[Payment]
    rows = rows[~rows[Payment.claim].duplicated(keep=False) & (rows[Payment.contract] == "")]
    rows = beside(rows, office[Claim], {Payment.claim: Claim.number}, "单")
    return rows.assign(购=rows[Payment.claim].isin(office[Purchase][Purchase.claim]))


def emptied(table: type[Approval] | type[Acceptance], row: int) -> dict[Cell, object]:
    """A row whose cells are all empty."""
    return {(column, row): None for column in table.columns}


@form("APV-01")
def step_left_out(office: CleanOffice) -> Iterator[Mistake]:
    """The row of one signature is not there."""
    for row, claim in steps(office).loc[lambda rows: rows[Approval.step] != "集体", "单行"].items():
        yield Mistake(emptied(Approval, row), (STATE, claim))


@form("APV-01")
def sent_back_and_not_signed_again(office: CleanOffice) -> Iterator[Mistake]:
    """The last opinion is 退回, the claim is 已付清 all the same."""
    rows = steps(office)
    last = rows[~rows[Approval.claim].duplicated(keep="last") & (rows[Approval.step] != "集体")]
    for row, claim in last["单行"].items():
        yield Mistake({(Approval.opinion, row): "退回"}, (STATE, claim))


@form("APV-01")
def signed_before_the_step_before(office: CleanOffice) -> Iterator[Mistake]:
    """A signature is dated a day before the one that comes first."""
    rows = steps(office)
    for row, day in rows.loc[rows["前日"].notna() & (rows[Approval.step] != "集体"), "前日"].items():
        yield Mistake({(Approval.date, row): day - DAY}, (Approval.date, row))


def _signed_by(office: CleanOffice, step: str, post: str) -> Iterator[Mistake]:
    rows, name = steps(office), holder(post)
    near = (rows["前人"] == name) | (rows.groupby(Approval.claim)[APPROVER].shift(-1) == name)
    free = (rows[Approval.step] == step) & (rows["单经办"] != name) & ~near
    for row in rows.index[free]:
        yield Mistake({(APPROVER, row): name}, (APPROVER, row))


@form("APV-02")
def clerk_signs_for_the_deputy(office: CleanOffice) -> Iterator[Mistake]:
    """分管 is signed by 办公室主任."""
    yield from _signed_by(office, "分管", "办公室主任")


@form("APV-02")
def deputy_signs_for_the_head(office: CleanOffice) -> Iterator[Mistake]:
    """校长 is signed by the other deputy."""
    for post in ("教学副校长", "后勤副校长"):
        yield from _signed_by(office, "校长", post)


@form("APV-02")
def another_department_signs(office: CleanOffice) -> Iterator[Mistake]:
    """部门 is signed by 干事 of the office."""
    yield from _signed_by(office, "部门", "干事")


@form("APV-03")
def handler_witnesses_himself(office: CleanOffice) -> Iterator[Mistake]:
    """证明 is signed by the handler."""
    rows = steps(office)
    for row, name in rows.loc[rows[Approval.step] == "证明", "单经办"].items():
        yield Mistake({(APPROVER, row): name}, (APPROVER, row))


@form("APV-03")
def witness_is_the_handler(office: CleanOffice) -> Iterator[Mistake]:
    """证明人 on the claim is its handler."""
    claims = office[Claim]
    for row, name in claims.loc[claims[STATE] == "已付清", Claim.handler].items():
        yield Mistake({(Claim.witness, row): name}, (Claim.witness, row))


@form("APV-03")
def head_signs_two_steps_on_end(office: CleanOffice) -> Iterator[Mistake]:
    """证明 is signed by the head who signs 部门 too."""
    rows = steps(office)
    for row in rows.index[rows[Approval.step] == "部门"]:
        yield Mistake({(APPROVER, row - 1): rows.at[row, APPROVER]}, (APPROVER, row))


@form("APV-03")
def handler_pays_himself(office: CleanOffice) -> Iterator[Mistake]:
    """付款人 is the handler."""
    for row, name in paid_once(office)["单经办"].items():
        yield Mistake({(Payment.payer, row): name}, (Payment.payer, row))


@form("APV-04")
def paid_on_the_day_of_the_claim(office: CleanOffice) -> Iterator[Mistake]:
    """Money for nothing that is accepted goes out on the day the claim is written."""
    rows = paid_once(office)
    last = office[Approval].groupby(Approval.claim)[Approval.date].max()
    early = (rows["单日期"] < rows[Payment.claim].map(last)) & ~rows["购"]
    early &= rows["单日期"].dt.month == rows[Payment.date].dt.month
    for row, day in rows.loc[early, "单日期"].items():
        yield Mistake({(Payment.date, row): day}, (Payment.date, row))


@form("APV-04")
def last_signature_after_the_money(office: CleanOffice) -> Iterator[Mistake]:
    """The last step is signed a day late."""
    last = office[Approval].drop_duplicates(Approval.claim, keep="last")
    last_rows = dict(zip(last[Approval.claim], last.index, strict=True))
    for row, claim, day in zip(*_columns(paid_once(office), Payment.claim, Payment.date), strict=True):
        yield Mistake({(Approval.date, last_rows[claim]): day + DAY}, (Payment.date, row))


@form("APV-04")
def paid_while_on_its_way(office: CleanOffice) -> Iterator[Mistake]:
    """状态 is still 审批中."""
    for row, claim in paid_once(office)["单行"].items():
        yield Mistake({(STATE, int(claim)): "审批中"}, (Payment.date, row))


def _columns(rows: pd.DataFrame, *columns: Column) -> list[list[object]]:
    return [rows.index.tolist(), *(rows[column].tolist() for column in columns)]


def _collective(office: CleanOffice) -> pd.DataFrame:
    rows = steps(office)
    return rows[rows[Approval.step] == "集体"]


@form("APV-05")
def minutes_not_named(office: CleanOffice) -> Iterator[Mistake]:
    """集体 is there, its 纪要号 is not."""
    for row in _collective(office).index:
        yield Mistake({(Approval.decision, row): None}, (Approval.decision, row))


@form("APV-05")
def collective_step_left_out(office: CleanOffice) -> Iterator[Mistake]:
    """The row is not there."""
    for row, claim in _collective(office)["单行"].items():
        yield Mistake(emptied(Approval, row), (Claim.amount, claim))


@form("APV-05")
def put_off_by_the_meeting(office: CleanOffice) -> Iterator[Mistake]:
    """决定 is 缓议."""
    rows = beside(_collective(office), office[Decision], {Approval.decision: Decision.number}, "会")
    for row, decision in rows["会行"].items():
        yield Mistake({(Decision.outcome, int(decision)): "缓议"}, (Approval.decision, row))


@form("APV-05")
def too_few_at_the_meeting(office: CleanOffice) -> Iterator[Mistake]:
    """Five of nine."""
    for row in office[Decision].index:
        yield Mistake({(Decision.present, row): 5}, (Decision.present, row))


@form("APV-07")
def amount_paid_typed_wrong(office: CleanOffice) -> Iterator[Mistake]:
    """A tenfold amount, and one with a yuan too many."""
    for row, fen in paid_once(office)[Payment.amount].items():
        for wrong in (fen * 10, fen + 100):
            cell = Payment.amount, row
            # It is more than the claim was approved for, too.
            yield Mistake({cell: wrong}, cell, (("BUD-13", cell),))


@form("APV-07")
def paid_from_the_other_account(office: CleanOffice) -> Iterator[Mistake]:
    """食堂户 for 基本户, and the other way round."""
    other = {"基本户": "食堂户", "食堂户": "基本户"}
    for row, account in paid_once(office)[Payment.account].items():
        if account:
            yield Mistake({(Payment.account, row): other[account]}, (Payment.account, row))


@form("APV-07")
def slip_typed_wrong(office: CleanOffice) -> Iterator[Mistake]:
    """票据号 with a digit too many."""
    rows = paid_once(office)
    for row, slip in rows.loc[rows[Payment.account] != "", Payment.reference].items():
        yield Mistake({(Payment.reference, row): f"{slip}0"}, (Payment.reference, row))


@form("APV-07", ("APV-08", "真的那张凭证没有单子了"), ("BUD-13", "没有凭证的付款还占着预算"))
def voucher_that_is_not_there(office: CleanOffice) -> Iterator[Mistake]:
    """凭证号 with digits too many."""
    for row in office[Payment].drop_duplicates(Payment.voucher, keep=False).index:
        yield Mistake({(Payment.voucher, row): "记-999"}, (Payment.voucher, row))


def _watched(office: CleanOffice) -> pd.DataFrame:
    """The lines that spend by claims, since both sheets that are written from day to day have begun."""
    lines = office[VoucherLine]
    begun = max(office[Payment][Payment.date].min(), office[Delivery][Delivery.paid].min())
    economic = office[BudgetLine].set_index(BudgetLine.number)[BudgetLine.economic]
    free = lines[VoucherLine.budget].map(economic).fillna("").str.startswith(("301", "303"))
    return lines[(spent(lines) > 0) & (lines[VoucherLine.date] >= begun) & ~free]


def _unnamed(office: CleanOffice, number: Column, day: Column) -> Iterator[Mistake]:
    """A 凭证号 left out wherever a voucher is named."""
    lines, rows = _watched(office), office[number.table]
    first = lines.assign(键=voucher_keys(lines[VoucherLine.date], lines[VoucherLine.voucher]))
    first = first.drop_duplicates("键").reset_index().set_index("键")["index"]
    for key, own in rows.groupby(voucher_keys(rows[day], rows[number])):
        if key in first.index:
            yield Mistake(
                dict.fromkeys(((number, row) for row in own.index), None),
                (VoucherLine.voucher, int(first[key])),
            )


@form("APV-08")
def payment_without_its_voucher(office: CleanOffice) -> Iterator[Mistake]:
    """凭证号 of a payment left out."""
    yield from _unnamed(office, Payment.voucher, Payment.date)


@form("APV-08", ("CAN-15", "这张凭证付的食材没有验收了"))
def deliveries_without_their_voucher(office: CleanOffice) -> Iterator[Mistake]:
    """凭证号 of what was paid together left out."""
    yield from _unnamed(office, Delivery.voucher, Delivery.paid)


@form("APV-08")
def bank_charge_called_otherwise(office: CleanOffice) -> Iterator[Mistake]:
    """A charge that does not say so."""
    rows = _watched(office)
    for row in rows.index[rows[VoucherLine.summary].str.contains("手续费")]:
        yield Mistake({(VoucherLine.summary, row): "付松坪信用社款"}, (VoucherLine.voucher, row))


@form("VCH-11")
def invoice_claimed_again(office: CleanOffice) -> Iterator[Mistake]:
    """The invoice of the claim before."""
    claims = office[Claim]
    claims = claims[(claims[Claim.invoices] != "") & claims[STATE].isin(["已付清", "已批准"])]
    for row, before in claims[Claim.invoices].shift().dropna().items():
        yield Mistake({(Claim.invoices, row): before}, (Claim.invoices, row))


@form("VCH-11")
def invoice_among_others_claimed_again(office: CleanOffice) -> Iterator[Mistake]:
    """Two invoices on a claim, one of which an older claim has."""
    claims = office[Claim]
    claims = claims[(claims[Claim.invoices] != "") & (claims[STATE] == "已付清")]
    own = claims[Claim.invoices]
    for row, before in own.shift(3).dropna().items():
        yield Mistake({(Claim.invoices, row): f"{own[row]}、{before}"}, (Claim.invoices, row))


@form("VCH-11")
def invoice_of_the_year_before(office: CleanOffice) -> Iterator[Mistake]:
    """An invoice that was claimed last December."""
    claims = office[Claim]
    own = claims.loc[(claims[Claim.invoices] != "") & (claims[STATE] == "已付清"), Claim.invoices]
    for row, numbers in own[~own.str.contains("、")].items():
        cells: dict[Cell, object] = {
            (ClaimedInvoice.number, 2): numbers, (ClaimedInvoice.claim, 2): "BX2025-301",
            (ClaimedInvoice.date, 2): pd.Timestamp("2025-12-22"),
        }  # fmt: skip
        yield Mistake(cells, (Claim.invoices, int(str(row))))


@form("VCH-11", ("APV-09", "付款还是付给原来的人"), ("APV-09", "分两笔付的，两笔都是"))
def journey_claimed_again(office: CleanOffice) -> Iterator[Mistake]:
    """A journey, without an invoice, is claimed with the traveller and the amount of the one before."""
    claims = office[Claim]
    rows = claims[(claims[Claim.settles] != "") & claims[Claim.amount].between(50_000, 199_999)]
    for before, row in zip(rows.index, rows.index[1:], strict=False):
        days = rows.at[row, Claim.date] - rows.at[before, Claim.date]
        if days.days <= 30 and rows.at[before, Claim.amount] >= rows.at[row, Claim.amount]:
            same = (Claim.payee, Claim.amount, Claim.amount_in_words)
            cells: dict[Cell, object] = {(column, row): rows.at[before, column] for column in same}
            yield Mistake(cells, (Claim.amount, row))


def _words(office: CleanOffice, *wrong: int) -> Iterator[Mistake]:
    """大写金额 of another amount: fen more, or 0 for tenfold."""
    for row, fen in office[Claim][Claim.amount].items():
        for more in wrong:
            other = fen + more if more else fen * 10
            yield Mistake({(Claim.amount_in_words, row): in_words(other)}, (Claim.amount_in_words, row))


@form("VCH-12")
def words_of_a_tenfold_amount(office: CleanOffice) -> Iterator[Mistake]:
    """A zero too many."""
    yield from _words(office, 0)


@form("VCH-12")
def words_a_little_off(office: CleanOffice) -> Iterator[Mistake]:
    """A fen, a jiao, a yuan more."""
    yield from _words(office, 1, 10, 100)


@form("VCH-12")
def figure_in_small_words(office: CleanOffice) -> Iterator[Mistake]:
    """一二三 for 壹贰叁."""
    small = str.maketrans("壹贰叁肆伍陆柒捌玖", "一二三四五六七八九")
    for row, words in office[Claim][Claim.amount_in_words].items():
        yield Mistake({(Claim.amount_in_words, row): words.translate(small)}, (Claim.amount_in_words, row))


def _edited(office: CleanOffice, column: Column, value: Callable[[object], object]) -> Iterator[Mistake]:
    """A cell of a claim of the autumn that was approved and is not paid, or sent back, written anew after a night had seen it."""
    rows = office[Claim]
    kept = (rows[Claim.state] == "已批准") & (rows[Claim.date] >= "2026-09-01")
    for row, before in rows.loc[kept, column].items():
        yield Mistake({(column, row): value(before)}, (column, row), bound=True)


@form("APV-06")
def payee_changed_after_the_approval(office: CleanOffice) -> Iterator[Mistake]:
    """Another name in 收款人."""
    yield from _edited(office, Claim.payee, lambda name: f"{name}二店")


@form("APV-06")
def account_changed_after_the_approval(office: CleanOffice) -> Iterator[Mistake]:
    """Another number in 收款账号."""
    yield from _edited(office, Claim.payee_account, lambda number: "8299999999999999999")


@form("APV-06")
def fund_changed_after_the_approval(office: CleanOffice) -> Iterator[Mistake]:
    """Another source in 资金来源."""
    yield from _edited(office, Claim.fund, lambda fund: "其他资金")


@form("APV-09")
def paid_to_another_shop(office: CleanOffice) -> Iterator[Mistake]:
    """Another payee is paid than was approved."""
    for row, name in office[Payment][Payment.payee].items():
        cell = Payment.payee, row
        yield Mistake({cell: f"{name}二店"}, cell)


@form("APV-09")
def paid_to_another_account(office: CleanOffice) -> Iterator[Mistake]:
    """The account paid to is one that nobody approved."""
    rows = beside(office[Payment], office[Claim], {Payment.claim: Claim.number}, "单")
    both = (rows[Payment.payee_account] != "") & (rows[f"单{Claim.payee_account}"] != "")
    for row in rows.index[both]:
        cell = Payment.payee_account, row
        yield Mistake({cell: "8299999999999999999"}, cell)


@form("APV-09")
def claim_changed_to_fit_the_payment(office: CleanOffice) -> Iterator[Mistake]:
    """The payee of a payment and, after the approval, of its claim are another one."""
    for row in paid_once(office).index:
        claim = int(paid_once(office).at[row, "单行"])
        name = f"{office[Payment].at[row, Payment.payee]}二店"
        cells: dict[Cell, object] = {(Payment.payee, row): name, (Claim.payee, claim): name}
        yield Mistake(cells, (Payment.payee, row), (("APV-06", (Claim.payee, claim)),), bound=True)
