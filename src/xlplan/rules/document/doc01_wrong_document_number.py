from collections.abc import Iterator

import pandas as pd

from xlplan.findings import Severity
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.document_numbers import meant, own_words, written
from xlplan.tables.placeholders import placeholder
from xlplan.tables.plan import SENT, Notice

_RIGHT = r"[^\s〔〕]+〔20[0-9]{2}〕[1-9][0-9]*号"


@rule(
    "DOC-01",
    fix="照“机关代字〔年份〕序号号”编，一年从头编一次，不重不漏；别的文种用的号、作废的号，补登一行或在“豁免”里写明。",
    basis="党政机关公文格式 GB/T 9704-2012",
)
def wrong_document_number(books: Books) -> Iterator[Hits]:
    """发文字号重复、断号或格式错

    发文字号写成 化中发〔2026〕8号：六角括号，年份四位，序号前面没有 0、没有“第”，中间没有空格。一个号只用一次；同一代字、
    同一年的号从表里最小的到最大的，中间不能缺（有一个号认不出来的，先不查缺号）。年份要和成文或签发的年份一样。
    已签发、已印发的要有号，草稿可以没有。代字和“单位”表里发文机关代字不一样的是警告；代字有几个的，在“单位”表里用顿号分开。
    断号也是警告：缺的号可能给了别的文种，缺号后面的那一份照样发。指向发文字号，断号指向缺号后面的那一个。

    错：
    | 编号 | 发文字号               | 标题 | 主送 | 正文 | 状态   |
    | ---- | ---------------------- | ---- | ---- | ---- | ------ |
    | 甲   | **化中发[2026]1号**    | 放假 | 各班 | 略。 | 草稿   |
    | 乙   | **化中发（2026）2号**  | 收费 | 各班 | 略。 | 草稿   |
    | 丙   | **化中发〔26〕3号**    | 防汛 | 各班 | 略。 | 草稿   |
    | 丁   | **化中发〔2026〕04号** | 体检 | 各班 | 略。 | 草稿   |
    | 戊   | **化中发〔2026〕第5号** | 家访 | 各班 | 略。 | 草稿  |
    | 己   | **化中发〔2026〕6**    | 停水 | 各班 | 略。 | 草稿   |
    | 庚   | **〔2026〕7号**        | 停电 | 各班 | 略。 | 草稿   |
    | 辛   | **化中发2026-8**       | 值班 | 各班 | 略。 | 草稿   |
    | 壬   | **化中发【2026】9号**  | 考试 | 各班 | 略。 | 草稿   |
    | 癸   | **化中发 〔2026〕10号** | 评比 | 各班 | 略。 | 草稿  |
    | 子   | **化中发〔2026年〕11号** | 大扫除 | 各班 | 略。 | 草稿 |
    | 丑   | **化中发〔2026〕十二号** | 运动会 | 各班 | 略。 | 草稿 |
    | 寅   | **化中发〔２０２６〕13号** | 篮球赛 | 各班 | 略。 | 草稿 |
    | 卯   | **化中发〔2026〕0号**  | 月考 | 各班 | 略。 | 草稿   |
    | 辰   | **化中发〔2026〕14号文件** | 期考 | 各班 | 略。 | 草稿 |

    错：
    | 编号 | 发文字号             | 标题 | 主送 | 正文 | 状态   |
    | ---- | -------------------- | ---- | ---- | ---- | ------ |
    | 甲   | **（空）**           | 放假 | 各班 | 略。 | 已签发 |
    | 乙   | **（空）**           | 收费 | 各班 | 略。 | 已印发 |
    | 丙   | 化中发〔2026〕3号    | 防汛 | 各班 | 略。 | 已印发 |
    | 丁   | 化中发〔2026〕8号    | 体检 | 各班 | 略。 | 已印发 |
    | 戊   | **化中发〔2026〕8号** | 体检 | 各班 | 略。 | 草稿  |

    错：
    | 编号 | 发文字号                | 标题 | 主送 | 正文 | 状态   |
    | ---- | ----------------------- | ---- | ---- | ---- | ------ |
    | 甲   | 化中发〔2025〕40号      | 放假 | 各班 | 略。 | 已印发 |
    | 乙   | **化中发〔2026〕21号**  | 收费 | 各班 | 略。 | 已印发 |
    | 丙   | 化中发〔2026〕19号      | 防汛 | 各班 | 略。 | 已印发 |
    | 丁   | **化中发〔2026〕25号**  | 体检 | 各班 | 略。 | 草稿   |
    | 戊   | **化中发〔2026〕19号**  | 家访 | 各班 | 略。 | 已签发 |
    | 己   | 化中发〔2026〕26号      | 停水 | 各班 | 略。 | 已签发 |

    错：
    单位
    | 项目         | 内容   |
    | ------------ | ------ |
    | 发文机关代字 | 化中发 |
    通知
    | 编号 | 发文字号               | 标题 | 主送 | 正文 | 签发日期   | 成文日期   | 状态   |
    | ---- | ---------------------- | ---- | ---- | ---- | ---------- | ---------- | ------ |
    | 甲   | 化中发〔2026〕1号      | 放假 | 各班 | 略。 | 2026-09-28 | 2026-09-28 | 已印发 |
    | 乙   | **化中法〔2026〕2号**  | 收费 | 各班 | 略。 |            | 2026-09-28 | 已印发 |
    | 丙   | **化中发〔2025〕3号**  | 防汛 | 各班 | 略。 |            | 2026-09-28 | 已印发 |
    | 丁   | **化中发〔2027〕4号**  | 体检 | 各班 | 略。 | 2026-09-28 |            | 已印发 |
    | 戊   | 化中发〔2026〕5号      | 家访 | 各班 | 略。 | 2026-09-28 | 2025-09-28 | 已印发 |

    对：
    单位
    | 项目         | 内容             |
    | ------------ | ---------------- |
    | 发文机关代字 | 化中发、化中党发 |
    通知
    | 编号 | 发文字号            | 标题 | 主送 | 正文 | 成文日期   | 状态   |
    | ---- | ------------------- | ---- | ---- | ---- | ---------- | ------ |
    | 甲   | 化中发〔2026〕9号   | 放假 | 各班 | 略。 | 2026-09-28 | 已印发 |
    | 乙   | 化中发〔2026〕8号   | 收费 | 各班 | 略。 | 2026-09-25 | 已签发 |
    | 丙   |                     | 防汛 | 各班 | 略。 |            | 草稿   |
    | 丁   | 化中党发〔2026〕3号 | 体检 | 各班 | 略。 | 2026-09-28 | 草稿   |
    | 戊   | 化中发〔2027〕1号   | 家访 | 各班 | 略。 |            | 草稿   |
    | 己   | 化中发〔2026〕XX号  | 停水 | 各班 | 略。 |            | 草稿   |
    | 庚   | XX发〔2026〕10号    | 停电 | 各班 | 略。 |            | 草稿   |
    | 辛   | 化中发〔2026〕11号  | 值班 | 各班 | 略。 |            | 草稿   |
    """
    notices = books[Notice]
    empty = notices[Notice.document] == ""
    yield Hits(
        notices[empty & notices[Notice.state].isin(SENT)],
        at=Notice.document,
        message="“{标题}”的状态是{状态}，还没有发文字号。",
    )
    numbered = notices[~empty]
    right = numbered[Notice.document].str.fullmatch(_RIGHT)
    # A number yet to be filled in is told by DOC-04.
    unfilled = numbered[Notice.document].map(placeholder).notna()
    numbers = _numbers(books)
    malformed = numbered[~right & ~unfilled].join(numbers)
    yield Hits(
        malformed.assign(应写=[_right(*row) for row in malformed[["word", "year", "number"]].to_numpy()]),
        at=Notice.document,
        message="发文字号“{发文字号}”的写法不对，应写成 {应写} 这样。",
    )
    told = numbered[right & ~unfilled].join(numbers)
    other_year = _of_another_year(books, told)
    yield Hits(
        told[other_year],
        at=Notice.document,
        message="发文字号“{发文字号}”写的是 {year} 年，和成文、签发的年份不一样。",
    )
    again = ~other_year & (told["earlier"] < told.index)
    yield Hits(told[again], at=Notice.document, message="发文字号“{发文字号}”在第 {earlier} 行已经用过。")
    own = own_words(books)
    strange = ~other_year & ~again & ~told["word"].isin(own) & bool(own)
    yield Hits(
        told[strange].assign(代字="、".join(own)),
        at=Notice.document,
        message="发文字号“{发文字号}”的代字是“{word}”，“单位”表里的发文机关代字是“{代字}”。",
        severity=Severity.WARNING,
    )
    # The missing number may be the one that cannot be told.
    if (numbers["number"] > 0).all() and not (other_year | strange).any():
        gaps = told[~again & (told["number"] > told["before"] + 1)]
        yield Hits(
            gaps.assign(缺号=[_listed(*ends) for ends in zip(gaps["before"], gaps["number"], strict=True)]),
            at=Notice.document,
            message="发文字号“{发文字号}”前面缺 {缺号}。",
            severity=Severity.WARNING,
        )


