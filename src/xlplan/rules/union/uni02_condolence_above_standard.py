from collections.abc import Iterator

from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.plan import Condolence

_FAMILY = "慰问标准"
_SAME = [Condolence.date, Condolence.person, Condolence.reason]


@rule("UNI-02", fix="超过标准的部分退回工会账；事由写错的改过来，标准变了的照新的文件改参数。")
def condolence_above_standard(books: Books) -> Iterator[Hits]:
    """工会慰问超过标准

    参数“慰问标准：”后面写着什么事由最多慰问多少元。一个人、一天、同一件事分几行登记的，合起来算；从超过的那一行起，指向金额。
    参数里没有的事由没有标准，指向事由。

    错：
    参数
    | 参数               | 值   | 起         |
    | ------------------ | ---- | ---------- |
    | 慰问标准：生病住院 | 500  | 2026-01-01 |
    | 慰问标准：退休     | 1000 | 2026-01-01 |
    工会慰问
    | 日期       | 对象 | 事由         |       金额 | 参加人 |
    | ---------- | ---- | ------------ | ---------: | ------ |
    | 2026-11-05 | 张三 | 生病住院     | **500.01** | 李四   |
    | 2026-11-06 | 赵六 | 生病住院     |        300 | 李四   |
    | 2026-11-06 | 赵六 | 生病住院     |    **250** | 李四   |
    | 2026-11-09 | 赵六 | **乔迁**     |        100 | 李四   |

    对：
    参数
    | 参数               | 值   | 起         |
    | ------------------ | ---- | ---------- |
    | 慰问标准：生病住院 | 500  | 2026-01-01 |
    | 慰问标准：退休     | 1000 | 2026-01-01 |
    工会慰问
    | 日期       | 对象 | 事由     |   金额 | 参加人 |
    | ---------- | ---- | -------- | -----: | ------ |
    | 2026-11-05 | 张三 | 生病住院 | 500.00 | 李四   |
    | 2026-11-25 | 张三 | 生病住院 | 300.00 | 李四   |
    | 2026-11-05 | 赵六 | 退休     |    900 | 李四   |
    """
    rows = books[Condolence]
    rows = rows[rows[Condolence.date].notna() & (rows[Condolence.reason] != "")]
    if rows.empty:
        return
    limits = books.amounts(_FAMILY, rows[Condolence.date], rows[Condolence.reason])
    told = rows.assign(标准=limits, 合计=rows.groupby(_SAME)[Condolence.amount].cumsum())
    yield Hits(
        told[limits.isna()],
        at=Condolence.reason,
        message="“{事由}”没有慰问标准，参数“慰问标准：”后面没有这一项。",
    )
    yield Hits(
        told[told["合计"] > limits],
        at=Condolence.amount,
        message="{日期} 慰问{对象}（{事由}）一共 {合计:元}，标准是 {标准:元}。",
    )
