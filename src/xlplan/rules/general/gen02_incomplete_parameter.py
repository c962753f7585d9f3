from collections.abc import Iterator

import pandas as pd

from xlplan.ledger.approvals import LIMITS, STARTS, STEPS
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.office import Parameter
from xlplan.tables.parameters import names

_ALWAYS = pd.Timestamp("0001-01-01")
_OPEN = pd.Timestamp("9999-12-31")
_MAY_END = tuple(f"{family}：" for family in (STEPS, STARTS, LIMITS, "津补贴"))
"""Families that list what there is: an item that ends is one that is there no more."""
_NAME = "哪个"
"""The parameter that a row is about, however its colon is written."""


@rule("GEN-02", fix="补上起和文号；换了新数的，给旧的一行填上止日；止日以后还要用的，接着写一行新的。")
def incomplete_parameter(books: Books) -> Iterator[Hits]:
    """参数缺起用日期、文号，或者日子重叠、断开

    “参数”表里的数来自法规或上级文件，一个数一行。每一行要写明从哪天起用（起）、依据哪份文件（文号）。
    一族数（如“折旧年限：计算机”“折旧年限：家具”）每一项是一个参数，各查各的；冒号全角、半角都算一样。
    同一个参数换了新数，旧的一行填上止日，新的一行接着写；同一天有两个值，就不知道该用哪一个。
    止日空着表示还在用。日子重叠的，指向起得晚的那一行（同一天起的，指向下面那一行）的起。
    止日已过而没有新的一行，或者新的一行不是接着止日起用，中间的日子就没有值，指向断开前那一行的止。
    审批环节、审批起点、审批限额、津补贴可以到期不再有：一个环节填上止日，就是从那以后不要它了。

    错：
    参数
    | 参数               | 值   | 起             | 止 | 文号           |
    | ------------------ | ---- | -------------- | -- | -------------- |
    | 库存现金限额       | 5000 | **（空）**     |    | 开户银行核定单 |
    | 摘要最少字数       | 4    | 2026-01-01     |    | **（空）**     |
    | 登账最迟工作日     | 0    | **（空）**     |    | **（空）**     |
    | 初中生均公用经费标准 | 850  | 2016-01-01     |    | 县财教1号      |
    | 初中生均公用经费标准 | 940  | **2023-01-01** |    | 县财教2号      |

    错：
    参数
    | 参数         | 值   | 起             | 止         | 文号       |
    | ------------ | ---- | -------------- | ---------- | ---------- |
    | 库存现金限额 | 8000 | **2026-07-01** |            | 核定单二号 |
    | 库存现金限额 | 5000 | 2026-01-01     | 2026-07-01 | 核定单一号 |
    | 培训费最低比例 | 5% | 2006-01-01     |            | 县财教1号  |
    | 培训费最低比例 | 6% | **2006-01-01** |            | **（空）** |

    错：
    参数
    | 参数           | 值   | 起             | 止             | 文号       |
    | -------------- | ---- | -------------- | -------------- | ---------- |
    | 库存现金限额   | 8000 | 2026-07-02     |                | 核定单二号 |
    | 库存现金限额   | 5000 | 2026-01-01     | **2026-06-30** | 核定单一号 |
    | 培训费最低比例 | 5%   | 2006-01-01     | **2026-11-29** | 县财教1号  |
    | 摘要最少字数   | 4    | 2026-01-01     | **2026-10-31** | 内控制度   |
    | 摘要最少字数   | 5    | **2026-02-01** | 2026-03-31     | 内控制度   |

    错：
    参数
    | 参数             | 值  | 起             | 止             | 文号               |
    | ---------------- | --- | -------------- | -------------- | ------------------ |
    | 折旧年限：计算机 | 5   | 2017-01-01     |                | 财会〔2017〕4号    |
    | 折旧年限: 计算机 | 6   | **2026-01-01** |                | 县财资1号          |
    | 折旧年限：家具   | 15  | 2017-01-01     |                | 财会〔2017〕4号    |
    | 折旧年限：车辆   | 8   | 2017-01-01     | **2025-12-31** | 财会〔2017〕4号    |

    对：
    参数
    | 参数             | 值  | 起         | 止         | 文号            |
    | ---------------- | --- | ---------- | ---------- | --------------- |
    | 折旧年限：计算机 | 5   | 2017-01-01 | 2025-12-31 | 财会〔2017〕4号 |
    | 折旧年限:计算机  | 6   | 2026-01-01 |            | 县财资1号       |
    | 折旧年限：家具   | 15  | 2017-01-01 |            | 财会〔2017〕4号 |

    对：
    参数
    | 参数                 | 值         | 起         | 止         | 文号     |
    | -------------------- | ---------- | ---------- | ---------- | -------- |
    | 审批环节：证明       | 教职工     | 2026-01-01 | 2026-08-31 | 内控制度 |
    | 审批环节: 总务       | 总务主任   | 2026-01-01 |            | 内控制度 |
    | 审批起点：集体       | 10000      | 2026-01-01 | 2026-08-31 | 内控制度 |
    | 审批限额：后勤副校长 | 2000       | 2026-01-01 | 2026-08-31 | 内控制度 |
    | 津补贴：取暖费       | 200        | 2026-01-01 | 2026-03-31 | 县人社1号 |

    对：
    参数
    | 参数           | 值   | 起         | 止         | 文号       |
    | -------------- | ---- | ---------- | ---------- | ---------- |
    | 库存现金限额   | 8000 | 2026-07-01 |            | 核定单二号 |
    | 库存现金限额   | 5000 | 2026-01-01 | 2026-06-30 | 核定单一号 |
    | 培训费最低比例 | 5%   | 2006-01-01 | 2026-11-30 | 县财教1号  |
    | 摘要最少字数 | 4    | 2026-01-01 |            | 内控制度   |
    """
    rows = books[Parameter]
    yield Hits(
        rows[rows[Parameter.start].isna()],
        at=Parameter.start,
        message="参数“{参数}”没有填从哪天起用。",
    )
    yield Hits(
        rows[rows[Parameter.document] == ""], at=Parameter.document, message="参数“{参数}”没有填文号。"
    )
    dated = rows[(rows[Parameter.name] != "") & rows[Parameter.start].notna()]
    dated = dated.assign(**{_NAME: names(dated)}).sort_values([_NAME, Parameter.start], kind="stable")
    name = dated[_NAME]
    before = dated[Parameter.end].fillna(_OPEN).groupby(name).cummax().groupby(name).shift()
    told = before.dt.strftime("用到 %Y-%m-%d").where(before < _OPEN, "没有填止日")
    yield Hits(
        dated.assign(另一行=told)[dated[Parameter.start] <= before],
        at=Parameter.start,
        message="参数“{参数}”从 {起} 起用，同名的另一行{另一行}，同一天有两个值。",
    )
    gaps = _gaps(rows, pd.Timestamp(books.today))
    yield Hits(gaps, at=Parameter.end, message="参数“{参数}”在 {止} 之后{以前}没有值。")


def _gaps(rows: pd.DataFrame, today: pd.Timestamp) -> pd.DataFrame:
    """The rows after whose 止 nothing is in force; ``以前`` says until when, if another row follows."""
    named = rows[rows[Parameter.name] != ""]
    start = named[Parameter.start].fillna(_ALWAYS).rename("start")
    order = named.assign(start=start, **{_NAME: names(named)}).sort_values([_NAME, "start"], kind="stable")
    name = order[_NAME]
    reach = order[Parameter.end].fillna(_OPEN).groupby(name).cummax()
    following = order["start"].groupby(name).shift(-1)
    day = pd.Timedelta(days=1)
    ended = following.isna() & (reach < today) & ~name.str.startswith(_MAY_END)
    broken = (following - day > reach) | ended
    until = following.dt.strftime("、%Y-%m-%d 之前").fillna("")
    # A row that lies inside an earlier one ends nothing: the first that reaches so far is told.
    inside = order.assign(reach=reach).duplicated([_NAME, "reach"])
    told = order.assign(以前=until.groupby([name, reach]).transform("last"))
    return told[broken.groupby([name, reach]).transform("any") & ~inside]
