"""预算 and what is spent of it: BUD-01 to BUD-06, BUD-08, BUD-09, BUD-12."""

from collections.abc import Iterator

import pandas as pd

from tests.seeded.forms import form
from tests.seeded.forms.voucher import vouchers
from tests.seeded.mistakes import Cell, Mistake, Raw
from tests.seeded.office import CleanOffice
from tests.seeded.patching import Cached
from xlplan.ledger.budget import adjusted, execution, payments
from xlplan.tables.budget import BudgetChange, BudgetLine
from xlplan.tables.claims import Claim
from xlplan.tables.ledger import VoucherLine
from xlplan.tables.office import Office, Parameter, SchoolClass

NUMBER, ORIGINAL, ECONOMIC, FUND = (
    BudgetLine.number,
    BudgetLine.original,
    BudgetLine.economic,
    BudgetLine.fund,
)
TRAINING = "30216"


def spending(office: CleanOffice) -> pd.DataFrame:
    """The lines of money to be spent."""
    lines = office[BudgetLine]
    return lines[lines[BudgetLine.direction] == "支出"]


def income(office: CleanOffice) -> pd.DataFrame:
    """The lines of money that comes in."""
    lines = office[BudgetLine]
    return lines[lines[BudgetLine.direction] == "收入"]


def grants(lines: pd.DataFrame) -> pd.DataFrame:
    """Those of 公用经费."""
    return lines[lines[FUND].str.contains("公用经费")]


def _first(office: CleanOffice) -> Cell:
    return ORIGINAL, office[BudgetLine].index[0]


@form("BUD-01")
def spending_raised_alone(office: CleanOffice) -> Iterator[Mistake]:
    """年初数 of a line a little too high, so that the year has a deficit."""
    for row, fen in spending(office)[ORIGINAL].items():
        if fen > 1_000_000:
            yield Mistake({(ORIGINAL, row): fen + 10_000}, _first(office))


@form("BUD-01")
def income_typed_wrong(office: CleanOffice) -> Iterator[Mistake]:
    """年初数 of an income line that is not 公用经费."""
    lines = income(office)
    for row, fen in lines.loc[lines.index.difference(grants(lines).index), ORIGINAL].items():
        for wrong in (fen + 1, fen + 90_000, fen * 10, fen + 500_000):
            if wrong != fen:
                yield Mistake({(ORIGINAL, row): wrong}, _first(office))


@form("BUD-01")
def change_on_one_side_only(office: CleanOffice) -> Iterator[Mistake]:
    """An amount of 预算调整 that its other side does not have."""
    for row, fen in office[BudgetChange][BudgetChange.amount].items():
        for wrong in (fen + 10_000, fen - 10_000, fen + 1):
            yield Mistake({(BudgetChange.amount, row): wrong}, _first(office))


@form("BUD-02")
def adjusted_reckoned_by_hand(office: CleanOffice) -> Iterator[Mistake]:
    """A wrong figure over the formula of 调整后."""
    for row, fen in office[BudgetLine][BudgetLine.adjusted].items():
        yield Mistake({(BudgetLine.adjusted, row): fen + 50_000}, (BudgetLine.adjusted, row))


@form("BUD-02", ("BUD-01", "追加改了，收支合计也不平"))
def added_typed_by_hand(office: CleanOffice) -> Iterator[Mistake]:
    """A figure over the formula of 追加 that 预算调整 does not have."""
    lines = office[BudgetLine]
    for row, fen in lines[BudgetLine.added].items():
        adjusted_yuan = (lines.at[row, BudgetLine.adjusted] + 20_000) / 100
        yield Mistake(
            {(BudgetLine.added, row): fen + 20_000, (BudgetLine.adjusted, row): Raw(Cached(adjusted_yuan))},
            (BudgetLine.added, row),
        )


@form("BUD-02")
def change_not_reckoned_in(office: CleanOffice) -> Iterator[Mistake]:
    """An amount of 预算调整 changed by a program, its sums in 预算 left as they were."""
    lines, changes = office[BudgetLine], office[BudgetChange]
    for row, number, direction, fen in zip(
        changes.index,
        changes[NUMBER],
        changes[BudgetChange.direction],
        changes[BudgetChange.amount],
        strict=True,
    ):
        own = lines.index[lines[NUMBER] == number][0]
        column = BudgetLine.added if direction == "追加" else BudgetLine.cut
        stale: dict[Cell, object] = {
            (kept, own): Raw(Cached(lines.at[own, kept] / 100)) for kept in (column, BudgetLine.adjusted)
        }
        for more in (30_000, 100, -10_000):
            yield Mistake({(BudgetChange.amount, row): fen + more} | stale, (column, own))


