"""Excel's list of what it opens: ours are put on it and taken off it, and what others put there stays."""

from hypothesis import given
from hypothesis import strategies as st

from xlplan.addin.windows import ADDINS, named, numbered, opened

_OTHERS = ['/R "C:\\a\\b.xll"', '"Solver.xlam"', r'"C:\Users\王 芳\AddIns\xlplan.xlam.bak"']


def test_the_list_is_read_in_the_order_of_its_numbers() -> None:
    values = {"OPEN": "a", "OPEN2": "c", "OPEN10": "d", "OPEN1": "b", "Options": "x", "OPENER": "y"}
    assert opened(values) == ["a", "b", "c", "d"]


@given(st.lists(st.text(), max_size=12))
def test_a_list_comes_back_and_has_no_gap(entries: list[str]) -> None:
    values = numbered(entries)
    assert opened(values) == entries
    assert list(values) == [f"OPEN{number or ''}" for number in range(len(entries))]


def test_an_entry_is_ours_wherever_the_file_lies() -> None:
    for addin in ADDINS:
        for entry in (
            f'"{addin}"',
            rf'"C:\Users\王 芳\AppData\Roaming\Microsoft\AddIns\{addin.upper()}"',
            rf'/R "D:\{addin}"',
        ):
            assert named(entry, addin)
        assert not any(named(entry, addin) for entry in _OTHERS)
