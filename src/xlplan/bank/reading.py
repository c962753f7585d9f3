"""Reading one statement file of any bank: found by the names in it, proved by its own figures."""

from itertools import chain
from pathlib import Path

from xlplan.bank import header, lines, proof
from xlplan.bank.figures import bare
from xlplan.bank.names import Field
from xlplan.bank.order import in_order
from xlplan.bank.repeats import repeats
from xlplan.bank.rows import UNSIGNED, Body
from xlplan.excel.loose import Cells
from xlplan.findings import CannotRun
from xlplan.tables.statement import Problem, Statement


def read_statement(path: Path) -> Statement:
    """The statement in a file; raises CannotRun with one sentence for a file or a layout that cannot be read."""
    return _statement(path.name, *header.laid_out(path, lambda cells: cells))


def _statement(name: str, sheet: str, encoding: str, cells: Cells, found: header.Header) -> Statement:
    told = lines.Told()
    above = [[bare(text) for text in texts] for texts in cells[: found.row - 1]]
    for row, texts in enumerate(above, 1):
        told.hear(row, texts)
    body = Body(cells, found)
    problems = list(body.others(told))
    if not body.known.any() and (problems or not (told.months or "opening" in told.declared)):
        reason = problems[0].detail if problems else "表头下面没有一行明细。"
        raise CannotRun(f"{name} 里没有读到明细：{reason}")
    listed = body.frame(told.declared.get("opening"))
    if listed is None:
        raise CannotRun(f"{name} {UNSIGNED}。")
    rows = in_order(listed)
    again = repeats(rows)
    rows = rows.drop(index=list(again))
    opening = proof.opening_of(rows, told.declared)
    closing = proof.closing_of(rows, opening, told.declared)
    problems += proof.breaks(rows, opening, body.lost)
    problems += (
        Problem("duplicate", row, f"第 {row} 行和第 {first} 行完全一样，没有重复计入。")
        for row, first in again.items()
    )
    problems += (
        Problem("declared_total", told.rows[key], detail)
        for key, detail in proof.misdeclared(rows, closing, told.declared)
    )
    account = told.account or _only(name, body, Field.ACCOUNT) or lines.account_in(Path(name).stem)
    _only(name, body, Field.CURRENCY)
    bank = lines.bank_in(chain([told.bank, name, sheet], *above)) or told.bank
    problems.sort(key=lambda problem: problem.row or 0)
    return Statement(
        name,
        sheet,
        bank,
        account,
        encoding,
        found.row,
        rows,
        opening,
        closing,
        told.declared,
        tuple(problems),
        told.months,
    )


def _only(name: str, body: Body, meaning: Field) -> str:
    """The one account or currency that a column names; raises CannotRun for several, which cannot be added up."""
    texts = (text for text, known in zip(body.texts(meaning), body.known, strict=True) if known and text)
    found = sorted({"".join(text.split()) for text in texts})
    if len(found) > 1:
        raise CannotRun(f"{name} 里有几个{meaning}：{'、'.join(found[:5])}，请分开下载后再读。")
    return found[0] if found else ""
