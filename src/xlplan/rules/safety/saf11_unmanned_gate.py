from collections.abc import Iterator

import numpy as np
import pandas as pd

from xlplan.rules import Hits, rule
from xlplan.tables import parameters
from xlplan.tables.books import Books
from xlplan.tables.office import Parameter
from xlplan.tables.safety import GateDuty

_SHIFTS = "门卫班次"


@rule("SAF-11", fix="补上这一班的值班人；没有人值的，查明原因，安排好替班。", whole=(GateDuty,))
def unmanned_gate(books: Books) -> Iterator[Hits]:
    """门卫空岗

    门卫每天有几班、从早到晚是哪几班，看参数“门卫班次”那一族；班次改了的，缺不缺从改的那天看起。从“门卫值班”表的第一班到昨天，每天的每一班都要有一行，放假也一样：中间缺的，指向缺以前最后一班的
    日期。没有值班人的，指向值班人；班次不在参数里的，指向班次。

    错：
    日期：2026-11-05
    参数
    | 参数           | 值    | 起         |
    | -------------- | ----- | ---------- |
    | 门卫班次：白班 | 7:00  | 2026-01-01 |
    | 门卫班次：夜班 | 19:00 | 2026-01-01 |
    门卫值班
    | 日期           | 班次       | 值班人     |
    | -------------- | ---------- | ---------- |
    | 2026-10-31     | 夜班       | 张三       |
    | **2026-11-01** | 白班       | 李四       |
    | 2026-11-02     | 白班       | **（空）** |
    | **2026-11-02** | 夜班       | 张三       |
    | 2026-11-04     | **中班**   | 李四       |

    对：
    日期：2026-11-03
    参数
    | 参数           | 值    | 起         |
    | -------------- | ----- | ---------- |
    | 门卫班次：白班 | 7:00  | 2026-01-01 |
    | 门卫班次：夜班 | 19:00 | 2026-01-01 |
    门卫值班
    | 日期       | 班次 | 值班人               |
    | ---------- | ---- | -------------------- |
    | 2026-10-31 | 夜班 | 张三                 |
    | 2026-11-01 | 白班 | 李四                 |
    | 2026-11-01 | 夜班 | 王五（保安公司）     |
    | 2026-11-02 | 夜班 | 李四                 |
    | 2026-11-02 | 白班 | 张三                 |

    对：
    日期：2027-01-03
    参数
    | 参数           | 值    | 起         | 止         |
    | -------------- | ----- | ---------- | ---------- |
    | 门卫班次：白班 | 7:00  | 2026-01-01 | 2026-12-31 |
    | 门卫班次：夜班 | 19:00 | 2026-01-01 | 2026-12-31 |
    | 门卫班次：早班 | 6:00  | 2027-01-01 |            |
    | 门卫班次：中班 | 14:00 | 2027-01-01 |            |
    门卫值班
    | 日期       | 班次 | 值班人 |
    | ---------- | ---- | ------ |
    | 2026-12-31 | 白班 | 张三   |
    | 2026-12-31 | 夜班 | 李四   |
    | 2027-01-01 | 早班 | 张三   |
    | 2027-01-01 | 中班 | 李四   |
    | 2027-01-02 | 早班 | 张三   |
    | 2027-01-02 | 中班 | 李四   |
    """
    duties = books[GateDuty]
    duties = duties[duties[GateDuty.date].notna()]
    if duties.empty:
        return
    shifts = list(books.family(_SHIFTS, books.today, parameters.texts).index)
    of_day = books.texts(_SHIFTS, duties[GateDuty.date], duties[GateDuty.shift]) != ""
    yield Hits(duties[duties[GateDuty.guard] == ""], at=GateDuty.guard, message="{日期} {班次}没有值班人。")
    yield Hits(
        duties[~of_day & (duties[GateDuty.shift] != "")].assign(班=f"“{'”“'.join(shifts)}”"),
        at=GateDuty.shift,
        message="班次“{班次}”不在参数“门卫班次”里，只有{班}。",
    )
    yield from _gaps(books, duties[~(duties[GateDuty.date] < _since(books, shifts))], shifts)


def _since(books: Books, shifts: list[str]) -> pd.Timestamp:
    """The day from which there are these shifts."""
    today = pd.Series([pd.Timestamp(books.today)])
    rows = [int(books.setting(f"{_SHIFTS}：{shift}", today).iloc[0]) for shift in shifts]
    return books[Parameter].loc[rows, Parameter.start].max()


def _gaps(books: Books, duties: pd.DataFrame, shifts: list[str]) -> Iterator[Hits]:
    """The shifts until yesterday that no row is of, told at the last row before them."""
    place = duties[GateDuty.shift].map({shift: at for at, shift in enumerate(shifts)})
    known = place.notna()
    first = duties[GateDuty.date].min()
    day = (duties[GateDuty.date] - first).dt.days
    turn = (day * len(shifts) + place)[known].sort_values(kind="stable")
    if turn.empty:
        return
    # A day on which a shift is called otherwise is not known to lack one.
    end = (pd.Timestamp(books.today) - first).days * len(shifts)
    lacking = np.setdiff1d(np.arange(int(turn.iloc[0]), end), turn.to_numpy())
    lacking = lacking[~np.isin(lacking // len(shifts), day[~known])]
    before = turn.index.to_numpy()[np.searchsorted(turn.to_numpy(), lacking) - 1]
    gaps = pd.Series(lacking).groupby(before).agg(["min", "max", "size"])
    names = np.array(shifts, dtype=object)
    told = duties.loc[gaps.index].assign(
        缺日=first + pd.to_timedelta(gaps["min"] // len(shifts), unit="D"),
        缺班=names[gaps["min"] % len(shifts)],
        止日=first + pd.to_timedelta(gaps["max"] // len(shifts), unit="D"),
        止班=names[gaps["max"] % len(shifts)],
        班数=gaps["size"],
    )
    one = told["班数"] == 1
    at = GateDuty.date
    yield Hits(told[one], at=at, message="{日期} {班次}以后，缺 {缺日} {缺班}的值班记录。")
    yield Hits(
        told[~one],
        at=at,
        message="{日期} {班次}以后，从 {缺日} {缺班}到 {止日} {止班}，缺 {班数} 班的值班记录。",
    )
