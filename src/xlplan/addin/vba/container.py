"""The container of a VBA project: a compound file of version 3 ([MS-CFB]), written in one go.

Streams lie in sectors one after another. The FAT tells for each sector which one goes on; the directory tells in which one each stream
begins. Streams shorter than 4096 bytes share one stream, which has small sectors and a FAT of its own.
"""

import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

Storage = Mapping[str, "bytes | Storage"]
"""Streams and storages by their names, as files and folders."""

_NONE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
"""Numbers that are no sector (2.1) and no entry: unused; the end of a chain; a sector of the FAT itself."""
_SECTOR, _MINI_SECTOR = 512, 64
_CUTOFF = 4096
"""Shorter streams stand in the mini stream (2.2)."""
_NUMBERS = _SECTOR // 4
"""Numbers in a sector of a FAT (2.3)."""
_LISTED = 109
"""Sectors of the FAT that the header can list (2.2); beyond them a list of its own would be needed (2.5)."""
_STORAGE, _STREAM, _ROOT = 1, 2, 5
_RED, _BLACK = 0, 1
_UNUSED = bytes(68) + struct.pack("<3I", _NONE, _NONE, _NONE) + bytes(48)
"""A directory entry without an object (2.6.3)."""


@dataclass(frozen=True)
class _Entry:
    """A directory entry (2.6.1) but for the place of its content; left, right and child are numbers of entries."""

    name: str
    kind: int
    content: bytes = b""
    left: int = _NONE
    right: int = _NONE
    child: int = _NONE
    colour: int = _BLACK

    def packed(self, start: int) -> bytes:
        """Its bytes; ``start``: the first sector of its content."""
        name = self.name.encode("utf-16-le")
        tree = struct.pack("<HBB3I", len(name) + 2, self.kind, self.colour, self.left, self.right, self.child)
        # No class, no state and no times: the same content is the same file.
        return name.ljust(64, b"\0") + tree + bytes(36) + struct.pack("<IQ", start, len(self.content))


def container(root: Storage) -> bytes:
    """The bytes of a compound file. ValueError: it would be larger than 7 MB."""
    entries = [_Entry("Root Entry", _ROOT, child=_top(1, 1 + len(root))), *_entries(root, 1)]
    streams = [number for number, entry in enumerate(entries) if entry.kind == _STREAM]
    small = [number for number in streams if len(entries[number].content) < _CUTOFF]
    large = [0, *(number for number in streams if number not in small)]
    shared, mini_starts, mini_chains = _laid([entries[number].content for number in small], _MINI_SECTOR)
    entries[0] = replace(entries[0], content=shared)  # What the root holds is the mini stream (2.6.2).

    mini_fat = _numbers(mini_chains)
    room = -(-len(entries) * len(_UNUSED) // _SECTOR) * _SECTOR
    held = [bytes(room), mini_fat, *(entries[number].content for number in large)]
    body, starts, chains = _laid(held, _SECTOR)
    places = dict(zip([*small, *large], [*mini_starts, *starts[2:]], strict=True))
    directory = b"".join(entry.packed(places.get(number, 0)) for number, entry in enumerate(entries))
    body = directory + _UNUSED * ((room - len(directory)) // len(_UNUSED)) + body[room:]

    fat_sectors = -(-len(chains) // (_NUMBERS - 1))  # Each of them tells of one more sector: itself.
    fat = _numbers([*chains, *[_FAT] * fat_sectors])
    listed = range(len(chains), len(chains) + fat_sectors)
    return _header(listed, starts[0], starts[1], len(mini_fat) // _SECTOR) + body + fat


def _entries(storage: Storage, first: int) -> list[_Entry]:
    """What a storage holds, to the bottom; ``first``: the number of the first entry.

    They stand in the order that MS-CFB gives to names (2.6.4): shorter first, then by capital letters.
    """
    own: list[_Entry] = []
    below: list[_Entry] = []
    last = first + len(storage)
    names = sorted(storage, key=lambda name: (len(name), name.upper()))
    for name, (left, right, colour) in zip(names, _tree(first, last), strict=True):
        held = storage[name]
        if isinstance(held, bytes):
            own.append(_Entry(name, _STREAM, held, left, right, colour=colour))
        else:
            inside = last + len(below)
            child = _top(inside, inside + len(held))
            own.append(_Entry(name, _STORAGE, b"", left, right, child, colour))
            below += _entries(held, inside)
    return own + below


def _tree(
    first: int, last: int, depth: int = 1, deepest: int | None = None
) -> Iterator[tuple[int, int, int]]:
    """Left, right and colour of each entry of a red-black tree (2.6.4), in their order; ``last`` is the one behind.

    The middle is on top, so all rows but the deepest are full; with that row red and all others black, every way down meets as many
    black ones.
    """
    if first == last:
        return
    deepest = deepest or (last - first).bit_length()
    middle = _top(first, last)
    yield from _tree(first, middle, depth + 1, deepest)
    yield _top(first, middle), _top(middle + 1, last), _RED if 1 < depth == deepest else _BLACK
    yield from _tree(middle + 1, last, depth + 1, deepest)


def _top(first: int, last: int) -> int:
    return (first + last) // 2 if first < last else _NONE


def _laid(contents: Sequence[bytes], sector: int) -> tuple[bytes, list[int], list[int]]:
    """Contents one after another in whole sectors; the first sector of each; for each sector the one that goes on (2.3)."""
    laid, starts, chains = bytearray(), list[int](), list[int]()
    for content in contents:
        count = -(-len(content) // sector)
        starts.append(len(chains) if count else _END)
        chains += [*range(len(chains) + 1, len(chains) + count), _END][:count]
        laid += content.ljust(count * sector, b"\0")
    return bytes(laid), starts, chains


def _numbers(table: Sequence[int]) -> bytes:
    """A FAT in whole sectors."""
    sectors = -(-len(table) // _NUMBERS)
    return struct.pack(f"<{len(table)}I", *table).ljust(sectors * _SECTOR, b"\xff")


def _header(listed: Sequence[int], directory: int, mini_fat: int, mini_fat_sectors: int) -> bytes:
    """The header (2.2); ``listed``: the sectors of the FAT."""
    if len(listed) > _LISTED:
        raise ValueError(f"A compound file of {len(listed)} FAT sectors; at most {_LISTED} can be written")
    # Signature, no class, version 3.62, little-endian, sectors of 2**9 and 2**6 bytes.
    head = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(16) + struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    # Version 3 does not count the sectors of the directory; no transactions; no further list of FAT sectors.
    head += struct.pack("<9I", 0, len(listed), directory, 0, _CUTOFF, mini_fat, mini_fat_sectors, _END, 0)
    return head + struct.pack(f"<{_LISTED}I", *listed, *[_NONE] * (_LISTED - len(listed)))
