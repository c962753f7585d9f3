"""Reading a bank day book as offices export it: the other side of a statement, so 借 is money in and 贷 money out."""

from pathlib import Path

from xlplan.bank import header, lines, proof
from xlplan.bank.figures import MINUS
from xlplan.bank.rows import UNSIGNED, Body
from xlplan.excel.header import plain
from xlplan.excel.loose import Cells
from xlplan.findings import CannotRun
from xlplan.tables.statement import AMOUNT, Statement

_NAMES = {
    "收入": "收入 收入金额 借方 借方金额 借方发生额 借方本币 收方 收方金额",
    "支出": "支出 支出金额 付出 贷方 贷方金额 贷方发生额 贷方本币 付方 付方金额",
    "余额": "余额 余额金额 结存 结存金额 余额本币",
    "记账凭证": "凭证号 凭证字号 凭证号码 凭证号数 凭证编号 记账凭证号",
    "票据号": "票据号 票号 票据号码 支票号 支票号码 结算号 结算单号 结算凭证号",
    "余额方向": "方向 借或贷 借/贷 余额方向 借贷方向",
}
_NAME = {plain(name): ours for ours, names in _NAMES.items() for name in names.split()}
"""What offices call a column -> what the reader of statements calls it, or takes no notice of: our voucher is not the
bank's number."""

_CARRYING = frozenset(
    ["上年结转", "上年余额", "年初余额", "期初余额", "月初余额", "上月结转", "承前页", "过次页"]
)
_DATE = ("年", "月", "日")


def read_daybook(path: Path) -> Statement:
    """The rows of a day book of one account, + for money in, in the order of the file.

    A row that carries a balance (上年结转, 承前页) and the sums of a day, a month or a year are no rows. Raises CannotRun
    with one sentence for a file or a layout that cannot be read.
    """
    return _daybook(path.name, *header.laid_out(path, _as_statement))


def _daybook(name: str, sheet: str, encoding: str, cells: Cells, found: header.Header) -> Statement:
    told, body = lines.Told(), Body(cells, found)
    problems = list(body.others(told))
    rows = body.frame(told.declared.get("opening"))
    if rows is None:
        raise CannotRun(f"{name} {UNSIGNED}。")
    if rows.empty:
        reason = problems[0].detail if problems else "表头下面没有一行明细。"
        raise CannotRun(f"{name} 里没有读到明细：{reason}")
    opening = proof.opening_of(rows, told.declared)
    closing = None if opening is None else opening + int(rows[AMOUNT].sum())
    problems += proof.breaks(rows, opening, body.lost)
    return Statement(
        name, sheet, "", "", encoding, found.row, rows, opening, closing, told.declared, tuple(problems)
    )


def _as_statement(cells: Cells) -> Cells:
    """The same cells, in the same places, as the reader of statements knows them."""
    own = [list(texts) for texts in cells]
    for texts in own[: header.HEAD_ROWS]:
        texts[:] = [_NAME.get(plain(text), text) for text in texts]
    found = header.find(own)
    if found is None:
        return own
    names = [plain(text) for text in own[found.row - 1]]
    if set(_DATE) <= set(names):
        _join_dates(own[found.row - 1 :], [names.index(part) for part in _DATE])
    if "余额方向" in names:
        _take_directions(own[found.row - 1 :], names)
    _carry(own[found.row :], names)
    return own


def _join_dates(rows: Cells, places: list[int]) -> None:
    """Year, month and day in three columns become one; what is written once holds for the rows below."""
    rows[0][places[0]] = "日期"
    last = ["", "", ""]
    for texts in rows[1:]:
        if any(texts):
            last = [texts[place].strip() or before for place, before in zip(places, last, strict=True)]
            texts[places[0]] = "-".join(part.partition(".")[0].strip("年月日") for part in last)


def _take_directions(rows: Cells, names: list[str]) -> None:
    """借或贷 tells the side of the balance, unless it has a sign; beside a single amount, whether money came in."""
    direction = names.index("余额方向")
    both = {"收入", "支出"} <= set(names)
    if not both:
        rows[0][direction] = "收支"
    balance = names.index("余额") if "余额" in names else None
    for texts in rows[1:]:
        if not both:
            texts[direction] = {"借": "收入", "贷": "支出"}.get(texts[direction].strip(), texts[direction])
        elif balance is not None and texts[direction].strip() == "贷":
            owed = texts[balance].strip()
            if owed and not owed.startswith(MINUS):
                texts[balance] = f"-{owed}"


def _carry(rows: Cells, names: list[str]) -> None:
    """The first row may carry the opening balance; what carries it from page to page further down is blanked."""
    kept = [place for place, name in enumerate(names) if name == "余额"]
    begun = False
    for texts in rows:
        said = next((place for place, text in enumerate(texts) if "".join(text.split()) in _CARRYING), None)
        if said is not None:
            texts[:] = [text if place in kept and not begun else "" for place, text in enumerate(texts)]
            texts[said] = "" if begun else "期初余额"
        begun |= any(texts)
