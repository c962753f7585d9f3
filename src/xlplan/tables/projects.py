"""projects.xlsx: what is being built, with whose money, how far it is and what was paid."""

import pandas as pd

from xlplan.excel.table import Formula, Table, day, money, rate, text
from xlplan.tables.assets import AssetCard
from xlplan.tables.claims import Acceptance, Contract, Payment, Purchase
from xlplan.tables.office import Department, Staff


def _paid(projects: pd.DataFrame, workbook: dict[str, pd.DataFrame]) -> "pd.Series":
    rows = workbook["项目付款"]
    sums = rows["金额"].groupby(rows["项目号"]).sum()
    return projects["项目号"].map(sums).fillna(0).astype("int64")


class Project(Table, workbook="projects.xlsx", sheet="项目", few=True):
    """建设和维修项目一个一行：从立项到转固。"""

    number = text("项目号", required=True, unique=True, subject=True, help="自己编，不重复，如 XM2026-01。")
    name = text("名称", required=True, help="和预算、合同里的写法一样。", width=24)
    kind = text("类别", required=True, help="照“参数”表的“项目类别”写；五化三园怎么分，在那里改。", width=12)
    document = text("立项文号", required=True, help="批复的文号；还没有批下来的写 待批。", width=24)
    budget = money("预算", required=True)
    method = text("采购方式", choices=Purchase.method.choices, help="还没有定的空着。", width=12)
    contract = text("合同号", refers=Contract.number, help="没有签合同的空着。", width=14)
    amount = money("合同额", blank=0, help="变更以后的金额；没有签合同的空着。")
    department = text("责任部门", required=True, refers=Department.name)
    owner = text("责任人", required=True, refers=Staff.name)
    start = day("开工")
    due = day("计划完工", required=True)
    end = day("实际完工")
    progress = rate("形象进度", part=True, required=True, help="工程做到了百分之几，不是付了百分之几。")
    paid = money(
        "已付",
        required=True,
        formula=Formula("=SUMIFS({项目付款.金额:all},{项目付款.项目号:all},{项目号})", _paid),
        help="“项目付款”里这个项目的合计，自动计算。",
    )
    acceptance = text("验收单号", refers=Acceptance.number, width=14)
    accepted = day("验收日")
    audit = text("审计", help="审计、审核的结论和文号；不用审计的写 不需要。", width=20)
    capital = text(
        "是否转固", required=True, choices=("是", "否"), help="完工以后记固定资产的写 是；只是维修的写 否。"
    )
    capitalised = day("转固日", help="记入固定资产的日期；不转固的空着。")
    card = text(
        "卡片号",
        refers=AssetCard.number,
        several=True,
        help="转固以后的资产卡片，几张的用顿号隔开。",
        width=18,
    )
    state = text("状态", required=True, choices=("立项", "采购", "施工", "完工", "已验收", "取消"), width=8)


FINISHED, CANCELLED = ("完工", "已验收"), "取消"
"""What 状态 says of a project that is built, and of one that is not going to be."""


class Funding(Table, workbook="projects.xlsx", sheet="资金来源"):
    """一个项目一笔资金一行。"""

    project = text("项目号", required=True, refers=Project.number, subject=True)
    source = text("资金来源", required=True, width=16)
    asked = day("申请日", help="请示的日期。")
    document = text("文号", help="批复、下达的文号；还没有的空着。", width=24)
    amount = money("金额", required=True)
    came = day("到账日", help="到账、下达额度的日期；还没有到的空着，分几次到的一次一行。")
    received = money("到账金额", blank=0, help="直接支付的，写下达的额度。")


class Stage(Table, workbook="projects.xlsx", sheet="进度"):
    """一个项目一道工序一行：计划什么时候做，实际什么时候做。"""

    project = text("项目号", required=True, refers=Project.number, subject=True)
    name = text("工序", required=True, width=20)
    weight = rate("权重", required=True, part=True, help="占整个工程的百分之几；一个项目合计 100%。")
    planned_start = day("计划起", required=True)
    planned_end = day("计划止", required=True)
    start = day("实际起")
    end = day("实际止")
    done = rate("完成比例", required=True, part=True)
    note = text("说明", width=24)


class ProjectPayment(Table, workbook="projects.xlsx", sheet="项目付款"):
    """项目的付款一笔一行。"""

    project = text("项目号", required=True, refers=Project.number, subject=True)
    date = day("日期", required=True, dated=True)
    term = text("款项", required=True, help="如 预付款、进度款、验收款、质保金。", width=12)
    amount = money("金额", required=True)
    payment = text("付款单号", refers=Payment.number, width=14)
    voucher = text("凭证号", help="日期那个月的凭证，如 记-60。")
