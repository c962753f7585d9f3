"""银行存款余额调节表 sets the day book against the bank, and lists what only one of them has."""

import io
import zipfile
from dataclasses import replace

import pandas as pd
from openpyxl import load_workbook

from tests.reports.school import rows as shown
from tests.reports.school import school, with_statement
from xlplan.excel.papers import paper
from xlplan.excel.report import Report, Total
from xlplan.excel.sheets import Sheet
from xlplan.reconcile.accounts import of_account, with_hints
from xlplan.reconcile.proof import Reconciliation
from xlplan.reports.bank_reconciliation import bank_reconciliation
from xlplan.reports.matched_rows import matched_rows
from xlplan.tables.books import Books
from xlplan.tables.ledger import BankEntry
from xlplan.tables.office import Parameter
from xlplan.tables.statement import Problem

MORE = (("2026-11-25", 61_277, "收存款利息"), ("2026-11-28", -48_000, "代扣电费"))


def made(missing: int = 3, more: tuple[tuple[str, int, str], ...] = MORE) -> Report:
    return drawn_up(with_statement(school(), "基本户", missing=missing, more=more))


def drawn_up(books: Books) -> Report:
    return bank_reconciliation(books, explained_in(books))


def explained_in(books: Books) -> Reconciliation:
    return with_hints(books, {"基本户": of_account(books, "基本户")["2026-11"]})["基本户"]


def test_both_balances_come_to_one_after_what_only_the_other_side_has() -> None:
    entries = school()[BankEntry]
    ours = entries[entries[BankEntry.account] == "基本户"]
    open_sum = int(ours[BankEntry.spending].iloc[-3:].sum())
    book = int(ours[BankEntry.balance].iloc[-1])
    bank = book + open_sum + 61_277 - 48_000
    report = made()
    assert shown(report, 0) == (
        ("单位银行日记账余额", book, "银行对账单余额", bank),
        ("加：银行已收、单位未收", 61_277, "加：单位已收、银行未收", 0),
        ("减：银行已付、单位未付", 48_000, "减：单位已付、银行未付", open_sum),
        ("调节后余额", book + 13_277, "调节后余额", bank - open_sum),
    )
    assert book + 13_277 == bank - open_sum
    assert isinstance(shown(report, 0)[-1], Total)
    assert report.notes[0] == "调节后余额相等。"


def test_each_open_item_stands_under_its_kind_with_its_number_its_words_and_its_age() -> None:
    rows = shown(made(), 1)
    received, interest, paid, charged, ours, *items = rows
    sums = [(row[2], row[4], row[5]) for row in (received, paid, ours)]
    entries = school()[BankEntry]
    last = entries[entries[BankEntry.account] == "基本户"].iloc[-3:]
    assert sums == [
        ("加：银行已收、单位未收", 61_277, "1 笔"),
        ("减：银行已付、单位未付", 48_000, "1 笔"),
        ("减：单位已付、银行未付", last[BankEntry.spending].sum(), "3 笔"),
    ]
    assert [isinstance(row, Total) for row in rows] == [True, False, True, False, True, False, False, False]
    assert [str(value) for value in interest[:5]] == [
        "2026-11-25", "20260000000000000000", "收存款利息", "5", "61277",
    ]  # fmt: skip
    assert charged[2:5] == ("代扣电费", 2, 48_000)
    assert [(row[1], row[2], row[4]) for row in items] == [
        (f"{voucher} {slip}", summary, spending)
        for voucher, slip, summary, spending in last[["凭证号", "票据号", "摘要", "支出"]].itertuples(
            index=False
        )
    ]


def test_what_the_bank_did_by_itself_is_a_voucher_to_copy_as_the_last_one_was_written() -> None:
    more = (("2026-11-25", 61_277, "结息"), ("2026-11-28", -1_500, "转账手续费"))
    report = made(more=more)
    assert [row[1:] for row in shown(report, 2)] == [
        ("收存款利息", "100201 基本户", 61_277, "4604 利息收入", 61_277),
        ("收存款利息", "800102 货币资金", 61_277, "6609 其他预算收入（预算号 S08）", 61_277),
        ("付银行手续费", "5101 单位管理费用", 1_500, "100201 基本户", 1_500),
        ("付银行手续费", "7201 事业支出（预算号 G04）", 1_500, "800102 货币资金", 1_500),
    ]
    hints = [row[5] for row in shown(report, 1) if row[2] in ("结息", "转账手续费")]
    assert [str(hint)[:8] for hint in hints] == ["单位还没有记账，"] * 2


def asking(old: str = "2026-11-20") -> Books:
    """A payment of the bank that is one of two of ours; another of the bank that is some days old."""
    books = with_statement(
        school(), "基本户", missing=0, more=((old, -77_700, "代扣款"), ("2026-11-27", -33_300, ""))
    )
    entries = books[BankEntry]
    twins = entries[entries[BankEntry.account] == "基本户"].tail(1)
    twins = pd.concat([twins, twins]).set_axis([9001, 9002]).assign(**{
        BankEntry.date: pd.to_datetime(["2026-11-26", "2026-11-27"]).astype("datetime64[s]"),
        BankEntry.spending: 33_300, BankEntry.reference: "", BankEntry.party: "某店", BankEntry.summary: ["购锁", "购漆"],
    })  # fmt: skip
    sheets = dict(books.sheets)
    sheets[BankEntry] = replace(sheets[BankEntry], rows=pd.concat([entries, twins]))
    return replace(books, sheets=sheets)


