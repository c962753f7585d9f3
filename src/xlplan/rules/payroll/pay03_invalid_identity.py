from collections.abc import Iterator

import numpy as np
import pandas as pd

from xlplan.excel.privacy import hidden
from xlplan.ledger.identity import check_digits
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.payroll import PayLine


@rule("PAY-03", fix="对着本人的身份证改正。")
def invalid_identity(books: Books) -> Iterator[Hits]:
    """身份证号不对、重复或变了

    身份证号 18 位：第 7 到 14 位是出生日期，最后一位是校验码，由前 17 位算出来，写错一位、两位写颠倒都对不上。
    一个号只能是一个人的，两个工号写了同一个号的，指向后面的那个人。空着的不查；一个人每月都写错的，只指头一个月。
    一个人的号和以前月份不一样的，就是号对也指出来，指向头一个不一样的月份。

    错：
    | 月份    | 工号 | 姓名 | 身份证号               |
    | ------- | ---- | ---- | ---------------------- |
    | 2026-09 | 01   | 张三 | **110105194912310021** |
    | 2026-10 | 01   | 张三 | 110105194912310021     |
    | 2026-10 | 02   | 李四 | **11010519491231002**  |
    | 2026-10 | 03   | 王五 | **440524188013010018** |
    | 2026-10 | 04   | 赵六 | 440524188001010014     |
    | 2026-10 | 05   | 陈九 | **440524188001010014** |
    | 2026-10 | 06   | 周七 | 440524188001010030     |
    | 2026-11 | 06   | 周七 | **110105194912310054** |
    | 2026-12 | 06   | 周七 | 440524188001010030     |

    对：
    | 月份    | 工号 | 姓名 | 身份证号           |
    | ------- | ---- | ---- | ------------------ |
    | 2026-09 | 01   | 张三 | 11010519491231002X |
    | 2026-10 | 01   | 张三 | 11010519491231002x |
    | 2026-10 | 04   | 赵六 | ４４０５２４188001010014 |
    | 2026-10 | 06   | 周七 |                    |
    """
    pay = books[PayLine].sort_values(PayLine.period, kind="stable")
    own = pay.assign(号=pay[PayLine.identity].str.upper())[pay[PayLine.identity] != ""]
    own = own[~own.duplicated([PayLine.number, "号"])]
    fault = pd.Series(_faults(own["号"]), index=own.index)
    yield Hits(own.assign(错=fault)[fault != ""], at=PayLine.identity, message="{姓名}的身份证号{错}。")
    first = own.groupby("号")[[PayLine.number, PayLine.name]].transform("first")
    shared, right = first[PayLine.number] != own[PayLine.number], fault == ""
    same = own.assign(谁=first[PayLine.name])[shared & right]
    yield Hits(same, at=PayLine.identity, message="{姓名}的身份证号和{谁}的一样。")
    good = own[~shared & right]
    before = good.groupby(PayLine.number)[[PayLine.identity, PayLine.period]].shift()
    told = good.assign(前号=before[PayLine.identity].fillna("").map(hidden), 前月=before[PayLine.period])
    yield Hits(
        told[told["前月"].notna()],
        at=PayLine.identity,
        message="{姓名}的身份证号是 {身份证号}，和 {前月:%Y-%m} 的 {前号} 不一样。",
    )


def _faults(numbers: "pd.Series") -> list[str]:
    """What is wrong with each number, "" for nothing."""
    shaped = numbers.str.fullmatch(r"[0-9]{17}[0-9X]")
    born = pd.to_datetime(numbers.str[6:14], format="%Y%m%d", errors="coerce").notna()
    fits = numbers[shaped].str[-1] == check_digits(numbers[shaped].str[:17])
    fits = fits.reindex(numbers.index, fill_value=False)
    faults = [~shaped, ~born, ~fits]
    return list(
        np.select(faults, ["不是 18 位", "里没有这样的出生日期", "最后一位校验码对不上，有一位写错了"], "")
    )
