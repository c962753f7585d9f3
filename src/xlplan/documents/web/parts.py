"""What a page is made of: paragraphs and tables."""

from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """How a paragraph is read; the value is its class in the style."""

    TITLE = "title"
    HEADING = "heading"
    TEXT = "text"
    NOTE = "note"
    RIGHT = "right"


@dataclass(frozen=True)
class Paragraph:
    """Some text."""

    text: str
    kind: Kind = Kind.TEXT


@dataclass(frozen=True)
class Cell:
    """A cell as it is read."""

    text: str
    right: bool = False
    """Whether it is a number."""
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True)
class Row:
    """A row of a table."""

    cells: tuple[Cell, ...]
    head: bool = False
    total: bool = False


@dataclass(frozen=True)
class Table:
    """Rows below each other."""

    rows: tuple[Row, ...]

    @property
    def head(self) -> tuple[Row, ...]:
        """The rows that each printed page repeats: the first ones."""
        count = next((at for at, row in enumerate(self.rows) if not row.head), len(self.rows))
        return self.rows[:count]

    @property
    def body(self) -> tuple[Row, ...]:
        """The others."""
        return self.rows[len(self.head) :]


Part = Paragraph | Table
