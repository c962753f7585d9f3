"""Cell functions: what stands in a cell for what was given."""

import io
import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

from xlplan.addin.functions import FUNCTIONS, answer
from xlplan.addin.functions.place import Place
from xlplan.addin.functions.registry import MOST
from xlplan.addin.functions.serve import serve
from xlplan.excel.frames import typed
from xlplan.excel.masters import workbook
from xlplan.jobs.desk import Desk
from xlplan.tables import MASTERS, starting
from xlplan.tables.books import Books
from xlplan.tables.budget import BudgetLine
from xlplan.tables.claims import Claim, Payment
from xlplan.tables.ledger import BankEntry, CashEntry, VoucherLine
from xlplan.tables.office import Account, BankAccount, SpecialDay
from xlplan.tables.plan import Dispatch, Notice

CLOCK = date(2026, 12, 7)
TODAY = date(2026, 11, 30)
"""The day at which the demo school stands still."""
Ask = Callable[..., object]


def asked(name: str, *arguments: object, workbooks: tuple[str, ...] = ()) -> object:
    return answer(name, arguments, workbooks, CLOCK)


@pytest.fixture
def ask(clean_school: Path) -> Ask:
    """Ask from a workbook of the demo school."""
    return lambda name, *arguments: asked(name, *arguments, workbooks=(master(clean_school),))


@pytest.fixture
def books(clean_school: Path) -> Books:
    return Desk.at(clean_school, None, CLOCK, lambda step: None).books()


@pytest.fixture
def school(clean_school: Path, tmp_path: Path) -> Path:
    """A copy of the demo school."""
    return Path(shutil.copytree(clean_school, tmp_path / "school"))


def master(school: Path, name: str = "ledger.xlsx") -> str:
    return str(school / "workbooks" / name)


# What stands in the cells alone


@pytest.mark.parametrize(
    ("yuan", "words"),
    [
        (1409.50, "壹仟肆佰零玖元伍角"),
        (6007.14, "陆仟零柒元壹角肆分"),
        (1680.32, "壹仟陆佰捌拾元叁角贰分"),
        (107000.53, "壹拾万柒仟元伍角叁分"),
        (16409.02, "壹万陆仟肆佰零玖元零贰分"),
        (325.04, "叁佰贰拾伍元零肆分"),
        (100.0, "壹佰元整"),
        (-5, "负伍元整"),
        ("1,200.50", "壹仟贰佰元伍角"),
        (Decimal("0.10"), "壹角"),
    ],
)
def test_an_amount_is_written_in_words(yuan: object, words: str) -> None:
    assert asked("XL_RMB", yuan) == f"人民币{words}"


def test_a_gap_is_exact_to_the_fen() -> None:
    assert asked("XL_GAP", ((0.1,), (0.2,)), 0.3) == 0
    assert asked("XL_GAP", ((100.0, None), ("1,000", "")), ((1100.01,),)) == -0.01


def test_an_empty_side_of_a_gap_is_nothing() -> None:
    assert asked("XL_GAP", 12.5, None) == 12.5


@pytest.mark.parametrize(
    ("number", "right"),
    [
        ("11010519491231002X", True),
        ("11010519491231002x", True),
        (" 440524188001010014 ", False),  # born before 1900
        ("110105194912310021", False),
        ("110105194913310021", False),  # its check digit fits, its month does not
        ("110105491231002", False),
        ("没有", False),
    ],
)
def test_an_id_number_is_told_by_its_day_and_its_last_sign(number: str, right: bool) -> None:
    assert asked("XL_ID_OK", number) is right


