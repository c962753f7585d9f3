"""Cells that cannot be read, or hold what their column does not allow: TAB-01 to TAB-13."""

from collections.abc import Iterator
from itertools import pairwise

from tests.seeded.forms import form
from tests.seeded.mistakes import Cell, Mistake, Raw
from tests.seeded.office import CleanOffice
from tests.seeded.patching import Content, ErrorValue, Uncalculated
from xlplan.excel.kinds import Kind
from xlplan.excel.table import Column, Table
from xlplan.tables.budget import BudgetChange, BudgetLine
from xlplan.tables.ledger import BankEntry, CashCount, CashEntry, OpeningBalance, VoucherLine
from xlplan.tables.office import (
    Account,
    BankAccount,
    Department,
    EconomicClass,
    Office,
    Parameter,
    SchoolClass,
    SpecialDay,
    Staff,
    Term,
)  # fmt: skip
from xlplan.tables.payroll import PayLine
from xlplan.tables.plan import Notice, PlanText, Target, WorkItem

FIGURES: tuple[tuple[Column, ...], ...] = (
    (VoucherLine.debit, VoucherLine.credit),
    (CashEntry.income, CashEntry.spending, BankEntry.income, BankEntry.spending),
    (
        OpeningBalance.debit,
        OpeningBalance.credit,
        SchoolClass.pupils,
        SchoolClass.boarders,
    ),
)
"""Typed figures that formulas only add up: a sum takes text for nothing."""
DAYS = (
    VoucherLine.date, VoucherLine.entered, CashEntry.date, CashEntry.entered, BankEntry.date, BankEntry.entered,
    CashCount.date, BudgetChange.date, Term.start, Term.end, SpecialDay.date, Parameter.start,
    WorkItem.start, WorkItem.end, WorkItem.finished, Target.due, Notice.date, Notice.signed,
)  # fmt: skip


def filled(office: CleanOffice, columns: tuple[Column, ...]) -> Iterator[tuple[Column, int, object]]:
    """The cells of these columns that hold something, with their values; the columns take turns."""
    for column in columns:
        values = office[column.table][column]
        for row, value in values[~values.map(column.kind.is_blank)].items():
            yield column, int(row), value


def raw(cell: tuple[Column, int], content: Content) -> Mistake:
    """One cell written as it is, which is the cell that is accused."""
    return Mistake({cell: Raw(content)}, cell)


@form("TAB-01")
def figure_in_words(office: CleanOffice) -> Iterator[Mistake]:
    """An amount written in words, or with its reckoning."""
    for columns in FIGURES:
        for column, row, _ in filled(office, columns):
            yield raw((column, row), ("一百元", "见附件", "约500", "1.2.3", "3×40")[row % 5])


@form("TAB-01")
def truth_value_for_a_figure(office: CleanOffice) -> Iterator[Mistake]:
    """TRUE where a figure belongs."""
    for column, row, _ in filled(office, FIGURES[0] + FIGURES[1]):
        yield raw((column, row), row % 2 == 0)


@form("TAB-01")
def part_of_a_person(office: CleanOffice) -> Iterator[Mistake]:
    """A fraction where things are counted."""
    columns = (SchoolClass.pupils, SchoolClass.boarders, VoucherLine.attachments)
    for column, row, value in filled(office, columns):
        yield raw((column, row), int(str(value)) + 0.5)


@form("TAB-02")
def third_decimal(office: CleanOffice) -> Iterator[Mistake]:
    """An amount divided and not rounded."""
    for column, row, fen in filled(office, FIGURES[0] + FIGURES[1]):
        yield raw((column, row), int(str(fen)) / 100 + 0.003)


@form("TAB-02")
def product_not_rounded(office: CleanOffice) -> Iterator[Mistake]:
    """A little too much for the eye."""
    for column, row, fen in filled(office, (OpeningBalance.debit, OpeningBalance.credit, *FIGURES[1])):
        yield raw((column, row), int(str(fen)) / 100 + 0.0004)


@form("TAB-02")
def third_decimal_typed_as_text(office: CleanOffice) -> Iterator[Mistake]:
    """The same as text, as another program exports it."""
    for column, row, fen in filled(office, FIGURES[0]):
        yield raw((column, row), f"{int(str(fen)) / 100:.2f}5")


@form("TAB-03")
def day_that_does_not_exist(office: CleanOffice) -> Iterator[Mistake]:
    """30 February, month 13."""
    for column, row, _ in filled(office, DAYS):
        yield raw((column, row), ("2026-02-30", "2026-13-05", "2026-11-31")[row % 3])


