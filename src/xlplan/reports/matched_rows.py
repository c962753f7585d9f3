"""对账明细: which rows of the day book are which rows of the bank, and why."""

from collections.abc import Iterator
from itertools import zip_longest

import numpy as np
import pandas as pd

from xlplan.excel.kinds import Kind
from xlplan.excel.report import Block, Head, Report, Value
from xlplan.reconcile.lists import AMOUNT, DAY, PART, PARTY, REFERENCE, ROW, SUMMARY, VOUCHER
from xlplan.reconcile.pool import ASK, KIND, MARGIN, OFFSET, REASON, STAGE
from xlplan.reconcile.proof import GROUP, Reconciliation, Side
from xlplan.reconcile.sentences import ASKED, STAGES
from xlplan.reports.forms import day_in_words, form, whole
from xlplan.tables.books import Books
from xlplan.tables.ledger import BankEntry
from xlplan.tables.statement import row_of

NAME = "对账明细"
_OURS, _THEIRS = "银行日记账", "银行对账单"
_EMPTY: tuple[Value, ...] = (None,) * 5


def _heads(side: str, number: str) -> tuple[Head, ...]:
    return (
        Head("日期", 11, Kind.DAY, side),
        Head(number, 15, group=side),
        Head("摘要", 20, group=side),
        Head("金额", 13, Kind.MONEY, side),
        Head("行", 6, group=side),
    )


_HEADS = (
    Head("组", 5, Kind.COUNT),
    *_heads(_OURS, "凭证号、票据号"),
    *_heads(_THEIRS, "流水号"),
    Head("方式", 10),
    Head("余量", 5),
    Head("理由", 22),
)


def matched_rows(books: Books, found: Reconciliation) -> Report:
    """对账明细

    日记账的哪一行是对账单的哪一行，凭什么对上；要确认的在最前，几笔合计的在后，其余按日记账的顺序。
    """
    whole(books, BankEntry)
    return Report(
        NAME,
        NAME,
        (
            "余量是第一种对法比第二种好多少，空着的没有第二种；收入为正，支出为负；行是台账或对账单文件里的行。",
        ),
        (Block(_HEADS, tuple(_rows(found))),),
        form(books, f"{found.account}　　截至{day_in_words(found.until)}"),
    )


def _rows(found: Reconciliation) -> Iterator[tuple[Value, ...]]:
    """Each group in as many lines as its longer side has rows, its number and reason in the first."""
    places = [found.book.grouped[VOUCHER], None]
    ours, theirs = (
        _lines(found, side, numbers) for side, numbers in zip((found.book, found.bank), places, strict=True)
    )
    columns = [KIND, STAGE, REASON, MARGIN]
    groups = found.groups.loc[_order(found), columns].itertuples(index=True, name=None)
    for number, (label, kind, stage, reason, margin) in enumerate(groups, start=1):
        way = ASKED if kind == ASK else STAGES[stage]
        words: tuple[Value, ...] = (way, "" if np.isnan(margin) else f"{margin:.1f}", reason)
        head: Value = number
        for own, other in zip_longest(ours.get(label, ()), theirs.get(label, ()), fillvalue=_EMPTY):
            yield head, *own, *other, *words
            head, words = None, (None,) * 3


def _order(found: Reconciliation) -> "pd.Index[int]":
    """The groups: questions, sums of several, then by their first row of the book; what only the bank has comes last."""
    groups, sizes = (
        found.groups,
        [side.grouped.groupby(GROUP)[ROW].agg(["size", "min"]) for side in (found.book, found.bank)],
    )
    size = sizes[0]["size"].reindex(groups.index, fill_value=0) + sizes[1]["size"].reindex(
        groups.index, fill_value=0
    )
    rank = (
        pd.Series(2, groups.index).mask((size > 2) & (groups[KIND] != OFFSET), 1).mask(groups[KIND] == ASK, 0)
    )
    keys = pd.DataFrame({"rank": rank, "ours": sizes[0]["min"], "theirs": sizes[1]["min"]}, groups.index)
    return keys.sort_values(["rank", "ours", "theirs"], kind="stable").index


def _lines(
    found: Reconciliation, side: Side, vouchers: "pd.Series | None"
) -> dict[int, list[tuple[Value, ...]]]:
    """Group -> 日期, 号码, 摘要, 金额, 行 of its rows, in their order."""
    rows = side.grouped
    numbers = [""] * len(rows) if vouchers is None else vouchers.tolist()
    lines: dict[int, list[tuple[Value, ...]]] = {}
    columns = [GROUP, DAY, REFERENCE, SUMMARY, PARTY, AMOUNT, PART, ROW]
    fields = sorted(
        zip(rows[columns].itertuples(index=False, name=None), numbers, strict=True), key=_in_order
    )
    for (group, day, slip, summary, party, fen, month, label), number in fields:
        place = " ".join(
            filter(
                None, (month if month != found.month else "", found.file(month, label), str(row_of(label)))
            )
        )
        line = (day.date(), f"{number} {slip}".strip(), summary or party, int(fen), place)
        lines.setdefault(group, []).append(line)
    return lines


def _in_order(row: tuple[tuple[object, ...], str]) -> tuple[str, int]:
    return str(row[0][6]), int(str(row[0][7]))
