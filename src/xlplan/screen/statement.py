"""What ``xlplan statement`` shows of one bank file."""

from collections.abc import Iterator
from itertools import chain

import pandas as pd

from xlplan.money import grouped
from xlplan.screen import amount, shown
from xlplan.tables.statement import (
    AMOUNT,
    BALANCE,
    DAY,
    NEUTRAL,
    PARTY,
    REFERENCE,
    REFUNDED,
    SUMMARY,
    TIME,
    Statement,
)


def text(found: Statement) -> Iterator[str]:
    """A statement on the screen: whose it is, how much moved, and what does not hold."""
    for part in found.accounts:
        yield from _account(part, f"，{part.currency}" if found.parts and part.currency else "")
    for problem in found.problems:
        yield f"问题：{problem.detail}"
    checked = "余额逐行核对" if found.rows[BALANCE].notna().any() else "文件里没有余额，核对不了余额"
    yield f"{checked}，{f'有 {len(found.problems)} 个问题' if found.problems else '没有发现问题'}。"


def _account(found: Statement, currency: str) -> Iterator[str]:
    income, spending = _sums(found)
    days, neutral, refunded = found.rows[DAY], found.rows[NEUTRAL], found.rows[REFUNDED]
    span = f"{days.min():%Y-%m-%d} 至 {days.max():%Y-%m-%d}，{len(days)} 笔" if len(days) else "没有明细"
    yield f"{found.name}：{found.bank or '银行不明'}，账号 {found.account or '没有写'}{currency}"
    yield f"  {span}（表头在第 {found.header_row} 行）"
    yield f"  期初余额 {shown(found.opening)}"
    yield f"  收入 {(found.rows[AMOUNT] > 0).sum()} 笔，{grouped(income)}"
    yield f"  支出 {(found.rows[AMOUNT] < 0).sum()} 笔，{grouped(spending)}"
    if neutral.any():
        yield f"  不计收支 {(neutral != 0).sum()} 笔，{grouped(neutral.sum())}"
    if refunded.any():
        yield f"  其中已退款 {(refunded != 0).sum()} 笔，{grouped(refunded.sum())}"
    yield f"  期末余额 {shown(found.closing)}"


def document(found: Statement) -> dict[str, object]:
    """The document of ``statement --json``."""
    income, spending = _sums(found)
    parts = found.parts
    several = {
        "parts": [
            {
                "account": part.account,
                "currency": part.currency,
                "opening": amount(part.opening),
                "closing": amount(part.closing),
                "rows": len(part.rows),
            }
            for part in parts
        ]
    }
    owned = [_rows(part.rows, {"account": part.account, "currency": part.currency}) for part in parts]
    rows = chain.from_iterable(owned) if parts else _rows(found.rows, {})
    return {
        "bank": found.bank,
        "account": None if parts else found.account,
        **({"currency": None} if parts else {}),
        "encoding": found.encoding,
        "header_row": found.header_row,
        "rows": list(rows),
        "opening": amount(found.opening),
        "closing": amount(found.closing),
        "sum_in": amount(income),
        "sum_out": amount(spending),
        "declared": {
            key: value if key.startswith("count") else amount(value) for key, value in found.declared.items()
        },
        **(several if parts else {}),
        "problems": [
            {"kind": problem.kind, "row": problem.row, "detail": problem.detail} for problem in found.problems
        ],
    }


def _rows(rows: pd.DataFrame, owner: dict[str, str]) -> Iterator[dict[str, object]]:
    columns = [rows[column].tolist() for column in (TIME, AMOUNT, BALANCE, PARTY, SUMMARY, REFERENCE)]
    days = rows[DAY].dt.strftime("%Y-%m-%d")
    beside = zip(rows[NEUTRAL].tolist(), rows[REFUNDED].tolist(), strict=True)
    for row, day, time, fen, balance, party, summary, reference, (neutral, refunded) in zip(
        rows.index.tolist(), days, *columns, beside, strict=True
    ):
        yield {
            "row": row,
            "date": day,
            "time": time,
            "amount": amount(fen),
            "balance": None if balance is pd.NA else amount(balance),
            "counterparty": party,
            "summary": summary,
            "reference": reference,
            **({"neutral": amount(neutral)} if neutral else {}),
            **({"refunded": amount(refunded)} if refunded else {}),
            **owner,
        }


def _sums(found: Statement) -> tuple[int, int]:
    amounts = found.rows[AMOUNT]
    return int(amounts.clip(lower=0).sum()), int(-amounts.clip(upper=0).sum())
