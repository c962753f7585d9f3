"""Chromium, for what a person sees of a page; tests that need it are skipped, visibly, where it is not installed."""

import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest

needs_chromium = pytest.mark.skipif(shutil.which("chromium") is None, reason="Chromium is not installed")


@dataclass(frozen=True)
class Seen:
    """What became of a page."""

    dom: str
    """Its elements once all that could run has run."""
    console: list[str]
    """What the browser had to say of it."""
    print: Path
    """It on paper, as .pdf."""


def seen(page: Path, *, width: int = 1280) -> Seen:
    """Open a page in a window of its own."""
    paper = page.with_suffix(".pdf")
    with tempfile.TemporaryDirectory() as profile:
        done = subprocess.run(
            [
                "chromium", "--headless=new", "--no-sandbox", "--disable-gpu", f"--user-data-dir={profile}",
                "--enable-logging=stderr", f"--window-size={width},900", "--no-pdf-header-footer", "--dump-dom",
                f"--print-to-pdf={paper}", page.as_uri(),
            ],
            check=True,
            capture_output=True,
            timeout=120,
        )  # fmt: skip
    told = done.stderr.decode(errors="replace").splitlines()
    return Seen(done.stdout.decode(), [line for line in told if "CONSOLE" in line], paper)
