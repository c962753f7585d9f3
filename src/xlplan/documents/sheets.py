"""Papers that are workbooks: how one is made, what it keeps of that on a hidden sheet, and what is read of it again."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from functools import partial
from pathlib import Path

from xlplan.cells import Ref, Source, place
from xlplan.documents.controls import Control
from xlplan.documents.record import Origin
from xlplan.documents.trace import NOTE, SHEET, SOURCE, Held, told
from xlplan.documents.values import masked_sheet
from xlplan.excel.kinds import Kind
from xlplan.excel.package import Package
from xlplan.excel.papers import paper
from xlplan.excel.reading import Workbook
from xlplan.excel.report import Block, Head, Kept, Placed, Report, Seen, reading
from xlplan.reports.paper import SheetPaper
from xlplan.tables.books import Books

_FACT = "xlplan-"
_HEADS = (Head("格", 22), Head("数字", 18), *SOURCE, Head("类型", 6), Head("文中现在是", 18))
_KINDS = {kind.word: kind for kind in Kind}


def made(kind: SheetPaper, books: Books, of: str) -> bytes:
    """One paper of a kind; raises as its ``sheets`` do."""
    origin = asdict(Origin(kind.name, of, books.today))
    facts = {f"{_FACT}{name}": f"{value}" for name, value in origin.items()}
    return paper(shown(kind, books, of), Kept(facts, partial(_sources, folder="../../")))


def shown(kind: SheetPaper, books: Books, of: str) -> Sequence[Report]:
    """The sheets of one paper, those of a public one with private numbers masked; raises as its ``sheets`` do."""
    sheets = kind.sheets(books, of)
    return [masked_sheet(one, books.private) for one in sheets] if kind.public else sheets


def _sources(figures: Sequence[Placed], folder: str) -> Report:
    """数字来源: each figure, its source, and by a formula its cell, which programs keep right when rows are inserted."""
    rows = tuple(
        (
            str(own.at),
            own.text,
            *told(own.figure.source, folder),
            own.kind.word,
            Seen(own.at, own.figure.value, own.kind),
        )
        for own in figures
    )
    return Report(SHEET, SHEET, (NOTE,), (Block(_HEADS, rows),))


def read(path: Path, content: bytes | None = None) -> Held | None:
    """What a paper keeps and what stands in it now; None for a workbook that keeps nothing, or where that is damaged.

    ``content``: its bytes, where there is no file. Raises CannotRun where it cannot be opened.
    """
    package = Package(path, content)
    facts = package.facts
    try:
        day = date.fromisoformat(facts[f"{_FACT}day"])
        origin = Origin(facts[f"{_FACT}document"], facts.get(f"{_FACT}of", ""), day)
        book = Workbook(path, package.content)
        cells = book.cells(SHEET)
        rows = {row: [cells.get((row, place), "") for place in range(len(_HEADS))] for row, _ in cells}
        begins = next(row for row, told in rows.items() if told == [head.title for head in _HEADS])
        kept = {row: (told, _source(told), _KINDS[told[-2]]) for row, told in rows.items() if row > begins}
    except (KeyError, ValueError, StopIteration):
        return None
    figures = tuple((source.name, told[1]) for told, source, _ in kept.values())
    formulas, sheets = package.formulas(SHEET), {name: book.cells(name) for name in book.sheets}
    controls = []
    for row, (_, source, kind) in kept.items():
        at = _at(path.name, formulas.get((row, len(_HEADS) - 1), ""))
        cell = sheets.get(at.sheet, {}).get((at.row, at.column), "") if at else ""
        controls.append(Control(source.name, str(source), reading(cell, kind), at))
    return Held(origin, figures, controls)


def _source(told: Sequence[str]) -> Source:
    """A source of the columns of `SOURCE`."""
    workbook, sheet, cell, column, which, rows, report = told[2:9]
    return Source(Ref(workbook, sheet, *place(cell)), column, which, int(rows), report)


def _at(paper: str, formula: str) -> Ref | None:
    """The cell that a formula of ours asks for; None where it has been deleted."""
    sheet, _, cell = formula.rpartition("!")
    row, column = place(cell.replace("$", ""))
    sheet = sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet
    return Ref(paper, sheet, row, column) if row else None
