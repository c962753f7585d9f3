from collections.abc import Iterator

from xlplan.ledger.payroll import accounts
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.payroll import PayLine


@rule("PAY-04", fix="核对本人的银行卡，改正账号；确实借用别人账户的，换成本人的。")
def shared_account(books: Books) -> Iterator[Hits]:
    """同一账号发放多人

    一个工资账号只能是一个人的。两个工号写了同一个账号（不论是不是同一个月），指向后面那个人头一次用它的那一行。
    账号里的空格、横线不算，空着的不查。

    错：
    | 月份    | 工号 | 姓名 | 账号              |
    | ------- | ---- | ---- | ----------------- |
    | 2026-09 | 01   | 张三 | 62177900101       |
    | 2026-09 | 02   | 李四 | 62177900102       |
    | 2026-10 | 01   | 张三 | 62177900101       |
    | 2026-10 | 02   | 李四 | **6217 7900 101** |
    | 2026-11 | 02   | 李四 | 6217 7900 101     |

    对：
    | 月份    | 工号 | 姓名 | 账号        |
    | ------- | ---- | ---- | ----------- |
    | 2026-09 | 01   | 张三 | 62177900101 |
    | 2026-10 | 01   | 张三 | 62177900103 |
    | 2026-10 | 02   | 李四 | 62177900102 |
    | 2026-10 | 03   | 王五 |             |
    | 2026-10 | 04   | 赵六 |             |
    """
    pay = books[PayLine]
    own = pay.assign(号=accounts(pay))
    own = own[(own["号"] != "") & ~own.duplicated([PayLine.number, "号"])]
    first = own.groupby("号")[[PayLine.number, PayLine.name]].transform("first")
    shared = own.assign(谁=first[PayLine.name])[first[PayLine.number] != own[PayLine.number]]
    yield Hits(shared, at=PayLine.account, message="{姓名}的账号和{谁}的一样。")
