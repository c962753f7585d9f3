from collections.abc import Iterator

import pandas as pd

from xlplan.findings import Severity
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.projects import FINISHED, Project


@rule(
    "PRJ-04",
    fix="办验收和结算，照实际成本记固定资产、建卡片，填上转固日和卡片号；没有决算的先暂估入账。",
    severity=Severity.WARNING,
)
def not_capitalised(books: Books) -> Iterator[Hits]:
    """项目完工、验收了没有转固

    是否转固写 是 的项目，完工或验收以后过了参数“项目转固最迟天数”（30 天）还没有转固日。从实际完工那天算起，没有写实际完工的从验收日
    算起，当天到期的不算。指向转固日；两个日子都没有写，不知道从哪天算起的，指向实际完工。填了转固日、没有写卡片号的，指向卡片号。
    只是维修的写 否，取消的也不查。

    错：
    日期：2026-11-30
    项目
    | 项目号 | 名称   | 实际完工   | 验收日     | 是否转固 | 转固日       | 卡片号     | 状态   |
    | ------ | ------ | ---------- | ---------- | -------- | ------------ | ---------- | ------ |
    | XM1    | 围墙   | 2026-10-30 | 2026-11-20 | 是       | **（空）**   |            | 已验收 |
    | XM2    | 车棚   | 2026-09-02 |            | 是       | **（空）**   |            | 完工   |
    | XM3    | 大门   |            | 2026-09-02 | 是       | **（空）**   |            | 已验收 |
    | XM4    | 水池   | 2026-09-02 | 2026-09-08 | 是       | 2026-09-20   | **（空）** | 已验收 |
    | XM5    | 花坛   | **（空）** |            | 是       |              |            | 完工   |

    对：
    日期：2026-11-30
    项目
    | 项目号 | 名称   | 实际完工   | 验收日     | 是否转固 | 转固日     | 卡片号 | 状态   |
    | ------ | ------ | ---------- | ---------- | -------- | ---------- | ------ | ------ |
    | XM1    | 围墙   | 2026-10-31 | 2026-11-20 | 是       |            |        | 已验收 |
    | XM2    | 厕所   | 2026-08-21 | 2026-08-24 | 否       |            |        | 已验收 |
    | XM3    | 大门   | 2026-09-02 | 2026-09-08 | 是       | 2026-09-20 | ZC-01  | 已验收 |
    | XM4    | 车棚   |            |            | 是       |            |        | 施工   |
    """
    projects = books[Project]
    own = projects[projects[Project.state].isin(FINISHED) & (projects[Project.capital] == "是")]
    start = own[Project.end].fillna(own[Project.accepted])
    yield Hits(
        own[own[Project.capitalised].notna() & (own[Project.card] == "")],
        at=Project.card,
        message="“{名称}”{转固日} 转固，没有写卡片号。",
    )
    own = own.assign(起=start)[own[Project.capitalised].isna()]
    yield Hits(
        own[own["起"].isna()],
        at=Project.end,
        message="“{名称}”状态是 {状态}，没有写实际完工，也没有写验收日，不知道什么时候该转固。",
    )
    own = own[own["起"].notna()]
    if own.empty:
        return
    today = pd.Timestamp(books.today)
    days = (today - own["起"]).dt.days
    most = books.numbers("项目转固最迟天数", pd.Series(today, index=own.index))
    yield Hits(
        own.assign(天数=days, 最迟=most)[days > most],
        at=Project.capitalised,
        message="“{名称}”{起} 完工，已过 {天数} 天（最迟 {最迟:g} 天），还没有转固。",
    )
