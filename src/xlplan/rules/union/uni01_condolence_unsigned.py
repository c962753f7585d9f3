from collections.abc import Iterator

import pandas as pd

from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.lists import listed
from xlplan.tables.plan import Condolence


@rule("UNI-01", fix="请本人或者家属补签，写上签收人和签收日；把票据、签收单存好，写明存在哪里。")
def condolence_unsigned(books: Books) -> Iterator[Hits]:
    """工会慰问没有签收或者票据

    工会慰问的钱和物要有本人或者家属签收，有票据。签收人、签收日、票据空着的，指向空着的那一格；签收人是去慰问的人自己的，
    指向签收人；签收日早于慰问那天的，指向签收日。还没有到日子的不看。

    错：
    日期：2026-11-30
    工会慰问
    | 日期       | 对象 | 事由     | 金额 | 参加人     | 签收人     | 签收日         | 票据       |
    | ---------- | ---- | -------- | ---: | ---------- | ---------- | -------------- | ---------- |
    | 2026-11-05 | 张三 | 生病住院 |  400 | 李四、王五 | **（空）** | **（空）**     | 票据1.pdf  |
    | 2026-11-06 | 赵六 | 结婚     |  500 | 李四、王五 | 赵六       | 2026-11-06     | **（空）** |
    | 2026-11-09 | 赵六 | 生病住院 |  300 | 李四，王五 | **王五**   | 2026-11-09     | 票据3.pdf  |
    | 2026-11-24 | 张三 | 亲属去世 |  500 | 李四、王五 | 张三       | **2026-10-24** | 票据4.pdf  |

    对：
    日期：2026-11-30
    工会慰问
    | 日期       | 对象 | 事由     | 金额 | 参加人     | 签收人 | 签收日     | 票据      |
    | ---------- | ---- | -------- | ---: | ---------- | ------ | ---------- | --------- |
    | 2026-11-05 | 张三 | 生病住院 |  400 | 李四、王五 | 张三妻 | 2026-11-06 | 票据1.pdf |
    | 2026-12-01 | 赵六 | 结婚     |  500 | 李四、王五 |        |            |           |
    """
    rows = books[Condolence]
    rows = rows[rows[Condolence.date] <= pd.Timestamp(books.today)]
    said = "{日期} 慰问{对象}（{事由}）"
    yield Hits(rows[rows[Condolence.receiver] == ""], at=Condolence.receiver, message=f"{said}，没有签收人。")
    yield Hits(rows[rows[Condolence.signed].isna()], at=Condolence.signed, message=f"{said}，没有签收日。")
    yield Hits(rows[rows[Condolence.receipt] == ""], at=Condolence.receipt, message=f"{said}，没有票据。")
    names = zip(rows[Condolence.receiver], rows[Condolence.visitors], strict=True)
    own = pd.Series(
        [bool(name) and name in listed(visitors) for name, visitors in names], rows.index, dtype=bool
    )
    yield Hits(
        rows[own], at=Condolence.receiver, message=f"{said}，签收的{{签收人}}是去慰问的人，不是本人或者家属。"
    )
    yield Hits(
        rows[rows[Condolence.signed] < rows[Condolence.date]],
        at=Condolence.signed,
        message=f"{said}，签收日是 {{签收日}}，还没有去就签收了。",
    )
