"""In whatever form a file comes: encodings, web pages, odd cells, days, headers of two rows, and files meant to harm."""

import zipfile
from pathlib import Path

import pytest

from tests.bank.layouts import HEADER, SIMPLE, Lines, text, xls, xlsx
from xlplan.bank.reading import read_statement
from xlplan.findings import CannotRun
from xlplan.tables.statement import AMOUNT, DAY, PARTY, TIME, Statement

AMOUNTS = [100_000, -20_050, -9_950]


def read(folder: Path, lines: Lines, name: str = "流水.csv") -> Statement:
    return read_statement(text(folder / name, lines))


def told(found: Statement) -> list[tuple[str, int | None]]:
    return [(problem.kind, problem.row) for problem in found.problems]


def page(lines: Lines) -> str:
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in line) + "</tr>" for line in lines)
    return f"<html><head><style>td{{}}</style></head><body><table>{rows}</table></body></html>"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_a_web_page_called_xls_is_read(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "流水.xls"
    path.write_bytes(page(SIMPLE).replace("水公司", "水&amp;公司&nbsp;").encode(encoding))
    found = read_statement(path)
    assert found.rows[AMOUNT].tolist() == AMOUNTS
    assert found.rows[PARTY].tolist() == ["财政局", "自来水&公司", "供电所"]
    assert (found.encoding, found.account, found.problems) == (encoding, "6222000012345678", ())


def test_merged_cells_of_a_web_page_keep_their_columns(tmp_path: Path) -> None:
    head = '<tr><td colspan="4">明细</td></tr><tr><th rowspan=2>日期</th><th colspan=2>发生额</th><th rowspan=2>余额</th></tr><tr><th>借方</th><th>贷方</th></tr>'
    path = tmp_path / "流水.xls"
    path.write_text(f"<table>{head}<tr><td>2026-08-01<td>5.00<td><td>95.00</table>", encoding="utf-8")
    found = read_statement(path)
    assert (found.rows[AMOUNT].tolist(), found.opening, found.header_row) == ([-500], 10_000, 3)


def test_the_entities_of_a_web_page_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "流水.xls"
    bomb = '<!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    path.write_text(bomb + page([HEADER, ["2026-10-08", "&b;", "1", "", "", "&f;", ""]]), encoding="utf-8")
    found = read_statement(path)
    assert found.rows[PARTY].tolist() == ["&f;"]
    wide = '<table><tr><td colspan="99999999">日期</td><td>金额</td></tr></table>'
    path.write_text(wide, encoding="utf-8")
    with pytest.raises(CannotRun, match="没有一行明细"):
        read_statement(path)


@pytest.mark.parametrize(
    ("lines", "row"),
    [
        ([["日期", "摘要", "发生额", "", "余额"], ["", "", "借方", "贷方", ""]], 3),
        ([["日期", "摘要", "支出", "收入", "余额"], ["", "", "金额", "金额", ""]], 2),
        ([["日期", "摘要", "支出", "收入", "账户"], ["", "", "金额", "金额", "余额"]], 3),
        ([["日期", "摘要", "发生额", "", "账户"], ["", "", "借方金额", "贷方金额", "余额"]], 3),
    ],
)
def test_a_header_of_two_rows_is_read(lines: Lines, row: int, tmp_path: Path) -> None:
    rows = [["2026-08-01", "水费", "5.00", "", "95.00"], ["2026-08-02", "利息", "", "1.00", "96.00"]]
    found = read(tmp_path, [["流水"], *lines, *rows, *lines, ["2026-08-03", "电费", "1.00", "", "95.00"]])
    assert (found.rows[AMOUNT].tolist(), found.header_row) == ([-500, 100, -100], row)
    assert found.problems == ()


@pytest.mark.parametrize(
    ("cells", "day", "time"),
    [
        (["20260801"], "2026-08-01", ""),
        (["2026/8/1"], "2026-08-01", ""),
        (["２０２６．８．１"], "2026-08-01", ""),
        (["2026年8月1日"], "2026-08-01", ""),
        (["20260801 15:24:03"], "2026-08-01", "15:24:03"),
        (["20260801152403"], "2026-08-01", "15:24:03"),
        (["2026-08-01T15:24:03"], "2026-08-01", "15:24:03"),
        (["01/08/2026", "31/08/2026"], "2026-08-01", ""),
        (["08/01/2026", "08/31/2026"], "2026-08-01", ""),
    ],
)
def test_a_day_is_read_as_banks_write_it(cells: list[str], day: str, time: str, tmp_path: Path) -> None:
    found = read(tmp_path, [["日期", "支出", "收入"], *([cell, "5.00", ""] for cell in cells)])
    assert f"{found.rows[DAY].iloc[0]:%Y-%m-%d}" == day
    assert found.rows[TIME].iloc[0] == time


@pytest.mark.parametrize(
    ("above", "day"),
    [
        (["2026年8月流水"], "2026-08-01"),
        (["起止日期：2026-07-01 至 2026-08-31"], "2026-08-01"),
        (["起止日期：2025-09-01 至 2026-08-31"], "2026-08-01"),
        (["起止日期：2025-07-01 至 2026-06-30"], "2025-08-01"),
    ],
)
@pytest.mark.parametrize("cell", ["08/01", "8-1", "8月1日"])
def test_the_year_of_a_day_without_one_stands_above(
    above: list[str], day: str, cell: str, tmp_path: Path
) -> None:
    found = read(tmp_path, [above, ["日期", "支出", "收入"], [cell, "5.00", ""]])
    assert f"{found.rows[DAY].iloc[0]:%Y-%m-%d}" == day


@pytest.mark.parametrize(
    ("above", "cell"),
    [
        ([""], "08/01"),
        (["起止日期：2025-08-01 至 2026-08-31"], "08/15"),
        ([""], "01/02/2026"),
        (["2026年"], "13/01"),
    ],
)
def test_a_day_that_may_be_two_days_is_not_guessed(above: list[str], cell: str, tmp_path: Path) -> None:
    with pytest.raises(CannotRun, match=f"日期“{cell}”读不出来"):
        read(tmp_path, [above, ["日期", "支出", "收入"], [cell, "5.00", ""]])


# Two and four letters: what they are in UTF-8 is valid in GB18030 as well, and says something else.
MIXED = ["账号：62220001", "日期,摘要,收入,支出,余额,对方户名", "2026-10-08,拨款,1000.00,,1500.00,财政",
         "2026-10-09,水费,,200.50,1299.50,水务公司", "2026-10-12,电费,,99.50,1200.00,电力公司"]  # fmt: skip


@pytest.mark.parametrize(
    ("most", "other"), [("utf-8", "gb18030"), ("utf-8-sig", "gb18030"), ("gb18030", "utf-8")]
)
def test_rows_of_another_encoding_than_the_file_are_told(most: str, other: str, tmp_path: Path) -> None:
    content = b"\r\n".join(
        line.encode(other if place == 3 else most if place == 0 else most.removesuffix("-sig"))
        for place, line in enumerate(MIXED)
    )
    (tmp_path / "a.csv").write_bytes(content)
    found = read_statement(tmp_path / "a.csv")
    assert found.rows[AMOUNT].tolist() == [100_000, -9_950]
    assert (found.encoding, told(found)) == (most, [("unreadable_row", 4)])
    assert "文字编码" in found.problems[0].detail


def test_cells_may_be_padded_and_rows_ragged(tmp_path: Path) -> None:
    lines = [[f"  {cell}\u3000\t" for cell in line] for line in SIMPLE]
    lines[2] += ["", " "]
    lines[4] = lines[4][:5]
    found = read(tmp_path, lines)
    assert (found.rows[AMOUNT].tolist(), found.problems) == (AMOUNTS, ())


def test_a_formula_as_a_name_stays_text_and_minus_nothing_is_nothing(tmp_path: Path) -> None:
    lines = [
        ["日期", "金额", "对方户名"],
        ["2026-08-01", "-0.00", '=cmd|" /C calc"!A0'],
        ["2026-08-02", "-5.00", "+1+1"],
    ]
    found = read(tmp_path, lines)
    assert found.rows[AMOUNT].tolist() == [0, -500]
    assert found.rows[PARTY].tolist() == ['=cmd|" /C calc"!A0', "+1+1"]


def test_a_dash_for_nothing_is_no_sign(tmp_path: Path) -> None:
    with pytest.raises(CannotRun, match="看不出哪些是收入"):
        read(tmp_path, [["日期", "金额"], ["2026-08-01", "5.00"], ["2026-08-02", "-"]])


def test_ten_thousand_columns_are_read_or_refused_in_one_short_sentence(tmp_path: Path) -> None:
    extra = [f"列{number}" for number in range(10_000)]
    found = read(tmp_path, [[*HEADER, *extra], *([*line, *extra] for line in SIMPLE[2:])])
    assert found.rows[AMOUNT].tolist() == AMOUNTS
    with pytest.raises(CannotRun) as refused:
        read(tmp_path, [["日期", "余额", *extra], ["2026-08-01", "5.00", *extra]])
    assert len(str(refused.value)) < 2_000


def test_a_file_too_large_to_be_a_statement_is_refused_without_reading_it(tmp_path: Path) -> None:
    path = tmp_path / "流水.csv"
    with path.open("wb") as file:
        file.truncate(500 * 2**20)
    with pytest.raises(CannotRun, match="太大了"):
        read_statement(path)


@pytest.mark.parametrize("content", [b"1" * 2_000_000, b"a,b\n" + b"1" * 2_000_000])
def test_a_line_or_a_cell_without_end_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "流水.csv"
    path.write_bytes(content)
    with pytest.raises(CannotRun, match=r"一行就超过|一格过长"):
        read_statement(path)


def test_a_workbook_that_unpacks_to_far_too_much_is_refused(tmp_path: Path) -> None:
    whole = xlsx(tmp_path / "whole.xlsx", [list(line) for line in SIMPLE])
    path = tmp_path / "流水.xlsx"
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, b" " * 2**26 if name.endswith("sheet1.xml") else old.read(name))
    with pytest.raises(CannotRun, match="压缩得不正常"):
        read_statement(path)


