"""The 18 digits of an identity number: GB 11643."""

import numpy as np
import pandas as pd

_WEIGHTS = np.array([7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2])
_CHECKS = np.array(list("10X98765432"))


def check_digits(numbers: "pd.Series") -> "pd.Series":
    """The last digit that belongs to the first 17 of each number; all of these must be digits."""
    if numbers.empty:
        return numbers
    digits = np.array([list(number[:17]) for number in numbers]).astype(np.int64)
    return pd.Series(_CHECKS[digits @ _WEIGHTS % 11], index=numbers.index, dtype="str")
