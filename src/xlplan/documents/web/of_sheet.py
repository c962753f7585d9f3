"""A paper that is a sheet as the parts of a page."""

from collections.abc import Iterator
from itertools import groupby

from xlplan.documents.printing import printed
from xlplan.documents.web.parts import Cell, Kind, Paragraph, Part, Row, Table
from xlplan.excel.kinds import Kind as Column
from xlplan.excel.report import Figure, Head, Report, Share, Total, Value


def parts(report: Report) -> Iterator[Part]:
    """Title, period and unit of money, the blocks, the notes; who signs it on paper is left out."""
    yield Paragraph(report.title, Kind.TITLE)
    form = report.form
    money = any(head.kind is Column.MONEY for block in report.blocks for head in block.heads)
    if form:
        told = (form.period, f"编制单位：{form.office}", "金额单位：元" if money else "")
        yield Paragraph("　".join(filter(None, told)), Kind.NOTE)
    for block in report.blocks:
        if block.title:
            yield Paragraph(block.title, Kind.HEADING)
        yield Table((*_heads(block.heads), *(_row(block.heads, values) for values in block.rows)))
    yield from (Paragraph(note, Kind.NOTE) for note in report.notes if note)


def _heads(heads: tuple[Head, ...]) -> Iterator[Row]:
    """One row, or two where some columns have a common head above them."""
    if not any(head.group for head in heads):
        yield Row(tuple(Cell(head.title, _is_number(head)) for head in heads), head=True)
        return
    above: list[Cell] = []
    for group, own in groupby(heads, key=lambda head: head.group):
        members = list(own)
        above += (
            [Cell(group, columns=len(members))] if group else [Cell(head.title, rows=2) for head in members]
        )
    yield Row(tuple(above), head=True)
    yield Row(tuple(Cell(head.title, _is_number(head)) for head in heads if head.group), head=True)


def _row(heads: tuple[Head, ...], values: tuple[Value, ...]) -> Row:
    cells = tuple(
        Cell(str(printed(value, head.kind)), _right(head, value))
        for head, value in zip(heads, values, strict=True)
    )
    return Row(cells, total=isinstance(values, Total))


def _right(head: Head, value: Value) -> bool:
    plain = value.value if isinstance(value, Figure) else value
    return isinstance(plain, int | Share) or (plain is None and _is_number(head))


def _is_number(head: Head) -> bool:
    return head.kind in (Column.MONEY, Column.COUNT, Column.QUANTITY, Column.RATE)
