from collections.abc import Iterator

import pandas as pd

from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.links import beside, sums_of
from xlplan.tables.projects import CANCELLED, Funding, Project, ProjectPayment


@rule(
    "PRJ-02",
    fix="核对批复和资金来源；差的钱落实了来源再开工，没有到账的先不付。",
    whole=(Funding, ProjectPayment),
)
def funding_apart(books: Books) -> Iterator[Hits]:
    """项目资金来源合计不等于预算，或者钱没有到账就付款

    一个项目的各笔资金来源加起来，要等于这个项目的预算；不等的指向项目的预算。付款到哪一天，累计付出去的不能超过那一天以前到账的
    （写了到账金额、没有写到账日的也算到了）；超过的指向那一笔付款的日期，一个项目只指第一笔。取消的项目不查资金来源。

    错：
    项目
    | 项目号 | 名称   | 预算      | 状态 |
    | ------ | ------ | --------: | ---- |
    | XM1    | 绿化带 | **50000** | 施工 |
    | XM2    | 围墙   | **20000** | 立项 |
    | XM3    | 车棚   |     30000 | 施工 |
    | XM4    | 水池   |     10000 | 施工 |
    资金来源
    | 项目号 | 资金来源 | 金额  | 到账日     | 到账金额 |
    | ------ | -------- | ----: | ---------- | -------: |
    | XM1    | 专项资金 | 30000 | 2026-03-02 |    30000 |
    | XM3    | 专项资金 | 20000 | 2026-03-02 |    20000 |
    | XM3    | 公用经费 | 10000 | 2026-06-02 |    10000 |
    | XM4    | 专项资金 | 10000 |            |          |
    项目付款
    | 项目号 | 日期           | 款项   | 金额  |
    | ------ | -------------- | ------ | ----: |
    | XM1    | 2026-04-02     | 预付款 | 30000 |
    | XM3    | 2026-04-02     | 预付款 | 15000 |
    | XM3    | **2026-05-06** | 进度款 |  5001 |
    | XM3    | 2026-05-07     | 进度款 |  1000 |
    | XM4    | **2026-05-06** | 预付款 |   100 |

    对：
    项目
    | 项目号 | 名称   | 预算  | 状态 |
    | ------ | ------ | ----: | ---- |
    | XM1    | 绿化带 | 50000 | 施工 |
    | XM2    | 围墙   | 20000 | 取消 |
    资金来源
    | 项目号 | 资金来源 | 金额  | 到账日     | 到账金额 |
    | ------ | -------- | ----: | ---------- | -------: |
    | XM1    | 专项资金 | 30000 | 2026-03-02 |    30000 |
    | XM1    | 公用经费 | 20000 |            |          |
    项目付款
    | 项目号 | 日期       | 款项   | 金额  |
    | ------ | ---------- | ------ | ----: |
    | XM1    | 2026-03-02 | 预付款 | 30000 |
    """
    projects, funding, payments = books[Project], books[Funding], books[ProjectPayment]
    own = projects[(projects[Project.state] != CANCELLED) & (projects[Project.number] != "")]
    given = sums_of(own, funding, {Project.number: Funding.project}, funding[Funding.amount])
    facts = own.assign(来源合计=given, 相差=(own[Project.budget] - given).abs())
    yield Hits(
        facts[facts["相差"] > 0],
        at=Project.budget,
        message="“{名称}”预算 {预算:元}，资金来源合计 {来源合计:元}，相差 {相差:元}。",
    )
    names = projects[[Project.number, Project.name]]
    early = beside(_beyond(payments, funding), names, {ProjectPayment.project: Project.number}, "项")
    yield Hits(
        early,
        at=ProjectPayment.date,
        message="“{项名称}”到 {日期} 累计付了 {累计:元}，到账的只有 {到账:元}。",
    )


def _beyond(payments: pd.DataFrame, funding: pd.DataFrame) -> pd.DataFrame:
    """The first payment of each project that more was paid with than had come."""
    paid = payments[(payments[ProjectPayment.project] != "") & payments[ProjectPayment.date].notna()]
    moves = pd.concat(
        [
            pd.DataFrame({"项": funding[Funding.project], "日": funding[Funding.came].fillna(pd.Timestamp(0)), "到": funding[Funding.received]}),
            pd.DataFrame({"项": paid[ProjectPayment.project], "日": paid[ProjectPayment.date], "付": paid[ProjectPayment.amount]}),
        ],
        keys=["来", "付"],
    ).fillna({"到": 0, "付": 0})  # fmt: skip
    # What comes on a day may be paid on it: money that comes stands first.
    moves = moves.sort_values("日", kind="stable")
    sums = moves.groupby("项")[["到", "付"]].cumsum().astype("int64")
    sums = sums[sums.index.get_level_values(0) == "付"].droplevel(0)
    facts = paid.loc[sums.index].assign(累计=sums["付"], 到账=sums["到"])
    facts = facts[facts["累计"] > facts["到账"]]
    return facts[~facts[ProjectPayment.project].duplicated()]