def test_what_is_asked_or_old_is_marked_and_counted() -> None:
    books = asking()
    books = replace(books, sheets={**books.sheets, Parameter: with_days(books, 9, 60)})
    report = drawn_up(books)
    said = {row[2]: row[5] for row in shown(report, 1)}
    assert (said["购锁"], said["购漆"], said["代扣款"]) == ("待确认", "待确认", "超过 9 天")
    assert shown(report, 0)[2] == ("减：银行已付、单位未付", 111_000, "减：单位已付、银行未付", 66_600)


def with_days(books: Books, remind: int, serious: int) -> Sheet:
    sheet = books.sheets[Parameter]
    values = sheet.rows[Parameter.value]
    for name, days in (("未达账项提醒天数", remind), ("未达账项严重天数", serious)):
        values = values.mask(sheet.rows[Parameter.name] == name, str(days))
    return replace(sheet, rows=sheet.rows.assign(**{Parameter.value: values}))


def test_the_paper_says_the_equation_in_figures() -> None:
    _, equation, *_ = made().notes
    assert equation.startswith("日记账余额 ")
    assert " ＋ 银行已收 612.77 － 银行已付 480.00 ＝ 对账单余额 " in equation


def test_what_was_open_when_the_month_began_and_is_settled_is_said() -> None:
    books = replace(school(), statements={})
    whole = with_statement(books, "基本户", missing=0, more=())
    own = whole.statements["基本户", "2026-11"]
    first = own.rows.head(1)
    assert first["流水号"].iloc[0]
    entries = books[BankEntry]
    dated = entries[BankEntry.date].mask(
        (entries[BankEntry.account] == "基本户") & (entries[BankEntry.reference] == first["流水号"].iloc[0]),
        pd.Timestamp("2026-10-30"),
    )
    sheet = replace(whole.sheets[BankEntry], rows=entries.assign(**{BankEntry.date: dated}))
    report = drawn_up(replace(whole, sheets={**whole.sheets, BankEntry: sheet}))
    assert "月初有未达账项 1 笔，到 2026-11-30 对上了 1 笔。" in report.notes


def test_without_open_items_there_is_nothing_to_list() -> None:
    report = made(missing=0, more=())
    assert len(report.blocks) == 1
    assert report.notes[0] == "调节后余额相等。"


def test_it_is_never_a_voucher_and_says_so() -> None:
    assert "不作记账依据" in made().notes[-1]


def test_a_difference_and_what_is_wrong_in_the_statement_are_said() -> None:
    books = with_statement(school(), "基本户", missing=3, more=MORE)
    statement = books.statements["基本户", "2026-11"]
    assert statement.closing is not None
    wrong = replace(
        statement,
        closing=statement.closing + 300,
        problems=(Problem("balance_break", 9, "第 9 行余额不衔接。"),),
    )
    report = drawn_up(replace(books, statements={("基本户", "2026-11"): wrong}))
    unequal, likely, equation, problem, _ = report.notes
    assert unequal == "调节后余额不等：单位比银行少 3.00 元，请查明原因。"
    assert likely.startswith("对账单各行加起来，和它自己的余额也差这么多")
    assert equation.endswith("，相差 -3.00。")
    assert problem == "对账单有问题：第 9 行余额不衔接。"


def test_a_statement_without_balances_proves_nothing() -> None:
    books = with_statement(school(), "基本户", missing=3, more=MORE)
    bare = replace(books.statements["基本户", "2026-11"], opening=None, closing=None)
    report = drawn_up(replace(books, statements={("基本户", "2026-11"): bare}))
    assert report.notes[0] == "对账单上没有余额，不能证明两边相等。"
    assert shown(report, 0)[0][3] is None


def test_it_names_the_account_and_the_day() -> None:
    form = made().form
    assert form
    assert form.period == "基本户（账号 8210330180012600457）　　截至2026年11月30日"


def test_what_looks_like_a_formula_is_text_in_the_paper() -> None:
    words = ['=HYPERLINK("http://example.com","退款")', "+1+1", "-2-2", "@SUM(1)", "=1+1"]
    more = tuple(("2026-11-25", 100 + place, word) for place, word in enumerate(words))
    books = with_statement(school(), "基本户", missing=3, more=more)
    proof = explained_in(books)
    every, settled = proof.bank.every, proof.bank.settled
    said = {"摘要": words[0], "票号": words[1]}
    spoilt = every.assign(**{column: every[column].mask(settled, text) for column, text in said.items()})
    proof = replace(proof, bank=replace(proof.bank, every=spoilt))
    content = paper([bank_reconciliation(books, proof), matched_rows(books, proof)])
    for number, (sheet, told) in enumerate(
        zip(load_workbook(io.BytesIO(content)).worksheets, (words, words[:2]), strict=True), start=1
    ):
        cells = [cell for row in sheet.iter_rows() for cell in row]
        assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
        assert set(told) <= {cell.value for cell in cells}
        xml = zipfile.ZipFile(io.BytesIO(content)).read(f"xl/worksheets/sheet{number}.xml").decode()
        assert "<f" not in xml
