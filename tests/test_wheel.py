"""The package works where only its wheel is installed."""

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

from xlplan.addin.build import FILES
from xlplan.documents.shelf import DOCUMENTS

ROOT = Path(__file__).parents[1]


def test_an_installed_wheel_makes_the_demo_school_checks_it_and_builds_the_front_ends(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", tmp_path, ROOT],
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    packed = {"py.typed", "documents/morning/page.html", "documents/morning/style.css"}
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {f"xlplan/{name}" for name in packed} <= names
    templates = {name for name in names if name.startswith("xlplan/documents/templates/")}
    assert templates == {f"xlplan/documents/templates/{name}.docx" for name in DOCUMENTS}
    home = tmp_path / "elsewhere"
    venv.create(home, with_pip=False)
    python = home / ("Scripts" if os.name == "nt" else "bin") / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet"]
    options = ["--no-deps", "--no-index", "--disable-pip-version-check"]
    subprocess.run([*pip, *options, str(wheel)], check=True, capture_output=True)
    # The libraries are those of this environment; a path in a .pth brings them without our own sources.
    (site,) = home.glob("**/site-packages")
    (site / "libraries.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    command = python.with_name("xlplan")
    where = subprocess.run(
        [python, "-c", "import xlplan; print(xlplan.__file__)"], capture_output=True, text=True
    )
    assert Path(where.stdout.strip()).is_relative_to(site)
    subprocess.run([command, "new", tmp_path / "school", "--demo"], check=True, capture_output=True)
    night = subprocess.run([command, "nightly"], cwd=tmp_path / "school", capture_output=True, text=True)
    assert night.returncode == 1, night.stderr
    assert "2026-11-30 夜间检查：错误" in night.stdout
    assert (tmp_path / "school" / "papers" / "2026-11" / "检查结果.xlsx").exists()
    papers = subprocess.run(
        [command, "report", "2026-10"], cwd=tmp_path / "school", capture_output=True, text=True
    )
    assert papers.returncode == 0, papers.stderr
    assert (tmp_path / "school" / "papers" / "2026-10" / "月度工作报告 2026-10.docx").exists()
    subprocess.run([command, "addin", "build", "--out", tmp_path / "dist"], check=True, capture_output=True)
    for name, made in FILES.items():
        assert (tmp_path / "dist" / name).read_bytes() == made()