@pytest.mark.parametrize(
    ("name", "arguments", "sentence"),
    [
        ("XL_RMB", ["五元"], "金额填的是“五元”，不是数字。"),
        ("XL_RMB", [1.005], "金额填的是“1.005”，要到分为止，也不能太大。"),
        ("XL_RMB", [1e15], "金额填的是“1e+15”，要到分为止，也不能太大。"),
        ("XL_RMB", [float("nan")], "金额填的是“nan”，要到分为止，也不能太大。"),
        ("XL_RMB", [True], "金额填的是“True”，不是数字。"),
        ("XL_RMB", ["#N/A"], "金额是错误值 #N/A。"),
        ("XL_RMB", ["字" * 99], f"金额填的是“{'字' * 30}…”，不是数字。"),
        ("XL_RMB", [1, 2], "XL_RMB 最多有 1 个参数。"),
        ("XL_GAP", [((1.0, 2.0), ("合计", 3.0)), 1.0], "借方区域第 2 行第 1 格填的是“合计”，不是数字。"),
        ("XL_GAP", [1.0, (("#REF!",),)], "贷方区域第 1 行第 1 格是错误值 #REF!。"),
        ("XL_ID_OK", [110105194912310000.0], "身份证号是按数字填的，太长，后几位已经丢了；请把这一格设成文本，重新填。"),
        ("XL_ID_OK", ["#VALUE!"], "身份证号是错误值 #VALUE!。"),
        ("XL_ID_OK", [datetime(2026, 1, 1)], "身份证号填的是“2026-01-01 00:00:00”，要按文本填。"),
        ("XL_WORKDAYS", ["十月", "2026-10-08"], "起日填的是“十月”，不是日期。"),
        ("XL_WORKDAYS", [5.0, "2026-10-08"], "起日填的是“5”，不是日期。"),
        ("XL_WORKDAYS", ["2026-10-08", "2026-10-01"], "止日 2026-10-01 早于起日 2026-10-08。"),
        ("XL_WORKDAYS", ["2026-12-01", "2027-01-31"], "放假安排只知道 2004-01-01 到 2026-12-31 的，更晚的，先把那年通知的放假和调休填进“特殊日”表。"),
        ("XL_GRANT", [-1, 0], "学生数填的是“-1”，要填整数。"),
        ("XL_GRANT", [1.5], "学生数填的是“1.5”，要填整数。"),
        ("XL_BALANCE", ["1001"], "这个工作簿不在单位的文件夹里（找不到 xlplan.toml），不知道查哪个单位的台账。"),
        ("XL_OLD", [], "xlplan 没有 XL_OLD 这个函数，可能是版本旧了。"),
    ],
)  # fmt: skip
def test_what_cannot_be_answered_is_one_sentence(name: str, arguments: list[object], sentence: str) -> None:
    assert asked(name, *arguments) == sentence


# Ranges


def test_a_column_gives_a_column_and_a_bad_cell_accuses_itself_alone() -> None:
    assert asked("XL_RMB", ((1.0,), (None,), ("无",))) == (
        ("人民币壹元整",), ("",), ("金额填的是“无”，不是数字。",),
    )  # fmt: skip


def test_a_range_of_one_cell_is_a_cell() -> None:
    assert asked("XL_RMB", [[1.0]]) == "人民币壹元整"


def test_a_column_goes_with_a_cell_and_with_a_column_of_its_size() -> None:
    days = (("2026-10-01",), ("2026-10-30",))
    assert asked("XL_WORKDAYS", days, "2026-10-31") == ((18,), (1,))
    assert asked("XL_WORKDAYS", days, (("2026-10-08",), ("2026-10-30",))) == ((1,), (1,))
    assert asked("XL_WORKDAYS", days, ((1.0,), (2.0,), (3.0,))) == "几个区域的大小不一样。"


def test_a_whole_column_of_the_sheet_is_refused() -> None:
    assert asked("XL_RMB", [[1.0]] * (MOST + 1)) == "一次最多算 100000 格，请把区域改小，不要选整列。"


# Days


@pytest.mark.parametrize(
    "day", [date(2026, 10, 10), datetime(2026, 10, 10, 8), 46305.0, 46305.4, "2026年10月10日", "20261010"]
)
def test_a_day_is_a_date_a_serial_number_or_text(day: object) -> None:
    # A Saturday that is worked.
    assert asked("XL_WORKDAYS", day, day) == 1


def test_workdays_outside_an_office_are_those_of_the_country() -> None:
    assert asked("XL_WORKDAYS", "2026-10-01", "2026-10-31") == 22 - 5 + 1


def test_workdays_in_an_office_are_its_own_as_far_as_it_has_filled_them_in(school: Path) -> None:
    special: list[tuple[object, ...]] = [
        ("2026-10-29", "放假", "校运动会"),
        ("2027-01-01", "放假", "元旦"),
        ("2027-01-02", "上课", ""),
        ("2027-09-10", "考试", "月考"),
    ]
    with_special_days(school, special)
    ask = here(school)
    assert ask("XL_WORKDAYS", "2026-10-01", "2026-10-31") == 17
    # Neither 元旦 alone nor a day of exams tells when 春节 is.
    unknown = "放假安排只知道 2004-01-01 到 2026-12-31 的，更晚的，先把那年通知的放假和调休填进“特殊日”表。"
    assert ask("XL_WORKDAYS", "2026-12-31", "2027-01-04") == unknown
    with_special_days(school, [*special, ("2027-02-08", "放假", "春节"), ("2027-10-01", "放假", "国庆节")])
    assert ask("XL_WORKDAYS", "2026-12-31", "2027-01-04") == 3
    assert ask("XL_WORKDAYS", "2027-12-27", "2027-12-31") == 5
    assert ask("XL_WORKDAYS", "2027-12-31", "2028-01-01") == unknown.replace("2026-12", "2027-12")


