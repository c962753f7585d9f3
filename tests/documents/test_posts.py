"""Who answers to whom as a picture: it fits the page, however many posts there are, and stands in the plan of a term."""

import io
from dataclasses import replace

import pandas as pd
from PIL import Image

from tests.reports.school import school
from xlplan.documents.drawings import Picture
from xlplan.documents.pictures import HIGHEST, WIDTH
from xlplan.documents.plan import PLAN
from xlplan.documents.posts import drawn, post_tree
from xlplan.excel.frames import typed
from xlplan.tables.books import Books
from xlplan.tables.people import Post
from xlplan.tables.tree import Node, tree


def having(posts: pd.DataFrame) -> Books:
    """The school with these posts."""
    books = school()
    return replace(books, sheets={**books.sheets, Post: replace(books.sheets[Post], rows=posts)})


def without() -> Books:
    """The school without people.xlsx."""
    books = school()
    kept = {table: sheet for table, sheet in books.sheets.items() if table.workbook != Post.workbook}
    return replace(books, sheets=kept)


def many(count: int) -> Node:
    clerks = tuple(Node(3 + place, f"第{place}号办事员", "个人", ("某人",)) for place in range(count))
    return Node(
        2, "校长", "校长", ("张三",), (Node(3, "总务主任", "处室", (), clerks), Node(99, "保安", "个人", ()))
    )


def test_all_posts_of_the_school_are_drawn_and_many_people_are_counted() -> None:
    picture = post_tree(school())
    assert isinstance(picture, Picture)
    assert picture == post_tree(school())
    assert Image.open(io.BytesIO(picture.content)).size == (picture.width * 10, picture.height * 10)
    assert picture.words.startswith("岗位设置。校长（周文斌）管教学副校长（陈启明）、后勤副校长（何玉兰）、")
    assert "七年级组组长（龙正刚）管七年级教师（15人）" in picture.words
    assert all(name in picture.words for name in school()[Post][Post.name])


def test_more_posts_than_a_page_holds_are_one_box_for_each_superior() -> None:
    few, much = drawn(many(20)), drawn(many(60))
    assert few.width == much.width == WIDTH
    assert few.height <= HIGHEST
    assert much.height < few.height
    assert (
        much.words
        == "岗位设置。校长（张三）管总务主任（空缺）、保安（空缺）；总务主任（空缺）管第0号办事员等60岗（60人）。"
    )


def test_a_school_whose_posts_lead_nowhere_is_told_so() -> None:
    posts = school()[Post]
    broken = posts.assign(**{Post.above: posts[Post.above].replace("总务主任", "总务处主任")})
    assert post_tree(having(broken)) == ("“岗位”表的上级岗位还没有理顺，从校长找不到每一个岗位，图没有画。")
    assert post_tree(having(typed(Post, ()))) == ""
    assert post_tree(without()) == ""


def test_a_plan_shows_the_posts_where_its_template_asks_for_them() -> None:
    for books, used, told in (
        (school(), ["岗位图"], True),
        (school(), [], False),
        (without(), ["岗位图"], False),
    ):
        (draft,) = PLAN.drafts(books, "", used)
        assert isinstance(draft.paper.posts, Picture) is told
        assert draft.waiting == ()
    posts = school()[Post]
    (draft,) = PLAN.drafts(having(posts.assign(**{Post.above: "校长"})), "", ["岗位图"])
    assert draft.waiting == (draft.paper.posts,)


def test_a_tree_has_every_post_once_and_none_where_somebody_answers_to_nobody() -> None:
    posts = school()[Post]
    top = tree(posts)
    assert top

    def count(node: Node) -> int:
        return 1 + sum(map(count, node.below))

    assert count(top) == len(posts)
    assert tree(posts.assign(**{Post.above: ""})) is None
    assert tree(pd.concat([posts, posts.tail(1)])) is None
