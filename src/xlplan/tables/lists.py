"""Several things that a clerk wrote into one cell: 土豆丝、白菜."""

import re


def listed(text: str) -> list[str]:
    """The things, divided by 、 or a comma, a semicolon, a blank."""
    return [word for word in re.split(r"[、，,；;\s]+", text) if word]
