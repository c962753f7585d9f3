"""对账明细 lists which rows are which, and why: questions first, then sums, then the rest in the order of the book."""

from dataclasses import replace

from tests.reconcile.test_hints import reconciled
from tests.reports.school import school
from xlplan.excel.report import Value
from xlplan.reconcile.proof import Reconciliation
from xlplan.reports.matched_rows import matched_rows

SHOP, PRINTER, POWER = "岚溪县新华文体商行", "岚溪县育才印务中心", "岚溪县供电局"


def october() -> Reconciliation:
    book = [
        ("2026-10-08", -300_00, "7001", "付电费", POWER),
        ("2026-10-09", -40_15, "", "购粉笔", SHOP),
        ("2026-10-09", -60_25, "", "购教案本", SHOP),
        ("2026-10-12", -512_30, "", "付印刷费", PRINTER),
        ("2026-10-20", -333_00, "", "付款", ""),
        ("2026-10-21", -333_00, "", "付货款", ""),
        ("2026-10-23", 90_10, "", "收款", "某甲公司"),
        ("2026-10-23", -90_10, "", "冲销收款", "某甲公司"),
    ]
    bank = [
        ("2026-10-12", -300_00, "7001", "电费", POWER),
        ("2026-10-09", -100_40, "", "购文具", SHOP),
        ("2026-10-12", -512_30, "", "印刷费", PRINTER),
        ("2026-10-20", -333_00, "", "转账", ""),
    ]
    return reconciled(book, bank)


def lines() -> tuple[tuple[Value, ...], ...]:
    (block,) = matched_rows(school(), october()).blocks
    return block.rows


def test_questions_stand_first_then_sums_then_the_rest_in_the_order_of_the_book() -> None:
    assert [(row[0], row[5], row[10], row[11]) for row in lines()] == [
        (1, "5", "4", "待确认"),
        (None, "6", None, None),
        (2, "2", "2", "合计"),
        (None, "3", None, None),
        (3, "1", "1", "按号码"),
        (4, "4", "3", "按金额和日期"),
        (5, "7", None, "抵销"),
        (None, "8", None, None),
    ]


def test_a_group_says_its_rows_on_both_sides_and_why_they_belong_together() -> None:
    row = lines()[4]
    assert [str(value) for value in row[1:6]] == ["2026-10-08", "7001", "付电费", "-30000", "1"]
    assert [str(value) for value in row[6:11]] == ["2026-10-12", "7001", "电费", "-30000", "1"]
    assert row[11:] == ("按号码", "", "票据号、金额都相同，银行晚 2 个工作日")


def test_the_margin_is_how_much_better_it_is_than_the_next() -> None:
    margin, reason = lines()[5][12:]
    assert float(str(margin)) > 0
    assert str(reason).startswith("金额相同，对方相同")


def test_rows_of_another_month_and_file_say_so() -> None:
    found = october()
    bank = replace(found.bank, every=found.bank.every.assign(月="2026-09"))
    elsewhere = replace(found, bank=bank, files={"2026-09": ("上半月.csv", "下半月.csv")})
    assert matched_rows(school(), elsewhere).blocks[0].rows[4][10] == "2026-09 上半月.csv 1"


def test_a_month_without_a_match_has_an_empty_list() -> None:
    assert matched_rows(school(), reconciled([], [])).blocks[0].rows == ()
