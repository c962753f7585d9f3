"""What a template uses is listed, and whatever keeps its paper from being right is told with its paragraph."""

import io
import json
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from tests import samples
from xlplan.documents.lint import Inspection, inspection
from xlplan.documents.lint.paragraphs import paragraphs
from xlplan.documents.lint.tags import tags
from xlplan.documents.notice import NoticePaper
from xlplan.documents.package import parts
from xlplan.documents.shelf import DOCUMENTS
from xlplan.documents.shipped import shipped
from xlplan.documents.template import Template
from xlplan.documents.values import named
from xlplan.findings import CannotRun, Severity

FACTS = samples.FOLDER / "facts.json"
WORD = nsdecls("w")


@dataclass(frozen=True)
class Line:
    """A line of a table."""

    item: str = named("项目")
    money: str | None = named("金额")


@dataclass(frozen=True)
class Paper:
    """A paper for these tests."""

    title: str = named("标题")
    lines: tuple[Line, ...] = named("明细")
    names: tuple[str, ...] = named("名单")
    first: Line = named("首行")


def saved(document: Document) -> bytes:
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def of(*texts: str) -> Document:
    """A document with these paragraphs; ‖ parts the runs of one."""
    document = docx.Document()
    for text in texts:
        paragraph = document.add_paragraph()
        for run in text.split("‖"):
            paragraph.add_run(run)
    return document


def table(*rows: Sequence[str]) -> Document:
    """A document with one table."""
    document = docx.Document()
    made = document.add_table(len(rows), len(rows[0]))
    for row, texts in zip(made.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            first, *others = text.split("\n")
            cell.paragraphs[0].add_run(first)
            for other in others:
                cell.add_paragraph(other)
    return document


def seen(document: Document, paper: type | None = Paper) -> Inspection:
    return inspection("试.docx", saved(document), paper)


def told(document: Document, paper: type | None = Paper) -> list[str]:
    """Errors and warnings, each with its place."""
    return [
        f"{fault.place}：{fault.message}"
        for fault in seen(document, paper).faults
        if fault.severity is not Severity.NOTE
    ]


def kinds(document: Document, paper: type | None = Paper) -> set[str]:
    return {fault.kind for fault in seen(document, paper).faults}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_nothing_is_wrong_with_our_own_templates(name: str) -> None:
    found = inspection(name, shipped(name), DOCUMENTS[name].paper)
    # Of a row that a template takes apart it need not print everything.
    assert (found.faults, [field for field in found.unused if "." not in field]) == ((), [])


def test_what_is_used_and_what_is_not_is_listed_with_the_parts_of_lists() -> None:
    found = seen(of("{{ 标题 }}", "{%p for 行 in 明细 %}", "{{ 行.项目 }}", "{%p endfor %}"))
    assert found.used == ("标题", "明细.项目")
    assert found.unused == ("明细.金额", "名单", "首行")
    assert not found.stops


def test_where_the_paper_is_not_known_every_name_may_be_right() -> None:
    found = seen(of("{{ 甲.乙 }}{% for 行 in 表 %}{{ 行.丙 }}{{ loop.index }}{% endfor %}"), None)
    assert (found.used, found.unused, found.stops) == (("甲.乙", "表.丙"), (), False)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{{ 标提 }}", "没有字段“标提”，是不是“标题”？"),
        ("{{ 不相干的 }}", "没有字段“不相干的”。"),
        ("{% for 行 in 明细 %}{{ 行.金钱 }}{% endfor %}", "没有字段“行.金钱”，是不是“行.金额”？"),
        ("{% for 行 in 明细 %}{% endfor %}{{ 行.金额 }}", "“行”是循环里的名字，这里已经在循环外面了。"),
        ("{% for 名 in 名单 %}{{ 名.项目 }}{% endfor %}", "没有字段“名.项目”。"),
        ("{{ 明细.项目 }}", "没有字段“明细.项目”。"),
        ("{{ 明细[0].项 }}", "没有字段“项”，是不是“项目”？"),
        ("{% for 行 in 明细 %}{{ 行.金额.没有 }}{% endfor %}", "没有字段“没有”。"),
        ("{{ (明细|first).项 }}", "没有字段“项”，是不是“项目”？"),
        ("{{ 首行['项'] }}", "没有字段“首行.项”，是不是“首行.项目”？"),
        (
            "{% for 行 in 明细|sort(attribute='项目') %}{{ 行.项 }}{% endfor %}",
            "没有字段“行.项”，是不是“行.项目”？",
        ),
        ("{% if 标题 %}甲{% endif{ %}", "“{% endif{ %}”的写法不对。"),
        ("{% set 头 = 首行 %}{{ 头.项 }}", "没有字段“头.项”，是不是“头.项目”？"),
        ("{% for 行 in 明细 %}{{ loop.idx }}{% endfor %}", "没有字段“loop.idx”，是不是“loop.index”？"),
        ("{{ 标题.__class__ }}", "“标题.__class__”不能用在模板里。"),
        ("{{ 标题｜upper }}", "“{{ 标题｜upper }}”里有全角的符号，要改成半角。"),
        ("{{ 标题|没有 }}", "“{{ 标题|没有 }}”用了没有的过滤器。"),
        ("{{ 标题 标题 }}", "“{{ 标题 标题 }}”的写法不对。"),
        ("{% p if 标题 %}", "“{% p if 标题 %}”的开头没有这种写法。"),
        ("{% include '别的' %}", "“{% include '别的' %}”要用别的文件，模板里不能这样写。"),
        ("｛｛ 标题 ｝｝", "“｛｛ 标题 ｝｝”用了全角的括号，要写成半角的“{{ 标题 }}”。"),
        ("{{ 标题 ｝｝", "“{{ 标题 ｝｝”用了全角的括号，要写成半角的“{{ 标题 }}”。"),
        ("{标题}", "“{标题}”只有一层花括号，不会填，要写成“{{ 标题 }}”。"),
        ("｛标题｝", "“｛标题｝”只有一层花括号，不会填，要写成“{{ 标题 }}”。"),
        ("{{ 标题 }", "“{{ 标题 }”没有写完，后面缺括号。"),
        ("{{ 标题 {{ 标题 }}", "“{{ 标题 ”没有写完，后面缺括号。"),
        ("标题 }}", "多出一个“}}”，前面没有和它成对的“{{”，会照样印出来。"),
        ("{% if 标题 %}", "“{% if 标题 %}”没有收尾，缺一个“{% endif %}”。"),
        ("{% endfor %}", "“{% endfor %}”前面没有和它成对的 for。"),
        ("{% else %}", "“{% else %}”不在 if 或 for 里面。"),
        ("{{" + "(" * 2000 + ")" * 2000 + "}}", f"“{{{{{'(' * 18}…”套了太多层。"),
    ],
)
def test_what_is_wrong_with_a_tag_is_told(text: str, message: str) -> None:
    (said,) = told(of("第一段", text))
    assert said.startswith("正文第 2 段“")
    assert said.endswith(f"：{message}")


