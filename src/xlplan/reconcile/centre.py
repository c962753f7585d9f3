"""The office's accounts against the books of the county accounting centre, month by month. All amounts in fen, + = debit.

The two may have other codes: 核算中心科目 says the centre's code for one of ours and for those below it, and accounts of which
one side has a finer division are taken together under the shorter code.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

import pandas as pd

from xlplan.ledger.accounts import highest, lowest
from xlplan.ledger.vouchers import BUDGETARY, ledger_year
from xlplan.money import grouped
from xlplan.reconcile.hints import explained
from xlplan.reconcile.lists import DAY, REFERENCE, blanks, statement_rows, voucher_rows
from xlplan.reconcile.proof import Names, Reconciliation, Window, names_of_files, proofs
from xlplan.reconcile.terms import of_office as terms_of
from xlplan.tables import parameters
from xlplan.tables.books import Books, Waiting
from xlplan.tables.centre import CLOSING, CODE, CREDIT, DEBIT, ENTRIES, FIGURES, MONTH, NAME, OPENING, ROW
from xlplan.tables.ledger import OpeningBalance, VoucherLine
from xlplan.tables.statement import FILE, Problem, Statement

FAMILY = "核算中心科目"
NAMES = Names("记账凭证", "核算中心账", "科目")
GROUP = "科目"
"""The shortest code, in the centre's writing, under which accounts of both sides are taken together."""
THEIRS = "中心"
"""Before the figures of the centre."""


class Compared(NamedTuple):
    """Both books side by side, for the months of the ledger's year that are over and that the centre has given."""

    figures: pd.DataFrame
    """One row for each account and month that can be compared: 科目, 月份, 期初, 借方, 贷方, 期末 of ours, the same of the
    centre after 中心 (NA where it does not say), 明细, 行 (0 where the centre has no line), 科目名称, and 相符."""
    lines: pd.DataFrame
    """Our lines of 记账凭证 in those months, with 科目 and 月份."""
    openings: pd.DataFrame
    """期初余额 with 科目."""
    entries: pd.DataFrame
    """The centre's, with 科目."""
    groups: dict[str, str]
    """Code of ours or of the centre -> 科目."""

    def asked(self, code: str) -> list[str]:
        """The accounts that a code of either side means: its own, or all below it."""
        every = sorted(set(self.figures[GROUP]))
        own = self.groups.get(code, "")
        return [own] if own in every else [group for group in every if group.startswith(code)]


def compared(books: Books) -> Compared:
    """The figures of all accounts; raises Waiting where 记账凭证 or 期初余额 cannot be had whole."""
    complete = books.requiring((VoucherLine, OpeningBalance))
    lines, openings = complete[VoucherLine], complete[OpeningBalance]
    return books.once(compared, lambda: _compared(books, lines, openings))


def _compared(books: Books, lines: pd.DataFrame, openings: pd.DataFrame) -> Compared:
    year = str(ledger_year(lines, books.today))
    this = f"{books.today:%Y-%m}"
    months = [month for month in books.centre.months if month[:4] == year and month < this]
    theirs = _lowest(books.centre.figures[books.centre.figures[MONTH].isin(months)])
    ours = _mapped(books, {*lines[VoucherLine.account], *openings[OpeningBalance.account]})
    above = highest({*ours.values(), *theirs[CODE]})
    theirs = theirs.assign(**{GROUP: theirs[CODE].map(above).astype("str")})
    to_group = {code: above.get(own, "") for code, own in ours.items()}
    lines = lines.assign(**{
        GROUP: lines[VoucherLine.account].map(to_group).astype("str"),
        MONTH: lines[VoucherLine.date].dt.strftime("%Y-%m").fillna("").astype("str"),
    })  # fmt: skip
    lines = lines[lines[MONTH].str.startswith(year) & (lines[MONTH] < this)]
    openings = openings.assign(**{GROUP: openings[OpeningBalance.account].map(to_group).astype("str")})
    figures = _beside(_ours(lines, openings, months), _theirs(theirs), _complete(theirs), months)
    kept = theirs.loc[theirs[ENTRIES].astype(bool), [CODE, MONTH, GROUP]]
    entries = books.centre.entries.reset_index(names=ROW).merge(kept, on=[CODE, MONTH]).set_index(ROW)
    return Compared(figures, lines, openings, entries, above | to_group)


def of_month(books: Books, codes: Iterable[str], month: str) -> list[Reconciliation]:
    """These accounts (科目 of ``compared``) in one month, with what explains their open rows."""
    every, asked = compared(books).figures, [*codes]
    if not asked:
        return []
    # What stands on the wrong account explains rows of the account that is asked.
    unlike = set(every.loc[~every["相符"], GROUP])
    found = []
    for code in sorted({*asked, *unlike}):
        own = every[(every[GROUP] == code) & (every[MONTH] <= month)]
        proofs = of_account(books, code, min([month, *own.loc[~own["相符"], MONTH]]))
        found += [proofs[month]] if month in proofs else []
    return [proof for proof in explained(found) if proof.account in asked]


