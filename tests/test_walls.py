"""The walls of the house stand: one forbidden import per contract, added to a copy, is caught."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BREACHES = {
    "flow": ("tables/office.py", "import xlplan.jobs"),
    "workbooks": ("reports/check_result.py", "import xlsxwriter"),
    "word": ("jobs/check.py", "import docx"),
    "pictures": ("reports/forms.py", "import matplotlib"),
    "live-excel": ("jobs/check.py", "import xlwings"),
    "command-line": ("jobs/check.py", "import typer"),
    "files": ("reports/check_result.py", "import tempfile"),
}
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
    "contracts"
]


def broken(folder: Path, contract: str) -> bool:
    """Whether one contract is broken in a copy of the package."""
    run = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--contract", contract, "--no-cache"],
        cwd=folder,
        env={"PYTHONPATH": str(folder / "src"), "PATH": ""},
        capture_output=True,
        text=True,
    )
    assert "KEPT" in run.stdout or "BROKEN" in run.stdout, run.stdout + run.stderr
    return run.returncode != 0


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


@pytest.mark.parametrize("contract", [contract["id"] for contract in CONTRACTS])
def test_a_forbidden_import_breaks_its_contract(contract: str, copy: Path) -> None:
    file, line = BREACHES[contract]
    path = copy / "src" / "xlplan" / file
    assert not broken(copy, contract)
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{line}\n", encoding="utf-8")
    assert broken(copy, contract)


def test_a_new_package_cannot_stand_outside_the_flow(copy: Path) -> None:
    (copy / "src" / "xlplan" / "elsewhere.py").write_text('"""A new module."""\n', encoding="utf-8")
    assert broken(copy, "flow")
