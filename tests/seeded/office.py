"""The clean demo office, judged once as it is and again and again with one mistake in it."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import mkdtemp

import pandas as pd

from tests.seeded.mistakes import Cell, Mistake, Part, Place, Raw
from tests.seeded.patching import Cached, Content, Workbook
from xlplan import demo
from xlplan.bank.centre.folder import of_office as centre_exports
from xlplan.bank.folder import of_office
from xlplan.bank.reading import read_statement
from xlplan.cells import Ref
from xlplan.demo import bank_files, centre
from xlplan.demo.banks import Edit, movements
from xlplan.excel import reading
from xlplan.excel.frames import calculated
from xlplan.excel.table import Column, Table
from xlplan.ledger.approvals import binding
from xlplan.rules.judge import Judgement, judge
from xlplan.tables import MASTERS, books
from xlplan.tables.centre import FOLDER, Centre
from xlplan.tables.office import Alias, BankAccount
from xlplan.tables.photos import FOLDER as PHOTOS
from xlplan.tables.photos import Look, look_into
from xlplan.tables.seals import SEALED, Seal, of_months, written
from xlplan.tables.statement import Statement

Said = tuple[str, Ref | None]
"""A rule and the cell it accuses; no cell where the rule waits."""


class CleanOffice:
    """The demo office without its planted mistakes; ``office[VoucherLine]`` is plain pandas."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._workbooks = {}
        for name, content in demo.files(clean=True).items():
            self._workbooks[name] = Workbook(content, folder / "clean", name)
        read = books.read({name: folder / "clean" / name for name in MASTERS}, demo.TODAY)
        self._movements = movements(demo.happened())
        bank = folder / "bank"
        bank.mkdir()
        for name, content in demo.statements(clean=True).items():
            (bank / name).write_bytes(content)
        statements, refused, _ = of_office(bank.iterdir(), read[BankAccount])
        assert not refused, refused
        self.photos = demo.photos(clean=True)
        _write(folder / "clean" / PHOTOS, self.photos)
        look = look_into(folder / "clean" / PHOTOS)
        self.books = replace(read, statements=statements, photos=look)
        assert self[Alias].empty, "a patched workbook is read without aliases"
        self._said = _said(judge(self.books))

    def __getitem__(self, table: type[Table]) -> pd.DataFrame:
        return self.books.sheets[table].rows

    def ref(self, cell: Place) -> Ref:
        """Where a cell stands in its workbook."""
        place, row = cell
        return self.books.ref(self.books.statements[place] if isinstance(place, tuple) else place, row)

    def judged(self, mistake: Mistake) -> list[Said]:
        """What the check says with this mistake in the office and did not say without it."""
        sheets = dict(self.books.sheets)
        for name in {column.table.workbook for column, _ in mistake.cells}:
            own = {cell: value for cell, value in mistake.cells.items() if cell[0].table.workbook == name}
            contents = self._recalculated(name, own) | {
                cell: _content(cell[0], value) for cell, value in own.items()
            }
            places = {cell: self.ref(cell) for cell in contents}
            path = self._folder / name
            path.write_bytes(
                self._workbooks[name].patched(
                    {
                        (places[cell].sheet, cell[1], places[cell].column): new
                        for cell, new in contents.items()
                    }
                )
            )
            workbook = reading.Workbook(path)
            sheets |= {table: workbook.read(table, {}) for table in MASTERS[name]}
        statements = dict(self.books.statements)
        for part, edit in mistake.statements.items():
            if edit is None:
                del statements[part]
            else:
                statements[part] = self._edited(part, edit)
        exports = (
            {} if mistake.exports is None else centre.files(centre.pages(demo.frames(), mistake.exports))
        )
        given = self._given(exports)
        seals = {month: self._seal(month) for month in mistake.closed}
        # What the books keep of one mistake is of no use to the next.
        known = replace(
            self.books,
            sheets=sheets,
            statements=statements,
            exports=lambda: given,
            photos=self._look(mistake.photos) if mistake.photos else self.books.photos,
            seals=seals,
            checked=mistake.checked,
            bound=binding(self.books) if mistake.bound else {},
            kept={},
        )
        said = _said(judge(known))
        return [one for one in said if one not in self._said]

    def _look(self, instead: Mapping[str, bytes | None]) -> Look:
        """Looks at the pictures with some of them changed."""
        files = {name: content for name, content in {**self.photos, **instead}.items() if content is not None}
        folder = Path(mkdtemp(dir=self._folder))
        _write(folder, files)
        return look_into(folder)

    def _given(self, exports: dict[str, bytes]) -> Centre:
        """What the accounting centre says in these files."""
        folder = self._folder / FOLDER
        folder.mkdir(exist_ok=True)
        for name, content in exports.items():
            (folder / name).write_bytes(content)
        return centre_exports(folder / name for name in exports)

    def _seal(self, month: str) -> Seal:
        """What a month holds without a mistake."""
        rows = {table: of_months(table, self[table], [month]) for table in SEALED}
        return Seal(month, False, written(rows))

    def _edited(self, part: Part, edit: Edit) -> Statement:
        """The statement of a file whose rows were changed; its opening and its totals are those of the true rows."""
        rows = self._movements[part]
        name, content = bank_files.written(*part, rows, edit(rows))
        path = self._folder / name
        path.write_bytes(content)
        return read_statement(path).months()[part[1]]

    def _recalculated(self, workbook: str, changes: dict[Cell, object]) -> dict[Cell, Content]:
        """The formulas that Excel would have given another value after these changes."""
        tables = MASTERS[workbook]
        formulas = [column for table in tables for column in table.columns if column.formula]
        named = " ".join(column.formula.excel for column in formulas if column.formula)
        if not any(column in named for column, _ in changes):
            return {}
        frames = {table: self[table].copy() for table in tables}
        before = calculated(tables, frames)
        for (column, row), value in changes.items():
            if row in frames[column.table].index:
                frames[column.table].loc[row, column] = _typed(column, value)
        after = calculated(tables, frames)
        return {
            (column, row): Cached(column.kind.cell(value))
            for column in formulas
            for row, value in after[column.table][column].items()
            if column.kind.plain(value) != column.kind.plain(before[column.table].at[row, column])
            and (column, row) not in changes
        }


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


def _said(judgement: Judgement) -> list[Said]:
    findings: list[Said] = [(finding.rule.id, finding.ref) for finding in judgement.findings]
    return findings + [(rule.id, None) for rule, _ in judgement.waiting]


def _content(column: Column, value: object) -> Content:
    if isinstance(value, Raw):
        return value.content
    if isinstance(value, str):
        return value
    content: Content = None if value is None else column.kind.cell(value)
    return content


def _typed(column: Column, value: object) -> object:
    """The value as Excel's formulas see it; text in a column of figures counts for nothing in a sum."""
    if isinstance(value, Raw) and type(value.content) is float and column.kind.parts > 1:
        return round(value.content * column.kind.parts)
    if value is None or isinstance(value, Raw):
        return column.kind.blank
    return value
