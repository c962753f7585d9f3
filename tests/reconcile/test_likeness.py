"""Numbers, counterparties and summaries are compared as banks and clerks write them."""

import numpy as np
import pytest

from xlplan.reconcile import likeness, references
from xlplan.reconcile.mistakes import is_mistyped
from xlplan.reconcile.references import APART, CUT, SAME, UNKNOWN


@pytest.mark.parametrize(
    ("one", "other", "tie"),
    [
        ("7001234", "0007001234", SAME),
        ("支-7001", "支 7001", SAME),
        ("７００１", "7001", SAME),
        ("260068622196", "622196", CUT),
        ("PZ260068622196", "260068622196", CUT),
        ("7001", "70012345", CUT),
        ("701", "70123", APART),
        ("900619", "712219", APART),
        ("abcdef", "ABCDEF", SAME),
        ("abcdef", "abcxyz", APART),
        ("", "7001", UNKNOWN),
        ("0000", "7001", UNKNOWN),
    ],
)
def test_two_numbers_stand_to_each_other_as_people_say(one: str, other: str, tie: int) -> None:
    assert references.tie(references.bare(one), references.bare(other)) == tie
    assert references.tie(references.bare(other), references.bare(one)) == tie


def names(one: str, other: str, ours: str = "", theirs: str = "") -> float:
    columns = [[likeness.name(one)], [likeness.name(other)], [likeness.plain(ours)], [likeness.plain(theirs)]]
    (found,) = likeness.of_names(*(np.array(column, dtype=object) for column in columns))
    return float(found)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("岚溪县供电有限责任公司", "岚溪县供电有限公司"),
        ("岚溪县供电（集团）有限公司", "岚溪县供电公司"),
        ("清河市安平保安服务有限公司", "清河市安平保安服务有"),
        ("农商行", "清河农村商业银行"),
        ("供电公司", "岚溪县供电有限责任公司"),
        ("张三", "张三"),
    ],
)
def test_one_counterparty_is_known_by_its_names(one: str, other: str) -> None:
    assert names(one, other) >= 0.8
    assert names(other, one) >= 0.8


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("清河市平安客运有限公司", "清河市佳佳食品配送有限公司"),
        ("张三", "张四"),
        ("岚溪县财政局", "岚溪县教育局"),
        ("甲公司", "乙公司"),
    ],
)
def test_two_counterparties_are_not_taken_for_one(one: str, other: str) -> None:
    assert names(one, other) < 0.6


def test_a_summary_may_name_the_counterparty() -> None:
    assert names("岚溪县供电公司", "", theirs="转账 岚溪县供电公司电费") >= 0.8
    assert np.isnan(names("岚溪县供电公司", "", theirs="转账"))
    assert likeness.named("转账支出 清河市恒温空调工程有限公司") == likeness.name(
        "清河市恒温空调工程有限公司"
    )
    assert likeness.named("付10月电费") == ""


def test_an_account_of_the_bank_is_nobodys_name() -> None:
    assert likeness.name("代发工资过渡户") == likeness.name("待清算商户款项") == ""


@pytest.mark.parametrize(
    ("one", "other", "slip"),
    [
        (12_345, 12_435, True),
        (12_345, 12_346, True),
        (-54_000, -45_000, True),
        (12_345, 14_325, False),
        (12_345, 12_345, False),
        (12_345, -12_435, False),
        (12_345, 112_345, False),
    ],
)
def test_a_slip_is_one_digit_or_two_neighbours_that_changed_places(one: int, other: int, slip: bool) -> None:
    assert is_mistyped(one, other) is slip