def test_an_old_workbook_whose_chains_of_sectors_never_end_is_refused(tmp_path: Path) -> None:
    path = xls(tmp_path / "流水.xls", [list(line) for line in SIMPLE])
    content = bytearray(path.read_bytes())
    assert read_statement(path).rows[AMOUNT].tolist() == AMOUNTS
    table = (int.from_bytes(content[76:80], "little") + 1) * 512
    content[table : table + 4] = b"\0\0\0\0"
    path.write_bytes(content)
    with pytest.raises(CannotRun, match="已损坏"):
        read_statement(path)


@pytest.mark.parametrize("place", [10, 5_000])
def test_nul_bytes_are_refused(place: int, tmp_path: Path) -> None:
    path = text(tmp_path / "流水.csv", [*SIMPLE, *[SIMPLE[2]] * 100])
    content = bytearray(path.read_bytes())
    content[place:place] = b"\0"
    path.write_bytes(content)
    with pytest.raises(CannotRun, match="读不懂"):
        read_statement(path)


def test_numbers_of_thousands_of_digits_are_no_numbers(tmp_path: Path) -> None:
    found = read(tmp_path, [["总笔数：" + "9" * 5_000], ["收入：" + "9" * 5_000 + "笔 1.00元"], *SIMPLE])
    assert found.rows[AMOUNT].tolist() == AMOUNTS
