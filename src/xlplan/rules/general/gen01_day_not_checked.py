from collections.abc import Iterator

from xlplan.rules import Hits, rule
from xlplan.tables.books import Books, Waiting
from xlplan.tables.calendar import Calendar, unchecked
from xlplan.tables.office import NIGHTLY, SpecialDay, Task, Term


@rule("GEN-01", fix="运行 xlplan nightly --date 补上那一天的检查，再看定时任务为什么没有做。")
def day_not_checked(books: Books) -> Iterator[Hits]:
    """上一工作日未完成每日检查

    台账每个工作日都要检查一次。今天以前最近的那个工作日，运行记录里没有检查过，就是漏了：电脑关着，出了错，或者没有人叫它做。
    指向“定时任务”表里夜间检查的那一行。从记录里第一次检查的那一天算起，再以前的不算漏；哪些天是工作日，看“特殊日”表和国家的放假安排。
    读不出运行记录的，等它能读了再说。

    错：
    日期：2026-11-24
    检查记录：2026-11-18、2026-11-19
    定时任务
    | 任务         | 频率               | 时间  | 启用 |
    | ------------ | ------------------ | ----- | ---- |
    | 月度报告     | 每月最后一个工作日 | 20:00 | 是   |
    | **夜间检查** | 每个工作日         | 22:00 | 是   |

    错：
    日期：2026-10-12
    检查记录：2026-10-09
    定时任务
    | 任务         | 频率       | 时间  | 启用 |
    | ------------ | ---------- | ----- | ---- |
    | **夜间检查** | 每个工作日 | 22:00 | 是   |

    10 月 10 日是星期六，但调休上班，所以上一例漏了它；特殊日填了放假，就不漏：

    对：
    日期：2026-10-12
    检查记录：2026-10-09
    定时任务
    | 任务     | 频率       | 时间  | 启用 |
    | -------- | ---------- | ----- | ---- |
    | 夜间检查 | 每个工作日 | 22:00 | 是   |
    特殊日
    | 日期       | 类型 | 名称   |
    | ---------- | ---- | ------ |
    | 2026-10-10 | 放假 | 运动会 |

    对：
    日期：2026-11-23
    检查记录：2026-11-19、2026-11-20
    定时任务
    | 任务     | 频率       | 时间  | 启用 |
    | -------- | ---------- | ----- | ---- |
    | 夜间检查 | 每个工作日 | 22:00 | 是   |

    今天才开始检查的：

    对：
    日期：2026-11-24
    检查记录：2026-11-24
    定时任务
    | 任务     | 频率       | 时间  | 启用 |
    | -------- | ---------- | ----- | ---- |
    | 夜间检查 | 每个工作日 | 22:00 | 是   |
    """
    tasks = books[Task]
    if books.checked is None:
        raise Waiting("运行记录读不出来")
    missed = unchecked(Calendar(books[SpecialDay], books[Term]), books.checked, books.today)
    if missed:
        nightly = tasks[tasks[Task.task] == NIGHTLY].head(1)
        last = max(day for day in books.checked if day < missed)
        yield Hits(
            nightly.assign(漏=f"{missed}", 上次=f"{last}"), at=Task.task,
            message="上一个工作日 {漏} 没有检查，在它以前最近一次检查的是 {上次}。",
        )  # fmt: skip
