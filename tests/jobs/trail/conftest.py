"""A small office whose files are made up: what the trail keeps are bytes."""

import io
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from xlplan.jobs.desk import Desk

NOW = datetime(2026, 11, 29, 22, 0, tzinfo=UTC)


def zipped(text: str) -> bytes:
    """A file that is as much of a workbook as a snapshot asks."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as package:
        package.writestr(zipfile.ZipInfo("xl/workbook.xml"), text)
    return content.getvalue()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    files = {
        "workbooks/ledger.xlsx": zipped("账"),
        "workbooks/plan.xlsx": zipped("计划"),
        "bank/基本户 2026-10.csv": b"1,2,3",
        "templates/通知.docx": zipped("通知"),
        "xlplan.toml": b"today = 2026-11-29",
    }
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    return Desk(tmp_path, date(2026, 11, 29), now=lambda: NOW)


@pytest.fixture
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    """What fails is tried again at once."""
    monkeypatch.setattr("xlplan.jobs.trail.snapshot._PAUSES", (0.0, 0.0))
