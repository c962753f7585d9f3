from collections.abc import Iterator

import pandas as pd

from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.payroll import ALLOWANCES, PayLine


@rule("PAY-12", fix="找到批准的文件，在“参数”里补一行“津补贴：”并写上文号；没有依据的停发、追回。")
def allowance_without_document(books: Books) -> Iterator[Hits]:
    """津补贴没有文号或超过标准

    工资表里发了的每一种津贴、补贴（教龄津贴、教护10%和绩效另查），参数里要有一行“津补贴：”加列名，如“津补贴：乡镇工作补贴”，
    值是每人每月最多多少元，写上批准的文号，在那个月还有效。没有的，每个月指向头一个领的人；超过标准的，指向每一个人。
    文号空着的由 GEN-02 查。

    错：
    参数
    | 参数                 | 值  | 起         | 止         | 文号 |
    | -------------------- | --- | ---------- | ---------- | ---- |
    | 津补贴：乡镇工作补贴 | 400 | 2026-01-01 |            | 甲   |
    | 津补贴：取暖费       | 200 | 2026-01-01 | 2026-03-31 | 乙   |
    工资表
    | 月份    | 工号 | 姓名 | 乡镇工作补贴 | 交通补贴 |  取暖费 |
    | ------- | ---- | ---- | -----------: | -------: | ------: |
    | 2026-03 | 01   | 张三 |          400 |          |     200 |
    | 2026-10 | 01   | 张三 |          400 |          | **200** |
    | 2026-10 | 02   | 李四 |      **450** |  **300** |     200 |
    | 2026-10 | 03   | 王五 |          400 |      300 |         |

    对：
    参数
    | 参数                 | 值  | 起         | 文号 |
    | -------------------- | --- | ---------- | ---- |
    | 津补贴：乡镇工作补贴 | 400 | 2026-01-01 | 甲   |
    工资表
    | 月份    | 工号 | 姓名 | 乡镇工作补贴 | 教龄津贴 |
    | ------- | ---- | ---- | -----------: | -------: |
    | 2026-10 | 01   | 张三 |          400 |        5 |
    | 2026-10 | 02   | 李四 |          300 |          |
    |         | 03   | 王五 |          400 |          |
    """
    pay = books[PayLine]
    pay = pay[pay[PayLine.period].notna()]
    for column in ALLOWANCES:
        paid = pay[pay[column] > 0]
        if paid.empty:
            continue
        most = books.amounts("津补贴", paid[PayLine.period], pd.Series(str(column), index=paid.index))
        facts = paid.assign(
            人数=paid.groupby(PayLine.period)[PayLine.number].transform("nunique"), 最多=most, 发=paid[column]
        )
        bare = facts[most.isna()]
        yield Hits(
            bare[~bare.duplicated(PayLine.period)],
            at=column,
            message=f"{{月份:%Y-%m}} 给 {{人数}} 人发了{column}，参数里没有“津补贴：{column}”这一行。",
        )
        yield Hits(
            facts[facts["发"] > most],
            at=column,
            message=f"{{姓名}} {{月份:%Y-%m}} 的{column} {{发:元}}，标准是每月 {{最多:元}}。",
        )
