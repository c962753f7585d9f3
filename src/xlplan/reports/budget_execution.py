"""预算执行表: what the year's budget allows, what is spent of it, and how that compares with the year."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pandas as pd

from xlplan.cells import Ref, Source
from xlplan.excel.kinds import Kind
from xlplan.excel.report import Block, Chart, Figure, Form, Head, Report, Share, Total, Value
from xlplan.ledger.budget import execution_on, receipts_on, year_gone
from xlplan.ledger.commitments import STAGES, funnel, with_known_commitments
from xlplan.ledger.vouchers import net, of_accounts
from xlplan.money import grouped
from xlplan.reports.forms import at_end, check_year, day_in_words, form, share, source, whole
from xlplan.reports.paper import Of, SheetPaper, When
from xlplan.tables.books import Books
from xlplan.tables.budget import BudgetChange, BudgetLine
from xlplan.tables.claims import Claim
from xlplan.tables.ledger import VoucherLine

NAME, LINES = "预算执行表", "支出明细"
STAGED = "审批到支付"
_HELD = ("已批未付", "可用")
_SIGNED = ("单位负责人", "总务主任", "制表人")


def budget_execution(books: Books) -> tuple[Report, ...]:
    """预算执行表

    今年预算到今天执行了多少：第一张按资金来源，带执行进度和时间进度对照的图，再列收入；第二张是支出的每个预算号，
    按资金来源小计；第三张是每个预算号的单子走到了哪一步：申请、审批、采购、验收、支付。已批未付是批准了还没有付的，
    可用＝剩余－已批未付；没有报销台账的、报销台账读不全的单位这两列空着，也没有第三张。
    那天以后的预算调整还不算。没有写预算号的收支不在表里，注明有多少。
    """
    lines, vouchers = whole(books, BudgetLine), whole(books, VoucherLine)
    changes = whole(books, BudgetChange)
    spent = execution_on(lines, changes, vouchers, books.today)
    spent, unheld = with_known_commitments(books, spent, books.today)
    received = receipts_on(lines, changes, vouchers, books.today)
    part = Share(year_gone(books.today))
    gone = Figure(part, Source(Ref("", ""), "时间进度", f"{books.today}", 1, NAME))
    paper = form(books, f"截至{day_in_words(books.today)}", *_SIGNED)
    notes = (
        f"时间进度：一年过去了 {part.part:.1%}。执行进度＝已支（已收）÷调整后预算。",
        *_unlisted(books, vouchers, spent["已支"].sum(), received["已收"].sum()),
        *((unheld,) if unheld else ()),
    )
    blocks = _funds(spent, part, gone), _income(received, gone)
    return (
        Report(NAME, NAME, notes, blocks, paper),
        Report(LINES, f"{NAME}（{LINES}）", notes[:1], (_spending(spent, gone),), paper),
        *_stages(books, spent, paper),
    )


def _heads(*first: Head, done: str, left: str, held: tuple[str, ...] = ()) -> tuple[Head, ...]:
    amounts = (Head(title, 13, Kind.MONEY) for title in ("年初数", "调整", "调整后", done, left))
    after = (Head(title, 13, Kind.MONEY) for title in held)
    return *first, *amounts, Head("执行进度", 9), Head("时间进度", 9), *after


def _amounts(rows: pd.DataFrame, done: str) -> pd.DataFrame:
    """What ``_figures`` tells of lines: fen, and the numbers of voucher lines and of claims."""
    held = [*_HELD, "已批单数"] if "可用" in rows else []
    return rows[[BudgetLine.original, "调整", "预算", done, "剩余", "笔数", *held]]


def _figures(which: str, amounts: Sequence[int], rows: int, done: str, gone: Figure) -> tuple[Value, ...]:
    """The figures of one line or of some, added up, and where they come from."""
    original, changed, budget, part, left, entries, *held = map(int, amounts)
    lines = source(BudgetLine.original, which, rows, NAME)
    column = VoucherLine.debit if done == "已支" else VoucherLine.credit
    paid = source(column, f"{which}，{done}", entries, NAME)
    changes = f"{BudgetLine.added}－{BudgetLine.cut}"
    return (
        Figure(original, lines),
        Figure(changed, replace(lines, column=changes)) if changed else None,
        Figure(budget, replace(lines, column=str(BudgetLine.adjusted))),
        Figure(part, paid),
        Figure(left, replace(paid, which=f"{which}，预算减{done}")),
        Figure(share(part, budget), replace(paid, which=f"{which}，{done}占预算")),
        gone,
        *(_held_figures(which, paid, *held) if held else (None, None) if done == "已支" else ()),
    )


def _held_figures(which: str, paid: Source, held: int, free: int, claims: int) -> tuple[Figure, ...]:
    """What is approved and not yet paid, by its claims; and what is left after it, by the vouchers as 剩余 is."""
    at = source(Claim.amount, f"{which}，批准了没有付的", claims, NAME)
    less = f"{which}，预算减已支，再减“{Claim.sheet}”里批准了没有付的 {claims} 单"
    return Figure(held, at), Figure(free, replace(paid, which=less))


def _sums(which: str, rows: pd.DataFrame, done: str, gone: Figure) -> tuple[Value, ...]:
    return _figures(which, _amounts(rows, done).sum().tolist(), len(rows), done, gone)


def _funds(spent: pd.DataFrame, part: Share, gone: Figure) -> Block:
    rows = [
        (str(fund) or "（没有写）", *_sums(f"支出：{fund}", own, "已支", gone))
        for fund, own in spent.groupby(BudgetLine.fund, sort=False)
    ]
    rows.append(Total(("合计", *_sums("支出：全部", spent, "已支", gone))))
    heads = _heads(Head("资金来源", 28, span=2), done="已支", left="剩余", held=_HELD)
    chart = Chart(f"各项资金的执行进度（时间进度 {part.part:.1%}）", "资金来源", ("执行进度",), "时间进度")
    return Block(heads, tuple(rows), "一、支出（按资金来源）", chart)


def _numbered(rows: pd.DataFrame, done: str, gone: Figure) -> list[tuple[Value, ...]]:
    amounts = _amounts(rows, done).to_numpy().tolist()
    named = zip(rows[BudgetLine.number], rows[BudgetLine.project], amounts, strict=True)
    return [
        (number, project, *_figures(f"预算号 {number}", own, 1, done, gone)) for number, project, own in named
    ]


def _income(received: pd.DataFrame, gone: Figure) -> Block:
    rows = _numbered(received, "已收", gone)
    rows.append(Total(("", "合计", *_sums("收入：全部", received, "已收", gone))))
    return Block(
        _heads(Head("预算号", 8), Head("项目", 22), done="已收", left="未收"), tuple(rows), "二、收入"
    )


def _spending(spent: pd.DataFrame, gone: Figure) -> Block:
    rows: list[tuple[Value, ...]] = []
    for fund, own in spent.groupby(BudgetLine.fund, sort=False):
        rows.append(Total(("", str(fund) or "（没有写）", *_sums(f"支出：{fund}", own, "已支", gone))))
        rows += _numbered(own, "已支", gone)
    rows.append(Total(("", "合计", *_sums("支出：全部", spent, "已支", gone))))
    return Block(
        _heads(Head("预算号", 8), Head("项目", 22), done="已支", left="剩余", held=_HELD), tuple(rows)
    )


def _stages(books: Books, spent: pd.DataFrame, paper: Form) -> Iterator[Report]:
    """How far the claims on each budget line have come."""
    if "可用" not in spent:
        return
    told = spent.join(
        funnel(books, books.today)[[*STAGES, "申请中", "单数"]], on=BudgetLine.number, how="inner"
    )
    columns = [*STAGES, "申请中", *_HELD]
    amounts = told[[*columns, "已批单数", "笔数", "单数"]]
    rows: list[tuple[Value, ...]] = [
        (number, project, *_staged(f"预算号 {number}", own))
        for number, project, own in zip(
            told[BudgetLine.number], told[BudgetLine.project], amounts.to_numpy().tolist(), strict=True
        )
    ]
    sums = _staged("全部", amounts.sum().tolist())
    heads = Head("预算号", 8), Head("项目", 22), *(Head(name, 13, Kind.MONEY) for name in columns)
    notes = (
        "各步都是这个预算号今年的单子到这一天走到那一步的金额；申请中是还没有批准的，已批未付占用预算。",
    )
    block = Block(heads, (*rows, Total(("", "合计", *sums))))
    yield Report(STAGED, f"{NAME}（{STAGED}）", notes, (block,), paper)


def _staged(which: str, amounts: Sequence[int]) -> tuple[Figure, ...]:
    *stages, held, free, approved, entries, claims = map(int, amounts)
    at, paid = source(Claim.amount, which, claims, NAME), source(VoucherLine.debit, which, entries, NAME)
    return (
        *(
            Figure(fen, replace(at, which=f"{which}，{name}"))
            for name, fen in zip((*STAGES, "申请中"), stages, strict=True)
        ),
        *_held_figures(which, paid, held, free, approved),
    )


def _unlisted(books: Books, vouchers: pd.DataFrame, spent: int, received: int) -> list[str]:
    """What the vouchers of the year spend and receive beside the lines of these tables."""
    days = vouchers[VoucherLine.date]
    year = (days >= pd.Timestamp(books.today.year, 1, 1)) & (days <= pd.Timestamp(books.today))
    own = vouchers[year & (vouchers[VoucherLine.kind] != "结账")]
    found = []
    for name, listed, account, sign in (("支出", spent, "7", 1), ("收入", received, "6", -1)):
        rest = sign * int(net(own[of_accounts(own, (account,))]).sum()) - int(listed)
        if rest:
            found.append(
                f"另有预算会计{name} {grouped(rest)} 元没有写预算号，或预算号不在预算表里，没有列入。"
            )
    return found


def _at_end(books: Books, month: str) -> tuple[Report, ...]:
    own = at_end(books, month)
    check_year(own, own.today)
    return budget_execution(own)


BUDGET_EXECUTION = SheetPaper(NAME, Of.MONTH, When.NIGHTLY, _at_end)
