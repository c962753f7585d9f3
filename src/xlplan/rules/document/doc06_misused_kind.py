import re
from collections.abc import Iterator

import pandas as pd

from xlplan.excel.table import Column
from xlplan.findings import Severity
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.plan import Dispatch, Notice

_ASKS = re.compile(
    r"[请望](?:领导|上级|县局|贵局)?(?:予以?|给予)?(?:批示|批复|批准|审批|审定|核准|同意)|[妥当]否|恳请"
    r"|请求(?:上级|县局|贵局)?(?:予以?|给予)?(?:解决|拨|批|同意|支持|增|追加|核|协调|安排)"
)
"""What asks for a decision."""
_PLAIN = re.compile(r"(?:公示|责任书|计划|方案|总结)(?:[（(][^（）()]*[）)])?")
_SEVERAL = re.compile(
    r"(?:一是|（一）|(?:^|[。；\s])一、|(?:^|[。；\s：])1[.．、]).*(?:二是|（二）|二、|2[.．、])|[另并同再](?:时)?请求?",
    re.DOTALL,
)
"""More than one matter: numbered, or another one after it."""
_BETWEEN = re.compile(r"[、，,；;\n]")


@rule(
    "DOC-06",
    fix="要上级批的另写请示，一事一请，主送一个机关；公示、责任书、计划、方案不编发文字号，要印发的用通知。",
)
def misused_kind(books: Books) -> Iterator[Hits]:
    """报告夹带请示，公示、计划套红头

    报告是汇报工作的，不得夹带请示：标题里有“恳请”“请批准”“请求”“妥否”这些话的，指向标题，正文摘要里有的，指向正文摘要。
    请示一份只请一件事，只主送一个机关：正文摘要里写了一、二几件事，或者“并请”“另请”的，指向正文摘要，是警告；主送里写了几个的，
    指向主送。公示、责任书、计划、方案、总结不是公文，不编发文字号：标题以它们结尾的，指向发文字号，“通知”表和“发文登记”都看；
    “关于印发某某计划的通知”可以。标题最后写的文种和文种一栏不一样的，指向文种。

    错：
    发文登记
    | 发文字号                | 文种     | 标题                           | 主送                 | 正文摘要                             |
    | ----------------------- | -------- | ------------------------------ | -------------------- | ------------------------------------ |
    | 化中发〔2026〕1号       | 报告     | 关于食堂自查情况的报告         | 县教育局             | **自查情况；恳请拨付维修经费2万元。** |
    | 化中发〔2026〕2号       | 报告     | **关于请求解决维修经费的报告** | 县教育局             | 校舍漏雨情况。                       |
    | 化中发〔2026〕3号       | 报告     | 关于校舍情况的报告             | 县教育局             | **校舍漏雨情况。妥否，请批示。**     |
    | 化中发〔2026〕4号       | 请示     | 关于解决维修经费的请示         | **县教育局、县财政局** | 请求解决维修经费2万元。            |
    | 化中发〔2026〕5号       | 请示     | 关于维修和用人的请示           | 县教育局             | **一是解决维修经费2万元；二是增加宿管员一名。** |
    | 化中发〔2026〕6号       | 请示     | 关于解决维修经费的请示         | 县教育局             | **请求解决维修经费，并请增加宿管员。** |
    | **化中发〔2026〕7号**   | 通知     | 九月财务收支公示               | 各处室               | 收支情况。                           |
    | **化中发〔2026〕8号**   | 决定     | 2026年秋季学期工作计划         | 各处室               | 工作计划。                           |
    | 化中发〔2026〕9号       | **报告** | 关于增加宿管员的请示           | 县教育局             | 增加宿管员一名。                     |
    通知
    | 编号 | 发文字号               | 标题                   | 主送 | 正文 | 状态   |
    | ---- | ---------------------- | ---------------------- | ---- | ---- | ------ |
    | 甲   | **化中发〔2026〕10号** | 防震演练方案           | 各班 | 略。 | 已印发 |

    对：
    发文登记
    | 发文字号           | 文种 | 标题                                 | 主送     | 正文摘要                         |
    | ------------------ | ---- | ------------------------------------ | -------- | -------------------------------- |
    | 化中发〔2026〕1号  | 报告 | 关于食堂自查情况的报告               | 县教育局 | 自查情况和整改结果。特此报告。   |
    | 化中发〔2026〕2号  | 请示 | 关于解决维修经费的请示               | 县教育局 | 请求解决维修经费2万元。妥否，请批示。 |
    | 化中发〔2026〕3号  | 通知 | 关于印发2026年秋季学期工作计划的通知 | 各处室、各班 | 印发计划。                   |
    | 化中发〔2026〕4号  | 函   | 关于借用场地的复函                   | 镇政府   | 商请借用场地，请予支持。         |
    | 化中发〔2026〕5号  | 报告 | 关于2026年收费自查情况的报告（续）   | 县教育局 | 请示批复以后的落实情况。         |
    | 化中发〔2026〕6号  | 报告 | 关于图书室开放情况的报告             | 县教育局 | 应家长请求周末开放；申请解决的经费已经到位。 |
    通知
    | 编号 | 发文字号          | 标题         | 主送 | 正文 | 状态 |
    | ---- | ----------------- | ------------ | ---- | ---- | ---- |
    | 甲   |                   | 防震演练方案 | 各班 | 略。 | 草稿 |
    """
    yield from _numbered(books[Notice], Notice.document, Notice.title)
    papers = books[Dispatch]
    yield from _numbered(papers, Dispatch.document, Dispatch.title)
    title, body = papers[Dispatch.title], papers[Dispatch.body]
    said = title.str.extract(f"({'|'.join(Dispatch.kind.choices)})(?:[（(][^（）()]*[）)])?$", expand=False)
    other = said.notna() & (said != papers[Dispatch.kind])
    yield Hits(
        papers.assign(写的=said)[other],
        at=Dispatch.kind,
        message="“{标题}”写的是{写的}，文种填的是{文种}。",
    )
    report = (papers[Dispatch.kind] == "报告") & ~other
    for column, text in ((Dispatch.title, title), (Dispatch.body, body)):
        yield Hits(
            papers[report & text.str.contains(_ASKS)],
            at=column,
            message="报告“{标题}”里夹带了请示，要上级批的另写请示。",
        )
    asked = papers[(papers[Dispatch.kind] == "请示") & ~other]
    yield Hits(
        asked[asked[Dispatch.addressees].str.contains(_BETWEEN)],
        at=Dispatch.addressees,
        message="请示“{标题}”主送了“{主送}”，只能主送一个机关。",
    )
    yield Hits(
        asked[asked[Dispatch.body].str.contains(_SEVERAL)],
        at=Dispatch.body,
        message="请示“{标题}”看起来请了几件事，请示要一事一请。",
        severity=Severity.WARNING,
    )


def _numbered(rows: pd.DataFrame, document: Column, title: Column) -> Iterator[Hits]:
    """Papers that are no official ones and have a number all the same."""
    plain = rows[title].str.contains(f"{_PLAIN.pattern}$")
    yield Hits(
        rows[plain & (rows[document] != "")],
        at=document,
        message="“{标题}”不是公文，不编发文字号“{发文字号}”。",
    )
