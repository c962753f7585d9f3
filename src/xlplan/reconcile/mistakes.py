"""Amounts that are one amount, mistyped."""


def is_mistyped(one: int, other: int) -> bool:
    """Whether two different amounts of one sign differ in one digit, or in two neighbours that changed places."""
    return _slip(one, other) in ("digit", "swap")


def _slip(one: int, other: int) -> str:
    left, right = str(abs(one)), str(abs(other))
    if one == other or (one < 0) != (other < 0) or len(left) != len(right):
        return ""
    places = [at for at, (a, b) in enumerate(zip(left, right, strict=True)) if a != b]
    if len(places) == 1:
        return "digit"
    first, last = places[0], places[-1]
    swapped = (
        len(places) == 2 and last == first + 1 and left[first : last + 1] == right[first : last + 1][::-1]
    )
    return "swap" if swapped else ""
