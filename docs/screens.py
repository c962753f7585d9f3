"""Take the pictures of the front end that the READMEs show: real clicks, in a LibreOffice on a screen that nobody sees.

    python -m docs.screens

needs what `make system` installs.
"""

import subprocess
import time
from pathlib import Path

from tests.addin.soffice import Office, home, install, running, screen

from xlplan.addin.buttons import TITLE
from xlplan.addin.excel import demo_workbook
from xlplan.jobs.new import new

_PICTURES = Path(__file__).parent / "pictures"
_FORMULAS = (
    "=XL_RMB(1234.5)", '=XL_BALANCE("1002")', '=XL_BUDGET_LEFT("G01")', "=XL_GAP(0.1+0.2,0.3)",
    '=XL_WORKDAYS("2026-10-01","2026-10-31")', "=XL_DOC_NUMBER()", '=XL_ACCOUNT_OK("100201")',
    "=XL_GRANT(620,310)", '=XL_ID_OK("11010519491231002X")', '=XL_BALANCE("9999")',
)  # fmt: skip


def main() -> None:
    """Make all four."""
    with home() as own, screen():
        books = own / "school" / "workbooks"
        new(books.parent, demo=True)
        (books / "总务助手演示.xlsm").write_bytes(demo_workbook())
        install()
        with running(screen=True) as office:
            _buttons(office, books / "总务助手演示.xlsm")
            _marks(office, books / "plan.xlsx")
            _functions(office, books / "office.xlsx")


def _buttons(office: Office, workbook: Path) -> None:
    book = office.open_document(workbook, False)
    time.sleep(2)
    office.click_control(book, TITLE, "检查全部")
    office.box(120)
    _picture("buttons")
    office.answered(5)
    office.close(book)


def _marks(office: Office, workbook: Path) -> None:
    book = office.open_document(workbook, False)
    time.sleep(2)
    office.click_item(book, TITLE, "标出问题")
    office.answered(120)
    office.show(book, "工作安排", "J16")
    _picture("marks")
    office.focus(book)
    office.click(office.place_of(book, TITLE))
    office.item_of(book, TITLE, "检查本工作簿")
    _picture("menu")
    office.close(book)


def _functions(office: Office, workbook: Path) -> None:
    saved = office.open_document(workbook)
    book = office.open_document(None, False)
    for row, formula in enumerate(_FORMULAS, 1):
        office.write(book, 0, f"A{row}", f"'{formula}")
        office.write(book, 0, f"B{row}", formula.replace(",", ";"))  # as UNO separates arguments
    office.widen(book, 0, 2)
    time.sleep(2)
    _picture("functions", "900x360+0+0")
    office.close(book)
    office.close(saved)


def _picture(name: str, part: str = "1280x800+0+0") -> None:
    path = _PICTURES / f"{name}.png"
    subprocess.run(
        ["import", "-window", "root", "-crop", part, "+repage", "+dither", "-colors", "64", f"png8:{path}"],
        check=True,
    )
    print(path.relative_to(Path.cwd()))


if __name__ == "__main__":
    main()
