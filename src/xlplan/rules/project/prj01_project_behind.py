from collections.abc import Iterator

import pandas as pd

from xlplan.findings import Severity
from xlplan.ledger.projects import done, open_projects, planned
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.projects import Project, Stage


@rule(
    "PRJ-01",
    fix="催施工单位赶上来；确实要延期的，办了手续再改计划完工和各道工序的计划起止。",
    severity=Severity.WARNING,
    whole=(Stage,),
)
def project_behind(books: Books) -> Iterator[Hits]:
    """项目进度落后

    没有完工的项目，过了计划完工那一天就是逾期。没有过的，把各道工序按权重加起来：照计划到今天应该做到百分之几（一道工序从计划起到
    计划止按天匀着算），实际做了百分之几（权重乘完成比例），少得超过参数“项目进度偏差上限”（10 个百分点）就是落后。没有写工序的
    项目，照开工和计划完工匀着算，和形象进度比。状态是完工、已验收、取消的，填了实际完工的不算。指向计划完工，一个项目只指一次。

    错：
    日期：2026-11-30
    项目
    | 项目号 | 名称   | 开工       | 计划完工       | 形象进度 | 状态 |
    | ------ | ------ | ---------- | -------------- | -------: | ---- |
    | XM1    | 绿化带 | 2026-09-01 | **2026-11-20** |      90% | 施工 |
    | XM2    | 围墙   | 2026-11-01 | **2026-12-30** |      20% | 施工 |
    | XM3    | 车棚   | 2026-11-01 | **2026-12-30** |      20% | 施工 |
    进度
    | 项目号 | 工序 | 权重 | 计划起     | 计划止     | 完成比例 |
    | ------ | ---- | ---: | ---------- | ---------- | -------: |
    | XM2    | 基础 |  40% | 2026-11-01 | 2026-11-25 |      50% |
    | XM2    | 砌墙 |  60% | 2026-11-26 | 2026-12-30 |       0% |

    对：
    日期：2026-11-30
    项目
    | 项目号 | 名称   | 开工       | 计划完工   | 实际完工   | 形象进度 | 状态   |
    | ------ | ------ | ---------- | ---------- | ---------- | -------: | ------ |
    | XM1    | 绿化带 | 2026-09-01 | 2026-11-20 |            |     100% | 完工   |
    | XM2    | 围墙   | 2026-11-01 | 2026-12-30 |            |      40% | 施工   |
    | XM3    | 车棚   | 2026-11-01 | 2026-11-30 |            |      92% | 施工   |
    | XM4    | 水池   | 2026-09-01 | 2026-10-30 |            |      10% | 取消   |
    | XM5    | 花坛   |            | 2027-03-30 |            |       0% | 立项   |
    | XM6    | 台阶   | 2026-09-01 | 2026-10-30 | 2026-10-29 |     100% | 施工   |
    进度
    | 项目号 | 工序 | 权重 | 计划起     | 计划止     | 完成比例 |
    | ------ | ---- | ---: | ---------- | ---------- | -------: |
    | XM2    | 基础 |  40% | 2026-11-01 | 2026-11-25 |     100% |
    | XM2    | 砌墙 |  60% | 2026-11-26 | 2026-12-30 |       0% |
    """
    today = pd.Timestamp(books.today)
    own = open_projects(books[Project])
    own = own[own[Project.due].notna()]
    if own.empty:
        return
    stages = books[Stage]
    facts = own.assign(
        天数=(today - own[Project.due]).dt.days, 应做=planned(own, stages, today), 做了=done(own, stages)
    )
    late = facts["天数"] > 0
    yield Hits(
        facts[late],
        at=Project.due,
        message="“{名称}”计划 {计划完工} 完工，已过 {天数} 天，状态还是“{状态}”。",
    )
    behind = facts.assign(少=facts["应做"] - facts["做了"], 上限=books.share("项目进度偏差上限"))[~late]
    yield Hits(
        behind[behind["少"] > behind["上限"] + 1e-9],
        at=Project.due,
        message="“{名称}”照计划到今天应做到 {应做:.0%}，做了 {做了:.0%}，少的超过 {上限:率}。",
    )
