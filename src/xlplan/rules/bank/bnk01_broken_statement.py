from collections.abc import Iterator

import pandas as pd

from xlplan.cells import Ref
from xlplan.money import grouped
from xlplan.reconcile.accounts import opening_gap, too_short
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.statement import Statement


@rule("BNK-01", fix="到网银重新下载这个月完整的对账单，换掉 bank 文件夹里的文件；不要在文件里改数。")
def broken_statement(books: Books) -> Iterator[Hits]:
    """对账单余额不衔接

    对账单自己要对得上：每一行的余额 = 上一行余额 + 收入 － 支出，没有重复的行，合计与明细相符；这个月的期初余额要等于
    上个月的期末余额。对不上的，多半是少下载了几行、下载重了，或者文件被改过。指向文件里开始对不上的那一行。
    一个月的流水可以分在几个文件里，重复的几天只算一次；前后接不上的，或者同一天的流水互相矛盾的，指向那个文件里的那一行。

    错：
    对账单 基本户
    | 日期           | 摘要     | 收入 | 支出 | 余额 |
    | -------------- | -------- | ---: | ---: | ---: |
    | 2026-10-08     | 拨款     | 1000 |      | 1000 |
    | **2026-10-12** | 电费     |      |  300 |  600 |
    | 2026-10-20     | 水费     |      |  100 |  500 |
    | **2026-11-02** | 手续费   |      |   20 |  380 |
    | 2026-11-05     | 拨款     |  200 |      |  580 |
    | **2026-11-05** | 拨款     |  200 |      |  580 |

    对：
    对账单 基本户
    | 日期       | 摘要   | 收入 | 支出 | 余额 |
    | ---------- | ------ | ---: | ---: | ---: |
    | 2026-10-08 | 拨款   | 1000 |      | 1000 |
    | 2026-10-12 | 电费   |      |  300 |  700 |
    | 2026-11-02 | 手续费 |      |   20 |  680 |
    | 2026-11-05 | 拨款   |  200 |      |  880 |
    | 2026-11-05 | 拨款   |  200 |      | 1080 |
    """
    told: set[Ref] = set()
    for (account, month), statement in sorted(books.statements.items()):
        faults = {}
        for row, detail in _faults(books, account, month, statement):
            if (ref := statement.ref(row)) not in told:
                told.add(ref)
                faults[row] = detail
        yield Hits(pd.DataFrame({"说明": faults}), at=statement, message="{说明}")


def _faults(books: Books, account: str, month: str, statement: Statement) -> Iterator[tuple[int, str]]:
    """Row and sentence; what is about the whole file stands at its header."""
    gap = opening_gap(books, account, month)
    if gap and statement.opening is not None:
        yield (
            int(statement.rows.index[0]) if len(statement.rows) else statement.header_row,
            f"{month} 的期初余额 {grouped(statement.opening)}，上月对账单的期末余额 {grouped(statement.opening - gap)}，"
            f"相差 {grouped(abs(gap))}。",
        )
    for problem in too_short(statement, pd.Timestamp(books.today)):
        yield statement.header_row, problem.detail
    # A row too few makes the totals wrong as well.
    sums = [problem for problem in statement.problems if problem.kind in ("declared_total", "cut")]
    rows = [problem for problem in statement.problems if problem not in sums]
    for problem in rows or ([] if gap else sums[:1]):
        yield statement.header_row if problem.row is None else problem.row, problem.detail
