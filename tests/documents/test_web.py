"""Pages for all to read: what stands in cells stays text, a phone and A4 take them, and a page knows whether it is ours."""

import re
from datetime import date
from pathlib import Path

import pdfplumber
import pytest

from tests.chromium import Seen, needs_chromium, seen
from tests.documents.test_morning import HOSTILE
from xlplan.cells import Ref, Source
from xlplan.documents import web
from xlplan.documents.web import Mark, Page, of_sheet
from xlplan.documents.web.parts import Cell, Kind, Paragraph, Row, Table
from xlplan.excel.kinds import Kind as Column
from xlplan.excel.report import Block, Figure, Form, Head, Report, Share, Total

MARK = Mark("食堂收支公示表", "2026-10", date(2026, 10, 31))
ROWS = tuple(Row((Cell(f"第{n}项"), Cell("1,234,567.89", right=True))) for n in range(80))


def _page(*parts: Paragraph | Table) -> Page:
    return Page(MARK, "松坪小学", parts)


def worst() -> Page:
    texts = [Paragraph(text, kind) for text in HOSTILE for kind in Kind]
    rows = tuple(Row((Cell(text), Cell("1.00", right=True))) for text in HOSTILE)
    head = Row((Cell("项目"), Cell("金额", right=True)), head=True)
    mark = Mark('"><script>document.title=1</script>|收支', HOSTILE[1], date(2026, 10, 31))
    return Page(mark, HOSTILE[0], (*texts, Table((head, *rows, *ROWS))))


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Seen:
    path = tmp_path_factory.mktemp("worst") / "worst.html"
    path.write_bytes(web.page(worst()))
    return seen(path, width=390)


@needs_chromium
def test_nothing_that_stands_in_a_cell_runs_or_is_loaded_and_the_browser_has_no_complaint(
    shown: Seen,
) -> None:
    assert shown.console == []
    # What stands in an attribute the browser tells as it is.
    elements = re.sub(r'<meta name="xlplan" content="[^"]*">', "", shown.dom)
    assert not re.search(r"<(script|img|iframe|object|embed)|<[^>]*\son\w+=", elements)
    assert "&lt;script&gt;document.title='ran'&lt;/script&gt;" in shown.dom


@needs_chromium
def test_a_long_table_prints_on_sheets_of_a4_each_with_its_head(tmp_path: Path) -> None:
    path = tmp_path / "long.html"
    path.write_bytes(web.page(_page(Table((Row((Cell("HEAD"), Cell("金额")), head=True), *ROWS)))))
    with pdfplumber.open(seen(path).print) as paper:
        sizes = {(round(sheet.width), round(sheet.height)) for sheet in paper.pages}
        heads = ["HEAD" in sheet.extract_text() for sheet in paper.pages]
        rightmost = max(word["x1"] for sheet in paper.pages for word in sheet.extract_words())
    assert sizes == {(595, 842)}
    assert len(heads) > 1
    assert all(heads)
    assert rightmost <= 595 - 40


@needs_chromium
def test_a_page_is_no_wider_than_a_phone(tmp_path: Path) -> None:
    path = tmp_path / "phone.html"
    wide = Row(tuple(Cell("123,456,789.00", right=True) for _ in range(12)))
    text = web.page(_page(Paragraph("长" * 300), Table((wide,)))).decode()
    # What a script of the test measures; the policy of the page would keep it from running.
    probe = "<script>document.title = document.documentElement.scrollWidth - innerWidth</script></body>"
    text = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", text).replace("</body>", probe)
    path.write_text(text, encoding="utf-8")
    assert "<title>0</title>" in seen(path, width=500).dom


def test_a_page_of_ours_is_known_and_one_that_somebody_changed_is_not() -> None:
    content = web.page(_page(Paragraph("收入 1.00 元")))
    assert web.marked(content) == MARK
    assert web.marked(content.replace(b"1.00", b"2.00")) is None
    assert web.marked(b"<html>of the school's own</html>") is None
    assert web.marked(b"\xff\xfe") is None


def test_a_mark_that_holds_hostile_words_is_still_known() -> None:
    assert web.marked(web.page(worst())) == worst().mark


def test_the_index_leads_to_each_page_by_its_kind_the_newest_first() -> None:
    pages = [(Mark("收支", f"2026-0{n}", date(2026, n, 28)), f"2026-0{n} 收支.html") for n in (8, 9)]
    text = web.index("松坪小学", pages).decode()
    assert text.index("2026-09") < text.index("2026-08")
    assert 'href="2026-09%20%E6%94%B6%E6%94%AF.html"' in text


def test_a_sheet_says_on_its_page_what_it_says_on_paper() -> None:
    heads = (Head("项目"), Head("收入", kind=Column.MONEY, group="本月"), Head("比例", group="本月"))
    source = Source(Ref("ledger.xlsx", "记账凭证"), "贷方", "2026-10", 3)
    rows = (("伙食费", Figure(123456, source), Share(0.5)), Total(("合计", 123456, None)))
    report = Report(
        "公示表", "公示表", ("说明。",), (Block(heads, rows, "一、收入"),), Form("松坪小学", "2026年10月")
    )
    title, period, heading, table, note = of_sheet.parts(report)
    assert title == Paragraph("公示表", Kind.TITLE)
    assert period == Paragraph("2026年10月　编制单位：松坪小学　金额单位：元", Kind.NOTE)
    assert (heading, note) == (Paragraph("一、收入", Kind.HEADING), Paragraph("说明。", Kind.NOTE))
    assert isinstance(table, Table)
    assert [row.cells for row in table.head] == [
        (Cell("项目", rows=2), Cell("本月", columns=2)),
        (Cell("收入", right=True), Cell("比例")),
    ]
    assert [row.cells for row in table.body] == [
        (Cell("伙食费"), Cell("1,234.56", right=True), Cell("50.0%", right=True)),
        (Cell("合计"), Cell("1,234.56", right=True), Cell("")),
    ]
    assert [row.total for row in table.body] == [False, True]


def test_the_words_of_the_pages_can_be_shown_on_any_chinese_computer() -> None:
    for name in ("page.html", "index.html", "style.css"):
        web.shipped(name).encode("gbk")
