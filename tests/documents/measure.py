"""A rendered page measured: millimetres from its upper left corner."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pdfplumber
import pypdfium2

MM = 25.4 / 72
_DPI = 300


@dataclass(frozen=True)
class Line:
    """The characters on one baseline."""

    text: str
    baseline: float
    left: float
    right: float
    size: float
    """Points."""
    fonts: frozenset[str]
    red: bool


@dataclass(frozen=True)
class Rule:
    """A line that is drawn across the page."""

    y: float
    left: float
    right: float
    width: float
    red: bool


@dataclass(frozen=True)
class Page:
    lines: list[Line]
    rules: list[Rule]


def pages(pdf: Path) -> list[Page]:
    with pdfplumber.open(pdf) as opened:
        return [Page(_lines(page), _rules(page)) for page in opened.pages]


def ink_top(pdf: Path, page: int, area: tuple[float, float, float, float], red: bool = False) -> float:
    """Where the first ink within an area (left, top, right, bottom) stands, as the eye sees it."""
    document = pypdfium2.PdfDocument(pdf)
    shown = document[page].render(scale=_DPI / 72).to_numpy()[..., :3].astype(np.int16)
    document.close()
    step = 25.4 / _DPI
    left, top, right, bottom = (round(edge / step) for edge in area)
    blue, green, reddish = (shown[top:bottom, left:right, at] for at in range(3))
    ink = (reddish > 170) & (green < 110) & (blue < 110) if red else (blue + green + reddish) < 480
    return float((np.flatnonzero(ink.any(axis=1))[0] + top) * step)


def _is_red(color: Any) -> bool:
    return isinstance(color, tuple) and len(color) == 3 and color[0] > 0.8 > 0.2 > max(color[1:])


def _lines(page: Any) -> list[Line]:
    height = float(page.height)
    rows: dict[float, list[dict[str, Any]]] = {}
    for one in page.chars:
        if one["text"].strip():
            # Boxes of fonts differ, baselines do not.
            rows.setdefault(round((height - one["matrix"][5]) * MM, 1), []).append(one)
    found = []
    for baseline, chars in sorted(rows.items()):
        chars.sort(key=lambda one: one["x0"])
        found.append(
            Line(
                "".join(one["text"] for one in chars),
                baseline,
                chars[0]["x0"] * MM,
                chars[-1]["x1"] * MM,
                max(one["size"] for one in chars),
                frozenset(one["fontname"].split("+")[-1] for one in chars),
                all(_is_red(one["non_stroking_color"]) for one in chars),
            )
        )
    return found


def _rules(page: Any) -> list[Rule]:
    drawn = [
        (one["top"], one["bottom"], one["x0"], one["x1"], one["linewidth"], one["stroking_color"])
        for one in page.lines
    ] + [
        (one["top"], one["bottom"], one["x0"], one["x1"], one["height"], one["non_stroking_color"])
        for one in [*page.rects, *page.curves]
    ]
    found = {
        Rule(
            round((top + bottom) / 2 * MM, 2),
            round(x0 * MM, 2),
            round(x1 * MM, 2),
            round(width * MM, 2),
            _is_red(color),
        )
        for top, bottom, x0, x1, width, color in drawn
        if bottom - top < 4 and x1 - x0 > 20
    }
    return sorted(found, key=lambda rule: rule.y)
