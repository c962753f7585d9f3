"""工资审核表 and 工资变动表 say what 工资表 says, name by name, and give no account away."""

import io
from dataclasses import replace

import openpyxl
import pandas as pd
import pytest

from tests.reports.school import rows, school
from xlplan.excel.papers import paper
from xlplan.reports.pay_changes import pay_changes
from xlplan.reports.pay_check import pay_check
from xlplan.tables.books import Books, Waiting
from xlplan.tables.payroll import PayBatch, PayChange, PayLine


def of(month: str) -> pd.DataFrame:
    pay = school()[PayLine]
    return pay[pay[PayLine.period] == pd.Timestamp(month)]


def without(*changes: str) -> Books:
    """The school whose 工资变动 has no row of some kinds."""
    books = school()
    sheet = books.sheets[PayChange]
    kept = sheet.rows[~sheet.rows[PayChange.kind].isin(changes)]
    return replace(books, sheets={**books.sheets, PayChange: replace(sheet, rows=kept)}, kept={})


def test_every_person_of_the_month_has_a_row_and_the_total_is_that_of_the_sheet() -> None:
    people = rows(pay_check(school(), "2026-10")[0])
    own = of("2026-10")
    assert [row[1] for row in people[:-1]] == own[PayLine.name].tolist()
    assert [row[8] for row in people[:-1]] == own[PayLine.net].tolist()
    gross, deducted, tax, net = (
        int(own[column].sum()) for column in (PayLine.gross, PayLine.deducted, PayLine.tax, PayLine.net)
    )
    more = gross - int(of("2026-09")[PayLine.gross].sum())
    assert people[-1][4:9] == (gross, more, deducted, tax, net)


def test_only_the_end_of_an_account_is_shown_and_nobody_s_identity_number() -> None:
    said = str(pay_check(school(), "2026-10"))
    own = of("2026-10")
    assert not any(number in said for column in (PayLine.account, PayLine.identity) for number in own[column])
    assert all(f"****{number[-4:]}" in said for number in own[PayLine.account])


def test_what_was_paid_is_compared_with_the_net_pay() -> None:
    _, summary = pay_check(school(), "2026-10")
    assert summary.notes == ("代发合计与实发合计相等。",)
    assert rows(summary, 1)[-1][1:3] == (83, int(of("2026-10")[PayLine.net].sum()))
    books = school()
    sheet = books.sheets[PayBatch]
    less = sheet.rows.assign(**{PayBatch.amount: sheet.rows[PayBatch.amount] - 100})
    other = replace(books, sheets={**books.sheets, PayBatch: replace(sheet, rows=less)}, kept={})
    assert pay_check(other, "2026-10")[1].notes == ("代发合计与实发合计不等，相差 2.00 元。",)


def test_the_categories_add_up_to_all() -> None:
    *parts, total = rows(pay_check(school(), "2026-10")[1])
    assert total[1] == 69
    for place in range(1, 8):
        assert total[place] == sum(int(str(row[place])) for row in parts)


def test_who_was_raised_stands_with_the_reason_and_the_document() -> None:
    raised = rows(pay_changes(school(), "2026-07"))
    assert len(raised) == 70
    pay = of("2026-07").set_index(PayLine.number)
    for row in raised[:-1]:
        items = "岗位工资、薪级工资" + "、教护10%" * bool(pay.at[row[0], PayLine.teacher_pay])
        assert row[5:8] == ("调整标准", items, "岚人社通〔2026〕19号")
    assert len({row[6] for row in raised[:-1]}) == 2
    assert all(row[4] == row[3] - row[2] for row in raised)  # type: ignore[operator]


def test_who_is_not_paid_any_more_stands_there_too() -> None:
    (gone,) = [row for row in rows(pay_changes(school(), "2026-05")) if row[0] == "T070"]
    assert gone[1] == "蒋来顺"
    assert gone[3] is None
    assert gone[4] == -int(str(gone[2]))
    assert gone[5] == "退休"


def test_a_recorded_change_stands_there_though_the_gross_pay_is_equal() -> None:
    report = pay_changes(school(), "2026-05")
    (own,) = [row for row in rows(report) if row[0] == "T045"]
    assert own[2] == own[3]
    assert own[4:8] == (None, "扣发", "病事假扣款", "松坪镇卫生院病假证明")
    assert report.notes == ("应发和上月不一样的 1 人；应发没有变、有变动单的 1 人。",)


def test_a_change_without_a_row_is_said_to_have_none() -> None:
    (own, _) = (
        row
        for row in rows(pay_changes(without("岗位变动", "教龄津贴"), "2026-10"))
        if row[0] in ("T032", "合计")
    )
    assert own[5:8] == ("没有变动单", "", "")
    people = rows(pay_check(without("岗位变动", "教龄津贴"), "2026-10")[0])
    assert {row[-1] for row in people if row[5]} - {""} == {"没有变动单"}


def test_a_month_without_pay_is_waited_for() -> None:
    with pytest.raises(Waiting, match="没有 2026-12 的工资"):
        pay_check(school(), "2026-12")


def test_nobody_has_changed_in_the_first_month_of_the_sheet() -> None:
    assert len(rows(pay_changes(school(), "2026-01"))) == 1


def test_the_number_of_a_row_stands_in_the_middle_and_its_words_at_the_left() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(paper(pay_check(school(), "2026-10"))))["工资审核表"]
    (head,) = [cell for row in sheet.iter_rows() for cell in row if cell.value == "序号"]
    number, name = sheet.cell(head.row + 1, 1), sheet.cell(head.row + 1, 2)
    assert (number.value, number.alignment.horizontal, name.alignment.horizontal) == (1, "center", None)
