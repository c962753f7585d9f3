"""What the papers say is what the books hold."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd
import pytest

from tests.reports.school import school, with_statement
from xlplan.cells import Ref, Source
from xlplan.documents.disclosure import DISCLOSURE, TABLE, Disclosure, DisclosureTable
from xlplan.documents.figures import Traced
from xlplan.documents.letters import LETTER, LetterPaper
from xlplan.documents.monthly import MONTHLY, MonthlyPaper
from xlplan.documents.monthly.canteen import Canteen
from xlplan.documents.monthly.problems import Problems
from xlplan.documents.monthly.work import Work
from xlplan.documents.paper import Draft
from xlplan.documents.plan import PLAN, PlanPaper
from xlplan.documents.reconciliation import RECONCILIATION, ReconciliationPaper
from xlplan.documents.shelf import DOCUMENTS
from xlplan.documents.values import context, leaves, masked, named
from xlplan.excel.defects import ERROR_VALUE
from xlplan.excel.kinds import Kind
from xlplan.excel.table import Column, Table
from xlplan.findings import CannotRun, Finding
from xlplan.money import in_words, yuan
from xlplan.rules.judge import of_topic
from xlplan.tables.books import Books, Waiting
from xlplan.tables.budget import BudgetLine
from xlplan.tables.ledger import CashEntry, VoucherLine
from xlplan.tables.office import BankAccount, Department, Office, Parameter, SchoolClass, SpecialDay, Staff
from xlplan.tables.plan import Notice, PlanText, Target, WorkItem


@dataclass(frozen=True)
class Secret:
    """A paper with one figure."""

    figure: Traced = named("数字")


def changed(books: Books, table: type[Table], rows: pd.DataFrame) -> Books:
    """The books with other rows of a table."""
    return replace(books, sheets={**books.sheets, table: replace(books.sheets[table], rows=rows)})


def typed(books: Books, column: Column, row: int, value: object) -> Books:
    rows = books[column.table].copy()
    rows.loc[row, column] = value
    return changed(books, column.table, rows)


def drafts(name: str, of: str, books: Books | None = None, used: Sequence[str] = ()) -> list[Draft]:
    return list(DOCUMENTS[name].drafts(books or school(), of, used))


def paper(name: str, of: str, books: Books | None = None) -> Any:
    (draft,) = drafts(name, of, books)
    assert draft.missing == ()
    return draft.paper


def unreadable(books: Books, column: Column, row: int) -> Books:
    """The books as they are read where a cell holds an error value."""
    sheet, rule = books.sheets[column.table], ERROR_VALUE
    blank = pd.NaT if column.kind is Kind.DAY else ""
    finding = Finding(rule, rule.severity, books.ref(column, row), f"“{column}”是错误值 #N/A。")
    lost = sheet.rows.loc[[row]].copy()
    lost[column] = blank
    torn = replace(
        sheet,
        rows=sheet.rows.drop(row),
        unread=pd.concat([sheet.unread, lost]),
        findings=(*sheet.findings, finding),
    )
    return replace(books, sheets={**books.sheets, column.table: torn})


def stopped(name: str, of: str, books: Books, used: Sequence[str] = ()) -> list[str]:
    """The cells that keep a paper from being made."""
    return [str(ref) for draft in drafts(name, of, books, used) for ref, _ in draft.missing]


def with_spring(books: Books) -> tuple[Books, int]:
    """The books with a target of last spring, and its row."""
    targets = books[Target]
    old = targets.head(1).assign(**{Target.term: "2026年春季学期", Target.goal: "≥XX%"}).set_axis([900])
    return changed(books, Target, pd.concat([targets, old])), 900


def row_of(books: Books, column: Column, value: str) -> int:
    rows = books[column.table]
    return int(rows.index[rows[column] == value][0])


def test_the_headings_of_a_plan_are_numbered_by_their_level_and_nothing_is_lost() -> None:
    plan: PlanPaper = paper(PLAN.name, "")
    headings = [str(one.heading) for one in plan.body if one.level]
    assert headings[:9] == [
        "一、指导思想",
        "二、基本情况",
        "三、工作目标",
        "四、主要工作和措施",
        "（一）严格财务管理，做到日清月结",
        "1.按预算开支。",
        "2.当天业务当天登账。",
        "3.按月公开。",
        "（二）做好后勤保障，服务教育教学",
    ]
    assert [str(one.heading) for one in plan.body if one.level == 4] == ["（1）采购验收。", "（2）留样陪餐。"]
    printed = "".join(f"{one.heading}{one.text}" for one in plan.body)
    rows = school()[PlanText]
    own = rows[rows[PlanText.term] == "2026年秋季学期"]
    for column in (PlanText.title, PlanText.content):
        assert all(text in printed for text in own[column])


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("一、以习近平新时代中国特色社会主义思想为指导，全面贯彻党的教育方针", ""),
        ("1、指导思想", "层级是 1，标题里的序号“1、”和它不合；序号可以不写，会自动编。（DOC-05）"),
        ("一.指导思想", "“一.”应写成“一、”；序号可以不写，会自动编。（DOC-05）"),
        ("（一）指导思想", "层级是 1，标题里的序号“（一）”和它不合；序号可以不写，会自动编。（DOC-05）"),
        ("三、指导思想", "标题里的序号是“三、”，排到这里应是“一、”；序号可以不写，会自动编。（DOC-05）"),
        ("一、二年级工作", ""),
    ],
)
def test_a_title_of_a_plan_is_numbered_once_and_rightly(title: str, told: str) -> None:
    row = row_of(school(), PlanText.title, "指导思想")
    (draft,) = drafts(PLAN.name, "", typed(school(), PlanText.title, row, title))
    assert [(str(ref), wrong) for ref, wrong in draft.missing] == ([(f"计划!C{row}", told)] if told else [])
    if not told:
        own = title if title.startswith("一、以") else f"一、{title}"
        assert own in [str(one.heading) for one in draft.paper.body]


def test_a_heading_that_a_clerk_numbered_keeps_his_number() -> None:
    row = row_of(school(), PlanText.title, "指导思想")
    plan: PlanPaper = paper(PLAN.name, "", typed(school(), PlanText.title, row, "一、指导思想"))
    assert str(plan.body[0].heading) == "一、指导思想"


def test_a_plan_lists_the_work_of_each_block_but_what_was_cancelled() -> None:
    row = row_of(school(), WorkItem.item, "报到注册")
    plan: PlanPaper = paper(PLAN.name, "", typed(school(), WorkItem.state, row, "取消"))
    assert [(block.name, block.time, len(block.rows)) for block in plan.work] == [
        ("第一学月", "9月1日至30日", 5),
        ("第二学月", "10月1日至31日", 5),
        ("第三学月", "11月1日至30日", 7),
        ("第四学月", "12月1日至1月22日", 6),
    ]
    first = plan.work[0].rows[0]
    assert (first.time, str(first.item), first.owner) == ("9月3日至4日", "开学安全大检查", "冉海燕")


def test_a_heading_without_words_stops_the_plan_with_its_cell() -> None:
    row = row_of(school(), PlanText.title, "指导思想")
    (draft,) = drafts(PLAN.name, "", typed(school(), PlanText.title, row, ""))
    assert draft.paper is None
    assert [(ref.workbook, str(ref)) for ref, _ in draft.missing] == [("plan.xlsx", f"计划!C{row}")]


@pytest.mark.parametrize("level", ["", "5", "一"])
def test_a_level_that_is_none_stops_the_plan_with_its_cell(level: str) -> None:
    row = row_of(school(), PlanText.title, "指导思想")
    (draft,) = drafts(PLAN.name, "", typed(school(), PlanText.level, row, level))
    assert [str(ref) for ref, _ in draft.missing] == [f"计划!B{row}"]


def test_a_target_of_another_term_stops_neither_report_nor_plan() -> None:
    books, row = with_spring(school())
    broken = unreadable(books, Target.due, row)
    for name, of in ((MONTHLY.name, "2026-11"), (PLAN.name, "2026年秋季学期")):
        for changed_books in (books, broken):
            assert stopped(name, of, changed_books) == []
        assert stopped(name, of, unreadable(books, Target.term, row)) == [f"目标!A{row}"]
    own = int(books[Target].index[0])
    for name, of in ((MONTHLY.name, "2026-11"), (PLAN.name, "2026年秋季学期")):
        assert stopped(name, of, typed(books, Target.goal, own, "≥XX%")) == [f"目标!C{own}"]
        assert stopped(name, of, unreadable(books, Target.due, own)) == [f"目标!E{own}"]


def test_work_of_another_term_that_cannot_be_read_stops_neither_report_nor_plan() -> None:
    items = school()[WorkItem]
    old = items.head(1).assign(**{WorkItem.term: "2025年秋季学期", WorkItem.end: pd.NaT}).set_axis([900])
    books = changed(school(), WorkItem, pd.concat([items, old]))
    own = int(items.index[0])
    for name, of in ((MONTHLY.name, "2026-11"), (PLAN.name, "2026年秋季学期")):
        assert stopped(name, of, unreadable(books, WorkItem.start, 900)) == []
        assert stopped(name, of, unreadable(books, WorkItem.term, 900)) == ["工作安排!A900"]
        assert stopped(name, of, unreadable(books, WorkItem.start, own)) == [f"工作安排!C{own}"]


def test_a_term_without_a_plan_is_one_sentence() -> None:
    with pytest.raises(CannotRun, match="没有“2030年春季学期”的计划"):
        drafts(PLAN.name, "2030年春季学期")


def budget_side(month: str, account: str, sign: int) -> int:
    """Fen that an adding machine finds on one side of the budget book in a month."""
    rows = school()[VoucherLine][["日期", "科目代码", "借方", "贷方", "类型"]]
    return sum(
        sign * (debit - credit)
        for day, code, debit, credit, kind in rows.itertuples(index=False)
        if f"{day:%Y-%m}" == month and code.startswith(account) and kind != "结账"
    )


def test_a_disclosure_tells_each_amount_in_figures_and_in_words_from_one_value() -> None:
    found: Disclosure = paper(DISCLOSURE.name, "2026-10")
    income, spending = budget_side("2026-10", "6", -1), budget_side("2026-10", "7", 1)
    assert str(found.income).replace(",", "") == yuan(income)
    assert str(found.income_in_words) == in_words(income)
    assert str(found.spending).replace(",", "") == yuan(spending)
    assert str(found.spending_in_words) == in_words(spending)


def test_a_disclosure_stands_for_as_many_workdays_as_the_parameter_says() -> None:
    found: Disclosure = paper(DISCLOSURE.name, "2026-11")
    assert (found.first_day, found.last_day, str(found.days)) == ("2026年12月1日", "2026年12月7日", "5")
    row = row_of(school(), Parameter.name, "公示工作日")
    longer: Disclosure = paper(DISCLOSURE.name, "2026-11", typed(school(), Parameter.value, row, "7"))
    assert (longer.last_day, str(longer.days)) == ("2026年12月9日", "7")


def test_a_disclosure_without_its_parameter_or_telephone_is_stopped_with_the_cells() -> None:
    parameters = school()[Parameter]
    books = changed(school(), Parameter, parameters[parameters[Parameter.name] != "公示工作日"])
    row = row_of(books, Office.item, "联系电话")
    (draft,) = drafts(DISCLOSURE.name, "2026-11", typed(books, Office.content, row, ""), ("联系电话",))
    assert [str(ref) for ref, _ in draft.missing] == [f"单位!B{row}", "参数"]


@pytest.mark.parametrize("value", ["0", "5%", "2.5", "1001", "2000", "五", "-1"])
def test_a_disclosure_stands_for_a_whole_number_of_workdays_or_is_stopped_with_the_cell(value: str) -> None:
    row = row_of(school(), Parameter.name, "公示工作日")
    books = typed(school(), Parameter.value, row, value)
    assert stopped(DISCLOSURE.name, "2026-11", books) == [f"参数!B{row}"]
    most: Disclosure = paper(DISCLOSURE.name, "2026-11", typed(school(), Parameter.value, row, "1000"))
    assert str(most.days) == "1000"


def test_a_disclosure_is_stopped_where_a_special_day_to_come_or_its_parameter_cannot_be_read() -> None:
    days = school()[SpecialDay]
    past = int(days.index[0])
    to_come = int(days.index[days[SpecialDay.date] > "2026-11-30"][0])
    for column in (SpecialDay.kind, SpecialDay.date):
        cell = str(school().ref(column, to_come))
        assert stopped(DISCLOSURE.name, "2026-11", unreadable(school(), column, to_come)) == [cell]
        wrong = pd.NaT if column is SpecialDay.date else "休息"
        assert stopped(DISCLOSURE.name, "2026-11", typed(school(), column, to_come, wrong)) == [cell]
    assert stopped(DISCLOSURE.name, "2026-11", unreadable(school(), SpecialDay.kind, past)) == []
    assert stopped(DISCLOSURE.name, "2026-11", typed(school(), SpecialDay.kind, past, "休息")) == []
    row = row_of(school(), Parameter.name, "公示工作日")
    second = school()[Parameter].loc[[row]].set_axis([900])
    books = changed(school(), Parameter, pd.concat([school()[Parameter], second]))
    assert stopped(DISCLOSURE.name, "2026-11", unreadable(books, Parameter.start, 900)) == ["参数!C900"]
    other = int(school()[Parameter].index[school()[Parameter].index != row][0])
    assert stopped(DISCLOSURE.name, "2026-11", unreadable(books, Parameter.start, other)) == []


def test_the_accounts_of_a_disclosure_go_from_last_month_to_this() -> None:
    found: DisclosureTable = paper(TABLE.name, "2026-10")
    for row in (*found.accounts, found.accounts_total):
        before, income, spending, left = (
            int(str(value).replace(",", "").replace(".", ""))
            for value in (row.before, row.income, row.spending, row.left)
        )
        assert before + income - spending == left
    cash = school()[CashEntry]
    own = cash[(cash["日期"] >= "2026-10-01") & (cash["日期"] <= "2026-10-31")]
    assert str(found.accounts[0].income).replace(",", "") == yuan(own["收入"].sum())


def test_money_without_a_budget_number_has_a_row_of_its_own_so_that_all_adds_up() -> None:
    vouchers = school()[VoucherLine]
    row = int(vouchers.index[vouchers[VoucherLine.account].str.startswith("7")][0])
    books = typed(school(), VoucherLine.budget, row, "")
    before: DisclosureTable = paper(TABLE.name, "2026-11")
    after: DisclosureTable = paper(TABLE.name, "2026-11", books)
    assert [str(one.fund) for one in after.funds][-1] == "没有写清资金来源的"
    assert after.total.year_spending.text == before.total.year_spending.text  # type: ignore[union-attr]


def test_the_monthly_report_counts_the_work_that_was_due() -> None:
    found: MonthlyPaper = paper(MONTHLY.name, "2026-11")
    assert isinstance(found.work, Work)
    assert [str(one) for one in (found.work.planned, found.work.done, found.work.left)] == ["7", "6", "1"]
    assert isinstance(found.next_month, tuple)
    assert isinstance(found.safety, tuple)
    assert isinstance(found.canteen, Canteen)
    assert [str(row.item) for row in found.next_month] == [
        "学生体质健康数据上报",
        "2027年预算编报",
        "控辍保学集中家访",
    ]
    assert [str(row.item) for row in found.safety] == ["消防应急疏散演练", "冬季防火检查"]
    assert [str(fund.fund) for fund in found.canteen.funds] == ["食堂资金"]


def test_the_problems_of_the_report_are_the_findings_of_the_month() -> None:
    vouchers = school()[VoucherLine]
    row = int(vouchers.index[vouchers[VoucherLine.date] == "2026-10-30"][0])
    found: MonthlyPaper = paper(MONTHLY.name, "2026-10", typed(school(), VoucherLine.summary, row, ""))
    assert isinstance(found.problems, Problems)
    assert [(one.rule, str(one.count), str(one.example)) for one in found.problems.rows] == [
        ("VCH-05", "1", f"记账凭证 {vouchers.at[row, VoucherLine.voucher]}")
    ]
    assert (str(found.problems.errors), str(found.problems.warnings)) == ("0", "1")


def test_every_figure_of_every_paper_has_a_source() -> None:
    books = with_statement(
        school(), "基本户", missing=3, more=((date(2026, 11, 30).isoformat(), 500, "结息"),)
    )
    made = 0
    for name, of in (("月度工作报告", "2026-11"), ("财务收支公示表", "2026-11"), ("日结单", "2026-11-30")):
        values = context(paper(name, of, books))
        figures = list(leaves(values, Traced))
        assert all(own.source.column and own.source.which for own in figures)
        made += len(figures)
    assert made > 100


def test_a_reconciliation_is_made_for_the_account_that_is_asked_for() -> None:
    books = with_statement(school(), "基本户", missing=3, more=())
    (draft,) = drafts(RECONCILIATION.name, "2026-11", books)
    assert (draft.of, draft.name) == ("2026-11 基本户", "银行存款余额调节表-基本户")
    found: ReconciliationPaper = draft.paper
    assert str(found.adjusted.own_amount) == str(found.adjusted.bank_amount)
    assert drafts(RECONCILIATION.name, "2026-11 食堂户", books) == []


def letter(number: str, books: Books | None = None) -> LetterPaper:
    found: LetterPaper = paper(LETTER.name, number, books)
    return found


def test_letters_go_from_the_head_through_departments_to_classes_and_posts() -> None:
    staff = school()[Staff]
    chief = staff.set_index(Staff.post).at["总务主任", Staff.name]
    told = {(found.post, found.tier, found.other) for found in map(letter, ("T001", "T013", "T018", "T008"))}
    assert told == {
        ("校长", "学校", "岚溪县教育局"),
        ("政教主任", "处室", "周文斌"),
        ("教师", "班级", "龙正刚"),
        ("出纳", "岗位", chief),
    }
    assert (letter("T018").class_name, str(letter("T018").pupils)) == ("七年级（2）班", "45")
    assert (letter("T018").start, letter("T018").end) == ("2026年9月1日", "2027年8月31日")


def test_everybody_who_is_here_has_a_letter_and_nobody_else() -> None:
    found = drafts(LETTER.name, "")
    staff = school()[Staff]
    assert [draft.of for draft in found] == staff.loc[staff[Staff.state] == "在岗", Staff.number].tolist()
    assert all(draft.paper for draft in found)


def test_who_does_not_know_whom_to_answer_to_is_stopped_with_the_cell() -> None:
    books = typed(school(), Department.head, row_of(school(), Department.name, "政教处"), "")
    stopped = [draft for draft in drafts(LETTER.name, "", books) if draft.missing]
    assert {str(ref) for draft in stopped for ref, _ in draft.missing} == {
        f"部门!B{row_of(school(), Department.name, '政教处')}"
    }
    books = typed(school(), Staff.department, 5, "没有的处")
    (draft,) = [draft for draft in drafts(LETTER.name, "", books) if draft.missing]
    assert [str(ref) for ref, _ in draft.missing] == ["教职工!C5"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("身份证52242519880305123X，经办", "身份证****123X，经办"),
        ("账号8210330180012600457", "账号****0457"),
        ("账号 6222 0208 0012 3456", "账号 ****3456"),
        ("金额123,456,789,012.00元", "金额123,456,789,012.00元"),
        ("电话0899-5550118，手机13800000000", "电话0899-5550118，手机13800000000"),
        ("2026-11-30 凭证 记-107", "2026-11-30 凭证 记-107"),
        ("代发工资,6228480402564890018,张三", "代发工资,****0018,张三"),
        ("No.6228480402564890018；账号-6228480402564890018", "No.****0018；账号-****0018"),
        ("6228480402564890018,6228480402564890026", "****0018,****0026"),
        ("电话0851-85551234、0859-5551234-801", "电话0851-85551234、0859-5551234-801"),
        ("0859-5551234 13885901234", "0859-5551234 13885901234"),
        ("余额123456789012.34元", "余额123456789012.34元"),
        ("账号6228480402564890018.00", "账号****0018.00"),
    ],
)
def test_identity_and_account_numbers_are_masked_and_nothing_else(text: str, shown: str) -> None:
    assert masked(text) == shown


def test_what_is_put_up_for_all_to_read_is_masked() -> None:
    row = row_of(school(), Office.item, "地址")
    books = typed(school(), Office.content, row, "学府路18号（账号8210330180012600457）")
    found = context(paper(DISCLOSURE.name, "2026-11", books), DISCLOSURE.public)
    assert str(found["地址"]) == "学府路18号（账号****0457）"


def test_a_number_that_stands_in_a_private_column_is_masked_however_short_it_is() -> None:
    account = int(school()[BankAccount].index[0])
    books = typed(school(), BankAccount.number, account, "620001")
    row = row_of(books, Office.item, "地址")
    books = typed(books, Office.content, row, "学府路18号，账号620001，电话6200018，凭证620001A")
    found = context(paper(DISCLOSURE.name, "2026-11", books), DISCLOSURE.public, books.private)
    assert str(found["地址"]) == "学府路18号，账号****0001，电话6200018，凭证620001A"


def test_what_is_no_number_in_a_private_column_masks_nothing() -> None:
    account = int(school()[BankAccount].index[0])
    assert "无1" not in typed(school(), BankAccount.number, account, "无1").private


@pytest.mark.parametrize("name", ["财务收支公示", "财务收支公示表", "日结单", "月度工作报告"])
def test_a_year_that_the_ledger_does_not_hold_has_no_papers(name: str) -> None:
    with pytest.raises(Waiting, match="没有 2025 年的凭证"):
        drafts(name, "2025-11-28" if name == "日结单" else "2025-11")


def test_a_fund_is_that_of_the_budget_line_of_its_year() -> None:
    lines = school()[BudgetLine]
    old = lines.head(1).assign(**{BudgetLine.year: "2025", BudgetLine.fund: "旧项目资金"})
    books = changed(school(), BudgetLine, pd.concat([old.set_axis([9001]), lines]))
    found: DisclosureTable = paper(TABLE.name, "2026-11", books)
    assert "旧项目资金" not in [str(row.fund) for row in found.funds]


@pytest.mark.parametrize(
    ("column", "value", "told"),
    [
        (Department.head, "刘建划", "不是正好一个在岗的人"),
        (Department.parent, "没有的室", "上级部门“没有的室”不对"),
    ],
)
def test_a_superior_who_is_not_here_stops_the_letters_of_his_people(
    column: Column, value: str, told: str
) -> None:
    row = row_of(school(), Department.name, "总务处")
    stopped = [
        draft for draft in drafts(LETTER.name, "", typed(school(), column, row, value)) if draft.missing
    ]
    assert stopped
    assert all(told in wrong for draft in stopped for _, wrong in draft.missing)
    assert {str(ref) for draft in stopped for ref, _ in draft.missing} == {str(school().ref(column, row))}


def test_departments_above_each_other_stop_the_letter_of_their_head() -> None:
    departments, staff = school()[Department], school()[Staff].set_index(Staff.number)
    first, second = departments.index[:2]
    head, name = staff.at["T001", Staff.name], departments.at[first, Department.name]
    books = typed(school(), Department.parent, first, departments.at[second, Department.name])
    books = typed(books, Department.parent, second, name)
    for row in (first, second):
        books = typed(books, Department.head, row, head)
    books = typed(books, Staff.department, row_of(books, Staff.number, "T001"), name)
    (draft,) = drafts(LETTER.name, "T001", books)
    told = departments.at[second, Department.name]
    assert [(str(ref), wrong) for ref, wrong in draft.missing] == [
        (str(books.ref(Department.parent, int(second))), f"“{told}”的上级部门“{name}”不对。")
    ]


def test_who_heads_two_levels_answers_to_the_one_above_them() -> None:
    row = row_of(school(), Department.name, "总务处")
    books = typed(school(), Department.head, row, "周文斌")
    found = {draft.paper.other for draft in drafts(LETTER.name, "T001", books) if draft.paper}
    assert found == {"岚溪县教育局"}


def test_namesakes_are_not_taken_for_each_other() -> None:
    books = typed(school(), Staff.name, row_of(school(), Staff.number, "T009"), "文大伟")
    (draft,) = drafts(LETTER.name, "T009", books)
    assert [wrong for _, wrong in draft.missing] == ["有几个人叫“文大伟”，分不清谁是班主任或者负责人。"]


def test_a_teacher_of_two_classes_answers_for_both() -> None:
    rows = school()[SchoolClass]
    second = int(rows.index[1])
    books = typed(school(), SchoolClass.teacher, second, rows.at[rows.index[0], SchoolClass.teacher])
    staff = school()[Staff].set_index(Staff.name)
    found = letter(staff.at[rows.at[rows.index[0], SchoolClass.teacher], Staff.number], books)
    assert found.class_name == "七年级（1）班、七年级（2）班"
    assert str(found.pupils) == str(int(rows[SchoolClass.pupils].iloc[:2].sum()))


def test_a_row_of_staff_that_cannot_be_read_stops_the_letters_of_that_person_and_of_his_people() -> None:
    row = row_of(school(), Staff.number, "T009")
    books = unreadable(school(), Staff.post, row)
    found = [draft for draft in drafts(LETTER.name, "", books) if draft.missing]
    assert [(draft.of, [str(ref) for ref, _ in draft.missing]) for draft in found] == [
        ("T009", [f"教职工!D{row}"])
    ]
    assert stopped(LETTER.name, "T009", books) == [f"教职工!D{row}"]
    chief = row_of(school(), Staff.post, "总务主任")
    assert f"教职工!D{chief}" in stopped(LETTER.name, "T008", unreadable(school(), Staff.post, chief))
    unnamed = drafts(LETTER.name, "", unreadable(school(), Staff.name, row))
    assert all(draft.missing for draft in unnamed)


def test_a_class_that_cannot_be_read_stops_the_letter_of_its_teacher_alone() -> None:
    row = int(school()[SchoolClass].index[0])
    teacher = school()[SchoolClass].at[row, SchoolClass.teacher]
    number = school()[Staff].set_index(Staff.name).at[teacher, Staff.number]
    books = unreadable(school(), SchoolClass.grade, row)
    assert [draft.of for draft in drafts(LETTER.name, "", books) if draft.missing] == [number]


@pytest.mark.parametrize(("column", "value"), [(Staff.number, ""), (Staff.state, "")])
def test_a_row_of_staff_that_says_too_little_is_stopped_with_its_cell(column: Column, value: str) -> None:
    row = row_of(school(), Staff.number, "T009")
    (draft,) = [
        draft for draft in drafts(LETTER.name, "", typed(school(), column, row, value)) if draft.missing
    ]
    assert [str(ref) for ref, _ in draft.missing] == [str(school().ref(column, row))]


def test_a_notice_of_an_office_without_a_name_is_stopped() -> None:
    row = row_of(school(), Office.item, "单位名称")
    (draft,) = drafts("通知", "T2026-11", typed(school(), Office.content, row, ""))
    assert [str(ref) for ref, _ in draft.missing] == [f"单位!B{row}"]


@pytest.mark.parametrize("item", ["单位名称", "联系电话"])
def test_an_empty_row_of_the_office_is_passed_over_for_the_one_that_is_filled(item: str) -> None:
    rows = school()[Office]
    empty = rows[rows[Office.item] == item].assign(**{Office.content: ""}).set_axis([1])
    books = changed(school(), Office, pd.concat([empty, rows]))
    before: Disclosure = paper(DISCLOSURE.name, "2026-11")
    found: Disclosure = paper(DISCLOSURE.name, "2026-11", books)
    assert (found.title, found.office, str(found.telephone)) == (
        before.title,
        before.office,
        str(before.telephone),
    )
    assert found.office
    assert str(found.telephone)


def test_two_notices_of_one_number_are_both_stopped() -> None:
    row = row_of(school(), Notice.number, "T2026-12")
    found = drafts("通知", "T2026-11", typed(school(), Notice.number, row, "T2026-11"))
    assert len(found) == 2
    assert all("重了" in wrong for draft in found for _, wrong in draft.missing)


_PRINTED = ("发文字号", "标题", "正文", "成文日期", "印发日期")


def test_a_gap_in_the_numbers_or_another_word_does_not_stop_a_notice() -> None:
    row = row_of(school(), Notice.number, "T2026-14")
    for document in ("松中发〔2026〕40号", "松中党发〔2026〕22号"):
        books = typed(school(), Notice.document, row, document)
        assert {finding.rule.id for finding in of_topic(books, "DOC")} == {"DOC-01"}
        assert stopped("通知", "T2026-14", books, _PRINTED) == []


@pytest.mark.parametrize(
    ("column", "value"),
    [
        (Notice.document, "松中发〔2026〕19号"),
        (Notice.document, "松中发[2026]22号"),
        (Notice.title, "某某小学关于放假的通知"),
        (Notice.date, pd.Timestamp("2026-01-05")),
        (Notice.body, "一、时间\n三、地点"),
    ],
)
def test_what_is_wrong_in_its_own_cells_stops_a_notice(column: Column, value: object) -> None:
    row = row_of(school(), Notice.number, "T2026-14")
    found = stopped("通知", "T2026-14", typed(school(), column, row, value), _PRINTED)
    assert str(school().ref(column, row)) in found


def test_a_draft_may_lack_its_number_and_its_day() -> None:
    row = row_of(school(), Notice.number, "T2026-11")
    books = typed(typed(school(), Notice.state, row, "草稿"), Notice.document, row, "")
    (draft,) = drafts("通知", "T2026-11", books, ("发文字号", "标题"))
    assert draft.paper


@pytest.mark.parametrize(
    "typed_in",
    [
        "取暖记录表；领导小组名单",
        "1.取暖记录表、2.领导小组名单",
        "1、取暖记录表\n2、领导小组名单",
        "附件1：取暖记录表；附件2：领导小组名单",
        "1.取暖记录表；2.领导小组名单",
    ],
)
def test_attachments_may_be_typed_with_their_numbers(typed_in: str) -> None:
    row = row_of(school(), Notice.number, "T2026-11")
    found = paper("通知", "T2026-11", typed(school(), Notice.attachment, row, typed_in))
    assert found.attachments == ("取暖记录表", "领导小组名单")


@pytest.mark.parametrize("name", ["2026年秋季食堂、宿舍安全检查表", "《安全、卫生管理办法》"])
def test_a_name_of_an_attachment_is_not_taken_apart(name: str) -> None:
    row = row_of(school(), Notice.number, "T2026-11")
    found = paper("通知", "T2026-11", typed(school(), Notice.attachment, row, name))
    assert found.attachments == (name,)


def test_a_plan_bears_the_first_day_of_its_term() -> None:
    assert paper(PLAN.name, "").date == "2026年9月1日"
    early = replace(school(), today=date(2026, 8, 25))
    assert paper(PLAN.name, "2026年秋季学期", early).date == "2026年8月25日"


def test_a_source_is_masked_as_the_text_is() -> None:
    number = "8210330180012600457"
    source = Source(Ref(f"bank/{number}.xls", ""), "余额", f"基本户{number}")
    (found,) = leaves(context(Secret(Traced("5.00", source)), public=True), Traced)
    assert number not in f"{found.tag}{found.source}"


def test_a_fact_of_the_office_that_holds_a_placeholder_stops_its_papers() -> None:
    row = row_of(school(), Office.item, "单位名称")
    (draft,) = drafts(PLAN.name, "", typed(school(), Office.content, row, "XX小学"))
    assert [(str(ref), wrong) for ref, wrong in draft.missing] == [
        (f"单位!B{row}", "“单位名称”里还留着“XX”。")
    ]


@pytest.mark.parametrize("printed", ["成文日期", "印发日期"])
def test_a_day_that_the_template_prints_once_stops_its_notice_where_it_is_wrong(printed: str) -> None:
    row = row_of(school(), Notice.number, "T2026-11")
    books = typed(school(), Notice.date, row, pd.Timestamp("2026-11-10"))
    (draft,) = drafts("通知", "T2026-11", books, (printed,))
    assert [str(ref) for ref, _ in draft.missing] == [f"通知!J{row}"]
    (draft,) = drafts("通知", "T2026-11", books, ("标题",))
    assert draft.missing == ()
