"""A small office whose year is over: its months closed, the year's end transferred, a cheque and an interest open at the bank."""

import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd
import pytest

from xlplan.excel.frames import typed
from xlplan.excel.masters import workbook
from xlplan.excel.table import Table
from xlplan.jobs.desk import Desk
from xlplan.jobs.trail.periods import close
from xlplan.tables import ABOUT, MASTERS, OPTIONAL, starting
from xlplan.tables.assets import AssetCard, AssetCount, DepreciationMonth
from xlplan.tables.budget import BudgetLine
from xlplan.tables.ledger import BankEntry, CashCount, CashEntry, OpeningBalance, VoucherLine
from xlplan.tables.office import BankAccount, Department, Office, Parameter, SpecialDay, Staff, Term
from xlplan.tables.plan import Target, WorkItem
from xlplan.tables.stores import Issue, Item, Receipt, StockTake

NOW = datetime(2027, 1, 4, 9, 0, tzinfo=UTC)
YEAR_END = date(2026, 12, 31)
TERM = "2026年秋季学期"
_KEPT = ("assets.xlsx", "stores.xlsx")
_NUMBER = "8210330180012600457"

Line = tuple[str, int, int]


def _voucher(
    day: date, number: str, summary: str, kind: str, budget: str, *lines: Line
) -> Iterator[tuple[object, ...]]:
    for account, debit, credit in lines:
        used = budget if account[0] in "67" else ""
        yield day, number, summary, account, debit, credit, used, kind, 1, "张华", "李明", day, "已记账"


def _vouchers() -> Iterator[tuple[object, ...]]:
    for month in (11, 12):
        day = date(2026, month, 28)
        yield from _voucher(
            day, "记-1", f"计提{month}月折旧", "普通", "", ("5101", 10_00, 0), ("1602", 0, 10_00)
        )
    yield from _voucher(
        date(2026, 11, 5), "记-2", "收到公用经费拨款", "普通", "收01",
        ("100201", 500_00, 0), ("4001", 0, 500_00), ("800102", 500_00, 0), ("6001", 0, 500_00),
    )  # fmt: skip
    yield from _voucher(
        date(2026, 11, 12), "记-3", "购显微镜一台", "普通", "支01",
        ("1601", 600_00, 0), ("100201", 0, 600_00), ("7201", 600_00, 0), ("800102", 0, 600_00),
    )  # fmt: skip
    yield from _voucher(
        date(2026, 12, 30), "记-2", "付十二月办公用品款", "普通", "支01",
        ("5101", 300_00, 0), ("100201", 0, 300_00), ("7201", 300_00, 0), ("800102", 0, 300_00),
    )  # fmt: skip
    yield from _voucher(
        date(2026, 12, 31), "记-3", "十二月领用物品", "普通", "", ("5101", 20_00, 0), ("1302", 0, 20_00)
    )


def transfer() -> Iterator[tuple[object, ...]]:
    """What the accounting centre books at the year's end."""
    yield from _voucher(
        YEAR_END, "记-4", "年末结转收入和费用", "结账", "收01",
        ("4001", 500_00, 0), ("3301", 0, 500_00), ("3301", 340_00, 0), ("5101", 0, 340_00),
        ("3301", 160_00, 0), ("3302", 0, 160_00), ("3302", 160_00, 0), ("3001", 0, 160_00),
        ("6001", 500_00, 0), ("8101", 0, 500_00), ("8101", 900_00, 0), ("7201", 0, 900_00),
    )  # fmt: skip


def _openings() -> list[tuple[object, ...]]:
    return [
        ("1001", "", 100_00, 0), ("100201", "基本户", 1500_00, 0), ("1302", "", 60_00, 0), ("1601", "", 1200_00, 0),
        ("1602", "", 0, 1200_00), ("3001", "", 0, 1660_00), ("800102", "", 1600_00, 0), ("8101", "", 0, 1600_00),
    ]  # fmt: skip


