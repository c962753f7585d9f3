"""What belongs together is found stage by stage; what could be more than one way is asked."""

from random import Random

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ledger.judging import law
from tests.reconcile.lists import MOVES, Move, rows
from xlplan.reconcile.lists import AMOUNT, DAY, PARTY, REFERENCE, SUMMARY
from xlplan.reconcile.matching import match
from xlplan.reconcile.pool import ASK, KIND, MARGIN, MATCH, OFFSET, REASON, STAGE, Matching
from xlplan.reconcile.rows import KINDS, OTHERS, Terms

Line = tuple[str, int, str, str, str]
"""Day, fen, number, summary, counterparty."""

Found = tuple[str, list[int], list[int]]


def listed(*lines: Line) -> pd.DataFrame:
    """A list whose first row is row 1."""
    frame = pd.DataFrame(lines, range(1, len(lines) + 1), [DAY, AMOUNT, REFERENCE, SUMMARY, PARTY])
    return frame.astype({DAY: "datetime64[s]", AMOUNT: "int64"})


def groups(found: Matching) -> list[Found]:
    """Kind, rows of the book and rows of the bank of each group, in the order of their first rows."""
    members = [
        (kind, *(side.index[side == number].tolist() for side in (found.book, found.bank)))
        for number, kind in found.groups[KIND].items()
    ]
    return sorted(members, key=lambda one: (one[1], one[2]))


def stages(found: Matching) -> list[str]:
    return list(found.groups[STAGE])


POWER = "岚溪县供电有限责任公司"


def test_a_number_decides_whatever_the_days() -> None:
    found = match(
        listed(("2026-10-08", -5000, "7001", "付电费", ""), ("2026-10-09", -5000, "", "付电费", "")),
        listed(("2026-10-09", -5000, "", "电费", ""), ("2026-12-20", -5000, "7001", "电费", "")),
    )
    assert groups(found) == [(MATCH, [1], [2]), (MATCH, [2], [1])]
    assert stages(found) == ["reference", "assignment"]


@pytest.mark.parametrize("theirs", ["0007001234", "1234", "PZ-7001234", "７００１２３４"])
def test_a_number_is_known_with_zeros_lost_and_ends_cut(theirs: str) -> None:
    book = listed(("2026-10-08", -5000, "7001234", "付款", ""), ("2026-10-08", -5000, "7009999", "付款", ""))
    found = match(book, listed(("2026-10-12", -5000, theirs, "转账", "")))
    assert groups(found) == [(MATCH, [1], [1])]


def test_a_contradicting_number_is_a_veto() -> None:
    """github.com/frappe/erpnext/issues/46725: 900619 was paired with 712219."""
    book = listed(("2026-10-08", -500_000, "900619", "付材料款", POWER))
    bank = listed(("2026-10-08", -500_000, "712219", "材料款", POWER))
    assert groups(match(book, bank)) == []


def test_numbers_of_the_banks_own_are_no_veto() -> None:
    days = [f"2026-10-{day:02d}" for day in range(12, 17)]
    book = listed(*((day, -1000 - at, f"31000{at}", "付款", "") for at, day in enumerate(days)))
    bank = listed(*((day, -1000 - at, f"99887{at}", "付款", "") for at, day in enumerate(days)))
    assert groups(match(book, bank)) == [(MATCH, [at], [at]) for at in range(1, 6)]


def test_the_best_of_all_ways_is_taken_not_the_best_pair_first() -> None:
    """The best pair of all, rows 2 and 1, would leave the rest without a partner."""
    book = listed(("2026-10-12", -70_031, "", "付款", "甲"), ("2026-10-14", -70_031, "", "付款", ""))
    bank = listed(("2026-10-14", -70_031, "", "付款", ""), ("2026-12-28", -70_031, "", "付款", "乙公司"))
    terms = Terms(dict.fromkeys((*KINDS, OTHERS), 2))
    assert groups(match(book, bank, terms)) == [(ASK, [1, 2], [1])]


