from collections.abc import Iterator

import pandas as pd

from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.safety import FireGear

_CHECKED, _FIRST, _AGAIN, _LIFE = "消防器材检查天数", "灭火器首次维修", "灭火器维修间隔", "灭火器报废"
_SCRAPPED = "已报废"


@rule(
    "SAF-12",
    fix="逐具检查，填检查日；到期的送有资质的单位维修，填维修日；到年限的换新的，状态改成“已报废”。",
    basis="消防法第十六条",
)
def fire_gear_unfit(books: Books) -> Iterator[Hits]:
    """消防器材没有检查，或者到期没有维修、报废

    消防器材（已报废的不看）每过参数“消防器材检查天数”要检查一次，指向检查日。灭火器按种类：从出厂日算，到了“灭火器报废”年限的要报废，指向出厂日；没有到的，
    从出厂日过了“灭火器首次维修”、或者从上次维修过了“灭火器维修间隔”那么多年的要维修，指向维修日。参数里没有的种类不看年限。

    错：
    日期：2026-11-30
    消防器材
    | 器材号 | 种类           | 出厂日         | 检查日         | 维修日         | 状态 |
    | ------ | -------------- | -------------- | -------------- | -------------- | ---- |
    | MF-001 | 干粉灭火器     | **2016-11-29** | 2026-11-25     | 2025-05-06     | 完好 |
    | MF-002 | 干粉灭火器     | 2021-11-29     | 2026-11-25     | **（空）**     | 完好 |
    | MF-003 | 干粉灭火器     | 2019-05-06     | 2026-11-25     | **2024-05-06** | 完好 |
    | MT-001 | 二氧化碳灭火器 | 2023-05-06     | **2026-10-29** |                | 完好 |
    | XHS-01 | 消火栓         | 2013-06-01     | **2026-09-25** |                | 待修 |

    对：
    日期：2026-11-30
    消防器材
    | 器材号 | 种类           | 出厂日     | 检查日     | 维修日     | 状态   |
    | ------ | -------------- | ---------- | ---------- | ---------- | ------ |
    | MF-001 | 干粉灭火器     | 2016-11-29 | 2026-09-25 | 2025-05-06 | 已报废 |
    | MF-002 | 干粉灭火器     | 2021-11-30 | 2026-10-30 |            | 完好   |
    | MF-003 | 干粉灭火器     | 2019-05-06 | 2026-11-25 | 2024-12-06 | 完好   |
    | XHS-01 | 消火栓         | 2013-06-01 | 2026-11-25 |            | 完好   |
    """
    gear = books[FireGear]
    gear = gear[gear[FireGear.state] != _SCRAPPED]
    if gear.empty:
        return
    today = pd.Series(pd.Timestamp(books.today), index=gear.index)
    days, most = (today - gear[FireGear.checked]).dt.days, books.numbers(_CHECKED, today)
    yield Hits(
        gear.assign(天数=days, 最多=most)[days > most],
        at=FireGear.checked,
        message="{位置}的{种类} {器材号} 上次检查是 {检查日}，已过 {天数:.0f} 天，最多隔 {最多:g} 天。",
    )
    first, again, life = (books.numbers(name, today, gear[FireGear.kind]) for name in (_FIRST, _AGAIN, _LIFE))
    made, serviced = gear[FireGear.made], gear[FireGear.serviced]
    old = _after(made, life) < today
    yield Hits(
        gear.assign(年限=life)[old],
        at=FireGear.made,
        message="{位置}的{种类} {器材号} {出厂日} 出厂，已过 {年限:g} 年，要报废。",
    )
    due = _after(serviced, again).where(serviced.notna(), _after(made, first))
    yield Hits(
        gear.assign(到期=due)[(due < today) & ~old],
        at=FireGear.serviced,
        message="{位置}的{种类} {器材号} 最迟 {到期} 要送修，没有新的维修日。",
    )


def _after(days: "pd.Series", years: "pd.Series") -> "pd.Series":
    """The day so many years later; NaT where there is no day, or no number of years."""
    found = [
        day + pd.DateOffset(months=round(count * 12)) if pd.notna(day) and pd.notna(count) else pd.NaT
        for day, count in zip(days, years, strict=True)
    ]
    return pd.Series(found, index=days.index, dtype="datetime64[s]")
