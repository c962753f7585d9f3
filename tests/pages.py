"""The notation of the rules' pages: 错 and 对 tables become real workbooks, bold cells what must be accused.

A page is prose, then cases headed 错： or 对：, with more prose after a case. A case may start with 日期：2026-11-30 (the day it is judged on) and
检查记录：2026-11-26、2026-11-27 (the days that were checked); then come tables, each under a line with its sheet's name. Where all tables of a case are of one sheet the name may be left out, if
its headers fit one master sheet only, or one only of those that the rule's own file names.
Columns left out are blank, calculated ones are calculated unless the page gives a value. 数字 123 is a number in a
text column, =1+1 a formula without a value, **（空）** an empty cell that is accused, <br> a line end within a cell.

A line 对账单 基本户 stands above what the bank says of an account of the case's 银行账户 (基本户 with the number 620001 where
the case has no such table): 日期, 摘要, 收入, 支出, 余额, 对方户名, 流水号, in yuan. It becomes bank/基本户.csv and is read by
the real reader; a bold cell accuses its row of that file.

A line 核算中心 2026-10 stands above what the county's accounting centre says of a month, in columns as its software has them; it
becomes centre/2026-10.csv, and a bold cell accuses its row.

A line 照片：前.jpg（2026-09-04）、再前.jpg = 前.jpg、坏.jpg（坏） names the files in photos/: pictures, with the day on which the camera says they were
taken; copies; files that are none (坏, HEIC, PDF). Without it nobody looks at photos.

Below a line 已结账：2026-10 or 暂停记账：2026-10 stand the sheets as that month held them, below 现在： as they are now. Below a line
记下的审批：2026-11-05 stands 报销单, and 审批 too, as it was when a night saw its claims approved on that day.
"""

import csv
import io
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from xlplan.bank.centre.folder import of_office as centre_exports
from xlplan.bank.folder import of_office
from xlplan.cells import Ref
from xlplan.demo.pictures import drawn
from xlplan.excel.frames import typed
from xlplan.excel.kinds import Kind
from xlplan.excel.masters import workbook
from xlplan.excel.sheets import Sheet
from xlplan.excel.table import Column, Table
from xlplan.findings import Rule
from xlplan.money import parse_share, parse_yuan
from xlplan.rules import BookRule, book_rules
from xlplan.rules.judge import Judgement, judge
from xlplan.tables import MASTERS, books, photos, starting
from xlplan.tables.bound import Bound, said
from xlplan.tables.centre import FOLDER, Centre
from xlplan.tables.claims import Approval, Claim
from xlplan.tables.office import Alias, BankAccount
from xlplan.tables.seals import Seal, of_months, written

STATEMENT = "对账单 "
EXPORT = "核算中心 "


@cache
def _starting() -> dict[type[Table], pd.DataFrame]:
    return starting.frames()


@dataclass
class Case:
    """One 错 or 对 of a page."""

    wrong: bool
    today: date = date(2026, 11, 30)
    frames: dict[type[Table], pd.DataFrame] = field(default_factory=lambda: dict(_starting()))
    raw: dict[tuple[type[Table], str, int], object] = field(default_factory=dict)
    accused: set[Ref] = field(default_factory=set)
    touched: set[type[Table]] = field(default_factory=set)
    checked: frozenset[date] = frozenset()
    statements: dict[str, str] = field(default_factory=dict)
    """账户 -> text of its file."""
    exports: dict[str, str] = field(default_factory=dict)
    """Month -> text of the centre's file."""
    photos: dict[str, bytes] = field(default_factory=dict)
    seals: dict[str, Seal] = field(default_factory=dict)
    bound: dict[str, Bound] = field(default_factory=dict)

    def judged(self, folder: Path, rule: Rule) -> Judgement:
        """Build the office of the case, read it back, and ask the rule; all of them for what is seen while reading."""
        # What teaches headers to other sheets makes all of them others than they were.
        names = {table.workbook for table in self.touched} if Alias not in self.touched else set(MASTERS)
        for name in names:
            (folder / name).write_bytes(workbook(MASTERS[name], self.frames, self.raw, self.frames, spare=1))
        own = books.read({name: folder / name for name in names}, self.today)
        assert not own.refused, own.refused
        read = replace(own, sheets={**_untouched(), **own.sheets})
        paths = [folder / f"{account}.csv" for account in self.statements]
        for path, text in zip(paths, self.statements.values(), strict=True):
            path.write_text(text, encoding="gb18030")
        statements, refused, _ = of_office(paths, read[BankAccount]) if paths else ({}, {}, {})
        assert not refused, refused
        centre = _centre(folder / FOLDER, self.exports)
        assert not centre.refused, centre.refused
        for name, content in self.photos.items():
            (folder / photos.FOLDER / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / photos.FOLDER / name).write_bytes(content)
        asked = [known for known in book_rules() if known.id == rule.id]
        known = replace(
            read,
            statements=statements,
            exports=lambda: centre,
            photos=photos.look_into(folder / photos.FOLDER) if self.photos else photos.unseen,
            checked=self.checked,
            seals=self.seals,
            bound=self.bound,
        )
        return judge(known, rules=asked or None)


