from collections.abc import Iterator
from typing import Any

import pandas as pd

from xlplan.excel.table import Column
from xlplan.findings import Severity
from xlplan.ledger.vouchers import ledger_year
from xlplan.reconcile.centre import GROUP, THEIRS, Compared, compared, of_account, runs
from xlplan.reconcile.hints import explained
from xlplan.reconcile.lists import AMOUNT, DAY, ROW
from xlplan.reconcile.proof import GROUP as QUESTION
from xlplan.reconcile.proof import HINT, Reconciliation
from xlplan.rules import Hits, rule
from xlplan.tables.books import Books
from xlplan.tables.centre import CREDIT, DEBIT, ENTRIES, MONTH, NAME, OPENING, Centre
from xlplan.tables.ledger import OpeningBalance, VoucherLine
from xlplan.tables.office import Account, Parameter
from xlplan.tables.periods import due
from xlplan.tables.statement import FILE, Statement

_LATEST = "核算中心对账最迟日"
_BALANCES = (
    "科目 {科目} {月份} 单位期初 {期初:元}，借方 {借方:元}，贷方 {贷方:元}，期末 {期末:元}；"
    "核算中心期初 {中心期初:元}，借方 {中心借方:元}，贷方 {中心贷方:元}，期末 {中心期末:元}；期末相差 {相差:元}。"
)
"""Balances are debit less credit."""
_FIGURES = "科目 {科目} {月份} 的发生额（借减贷），单位 {单位:元}，核算中心 {中心:元}，相差 {差:元}。"


