from collections.abc import Iterator

import pandas as pd

from xlplan.excel.table import Column, Table
from xlplan.findings import Severity
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.document_numbers import meant, own_words, written
from xlplan.tables.links import beside, unmatched
from xlplan.tables.placeholders import placeholder
from xlplan.tables.plan import SENT, Dispatch, Notice

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

    “发文登记”表也这样查。有了这张表，断号只在那里看，“通知”里用过的号不算缺；发出去的通知，号要登记在里面，没有登记的是警告，
    登记的是另一个标题的是错误，都指向通知的发文字号。登记的第一个号以前的通知不看。

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

    错：
    通知
    | 编号 | 发文字号              | 标题             | 主送 | 正文 | 成文日期   | 状态   |
    | ---- | --------------------- | ---------------- | ---- | ---- | ---------- | ------ |
    | 甲   | 化中发〔2026〕2号     | 关于放假的通知   | 各班 | 略。 | 2026-02-02 | 已印发 |
    | 乙   | **化中发〔2026〕6号** | 关于收费的通知   | 各班 | 略。 | 2026-06-02 | 已印发 |
    | 丙   | **化中发〔2026〕9号** | 关于防汛的通知   | 各班 | 略。 | 2026-09-02 | 已印发 |
    | 丁   | **化中发〔2026〕5号** | 关于体检的通知   | 各班 | 略。 | 2026-05-02 | 已签发 |
    发文登记
    | 发文字号              | 文种 | 标题               | 主送 | 成文日期   |
    | --------------------- | ---- | ------------------ | ---- | ---------- |
    | 化中发〔2026〕4号     | 函   | 关于借用场地的函   | 镇   | 2026-04-02 |
    | 化中发〔2026〕5号     | 通知 | 关于家访的通知     | 各班 | 2026-05-02 |
    | **化中发〔2026〕8号** | 请示 | 关于经费的请示     | 局   | 2026-08-02 |

    错：
    发文登记
    | 发文字号              | 文种 | 标题               | 主送 | 成文日期   |
    | --------------------- | ---- | ------------------ | ---- | ---------- |
    | **化中发[2025]1号**   | 报告 | 关于食堂情况的报告 | 局   | 2025-12-02 |
    | **化中发〔2027〕1号** | 报告 | 关于收费情况的报告 | 局   | 2026-12-02 |

    对：
    通知
    | 编号 | 发文字号          | 标题           | 主送 | 正文 | 成文日期   | 状态   |
    | ---- | ----------------- | -------------- | ---- | ---- | ---------- | ------ |
    | 甲   | 化中发〔2026〕2号 | 关于放假的通知 | 各班 | 略。 | 2026-02-02 | 已印发 |
    | 乙   | 化中发〔2026〕6号 | 关于收费的通知 | 各班 | 略。 | 2026-06-02 | 已印发 |
    | 丙   | 化中发〔2026〕8号 | 关于防汛的通知 | 各班 | 略。 | 2026-09-02 | 草稿   |
    发文登记
    | 发文字号          | 文种 | 标题                     | 主送 | 成文日期   |
    | ----------------- | ---- | ------------------------ | ---- | ---------- |
    | 化中发〔2026〕4号 | 函   | 关于借用场地的函         | 镇   | 2026-04-02 |
    | 化中发〔2026〕5号 | 请示 | 关于经费的请示           | 局   | 2026-05-02 |
    | 化中发〔2026〕6号 | 通知 | 化作中学关于收费的通知   | 各班 | 2026-06-02 |
    | 化中发〔2026〕7号 | 报告 | 关于食堂情况的报告       | 局   | 2026-07-02 |
    """
    notices = books[Notice]
    empty = notices[Notice.document] == ""
    yield Hits(
        notices[empty & notices[Notice.state].isin(SENT)],
        at=Notice.document,
        message="“{标题}”的状态是{状态}，还没有发文字号。",
    )
    papers = books[Dispatch]
    known = _numbers(
        notices[~empty | notices[Notice.state].isin(SENT)], books.unread(Notice), Notice.document
    )
    filed = _numbers(papers, books.unread(Dispatch), Dispatch.document)
    # Where 发文登记 is kept the gaps are told there.
    yield from _told(books, Notice.document, notices[~empty], known, filed if filed.empty else None)
    yield from _told(books, Dispatch.document, papers[papers[Dispatch.document] != ""], filed, known)
    sent = notices[~empty & notices[Notice.state].isin(SENT)]
    yield from _unregistered(sent.join(known), papers.join(filed[_KEY]), filed)


_KEY = ["word", "year", "number"]


def _told(
    books: Books, at: Column, numbered: pd.DataFrame, numbers: pd.DataFrame, others: pd.DataFrame | None
) -> Iterator[Hits]:
    """What is wrong with the numbers of one sheet. ``others``: those of the other sheet, which do not lack; None: gaps are not told."""
    right = numbered[at].str.fullmatch(_RIGHT)
    # A number yet to be filled in is told by DOC-04.
    unfilled = numbered[at].map(placeholder).notna()
    malformed = numbered[~right & ~unfilled].join(numbers)
    yield Hits(
        malformed.assign(应写=[_right(*row) for row in malformed[_KEY].to_numpy()]),
        at=at,
        message="发文字号“{发文字号}”的写法不对，应写成 {应写} 这样。",
    )
    told = numbered[right & ~unfilled].join(numbers)
    other_year = _of_another_year(books, at.table, told)
    yield Hits(
        told[other_year],
        at=at,
        message="发文字号“{发文字号}”写的是 {year} 年，和成文、签发的年份不一样。",
    )
    again = ~other_year & (told["earlier"] < told.index)
    if at.table is Notice:  # of 发文登记 the sheet itself tells it
        yield Hits(told[again], at=at, message="发文字号“{发文字号}”在第 {earlier} 行已经用过。")
    own = own_words(books)
    strange = ~other_year & ~again & ~told["word"].isin(own) & bool(own)
    yield Hits(
        told[strange].assign(代字="、".join(own)),
        at=at,
        message="发文字号“{发文字号}”的代字是“{word}”，“单位”表里的发文机关代字是“{代字}”。",
        severity=Severity.WARNING,
    )
    # The missing number may be the one that cannot be told.
    every = numbers if others is None else pd.concat([numbers, others])
    if others is not None and (every["number"] > 0).all() and not (other_year | strange).any():
        yield _gaps(at, told[~again], others)


def _gaps(at: Column, told: pd.DataFrame, others: pd.DataFrame) -> Hits:
    used = {*others[_KEY].itertuples(index=False, name=None)}
    gaps = told[told["number"] > told["before"] + 1]
    lacking = [
        _listed([number for number in range(before + 1, last) if (word, year, number) not in used])
        for word, year, last, before in gaps[[*_KEY, "before"]].itertuples(index=False)
    ]
    rows = gaps.assign(缺号=pd.Series(lacking, gaps.index, dtype="str"))
    return Hits(
        rows[rows["缺号"] != ""],
        at=at,
        message="发文字号“{发文字号}”前面缺 {缺号}。",
        severity=Severity.WARNING,
    )


def _unregistered(sent: pd.DataFrame, papers: pd.DataFrame, filed: pd.DataFrame) -> Iterator[Hits]:
    """Notices that have gone out and are not in 发文登记, though it was kept already, or stand there as another paper."""
    begun = filed[filed["number"] > 0].groupby(["word", "year"])["number"].min().rename("begun")
    rows = sent[(sent["number"] > 0) & (sent["earlier"] == sent.index)].join(begun, on=["word", "year"])
    rows = rows[rows["number"] >= rows["begun"]]
    on = {name: name for name in _KEY}
    lacking = unmatched(rows, filed, on)
    yield Hits(
        lacking,
        at=Notice.document,
        message="“{标题}”的发文字号“{发文字号}”在“发文登记”里没有。",
        severity=Severity.WARNING,
    )
    both = beside(rows.drop(lacking.index), papers, on, "登记")
    titles = zip(both[Notice.title], both[f"登记{Dispatch.title}"], strict=True)
    other = [
        bool(theirs) and not (theirs in mine or mine in theirs or placeholder(mine))
        for mine, theirs in titles
    ]
    yield Hits(
        both[pd.Series(other, both.index, dtype=bool)],
        at=Notice.document,
        message="发文字号“{发文字号}”在“发文登记”里是“{登记标题}”。",
    )


def _numbers(rows: pd.DataFrame, unread: pd.DataFrame, column: Column) -> pd.DataFrame:
    """What every number means, those of rows that cannot be read too: word, year, number (0 where it cannot be told), the
    first row that has it, and the number before it of the same word and year (its own less one for the first)."""
    documents = pd.concat([rows, unread])[column].sort_index()
    numbers = meant(documents.where(documents.map(placeholder).isna()))
    first = pd.Series(numbers.index, index=numbers.index)
    numbers["earlier"] = first.groupby([numbers[name] for name in numbers]).transform("min")
    series = numbers.sort_values("number").drop_duplicates(_KEY)
    before = series.groupby(["word", "year"])["number"].shift()
    return numbers.assign(before=before).fillna({"before": numbers["number"] - 1}).astype({"before": int})


def _right(word: str, year: int, number: int) -> str:
    """A number as it should be written, or an example where it cannot be told."""
    return written(word, year, number) if number else "化中发〔2026〕8号"


def _of_another_year(books: Books, table: type[Table], told: pd.DataFrame) -> "pd.Series":
    """Whether a day is there and none is of the number's year."""
    dated = same = pd.Series(False, index=told.index)
    own = (Dispatch.date, Dispatch.signed) if table is Dispatch else (Notice.date, Notice.signed)
    for column in filter(books.has, own):
        dated = dated | told[column].notna()
        same = same | (told[column].dt.year == told["year"])
    return dated & ~same


def _listed(numbers: list[int]) -> str:
    """The numbers in words; "" for none."""
    if len(numbers) > 1 and numbers[-1] - numbers[0] == len(numbers) - 1:
        return f"{numbers[0]}号至{numbers[-1]}号"
    return "、".join(f"{number}号" for number in numbers)
