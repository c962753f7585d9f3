from collections.abc import Iterator

from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.canteen import Attendance

_STANDARD = "营养餐标准"


@rule("CAN-07", fix="核对营养餐人数、营养餐标准，营养餐金额写人数×标准。")
def wrong_nutrition_amount(books: Books) -> Iterator[Hits]:
    """营养餐人数×营养餐标准≠营养餐金额

    营养改善计划的补助按人次算：每天每班的营养餐人数乘营养餐标准，就是营养餐金额；标准就是参数“营养餐标准”。没有人吃营养餐的不看。
    指向不对的标准；金额和人数×标准对不上的，指向营养餐金额。

    错：
    就餐人次
    | 日期       | 班级      | 就餐人数 | 营养餐人数 | 营养餐标准 | 营养餐金额 |
    | ---------- | --------- | -------: | ---------: | ---------: | ---------: |
    | 2026-10-12 | 七（1）班 |       46 |         46 |          5 |    **320** |
    | 2026-10-13 | 七（1）班 |       45 |         45 |      **4** |        180 |

    对：
    就餐人次
    | 日期       | 班级      | 就餐人数 | 营养餐人数 | 营养餐标准 | 营养餐金额 |
    | ---------- | --------- | -------: | ---------: | ---------: | ---------: |
    | 2026-10-12 | 七（1）班 |       46 |         46 |          5 |        230 |
    | 2026-10-13 | 七（1）班 |       45 |          0 |            |            |
    """
    rows = books[Attendance]
    rows = rows[rows[Attendance.nutrition].fillna(0) > 0]
    if rows.empty:
        return
    standard = books.amounts(_STANDARD, rows[Attendance.date])
    due = rows[Attendance.nutrition].astype("int64") * rows[Attendance.standard]
    told = rows.assign(应为=due, 规定=standard.fillna(0))
    yield Hits(
        told[standard.notna() & (rows[Attendance.standard] != standard)],
        at=Attendance.standard,
        message="营养餐标准写的是 {营养餐标准:元}，应为 {规定:元}。",
    )
    yield Hits(
        told[rows[Attendance.amount] != due],
        at=Attendance.amount,
        message="{班级}营养餐 {营养餐人数} 人×{营养餐标准:元} 应为 {应为:元}，金额是 {营养餐金额:元}。",
    )
