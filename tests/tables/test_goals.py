"""How far a target is reached; whether it is met is told by the page of TGT-01."""

import pytest

from xlplan.tables.goals import State, progress


@pytest.mark.parametrize(
    ("goal", "actual", "state", "share"),
    [
        ("≥95%", "93.5%", State.MISSED, 93.5 / 95),
        ("≥95%", "95%", State.MET, 1),
        ("≥95%", "99%", State.MET, 1),
        ("不低于95%", "94.05", State.MISSED, 0.99),
        ("4次", "3次", State.MISSED, 0.75),
        ("全部", "66%", State.MISSED, 0.66),
        ("0", "0", State.MET, 1),
        ("0", "1起", State.MISSED, 0),
        ("无", "未发生", State.MET, 1),
        ("≤3", "2", State.MET, 1),
        ("≤3", "4", State.MISSED, 0.75),
        ("<3%", "3%", State.MISSED, 1),
        ("<0", "0", State.MISSED, 0),
        ("前三名", "第四名", State.MISSED, 0.75),
        ("完成验收", "已完成验收", State.MET, 1),
        ("完成验收", "正在申报", State.UNCLEAR, None),
        ("≥90%", "良好", State.UNCLEAR, None),
        ("≥90%", "", State.EMPTY, None),
        ("", "", State.EMPTY, None),
        ("", "已完成", State.AIMLESS, None),
    ],
)
def test_the_share_of_a_goal_is_measured_towards_it(
    goal: str, actual: str, state: State, share: float | None
) -> None:
    found, reached = progress(goal, actual)
    assert (found, reached) == (state, None if share is None else pytest.approx(share))


@pytest.mark.parametrize(
    ("goal", "actual"),
    [
        ("≥3%", "-4%"),
        ("≥3%", "\u22124%"),
        ("≥5%", "下降5%"),
        ("≥5%", "比上年降低了5%"),
        ("≥5次", "减少6次"),
        ("≥3次", "3月完成"),
        ("1次", "2026年完成"),
        ("1次", "第2学月"),
        ("1次", "20日"),
        ("1份", "5号"),
    ],
)
def test_a_fall_or_a_day_is_not_taken_for_what_is_reached(goal: str, actual: str) -> None:
    assert progress(goal, actual) == (State.UNCLEAR, None)


@pytest.mark.parametrize(
    ("goal", "actual"),
    [("≥95%", "截至11月30日达到96%"), ("全部", "2026年11月全部签订"), ("≤3起", "明显减少，共2起")],
)
def test_a_day_or_a_fall_told_beside_the_number_does_no_harm(goal: str, actual: str) -> None:
    assert progress(goal, actual) == (State.MET, 1)


@pytest.mark.parametrize(
    ("goal", "actual", "state", "share"),
    [
        ("≥10万元", "95000元", State.MISSED, 0.95),
        ("≥10万元", "12万元", State.MET, 1),
        ("≥10万", "8万", State.MISSED, 0.8),
        ("≤5万元", "48000元", State.MET, 1),
        ("1亿元以上", "9千万元", State.MISSED, 0.9),
        ("≤50000元", "4.8万元", State.MET, 1),
        ("≥10万元", "0", State.MISSED, 0),
        ("≥10万元", "95000", State.UNCLEAR, None),
        ("≥10", "8万元", State.UNCLEAR, None),
        ("≥10万", "95000", State.UNCLEAR, None),
        ("≥10万元", "90%", State.UNCLEAR, None),
    ],
)
def test_amounts_of_another_scale_are_compared_only_in_the_same_unit(
    goal: str, actual: str, state: State, share: float | None
) -> None:
    found, reached = progress(goal, actual)
    assert (found, reached) == (state, None if share is None else pytest.approx(share))


def test_a_bare_number_is_not_held_against_a_goal_below_one_percent() -> None:
    assert progress("≥0.5%", "0.4") == (State.UNCLEAR, None)
    assert progress("≥0.5%", "0.4%") == (State.MISSED, 0.8)
    assert progress("≤0.5%", "0") == (State.MET, 1)


@pytest.mark.parametrize("actual", ["已完成80%", "完成一半", "是否建成待定", "完成部分", "已完成，差验收"])
def test_what_is_done_in_part_is_not_done(actual: str) -> None:
    assert progress("完成操场改造", actual) == (State.UNCLEAR, None)
