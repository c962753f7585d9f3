from collections.abc import Iterator

import pandas as pd

from xlplan.money import parse_yuan
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books, Waiting
from xlplan.tables.office import Office, Staff

TOTAL = "教职工总数"


@rule("HR-01", fix="核对教职工花名册，改正“单位”表里的人数。", whole=True)
def staff_count_off(books: Books) -> Iterator[Hits]:
    """教职工人数对不上

    “单位”表里各类人数（行政后勤人数、专职教师人数、特岗教师人数、工勤人数、安保人数）加起来要等于教职工总数；
    每一类人数、教职工总数都要等于教职工花名册里在岗的人数。没有填的项目不查，花名册空着就只查合计。
    总数对、某一类填错的，只指那一类；各类都对、总数填错的，只指总数。

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
