"""A paper is found by standing in a file, and what it says of itself can be kept."""

import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from xlplan.documents.paper import Document
from xlplan.documents.shelf import DOCUMENTS
from xlplan.excel.table import Column
from xlplan.reports.paper import Of, Paper, SheetPaper, When, shelved
from xlplan.reports.shelf import SHEETS
from xlplan.tables.plan import Notice

from .school import TODAY

FILE = """
from xlplan.reports.paper import Of, SheetPaper, When

COUNT = SheetPaper("{name}", Of.DAY, When.ASKED, lambda books, day: [])
"""


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    folder = tmp_path / "own_reports"
    (folder / "deeper").mkdir(parents=True)
    for path in (folder, folder / "deeper"):
        (path / "__init__.py").touch()
    (folder / "count.py").write_text(FILE.format(name="资产盘点表"), encoding="utf-8")
    (folder / "other.py").write_text("from own_reports.count import COUNT", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    import own_reports  # type: ignore[import-not-found]

    yield own_reports
    for name in [name for name in sys.modules if name.split(".")[0] == "own_reports"]:
        del sys.modules[name]


def test_a_paper_that_is_put_into_a_file_is_found_once_by_its_name(package: ModuleType) -> None:
    found = shelved(package, SheetPaper)
    assert {name: (kind.of, kind.suffix) for name, kind in found.items()} == {"资产盘点表": (Of.DAY, ".xlsx")}
    assert shelved(package, Document) == {}


def test_two_papers_of_one_name_are_refused(package: ModuleType) -> None:
    (Path(package.__path__[0]) / "deeper" / "again.py").write_text(
        FILE.format(name="资产盘点表"), encoding="utf-8"
    )
    with pytest.raises(TypeError, match="two papers are called 资产盘点表"):
        shelved(package, SheetPaper)


@pytest.mark.parametrize("kind", [*SHEETS.values(), *DOCUMENTS.values()], ids=lambda kind: str(kind.name))
def test_what_is_made_with_the_monthly_report_is_of_a_month(kind: Paper) -> None:
    assert kind.of is Of.MONTH or kind.when not in (When.REPORT, When.MONTH_END)


@pytest.mark.parametrize(
    ("of", "now", "fitting", "others"),
    [
        (Of.DAY, "2026-11-30", ["2026-02-28"], ["2026-11", "2026-02-30", "2026-2-8", ""]),
        (Of.MONTH, "2026-11", ["2026-02", "2026-02 基本户"], ["2026-13", "2026-2", "2026-02-28", "二月", ""]),
        (Of.TERM, "", ["2026年秋季学期"], [""]),
        (Notice.number, "", ["T2026-11"], [""]),
    ],
)
def test_a_paper_knows_what_it_is_made_of_by_how_that_is_written(
    of: Of | Column, now: str, fitting: list[str], others: list[str]
) -> None:
    kind = SheetPaper("某表", of, When.ASKED, lambda books, of: [])
    assert kind.now(TODAY) == now
    assert [text for text in fitting + others if kind.fits(text)] == fitting
    assert {text: kind.fits(text) for text in fitting + others} == dict.fromkeys(
        fitting, True
    ) | dict.fromkeys(others, False)


def test_a_paper_of_rows_names_their_table_and_column() -> None:
    assert DOCUMENTS["通知"].made_of == "“通知”表的编号"
    assert SHEETS["科目余额表"].made_of == "月份"
