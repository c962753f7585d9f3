"""Rows under each other on a terminal."""

from collections.abc import Iterator, Sequence
from unicodedata import east_asian_width


def aligned(rows: Sequence[tuple[str, ...]], words: int) -> Iterator[str]:
    """Rows under each other, the first columns to the left, the figures to the right; a Chinese character is two wide."""
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [
            f"{cell}{' ' * (width - _width(cell))}"
            if place < words
            else f"{' ' * (width - _width(cell))}{cell}"
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield "  ".join(cells).rstrip()


def _width(cell: str) -> int:
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in cell)
