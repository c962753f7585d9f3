"""What a front end and its Python hand each other survives any code page, and comes from the user's profile alone."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlplan.addin import exchange
from xlplan.addin.exchange import (
    Answer,
    Mark,
    State,
    place,
    settings,
    taken,
    write_answer,
    write_settings,
)


@pytest.fixture(autouse=True)
def profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A profile of its own for each test."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    folder = exchange.profile()
    (folder / "requests").mkdir(parents=True)
    return folder


@given(st.lists(st.text(), min_size=1, max_size=4))
def test_any_text_comes_back_from_a_line_of_ascii(parts: list[str]) -> None:
    line = exchange._line("mark", *parts)
    assert line.isascii()
    assert line.endswith("\r\n")  # VBA reads on to a CR
    assert line.count("\n") == line.count("\r") == 1
    assert list(exchange._fields(line)) == [("mark", parts)]


def test_the_settings_come_back_as_they_were_written() -> None:
    python = r"C:\Users\王芳\AppData\Local\xlplan\venv\Scripts\pythonw.exe"
    assert write_settings({"python": python}).read_bytes().isascii()
    assert settings() == {"python": python}


def test_without_settings_there_is_no_interpreter() -> None:
    assert settings() == {}


def test_a_request_is_taken_away_when_it_is_read(profile: Path) -> None:
    written = "button=Mark\nworkbook=/x/\\u53f0\\u8d26.xlsx\nsaved=no\n"
    place("1-2", "request").write_text(written)
    with taken("1-2") as request:
        assert list((profile / "requests").iterdir()) == []
    assert (request.button, request.workbook, request.saved, request.copy) == (
        "Mark",
        "/x/台账.xlsx",
        False,
        None,
    )
    assert list((profile / "requests").iterdir()) == []


@pytest.mark.parametrize(
    ("name", "copied"), [("plan.xlsm", "plan.xlsx"), ("账" * 200 + ".xls", "账" * 80 + ".xlsx")]
)
def test_the_copy_of_a_workbook_bears_its_name_and_is_taken_away_at_the_end(
    profile: Path, name: str, copied: str
) -> None:
    place("1-2", "request").write_text(f"button=Mark\nworkbook=/x/{exchange._escaped(name)}\nsaved=no\n")
    place("1-2", "xlsx").write_bytes(b"PK")
    with taken("1-2") as request:
        assert request.copy
        assert request.copy.name == copied
        assert request.copy.read_bytes() == b"PK"
    assert list((profile / "requests").iterdir()) == []


def test_a_number_is_no_path() -> None:
    for number in ("../x", "a/b", "", "a.b"):
        with pytest.raises(ValueError, match=r"^"):
            place(number, "answer")


def test_an_answer_says_its_state_first_and_has_a_line_for_each_mark() -> None:
    marks = (Mark("error", "计划", "D3", "一\n二"), Mark("note", "目标", "A1", "三\t四"))
    write_answer(
        "7", Answer(State.FINDINGS, "有\n两个", marks, goto=("计划", "D3"), open=Path("/p/结果.xlsx"))
    )
    lines = list(exchange._fields(place("7", "answer").read_text("ascii")))
    assert lines == [
        ("state", ["findings"]),
        ("message", ["有\n两个"]),
        ("goto", ["计划", "D3"]),
        ("open", ["/p/结果.xlsx"]),
        ("mark", ["error", "计划", "D3", "一\n二"]),
        ("mark", ["note", "目标", "A1", "三\t四"]),
    ]
