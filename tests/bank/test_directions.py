"""Which way money went, what is no payment at all, and what is told when a row contradicts itself."""

from pathlib import Path

import pytest

from tests.bank.layouts import Lines, text
from xlplan.bank.reading import read_statement
from xlplan.findings import CannotRun
from xlplan.screen import statement
from xlplan.tables.statement import AMOUNT, BALANCE, NEUTRAL, PARTY, REFUNDED, Statement

SIDED = ["交易日期", "借贷标志", "支出", "收入", "余额"]
WORD = ["交易日期", "收/支", "金额", "交易状态"]


def read(folder: Path, lines: Lines) -> Statement:
    return read_statement(text(folder / "流水.csv", lines))


def told(found: Statement) -> list[tuple[str, int | None]]:
    return [(problem.kind, problem.row) for problem in found.problems]


def test_a_direction_word_against_the_column_of_the_amount_is_told_once(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        [SIDED, ["2026-08-01", "借", "5.00", "", "95.00"], ["2026-08-02", "贷", "7.00", "", "88.00"], ["2026-08-03", "贷", "", "1.00", "89.00"]],
    )  # fmt: skip
    assert found.rows[AMOUNT].tolist() == [-500, 100]
    assert told(found) == [("unreadable_row", 3)]
    assert "收支方向和金额所在的列相反" in found.problems[0].detail


def test_a_minus_in_the_column_that_the_word_names_takes_an_entry_back(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        [SIDED, ["2026-08-01", "借", "5.00", "", "95.00"], ["2026-08-02", "借", "-5.00", "", "100.00"]],
    )
    assert (found.rows[AMOUNT].tolist(), found.problems) == ([-500, 500], ())


@pytest.mark.parametrize(("minus", "amounts"), [("-", [-500, 700]), ("", [-500, 700])])
def test_a_sign_that_agrees_with_the_word_counts_once(minus: str, amounts: list[int], tmp_path: Path) -> None:
    lines = [WORD[:3], ["2026-08-01", "支出", f"{minus}5.00"], ["2026-08-02", "收入", "7.00"]]
    assert read(tmp_path, lines).rows[AMOUNT].tolist() == amounts


def test_words_we_do_not_know_do_no_harm_where_signs_tell(tmp_path: Path) -> None:
    lines = [["日期", "交易类型", "金额"], ["2026-08-01", "支取", "-5.00"], ["2026-08-02", "工资", "7.00"]]
    found = read(tmp_path, lines)
    assert (found.rows[AMOUNT].tolist(), found.problems) == ([-500, 700], ())


@pytest.mark.parametrize("amount", ["五元", "1" * 32, "5.005", "=1+1"])
def test_one_unreadable_amount_gives_one_problem(amount: str, tmp_path: Path) -> None:
    lines = [["日期", "支出", "收入", "余额"], ["2026-08-01", "5.00", "", "95.00"], ["2026-08-02", amount, "", "90.00"],
             ["2026-08-03", "", "1.00", "91.00"]]  # fmt: skip
    assert told(read(tmp_path, lines)) == [("unreadable_row", 3)]


def test_what_breaks_elsewhere_is_told_beside_an_unreadable_amount(tmp_path: Path) -> None:
    lines = [["日期", "支出", "收入", "余额"], ["2026-08-01", "五", "", "95.00"], ["2026-08-02", "5.00", "", "90.00"],
             ["2026-08-03", "", "1.00", "93.00"]]  # fmt: skip
    assert told(read(tmp_path, lines)) == [("unreadable_row", 2), ("balance_break", 4)]


@pytest.mark.parametrize("status", ["交易成功", "交易关闭", "退款成功", "等待确认收货"])
def test_the_amount_is_what_the_word_says_whatever_the_status(status: str, tmp_path: Path) -> None:
    found = read(
        tmp_path, [WORD, ["2026-08-01", "支出", "12.00", status], ["2026-08-02", "收入", "1.00", ""]]
    )
    assert (found.rows[AMOUNT].tolist(), found.rows[REFUNDED].tolist()) == ([-1_200, 100], [0, 0])


