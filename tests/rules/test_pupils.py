"""What the rules of pupils say where a number, a state or a class is written wrong, or a cell cannot be read."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.pages import cases
from xlplan.rules import book_rules

BEDS = """
学生
| 学籍号 | 姓名 | 班级          | 住宿 | 状态 |
| ------ | ---- | ------------- | ---- | ---- |
| L001   | 王强 | 七年级（1）班 | 是   | 在读 |
| L002   | 李梅 | 七年级（1）班 | 是   | 在读 |
住宿
| 楼   | 室  | 床号 | 学籍号 | 入住日     | 退宿日 |
| ---- | --- | ---- | ------ | ---------- | ------ |
| 一栋 | 101 | 1    | L001   | 2026-08-31 |        |
| 一栋 | 101 | 2    | {number} | {start}  |        |
"""
ROLL = """
班级
| 年级   | 班级          | 学生数 | 住宿生数 |
| ------ | ------------- | -----: | -------: |
| 七年级 | 七年级（1）班 |      2 |        1 |
学生
| 学籍号 | 姓名 | 班级          | 住宿 | 状态 |
| ------ | ---- | ------------- | ---- | ---- |
| L001   | 王强 | 七年级（1）班 | 是   | 在读 |
| L002   | 李梅 | {room}        | {boarder} | {state} |
"""
VISITS = """
日期：2026-11-05
学生
| 学籍号 | 姓名 | 状态     |
| ------ | ---- | -------- |
| L001   | 王强 | 失联     |
| L002   | 李梅 | **失联** |
控辍家访
| 家访号 | 学籍号 | 家访日     | 家访人     | 情况                                         | 照片  |
| ------ | ------ | ---------- | ---------- | -------------------------------------------- | ----- |
| JF-01  | L001   | 十月二十日 | 周芳、何军 | 家长称已去外县，电话联系上本人，继续动员。   | 1.jpg |
"""
NOBODY = {
    "a bed that cannot be read": ("STU-05", BEDS.format(number="L002", start="八月底")),
    "a state that there is not": (
        "STU-07",
        ROLL.format(room="七年级（1）班", boarder="否", state="在校"),
    ),
    "a class that there is not": ("STU-07", ROLL.format(room="七（1）班", boarder="否", state="在读")),
    "a boarder who is neither": ("STU-07", ROLL.format(room="七年级（1）班", boarder="半", state="在读")),
    "a visit that cannot be read": ("STU-01", VISITS),
}


@pytest.mark.parametrize("name", NOBODY)
def test_what_is_written_wrong_accuses_nobody_else(name: str, tmp_path: Path) -> None:
    id, page = NOBODY[name]
    rule = next(rule for rule in book_rules() if rule.id == id)
    (case,) = cases(replace(rule, page=f"错：\n{page.strip()}"))
    judgement = case.judged(tmp_path, rule)
    assert {finding.ref for finding in judgement.findings if finding.rule.id == id} == case.accused
    assert id not in [waiting.id for waiting, _ in judgement.waiting]


def test_a_slip_in_a_number_lets_the_rule_wait(tmp_path: Path) -> None:
    rule = next(rule for rule in book_rules() if rule.id == "STU-05")
    (case,) = cases(replace(rule, page=f"错：\n{BEDS.format(number='L020', start='2026-08-31').strip()}"))
    judgement = case.judged(tmp_path, rule)
    assert [reason for waiting, reason in judgement.waiting if waiting.id == "STU-05"] == [
        "“住宿”表有 1 行的学籍号在“学生”表里没有"
    ]
    assert "STU-05" not in {finding.rule.id for finding in judgement.findings}
