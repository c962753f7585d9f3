import re
from collections.abc import Iterator

import pandas as pd

from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.office import Office
from xlplan.tables.plan import Notice, PlanText

_PRIMARY, _SECONDARY = "小学", "中学"
_WORDS = {_PRIMARY: "小学", _SECONDARY: "(?:初级|高级)?中学"}
_OWN = (
    # Who speaks of himself: 我们小学, 作为一所农村小学, 我校小学生; 某某小学 is a placeholder (DOC-04).
    r"(?:我们|咱们|本|我)(?:的)?{word}(?!生?毕业|升|阶段|部|时代|一样|同学|老师)",
    r"(?:作为|办成|建成|建设成?|创建|是)一?所[^，。；、\n]{{0,12}}{word}(?!生|毕业|升|的|里)",
    r"(?:我校|本校|我们学校|全校)(?:的)?{word}生(?!源|毕业|升)",
    # The organ of a title or of a signature: 松坪镇中心小学关于……的通知, 松坪镇中心小学 alone in its line.
    r"^(?!.*(?:转发|印发|学习))[^，。：\n]{{0,20}}{word}(?=关于|\d{{4}}.{{0,12}}(?:计划|总结|方案|通知)|工作计划)",
    r"^[ \u3000]*[一-龥]{{0,14}}(?:县|市|区|镇|乡|村|第.|中心|实验|完全|希望){word}[ \u3000]*$",
)
_COLUMNS = (PlanText.title, PlanText.content, Notice.title, Notice.body)


@rule("DOC-08", fix="改成本校的学段；整段是从别校抄来的，对照本校的情况重写。")
def other_kind_of_school(books: Books) -> Iterator[Hits]:
    """中学的文书里写成小学，小学的写成中学

    本校是小学还是中学，看“单位”表的单位名称，看不出来的看学段（小学；初中、高中、完全中学）；九年一贯制等两样都有的、看不出来的
    不查。计划的标题和内容、通知的标题和正文里，把自己写成另一样学校的：我们小学、本小学、作为一所农村小学、我校小学生、某镇中心小学
    关于……的通知、落款单独一行写的小学。指向那一格。说别人的不算：小学毕业生、小学升初中、附近的小学、与小学衔接、转发某小学的
    通知；“某某小学”由 DOC-04 指出。

    错：
    单位
    | 项目     | 内容             |
    | -------- | ---------------- |
    | 单位名称 | 青石县云水镇初级中学 |
    计划
    | 学期           | 层级 | 标题               | 内容                                   |
    | -------------- | ---- | ------------------ | -------------------------------------- |
    | 2026年秋季学期 | 1    | 基本情况           | **我们小学地处镇上，有14个班。**       |
    | 2026年秋季学期 | 1    | 工作目标           | **努力建成一所有特色的农村小学。**     |
    | 2026年秋季学期 | 2    | **本小学的三件事** | **抓好我校小学生的行为习惯。**         |
    通知
    | 编号 | 标题                           | 主送 | 正文                          | 状态 |
    | ---- | ------------------------------ | ---- | ----------------------------- | ---- |
    | T1   | **云水镇中心小学关于放假的通知** | 各班 | **明天放假。<br>云水镇中心小学** | 草稿 |

    错：
    单位
    | 项目     | 内容         |
    | -------- | ------------ |
    | 单位名称 | 云水学校     |
    | 学段     | 小学         |
    计划
    | 学期           | 层级 | 标题     | 内容                             |
    | -------------- | ---- | -------- | -------------------------------- |
    | 2026年秋季学期 | 1    | 基本情况 | **我们中学有教职工69人。**       |
    | 2026年秋季学期 | 1    | 工作目标 | **作为一所寄宿制初级中学，要管好宿舍。** |

    对：
    单位
    | 项目     | 内容             |
    | -------- | ---------------- |
    | 单位名称 | 青石县云水镇初级中学 |
    | 学段     | 初中             |
    计划
    | 学期           | 层级 | 标题           | 内容                                             |
    | -------------- | ---- | -------------- | ------------------------------------------------ |
    | 2026年秋季学期 | 1    | 与小学的衔接   | 摸清小学毕业生去向，小学生升入我校的不少一人。   |
    | 2026年秋季学期 | 1    | 我校小学毕业新生 | 到云水镇中心小学、附近的小学走访；中小学生守则上墙。 |
    | 2026年秋季学期 | 2    | 学习           | 我们中学要办好；我们小学时代的老师来讲座。       |
    | 2026年秋季学期 | 2    | 某某小学概况   | 转发云水镇中心小学关于防溺水的通知。             |
    通知
    | 编号 | 标题                             | 主送 | 正文                   | 状态 |
    | ---- | -------------------------------- | ---- | ---------------------- | ---- |
    | T1   | 转发云水镇中心小学关于防溺水的通知 | 各班 | 请云水镇中心小学参加。 | 草稿 |

    对：
    单位
    | 项目     | 内容               |
    | -------- | ------------------ |
    | 单位名称 | 云水九年一贯制学校 |
    | 学段     | 小学、初中         |
    计划
    | 学期           | 层级 | 标题     | 内容               |
    | -------------- | ---- | -------- | ------------------ |
    | 2026年秋季学期 | 1    | 基本情况 | 我们小学有十二个班 |
    """
    other = _other(books[Office])
    if not other:
        return
    written = re.compile("|".join(_OWN).format(word=_WORDS[other]), re.MULTILINE)
    for column in _COLUMNS:
        rows = books[column.table]
        told = rows[column].map(lambda text: found[0].strip() if (found := written.search(text)) else "")
        told = pd.Series(told, index=rows.index, dtype="str")
        yield Hits(
            rows.assign(写成=told)[told != ""],
            at=column,
            message=f"本校不是{other}，“{column}”里写成了“{{写成}}”。",
        )


def _other(office: pd.DataFrame) -> str:
    """What the school is not, "" where it is both or nobody knows."""
    for item in ("单位名称", "学段"):
        said = "".join(office.loc[office[Office.item] == item, Office.content])
        primary = "小学" in said.replace("中小学", "")
        secondary = bool(re.search("中学|初中|高中", said))
        if "九年" in said or "中小学" in said or (primary and secondary):
            return ""
        if primary or secondary:
            return _SECONDARY if primary else _PRIMARY
    return ""
