"""Functions of what stands in the cells alone."""

import re
from datetime import datetime

from xlplan.addin.functions.cells import amount, amounts, text
from xlplan.addin.functions.registry import Argument, function
from xlplan.money import in_words

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
"""GB 11643: what each of the seventeen digits counts."""
_CHECKS = "10X98765432"
"""The last sign by the remainder of their sum."""


@function("XL_RMB", Argument("amount", "金额", amount, "元，到分为止；也可以是 1,200.50 这样的文字。"))
def rmb(fen: int) -> str:
    """人民币大写

    1409.5 写成 人民币壹仟肆佰零玖元伍角（支付结算办法附一）：到元的后面加“整”，到角的不加；负数前面写“负”。
    有三位小数的不四舍五入，在格里说明。例：=XL_RMB(B2)。
    """
    return in_words(fen)


@function(
    "XL_GAP",
    Argument("debit", "借方区域", amounts, "一格或一片，元；空格不算。", whole=True),
    Argument("credit", "贷方区域", amounts, "一格或一片，元；空格不算。", whole=True),
)
def gap(debits: int, credits: int) -> float:
    """借贷差额

    借方合计减去贷方合计，按分计算，一分不差；0 就是平的，负数是贷方多。有一格不是金额（文字、错误值、三位小数），就说出
    是哪一格，不当成 0。例：=XL_GAP(E2:E9,F2:F9)。
    """
    return (debits - credits) / 100


@function("XL_ID_OK", Argument("id_number", "身份证号", text, "18 位，要按文本填。"))
def id_ok(number: str) -> bool:
    """身份证号对不对

    18 位，出生日期是真有的日子，最后一位和前 17 位算出来的校验码（GB 11643）一样，就是 TRUE，不然是 FALSE，15 位的旧号码也是。
    按数字填的号码后几位已经丢了，会在格里说明。例：=XL_ID_OK(C2)。
    """
    number = number.upper()
    parts = re.fullmatch(r"[1-9][0-9]{5}(?P<born>(?:19|20)[0-9]{6})[0-9]{3}[0-9X]", number)
    if not parts or not _is_day(parts["born"]):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _WEIGHTS, strict=True))
    return number[17] == _CHECKS[total % 11]


def _is_day(digits: str) -> bool:
    try:
        datetime.strptime(digits, "%Y%m%d")
    except ValueError:
        return False
    return True
