"""Budgets as offices really keep them: columns missing, sheets empty, numbers as words."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from xlplan.excel.masters import workbook
from xlplan.rules.judge import Judgement, judge
from xlplan.tables import MASTERS, books, starting


def judged(folder: Path, **own: dict[str, list[list[object]]]) -> Judgement:
    """An office that has just started, with these workbooks (name without .xlsx -> sheet -> header and rows) instead."""
    files = {}
    for name, tables in MASTERS.items():
        files[name] = folder / name
        sheets = own.get(name.removesuffix(".xlsx"))
        if sheets is None:
            files[name].write_bytes(workbook(tables, starting.frames(), spare=1))
            continue
        book = openpyxl.Workbook()
        for sheet, rows in sheets.items():
            page = book.create_sheet(sheet)
            for row in rows:
                page.append(row)
        book.save(files[name])
    return judge(books.read(files, date(2026, 11, 30)))


def accused(judgement: Judgement, rule: str) -> list[str]:
    return [str(finding.ref) for finding in judgement.findings if finding.rule.id == rule]


def waiting(judgement: Judgement) -> dict[str, str]:
    return {rule.id: reason for rule, reason in judgement.waiting}


def test_a_budget_without_numbers_and_adjusted_amounts_is_still_balanced(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["年度", "收支", "资金来源", "年初数"],
        [2026, "收入", "公用经费", 1000],
        [2026, "支出", "公用经费", "1,050.00"],
    ]
    judgement = judged(tmp_path, budget={"预算": rows})
    assert accused(judgement, "BUD-01") == ["预算!D2"]


def test_a_budget_in_which_a_row_does_not_say_its_direction_is_not_called_unbalanced(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["预算号", "年度", "收支", "资金来源", "年初数"],
        ["收01", 2026, "收入", "公用经费", 1000],
        ["支01", 2026, "支", "公用经费", 1000],
    ]
    judgement = judged(tmp_path, budget={"预算": rows})
    assert accused(judgement, "BUD-01") == []
    assert waiting(judgement)["BUD-01"] == "“预算”表有 1 行没有写清年度或收支"


def test_changes_are_not_compared_with_columns_the_budget_does_not_have(tmp_path: Path) -> None:
    budget: dict[str, list[list[object]]] = {
        "预算": [
            ["预算号", "年度", "收支", "资金来源", "年初数", "调整后"],
            ["支01", 2026, "支出", "专项", 100, 120],
        ],
        "预算调整": [
            ["日期", "预算号", "方向", "金额", "依据"],
            [date(2026, 5, 1), "支01", "追加", 20, "批文"],
        ],
    }
    judgement = judged(tmp_path, budget=budget)
    assert accused(judgement, "BUD-02") == []
    assert waiting(judgement)["BUD-02"] == "“预算”表缺少“追加”列"


@pytest.mark.parametrize(
    ("office", "reason"),
    [
        ({"单位": [["项目", "内容"], ["学段", "高中"]]}, "“单位”表没有写明学段是初中还是小学"),
        ({"单位": [["项目", "内容"], ["单位名称", "化作中学"]]}, "“单位”表没有写明学段是初中还是小学"),
        (
            {
                "单位": [["项目", "内容"], ["学段", "初中"]],
                "班级": [["年级", "班级", "学生数", "住宿生数"], ["七", "七（1）班", 50, None]],
            },
            "“班级”表的学生数、住宿生数没有填全",
        ),
    ],
)
def test_the_grant_is_not_judged_before_the_stage_and_the_pupils_are_known(
    office: dict[str, list[list[object]]], reason: str, tmp_path: Path
) -> None:
    rows: list[list[object]] = [
        ["预算号", "年度", "收支", "资金来源", "年初数"],
        ["收01", 2026, "收入", "公用经费", 1000],
    ]
    judgement = judged(tmp_path, office=office, budget={"预算": rows})
    assert accused(judgement, "BUD-08") == []
    assert waiting(judgement)["BUD-08"] == reason


def test_an_office_that_has_just_started_breaks_no_rule_of_the_budget_and_keeps_none_waiting(
    tmp_path: Path,
) -> None:
    judgement = judged(tmp_path)
    told = {finding.rule.id for finding in judgement.findings} | waiting(judgement).keys()
    assert not {rule for rule in told if rule.startswith("BUD")}


def test_a_share_typed_without_its_percent_sign_makes_the_rule_wait_and_says_how_to_write_it(
    tmp_path: Path,
) -> None:
    parameters: list[list[object]] = [
        ["参数", "值", "起", "止", "文号"],
        ["培训费最低比例", "5", None, None, "x"],
    ]
    rows: list[list[object]] = [
        ["预算号", "年度", "收支", "资金来源", "经济科目", "年初数"],
        ["支01", "2026年", "支出", "公用经费", "30216", 1000],
    ]
    judgement = judged(tmp_path, budget={"预算": rows}, office={"参数": parameters})
    assert accused(judgement, "BUD-05") == []
    assert waiting(judgement)["BUD-05"] == "参数“培训费最低比例”填的是 5，比例要写成 5% 或 0.05"
