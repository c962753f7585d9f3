from collections.abc import Iterator

import pandas as pd

from xlplan.findings import Severity
from xlplan.ledger.budget import grants, is_income, year_starts, years
from xlplan.ledger.grant import grant, stage
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books, Waiting
from xlplan.tables.budget import BudgetLine
from xlplan.tables.office import SchoolClass


@rule(
    "BUD-08",
    severity=Severity.WARNING,
    fix="核对班级人数、生均标准和公用经费指标文件，改正不对的一处。",
    basis="义务教育法第四十三条",
    whole=True,
)
def grant_not_by_pupils(books: Books) -> Iterator[Hits]:
    """公用经费收入与人数不符

    公用经费按人数拨：生均标准×学生数，加上寄宿生补助标准×住宿生数。学生数少于参数“公用经费最低计算人数”的，
    按那个人数算；住宿生数照实。生均标准看“单位”表的学段（初中或小学）。每个年度收入行里公用经费的年初数合计要等于
    这个数。指向这个年度的第一行公用经费收入；没有这样的收入行，或者参数在这个年度没有值，就不查。

    错：
    单位
    | 项目 | 内容 |
    | ---- | ---- |
    | 学段 | 初中 |
    班级
    | 班级     | 学生数 | 住宿生数 |
    | -------- | -----: | -------: |
    | 七（1）班 |    320 |      110 |
    | 八（1）班 |    300 |      200 |
    预算
    | 预算号 | 年度 | 收支 | 资金来源             |     年初数 |
    | ------ | ---- | ---- | -------------------- | ---------: |
    | 支01   | 2026 | 支出 | 公用经费             |     675800 |
    | 收01   | 2026 | 收入 | 公用经费（生均）     | **582800** |
    | 收02   | 2026 | 收入 | 公用经费（寄宿生）   |      57200 |
    | 收11   | 2027 | 收入 | 公用经费             |     675800 |

    错：
    单位
    | 项目 | 内容 |
    | ---- | ---- |
    | 学段 | 小学 |
    班级
    | 班级       | 学生数 | 住宿生数 |
    | ---------- | -----: | -------: |
    | 一（1）班 |     86 |        0 |
    预算
    | 预算号 | 年度 | 收支 | 资金来源 |    年初数 |
    | ------ | ---- | ---- | -------- | --------: |
    | 收01   | 2026 | 收入 | 公用经费 | **61920** |

    对：
    单位
    | 项目 | 内容 |
    | ---- | ---- |
    | 学段 | 初中 |
    班级
    | 班级     | 学生数 | 住宿生数 |
    | -------- | -----: | -------: |
    | 七（1）班 |    320 |      110 |
    | 八（1）班 |    300 |      200 |
    预算
    | 预算号 | 年度 | 收支 | 资金来源             | 年初数 |
    | ------ | ---- | ---- | -------------------- | -----: |
    | 收01   | 2026 | 收入 | 公用经费（生均）     | 582800 |
    | 收02   | 2026 | 收入 | 公用经费（寄宿生）   |  93000 |
    | 收03   | 2026 | 收入 | 专项资金             |  50000 |
    | 收91   | 2020 | 收入 | 公用经费             |  50000 |

    对：
    单位
    | 项目 | 内容 |
    | ---- | ---- |
    | 学段 | 小学 |
    班级
    | 班级       | 学生数 | 住宿生数 |
    | ---------- | -----: | -------: |
    | 一（1）班 |     86 |        0 |
    预算
    | 预算号 | 年度 | 收支 | 资金来源 | 年初数 |
    | ------ | ---- | ---- | -------- | -----: |
    | 收01   | 2026 | 收入 | 公用经费 |  72000 |

    对：
    预算
    | 预算号 | 年度 | 收支 | 资金来源 | 年初数 |
    | ------ | ---- | ---- | -------- | -----: |
    | 支01   | 2026 | 支出 | 公用经费 |  72000 |
    """
    lines = grants(books[BudgetLine])
    lines = lines[is_income(lines)]
    if lines.empty:
        return
    year = years(lines)
    sums = lines[BudgetLine.original].groupby(year).transform("sum")
    due = grant(books, stage(books), *_people(books[SchoolClass]), year_starts(lines, books.today))
    totals = lines.assign(年=year, 合计=sums, 相差=(sums - due["应为"]).abs()).join(due)
    yield Hits(
        totals[~year.duplicated() & totals["应为"].notna() & (sums != totals["应为"])],
        at=BudgetLine.original,
        message="{年} 年公用经费收入 {合计:元}；{学段}学生 {学生} 人，按 {人数:.0f} 人×{标准:元}、"
        "住宿生 {住宿生} 人×{补助:元} 应为 {应为:元}，相差 {相差:元}。",
    )


def _people(classes: pd.DataFrame) -> tuple[int, int]:
    """How many pupils there are, and how many of them board."""
    counts = classes[[SchoolClass.pupils, SchoolClass.boarders]]
    if counts.empty or counts.isna().to_numpy().any():
        raise Waiting("“班级”表的学生数、住宿生数没有填全")
    pupils, boarders = counts.sum()
    return int(pupils), int(boarders)
