"""Money: whole fen inside, yuan outside; floats stop here.

Excel keeps a number as a binary double and shows at most 15 digits of it. Whole fen come back exactly from that; what
is left over from adding such doubles stays far below a ten-thousandth of a fen. Anything more is a third decimal, and
so no amount.
"""

import re
from decimal import Decimal, InvalidOperation
from typing import Any

import numpy as np
import numpy.typing as npt

LARGEST = 10**13
"""Yuan; above it 15 digits no longer show the fen."""

_FULL_WIDTH = str.maketrans("０１２３４５６７８９．，－＋（）￥", "0123456789.,-+()¥")
_AMOUNT = re.compile(r"[-+]?(\d{1,3}(,\d{3})+|\d{1,3}( \d{3})+|\d+)?(\.\d*)?")


def whole_fen(yuan: npt.NDArray[np.float64]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.bool_]]:
    """Fen of amounts in yuan, and where there is no amount of whole fen (NaN included)."""
    return whole(yuan, 100)


def whole(
    numbers: npt.NDArray[np.float64], parts: int
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.bool_]]:
    """Hundredths or thousandths (``parts``) of numbers, and where one is not whole in them, or more than 15 digits show."""
    known = np.isfinite(numbers) & (np.abs(numbers) < 10**15 // parts)
    scaled = np.where(known, numbers, 0.0) * parts
    units = np.rint(scaled)
    # The product of a double and 100 or 1000 is off by up to 1.5 units in the last place, 3.4e-16 of its size.
    noise = np.maximum(1e-4, 4e-16 * np.abs(scaled))
    return units.astype(np.int64), ~known | (np.abs(scaled - units) > noise)


def parse_yuan(text: str) -> Decimal | None:
    """Yuan as people type them: １２, 1,200.50, ¥5, 5元, (5.00) for minus five; None for anything else."""
    bare = text.translate(_FULL_WIDTH).strip().strip("¥元").strip()
    if bare.startswith("(") and bare.endswith(")"):
        bare = "-" + bare[1:-1].strip()
    return parse_number(bare.replace("-¥", "-").replace("- ", "-"))


def parse_number(text: str) -> Decimal | None:
    """The same without a sign of money: 12.345, 1,200, １２; None for anything else."""
    bare = text.translate(_FULL_WIDTH).strip()
    if not any(map(str.isdigit, bare)) or not _AMOUNT.fullmatch(bare):
        return None
    try:
        return Decimal(bare.replace(",", "").replace(" ", ""))
    except InvalidOperation:
        return None


def parse_share(text: str) -> Decimal | None:
    """A share as people type it: 5%, ５％, 0.05; None for anything else."""
    bare = text.strip()
    if not bare.endswith(("%", "％")):
        return parse_number(bare)
    percent = parse_number(bare[:-1])
    return None if percent is None else percent / 100


def grouped(fen: int | np.integer[Any], decimals: int = 2) -> str:
    """Fen as a clerk reads them: -123450 -> "-1,234.50"; with three decimals thousandths."""
    integer, rest = divmod(abs(int(fen)), 10**decimals)
    return f"{'-' if fen < 0 else ''}{integer:,}.{rest:0{decimals}d}"


def yuan(fen: int | np.integer[Any]) -> str:
    """Fen as programs exchange them: -123450 -> "-1234.50"."""
    return grouped(fen).replace(",", "")


def in_words(fen: int | np.integer[Any]) -> str:
    """Fen as they stand on a paper beside the figure: 140950 -> "人民币壹仟肆佰零玖元伍角" (支付结算办法附一)."""
    import cn2an

    return f"人民币{cn2an.an2cn(yuan(fen), 'rmb')}"
