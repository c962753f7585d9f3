from collections.abc import Callable, Iterator

import pandas as pd

from xlplan.findings import Severity
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.frequency import ANY, Form, Frequency, plain, time_of_day
from xlplan.tables.office import TASKS, Reporting, Task

_WHY = "为什么"


@rule("GEN-06", fix="照“定时任务”“上报”两张表的填写说明改；用不着的，把启用改成 否。", whole=(Reporting,))
def unreadable_task(books: Books) -> Iterator[Hits]:
    """定时任务看不懂

    “定时任务”表里启用的每一行，任务、频率、时间都要看得懂，到时候才会做；启用是 否 的不看。
    任务只有夜间检查、月度报告、安全责任书、月度档案。时间写 24 小时制的几点几分。
    频率可以写每个工作日、每周一、每月最后一个工作日、每月15日、每月15日或之前的工作日、每年6月30日、开学第一天、
    上报前3天（“上报”表里每一个截止日之前），或者某一件事前几天，如个税申报前3天，这件事“上报”表里要有。
    “上报”表的截止可以写每月15日、每年6月30日、每月最后一个工作日，看不懂的就不会提醒。
    同一件事在同样的日子写了两行，一天也只会做一次，是警告，指向下面那一行。

    错：
    定时任务
    | 任务           | 频率               | 时间       | 启用 |
    | -------------- | ------------------ | ---------- | ---- |
    | **夜间检察**   | 每个工作日         | 22:00      | 是   |
    | 夜间检查       | **经常**           | 22:00      | 是   |
    | 夜间检查       | **每月32日**       | 22:00      | 是   |
    | 夜间检查       | **每年2月30日**    | 22:00      | 是   |
    | 月度报告       | 每月最后一个工作日 | **晚上**   | 是   |
    | 月度报告       | 每周一             | **25:00**  | 是   |
    | 月度报告       | **公积金汇缴前3天** | 20:00     | 是   |
    | 安全责任书     | 开学第一天         | 8:30       | 是   |
    | **安全责任书** | 开学第一天         | ０８：３０ | 是   |
    | 月度档案       | 每月十日           | 20:00      | 是   |
    | **月度档案**   | 每月 10 号         | 20:00      | 是   |
    上报
    | 事项     | 截止       | 遇休息日 |
    | -------- | ---------- | -------- |
    | 个税申报 | 每月15日   | 顺延     |
    | 年度决算 | **一二月** |          |

    错：
    定时任务
    | 任务     | 频率          | 时间  | 启用 |
    | -------- | ------------- | ----- | ---- |
    | 月度报告 | **上报前3天** | 20:00 | 是   |
    上报
    | 事项     | 截止       |
    | -------- | ---------- |
    | 年度决算 | **一二月** |

    对：
    定时任务
    | 任务       | 频率                     | 时间     | 启用 |
    | ---------- | ------------------------ | -------- | ---- |
    | 夜间检查   | 每个工作日               | 22:00    | 是   |
    | 夜间检查   | 每周日                   | 22：00   | 是   |
    | 月度报告   | 每月最后一个工作日       | 20:00    | 是   |
    | 月度报告   | 每月２５日或之前的工作日 | 20:00    | 是   |
    | 月度报告   | 上报前2天                | 20:00    | 是   |
    | 月度报告   | 《个税申报》前三天       | 20:00    | 是   |
    | 月度档案   | 每月十五日               | 20:00:00 | 是   |
    | 安全责任书 | 开学第一天               | 8:30     | 是   |
    | 全年总结   | 年底                     | 随时     | 否   |
    上报
    | 事项         | 截止               | 遇休息日 |
    | ------------ | ------------------ | -------- |
    | 个税申报     | 每月15日           | 顺延     |
    | 个税年度汇算 | 每年6月30日        | 顺延     |
    | 控辍保学报告 | 每月最后一个工作日 |          |
    """
    rows = books[Task]
    rows = rows[rows[Task.enabled] != "否"]
    strange = (rows[Task.task] != "") & ~rows[Task.task].isin(TASKS)
    yield Hits(rows[strange], Task.task, f"没有“{{任务}}”这个任务，只有{'、'.join(TASKS)}。")

    due, reporting = _read(books[Reporting], Reporting.due, Frequency.due)
    yield Hits(reporting, Reporting.due, "“{事项}”的截止{为什么}。")
    items = {plain(books[Reporting][Reporting.item][row]) for row in due.index}
    often, unreadable = _read(rows, Task.frequency, Frequency.read)
    yield Hits(unreadable, Task.frequency, "“{任务}”的频率{为什么}。")
    lost = rows.loc[[row for row, frequency in often.items() if _lost(frequency, items)]]
    yield Hits(lost, Task.frequency, "“{任务}”的频率是“{频率}”，“上报”表里没有这样的事项，或者截止看不懂。")
    times, unreadable = _read(rows, Task.time, time_of_day)
    yield Hits(unreadable, Task.time, "“{任务}”的时间{为什么}。")

    told = rows.assign(often=often, times=times)[~strange].dropna(subset=["often", "times"])
    again = told.duplicated([Task.task, "often"])
    yield Hits(told[again], Task.task, "“{任务}”在同样的日子写了两行，一天只会做一次。", Severity.WARNING)


def _read(rows: pd.DataFrame, column: str, reader: Callable[[str], object]) -> tuple[pd.Series, pd.DataFrame]:
    """What each cell means, and the rows where that cannot be told, with the reason; an empty cell is none of them."""
    meant, reasons = {}, {}
    for row, text in rows.loc[rows[column] != "", column].items():
        try:
            meant[row] = reader(text)
        except ValueError as reason:
            reasons[row] = str(reason)
    wrong = rows.loc[list(reasons)]
    return pd.Series(meant, dtype=object), wrong.assign(**{_WHY: list(reasons.values())})


def _lost(frequency: Frequency, items: set[str]) -> bool:
    """Whether a frequency hangs on a reporting date that there is not."""
    if frequency.form is not Form.BEFORE:
        return False
    return not items if frequency.item == ANY else frequency.item not in items
