from collections.abc import Iterator

from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.safety import CLOSED, Hazard


@rule(
    "SAF-04",
    fix="请责任人以外的人到现场看过，补上整改完成日、整改后的照片、验收人和验收日；没有看过的，状态改回“整改中”。",
)
def unfit_closing(books: Books) -> Iterator[Hits]:
    """销号缺验收人或整改照片

    已销号的隐患，整改完成日、照片后、验收人、验收日都要有；验收人不能是责任人自己，整改完成日不能早于排查日期，
    验收日不能早于整改完成日。指向不对的那一格。

    错：
    隐患台账
    | 编号       | 排查日期   | 描述   | 部位 | 责任人 | 整改完成日 | 照片后     | 验收人     | 验收日         | 状态   |
    | ---------- | ---------- | ------ | ---- | ------ | ---------- | ---------- | ---------- | -------------- | ------ |
    | YH2026-001 | 2026-10-18 | 坏了   | 窗户 | 张三   | 2026-11-05 | **（空）** | **（空）** | **（空）**     | 已销号 |
    | YH2026-002 | 2026-10-18 | 坏了   | 插座 | 张三   | 2026-11-05 | 后2.jpg    | **张三**   | **2026-11-04** | 已销号 |
    | YH2026-003 | 2026-10-18 | 坏了   | 栏杆 | 张三   | **（空）** | 后3.jpg    | 李四       | 2026-11-06     | 已销号 |
    | YH2026-004 | 2026-10-18 | 坏了   | 大门 | 张三   | **2026-10-17** | 后4.jpg | 李四      | 2026-11-06     | 已销号 |

    对：
    隐患台账
    | 编号       | 排查日期   | 描述   | 部位 | 责任人 | 整改完成日 | 照片后  | 验收人 | 验收日     | 状态   |
    | ---------- | ---------- | ------ | ---- | ------ | ---------- | ------- | ------ | ---------- | ------ |
    | YH2026-001 | 2026-10-18 | 坏了   | 窗户 | 张三   | 2026-11-05 | 后1.jpg | 李四   | 2026-11-05 | 已销号 |
    | YH2026-002 | 2026-10-18 | 坏了   | 插座 | 张三   | 2026-11-05 |         |        |            | 整改中 |
    | YH2026-003 | 2026-10-18 | 坏了   | 大门 | 张三   | 2026-10-18 | 后3.jpg | 李四   | 2026-10-18 | 已销号 |
    """
    closed = books[Hazard]
    closed = closed[closed[Hazard.state] == CLOSED]
    own = closed[Hazard.acceptor]
    for column, lacking in (
        (Hazard.mended, closed[Hazard.mended].isna()),
        (Hazard.after, closed[Hazard.after] == ""),
        (Hazard.acceptor, own == ""),
        (Hazard.accepted, closed[Hazard.accepted].isna()),
    ):
        yield Hits(closed[lacking], at=column, message=f"隐患 {{编号}} 已销号，“{column}”空着。")
    yield Hits(
        closed[(own != "") & (own == closed[Hazard.owner])],
        at=Hazard.acceptor,
        message="隐患 {编号} 的验收人是责任人{责任人}自己。",
    )
    yield Hits(
        closed[closed[Hazard.mended] < closed[Hazard.found]],
        at=Hazard.mended,
        message="隐患 {编号} {排查日期} 才查到，整改完成日却是 {整改完成日}。",
    )
    yield Hits(
        closed[closed[Hazard.accepted] < closed[Hazard.mended]],
        at=Hazard.accepted,
        message="隐患 {编号} {整改完成日} 才整改好，验收日却是 {验收日}。",
    )
