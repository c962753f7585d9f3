"""A compound file is read back by olefile, which accepts no fault of it, and its directory is a red-black tree."""

import struct
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.addin.vba import streams
from xlplan.addin.vba.container import Storage, container

NONE = 0xFFFFFFFF
NAMES = st.text("abcXYZ_019", min_size=1, max_size=31)


@dataclass(frozen=True)
class Entry:
    name: str
    kind: int
    black: bool
    left: int
    right: int
    child: int


def directory(content: bytes) -> list[Entry]:
    """The entries of the directory, by its chain."""
    (sector,) = struct.unpack_from("<I", content, 48)
    count, *fat_sectors = struct.unpack_from("<I28x109I", content, 44)
    fat = [
        number
        for place in fat_sectors[:count]
        for number in struct.unpack_from("<128I", content, 512 + place * 512)
    ]
    entries = []
    while sector < 0xFFFFFFFA:
        for at in range(512 + sector * 512, 1024 + sector * 512, 128):
            length, kind, colour, *links = struct.unpack_from("<HBB3I", content, at + 64)
            name = content[at : at + max(length - 2, 0)].decode("utf-16-le")
            entries.append(Entry(name, kind, bool(colour), *links))
        sector = fat[sector]
    return entries


def names_below(entries: list[Entry], top: int) -> tuple[list[str], int]:
    """The names of a tree in its order, and how many black entries every way down meets."""
    if top == NONE:
        return [], 0
    entry = entries[top]
    for below in (entry.left, entry.right):
        assert entry.black or below == NONE or entries[below].black, "two red ones in a row"
    (before, height), (behind, other) = names_below(entries, entry.left), names_below(entries, entry.right)
    assert height == other, "not as many black ones on both sides"
    return [*before, entry.name, *behind], height + entry.black


def check_tree(content: bytes, storage: int, names: set[str]) -> None:
    entries = directory(content)
    top = entries[storage].child
    assert top == NONE or entries[top].black
    found, _ = names_below(entries, top)
    assert found == sorted(found, key=lambda name: (len(name), name.upper()))
    assert set(found) == names
    assert len(found) == len(names)


@pytest.mark.parametrize("count", range(122))
def test_the_names_of_a_storage_are_a_red_black_tree(count: int) -> None:
    names = {("Module" if number % 3 else "m") + str(number) for number in range(count)}
    content = container({"VBA": dict.fromkeys(names, b"x"), "PROJECT": b"", "PROJECTwm": b""})
    check_tree(content, 0, {"VBA", "PROJECT", "PROJECTwm"})
    check_tree(content, [entry.name for entry in directory(content)].index("VBA"), names)
    assert len(streams(content)) == count + 2


def test_a_shorter_name_comes_first_and_capitals_are_no_other_letters() -> None:
    content = container({"bb": b"", "Ba": b"", "c": b"", "_z": b""})
    assert [entry.name for entry in directory(content)] == ["Root Entry", "c", "Ba", "bb", "_z", "", "", ""]


@given(st.dictionaries(NAMES, st.binary(max_size=200) | st.integers(0, 9000).map(bytes), max_size=12))
def test_every_stream_is_read_back(storage: dict[str, bytes]) -> None:
    folded = {name.upper(): content for name, content in storage.items()}
    assert streams(container(folded)) == folded


@pytest.mark.parametrize("size", [0, 1, 63, 64, 65, 511, 512, 513, 4095, 4096, 4097, 4608])
@pytest.mark.parametrize("beside", [0, 100, 5000])
def test_streams_around_the_limit_of_the_mini_stream_are_read_back(size: int, beside: int) -> None:
    storage = {"one": b"a" * size, "other": b"b" * beside}
    assert streams(container({"in": storage, "out": b"c" * size})) == {
        "in/one": storage["one"],
        "in/other": storage["other"],
        "out": b"c" * size,
    }


@pytest.mark.parametrize("sectors", range(120, 132))
def test_a_second_sector_of_the_fat_comes_when_the_first_is_full(sectors: int) -> None:
    content = bytes(sectors * 512)
    assert streams(container({"a": content})) == {"a": content}


def test_storages_lie_in_storages() -> None:
    tree: Storage = {"a": {"b": {"c": b"1"}, "d": b"2"}, "e": {"f": b"3", "g": {}}}
    assert streams(container(tree)) == {"a/b/c": b"1", "a/d": b"2", "e/f": b"3"}


def test_what_does_not_fit_is_refused() -> None:
    largest = bytes((109 * 127 - 1) * 512)
    assert streams(container({"a": largest})) == {"a": largest}
    with pytest.raises(ValueError, match="110 FAT sectors"):
        container({"a": largest + b"1"})
