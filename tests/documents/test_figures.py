"""A figure on paper stands in a content control that says where it comes from, and looks as the text around it."""

import io
from dataclasses import dataclass, replace

import docx
import pytest
from lxml import etree

from tests.reports.school import school
from xlplan.cells import Ref, Source
from xlplan.documents.controls import read, typed
from xlplan.documents.figures import Printed, Traced, figures
from xlplan.documents.package import W
from xlplan.documents.passages import Line, parted
from xlplan.documents.printing import cell, noted, poured, printed, quoted
from xlplan.documents.template import Template
from xlplan.excel.kinds import Kind
from xlplan.excel.report import Block, Figure, Head, Share
from xlplan.tables.office import SchoolClass
from xlplan.tables.plan import Notice, PlanText, Target

SOURCE = Source(Ref("plan.xlsx", "目标", 6, 3), "实际值", "食堂师生满意度")


@dataclass(frozen=True)
class EntryRow:
    """A row of a template."""

    summary: Printed
    voucher: Printed
    amount: Printed


def of(*runs: str) -> bytes:
    """A template of one paragraph, the runs alternately plain and bold."""
    document = docx.Document()
    paragraph = document.add_paragraph()
    for place, run in enumerate(runs):
        paragraph.add_run(run).bold = True if place % 2 else None
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def filled(template: bytes, **values: object) -> "etree._Element":
    document = docx.Document(io.BytesIO(Template("试", template).fill(values)))
    return document.element


def tags(root: "etree._Element") -> set[str]:
    return {str(own.get(f"{W}val")) for own in root.iter(f"{W}tag")}


def test_marks_of_xml_beside_a_figure_are_printed_as_they_were_typed() -> None:
    told = Traced("<85分的，A&B两层，听课>=20节<注>", SOURCE, "（1）<甲>")
    (paragraph,) = filled(of("{{ 值 }}"), 值=told).iter(f"{W}p")
    assert (
        "".join(own.text or "" for own in paragraph.iter(f"{W}t"))
        == "（1）<甲><85分的，A&B两层，听课>=20节<注>"
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("本月支出1,234.50元，完成48.3%", ["1,234.50", "48.3%"]),
        ("≥95%，至少２次，不低于90分，5万以下", ["≥95%", "至少２", "不低于90", "5万以下"]),
        ("2026年11月5日前，11月23日至27日上报3次", ["3"]),
        ("松中发〔2026〕19号，电话0899-5550118，22:00熄灯", []),
        ("GB/T 9704-2012、T2026-11、CLS-01、记账凭证!E3955，第2条", ["2"]),
        ("LED3,200盏，PC 30台，采购PC 3,000元，A4纸", ["3,200", "30", "3,000"]),
        ("一年级1：45人，生师比1:19", ["1", "45", "1", "19"]),
        ("第101中学第3次通知，手机13885901234，安责〔2026〕教-004号", []),
        ("≤5万元，5元", ["≤5万", "5"]),
        ("不超过2026年11月，超过5月5日，至少3人", ["至少3"]),
        ("2026-11-30 余额 -5.00，3-5次", ["-5.00", "3", "5"]),
        ("安责〔2026〕T001，2026—2027学年，七年级（2）班，记-107", []),
        ("本月收-5.00", ["5.00"]),
        ("没有数字", []),
    ],
)
def test_figures_are_numbers_but_not_days_telephones_and_document_numbers(
    text: str, found: list[str]
) -> None:
    assert [text[start:end] for start, end in figures(text)] == found


def test_each_figure_of_a_text_has_a_control_of_its_own_tagged_with_the_source() -> None:
    root = filled(of("满意度{{ 值 }}。"), 值=Traced("93.5%（200人）", SOURCE))
    assert [(own.tag, own.place, own.text) for own in read(root, tags(root))] == [
        ("plan.xlsx 目标 实际值 食堂师生满意度", "plan.xlsx 目标!D6 实际值（食堂师生满意度）", text)
        for text in ("93.5%", "200")
    ]
    assert "".join(root.itertext(f"{W}t")) == "满意度93.5%（200人）。"


def test_a_figure_looks_like_the_run_it_stands_in() -> None:
    root = filled(of("甲", "乙{{ 值 }}丙{{ 值 }}", "丁"), 值=Traced("5", SOURCE))
    runs = [
        ("".join(run.itertext(f"{W}t")), run.find(f"{W}rPr/{W}b") is not None) for run in root.iter(f"{W}r")
    ]
    bold = [text for text, is_bold in runs if is_bold]
    assert bold == ["乙", "5", "丙", "5"]
    assert "".join(text for text, _ in runs) == "甲乙5丙5丁"


def test_a_run_with_a_tab_between_two_figures_loses_nothing() -> None:
    document = docx.Document()
    run = document.add_paragraph().add_run("收{{ 值 }}")
    run.add_tab()
    run.add_text("支{{ 值 }}")
    content = io.BytesIO()
    document.save(content)
    root = filled(content.getvalue(), 值=Traced("5", SOURCE))
    (paragraph,) = [one for one in root.iter(f"{W}p") if len(one)]
    kept = [own.tag.removeprefix(W) for own in paragraph.iter(f"{W}t", f"{W}tab")]
    assert kept == ["t", "t", "tab", "t", "t"]
    assert len(read(root, tags(root))) == 2


