from collections.abc import Iterator

from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.payroll import DEDUCTIONS, PAY, PayLine


@rule("PAY-01", fix="把公式填回去，或者改正加错的那一项。")
def wrong_pay_sum(books: Books) -> Iterator[Hits]:
    """应发、扣款、实发合计不符

    工资表每一行，应发合计等于前面各项工资相加，扣款合计等于各项扣款相加，实发等于应发合计减扣款合计，一分不差。
    表里没有列的项目，合在“其他津贴”“其他扣款”里。指向算错的那一格。

    错：
    | 月份    | 工号 | 姓名 | 岗位工资 | 基础性绩效 |  应发合计 | 养老个人 |  扣款合计 |      实发 |
    | ------- | ---- | ---- | -------: | ---------: | --------: | -------: | --------: | --------: |
    | 2026-10 | 01   | 张三 |     5000 |       4000 |      9000 |     1800 |      1800 |  **7020** |
    | 2026-10 | 02   | 李四 |     5000 |       4000 |  **9900** |     1800 |      1800 |      8100 |
    | 2026-10 | 03   | 王五 |     5000 |       4000 |      9000 |     1800 | **1080**  |      7920 |

    对：
    | 月份    | 工号 | 姓名 | 岗位工资 | 基础性绩效 | 补发 | 养老个人 | 病事假扣款 |
    | ------- | ---- | ---- | -------: | ---------: | ---: | -------: | ---------: |
    | 2026-10 | 01   | 张三 |     5000 |       4000 |      |     1800 |            |
    | 2026-10 | 02   | 李四 |     5000 |            | -300 |      400 |     120.55 |
    """
    pay = books[PayLine]
    gross, deducted = pay[list(PAY)].sum(axis=1), pay[list(DEDUCTIONS)].sum(axis=1)
    shown = pay[PayLine.gross] - pay[PayLine.deducted]
    # What follows from a wrong sum is not wrong once more.
    net = shown.mask(pay[PayLine.net] == gross - deducted, gross - deducted)
    for column, due in ((PayLine.gross, gross), (PayLine.deducted, deducted), (PayLine.net, net)):
        facts = pay.assign(应为=due, 相差=(pay[column] - due).abs())
        yield Hits(
            facts[facts["相差"] != 0],
            at=column,
            message=f"{{姓名}}的{column}应为 {{应为:元}}，表里是 {{{column}:元}}，相差 {{相差:元}}。",
        )
