"""LibreOffice, for what a person sees; tests that need it are skipped, visibly, where it is not installed."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path

import pytest

needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


def convert(files: Iterable[Path], kind: str, folder: Path) -> None:
    """Convert files with LibreOffice, which calculates every formula anew, into a folder."""
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", kind, "--outdir", folder, *files],
            check=True,
            capture_output=True,
            timeout=300,
        )  # fmt: skip
