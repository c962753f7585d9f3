"""建设项目: PRJ-01 to PRJ-07."""

from collections.abc import Iterator

import pandas as pd

from tests.seeded.forms import form
from tests.seeded.mistakes import Cell, Mistake
from tests.seeded.office import CleanOffice
from xlplan import demo
from xlplan.ledger.projects import open_projects
from xlplan.tables.claims import Payment
from xlplan.tables.projects import Funding, Project, ProjectPayment, Stage

TODAY = pd.Timestamp(demo.TODAY)
_DUE, _PROGRESS, _AMOUNT = Project.due, Project.progress, ProjectPayment.amount


def _open(office: CleanOffice) -> pd.DataFrame:
    return open_projects(office[Project])


def _built(office: CleanOffice) -> pd.DataFrame:
    return office[Project][office[Project][Project.contract] != ""]


def _row(office: CleanOffice, number: str) -> int:
    projects = office[Project]
    return int(projects.index[projects[Project.number] == number][0])


@form("PRJ-01")
def day_of_completion_gone(office: CleanOffice) -> Iterator[Mistake]:
    """Yesterday, last month, last year."""
    for row in _open(office).index:
        for days in (1, 30, 200):
            yield Mistake({(_DUE, row): TODAY - pd.Timedelta(days=days)}, (_DUE, row))


@form("PRJ-01")
def stages_planned_earlier_than_done(office: CleanOffice) -> Iterator[Mistake]:
    """All stages were to be over by now."""
    for row, project in _open(office).iterrows():
        own = office[Stage][office[Stage][Stage.project] == project[Project.number]]
        cells: dict[Cell, object] = {}
        for at in own.index:
            cells |= {
                (Stage.planned_start, at): TODAY - pd.Timedelta(days=60),
                (Stage.planned_end, at): TODAY,
            }
        yield Mistake(cells, (_DUE, int(row)))


@form("PRJ-01")
def finished_project_put_back(office: CleanOffice) -> Iterator[Mistake]:
    """施工 again, its end blank."""
    for row, project in _built(office).iterrows():
        if project[_DUE] < TODAY:
            yield Mistake({(Project.state, row): "施工", (Project.end, row): None}, (_DUE, int(row)))


@form("PRJ-02")
def budget_typed_anew(office: CleanOffice) -> Iterator[Mistake]:
    """More or less than its sources; payments do not depend on it."""
    for row, project in office[Project].iterrows():
        for change in (-100, 1, 1_000_000):
            at = Project.budget, int(row)
            yield Mistake({at: project[Project.budget] + change}, at)


@form("PRJ-02")
def source_of_a_project_mistyped(office: CleanOffice) -> Iterator[Mistake]:
    """Ten times as much, or a hundred yuan less."""
    for row, funding in office[Funding].iterrows():
        for fen in (funding[Funding.amount] * 10, funding[Funding.amount] - 10_000):
            at = Project.budget, _row(office, funding[Funding.project])
            yield Mistake({(Funding.amount, row): fen}, at)


@form("PRJ-02")
def source_of_another_project(office: CleanOffice) -> Iterator[Mistake]:
    """A source is cancelled: nothing of it is left."""
    own = office[Funding]
    for row in own.index[own[Funding.received] == 0]:
        yield Mistake(
            {(Funding.amount, row): 0}, (Project.budget, _row(office, own.at[row, Funding.project]))
        )


@form("PRJ-02")
def paid_before_money_came(office: CleanOffice) -> Iterator[Mistake]:
    """The grant came the day after the first payment."""
    for number, own in office[ProjectPayment].groupby(ProjectPayment.project):
        funding = office[Funding]
        (row,) = funding.index[funding[Funding.project] == number]
        day = own[ProjectPayment.date].min() + pd.Timedelta(days=1)
        yield Mistake({(Funding.came, row): day}, (ProjectPayment.date, int(own.index[0])))


