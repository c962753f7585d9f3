"""The pages of a day book made into lines that the reader of statements knows: one day, one sign, no line of sums."""

import re
from collections.abc import Iterator, Sequence
from copy import copy
from typing import NamedTuple

from xlplan.bank import header
from xlplan.bank.figures import MINUS, fen_of
from xlplan.bank.names import BEGUN, CARRIED, YEARLY, Field, key, total, unit
from xlplan.excel.header import plain
from xlplan.excel.loose import Cells

_NAMES = {
    "收入": "收入 收入金额 借方 借方金额 借方发生额 借方本币 收方 收方金额 借方金额(本位币) 本币借方 借",
    "支出": "支出 支出金额 付出 付出金额 贷方 贷方金额 贷方发生额 贷方本币 付方 付方金额 贷方金额(本位币) 本币贷方 贷",
    "余额": "余额 余额金额 结存 结存金额 余额本币 期末余额 余额(本位币) 本币余额",
    "记账凭证": "凭证号 凭证字号 凭证号码 凭证号数 凭证编号 记账凭证号",
    "票据号": "票据号 票号 票据号码 支票号 支票号码 结算号 结算单号 结算凭证号",
    "对方户名": "对方户名 对方单位 对方单位名称 往来单位 往来单位名称 客商 客商名称 收付款单位 收款人 对方",
    "余额方向": "方向 借或贷 借/贷 余额方向 借贷方向 借贷",
    "账户": "科目 科目名称 科目代码 科目编码 会计科目 账户 账户名称 银行账户 账户简称 账号 银行账号",
}
_NAME = {plain(name): ours for ours, names in _NAMES.items() for name in names.split()}
"""What offices call a column -> what the reader of statements calls it, or takes no notice of: our voucher is not the
bank's number."""


class Total(NamedTuple):
    """A line of sums."""

    row: int
    word: str
    unit: str
    """Of the rows above it those of the last day ("D"), month ("M") or year ("Y") are meant, or all ("")."""
    sums: tuple[int, int]
    """Money in and money out, in fen."""


def named(cells: Cells) -> Cells:
    """The same cells with the header, of one row or two, in the names of statements."""
    renamed = [[_NAME.get(plain(text), text) for text in texts] for texts in cells[: header.HEAD_ROWS]]
    for texts in renamed:
        names = [plain(text) for text in texts]
        if {"月", "日"} <= set(names):
            texts[names.index("年" if "年" in names else "月")] = "日期"
    found = header.find(renamed)
    if found is None:
        return cells
    head = renamed[max(found.row - 2, 0) : found.row]
    if not {"收入", "支出"} <= {text for texts in head for text in texts}:
        head = [["收支" if text == "余额方向" else text for text in texts] for texts in head]
    return [*cells[: found.row - len(head)], *head, *cells[found.row :]]