def _numbers(books: Books) -> pd.DataFrame:
    """What every number means, those of rows that cannot be read too: word, year, number (0 where it cannot be told), the
    first row that has it, and the number before it of the same word and year (its own less one for the first)."""
    notices = books[Notice]
    due = notices[(notices[Notice.document] != "") | notices[Notice.state].isin(SENT)]
    documents = pd.concat([due, books.unread(Notice)])[Notice.document].sort_index()
    numbers = meant(documents.where(documents.map(placeholder).isna()))
    rows = pd.Series(numbers.index, index=numbers.index)
    numbers["earlier"] = rows.groupby([numbers[name] for name in numbers]).transform("min")
    series = numbers.sort_values("number").drop_duplicates(["word", "year", "number"])
    before = series.groupby(["word", "year"])["number"].shift()
    return numbers.assign(before=before).fillna({"before": numbers["number"] - 1}).astype({"before": int})


def _right(word: str, year: int, number: int) -> str:
    """A number as it should be written, or an example where it cannot be told."""
    return written(word, year, number) if number else "化中发〔2026〕8号"


def _of_another_year(books: Books, told: pd.DataFrame) -> "pd.Series":
    """Whether a day is there and none is of the number's year."""
    dated = same = pd.Series(False, index=told.index)
    for column in filter(books.has, (Notice.date, Notice.signed)):
        dated = dated | told[column].notna()
        same = same | (told[column].dt.year == told["year"])
    return dated & ~same


def _listed(before: int, number: int) -> str:
    """The numbers between two."""
    first, last = before + 1, number - 1
    return f"{first}号" if first == last else f"{first}号至{last}号"
