"""Small wheels, made up for the tests of the bundle."""

import zipfile
from collections.abc import Sequence
from pathlib import Path


def wheel(
    folder: Path,
    name: str,
    version: str = "1.0",
    *,
    needs: Sequence[str] = (),
    tag: str = "py3-none-any",
    python: str = ">=3.11",
    licence: str = "License-Expression: MIT",
    files: dict[str, str] | None = None,
) -> Path:
    """Write a wheel that pip accepts; licence is a line of its metadata as it stands there."""
    folder.mkdir(parents=True, exist_ok=True)
    told = f"{name}-{version}.dist-info"
    metadata = ["Metadata-Version: 2.4", f"Name: {name}", f"Version: {version}", f"Requires-Python: {python}"]
    metadata += [licence] if licence else []
    metadata += [f"Requires-Dist: {need}" for need in needs]
    parts = {
        **(files or {}),
        f"{told}/METADATA": "\n".join(metadata) + "\n",
        f"{told}/WHEEL": f"Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: {tag}\n",
    }
    parts[f"{told}/RECORD"] = "".join(f"{part},,\n" for part in (*parts, f"{told}/RECORD"))
    path = folder / f"{name}-{version}-{tag}.whl"
    with zipfile.ZipFile(path, "w") as whole:
        for part, text in parts.items():
            whole.writestr(part, text)
    return path