@cache
def _untouched() -> dict[type[Table], Sheet]:
    """The sheets of a new office, in their order."""
    with TemporaryDirectory() as folder:
        files = {name: Path(folder) / name for name in MASTERS}
        for name, file in files.items():
            file.write_bytes(workbook(MASTERS[name], _starting(), spare=1))
        return dict(books.read(files, date(2026, 11, 30)).sheets)


def cases(rule: Rule) -> Iterator[Case]:
    """The cases of a rule's page, in order."""
    for kind, text in re.findall(
        r"^(错|对)：\n(.*?)(?=^(?:错|对)：|\Z)", rule.page, re.MULTILINE | re.DOTALL
    ):
        case = Case(kind == "错")
        above = ""
        now, sealed, approved = case, list[tuple[str, bool, Case]](), list[tuple[date, Case]]()
        sheets, unnamed = set[type[Table]](), False
        for block in re.findall(r"(?:^\|.*\n?)+|^[^|\n].*\n?", text, re.MULTILINE):
            if block.startswith("日期："):
                case.today = date.fromisoformat(block.strip().removeprefix("日期："))
            elif block.startswith("检查记录："):
                days = block.strip().removeprefix("检查记录：").split("、")
                case.checked = frozenset(map(date.fromisoformat, days))
            elif block.startswith("照片："):
                case.photos = _photos(block.strip().removeprefix("照片："))
            elif state := re.match(r"(已结账|暂停记账)：(.*)", block):
                case = Case(False)
                sealed.append((state[2], state[1] == "暂停记账", case))
            elif block.startswith("记下的审批："):
                case = Case(False)
                approved.append((date.fromisoformat(block.strip().removeprefix("记下的审批：")), case))
            elif block.startswith("现在："):
                case = now
            elif block.startswith("|"):
                header, _, *rows = (
                    [cell.strip() for cell in line.strip().strip("|").split("|")]
                    for line in block.strip().splitlines()
                )
                if above.startswith(STATEMENT):
                    _add_statement(case, above.removeprefix(STATEMENT), header, rows)
                elif above.startswith(EXPORT):
                    month = above.removeprefix(EXPORT)
                    titles = [["核算中心账"], [f"期间：{month}"]]
                    case.exports[month] = _file(case, f"{FOLDER}/{month}.csv", [*titles, header], rows)
                else:
                    table = _named(rule, above) if above else _only(rule, header)
                    sheets, unnamed = sheets | {table}, unnamed or not above
                    _add(case, table, header, rows)
                above = ""
            else:
                above = block.strip()
        if unnamed and len(sheets) > 1:
            raise ValueError(f"{rule.id}: 有几张表，每张上面都写明是哪张表")
        for month, held, then in sealed:
            held_rows = {table: of_months(table, then.frames[table], [month]) for table in then.touched}
            now.seals[month] = Seal(month, held, written(held_rows))
        for day, then in approved:
            rows, steps = then.frames[Claim], list[str]()
            if Approval in then.frames:
                steps = then.frames[Approval][Approval.claim].tolist()
            told = zip(rows[Claim.number], said(rows).to_dict("records"), strict=True)
            now.bound |= {number: Bound(day, content, steps.count(number)) for number, content in told}
        yield now


