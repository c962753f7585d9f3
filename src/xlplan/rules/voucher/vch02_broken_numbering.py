from collections.abc import Iterator, Sequence

import pandas as pd

from xlplan.ledger.sequence import after_gaps, doubled, incomplete, names, repeats
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.ledger import VoucherLine


@rule(
    "VCH-02",
    fix="查明缺的凭证是漏登、作废还是编错了号：漏登的补登，编错的改正凭证号，重复登记的删掉一遍。",
    whole=(VoucherLine,),
)
def broken_numbering(books: Books) -> Iterator[Hits]:
    """凭证断号、重号

    每个月、每个字（记、收、付、转）的凭证都从 1 号编起，一个挨一个，不断号，不重号。记-1、记 1、记字第1号都认得；
    一笔业务要填几张凭证时用分数编号，记-12-1/3、记-12-2/3、记-12-3/3 是 12 号的三张，一张也不能少。

    - 缺号：指向缺号后面那一张的第一行，每月的第一张应是 1 号；
    - 重号：同一个号用在两天的凭证上，或者隔开的两段各自借贷都平，指向后一张的第一行；只是排散了的一张凭证
      （比如财务会计、预算会计的分录隔开登记）不算；
    - 整张重复：一张凭证的各行原样紧接着又登记了一遍，指向第二遍的第一行；
    - 看不出号数的：指向它的第一行。

    错：
    | 日期       | 凭证号    | 科目代码 | 借方 | 贷方 |
    | ---------- | --------- | -------- | ---: | ---: |
    | 2026-10-08 | 记-1      | 5001     |  100 |      |
    | 2026-10-08 | 记-1      | 100201   |      |  100 |
    | 2026-10-09 | **记-4**  | 5001     |   50 |      |
    | 2026-10-09 | 记-4      | 100201   |      |   50 |
    | 2026-11-02 | **记-2**  | 5001     |   60 |      |
    | 2026-11-02 | 记-2      | 100201   |      |   60 |
    | 2026-11-02 | **收-2**  | 100201   |   60 |      |
    | 2026-11-02 | 收-2      | 4001     |      |   60 |

    错：
    | 日期       | 凭证号     | 科目代码 | 借方 | 贷方 |
    | ---------- | ---------- | -------- | ---: | ---: |
    | 2026-10-08 | 记-1       | 5001     |  100 |      |
    | 2026-10-08 | 记-1       | 100201   |      |  100 |
    | 2026-10-08 | 记-2       | 5001     |   50 |      |
    | 2026-10-08 | 记-2       | 100201   |      |   50 |
    | 2026-10-08 | **记-1**   | 5101     |   70 |      |
    | 2026-10-08 | 记-1       | 100201   |      |   70 |
    | 2026-10-12 | **记-2**   | 5101     |   30 |      |
    | 2026-10-12 | 记-2       | 100201   |      |   30 |
    | 2026-10-12 | **十月份** | 5101     |   30 |      |
    | 2026-10-12 | 十月份     | 100201   |      |   30 |

    错：
    | 日期       | 凭证号         | 科目代码 | 借方 | 贷方 |
    | ---------- | -------------- | -------- | ---: | ---: |
    | 2026-10-08 | 记-1           | 5001     |  100 |      |
    | 2026-10-08 | 记-1           | 100201   |      |  100 |
    | 2026-10-08 | **记-2-1/3**   | 5001     |   80 |      |
    | 2026-10-08 | 记-2-3/3       | 100201   |      |   80 |

    错：
    | 日期       | 凭证号   | 摘要       | 科目代码 | 借方 | 贷方 |
    | ---------- | -------- | ---------- | -------- | ---: | ---: |
    | 2026-10-08 | 记-1     | 付10月电费 | 5001     |  100 |      |
    | 2026-10-08 | 记-1     | 付10月电费 | 100201   |      |  100 |
    | 2026-10-08 | **记-1** | 付10月电费 | 5001     |  100 |      |
    | 2026-10-08 | 记-1     | 付10月电费 | 100201   |      |  100 |
    | 2026-10-09 | 记-2     | 付10月水费 | 5001     |   50 |      |
    | 2026-10-09 | 记-2     | 付10月水费 | 100201   |      |   50 |
    | 2026-10-09 | 记-2     | 付11月水费 | 5001     |   50 |      |
    | 2026-10-09 | 记-2     | 付11月水费 | 100201   |      |   50 |
    | 2026-10-10 | 记-3     | 发放补助   | 5001     |   20 |      |
    | 2026-10-10 | 记-3     | 发放补助   | 5001     |   20 |      |

    对：
    | 日期       | 凭证号      | 科目代码 | 借方 | 贷方 |
    | ---------- | ----------- | -------- | ---: | ---: |
    | 2026-10-08 | 记字第1号   | 5001     |  100 |      |
    | 2026-10-08 | 记字第1号   | 100201   |      |  100 |
    | 2026-10-08 | 记 2 1/2    | 5001     |   80 |      |
    | 2026-10-08 | 记 2 2/2    | 100201   |      |   80 |
    | 2026-10-09 | 记-3        | 5001     |   20 |      |
    | 2026-10-09 | 收-1        | 100201   |   60 |      |
    | 2026-10-09 | 记-3        | 100201   |      |   20 |
    | 2026-10-09 | 收-1        | 4001     |      |   60 |
    | 2026-10-09 | 记-3        | 7201     |   20 |      |
    | 2026-10-09 | 收-1        | 800102   |   60 |      |
    | 2026-10-09 | 记-3        | 800102   |      |   20 |
    | 2026-10-09 | 收-1        | 6001     |      |   60 |
    | 2026-11-02 | 记-1        | 5001     |   60 |      |
    | 2026-11-02 | 记-1        | 100201   |      |   60 |

    对：
    | 日期       | 凭证号 | 科目代码 | 借方 | 贷方 |
    | ---------- | ------ | -------- | ---: | ---: |
    | 2026-10-08 | 记-1   | 5001     |  100 |      |
    | 2026-10-08 | 记-1   | 100201   |      |  100 |
    | 2026-10-08 | 记-2   | 5001     |   50 |      |
    | 2026-10-08 | 记-2   | 100201   |      |   50 |
    | 2026-10-08 | 记-1   | 7201     |  100 |      |
    | 2026-10-08 | 记-1   | 800102   |      |  100 |
    """
    lines = books[VoucherLine]
    numbers = names(lines)
    written = numbers.of_months()
    yield Hits(
        written[written["number"] == 0],
        at=VoucherLine.voucher,
        message="凭证号“{凭证号}”看不出是几号，应写成 记-1 这样。",
    )
    broken = after_gaps(written)
    yield Hits(
        broken.assign(
            月=_months(broken), 缺号=_missing(broken), 个数=broken["number"] - broken["before"] - 1
        ),
        at=VoucherLine.voucher,
        message="{月} 缺凭证号 {缺号}，共 {个数} 个，{凭证号} 与前面接不上。",
    )
    # A number that follows a gap is accused already.
    split = incomplete(written).drop(broken.index, errors="ignore")
    yield Hits(
        split.assign(缺张=_missing_parts(split)),
        at=VoucherLine.voucher,
        message="凭证 {凭证号} 是分数编号，共 {parts} 张，缺第 {缺张} 张。",
    )
    yield Hits(
        repeats(numbers),
        at=VoucherLine.voucher,
        message="凭证号 {凭证号} 在第 {earlier} 行已经用过，{日期} 这一张又用了一次。",
    )
    yield Hits(
        doubled(lines),
        at=VoucherLine.voucher,
        message="凭证 {凭证号} 从第 {earlier} 行起已经登记，到这一行又整张重复登记了一遍。",
    )


def _months(rows: pd.DataFrame) -> list[str]:
    return [f"{month // 12}-{month % 12 + 1:02d}" for month in rows["month"]]


def _missing(broken: pd.DataFrame) -> list[str]:
    return [
        _listed(
            [f"{word}-{n}" if word else f"{n}" for n in (before + 1, before + 2, number - 1)], number - before
        )
        for word, number, before in zip(broken["word"], broken["number"], broken["before"], strict=True)
    ]


def _listed(ends: Sequence[str], width: int) -> str:
    """The numbers between two that are so far apart: one, two, or from the first to the last."""
    return ends[0] if width == 2 else "、".join(ends[:2]) if width == 3 else f"{ends[0]} 至 {ends[-1]}"


def _missing_parts(split: pd.DataFrame) -> list[str]:
    return [
        "、".join(str(part) for part in range(1, parts + 1) if part not in there)
        for parts, there in zip(split["parts"], split["there"], strict=True)
    ]
