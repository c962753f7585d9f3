"""The numbers of vouchers: 记-12 is number 12 of the word 记, 记-12-1/3 the first of its three parts."""

import re

import pandas as pd

NUMBER = (
    r"(?P<word>[^\d\s第#№:：_—–－-]*?)\s*字?\s*第?[\s#№:：_—–－-]*"
    r"0*(?P<number>[1-9]\d{0,8})(?!\d)"
    r"(?:\s*(?:号[\s_—–－(（第-]*|[\s_—–－(（第-]+)0*(?P<part>[1-9]\d?)\s*[/／]\s*0*(?P<parts>[1-9]\d?)\s*[)）]?)?"
    r"\s*号?"
)
"""How a voucher is named: 记-1, 记 1, 记字第1号, 记-12-1/3, 记 12 1/3, or the bare number."""

_NAME = re.compile(rf"\s*{NUMBER}\s*")


def whole(name: str) -> str:
    """Word and number of a name without its part: 记-12 of 记字第12号 and of 记-12-1/2; what cannot be read stays."""
    said = _NAME.fullmatch(name)
    if said is None or int(said["part"] or 0) > int(said["parts"] or 0):
        return name
    return f"{said['word']}-{said['number']}"


def read(names: "pd.Series") -> pd.DataFrame:
    """What each name says: word, number, part, parts; number is 0 where it cannot be read, part where there is none."""
    said = names.str.extract(rf"^\s*{NUMBER}\s*$")
    counts = {column: pd.to_numeric(said[column]).fillna(0).astype("int64") for column in said.columns[1:]}
    found = pd.DataFrame({"word": said["word"].fillna("").astype("str"), **counts}, index=names.index)
    return found.assign(number=found["number"].where(found["part"] <= found["parts"], 0))