def with_special_days(school: Path, rows: list[tuple[object, ...]]) -> None:
    frames = starting.frames() | {
        SpecialDay: typed(SpecialDay, rows, (SpecialDay.date, SpecialDay.kind, SpecialDay.name))
    }
    Path(master(school, "office.xlsx")).write_bytes(workbook(MASTERS["office.xlsx"], frames))


def here(school: Path) -> Ask:
    return lambda name, *arguments: asked(name, *arguments, workbooks=(master(school),))


# The ledger and the budget


def last(entries: pd.DataFrame, until: str) -> float:
    own = entries[entries["日期"] <= until]
    return int(own["余额"].iloc[-1]) / 100


@pytest.mark.parametrize("day", ["2026-11-30", "2026-10-15", "2026-01-31"])
def test_the_balances_of_cash_and_bank_are_those_of_the_day_books(ask: Ask, books: Books, day: str) -> None:
    assert ask("XL_BALANCE", "1001", day) == last(books[CashEntry], day)
    entries, accounts = books[BankEntry], books[BankAccount]
    each = {
        code: last(entries[entries[BankEntry.account] == name], day)
        for name, code in zip(accounts[BankAccount.name], accounts[BankAccount.account], strict=True)
    }
    for code, balance in each.items():
        assert ask("XL_BALANCE", code, day) == balance
    above = [balance for code, balance in each.items() if code.startswith("1002")]
    assert ask("XL_BALANCE", 1002.0, day) == pytest.approx(sum(above), abs=0.001)


def test_a_balance_is_positive_on_the_side_of_its_account(ask: Ask, books: Books) -> None:
    chart, lines = books[Account], books[VoucherLine]
    income = lines[lines[VoucherLine.account].str.startswith("4001")]
    assert set(chart.loc[chart[Account.code].str.startswith("4001"), Account.side]) == {"贷"}
    moved = income[VoucherLine.credit].sum() - income[VoucherLine.debit].sum()
    assert moved > 0
    assert ask("XL_BALANCE", "4001") == moved / 100


def test_a_balance_of_today_is_one_of_the_day_the_office_stands_at(ask: Ask) -> None:
    assert ask("XL_BALANCE", "1001") == ask("XL_BALANCE", "1001", TODAY) == ask("XL_BALANCE", "1001", 0.0)


def test_what_is_left_of_a_budget_is_what_is_adjusted_less_what_is_paid_and_what_is_approved(
    ask: Ask, books: Books
) -> None:
    lines, vouchers = books[BudgetLine], books[VoucherLine]
    paid = vouchers[vouchers[VoucherLine.account].str.startswith("7") & (vouchers["类型"] != "结账")]
    spending = lines[lines[BudgetLine.direction] == "支出"]
    numbers = tuple((number,) for number in spending[BudgetLine.number])
    claims = books[Claim][books[Claim][Claim.state] == "已批准"]
    part = books[Payment][books[Payment][Payment.claim].isin(claims[Claim.number])]
    settled = claims[Claim.number].map(part.groupby(Payment.claim)[Payment.amount].sum()).fillna(0)
    held = (claims[Claim.amount] - settled).groupby(claims[Claim.budget]).sum()
    left = ask("XL_BUDGET_LEFT", numbers, "2026-11-30")
    assert left == tuple(
        ((fen - net(paid[paid[VoucherLine.budget] == number]) - held.get(number, 0)) / 100,)
        for number, fen in zip(spending[BudgetLine.number], spending[BudgetLine.adjusted], strict=True)
    )
    assert ask("XL_BUDGET_LEFT", numbers) == left


def net(lines: pd.DataFrame) -> int:
    return int((lines[VoucherLine.debit] - lines[VoucherLine.credit]).sum())


def test_an_account_can_be_used_where_vch_04_has_nothing_against_it(ask: Ask, books: Books) -> None:
    codes = set(books[Account][Account.code])
    used = tuple((code,) for code in sorted(set(books[VoucherLine][VoucherLine.account])))
    assert ask("XL_ACCOUNT_OK", used) == tuple((True,) for _ in used)
    assert "1002" in codes
    assert ask("XL_ACCOUNT_OK", ((1001.0,), (1002.0,), ("9999",), (None,))) == (
        (True,),
        (False,),
        (False,),
        ("",),
    )


