"""What a rule says where the sheet lacks the column that it would accuse."""

from tests.pages import cases
from xlplan.excel.frames import calculated
from xlplan.excel.sheets import Sheet
from xlplan.excel.table import Column
from xlplan.rules import book_rules
from xlplan.rules.judge import Judgement, judge
from xlplan.tables import MASTERS
from xlplan.tables.books import Books
from xlplan.tables.budget import BudgetLine
from xlplan.tables.claims import Purchase
from xlplan.tables.payroll import PayLine


def judged(id: str, lacking: Column) -> Judgement:
    """The first wrong case of a rule's page, without a column."""
    rule = next(known for known in book_rules() if known.id == id)
    case = next(cases(rule))
    sheets = {}
    for tables in MASTERS.values():
        for table, rows in calculated(tables, case.frames).items():
            places = {column: at for at, column in enumerate(table.columns) if column is not lacking}
            sheets[table] = Sheet(table, rows, places=places)
    own = sheets[lacking.table]
    blank = own.rows[lacking].map(lambda value: lacking.kind.blank)
    rows = own.rows.assign(**{lacking: blank}) if lacking.optional else own.rows.drop(columns=lacking)
    absent = () if lacking.optional else (lacking,)
    sheets[lacking.table] = Sheet(own.table, rows, places=own.places, absent=absent)
    return judge(Books(case.today, sheets), rules=[rule])


def of(judgement: Judgement, id: str) -> list[str]:
    return [str(finding.ref) for finding in judgement.findings if finding.rule.id == id]


def test_a_rule_waits_for_a_column_that_every_sheet_has() -> None:
    judgement = judged("BUD-09", BudgetLine.adjusted)
    assert of(judgement, "BUD-09") == []
    assert [reason for _, reason in judgement.waiting] == ["“预算”表缺少“调整后”列"]


def test_an_allowance_that_the_school_has_no_column_for_is_not_judged() -> None:
    judgement = judged("PAY-08", PayLine.years_pay)
    assert (of(judgement, "PAY-08"), judgement.waiting) == ([], ())


def test_quotes_that_have_no_column_are_missed_at_the_way_of_buying() -> None:
    assert of(judged("PRC-03", Purchase.third_bidder), "PRC-03") == [
        "采购!G2",
        "采购!L3",
        "采购!J4",
        "采购!L5",
    ]
