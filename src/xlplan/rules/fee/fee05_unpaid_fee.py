from collections.abc import Iterator

import pandas as pd

from xlplan.findings import Severity
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.calendar import term_on
from xlplan.tables.fees import OTHER, Consent, FeeItem, FeeReceipt
from xlplan.tables.links import beside, sums_of
from xlplan.tables.office import SchoolClass, Term

_KEY = {Consent.item: FeeReceipt.item, Consent.term: FeeReceipt.term, Consent.room: FeeReceipt.room}


@rule(
    "FEE-05",
    fix="查是没有收还是没有登记；不收了的，减自愿书的份数，免收的写进免收人数。",
    severity=Severity.WARNING,
    whole=(FeeReceipt, FeeItem),
)
def unpaid_fee(books: Books) -> Iterator[Hits]:
    """应收未收

    自愿的项目，同意几份自愿书就该收几个人，免收的除外；签字以后过了参数“收费催收天数”还没有收齐就提醒，指向自愿书的份数。
    不是自愿的项目，本学期一个班收了一部分的，看班级表的学生数，项目写着住宿的看住宿生数，指向这个班第一笔收费记录的人数。
    按项目、学期、班级合起来算。人数空着算 1。

    错：
    学期
    | 学期           | 学月     | 起日       | 止日       |
    | -------------- | -------- | ---------- | ---------- |
    | 2026年春季学期 | 第一学月 | 2026-03-02 | 2026-03-31 |
    | 2026年秋季学期 | 第一学月 | 2026-09-01 | 2026-09-30 |
    收费目录
    | 项目号 | 项目     | 类型           | 自愿 |
    | ------ | -------- | -------------- | ---- |
    | F01    | 作业本费 | 代收费         | 是   |
    | F02    | 体检费   | 行政事业性收费 | 否   |
    | F04    | 住宿费   | 行政事业性收费 | 否   |
    班级
    | 年级   | 班级          | 学生数 | 住宿生数 |
    | ------ | ------------- | -----: | -------: |
    | 七年级 | 七年级（1）班 |     46 |       20 |
    自愿书
    | 项目号 | 学期           | 班级          | 份数   | 签字日     |
    | ------ | -------------- | ------------- | -----: | ---------- |
    | F01    | 2026年秋季学期 | 七年级（1）班 | **45** | 2026-09-03 |
    | F01    | 2026年秋季学期 | 七年级（2）班 | **44** | 2026-09-03 |
    收费记录
    | 收款日期   | 学期           | 项目号 | 班级          | 人数   | 免收人数 |
    | ---------- | -------------- | ------ | ------------- | -----: | -------: |
    | 2026-09-07 | 2026年秋季学期 | F01    | 七年级（1）班 |     40 |        2 |
    | 2026-09-08 | 2026年秋季学期 | F01    | 七年级（1）班 |        |          |
    | 2026-03-08 | 2026年春季学期 | F01    | 七年级（2）班 |     44 |          |
    | 2026-09-07 | 2026年秋季学期 | F02    | 七年级（1）班 | **40** |          |
    | 2026-09-07 | 2026年秋季学期 | F04    | 七年级（1）班 | **19** |          |

    对：
    学期
    | 学期           | 学月     | 起日       | 止日       |
    | -------------- | -------- | ---------- | ---------- |
    | 2026年春季学期 | 第一学月 | 2026-03-02 | 2026-03-31 |
    | 2026年秋季学期 | 第一学月 | 2026-09-01 | 2026-09-30 |
    收费目录
    | 项目号 | 项目     | 类型           | 自愿 |
    | ------ | -------- | -------------- | ---- |
    | F01    | 作业本费 | 代收费         | 是   |
    | F02    | 体检费   | 行政事业性收费 | 否   |
    | F04    | 住宿费   | 行政事业性收费 | 否   |
    | F03    | 卖废品   | 其他收款       | 否   |
    班级
    | 年级   | 班级          | 学生数 | 住宿生数 |
    | ------ | ------------- | -----: | -------: |
    | 七年级 | 七年级（1）班 |     46 |       20 |
    自愿书
    | 项目号 | 学期           | 班级          | 份数 | 签字日     |
    | ------ | -------------- | ------------- | ---: | ---------- |
    | F01    | 2026年秋季学期 | 七年级（1）班 |   45 | 2026-09-03 |
    | F01    | 2026年秋季学期 | 七年级（2）班 |   44 | 2026-10-31 |
    收费记录
    | 收款日期   | 学期           | 项目号 | 班级          | 人数 | 免收人数 |
    | ---------- | -------------- | ------ | ------------- | ---: | -------: |
    | 2026-09-07 | 2026年秋季学期 | F01    | 七年级（1）班 |   40 |        4 |
    | 2026-09-08 | 2026年秋季学期 | F01    | 七年级（1）班 |      |          |
    | 2026-09-07 | 2026年秋季学期 | F02    | 七年级（1）班 |   44 |        2 |
    | 2026-09-07 | 2026年秋季学期 | F03    | 七年级（1）班 |    1 |          |
    | 2026-09-07 | 2026年秋季学期 | F04    | 七年级（1）班 |   20 |          |
    | 2026-03-07 | 2026年春季学期 | F02    | 七年级（1）班 |   40 |          |
    """
    items, receipts = books[FeeItem], books[FeeReceipt]
    reckoned = receipts[FeeReceipt.payers].fillna(1) + receipts[FeeReceipt.exempt].fillna(0)
    reckoned = reckoned.astype("int64")
    consents = beside(books[Consent], items, {Consent.item: FeeItem.number}, "目录")
    copies = consents[Consent.copies].fillna(0).astype("int64")
    agreed = sums_of(consents, consents, {column: column for column in _KEY}, copies)
    paid = sums_of(consents, receipts, _KEY, reckoned)
    first = ~consents[list(_KEY)].duplicated()
    yield Hits(
        consents.assign(同意=agreed, 已收=paid, 还差=agreed - paid)[
            first & (agreed > paid) & _overdue(books, consents[Consent.signed])
        ],
        at=Consent.copies,
        message="{班级}的{目录项目}，自愿书 {同意} 份，已收和免收 {已收} 人，还差 {还差} 人。",
    )
    rows = beside(receipts, items, {FeeReceipt.item: FeeItem.number}, "目录")
    rows = beside(rows, books[SchoolClass], {FeeReceipt.room: SchoolClass.name}, "班级")
    total = sums_of(rows, receipts, {column: column for column in _KEY.values()}, reckoned)
    boarding = rows["目录项目"].str.contains("住宿", regex=False)
    due = rows["班级学生数"].where(~boarding, rows["班级住宿生数"]).fillna(0).astype("int64")
    everybody = (rows["目录自愿"] == "否") & (rows["目录类型"] != OTHER) & (rows["班级行"] > 0)
    everybody &= rows[FeeReceipt.term] == term_on(books[Term], books.today)
    first = ~rows[list(_KEY.values())].duplicated()
    yield Hits(
        rows.assign(应收=due, 已收=total, 还差=due - total)[
            first & everybody & (due > total) & _overdue(books, rows[FeeReceipt.date])
        ],
        at=FeeReceipt.payers,
        message="{班级}的{目录项目}，应收 {应收} 人，已收和免收 {已收} 人，还差 {还差} 人。",
    )


def _overdue(books: Books, days: "pd.Series") -> "pd.Series":
    """Whether the time to collect after each day has run out."""
    more = pd.to_timedelta(books.numbers("收费催收天数", days), unit="D")
    return days + more < pd.Timestamp(books.today)
