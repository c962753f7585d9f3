from collections.abc import Iterator

import pandas as pd

from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.calendar import Calendar
from xlplan.tables.claims import Contract, Purchase
from xlplan.tables.links import beside
from xlplan.tables.office import SpecialDay

_OWN = ("", "自行采购", "询价")
"""What is no procurement that the law wants made public."""


@rule(
    "PRC-06",
    fix="合同签订后按时公告，公告日填到合同表；成交通知书发出后按时签合同。",
    basis="政府采购法第四十六条、政府采购法实施条例",
)
def contract_late(books: Books) -> Iterator[Hits]:
    """合同没有按时公告，或签得太晚

    政府采购的合同（采购方式是框架协议、公开招标、竞争性磋商、单一来源的），签订以后参数“合同公告工作日”（2 个工作日）以内要公告，
    指向公告日；过了日子还空着的也指。写了成交通知日的，签订日不能晚于它以后参数“合同签订天数”（30 天），指向签订日。

    错：
    采购
    | 采购号 | 日期       | 采购方式   |
    | ------ | ---------- | ---------- |
    | CG1    | 2026-09-01 | 竞争性磋商 |
    | CG2    | 2026-09-01 | 框架协议   |
    | CG3    | 2026-09-01 | 询价       |
    合同
    | 合同号 | 采购号 | 签订日         | 成交通知日 | 公告日         |
    | ------ | ------ | -------------- | ---------- | -------------- |
    | HT1    | CG1    | 2026-09-11     |            | **2026-09-16** |
    | HT2    | CG2    | 2026-09-11     |            | **（空）**     |
    | HT3    | CG3    | **2026-10-09** | 2026-09-08 |                |

    对：
    采购
    | 采购号 | 日期       | 采购方式   |
    | ------ | ---------- | ---------- |
    | CG1    | 2026-09-01 | 竞争性磋商 |
    | CG2    | 2026-11-20 | 框架协议   |
    | CG3    | 2026-09-01 | 自行采购   |
    合同
    | 合同号 | 采购号 | 签订日     | 成交通知日 | 公告日     |
    | ------ | ------ | ---------- | ---------- | ---------- |
    | HT1    | CG1    | 2026-09-11 | 2026-08-12 | 2026-09-15 |
    | HT2    | CG2    | 2026-11-26 |            |            |
    | HT3    | CG3    | 2026-09-11 |            |            |
    | HT4    |        | 2026-09-11 |            |            |
    """
    contracts = books[Contract]
    if contracts.empty:
        return
    method = books[Purchase][[Purchase.number, Purchase.method]]
    contracts = beside(contracts, method, {Contract.purchase: Purchase.number}, "采")
    public = contracts[~contracts[f"采{Purchase.method}"].isin(_OWN)]
    signed = public[Contract.signed].drop_duplicates().dropna()
    more = books.numbers("合同公告工作日", signed).dropna()
    signed = signed[more.index]
    last = Calendar(books[SpecialDay]).workdays_after(signed, more).set_axis(signed)
    public = public.join(last.rename("最迟"), on=Contract.signed)
    made = public[Contract.published].fillna(pd.Timestamp(books.today))
    late = made > public["最迟"]
    blank = public[Contract.published].isna()
    yield Hits(
        public[late & ~blank],
        at=Contract.published,
        message="{合同号} {签订日} 签订，{公告日} 才公告，最迟应在 {最迟}。",
    )
    yield Hits(
        public[late & blank],
        at=Contract.published,
        message="{合同号} {签订日} 签订，最迟应在 {最迟} 公告，还没有。",
    )
    told = contracts[Contract.awarded]
    days = pd.to_timedelta(books.numbers("合同签订天数", told), unit="D")
    yield Hits(
        contracts.assign(最迟=told + days)[contracts[Contract.signed] > told + days],
        at=Contract.signed,
        message="{合同号} {成交通知日} 通知成交，{签订日} 才签合同，最迟应在 {最迟}。",
    )
