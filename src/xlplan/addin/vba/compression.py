"""The compression of VBA projects ([MS-OVBA] 2.4.1): what repeats within 4096 bytes is written as a copy of what stood before."""

import struct

CHUNK = 4096
"""Bytes compressed together (2.4.1.1.3); no copy reaches further back."""
_SIGNATURE = b"\x01"
_PACKED, _RAW = 0xB000, 0x3000
"""The upper bits of a chunk's header (2.4.1.1.5); the lower twelve are its size, header included, less 3."""
_SHORTEST = 3
"""A copy token takes two bytes."""


def compress(content: bytes) -> bytes:
    """A compressed container (2.4.1.1.1). ValueError: its last chunk is noise, which the format cannot hold to the byte."""
    return _SIGNATURE + b"".join(_chunk(content[at : at + CHUNK]) for at in range(0, len(content), CHUNK))


def _chunk(piece: bytes) -> bytes:
    """A chunk with its header (2.4.1.3.7); one that does not get shorter is kept as it is, which takes a whole chunk (2.4.1.3.10)."""
    tokens = _tokens(piece)
    if len(tokens) <= CHUNK:
        return struct.pack("<H", _PACKED | len(tokens) - 1) + tokens
    if len(piece) < CHUNK:
        raise ValueError(
            f"{len(piece)} bytes without repeats at the end: a raw chunk would add zeros to them"
        )
    return struct.pack("<H", _RAW | CHUNK - 1) + piece


def _tokens(piece: bytes) -> bytes:
    """Literal bytes and copies, a byte before each eight of them telling which is which, lowest bit first (2.4.1.1.7)."""
    made, at = bytearray(), 0
    while at < len(piece):
        flags = len(made)
        made.append(0)
        for bit in range(8):
            if at == len(piece):
                break
            # The further on, the more of a token's sixteen bits say how far back, the fewer how much (2.4.1.3.19.1).
            back = max((at - 1).bit_length(), 4)
            length, place = _copy(piece, at, (0xFFFF >> back) + _SHORTEST)
            if length:
                made[flags] |= 1 << bit
                made += struct.pack("<H", at - place - 1 << 16 - back | length - _SHORTEST)
            else:
                made.append(piece[at])
            at += length or 1
    return bytes(made)


def _copy(piece: bytes, at: int, longest: int) -> tuple[int, int]:
    """How many of the bytes from here stand before, and where: the longest, of these the nearest (2.4.1.3.19.4); 0 for too few."""
    length, place = _SHORTEST - 1, at - 1
    most = min(longest, len(piece) - at)
    while length < most:
        earlier = piece.rfind(piece[at : at + length + 1], 0, place + length + 1)
        if earlier < 0:
            break
        length, place = length + 1, earlier
    return (length, place) if length >= _SHORTEST else (0, place)
