"""Identity and account numbers where they are shown."""

import re

SHOWN = 4


def hidden(number: str) -> str:
    """A number of which the last four digits are shown; "" for none."""
    return number and "*" * 4 + re.sub(r"[^\dXx]", "", number)[-SHOWN:]
