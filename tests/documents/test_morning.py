"""The morning page: one sheet of A4 whatever happened, and what stands in cells stays text."""

import re
from dataclasses import fields, is_dataclass, replace
from pathlib import Path

import pdfplumber
import pytest
from jinja2 import Environment, meta, nodes

import xlplan.documents.morning as own
from tests.chromium import Seen, needs_chromium, seen
from xlplan.documents.morning import (
    AccountState,
    Bar,
    Breach,
    Change,
    Due,
    Line,
    Listing,
    Morning,
    PaperLink,
    Period,
    Tile,
    page,
    shipped,
)

HOSTILE = (
    "</style><script>document.title='ran'</script>",
    '<img src=x onerror="document.title=\'ran\'">',
    '"onmouseover="document.title=\'ran\'',
    "javascript:document.title='ran'",
    "{{ 7 * 7 }}{% for %}",
    "无" * 500,
    "x" * 500,
    "🏫👩‍🏫" * 80,
    "\u202e倒过来的摘要\u202e，" * 40,
    "Z\u0351\u036b\u0343\u036a\u0302" * 100,
    "第一行\n第二行\n" * 50,
    "\ud83d半个字\x00\x0b",
)  # fmt: skip
AMOUNT = "-123,456,789.00"
FEW = Morning(
    "松坪小学", "2026年11月30日 星期一", "做于 2026-11-30 22:03", (Line("做完了。"),), (Tile("错误", "0"),),
    Listing(said="没有发现问题。"), Listing(said="没有新问题。"), Listing(said="没有。"), ("未达",), Listing(said="没有账户。"),
    0.5, Listing(said="没有预算。"), Listing(said="没有。"), "", (), Listing(said="没有报表。"), (),
)  # fmt: skip


def hostile(place: int) -> str:
    return HOSTILE[place % len(HOSTILE)]


def worst() -> Morning:
    """More of everything than fits, and every text of a cell is somebody's attack, or too long."""
    found = tuple(
        Change("错误", "VCH-01", hostile(n + 3), hostile(n + 4), hostile(n + 5), True) for n in range(1000)
    )
    return Morning(
        office=hostile(5),
        day="2026年11月30日 星期一",
        made="做于 2026-11-30 22:03",
        lines=tuple(Line(hostile(n + 5), red=True) for n in range(9)),
        tiles=tuple(Tile(name, "100000", True) for name in ("错误", "警告", "提示", "新出现", "已解决")),
        breaches=Listing(tuple(Breach("警告", "BNK-03", hostile(n), 100_000, hostile(n), False) for n in range(60))),
        new=Listing(found),
        solved=Listing(found[::-1]),
        ages=("≤30", "31-60", "61-90", ">90"),
        accounts=Listing(
            tuple(
                AccountState(hostile(n), AMOUNT, AMOUNT, AMOUNT, f"现在不能对账：{hostile(n)}", True, ("1000",) * 4)
                for n in range(15)
            )
        ),
        gone=0.917,
        bars=Listing(tuple(Bar(hostile(n), 9e9 if n % 2 else 0.3, "1016.5%", "超 123,456,789.00", True) for n in range(40))),
        due=Listing(tuple(Due("12-04", hostile(n), "100 天后", True) for n in range(40)), hostile(5)),
        owed=hostile(5),
        periods=tuple(Period(f"{month}月", "已重新打开") for month in range(1, 13)),
        papers=Listing(tuple(PaperLink(hostile(n), f"2026-11/{n}.xlsx") for n in range(60)), hostile(5)),
        warnings=tuple(hostile(n + 5) for n in range(60)),
    )  # fmt: skip


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Seen:
    path = tmp_path_factory.mktemp("worst") / "今日.html"
    path.write_bytes(page(worst()))
    return seen(path)


@needs_chromium
def test_the_worst_night_prints_on_one_sheet_of_a4(shown: Seen) -> None:
    with pdfplumber.open(shown.print) as paper:
        (sheet,) = paper.pages
        assert (round(sheet.width), round(sheet.height)) == (595, 842)
        words = sheet.extract_words()
    assert min(word["x0"] for word in words) >= 30
    assert max(word["x1"] for word in words) <= 566
    assert max(word["bottom"] for word in words) <= 842 - 24
    # The last line of the page is there.
    assert "还有57句" in "".join(word["text"] for word in words)


@needs_chromium
def test_nothing_that_stands_in_a_cell_runs_or_is_loaded_and_the_browser_has_no_complaint(
    shown: Seen,
) -> None:
    assert shown.console == []
    assert "<title>今日 2026年11月30日" in shown.dom
    assert not re.search(
        r"<(script|img|iframe|object|embed)|<[^>]*\son\w+=|<style[^>]*>[^<]*</style>.*<style",
        shown.dom,
        re.DOTALL,
    )
    assert "&lt;script&gt;document.title='ran'&lt;/script&gt;" in shown.dom


@needs_chromium
def test_the_policy_of_the_page_lets_its_own_style_through_and_no_script(tmp_path: Path) -> None:
    path = tmp_path / "今日.html"
    text = (
        page(FEW)
        .decode()
        .replace("</main>", "</main><script>document.title='ran'</script><p style='color:red'>")
    )
    path.write_bytes(text.encode())
    told = seen(path)
    assert [line for line in told.console if "script" in line]
    assert [line for line in told.console if "inline style" in line]
    assert "<title>今日" in told.dom


def test_the_template_uses_the_fields_of_the_page_and_no_others() -> None:
    environment = Environment()
    tree = environment.parse(shipped("page.html"))
    assert meta.find_undeclared_variables(tree) - {"style", "policy"} == {one.name for one in fields(Morning)}
    parts = [kind for kind in vars(own).values() if is_dataclass(kind) and kind is not Morning]
    used = {node.attr for node in tree.find_all(nodes.Getattr)}
    assert used == {one.name for part in parts for one in fields(part)}


def test_a_night_of_which_nothing_is_known_is_told_in_sentences() -> None:
    text = page(FEW).decode()
    for said in ("没有发现问题。", "没有新问题。", "没有账户。", "没有预算。", "没有报表。"):
        assert said in text
    assert "还有" not in text
    assert "<thead>" not in text


def test_what_does_not_fit_is_counted() -> None:
    rows = tuple(Due("12-04", f"第{place}件", "4 天后", False) for place in range(12))
    text = page(replace(FEW, due=Listing(rows))).decode()
    assert "第7件" in text
    assert "第8件" not in text
    assert "还有 4 件" in text


def test_the_words_of_the_page_can_be_shown_on_any_chinese_computer() -> None:
    shipped("page.html").encode("gbk")
    shipped("style.css").encode("gbk")