@pytest.mark.parametrize(
    "text",
    [
        "{{ 标题.strip() }}{{ 名单[1:]|length }}{{ 首行.项目 }}{{ 明细[0].金额 }}",
        "{{ 没有|default('无') }}{% if 也没有 is defined %}{% endif %}",
        "{% for 序, 行 in 明细|groupby('项目') %}{{ 序 }}{% else %}无{% endfor %}",
        "{% set 总 = 标题 %}{{ 总 }}{% for i in range(3) %}{{ i }}{% endfor %}",
        "{% macro 签(人) %}{{ 人 }}{% endmacro %}{{ 签(标题) }}",
        "{# 这里写 {{ 什么都行 #}{{ 标题 }}，完成 100%",
        "{{ 标题 == “甲” }}",
        "{# / 注 #}",
    ],
)
def test_what_can_be_filled_is_not_blamed(text: str) -> None:
    assert told(of(text)) == []


@pytest.mark.parametrize(
    ("texts", "at", "words"),
    [
        (["{{ 标", "题 }}"], 1, "断在两段里"),
        (["{%p if 标题 %}", "甲", "{% endif %}"], 3, "要写成一样的：都写“{%p …”"),
        (["{%p if 标题 %}", "{%p for 行 in 明细 %}", "{%p endif %}"], 2, "没有收尾，缺一个“{%p endfor %}”"),
        (["{%p if 标题 %}甲{%p endif %}"], 1, "里面的“甲{%p endif %}”也就没有了"),
        (["{% for 行 in 明细 %}", "甲", "{% endfor %}"], 3, "中间的段会连在一起"),
    ],
)
def test_a_tag_or_loop_over_several_paragraphs_is_told(texts: list[str], at: int, words: str) -> None:
    (said,) = told(of(*texts))
    assert said.startswith(f"正文第 {at} 段")
    assert words in said


def test_a_split_tag_is_a_note_and_is_filled() -> None:
    document = of("甲{‖{ 标‖题 }}", "{{ 标题 }}")
    (fault,) = [fault for fault in seen(document).faults if fault.kind == "split"]
    assert (fault.severity, str(fault.place)) == (Severity.NOTE, "正文第 1 段“甲{{ 标题 }}”")
    assert b"{" not in parts("试", Template("试", saved(document)).fill({"标题": "乙"}))["word/document.xml"]


