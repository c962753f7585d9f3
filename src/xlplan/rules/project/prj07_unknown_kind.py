from collections.abc import Iterator

from xlplan.findings import Severity
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.projects import Project


@rule(
    "PRJ-07",
    fix="照参数“项目类别”里的写；要添一类的，先写进参数。",
    severity=Severity.WARNING,
)
def unknown_kind(books: Books) -> Iterator[Hits]:
    """项目类别不在参数里

    项目的类别要是参数“项目类别”里列的一个。分几类、叫什么（如五化三园各是什么）由学校在参数里定。空着的由 TAB-02 说。指向类别。

    错：
    日期：2026-11-30
    项目
    | 项目号 | 名称   | 类别       |
    | ------ | ------ | ---------- |
    | XM1    | 绿化带 | **绿化类** |

    对：
    日期：2026-11-30
    项目
    | 项目号 | 名称   | 类别     |
    | ------ | ------ | -------- |
    | XM1    | 绿化带 | 校园绿化 |
    | XM2    | 围墙   |          |
    """
    projects = books[Project]
    own = projects[projects[Project.kind] != ""]
    if own.empty:
        return
    unknown = ~own[Project.kind].isin(books.listed("项目类别"))
    yield Hits(own[unknown], at=Project.kind, message="“{名称}”的类别“{类别}”不在参数“项目类别”里。")