@pytest.mark.parametrize(
    ("name", "arguments", "sentence"),
    [
        ("XL_BALANCE", ["9999"], "科目 9999 在科目表里不存在。"),
        ("XL_BALANCE", ["1001", "2025-12-31"], "台账里是 2026 年的账，算不出 2025-12-31 的数。"),
        ("XL_BALANCE", ["1001", "昨天"], "日期填的是“昨天”，不是日期。"),
        ("XL_BUDGET_LEFT", ["G99"], "预算号 G99 在预算表里没有。"),
        ("XL_BUDGET_LEFT", ["S01"], "预算号 S01 不是支出预算，没有余额可用。"),
        ("XL_BUDGET_LEFT", ["G01", "2027-01-05"], "台账里是 2026 年的账，算不出 2027-01-05 的数。"),
        ("XL_DOC_NUMBER", ["松中法"], "“松中法”不是单位的发文机关代字（松中发）。"),
        ("XL_DOC_NUMBER", [None, 26], "年份 26 不对，要写四位，如 2026。"),
    ],
)
def test_what_the_books_do_not_have_is_one_sentence(
    ask: Ask, name: str, arguments: list[object], sentence: str
) -> None:
    assert ask(name, *arguments) == sentence


# Notices and the grant


def test_the_next_document_number_follows_the_largest(ask: Ask, books: Books) -> None:
    used = [re.fullmatch(r"松中发〔2026〕(\d+)号", one) for one in books[Notice][Notice.document] if one]
    largest = max(int(one[1]) for one in used if one)
    assert ask("XL_DOC_NUMBER") == f"松中发〔2026〕{largest + 1}号"
    assert ask("XL_DOC_NUMBER", "松中发", 2027.0) == "松中发〔2027〕1号"
    assert ask("XL_DOC_NUMBER", 0.0, 2027.0) == "松中发〔2027〕1号"


def notices(school: Path, *numbers: str) -> None:
    rows = [(str(at), one, "标题", "各处室", "正文", "草稿") for at, one in enumerate(numbers)]
    columns = (Notice.number, Notice.document, Notice.title, Notice.addressees, Notice.body, Notice.state)
    frames = starting.frames() | {Notice: typed(Notice, rows, columns)}
    Path(master(school, "plan.xlsx")).write_bytes(workbook(MASTERS["plan.xlsx"], frames))


def test_a_number_that_is_written_wrong_is_used_all_the_same(school: Path) -> None:
    notices(school, "松中发[2026]31号", "松中发〔2026〕4号", "松中发〔2026〕XX号", "", "松中发〔2025〕40号")
    assert here(school)("XL_DOC_NUMBER") == "松中发〔2026〕32号"


def test_a_number_that_only_the_register_has_is_used_too(school: Path) -> None:
    columns = (Dispatch.document, Dispatch.kind, Dispatch.title)
    filed = typed(Dispatch, [("松中发〔2026〕51号", "报告", "标题")], columns)
    frames = starting.frames() | {Dispatch: filed}
    Path(master(school, "plan.xlsx")).write_bytes(workbook(MASTERS["plan.xlsx"], frames))
    assert here(school)("XL_DOC_NUMBER") == "松中发〔2026〕52号"


def test_no_number_is_given_while_one_cannot_be_told(school: Path) -> None:
    notices(school, "松中发〔2026〕4号", "松中发〔2026〕十二号")
    row = int(Desk.at(school, None, CLOCK, lambda step: None).books()[Notice].index[1])
    assert here(school)("XL_DOC_NUMBER") == (
        f"“通知”表第 {row} 行的发文字号“松中发〔2026〕十二号”认不出来，先把它改好。"
    )


def test_a_grant_is_so_much_for_each_pupil_and_boarder_and_for_a_hundred_at_least(ask: Ask) -> None:
    assert ask("XL_GRANT", 620, 310) == 675_800
    assert ask("XL_GRANT", ((86.0,), (100.0,), (101.0,))) == ((94_000,), (94_000,), (94_940,))
    assert ask("XL_GRANT", 620, 310, "2026-05-01") == 675_800


# Which office, and its books


def test_an_office_is_found_from_any_of_its_folders(clean_school: Path) -> None:
    paper = str(clean_school / "papers" / "2026-11" / "某报告.xlsx")
    elsewhere = str(clean_school.parent / "别的.xlsx")
    assert (
        asked("XL_ACCOUNT_OK", "1001", workbooks=(elsewhere, "", "没存过", paper, master(clean_school)))
        is True
    )


def test_of_two_offices_none_is_guessed(clean_school: Path, school: Path) -> None:
    both = master(clean_school), master(school)
    several = "打开的工作簿分别在几个单位的文件夹里，不知道问的是哪个；请只留一个单位的。"
    assert asked("XL_BALANCE", "1001", workbooks=both) == several
    assert asked("XL_WORKDAYS", "2026-10-01", "2026-10-31", workbooks=both) == several


