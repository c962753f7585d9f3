"""Files of other people that are tested with where they are present, beside the repository."""

from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "shared" / "samples"


def files(pattern: str) -> list[object]:
    """Parameters, one a file; a single skipped one where the samples are not here."""
    found = sorted(path for path in FOLDER.glob(pattern) if path.is_file())
    if not found:
        return [pytest.param(None, marks=pytest.mark.skip(reason=f"no sample files {pattern}"))]
    return [pytest.param(path, id=str(path.relative_to(FOLDER))) for path in found]
