import re
from collections.abc import Iterator

from xlplan.findings import Severity
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.ledger import BankEntry
from xlplan.tables.office import Staff

USES = "个人转账范围"
"""Parameter: words of what may be transferred to a person."""
_NAME = "[一-龥]{2,3}"
_BODY = ".*[局所站店厂社部院校队室处会行司中铺场]"
"""What a name of two or three characters ends with that is no person's."""


@rule(
    "BNK-05",
    severity=Severity.WARNING,
    fix="核对这笔钱为什么转给个人；应当转给单位的追回，正当的把摘要写清楚。",
)
def transfer_to_a_person(books: Books) -> Iterator[Hits]:
    """从单位账户向个人转款

    银行日记账里支出的对方单位是个人（教职工表里的姓名，或者两三个字的人名），摘要里又没有参数“个人转账范围”里的词
    （工资、津贴、劳务、奖金、差旅、退……）的，要说明。指向对方单位。

    错：
    参数
    | 参数         | 值               | 起         | 文号     |
    | ------------ | ---------------- | ---------- | -------- |
    | 个人转账范围 | 工资、劳务、差旅 | 2026-01-01 | 内控制度 |
    教职工
    | 工号 | 姓名     |
    | ---- | -------- |
    | T001 | 欧阳文斌 |
    银行日记账
    | 账户   | 日期       | 摘要       | 对方单位     | 支出 |
    | ------ | ---------- | ---------- | ------------ | ---: |
    | 基本户 | 2026-11-02 | 付维修款   | **王小明**   | 3500 |
    | 基本户 | 2026-11-03 | 往来款     | **欧阳文斌** |  900 |

    对：
    参数
    | 参数         | 值               | 起         | 文号     |
    | ------------ | ---------------- | ---------- | -------- |
    | 个人转账范围 | 工资、劳务、差旅 | 2026-01-01 | 内控制度 |
    教职工
    | 工号 | 姓名     |
    | ---- | -------- |
    | T001 | 欧阳文斌 |
    银行日记账
    | 账户   | 日期       | 摘要             | 对方单位 | 收入 | 支出 |
    | ------ | ---------- | ---------------- | -------- | ---: | ---: |
    | 基本户 | 2026-11-02 | 还欧阳文斌差旅费 | 欧阳文斌 |      | 3500 |
    | 基本户 | 2026-11-02 | 付电费           | 供电局   |      | 3500 |
    | 基本户 | 2026-11-03 | 退回多付款       | 王小明   |  900 |      |
    | 基本户 | 2026-11-03 | 提取备用金       |          |      | 3000 |
    """
    rows = books[BankEntry]
    rows = rows[(rows[BankEntry.spending] > 0) & (rows[BankEntry.party] != "")]
    if rows.empty:
        return
    party = rows[BankEntry.party]
    person = party.str.fullmatch(_NAME) & ~party.str.fullmatch(_BODY)
    person |= party.isin(books[Staff][Staff.name])
    paid = rows[person]
    if paid.empty:
        return
    allowed = "|".join(map(re.escape, books.listed(USES)))
    yield Hits(
        paid[~paid[BankEntry.summary].str.contains(allowed)],
        at=BankEntry.party,
        message="“{摘要}”{支出:元} 转给了个人 {对方单位}，摘要里看不出是工资、劳务这类可以转给个人的钱。",
    )
