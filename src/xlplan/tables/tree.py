"""The tree of 岗位: who answers to whom, from the head of the school down, and where it is broken."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from xlplan.tables.lists import listed
from xlplan.tables.people import TIERS, Post

_RANKS = {tier: rank for rank, tier in enumerate(TIERS)}
_LOWEST = len(TIERS) - 1


@dataclass(frozen=True)
class Node:
    """A post, with those below it."""

    row: int
    name: str
    tier: str
    people: tuple[str, ...]
    below: tuple["Node", ...] = ()


def faults(posts: pd.DataFrame) -> "pd.Series":
    """Why the 上级岗位 of each row cannot be right, "" where it can; ``tree`` draws a sheet without faults.

    A cycle is told once, at its first row; rows below a fault are not to blame for it.
    """
    above, tier = posts[Post.above], posts[Post.tier]
    rank = tier.map(_RANKS)
    first = posts.drop_duplicates(Post.name).set_index(Post.name)
    higher = above.map(first[Post.tier].map(_RANKS))
    top = above == ""
    head = tier == TIERS[0]
    wrong = [
        top & ~head & rank.notna(),
        ~top & head,
        top & head & (top & head).cumsum().gt(1),
        ~top & ~above.isin(first.index),
        above == posts[Post.name],
        (higher > rank) | (~head & (higher == _LOWEST)),
        _circling(posts),
    ]
    told = [
        "空着，只有校长没有上级",
        "不该填，校长是最上一级",
        "空着，最上一级已经有了",
        "不在“岗位”表里",
        "是它自己",
        "的层级比它低，或者是个人，不能管别的岗位",
        "一级一级往上找，又回到它自己",
    ]
    return pd.Series(np.select(wrong, told, ""), index=posts.index, dtype="object")


def _circling(posts: pd.DataFrame) -> "pd.Series":
    """The first row of each cycle of two posts and more."""
    above = dict(zip(posts[Post.name], posts[Post.above], strict=True))
    done: set[str] = set()
    first: set[str] = set()
    for name in above:
        path: dict[str, None] = {}
        while name in above and name not in done and name not in path:
            path[name] = None
            name = above[name]
        if name in path and above[name] != name:
            cycle = list(path)[list(path).index(name) :]
            first.add(next(post for post in above if post in cycle))
        done |= set(path)
    return posts[Post.name].isin(first)


def tree(posts: pd.DataFrame) -> Node | None:
    """The head of the school with all below him, in the order of the sheet; None where there is none, or the sheet has faults."""
    if posts.empty or (faults(posts) != "").any() or posts[Post.name].duplicated().any():
        return None
    below: dict[str, list[int]] = {}
    for row, above in posts[Post.above].items():
        below.setdefault(above, []).append(int(str(row)))
    tops = below.get("", [])
    return _node(posts, below, tops[0]) if tops else None


def _node(posts: pd.DataFrame, below: dict[str, list[int]], row: int) -> Node:
    name = posts.at[row, Post.name]
    own = tuple(_node(posts, below, lower) for lower in below.get(name, []))
    return Node(row, name, posts.at[row, Post.tier], tuple(listed(posts.at[row, Post.people])), own)


def leaves(node: Node) -> Iterator[Node]:
    """The posts that nobody answers to."""
    if not node.below:
        yield node
    for own in node.below:
        yield from leaves(own)


def holders(posts: pd.DataFrame) -> pd.DataFrame:
    """One row for each person of each post: 行, 岗位, 姓名."""
    people = [
        (row, post, name)
        for row, post, cell in posts[[Post.name, Post.people]].itertuples()
        for name in listed(cell)
    ]
    return pd.DataFrame(people, columns=["行", Post.name, Post.people]).astype(
        {Post.name: "str", Post.people: "str"}
    )