def test_equal_amounts_of_every_month_are_paired_within_the_month() -> None:
    """github.com/actualbudget/actual/issues/5354: a debit of each week was matched to last week's."""
    days = ["2026-08-10", "2026-09-10", "2026-10-12"]
    book = listed(*((day, -6_532_800, "", "付公积金", "公积金中心") for day in days))
    bank = listed(*((day, -6_532_800, "", "公积金", "公积金中心") for day in days[1:]))
    assert groups(match(book, bank)) == [(MATCH, [2], [1]), (MATCH, [3], [2])]


def test_two_equal_payments_stay_two() -> None:
    """github.com/actualbudget/actual/issues/8221: one of two real payments was dropped."""
    line: Line = ("2026-10-12", -3000, "", "打车", "出租车")
    assert groups(match(listed(line, line), listed(line, line))) == [(MATCH, [1], [1]), (MATCH, [2], [2])]
    assert groups(match(listed(line, line), listed(line))) == [(MATCH, [1], [1])]


def test_what_the_bank_has_once_too_often_is_open_and_no_question() -> None:
    book = listed(("2026-10-12", 31_800, "", "收租金", "粮油站"))
    bank = listed(
        ("2026-10-12", 31_800, "20261012000030", "转账", "粮油站"),
        ("2026-10-12", 31_800, "20261012000031", "转账", "粮油站"),
    )
    assert groups(match(book, bank)) == [(MATCH, [1], [1])]
    assert groups(match(bank, book)) == [(ASK, [1, 2], [1])]


def test_which_day_of_the_bank_has_one_payment_too_many_is_asked() -> None:
    """Each of the two might be a day late, or one of them not."""
    ours: Line = ("2026-10-12", -3000, "", "打车", "出租车")
    later: Line = ("2026-10-13", -3000, "", "打车", "出租车")
    assert groups(match(listed(ours, ours), listed(ours, later, later))) == [(ASK, [1, 2], [1, 2, 3])]


def test_a_counterparty_tells_equal_amounts_apart() -> None:
    book = listed(
        ("2026-10-12", -100_000, "", "付款", "岚溪县供电有限责任公司"),
        ("2026-10-12", -100_000, "", "付款", "岚溪县自来水有限公司"),
    )
    bank = listed(
        ("2026-10-13", -100_000, "", "转账 岚溪县自来水公司", ""),
        ("2026-10-13", -100_000, "", "转账", "供电公司"),
    )
    assert groups(match(book, bank)) == [(MATCH, [1], [2]), (MATCH, [2], [1])]


def test_what_cannot_be_told_apart_is_asked_as_a_whole() -> None:
    book = listed(
        ("2026-10-12", -100_000, "", "付款", "甲公司"), ("2026-10-13", -100_000, "", "付款", "乙公司")
    )
    bank = listed(("2026-10-13", -100_000, "", "转账", ""), ("2026-10-14", -100_000, "", "转账", ""))
    found = match(book, bank)
    assert groups(found) == [(ASK, [1, 2], [1, 2])]
    assert "请确认" in found.groups[REASON].iloc[0]


def test_a_round_amount_of_another_counterparty_is_no_match() -> None:
    book = listed(("2026-10-12", -100_000, "", "付款", "岚溪县供电有限责任公司"))
    found = match(book, listed(("2026-10-19", -100_000, "", "转账", "江城市光明眼镜有限公司")))
    assert groups(found) == []


def test_a_single_amount_is_found_weeks_later_and_told_as_late() -> None:
    book = listed(("2026-08-03", -123_456, "", "付修理费", "修理厂"))
    found = match(book, listed(("2026-09-21", -123_456, "", "修理费", "")))
    assert groups(found) == [(MATCH, [1], [1])]
    assert stages(found) == ["late"]
    assert found.groups[REASON].iloc[0].endswith("迟到了")


def test_an_amount_that_recurs_is_not_taken_weeks_later() -> None:
    book = listed(("2026-08-03", -100_000, "", "付款", ""), ("2026-10-12", -100_000, "", "付款", ""))
    bank = listed(("2026-09-21", -100_000, "", "转账", ""), ("2026-10-12", -100_000, "", "转账", ""))
    assert groups(match(book, bank)) == [(MATCH, [2], [2])]


