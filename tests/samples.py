"""Files of other people that are tested with where they are present, beside the repository."""

from collections.abc import Iterable
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "shared" / "samples"


def found(pattern: str) -> list[Path]:
    """The files, in the order of their names."""
    return sorted(path for path in FOLDER.glob(pattern) if path.is_file())


def files(pattern: str) -> list[object]:
    """Parameters, one a file; a single skipped one where the samples are not here."""
    return parameters(found(pattern), pattern)


def parameters(paths: Iterable[Path], kind: str) -> list[object]:
    """The same for these files."""
    each: list[object] = [pytest.param(path, id=str(path.relative_to(FOLDER))) for path in paths]
    return each or [pytest.param(None, marks=pytest.mark.skip(reason=f"no sample files {kind}"))]
