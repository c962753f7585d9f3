"""Files of many banks are read by the names in them; what cannot be read is refused in one sentence."""

from pathlib import Path

import openpyxl
import pytest

from tests.bank.layouts import HEADER, SIMPLE, Lines, text, xls, xlsx
from xlplan.bank.figures import fen_of
from xlplan.bank.reading import read_statement
from xlplan.findings import CannotRun
from xlplan.tables.statement import (
    AMOUNT,
    BALANCE,
    DAY,
    NEUTRAL,
    PARTY,
    REFERENCE,
    REFUNDED,
    SUMMARY,
    TIME,
    Statement,
)

AMOUNTS = [100_000, -20_050, -9_950]


def read(path: Path, lines: Lines) -> Statement:
    return read_statement(text(path / "流水.csv", lines))


def kinds(found: Statement) -> list[tuple[str, int | None]]:
    return [(problem.kind, problem.row) for problem in found.problems]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [",", "\t"])
def test_any_usual_encoding_and_divider_is_read(encoding: str, separator: str, tmp_path: Path) -> None:
    found = read_statement(text(tmp_path / "流水.txt", SIMPLE, encoding, separator))
    assert found.rows[AMOUNT].tolist() == AMOUNTS
    assert (found.encoding, found.sheet, found.header_row) == (encoding, "", 2)
    assert (found.account, found.opening, found.closing) == ("6222000012345678", 50_000, 120_000)
    assert found.problems == ()


def test_the_frame_is_typed_and_indexed_by_the_rows_of_the_file(tmp_path: Path) -> None:
    rows = read(tmp_path, SIMPLE).rows
    assert rows.index.tolist() == [3, 4, 5]
    assert rows.dtypes.astype(str).to_dict() == {
        DAY: "datetime64[s]", TIME: "str", AMOUNT: "int64", BALANCE: "Int64", PARTY: "str", SUMMARY: "str", REFERENCE: "str",
        NEUTRAL: "int64", REFUNDED: "int64",
    }  # fmt: skip
    assert rows.loc[3, [PARTY, SUMMARY, REFERENCE]].tolist() == ["财政局", "收生均公用经费", "A1"]


@pytest.mark.parametrize("name", ["流水.csv", "流水.xls", "流水.xlsx"])
def test_the_content_tells_the_format_whatever_the_name_says(name: str, tmp_path: Path) -> None:
    mixed: list[list[str | float]] = [list(line) for line in SIMPLE]
    mixed[2][2] = 1000.0
    mixed[3][3] = 200.5
    for write in (xls, xlsx):
        found = read_statement(write(tmp_path / name, mixed))
        assert found.rows[AMOUNT].tolist() == AMOUNTS
        assert (found.encoding, found.problems) == ("", ())
        assert found.sheet
    assert read_statement(text(tmp_path / name, SIMPLE, separator="\t")).rows[AMOUNT].tolist() == AMOUNTS


def test_text_in_the_first_column_of_a_workbook_is_divided(tmp_path: Path) -> None:
    lines = ['"' + '","'.join(line) + '"' for line in SIMPLE]
    found = read_statement(xlsx(tmp_path / "流水.xlsx", [[line] for line in lines]))
    assert found.rows[AMOUNT].tolist() == AMOUNTS


def test_rows_are_counted_as_records_blank_lines_included(tmp_path: Path) -> None:
    path = tmp_path / "流水.csv"
    path.write_text(
        '账单\n\n"第一行\n第二行"\n\n日期,金额,余额\n\n2026-10-08,-5.00,10.00\n', encoding="utf-8"
    )
    found = read_statement(path)
    assert (found.header_row, found.rows.index.tolist()) == (5, [7])