def test_the_window_is_that_of_the_kind_of_payment() -> None:
    """A cheque may come later than a transfer; the amounts recur, so that none is late."""
    terms = Terms({**dict.fromkeys((*KINDS, OTHERS), 3), "对账窗口支票": 15})
    cheques, transfers = ("2026-10-12", "支票付款"), ("2026-10-12", "转账付款")
    book = [(day, -fen, "", said, "某厂") for fen, (day, said) in ((111_111, cheques), (222_222, transfers))]
    bank = [("2026-10-22", -fen, "", "付款", "某厂") for fen in (111_111, 222_222)]
    long_ago = [("2026-03-02", -fen, "", "付款", "某厂") for fen in (111_111, 222_222)]
    found = match(listed(*book, *long_ago), listed(*bank), terms)
    assert groups(found) == [(MATCH, [1], [1])]


def test_workdays_count_not_days() -> None:
    """Eight days of holiday are no day at all."""
    rest = pd.date_range("2026-10-01", "2026-10-08").to_numpy("datetime64[D]")
    terms = Terms(dict.fromkeys((*KINDS, OTHERS), 1), rest)
    book = listed(("2026-09-30", -100, "", "付款", ""), ("2026-03-02", -100, "", "付款", ""))
    bank = listed(("2026-10-09", -100, "", "付款", ""), ("2026-05-04", -100, "", "付款", ""))
    assert groups(match(book, bank, terms)) == [(MATCH, [1], [1])]


def test_one_row_is_several() -> None:
    book = listed(("2026-10-12", -30_033, "", "发工资", ""), ("2026-10-13", -777, "", "付款", ""))
    bank = listed(
        ("2026-10-12", -10_011, "", "代发工资", "张三"), ("2026-10-12", -20_022, "", "代发工资", "李四")
    )
    found = match(book, bank)
    assert groups(found) == [(MATCH, [1], [1, 2])]
    assert stages(found) == ["sum"]
    assert groups(match(bank, book)) == [(MATCH, [1, 2], [1])]


def test_eighty_salaries_are_one_row() -> None:
    wages = [280_000 + 997 * at for at in range(80)]
    bank = listed(*(("2026-10-12", -fen, "", "代发工资", f"教师{at}") for at, fen in enumerate(wages)))
    book = listed(("2026-10-12", -sum(wages), "", "发10月工资", "代发工资户"))
    assert groups(match(book, bank)) == [(MATCH, [1], list(range(1, 81)))]


def test_several_rows_of_one_counterparty_are_several_others() -> None:
    book = listed(("2026-10-12", -10_031, "", "付电费", POWER), ("2026-10-12", -20_007, "", "付电费", POWER))
    bank = listed(("2026-10-13", -15_019, "", "电费", POWER), ("2026-10-13", -15_020, "", "电费", POWER))
    bank.loc[2, AMOUNT] = -15_019
    assert groups(match(book, bank)) == [(MATCH, [1, 2], [1, 2])]


def test_parts_of_another_counterparty_make_no_sum() -> None:
    book = listed(("2026-10-12", -30_033, "", "付电费", POWER))
    bank = listed(
        ("2026-10-12", -10_011, "", "转账", "江城眼镜公司"),
        ("2026-10-12", -20_022, "", "转账", "江城眼镜公司"),
    )
    assert groups(match(book, bank)) == []


def test_a_payment_that_came_back_cancels() -> None:
    bank = listed(
        ("2026-10-12", -50_031, "", "付货款", "甲公司"), ("2026-10-14", 50_031, "", "退汇", "甲公司")
    )
    found = match(listed(("2026-10-12", -999, "", "付款", "")), bank)
    assert groups(found) == [(OFFSET, [], [1, 2])]
    assert found.groups[["金额"]].values.tolist() == [[50_031]]


