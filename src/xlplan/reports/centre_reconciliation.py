"""与核算中心对账表: the figures of every account in both books, and the rows that only one of them has."""

from collections.abc import Iterable, Iterator

import pandas as pd

from xlplan.excel.kinds import Kind
from xlplan.excel.report import Block, Head, Report, Value
from xlplan.reconcile.centre import GROUP, THEIRS, compared, of_month
from xlplan.reconcile.lists import AMOUNT, DAY, ROW, SUMMARY, VOUCHER
from xlplan.reconcile.proof import HINT, Reconciliation
from xlplan.reports.forms import form, month_in_words
from xlplan.reports.paper import Of, SheetPaper, When
from xlplan.tables.books import Books
from xlplan.tables.centre import CLOSING, FIGURES, MONTH, NAME
from xlplan.tables.statement import REFERENCE

PAPER = "与核算中心对账表"
_OURS, _THEIRS = "单位账", "核算中心账"
_HEADS = (
    Head("科目代码", 10),
    Head("科目名称", 22),
    *(Head(name, 14, Kind.MONEY, side) for side in (_OURS, _THEIRS) for name in FIGURES),
    Head("期末相差", 14, Kind.MONEY),
)
_ITEMS = (
    Head("科目代码", 10),
    Head("摘要", 22),
    Head("日期", 14, Kind.DAY),
    Head("凭证号", 14),
    Head("借方", 14, Kind.MONEY),
    Head("贷方", 14, Kind.MONEY),
    Head("谁有", 14),
    Head("说明", 56, span=4),
)


def centre_reconciliation(books: Books, month: str) -> Report:
    """与核算中心对账表

    一个月里每个科目的期初、借方、贷方、期末，单位的账和会计核算中心导出的账并排，末一列是期末相差多少；
    下面逐笔列出到月底只有一边有的，说明里写着可能是怎么回事。科目代码按核算中心的写。
    """
    figures = compared(books).figures
    own = figures[figures[MONTH] == month]
    unlike = own.loc[~own["相符"], GROUP].tolist()
    proofs = of_month(books, unlike, month)
    items = tuple(row for proof in proofs for row in _items(books, proof))
    blocks = (Block(_HEADS, tuple(_rows(own))), *([Block(_ITEMS, items, "只有一边有的")] if items else []))
    return Report(
        PAPER,
        PAPER,
        (_verdict(len(own), unlike), "余额借方为正、贷方为负；核算中心没有写的空着。"),
        blocks,
        form(books, month_in_words(month), "单位负责人", "会计", "核算中心"),
    )


def _verdict(count: int, unlike: list[str]) -> str:
    return (
        f"{count} 个科目，{len(unlike)} 个不符：{'、'.join(unlike)}。"
        if unlike
        else f"{count} 个科目全部相符。"
    )


def _rows(own: pd.DataFrame) -> Iterator[tuple[Value, ...]]:
    for _, row in own.sort_values(GROUP).iterrows():
        theirs = [None if pd.isna(row[THEIRS + name]) else int(row[THEIRS + name]) for name in FIGURES]
        gap = None if theirs[-1] is None else int(row[CLOSING]) - theirs[-1]
        yield row[GROUP], row[NAME], *(int(row[name]) for name in FIGURES), *theirs, gap or None


def _items(books: Books, proof: Reconciliation) -> Iterator[tuple[Value, ...]]:
    """The open rows of an account: 科目代码, 摘要, 日期, 凭证号, 借方, 贷方, 谁有, 说明."""
    for side, name in ((proof.book, _OURS), (proof.bank, _THEIRS)):
        rows = side.open
        numbers = rows[VOUCHER] if side is proof.book else books.centre.entries[REFERENCE].reindex(rows[ROW])
        fields = rows[[SUMMARY, DAY, AMOUNT, HINT]].itertuples(index=False)
        for number, (summary, day, fen, hint) in zip(numbers, fields, strict=True):
            debit, credit = (int(fen), None) if fen > 0 else (None, -int(fen))
            yield proof.account, summary, day.date(), number, debit, credit, name, hint


def _given(books: Books, month: str) -> Iterable[str]:
    """The month, if the centre has given it."""
    return [month] if month in books.centre.months and month in set(compared(books).figures[MONTH]) else []


CENTRE_RECONCILIATION = SheetPaper(
    PAPER, Of.MONTH, When.NIGHTLY, lambda books, month: [centre_reconciliation(books, month)], _given
)