def _mapped(books: Books, codes: Iterable[str]) -> dict[str, str]:
    """Our codes -> the centre's, by the longest item of the family that a code begins with."""
    try:
        family = books.family(FAMILY, books.today, parameters.texts).to_dict()
    except Waiting:
        family = {}
    found = {}
    for code in codes:
        own = max((item for item in family if code.startswith(item)), key=len, default="")
        found[code] = f"{family[own]}{code[len(own) :]}" if own else code
    return found


def _lowest(figures: pd.DataFrame) -> pd.DataFrame:
    """The figures without accounts that others of the same month are part of."""
    parts = [own[own[CODE].isin(lowest(own[CODE]))] for _, own in figures.groupby(MONTH)]
    return pd.concat(parts) if parts else figures


def _ours(lines: pd.DataFrame, openings: pd.DataFrame, months: list[str]) -> pd.DataFrame:
    """期初, 借方, 贷方, 期末 of each of our accounts in each of the months; index = 科目, 月份."""
    sides = lines.groupby([GROUP, MONTH])[[VoucherLine.debit, VoucherLine.credit]].sum()
    sides.columns = pd.Index([DEBIT, CREDIT])
    begun = (openings[OpeningBalance.debit] - openings[OpeningBalance.credit]).groupby(openings[GROUP]).sum()
    groups = sorted({*lines[GROUP], *openings[GROUP]} - {""})
    every = sorted({*lines[MONTH], *months})
    full = pd.MultiIndex.from_product([groups, every], names=[GROUP, MONTH])
    sides = sides.reindex(full, fill_value=0)
    net = sides[DEBIT] - sides[CREDIT]
    before = begun.reindex(full.get_level_values(0), fill_value=0).set_axis(full)
    closing = before + net.groupby(level=0).cumsum()
    found = sides.assign(**{OPENING: closing - net, CLOSING: closing})[list(FIGURES)]
    return found[full.get_level_values(1).isin(months)]


def _theirs(figures: pd.DataFrame) -> pd.DataFrame:
    """The centre's figures of each group; a sum of which a part is not said is not said."""
    by = figures.groupby([GROUP, MONTH])
    found = by[list(FIGURES)].sum()
    unsaid = figures[list(FIGURES)].isna().groupby([figures[GROUP], figures[MONTH]]).any()
    return found.mask(unsaid).assign(
        **{NAME: by[NAME].first(), ROW: by[ROW].min(), ENTRIES: by[ENTRIES].min()}
    )


def _complete(figures: pd.DataFrame) -> set[tuple[bool, str]]:
    """The halves (budgetary or not) and months of which the centre has all accounts: whose debits are its credits."""
    half = figures[CODE].str.startswith(BUDGETARY)
    sums = figures[[DEBIT, CREDIT]].groupby([half, figures[MONTH]]).sum()
    whole = sums.index[(sums[DEBIT] == sums[CREDIT]) & (sums[DEBIT] != 0)]
    return {(bool(budget), str(month)) for budget, month in whole}


def _beside(
    ours: pd.DataFrame, theirs: pd.DataFrame, complete: set[tuple[bool, str]], months: list[str]
) -> pd.DataFrame:
    """Both sides of every account that the centre keeps, or has left out where it has all accounts.

    One that it leaves out of a month has not moved there.
    """
    groups = sorted({*ours.index.get_level_values(0), *theirs.index.get_level_values(0)})
    every = pd.MultiIndex.from_product([groups, months], names=[GROUP, MONTH])
    theirs = theirs.rename(columns={name: THEIRS + name for name in FIGURES})
    both = ours.reindex(every, fill_value=0).join(theirs).reset_index()
    absent = both[ROW].isna()
    both[[THEIRS + DEBIT, THEIRS + CREDIT]] = both[[THEIRS + DEBIT, THEIRS + CREDIT]].mask(absent, 0)
    month = pd.PeriodIndex(both[MONTH], freq="M").year * 12 + pd.PeriodIndex(both[MONTH], freq="M").month
    run = pd.Series(month, both.index) - both.groupby(GROUP).cumcount()
    carried = both.groupby([both[GROUP], run])[THEIRS + CLOSING].ffill()
    for name in (OPENING, CLOSING):
        both[THEIRS + name] = both[THEIRS + name].mask(absent, carried)
    kept = both[GROUP].isin(theirs.index.get_level_values(0))
    halves = zip(both[GROUP].str.startswith(BUDGETARY), both[MONTH], strict=True)
    kept |= pd.Series([half in complete for half in halves], both.index, dtype=bool)
    empty = absent & carried.isna() & (both[list(FIGURES)] == 0).all(axis=1)
    entries = both[MONTH].map(both[ENTRIES].astype("boolean").groupby(both[MONTH]).max())
    both = both.assign(**{
        NAME: both[NAME].fillna(""), ROW: both[ROW].fillna(0).astype("int64"),
        ENTRIES: both[ENTRIES].astype("boolean").fillna(entries).astype(bool),
    })[kept & ~empty]  # fmt: skip
    return both.assign(相符=_agree(both))


