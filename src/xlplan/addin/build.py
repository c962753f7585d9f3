"""All files of the front ends, written into a folder."""

from pathlib import Path

from xlplan.addin.excel import buttons_addin, demo_workbook, functions_addin
from xlplan.addin.libreoffice import extension
from xlplan.jobs.writing import write_whole

FILES = {
    "xlplan.xlam": buttons_addin,
    "xlplan_functions.xlam": functions_addin,
    "总务助手演示.xlsm": demo_workbook,
    "xlplan.oxt": extension,
}
"""File -> what makes it."""


def build(folder: Path) -> list[Path]:
    """Write them; the same text gives the same bytes."""
    for name, made in FILES.items():
        write_whole(folder / name, made())
    return [folder / name for name in FILES]