class Pages:
    """The lines below a header that is in the names of statements; what is no payment is blanked, and stays in its place."""

    def __init__(self, cells: Cells, found: header.Header) -> None:
        upper, lower = ([], *cells)[found.row - 1 : found.row + 1]
        placed = [place for places in found.places.values() for place in places]
        is_double = any(place >= len(lower) or not lower[place] for place in placed)
        self._places: dict[str, list[int]] = {}
        for texts in (lower, upper) if is_double else (lower,):
            for place, text in enumerate(texts):
                self._places.setdefault(plain(text), []).append(place)
        self._places.setdefault("日期", list(found.places[Field.DAY]))
        self._first_row = found.row + 1
        width = max(len(upper), len(lower))
        self.rows = [[*texts, *[""] * (width - len(texts))] for texts in cells[found.row :]]
        for texts in self.rows:
            # A new page begins with the header.
            if plain(self.text(texts, "收入") or self.text(texts, "金额")) in (*_NAME, "金额"):
                texts[:] = [""] * len(texts)
        self.begins_a_year = False

    def text(self, texts: list[str], name: str) -> str:
        """What a line has in the first column of a name (收入, 记账凭证), "" where there is none."""
        places = self._places.get(name)
        return texts[places[0]].strip() if places else ""

    def accounts(self) -> list[str]:
        """The accounts that the book mixes; none where it is a book of one."""
        payments = [texts for texts in self.rows if not (_carrying(texts) or total(texts))]
        for place in self._places.get("账户", ()):
            names = dict.fromkeys(filter(None, (texts[place].strip() for texts in payments)))
            if len(names) > 1:
                return list(names)
        return []

    def keep(self, account: str) -> bool:
        """Blank what is of other accounts; whether any line is of this one."""
        for place in self._places.get("账户", ()) if account else ():
            names = {texts[place].strip() for texts in self.rows} - {""}
            own = names & {account} or {name for name in names if account in name}
            if len(own) == 1:
                self.rows = [texts if texts[place].strip() in own else [] for texts in self.rows]
                return True
        return False

    def only(self, lines: Sequence[bool]) -> "Pages":
        """The same pages with these lines alone; the lines are shared, so what is blanked there is blanked here."""
        own = copy(self)
        own.rows = [texts if kept else [] for texts, kept in zip(self.rows, lines, strict=True)]
        return own

    def join_days(self) -> None:
        """Year, month and day become one; what is written once holds for the rows below, so does a day left blank."""
        places = [self._places[name][0] for name in ("日期", "月", "日") if name in self._places]
        last = [""] * len(places)
        for texts in filter(None, self.rows):
            own = [text if _DIGIT.search(text) else "" for text in (texts[place].strip() for place in places)]
            last = [text or before for text, before in zip(own, last, strict=True)]
            if own[-1] or any(self.text(texts, name) for name in ("收入", "支出", "金额")):
                parts = [part.partition(".")[0].strip("年月日") for part in last] if len(places) > 1 else last
                texts[places[0]] = "-".join(filter(None, parts))

    def take_directions(self) -> None:
        """借或贷 tells the side of the balance, unless it has a sign; beside a single amount, whether money came in."""
        for texts in filter(None, self.rows):
            owed = self.text(texts, "余额")
            if owed and self.text(texts, "余额方向").startswith("贷") and not owed.startswith(MINUS):
                texts[self._places["余额"][0]] = f"-{owed}"
            elif (side := self.text(texts, "收支").removesuffix("方")) in _SIDES:
                texts[self._places["收支"][0]] = _SIDES[side]

    def opening(self) -> int | None:
        """What the first line says the book begins with, in fen; lines that only carry a balance are blanked."""
        found: int | None = None
        begun = False
        for texts in filter(None, self.rows):
            word = _carrying(texts)
            if word and not begun:
                income, spending = self._sums(texts)
                found = fen_of(self.text(texts, "余额"))
                found = income - spending if found is None and word in BEGUN else found
                self.begins_a_year = word in YEARLY
            begun |= any(texts)
            if word:
                texts.clear()
        return found

    def totals(self) -> Iterator[Total]:
        """The lines of sums, which are blanked."""
        balance = ""
        for row, texts in enumerate(self.rows, self._first_row):
            word = total(texts) if texts else ""
            if texts and (not word or self._is_paid(texts, word, balance)):
                balance = self.text(texts, "余额")
            elif word:
                yield Total(row, word, unit(word), self._sums(texts))
                texts.clear()

    def _is_paid(self, texts: list[str], word: str, balance: str) -> bool:
        """Whether a dated line called 合计 moves the balance, on one side: a payment whose summary is that."""
        if word not in ("合计", "总计", "共计"):
            return False
        moves = not balance or fen_of(self.text(texts, "余额")) != fen_of(balance)
        one_sided = sum(map(bool, self._sums(texts))) == 1 or bool(self.text(texts, "金额"))
        return bool(self.text(texts, "日期")) and one_sided and moves

    def _sums(self, texts: list[str]) -> tuple[int, int]:
        income, spending = (fen_of(self.text(texts, name)) or 0 for name in ("收入", "支出"))
        return income, spending


_DIGIT = re.compile(r"\d")
_MARK = re.compile("[转页余存]")
"""One of these is in every word of a line that only carries a balance."""
_SIDES = {"借": "收入", "贷": "支出"}


def _carrying(texts: list[str]) -> str:
    """The word of a line that only carries a balance, "" where a line is none."""
    if not _MARK.search("".join(texts)):
        return ""
    return next((word for word in map(key, texts) if word in CARRIED), "")