def _agree(both: pd.DataFrame) -> "pd.Series":
    """Whether what the centre says is what we have; of entries the side of a red one does not matter."""
    gaps = {name: (both[name] - both[THEIRS + name]).fillna(0) for name in FIGURES}
    net = gaps[DEBIT] == gaps[CREDIT]
    sides = (gaps[DEBIT] == 0) & (gaps[CREDIT] == 0)
    return (gaps[OPENING] == 0) & (gaps[CLOSING] == 0) & sides.where(~both[ENTRIES], net)


def of_account(books: Books, code: str, since: str = "") -> dict[str, Reconciliation]:
    """Every month (YYYY-MM) in which an account (科目 of ``compared``) is in the centre's books, as of its end.

    ``since``: the first of them that is looked at, where all before agree.

    Entries of months that follow each other are paired as one list. A month of which the centre gave balances only has no
    rows: there the balances are the proof. Raises Waiting where 记账凭证 or 期初余额 cannot be had.
    """
    both = compared(books)
    return books.once((of_account, code, since), lambda: _of_account(books, both, code, since))


def _of_account(books: Books, both: Compared, code: str, since: str) -> dict[str, Reconciliation]:
    found: dict[str, Reconciliation] = {}
    figures = both.figures[(both.figures[GROUP] == code) & (both.figures[MONTH] >= since)].set_index(MONTH)
    lines = voucher_rows(both.lines[(both.lines[GROUP] == code) & (both.lines[MONTH] >= since)])
    entries = both.entries[both.entries[GROUP] == code]
    for run in runs(figures):
        windows = [_window(month, figures.loc[month]) for month in run]
        by_month = {month: _statement(books, code, month, entries) for month in run}
        theirs = statement_rows(by_month)
        theirs = theirs.assign(**{REFERENCE: blanks(theirs)})
        has_entries = bool(figures[ENTRIES][run[0]])
        ours = lines[(lines[DAY] <= windows[-1].until) & has_entries]
        terms = terms_of(books, ours[DAY], theirs[DAY])
        files = {
            month: names for month, names in names_of_files(by_month).items() if _several(by_month[month])
        }
        for proof in proofs(code, ours, theirs, windows, terms):
            found[proof.month] = replace(proof, files=files, names=NAMES)
    return found


def runs(figures: pd.DataFrame) -> Iterator[list[str]]:
    """The months (index of ``figures``) that are paired together: those with entries, one after the other."""
    run: list[str] = []
    for month, entries in figures[ENTRIES].sort_index().items():
        follows = run and str(pd.Period(run[-1]) + 1) == month
        if run and not (follows and entries and figures[ENTRIES][run[-1]]):
            yield run
            run = []
        run.append(str(month))
    if run:
        yield run


def _window(month: str, figures: "pd.Series") -> Window:
    start = pd.Timestamp(month)
    until = start + pd.offsets.MonthEnd()
    theirs = [None if pd.isna(fen := figures[THEIRS + name]) else int(fen) for name in (OPENING, CLOSING)]
    ours = int(figures[OPENING]), int(figures[CLOSING])
    problems = tuple(_problems(figures))
    return Window(month, start, until, ours, (theirs[0], theirs[1]), problems)


def _problems(figures: "pd.Series") -> Iterator[Problem]:
    """What balances alone tell: a side that moved by another amount."""
    for side in () if figures[ENTRIES] else (DEBIT, CREDIT):
        if figures[side] != figures[THEIRS + side]:
            own, theirs = (grouped(int(figures[name])) for name in (side, THEIRS + side))
            yield Problem("figures", None, f"本月{side}发生额，单位 {own}，核算中心 {theirs}。")


def _several(own: Statement) -> bool:
    """Whether the rows of an account and month stand in several files."""
    return len(set(own.rows.index // FILE)) > 1


def _statement(books: Books, code: str, month: str, entries: pd.DataFrame) -> Statement:
    return books.centre.statement(code, month, entries[entries[MONTH] == month])
