"""Vouchers in their sequence: numbers that are missing, parts that are missing, numbers used again, vouchers doubled."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from xlplan.ledger.numbering import read
from xlplan.ledger.vouchers import budgetary, months, net
from xlplan.tables.ledger import VoucherLine

_VOUCHER = ["month", "word", "number"]


@dataclass(frozen=True)
class Names:
    """The 凭证号 of all lines: the distinct ones, what they say, and which of them each line has."""

    lines: pd.DataFrame
    codes: npt.NDArray[np.int64]
    said: pd.DataFrame
    """Columns of ``numbering.read``."""

    def of_months(self) -> pd.DataFrame:
        """Each 凭证号 of a month as it is written, at its first row; what it says, and month and 凭证号."""
        month = months(self.lines)
        first = ~pd.Series(self.keys(self.codes)).duplicated().to_numpy()
        found = self.said.take(self.codes[first]).set_index(self.lines.index[first])
        written = self.lines.loc[first, VoucherLine.voucher]
        return found.assign(month=month[first], **{VoucherLine.voucher: written})

    def keys(self, codes: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """One integer for each month and code."""
        return np.asarray(months(self.lines)) * (len(self.said) + 1) + codes


def names(lines: pd.DataFrame) -> Names:
    """Read the 凭证号 of all lines, each distinct one once."""
    codes, texts = pd.factorize(lines[VoucherLine.voucher])
    return Names(lines, codes, read(pd.Series(texts, dtype="str")))


def after_gaps(numbers: pd.DataFrame) -> pd.DataFrame:
    """The numbers before which some are missing, at their first rows; ``before`` is the last one there is, or 0."""
    found = numbers[numbers["number"] > 0].drop_duplicates(_VOUCHER).sort_values(_VOUCHER)
    before = found.groupby(["month", "word"])["number"].shift(fill_value=0)
    return found.assign(before=before)[found["number"] - before > 1].sort_index()


def incomplete(numbers: pd.DataFrame) -> pd.DataFrame:
    """The numbers of which a part is missing, at their first rows; ``parts`` is how many there should be.

    ``there`` lists the parts that exist, as a tuple.
    """
    split = numbers[(numbers["number"] > 0) & (numbers["part"] > 0)].drop_duplicates([*_VOUCHER, "part"])
    groups = split.groupby(_VOUCHER)
    total = groups["parts"].transform("max")
    lacking = split.assign(parts=total)[groups["part"].transform("size") < total]
    there = lacking.groupby(_VOUCHER)["part"].agg(tuple).rename("there")
    return lacking.drop_duplicates(_VOUCHER).join(there, on=_VOUCHER)


def repeats(names: Names) -> pd.DataFrame:
    """The first rows of blocks that use a number again: on another day, or in full once more.

    Blocks of one number and one day are a repeat where each balances on its own and a later one holds a half
    (财务会计 or 预算会计) that an earlier one has; else the voucher's lines are merely sorted apart.
    Columns: the lines' own, and ``earlier``, the row where the number was used first.
    """
    lines, said = names.lines, names.said
    same = said.groupby([*_VOUCHER[1:], "part"], sort=False).ngroup().to_numpy()
    number = names.keys(same[names.codes])
    day = lines[VoucherLine.date].to_numpy()
    begins = np.ones(len(lines), dtype=bool)
    begins[1:] = (number[1:] != number[:-1]) | (day[1:] != day[:-1])
    block = begins.cumsum() - 1
    apart = pd.Series(number[begins]).duplicated(keep=False).to_numpy()[block]
    suspect = apart & (said["number"].to_numpy() > 0)[names.codes]
    found = lines[suspect].assign(number=number[suspect], block=block[suspect])
    blocks = found.drop_duplicates("block")
    other_day = ~blocks.duplicated(["number", VoucherLine.date]) & blocks.duplicated("number")
    again = blocks["block"].isin(blocks.loc[other_day, "block"]) | blocks["block"].isin(_in_full(found))
    earlier = pd.Series(blocks.index, index=blocks.index).groupby(blocks["number"]).transform("first")
    return blocks.assign(earlier=earlier)[again]


def doubled(lines: pd.DataFrame) -> pd.DataFrame:
    """First rows of the second halves of vouchers that are entered twice, all lines again right below; ``earlier`` is the first row.

    A voucher of 2n lines, n >= 2, of which line i has the summary, account and amounts of line i + n.
    """
    day, text = lines[VoucherLine.date].to_numpy(), pd.factorize(lines[VoucherLine.voucher])[0]
    begins = np.ones(len(lines), dtype=bool)
    begins[1:] = (text[1:] != text[:-1]) | (day[1:] != day[:-1])
    starts = np.flatnonzero(begins)
    sizes = np.diff(np.append(starts, len(lines)))
    even = (sizes >= 4) & (sizes % 2 == 0)
    starts, halves = starts[even], sizes[even] // 2
    block = np.repeat(np.arange(len(starts)), halves)
    offset = np.arange(len(block)) - np.repeat(halves.cumsum() - halves, halves)
    first = np.repeat(starts, halves) + offset
    second = first + np.repeat(halves, halves)
    alike = np.ones(len(block), dtype=bool)
    for column in (VoucherLine.account, VoucherLine.summary, VoucherLine.debit, VoucherLine.credit):
        codes = pd.factorize(lines[column])[0]
        alike &= codes[first] == codes[second]
    whole = np.bincount(block[alike], minlength=len(starts)) == halves
    again = lines.iloc[(starts + halves)[whole]]
    return again.assign(earlier=lines.index[starts[whole]])


def _in_full(found: pd.DataFrame) -> "pd.Series":
    """Blocks that hold, balanced, a half which an earlier block of the same number and day holds too."""
    sums = pd.DataFrame({
        "number": found["number"], "day": found[VoucherLine.date], "block": found["block"],
        "half": budgetary(found), "net": net(found),
        "gross": found[VoucherLine.debit].abs() + found[VoucherLine.credit].abs(),
    })  # fmt: skip
    sums = sums.groupby(["number", "day", "block", "half"], as_index=False, sort=False).sum()
    sums = sums[sums["gross"] > 0]
    balanced = (sums["net"] == 0).groupby([sums["number"], sums["day"]]).transform("all")
    return sums.loc[balanced & sums.duplicated(["number", "day", "half"]), "block"]