LAYOUTS: dict[str, tuple[Lines, list[int]]] = {
    "工行：借贷标志和两列发生额": (
        [["[HISTORYDETAIL]"], ["交易时间", "借贷标志", "借方发生额", "贷方发生额", "余额", "对方户名"],
         ["2026-10-08 09:30:01\t", "借\t", "20.50\t", "\t", "79.50\t", "甲\t"], ["2026-10-09 10:00:00\t", "贷\t", "\t", "1,000.00\t", "1,079.50\t", "乙\t"]],
        [-2_050, 100_000],
    ),
    "工行：借贷标志和一列发生额": (
        [["交易日期", "借贷标志", "发生额", "余额"], ["20261008", "借", "20.50", "79.50"], ["20261009", "贷", "1000", "1079.50"]],
        [-2_050, 100_000],
    ),
    "建行：标签里有全角空格，时间在日期后面": (
        [["中国建设银行账户明细"], ["账　　号：43001234567890123456"],
         ["交易时间", "借方发生额/元(支取)", "贷方发生额/元(收入)", "余额", "对方户名", "账户明细编号-交易流水号"],
         ["20261008 15:24:03", "20.50", "0.00", "79.50", "甲", "1-2"], ["20261009 08:00:00", "0.00", "1000.00", "1079.50", "乙", "3-4"]],
        [-2_050, 100_000],
    ),
    "中行：往账带负号，两边都写户名": (
        [["交易类型[ Transaction Type ]", "付款人名称[ Payer's Name ]", "收款人名称[ Payee's Name ]", "交易日期[ Transaction Date ]", "交易金额[ Trade Amount ]", "交易后余额[ After-transaction balance ]"],
         ["往账", "学校", "甲", "20261008", "-20.50", "79.50"], ["来账", "乙", "学校", "20261009", "1000.00", "1079.50"]],
        [-2_050, 100_000],
    ),
    "华夏：表头上面有汇总": (
        [["账户明细"], ["收入总金额", "1000.00"], ["支出总金额", "20.50"], ["交易日期", "支出金额", "收入金额", "余额", "对方户名"],
         ["2026/10/8", "20.50", "-", "79.50", "甲"], ["2026/10/9", "-", "￥１，０００．００", "1,079.50", "乙"]],
        [-2_050, 100_000],
    ),
    "带等号的单元格": (
        [["日期", "金额", "余额", "对方户名"], ['="2026-10-08"', '="-20.50"', '="79.50"', '="甲"'], ['="2026年10月9日"', '="+1000.00"', '="1079.50"', '="乙"']],
        [-2_050, 100_000],
    ),
}  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_layout_is_read_by_its_names(layout: str, tmp_path: Path) -> None:
    lines, amounts = LAYOUTS[layout]
    found = read(tmp_path, lines)
    assert found.rows[AMOUNT].tolist() == amounts
    assert found.rows[DAY].dt.strftime("%m-%d").tolist() == ["10-08", "10-09"]
    assert found.problems == ()
    assert (found.opening, found.closing) == (10_000, 107_950)
    if any("甲" in cell for cell in lines[-2]):
        assert found.rows[PARTY].tolist() == ["甲", "乙"]


def test_a_time_behind_the_day_is_kept(tmp_path: Path) -> None:
    assert read(tmp_path, LAYOUTS["建行：标签里有全角空格，时间在日期后面"][0]).rows[TIME].tolist() == [
        "15:24:03",
        "08:00:00",
    ]


@pytest.mark.parametrize(
    ("lines", "name", "account"),
    [
        ([["账号:10-5456 0104 0001234", "户名:某学校"]], "流水.csv", "10-545601040001234"),
        ([["户名：某学校  账　　号：82103301800"]], "流水.csv", "82103301800"),
        ([["账号", "6200000000001230", "账户类型", "借记卡"]], "流水.csv", "6200000000001230"),
        ([["卡号: 1234****9876"]], "流水.csv", "1234****9876"),
        ([], "明细_8210330180012600457_20261001_20261031.csv", "8210330180012600457"),
        ([], "historydetail（12345账号）.csv", "12345"),
        ([], "基本户 2026-10.csv", ""),
        ([], "20261001123456.csv", ""),
        ([], "对账单2026100120261031.csv", ""),
        ([], "hisdtl1698745632123.csv", ""),
        ([], "1698745632123_6200010001.csv", "6200010001"),
    ],
)
def test_the_account_stands_above_the_rows_or_in_the_name(
    lines: Lines, name: str, account: str, tmp_path: Path
) -> None:
    assert read_statement(text(tmp_path / name, [*lines, *SIMPLE[1:]])).account == account


def test_the_account_may_stand_in_a_column(tmp_path: Path) -> None:
    lines = [
        [*line, cell] for line, cell in zip(SIMPLE[1:], ["账号", "123456", "123456", "123456"], strict=True)
    ]
    assert read(tmp_path, lines).account == "123456"


