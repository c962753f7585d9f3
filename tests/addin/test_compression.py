"""What is compressed is read back to the byte, by a reader written from the specification."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.addin.vba import decompressed
from xlplan.addin.vba.compression import CHUNK, compress

WORDS = st.sampled_from([b"Public ", b"Sub ", b"End Sub\r\n", b"x", b" = ", b"\0", b"ChrW(&H9884) & "])


def noise(size: int) -> bytes:
    return random.Random(size).randbytes(size)


@given(st.lists(WORDS | st.binary(max_size=40), max_size=400).map(b"".join))
def test_what_is_compressed_is_read_back(content: bytes) -> None:
    assert decompressed(compress(content)) == content


@pytest.mark.parametrize("size", [0, 1, 2, 3, 15, 16, 17, 4095, 4096, 4097, 8191, 8192, 8193])
@pytest.mark.parametrize("piece", [b"\0", b"ab", b"Dim x As Long\r\n"])
def test_what_repeats_is_read_back_across_the_borders_of_chunks(piece: bytes, size: int) -> None:
    content = (piece * size)[:size]
    assert decompressed(compress(content)) == content


@pytest.mark.parametrize("size", [CHUNK, 2 * CHUNK, 2 * CHUNK + 3640])
def test_noise_is_kept_as_it_is(size: int) -> None:
    assert decompressed(compress(noise(size))) == noise(size)


def test_a_whole_chunk_of_one_byte_is_two_tokens() -> None:
    # A literal, and a copy one byte back as long as copies near the beginning of a chunk can be: 4095 bytes.
    assert compress(b"a" * CHUNK) == bytes.fromhex("01 03B0 02 61 FC0F")


def test_the_nearest_of_the_longest_copies_is_taken() -> None:
    # At the last xyz, "xyz" stands four back and eight back.
    assert compress(b"xyz1xyz2xyz").endswith(bytes.fromhex("32 0030"))


def test_a_short_end_of_noise_is_refused_since_zeros_would_be_added() -> None:
    with pytest.raises(ValueError, match="would add zeros"):
        compress(noise(CHUNK + 3641))


def test_source_gets_shorter_by_half() -> None:
    lines = [f"    Cells({row}, 2).Value = Name{row % 7} & {row}\r\n" for row in range(900)]
    content = "".join(lines).encode()
    assert len(compress(content)) < len(content) / 2
