"""claims.xlsx: claims for money and how each was approved, bought, received and paid."""

from xlplan.excel.table import Table, count, day, money, text
from xlplan.findings import Severity
from xlplan.tables.budget import BudgetLine
from xlplan.tables.office import BankAccount, Department, Staff

OFFSET = "冲借款"
"""方式 of what is not paid again, as an advance paid it before."""


class Claim(Table, workbook="claims.xlsx", sheet="报销单"):
    """每张报销单、借款单、事前申请一行。单号贯穿全簿：审批、采购、付款都写这个单号。"""

    number = text(
        "单号", required=True, unique=True, subject=True, help="自己编，不重复，如 BX2026-001。", width=14
    )
    date = day("日期", required=True, dated=True)
    kind = text("类型", required=True, choices=("事前申请", "报销", "借款"), width=10)
    department = text("部门", required=True, refers=Department.name)
    handler = text("经办", required=True, refers=Staff.name, width=9)
    purpose = text("事由", required=True, help="写清为什么事、买什么。", width=32)
    amount = money("金额", required=True)
    amount_in_words = text("大写金额", optional=True, help="照单子上的大写抄；没有就空着。", width=32)
    budget = text("预算号", refers=BudgetLine.number, width=10)
    fund = text("资金来源", help="和预算表里的写法一样。")
    payee = text("收款人", help="写全称，和发票、账户名一致。", width=28)
    payee_account = text("收款账号", private=True, help="按文本填写，否则末几位会变成 0。", width=22)
    invoices = text("发票号", help="几张发票用、隔开；按文本填写。", width=24)
    attachments = count("附件数")
    witness = text("证明人", refers=Staff.name, help="不能是经办人自己。", width=10)
    settles = text(
        "冲借款单号",
        optional=True,
        refers=number,
        help="报销时冲掉哪一张借款单，或者办完了哪一张事前申请；都没有的空着。",
        width=14,
    )
    state = text(
        "状态", required=True, choices=("填报", "审批中", "已批准", "已付清", "退回", "作废"), width=9
    )


class ClaimedInvoice(Table, workbook="claims.xlsx", sheet="已报发票", optional=True):
    """以前年度报过的发票，一张一行；换年的时候自动带过来，防止年底报过的发票下一年再报一次。"""

    number = text("发票号", required=True, subject=True, width=24)
    claim = text("单号", required=True, help="当时那张报销单的单号。", width=14)
    date = day("日期", required=True)


class Decision(Table, workbook="claims.xlsx", sheet="集体决策"):
    """大额开支、重大事项的集体研究记录，一个议题一行；审批里写它的纪要号。"""

    number = text(
        "纪要号", required=True, unique=True, subject=True, help="如 校务会纪要〔2026〕5号。", width=24
    )
    date = day("会议日期", required=True, dated=True)
    kind = text("会议类型", required=True, choices=("校务会", "行政会", "党组织会议", "教代会"))
    topic = text("议题", required=True, width=36)
    amount = money("金额", blank=0, help="议题涉及的金额；不涉及钱的空着。")
    entitled = count("应到", required=True)
    present = count("实到", required=True)
    in_favour = count("赞成", required=True)
    outcome = text("决定", required=True, choices=("通过", "不通过", "缓议"))
    chair = text("主持人", required=True, refers=Staff.name, severity=Severity.WARNING)
    recorder = text("记录人", required=True, refers=Staff.name, severity=Severity.WARNING)


class Approval(Table, workbook="claims.xlsx", sheet="审批"):
    """每张单子走过的每一步一行，按先后写；退回以后重新走的，再写一遍。"""

    claim = text("单号", required=True, refers=Claim.number, subject=True, group="value", width=14)
    step = text("环节", required=True, choices=("证明", "部门", "总务", "分管", "校长", "集体"))
    approver = text("审批人", required=True, refers=Staff.name)
    position = text("职务", help="签字时的职务和教职工表里的岗位不一样才填；空着就按教职工表。", width=14)
    date = day("日期", required=True, dated=True, help="签字的那一天。")
    opinion = text("意见", required=True, choices=("同意", "不同意", "退回"))
    decision = text("纪要号", refers=Decision.number, help="集体这一步要填，别的空着。", width=24)
    note = text("说明", help="不同意、退回的写明为什么。", width=30)