FOOTERS: dict[str, tuple[Lines, dict[str, int]]] = {
    "合计": ([["合计", "", "1,000.00", "300.00"]], {"sum_in": 100_000, "sum_out": 30_000}),
    "人民币合 计": ([["人民币合 计", "", "1,000.00", "300.00"]], {"sum_in": 100_000, "sum_out": 30_000}),
    "农行": (
        [["1 收 1,000.00"], ["2 支 300.00"]],
        {"count_in": 1, "sum_in": 100_000, "count_out": 2, "sum_out": 30_000},
    ),
    "笔数": (
        [["收入：1笔 1,000.00元"], ["支出：2笔 300.00元"], ["共3笔记录"]],
        {"count_in": 1, "sum_in": 100_000, "count_out": 2, "sum_out": 30_000, "count": 3},
    ),
    "标签": (
        [["收入合计：1,000.00", "支出合计：300.00"], ["总笔数", "3", "期末余额", "1,200.00"]],
        {"sum_in": 100_000, "sum_out": 30_000, "count": 3, "closing": 120_000},
    ),
    "本页小计不是全部": ([["本页小计", "", "7.00", "8.00"]], {}),
    "声明": ([["以上明细仅供参考，具体以银行账务为准。"], [], ["打印日期：2026-11-01"]], {}),
}  # fmt: skip


@pytest.mark.parametrize("place", ["below", "above"])
@pytest.mark.parametrize("footer", FOOTERS)
def test_what_a_file_says_of_its_sums_is_kept_and_never_a_row(
    footer: str, place: str, tmp_path: Path
) -> None:
    lines, declared = FOOTERS[footer]
    found = read(tmp_path, [*lines, *SIMPLE] if place == "above" else [*SIMPLE, *lines])
    if place == "above" and "合" in footer:  # sums without a label mean nothing above the columns
        declared = {}
    assert found.rows[AMOUNT].tolist() == AMOUNTS
    assert found.declared == declared
    assert found.problems == ()


def test_a_header_repeated_on_each_page_is_no_row(tmp_path: Path) -> None:
    found = read(tmp_path, [*SIMPLE[:4], HEADER, SIMPLE[4]])
    assert (found.rows[AMOUNT].tolist(), found.problems) == (AMOUNTS, ())


def test_a_row_that_only_carries_the_balance_is_the_opening(tmp_path: Path) -> None:
    found = read(tmp_path, [*SIMPLE[:2], ["2026-10-01", "期初余额", "", "", "500.00", "", ""], *SIMPLE[2:]])
    assert (found.opening, found.declared) == (50_000, {"opening": 50_000})
    assert (found.rows[AMOUNT].tolist(), found.problems) == (AMOUNTS, ())


@pytest.mark.parametrize(
    ("cell", "value", "words"),
    [
        (0, "2026-10-32", "日期“2026-10-32”读不出来"),
        (3, "二百元", "金额不是数"),
        (3, "", "没有金额"),
        (2, "7.00", "两边都有数"),
        (3, "200.505", "金额不是数"),
    ],
)
def test_a_row_that_cannot_be_read_is_told_and_not_counted(
    cell: int, value: str, words: str, tmp_path: Path
) -> None:
    lines = [list(line) for line in SIMPLE]
    lines[3][cell] = value
    found = read(tmp_path, lines)
    assert found.rows.index.tolist() == [3, 5]
    told = [problem for problem in found.problems if problem.kind == "unreadable_row"]
    assert [problem.row for problem in told] == [4]
    assert words in told[0].detail


def test_a_row_without_a_day_is_told_even_if_its_words_sound_like_a_total(tmp_path: Path) -> None:
    lines = [list(line) for line in SIMPLE]
    lines[3][:2] = ["10月9日", "付作业本款，共3笔 支付 200.50"]
    found = read(tmp_path, lines)
    assert kinds(found)[0] == ("unreadable_row", 4)
    assert found.declared == {}


def test_a_direction_word_we_do_not_know_is_told(tmp_path: Path) -> None:
    lines = [
        ["日期", "收/支", "金额"],
        ["2026-10-08", "支出", "5.00"],
        ["2026-10-09", "冻结", "7.00"],
        ["2026-10-10", "收入", "9.00"],
    ]
    found = read(tmp_path, lines)
    assert found.rows[AMOUNT].tolist() == [-500, 900]
    assert kinds(found) == [("unreadable_row", 3)]


def test_a_minus_beside_a_direction_word_takes_an_entry_back(tmp_path: Path) -> None:
    lines = [["日期", "借贷标志", "金额", "余额"], ["2026-10-08", "借", "5.00", "95.00"],
             ["2026-10-09", "借", "-5.00", "100.00"], ["2026-10-10", "贷", "1.00", "101.00"]]  # fmt: skip
    found = read(tmp_path, lines)
    assert (found.rows[AMOUNT].tolist(), found.problems) == ([-500, 500, 100], ())


def test_of_the_balances_carried_from_page_to_page_the_first_is_the_opening(tmp_path: Path) -> None:
    pages = [["", "承前页", "", "", balance, "", ""] for balance in ("500.00", "1,500.00")]
    found = read(tmp_path, [HEADER, pages[0], SIMPLE[2], pages[1], *SIMPLE[3:]])
    assert (found.opening, found.rows[AMOUNT].tolist(), found.problems) == (50_000, AMOUNTS, ())