@form("TAB-03")
def day_in_words(office: CleanOffice) -> Iterator[Mistake]:
    """A day as people say it."""
    for column, row, _ in filled(office, DAYS):
        yield raw((column, row), ("十月八日", "10.8", "上周五", "不详")[row % 4])


@form("TAB-03")
def number_for_a_day(office: CleanOffice) -> Iterator[Mistake]:
    """20 or 2026: a number that Excel shows as a day of 1900 or 1905."""
    for column, row, _ in filled(office, DAYS):
        yield raw((column, row), (20, 2026)[row % 2])


def _typed(office: CleanOffice, kinds: tuple[Kind, ...]) -> Iterator[tuple[Column, int, object]]:
    """Typed cells of the big sheets whose loss no formula shows."""
    tables: tuple[type[Table], ...] = (VoucherLine, WorkItem, Staff, Notice, Target)
    for table in tables:
        columns = tuple(column for column in table.columns if column.kind in kinds and not column.formula)
        yield from filled(office, columns)


@form("TAB-04")
def figure_gone_wrong(office: CleanOffice) -> Iterator[Mistake]:
    """An error value for an amount or a number."""
    for column, row, _ in _typed(office, (Kind.MONEY, Kind.COUNT)):
        yield raw((column, row), ErrorValue(("#N/A", "#REF!", "#DIV/0!", "#VALUE!")[row % 4]))


@form("TAB-04")
def words_gone_wrong(office: CleanOffice) -> Iterator[Mistake]:
    """A lookup without a hit for words."""
    for column, row, _ in _typed(office, (Kind.TEXT,)):
        yield raw((column, row), ErrorValue(("#N/A", "#REF!", "#NAME?")[row % 3]))


@form("TAB-04")
def day_gone_wrong(office: CleanOffice) -> Iterator[Mistake]:
    """An error value for a day."""
    for column, row, _ in _typed(office, (Kind.DAY,)):
        yield raw((column, row), ErrorValue(("#N/A", "#VALUE!", "#NUM!")[row % 3]))


@form("TAB-05")
def figure_never_calculated(office: CleanOffice) -> Iterator[Mistake]:
    """A formula of another program for an amount."""
    for column, row, _ in _typed(office, (Kind.MONEY, Kind.COUNT)):
        yield raw((column, row), Uncalculated("50+50"))


@form("TAB-05")
def words_never_calculated(office: CleanOffice) -> Iterator[Mistake]:
    """A formula of another program for words or a day."""
    for column, row, _ in _typed(office, (Kind.TEXT, Kind.DAY)):
        yield raw((column, row), Uncalculated("$A$1"))


@form("TAB-05")
def balance_never_calculated(office: CleanOffice) -> Iterator[Mistake]:
    """A formula of ours without a value."""
    columns = (CashEntry.balance, BankEntry.balance, CashCount.gap, BudgetLine.adjusted)
    for column in columns:
        for row in office[column.table].index:
            yield raw((column, row), Uncalculated("1+1"))


def _constants(office: CleanOffice, column: Column) -> Iterator[Mistake]:
    for row, fen in office[column.table][column].items():
        yield Mistake({(column, int(row)): int(fen)}, (column, int(row)))


@form("TAB-06")
def balance_typed(office: CleanOffice) -> Iterator[Mistake]:
    """The right balance, typed."""
    yield from _constants(office, CashEntry.balance)
    yield from _constants(office, BankEntry.balance)


@form("TAB-06")
def sum_of_the_budget_typed(office: CleanOffice) -> Iterator[Mistake]:
    """The right figure of 预算, typed."""
    for column in (BudgetLine.added, BudgetLine.cut, BudgetLine.adjusted):
        yield from _constants(office, column)


@form("TAB-06")
def gap_typed(office: CleanOffice) -> Iterator[Mistake]:
    """差异 of a count, typed."""
    yield from _constants(office, CashCount.gap)


def _emptied(office: CleanOffice, columns: tuple[Column, ...]) -> Iterator[Mistake]:
    for column, row, _ in filled(office, columns):
        yield Mistake({(column, row): None}, (column, row))


@form("TAB-07")
def required_words_left_empty(office: CleanOffice) -> Iterator[Mistake]:
    """A required cell of a voucher or a day book."""
    columns = (
        VoucherLine.kind, VoucherLine.maker, VoucherLine.checker, VoucherLine.state, VoucherLine.entered,
        VoucherLine.account, VoucherLine.voucher, VoucherLine.date,
        CashEntry.summary, BankEntry.summary, CashEntry.entered, BankEntry.account, CashCount.cashier,
    )  # fmt: skip
    yield from _emptied(office, columns)


