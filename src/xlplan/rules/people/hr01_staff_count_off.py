from collections.abc import Iterator

import pandas as pd

from xlplan.money import parse_yuan
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books, Waiting
from xlplan.tables.headcounts import wrong_sum
from xlplan.tables.office import Office, Staff
from xlplan.tables.plan import PlanText

TOTAL = "教职工总数"


@rule("HR-01", fix="核对教职工花名册，改正“单位”表里、计划里的人数。", whole=(Office, Staff))
def staff_count_off(books: Books) -> Iterator[Hits]:
    """教职工人数对不上

    “单位”表里各类人数（行政后勤人数、专职教师人数、特岗教师人数、工勤人数、安保人数）加起来要等于教职工总数；
    每一类人数、教职工总数都要等于教职工花名册里在岗的人数。没有填的项目不查，花名册空着就只查合计。
    总数对、某一类填错的，只指那一类；各类都对、总数填错的，只指总数。

    计划的内容里一句话先写总数、后面紧跟着各部分的（现有教职工69人，其中……；七年级、八年级、九年级各多少；男、女各多少），各部分加起来
    要等于总数，不等的指向内容。只写了一部分的（学生620人，其中住宿生310人）、可能重着数的（其中女教师30人、党员20人）不算。

    错：
    单位
    | 项目         | 内容   |
    | ------------ | ------ |
    | 教职工总数   | **69** |
    | 行政后勤人数 | 15     |
    | 专职教师人数 | 43     |
    | 特岗教师人数 | 17     |
    | 工勤人数     | 7      |
    | 安保人数     | 2      |

    错：
    单位
    | 项目         | 内容  |
    | ------------ | ----- |
    | 教职工总数   | 3     |
    | 行政后勤人数 | 1     |
    | 专职教师人数 | **3** |
    教职工
    | 工号 | 姓名 | 编制类别 | 状态 |
    | ---- | ---- | -------- | ---- |
    | 01   | 张三 | 行政后勤 | 在岗 |
    | 02   | 李四 | 专职教师 | 在岗 |
    | 03   | 王五 | 专职教师 | 在岗 |
    | 04   | 赵六 | 专职教师 | 离岗 |

    错：
    单位
    | 项目         | 内容  |
    | ------------ | ----- |
    | 教职工总数   | **2** |
    | 行政后勤人数 | 1     |
    | 专职教师人数 | 1     |
    教职工
    | 工号 | 姓名 | 编制类别 | 状态 |
    | ---- | ---- | -------- | ---- |
    | 01   | 张三 | 行政后勤 | 在岗 |
    | 02   | 李四 | 专职教师 | 在岗 |
    | 03   | 王五 | 安保     | 在岗 |

    错：
    单位
    | 项目         | 内容     |
    | ------------ | -------- |
    | 教职工总数   | 3        |
    | 行政后勤人数 | 1        |
    | 专职教师人数 | **两个** |

    错：
    计划
    | 学期           | 层级 | 标题     | 内容                                                                 |
    | -------------- | ---- | -------- | -------------------------------------------------------------------- |
    | 2026年秋季学期 | 0    |          | **现有教职工69人，其中行政后勤15人，专职教师43人，特岗17人，工勤7人，安保2人。** |
    | 2026年秋季学期 | 0    |          | **14个班；学生620人（七年级224人、八年级221人、九年级170人）。**     |
    | 2026年秋季学期 | 0    |          | **在校学生620名，男生330名，女生289名。**                            |

    对：
    计划
    | 学期           | 层级 | 标题     | 内容                                                                 |
    | -------------- | ---- | -------- | -------------------------------------------------------------------- |
    | 2026年秋季学期 | 0    |          | 现有教职工69人，其中行政后勤11人、专职教师34人、特岗教师15人、工勤7人、安保2人。 |
    | 2026年秋季学期 | 0    |          | 学生620人，其中住宿生310人。教职工69人，其中专职教师34人、特岗教师15人。 |
    | 2026年秋季学期 | 0    |          | 教职工69人，其中女教师30人、党员20人、本科以上60人、高级教师12人。   |
    | 2026年秋季学期 | 0    |          | 教职工69人，14个班，学生620人，七年级224人、八年级221人、九年级175人。 |
    | 2026年秋季学期 | 0    |          | 教师49人，行政后勤11人，工勤7人，安保2人，合计69人。                 |

    对：
    单位
    | 项目         | 内容 |
    | ------------ | ---- |
    | 单位名称     | 化作中学 |
    | 教职工总数   | ３   |
    | 行政后勤人数 | 1    |
    | 专职教师人数 | 2    |
    | 特岗教师人数 |      |
    教职工
    | 工号 | 姓名 | 编制类别 | 状态 |
    | ---- | ---- | -------- | ---- |
    | 01   | 张三 | 行政后勤 | 在岗 |
    | 02   | 李四 | 专职教师 | 在岗 |
    | 03   | 王五 | 专职教师 | 在岗 |
    | 04   | 赵六 | 特岗教师 | 借调 |

    对：
    单位
    | 项目       | 内容 |
    | ---------- | ---- |
    | 教职工总数 | 1    |
    教职工
    | 工号 | 姓名 | 编制类别 | 状态 |
    | ---- | ---- | -------- | ---- |
    | 01   | 张三 | 行政后勤 | 在岗 |
    """
    yield from _of_office(books)
    plan = books[PlanText]
    kinds = books[Staff].loc[lambda rows: rows[Staff.state] == "在岗", Staff.category].nunique()
    off = plan[PlanText.content].map(lambda text: wrong_sum(text, kinds))
    off = off[off.notna()]
    told = plan.loc[off.index].assign(总数=[own.total for own in off], 合计=[own.parts for own in off])
    yield Hits(told, at=PlanText.content, message="“{总数}”后面各部分加起来是 {合计}。")


