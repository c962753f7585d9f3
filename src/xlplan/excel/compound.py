"""The container of an old .xls: whether its chains of sectors come to an end. A reader follows a chain for ever if not."""

import numpy as np
import numpy.typing as npt

_LAST = 0xFFFFFFFA
"""Sector numbers from here on are no sectors."""
_LISTED, _FIRST_LIST, _SIZE = slice(76, 512), slice(68, 72), 30
_SECTORS = np.dtype("<u4")


def ends(content: bytes) -> bool:
    """Whether every chain of sectors ends; False as well for a file too short to say."""
    if len(content) < 512 or content[_SIZE] not in (9, 12):
        return False
    size = 1 << content[_SIZE]
    places = _table_places(content, size)
    if places is None:
        return False
    tables = [_sector(content, place, size) for place in places.tolist()]
    following = np.concatenate(tables) if tables else np.empty(0, np.int64)
    end = len(following)
    following = np.append(np.where(following < end, following, end), end)
    for _ in range(end.bit_length()):
        following = following[following]
    return bool((following == end).all())


def _table_places(content: bytes, size: int) -> npt.NDArray[np.int64] | None:
    """The sectors that hold the table of chains; None where the list of them does not end."""
    found = [np.frombuffer(content[_LISTED], _SECTORS).astype(np.int64)]
    more = int.from_bytes(content[_FIRST_LIST], "little")
    for _ in range(len(content) // size + 1):
        if more >= _LAST:
            places = np.concatenate(found)
            return places[places < len(content) // size]
        listed = _sector(content, more, size)
        found.append(listed[:-1])
        more = int(listed[-1])
    return None


def _sector(content: bytes, place: int, size: int) -> npt.NDArray[np.int64]:
    """The numbers in a sector; what the file lacks of it is no sector."""
    start = (place + 1) * size
    return np.frombuffer(content[start : start + size].ljust(size, b"\xff"), _SECTORS).astype(np.int64)
