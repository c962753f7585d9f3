"""A paper shows every value whole, opens the masters at the right cell, and is the same each time."""

import io
import re
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from tests.office import convert, needs_office
from xlplan.cells import Ref
from xlplan.excel.grid import LARGEST_LINKS
from xlplan.excel.kinds import Kind
from xlplan.excel.papers import paper
from xlplan.excel.report import Block, Chart, Form, Head, Link, Report, Share, Total, Value
from xlplan.excel.style import lines
from xlplan.findings import Severity

HEADS = (Head("日期", 12, Kind.DAY), Head("金额", 14, Kind.MONEY), Head("说明", 20))


def report(*rows: tuple[Value, ...], heads: tuple[Head, ...] = HEADS) -> Report:
    return Report("表", "一张表", ("说明一句。",), (Block(heads, rows),))


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def test_fen_become_yuan_days_stay_days_and_none_is_an_empty_cell() -> None:
    sheet = opened(paper([report((date(2026, 11, 30), 123456, None))]))["表"]
    assert [cell.value for cell in sheet[4]] == [sheet["A4"].value, 1234.56, None]
    assert sheet["A4"].value.date() == date(2026, 11, 30)
    assert sheet["B4"].number_format.startswith("#,##0.00")


@pytest.mark.parametrize("text", ["=1+1", "+8", "-8", "@SUM(A1)", "http://a.cn", "{=1}"])
def test_text_that_looks_like_a_formula_or_an_address_is_written_as_text(text: str) -> None:
    cell = opened(paper([report((None, None, text))]))["表"]["C4"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_a_text_longer_than_a_cell_may_hold_is_cut_not_lost() -> None:
    assert len(opened(paper([report((None, None, "长" * 40_000))]))["表"]["C4"].value) == 32_767


@pytest.mark.parametrize(
    ("sheet", "location"),
    [("记账凭证", "记账凭证!E2"), ("一年级 1班", "'一年级 1班'!E2"), ("A'1", "'A''1'!E2")],
)
def test_a_link_opens_the_master_at_the_cell(sheet: str, location: str) -> None:
    link = Link(Ref("ledger.xlsx", sheet, 2, 4), "../../workbooks/")
    cell = opened(paper([report((link,), heads=(Head("单元格"),))]))["表"]["A4"]
    assert cell.value == "E2"
    assert (cell.hyperlink.target, cell.hyperlink.location) == (r"..\..\workbooks\ledger.xlsx", location)


def test_a_finding_about_a_whole_sheet_has_no_link() -> None:
    link = Link(Ref("ledger.xlsx", "记账凭证"), "../../workbooks/")
    cell = opened(paper([report((link,), heads=(Head("单元格"),))]))["表"]["A4"]
    assert (cell.value, cell.hyperlink) == (None, None)


def test_links_beyond_what_a_sheet_may_hold_are_written_as_text() -> None:
    rows = [(Link(Ref("ledger.xlsx", "记账凭证", row, 4), ""),) for row in range(2, LARGEST_LINKS + 4)]
    content = paper([report(*rows, heads=(Head("单元格"),))])
    xml = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")
    assert xml.count(b"<hyperlink ") == LARGEST_LINKS
    assert xml.count(b'<row r="') == len(rows) + 3


def test_each_severity_has_its_word_and_its_own_colour() -> None:
    content = paper([report(*((severity,) for severity in Severity), heads=(Head("级别"),))])
    cells = [opened(content)["表"][f"A{row}"] for row in (4, 5, 6)]
    assert [cell.value for cell in cells] == ["错误", "警告", "提示"]
    assert len({cell.fill.start_color.rgb for cell in cells}) == 3


def test_the_only_block_of_a_report_is_filtered_frozen_and_repeated_on_every_page() -> None:
    sheet = opened(paper([report((None, 1, "甲"), (None, 2, "乙"))]))["表"]
    assert (sheet.auto_filter.ref, sheet.freeze_panes, sheet.print_title_rows) == ("A3:C5", "A4", "$3:$3")


def test_words_in_the_last_column_of_a_narrow_block_reach_to_the_edge_and_keep_their_height() -> None:
    narrow = Block((Head("项目"), Head("原因")), (("甲", "很长的原因" * 20),))
    sheet = opened(paper([Report("表", "题", (), (report().blocks[0], narrow))]))["表"]
    assert {str(area) for area in sheet.merged_cells.ranges} == {"B3:C3", "B4:C4"}
    assert sheet.row_dimensions[4].height > 6 * 14


@pytest.mark.parametrize(
    ("text", "width", "count"),
    [
        ("", 10, 1),
        ("一二三四五", 10, 1),
        ("一二三四五六", 10, 2),
        ("一二三四五。", 10, 2),
        ("一二三 1,234,567.00", 12, 2),
        ("x" * 25, 10, 3),
        ("甲\n乙", 10, 2),
    ],
)
def test_lines_are_counted_as_a_column_breaks_them(text: str, width: int, count: int) -> None:
    assert lines(text, width) == count


def test_the_same_reports_give_the_same_bytes() -> None:
    rows = (date(2026, 11, 30), 5, "同样"), (None, None, "=1")
    content = paper([report(*rows)])
    assert content == paper([report(*rows)])
    # Two made in one second would agree anyway: no time of making may stand in them.
    assert b"2026-01-01T00:00:00Z" in zipfile.ZipFile(io.BytesIO(content)).read("docProps/core.xml")


def charted(chart: Chart, heads: tuple[Head, ...], *rows: tuple[Value, ...]) -> str:
    """The XML of a chart."""
    content = paper([Report("表", "题", (), (Block(heads, rows, chart=chart),))])
    return zipfile.ZipFile(io.BytesIO(content)).read("xl/charts/chart1.xml").decode()


def test_a_chart_of_money_is_in_ten_thousands_from_nothing_on_and_leaves_the_total_out() -> None:
    heads = Head("月份"), Head("收入", kind=Kind.MONEY)
    chart = Chart("各月收入", "月份", ("收入",))
    rows = ("1月", 12_345_600), ("2月", 100), Total(("合计", 12_345_700))
    xml = charted(chart, heads, *rows)
    assert re.findall(r"<c:f>(.*?)</c:f>", xml) == ["表!$B$2", "表!$A$3:$A$4", "表!$B$3:$B$4"]
    assert set(re.findall(r'formatCode="(.*?)"', xml)) == {r"0\.0,"}
    assert "<a:t>各月收入（万元）</a:t>" in xml
    assert 'c:min val="0"' in xml
    assert 'c:min val="0"' not in charted(chart, heads, ("1月", -5))


def test_a_chart_of_shares_is_in_percent_up_to_the_whole_and_keeps_the_total() -> None:
    heads = Head("资金"), Head("进度")
    chart = Chart("执行进度", "资金", ("进度",))
    xml = charted(chart, heads, ("甲", Share(0.5)), Total(("合计", Share(1.0))))
    assert re.findall(r"<c:f>(.*?)</c:f>", xml) == ["表!$B$2", "表!$A$3:$A$4", "表!$B$3:$B$4"]
    assert set(re.findall(r'formatCode="(.*?)"', xml)) == {"0%", "0.0%"}
    assert 'c:max val="1"' in xml
    assert 'c:max val="1"' not in charted(chart, heads, ("甲", Share(1.2)))


def test_bars_that_lie_begin_at_the_top_and_take_more_room_the_more_they_are() -> None:
    heads = Head("指标"), Head("完成率")
    chart = Chart("完成率", "指标", ("完成率",), flat=True)
    assert 'barDir val="bar"' in charted(chart, heads, ("甲", Share(0.5)))
    assert 'orientation val="maxMin"' in charted(chart, heads, ("甲", None), ("乙", Share(0.5)))

    def high(count: int) -> float:
        rows = ((f"第{place}项", Share(0.5)) for place in range(count))
        content = paper([Report("表", "题", (), (Block(heads, tuple(rows), chart=chart),))])
        return float(opened(content)["表"].row_dimensions[count + 3].height)

    assert [round(high(count)) for count in (5, 10, 50)] == [180, 280, 409]


def test_only_a_form_with_amounts_names_their_unit() -> None:
    def said(*heads: Head) -> bool:
        report = Report("表", "题", (), (Block((Head("项目"), *heads), ()),), Form("学校", "2026年"))
        cells = [cell.value for row in opened(paper([report]))["表"].iter_rows() for cell in row]
        return "金额单位：元" in cells

    assert said(Head("金额", kind=Kind.MONEY))
    assert not said(Head("完成率"))


@needs_office
def test_every_row_is_as_high_as_libreoffice_would_make_it(tmp_path: Path) -> None:
    texts = [
        "凭证 记-1 借方合计 63,689.86，贷方合计 63,681.78，相差 8.08。" * times for times in range(1, 12)
    ] + [
        "“借方”填的是“" + "x" * 300 + "”，不是数字。",
        "甲、" * 90,
        "a b c d " * 40,
        "：“（" * 30,
        "１２３" * 40,
    ]
    content = paper([report(*((None, None, text) for text in texts), heads=(*HEADS[:2], Head("问题", 44)))])
    (tmp_path / "paper.xlsx").write_bytes(content)
    convert([tmp_path / "paper.xlsx"], "fods", tmp_path)
    flat = tmp_path / "paper.fods"
    # LibreOffice fits a row that has no height; of a workbook it keeps what it finds.
    flat.write_text(re.sub(r' style:row-height="[^"]*"', "", flat.read_text("utf-8")), "utf-8")
    convert([flat], "xlsx", tmp_path / "fitted")
    fitted = openpyxl.load_workbook(tmp_path / "fitted" / "paper.xlsx")["表"]
    ours = opened(content)["表"]
    assert fitted.row_dimensions[14].height > 100
    for row in range(4, 4 + len(texts)):
        assert ours.row_dimensions[row].height >= fitted.row_dimensions[row].height
