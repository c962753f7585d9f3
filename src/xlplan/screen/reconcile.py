"""What ``xlplan reconcile`` shows."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from xlplan.jobs.reconcile import Reconciled
from xlplan.money import grouped
from xlplan.reconcile.gaps import reasons
from xlplan.reconcile.lists import AMOUNT, DAY, PART, PARTY, ROW, SUMMARY
from xlplan.reconcile.pool import ASK, KIND, MARGIN, MATCH, OFFSET, REASON, STAGE
from xlplan.reconcile.proof import GROUP, HINT, OPEN, Reconciliation, Side
from xlplan.reconcile.sentences import BANK, asked, carried, equation, where
from xlplan.screen import amount, shown
from xlplan.screen.confirmation import HOW, answer
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
    yield from _counts(proof)
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
    if line := equation(proof):
        yield line
    yield from _asked(proof)
    for problem in proof.problems:
        yield f"问题：{problem.detail}"
    yield verdict(proof)


def _counts(proof: Reconciliation) -> Iterator[str]:
    kinds = proof.groups[KIND].value_counts()
    others = [(OFFSET, "同一边互相抵销"), (ASK, "要请你确认")]
    said = [f"{words} {kinds[kind]} 组" for kind, words in others if kind in kinds]
    yield "，".join([f"对上 {kinds.get(MATCH, 0)} 组", *said]) + "。"
    if before := carried(proof):
        yield before


def _asked(proof: Reconciliation) -> Iterator[str]:
    """Every question, with its rows on both sides."""
    questions = proof.groups[proof.groups[KIND] == ASK]
    if len(questions):
        yield "下面各组要请你确认（两边的行都在上面未达账项里）："
        yield from [HOW] if proof.account else []
    for number, reason in questions[REASON].items():
        ours, theirs = (side.grouped[side.grouped[GROUP] == number] for side in (proof.book, proof.bank))
        places = [
            *(f"日记账第 {row} 行" for row in ours[ROW]),
            *(where(proof, BANK, *at) for at in _labels(theirs)),
        ]
        yield f"  {reason}{'、'.join(places)}。"
        yield from answer(proof, number) if proof.account else ()


def _labels(rows: pd.DataFrame) -> Iterator[tuple[str, int]]:
    return zip(rows[PART], rows[ROW], strict=True)


def _with_files(proof: Reconciliation, kind: str) -> pd.DataFrame:
    """Open rows of a kind, with the row in the file instead of its label, and 文件 where the bank's month has several."""
    rows: pd.DataFrame = getattr(proof, kind)
    files = [
        proof.file(*at) if kind in ("bank_in", "bank_out") else ""
        for at in zip(rows[PART], rows[ROW], strict=True)
    ]
    return rows.assign(**{ROW: rows[ROW].map(row_of), _FILE: pd.Series(files, rows.index, dtype="str")})


def _open(rows: pd.DataFrame) -> Iterator[str]:
    columns = [DAY, PARTY, SUMMARY, AMOUNT, OPEN, ROW, PART, _FILE, HINT]
    fields = rows[columns].itertuples(index=False)
    for mark, (day, party, summary, fen, days, row, month, file, hint) in zip(
        asked(rows), fields, strict=True
    ):
        said = "  ".join(filter(None, (f"{day:%Y-%m-%d}", grouped(abs(fen)), party, summary)))
        place = f"{f'{month} 对账单' if month else ''}{f' {file} ' if file else ''}".lstrip()
        yield f"    {said}（{place}第 {row} 行，已 {days} 天{f'，{mark}' if mark else ''}）{f'：{hint}' if hint else ''}"


def verdict(proof: Reconciliation) -> str:
    """Whether both sides agree, in one sentence."""
    if proof.difference is None:
        return "对账单或日记账没有余额，不能证明相符。"
    if proof.difference:
        likely = reasons(proof)
        return f"不符：调节后相差 {grouped(proof.difference)}{f'，{likely}' if likely else ''}。"
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
        **_groups(proof),
        "open": {
            kind: list(_rows(_with_files(proof, kind), proof.month))
            for kind in ("book_in", "book_out", "bank_in", "bank_out")
        },
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


def _groups(proof: Reconciliation) -> dict[str, list[dict[str, Any]]]:
    """What belongs together, cancels or is asked.

    Bank rows are of the month's own statement unless ``bank_months`` says of which; ``bank_files`` says of which file
    where that has several.
    """
    found: dict[str, list[dict[str, Any]]] = {"matches": [], "asks": [], "offsets": []}
    ours = proof.book.grouped.groupby(GROUP)[ROW].agg(list).to_dict()
    theirs = {
        number: list(_labels(rows.sort_values([PART, ROW])))
        for number, rows in proof.bank.grouped.groupby(GROUP)
    }
    for number, kind, fen, stage, reason, margin in proof.groups[
        [KIND, AMOUNT, STAGE, REASON, MARGIN]
    ].itertuples():
        book, bank = sorted(ours.get(number, [])), theirs.get(number, [])
        rows = {"book": book, "bank": [row_of(label) for _, label in bank], **_elsewhere(proof, bank)}
        if kind == OFFSET:
            side = "book" if book else "bank"
            own = {key: rows[key] for key in rows if key.startswith("bank_")}
            found["offsets"].append({"side": side, "rows": rows[side], **own, "amount": amount(fen)})
        elif kind == ASK:
            found["asks"].append({**rows, "reason": reason})
        else:
            told = {"amount": amount(fen), "stage": stage, "reason": reason}
            found["matches"].append({**rows, **told, "margin": None if pd.isna(margin) else round(margin, 2)})
    found["matches"].sort(key=lambda one: one["book"])
    return found


def _elsewhere(proof: Reconciliation, bank: list[tuple[str, int]]) -> dict[str, object]:
    months = [month for month, _ in bank]
    files = [proof.file(*at) for at in bank]
    return {
        **({"bank_months": months} if set(months) - {"", proof.month} else {}),
        **({"bank_files": files} if any(files) else {}),
    }


def _rows(rows: pd.DataFrame, own: str) -> Iterator[dict[str, object]]:
    """Open rows that are not asked about; one of the statement of another month than ``own`` says so."""
    rows = rows[rows[GROUP] == 0]
    columns = [ROW, DAY, AMOUNT, OPEN, PART, _FILE, HINT]
    for row, day, fen, days, month, file, hint in rows[columns].itertuples(index=False):
        yield {
            "row": int(row),
            **({"month": month} if month not in ("", own) else {}),
            **({"file": file} if file else {}),
            "date": f"{day:%Y-%m-%d}",
            "amount": amount(fen),
            "days": int(days),
            **({"hint": hint} if hint else {}),
        }


def _side(side: Side) -> dict[str, object]:
    return {"rows": len(side.rows), "opening": amount(side.opening), "closing": amount(side.closing)}
