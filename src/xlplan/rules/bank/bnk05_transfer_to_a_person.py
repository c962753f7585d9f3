from collections.abc import Iterator

from xlplan.findings import Severity
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.ledger import BankEntry
from xlplan.tables.office import BankAccount, Staff

USES = "个人转账范围"
"""Parameter: words of what may be transferred to a person."""
BODIES = "单位名称字样"
"""Parameter: what a name of two or three characters ends with that is no person's."""
_NAME = "(?:[一-龥]|欧阳|上官|司马|司徒|诸葛|皇甫|夏侯|尉迟|东方|令狐|慕容|公孙)[一-龥]{1,2}"


@rule(
    "BNK-05",
    severity=Severity.WARNING,
    fix="核对这笔钱为什么转给个人；应当转给单位的追回，正当的把摘要写清楚。",
)
def transfer_to_a_person(books: Books) -> Iterator[Hits]:
    """从单位账户向个人转款

    银行日记账里支出的对方单位是个人（教职工表里的姓名，或者两三个字的人名，复姓四个字），摘要里又没有参数“个人转账范围”里的词
    （工资、津贴、劳务、奖金、差旅、退……）的，要说明。以参数“单位名称字样”里的词结尾的（局、店、电信……）、自己的银行账户
    不是个人。指向对方单位。

    错：
    参数
    | 参数         | 值               | 起         | 文号     |
    | ------------ | ---------------- | ---------- | -------- |
    | 个人转账范围 | 工资、劳务、差旅 | 2026-01-01 | 内控制度 |
    | 单位名称字样 | 局、电信         | 2026-01-01 | 内控制度 |
    教职工
    | 工号 | 姓名     |
    | ---- | -------- |
    | T001 | 欧阳文斌 |
    银行日记账
    | 账户   | 日期       | 摘要       | 对方单位     | 支出 |
    | ------ | ---------- | ---------- | ------------ | ---: |
    | 基本户 | 2026-11-02 | 付维修款   | **王小明**   | 3500 |
    | 基本户 | 2026-11-03 | 往来款     | **欧阳文斌** |  900 |
    | 基本户 | 2026-11-03 | 往来款     | **司马小明** |  900 |

    对：
    参数
    | 参数         | 值               | 起         | 文号     |
    | ------------ | ---------------- | ---------- | -------- |
    | 个人转账范围 | 工资、劳务、差旅 | 2026-01-01 | 内控制度 |
    | 单位名称字样 | 局、电信         | 2026-01-01 | 内控制度 |
    教职工
    | 工号 | 姓名     |
    | ---- | -------- |
    | T001 | 欧阳文斌 |
    银行账户
    | 账户   | 科目代码 | 账号   |
    | ------ | -------- | ------ |
    | 伙食专 | 100202   | 620002 |
    银行日记账
    | 账户   | 日期       | 摘要             | 对方单位 | 收入 | 支出 |
    | ------ | ---------- | ---------------- | -------- | ---: | ---: |
    | 基本户 | 2026-11-02 | 还欧阳文斌差旅费 | 欧阳文斌 |      | 3500 |
    | 基本户 | 2026-11-02 | 付电费           | 供电局   |      | 3500 |
    | 基本户 | 2026-11-02 | 付电话费         | 电信     |      |  300 |
    | 基本户 | 2026-11-02 | 拨食堂款         | 伙食专   |      | 3500 |
    | 基本户 | 2026-11-03 | 退回多付款       | 王小明   |  900 |      |
    | 基本户 | 2026-11-03 | 提取备用金       |          |      | 3000 |
    """
    rows = books[BankEntry]
    rows = rows[(rows[BankEntry.spending] > 0) & (rows[BankEntry.party] != "")]
    if rows.empty:
        return
    party = rows[BankEntry.party]
    person = party.str.fullmatch(_NAME) & ~party.str.endswith(books.listed(BODIES))
    person |= party.isin(books[Staff][Staff.name])
    paid = rows[person & ~party.isin(books[BankAccount][BankAccount.name])]
    if paid.empty:
        return
    yield Hits(
        paid[~paid[BankEntry.summary].str.contains(books.any_of(USES))],
        at=BankEntry.party,
        message="“{摘要}”{支出:元} 转给了个人 {对方单位}，摘要里看不出是工资、劳务这类可以转给个人的钱。",
    )
