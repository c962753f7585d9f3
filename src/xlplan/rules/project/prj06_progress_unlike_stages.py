from collections.abc import Iterator

from xlplan.ledger.projects import done, weights
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.links import beside
from xlplan.tables.projects import CANCELLED, Project, Stage

_ROUNDED = 0.005 + 1e-9
"""形象进度 is told in whole percent."""


@rule(
    "PRJ-06",
    fix="照工程量重新定各道工序的权重，合计 100%；形象进度照权重乘完成比例的合计填。",
    whole=(Stage,),
)
def progress_unlike_stages(books: Books) -> Iterator[Hits]:
    """工序权重合计不是 100%，或形象进度和工序对不上

    写了工序的项目，各道工序的权重加起来是 100%，不是的指向最后一道工序的权重；是的，形象进度就是各道工序权重乘完成比例的合计，
    四舍五入到百分之一，不是的指向形象进度。没有写工序的、取消的项目不查。

    错：
    项目
    | 项目号 | 名称   | 形象进度 | 状态 |
    | ------ | ------ | -------: | ---- |
    | XM1    | 绿化带 |  **60%** | 施工 |
    | XM2    | 围墙   |      20% | 施工 |
    进度
    | 项目号 | 工序 | 权重    | 完成比例 |
    | ------ | ---- | ------: | -------: |
    | XM1    | 整地 |     40% |     100% |
    | XM1    | 栽植 |     60% |       0% |
    | XM2    | 基础 |     40% |      50% |
    | XM2    | 砌墙 | **50%** |       0% |

    对：
    项目
    | 项目号 | 名称   | 形象进度 | 状态 |
    | ------ | ------ | -------: | ---- |
    | XM1    | 绿化带 |      58% | 施工 |
    | XM2    | 围墙   |      20% | 施工 |
    | XM3    | 车棚   |      90% | 取消 |
    进度
    | 项目号 | 工序 | 权重 | 完成比例 |
    | ------ | ---- | ---: | -------: |
    | XM1    | 整地 |  35% |     100% |
    | XM1    | 栽植 |  65% |      35% |
    | XM3    | 基础 |  40% |       0% |
    """
    projects, stages = books[Project], books[Stage]
    own = projects[(projects[Project.state] != CANCELLED) & (projects[Project.number] != "")]
    total = weights(own, stages)
    whole = (total - 1).abs() < 1e-6
    wrong = own.assign(合计=total)[total.notna() & ~whole]
    last = stages[~stages[Stage.project].duplicated(keep="last")]
    told = beside(last, wrong, {Stage.project: Project.number}, "项")
    told = told[told["项行"] > 0]
    yield Hits(told, at=Stage.weight, message="“{项名称}”各道工序的权重合计 {项合计:率}，应是 100%。")
    facts = own.assign(应是=done(own, stages))[whole]
    apart = (facts[Project.progress] - facts["应是"]).abs() > _ROUNDED
    yield Hits(
        facts[apart],
        at=Project.progress,
        message="“{名称}”的形象进度填的是 {形象进度:率}，照工序算是 {应是:率}。",
    )