@form("TAB-07")
def list_with_a_hole(office: CleanOffice) -> Iterator[Mistake]:
    """A required cell of a list of the office or of the plan, to which nothing refers."""
    columns = (
        Staff.department, Staff.category, Staff.state, SchoolClass.grade,
        Account.name, Account.side, EconomicClass.name, SpecialDay.kind, Parameter.value,
        WorkItem.state, Target.goal, Target.owner, Notice.title, Notice.body, PlanText.level,
    )  # fmt: skip
    yield from _emptied(office, columns)


@form("TAB-07", ("PLN-02", "事项没有了，计划里的重点活动找不到"))
def work_without_a_name(office: CleanOffice) -> Iterator[Mistake]:
    """事项 of 工作安排 empty."""
    yield from _emptied(office, (WorkItem.item,))


@form("TAB-07")
def budget_with_a_hole(office: CleanOffice) -> Iterator[Mistake]:
    """A required cell of 预算 or 预算调整."""
    columns = (
        BudgetLine.year, BudgetLine.direction, BudgetLine.fund, BudgetChange.basis, BudgetChange.date,
    )  # fmt: skip
    yield from _emptied(office, columns)


def _replaced(office: CleanOffice, columns: tuple[Column, ...], *words: str) -> Iterator[Mistake]:
    for column, row, _ in filled(office, columns):
        yield Mistake({(column, row): words[row % len(words)]}, (column, row))


@form("TAB-08")
def kind_of_voucher_unknown(office: CleanOffice) -> Iterator[Mistake]:
    """类型 or 状态 not in its list."""
    yield from _replaced(office, (VoucherLine.state,), "已复核", "记账", "未审")
    yield from _replaced(office, (VoucherLine.kind,), "一般", "其它", "冲红")


@form("TAB-08")
def state_of_work_unknown(office: CleanOffice) -> Iterator[Mistake]:
    """状态 of work, of people, of notices not in its list."""
    yield from _replaced(office, (WorkItem.state, Notice.state), "完成", "办结", "在办")
    yield from _replaced(office, (WorkItem.key,), "重点", "√")
    yield from _replaced(office, (Staff.state, Staff.category), "在职", "教师", "病假")


@form("TAB-08")
def side_unknown(office: CleanOffice) -> Iterator[Mistake]:
    """收支, 方向, 余额方向, 类型 of a day not in its list."""
    yield from _replaced(office, (BudgetLine.direction,), "支付", "增加")
    yield from _replaced(office, (Account.side, SpecialDay.kind), "双向", "补课")


@form("TAB-09")
def nobody_of_that_name(office: CleanOffice) -> Iterator[Mistake]:
    """A name that the roster does not have."""
    columns = (
        VoucherLine.maker, VoucherLine.checker, CashCount.cashier, CashCount.witness, SchoolClass.teacher,
        WorkItem.owner, Target.owner, Notice.contact, Notice.signer,
    )  # fmt: skip
    yield from _replaced(office, columns, "欧阳某某", "周文彬彬")


@form("TAB-09")
def no_such_department_or_term(office: CleanOffice) -> Iterator[Mistake]:
    """A department, an account, a term that is nowhere."""
    columns = (Staff.department, WorkItem.department, BudgetLine.department)
    yield from _replaced(office, columns, "后勤处", "教务处室")
    yield from _replaced(office, (CashEntry.contra,), "9999", "1213")
    yield from _replaced(office, (PlanText.term, Target.term), "2026秋", "秋季学期")


@form("TAB-09")
def no_such_budget(office: CleanOffice) -> Iterator[Mistake]:
    """A 预算号 that 预算 does not have."""
    yield from _replaced(office, (VoucherLine.budget,), "G99", "X01")


_NOT_COUNTED = (
    ("BUD-01", "这一笔没有算进追加、追减，收支合计不平"),
    ("BUD-06", "没有追加，预算不够已支的"),
    ("BUD-09", "预算少了或多了这一笔，执行进度偏离"),
)


@form("TAB-01", *_NOT_COUNTED)
def change_in_words(office: CleanOffice) -> Iterator[Mistake]:
    """金额 of 预算调整 in words: the sums of 预算 leave it out."""
    for column, row, _ in filled(office, (BudgetChange.amount,)):
        yield raw((column, row), "见批文")


@form("TAB-07", *_NOT_COUNTED)
def change_without_a_direction(office: CleanOffice) -> Iterator[Mistake]:
    """方向 of 预算调整 empty: the sums of 预算 leave it out."""
    yield from _emptied(office, (BudgetChange.direction,))


