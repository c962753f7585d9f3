"""The demo school without mistakes: its books, a folder of it to change, and a paper of every kind."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from tests.demo.figures import QUOTED
from xlplan.documents.shelf import DOCUMENTS
from xlplan.jobs.check import Check, check
from xlplan.jobs.desk import Desk
from xlplan.jobs.papers import make
from xlplan.tables.books import Books

TODAY = date(2026, 11, 30)


@pytest.fixture(scope="session")
def books(clean_school: Path) -> Books:
    return Desk(clean_school, TODAY).books()


@pytest.fixture(scope="session")
def spoilt(spoilt_school: Path) -> Check:
    """What a check finds in the demo school with its mistakes."""
    return check(Desk(spoilt_school, TODAY))


@pytest.fixture
def office(clean_school: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(clean_school, tmp_path / "school"))


@pytest.fixture(scope="session")
def every(
    clean_school: Path, books: Books, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, list[Path]]:
    """Kind -> its papers, in an office of their own."""
    desk = Desk(Path(shutil.copytree(clean_school, tmp_path_factory.mktemp("every") / "school")), TODAY)
    # Nothing was bought by asking for quotes in November.
    of = {name: document.now(TODAY) for name, document in DOCUMENTS.items()} | {"询价单": QUOTED}
    made = {name: make(desk, books, document, (of[name],)) for name, document in DOCUMENTS.items()}
    assert not any(one.failed or one.stopped or one.waiting for one in made.values())
    return {name: one.papers for name, one in made.items()}


@pytest.fixture
def master(office: Path) -> Callable[[str, str, Callable[[object], object]], None]:
    """Change a sheet of a master, as its clerk would."""

    def changed(workbook: str, sheet: str, change: Callable[[object], object]) -> None:
        path = office / "workbooks" / workbook
        book = openpyxl.load_workbook(path)
        change(book[sheet])
        book.save(path)

    return changed