def test_a_tag_that_a_link_cuts_in_two_is_an_error_and_one_with_a_link_inside_is_not() -> None:
    link = f"<w:hyperlink {WORD}><w:r><w:t>{{}}</w:t></w:r></w:hyperlink>"
    cut, whole = of("{{ 标"), of("{{ 标")
    cut.paragraphs[0]._p.append(parse_xml(link.format("题 }}")))
    whole.paragraphs[0]._p.append(parse_xml(link.format("题")))
    whole.paragraphs[0].add_run(" }}")
    assert told(cut) == [
        "正文第 1 段“{{ 标题 }}”：“{{ 标题 }}”一半在超链接或修订里，合不起来，请接受修订后整个重新打一遍。"
    ]
    assert told(whole) == []


def test_rows_of_a_table_are_repeated_between_two_rows_of_tags() -> None:
    good = table(
        ["项目", "金额"], ["{%tr for 行 in 明细 %}", ""], ["{{ 行.项目 }}", ""], ["{%tr endfor %}", ""]
    )
    assert told(good) == []
    (said,) = told(
        table(["项目", "金额"], ["{%tr for 行 in 明细 %}", "{{ 行.项目 }}"], ["{%tr endfor %}", ""])
    )
    assert said.startswith("正文的表 1 第 2 行“{%tr for 行 i…”")
    assert "里面的“{{ 行.项目 }}”也就没有了" in said


def test_cells_are_merged_by_the_tags_of_docxtpl() -> None:
    row = ["{% vm %}{{ 行.项目 }}", "{% colspan 名单|length %}甲"]
    assert told(table(["项目", "金额"], ["{%tr for 行 in 明细 %}", ""], row, ["{%tr endfor %}", ""])) == []
    assert told(table(["{% colspan 没有 %}甲"])) == ["正文的表 1 第 1 行“{% colspan 没…”：没有字段“没有”。"]


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("{%p if 标题 %}\n甲\n{%p endif %}", "这个格子里的段落都可能不印"),
        ("{%p if 标题 %}\n甲\n{%p else %}\n乙\n{%p endif %}", ""),
        ("{%p if 标题 %}\n甲\n{%p endif %}\n ", ""),
        ("{#p 注 #}", "这个格子里的段落都可能不印"),
    ],
)
def test_a_cell_in_which_nothing_may_be_left_is_an_error(cell: str, words: str) -> None:
    said = told(table([cell]))
    assert [words in one for one in said] == ([True] if words else [])


def test_a_loop_that_begins_in_one_cell_and_ends_in_another_is_an_error() -> None:
    assert "不在同一个格子里" in told(table(["{% if 标题 %}", "{% endif %}"]))[0]
    assert "不在同一个格子或同一张表里" in told(table(["{%p if 标题 %}\n ", "{%p endif %}\n "]))[0]


def test_fields_in_headers_and_footers_are_used_and_noted() -> None:
    document = of("正文")
    document.sections[0].header.paragraphs[0].add_run("{{ 标题 }}")
    document.sections[0].footer.paragraphs[0].add_run("{{ 没有 }}")
    found = seen(document)
    assert found.used == ("标题",)
    assert [str(fault.place) for fault in found.faults if fault.kind == "margin"] == [
        "页眉第 1 段“{{ 标题 }}”",
        "页脚第 1 段“{{ 没有 }}”",
    ]
    assert told(document) == ["页脚第 1 段“{{ 没有 }}”：没有字段“没有”。"]


def test_a_tag_in_a_footnote_is_an_error_and_one_in_a_comment_a_note() -> None:
    document = of("正文", "{{ 标题 }}")
    document.add_comment(document.paragraphs[0].runs, "这里写 {%p for 行 in 明细 %}")
    packed = io.BytesIO(saved(document))
    with zipfile.ZipFile(packed, "a") as package:
        note = f"<w:footnotes {WORD}><w:footnote><w:p><w:r><w:t>{{{{ 标题 }}}}</w:t></w:r></w:p></w:footnote></w:footnotes>"
        package.writestr("word/footnotes.xml", note)
    faults = inspection("试.docx", packed.getvalue(), Paper).faults
    assert [(fault.severity, fault.place.part) for fault in faults if fault.kind != "font"] == [
        (Severity.ERROR, "脚注"),
        (Severity.NOTE, "批注"),
    ]


def test_a_text_box_is_read_once_and_not_as_part_of_its_paragraph() -> None:
    document = of("第一段", "{{ 标题 }}")
    box = "<w:txbxContent><w:p><w:r><w:t>{{ 框 }}</w:t></w:r></w:p></w:txbxContent>"
    document.paragraphs[1].runs[0]._r.append(
        parse_xml(
            f'<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" {WORD}>'
            f'<mc:Choice Requires="wps">{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>'
        )
    )
    assert told(document) == ["正文第 2 段的文本框“{{ 框 }}”：没有字段“框”。"]
    assert seen(document).tags == 2


