"""Whose turn it is, whatever the computer went through."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from xlplan.jobs.clock.due import EACH, NONE, ONE, TRIES, Task, due, given_up
from xlplan.jobs.clock.runs import Past, Run, State

NIGHT = time(22, 0)


def every_day(first: date, last: date) -> Sequence[date]:
    return [first + timedelta(days=after) for after in range((last - first).days + 1)]


def nightly(missed: str = ONE) -> Task:
    return Task("夜间检查", "每天", "22:00", NIGHT, every_day, missed)


def a_run(due: date | None, day: date, began: datetime, state: State = State.DONE) -> Run:
    started = began.astimezone()
    return Run(0, "夜间检查", due, day, started, started, state, "", "0", "", "")


def run(day: int, state: State = State.DONE, started: datetime | None = None) -> Run:
    turn = date(2026, 11, day)
    return a_run(turn, turn, started or datetime(2026, 11, day, 22, 0), state)


def past(*runs: Run, since: datetime = datetime(2026, 11, 1)) -> Past:
    return Past(list(runs), {nightly().key: since.astimezone()})


def days(found: Sequence[date]) -> list[int]:
    return [day.day for day in found]


def test_a_turn_is_due_from_its_time_on_until_it_is_done() -> None:
    before = past(run(26))
    assert due(nightly(), before, datetime(2026, 11, 27, 21, 59)) == []
    assert days(due(nightly(), before, datetime(2026, 11, 27, 22, 0))) == [27]
    assert due(nightly(), past(run(26), run(27)), datetime(2026, 11, 27, 22, 15)) == []


def test_after_three_days_asleep_the_last_missed_day_is_made_up_for_once() -> None:
    now = datetime(2026, 11, 30, 8, 0)
    assert days(due(nightly(), past(run(26)), now)) == [29]
    assert due(nightly(), past(run(26), run(29, started=now)), now + timedelta(minutes=15)) == []


def test_each_missed_day_is_made_up_for_where_the_task_says_so() -> None:
    now, since = datetime(2026, 11, 30, 8, 0), datetime(2026, 11, 26)
    assert days(due(nightly(EACH), past(run(26), since=since), now)) == [27, 28, 29]
    assert days(due(nightly(EACH), past(run(26), run(27, started=now), since=since), now)) == [28, 29]


def test_of_years_asleep_a_month_of_turns_is_made_up_for() -> None:
    found = due(nightly(EACH), past(since=datetime(2020, 1, 1)), datetime(2026, 11, 30, 23, 0))
    assert len(found) == 31
    assert found[-1] == date(2026, 11, 30)


def test_nothing_is_made_up_for_where_the_task_says_so() -> None:
    assert due(nightly(NONE), past(run(26)), datetime(2026, 11, 28, 8, 0)) == []
    assert days(due(nightly(NONE), past(run(26)), datetime(2026, 11, 27, 22, 45))) == [27]


def test_a_new_or_changed_line_makes_up_for_nothing_that_was_before_it() -> None:
    assert due(nightly(), Past(), datetime(2026, 11, 27, 23, 0)) == []
    known = past(since=datetime(2026, 11, 27, 22, 30))
    assert due(nightly(), known, datetime(2026, 11, 27, 23, 0)) == []
    assert days(due(nightly(), known, datetime(2026, 11, 28, 22, 0))) == [28]


def test_a_run_by_hand_does_not_take_the_turn_of_the_night() -> None:
    by_hand = a_run(None, date(2026, 11, 27), datetime(2026, 11, 27, 10))
    assert days(due(nightly(), past(run(26), by_hand), datetime(2026, 11, 27, 22, 0))) == [27]


def test_what_failed_is_tried_again_after_a_while_and_not_for_ever() -> None:
    first = run(27, State.FAILED)
    assert due(nightly(), past(first), datetime(2026, 11, 27, 22, 9)) == []
    assert days(due(nightly(), past(first), datetime(2026, 11, 27, 22, 10))) == [27]
    second = run(27, State.INTERRUPTED, datetime(2026, 11, 27, 22, 10))
    assert due(nightly(), past(first, second), datetime(2026, 11, 27, 22, 29)) == []
    assert days(due(nightly(), past(first, second), datetime(2026, 11, 27, 22, 30))) == [27]
    tries = past(*[run(27, State.FAILED)] * TRIES)
    assert due(nightly(), tries, datetime(2026, 11, 28, 8, 0)) == []
    assert given_up(nightly(), tries, date(2026, 11, 27))
    assert not given_up(nightly(), past(first), date(2026, 11, 27))
    assert not given_up(nightly(), past(*[run(27, State.FAILED)] * 3, run(27)), date(2026, 11, 27))
    assert days(due(nightly(), tries, datetime(2026, 11, 28, 22, 0))) == [28]


def test_a_clock_that_went_back_repeats_nothing_and_loses_nothing() -> None:
    ahead = past(run(26), run(27), run(28))
    assert due(nightly(), ahead, datetime(2026, 11, 27, 23, 0)) == []
    assert days(due(nightly(), ahead, datetime(2026, 11, 29, 22, 0))) == [29]
    # A try that lies in the future holds the next one up for no years.
    failed = run(27, State.FAILED, datetime(2036, 1, 1))
    assert days(due(nightly(), past(failed), datetime(2026, 11, 27, 22, 5))) == [27]


def test_a_year_that_was_wrong_by_ten_keeps_no_true_day_from_its_turn() -> None:
    wrong = a_run(date(2036, 11, 27), date(2036, 11, 27), datetime(2036, 11, 27, 22))
    assert days(due(nightly(), past(run(26), wrong), datetime(2026, 11, 27, 22, 0))) == [27]
    assert due(nightly(), past(run(26)), datetime(2009, 1, 1, 23, 0)) == []
