"""The notice as it is printed, measured against GB/T 9704-2012; LibreOffice draws it with free fonts in place of the named.

Distances hold whatever the font: lines are exact, and every Chinese character is one em wide.
"""

from pathlib import Path

import pytest

from tests.documents.measure import MM, Line, Page, ink_top, pages
from tests.office import convert, needs_office
from xlplan.documents.notice import NoticePaper
from xlplan.documents.passages import Passage
from xlplan.documents.shipped import shipped
from xlplan.documents.template import Template
from xlplan.documents.values import context

pytestmark = needs_office

CHARACTER = 15.75 * MM
"""One of the 28 on a line of 156 mm."""
LEADING = 28.95 * MM
"""One of the 22 lines on 225 mm."""
LONG = "国务院办公厅关于印发后勤管理工作办法要求各级学校认真贯彻执行落实到岗到人" * 40
"""No punctuation, which may hang over the edge."""


def notice(*body: Passage, copies: str = "") -> NoticePaper:
    return NoticePaper(
        "岚溪县松坪镇初级中学文件",
        "松中发〔2026〕19号",
        ("岚溪县松坪镇初级中学", "关于做好冬季安全和防火工作的通知"),
        "各处室、各年级组",
        body,
        ("冬季安全检查表", "灭火器登记表"),
        "岚溪县松坪镇初级中学",
        "2026年11月12日",
        "冉海燕",
        "0899-5550118",
        copies,
        "岚溪县松坪镇初级中学办公室",
        "2026年11月12日",
    )


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A notice with a page in full of body text between its first and its last."""
    folder = tmp_path_factory.mktemp("notice")
    body = (
        Passage(0, "", "为做好冬季安全和防火工作，现将有关事项通知如下："),
        Passage(1, "一、全面排查", ""),
        Passage(2, "（一）用电。", "宿舍内严禁使用大功率电器。"),
        Passage(0, "", LONG),
    )
    file = folder / "通知.docx"
    file.write_bytes(Template("通知", shipped("通知")).fill(context(notice(*body))))
    convert([file], "pdf", folder)
    return folder / "通知.pdf"


@pytest.fixture(scope="module")
def sheets(printed: Path) -> list[Page]:
    return pages(printed)


def body(page: Page) -> list[Line]:
    """The lines above the page number."""
    return [line for line in page.lines if line.baseline < 265]


def starting(sheets: list[Page], text: str) -> Line:
    return next(line for page in sheets for line in page.lines if line.text.startswith(text))


def test_a_full_page_has_22_lines_of_28_characters_within_the_margins(sheets: list[Page]) -> None:
    lines = body(sheets[1])
    assert (len(lines), {len(line.text) for line in lines}) == (22, {28})
    assert min(line.left for line in lines) == pytest.approx(28, abs=0.3)
    assert max(line.right for line in lines) == pytest.approx(184, abs=0.6)
    # The baseline of an exact line is at four fifths of it.
    assert lines[0].baseline == pytest.approx(37 + 0.8 * LEADING, abs=0.5)
    assert lines[-1].baseline + 0.2 * LEADING == pytest.approx(262, abs=0.5)
    assert all(line.size == pytest.approx(16, abs=0.05) for line in lines)


def test_the_red_head_begins_35_mm_below_the_edge_of_the_type_area(printed: Path, sheets: list[Page]) -> None:
    head = starting(sheets, "岚溪县松坪镇初级中学文件")
    assert head.red
    assert (head.left + head.right) / 2 == pytest.approx(106, abs=0.6)
    assert head.right - head.left <= 150
    assert ink_top(printed, 0, (20, 30, 190, 120), red=True) == pytest.approx(72, abs=1)


def test_the_red_line_is_4_mm_below_the_number_and_as_wide_as_the_type_area(sheets: list[Page]) -> None:
    number = starting(sheets, "松中发")
    (line,) = {(rule.left, rule.right, rule.y - rule.width / 2) for rule in sheets[0].rules if rule.red}
    assert list(line[:2]) == pytest.approx([28, 184], abs=0.3)
    assert line[2] - (number.baseline + 0.12 * 16 * MM) == pytest.approx(4, abs=0.6)
    assert (number.left + number.right) / 2 == pytest.approx(106, abs=0.8)


def test_the_title_is_of_22_points_two_lines_below_the_red_line(sheets: list[Page]) -> None:
    first, second = starting(sheets, "岚溪县松坪镇初级中学文件"), starting(sheets, "关于做好")
    titles = [line for line in sheets[0].lines if line.size == pytest.approx(22, abs=0.05)]
    assert [line.text for line in titles] == ["岚溪县松坪镇初级中学", second.text]
    assert all((line.left + line.right) / 2 == pytest.approx(106, abs=0.8) for line in titles)
    red = max(rule.y for rule in sheets[0].rules if rule.red)
    assert titles[0].baseline - 0.88 * 22 * MM - red == pytest.approx(2 * LEADING, abs=4)
    assert first.baseline < red < titles[0].baseline


def test_the_body_begins_one_line_below_the_title_and_is_indented_by_two_characters(
    sheets: list[Page],
) -> None:
    addressees, text = starting(sheets, "各处室"), starting(sheets, "为做好")
    assert addressees.left == pytest.approx(28, abs=0.4)
    assert addressees.baseline - starting(sheets, "关于做好").baseline == pytest.approx(2 * LEADING, abs=1.5)
    for line in (text, starting(sheets, "一、"), starting(sheets, "（一）"), starting(sheets, "附件：")):
        assert line.left - 28 == pytest.approx(2 * CHARACTER, abs=0.9)


def test_names_of_several_attachments_stand_below_each_other(sheets: list[Page]) -> None:
    first, second = starting(sheets, "附件：1."), starting(sheets, "2.灭火器")
    assert second.left == pytest.approx(28 + 5 * CHARACTER, abs=0.9)
    assert second.baseline - first.baseline == pytest.approx(LEADING, abs=0.3)


def test_the_date_ends_four_characters_from_the_right_and_the_name_stands_centred_on_it(
    sheets: list[Page],
) -> None:
    last = sheets[-1].lines
    (day,) = (line for line in last if line.text == "2026年11月12日")
    (name,) = (line for line in last if line.text == "岚溪县松坪镇初级中学")
    assert 184 - day.right == pytest.approx(4 * CHARACTER, abs=0.8)
    # The width of figures is that of the font: half a character in the named one.
    assert (name.left + name.right) / 2 == pytest.approx((day.left + day.right) / 2, abs=4)
    assert last.index(name) > 0


def test_page_numbers_stand_7_mm_below_the_type_area_on_the_outer_side(
    printed: Path, sheets: list[Page]
) -> None:
    for at, page in enumerate(sheets, 1):
        (number,) = (line for line in page.lines if line.baseline >= 265)
        assert number.text == f"—{at}—"
        assert number.size == pytest.approx(14, abs=0.05)
        if at % 2:
            assert number.right == pytest.approx(184 - 14 * MM, abs=0.5)
        else:
            assert number.left == pytest.approx(28 + 14 * MM, abs=0.5)
        dash = (number.left, 264, number.left + 2.5, 275)
        assert ink_top(printed, at - 1, dash) == pytest.approx(269, abs=0.8)


def test_the_imprint_ends_with_the_type_area_of_the_last_page(sheets: list[Page]) -> None:
    rules = [rule for rule in sheets[-1].rules if not rule.red and rule.right - rule.left > 150]
    assert [rule.width for rule in rules] == [pytest.approx(0.35, abs=0.05)] * 2
    assert rules[-1].y == pytest.approx(262, abs=0.6)
    assert [edge for rule in rules for edge in (rule.left, rule.right)] == pytest.approx(
        [28, 184] * 2, abs=0.3
    )
    imprint = starting(sheets, "岚溪县松坪镇初级中学办公室")
    assert [imprint.left - 28, 184 - imprint.right] == pytest.approx([14 * MM] * 2, abs=0.6)


def test_copies_stand_above_the_imprint_under_a_thinner_rule(tmp_path: Path) -> None:
    copies = "岚溪县教育局安全管理股，岚溪县应急管理局，岚溪县消防救援大队，松坪镇人民政府，松坪镇派出所"
    file = tmp_path / "抄送.docx"
    paper = notice(Passage(0, "", "现将有关事项通知如下："), copies=copies)
    file.write_bytes(Template("通知", shipped("通知")).fill(context(paper)))
    convert([file], "pdf", tmp_path)
    page = pages(tmp_path / "抄送.pdf")[-1]
    first, middle, last = (rule for rule in page.rules if not rule.red and rule.right - rule.left > 150)
    assert [rule.width for rule in (first, last)] == [pytest.approx(0.35, abs=0.05)] * 2
    assert middle.width == pytest.approx(0.25, abs=0.03)
    assert last.y == pytest.approx(262, abs=0.6)
    told = [line for line in page.lines if first.y < line.baseline < middle.y]
    assert "".join(line.text for line in told) == f"抄送：{copies}。"
    assert all(line.size == pytest.approx(14, abs=0.05) for line in told)
    character = 14 * MM
    assert told[0].left - 28 == pytest.approx(character, abs=0.6)
    assert [line.left - 28 for line in told[1:]] == [pytest.approx(4 * character, abs=0.6)]
    assert 184 - max(line.right for line in told) == pytest.approx(character, abs=0.6)
    (imprint,) = (line for line in page.lines if middle.y < line.baseline < last.y)
    assert imprint.text == "岚溪县松坪镇初级中学办公室2026年11月12日印发"


def test_nothing_stands_outside_the_type_area(sheets: list[Page]) -> None:
    hanging = 16 * MM
    for line in (line for page in sheets for line in body(page)):
        room = hanging if line.text[-1] in "，。、；：！？" else 0
        assert line.left >= 27.7
        assert line.right <= 184.7 + room
        assert 37 <= line.baseline <= 262
