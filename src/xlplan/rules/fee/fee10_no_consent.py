from collections.abc import Iterator

import pandas as pd

from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.fees import OTHER, Consent, FeeItem, FeeReceipt
from xlplan.tables.links import beside, sums_of

_WHO = "谁"
_KEY: dict[str, str] = {
    FeeReceipt.item: Consent.item,
    FeeReceipt.term: Consent.term,
    FeeReceipt.room: Consent.room,
}


@rule("FEE-10", fix="补齐家长签字的自愿书，写明存放在哪里；不愿意的，收了的退还。", whole=True)
def no_consent(books: Books) -> Iterator[Hits]:
    """缺自愿书面意愿

    自愿的项目，要有家长签字的自愿书才能收：一个项目一个学期一个班，收的人数加免收人数不能超过自愿书的份数，
    签字不能晚于第一次收钱的那一天（个别学生另签的，看他自己那一笔），自愿书要写明文件名或者存放的地方。
    人数空着算 1；没有写班级的不查。

    错：
    收费目录
    | 项目号 | 项目     | 类型   | 自愿 |
    | ------ | -------- | ------ | ---- |
    | F01    | 作业本费 | 代收费 | 是   |
    收费记录
    | 收款日期   | 学期           | 项目号 | 班级          | 学生 | 人数   | 免收人数 |
    | ---------- | -------------- | ------ | ------------- | ---- | -----: | -------: |
    | 2026-09-07 | 2026年秋季学期 | F01    | 七年级（1）班 |      |     40 |        2 |
    | 2026-09-09 | 2026年秋季学期 | F01    | 七年级（1）班 |      | **2**  |          |
    | 2026-09-07 | 2026年秋季学期 | F01    | 七年级（2）班 |      | **44** |          |
    | 2026-09-07 | 2026年秋季学期 | F01    | 七年级（3）班 |      |     41 |          |
    自愿书
    | 项目号 | 学期           | 班级          | 学生 | 份数 | 签字日         | 文件       |
    | ------ | -------------- | ------------- | ---- | ---: | -------------- | ---------- |
    | F01    | 2026年秋季学期 | 七年级（1）班 |      |   43 | 2026-09-07     | **（空）** |
    | F01    | 2026年春季学期 | 七年级（2）班 |      |   44 | 2026-03-02     | 二班.pdf   |
    | F01    | 2026年秋季学期 | 七年级（3）班 |      |   41 | **2026-09-08** | 三班.pdf   |

    对：
    收费目录
    | 项目号 | 项目     | 类型           | 自愿 |
    | ------ | -------- | -------------- | ---- |
    | F01    | 作业本费 | 代收费         | 是   |
    | F02    | 住宿费   | 行政事业性收费 | 否   |
    收费记录
    | 收款日期   | 学期           | 项目号 | 班级          | 学生   | 人数 | 免收人数 |
    | ---------- | -------------- | ------ | ------------- | ------ | ---: | -------: |
    | 2026-09-07 | 2026年秋季学期 | F01    | 七年级（1）班 |        |   40 |        2 |
    | 2026-09-21 | 2026年秋季学期 | F01    | 七年级（1）班 | 冉小雨 |      |          |
    | 2026-09-07 | 2026年秋季学期 | F02    | 七年级（1）班 |        |   40 |        2 |
    自愿书
    | 项目号 | 学期           | 班级          | 学生   | 份数 | 签字日     | 文件     |
    | ------ | -------------- | ------------- | ------ | ---: | ---------- | -------- |
    | F01    | 2026年秋季学期 | 七年级（1）班 |        |   42 | 2026-09-03 | 一班.pdf |
    | F01    | 2026年秋季学期 | 七年级（1）班 | 冉小雨 |    1 | 2026-09-21 | 冉.pdf   |
    """
    consents = books[Consent]
    rows = beside(books[FeeReceipt], books[FeeItem], {FeeReceipt.item: FeeItem.number}, "目录")
    asked = (rows["目录自愿"] == "是") & (rows["目录类型"] != OTHER) & (rows[FeeReceipt.room] != "")
    rows = rows[asked].sort_values(FeeReceipt.date, kind="stable")
    pupils = (rows[FeeReceipt.payers].fillna(1) + rows[FeeReceipt.exempt].fillna(0)).astype("int64")
    agreed = sums_of(rows, consents, _KEY, consents[Consent.copies].fillna(0).astype("int64"))
    reached = pupils.groupby([rows[column] for column in _KEY]).cumsum()
    yield Hits(
        rows.assign(已收=reached, 同意=agreed)[reached > agreed],
        at=FeeReceipt.payers,
        message="{班级}的{目录项目}，收到这一笔已有 {已收} 人，自愿书只有 {同意} 份。",
    )
    signed = beside(
        _named(consents), _named(rows), {ours: theirs for theirs, ours in _KEY.items()} | {_WHO: _WHO}, "收"
    )
    yield Hits(
        signed[signed[Consent.signed] > signed["收收款日期"]],
        at=Consent.signed,
        message="{班级}的自愿书 {签字日} 才签，{收收款日期} 已经收了{收目录项目}。",
    )
    unfiled = signed[(signed["收行"] > 0) & (signed[Consent.file] == "")]
    yield Hits(unfiled, at=Consent.file, message="{班级}的{收目录项目}，自愿书没有写明存放在哪里。")


def _named(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with the pupil they are about, or the whole class."""
    return rows.assign(**{_WHO: rows[Consent.pupil].where(rows[Consent.pupil] != "", "全班")})
