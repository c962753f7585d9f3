"""A form is a paper to print and sign: its head, its sums, its chart, and how it lies on A4."""

import io
import re
import subprocess
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.office import convert, needs_office
from xlplan.excel.kinds import Kind
from xlplan.excel.papers import paper
from xlplan.excel.report import Block, Chart, Form, Head, Report, Share, Total, Value

HEADS = (Head("科目", 20), Head("借方", 15, Kind.MONEY, "期初余额"), Head("贷方", 15, Kind.MONEY, "期初余额"))
ROWS: tuple[tuple[Value, ...], ...] = (("现金", 100, None), ("存款", 250, None), Total(("合计", 350, None)))
FORM = Form("某校", "2026年11月", ("会计", "制表人"))


def form(*blocks: Block, form: Form | None = FORM, notes: tuple[str, ...] = ("一句话。",)) -> Report:
    return Report("表", "余额表", notes, blocks or (Block(HEADS, ROWS),), form)


def opened(*reports: Report) -> Worksheet:
    sheet = openpyxl.load_workbook(io.BytesIO(paper(reports))).worksheets[0]
    assert isinstance(sheet, Worksheet)
    return sheet


def values(sheet: Worksheet) -> list[list[object]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def merged(sheet: Worksheet) -> set[str]:
    return {str(area) for area in sheet.merged_cells.ranges}


def test_title_and_period_stand_over_the_table_notes_and_signatures_below_it() -> None:
    sheet = opened(form())
    assert values(sheet) == [
        ["余额表", None, None],
        ["2026年11月", None, None],
        ["编制单位：某校", None, "金额单位：元"],
        ["科目", "期初余额", None],
        [None, "借方", "贷方"],
        ["现金", 1, None],
        ["存款", 2.5, None],
        ["合计", 3.5, None],
        ["一句话。", None, None],
        ["会计：", None, "制表人："],
    ]
    assert {sheet["A1"].alignment.horizontal, sheet["A2"].alignment.horizontal} == {"center"}
    assert sheet["C3"].alignment.horizontal == "right"


def test_neighbours_of_one_group_share_it_and_a_head_without_one_takes_both_rows() -> None:
    assert merged(opened(form())) >= {"A4:A5", "B4:C4"}


def test_a_form_cannot_be_filtered_and_repeats_both_rows_of_its_head() -> None:
    sheet = opened(form())
    assert (sheet.auto_filter.ref, sheet.freeze_panes, sheet.print_title_rows) == (None, "A6", "$4:$5")


def test_a_total_is_bold_and_other_rows_are_not() -> None:
    sheet = opened(form())
    assert [bool(sheet[f"B{row}"].font.bold) for row in (6, 7, 8)] == [False, False, True]


def test_a_share_is_a_number_shown_in_percent() -> None:
    rows = (("甲", Share(0.125)), Total(("乙", Share(1.5))))
    sheet = opened(form(Block((Head("项目", 30), Head("进度", 9)), rows)))
    cells = [sheet["B5"], sheet["B6"]]
    assert [cell.value for cell in cells] == [0.125, 1.5]
    assert all(cell.number_format.startswith("0.0%") for cell in cells)
    assert [bool(cell.font.bold) for cell in cells] == [False, True]


def test_a_head_may_take_several_columns_of_the_block_below() -> None:
    sums = Block((Head("项目", 10, span=2), Head("金额", 15, Kind.MONEY)), (("余额", 500),))
    items = Block(
        (Head("日期", 12, Kind.DAY), Head("摘要", 20), Head("金额", 15, Kind.MONEY)),
        ((date(2026, 11, 30), "利息", 5),),
    )
    sheet = opened(form(sums, items))
    assert merged(sheet) >= {"A4:B4", "A5:B5"}
    assert (sheet["C5"].value, sheet["C7"].value) == (5, 0.05)
    assert [sheet.column_dimensions[letter].width for letter in "ABC"] == pytest.approx(
        [13.7, 21.7, 16.7], abs=0.1
    )


def test_a_head_over_several_columns_gets_the_width_it_needs() -> None:
    sums = Block((Head("项目", 50, span=2), Head("金额", 15, Kind.MONEY)), (("余额", 500),))
    items = Block((Head("日期", 12, Kind.DAY), Head("摘要", 20), Head("金额", 15, Kind.MONEY)), ())
    sheet = opened(form(sums, items))
    assert sheet.column_dimensions["A"].width + sheet.column_dimensions["B"].width >= 50


def test_the_bars_and_the_line_of_a_chart_point_at_the_rows_of_its_block() -> None:
    heads = (Head("资金", 40, span=2), Head("执行", 9), Head("时间", 9))
    rows = tuple((name, Share(part), Share(0.5)) for name, part in (("甲", 0.4), ("乙", 0.6)))
    block = Block(heads, rows, "一、资金", Chart("进度", "资金", ("执行",), "时间"))
    content = paper([form(block, Block(HEADS[:1], ()))])
    xml = zipfile.ZipFile(io.BytesIO(content)).read("xl/charts/chart1.xml").decode()
    assert re.findall(r"<c:f>(.*?)</c:f>", xml) == [
        "表!$C$6", "表!$A$7:$A$8", "表!$C$7:$C$8", "表!$D$6", "表!$A$7:$A$8", "表!$D$7:$D$8",
    ]  # fmt: skip
    assert "barChart" in xml
    assert "lineChart" in xml
    assert opened(form(block)).row_dimensions[9].height > 200


def test_the_same_form_with_its_chart_gives_the_same_bytes() -> None:
    block = Block(
        (Head("资金", 40), Head("执行", 9)), (("甲", Share(0.4)),), chart=Chart("图", "资金", ("执行",))
    )
    assert paper([form(block)]) == paper([form(block)])


@needs_office
@pytest.mark.parametrize(
    ("heads", "count", "size", "pages"),
    [
        (HEADS, 20, "595 x 842", 1),
        (HEADS, 38, "595 x 842", 1),
        (HEADS, 200, "595 x 842", 6),
        ((*HEADS, *(Head(f"第{n}列", 15, Kind.MONEY) for n in range(6))), 20, "842 x 595", 1),
    ],
)
def test_a_form_lies_on_a4_one_page_wide_and_a_little_too_much_is_made_to_fit(
    heads: tuple[Head, ...], count: int, size: str, pages: int, tmp_path: Path
) -> None:
    rows: tuple[tuple[Value, ...], ...] = tuple(
        ("科目", *(123_456_789_00 for _ in heads[1:])) for _ in range(count)
    )
    (tmp_path / "paper.xlsx").write_bytes(paper([form(Block(heads, rows))]))
    convert([tmp_path / "paper.xlsx"], "pdf", tmp_path)
    pdf = tmp_path / "paper.pdf"
    told = subprocess.run(["pdfinfo", pdf], check=True, capture_output=True, text=True).stdout
    text = subprocess.run(
        ["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True, text=True
    ).stdout
    wide, high = re.findall(r"Page size: +([\d.]+) x ([\d.]+)", told)[0]
    assert f"{float(wide):.0f} x {float(high):.0f}" == size
    assert re.findall(r"Pages: +(\d+)", told) == [str(pages)]
    assert text.count("期初余额") == pages
    assert "###" not in text
    assert text.count("123,456,789.00") == count * (len(heads) - 1)
