"""银行存款余额调节表 sets the day book against the bank, and lists what only one of them has."""

import io
import zipfile
from dataclasses import replace

from openpyxl import load_workbook

from tests.reports.school import school, with_statement
from xlplan.excel.papers import paper
from xlplan.excel.report import Report, Total
from xlplan.reconcile.accounts import of_account
from xlplan.reports.bank_reconciliation import bank_reconciliation
from xlplan.tables.books import Books
from xlplan.tables.ledger import BankEntry
from xlplan.tables.statement import Problem

MORE = (("2026-11-25", 61_277, "收存款利息"), ("2026-11-28", -48_000, "代扣电费"))


def made(missing: int = 3, more: tuple[tuple[str, int, str], ...] = MORE) -> Report:
    return drawn_up(with_statement(school(), "基本户", missing=missing, more=more))


def drawn_up(books: Books) -> Report:
    return bank_reconciliation(books, of_account(books, "基本户")["2026-11"])


def test_both_balances_come_to_one_after_what_only_the_other_side_has() -> None:
    entries = school()[BankEntry]
    ours = entries[entries[BankEntry.account] == "基本户"]
    open_sum = int(ours[BankEntry.spending].iloc[-3:].sum())
    book = int(ours[BankEntry.balance].iloc[-1])
    bank = book + open_sum + 61_277 - 48_000
    report = made()
    assert report.blocks[0].rows == (
        ("单位银行日记账余额", book, "银行对账单余额", bank),
        ("加：银行已收、单位未收", 61_277, "加：单位已收、银行未收", 0),
        ("减：银行已付、单位未付", 48_000, "减：单位已付、银行未付", open_sum),
        ("调节后余额", book + 13_277, "调节后余额", bank - open_sum),
    )
    assert book + 13_277 == bank - open_sum
    assert isinstance(report.blocks[0].rows[-1], Total)
    assert report.notes[0] == "调节后余额相等。"


def test_each_open_item_stands_under_its_kind_with_its_number_its_words_and_its_age() -> None:
    rows = made().blocks[1].rows
    received, interest, paid, *items = rows
    assert (received[2], received[4], received[7], received[9]) == (
        "加：银行已收、单位未收",
        61_277,
        "加：单位已收、银行未收",
        0,
    )
    assert [str(value) for value in interest[:5]] == [
        "2026-11-25", "20260000000000000000", "收存款利息", "5", "61277",
    ]  # fmt: skip
    assert interest[5:] == (None,) * 5
    assert isinstance(paid, Total)
    entries = school()[BankEntry]
    ours = entries[entries[BankEntry.account] == "基本户"].iloc[-3:]
    assert [(row[6], row[7], row[9]) for row in items] == [
        (f"{voucher} {slip}", summary, spending)
        for voucher, slip, summary, spending in ours[["凭证号", "票据号", "摘要", "支出"]].itertuples(
            index=False
        )
    ]
    assert [row[4] for row in items] == [48_000, None, None]


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
    assert report.notes[:2] == (
        "调节后余额不等：单位比银行少 3.00 元，请查明原因。",
        "对账单有问题：第 9 行余额不衔接。",
    )


def test_a_statement_without_balances_proves_nothing() -> None:
    books = with_statement(school(), "基本户", missing=3, more=MORE)
    bare = replace(books.statements["基本户", "2026-11"], opening=None, closing=None)
    report = drawn_up(replace(books, statements={("基本户", "2026-11"): bare}))
    assert report.notes[0] == "对账单上没有余额，不能证明两边相等。"
    assert report.blocks[0].rows[0][3] is None


def test_it_names_the_account_and_the_day() -> None:
    form = made().form
    assert form
    assert form.period == "基本户（账号 8210330180012600457）　　截至2026年11月30日"


def test_what_looks_like_a_formula_is_text_in_the_paper() -> None:
    words = ['=HYPERLINK("http://example.com","退款")', "+1+1", "-2-2", "@SUM(1)", "=1+1"]
    content = paper([made(more=tuple(("2026-11-25", 100 + place, word) for place, word in enumerate(words)))])
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    assert set(words) <= {cell.value for cell in cells}
    assert "<f" not in zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml").decode()
