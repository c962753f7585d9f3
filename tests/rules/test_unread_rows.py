"""One cell that cannot be read: what it cannot touch is judged as before, and what it can is not told wrongly."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.pages import cases
from xlplan.rules import book_rules

PAY = """
工资表
| 月份    | 工号 | 姓名 | 账号        | 岗位工资 | 基础性绩效 |     应发合计 |     实发 |
| ------- | ---- | ---- | ----------- | -------: | ---------: | -----------: | -------: |
| 2026-08 | 01   | 张三 | 62177900101 |     5000 |            |         5000 |     5000 |
| 2026-09 | 01   | 张三 | 62177900101 |     5000 |            |         5000 |     5000 |
| 2026-09 | 02   | 李四 | 62177900102 |     {b9} |            |         5000 |     5000 |
| 2026-10 | 01   | 张三 | {a10}       |     9000 |       9000 | {gross} |    18000 |
| 2026-10 | 02   | 李四 | 62177900102 |     9000 |            |         9000 |     9000 |
"""
BATCH = """
代发
| 月份    | 批次 | 代发日     | 笔数 |         金额 |
| ------- | ---- | ---------- | ---: | -----------: |
| 2026-09 | 1    | 2026-09-10 |    2 |         7000 |
| 2026-10 | 1    | 2026-10-10 |    2 | **26000** |
"""
TAX = """
工资表
| 月份    | 工号 | 姓名 | 岗位工资 | 养老个人 | 个人所得税 |
| ------- | ---- | ---- | -------: | -------: | ---------: |
| 2026-01 | 01   | 张三 |    15000 |     3000 |          0 |
| 2026-01 | 02   | 李四 |   一万五 |     3000 |          0 |
| 2026-02 | 01   | 张三 |    15000 |     3000 |        210 |
| 2026-02 | 02   | 李四 |    15000 |     3000 |        210 |
"""
STOCK = """
物品
| 物品号 | 名称 | 单位 | 期初数量 | 期初金额 | 结存数量 | 结存金额 |
| ------ | ---- | ---- | -------: | -------: | -------: | -------: |
| W001   | 粉笔 | 盒   |       10 |       30 |        9 |       29 |
| W002   | 拖把 | 把   |        5 |       60 |  {left} |       54 |
入库
| 入库单号 | 日期       | 物品号 | 数量 | 金额   |
| -------- | ---------- | ------ | ---: | -----: |
| RK001    | 2026-10-20 | W001   |    5 | 十五元 |
出库
| 出库单号 | 日期       | 物品号 | 数量    | 金额 |
| -------- | ---------- | ------ | ------: | ---: |
| CK001    | 2026-10-21 | W001   |      12 |    1 |
| CK002    | 2026-10-21 | W002   | {pieces} |    6 |
"""
FEES = """
收费目录
| 项目号 | 项目     | 起         |
| ------ | -------- | ---------- |
| F01    | 作业本费 | 2025-09-01 |
收费记录
| 收款日期   | 项目号  | 金额 | 凭证号 |
| ---------- | ------- | ---: | ------ |
| 2026-09-01 | F01     | 百元 | 记-3   |
| 2026-09-07 | **F12** |  100 | 记-2   |
记账凭证
| 日期       | 凭证号 | 摘要               | 科目代码 | 借方 | 贷方 |
| ---------- | ------ | ------------------ | -------- | ---: | ---: |
| 2026-09-08 | 记-3   | 收八年级学生饮水费 | 1001     |  120 |      |
| 2026-09-08 | 记-3   | 收八年级学生饮水费 | 2307     |      |  120 |
"""
LEAVE = """
请假
| 姓名 | 类型 | 起日       | 止日       | 天数 |
| ---- | ---- | ---------- | ---------- | ---: |
| 张三 | 事假 | 2026-11-04 | 2026-11-05 | 两天 |
| 李四 | 事假 | 2026-11-04 | 2026-11-05 |    2 |
考勤
| 月份    | 姓名 | 应出勤 | 出勤 | 事假  |
| ------- | ---- | -----: | ---: | ----: |
| 2026-11 | 张三 |     21 |   21 |       |
| 2026-11 | 李四 |     21 |   20 | **1** |
"""
HOURS = """
教职工
| 工号 | 姓名     | 编制类别 | 状态 |
| ---- | -------- | -------- | ---- |
| 01   | 张三     | 专职教师 | 在岗 |
| 02   | **李四** | 专职教师 | 在岗 |
培训
| 姓名 | 项目     | 止日       | 学时   |
| ---- | -------- | ---------- | -----: |
| 张三 | 全员培训 | 2026-05-16 | 三天   |
| 李四 | 全员培训 | 2026-05-16 |     24 |
"""
_PLAIN = {"b9": "五千", "a10": "62177900101", "gross": "18000"}
LEFT = {
    "PAY-05": TAX.replace("3000 |          0 |", "3000 |      **0** |", 1),
    "PAY-07": PAY.format(**_PLAIN | {"a10": "**62177900109**", "gross": "**18000**"}),
    "PAY-10": PAY.format(**_PLAIN) + BATCH,
    "STO-01": STOCK.format(left="-1", pieces="**6**"),
    "STO-02": STOCK.format(left="**4**", pieces="6"),
    "FEE-01": FEES,
    "HR-05": LEAVE,
    "HR-06": HOURS,
}
"""What each rule still says; the person, month or item of the cell is not accused."""


@pytest.mark.parametrize("id", LEFT)
def test_what_a_cell_that_cannot_be_read_does_not_touch_is_judged(id: str, tmp_path: Path) -> None:
    rule = next(rule for rule in book_rules() if rule.id == id)
    (case,) = cases(replace(rule, page=f"错：\n{LEFT[id].strip()}"))
    judgement = case.judged(tmp_path, rule)
    assert {finding.ref for finding in judgement.findings if finding.rule is rule} == case.accused
    assert rule not in [waiting for waiting, _ in judgement.waiting]


def test_a_sum_of_the_year_waits_for_every_row(tmp_path: Path) -> None:
    rule = next(rule for rule in book_rules() if rule.id == "PAY-11")
    (case,) = cases(replace(rule, page=f"错：\n{PAY.format(**_PLAIN).strip()}"))
    assert rule in [waiting for waiting, _ in case.judged(tmp_path, rule).waiting]


def test_a_row_that_does_not_say_whose_it_is_lets_the_rule_wait(tmp_path: Path) -> None:
    rule = next(rule for rule in book_rules() if rule.id == "PAY-07")
    text = PAY.format(**_PLAIN).replace(
        "| 02   | 李四 | 62177900102 |     五千", "|      | 李四 | 62177900102 |     五千"
    )
    (case,) = cases(replace(rule, page=f"错：\n{text.strip()}"))
    assert rule in [waiting for waiting, _ in case.judged(tmp_path, rule).waiting]