def frames(transferred: bool = True) -> dict[type[Table], pd.DataFrame]:
    """The sheets of the office on the last day of its year."""
    own = starting.frames()
    told = [*_vouchers(), *(transfer() if transferred else ())]
    opening = (
        OpeningBalance.account,
        OpeningBalance.bank_account,
        OpeningBalance.debit,
        OpeningBalance.credit,
    )
    return own | {
        Office: typed(Office, [("单位名称", "松坪小学"), ("学段", "小学"), ("发文机关代字", "松小发"), ("校长", "李明")]),
        Department: typed(Department, [("总务处", "张华", "")]),
        Staff: typed(
            Staff,
            [(f"{at}", name, "总务处", post, "行政后勤", "在岗") for at, (name, post) in enumerate((("张华", "会计"), ("李明", "校长"), ("王芳", "出纳")), 1)],
        ),
        BankAccount: typed(BankAccount, [("基本户", "100201", "信用社", _NUMBER)]),
        Term: typed(Term, [(TERM, "第一学月", date(2026, 9, 1), date(2026, 9, 30)), (TERM, "第五学月", date(2027, 1, 4), date(2027, 1, 22))]),
        SpecialDay: typed(SpecialDay, [(date(2026, 5, 1), "放假", "旧的", ""), (date(2027, 1, 1), "放假", "元旦", "国办发明电〔2026〕9号")]),
        Parameter: own[Parameter].assign(**{Parameter.document: "示例〔2025〕1号"}),
        BudgetLine: typed(
            BudgetLine,
            [("收01", "2026", "收入", "其他资金", "2050202", "", "公用经费拨款", 1000_00, "总务处"),
             ("支01", "2026", "支出", "其他资金", "2050202", "30201", "办公费", 1000_00, "总务处")],
            (BudgetLine.number, BudgetLine.year, BudgetLine.direction, BudgetLine.fund, BudgetLine.function,
             BudgetLine.economic, BudgetLine.project, BudgetLine.original, BudgetLine.department),
        ),
        OpeningBalance: typed(OpeningBalance, _openings(), opening),
        VoucherLine: typed(VoucherLine, told),
        CashEntry: typed(CashEntry, []),
        BankEntry: typed(
            BankEntry,
            [("基本户", date(2026, 11, 5), "记-2", "收到公用经费拨款", "县财政局", "4001", 500_00, 0, date(2026, 11, 5)),
             ("基本户", date(2026, 11, 12), "记-3", "购显微镜一台", "县教学仪器公司", "4002", 0, 600_00, date(2026, 11, 12)),
             ("基本户", date(2026, 12, 30), "记-2", "付十二月办公用品款", "新华文体商行", "7001", 0, 300_00, date(2026, 12, 30))],
        ),
        CashCount: typed(CashCount, []),
        Item: typed(Item, [("W001", "复印纸", "", "", "包", 30_000, 60_00, 0), ("W002", "粉笔", "", "", "盒", 0, 0, 0)],
                    (Item.number, Item.name, Item.specification, Item.category, Item.unit, Item.opening_quantity, Item.opening_amount, Item.minimum)),
        Receipt: typed(Receipt, []),
        Issue: typed(Issue, [("CK2026-001", date(2026, 12, 20), "W001", 10_000, 20_00, "总务处", "王芳", "印资料", "记-3")]),
        StockTake: typed(
            StockTake,
            [(date(2026, 12, 31), "W001", 20_000, 20_000, "", "张华", "李明"), (date(2026, 12, 31), "W002", 0, 0, "", "张华", "李明")],
        ),
        AssetCard: typed(
            AssetCard,
            [_card("ZC-0001", "天平", date(2020, 3, 2), "", 1200_00, 1200_00), _card("ZC-0002", "显微镜", date(2026, 11, 12), "记-3", 600_00, 0)],
        ),
        DepreciationMonth: typed(
            DepreciationMonth, [(pd.Timestamp(2026, month, 1), 0, 10_00, "记-1", "张华") for month in (11, 12)]
        ),
        AssetCount: typed(
            AssetCount,
            [(date(2026, 12, 15), f"ZC-000{at}", 1, 1, "相符", "", "王芳", "张华", "李明") for at in (1, 2)],
        ),
        Target: typed(Target, [(TERM, "资产账实相符率", "100%", "", date(2027, 1, 15), "张华")]),
        WorkItem: typed(
            WorkItem,
            [(TERM, "第五学月", date(2027, 1, 11), date(2027, 1, 15), "期末盘点库房", "否", "总务处", "张华", "账实相符", "未开始", None, "")],
        ),
    }  # fmt: skip


def _card(number: str, name: str, entered: date, voucher: str, cost: int, worn: int) -> tuple[object, ...]:
    return (number, name, "设备", "仪器", "", "购置", entered, entered, voucher, "", 1, "台", cost, 5, worn,
            "实验室", "总务处", "王芳", "在用", None, "")  # fmt: skip


NOVEMBER = [("2026-11-06", "县财政局", 500_00, "4001"), ("2026-11-12", "县教学仪器公司", -600_00, "4002")]
DECEMBER = [("2026-12-21", "", 15_00, "")]
JANUARY = [("2027-01-05", "新华文体商行", -300_00, "7001")]


def statement(rows: list[tuple[str, str, int, str]], opening: int, month: str) -> str:
    """A statement as a bank gives it."""
    lines = [f"账号：{_NUMBER}", "交易日期,对方户名,收入金额,支出金额,余额,凭证号码,摘要"]
    for day, party, fen, slip in rows:
        opening += fen
        income, spending = (f"{fen / 100:.2f}", "") if fen > 0 else ("", f"{-fen / 100:.2f}")
        lines.append(
            f"{day},{party},{income},{spending},{opening / 100:.2f},{slip},{'拨款' if fen == 500_00 else '货款' if fen < 0 else '利息'}"
        )
    return "\n".join(lines)


def write(office: Path, sheets: dict[type[Table], pd.DataFrame]) -> None:
    """The masters of an office."""
    for name, tables in MASTERS.items():
        if name not in OPTIONAL or name in _KEPT:
            content = workbook(tables, sheets, lists=sheets, about=ABOUT[name], spare=20)
            (office / "workbooks").mkdir(parents=True, exist_ok=True)
            (office / "workbooks" / name).write_bytes(content)
    (office / "bank").mkdir(exist_ok=True)
    for month, rows, opening in (("2026-11", NOVEMBER, 1500_00), ("2026-12", DECEMBER, 1400_00)):
        (office / "bank" / f"基本户 {month}.csv").write_text(
            statement(rows, opening, month), encoding="utf-8"
        )
    (office / "xlplan.toml").write_text("# 设置\nnotify = []\ntoday = 2026-12-31\n", encoding="utf-8")


def desk_of(office: Path, day: date = date(2027, 1, 4)) -> Desk:
    return Desk(office, day, now=lambda: NOW)


@pytest.fixture(scope="session")
def closed_year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The office with its months closed; who changes it takes a copy."""
    office = tmp_path_factory.mktemp("year") / "2026"
    write(office, frames())
    for month in ("2026-11", "2026-12"):
        closing = close(desk_of(office), month)
        assert closing.record, (
            month,
            [f"{found.rule.id} {found.ref} {found.message}" for found in closing.findings],
            closing.reasons,
        )
    return office


@pytest.fixture
def old(closed_year: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(closed_year, tmp_path / "2026"))
