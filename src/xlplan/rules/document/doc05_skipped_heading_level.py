from collections.abc import Iterator

import pandas as pd

from xlplan.findings import Severity
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.headings import broken, misnumbered, number, numbered, skipped, written
from xlplan.tables.office import Term
from xlplan.tables.plan import Notice, PlanText


@rule(
    "DOC-05",
    fix="计划改层级；通知照 一、（一）1.（1）一层一层编，编号连续，一个编号另起一段。",
    basis="党政机关公文格式 GB/T 9704-2012",
    severity=Severity.WARNING,
    whole=(PlanText,),
)
def skipped_heading_level(books: Books) -> Iterator[Hits]:
    """层次序号跳级或不连续

    公文的层次是 一、（一）1.（1），一层套一层。计划里的层级每学期从 1 起，不能从 1 跳到 3、从 2 跳到 4；只用 1 和 3
    两层、整个学期都没有 2 的可以。通知的正文里段首手工编的号也这样看，还看编号是不是从一开始、一个接一个、
    每个另起一段，写法对不对：1. 不写 1、，括号用全角，括号后面没有顿号。正文只有 1.2.3. 一层的可以。
    计划指向跳了的层级，通知指向正文，一份只说第一处。

    计划的标题里手工编了号的，要和层级、和排到这里的号一样，写法也要对，指向标题；不写会自动编。计划的内容里，一个标题下面段首编的号
    （连着的几行正文一起看）断了、重了，或者下一个号没有另起一段，写在上一段里了（如“9.……10治理……”），指向那一段的内容，一个标题
    下面只说第一处；从几开始、写成 1. 还是 1、都可以。

    错：
    学期
    | 学期           | 学月     | 起日       | 止日       |
    | -------------- | -------- | ---------- | ---------- |
    | 2026年春季学期 | 第一学月 | 2026-03-01 | 2026-03-31 |
    | 2026年秋季学期 | 第一学月 | 2026-09-01 | 2026-09-30 |
    计划
    | 学期           | 层级  | 标题     |
    | -------------- | ----- | -------- |
    | 2026年秋季学期 | 1     | 指导思想 |
    | 2026年秋季学期 | **3** | 依法治校 |
    | 2026年秋季学期 | 3     | 从严治教 |
    | 2026年秋季学期 | 1     | 主要工作 |
    | 2026年秋季学期 | 2     | 安全工作 |
    | 2026年秋季学期 | **4** | 门卫     |
    | 2026年春季学期 | **2** | 指导思想 |
    | 2026年春季学期 | 2     | 基本情况 |

    错：
    | 学期           | 层级  | 标题     |
    | -------------- | ----- | -------- |
    | 2026年秋季学期 | 0     |          |
    | 2026年秋季学期 | **3** | 指导思想 |
    | 2026年秋季学期 | 1     | 主要工作 |
    | 2026年秋季学期 | **4** | 安全工作 |

    错：
    | 编号 | 标题 | 主送 | 正文 | 状态 |
    | ---- | ---- | ---- | ---- | ---- |
    | 跳号 | 放假 | 各班 | **一、时间<br>三、要求** | 草稿 |
    | 开头 | 放假 | 各班 | **二、时间<br>三、要求** | 草稿 |
    | 重号 | 放假 | 各班 | **一、时间<br>一、要求** | 草稿 |
    | 倒号 | 放假 | 各班 | **一、时间<br>二、地点<br>一、要求** | 草稿 |
    | 跳层 | 放假 | 各班 | **一、时间<br>1.上午<br>二、要求<br>（一）人员** | 草稿 |
    | 二层在先 | 放假 | 各班 | **（一）时间<br>（二）地点** | 草稿 |
    | 跳到四层 | 放假 | 各班 | **一、时间<br>（1）上午** | 草稿 |
    | 不归一 | 放假 | 各班 | **一、时间<br>1.上午<br>二、要求<br>2.人员** | 草稿 |
    | 旧序号 | 放假 | 各班 | **1、时间<br>2、地点** | 草稿 |
    | 半角 | 放假 | 各班 | **一、时间<br>(一)上午** | 草稿 |
    | 多顿号 | 放假 | 各班 | **一、时间<br>（一）、上午** | 草稿 |
    | 半边 | 放假 | 各班 | **1）时间<br>2）地点** | 草稿 |
    | 圆点 | 放假 | 各班 | **一.时间<br>二.地点** | 草稿 |
    | 缺二级 | 放假 | 各班 | **一、时间<br>（一）上午<br>（三）下午** | 草稿 |
    | 缺三级 | 放假 | 各班 | **1.时间<br>2.地点<br>4.要求** | 草稿 |
    | 十后 | 放假 | 各班 | **九、时间<br>十一、要求** | 草稿 |
    | 连写 | 放假 | 各班 | **1.值日<br>2.巡查，3治理周边<br>4.台账** | 草稿 |
    | 连段 | 放假 | 各班 | **一、时间。8日。二、地点。操场。** | 草稿 |
    | 连尾 | 放假 | 各班 | **一、时间<br>（一）8日。（二）9日。** | 草稿 |
    | 空行 | 放假 | 各班 | **各班：<br><br>　　一、时间<br><br>　　三、要求** | 草稿 |

    错：
    | 学期           | 层级 | 标题           | 内容                     |
    | -------------- | ---- | -------------- | ------------------------ |
    | 2026年秋季学期 | 1    | **一.指导思想** |                         |
    | 2026年秋季学期 | 1    | 基本情况       |                          |
    | 2026年秋季学期 | 1    | **二、工作目标** |                        |
    | 2026年秋季学期 | 2    | **1.安全工作** | 天天查。                 |

    错：
    | 学期           | 层级 | 标题     | 内容                                             |
    | -------------- | ---- | -------- | ------------------------------------------------ |
    | 2026年秋季学期 | 1    | 主要工作 |                                                  |
    | 2026年秋季学期 | 2    | 教学     | **1、备课要早<br>2、上课要实<br>4、辅导要勤**    |
    | 2026年秋季学期 | 2    | 德育     | 1.升旗。                                         |
    | 2026年秋季学期 | 0    |          | 2.班会。                                         |
    | 2026年秋季学期 | 0    |          | **2.家访。**                                     |
    | 2026年秋季学期 | 2    | 后勤     | **7、修课桌<br>8、清水沟<br>9、绿化校园10治理教育乱收费** |
    | 2026年秋季学期 | 2    | 安全     | **1.查电。2.查火。**                             |

    对：
    | 学期           | 层级 | 标题         | 内容                                               |
    | -------------- | ---- | ------------ | -------------------------------------------------- |
    | 2026年秋季学期 | 1    | 一、主要工作 | 抓好三件事。                                       |
    | 2026年秋季学期 | 2    | （一）教学   | 1、备课要早<br>2、上课要实<br>3、作业10本以内      |
    | 2026年秋季学期 | 2    | 德育         | 3.升旗。                                           |
    | 2026年秋季学期 | 0    |              | 4.班会，每班10次；共10人。                         |
    | 2026年秋季学期 | 0    |              | （1）初一（2）初二                                 |
    | 2026年秋季学期 | 1    | 保障措施     | 9.建章立制，第10条起执行，不少于10件，共开10大讲座 |

    对：
    学期
    | 学期           | 学月     | 起日       | 止日       |
    | -------------- | -------- | ---------- | ---------- |
    | 2026年春季学期 | 第一学月 | 2026-03-01 | 2026-03-31 |
    | 2026年秋季学期 | 第一学月 | 2026-09-01 | 2026-09-30 |
    计划
    | 学期           | 层级 | 标题     |
    | -------------- | ---- | -------- |
    | 2026年秋季学期 | 1    | 指导思想 |
    | 2026年秋季学期 | 0    |          |
    | 2026年春季学期 | 1    | 指导思想 |
    | 2026年秋季学期 | 2    | 安全工作 |
    | 2026年秋季学期 | 3    | 门卫     |
    | 2026年秋季学期 | 4    | 值班     |
    | 2026年秋季学期 | 1    | 保障措施 |
    | 2026年春季学期 | 3    | 依法治校 |
    | 2026年春季学期 | 3    | 从严治教 |

    对：
    学期
    | 学期           | 学月     | 起日       | 止日       |
    | -------------- | -------- | ---------- | ---------- |
    | 2026年春季学期 | 第一学月 | 2026-03-01 | 2026-03-31 |
    | 2026年秋季学期 | 第一学月 | 2026-09-01 | 2026-09-30 |
    计划
    | 学期           | 层级 | 标题     |
    | -------------- | ---- | -------- |
    | 2026年春季学期 | 1    | 主要工作 |
    | 2026年春季学期 | 二   | 安全工作 |
    | 2026年春季学期 | 3    | 门卫     |
    | 2026秋         | 2    | 后勤工作 |
    | 2026年春季学期 | 3    | 食堂     |

    对：
    | 编号 | 标题 | 主送 | 正文 | 状态 |
    | ---- | ---- | ---- | ---- | ---- |
    | 一层 | 放假 | 各班 | 为做好工作，通知如下：<br>一、时间。8日。<br>二、地点。操场。 | 草稿 |
    | 四层 | 放假 | 各班 | 一、甲<br>（一）乙<br>1.丙<br>（1）丁<br>（2）戊<br>2.己<br>（二）庚<br>二、辛 | 草稿 |
    | 两层 | 放假 | 各班 | 一、时间<br>1.上午<br>2.下午<br>二、要求<br>1.人员 | 草稿 |
    | 只有三层 | 放假 | 各班 | 1.时间<br>2.地点 | 草稿 |
    | 全角点 | 放假 | 各班 | 1．时间<br>2．地点 | 草稿 |
    | 十二 | 放假 | 各班 | 一、甲<br>二、乙<br>三、丙<br>四、丁<br>五、戊<br>六、己<br>七、庚<br>八、辛<br>九、壬<br>十、癸<br>十一、子<br>十二、丑 | 草稿 |
    | 没有编号 | 放假 | 各班 | 明天放假。 | 草稿 |
    | 年级 | 放假 | 各班 | 家长会安排：<br>一、二年级：8日<br>三、四年级：9日 | 草稿 |
    | 数 | 放假 | 各班 | 要求：<br>1.5米以上<br>11.12上午<br>1、2号楼<br>（024）5550118 | 草稿 |
    | 班 | 放假 | 各班 | （1）班：张三<br>（3）班：李四 | 草稿 |
    | 段内 | 放假 | 各班 | 一、要求：1.早到；2.带笔；5.带表。<br>二、按第（二）项办。 | 草稿 |
    | 年份 | 放假 | 各班 | 1.2026年报名<br>2.30名学生<br>3.老师 | 草稿 |
    | 工程 | 放假 | 各班 | 一、一期工程<br>二、二次供水 | 草稿 |
    """
    skips = _skips(books[PlanText], set(books[Term][Term.term]))
    first = skips["上层"] == 0
    yield Hits(
        skips[first],
        at=PlanText.level,
        message="“{标题}”是{学期}计划的第一个标题，层级填的是 {层级}，应该从 1 起。",
    )
    yield Hits(
        skips[~first],
        at=PlanText.level,
        message="“{标题}”的层级是 {层级}，排在“{上一个}”下面，跳过了层级 {缺}。",
    )
    yield from _typed(books[PlanText])
    yield from _texts(books[PlanText])
    notices = books[Notice]
    wrong = notices[Notice.body].map(misnumbered)
    yield Hits(
        notices.assign(问题=wrong)[wrong.notna()], at=Notice.body, message="“{标题}”的正文里，{问题}。"
    )


