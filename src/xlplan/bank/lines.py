"""What a file tells in the lines above and below its rows: account, bank, and its own sums."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np

from xlplan.bank.figures import Span, fen_of
from xlplan.bank.names import BANKS, LINES, key
from xlplan.excel.days import parse_day

_LABEL = re.compile(r"([^:：]{1,14})[:：](.*)", re.DOTALL)
_ACCOUNT = re.compile(r"[\d*](?:[ -]?[\d*]){2,}")
_DAY = re.compile(r"\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?|(?<!\d)\d{8}(?!\d)")
_CLOCK = re.compile(r"(?:(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d(?:\d{3})?)?)?")
_SINCE_1970 = re.compile(r"1[5-9](?:\d{8}|\d{11})")
"""Seconds or thousandths of the years 2017 to 2033."""
_SPREAD = re.compile(r"(?<=[账帐卡户])\s+(?=[号名])")
"""Blanks that spread a label over the width of its neighbours: 账　　号."""
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*(?:年|[-./]\d{1,2}(?!\d))")
_SIDE = re.compile(
    r"(不计收支|中性|收(?!支)|(?<!收)支|借|贷)\S{0,5}?[:：\s]*(\d{1,9})\s*笔\S{0,4}?[:：,，\s]*(-?[\d,]+\.\d\d)"
)
_SIDE_LAST = re.compile(r"(?<![\d.,])(\d{1,9})\s*笔?\s*(收|支)\S{0,2}\s+(-?[\d,]+\.\d\d)")
_SUM = re.compile(r"(收|支)(?:入|出)(?:金额|合计|总额)?\s*[:：]?\s*(-?[\d,]+\.\d\d)")
_ALL = re.compile(r"共\s*(?:计\s*)?[:：]?\s*(\d{1,9})\s*(?:笔|条)")
_UNIT = re.compile(r"单位[:：(（\s]*(?:人民币)?\s*([十百千万亿]+元)")
_INWARD = {"收": "in", "贷": "in", "支": "out", "借": "out", "不计收支": "neutral", "中性": "neutral"}


@dataclass
class Told:
    """What the lines said so far: fen and counts in ``declared``, and the row of each."""

    account: str = ""
    bank: str = ""
    holder: str = ""
    currency: str = ""
    declared: dict[str, int] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    months: tuple[str, ...] = ()
    """YYYY-MM that the file says it holds from the first day to the last."""
    reach: Span | None = None
    """The first and the last day that the file says it holds."""
    near: Span | None = None
    """The first and the last day that the file may be about, by its span or by the years it names."""

    @property
    def identity(self) -> tuple[object, ...]:
        """What tells this statement from another in the same file."""
        return self.account, self.currency, self.months, self.declared.get("opening")

    def declare(self, key: str, row: int, value: int | None) -> None:
        """Keep a figure; of two, such as a page's and the whole's, the last holds, but the first of what was before."""
        if value is not None and not (key == "opening" and key in self.declared):
            self.declared[key], self.rows[key] = value, row

    def hear(self, row: int, texts: list[str]) -> bool:
        """Take in one line; whether it told anything."""
        before = len(self.rows), self.account, self.bank, self.months
        self.date(" ".join(texts))
        for label, value in _pairs(texts):
            meaning = LINES.get(key(label))
            if meaning == "account":
                number = _ACCOUNT.match(value)
                self.account = self.account or (re.sub(r"\s", "", number[0]) if number else "")
            elif meaning == "bank":
                self.bank = self.bank or value
            elif meaning == "holder":
                self.holder = self.holder or value
            elif meaning == "currency":
                self.currency = self.currency or value
            elif meaning == "span":
                self.reach = self.reach or _reach(value)
                self.months = self.months or _whole_months(self.reach)
            elif meaning and meaning.startswith("count"):
                self.declare(meaning, row, int(found[0]) if (found := re.match(r"\d{1,9}", value)) else None)
            elif meaning:
                self.declare(meaning, row, fen_of(value))
        told = self._sentence(row, " ".join(filter(None, texts)))
        return told or before != (len(self.rows), self.account, self.bank, self.months)

    def date(self, line: str) -> None:
        """Take in the days, or else the years, that a title, a line or the name of the file speaks of."""
        days = [day for found in _DAY.findall(line) if not np.isnat(day := parse_day(found))]
        years = [np.datetime64(year, "Y") for year in _YEAR.findall(line)]
        if len(days) == 2:
            self.near = min(days), max(days)
        elif years and self.near is None:
            self.near = min(years).astype("datetime64[D]"), (max(years) + 1).astype("datetime64[D]") - 1

    def _sentence(self, row: int, line: str) -> bool:
        """Sums and counts in one sentence, such as 收入：1笔 28.50元, 5 收 91,007,497.02 and 共66笔记录."""
        sides = [(side, count, fen) for side, count, fen in _SIDE.findall(line)]
        sides = sides or [(side, count, fen) for count, side, fen in _SIDE_LAST.findall(line)]
        for side, count, amount in sides:
            self.declare(f"count_{_INWARD[side]}", row, int(count))
            self.declare(f"sum_{_INWARD[side]}", row, fen_of(amount))
        sums = [] if sides else _SUM.findall(line)
        for side, amount in sums:
            self.declare(f"sum_{_INWARD[side]}", row, fen_of(amount))
        whole = _ALL.search(line)
        if whole and not sides:
            self.declare("count", row, int(whole[1]))
        return bool(sides or sums or whole)


def unit_in(texts: Iterable[str]) -> str:
    """The unit of amounts that a line names, "" where it is 元 or not named."""
    found = _UNIT.search("".join(texts))
    return found[1] if found else ""


def _pairs(texts: list[str]) -> Iterator[tuple[str, str]]:
    """Label and value: in one cell (账号：62…), or in two that stand side by side."""
    filled = [_SPREAD.sub("", text) for text in texts if text]
    for text, after in zip(filled, [*filled[1:], ""], strict=False):
        for part in re.split(r"\s{2,}|[;；]", text):
            pair = _LABEL.match(part.strip())
            if pair:
                yield pair[1], pair[2].strip() or after
        yield text.strip(":： "), after


def _reach(text: str) -> Span | None:
    """The two days of a text; None where there are not two."""
    days = [day for found in _DAY.findall(text) if not np.isnat(day := parse_day(found))]
    return (days[0], days[1]) if len(days) == 2 else None


def _whole_months(reach: Span | None) -> tuple[str, ...]:
    """The months between two days, those left out of which a day is missing."""
    if reach is None:
        return ()
    first, after = (reach[0] - 1).astype("datetime64[M]") + 1, (reach[1] + 1).astype("datetime64[M]")
    return tuple(np.arange(first, max(first, after)).astype(str).tolist())


def account_in(name: str) -> str:
    """The account number in the name of a file, "" if there is none: digits that are no time, and asterisks."""
    said = re.search(r"(\d{4,})账号", name)
    runs = [said[1]] if said else re.findall(r"\d[\d*]{8,}", name)
    return max((run for run in runs if not _is_time(run)), key=len, default="")


def _is_time(digits: str) -> bool:
    """Whether a run of digits is one day or several, perhaps with a time, or what a computer counts time in."""
    if _SINCE_1970.fullmatch(digits):
        return True
    rest = digits
    while not np.isnat(parse_day(rest[:8])):
        rest = rest[8:]
    return rest != digits and bool(_CLOCK.fullmatch(rest))


def bank_in(texts: Iterable[str]) -> str:
    """The bank that titles or the name of the file speak of, "" if none."""
    title = " ".join(texts)
    return next((bank for word, bank in BANKS.items() if word in title), "")