class Purchase(Table, workbook="claims.xlsx", sheet="采购"):
    """每次采购一行：买什么，用什么方式，谁中选；询价的把三家报价都写上。"""

    number = text(
        "采购号", required=True, unique=True, subject=True, help="自己编，如 CG2026-001。", width=14
    )
    date = day("日期", required=True, dated=True, help="定下供应商的那一天。")
    claim = text("单号", refers=Claim.number, help="一般写事前申请的单号。", width=14)
    item = text("项目", required=True, help="买的什么、做的什么工程。", width=28)
    category = text("类别", required=True, choices=("货物", "工程", "服务"), width=8)
    catalogue_item = text("品目", help="照集中采购目录的品目名称；不在目录里的写通常的叫法。", width=20)
    method = text(
        "采购方式",
        required=True,
        choices=("自行采购", "询价", "框架协议", "公开招标", "竞争性磋商", "单一来源"),
        width=14,
    )
    supplier = text("供应商", required=True, help="写全称。", width=28)
    amount = money("成交金额", required=True)
    first_bidder = text("供应商一", optional=True, help="询价时填；成交的也算一家。", width=28)
    first_quote = money("报价一", blank=0, optional=True)
    second_bidder = text("供应商二", optional=True, help="询价时填。", width=28)
    second_quote = money("报价二", blank=0, optional=True)
    third_bidder = text("供应商三", optional=True, help="询价时填。", width=28)
    third_quote = money("报价三", blank=0, optional=True)
    handler = text("经办", required=True, refers=Staff.name, width=9)


class Contract(Table, workbook="claims.xlsx", sheet="合同"):
    """每份合同一行；变更的不另起一行，把增减的金额和依据写在这一行。"""

    number = text(
        "合同号", required=True, unique=True, subject=True, help="自己编，如 HT2026-001。", width=14
    )
    purchase = text("采购号", refers=Purchase.number, width=14)
    signed = day("签订日", required=True, dated=True)
    supplier = text("供应商", required=True, help="写全称，和采购表一致。", width=28)
    amount = money("合同金额", required=True, help="签订时的金额。")
    change = money("变更金额", blank=0, help="增加写正数，减少写负数；没有变更空着。")
    change_basis = text("变更依据", help="补充协议、会议纪要号。", width=24)
    awarded = day("成交通知日", optional=True, help="发出成交（中标）通知书的那一天；没有通知书空着。")
    published = day("公告日", help="合同公告的那一天；不用公告的空着。")
    start = day("起日", help="从哪一天起履行。")
    end = day("止日", help="到哪一天止。")
    signer = text("签约人", refers=Staff.name, severity=Severity.WARNING, help="代表学校签字的人。")


class Acceptance(Table, workbook="claims.xlsx", sheet="验收"):
    """每次验收一行；分批到货的，一批一行。"""

    number = text(
        "验收单号", required=True, unique=True, subject=True, help="自己编，如 YS2026-001。", width=14
    )
    purchase = text("采购号", required=True, refers=Purchase.number, width=14)
    contract = text("合同号", refers=Contract.number, help="没有签合同的空着。", width=14)
    date = day("验收日", required=True, dated=True)
    content = text("验收内容", required=True, help="验收了什么，规格、质量对不对。", width=36)
    quantity = text("数量", help="连单位写，如 30套、1项。")
    amount = money("金额", required=True, help="这次验收的金额。")
    acceptor = text("验收人一", required=True, offers=Staff.name, help="不能是采购的经办人。")
    second_acceptor = text("验收人二", offers=Staff.name, help="两个人一起验收，外请的写明单位。", width=16)
    conclusion = text("结论", required=True, choices=("合格", "整改后合格", "不合格"), width=14)


class Payment(Table, workbook="claims.xlsx", sheet="付款", sealed=True):
    """每付一笔一行；一张单子分几次付的，写几行。"""

    number = text(
        "付款号", required=True, unique=True, subject=True, help="自己编，如 FK2026-001。", width=14
    )
    date = day("日期", required=True, dated=True, help="钱付出去的那一天。")
    claim = text("单号", required=True, refers=Claim.number, group="value", width=14)
    contract = text("合同号", refers=Contract.number, help="没有签合同的空着。", width=14)
    payee = text("收款人", required=True, help="照实际付给谁填。", width=28)
    payee_account = text("收款账号", private=True, help="按文本填写；付现金的空着。", width=24)
    amount = money("金额", required=True)
    method = text("方式", required=True, choices=("转账", "现金", "公务卡", "直接支付", OFFSET))
    account = text("账户", refers=BankAccount.name, help="从哪个账户付的；直接支付、现金、冲借款空着。")
    reference = text("票据号", help="支票、回单、支付凭证的号码。", width=16)
    voucher = text("凭证号", help="记账的那张凭证，在日期的那个月里找；还没有记账的空着。")
    payer = text("付款人", required=True, refers=Staff.name)