def _untrained(office: CleanOffice) -> pd.DataFrame:
    lines = spending(office)
    return lines[lines[ECONOMIC] != TRAINING]


@form("BUD-03")
def economic_class_that_does_not_exist(office: CleanOffice) -> Iterator[Mistake]:
    """30210, 30219, 30100."""
    for row in _untrained(office).index:
        yield Mistake({(ECONOMIC, row): ("30210", "30219", "30200")[row % 3]}, (ECONOMIC, row))


@form("BUD-03")
def economic_class_left_empty(office: CleanOffice) -> Iterator[Mistake]:
    """Nothing in 经济科目 of a spending line."""
    for row in _untrained(office).index:
        yield Mistake({(ECONOMIC, row): None}, (ECONOMIC, row))


@form("BUD-03")
def economic_class_too_broad(office: CleanOffice) -> Iterator[Mistake]:
    """The class above: 302."""
    for row in _untrained(office).index:
        yield Mistake({(ECONOMIC, row): "302"}, (ECONOMIC, row))


def _plain_grants(office: CleanOffice) -> pd.DataFrame:
    lines = grants(spending(office))
    return lines[lines[ECONOMIC] != TRAINING]


@form("BUD-04")
def grant_for_wages(office: CleanOffice) -> Iterator[Mistake]:
    """公用经费 spent on people."""
    for row in _plain_grants(office).index:
        yield Mistake({(ECONOMIC, row): ("30101", "30107", "30102")[row % 3]}, (ECONOMIC, row))


@form("BUD-04")
def grant_for_building(office: CleanOffice) -> Iterator[Mistake]:
    """公用经费 spent on building."""
    for row in _plain_grants(office).index:
        yield Mistake({(ECONOMIC, row): ("30901", "31001", "30905")[row % 3]}, (ECONOMIC, row))


@form("BUD-04", ("BUD-05", "公用经费总数变大，培训费的比例跟着变低"))
def wages_paid_from_the_grant(office: CleanOffice) -> Iterator[Mistake]:
    """资金来源 公用经费 on a line of wages or building."""
    lines = spending(office)
    barred = lines[lines[ECONOMIC].str.startswith(("301", "309", "31001"))]
    for row in barred.index:
        for fund in ("公用经费", "公用经费（寄宿生补助）"):
            yield Mistake({(FUND, row): fund}, (ECONOMIC, row))


def _training(office: CleanOffice) -> tuple[int, pd.DataFrame]:
    lines = grants(spending(office))
    return int(lines.index[lines[ECONOMIC] == TRAINING][0]), lines[lines[ECONOMIC] != TRAINING]


@form(
    "BUD-05",
    ("BUD-06", "减少后的预算不够已支的"),
    ("BUD-09", "培训费的预算变小，进度变快"),
    ("BUD-09", "另一行的预算变大，进度变慢"),
)
def training_cut_for_something_else(office: CleanOffice) -> Iterator[Mistake]:
    """Money of 培训费 given to another line of the grant."""
    training, others = _training(office)
    fen = office[BudgetLine].at[training, ORIGINAL]
    for row, own in others[ORIGINAL].items():
        for moved in (240_000, 800_000):
            yield Mistake(
                {(ORIGINAL, training): fen - moved, (ORIGINAL, row): own + moved}, (ORIGINAL, training)
            )


@form("BUD-05")
def training_under_another_class(office: CleanOffice) -> Iterator[Mistake]:
    """No line of 培训费 at all: its class is another."""
    training, others = _training(office)
    first = min(training, int(others.index[0]))
    for code in ("30211", "30201", "30215", "30299", "30226", "30202", "30213", "30218"):
        yield Mistake({(ECONOMIC, training): code}, (ORIGINAL, first))


@form("BUD-05")
def training_paid_by_others(office: CleanOffice) -> Iterator[Mistake]:
    """资金来源 of 培训费 is not 公用经费."""
    training, others = _training(office)
    for fund in ("专项资金", "其他资金", "人员经费", "食堂资金"):
        yield Mistake({(FUND, training): fund}, (ORIGINAL, int(others.index[0])))


