"""Reading one statement file of any bank: found by the names in it, proved by its own figures."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

import numpy as np
import pandas as pd

from xlplan.bank import header, lines, proof
from xlplan.bank.figures import BLANKS
from xlplan.bank.joining import by_row, whole
from xlplan.bank.names import Field
from xlplan.bank.order import faults, in_order
from xlplan.bank.repeats import repeats
from xlplan.bank.rows import UNSIGNED, Body
from xlplan.bank.sections import Section, sections
from xlplan.bank.twice import decided
from xlplan.findings import CannotRun
from xlplan.money import grouped
from xlplan.tables.statement import AMOUNT, BALANCE, Problem, Statement


def read_statement(path: Path) -> Statement:
    """The statement in a file; raises CannotRun with one sentence for a file or a layout that cannot be read."""
    read = [
        part
        for table in header.tables(path)
        for section in sections(table[2], table[3])
        for part in _statements(path.name, table, section)
    ]
    found = whole(path.name, read)
    if found.rows.empty and (found.problems or not (found.reach or "opening" in found.declared)):
        reason = found.problems[0].detail if found.problems else "表头下面没有一行明细。"
        raise CannotRun(f"{path.name} 里没有读到明细：{reason}")
    return found


def _statements(name: str, table: header.Table, section: Section) -> list[Statement]:
    """The statement below one header, divided where columns name several accounts or currencies."""
    sheet, encoding, cells, _ = table
    found = section.header
    told, above = lines.Told(), cells[section.start - 1 : found.row - 1]
    told.date(f"{name} {sheet}")
    unit = next(filter(None, map(lines.unit_in, above)), "")
    if unit:
        raise CannotRun(f"{name} 的金额单位是{unit}，请下载以元为单位的流水再读。")
    for row, texts in enumerate(above, section.start):
        told.hear(row, texts)
    body = decided(name, cells, found, section.stop, told)
    problems = list(body.others(told))
    listed = body.frame(told.declared.get("opening"))
    if listed is None:
        raise CannotRun(f"{name} {UNSIGNED}。")
    account = told.account or lines.account_in(Path(name).stem)
    file = Statement(
        name,
        sheet,
        lines.bank_in(chain([told.bank, name, sheet], *above)) or told.bank,
        account,
        encoding,
        found.row,
        listed,
        None,
        None,
        told.declared,
        span=told.months,
        reach=told.reach,
        currency=told.currency,
    )
    owners = _owners(body, file)
    if len(set(owners)) <= 1:
        account, currency = owners[0] if owners else (account, told.currency)
        return [_proved(replace(file, account=account, currency=currency), problems, body.lost, told.rows)]
    return _divided(file, owners, problems, body.lost)


def _owners(body: Body, file: Statement) -> list[tuple[str, str]]:
    """Account and currency of each row: of its columns, or else what the lines above say.

    Rows whose balances follow from each other are of one account, whatever else a column so called may hold.
    """
    owned = (
        _named(body, Field.ACCOUNT, file.account),
        _named(body, Field.CURRENCY, file.currency),
    )
    rows, several = file.rows, any(len(set(names)) > 1 for names in owned)
    if several and len(rows) > 1 and rows[BALANCE].notna().all() and faults(rows, None) == 1:
        return [(file.account, file.currency)] * len(rows)
    return list(zip(*owned, strict=True))


def _named(body: Body, meaning: Field, told: str) -> list[str]:
    """What a column names for each row; ``told`` where it names nothing, or others only where it is an account."""
    texts = [text for text, known in zip(body.texts(meaning), body.known, strict=True) if known]
    bare = {text: "" if text in BLANKS else "".join(text.split()) for text in set(texts)}
    named = {text for text in bare.values() if text}
    if len(named) > 1 and not (meaning is Field.ACCOUNT and told and told not in named):
        return [bare[text] for text in texts]
    only = next(iter(named)) if len(named) == 1 else told
    # The number above the rows is whole, one in a column may be shortened.
    return [told if told.endswith(only) else only] * len(texts)


def _divided(
    file: Statement,
    owners: Sequence[tuple[str, str]],
    problems: list[Problem],
    lost: Mapping[int, int | None],
) -> list[Statement]:
    """A statement for each account and currency; the totals of the file are about all of them."""
    misdeclared = proof.misdeclared(file.rows, None, file.declared)
    problems += (Problem("declared_total", None, detail) for _, detail in misdeclared)
    own = pd.Series(owners, index=file.rows.index)
    parts: list[Statement] = []
    for account, currency in dict.fromkeys(owners):
        rows = file.rows[np.fromiter((owner == (account, currency) for owner in own), np.bool_, len(own))]
        part = replace(file, rows=rows, account=account, currency=currency, declared={})
        parts.append(_proved(part, problems if not parts else [], lost, {}))
    return parts


def _proved(
    found: Statement, problems: list[Problem], lost: Mapping[int, int | None], told: Mapping[str, int]
) -> Statement:
    """The rows in the order of time without repeats, the balances, and all that does not hold."""
    rows = in_order(found.rows)
    again = repeats(rows)
    rows = rows.drop(index=list(again))
    opening, misplaced = _opening(rows, found.declared, told)
    closing = proof.closing_of(rows, opening, found.declared)
    duplicates = (
        Problem("duplicate", row, f"第 {row} 行和第 {first} 行完全一样，没有重复计入。")
        for row, first in again.items()
    )
    unsaid = list(_unsaid(found.rows, found.declared))
    broken = list(proof.breaks(rows, opening, lost))
    total = "cut" if not broken and proof.is_cut(rows, found.declared) else "declared_total"
    misdeclared = (
        Problem(total, told.get(key), detail)
        for key, detail in proof.misdeclared(rows, closing, found.declared)
    )
    return replace(
        found,
        rows=rows,
        opening=opening,
        closing=closing,
        problems=by_row(
            chain(problems, unsaid, misplaced, broken or proof.backward(rows), duplicates, misdeclared)
        ),
    )


def _unsaid(rows: pd.DataFrame, declared: Mapping[str, int]) -> Iterator[Problem]:
    """The last row of a file, if it alone lacks a balance and no total of the file says that it is whole."""
    lacks = rows[BALANCE].isna().to_numpy()
    if len(rows) > 2 and lacks[-1] and lacks.sum() == 1 and declared.keys() <= {"opening"}:
        row = int(rows.index[-1])
        yield Problem("cut", row, f"第 {row} 行没有余额，别的行都有，像是文件没有下载全。")


def _opening(
    rows: pd.DataFrame, declared: Mapping[str, int], told: Mapping[str, int]
) -> tuple[int | None, list[Problem]]:
    """The balance before the first row. One that is written below the rows holds only where it fits them."""
    row = told.get("opening")
    if row is None or rows.empty or row < rows.index.max():
        return proof.opening_of(rows, declared), []
    said, moved = declared["opening"], int(rows[AMOUNT].sum())
    stated = proof.opening_of(rows, {})
    if stated is None:
        return (said if declared.get("closing") == said + moved else None), []
    if said in (stated, stated + moved):
        return stated, []
    detail = f"第 {row} 行写的期初余额 {grouped(said)}，按明细的余额应为 {grouped(stated)}。"
    return stated, [Problem("declared_total", row, detail)]