def test_a_payment_that_was_made_again_is_the_one_that_counts() -> None:
    bank = listed(
        ("2026-10-12", -50_031, "", "付货款", "甲公司"),
        ("2026-10-14", 50_031, "", "退汇", "甲公司"),
        ("2026-10-16", -50_031, "", "付货款", "甲公司"),
    )
    found = match(listed(("2026-10-12", -50_031, "", "付货款", "甲公司")), bank)
    assert groups(found) == [(OFFSET, [], [1, 2]), (MATCH, [1], [3])]


def test_a_deposit_that_is_given_back_is_no_return() -> None:
    bank = listed(
        ("2026-10-12", 50_000, "", "收押金", "甲公司"), ("2026-10-14", -50_000, "", "退押金", "乙公司")
    )
    assert groups(match(listed(("2026-10-12", -999, "", "付款", "")), bank)) == []


def test_a_line_in_red_cancels_the_wrong_one() -> None:
    book = listed(
        ("2026-10-12", -54_000, "", "付书款", "书店"),
        ("2026-10-14", 54_000, "", "冲销付书款", "书店"),
        ("2026-10-14", -45_000, "", "付书款", "书店"),
    )
    found = match(book, listed(("2026-10-12", -45_000, "", "书款", "书店")))
    assert groups(found) == [(OFFSET, [1, 2], []), (MATCH, [3], [1])]


def test_a_clerk_has_the_first_word() -> None:
    book = listed(("2026-10-12", -500, "7001", "付款", ""), ("2026-10-12", -700, "", "付款", ""))
    bank = listed(("2026-10-12", -500, "7001", "付款", ""), ("2026-10-20", -500, "8002", "付款", ""))
    found = match(book, bank, confirmed=[([1], [2])])
    assert groups(found) == [(MATCH, [1], [2])]
    assert stages(found) == ["confirmed"]


def test_rows_of_one_number_whose_amounts_differ_by_a_slip_are_nobody_elses() -> None:
    book = listed(
        ("2026-10-12", -175_775, "7001457988", "付保洁费", "保洁公司"),
        ("2026-10-12", -8_972, "", "付保洁费", "保洁公司"),
        ("2026-10-12", -11_028, "", "付保洁费", "保洁公司"),
    )
    assert groups(match(book, listed(("2026-10-12", -195_775, "7001457988", "保洁费", "保洁公司")))) == []


def test_ten_thousand_equal_amounts_on_each_side_are_paired() -> None:
    days = [f"2026-10-{12 + at % 5:02d}" for at in range(10_000)]
    side = listed(*((day, 68_000, "", "收餐费", "银联商务") for day in days))
    found = match(side, side)
    assert (found.groups[KIND] == MATCH).all()
    assert len(found.groups) == 10_000


@pytest.mark.parametrize("count", [299, 310, 330])
def test_pupils_who_pay_one_fee_on_one_day_are_known_by_their_names(count: int) -> None:
    names = [f"学生{chr(0x4E00 + at % 97)}{chr(0x5000 + at // 97)}" for at in range(count)]
    parties = listed(*(("2026-10-12", 68_000, "", "收餐费", name) for name in names))
    said = listed(*(("2026-10-12", 68_000, "", f"餐费 {name}", "") for name in reversed(names)))
    for bank in (parties.iloc[::-1].set_axis(parties.index), said):
        found = match(parties, bank)
        assert (found.groups[KIND] == MATCH).all()
        assert (found.book > 0).all()
        partner = {found.bank[label]: label for label in bank.index}
        assert all(partner[found.book[label]] == count + 1 - label for label in parties.index)


def test_a_crowd_whose_payers_only_one_side_names_is_asked() -> None:
    names = [f"学生{chr(0x4E00 + at % 97)}{chr(0x5000 + at // 97)}" for at in range(330)]
    book = listed(*(("2026-10-12", 68_000, "", "收餐费", name) for name in names))
    bank = listed(*(("2026-10-12", 68_000, "", "学生缴费", "") for _ in names))
    assert match(book, bank).groups[KIND].tolist() == [ASK]