@pytest.mark.parametrize("day", ["", "2026-10-01"])
def test_a_row_that_carries_the_balance_with_zeros_on_both_sides_is_no_row(day: str, tmp_path: Path) -> None:
    carried = [day, "期初余额", "0.00", "0.00", "500.00", "", ""]
    found = read(tmp_path, [HEADER, carried, *SIMPLE[2:], ["总笔数：3"]])
    assert (found.opening, found.rows[AMOUNT].tolist(), found.problems) == (50_000, AMOUNTS, ())


@pytest.mark.parametrize(
    "span", ["2026-11-01 至 2026-12-31", "20261101-20261231", "2026年11月1日—2026年12月31日"]
)
def test_a_file_without_rows_is_a_statement_of_the_months_it_names(span: str, tmp_path: Path) -> None:
    found = read(tmp_path, [["起止日期：" + span, "期初余额：", "5.00"], HEADER])
    parts = {month: (part.opening, part.closing, len(part.rows)) for month, part in found.months().items()}
    assert parts == {"2026-11": (500, 500, 0), "2026-12": (500, 500, 0)}
    assert (found.closing, found.problems) == (500, ())


def test_a_file_without_rows_may_say_no_more_than_its_balance(tmp_path: Path) -> None:
    found = read(tmp_path, [["期初余额：", "5.00"], HEADER])
    assert (found.opening, found.closing, found.months()) == (500, 500, {})


@pytest.mark.parametrize(
    ("text", "fen"), [("100.05", 10_005), ("(5)", -500), ("100.005", None), ("-", None), ("一", None)]
)
def test_an_amount_is_whole_fen_or_none(text: str, fen: int | None) -> None:
    assert fen_of(text) == fen


ONE_COLUMN: Lines = [
    ["交易日期", "交易金额", "余额"], ["2026-10-08", "1000", "1000"], ["2026-10-09", "100", "900"], ["2026-10-10", "50", "850"]
]  # fmt: skip


@pytest.mark.parametrize("rows", [ONE_COLUMN[1:], ONE_COLUMN[:0:-1]])
def test_an_amount_without_a_side_takes_it_from_the_step_of_the_balance(rows: Lines, tmp_path: Path) -> None:
    found = read(tmp_path, [["期初余额：", "0.00"], ONE_COLUMN[0], *rows])
    assert found.rows[AMOUNT].tolist() == [100_000, -10_000, -5_000]
    assert (found.opening, found.closing, found.problems) == (0, 85_000, ())


@pytest.mark.parametrize(
    "lines",
    [ONE_COLUMN, [["期初余额：7.00"], *ONE_COLUMN], [["期初余额：0.00"], *ONE_COLUMN[:3], ONE_COLUMN[2]]],
)
def test_an_amount_whose_side_nothing_tells_is_refused(lines: Lines, tmp_path: Path) -> None:
    with pytest.raises(
        CannotRun, match=r"^流水.csv 只有一列金额，没有正负号和收支方向，看不出哪些是收入、哪些是支出。$"
    ):
        read(tmp_path, lines)