def test_ids_of_controls_are_unique() -> None:
    root = filled(of("{{ 值 }}和{{ 值 }}", "{{ 值 }}"), 值=Traced("1，2", SOURCE))
    ids = [own.get(f"{W}val") for own in root.iter(f"{W}id")]
    assert len(ids) == len(set(ids)) == 6


def test_a_long_source_has_a_tag_that_word_keeps_and_no_other_source_shares() -> None:
    tags = {
        Traced(
            "1", Source(Ref("ledger.xlsx", "记账凭证"), "借方", f"{'公用经费' * 12}{fund}", 3, "公示表")
        ).tag
        for fund in "甲乙"
    }
    assert len(tags) == 2
    assert all(len(tag) <= 64 for tag in tags)


def test_an_amount_in_words_is_one_figure() -> None:
    root = filled(of("共{{ 值 }}"), 值=Traced("人民币伍拾元整", SOURCE))
    assert [own.text for own in read(root, tags(root))] == ["人民币伍拾元整"]


def test_what_is_typed_by_hand_is_found_and_numbering_is_not() -> None:
    document = docx.Document(io.BytesIO(of("{{ 值 }}")))
    for text in (
        "1.按预算支出25万元",
        "附件：1.名册3份",
        "附表1",
        "二〇二六年",
        "2026年11月30日",
        "共12.5%",
    ):
        document.add_paragraph(text)
    content = io.BytesIO()
    document.save(content)
    root = filled(content.getvalue(), 值=Traced("7", SOURCE))
    assert [own.text for own in typed(root, tags(root))] == ["25万", "3", "12.5%"]


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (123_450, Kind.MONEY, "1,234.50"),
        (-500, Kind.MONEY, "-5.00"),
        (12, Kind.COUNT, "12"),
        (Share(0.4834), Kind.TEXT, "48.3%"),
    ],
)
def test_a_figure_of_a_report_is_printed_with_its_source(value: int | Share, kind: Kind, text: str) -> None:
    assert printed(Figure(value, SOURCE), kind) == Traced(text, SOURCE)
    assert printed(value, kind) == text


def test_a_cell_is_quoted_with_its_address_where_it_holds_a_figure() -> None:
    books = school()
    targets = books[Target]
    row = int(targets.index[targets[Target.indicator] == "学生巩固率"][0])
    goal = cell(books, Target.goal, row)
    assert isinstance(goal, Traced)
    assert (goal.text, str(goal.source.at), goal.source.which) == ("≥99%", f"目标!C{row}", "学生巩固率")
    pupils = cell(books, SchoolClass.pupils, 2)
    assert isinstance(pupils, Traced)
    assert (pupils.text, str(pupils.source.at)) == ("46", "班级!D2")
    assert quoted(books, PlanText.content, 3, "  没有\n数字 ") == "没有 数字"


def test_a_day_that_is_not_written_is_nothing_on_paper() -> None:
    books = school()
    assert cell(books, Notice.date, int(books[Notice].index[0])) == "2026-11-12"


def test_a_text_of_a_row_in_which_figures_stand_comes_from_the_sheet_of_its_figure() -> None:
    heads = Head("摘要"), Head("凭证号"), Head("金额", kind=Kind.MONEY)
    block = Block(heads, (("购A4纸20包", "记-107", Figure(500, SOURCE)), ("共20包", "", None)))
    (row, alone), _ = poured(block, EntryRow)
    assert row.summary == Traced("购A4纸20包", replace(SOURCE, at=Ref("plan.xlsx", "目标"), column="摘要"))
    assert (row.voucher, row.amount) == ("记-107", Traced("5.00", SOURCE))
    assert alone == EntryRow("共20包", "", "")


def test_notes_with_figures_are_told_by_their_place() -> None:
    first, second = noted(("没有。", "相差 5.00 元。"), SOURCE)
    assert (first, second) == (
        "没有。",
        Traced("相差 5.00 元。", replace(SOURCE, which=f"{SOURCE.which}，说明第2条")),
    )


def test_a_value_with_a_line_end_and_no_digit_keeps_its_source_and_its_paper() -> None:
    own = printed(Figure("已完成\n验收合格", SOURCE))
    root = filled(of("{{ 值 }}，{{ 名称 }}"), 值=own, 名称="校园\n绿化")
    assert [one.text for one in read(root, tags(root))] == ["已完成 验收合格"]
    assert "plan.xlsx" not in "".join(root.itertext(f"{W}t"))


def test_a_number_of_a_page_is_no_figure_that_somebody_typed() -> None:
    root = filled(of("{{ 值 }}"), 值="共7页")
    field = (
        '<w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:r><w:fldChar w:fldCharType="begin"/>'
        '</w:r><w:r><w:t>12</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:fldSimple w:instr="PAGE"><w:r><w:t>13</w:t>'
        "</w:r></w:fldSimple></w:p>"
    )
    root.find(f"{W}body").insert(0, etree.fromstring(field))
    assert [own.text for own in typed(root, set())] == ["7"]


def test_a_sentence_of_an_item_keeps_its_full_stop() -> None:
    assert parted("1.各班下午三点前到校。") == Line(3, "1.", "各班下午三点前到校。", "")
    assert parted("一、时间安排") == Line(1, "一、", "时间安排", "")
    assert parted("一、时间安排。下周一开始。") == Line(1, "一、", "时间安排。", "下周一开始。")
