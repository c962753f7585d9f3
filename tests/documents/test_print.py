"""Every paper as it is printed: within its margins, in the sizes of official paper, with a red head where there must be one."""

from datetime import date

import pytest

from tests.demo.figures import QUOTED
from tests.documents.measure import MM, Page, pages
from tests.office import convert, needs_office
from tests.reports.school import school, with_statement
from xlplan.documents.paper import Document
from xlplan.documents.shelf import DOCUMENTS
from xlplan.documents.shipped import shipped
from xlplan.documents.template import Template
from xlplan.documents.values import context

pytestmark = needs_office

OF = {
    "通知": "T2026-11", "学期工作计划": "", "财务收支公示表": "2026-11", "财务收支公示": "2026-11", "日结单": "2026-11-24",
    "银行存款余额调节表": "2026-11 基本户", "安全责任书": "T018", "月度工作报告": "2026-11",
    "报销审批单": "BX2026-201", "询价单": QUOTED, "验收单": "YS2026-012", "收费公示": "2026年秋季学期",
    "收费自查报告": "2026年秋季学期", "项目进度表": "2026-11", "整改通知书": "YH2026-052", "演练方案": "YL2026-1209",
    "演练总结": "YL2026-1103", "控辍月报": "2026-11", "家访记录": "JF2026-21", "意见办理单": "YJ2026-14",
    "教代会决议": "第五届第二次",
}  # fmt: skip
"""Of each kind of paper one that is made."""
FORMS = ("财务收支公示表", "日结单", "银行存款余额调节表")
ACROSS = (*FORMS, "收费公示", "项目进度表")
EDGES = {"upright": (28, 184, 37, 262), "across": (35, 260, 28, 184)}
"""Left, right, top and bottom of the type area (mm)."""
HANGING = "，。、；：！？）”"


def filled(document: Document, of: str) -> bytes:
    books = with_statement(school(), "基本户", missing=3, more=((f"{date(2026, 11, 25)}", 61_277, "结息"),))
    template = Template(document.name, shipped(document.name))
    (draft,) = document.drafts(books, of, template.names)
    return template.fill(context(draft.paper, document.public))


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Page]]:
    folder = tmp_path_factory.mktemp("papers")
    for name, of in OF.items():
        (folder / f"{name}.docx").write_bytes(filled(DOCUMENTS[name], of))
    convert(sorted(folder.glob("*.docx")), "pdf", folder)
    return {name: pages(folder / f"{name}.pdf") for name in OF}


def test_there_is_one_of_every_kind() -> None:
    assert OF.keys() == DOCUMENTS.keys()


@pytest.mark.parametrize("name", OF)
def test_nothing_stands_outside_the_type_area(printed: dict[str, list[Page]], name: str) -> None:
    left, right, top, bottom = EDGES["across" if name in ACROSS else "upright"]
    for page in printed[name]:
        for line in page.lines:
            if line.text.startswith("—"):
                continue
            room = 16 * MM if line.text[-1] in HANGING else 0
            assert line.left >= left - 0.5, line
            assert line.right <= right + 0.7 + room, line
            assert top <= line.baseline <= bottom, line
        for rule in page.rules:
            assert left - 2.5 <= rule.left, rule
            assert rule.right <= right + 2.5, rule


@pytest.mark.parametrize("name", OF)
def test_only_official_papers_have_a_red_head(printed: dict[str, list[Page]], name: str) -> None:
    red = any(line.red for page in printed[name] for line in page.lines)
    assert red == (name == "通知")


@pytest.mark.parametrize("name", FORMS)
def test_a_form_of_an_ordinary_month_is_one_page_with_its_signatures(
    printed: dict[str, list[Page]], name: str
) -> None:
    *before, page = printed[name]
    # Sentences about open items may need a second page.
    assert len(before) <= (name == "银行存款余额调节表")
    signed = page.lines[-2].text if page.lines[-1].text.startswith("—") else page.lines[-1].text
    assert sum(mark in signed for mark in ("编制", "审核", "出纳", "会计", "单位负责人")) >= 2


@pytest.mark.parametrize("name", ["学期工作计划", "财务收支公示", "安全责任书", "月度工作报告"])
def test_the_title_is_of_22_points_and_the_text_of_16(printed: dict[str, list[Page]], name: str) -> None:
    lines = printed[name][0].lines
    titles = [line for line in lines if line.size == pytest.approx(22, abs=0.05)]
    assert titles
    assert all((line.left + line.right) / 2 == pytest.approx(106, abs=0.8) for line in titles)
    text = next(line for line in lines if line.text.startswith("一、"))
    assert text.size == pytest.approx(16, abs=0.05)
    assert text.left == pytest.approx(28 + 2 * 15.75 * MM, abs=0.9)


@pytest.mark.parametrize("name", ["学期工作计划", "财务收支公示", "月度工作报告", "收费自查报告"])
def test_a_signature_never_stands_alone_on_a_page(printed: dict[str, list[Page]], name: str) -> None:
    for page in printed[name]:
        lines = [line.text for line in page.lines if not line.text.startswith("—")]
        if "2026年11月30日" in lines:
            assert lines.index("2026年11月30日") >= 2
