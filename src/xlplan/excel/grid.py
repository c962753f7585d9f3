"""A sheet of a paper, written row by row from the top."""

from datetime import date
from itertools import accumulate

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from xlplan.cells import letters
from xlplan.excel.days import as_number
from xlplan.excel.kinds import Kind
from xlplan.excel.looks import Looks
from xlplan.excel.report import Block, Head, Link, Plain, Seen, Share, Total, Value, plain
from xlplan.excel.style import row_height
from xlplan.findings import Severity

LARGEST_LINKS = 65_530
"""Links that a sheet may hold; further ones are written as text."""
LARGEST_TEXT = 32_767
"""Characters that a cell may hold."""


def _widths(blocks: tuple[Block, ...]) -> list[int]:
    """Each column as wide as its widest head; what a head over several needs more than they have, the last one gets."""
    widths = [0] * max(sum(head.span for head in block.heads) for block in blocks)
    heads = [
        (head, end)
        for block in blocks
        for head, end in zip(block.heads, accumulate(head.span for head in block.heads), strict=True)
    ]
    for head, end in sorted(heads, key=lambda pair: pair[0].span):
        lack = head.width - sum(widths[end - head.span : end])
        widths[end - 1] += max(0, lack)
    return widths


class Grid:
    """The columns of a sheet as its blocks need them, and the row to be written next.

    Each row gets a height of its own: LibreOffice fits no row of a workbook it opens, Excel no merged cell.
    """

    def __init__(self, sheet: Worksheet, blocks: tuple[Block, ...], looks: Looks) -> None:
        self.sheet, self.looks = sheet, looks
        self.widths = _widths(blocks)
        for place, width in enumerate(self.widths):
            # One more for the margins of the cell.
            sheet.set_column(place, place, width + 1)
        self.row = 0
        self.lines: list[tuple[Block, tuple[Value, ...], int]] = []
        """The rows of blocks that are written, and where."""
        self._points = 0
        self._links = 0

    @property
    def width(self) -> int:
        """Digits that stand side by side on the sheet."""
        return sum(self.widths)

    @property
    def inches(self) -> tuple[float, float]:
        """How wide the sheet is, and how high what is written: a digit has 7 pixels of 96, a cell 5 for its edges."""
        return sum(7 * (width + 1) + 5 for width in self.widths) / 96, self._points / 72

    def spans(self, block: Block) -> list[tuple[int, int]]:
        """The first column and the number of columns of each head."""
        spans = [head.span for head in block.heads]
        if block.heads[-1].kind is Kind.TEXT:
            spans[-1] += len(self.widths) - sum(spans)
        return list(zip(accumulate(spans[:-1], initial=0), spans, strict=True))

    def begin(self, height: int) -> None:
        """Set the height (points) of the row to be written."""
        self.sheet.set_row(self.row, height)
        self._points += height

    def text(self, text: str, look: Format, height: int) -> None:
        """A row with a text that runs on over the empty cells beside it."""
        self.begin(height)
        self.sheet.write_string(self.row, 0, text, look)
        self.row += 1

    def across(self, text: str, look: Format, height: int = 0) -> None:
        """A row with a text over all columns, as high as it needs where no height is given."""
        self.begin(height or row_height([(text, self.width)]))
        self._merge(self.row, 0, len(self.widths), look)
        self.sheet.write_string(self.row, 0, text[:LARGEST_TEXT], look)
        self.row += 1

    def heads(self, block: Block) -> None:
        """The titles of a block; where some share a group, in two rows."""
        grouped = any(head.group for head in block.heads)
        if grouped:
            self._groups(block)
        titles = [Head(head.title if head.group or not grouped else "") for head in block.heads]
        places = self.spans(block)
        texts = [(head.title, self._wide(*at)) for head, at in zip(titles, places, strict=True)]
        self.begin(row_height(texts))
        for head, (place, span) in zip(titles, places, strict=True):
            if head.title:
                self._merge(self.row, place, span, self.looks.head)
                self._cell(place, head, head.title, self.looks.head)
        self.row += 1

    def line(self, block: Block, values: tuple[Value, ...]) -> None:
        """A row of a block."""
        total = isinstance(values, Total)
        texts = []
        for (place, span), head, value in zip(self.spans(block), block.heads, plain(values), strict=True):
            look = self.looks.value(head.kind, total, head.centred)
            if isinstance(value, str):
                texts.append((value, self._wide(place, span)))
            self._merge(self.row, place, span, look)
            self._cell(place, head, value, look, total)
        self.begin(row_height(texts))
        self.lines.append((block, values, self.row))
        self.row += 1

    def _groups(self, block: Block) -> None:
        """The upper row of the heads: a group once over its neighbours, a title without one over both rows."""
        self.begin(row_height([]))
        done, look = 0, self.looks.head
        for number, head in enumerate(block.heads):
            place, span = self.spans(block)[number]
            if not head.group:
                self.sheet.merge_range(self.row, place, self.row + 1, place + span - 1, head.title, look)
            elif number >= done:
                alike = [other.group == head.group for other in block.heads[number:]]
                done = number + (alike.index(False) if False in alike else len(alike))
                last, more = self.spans(block)[done - 1]
                self._merge(self.row, place, last + more - place, look)
                self.sheet.write_string(self.row, place, head.group, look)
        self.row += 1

    def _wide(self, place: int, span: int) -> int:
        return sum(self.widths[place : place + span])

    def _merge(self, row: int, place: int, span: int, look: Format) -> None:
        if span > 1:
            self.sheet.merge_range(row, place, row, place + span - 1, "", look)

    def _cell(self, place: int, head: Head, value: Plain, look: Format, total: bool = False) -> None:
        sheet, at = self.sheet, (self.row, place)
        match value:
            case None | "":
                sheet.write_blank(*at, None, look)
            case Link():
                self._link(place, value, look)
            case Severity():
                sheet.write_string(*at, value.word, self.looks.severity[value])
            case Seen():
                self._seen(place, value)
            case Share():
                sheet.write_number(*at, value.part, self.looks.share(total))
            case str():
                sheet.write_string(*at, value[:LARGEST_TEXT], look)
            case date():
                sheet.write_datetime(*at, value, look)
            case int():
                sheet.write_number(*at, head.kind.cell(value), look)

    def _seen(self, place: int, seen: Seen) -> None:
        value = seen.value
        share = isinstance(value, Share)
        shown = value.part if isinstance(value, Share) else seen.kind.cell(value)
        if isinstance(shown, date):
            shown = as_number(shown)  # what a formula shows is kept as the number that it is
        look = self.looks.share(False) if share else self.looks.value(seen.kind, False)
        target = f"={_quoted(seen.at.sheet)}!${letters(seen.at.column)}${seen.at.row}"
        self.sheet.write_formula(self.row, place, target, look, shown)

    def _link(self, place: int, link: Link, look: Format) -> None:
        ref = link.ref
        if not ref.cell or self._links == LARGEST_LINKS:
            self._cell(place, Head(""), ref.cell, look)
            return
        self._links += 1
        target = f"external:{link.folder}{ref.workbook}#{_quoted(ref.sheet)}!{ref.cell}"
        self.sheet.write_url(self.row, place, target, self.looks.link, ref.cell)


def _quoted(sheet: str) -> str:
    """The name of a sheet as it stands before a cell's."""
    return sheet if sheet.isalpha() and not sheet.isascii() else "'" + sheet.replace("'", "''") + "'"
