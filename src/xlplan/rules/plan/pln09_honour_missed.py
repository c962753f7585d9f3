from collections.abc import Iterator

import pandas as pd

from xlplan.findings import Severity
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.plan import Honour


@rule(
    "PLN-09",
    fix="申报了的填申报日、改状态；来不及的改成“放弃”，写明原因。获得的补填批准文号。",
    severity=Severity.WARNING,
)
def honour_missed(books: Books) -> Iterator[Hits]:
    """荣誉创建过了申报期限

    “荣誉创建”表里还在准备、没有申报的，申报期限过了，指向状态；到期当天不算过。申报期限过了才申报的，指向申报日。
    状态是“已申报”却没有申报日的，指向申报日；状态是“已获得”却没有批准文号的，指向批准文号。

    错：
    日期：2026-11-30
    荣誉创建
    | 称号         | 级别 | 申报期限   | 责任人 | 申报日         | 状态       | 批准文号   |
    | ------------ | ---- | ---------- | ------ | -------------- | ---------- | ---------- |
    | 平安校园     | 县   | 2026-11-27 | 张三   |                | **准备中** |            |
    | 花园式学校   | 县   | 2026-06-30 | 张三   | **2026-07-02** | 未获得     |            |
    | 德育示范校   | 市   | 2026-12-31 | 张三   | **（空）**     | 已申报     |            |
    | 教工之家     | 县   | 2026-03-31 | 张三   | 2026-03-20     | 已获得     | **（空）** |

    对：
    日期：2026-11-30
    荣誉创建
    | 称号         | 级别 | 申报期限   | 责任人 | 申报日     | 状态   | 批准文号          |
    | ------------ | ---- | ---------- | ------ | ---------- | ------ | ----------------- |
    | 平安校园     | 县   | 2026-11-30 | 张三   |            | 准备中 |                   |
    | 花园式学校   | 县   | 2026-06-30 | 张三   |            | 放弃   |                   |
    | 德育示范校   | 市   | 2026-12-31 | 张三   | 2026-11-20 | 已申报 |                   |
    | 教工之家     | 县   | 2026-03-31 | 张三   | 2026-03-31 | 已获得 | 岚工发〔2026〕9号 |
    """
    honours = books[Honour]
    waiting, asked = honours[Honour.state] == "准备中", honours[Honour.done].notna()
    yield Hits(
        honours[waiting & ~asked & (honours[Honour.due] < pd.Timestamp(books.today))],
        at=Honour.state,
        message="“{称号}”{申报期限} 截止申报，还在准备。",
    )
    yield Hits(
        honours[honours[Honour.done] > honours[Honour.due]],
        at=Honour.done,
        message="“{称号}”{申报期限} 截止申报，{申报日} 才申报。",
    )
    yield Hits(
        honours[(honours[Honour.state] == "已申报") & ~asked],
        at=Honour.done,
        message="“{称号}”的状态是已申报，没有写申报日。",
    )
    yield Hits(
        honours[(honours[Honour.state] == "已获得") & (honours[Honour.document] == "")],
        at=Honour.document,
        message="“{称号}”已经获得，没有写批准文号。",
    )
