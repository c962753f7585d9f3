"""What belongs to a payment that is still to be made, and what rows that are carried refer to."""

from collections.abc import Iterable, Mapping

import pandas as pd

from xlplan.excel.frames import Frames
from xlplan.excel.table import Column, Table
from xlplan.jobs.rollover.old import Old, blank
from xlplan.tables.claims import Acceptance, Claim, Contract, Payment, Purchase
from xlplan.tables.projects import Project

_LIVE = ("填报", "审批中", "已批准")
_DONE = ("退回", "作废")
_LINKS: tuple[tuple[Column, Column], ...] = (
    (Claim.settles, Claim.number),
    (Purchase.claim, Claim.number),
    (Contract.purchase, Purchase.number),
    (Acceptance.purchase, Purchase.number),
    (Acceptance.contract, Contract.number),
    (Payment.claim, Claim.number),
    (Payment.contract, Contract.number),
)
"""What ties a request, its purchase, its contract, its acceptances and its payments into one case."""
_OF_CASES: tuple[type[Table], ...] = (Claim, Purchase, Contract, Acceptance, Payment)
Kept = Mapping[type[Table], "pd.Series"]


def of_cases(old: Old, projects: pd.DataFrame) -> Kept:
    """Of each sheet of a case which rows are carried: a case is, as a whole, while anything of it is open."""
    kept = {table: old.later(table) for table in _OF_CASES}
    kept[Claim] |= open_claims(old)
    kept[Contract] |= _open_contracts(old) | old[Contract][Contract.number].isin(projects[Project.contract])
    kept[Acceptance] |= old[Acceptance][Acceptance.number].isin(projects[Project.acceptance])
    before = -1
    while before != (now := sum(int(rows.sum()) for rows in kept.values())):
        before = now
        for left, right in _LINKS:
            mine, theirs = old[left.table][left], old[right.table][right]
            kept[left.table] = kept[left.table] | ((mine != "") & mine.isin(theirs[kept[right.table]]))
            kept[right.table] = kept[right.table] | theirs.isin(mine[kept[left.table] & (mine != "")])
    return kept


def open_claims(old: Old) -> "pd.Series":
    """What is not paid yet, applications that nobody has brought to an end, and advances that are not settled."""
    claims = old[Claim]
    ended = claims.loc[~claims[Claim.state].isin(_DONE), Claim.settles]
    settled = claims[Claim.number].isin(ended[ended != ""])
    advance = claims[Claim.kind] == "借款"
    unsettled = advance & ~claims[Claim.state].isin(_DONE) & ~settled
    asked = (claims[Claim.kind] == "事前申请") & settled
    return unsettled | (claims[Claim.state].isin(_LIVE) & ~asked & ~advance)


def _open_contracts(old: Old) -> "pd.Series":
    """Contracts that run on, or are not paid up."""
    contracts, payments = old[Contract], old[Payment]
    paid = payments[Payment.amount].groupby(payments[Payment.contract]).sum()
    due = contracts[Contract.amount] + contracts[Contract.change]
    paid = contracts[Contract.number].map(paid).fillna(0).astype("int64")
    return (contracts[Contract.end] >= old.next) | (paid < due)


def joined(old: Old, carried: Frames) -> dict[type[Table], pd.DataFrame]:
    """Rows that refer to others: what a required reference names comes along, any other to what stays behind goes blank."""
    found = dict(carried)
    size = -1
    while size != (now := sum(map(len, found.values()))):
        size = now
        for column in _references(found):
            found = _fetched(old, found, column) if column.required else found
    return {table: _cut(found, table) for table in found}


def _references(found: Frames) -> Iterable[Column]:
    return [column for table in found for column in table.columns if column.refers and not column.several]


def _fetched(
    old: Old, found: dict[type[Table], pd.DataFrame], column: Column
) -> dict[type[Table], pd.DataFrame]:
    assert column.refers
    target, rows = column.refers.table, old[column.refers.table]
    named = set(found[column.table][column]) - {""} - set(found[target][column.refers])
    missing = rows[rows[column.refers].isin(named)]
    return found if missing.empty else found | {target: pd.concat([missing, found[target]])}


def _cut(found: Frames, table: type[Table]) -> pd.DataFrame:
    rows = found[table]
    for column in _references({table: rows}):
        assert column.refers
        lost = (rows[column] != "") & ~rows[column].isin(found[column.refers.table][column.refers])
        if not column.required and not column.judged_by and lost.any():
            rows = rows.assign(**{column: rows[column].where(~lost, blank(column, rows))})
    return rows
