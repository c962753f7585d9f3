"""What ``xlplan balance`` shows."""

from collections.abc import Iterator

import pandas as pd

from xlplan.jobs.balance import Balance
from xlplan.ledger.balances import HALVES, gap_sentences
from xlplan.ledger.vouchers import BUDGETARY
from xlplan.money import grouped, yuan
from xlplan.screen.columns import aligned
from xlplan.tables.budget import BudgetLine

_AMOUNTS = {
    "期初": "opening", "借方": "debit", "贷方": "credit", "期末": "closing",
    "累计借方": "year_debit", "累计贷方": "year_credit",
}  # fmt: skip

_HELD = {"已批未付": "committed", "可用": "available"}
"""What claims hold of a line of spending."""


def text(found: Balance) -> Iterator[str]:
    """A trial balance, half by half, then the budget against time."""
    yield f"{found.month} 科目余额表（到 {found.day}）"
    budgetary = found.accounts.index.str.startswith(BUDGETARY)
    for half, own in zip(HALVES, (~budgetary, budgetary), strict=True):
        rows = [
            (
                f"{'  ' if account['上级科目'] else ''}{code}",
                f"{'  ' if account['上级科目'] else ''}{account['科目名称']}",
                *_amounts(account),
            )
            for code, account in found.accounts[own].iterrows()
        ]
        yield f"\n{half}"
        heads = ("科目代码", "科目名称", "期初余额", "本月借方", "本月贷方", "期末余额")
        yield from aligned([heads, *rows, ("合计", "", *_amounts(found.totals.loc[half]))], words=2)
    yield from _budget(found)
    yield ""
    yield from gap_sentences(found.totals) or ["试算平衡。"]


def _amounts(account: "pd.Series") -> tuple[str, ...]:
    return (
        _sided(account["期初"]),
        grouped(account["借方"]),
        grouped(account["贷方"]),
        _sided(account["期末"]),
    )


def _sided(fen: int) -> str:
    """A balance as ledgers show it: its side, then its size."""
    side = "借" if fen > 0 else "贷" if fen < 0 else "平"
    return f"{side} {grouped(abs(fen))}"


def _budget(found: Balance) -> Iterator[str]:
    yield f"\n预算执行（到 {found.day}，时间进度 {found.time_progress:.1%}）"
    for direction, done, rows in (("收入", "已收", found.income), ("支出", "已支", found.spending)):
        amounts = [BudgetLine.original, "调整", "预算", done, "剩余", *(own for own in _HELD if own in rows)]
        lines = [
            (
                line[BudgetLine.number], line[BudgetLine.project], *(grouped(line[amount]) for amount in amounts),
                "" if pd.isna(line["进度"]) else f"{line['进度']:.1%}",
            )
            for _, line in rows.iterrows()
        ]  # fmt: skip
        yield f"\n{direction}"
        yield from aligned([("预算号", "项目", *amounts, "进度"), *lines], words=2)
    if found.unheld:
        yield found.unheld


def document(found: Balance) -> dict[str, object]:
    """The document of ``balance --json``."""
    accounts = found.accounts.loc[found.posted]
    halves = dict(zip(("financial", "budget"), HALVES, strict=True))
    budget = pd.concat(
        [found.income.rename(columns={"已收": "done"}), found.spending.rename(columns={"已支": "done"})]
    ).sort_index()
    return {
        "month": found.month,
        "accounts": [
            {"account": code, "name": account["科目名称"]} | _sums(account)
            for code, account in accounts.iterrows()
        ],
        "totals": {name: _sums(found.totals.loc[half]) for name, half in halves.items()},
        "balanced": found.balanced,
        "budget": [
            {
                "number": line[BudgetLine.number],
                "direction": line[BudgetLine.direction],
                "item": line[BudgetLine.project],
                "original": yuan(line[BudgetLine.original]),
                "change": yuan(line["调整"]),
                "adjusted": yuan(line["预算"]),
                "done": yuan(line["done"]),
                "left": yuan(line["剩余"]),
                **{
                    name: yuan(line[header])
                    for header, name in _HELD.items()
                    if header in line and pd.notna(line[header])
                },
                "progress": None if pd.isna(line["进度"]) else round(line["进度"], 6),
            }
            for _, line in budget.iterrows()
        ],
        "time_progress": round(found.time_progress, 6),
        **({"waiting": found.unheld} if found.unheld else {}),
    }


def _sums(row: "pd.Series") -> dict[str, str]:
    return {name: yuan(row[header]) for header, name in _AMOUNTS.items()}
