"""Take the pictures of the front end that the READMEs show: the real clicks, in LibreOffice on a screen that nobody sees.

    python -m docs.screens

needs LibreOffice, its Python, Xvfb, xdotool and ImageMagick (make system).
"""

import subprocess
import time
from pathlib import Path

from tests.addin.soffice import Office, home, install, running, screen
from xlplan.addin.excel import TITLE, demo_workbook
from xlplan.jobs.new import new

_PICTURES = Path(__file__).parent / "pictures"
_PORT = 20377
_FORMULAS = {
    "A1": "写法", "B1": "得到",
    "A2": "=XL_RMB(1234.5)", "A3": '=XL_BALANCE("1001")', "A4": '=XL_BUDGET_LEFT("G01")',
    "A5": '=XL_WORKDAYS("2026-10-01","2026-10-31")', "A6": "=XL_DOC_NUMBER()", "A7": '=XL_ACCOUNT_OK("1002")',
    "A8": "=XL_GRANT(620,310)", "A9": "=XL_GAP(0.1+0.2,0.3)", "A10": '=XL_BALANCE("9999")',
}  # fmt: skip


def main() -> None:
    """Make all four."""
    with home() as own, screen():
        school = own / "school"
        new(school, demo=True)
        plan = school / "workbooks" / "plan.xlsx"
        demo = school / "workbooks" / "总务助手演示.xlsm"
        demo.write_bytes(demo_workbook())
        install()
        with running(_PORT, screen=True) as office:
            _functions(office, school)
            book = office.open_document(plan, False)
            _click_menu(office, book, plan)
            office.press(book, "Mark")
            office.answered(120)
            office.show(book, "目标", "A1")
            _picture("marks")
            office.close(book)
            book = office.open_document(demo, False)
            time.sleep(1)
            office.click_control(book, TITLE, "检查全部")
            office.box(120)
            _picture("buttons")
            office.answered(5)
            office.close(book)


if __name__ == "__main__":
    main()
