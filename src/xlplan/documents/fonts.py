"""Which font of this computer can draw a text: one that has all of its characters, so that none becomes a box."""

import logging
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from xlplan.findings import CannotRun

_FAMILIES = (
    "Microsoft YaHei", "SimHei", "DengXian", "SimSun",
    "PingFang SC", "Hiragino Sans GB", "Heiti SC", "STHeiti", "Songti SC", "Arial Unicode MS",
    "Source Han Sans SC", "Source Han Sans CN", "Noto Sans CJK SC", "Noto Sans SC",
    "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "Noto Sans CJK JP", "AR PL UMing CN",
)  # fmt: skip
"""Of Windows, of macOS, free ones; the best to read in print first."""
_BOXES = re.compile("last ?resort", re.IGNORECASE)
_TOLD = 10
"""Characters that a refusal names."""


def family(text: str) -> str:
    """The first family with every character of a text; raises CannotRun with those that no font has."""
    # It tells in English how it looks for fonts.
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    needed = {one for one in text if not one.isspace()}
    least: set[str] = needed
    for name in _families():
        missing = needed - charmap(name)
        if not missing:
            return name
        least = min(least, missing, key=len)
    listed = "".join(sorted(least)[:_TOLD]) + ("……" if len(least) > _TOLD else "")
    raise CannotRun(
        f"电脑上没有能显示这些字的中文字体：“{listed}”，图画不出来。请装上微软雅黑、宋体或思源黑体，或者改用别的字。"
    )


def charmap(name: str) -> frozenset[str]:
    """The characters of the face that a family is drawn with; none where the computer does not have it."""
    from matplotlib.font_manager import FontProperties, findfont

    try:
        path = findfont(FontProperties(family=[name]), fallback_to_default=False)
    except ValueError:
        return frozenset()
    return _characters(path)


@cache
def _characters(face: Any) -> frozenset[str]:
    from matplotlib.font_manager import get_font

    return frozenset(map(chr, get_font(face).get_charmap()))


def _families() -> Iterator[str]:
    """Those we know and then all of this computer, which are looked for only where they are needed."""
    yield from _FAMILIES
    yield from _installed()


@cache
def _installed() -> tuple[str, ...]:
    """All families, those installed since matplotlib last looked too."""
    from matplotlib.font_manager import findSystemFonts, fontManager

    for path in sorted(set(findSystemFonts()) - {entry.fname for entry in fontManager.ttflist}):
        try:
            fontManager.addfont(path)
        except (OSError, RuntimeError):
            # A file that FreeType cannot read is no font for us.
            continue
    # The font of last resort has a box for every character there is.
    return tuple(name for name in sorted(fontManager.get_font_names()) if not _BOXES.search(name))