def test_round_payments_of_one_day_that_have_nothing_in_common_make_no_sum() -> None:
    book = listed(("2026-10-12", -30_000, "", "付物业费", ""))
    bank = listed(
        ("2026-10-21", -10_000, "", "退休费", "张三"), ("2026-10-21", -20_000, "", "工会费", "李四")
    )
    assert MATCH not in match(book, bank).groups[KIND].tolist()


def test_a_running_number_does_not_outweigh_day_and_counterparty() -> None:
    book = listed(("2026-01-08", -10_031, "1", "付款", "岚溪供电公司"))
    bank = listed(
        ("2026-12-08", -10_031, "1", "付款", "江城眼镜店"),
        ("2026-01-08", -10_031, "", "付款", "岚溪供电公司"),
    )
    assert groups(match(book, bank)) == [(MATCH, [1], [2])]
    slip = listed(
        ("2026-10-08", -20_031, "1", "付款", "江城眼镜店"),
        ("2026-01-08", -10_031, "", "付款", "岚溪供电公司"),
    )
    assert groups(match(book, slip)) == [(MATCH, [1], [2])]


def test_a_confirmation_that_cannot_be_is_refused() -> None:
    side = listed(("2026-10-12", -500, "", "付款", ""), ("2026-10-12", -700, "", "付款", ""))
    for wrong in (([9], [1]), ([1], [2]), ([1, 1], [2])):
        with pytest.raises(ValueError, match=r"row|sums"):
            match(side, side, confirmed=[wrong])


def test_a_margin_tells_how_much_better_than_the_next() -> None:
    near = match(
        listed(("2026-10-12", -70_031, "", "付款", "")), listed(("2026-10-12", -70_031, "", "付款", ""))
    )
    far = match(
        listed(("2026-10-12", -70_031, "", "付款", "")), listed(("2026-10-20", -70_031, "", "付款", ""))
    )
    assert near.groups[MARGIN].iloc[0] > far.groups[MARGIN].iloc[0] > 0


@law
@given(MOVES, MOVES)
def test_every_group_adds_up_and_has_what_its_kind_says(book: list[Move], bank: list[Move]) -> None:
    left, right = rows(book), rows(bank)
    found = match(left, right)
    assert found.book.index.equals(left.index)
    assert found.bank.index.equals(right.index)
    for number, kind in found.groups[KIND].items():
        ours, theirs = left[AMOUNT][found.book == number], right[AMOUNT][found.bank == number]
        if kind == MATCH:
            assert ours.sum() == theirs.sum() == found.groups.at[number, "金额"]
        elif kind == OFFSET:
            assert ours.sum() + theirs.sum() == 0
            assert ours.empty != theirs.empty
        assert (not ours.empty and not theirs.empty) or kind == OFFSET


@law
@given(MOVES, MOVES, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_nothing(book: list[Move], bank: list[Move], chance: Random) -> None:
    left, right = rows(book), rows(bank)
    mixed = [side.loc[chance.sample(list(side.index), len(side))] for side in (left, right)]
    one, other = match(left, right), match(*mixed)
    assert one.book.equals(other.book)
    assert one.bank.equals(other.bank)
    assert one.groups.equals(other.groups)


@law
@given(MOVES, MOVES, st.integers(0, 60), st.integers(-(10**9), 10**9).filter(bool))
def test_a_pair_with_a_number_of_its_own_changes_no_other_match(
    book: list[Move], bank: list[Move], day: int, fen: int
) -> None:
    before = match(rows(book), rows(bank))
    after = match(rows([*book, (day, fen, "XYZ-4711")]), rows([*bank, (day, fen, "XYZ-4711")]))
    ours, theirs = after.book.index[-1], after.bank.index[-1]
    assert after.book[ours] == after.bank[theirs] > 0
    others = [found for found in groups(after) if ours not in found[1]]
    assert others == groups(before)


@law
@given(MOVES)
def test_a_list_matched_with_itself_leaves_nothing(moves: list[Move]) -> None:
    found = match(rows(moves), rows(moves))
    assert (found.book > 0).all()
    assert (found.bank > 0).all()
