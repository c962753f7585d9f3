from collections.abc import Iterator

from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.ledger import VoucherLine
from xlplan.tables.office import Staff


@rule(
    "VCH-08",
    fix="换一个人审核：不能是制单人自己，也不能是出纳。",
    basis="会计法第二十五条、第三十五条",
)
def one_person_twice(books: Books) -> Iterator[Hits]:
    """制单与审核为同一人

    制单的人不能审核自己的凭证；出纳不得兼任稽核，所以教职工表里岗位写着“出纳”的人也不能审核。指向每一行的审核。

    错：
    教职工
    | 工号 | 姓名 | 岗位           |
    | ---- | ---- | -------------- |
    | 01   | 张明 | 报账员         |
    | 02   | 李芳 | 出纳兼收费     |
    | 03   | 王强 | 总务主任       |
    记账凭证
    | 日期       | 凭证号 | 科目代码 | 借方 | 贷方 | 制单 | 审核     |
    | ---------- | ------ | -------- | ---: | ---: | ---- | -------- |
    | 2026-10-08 | 记-1   | 5001     |  500 |      | 张明 | **张明** |
    | 2026-10-08 | 记-1   | 100201   |      |  500 | 张明 | **张明** |
    | 2026-10-09 | 记-2   | 5001     |   50 |      | 张明 | **李芳** |
    | 2026-10-09 | 记-2   | 100201   |      |   50 | 张明 | 王强     |
    | 2026-10-10 | 记-3   | 5001     |   50 |      | 李芳 | **李芳** |

    对：
    教职工
    | 工号 | 姓名 | 岗位     |
    | ---- | ---- | -------- |
    | 01   | 张明 | 报账员   |
    | 02   | 李芳 | 出纳     |
    | 03   | 王强 | 总务主任 |
    记账凭证
    | 日期       | 凭证号 | 科目代码 | 借方 | 贷方 | 制单 | 审核 |
    | ---------- | ------ | -------- | ---: | ---: | ---- | ---- |
    | 2026-10-08 | 记-1   | 5001     |  500 |      | 张明 | 王强 |
    | 2026-10-08 | 记-1   | 100201   |      |  500 | 李芳 | 王强 |
    | 2026-10-09 | 记-2   | 5001     |  500 |      |      |      |
    """
    lines = books[VoucherLine]
    checker = lines[VoucherLine.checker]
    oneself = (checker == lines[VoucherLine.maker]) & (checker != "")
    yield Hits(lines[oneself], at=VoucherLine.checker, message="凭证 {凭证号} 的制单和审核都是 {审核}。")
    staff = books[Staff]
    cashiers = staff.loc[staff[Staff.post].str.contains("出纳"), Staff.name]
    yield Hits(
        lines[checker.isin(cashiers[cashiers != ""]) & ~oneself],
        at=VoucherLine.checker,
        message="凭证 {凭证号} 的审核 {审核} 是出纳。",
    )