def _typed(plan: pd.DataFrame) -> Iterator[Hits]:
    """The titles whose numbers, typed by hand, are not those of their level and their place."""
    known = plan[plan[PlanText.level].isin(["0", "1", "2", "3", "4"])]
    marks = (
        known[PlanText.level]
        .groupby(known[PlanText.term])
        .transform(lambda levels: list(numbered(levels.astype(int))))
    )
    headings = known.assign(应是=marks)[(known[PlanText.level] != "0") & (known[PlanText.title] != "")]
    wrong = [
        _mistyped(*row) for row in headings[[PlanText.level, PlanText.title, "应是"]].itertuples(index=False)
    ]
    told = headings.assign(问题=pd.Series(wrong, index=headings.index, dtype="str"))
    yield Hits(told[told["问题"] != ""], at=PlanText.title, message="{问题}；序号可以不写，会自动编。")


def _mistyped(level: str, title: str, mark: str) -> str:
    typed = number(title)
    if not typed:
        return ""
    if level != str(typed.level):
        return f"层级是 {level}，标题里的序号“{typed.typed}”和它不合"
    if typed.wrong or written(typed.level, typed.count) != mark:
        return typed.wrong or f"标题里的序号是“{typed.typed}”，排到这里应是“{mark}”"
    return ""


