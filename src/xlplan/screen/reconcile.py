"""What ``xlplan reconcile`` shows."""

from collections.abc import Iterator

import pandas as pd

from xlplan.jobs.reconcile import Reconciled
from xlplan.money import grouped
from xlplan.reconcile.pairing import AMOUNT, BANK, BOOK, DAY, REASON, STAGE
from xlplan.reconcile.proof import OPEN, PART, PARTY, ROW, SUMMARY, Reconciliation, Side
from xlplan.screen import amount, shown
from xlplan.tables.statement import Problem, row_of

_FILE = "文件"
_KINDS = (
    ("加", "银行已收、单位未收", "bank_in"),
    ("减", "银行已付、单位未付", "bank_out"),
    ("加", "单位已收、银行未收", "book_in"),
    ("减", "单位已付、银行未付", "book_out"),
)
"""What is done with it, its name, and where it is found; two for the book, two for the bank."""


def text(found: Reconciled) -> Iterator[str]:
    """Every table on the screen, and a sentence for each account that has none."""
    for place, proof in enumerate(found.proofs):
        if place:
            yield ""
        yield from _table(proof)
    yield from found.missing.values()


def _table(proof: Reconciliation) -> Iterator[str]:
    title = " ".join(filter(None, (proof.account, proof.month)))
    yield f"{title}{' ' if title else ''}银行存款余额调节表（到 {proof.until:%Y-%m-%d}）"
    yield f"对上 {len(proof.matches)} 笔。"
    for side, kinds in (("book", _KINDS[:2]), ("bank", _KINDS[2:])):
        name, closing, adjusted = {
            "book": ("单位银行日记账余额", proof.book.closing, proof.adjusted_book),
            "bank": ("银行对账单余额", proof.bank.closing, proof.adjusted_bank),
        }[side]
        yield f"{name}  {shown(closing)}"
        for sign, kind, attribute in kinds:
            rows = _with_files(proof, attribute)
            yield f"  {sign}：{kind}  {len(rows)} 笔，{grouped(abs(int(rows[AMOUNT].sum())))}"
            yield from _open(rows)
        yield f"  调节后余额  {shown(adjusted)}"
    for problem in proof.problems:
        yield f"问题：{problem.detail}"
    yield verdict(proof)


def _with_files(proof: Reconciliation, kind: str) -> pd.DataFrame:
    """Open rows of a kind, with the row in the file instead of its label, and 文件 where the bank's month has several."""
    rows: pd.DataFrame = getattr(proof, kind)
    files = [
        proof.file(*at) if kind in ("bank_in", "bank_out") else ""
        for at in zip(rows[PART], rows[ROW], strict=True)
    ]
    return rows.assign(**{ROW: rows[ROW].map(row_of), _FILE: pd.Series(files, rows.index, dtype="str")})


def _open(rows: pd.DataFrame) -> Iterator[str]:
    columns = [DAY, PARTY, SUMMARY, AMOUNT, OPEN, ROW, PART, _FILE]
    for day, party, summary, fen, days, row, month, file in rows[columns].itertuples(index=False):
        said = "  ".join(filter(None, (f"{day:%Y-%m-%d}", grouped(abs(fen)), party, summary)))
        place = f"{f'{month} 对账单' if month else ''}{f' {file} ' if file else ''}".lstrip()
        yield f"    {said}（{place}第 {row} 行，已 {days} 天）"


def verdict(proof: Reconciliation) -> str:
    """Whether both sides agree, in one sentence."""
    if proof.difference is None:
        return "对账单或日记账没有余额，不能证明相符。"
    if proof.difference:
        return f"不符：调节后相差 {grouped(proof.difference)}。"
    return "相符。" if proof.proved else "调节后余额相等，但上面的问题要先查清。"


def document(found: Reconciled) -> list[dict[str, object]]:
    """The document of ``reconcile --json``."""
    return [_document(proof) for proof in found.proofs]


def _document(proof: Reconciliation) -> dict[str, object]:
    return {
        "account": proof.account or None,
        "month": proof.month or None,
        "book": _side(proof.book),
        "bank": _side(proof.bank),
        "matches": list(_matches(proof)),
        "asks": [],
        "open": {
            kind: list(_rows(_with_files(proof, kind), proof.month))
            for kind in ("book_in", "book_out", "bank_in", "bank_out")
        },
        "offsets": [],
        "adjusted": {
            "book": amount(proof.adjusted_book),
            "bank": amount(proof.adjusted_bank),
            "difference": amount(proof.difference),
        },
        "problems": [_problem(problem) for problem in proof.problems],
    }


def _problem(problem: Problem) -> dict[str, object]:
    """``file`` is there where the bank's month has several."""
    row = None if problem.row is None else row_of(problem.row)
    said: dict[str, object] = {"kind": problem.kind, "row": row, "detail": problem.detail}
    return said | ({"file": problem.file} if problem.file else {})


def _matches(proof: Reconciliation) -> Iterator[dict[str, object]]:
    """Bank rows are of the month's own statement unless ``bank_months`` says of which; ``bank_files`` says of which file
    where that has several."""
    for book, bank, fen, stage, reason, month in zip(
        *(proof.matches[column].tolist() for column in (BOOK, BANK, AMOUNT, STAGE, REASON, PART)), strict=True
    ):
        yield {
            "book": [book],
            "bank": [row_of(bank)],
            **({"bank_months": [month]} if month not in ("", proof.month) else {}),
            **({"bank_files": [file]} if (file := proof.file(month, bank)) else {}),
            "amount": amount(fen),
            "stage": stage,
            "reason": reason,
            "margin": None,
        }


def _rows(rows: pd.DataFrame, own: str) -> Iterator[dict[str, object]]:
    """Open rows; one of the statement of another month than ``own`` says so."""
    columns = [ROW, DAY, AMOUNT, OPEN, PART, _FILE]
    for row, day, fen, days, month, file in rows[columns].itertuples(index=False):
        yield {
            "row": int(row),
            **({"month": month} if month not in ("", own) else {}),
            **({"file": file} if file else {}),
            "date": f"{day:%Y-%m-%d}",
            "amount": amount(fen),
            "days": int(days),
        }


def _side(side: Side) -> dict[str, object]:
    return {"rows": len(side.rows), "opening": amount(side.opening), "closing": amount(side.closing)}