@form("PRJ-02")
def less_came_than_was_paid(office: CleanOffice) -> Iterator[Mistake]:
    """A yuan less than all payments."""
    for number, own in office[ProjectPayment].groupby(ProjectPayment.project):
        funding = office[Funding]
        (row,) = funding.index[funding[Funding.project] == number]
        yield Mistake(
            {(Funding.received, row): int(own[_AMOUNT].sum()) - 100},
            (ProjectPayment.date, int(own.index[-1])),
        )


@form("PRJ-03", ("PRJ-06", "the stages say that it is done"))
def progress_not_kept_up(office: CleanOffice) -> Iterator[Mistake]:
    """It is all paid."""
    for row in _built(office).index:
        for progress in (0.0, 0.55, 0.89):
            yield Mistake({(_PROGRESS, row): progress}, (Project.paid, int(row)))


@form("PRJ-03")
def paid_for_what_has_no_contract(office: CleanOffice) -> Iterator[Mistake]:
    """A third of the budget is paid early, without a payment number."""
    rows = office[ProjectPayment]
    last = int(rows.index[-1]) + 1
    voucher = office[ProjectPayment].iloc[-1]
    for row, project in _open(office).iterrows():
        funding = office[Funding]
        came = funding[funding[Funding.project] == project[Project.number]][Funding.received].sum()
        fen = int(project[Project.budget] * 0.6)
        if came >= fen:
            cells: dict[Cell, object] = {
                (ProjectPayment.project, last): project[Project.number],
                (ProjectPayment.date, last): voucher[ProjectPayment.date],
                (ProjectPayment.term, last): "进度款",
                (_AMOUNT, last): fen,
                (ProjectPayment.voucher, last): voucher[ProjectPayment.voucher],
            }
            yield Mistake(cells, (Project.paid, int(row)))


@form("PRJ-03")
def contract_lost_and_smaller(office: CleanOffice) -> Iterator[Mistake]:
    """A figure of the contract is too small, and nobody can look it up."""
    payments = office[ProjectPayment]
    for row, project in _built(office).iterrows():
        own = payments[payments[ProjectPayment.project] == project[Project.number]]
        cells: dict[Cell, object] = {
            (Project.contract, row): "", (Project.amount, row): int(own[_AMOUNT].sum()) - 100
        }  # fmt: skip
        # Its payments are of a contract that is not the project's any more.
        besides = tuple(("PRJ-05", (ProjectPayment.payment, int(at))) for at in own.index)
        yield Mistake(cells, (Project.paid, int(row)), besides)


@form("PRJ-04")
def no_day_of_transfer(office: CleanOffice) -> Iterator[Mistake]:
    """Built long ago."""
    for row in _built(office).index:
        cells: dict[Cell, object] = {
            (Project.capital, row): "是", (Project.capitalised, row): None, (Project.card, row): "",
            (Project.end, row): TODAY - pd.Timedelta(days=31),
        }  # fmt: skip
        yield Mistake(cells, (Project.capitalised, int(row)))


@form("PRJ-04")
def accepted_long_ago_and_not_transferred(office: CleanOffice) -> Iterator[Mistake]:
    """No end is written, but the day of acceptance."""
    for row in _built(office).index:
        for days in (31, 90):
            cells: dict[Cell, object] = {
                (Project.capital, row): "是", (Project.capitalised, row): None, (Project.card, row): "",
                (Project.end, row): None, (Project.accepted, row): TODAY - pd.Timedelta(days=days),
            }  # fmt: skip
            yield Mistake(cells, (Project.capitalised, int(row)))


@form("PRJ-04")
def built_on_no_day(office: CleanOffice) -> Iterator[Mistake]:
    """Neither day is written, so that nobody knows when the transfer is due."""
    for row in _built(office).index:
        cells: dict[Cell, object] = {
            (Project.capital, row): "是", (Project.capitalised, row): None, (Project.card, row): "",
            (Project.end, row): None, (Project.accepted, row): None,
        }  # fmt: skip
        yield Mistake(cells, (Project.end, int(row)))