@pytest.mark.parametrize(
    ("status", "fen"),
    [("已退款(￥12.00)", 1_200), ("已退款￥1,012.00", 101_200), ("部分退款（¥2.5）", 250), ("已全额退款", 200_000), ("已退款", 200_000)],
)  # fmt: skip
def test_a_refund_in_the_status_is_kept_beside_the_whole_amount(
    status: str, fen: int, tmp_path: Path
) -> None:
    found = read(
        tmp_path,
        [WORD, ["2026-08-01", "支出", "2000.00", status], ["2026-08-02", "收入", "1.00", "支付成功"]],
    )
    assert (found.rows[AMOUNT].tolist(), found.rows[REFUNDED].tolist()) == ([-200_000, 100], [fen, 0])
    rows = statement.document(found)["rows"]
    assert isinstance(rows, list)
    assert [row.get("refunded") for row in rows] == [f"{fen / 100:.2f}", None]


def test_a_refund_in_part_without_its_amount_is_told(tmp_path: Path) -> None:
    found = read(tmp_path, [WORD, ["2026-08-01", "支出", "20.00", "部分退款"]])
    assert (found.rows[REFUNDED].tolist(), told(found)) == ([0], [("unknown_refund", 2)])


@pytest.mark.parametrize("word", ["不计收支", "/", "中性交易"])
def test_a_row_that_is_neither_in_nor_out_stays_with_its_figure(word: str, tmp_path: Path) -> None:
    found = read(
        tmp_path,
        [WORD, ["2026-08-01", "支出", "5.00", ""], ["2026-08-02", word, "7.00", ""], ["2026-08-03", "收入", "1.00", ""]],
    )  # fmt: skip
    assert (found.rows[AMOUNT].tolist(), found.rows[NEUTRAL].tolist()) == ([-500, 0, 100], [0, 700, 0])
    assert found.problems == ()
    rows = statement.document(found)["rows"]
    assert isinstance(rows, list)
    assert [(row["amount"], row.get("neutral")) for row in rows] == [
        ("-5.00", None),
        ("0.00", "7.00"),
        ("1.00", None),
    ]


@pytest.mark.parametrize("flag", ["是", "Y"])
@pytest.mark.parametrize(
    ("back", "amounts"), [(["5.00", ""], [-500, 500]), (["", "5.00"], [-500, 500]), (["-5.00", ""], [-500, 500])]
)  # fmt: skip
def test_the_balance_tells_how_a_bank_writes_an_entry_taken_back(
    flag: str, back: list[str], amounts: list[int], tmp_path: Path
) -> None:
    lines = [["日期", "支出", "收入", "余额", "冲正标志"], ["2026-08-01", "5.00", "", "95.00", "否"],
             ["2026-08-02", *back, "100.00", flag], ["2026-08-03", "", "1.00", "101.00", "否"]]  # fmt: skip
    found = read(tmp_path, lines)
    assert (found.rows[AMOUNT].tolist(), found.problems) == ([*amounts, 100], ())


def test_masked_balances_are_told_once_and_break_nothing(tmp_path: Path) -> None:
    lines = [
        ["日期", "支出", "收入", "余额"],
        ["2026-08-01", "5.00", "", "****"],
        ["2026-08-02", "5.00", "", "****"],
    ]
    found = read(tmp_path, lines)
    assert told(found) == [("unreadable_balance", None)]
    assert found.rows[BALANCE].isna().all()
    assert (found.opening, found.closing) == (None, None)


