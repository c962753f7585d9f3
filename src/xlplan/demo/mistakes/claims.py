"""Mistakes in claims.xlsx."""

import pandas as pd

from xlplan.demo.edits import Mistake, appended, cell, deleted, put, swapped_later
from xlplan.demo.people import holder
from xlplan.demo.spots import Spot
from xlplan.excel.table import Column
from xlplan.money import in_words
from xlplan.tables.claims import Acceptance, Approval, Claim, Contract, Payment, Purchase
from xlplan.tables.ledger import VoucherLine
from xlplan.tables.projects import Project

_GATE, _TOILETS = "SQ2026-001", "SQ2026-002"


def _claim(column: Column, month: str, purpose: str, again: bool = False) -> Spot:
    return Spot(column, ((Claim.date, month), (Claim.purpose, purpose)), again=again)


def _step(column: Column, claim: str, step: str) -> Spot:
    return Spot(column, ((Approval.claim, claim), (Approval.step, step)))


def _paid(column: Column, month: str, payee: str) -> Spot:
    return Spot(column, ((Payment.date, month), (Payment.payee, payee)))


def _late_digits_round(slip: str) -> str:
    return slip[:-3] + slip[-2] + slip[-3] + slip[-1]


_QUOTED = ((Purchase.date, "2026-10"), (Purchase.method, "询价"))
_PROGRESS = ((Payment.date, "2026-08"), (Payment.payee, "恒基建筑"))

MISTAKES = (
    Mistake(
        "漏批", "厕所维修的事前申请 96,000 元，校长还没有签，状态就改成了已付清。", {_claim(Claim.state, "2026-05", "厕所化粪池维修工程"): ("APV-01",)},
        (deleted(_step(Approval.approver, _TOILETS, "校长")),),
    ),
    cell("代签", "校门工程的申请，分管这一步是办公室主任代签的。", "APV-02", _step(Approval.approver, _GATE, "分管"), holder("办公室主任")),
    cell("自付", "付话费的付款人填成了经办人自己。", "APV-03", _paid(Payment.payer, "2026-07", "岚溪县电信营业部"), holder("干事")),
    cell("早付", "6月的水费提前一个星期付了，单子还没有批完。", "APV-04", _paid(Payment.date, "2026-06", "岚溪县自来水公司"), lambda day: day - pd.Timedelta(days=7)),
    cell("纪要", "校门工程的集体研究没有填纪要号。", "APV-05", _step(Approval.decision, _GATE, "集体"), ""),
    cell("回单", "付电费的票据号写颠倒了两位，和银行日记账不一样。", "APV-07", _paid(Payment.reference, "2026-07", "岚溪县供电局松坪供电所"), _late_digits_round),
    Mistake(
        "没单", "付7月电话费的那一笔，付款表没有填凭证号，账上的支出就没有单子了。",
        {Spot(VoucherLine.voucher, ((VoucherLine.date, "2026-08"), (VoucherLine.summary, "电信营业部"), (VoucherLine.account, "7201"))): ("APV-08",)},
        (put(_paid(Payment.voucher, "2026-08", "岚溪县电信营业部"), ""),),
    ),
    cell("付错", "付3月电话费的收款人填成了水务公司。", "APV-09", _paid(Payment.payee, "2026-04", "岚溪县电信营业部"), "岚溪县自来水公司"),
    Mistake(
        "拆单", "水电维修不到一个月报了三笔，都刚好低于 2,000 元。", {_claim(Claim.amount, "2026-11", "付宿舍热水管道维修费", again=True): ("PRC-02",)},
        (
            appended(
                _claim(Claim.number, "2026-11", "付宿舍热水管道维修费"),
                {Claim.number: "BX2026-901", Claim.date: pd.Timestamp("2026-11-25"), Claim.amount: 196_000,
                 Claim.amount_in_words: in_words(196_000), Claim.invoices: "26529000000000000901", Claim.state: "填报"},
            ),
        ),
    ),
    Mistake(
        "两家", "询价只问了两家，第三家空着。", {Spot(Purchase.third_bidder, _QUOTED): ("PRC-03",)},
        (put(Spot(Purchase.third_bidder, _QUOTED), ""), put(Spot(Purchase.third_quote, _QUOTED), 0)),
    ),
    Mistake(
        "合同额", "校门工程的合同金额 171,000 元写成了 117,000 元，第二笔进度款就付超了，看着也还没有验收，和项目表也不一样。",
        {
            Spot(Payment.amount, _PROGRESS): ("PRC-04",),
            Spot(Payment.date, _PROGRESS): ("PRC-05",),
            Spot(Project.amount, ((Project.name, "校门及门卫室"),)): ("PRJ-05",),
        },
        (put(Spot(Contract.amount, ((Contract.supplier, "恒基建筑"),)), swapped_later),),
    ),
    cell("自验", "显微镜的验收人二是采购的经办人。", "PRC-05", Spot(Acceptance.second_acceptor, ((Acceptance.content, "生物显微镜"),)), holder("教务员")),
    cell("公告", "8月空调的合同签订一个多星期才公告。", "PRC-06", Spot(Contract.published, ((Contract.signed, "2026-08"),)), lambda day: day + pd.Timedelta(days=7)),
    Mistake(
        "重报", "9月的水费，同一张发票又填了一张单子，预算也不够再付一次。",
        {_claim(Claim.invoices, "2026-10", "付9月水费", again=True): ("VCH-11",), _claim(Claim.amount, "2026-10", "付9月水费", again=True): ("BUD-13",)},
        (appended(_claim(Claim.number, "2026-10", "付9月水费"), {Claim.number: "BX2026-902", Claim.state: "填报"}),),
    ),
    cell("佰仟", "7月电费的大写，仟写成了佰。", "VCH-12", _claim(Claim.amount_in_words, "2026-08", "付7月电费"), lambda words: words.replace("仟", "佰", 1)),
)  # fmt: skip