@form("PRJ-04")
def transferred_without_card(office: CleanOffice) -> Iterator[Mistake]:
    """The number of the card is missing."""
    own = office[Project]
    for row in own.index[own[Project.card] != ""]:
        yield Mistake({(Project.card, row): ""}, (Project.card, int(row)))


@form("PRJ-05")
def amount_unlike_payment(office: CleanOffice) -> Iterator[Mistake]:
    """A yuan, or a tenth."""
    for row, own in office[ProjectPayment].iterrows():
        for fen in (own[_AMOUNT] - 100, own[_AMOUNT] // 10):
            yield Mistake({(_AMOUNT, row): fen}, (_AMOUNT, int(row)))


@form("PRJ-05")
def day_unlike_payment(office: CleanOffice) -> Iterator[Mistake]:
    """A day later."""
    for row, own in office[ProjectPayment].iterrows():
        at = ProjectPayment.date, int(row)
        yield Mistake({at: own[ProjectPayment.date] + pd.Timedelta(days=1)}, at)


@form("PRJ-05")
def voucher_unlike_payment(office: CleanOffice) -> Iterator[Mistake]:
    """The next voucher."""
    for row in office[ProjectPayment].index:
        at = ProjectPayment.voucher, int(row)
        yield Mistake({at: "记-2"}, at)


@form("PRJ-05")
def contract_sum_unlike_contract(office: CleanOffice) -> Iterator[Mistake]:
    """A little more, as if a change had been agreed."""
    for row, own in _built(office).iterrows():
        at = Project.amount, int(row)
        for more in (100, 50_000):
            yield Mistake({at: own[Project.amount] + more}, at)


@form("PRJ-05")
def payment_not_entered(office: CleanOffice) -> Iterator[Mistake]:
    """The number of the payment is gone, so none of the rows is that payment."""
    payments = office[Payment]
    for row, own in office[ProjectPayment].iterrows():
        (paid,) = payments.index[payments[Payment.number] == own[ProjectPayment.payment]]
        yield Mistake({(ProjectPayment.payment, row): ""}, (Payment.number, int(paid)))


@form("PRJ-06")
def progress_mistyped(office: CleanOffice) -> Iterator[Mistake]:
    """More than is done."""
    for row, own in _open(office).iterrows():
        for more in (0.01, 0.3):
            at = _PROGRESS, int(row)
            yield Mistake({at: own[_PROGRESS] + more}, at)


@form("PRJ-06")
def stage_done_but_progress_old(office: CleanOffice) -> Iterator[Mistake]:
    """A stage is half done now."""
    stages = office[Stage]
    for row in stages.index[stages[Stage.done] == 0]:
        at = _PROGRESS, _row(office, stages.at[row, Stage.project])
        yield Mistake({(Stage.done, row): 0.5}, at)


@form("PRJ-06")
def weights_not_whole(office: CleanOffice) -> Iterator[Mistake]:
    """A stage weighs 5% more or less."""
    stages = office[Stage]
    for row, own in stages.iterrows():
        last = stages.index[stages[Stage.project] == own[Stage.project]][-1]
        for more in (-0.05, 0.05):
            yield Mistake({(Stage.weight, row): own[Stage.weight] + more}, (Stage.weight, int(last)))


def _kinds(office: CleanOffice, *words: str) -> Iterator[Mistake]:
    for row in office[Project].index:
        for kind in words:
            yield Mistake({(Project.kind, row): kind}, (Project.kind, int(row)))


@form("PRJ-07")
def kind_of_another_town(office: CleanOffice) -> Iterator[Mistake]:
    """五化, 三园."""
    yield from _kinds(office, "五化", "三园")


@form("PRJ-07")
def kind_in_other_words(office: CleanOffice) -> Iterator[Mistake]:
    """Nearly the word."""
    yield from _kinds(office, "绿化", "校园绿化工程", "修缮")


@form("PRJ-07")
def two_kinds_in_one_cell(office: CleanOffice) -> Iterator[Mistake]:
    """A project is of one kind."""
    yield from _kinds(office, "维修、校园绿化")
