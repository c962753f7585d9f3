"""Typed numbering: what is written in order is never accused, and what is taken out of it always is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ledger.judging import law
from xlplan.tables.headings import broken, misnumbered, skipped, written

Tree = list["Tree"]
trees: st.SearchStrategy[Tree] = st.recursive(
    st.just([]), lambda below: st.lists(below, min_size=1, max_size=4), max_leaves=12
)


def lines(tree: Tree, level: int = 1) -> list[str]:
    """The numbered paragraphs of a tree, down to the fourth level."""
    found = []
    for count, below in enumerate(tree, 1):
        found += [f"{written(level, count)}做好这件事。", *(lines(below, level + 1) if level < 4 else [])]
    return found


@law
@given(trees)
def test_paragraphs_in_order_are_never_accused(tree: Tree) -> None:
    assert misnumbered("\n".join(["现通知如下：", *lines(tree)])) is None


@law
@given(st.integers(2, 99), st.integers(1, 4), st.data())
def test_a_paragraph_that_is_taken_out_is_missed_and_one_glued_on_is_named(
    count: int, level: int, data: st.DataObject
) -> None:
    above = [written(upper, 1) for upper in range(1, level)]
    own = [f"{written(level, at)}做好这件事。" for at in range(1, count + 1)]
    place = data.draw(st.integers(0, count - 2))
    missing = f"缺“{written(level, place + 1)}”"
    told = misnumbered("\n".join(above + own[:place] + own[place + 1 :]))
    assert told is not None
    assert told.endswith(missing)
    glued = misnumbered("\n".join([*above, *own[:place], own[place] + own[place + 1], *own[place + 2 :]]))
    assert glued == f"“{written(level, place + 2)}”没有另起一段，写在“{written(level, place + 1)}”那一段里了"


@pytest.mark.parametrize(
    ("above", "level", "used", "left_out"),
    [
        (0, 1, {1}, 0), (1, 2, {1, 2}, 0), (4, 1, {1, 4}, 0), (3, 2, {2, 3}, 0), (2, 2, {2}, 0),
        (1, 3, {1, 3}, 0), (0, 3, {3}, 0),
        (1, 3, {1, 2, 3}, 2), (0, 3, {1, 3}, 1), (0, 2, {2}, 1), (1, 4, {1, 4}, 2), (2, 4, {1, 2, 4}, 3), (0, 4, {4}, 1),
    ],
)  # fmt: skip
def test_only_the_third_level_may_follow_where_what_lies_between_is_not_used(
    above: int, level: int, used: set[int], left_out: int
) -> None:
    assert skipped(above, level, used) == left_out


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("一、甲\n三、乙", "“一、”后面就是“三、”，缺“二、”"),
        ("二、甲", "从“二、”开始，缺“一、”"),
        ("一、甲\n一、乙", "“一、”用了两次"),
        ("一、甲\n二、乙\n一、丙", "“一、”排在“二、”后面"),
        ("（一）甲", "“（一）”上面没有“一、”"),
        ("一、甲\n1.乙\n二、丙\n（一）丁", "“1.”直接排在“一、”下面，跳过了“（一）”这一层"),
        ("一、甲\n(一)乙", "“(一)”应写成“（一）”"),
        ("1、甲\n2、乙", "“1、”应写成“1.”"),
        ("1.甲\n2.门卫，3治理周边\n4.台账", "“3.”没有另起一段，写在“2.”那一段里了"),
        ("1.甲\n2.门卫，3月治理周边\n4.台账", "“2.”后面就是“4.”，缺“3.”"),
    ],
)
def test_the_first_mistake_is_told_in_a_clerks_words(text: str, told: str) -> None:
    assert misnumbered(text) == told


@law
@given(st.integers(1, 20), st.integers(2, 30))
def test_running_text_may_begin_with_any_number_and_goes_on_one_by_one(first: int, count: int) -> None:
    own = [f"{at}、做好这件事，每班10人，共10台。" for at in range(first, first + count)]
    assert broken(own) is None
    left_out = own[: count // 2] + own[count // 2 + 1 :]
    assert (broken(left_out) is None) == (count // 2 in (0, count - 1) or len(left_out) < 2)


@pytest.mark.parametrize(
    "glued", ["9、绿化校园10治理乱收费", "9、绿化校园；10治理乱收费", "9.绿化校园。10.治理乱收费"]
)
def test_a_number_run_into_the_words_of_the_last_paragraph_is_told(glued: str) -> None:
    place, told = broken(["7、修课桌", "8、清水沟", glued]) or (0, "")
    assert (place, "“10.”没有另起一段" in told) == (2, True)


@pytest.mark.parametrize(
    "last",
    [
        "9、每班选10人",
        "9、第10届艺术节",
        "9、10月前完成",
        "9、购球10个、绳10根",
        "9、满10年的",
        "9、共10余处",
        "9、见表10",
        "9、3010教室",
    ],
)
def test_a_number_that_counts_something_is_none_of_a_list(last: str) -> None:
    assert broken(["7、修课桌", "8、清水沟", last]) is None
