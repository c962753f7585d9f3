"""What is wrong with a template, and where."""

from dataclasses import dataclass

from xlplan.documents.lint.paragraphs import Place
from xlplan.findings import Severity


@dataclass(frozen=True)
class Fault:
    """An error keeps the paper from being made, or from being right; the others do not."""

    kind: str
    """For programs: brace, open, stray, split, broken, syntax, block, lost, empty, unknown, foreign, unfilled, margin, font, structure."""
    severity: Severity
    place: Place
    message: str
    """One or two sentences for the clerk."""