def _texts(plan: pd.DataFrame) -> Iterator[Hits]:
    """The first paragraph below each heading at which the numbers of the running text break off."""
    wrong: dict[int, str] = {}
    below = (plan[PlanText.level] != "0").cumsum()
    for _, own in plan.groupby([plan[PlanText.term], below], sort=False):
        lines = [
            (int(row), line) for row, text in own[PlanText.content].items() for line in text.splitlines()
        ]
        if found := broken([line for _, line in lines]):
            wrong[lines[found[0]][0]] = found[1]
    told = plan.loc[list(wrong)].assign(问题=list(wrong.values()))
    yield Hits(told, at=PlanText.content, message="计划的这一段里，{问题}。")


def _skips(plan: pd.DataFrame, known: set[str]) -> pd.DataFrame:
    """The headings that skip a level: the level (0 for none) and the title above, and the level that is left out."""
    headings = plan[plan[PlanText.level] != "0"]
    written = headings[PlanText.level]
    # What is mistyped is told by TAB-08 and TAB-09: a level may be any, so nothing is skipped below it; a term is that above.
    levels = written.where(written.isin(["1", "2", "3", "4"]), "4").astype(int)
    terms = headings[PlanText.term]
    terms = terms.where(terms.isin(known)).ffill().bfill().fillna("")
    above = levels.groupby(terms).shift(fill_value=0)
    used = {term: set(own) for term, own in levels.groupby(terms)}
    # A plan begins with 一、, whatever else it uses.
    missing = [
        skipped(upper, level, used[term] | {1})
        for upper, level, term in zip(above, levels, terms, strict=True)
    ]
    facts = headings.assign(上层=above, 上一个=headings[PlanText.title].groupby(terms).shift(), 缺=missing)
    return facts[(facts["缺"] > 0) & (levels.astype(str) == written)]