@rule(
    "CLS-03",
    fix="和核算中心逐笔核对这个科目：单位记错的，按规定更正；核算中心记错的，请他们更正后重新导出。",
    whole=(VoucherLine, OpeningBalance),
)
def differs_from_centre(books: Books) -> Iterator[Hits]:
    """与核算中心账不符

    会计核算中心集中记账，单位的账要和它逐个科目、逐个月相符。把核算中心导出的明细账或者科目余额表原样放进 centre 文件夹
    （xlplan reconcile --centre 看逐笔的对法）。已经过完、有导出的月份，发生额或余额不一样的科目，逐笔对：只有单位有的，
    指向那个月第一行这样的分录的科目代码；只有核算中心有的，指向它文件里的那一行。核算中心晚几天记、下个月补上的，对得上，不算。
    两边一笔不差、余额还是不同的，指向期初余额里的这个科目，期初没有的指向科目表。只有科目余额表的月份，比期初、借方、贷方、期末，
    指向科目表里的这个科目。核算中心用别的科目代码的，在“参数”表写一行“核算中心科目：100201”，值是它的代码。
    文件里读不懂的行、接不上的余额，指向那一行。一个月的导出到了次月参数“核算中心对账最迟日”（15 日）还没有，提醒一次，
    从有导出的第一个月算起；从来没有导出的单位不查。

    错：
    记账凭证
    | 日期       | 凭证号 | 摘要       | 科目代码 | 借方 | 贷方 |
    | ---------- | ------ | ---------- | -------- | ---: | ---: |
    | 2026-10-08 | 记-1   | 购粉笔     | 5001     |  100 |      |
    | 2026-10-08 | 记-1   | 购粉笔     | 100201   |      |  100 |
    | 2026-10-20 | 记-2   | 付物业费   | **5101** |  300 |      |
    | 2026-10-20 | 记-2   | 付物业费   | 100201   |      |  300 |
    核算中心 2026-10
    | 日期           | 科目代码 | 摘要     | 借方 | 贷方 |
    | -------------- | -------- | -------- | ---: | ---: |
    | 2026-10-09     | 5001     | 购粉笔   |  100 |      |
    | **2026-10-22** | 5001     | 付物业费 |  300 |      |
    | 2026-10-09     | 100201   | 购粉笔   |      |  100 |
    | 2026-10-22     | 100201   | 付物业费 |      |  300 |

    错：
    期初余额
    | 科目代码   | 借方 | 贷方 |
    | ---------- | ---: | ---: |
    | **100201** |  500 |      |
    记账凭证
    | 日期       | 凭证号 | 摘要   | 科目代码 | 借方 | 贷方 |
    | ---------- | ------ | ------ | -------- | ---: | ---: |
    | 2026-10-08 | 记-1   | 收拨款 | 100201   |  100 |      |
    | 2026-10-08 | 记-1   | 收拨款 | 4001     |      |  100 |
    核算中心 2026-10
    | 日期       | 科目代码 | 摘要     | 借方 | 贷方 | 方向 | 余额 |
    | ---------- | -------- | -------- | ---: | ---: | ---- | ---: |
    |            | 100201   | 期初余额 |      |      | 借   |  800 |
    | 2026-10-08 | 100201   | 收拨款   |  100 |      | 借   |  900 |
    | 2026-10-08 | 4001     | 收拨款   |      |  100 | 贷   |  100 |

    错：
    科目
    | 科目代码 | 科目名称     | 余额方向 |
    | -------- | ------------ | -------- |
    | 100201   | 基本户       | 借       |
    | **4001** | 财政拨款收入 | 贷       |
    记账凭证
    | 日期       | 凭证号 | 摘要   | 科目代码 | 借方 | 贷方 |
    | ---------- | ------ | ------ | -------- | ---: | ---: |
    | 2026-10-08 | 记-1   | 收拨款 | 100201   |  100 |      |
    | 2026-10-08 | 记-1   | 收拨款 | 4001     |      |  100 |
    核算中心 2026-10
    | 科目代码 | 科目名称     | 期初余额借方 | 期初余额贷方 | 本期借方 | 本期贷方 | 期末余额借方 | 期末余额贷方 |
    | -------- | ------------ | -----------: | -----------: | -------: | -------: | -----------: | -----------: |
    | 100201   | 基本户       |              |              |      100 |          |          100 |              |
    | 4001     | 财政拨款收入 |              |              |          |      130 |              |          130 |

    错：
    参数
    | 参数                   | 值 | 起         | 文号     |
    | ---------------------- | -- | ---------- | -------- |
    | **核算中心对账最迟日** | 15 | 2026-01-01 | 内控制度 |
    记账凭证
    | 日期       | 凭证号 | 摘要   | 科目代码 | 借方 | 贷方 |
    | ---------- | ------ | ------ | -------- | ---: | ---: |
    | 2026-09-08 | 记-1   | 收拨款 | 100201   |  100 |      |
    | 2026-09-08 | 记-1   | 收拨款 | 4001     |      |  100 |
    核算中心 2026-09
    | 日期       | 科目代码 | 摘要   | 借方 | 贷方 |
    | ---------- | -------- | ------ | ---: | ---: |
    | 2026-09-08 | 100201   | 收拨款 |  100 |      |
    | 2026-09-08 | 4001     | 收拨款 |      |  100 |

    对：
    日期：2026-11-10
    参数
    | 参数                 | 值     | 起         | 文号     |
    | -------------------- | ------ | ---------- | -------- |
    | 核算中心对账最迟日   | 15     | 2026-01-01 | 内控制度 |
    | 核算中心科目：100201 | 100205 | 2026-01-01 | 核算中心 |
    记账凭证
    | 日期       | 凭证号 | 摘要   | 科目代码 | 借方 | 贷方 |
    | ---------- | ------ | ------ | -------- | ---: | ---: |
    | 2026-08-31 | 记-1   | 收拨款 | 100201   |  100 |      |
    | 2026-08-31 | 记-1   | 收拨款 | 4001     |      |  100 |
    | 2026-10-12 | 记-1   | 收拨款 | 100201   |   70 |      |
    核算中心 2026-08
    | 日期       | 科目代码 | 摘要   | 借方 | 贷方 |
    | ---------- | -------- | ------ | ---: | ---: |
    | 2026-08-31 | 400101   | 收拨款 |      |  100 |
    核算中心 2026-09
    | 日期       | 科目代码 | 摘要   | 借方 | 贷方 |
    | ---------- | -------- | ------ | ---: | ---: |
    | 2026-09-02 | 100205   | 收拨款 |  100 |      |
    """
    centre = books.centre
    if not centre.months:
        return
    every = centre.statement("", "", centre.entries)
    yield Hits(_unreadable(centre), at=every, message="{说明}", month=MONTH)
    both = compared(books)
    newest = []
    for code in sorted(set(both.figures.loc[~both.figures["相符"], GROUP])):
        figures = both.figures[both.figures[GROUP] == code].set_index(MONTH)
        figures = figures[figures.index >= figures.index[~figures["相符"]].min()]
        proofs = of_account(books, code, figures.index[0])
        yield from _unexplained(books, both, code, figures, proofs)
        newest += [proofs[run[-1]] for run in runs(figures) if figures[ENTRIES][run[0]]]
    yield from _only_one_has(books, both, newest)
    yield from _missing(books)


def _only_one_has(books: Books, both: Compared, newest: list[Reconciliation]) -> Iterator[Hits]:
    """Of every account the first of a month's rows that only one side has, by the end of all that the centre gave."""
    centre = books.centre
    for proof in explained(newest):
        ours, theirs = (_left(proof, rows) for rows in (proof.book.open, proof.bank.open))
        for rows, at, other in (
            (ours, VoucherLine.account, "核算中心没有"),
            (theirs, centre.statement(proof.account, "", centre.entries), "单位没有"),
        ):
            facts = _facts(both, proof.account, rows).assign(另=other)
            yield Hits(facts, at=at, message=_FIGURES + "这一笔 {数:元}{等}{另}。{提示}")


def _named(both: Compared, code: str) -> str:
    """The code with the name that the centre gives it."""
    names = both.figures.loc[both.figures[GROUP] == code, NAME]
    return f"{code} {names.max()}".strip()


