"""VBA text as we write it, in UTF-8, made ASCII, which every Excel reads alike."""

import re
from itertools import groupby

_LONGEST = 1000
"""Characters of a line; VBA takes 1023."""
_PIECE = re.compile(
    r"""
      (?P<text>"(?:[^"\n]|"")*")
    | (?P<comment>(?:[ \t]*'|(?:\A|(?<=[\n:]))[ \t]*Rem\b)(?:[^\n]*[ \t]_\n)*[^\n]*)
    | (?P<joint>[ \t]_\n)
    | (?P<stop>[:\n])
    | (?P<code>.)
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""A joint makes two lines one statement, or one comment."""
_CONSTANT = re.compile(
    r"\s*((public|private|friend|global|static)\s+)*"
    r"(attribute|\#?const|\#if|\#elseif|declare|sub|function|property|event)\b",
    re.IGNORECASE,
)
"""Statements whose texts must be constant, which ChrW() is not: what an argument is when left out, too."""


def ascii_source(text: str) -> str:
    """The same program, its texts as ``ChrW(&H9884) & ...``, without comments that are not ASCII; every line keeps its number.

    ValueError tells the line where that cannot be: another name that is not ASCII, a text that must be constant, a line that gets longer
    than 1000 characters.
    """
    text = text.replace("\r\n", "\n")
    made, statement = [], ""
    for piece in _PIECE.finditer(text):
        own = piece[0]
        if not own.isascii():
            own = _replaced(piece, statement)
        made.append(own)
        statement = "" if piece["stop"] else statement + piece[0]
    lines = "".join(made).split("\n")
    for number, line in enumerate(lines, 1):
        if len(line) > _LONGEST:
            raise ValueError(
                f"line {number}: {len(line)} characters; VBA takes no more than {_LONGEST} safely"
            )
    return "\n".join(lines)


def _replaced(piece: re.Match[str], statement: str) -> str:
    """What stands for a piece that is not ASCII; ``statement``: what comes before it there."""
    if piece["comment"]:
        return "\n" * piece[0].count("\n")
    number = piece.string.count("\n", 0, piece.start()) + 1
    if not piece["text"]:
        raise ValueError(f"line {number}: {piece[0]} outside a text; names in VBA are written in ASCII")
    if _CONSTANT.match(statement):
        raise ValueError(f"line {number}: {piece[0]} must be constant, and so ASCII")
    return _concatenated(piece[0])


def _concatenated(text: str) -> str:
    """A text in quotes as an expression; what is ASCII in it stays, its doubled quotes too."""
    words = []
    for plain, letters in groupby(text[1:-1], str.isascii):
        run = "".join(letters)
        if plain:
            words.append(f'"{run}"')
        else:
            # ChrW() takes one unit of UTF-16, of which a rare character has two.
            units = run.encode("utf-16-be").hex(" ", 2).upper().split()
            words += [f"ChrW(&H{unit})" for unit in units]
    # Without brackets a + beside the text would bind tighter than its &.
    return f"({' & '.join(words)})" if len(words) > 1 else words[0]