def _overspent(paid: pd.DataFrame, budget: "pd.Series") -> "pd.Series":
    """Budget number -> the first row, by date, whose payment goes beyond its budget (fen)."""
    spent = paid["支出"].groupby(paid[VoucherLine.budget]).cumsum()
    beyond = paid[spent > paid[VoucherLine.budget].map(budget)]
    return pd.Series(beyond.index, index=beyond[VoucherLine.budget]).groupby(level=0).first()


def _budgets(office: CleanOffice) -> pd.Series:
    lines = spending(office)
    return adjusted(lines).set_axis(lines[NUMBER])


@form("BUD-06", ("BUD-09", "多支的一笔使执行进度超前"), ("APV-07", "凭证和付款的金额不一样"))
def payment_with_a_digit_too_many(office: CleanOffice) -> Iterator[Mistake]:
    """A whole voucher ten times too large, balanced in both halves."""
    budgets, paid = _budgets(office), payments(office[VoucherLine])
    for rows in vouchers(office):
        own = rows.index.intersection(paid.index)
        if len(own) != 1 or rows[VoucherLine.kind].iloc[0] != "普通":
            continue
        more = paid["支出"].where(paid.index != own[0], paid["支出"] * 10)
        beyond = _overspent(paid.assign(支出=more), budgets)
        if len(beyond):
            cells: dict[Cell, object] = {
                (side, line): fen * 10
                for side in (VoucherLine.debit, VoucherLine.credit)
                for line, fen in rows[side].items()
                if fen
            }
            yield Mistake(cells, (VoucherLine.debit, int(beyond.iloc[0])))


@form("BUD-06", ("BUD-09", "记错的预算号进度超前"), ("BUD-09", "原来的预算号进度落后"))
def payment_on_another_budget(office: CleanOffice) -> Iterator[Mistake]:
    """The 预算号 of another line that has less left than the payment."""
    budgets, paid = _budgets(office), payments(office[VoucherLine])
    for number, budget in budgets[budgets > 0].items():
        spent = paid.loc[paid[VoucherLine.budget] == number, "支出"].sum()
        large = paid[(paid[VoucherLine.budget] != number) & (paid["支出"] + spent > budget)]
        for row in large.index[:3]:
            moved = paid.assign(
                **{VoucherLine.budget: paid[VoucherLine.budget].where(paid.index != row, number)}
            )
            beyond = _overspent(moved, budgets)
            yield Mistake({(VoucherLine.budget, row): number}, (VoucherLine.debit, int(beyond[number])))


@form("BUD-06", ("BUD-09", "预算减少后进度超前"))
def budget_moved_away_after_it_was_spent(office: CleanOffice) -> Iterator[Mistake]:
    """年初数 given to another line of the same fund, one yuan below what is spent."""
    paid, budgets = payments(office[VoucherLine]), _budgets(office)
    lines = execution(spending(office), office[VoucherLine])
    lines = lines[lines[ECONOMIC] != TRAINING]
    for row, number, fund, original, budget, spent in lines[
        [NUMBER, FUND, ORIGINAL, "预算", "已支"]
    ].itertuples():
        others = lines.index[(lines[FUND] == fund) & (lines.index != row)]
        short = budget - spent + 100
        if len(others) and spent > 0 and original > short:
            beyond = _overspent(paid, budgets.where(budgets.index != number, spent - 100))
            yield Mistake(
                {
                    (ORIGINAL, row): original - short,
                    (ORIGINAL, others[-1]): lines.at[others[-1], ORIGINAL] + short,
                },
                (VoucherLine.debit, int(beyond[number])),
            )


def _grant_income(office: CleanOffice) -> Cell:
    return ORIGINAL, int(grants(income(office)).index[0])


@form("BUD-08", ("BUD-01", "收入改了，收支合计不平"))
def grant_income_typed_wrong(office: CleanOffice) -> Iterator[Mistake]:
    """年初数 of 公用经费 that the number of pupils does not give."""
    at = _grant_income(office)
    fen = office[BudgetLine].at[at[1], ORIGINAL]
    for more in (-3_580_000, -94_000, -1, 1, 100, 30_000, 94_000, 940_000, 10_000_000):
        yield Mistake({at: fen + more}, at)


@form("BUD-08")
def pupils_typed_wrong(office: CleanOffice) -> Iterator[Mistake]:
    """学生数 of a class off by some."""
    for row, number in office[SchoolClass][SchoolClass.pupils].items():
        for wrong in (number + 1, number - 2, number + 10):
            yield Mistake({(SchoolClass.pupils, row): int(wrong)}, _grant_income(office))


