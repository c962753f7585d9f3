"""What a parameter says on a day, alone and as an item of a family."""

from datetime import date

import pandas as pd
import pytest

from tests.ledger.judging import TODAY
from xlplan.excel.frames import typed
from xlplan.excel.sheets import Sheet
from xlplan.tables import parameters, starting
from xlplan.tables.books import Books, Waiting
from xlplan.tables.office import Parameter

ROWS: tuple[tuple[str, str, str, str], ...] = (
    ("审批限额：校长", "10000", "2026-01-01", ""),
    ("折旧年限：计算机", "5", "2017-01-01", "2025-12-31"),
    ("审批限额: 总务主任", "300", "2026-01-01", "2026-08-31"),
    ("审批限额 ：总务主任", "500.50", "2026-09-01", ""),
    ("折旧年限:计算机", "6", "2026-01-01", ""),
    ("折旧年限：家具", "15", "2017-01-01", ""),
    ("折旧年限", "1", "2017-01-01", ""),
)


def books(*rows: tuple[str, str, str, str]) -> Books:
    given = [(name, value, start or None, end or None) for name, value, start, end in rows]
    columns = (Parameter.name, Parameter.value, Parameter.start, Parameter.end)
    return Books(TODAY, {Parameter: Sheet(Parameter, typed(Parameter, given, columns))})


def on(*days: str | None) -> "pd.Series":
    return pd.Series(pd.to_datetime(list(days)), index=range(7, 7 + len(days))).astype("datetime64[s]")


def test_each_row_has_the_value_of_its_own_item_on_its_own_day() -> None:
    items = pd.Series(["计算机", "计算机", "家具", "文物", "家具"], index=range(7, 12), dtype="str")
    days = on("2025-12-31", "2026-01-01", "2020-05-06", "2020-05-06", None)
    years = books(*ROWS).numbers("折旧年限", days, items)
    assert years.index.tolist() == list(range(7, 12))
    assert years.fillna(-1).tolist() == [5, 6, 15, -1, -1]


@pytest.mark.parametrize(
    ("day", "limits"),
    [
        ("2026-08-31", {"校长": 10000_00, "总务主任": 300_00}),
        ("2026-09-01", {"校长": 10000_00, "总务主任": 500_50}),
    ],
)
def test_a_family_holds_what_is_in_force_on_the_day_in_the_order_of_the_sheet(
    day: str, limits: dict[str, int]
) -> None:
    found = books(*ROWS).family("审批限额", date.fromisoformat(day), parameters.amounts)
    assert list(found.items()) == list(limits.items())


def test_a_family_of_words_lacks_the_items_that_are_no_longer_in_force() -> None:
    rows = (
        ("门卫班次：白班", "7:00", "2026-01-01", ""),
        ("门卫班次：夜班", "19:00", "2026-01-01", "2026-08-31"),
    )
    assert books(*rows).family("门卫班次", TODAY, parameters.texts).to_dict() == {"白班": "7:00"}


def test_an_item_is_a_parameter_like_any_other_and_the_bare_name_of_a_family_is_none_of_it() -> None:
    assert books(*ROWS).numbers("折旧年限：计算机", on("2026-11-30")).tolist() == [6]
    assert books(*ROWS).numbers("折旧年限", on("2026-11-30")).tolist() == [1]
    assert "" not in books(*ROWS).family("折旧年限", TODAY)


def test_items_keep_the_order_of_the_sheet_whenever_they_began_and_wherever_they_are_set_anew() -> None:
    rows = (
        ("预扣率：0", "3%", "2020-01-01", "2025-12-31"),
        ("预扣率：36000", "10%", "2019-01-01", ""),
        ("预扣率：0", "2.5%", "2026-01-01", ""),
    )
    assert list(books(*rows).family("预扣率", TODAY).items()) == [("0", 0.025), ("36000", 0.1)]


def test_who_asks_waits_for_a_family_that_has_nothing_on_the_day() -> None:
    items = pd.Series(["计算机"], index=[7], dtype="str")
    with pytest.raises(Waiting, match="参数“折旧年限”在 2016-12-31 没有值"):
        books(*ROWS).family("折旧年限", date(2016, 12, 31))
    with pytest.raises(Waiting, match="参数“折旧年限”在 2016-12-31 没有值"):
        books(*ROWS).numbers("折旧年限", on("2016-12-31"), items)
    with pytest.raises(Waiting, match="参数“缴费比例”在 2026-11-30 没有值"):
        books(*ROWS).family("缴费比例", TODAY)
    # An item that the family has not lacks a value, and the family lacks nothing.
    assert books(*ROWS).numbers("折旧年限", on("2026-11-30"), items.replace("计算机", "文物")).isna().all()
    # Without rows nothing is asked.
    assert books(*ROWS).numbers("缴费比例", on(), items[:0]).empty


def test_a_number_that_cannot_be_used_names_its_row() -> None:
    own = books(*ROWS, ("折旧年限：车辆", "八年", "2017-01-01", ""))
    with pytest.raises(Waiting, match="“参数”表第 9 行“折旧年限：车辆”的值“八年”不是能用的数字"):
        own.family("折旧年限", TODAY)


def test_the_row_that_sets_a_parameter_is_known_for_each_day() -> None:
    own = books(("公示日", "10", "2026-01-01", "2026-06-30"), ("公示日", "15", "2026-07-01", ""))
    assert own.setting("公示日", on("2026-06-30", "2026-07-01", "2025-01-01", None)).tolist() == [2, 3, 0, 0]


def test_the_text_in_force_is_the_newest_that_is_not_blank() -> None:
    own = books(
        ("审批环节", "经办、校长", "2025-01-01", ""),
        ("审批环节", "", "2026-01-01", ""),
        ("审批环节", "以后", "2027-01-01", ""),
    )
    assert own.words("审批环节") == "经办、校长"
    with pytest.raises(Waiting, match="参数“别的”在 2026-11-30 没有值"):
        own.words("别的")


def test_a_new_office_starts_with_whole_families_that_can_be_read() -> None:
    own = Books(TODAY, {Parameter: Sheet(Parameter, starting.frames()[Parameter])})
    rates = own.family("预扣率", TODAY)
    quick = own.family("速算扣除数", TODAY, parameters.amounts)
    assert rates.index.tolist() == quick.index.tolist()
    # Each bracket begins where the one before it ends: tax just over a threshold is what it was below it.
    over = rates.index.astype("int64").to_numpy()
    tax = [over[1:] * own_rates - own_quick / 100 for own_rates, own_quick in (
        (rates[:-1].to_numpy(), quick[:-1].to_numpy()), (rates[1:].to_numpy(), quick[1:].to_numpy()),
    )]  # fmt: skip
    assert tax[0] == pytest.approx(tax[1])
    assert own.family("审批限额", TODAY, parameters.amounts).to_dict() == {
        "总务主任": 500_00, "教学副校长": 2000_00, "后勤副校长": 2000_00, "校长": 10000_00,
    }  # fmt: skip
    assert (own.family("缴费比例", TODAY) <= 0.16).all()
    assert own.family("折旧年限", TODAY)["钢混房屋"] == 50


def test_two_thirds_of_the_members_are_enough_for_a_collective_decision() -> None:
    own = Books(TODAY, {Parameter: Sheet(Parameter, starting.frames()[Parameter])})
    least = own.share("集体决策最低到会比例")
    for members in range(1, 100):
        needed = -(-2 * members // 3)
        assert needed / members >= least > (needed - 1) / members
