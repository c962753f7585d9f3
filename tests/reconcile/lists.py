"""Lists to reconcile, made by hand or by chance."""

from collections.abc import Sequence
from datetime import date, timedelta

import pandas as pd
from hypothesis import strategies as st

from xlplan.reconcile.lists import AMOUNT, DAY, PARTY, REFERENCE, ROW, SUMMARY
from xlplan.reconcile.proof import GROUP, Reconciliation
from xlplan.tables.statement import Statement

FIRST = date(2026, 9, 1)

Move = tuple[int, int, str]
"""Days after the first, fen in (+) or out (-), number of the slip."""

MOVES = st.lists(
    st.tuples(
        st.integers(0, 60),
        st.one_of(st.sampled_from([100, 200, -100]), st.integers(-(10**12), 10**12)).filter(bool),
        st.sampled_from(["", "", "7", "8", "9"]),
    ),
    max_size=25,
)
"""Few amounts and few numbers, so that many rows look alike."""


def rows(moves: Sequence[Move], first_label: int = 2) -> pd.DataFrame:
    """A list as ``match`` takes it."""
    labels = pd.RangeIndex(first_label, first_label + len(moves))
    return pd.DataFrame(
        {
            DAY: pd.Series([pd.Timestamp(FIRST + timedelta(days)) for days, _, _ in moves], labels, "datetime64[s]"),
            AMOUNT: pd.Series([fen for _, fen, _ in moves], labels, "int64"),
            REFERENCE: pd.Series([number for _, _, number in moves], labels, "str"),
            SUMMARY: pd.Series("转账", labels, "str"),
            PARTY: pd.Series("某公司", labels, "str"),
        }
    )  # fmt: skip


def groups(proof: Reconciliation) -> list[tuple[list[int], list[int]]]:
    """What was settled, or is asked, within a window: rows of the book and of the bank."""
    sides = (proof.book.grouped, proof.bank.grouped)
    return [
        (ours, theirs)
        for number in proof.groups.index
        for ours, theirs in [[rows.loc[rows[GROUP] == number, ROW].tolist() for rows in sides]]
    ]


def statement(moves: Sequence[Move], opening: int, first_row: int = 2) -> Statement:
    """A statement file of these moves, in the order of time, with its running balance."""
    own = rows(sorted(moves, key=lambda move: move[0]), first_row).rename(columns={REFERENCE: "流水号"})
    balances = own[AMOUNT].cumsum() + opening
    own = own.assign(
        时间="", 余额=balances.astype("Int64"), 对方户名="某公司", 摘要="转账", 不计收支=0, 已退款=0
    )
    closing = int(balances.iloc[-1]) if len(own) else opening
    return Statement("对账单.csv", "", "某银行", "6222", "utf-8", first_row - 1, own, opening, closing)
