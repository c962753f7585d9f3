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


@pytest.mark.parametrize("actual", ["已完成80%", "完成一半", "是否建成待定", "完成部分", "已完成，差验收"])
def test_what_is_done_in_part_is_not_done(actual: str) -> None:
    assert progress("完成操场改造", actual) == (State.UNCLEAR, None)
