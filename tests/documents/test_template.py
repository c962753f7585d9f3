"""A template is filled with the values of a paper and nothing else, and what is not filled does not go out."""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import replace

import docx
import pytest
from templates.build import names, template

from tests.bench.programs import letters, notices
from tests.reports.school import school
from xlplan.documents.package import W
from xlplan.documents.plan import PLAN
from xlplan.documents.shelf import DOCUMENTS
from xlplan.documents.shipped import shipped
from xlplan.documents.template import Template
from xlplan.documents.values import context
from xlplan.documents.values import names as fields
from xlplan.findings import CannotRun
from xlplan.tables.plan import WorkItem

PAPERS = {name: document.paper for name, document in DOCUMENTS.items()}


def of(text: str) -> bytes:
    """A template with one paragraph."""
    document = docx.Document()
    document.add_paragraph(text)
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def filled(text: str, values: Mapping[str, object]) -> str:
    content = Template("试", of(text)).fill(values)
    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs)


def test_every_template_has_its_paper() -> None:
    assert names() == sorted(PAPERS)


@pytest.mark.parametrize("name", PAPERS)
def test_the_committed_template_is_made_of_its_source(name: str) -> None:
    built, ours = (zipfile.ZipFile(io.BytesIO(content)) for content in (template(name), shipped(name)))
    assert {part: built.read(part) for part in built.namelist()} == {
        part: ours.read(part) for part in ours.namelist()
    }


@pytest.mark.parametrize("name", PAPERS)
def test_a_template_uses_exactly_the_fields_of_its_paper(name: str) -> None:
    assert Template(name, shipped(name)).names == sorted(fields(PAPERS[name]))


@pytest.mark.parametrize("name", PAPERS)
def test_every_style_with_a_font_names_one_for_chinese(name: str) -> None:
    styles = docx.Document(io.BytesIO(shipped(name))).styles.element
    fonts = list(styles.iter(f"{W}rFonts"))
    assert fonts
    assert all(font.get(f"{W}eastAsia") and not font.get(f"{W}eastAsiaTheme") for font in fonts)


@pytest.mark.parametrize("name", [name for name in PAPERS if name not in ("通知", "安全责任书")])
def test_the_head_of_a_table_is_repeated_on_every_page_and_no_row_is_torn(name: str) -> None:
    for table in docx.Document(io.BytesIO(shipped(name))).tables:
        rows = [row._tr for row in table.rows]
        assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True] + [False] * (
            len(rows) - 1
        )
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


@pytest.mark.parametrize(("name", "values"), [("通知", notices.values(1)), ("安全责任书", letters.values(1))])
def test_the_bench_fills_every_field_of_a_paper(name: str, values: dict[str, object]) -> None:
    assert sorted(values) == sorted(fields(PAPERS[name]))


@pytest.mark.parametrize("place", ["header", "footer", "body"])
def test_a_template_that_holds_a_placeholder_in_its_own_words_is_refused(place: str) -> None:
    document = docx.Document()
    section = document.sections[0]
    {"header": section.header, "footer": section.footer, "body": document}[place].add_paragraph(
        "XX小学{{ 标题 }}"
    )
    content = io.BytesIO()
    document.save(content)
    with pytest.raises(CannotRun, match=r"^模板 试 里还留着“XX”，没有填完：XX小学\{\{ 标题 \}\}。$"):
        Template("试", content.getvalue())


def test_what_a_clerk_typed_is_no_placeholder_of_the_template() -> None:
    assert filled("摘要：{{ 标题 }}", {"标题": "付××超市货款"}) == "摘要：付××超市货款"


def test_work_of_a_block_without_days_stands_in_the_plan_without_brackets() -> None:
    books = school()
    items = books[WorkItem].copy()
    items.loc[items.index[0], WorkItem.block] = "第九学月"
    sheet = replace(books.sheets[WorkItem], rows=items)
    (draft,) = PLAN.drafts(replace(books, sheets={**books.sheets, WorkItem: sheet}), "", ())
    content = Template(PLAN.name, shipped(PLAN.name)).fill(context(draft.paper))
    paragraphs = [paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs]
    assert [text for text in paragraphs if text.startswith("第") and "学月" in text[:4]] == [
        "第一学月（9月1日至30日）",
        "第二学月（10月1日至31日）",
        "第三学月（11月1日至30日）",
        "第四学月（12月1日至1月22日）",
        "第九学月",
    ]


def test_what_looks_like_markup_or_code_is_text() -> None:
    assert filled("{{ 标题 }}", {"标题": 'A&B <测试> =HYPERLINK("x")'}) == 'A&B <测试> =HYPERLINK("x")'


def test_a_line_end_in_a_value_is_one_on_paper() -> None:
    assert filled("{{ 正文 }}", {"正文": "第一行\n第二行"}) == "第一行\n第二行"


def test_the_same_values_give_the_same_bytes() -> None:
    first, second = (Template("试", of("{{ 标题 }}")).fill({"标题": "甲"}) for _ in range(2))
    assert first == second


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{{ 没有 }}", "没有的字段"),
        ("{{ 标题.__class__.__mro__ }}", "不敢用"),
        ("{% for 行 in 标题 %}", "标签写得不对"),
        ("{{" + "(" * 2000 + ")" * 2000 + "}}", "套了太多层"),
        ("｛｛ 标题 ｝｝", "没有填完"),
    ],
)
def test_a_template_that_cannot_be_filled_is_one_sentence(text: str, words: str) -> None:
    with pytest.raises(CannotRun, match=words):
        filled(text, {"标题": "甲"})


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", of("甲")[:400]])
def test_a_file_that_is_no_word_document_is_one_sentence(content: bytes) -> None:
    with pytest.raises(CannotRun, match="不是 Word 文档"):
        Template("试", content)


def test_a_template_that_word_would_fetch_from_elsewhere_is_let_go() -> None:
    with zipfile.ZipFile(io.BytesIO(of("甲"))) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    address = b"http://127.0.0.1:9/evil.dotm"
    parts["word/settings.xml"] = parts["word/settings.xml"].replace(
        b"</w:settings>", b'<w:attachedTemplate r:id="rId9"/></w:settings>'
    )
    parts["word/_rels/settings.xml.rels"] = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId9" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
        b'Target="' + address + b'" TargetMode="External"/></Relationships>'
    )
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as package:
        for name, part in parts.items():
            package.writestr(name, part)
    filled = zipfile.ZipFile(io.BytesIO(Template("试", content.getvalue()).fill({})))
    assert not any(address in filled.read(name) for name in filled.namelist())
    assert b"attachedTemplate" not in filled.read("word/settings.xml")


@pytest.mark.parametrize("text", ["{{ 1 // 0 }}", "{{ 标题 + 1 }}", "{{ 标题() }}", '{{ "甲" * 9 ** 9 }}'])
def test_whatever_a_tag_does_is_one_sentence(text: str) -> None:
    with pytest.raises(CannotRun, match=r"^模板 试 "):
        filled(text, {"标题": "甲"})
