"""The statement files of an office: which account and which months each is about."""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from xlplan.bank.figures import KEPT
from xlplan.bank.lines import account_in
from xlplan.bank.merging import merged
from xlplan.bank.names import currency_of
from xlplan.bank.reading import read_statement
from xlplan.bank.source import grids
from xlplan.findings import CannotRun
from xlplan.tables.office import BankAccount
from xlplan.tables.statement import Statement

_KINDS = frozenset((".csv", ".txt", ".tsv", ".xls", ".xlsx"))
_SHORTEST = 4
"""Digits at the end of a number that may stand for the whole of it."""
_MOVED = re.compile(r"(20\d{2}[-/.年]?\d{1,2}[-/.月]?\d{1,2}|\d{1,2}月\d{1,2}日).*\d\.\d\d(?!\d)")
"""A line with a day and an amount."""

Parts = Mapping[tuple[str, str], Sequence[Statement]]
"""By 账户 and month what each file has of it."""


class Folder(NamedTuple):
    """What the files of an office say."""

    statements: dict[tuple[str, str], Statement]
    """By 账户 and month; of several files put together where a month lies in several."""
    refused: dict[str, str]
    """bank/NAME -> why a file is not among them."""
    passed_over: dict[str, str]
    """bank/NAME -> why a file need not be among them."""


def of_office(files: Iterable[Path], accounts: pd.DataFrame) -> Folder:
    """The statements in files, for ``accounts`` (rows of BankAccount).

    Files are read in the order of their names; what does not look like a statement by its name is passed over.
    """
    own: dict[tuple[str, str], list[Statement]] = {}
    refused: dict[str, str] = {}
    passed_over: dict[str, str] = {}
    numbers = _numbers(accounts)
    for path in sorted(path for path in files if is_statement(path)):
        try:
            for found in read_statement(path).accounts:
                account = _owner(found, numbers)
                for month, part in by_month(found).items():
                    own.setdefault((account, month), []).append(part)
        except CannotRun as reason:
            if _is_prose(path):
                passed_over[f"bank/{path.name}"] = "只有文字，没有表格，不当作对账单。"
            else:
                refused[f"bank/{path.name}"] = str(reason)
    one, others = in_one_currency(own)
    return Folder({key: merged(parts) for key, parts in one.items()}, refused | others, passed_over)


def in_one_currency(own: Parts) -> tuple[Parts, dict[str, str]]:
    """The parts in the one currency of each account, ours where it has any; bank/NAME -> why others are left out."""
    held: dict[str, set[str]] = {}
    for (account, _), parts in own.items():
        held.setdefault(account, set()).update(currency_of(part.currency) for part in parts)
    kept: dict[tuple[str, str], list[Statement]] = {}
    refused: dict[str, str] = {}
    for (account, month), parts in own.items():
        ours = min(held[account])
        for part in parts:
            if currency_of(part.currency) == ours:
                kept.setdefault((account, month), []).append(part)
            else:
                refused[part.workbook] = (
                    f"{part.name} 里有{account}的{part.currency}明细，"
                    f"不能和这个账户的{ours or '人民币'}明细加在一起。"
                )
    return kept, refused


def by_month(statement: Statement) -> dict[str, Statement]:
    """The parts of a statement by month; raises CannotRun where it names none."""
    months = statement.months()
    if not months:
        raise CannotRun(f"{statement.name} 里没有明细，也没有写明整月的起止日期，不知道是哪个月。")
    return months


def owner(statement: Statement, accounts: pd.DataFrame) -> str:
    """The 账户 (of rows of BankAccount) that a statement belongs to; raises CannotRun if none fits, or several."""
    return _owner(statement, _numbers(accounts))


def _numbers(accounts: pd.DataFrame) -> dict[str, str]:
    rows = accounts[[BankAccount.name, BankAccount.number]]
    return {name: _bare(number) for name, number in rows.itertuples(index=False)}


def is_statement(path: Path) -> bool:
    """Whether a file looks by its name like one that a bank or the centre gave."""
    return path.suffix.lower() in _KINDS and not path.name.startswith((".", "~$")) and path.is_file()


def _is_prose(path: Path) -> bool:
    """Whether a .txt is words without a table: few of its lines are divided into cells, and none has a day and an amount."""
    if path.suffix.lower() != ".txt":
        return False
    try:
        texts = [cells for _, encoding, cells in grids(path) if encoding]
    except CannotRun:
        return False
    lines = [[len([cell for cell in line if cell.strip()]) for line in cells if any(line)] for cells in texts]
    divided = any(sum(count > 1 for count in counts) * 2 >= len(counts) for counts in lines)
    moved = any(_MOVED.search(",".join(line)) for cells in texts for line in cells)
    return bool(texts) and not divided and not moved


def _bare(number: str) -> str:
    return re.sub(r"[\s-]", "", number)


def _owner(statement: Statement, numbers: Mapping[str, str]) -> str:
    """The 账户 that a statement belongs to, by the number in it, or in its name where it has none that shows a digit.

    Raises CannotRun if none fits, or several.
    """
    stated, named = _bare(statement.account), account_in(Path(statement.name).stem)
    number = stated if stated.strip("*") or not named else named
    if not number:
        raise CannotRun(f"{statement.name} 里和文件名里都没有账号，不知道是哪个账户。请把账号写进文件名。")
    # The surest likeness first: the whole number, then what is left of a masked, shortened or damaged one.
    for like in (_same, _masked, _shortened, _damaged):
        fits = [name for name, own in numbers.items() if own and like(number, own)]
        if len(fits) == 1:
            return fits[0]
        if fits:
            raise CannotRun(f"{statement.name} 的账号 {number} 分不清是{'还是'.join(fits)}。")
    raise CannotRun(f"{statement.name} 的账号 {number} 不在“银行账户”表里。")


def _same(number: str, own: str) -> bool:
    return number == own


def _masked(number: str, own: str) -> bool:
    parts = re.split(r"\*+", number)
    return len(parts) > 1 and any(parts) and bool(re.fullmatch(".*".join(map(re.escape, parts)), own))


def _shortened(number: str, own: str) -> bool:
    return number.isdigit() and len(number) >= _SHORTEST and own.endswith(number)


def _damaged(number: str, own: str) -> bool:
    """The office's own list may hold the number as a number (TAB-11): its last digits are gone."""
    return len(number) == len(own) > KEPT and number[:KEPT] == own[:KEPT]
