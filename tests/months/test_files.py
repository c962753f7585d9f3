"""A month that is written as files is read back as the same lists, and reconciled by the command."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.months.claims import score
from tests.months.files import OPENING, written
from tests.months.generator import month
from tests.months.month import COLUMNS
from tests.months.rates import ORDINARY
from xlplan.bank.daybook import read_daybook
from xlplan.bank.reading import read_statement
from xlplan.reconcile.lists import statement_rows


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_the_files_are_read_as_the_month(tmp_path: Path, suffix: str) -> None:
    drawn = month(replace(ORDINARY, size=80), seed=2)
    files = written(drawn, tmp_path, suffix)
    for rows, read in ((drawn.book, read_daybook(files.book)), (drawn.bank, read_statement(files.bank))):
        assert read.opening == OPENING
        assert read.problems == ()
        found = statement_rows({"": read})[COLUMNS]
        assert found.to_numpy().tolist() == rows.to_numpy().tolist()


def test_the_document_of_the_command_is_scored(tmp_path: Path) -> None:
    drawn = month(replace(ORDINARY, size=80), seed=2)
    files = written(drawn, tmp_path)
    command = [sys.executable, "-m", "xlplan", "reconcile", "--json"]
    command += ["--book", str(files.book), "--statement", str(files.bank)]
    (document,) = json.loads(subprocess.run(command, capture_output=True, cwd=tmp_path).stdout)
    found = score(drawn, files.claims(drawn, document))
    assert found.recall > 0.8
    assert found.precision > 0.9
