"""The tree of 岗位 as a picture for Word: from the head of the school on the left to the people on the right."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from xlplan.documents.drawings import Picture
from xlplan.documents.pictures import HIGHEST, WIDTH, plain, png
from xlplan.tables.books import Books, NotKept, Waiting
from xlplan.tables.people import TIERS, Post
from xlplan.tables.tree import Node, leaves, tree

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_GAP, _WIDEST = 7.0, 34.0
"""Millimetres between two levels, and of a box at most."""
_ROW, _LEAST_ROW = 10.5, 7.0
"""Millimetres of a post that nobody answers to; where the page cannot hold so many, those of one superior are one box."""
_POINTS = 8.5
_POINT = 25.4 / 72
_MARGIN = 1.0
_NAMED = 2
"""People that are named; of more it is told how many they are."""
_SHADES = dict(zip(TIERS, ("#D9D9D9", "#EDEDED", "#F7F7F7", "white"), strict=True))
_EDGE = "#808080"
_BROKEN = "“岗位”表的上级岗位还没有理顺，从校长找不到每一个岗位，图没有画。"


def post_tree(books: Books) -> Picture | str:
    """The picture, or why there is none; "" where the office keeps no posts.

    Raises CannotRun where no font of this computer has all the characters.
    """
    try:
        posts = books[Post]
        torn = len(books.unread(Post))
    except NotKept:
        return ""
    except Waiting as reason:
        return f"{reason}，岗位的图没有画。"
    if posts.empty and not torn:
        return ""
    top = None if torn else tree(posts)
    return drawn(top) if top else _BROKEN


def drawn(top: Node) -> Picture:
    """A tree as a picture, the same bytes for the same posts."""
    most = int((HIGHEST - 2 * _MARGIN) / _LEAST_ROW)
    shown = top if len(list(leaves(top))) <= most else _folded(top)
    count = len(list(leaves(shown)))
    row = min(_ROW, (HIGHEST - 2 * _MARGIN) / count)
    high = count * row + 2 * _MARGIN
    text = "".join(f"{node.name}{_people(node)}" for node, _ in _nodes(shown))
    content = png(WIDTH, high, plain(text), lambda figure: _draw(figure, shown, row, high))
    return Picture(content, WIDTH, high, _words(shown))


def _folded(node: Node) -> Node:
    """The same with the lowest posts of one superior in one."""
    low = [own for own in node.below if not own.below]
    higher = tuple(_folded(own) for own in node.below if own.below)
    if len(low) < 2:
        return replace(node, below=tuple(_folded(own) for own in node.below))
    people = tuple(name for own in low for name in own.people)
    return replace(node, below=(*higher, replace(low[0], name=f"{low[0].name}等{len(low)}岗", people=people)))


def _nodes(node: Node, depth: int = 0) -> Iterator[tuple[Node, int]]:
    yield node, depth
    for own in node.below:
        yield from _nodes(own, depth + 1)


def _people(node: Node) -> str:
    if not node.people:
        return "空缺"
    return "、".join(node.people) if len(node.people) <= _NAMED else f"{len(node.people)}人"


def _draw(figure: "Figure", top: Node, row: float, high: float) -> None:
    levels = 1 + max(depth for _, depth in _nodes(top))
    wide = min(_WIDEST, (WIDTH - 2 * _MARGIN - _GAP * (levels - 1)) / levels)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, WIDTH), ylim=(high, 0))
    axes.set_axis_off()
    # As wide as the page also where there are few levels: the gaps grow.
    step = (WIDTH - 2 * _MARGIN - wide) / max(1, levels - 1)
    places = iter(range(len(list(leaves(top)))))

    def placed(node: Node, depth: int) -> float:
        """Draws a node with all below it, and tells how far down it stands."""
        left = _MARGIN + depth * step
        lower = [placed(own, depth + 1) for own in node.below]
        middle = (lower[0] + lower[-1]) / 2 if lower else _MARGIN + (next(places) + 0.5) * row
        bend = left + wide + (step - wide) / 2
        for other in lower:
            axes.plot(
                (left + wide, bend, bend, left + step),
                (middle, middle, other, other),
                color=_EDGE,
                linewidth=0.7,
            )
        _box(axes, node, (left, middle), (wide, min(row, _ROW) * 0.84), _SHADES.get(node.tier, "white"))
        return middle

    placed(top, 0)


def _box(axes: "Axes", node: Node, place: tuple[float, float], size: tuple[float, float], shade: str) -> None:
    from matplotlib.patches import Rectangle

    (left, middle), (wide, high) = place, size
    axes.add_patch(
        Rectangle((left, middle - high / 2), wide, high, facecolor=shade, edgecolor=_EDGE, linewidth=0.7)
    )
    most = high / 2 * 0.8 / _POINT
    for text, at in ((plain(node.name), -0.24), (plain(_people(node)), 0.24)):
        points = min(_POINTS, most, (wide - 1.5) / max(1, len(text)) / _POINT)
        axes.text(
            left + wide / 2, middle + at * high, text, fontsize=points, ha="center", va="center_baseline"
        )


def _words(node: Node) -> str:
    told = (f"{node.name}（{_people(node)}）" + _below(node) for node, _ in _nodes(node) if node.below)
    return f"岗位设置。{'；'.join(told)}。"


def _below(node: Node) -> str:
    return "管" + "、".join(f"{own.name}（{_people(own)}）" for own in node.below)