def _left(proof: Reconciliation, rows: pd.DataFrame) -> pd.DataFrame:
    """The open rows that make a difference: a question whose rows come to the same on both sides makes none."""
    sums = [side.open.groupby(QUESTION)[AMOUNT].sum() for side in (proof.book, proof.bank)]
    gaps = sums[0].sub(sums[1], fill_value=0)
    settled = gaps.index[(gaps == 0) & (gaps.index > 0)]
    return rows[~rows[QUESTION].isin(settled)]


def _facts(both: Compared, code: str, rows: pd.DataFrame) -> pd.DataFrame:
    """The first row of each month, by its row, with how many there are and what both have of the month."""
    month = rows[DAY].dt.strftime("%Y-%m")
    rows = rows.assign(**{MONTH: month, "笔": rows.groupby(month)[ROW].transform("size")})
    rows = rows.sort_values([DAY, ROW]).drop_duplicates(MONTH).set_index(ROW)
    own = both.figures[both.figures[GROUP] == code].set_index(MONTH)
    ours, theirs = own[DEBIT] - own[CREDIT], own[THEIRS + DEBIT] - own[THEIRS + CREDIT]
    facts = {"单位": ours, "中心": theirs, "差": (ours - theirs).abs()}
    return rows.assign(
        **{name: rows[MONTH].map(fen).fillna(0).astype("int64") for name, fen in facts.items()},
        科目=_named(both, code), 数=rows[AMOUNT].abs(), 提示=rows[HINT],
        等=("等 " + rows["笔"].astype("str") + " 笔，").where(rows["笔"] > 1, "，"),
    )  # fmt: skip


def _unexplained(
    books: Books, both: Compared, code: str, figures: pd.DataFrame, proofs: dict[str, Reconciliation]
) -> Iterator[Hits]:
    """Differences that no row explains, where they begin and where they change: of what the year began with, or of balances."""
    before = 0
    for month, proof in proofs.items():
        own = figures.loc[month]
        gap = proof.difference or 0
        # Of balances each figure is told; those of entries follow from their rows.
        begun = gap if pd.isna(own[THEIRS + OPENING]) else own[OPENING] - own[THEIRS + OPENING]
        sides = [own[side] - own[THEIRS + side] for side in (DEBIT, CREDIT)]
        moved = not own[ENTRIES] and (any(sides) or begun != gap)
        if moved or gap != before:
            yield _unlike(books, both, code, month, own, proof)
        before = gap


def _unlike(
    books: Books, both: Compared, code: str, month: str, own: "pd.Series[Any]", proof: Reconciliation
) -> Hits:
    gap = proof.difference or 0
    facts = {str(name): 0 if pd.isna(value) else value for name, value in own.items()}
    facts |= {GROUP: _named(both, code), MONTH: month, "相差": abs(gap)}
    rows, at = _demanding(books, both, code, own)
    return Hits(rows.assign(**facts), at=at, message=_BALANCES, month=MONTH)


def _demanding(
    books: Books, both: Compared, code: str, own: "pd.Series[Any]"
) -> tuple[pd.DataFrame, Column | Statement]:
    """The one row that stands for an account: of what the year began with, else of the chart, else of the centre."""
    openings, chart = both.openings[both.openings[GROUP] == code], books[Account]
    moved = own[DEBIT] != own[THEIRS + DEBIT] or own[CREDIT] != own[THEIRS + CREDIT]
    if len(openings) and not moved:
        return openings.head(1), OpeningBalance.account
    lines = both.lines[both.lines[GROUP] == code]
    codes = {code, *lines[VoucherLine.account], *openings[OpeningBalance.account]}
    listed = chart[chart[Account.code].isin(codes)]
    if len(listed):
        return listed.head(1), Account.code
    return pd.DataFrame(index=[int(own[ROW])]), books.centre.statement(code, "", books.centre.entries)


def _missing(books: Books) -> Iterator[Hits]:
    """Months since the first export that have none by the day that is set."""
    given = books.centre.months
    lacking = due(books, _LATEST, ledger_year(books[VoucherLine], books.today))
    lacking = lacking[(lacking > given[0]) & ~lacking.isin(given)]
    rows = books[Parameter].loc[lacking.index].assign(**{MONTH: lacking})
    yield Hits(
        rows,
        at=Parameter.name,
        message="核算中心 {月份} 的账还没有放进 centre 文件夹，和核算中心的账对不了。",
        severity=Severity.WARNING,
        month=MONTH,
    )


def _unreadable(centre: Centre) -> pd.DataFrame:
    """What does not hold in the files, by label, with the month of its file."""
    months = centre.figures.groupby(centre.figures[ROW] // FILE)[MONTH].max()
    told = {told.row: told.detail for told in centre.problems if told.row is not None}
    rows = pd.DataFrame({"说明": pd.Series(told, dtype="str")})
    return rows.assign(**{MONTH: (rows.index.to_series() // FILE).map(months).fillna("").to_numpy()})
