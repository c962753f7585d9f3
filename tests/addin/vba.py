"""What a reader of VBA projects makes of bytes, written from [MS-OVBA] and apart from our writer."""

import io
import struct
from collections.abc import Iterator

import olefile


def decompressed(container: bytes) -> bytes:
    """The content of a compressed container (2.4.1.3.1)."""
    assert container[0] == 1
    made, at = bytearray(), 1
    while at < len(container):
        (header,) = struct.unpack_from("<H", container, at)
        assert header >> 12 & 0b111 == 0b011, "CompressedChunkSignature"
        end = at + (header & 0xFFF) + 3
        assert end <= len(container)
        # Only the last chunk may hold less than 4096 bytes.
        assert len(made) % 4096 == 0
        made += _chunk(container[at + 2 : end], packed=bool(header >> 15))
        at = end
    return bytes(made)


def _chunk(content: bytes, packed: bool) -> bytes:
    if not packed:
        assert len(content) == 4096
        return content
    made, at = bytearray(), 0
    while at < len(content):
        flags, at = content[at], at + 1
        for bit in range(8):
            if at == len(content):
                assert flags >> bit == 0, "flags of tokens that are not there"
                break
            if not flags >> bit & 1:
                made.append(content[at])
                at += 1
                continue
            (token,) = struct.unpack_from("<H", content, at)
            at += 2
            bits = next(bits for bits in range(4, 13) if 1 << bits >= len(made))
            offset, length = (token >> 16 - bits) + 1, (token & 0xFFFF >> bits) + 3
            assert offset <= len(made)
            for _ in range(length):
                made.append(made[-offset])
    assert len(made) <= 4096
    return bytes(made)


def decrypted(identity: str, text: str) -> bytes:
    """The data that CMG, DPB or GC of the project with this ID holds (2.4.3.3)."""
    seed, version, key, *rest = bytes.fromhex(text)
    assert (version ^ seed, key ^ seed) == (2, sum(map(ord, identity)) % 256)
    plain, before, earlier, last = [], key ^ seed, version, key
    for byte in rest:
        plain.append(byte ^ (earlier + before) % 256)
        earlier, last, before = last, byte, plain[-1]
    ignored = (seed & 6) // 2
    (length,) = struct.unpack("<I", bytes(plain[ignored : ignored + 4]))
    data = bytes(plain[ignored + 4 :])
    assert len(data) == length
    return data


def streams(content: bytes) -> dict[str, bytes]:
    """Path -> content of each stream of a compound file that has no fault olefile knows."""
    with olefile.OleFileIO(io.BytesIO(content), raise_defects=olefile.DEFECT_INCORRECT) as file:
        assert file.parsing_issues == []
        return {"/".join(path): file.openstream(path).read() for path in file.listdir()}


def records(directory: bytes) -> Iterator[tuple[int, bytes]]:
    """Number and content of each record of a decompressed dir stream (2.3.4.2), to its end."""
    at = 0
    while at < len(directory):
        number, size = struct.unpack_from("<HI", directory, at)
        # PROJECTVERSION says 4 and holds 6 (2.3.4.2.1.11).
        size += 2 if number == 0x0009 else 0
        assert at + 6 + size <= len(directory)
        yield number, directory[at + 6 : at + 6 + size]
        at += 6 + size
