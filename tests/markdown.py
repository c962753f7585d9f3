"""Tables of what was measured, and the place in a page that they are written to."""

import re
from argparse import ArgumentParser
from collections.abc import Iterable, Sequence
from pathlib import Path


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], texts: int) -> str:
    """A Markdown table: the first columns are texts, the others figures, which stand to the right."""
    lines = (heads, [*["---"] * texts, *["---:"] * (len(heads) - texts)], *rows)
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


class Place:
    """What stands in a page between ``<!-- name -->`` and ``<!-- /name -->``; ``--write FILE`` says in which page."""

    def __init__(self, parser: ArgumentParser, name: str) -> None:
        marks = f"<!-- {name} -->", f"<!-- /{name} -->"
        self._between = re.compile(rf"(?<={marks[0]}\n).*?(?={marks[1]})", re.DOTALL)
        self._parser, self._needs = parser, " … ".join(marks)
        parser.add_argument(
            "--write", type=Path, metavar="FILE", help=f"put the table between {' and '.join(marks)}"
        )

    def check(self, path: Path | None) -> None:
        """End with a sentence if the page has no such place: measuring takes long."""
        if path and not self._between.search(path.read_text(encoding="utf-8")):
            self._parser.error(f"{path} has no {self._needs}")

    def fill(self, path: Path | None, text: str) -> None:
        """Print a text, and write it there."""
        print(text)
        if path:
            page = path.read_text(encoding="utf-8")
            path.write_text(self._between.sub(lambda _: f"\n{text}\n\n", page), encoding="utf-8")