def _of_office(books: Books) -> Iterator[Hits]:
    """What 单位 says of the people, against itself and against 教职工."""
    stated = _stated(books[Office])
    unread = stated["人数"].isna()
    yield Hits(stated[unread], at=Office.content, message="{项目}填的是“{内容}”，不是人数。")
    if unread.any() or stated.empty:
        return
    total, number = stated[Office.item] == TOTAL, stated["人数"].astype("int64")
    sum_of_parts = number[~total].sum()
    staff = books[Staff]
    unclear = ~(
        staff[Staff.state].isin(Staff.state.choices) & staff[Staff.category].isin(Staff.category.choices)
    )
    if unclear.any():
        raise Waiting(f"“教职工”表有 {unclear.sum()} 行没有写清编制类别或状态")
    present = staff.loc[staff[Staff.state] == "在岗", Staff.category].value_counts()
    listed = stated[Office.item].str.removesuffix("人数").map(present).fillna(0).astype("int64")
    listed = listed.mask(total, present.sum())
    off = (number != listed) & (len(staff) > 0)
    wrong_sum = total & (number != sum_of_parts) & (not total.all())
    # Where a part is off and the total is not, the part alone explains the sum.
    wrong_sum &= off | ~(off & ~total).any()
    facts = stated.assign(人数=number, 合计=sum_of_parts, 在岗=listed)
    yield Hits(
        facts.assign(相差=(number - sum_of_parts).abs())[wrong_sum],
        at=Office.content,
        message="各类人数合计 {合计}，教职工总数填的是 {人数}，相差 {相差}。",
    )
    off &= ~total | (~wrong_sum & ~(off & ~total).any())
    yield Hits(
        facts.assign(相差=(number - listed).abs())[off],
        at=Office.content,
        message="{项目}填的是 {人数}，教职工花名册里在岗 {在岗} 人，相差 {相差}。",
    )


def _stated(office: pd.DataFrame) -> pd.DataFrame:
    """The filled items about people, each once, with 人数 (NaN where the words are no whole number)."""
    items = [TOTAL, *(f"{category}人数" for category in Staff.category.choices)]
    own = office[office[Office.item].isin(items) & (office[Office.content] != "")]
    own = own[~own[Office.item].duplicated()]
    numbers = [parse_yuan(text) for text in own[Office.content]]
    whole = [float("nan") if number is None or number % 1 else float(number) for number in numbers]
    return own.assign(人数=pd.Series(whole, index=own.index, dtype="float64"))
