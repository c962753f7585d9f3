from collections.abc import Iterator

from xlplan.findings import Severity
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.plan import WorkItem


@rule("PLN-01", fix="填上负责这件事的人；不做了的，把状态改成“取消”。", severity=Severity.WARNING)
def work_without_owner(books: Books) -> Iterator[Hits]:
    """工作没有责任人

    工作安排里每件事都要有一个责任人，写了牵头部门也不能代替。取消的事不用填。指向空着的责任人。

    错：
    | 学期           | 学月     | 事项     | 牵头部门 | 责任人     | 状态   |
    | -------------- | -------- | -------- | -------- | ---------- | ------ |
    | 2026年秋季学期 | 第一学月 | 报到注册 | 教导处   | 张三       | 已完成 |
    | 2026年秋季学期 | 第二学月 | 飞行检测 | 教导处   | **（空）** | 未开始 |
    | 2026年秋季学期 | 第一学月 | 校园绿化 |          | **（空）** | 已完成 |

    对：
    | 学期           | 学月     | 事项     | 责任人 | 状态   |
    | -------------- | -------- | -------- | ------ | ------ |
    | 2026年秋季学期 | 第一学月 | 报到注册 | 张三   | 未开始 |
    | 2026年秋季学期 | 第一学月 | 秋游     |        | 取消   |
    """
    items = books[WorkItem]
    yield Hits(
        items[(items[WorkItem.owner] == "") & (items[WorkItem.state] != "取消")],
        at=WorkItem.owner,
        message="{学月}的“{事项}”没有写责任人。",
    )
