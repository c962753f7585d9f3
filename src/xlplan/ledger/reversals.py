"""红字 vouchers against the vouchers that they cancel: the same accounts and amounts, negative."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from xlplan.ledger.numbering import NUMBER, read
from xlplan.ledger.vouchers import ledger_year, voucher_keys, vouchers
from xlplan.tables.ledger import VoucherLine

RED = "红字"
"""The 类型 of the lines that cancel others."""

_ORIGINAL = (
    r"(?:注销|冲销|冲红|红冲)\s*(?:(?P<year>\d{4})\s*[年./-]\s*)?(?P<month>\d{1,2})\s*[月./-]\s*(?P<day>\d{1,2})\s*[日号]?"
    rf"\s*的?\s*(?:记账凭证|凭证)?\s*{NUMBER}"
)
_NAME = ["day", "word", "number"]
_AMOUNTS = [VoucherLine.debit, VoucherLine.credit]
_KEYS = ["voucher", VoucherLine.account]


@dataclass(frozen=True)
class Reversals:
    """The red vouchers of a ledger, each in the state that it is in; frames are indexed by Excel rows."""

    unnamed: pd.DataFrame
    """First rows of those whose summary names no voucher."""
    unknown: pd.DataFrame
    """First rows of those that name a voucher of the ledger's year which is not there; ``original`` says which."""
    misfits: pd.DataFrame
    """The first line of each that does not fit: ``side`` (借方 or 贷方) of its account has 合计, not 应为 (fen).

    ``cell`` is the column to point at.
    """


def reversals(lines: pd.DataFrame, today: date) -> Reversals:
    """Judge the red lines of 记账凭证; what an earlier year's books hold cannot be judged."""
    red = _red(lines)
    first = _first(red)
    named = first[first["day"].dt.year == ledger_year(lines, today)]
    originals = _originals(lines, named)
    found = named["voucher"].isin(originals["voucher"])
    return Reversals(first[first["day"].isna()], named[~found], _misfits(red, named[found], originals))


def cancelled(lines: pd.DataFrame) -> "pd.Series":
    """The vouchers, as ``voucher_keys`` has them, that red ones name; whether the amounts fit is not asked."""
    originals = _originals(lines, _first(_red(lines)).dropna(subset="day"))
    return voucher_keys(originals[VoucherLine.date], originals[VoucherLine.voucher])


def _red(lines: pd.DataFrame) -> pd.DataFrame:
    red = lines[lines[VoucherLine.kind] == RED]
    return red.assign(voucher=vouchers(red))


def _first(red: pd.DataFrame) -> pd.DataFrame:
    """The first row of each red voucher, and what it names."""
    rows = red.drop_duplicates("voucher")
    return rows.set_index("voucher", drop=False).join(_named(red)).set_axis(rows.index)


def _named(red: pd.DataFrame) -> pd.DataFrame:
    """The original that the first telling summary of each red voucher names: day, word, number, original."""
    texts = red[VoucherLine.summary].drop_duplicates()
    said = texts.str.extract(_ORIGINAL).set_axis(texts)
    told = red[red[VoucherLine.summary].isin(said.index[said["number"].notna()])].drop_duplicates("voucher")
    said = said.reindex(told[VoucherLine.summary]).set_axis(told.index)
    own = read(told[VoucherLine.voucher])
    word = said["word"].where(said["word"] != "", own["word"])
    own_day = told[VoucherLine.date].dt
    parts = said[["year", "month", "day"]].astype("float64")
    # A day that was still to come is one of the year before.
    later = parts["month"] * 100 + parts["day"] > own_day.month * 100 + own_day.day
    parts = parts.assign(year=parts["year"].fillna(own_day.year - later))
    named = pd.DataFrame({
        "day": pd.to_datetime(parts, errors="coerce").astype("datetime64[s]"),
        "word": word, "number": said["number"].astype("int64"),
    })  # fmt: skip
    original = word + "-" + named["number"].astype("str")
    return named.assign(original=original).set_axis(told["voucher"])


def _originals(lines: pd.DataFrame, named: pd.DataFrame) -> pd.DataFrame:
    """The lines of the originals, each with the red voucher that names it."""
    others = lines[lines[VoucherLine.date].isin(named["day"]) & (lines[VoucherLine.kind] != RED)]
    said = read(others[VoucherLine.voucher].drop_duplicates())
    said = said.set_axis(others.loc[said.index, VoucherLine.voucher])
    others = others.join(said[["word", "number"]], on=VoucherLine.voucher)
    return others.merge(
        named[[*_NAME, "voucher"]], left_on=[VoucherLine.date, "word", "number"], right_on=_NAME
    )


def _misfits(red: pd.DataFrame, named: pd.DataFrame, originals: pd.DataFrame) -> pd.DataFrame:
    red = red[red["voucher"].isin(named["voucher"])]
    sides = _sides(red, originals)
    lines = red.rename_axis("row").reset_index().merge(sides, on=_KEYS)
    amounts = lines[VoucherLine.debit].where(lines["side"] == VoucherLine.debit, lines[VoucherLine.credit])
    lines = lines[amounts != 0].assign(cell=lines["side"])
    # What the red voucher lacks altogether stands on no line of it: the first row is told.
    first = named[["voucher", VoucherLine.voucher]].rename_axis("row").reset_index()
    lacking = first.merge(sides.drop_duplicates("voucher"), on="voucher").assign(cell=VoucherLine.debit)
    found = pd.concat([lines.sort_values("row", kind="stable"), lacking]).drop_duplicates("voucher")
    return found.set_index("row").join(named.set_index("voucher")[["day", "original"]], on="voucher")


def _sides(red: pd.DataFrame, originals: pd.DataFrame) -> pd.DataFrame:
    """Each account and side of a red voucher whose 合计 is not the 应为 (fen) that cancels the original."""
    stated = red.groupby(_KEYS)[_AMOUNTS].sum()
    due = -originals.groupby(_KEYS)[_AMOUNTS].sum()
    both = stated.index.union(due.index)
    stated, due = stated.reindex(both, fill_value=0), due.reindex(both, fill_value=0)
    sides = [pd.DataFrame({"side": side, "合计": stated[side], "应为": due[side]}) for side in _AMOUNTS]
    return pd.concat([side[side["合计"] != side["应为"]] for side in sides]).reset_index()