@form("BUD-08")
def boarders_typed_wrong(office: CleanOffice) -> Iterator[Mistake]:
    """住宿生数 of a class off by some."""
    for row, number in office[SchoolClass][SchoolClass.boarders].items():
        for wrong in (number + 1, number - 2):
            yield Mistake({(SchoolClass.boarders, row): int(wrong)}, _grant_income(office))


@form("BUD-08")
def standard_out_of_date(office: CleanOffice) -> Iterator[Mistake]:
    """The standard of another stage or of another year."""
    rows = office[Parameter]
    row = rows.index[rows[Parameter.name] == "初中生均公用经费标准"][0]
    for value in ("850", "800", "720", "1150", "900"):
        yield Mistake({(Parameter.value, row): value}, _grant_income(office))
    stage = office[Office].index[office[Office][Office.item] == "学段"][0]
    yield Mistake({(Office.content, stage): "小学"}, _grant_income(office))


def _paces(office: CleanOffice) -> pd.DataFrame:
    """Lines with money left, their budget and what is spent (fen)."""
    lines = execution(spending(office), office[VoucherLine])
    return lines[(lines["预算"] > 0) & (lines[ECONOMIC] != TRAINING)]


@form("BUD-09", ("BUD-01", "年初数多了，收支合计不平"))
def budget_with_a_digit_too_many(office: CleanOffice) -> Iterator[Mistake]:
    """年初数 ten times too large, so that next to nothing seems spent."""
    lines = _paces(office)
    for row, fen in lines.loc[~lines[FUND].str.contains("公用经费"), ORIGINAL].items():
        if fen:
            yield Mistake({(ORIGINAL, row): fen * 10}, (BudgetLine.adjusted, row))


@form("BUD-09")
def budget_larger_than_what_will_be_spent(office: CleanOffice) -> Iterator[Mistake]:
    """A third more in a line of spending and of income: the money will not be used."""
    lines, sources = _paces(office), income(office)
    for row, fund, fen, budget in lines[[FUND, ORIGINAL, "预算"]].itertuples():
        own = sources.index[(sources[FUND] == fund) & ~sources[FUND].str.contains("公用经费")]
        if len(own):
            more = budget // 2
            yield Mistake(
                {(ORIGINAL, row): fen + more, (ORIGINAL, own[0]): sources.at[own[0], ORIGINAL] + more},
                (BudgetLine.adjusted, row),
            )


@form("BUD-09")
def payments_without_their_budget_number(office: CleanOffice) -> Iterator[Mistake]:
    """Every other payment of a line has no 预算号."""
    lines, paid = _paces(office), payments(office[VoucherLine])
    for row, number, budget in lines[[NUMBER, "预算"]].itertuples():
        own = paid[(paid[VoucherLine.budget] == number) & (paid["支出"] > 0)]
        for start in (0, 1):
            lost = own.iloc[start::2]
            if lost["支出"].sum() > 0.26 * budget:
                cells: dict[Cell, object] = {(VoucherLine.budget, line): None for line in lost.index}
                yield Mistake(cells, (BudgetLine.adjusted, row), tuple(("BUD-12", cell) for cell in cells))


def _small_payments(office: CleanOffice) -> pd.DataFrame:
    """Payments so small that their budget lines keep their pace without them."""
    paid = payments(office[VoucherLine])
    budgets = execution(office[BudgetLine], office[VoucherLine]).set_index(NUMBER)["预算"]
    return paid[paid["支出"].abs() * 200 < paid[VoucherLine.budget].map(budgets)]


@form("BUD-12")
def budget_number_forgotten(office: CleanOffice) -> Iterator[Mistake]:
    """One payment without 预算号."""
    for row in _small_payments(office).index:
        yield Mistake({(VoucherLine.budget, row): None}, (VoucherLine.budget, row))


@form("BUD-12")
def budget_number_of_blanks(office: CleanOffice) -> Iterator[Mistake]:
    """A full-width blank where the 预算号 should stand."""
    for row in _small_payments(office).index:
        yield Mistake({(VoucherLine.budget, row): Raw("\u3000")}, (VoucherLine.budget, row))


