"""What has changed between a snapshot and now, or two snapshots, is told row by row in the clerk's words."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from xlplan.excel.frames import Frames, typed
from xlplan.excel.masters import workbook
from xlplan.jobs.desk import Desk
from xlplan.jobs.trail.diff import diff
from xlplan.jobs.trail.snapshot import snapshot
from xlplan.jobs.trail.states import Fate
from xlplan.screen.diff import document, text
from xlplan.tables.ledger import CashEntry, OpeningBalance
from xlplan.tables.office import Alias, BankAccount
from xlplan.tables.plan import Target

from .conftest import zipped

DAY = date(2026, 10, 8)
ELECTRICITY = (DAY, "记-12", "付电费", "5001", 0, 120_00, DAY)
WATER = (DAY, "记-13", "付水费", "5001", 0, 80_00, DAY)
FEES = (DAY, "记-14", "收伙食费", "2307", 900_00, 0, DAY)
WATCHED = "ledger.xlsx"
FIRST = "第 1 号快照（2026-11-29 22:00）和现在的台账比："


def ledger(desk: Desk, *rows: tuple[object, ...]) -> Path:
    """The cash day book of an office, which has no other sheet."""
    path = desk.office / "workbooks" / WATCHED
    path.write_bytes(workbook((OpeningBalance, CashEntry), {CashEntry: typed(CashEntry, rows)}))
    return path


def edited(path: Path, change: Callable[[Any], object]) -> None:
    """Save a workbook as a program other than ours does, after a change to it."""
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)


def told(desk: Desk, *numbers: int) -> list[str]:
    return list(text(diff(desk, *numbers)))


def only_sheet(desk: Desk) -> Any:
    """What programs read of the one sheet that has changed."""
    sheets: Any = document(diff(desk))["sheets"]
    assert len(sheets) == 1
    return sheets[0]


@pytest.fixture
def path(desk: Desk) -> Path:
    """A ledger of which there is a snapshot."""
    path = ledger(desk, ELECTRICITY, WATER, FEES)
    snapshot(desk)
    return path


def test_where_nothing_was_done_nothing_has_changed(desk: Desk, path: Path) -> None:
    assert told(desk) == [FIRST, "没有变化。"]


def test_an_edited_cell_is_told_by_its_voucher_with_the_old_and_the_new_value(desk: Desk, path: Path) -> None:
    ledger(desk, (*ELECTRICITY[:5], 1200_00, DAY), WATER, FEES)
    assert told(desk) == [
        FIRST,
        "变了 workbooks/ledger.xlsx",
        "  凭证 记-12 支出 120.00 → 1,200.00（2026-10-08，现金日记账!F2）",
    ]
    sheet = only_sheet(desk)
    assert sheet["edited"] == [
        {"cell": "F2", "column": "支出", "row_before": 2, "old": "120.00", "new": "1200.00"}
    ]


def test_an_inserted_row_is_one_change(desk: Desk, path: Path) -> None:
    ledger(desk, (DAY, "记-11", "付话费", "5001", 0, 30_00, DAY), ELECTRICITY, WATER, FEES)
    assert told(desk)[2:] == [
        "  新增 凭证 记-11：摘要 付话费，对方科目 5001，支出 30.00，登记日期 2026-10-08（2026-10-08，现金日记账!A2）"
    ]
    sheet = only_sheet(desk)
    assert (sheet["edited"], sheet["removed"], sheet["moved"]) == ([], [], [])
    assert sheet["added"] == [
        {
            "row": 2,
            "cells": {
                "日期": "2026-10-08", "凭证号": "记-11", "摘要": "付话费", "对方科目": "5001", "收入": "0.00", "支出": "30.00",
                "余额": "-30.00", "登记日期": "2026-10-08",
            },
        }
    ]  # fmt: skip


def test_programs_too_get_no_more_than_the_end_of_an_account_number(desk: Desk) -> None:
    for number in ("8210330180012600457", "8210330180012600466"):
        frames: Frames = {BankAccount: typed(BankAccount, [("基本户", "100201", "农商行", number)])}
        (desk.office / "workbooks" / "office.xlsx").write_bytes(workbook((BankAccount,), frames))
        if number.endswith("7"):
            snapshot(desk)
    sheet = only_sheet(desk)
    assert [(cell["old"], cell["new"]) for cell in sheet["edited"]] == [("****0457", "****0466")]


def test_two_snapshots_are_compared_with_each_other(desk: Desk, path: Path) -> None:
    ledger(desk, ELECTRICITY, FEES)
    snapshot(desk)
    ledger(desk)
    first, _, *lines = told(desk, 1, 2)
    assert first == "第 1 号快照（2026-11-29 22:00）和第 2 号快照（2026-11-29 22:00）比："
    assert [line[:13] for line in lines] == ["  删除 凭证 记-13："]
    assert [line[:13] for line in told(desk)[2:]] == ["  删除 凭证 记-12：", "  删除 凭证 记-14："]
    assert len(told(desk, 1)[2:]) == 3


def test_a_cell_that_cannot_be_read_is_told_and_its_row_is_neither_gone_nor_edited(
    desk: Desk, path: Path
) -> None:
    edited(path, lambda book: book["现金日记账"].__setitem__("F3", "约八十"))
    assert told(desk)[2:] == ["  现金日记账!F3 现在读不出来，没有比：“支出”填的是“约八十”，不是数字。"]
    sheet = only_sheet(desk)
    assert sheet["unread"]["after"] == [{"cell": "F3", "reason": "“支出”填的是“约八十”，不是数字。"}]
    snapshot(desk)
    ledger(desk, ELECTRICITY, WATER, FEES)
    assert told(desk)[2:] == ["  现金日记账!F3 原来读不出来，没有比：“支出”填的是“约八十”，不是数字。"]


def test_a_workbook_that_was_only_saved_again_has_changed_in_no_cell(desk: Desk, path: Path) -> None:
    edited(path, lambda book: book["现金日记账"].__getitem__("A2"))
    snapshot(desk)
    edited(path, lambda book: setattr(book["现金日记账"].row_dimensions[2], "height", 40))
    assert told(desk)[2:] == ["  格里的内容没有变，只是重新保存过，或者改了格式。"]


def test_what_stands_beside_our_rows_and_on_other_sheets_is_told_as_changed(desk: Desk, path: Path) -> None:
    def add(book: Any) -> None:
        for name in ("备忘", "不再用的"):
            book.create_sheet(name)["A1"] = "先记在这里"

    def change(book: Any) -> None:
        del book["不再用的"]
        book["备忘"]["A1"] = "改了"
        book.create_sheet("新的")["A1"] = "一"
        book["现金日记账"]["K1"] = "旁边的字"

    edited(path, add)
    snapshot(desk)
    edited(path, change)
    assert told(desk)[2:] == [
        "  “现金日记账”的各行没有变，表头、合计、公式算的数或表外的格变了。",
        "  变了 工作表“备忘”",
        "  没有了 工作表“不再用的”",
        "  新增 工作表“新的”",
    ]


def test_a_sheet_of_ours_that_is_gone_is_one_line(desk: Desk, path: Path) -> None:
    edited(path, lambda book: book.remove(book["现金日记账"]))
    assert told(desk)[2:] == ["  没有了 工作表“现金日记账”"]


def test_statements_and_templates_are_told_by_their_names(desk: Desk, path: Path) -> None:
    (desk.office / "bank" / "基本户 2026-10.csv").write_bytes(b"other")
    (desk.office / "bank" / "基本户 2026-11.csv").write_bytes(b"new")
    (desk.office / "templates" / "通知.docx").unlink()
    assert diff(desk).files == {
        "bank/基本户 2026-10.csv": Fate.CHANGED,
        "bank/基本户 2026-11.csv": Fate.ADDED,
        "templates/通知.docx": Fate.REMOVED,
    }


def test_a_master_that_cannot_be_opened_now_is_told_and_the_others_are_compared(
    desk: Desk, path: Path
) -> None:
    plan = desk.office / "workbooks" / "plan.xlsx"
    plan.write_bytes(workbook((Target,), {}))
    snapshot(desk)
    plan.write_bytes(plan.read_bytes()[:-9])
    ledger(desk, WATER, FEES)
    lines = told(desk)
    assert lines[2].startswith("  删除 凭证 记-12")
    assert lines[3:] == [
        "变了 workbooks/plan.xlsx",
        "  没法逐行比，现在的打不开：plan.xlsx 不完整，可能正在保存或已损坏，请关闭 Excel 后重试。",
    ]


@pytest.mark.usefixtures("no_pause")
def test_a_file_that_a_snapshot_skipped_is_not_told_as_gone(desk: Desk, path: Path) -> None:
    path.write_bytes(zipped("账" * 99)[:-9])
    snapshot(desk)
    ledger(desk, ELECTRICITY)
    assert told(desk) == [
        "第 2 号快照（2026-11-29 22:00）和现在的台账比：",
        "没法比 workbooks/ledger.xlsx：ledger.xlsx 不完整，可能正在保存或已损坏。",
    ]


def test_the_headers_of_the_office_are_known(desk: Desk) -> None:
    """Those of 别名, as they are taught at each time."""
    own = typed(Alias, [(WATCHED, "现金日记账", "支出", "付出金额")])
    (desk.office / "workbooks" / "office.xlsx").write_bytes(workbook((Alias,), {Alias: own}))
    for amount in (120_00, 1200_00):
        path = ledger(desk, (*ELECTRICITY[:5], amount, DAY))
        edited(path, lambda book: book["现金日记账"].__setitem__("F1", "付出金额"))
        snapshot(desk)
    assert told(desk, 1, 2)[2:] == ["  凭证 记-12 支出 120.00 → 1,200.00（2026-10-08，现金日记账!F2）"]


def test_beyond_a_hundred_the_changes_of_a_sheet_are_counted(desk: Desk, path: Path) -> None:
    more = ((DAY, f"记-{number}", "付话费", "5001", 0, number, DAY) for number in range(20, 132))
    ledger(desk, ELECTRICITY, WATER, FEES, *more)
    lines = told(desk)
    assert len(lines) == 2 + 100 + 1
    assert lines[-1] == "  “现金日记账”还有 12 处没有列出。"
