"""A chart for Word is as large as was asked, the same each time, and never shows a box for a character."""

import io
import struct
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from PIL import Image

from tests.reports.school import school
from xlplan.documents import fonts, pictures
from xlplan.documents.pictures import drawn
from xlplan.excel.kinds import Kind
from xlplan.excel.looks import BARS
from xlplan.excel.plot import Plot, plot
from xlplan.excel.report import Block, Chart, Head, Share, Total
from xlplan.findings import CannotRun
from xlplan.reports.budget_execution import budget_execution
from xlplan.reports.income_and_spending import income_and_spending
from xlplan.reports.target_progress import target_progress

REAL: dict[str, Callable[[], Block]] = {
    "预算执行": lambda: budget_execution(school())[0].blocks[0],
    "收支": lambda: income_and_spending(school()).blocks[0],
    "一个月的收支": lambda: income_and_spending(replace(school(), today=date(2026, 1, 31))).blocks[0],
    "目标": lambda: target_progress(school()).blocks[0],
}
MONEY = Chart("各月收入", "月份", ("收入",))


def chart(block: Block) -> Chart:
    assert block.chart
    return block.chart


def incomes(*fen: int | None, name: str = "月") -> Block:
    heads = Head("月份"), Head("收入", kind=Kind.MONEY)
    return Block(heads, tuple((f"{place}{name}", value) for place, value in enumerate(fen, 1)))


def goals(*names: str) -> Block:
    return Block((Head("指标"), Head("完成率")), tuple((name, Share(0.5)) for name in names))


FLAT = Chart("完成率", "指标", ("完成率",), flat=True)


@pytest.mark.parametrize("name", REAL)
def test_the_same_figures_give_the_same_bytes(name: str) -> None:
    block = REAL[name]()
    assert drawn(chart(block), block) == drawn(chart(block), block)


@pytest.mark.parametrize("name", REAL)
def test_a_picture_is_as_large_as_it_says_and_fine_enough_to_print(name: str) -> None:
    block = REAL[name]()
    picture = drawn(chart(block), block)
    image = Image.open(io.BytesIO(picture.content))
    # The file itself says how many dots are a metre, which is what Word goes by.
    at = picture.content.index(b"pHYs") + 4
    across, down, metres = struct.unpack(">IIB", picture.content[at : at + 9])
    assert (across, down, metres) == (10_000, 10_000, 1)
    assert [size / across * 1000 for size in image.size] == [picture.width, picture.height]
    assert picture.width == 150
    assert 250 <= across * 0.0254 <= 300
    assert len(picture.content) < 200_000


@pytest.mark.parametrize("name", REAL)
def test_nothing_is_cut_off_at_the_edges(name: str) -> None:
    block = REAL[name]()
    grey = np.asarray(Image.open(io.BytesIO(drawn(chart(block), block).content)).convert("L"))
    for edge in (grey[0], grey[-1], grey[:, 0], grey[:, -1]):
        assert edge.min() == 255


@pytest.mark.parametrize("name", REAL)
def test_every_character_of_a_chart_is_in_the_font_that_draws_it(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from matplotlib.figure import Figure
    from matplotlib.text import Text

    seen: list[tuple[str, str]] = []
    save = Figure.savefig

    def saved(figure: Figure, *args: object, **options: object) -> None:
        save(figure, *args, **options)
        seen.extend(
            (text.get_fontname(), text.get_text())
            for text in figure.findobj(Text)
            if isinstance(text, Text) and text.get_visible()
        )

    monkeypatch.setattr(Figure, "savefig", saved)
    block = REAL[name]()
    found = plot(chart(block), block)
    drawn(chart(block), block)
    text = "".join(words for _, words in seen)
    assert len({font for font, words in seen if words}) == 1
    assert set("".join([*found.categories, *found.columns])) <= set(text)
    assert {one for one in text if not one.isspace()} <= fonts.charmap(seen[0][0])


@pytest.mark.parametrize("letter", ["\U0010fffd", "\ue123"], ids=["plane 16", "private use"])
def test_a_character_that_no_font_has_is_a_sentence_and_never_a_box(letter: str) -> None:
    with pytest.raises(CannotRun, match=f"^电脑上没有能显示这些字的中文字体：“{letter}”，.*。$"):
        drawn(FLAT, goals("巩固率", f"合格{letter}率"))


def test_without_any_chinese_font_the_sentence_names_some_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "_families", lambda: iter(["No Such Font", "DejaVu Sans Mono"]))
    with pytest.raises(CannotRun, match=r"：“.{10}……”，") as refused:
        fonts.family("一二三四五六七八九十百千 123")
    assert "1" not in str(refused.value)


def test_a_font_that_matplotlib_has_not_seen_is_found_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    from matplotlib.font_manager import fontManager

    chinese = fonts.family("总务处")
    known = [entry for entry in fontManager.ttflist if "CJK" not in entry.name and entry.name != chinese]
    monkeypatch.setattr(fontManager, "ttflist", known)
    fontManager._findfont_cached.cache_clear()
    fonts._installed.cache_clear()
    assert set("总务处") <= fonts.charmap(fonts.family("总务处"))
    fonts._installed.cache_clear()


def test_a_glyph_that_is_missing_after_all_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "family", lambda text: "DejaVu Sans")
    with pytest.raises(UserWarning, match="missing from font"):
        drawn(MONEY, incomes(100))


def test_what_looks_like_a_formula_and_what_nobody_sees_is_drawn_as_text() -> None:
    picture = drawn(FLAT, goals("$\\frac{1$率", "巩固\u200b率\n（全校）", "a\tb"))
    assert "$\\frac{1$率：" in picture.words
    assert "巩固率 （全校）：完成率 50.0%" in picture.words


def test_money_is_drawn_in_ten_thousands_and_without_its_total() -> None:
    block = incomes(123_456_700, 0, None, -5_000_000)
    block = replace(block, rows=(*block.rows, Total(("合计", 118_456_700))))
    assert plot(MONEY, block) == Plot(
        ["1月", "2月", "3月", "4月"], {"收入": [123.4567, 0.0, None, -5.0]}, True
    )
    assert drawn(MONEY, block).words == (
        "各月收入（万元）。1月：收入 123.5；2月：收入 0.0；3月：收入 空；4月：收入 -5.0。"
    )


def test_a_year_without_a_cent_and_a_hundred_targets_can_be_drawn() -> None:
    assert drawn(MONEY, incomes(0, 0)).height == 80
    assert drawn(FLAT, goals(*(f"很长很长很长的一个指标名称第{n}项" for n in range(100)))).height == 215


def test_bars_are_light_enough_for_figures_and_apart_in_grey() -> None:
    first, second = (Image.new("RGB", (1, 1), colour).convert("L").getpixel((0, 0)) for colour in BARS)
    assert isinstance(first, int)
    assert isinstance(second, int)
    assert 140 < first < second - 40


def test_drawing_leaves_the_settings_of_matplotlib_as_they_were() -> None:
    from matplotlib import rcParams

    # To ask for the backend is to choose one.
    before = {key: rcParams[key] for key in rcParams if key != "backend"}
    drawn(MONEY, incomes(100))
    assert {key: rcParams[key] for key in before} == before
