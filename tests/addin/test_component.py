"""What runs in LibreOffice's own Python and needs no LibreOffice: files for a press, and the Python that is kept for cells."""

import importlib
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlplan.addin import exchange as ours
from xlplan.addin.exchange import Answer, Mark, State

_SOURCES = Path(__file__).parents[2] / "macros/libreoffice/pythonpath"
_ANSWERS = """#!/bin/sh
echo started >> "{folder}/starts"
read question
{then}
"""


@pytest.fixture(scope="module", autouse=True)
def sources() -> Iterator[None]:
    sys.path.insert(0, str(_SOURCES))
    yield
    sys.path.remove(str(_SOURCES))


@pytest.fixture
def exchange(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    return importlib.import_module("xlplan_exchange")


@given(st.text())
def test_any_text_comes_back_as_it_was(text: str) -> None:
    exchange = importlib.import_module("xlplan_exchange")
    assert exchange._escaped(text) == ours._escaped(text)
    assert exchange._unescaped(exchange._escaped(text)) == text


def test_both_sides_of_a_press_understand_each_other(exchange: ModuleType) -> None:
    path = "/总务 台账/预算\\t𠮷 2026年(终稿)&v2.xlsx"
    exchange.write_request("1-a", "Mark", path, False)
    Path(exchange.place("1-a", "xlsx")).write_bytes(b"x")
    with ours.taken("1-a") as request:
        assert (request.button, request.workbook, request.saved) == ("Mark", path, False)
        assert request.copy
        assert request.copy.read_bytes() == b"x"
    mark = Mark("error", "计划", "B2", "错误 PLN-01：\n怎么改：")
    ours.write_answer("1-a", Answer(State.FINDINGS, "两行\n的话", (mark,), goto=("计划", "B2")))
    assert exchange.taken_answer("1-a") == [
        ("state", ["findings"]),
        ("message", ["两行\n的话"]),
        ("goto", ["计划", "B2"]),
        ("mark", ["error", "计划", "B2", mark.text]),
    ]
    assert exchange.taken_answer("1-a") is None
    assert not list((ours.profile() / "requests").iterdir())


def test_the_interpreter_is_the_one_of_the_profile_or_a_sentence(exchange: ModuleType) -> None:
    with pytest.raises(exchange.Unable, match="xlplan 还没有装好"):
        exchange.python()
    ours.write_settings({"python": "/没有/python"})
    with pytest.raises(exchange.Unable, match="找不到 Python：/没有/python。"):
        exchange.python()
    ours.write_settings({"python": sys.executable})
    assert exchange.python() == sys.executable


def test_cells_are_answered_by_one_python_that_is_started_again_when_it_has_ended(
    exchange: ModuleType,
) -> None:
    ours.write_settings({"python": sys.executable})
    answers = importlib.import_module("xlplan_functions").Answers()
    try:
        assert answers.answer("XL_RMB", (3.0,), []) == "人民币叁元整"
        child = answers._child
        assert answers.answer("XL_RMB", (((1.0,), (2.0,)),), []) == [["人民币壹元整"], ["人民币贰元整"]]
        assert answers._child is child
        child.kill()
        child.wait()
        assert answers.answer("XL_RMB", (4.0,), []) == "人民币肆元整"
    finally:
        answers.end()


@pytest.mark.parametrize(
    ("then", "said", "starts"),
    [("sleep 9", "等了 0.3 秒没有算出来。", 1), ("exit 0", "Python 启动了又停了", 2)],
)
def test_cells_do_not_wait_for_a_python_that_does_not_answer(
    exchange: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, then: str, said: str, starts: int
) -> None:
    python = tmp_path / "python"
    python.write_text(_ANSWERS.format(folder=tmp_path, then=then))
    python.chmod(0o755)
    ours.write_settings({"python": str(python)})
    functions = importlib.import_module("xlplan_functions")
    monkeypatch.setattr(functions, "_PATIENCE", 0.3)
    answers, began = functions.Answers(), time.monotonic()
    told = {answers.answer("XL_RMB", (row,), []) for row in range(20)}
    assert time.monotonic() - began < 5
    assert len(told) == 1
    assert told.pop().startswith(said)
    assert (tmp_path / "starts").read_text().count("started") == starts