def test_a_dated_payment_called_a_total_is_a_payment(tmp_path: Path) -> None:
    lines = [["日期", "摘要", "支出", "收入", "余额"], ["2026-08-01", "合计", "5.00", "", "95.00"], ["2026-08-02", "利息", "", "1.00", "96.00"],
             ["合计", "", "5.00", "1.00", ""]]  # fmt: skip
    found = read(tmp_path, lines)
    assert (found.rows[AMOUNT].tolist(), found.problems) == ([-500, 100], ())
    assert found.declared == {"sum_in": 100, "sum_out": 500}


PAID: Lines = [["日期", "摘要", "支出", "收入", "余额"], ["2026-08-01", "水费", "5.00", "", "95.00"]]


@pytest.mark.parametrize(
    ("line", "problems"),
    [
        (["", "期初余额", "", "", "100.00"], []),
        (["", "期初余额", "", "", "95.00"], []),
        (["期初余额：95.00"], []),
        (["期初余额：77.00"], [("declared_total", 3)]),
    ],
)
def test_an_opening_below_the_rows_holds_only_where_it_fits(
    line: list[str], problems: list[tuple[str, int]], tmp_path: Path
) -> None:
    found = read(tmp_path, [*PAID, line])
    assert (found.opening, found.closing, told(found)) == (10_000, 9_500, problems)


@pytest.mark.parametrize(("closing", "opening"), [("95.00", 10_000), ("80.00", None)])
def test_an_opening_below_rows_without_balances_needs_a_closing_that_agrees(
    closing: str, opening: int | None, tmp_path: Path
) -> None:
    lines = [[*line[:4]] for line in PAID]
    found = read(tmp_path, [*lines, ["期初余额", "100.00"], ["期末余额", closing]])
    assert found.opening == opening


def test_a_balance_is_never_taken_for_an_amount(tmp_path: Path) -> None:
    with pytest.raises(CannotRun, match=r"没有找到金额列.*日期、余额、摘要"):
        read(tmp_path, [["日期", "余额", "摘要"], ["2026-08-01", "5.00", "水费"]])
    with pytest.raises(CannotRun, match=r"没有找到收入列.*日期、支出、余额"):
        read(tmp_path, [["日期", "支出", "余额"], ["2026-08-01", "5.00", "7.00"]])


@pytest.mark.parametrize("word", ["2", "1"])
def test_a_payer_that_is_always_us_is_never_the_counterparty(word: str, tmp_path: Path) -> None:
    header = ["交易日期", "借贷标志", "发生额", "付款人名称", "收款人名称"]
    rows = [["20260801", word, "5.00", "学校", "甲"], ["20260802", word, "7.00", "学校", "乙"]]
    found = read(tmp_path, [header, *rows])
    assert found.rows[PARTY].tolist() == ["甲", "乙"]
    assert (found.rows[AMOUNT] > 0).all() == (word == "1")


def test_our_name_above_the_rows_tells_which_side_is_ours(tmp_path: Path) -> None:
    header = ["交易日期", "借贷标志", "发生额", "付款人名称", "收款人名称"]
    found = read(tmp_path, [["户名：学校"], header, ["20260801", "1", "5.00", "学校", "甲"]])
    assert found.rows[PARTY].tolist() == ["甲"]


@pytest.mark.parametrize(("lost", "broken"), [("-15.00", 0), ("-16.00", 1)])
def test_what_an_unreadable_line_moved_has_the_sign_that_the_file_means(
    lost: str, broken: int, tmp_path: Path
) -> None:
    rows = [
        ["日期", "收支", "金额", "余额"],
        ["2026-10-01", "支出", "-10.00", "110.00"],
        ["2026-10-01", "支出", "-5.00", "115.00"],
        ["2026-10-02", "收入", "10.00", "125.00"],
        ["某日", "支出", lost, "140.00"],
        ["2026-10-03", "收入", "10.00", "150.00"],
    ]
    found = read_statement(text(tmp_path / "a.csv", rows))
    kinds = [one.kind for one in found.problems]
    assert (kinds.count("unreadable_row"), kinds.count("balance_break")) == (1, broken)
