from collections.abc import Iterator

import pandas as pd

from xlplan.findings import Severity
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.plan import Inspection

_WRITTEN = (Inspection.problem, Inspection.owner, Inspection.due)


@rule("PLN-08", fix="写明是什么问题、谁改、什么时候改好；改好了的，填整改完成日。")
def problem_left_open(books: Books) -> Iterator[Hits]:
    """检查出的问题没有人改，或者过期没有改好

    “检查”表里结果是“有问题”的，要写明问题、责任人和整改期限，空着的指向空着的那一格。整改期限过了还没有填整改完成日的，
    指向整改完成日；到期当天不算过期。整改完成日早于检查那天的，也指向它。结果是“合格”、又写了问题的，指向结果，是警告。

    错：
    日期：2026-11-30
    检查
    | 日期       | 类别     | 对象 | 检查人 | 结果     | 问题       | 责任人     | 整改期限   | 整改完成日     |
    | ---------- | -------- | ---- | ------ | -------- | ---------- | ---------- | ---------- | -------------- |
    | 2026-11-10 | 宿舍检查 | 宿舍 | 张三   | 有问题   | **（空）** | 李四       | 2026-12-04 |                |
    | 2026-11-10 | 宿舍检查 | 宿舍 | 张三   | 有问题   | 地漏堵塞   | **（空）** | **（空）** |                |
    | 2026-11-10 | 食堂检查 | 厨房 | 张三   | 有问题   | 冰柜结霜   | 李四       | 2026-11-29 | **（空）**     |
    | 2026-11-10 | 食堂检查 | 厨房 | 张三   | 有问题   | 地面湿滑   | 李四       | 2026-11-20 | **2026-10-12** |
    | 2026-11-10 | 教学常规 | 教案 | 张三   | **合格** | 缺两本教案 |            |            |                |

    对：
    日期：2026-11-30
    检查
    | 日期       | 类别     | 对象 | 检查人 | 结果   | 问题     | 责任人 | 整改期限   | 整改完成日 |
    | ---------- | -------- | ---- | ------ | ------ | -------- | ------ | ---------- | ---------- |
    | 2026-11-10 | 宿舍检查 | 宿舍 | 张三   | 有问题 | 地漏堵塞 | 李四   | 2026-11-30 |            |
    | 2026-11-10 | 食堂检查 | 厨房 | 张三   | 有问题 | 冰柜结霜 | 李四   | 2026-11-12 | 2026-11-20 |
    | 2026-11-10 | 教学常规 | 教案 | 张三   | 合格   | 无       |        |            |            |
    """
    checks = books[Inspection]
    found = checks[checks[Inspection.outcome] == "有问题"]
    for column in _WRITTEN:
        yield Hits(
            found[found[column].isna() if column is Inspection.due else found[column] == ""],
            at=column,
            message=f"{{日期}} 的{{类别}}查出了问题，没有写{column}。",
        )
    open_ = found[found[Inspection.mended].isna()]
    yield Hits(
        open_[open_[Inspection.due] < pd.Timestamp(books.today)],
        at=Inspection.mended,
        message="{日期} 的{类别}查出“{问题}”，整改期限是 {整改期限}，还没有改好。",
    )
    yield Hits(
        found[found[Inspection.mended] < found[Inspection.date]],
        at=Inspection.mended,
        message="{整改完成日} 改好的，{日期} 才查出来，日期不对。",
    )
    fine = checks[checks[Inspection.outcome] == "合格"]
    yield Hits(
        fine[~fine[Inspection.problem].str.fullmatch("|无|没有|没有问题|未发现问题")],
        at=Inspection.outcome,
        message="{日期} 的{类别}写了问题“{问题}”，结果却是合格。",
        severity=Severity.WARNING,
    )