@form("BUD-12")
def budget_number_in_the_line_below(office: CleanOffice) -> Iterator[Mistake]:
    """The 预算号 slipped into the next line of the voucher, which is no spending."""
    lines, paid = office[VoucherLine], _small_payments(office)
    for row, number in paid[VoucherLine.budget].items():
        below = row + 1
        if below in lines.index and lines.at[below, VoucherLine.account].startswith("8"):
            moved = {(VoucherLine.budget, row): None, (VoucherLine.budget, below): number}
            yield Mistake(moved, (VoucherLine.budget, row))


def _earmarked(office: CleanOffice, economic: str) -> Iterator[Mistake]:
    lines = spending(office)
    for row in lines.index[lines[FUND].str.contains("专项")]:
        yield Mistake({(ECONOMIC, row): economic}, (ECONOMIC, row))


@form("BUD-07")
def earmarked_money_for_guests(office: CleanOffice) -> Iterator[Mistake]:
    """公务接待 paid from an earmarked project."""
    yield from _earmarked(office, "30217")


@form("BUD-07")
def earmarked_money_for_office_goods(office: CleanOffice) -> Iterator[Mistake]:
    """办公费 paid from an earmarked project."""
    yield from _earmarked(office, "30201")


@form("BUD-07")
def earmarked_project_under_another_name(office: CleanOffice) -> Iterator[Mistake]:
    """A project whose use nobody has written down."""
    lines = spending(office)
    for row, name in lines.loc[lines[FUND].str.contains("专项"), BudgetLine.project].items():
        yield Mistake({(BudgetLine.project, row): f"{name}二期"}, (ECONOMIC, row))


def _a_year_ago(office: CleanOffice, share: float) -> Iterator[Mistake]:
    lines = spending(office)
    for row, fen in adjusted(lines).items():
        if lines.at[row, BudgetLine.safety] == "":
            yield Mistake({(BudgetLine.last_year, row): int(fen * share) or 1}, (BudgetLine.adjusted, row))


@form("BUD-10")
def figure_of_last_year_short_of_a_digit(office: CleanOffice) -> Iterator[Mistake]:
    """A tenth of what it was."""
    yield from _a_year_ago(office, 0.09)


@form("BUD-10")
def line_that_grew_by_a_half(office: CleanOffice) -> Iterator[Mistake]:
    """Two thirds a year ago."""
    yield from _a_year_ago(office, 0.66)


@form("BUD-10")
def line_that_grew_a_little_too_much(office: CleanOffice) -> Iterator[Mistake]:
    """Just beyond the limit."""
    yield from _a_year_ago(office, 0.83)


def _safety(office: CleanOffice, more: int, times: int = 1) -> Iterator[Mistake]:
    lines = office[BudgetLine]
    for row in lines.index[lines[BudgetLine.safety] == "是"]:
        before = (BudgetLine.last_year, row)
        yield Mistake({before: int(adjusted(lines)[row]) * times + more}, (BudgetLine.adjusted, row))


@form("BUD-11")
def a_fen_less_for_safety(office: CleanOffice) -> Iterator[Mistake]:
    """A fen more a year ago."""
    yield from _safety(office, 1)


@form("BUD-11")
def a_tenth_less_for_safety(office: CleanOffice) -> Iterator[Mistake]:
    """Some thousand more a year ago."""
    yield from _safety(office, 300_000)


@form("BUD-11")
def half_as_much_for_safety(office: CleanOffice) -> Iterator[Mistake]:
    """Twice as much a year ago."""
    yield from _safety(office, 0, 2)


def _on_another_line(office: CleanOffice, state: str, number: str) -> Iterator[Mistake]:
    """A claim with the number of a line that has nearly nothing left."""
    claims = office[Claim]
    for row in claims.index[claims[Claim.state] == state]:
        yield Mistake({(Claim.budget, row): number}, (Claim.amount, row))


@form("BUD-13")
def approved_claim_on_the_line_of_bank_charges(office: CleanOffice) -> Iterator[Mistake]:
    """An approved claim that 银行手续费 cannot bear."""
    yield from _on_another_line(office, "已批准", "G04")


@form("BUD-13")
def approved_claim_on_the_line_of_guests(office: CleanOffice) -> Iterator[Mistake]:
    """An approved claim that 公务接待 cannot bear."""
    yield from _on_another_line(office, "已批准", "G11")


@form("BUD-13")
def claim_on_its_way_on_the_line_of_bank_charges(office: CleanOffice) -> Iterator[Mistake]:
    """A claim that is still to be signed, which 银行手续费 cannot bear."""
    yield from _on_another_line(office, "审批中", "G04")
