"""Rules of documents in offices whose 通知 is older, or cannot be read to the last cell."""

from datetime import date
from pathlib import Path

import openpyxl

from xlplan.excel.masters import workbook
from xlplan.rules.judge import Judgement, judge
from xlplan.tables import MASTERS, books, starting

OLDER = ["编号", "发文字号", "标题", "主送", "正文", "附件", "成文日期", "联系人", "状态"]


def judged(folder: Path, *rows: list[object]) -> Judgement:
    """An office with these notices, on a sheet as it was before 抄送, 签发人 and 签发日期 came."""
    files = {name: folder / name for name in MASTERS}
    for name, tables in MASTERS.items():
        files[name].write_bytes(workbook(tables, starting.frames(), spare=1))
    book = openpyxl.load_workbook(files["plan.xlsx"])
    del book["通知"]
    sheet = book.create_sheet("通知")
    for row in [OLDER, *rows]:
        sheet.append(row)
    book.save(files["plan.xlsx"])
    return judge(books.read(files, date(2026, 11, 30)))


def notice(
    number: int, document: object, day: object = date(2026, 11, 12), body: str = "略。"
) -> list[object]:
    return [f"T{number}", document, "放假通知", "各班", body, "", day, "", "已签发"]


def accused(judgement: Judgement) -> list[tuple[str, str]]:
    found = judgement.findings
    return [(one.rule.id, str(one.ref)) for one in found if one.rule.id.startswith("DOC")]


def test_an_older_sheet_is_judged_by_all_but_the_rule_that_needs_a_later_column(tmp_path: Path) -> None:
    judgement = judged(
        tmp_path,
        notice(1, "松中发〔2026〕1号", body="一、时间\n三、地点"),
        notice(2, "松中发〔2026〕3号", body="由XX负责"),
        notice(3, "松中发〔2025〕4号"),
    )
    assert accused(judgement) == [("DOC-05", "通知!E2"), ("DOC-04", "通知!E3"), ("DOC-01", "通知!B4")]
    waiting = {rule.id: reason for rule, reason in judgement.waiting}
    assert waiting == {"DOC-02": "“通知”表缺少“签发日期”列"}


def test_a_number_on_a_row_that_cannot_be_read_is_not_missing(tmp_path: Path) -> None:
    judgement = judged(
        tmp_path,
        notice(1, "松中发〔2026〕1号"),
        notice(2, "松中发〔2026〕2号", day="2026-11-31"),
        notice(3, "松中发〔2026〕3号"),
        notice(4, "松中发〔2026〕2号"),
        notice(5, "松中发〔2026〕5号"),
    )
    assert accused(judgement) == [("DOC-01", "通知!B5"), ("DOC-01", "通知!B6")]
    repeated, gap = (one.message for one in judgement.findings if one.rule.id == "DOC-01")
    assert repeated == "发文字号“松中发〔2026〕2号”在第 3 行已经用过。"
    assert gap == "发文字号“松中发〔2026〕5号”前面缺 4号。"


def test_where_a_number_cannot_be_told_none_is_called_missing(tmp_path: Path) -> None:
    unknown = notice(2, "松中发〔2026〕2号")
    unknown[1] = "#N/A"
    judgement = judged(tmp_path, notice(1, "松中发〔2026〕1号"), unknown, notice(3, "松中发〔2026〕3号"))
    assert accused(judgement) == []
