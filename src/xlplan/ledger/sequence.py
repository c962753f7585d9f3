"""Vouchers in their sequence: numbers that are missing, parts that are missing, numbers used again."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from xlplan.ledger.numbering import read
from xlplan.ledger.vouchers import budgetary, months, net
from xlplan.tables.ledger import VoucherLine


def _said(lines: pd.DataFrame) -> "tuple[npt.NDArray[np.int64], pd.DataFrame]":
    """For each line the place of its 凭证号 among the distinct ones, and what these say."""
    codes, names = pd.factorize(lines[VoucherLine.voucher])
    return codes, read(pd.Series(names, dtype="str"))


def numbers(lines: pd.DataFrame) -> pd.DataFrame:
    """Each 凭证号 of a month as it is written, at its first row; columns of ``read``, month, 凭证号."""
    codes, said = _said(lines)
    month = months(lines)
    first = ~pd.Series(month.to_numpy() * (len(said) + 1) + codes).duplicated().to_numpy()
    found = said.take(codes[first]).set_index(lines.index[first])
    return found.assign(month=month[first], **{VoucherLine.voucher: lines.loc[first, VoucherLine.voucher]})


_VOUCHER = ["month", "word", "number"]


def gaps(numbers: pd.DataFrame) -> pd.DataFrame:
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


def repeats(lines: pd.DataFrame) -> pd.DataFrame:
    """The first rows of blocks that use a number again: on another day, or in full once more.

    Blocks of one number and one day are a repeat where each balances on its own and a later one holds a half
    (财务会计 or 预算会计) that an earlier one has; else the voucher's lines are merely sorted apart.
    Columns: the lines' own, and ``earlier``, the row where the number was used first.
    """
    codes, said = _said(lines)
    same = said.groupby([*_VOUCHER[1:], "part"], sort=False).ngroup().to_numpy()
    number = months(lines).to_numpy() * (len(said) + 1) + same[codes]
    day = lines[VoucherLine.date].to_numpy()
    begins = np.ones(len(lines), dtype=bool)
    begins[1:] = (number[1:] != number[:-1]) | (day[1:] != day[:-1])
    block = begins.cumsum() - 1
    apart = pd.Series(number[begins]).duplicated(keep=False).to_numpy()[block]
    suspect = apart & (said["number"].to_numpy() > 0)[codes]
    found = lines[suspect].assign(number=number[suspect], block=block[suspect])
    blocks = found.drop_duplicates("block")
    other_day = ~blocks.duplicated(["number", VoucherLine.date]) & blocks.duplicated("number")
    again = blocks["block"].isin(blocks.loc[other_day, "block"]) | blocks["block"].isin(_in_full(found))
    earlier = pd.Series(blocks.index, index=blocks.index).groupby(blocks["number"]).transform("first")
    return blocks.assign(earlier=earlier)[again]


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
