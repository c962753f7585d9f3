"""收费公示, 收费自查报告 and the fees of the monthly report, of the demo school."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from xlplan import demo
from xlplan.cells import Ref
from xlplan.documents.fee_notice import NOTICE, FeeNoticePaper
from xlplan.documents.fee_review import REVIEW, FeeReview, FeeRow
from xlplan.documents.figures import Traced
from xlplan.documents.monthly.fees import FEES
from xlplan.documents.monthly.section import Month
from xlplan.excel.sheets import Sheet
from xlplan.jobs.desk import Desk
from xlplan.money import grouped
from xlplan.rules import book_rules
from xlplan.tables.books import Books
from xlplan.tables.canteen import Attendance
from xlplan.tables.fees import FeeItem, FeeNotice, FeeReceipt, FeeSettlement

SPRING, AUTUMN = "2026年春季学期", "2026年秋季学期"


@pytest.fixture(scope="module")
def books(clean_school: Path) -> Books:
    return Desk(clean_school, demo.TODAY).books()


@pytest.fixture(scope="module")
def spoilt(spoilt_school: Path) -> Books:
    return Desk(spoilt_school, demo.TODAY).books()


def notice(books: Books, term: str) -> FeeNoticePaper:
    (draft,) = NOTICE.drafts(books, term, ())
    assert isinstance(draft.paper, FeeNoticePaper)
    return draft.paper


def review(books: Books, term: str) -> FeeReview:
    (draft,) = REVIEW.drafts(books, term, ())
    assert isinstance(draft.paper, FeeReview)
    return draft.paper


def test_a_notice_holds_the_fees_of_its_term_and_no_other_money(books: Books) -> None:
    of_spring, of_autumn = (
        [str(item.name) for item in notice(books, term).items] for term in (SPRING, AUTUMN)
    )
    assert of_spring == ["作业本费", "校服费", "伙食费", "伙食费"]
    assert of_autumn == ["作业本费", "校服费", "城乡居民医保费", "伙食费", "伙食费"]


def test_a_standard_on_a_notice_comes_from_its_cell(books: Books) -> None:
    standard = notice(books, AUTUMN).items[0].standard
    assert isinstance(standard, Traced)
    assert (str(standard), standard.source.at) == ("24.00", Ref("fees.xlsx", "收费目录", 2, 3))


def test_a_fee_whose_paper_is_not_named_is_not_put_up(books: Books) -> None:
    sheet = books.sheets[FeeItem]
    rows = sheet.rows.copy()
    rows.loc[rows[FeeItem.name] == "校服费", FeeItem.document] = ""
    unnamed: dict[type, Sheet] = {**books.sheets, FeeItem: replace(sheet, rows=rows)}
    (draft,) = NOTICE.drafts(replace(books, sheets=unnamed), AUTUMN, ())
    assert draft.paper is None
    assert [str(ref) for ref, _ in draft.missing] == ["收费目录!H3"]


def test_a_school_that_charges_nothing_has_no_notice(books: Books) -> None:
    sheet = books.sheets[FeeItem]
    none: dict[type, Sheet] = {**books.sheets, FeeItem: replace(sheet, rows=sheet.rows[:0])}
    assert list(NOTICE.drafts(replace(books, sheets=none), AUTUMN, ())) == []


def test_a_review_of_a_school_without_mistakes_finds_nothing_in_any_group(books: Books) -> None:
    paper = review(books, AUTUMN)
    assert {row.result for row in paper.groups} == {"没有问题"}
    assert (paper.found, paper.fixes) == ("", ())


def test_the_total_of_a_review_is_what_the_receipts_of_the_term_sum_up_to(books: Books) -> None:
    total = review(books, AUTUMN).total
    assert isinstance(total, FeeRow)
    receipts = books[FeeReceipt]
    own = receipts[(receipts[FeeReceipt.term] == AUTUMN) & (receipts[FeeReceipt.room] != "")]
    assert str(total.amount) == grouped(int(own[FeeReceipt.amount].sum()))
    assert str(total.payers) == f"{own[FeeReceipt.payers].sum():,}"


def test_a_review_says_that_meals_are_kept_in_the_canteen_and_a_month_tells_them_elsewhere(
    books: Books,
) -> None:
    meals = review(books, AUTUMN).fees[0]
    assert str(meals.name) == "伙食费（应收，记在 canteen.xlsx 就餐人次，不计入合计）"
    eaten = books[Attendance]
    own = eaten[eaten[Attendance.date] >= "2026-09-01"]
    assert str(meals.amount) == grouped(int(own[Attendance.fee].sum()))
    assert str(meals.payers) == f"{own[Attendance.eaters].sum():,}"
    assert not any("伙食费" in str(row.name) for row in FEES.part(Month(books, "2026-10", False)).rows)


def test_a_notice_says_where_what_is_taken_for_meals_is_written_down(books: Books) -> None:
    meals = [item for item in notice(books, AUTUMN).items if str(item.name) == "伙食费"]
    assert all("canteen.xlsx 的“就餐人次”" in str(item.relief) for item in meals)


def test_a_review_counts_the_mistakes_of_its_own_term_alone(spoilt: Books) -> None:
    titles = {rule.title: rule.id for rule in book_rules()}
    of_spring, of_autumn = (
        {titles[fix.title] for fix in review(spoilt, term).fixes} for term in (SPRING, AUTUMN)
    )
    assert {"FEE-06", "FEE-07", "CSH-08"} <= of_spring
    assert {"FEE-01", "FEE-04", "CSH-07"} <= of_autumn
    assert "CSH-07" not in of_spring
    assert "FEE-07" not in of_autumn
    assert str(review(spoilt, AUTUMN).found) == str(
        sum(int(str(fix.count)) for fix in review(spoilt, AUTUMN).fixes)
    )


def test_a_review_names_no_rule_and_no_cell_but_the_record(spoilt: Books) -> None:
    paper = review(spoilt, AUTUMN)
    words = [word for row in (*paper.groups, *paper.fixes) for word in map(str, vars(row).values())]
    assert not any(re.search(r"[A-Z]{3}-\d\d|![A-Z]+\d", word) for word in words)
    assert {str(fix.example).partition(" ")[0] for fix in paper.fixes} <= {
        "收费记录",
        "收费目录",
        "自愿书",
        "票据",
    }
    assert any(re.fullmatch(r"收费记录 SF2026-\d{3}", str(fix.example)) for fix in paper.fixes)


def test_what_is_collected_for_others_is_told_with_what_is_left_of_it(books: Books) -> None:
    paper = review(books, AUTUMN)
    settled = books[FeeSettlement]
    own = settled[settled[FeeSettlement.term] == AUTUMN]
    assert isinstance(paper.total, FeeRow)
    assert str(paper.total.rest) == grouped(int(own[FeeSettlement.rest].sum()))
    assert all(bool(row.rest) is (str(row.kind) == "代收费") for row in paper.fees)


def test_a_notice_bears_the_day_on_which_it_was_put_up(books: Books) -> None:
    notices = books[FeeNotice]
    day = notices.loc[notices[FeeNotice.date] <= "2027-01-31", FeeNotice.date].max()
    paper = notice(books, AUTUMN)
    assert paper.date == f"{day.year}年{day.month}月{day.day}日"
    assert paper.period == f"{paper.date}起"
    spring = notice(books, SPRING)
    assert re.fullmatch(r"2026年[1-6]月\d+日", spring.date)
    assert spring.period.startswith(spring.date)


@pytest.mark.parametrize(("month", "count"), [("2026-10", 1), ("2026-11", 0)])
def test_a_month_tells_what_was_charged_in_it_and_no_scrap(books: Books, month: str, count: int) -> None:
    part = FEES.part(Month(books, month, False))
    assert len(part.rows) == count
    assert bool(part.amount) == bool(count)