def _add_statement(case: Case, account: str, header: list[str], rows: list[list[str]]) -> None:
    """The file of one account: its number, a header, the rows."""
    if BankAccount not in case.touched:
        _add(case, BankAccount, list(map(str, _ACCOUNT)), [[account, "100201", "620001"]])
    accounts = case.frames[BankAccount]
    number = accounts.loc[accounts[BankAccount.name] == account, BankAccount.number].iloc[0]
    head = [["账户交易明细"], [f"账号：{number}"], header]
    case.statements[account] = _file(case, f"bank/{account}.csv", head, rows)


def _file(case: Case, name: str, head: list[list[str]], rows: list[list[str]]) -> str:
    """The text of a file; its rows with a bold cell are accused."""
    lines = [*head]
    for row in rows:
        lines.append([cell.strip("*") for cell in row])
        if any(cell.startswith("**") for cell in row):
            case.accused.add(Ref(name, "", len(lines)))
    text = io.StringIO()
    csv.writer(text).writerows(lines)
    return text.getvalue()


def _photos(line: str) -> dict[str, bytes]:
    """The files that such a line names."""
    files: dict[str, bytes] = {}
    for part in line.split("、"):
        name, _, of = part.partition(" = ")
        name, _, said = name.removesuffix("）").partition("（")
        if of:
            files[name] = files[of]
        elif said in _NO_PICTURES:
            files[name] = _NO_PICTURES[said]
        else:
            files[name] = drawn(name, date.fromisoformat(said) if said else None)
    return files


_NO_PICTURES = {"坏": b"\xff\xd8\xff\xe0 no more", "HEIC": b"\0\0\0\x18ftypheic", "PDF": b"%PDF-1.7"}


def _centre(folder: Path, exports: dict[str, str]) -> Centre:
    """What these files of the centre say, read as the office would read them."""
    folder.mkdir(exist_ok=True)
    for month, text in exports.items():
        (folder / f"{month}.csv").write_text(text, encoding="gb18030")
    return centre_exports(folder / f"{month}.csv" for month in exports)


_ACCOUNT = (BankAccount.name, BankAccount.account, BankAccount.number)


_SHEETS = {table.sheet: table for tables in MASTERS.values() for table in tables}


def _named(rule: Rule, name: str) -> type[Table]:
    if name not in _SHEETS:
        raise ValueError(f"{rule.id}: 没有这张表：{name}")
    return _SHEETS[name]


def _only(rule: Rule, header: list[str]) -> type[Table]:
    """The one sheet that has these columns; of several, the one that the rule's file imports."""
    fitting = [table for table in _SHEETS.values() if set(header) <= set(table.columns)]
    if len(fitting) > 1 and isinstance(rule, BookRule):
        known = [
            value for value in vars(sys.modules[rule.find.__module__]).values() if isinstance(value, type)
        ]
        fitting = [table for table in fitting if table in known]
    if len(fitting) != 1:
        raise ValueError(f"{rule.id}: 写明是哪张表：{header}")
    return fitting[0]


def _add(case: Case, table: type[Table], header: list[str], rows: list[list[str]]) -> None:
    columns = [next(column for column in table.columns if column == name) for name in header]
    given = tuple(column for column in columns if not column.formula)
    case.touched.add(table)
    values = []
    for number, row in enumerate(rows, 2):
        cells = {}
        for column, text in zip(columns, row, strict=True):
            if text.startswith("**"):
                case.accused.add(Ref(table.workbook, table.sheet, number, table.columns.index(column)))
                text = text.strip("*")
            value, raw = _cell(column, "" if text == "（空）" else text)
            if raw is not None:
                case.raw[table, column, number] = raw
            cells[column] = value
        values.append(tuple(cells[column] for column in given))
    case.frames[table] = typed(table, values, given)


def _cell(column: Column, text: str) -> tuple[object, object]:
    """The typed value, and what is written in its place if it is no such value."""
    if text.startswith(("#", "=")):
        return None, text
    if text.startswith("数字 "):
        return None, int(text.removeprefix("数字 "))
    if column.kind is Kind.TEXT or not text:
        return text.replace("<br>", "\n") or None, None
    if column.kind.shape:
        try:
            return datetime.strptime(text, column.kind.shape), None
        except ValueError:
            return None, text
    number = parse_share(text) if column.kind is Kind.RATE else parse_yuan(text)
    if number is None:
        return None, text
    units = number * (column.kind.parts or 1)
    if column.formula or (column.kind.parts and units % 1):
        return None, float(number)
    return (int(units) if column.kind.parts else float(units)), None
