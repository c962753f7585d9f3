"""The centre's 明细账: entries of one account or of many, told by a column, by lines between them, or by names."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

import numpy as np
import pandas as pd

from xlplan.bank import figures, header, pages, proof
from xlplan.bank.centre.export import FILE_NUMBER, Entries, code_in_cell, code_in_words, months_in
from xlplan.bank.daybook import missum, told_by
from xlplan.bank.names import Field
from xlplan.bank.order import in_order
from xlplan.bank.pages import Pages, Total
from xlplan.bank.rows import UNSIGNED, Body
from xlplan.excel.header import plain
from xlplan.excel.loose import Cells
from xlplan.findings import CannotRun
from xlplan.tables.centre import CLOSING, CODE, CREDIT, DEBIT, ENTRIES, MONTH, NAME, OPENING, ROW
from xlplan.tables.statement import AMOUNT, BALANCE, DAY, FILE, REFERENCE, Problem, Source

_OWN_CODE, _OWN_NAME = "代码", "名称"
_NAMES = {
    _OWN_CODE: "科目代码 科目编码 科目编号 会计科目代码 会计科目编码 科目号",
    _OWN_NAME: "科目名称 会计科目名称 科目全称",
}
_NAME = {name: ours for ours, names in _NAMES.items() for name in names.split()}
_Account = tuple[int, str]
"""Number of a file, and a code in it."""
_EITHER = frozenset(("科目", "会计科目"))
"""A column that holds both, where there is none of codes."""


def read(path: Path) -> list[Entries]:
    """The entries of each sheet of a file; raises CannotRun with one sentence where there is no such table."""
    return [_sheet(path.name, table) for table in header.tables(path, _named)]


def _named(cells: Cells) -> Cells:
    """The same cells with the header in the names of statements, and the columns of accounts in ours."""
    head = cells[: header.HEAD_ROWS]
    coded = any(_NAME.get(plain(text)) == _OWN_CODE for texts in head for text in texts)
    either = {} if coded else dict.fromkeys(_EITHER, _OWN_CODE)
    renamed = [[(_NAME | either).get(plain(text), text) for text in texts] for texts in head]
    return pages.named([*renamed, *cells[header.HEAD_ROWS :]])


def _sheet(name: str, table: header.Table) -> Entries:
    sheet, _, cells, found = table
    book = Pages(cells, found)
    above = [name, sheet, *chain(*cells[: found.row - 1])]
    codes = _codes(book, next(filter(None, map(code_in_words, reversed(above))), ""))
    if any(map(any, book.rows)) and not any(codes):
        raise CannotRun(f"{name} 里没有写科目代码，不知道是哪个科目的明细。")
    book.join_days()
    book.take_directions()
    vouchers = [book.text(texts, "记账凭证") for texts in book.rows]
    names = {code: book.text(texts, _OWN_NAME) for code, texts in zip(codes, book.rows, strict=True) if texts}
    openings, totals = _carried(book, codes)
    told = told_by(above)
    body = Body([*cells[: found.row], *book.rows], found, told=told)
    problems = list(body.others(told))
    listed = body.frame(None)
    if listed is None:
        raise CannotRun(f"{name} {UNSIGNED}。")
    months = sorted(set(listed[DAY].dt.strftime("%Y-%m"))) or months_in(above)[-1:]
    if not months or (listed.empty and not openings):
        reason = problems[0].detail if problems else "表头下面没有一行明细，也没有余额。"
        raise CannotRun(f"{name} 里没有读到明细：{reason}")
    rows = _rows(body, listed, codes, vouchers)
    source = Source(name, sheet, found.row)
    return Entries(source, rows, openings, totals, body.lost, months, names, problems)


def _codes(book: Pages, first: str) -> list[str]:
    """Of which account each line is: as it says, else as what stands above it; titles of an account are blanked."""
    found, code, is_title = list[str](), first, False
    for texts in book.rows:
        filled = any(book.text(texts, name) for name in ("收入", "支出", "金额", "余额"))
        own = code_in_cell(book.text(texts, _OWN_CODE))
        if not own and not filled and (titled := code_in_words(" ".join(texts))):
            own, is_title = titled, True
        code = own or code
        found.append(code)
        # What stands between the name of an account and its rows is a title as well.
        is_title &= not filled
        if is_title:
            texts.clear()
    return found


def _carried(book: Pages, codes: Sequence[str]) -> tuple[dict[str, int], list[tuple[str, Total]]]:
    """With what each account begins, and its lines of sums; both are blanked."""
    begun: dict[str, int] = {}
    totals: list[tuple[str, Total]] = []
    for code in dict.fromkeys(filter(None, codes)):
        own = book.only([code == other for other in codes])
        opening = own.opening()
        totals += [(code, total) for total in own.totals()]
        if opening is not None:
            begun[code] = opening
    return begun, totals


def _rows(body: Body, rows: pd.DataFrame, codes: Sequence[str], vouchers: Sequence[str]) -> pd.DataFrame:
    """The rows with their account, number of voucher, and the side that each stands on."""

    def known(texts: Sequence[str]) -> "pd.api.extensions.ExtensionArray":
        return pd.array(np.asarray(texts, dtype=object)[body.known], dtype="str")

    debit, credit = rows[AMOUNT].clip(lower=0), -rows[AMOUNT].clip(upper=0)
    if Field.INCOME in body.header.places:
        debit, credit = (
            pd.Series(figures.amounts(body.texts(side))[0][body.known], rows.index)
            for side in (Field.INCOME, Field.SPENDING)
        )
    sides = {DEBIT: debit, CREDIT: credit, AMOUNT: debit - credit}
    return rows.assign(**{REFERENCE: known(vouchers), CODE: known(codes), **sides})


def together(sheets: Mapping[int, Entries]) -> tuple[pd.DataFrame, pd.DataFrame, list[Problem]]:
    """Entries and figures as of ``Centre``, each with the number of its file, and what does not hold in them."""
    parts = [
        own.rows.set_axis(own.rows.index + FILE * number).assign(**{FILE_NUMBER: number})
        for number, own in sheets.items()
    ]
    entries = pd.concat(parts)
    entries = entries.assign(**{MONTH: entries[DAY].dt.strftime("%Y-%m").astype("str")})
    stated = entries[BALANCE] - entries.groupby([FILE_NUMBER, CODE])[AMOUNT].cumsum()
    begun = stated.groupby([entries[FILE_NUMBER], entries[CODE]]).first().to_dict()
    begun |= {(number, code): fen for number, own in sheets.items() for code, fen in own.openings.items()}
    problems = [_in_file(told, number, own) for number, own in sheets.items() for told in own.problems]
    problems += _broken(sheets, entries, stated, begun) or _missummed(sheets, entries)
    return entries, _figures(sheets, entries, begun), problems


def _in_file(told: Problem, number: int, own: Entries) -> Problem:
    row = None if told.row is None else told.row + FILE * number
    return replace(told, row=row, file=own.source.name)


def _broken(
    sheets: Mapping[int, Entries], entries: pd.DataFrame, stated: "pd.Series", begun: Mapping[_Account, int]
) -> list[Problem]:
    """Balances of an account that do not follow from each other."""
    keys = list(zip(entries[FILE_NUMBER], entries[CODE], strict=True))
    first = pd.Series(pd.array([begun[key] for key in keys], dtype="Int64"), entries.index)
    off = (stated != first).fillna(False).to_numpy(dtype=bool)
    found: list[Problem] = []
    for number, code in dict.fromkeys(key for key, wrong in zip(keys, off, strict=True) if wrong):
        rows = sheets[number].rows
        own = in_order(rows[rows[CODE] == code])
        breaks = proof.breaks(own, int(begun[number, code]), sheets[number].lost)
        found += [_in_file(told, number, sheets[number]) for told in breaks]
    return found


def _missummed(sheets: Mapping[int, Entries], entries: pd.DataFrame) -> list[Problem]:
    """Sums of a month, or of all, that the rows of the account above them do not have; a row too few is told already."""
    places = entries.groupby([FILE_NUMBER, CODE]).indices
    labels, months = entries.index.to_numpy(), entries[MONTH].to_numpy()
    sides = [entries[side].to_numpy() for side in (DEBIT, CREDIT)]
    found = []
    for number, sheet in sheets.items():
        for code, total in [] if sheet.lost else sheet.totals:
            own = places.get((number, code), np.array([], dtype=np.intp))
            own = own[labels[own] < total.row + FILE * number]
            if total.unit not in ("", "M") or not len(own):
                continue
            own = own[months[own] == months[own[-1]]] if total.unit == "M" else own
            for side, said, fen in zip((DEBIT, CREDIT), total.sums, sides, strict=True):
                if gap := said - int(fen[own].sum()):
                    told = missum(total.row, f"{total.word}{side}", said, gap)
                    found.append(_in_file(told, number, sheet))
    return found


def _figures(
    sheets: Mapping[int, Entries], entries: pd.DataFrame, begun: Mapping[_Account, int]
) -> pd.DataFrame:
    """Every account in every month of its file; one without entries stands at the header."""
    codes = pd.Series({**dict.fromkeys(zip(entries[FILE_NUMBER], entries[CODE], strict=True)), **begun})
    every = [(number, code, month) for number, code in sorted(codes.index) for month in sheets[number].months]
    index = pd.MultiIndex.from_tuples(every, names=[FILE_NUMBER, CODE, MONTH])
    by = entries.reset_index(names=ROW).groupby([FILE_NUMBER, CODE, MONTH])
    found = by[[DEBIT, CREDIT]].sum().reindex(index, fill_value=0).astype("Int64")
    net = found[DEBIT] - found[CREDIT]
    opening = pd.Series(pd.array([begun.get(key[:2]) for key in every], dtype="Int64"), index)
    closing = opening + net.groupby(level=[0, 1]).cumsum()
    header = pd.Series([sheets[number].source.header_row + FILE * number for number, *_ in every], index)
    names = pd.array([sheets[number].names.get(code, "") for number, code, _ in every], dtype="str")
    found = found.assign(**{
        OPENING: closing - net, CLOSING: closing, NAME: names, ENTRIES: True,
        ROW: by[ROW].min().reindex(index).fillna(header).astype("int64"),
    })  # fmt: skip
    return found.reset_index()
