"""The commands of the trail: what they print, and how they end."""

import json
import os
import subprocess
import sys

import pytest

from xlplan.jobs.desk import Desk
from xlplan.jobs.trail.snapshot import snapshot

from .conftest import zipped


def run(desk: Desk, *arguments: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "xlplan", *arguments, "--office", str(desk.office)]
    return subprocess.run(
        command, capture_output=True, encoding="utf-8", env=os.environ | {"PYTHONIOENCODING": "utf-8"}
    )


def test_snapshots_are_listed_and_a_file_of_one_comes_back(desk: Desk) -> None:
    assert run(desk, "snapshot", "list").stdout == "还没有快照。\n"
    record = snapshot(desk)
    (listed,) = json.loads(run(desk, "snapshot", "list", "--json").stdout)
    assert (listed["number"], listed["hash"], listed["files"]) == (1, record.hash, record.content["files"])
    ledger = desk.office / "workbooks" / "ledger.xlsx"
    ledger.write_bytes(zipped("账，改过"))
    done = run(desk, "snapshot", "restore", "1", "ledger.xlsx")
    assert (done.returncode, done.stderr) == (0, "")
    assert ledger.read_bytes() == zipped("账")
    again = run(desk, "snapshot", "diff")
    assert (again.returncode, again.stdout.splitlines()[1]) == (0, "没有变化。")


def test_verify_ends_0_where_all_fits_1_where_not_and_2_where_it_cannot_look(desk: Desk) -> None:
    snapshot(desk)
    assert run(desk, "verify").returncode == 0
    link = desk.office / "records" / "trail" / "000001.json"
    link.write_text(link.read_text(encoding="utf-8").replace("bank/", "blank/"), encoding="utf-8")
    done = run(desk, "verify", "--json")
    found = json.loads(done.stdout)
    assert (done.returncode, found["fits"], found["misfit"]["number"]) == (1, False, 1)
    link.unlink()
    link.parent.rmdir()
    link.parent.touch()
    done = run(desk, "verify", "--json")
    assert (done.returncode, list(json.loads(done.stdout))) == (2, ["error"])


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["diff"], "还没有快照。\n"),
        (["diff", "1", "2", "3"], "一次只能比两份快照。\n"),
        (["restore", "一", "ledger.xlsx"], "快照的编号要写成数字，不能是“一”。\n"),
    ],
    ids=lambda word: " ".join(word) if isinstance(word, list) else "",
)
def test_what_cannot_be_is_one_sentence(words: list[str], sentence: str, desk: Desk) -> None:
    done = run(desk, "snapshot", *words)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", sentence)
