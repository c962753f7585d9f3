"""What ``xlplan tables`` shows."""

from collections.abc import Iterator

from xlplan.excel.table import Table
from xlplan.tables import MASTERS


def text() -> Iterator[str]:
    """All master sheets with their columns."""
    for table in _tables():
        yield f"{table.workbook} {table.sheet}：{' '.join((table.__doc__ or '').split())}"
        for column in table.columns:
            yield f"  {column}：{column.guide or column.kind.word}"


def document() -> list[dict[str, object]]:
    """The document of ``tables --json``."""
    return [
        {
            "workbook": table.workbook,
            "sheet": table.sheet,
            "name": table.__name__,
            "columns": [
                {
                    "name": column.name,
                    "header": str(column),
                    "kind": column.kind.name.lower(),
                    "required": column.required,
                    "choices": list(column.choices),
                    "refers": f"{column.refers.table.sheet}.{column.refers}" if column.refers else None,
                    "aliases": [],
                    "help": column.help,
                }
                for column in table.columns
            ],
        }
        for table in _tables()
    ]


def _tables() -> Iterator[type[Table]]:
    return (table for tables in MASTERS.values() for table in tables)