def test_a_workbook_on_the_net_is_told() -> None:
    there = ("https://example.invalid/学校/ledger.xlsx",)
    assert (
        asked("XL_BALANCE", "1001", workbooks=there)
        == "这个工作簿是从网上打开的，请从本机的单位文件夹里打开。"
    )


def test_books_are_read_again_only_when_a_master_was_saved(school: Path) -> None:
    def sheets() -> object:
        with Place((master(school),), CLOCK).books() as books:
            return books.sheets

    first = sheets()
    assert sheets() is first
    os.utime(master(school, "budget.xlsx"), ns=(1, 1))
    again = sheets()
    assert again is not first
    assert sheets() is again


@contextmanager
def instead(path: str, content: bytes | None) -> Iterator[None]:
    """A master that is something else, or not there, for a while."""
    saved = Path(path).read_bytes()
    Path(path).unlink()
    if content is not None:
        Path(path).write_bytes(content)
    yield
    Path(path).write_bytes(saved)


@pytest.mark.parametrize("content", [None, b"half of it"], ids=["away", "half"])
def test_a_master_that_is_being_saved_is_told_and_read_afterwards(
    school: Path, content: bytes | None
) -> None:
    ask = here(school)
    before = ask("XL_BALANCE", "1001")
    with instead(master(school), content):
        assert ask("XL_BALANCE", "1001") == "ledger.xlsx 打不开，算不出来。"
        assert ask("XL_ACCOUNT_OK", "1001") is True
    assert ask("XL_BALANCE", "1001") == before


def test_an_office_whose_settings_cannot_be_read_is_told(school: Path) -> None:
    (school / "xlplan.toml").write_text("today = ", encoding="utf-8")
    assert "写得不对，读不懂。" in str(here(school)("XL_BALANCE", "1001"))


def test_a_sheet_that_the_office_lacks_is_told(school: Path) -> None:
    tables = tuple(table for table in MASTERS["office.xlsx"] if table is not Account)
    Path(master(school, "office.xlsx")).write_bytes(workbook(tables, starting.frames()))
    assert here(school)("XL_ACCOUNT_OK", "1001") == "office.xlsx 里没有可用的“科目”表，算不出来。"


# The manual, and the line


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_tells_a_clerk_what_it_gives(name: str) -> None:
    one = FUNCTIONS[name]
    assert one.title
    assert not one.title.endswith("。")
    assert one.help.endswith("。")
    assert f"={name}(" in one.help
    assert one.placed == ("按上次保存的台账" in one.help)
    for argument in one.arguments:
        assert argument.help.endswith("。")
        assert re.fullmatch("[a-z_]+", argument.name)
    optional = [argument.optional for argument in one.arguments]
    assert optional == sorted(optional)


def test_a_line_is_answered_by_a_line_of_ascii_until_the_questions_end(clean_school: Path) -> None:
    questions = [
        {"name": "XL_RMB", "arguments": [[[1], [None]]], "workbooks": []},
        {"name": "XL_BALANCE", "arguments": ["1001", None], "workbooks": [master(clean_school)]},
        {"name": "XL_RMB", "arguments": [], "workbooks": []},
    ]
    answers = io.StringIO()
    serve(io.StringIO("\n".join(map(json.dumps, questions)) + "\n"), answers, lambda: CLOCK)
    lines = answers.getvalue().splitlines()
    assert answers.getvalue().isascii()
    balance = asked("XL_BALANCE", "1001", workbooks=(master(clean_school),))
    assert [json.loads(line)["value"] for line in lines] == [[["人民币壹元整"], [""]], balance, ""]


@pytest.mark.parametrize(
    "line",
    [
        "",
        "{",
        "[]",
        "null",
        '{"name": 1}',
        "[" * 100_000,
        '{"name": "XL_RMB", "arguments": 1, "workbooks": []}',
    ],
    ids=["empty", "broken", "list", "null", "nameless", "deep", "single"],
)
def test_a_line_that_is_no_question_does_not_end_the_answers(line: str) -> None:
    answers = io.StringIO()
    good = '{"name": "XL_RMB", "arguments": [5], "workbooks": []}'
    serve(io.StringIO(f"{line}\n{good}\n"), answers, lambda: CLOCK)
    *refused, last = (json.loads(one)["value"] for one in answers.getvalue().splitlines())
    assert last == "人民币伍元整"
    assert all("请把 xlplan 和它的加载项装成同一个版本" in one for one in refused)
    assert len(refused) == bool(line)
