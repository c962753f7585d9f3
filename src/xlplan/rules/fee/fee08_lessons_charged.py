from collections.abc import Iterator

from xlplan.findings import Severity
from xlplan.ledger.vouchers import fees_taken, vouchers
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.calendar import Calendar
from xlplan.tables.fees import OTHER, FeeItem, FeeReceipt
from xlplan.tables.ledger import VoucherLine
from xlplan.tables.links import beside
from xlplan.tables.office import SpecialDay, Term


@rule(
    "FEE-08",
    fix="不得收费补课、收学费：停止，收了的退还；确实不是补课的，把项目、摘要写清楚。",
    basis="义务教育法第二条",
    whole=(SpecialDay, Term),
)
def lessons_charged(books: Books) -> Iterator[Hits]:
    """疑似补课收费

    收费目录的项目、往 2307、4101、4609 收钱的凭证摘要里，写着参数“补课收费字样”里的词（补课、辅导、学费……），
    疑似收费补课或者收学费；“教学费用”“办学费用”的不算。休息日收的钱是警告：是不是上班日，先看“特殊日”和“学期”，再看国家放假和调休安排；
    类型是其他收款的不看。凭证只指第一行。

    错：
    特殊日
    | 日期       | 类型 | 名称     |
    | ---------- | ---- | -------- |
    | 2026-11-13 | 放假 | 校庆补休 |
    收费目录
    | 项目号 | 项目           | 类型       |
    | ------ | -------------- | ---------- |
    | F01    | **寒假辅导费** | 服务性收费 |
    | F02    | 校服费         | 代收费     |
    收费记录
    | 收款日期       | 项目号 |
    | -------------- | ------ |
    | **2026-11-13** | F02    |
    | **2026-11-28** | F02    |
    | 2026-11-30     | F01    |
    记账凭证
    | 日期       | 凭证号 | 摘要               | 科目代码 | 借方 | 贷方 |
    | ---------- | ------ | ------------------ | -------- | ---: | ---: |
    | 2026-11-28 | 记-1   | 收九年级周末补课费 | 1001     |  900 |      |
    | 2026-11-28 | 记-1   | **收九年级周末补课费** | 4609 |      |  500 |
    | 2026-11-28 | 记-1   | 收九年级周末补课费 | 2307     |      |  400 |

    对：
    特殊日
    | 日期       | 类型 | 名称   |
    | ---------- | ---- | ------ |
    | 2026-11-28 | 上课 | 家长会 |
    收费目录
    | 项目号 | 项目   | 类型     |
    | ------ | ------ | -------- |
    | F02    | 校服费 | 代收费   |
    | F03    | 卖废品 | 其他收款 |
    收费记录
    | 收款日期   | 项目号 |
    | ---------- | ------ |
    | 2026-11-28 | F02    |
    | 2026-09-20 | F02    |
    | 2026-11-29 | F03    |
    记账凭证
    | 日期       | 凭证号 | 摘要             | 科目代码 | 借方 | 贷方 |
    | ---------- | ------ | ---------------- | -------- | ---: | ---: |
    | 2026-11-26 | 记-3   | 收回多付的教学费用 | 4609   |      |   90 |
    | 2026-11-27 | 记-1   | 退寒假补课费     | 4609     |  900 |      |
    | 2026-11-27 | 记-2   | 付课后辅导用教具 | 5001     |  900 |      |
    | 2026-11-27 | 记-2   | 付课后辅导用教具 | 1001     |      |  900 |
    """
    items = books[FeeItem]
    suspect = f"(?:{books.any_of('补课收费字样')})(?!用)"
    taken = fees_taken(books[VoucherLine])
    taken = taken[taken[VoucherLine.summary].str.contains(suspect)]
    yield Hits(
        taken[~vouchers(taken).duplicated()],
        at=VoucherLine.summary,
        message="{凭证号} “{摘要}”，疑似收费补课或者收学费。",
    )
    yield Hits(
        items[items[FeeItem.name].str.contains(suspect)],
        at=FeeItem.name,
        message="收费目录里的“{项目}”，疑似收费补课或者收学费。",
    )
    rows = beside(books[FeeReceipt], items, {FeeReceipt.item: FeeItem.number}, "目录")
    rest = Calendar(books[SpecialDay], books[Term]).rest_days(rows[FeeReceipt.date])
    yield Hits(
        rows[rest & (rows["目录行"] > 0) & (rows["目录类型"] != OTHER)],
        at=FeeReceipt.date,
        message="{收款日期} 是休息日，收了{目录项目}。",
        severity=Severity.WARNING,
    )