@pytest.mark.parametrize(
    ("text", "program"),
    [
        ("{{@图}}{{#表}}{{?列}}{{/列}}{{+文}}{{*列}}", "poi-tl"),
        ("{{fe:列 t.甲}}{{!if:甲}}{{$fe:列}}", "easypoi"),
        ("{{fe:列 t.甲", "easypoi"),
    ],
)
def test_the_tags_of_another_program_are_one_sentence(text: str, program: str) -> None:
    (said,) = told(of(text))
    assert f"{program} 的写法，这里不认：字段写“{{{{ 标题 }}}}”" in said


def test_a_field_of_mail_merge_is_an_error() -> None:
    document = of("甲")
    document.paragraphs[0]._p.append(
        parse_xml(f'<w:fldSimple {WORD} w:instr=" MERGEFIELD 姓名 "><w:r><w:t>乙</w:t></w:r></w:fldSimple>')
    )
    assert "有 1 个 Word 邮件合并的域（MERGEFIELD）" in told(document)[0]


def fonts(document: Document) -> list[str]:
    return [fault.message for fault in seen(document).faults if fault.kind == "font"]


def test_chinese_without_a_font_for_it_is_noted() -> None:
    document = of("中文", "latin")
    assert fonts(document) == []  # the defaults name one by their theme
    for default in document.styles.element.iter(qn("w:rFonts")):
        for key in ("w:eastAsia", "w:eastAsiaTheme"):
            default.attrib.pop(qn(key), None)
    assert fonts(document) == ["中文没有定字体，各台电脑上会不一样。"]
    document.paragraphs[0].runs[0].font.name = "仿宋"
    assert fonts(document) == ["字体“仿宋”只定给了西文，中文没有定字体。"]
    document.styles["Normal"].element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "宋体")
    assert fonts(document) == ["字体“仿宋”只定给了西文，中文用的是“宋体”。"]
    document.paragraphs[0].runs[0]._r.rPr.rFonts.set(qn("w:eastAsia"), "仿宋")
    assert fonts(document) == []


def test_a_style_that_is_based_on_itself_does_no_harm() -> None:
    document = of("中文")
    style = document.styles["Normal"].element
    style.insert(1, parse_xml(f'<w:basedOn {WORD} w:val="{style.get(qn("w:styleId"))}"/>'))
    assert fonts(document) == []


def test_a_condition_that_ends_inside_of_a_link_is_an_error() -> None:
    document = of("{% if 标题 %}甲")
    link = f"<w:hyperlink {WORD}><w:r><w:t>{{% endif %}}</w:t></w:r></w:hyperlink>"
    document.paragraphs[0]._p.append(parse_xml(link))
    assert [one.split("：", 1)[1] for one in told(document)] == [
        "“{% if 标题 %}”和“{% endif %}”一个在超链接或修订里，一个在外面，请重新打一遍。"
    ]


def test_what_only_the_engine_sees_is_told_too() -> None:
    hidden = of("甲")
    hidden.paragraphs[0]._p.append(parse_xml(f'<w:bookmarkStart {WORD} w:id="1" w:name="{{{{ 标题 | }}}}"/>'))
    assert "里的标签写得不对" in told(hidden)[0]
    merged = of("甲")
    merged.add_table(1, 1).cell(0, 0).paragraphs[0].add_run("{%- if 标题 %}乙{% endif %}")
    assert told(merged) == ["正文：有的标签会把文档弄坏，请把标签删掉重新打。"]


def facts(path: Path) -> dict[str, object]:
    found: dict[str, dict[str, object]] = json.loads(FACTS.read_text(encoding="utf-8"))
    return found[path.relative_to(samples.FOLDER).as_posix()]


@pytest.mark.parametrize("path", samples.files("word/*/*"))
def test_a_template_of_others_is_looked_through_or_refused_with_one_sentence(path: Path) -> None:
    known = facts(path)
    if known["python_docx"] != "ok" or known["doctype"]:
        with pytest.raises(CannotRun, match=rf"^{re.escape(path.name)} .*。$"):
            inspection(path.name, path.read_bytes(), NoticePaper)
        return
    found = inspection(path.name, path.read_bytes(), NoticePaper)
    assert found.tags == known["placeholders_count"]
    assert found.stops == bool(known["placeholders_count"] or known["mergefields"])
    assert any("MERGEFIELD" in fault.message for fault in found.faults) == bool(known["mergefields"])


@pytest.mark.parametrize("path", samples.files("word/[ep]*_cn/*"))
def test_every_tag_that_word_split_in_a_template_of_others_is_seen(path: Path) -> None:
    each = [tags(part)[0] for part in paragraphs(path.name, parts(path.name, path.read_bytes()))]
    assert sum(tag.split for part in each for tag in part) == facts(path)["split_across_runs"]
