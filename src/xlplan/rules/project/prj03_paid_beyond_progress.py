from collections.abc import Iterator

from xlplan.rules import Hits, rule
from xlplan.tables.books import Books, NotKept
from xlplan.tables.claims import Contract
from xlplan.tables.links import sums_of
from xlplan.tables.projects import CANCELLED, Project, ProjectPayment


@rule("PRJ-03", fix="核对形象进度和付款；付多了的停付，等工程做到了再付。", whole=(ProjectPayment,))
def paid_beyond_progress(books: Books) -> Iterator[Hits]:
    """付款比例高于形象进度，或超过合同额

    已付除以合同额（没有签合同的除以预算），不能比形象进度高出参数“付款超进度上限”（10 个百分点）以上，刚好到的不算；也不能超过
    合同额。合同额超没超，合同号在“合同”表里的由 PRC-04 看。指向已付。取消的项目不查。

    错：
    项目
    | 项目号 | 名称   | 预算  | 合同额 | 形象进度 | 状态   | 已付      |
    | ------ | ------ | ----: | -----: | -------: | ------ | --------: |
    | XM1    | 绿化带 | 50000 |  40000 |      40% | 施工   | **36000** |
    | XM2    | 围墙   | 50000 |  40000 |     100% | 已验收 | **40001** |
    | XM3    | 车棚   | 10000 |        |      50% | 施工   | **6001**  |
    项目付款
    | 项目号 | 日期       | 款项   | 金额  |
    | ------ | ---------- | ------ | ----: |
    | XM1    | 2026-04-02 | 进度款 | 36000 |
    | XM2    | 2026-04-02 | 结算款 | 40001 |
    | XM3    | 2026-04-02 | 进度款 |  6001 |

    对：
    合同
    | 合同号 | 签订日     | 合同金额 |
    | ------ | ---------- | -------: |
    | HT1    | 2026-03-02 |    40000 |
    项目
    | 项目号 | 名称   | 预算  | 合同号 | 合同额 | 形象进度 | 状态   |
    | ------ | ------ | ----: | ------ | -----: | -------: | ------ |
    | XM1    | 绿化带 | 50000 |        |  40000 |      60% | 施工   |
    | XM2    | 围墙   | 50000 | HT1    |  40000 |     100% | 已验收 |
    | XM3    | 车棚   | 10000 |        |        |      50% | 施工   |
    | XM4    | 水池   | 10000 |        |        |       0% | 取消   |
    项目付款
    | 项目号 | 日期       | 款项   | 金额  |
    | ------ | ---------- | ------ | ----: |
    | XM1    | 2026-04-02 | 进度款 | 28000 |
    | XM2    | 2026-04-02 | 结算款 | 40001 |
    | XM3    | 2026-04-02 | 进度款 |  6000 |
    | XM4    | 2026-04-02 | 设计费 |  2000 |
    """
    projects, payments = books[Project], books[ProjectPayment]
    own = projects[(projects[Project.state] != CANCELLED) & projects[Project.progress].notna()]
    contracted = own[Project.amount] > 0
    own = own.assign(
        基数=own[Project.amount].where(contracted, own[Project.budget]),
        什么=contracted.map({True: "合同额", False: "预算"}),
        付了=sums_of(
            own, payments, {Project.number: ProjectPayment.project}, payments[ProjectPayment.amount]
        ),
    )
    own = own[own["基数"] > 0]
    if own.empty:
        return
    facts = own.assign(比例=own["付了"] / own["基数"], 上限=books.share("付款超进度上限"))
    over = facts["比例"] > 1
    yield Hits(
        facts[over & ~facts[Project.contract].isin(_agreed(books))],
        at=Project.paid,
        message="“{名称}”已付 {付了:元}，超过了{什么} {基数:元}。",
    )
    early = ~over & (facts["比例"] > facts[Project.progress] + facts["上限"] + 1e-9)
    yield Hits(
        facts[early],
        at=Project.paid,
        message="“{名称}”付了{什么}的 {比例:.0%}，形象进度只有 {形象进度:.0%}，高出的超过 {上限:率}。",
    )


def _agreed(books: Books) -> list[str]:
    """The contracts that PRC-04 looks after."""
    try:
        return [number for number in books[Contract][Contract.number] if number]
    except NotKept:
        return []