@form("TAB-08", *_NOT_COUNTED)
def change_in_an_unknown_direction(office: CleanOffice) -> Iterator[Mistake]:
    """方向 of 预算调整 not in its list: the sums of 预算 leave it out."""
    yield from _replaced(office, (BudgetChange.direction,), "增加", "调减")


@form("TAB-09", *_NOT_COUNTED)
def change_of_no_budget(office: CleanOffice) -> Iterator[Mistake]:
    """预算号 of 预算调整 that 预算 does not have: the sums of 预算 leave it out."""
    yield from _replaced(office, (BudgetChange.number,), "G99", "X01")


def _used(office: CleanOffice) -> set[object]:
    """Codes of the lists that another sheet refers to; losing one would be another mistake."""
    referring = (column for table in Table.every.values() for column in table.columns if column.refers)
    return {value for column in referring for value in office[column.table][column]}


@form("TAB-10")
def code_used_twice(office: CleanOffice) -> Iterator[Mistake]:
    """A code that repeats the one above; nothing refers to what it was."""
    used = _used(office)
    for column in (Account.code, EconomicClass.code, Staff.number, SchoolClass.name, Notice.number):
        values = office[column.table][column]
        parents = {value[:4] for value in values if column is Account.code and len(value) > 4}
        for row, value in values.shift().dropna().items():
            if values[row] not in used | parents and value not in parents:
                yield Mistake({(column, int(row)): value}, (column, int(row)))


@form("TAB-10")
def item_of_the_office_used_twice(office: CleanOffice) -> Iterator[Mistake]:
    """An item of 单位 that stands twice, in place of one that no rule reads."""
    values = office[Office][Office.item]
    for row, item in values.iloc[1:].items():
        if item not in ("学段", "教职工总数") and item.removesuffix("人数") not in Staff.category.choices:
            yield Mistake({(Office.item, int(row)): "单位名称"}, (Office.item, int(row)))


@form("TAB-10")
def row_entered_twice(office: CleanOffice) -> Iterator[Mistake]:
    """A row of a list entered again below the others."""
    for unique in (Account.code, EconomicClass.code, Department.name, BankAccount.name):
        rows = office[unique.table]
        new = int(rows.index[-1]) + 1
        for row in rows.index:
            again: dict[Cell, object] = {
                (column, new): rows.at[row, column] for column in unique.table.columns if rows.at[row, column]
            }
            if unique is BankAccount.name:
                again[BankAccount.number, new] = f"82103300000{row:08}"
            yield Mistake(again, (unique, new))


@form("TAB-11")
def account_number_as_a_number(office: CleanOffice) -> Iterator[Mistake]:
    """A bank account of 19 digits typed as a number."""
    for row, number in office[BankAccount][BankAccount.number].items():
        for wrong in (int(number), 6228480402564890018, 6217000010001234567, 8210330180012601111):
            yield raw((BankAccount.number, int(row)), wrong)


@form("TAB-11")
def long_code_as_a_number(office: CleanOffice) -> Iterator[Mistake]:
    """An identity number typed as a number, whose last digits are lost."""
    numbers = office[PayLine][PayLine.identity]
    for row, number in numbers[numbers.str.isdecimal()].items():
        cell = PayLine.identity, int(row)
        yield Mistake({cell: Raw(int(number))}, cell, besides=(("PAY-03", cell),))


def _headers(office: CleanOffice, tables: tuple[type[Table], ...]) -> Iterator[Column]:
    for table in tables:
        yield from (column for column in table.columns if column.required or column.blank is None)


LISTS = (Staff, SchoolClass, Department, Term, Account, BankAccount, Parameter)


@form("TAB-12")
def header_renamed(office: CleanOffice) -> Iterator[Mistake]:
    """A header that no longer says what the column is."""
    for column in _headers(office, (VoucherLine, CashEntry, BankEntry, BudgetLine, WorkItem, *LISTS)):
        yield Mistake({(column, 1): Raw("改过的名字")}, (column.table.columns[0], 1))


@form("TAB-13", ("TAB-12", "原来的列名没有了"))
def header_twice(office: CleanOffice) -> Iterator[Mistake]:
    """A header that repeats the one on its left; the column itself is lost."""
    for table in (VoucherLine, CashEntry, BankEntry, BudgetLine, WorkItem, *LISTS):
        for left, column in pairwise(table.columns):
            if not column.required and column.blank is None:
                yield Mistake({(column, 1): Raw(str(left))}, (column, 1))