@pytest.mark.parametrize(("balance", "amount"), [("1050", 5_000), ("950", -5_000), ("", -5_000)])
def test_the_balance_tells_what_a_minus_beside_a_word_means(
    balance: str, amount: int, tmp_path: Path
) -> None:
    header = ["日期", "借贷标志", "金额", "余额"]
    found = read(
        tmp_path, [header, ["2026-10-08", "贷", "1000", "1000"], ["2026-10-09", "借", "-50", balance]]
    )
    assert (found.rows[AMOUNT].tolist(), found.problems) == ([100_000, amount], ())
    alone = read(tmp_path, [["期初余额：1000.00"], header, ["2026-10-09", "借", "-50", balance]])
    assert (alone.rows[AMOUNT].tolist(), alone.problems) == ([amount], ())


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ([["2026-10-08", "付水费", "200.50"]], "找不到表头.*付水费、200.50"),
        ([["交易日期", "发生数", "摘要"], ["2026-10-08", "5", ""]], "没有找到金额列.*认不出的列：发生数"),
        ([["交易日期", "收入金额", "付出数"], ["2026-10-08", "5", ""]], "没有找到支出列.*认不出的列：付出数"),
        ([["记账员", "金额", "余额"], ["张三", "5", "6"]], "没有找到日期列.*认不出的列：记账员"),
        ([["日期", "金额"], ["2026-10-08", "5"]], "看不出哪些是收入"),
        (SIMPLE[:2], "没有一行明细"),
        ([HEADER, ["2026-13-01", "", "5", "", "", "", ""]], "没有读到明细.*2026-13-01"),
        ([["a"]], "找不到表头"),
    ],
)
def test_a_layout_we_do_not_know_is_refused_with_what_was_seen(
    lines: Lines, words: str, tmp_path: Path
) -> None:
    with pytest.raises(CannotRun, match=rf"^流水\.csv .*{words}"):
        read(tmp_path, lines)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "是空文件"),
        (b"\xff\xff\xff\xff,\xff", "读不懂"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "(读不懂|找不到表头)"),
        (b"hello", "找不到表头.*hello"),
        (b"\xef\xbb\xbf", "找不到表头|没有内容"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "找不到表头.*1"),
        (b"<html>nothing</html>", "找不到表头"),
        (b"<?xml version='1.0'?><Document/>", "XML"),
        (b"PK\x03\x04 and no more", "不完整"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and no more", "已损坏"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "设了打开密码"),
    ],
)
def test_what_is_no_statement_is_refused_in_one_sentence(content: bytes, words: str, tmp_path: Path) -> None:
    path = tmp_path / "流水.xls"
    path.write_bytes(content)
    with pytest.raises(CannotRun, match=rf"^流水\.xls .*{words}.*。$"):
        read_statement(path)


def test_a_file_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(CannotRun, match=r"^找不到文件 流水\.csv。$"):
        read_statement(tmp_path / "流水.csv")
    with pytest.raises(CannotRun, match="是文件夹"):
        read_statement(tmp_path)


def test_a_workbook_with_a_cell_far_out_is_refused(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "流水.xlsx", [list(line) for line in SIMPLE])
    import openpyxl

    book = openpyxl.load_workbook(path)
    book.active.cell(1_048_576, 16_384, "x")
    book.save(path)
    with pytest.raises(CannotRun, match="离得很远"):
        read_statement(path)


def test_a_workbook_with_two_tables_is_refused_with_their_names(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for name, day in (("10月", "2026-10-08"), ("11月", "2026-11-09")):
        sheet = book.create_sheet(name)
        sheet.append(["日期", "收入", "支出", "余额"])
        sheet.append([day, 1, None, 11])
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(CannotRun, match="几张工作表都像流水：10月、11月"):
        read_statement(tmp_path / "a.xlsx")


def test_sums_below_the_rows_may_stand_without_a_count(tmp_path: Path) -> None:
    path = text(
        tmp_path / "a.csv",
        [
            ["日期", "收入", "支出", "余额"],
            ["2026-10-08", "5,000.00", "", "15,000.00"],
            ["2026-10-09", "", "200.00", "14,800.00"],
            ["当前时间段收支金额合计", "收入 5,000.00", "支出 200.00"],
        ],
    )
    found = read_statement(path)
    assert (dict(found.declared), found.problems) == ({"sum_in": 500_000, "sum_out": 20_000}, ())


def test_a_time_may_be_written_with_dots(tmp_path: Path) -> None:
    path = text(
        tmp_path / "a.csv", [["日期", "收入", "支出", "余额"], ["2026-10-08 10.11.12", "5", "", "15"]]
    )
    assert read_statement(path).rows[TIME].tolist() == ["10:11:12"]


@pytest.mark.parametrize("closed", ['"d', "d"])
@pytest.mark.parametrize("separator", [",", "\t"])
def test_a_quote_that_nothing_closes_hides_no_payment(closed: str, separator: str, tmp_path: Path) -> None:
    days = [
        ["日期", "金额", "余额", "摘要"],
        *([f"2026-10-0{day}", "-1.00", f"{9 - day}.00", "a"] for day in range(1, 6)),
    ]
    days[2][-1], days[4][-1] = '"b', closed
    path = tmp_path / "a.csv"
    path.write_text("\n".join(separator.join(row) for row in days) + "\n", encoding="utf-8")
    with pytest.raises(CannotRun, match=r"^a\.csv 里的引号不成对或一格过长，内容可能已损坏。$"):
        read_statement(path)


def test_a_summary_of_several_lines_is_one_cell(tmp_path: Path) -> None:
    rows = [
        ["日期", "金额", "余额", "摘要"],
        ["2026-10-01", "-1.00", "9.00", "房租\n2026-10-01 至 10-31，\n甲, 乙"],
    ]
    assert len(read_statement(text(tmp_path / "a.csv", rows)).rows) == 1
