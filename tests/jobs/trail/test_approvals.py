"""What was approved is written down by the night that sees it, and an approval is of that alone."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from xlplan.excel.frames import typed
from xlplan.excel.masters import workbook
from xlplan.findings import CannotRun
from xlplan.jobs.check import check
from xlplan.jobs.clock.performance import perform
from xlplan.jobs.desk import Desk
from xlplan.jobs.nightly import Outcome
from xlplan.jobs.trail.approvals import bind, bound
from xlplan.jobs.trail.chain import chain
from xlplan.jobs.trail.verify import verify
from xlplan.ledger.approvals import edits
from xlplan.ledger.commitments import funnel
from xlplan.tables import MASTERS, REQUIRED, starting
from xlplan.tables.claims import Approval, Claim
from xlplan.tables.office import NIGHTLY, Department, Staff

TODAY = date(2026, 11, 30)
SIGNED = (("证明", "钱老师", 3, "同意"), ("部门", "王主任", 4, "同意"), ("总务", "刘总务", 5, "同意"))
AGAIN = (
    ("总务", "刘总务", 6, "退回"),
    ("证明", "钱老师", 9, "同意"),
    ("部门", "王主任", 9, "同意"),
    ("总务", "刘总务", 10, "同意"),
)
Steps = tuple[tuple[str, str, int, str], ...]


def put(
    office: Path,
    yuan: int = 300,
    payee: str = "五金店",
    account: str = "6222000011112222",
    steps: Steps = SIGNED,
) -> None:
    """Write claims.xlsx with one claim of November and what was signed."""
    claim = (
        "甲1",
        date(2026, 11, 3),
        "报销",
        "总务处",
        "周师傅",
        "修水管",
        yuan * 100,
        "支01",
        "公用经费",
        payee,
        account,
        "已批准",
    )
    frames = {
        Claim: typed(
            Claim, [claim],
            (
                Claim.number, Claim.date, Claim.kind, Claim.department, Claim.handler, Claim.purpose, Claim.amount,
                Claim.budget, Claim.fund, Claim.payee, Claim.payee_account, Claim.state,
            ),
        ),
        Approval: typed(
            Approval, [("甲1", step, who, date(2026, 11, day), says) for step, who, day, says in steps],
            (Approval.claim, Approval.step, Approval.approver, Approval.date, Approval.opinion),
        ),
    }  # fmt: skip
    (office / "workbooks/claims.xlsx").write_bytes(workbook(MASTERS["claims.xlsx"], frames, spare=1))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """An office that keeps claims."""
    (tmp_path / "workbooks").mkdir()
    (tmp_path / "xlplan.toml").write_text("")
    frames = starting.frames() | {
        Department: typed(Department, [("总务处", "王主任", "")]),
        Staff: typed(
            Staff,
            [("1", "钱老师", "总务处", "教师"), ("2", "王主任", "总务处", "主任"), ("3", "刘总务", "总务处", "总务主任")],
            (Staff.number, Staff.name, Staff.department, Staff.post),
        ),
    }  # fmt: skip
    for name in REQUIRED:
        (tmp_path / "workbooks" / name).write_bytes(workbook(MASTERS[name], frames, spare=1))
    put(tmp_path)
    return Desk(tmp_path, TODAY, now=lambda: datetime(2026, 11, 30, 22, 0, tzinfo=UTC))


def told(desk: Desk) -> list[tuple[str, str]]:
    """The cells that APV-06 accuses, and what it says of them."""
    return [(own.ref.cell, own.message) for own in check(desk).judgement.findings if own.rule.id == "APV-06"]


def test_a_night_writes_down_what_it_sees_approved_and_the_next_one_has_nothing_to_add(desk: Desk) -> None:
    perform(desk, NIGHTLY, lambda own: Outcome(check=check(own)))
    (record,) = [own for own in chain(desk.office) if own.kind == "approval"]
    assert record.content["claims"]["甲1"]["said"]["金额"] == "300.00"
    assert desk.books().bound["甲1"].day == date(2026, 11, 5)
    assert bind(desk, desk.books()) is None
    assert verify(desk.office).misfit is None


def test_an_edit_of_what_was_approved_voids_the_approval_and_says_what_it_was(desk: Desk) -> None:
    bind(desk, desk.books())
    assert told(desk) == []
    put(desk.office, yuan=3000, payee="五金行")
    assert told(desk) == [
        ("G2", "单子 甲1 在 2026-11-05 批准的时候，金额是“300.00”，现在是“3,000.00”，这次审批作废。"),
        ("K2", "单子 甲1 在 2026-11-05 批准的时候，收款人是“五金店”，现在是“五金行”，这次审批作废。"),
    ]
    put(desk.office, payee="五金行")
    assert edits(desk.books())["现在"].tolist() == ["五金行"]
    assert funnel(desk.books(), TODAY).loc["支01", ["申请中", "已批未付"]].tolist() == [0, 300_00]


def test_an_account_number_is_told_by_its_end_only(desk: Desk) -> None:
    bind(desk, desk.books())
    put(desk.office, account="6222000011113333")
    ((_, message),) = told(desk)
    assert "“****2222”，现在是“****3333”" in message


def test_what_was_sent_back_may_be_changed_and_is_approved_anew(desk: Desk) -> None:
    bind(desk, desk.books())
    put(desk.office, yuan=450, steps=(*SIGNED, AGAIN[0]))
    assert told(desk) == []
    put(desk.office, yuan=450, steps=(*SIGNED, *AGAIN))
    assert told(desk) == []
    assert bind(desk, desk.books()) is not None
    put(desk.office, yuan=460, steps=(*SIGNED, *AGAIN))
    assert [cell for cell, _ in told(desk)] == ["G2"]


def test_a_signature_dated_otherwise_approves_nothing_anew(desk: Desk) -> None:
    bind(desk, desk.books())
    put(desk.office, yuan=450, steps=(*SIGNED[:2], ("总务", "刘总务", 6, "同意")))
    assert [cell for cell, _ in told(desk)] == ["G2"]
    assert bind(desk, desk.books()) is None


def test_a_return_put_in_above_the_old_signatures_approves_nothing_anew(desk: Desk) -> None:
    bind(desk, desk.books())
    put(desk.office, yuan=450, steps=(("证明", "钱老师", 3, "退回"), *SIGNED))
    assert [cell for cell, _ in told(desk)] == ["G2"]
    assert bind(desk, desk.books()) is None


@pytest.mark.parametrize(
    "returned", [(*SIGNED, ("总务", "刘总务", 5, "退回")), (*SIGNED[:2], ("总务", "刘总务", 5, "退回"))]
)
def test_what_was_sent_back_and_signed_again_on_the_same_day_is_guarded_anew(
    desk: Desk, returned: Steps
) -> None:
    bind(desk, desk.books())
    again = (*returned, *((*step[:2], 5, "同意") for step in SIGNED))
    put(desk.office, yuan=450, steps=again)
    assert told(desk) == []
    assert bind(desk, desk.books()) is not None
    assert bind(desk, desk.books()) is None
    put(desk.office, yuan=460, steps=again)
    assert [cell for cell, _ in told(desk)] == ["G2"]


def test_what_is_not_approved_is_not_written_down(desk: Desk) -> None:
    put(desk.office, steps=SIGNED[:2])
    assert bind(desk, desk.books()) is None


def test_an_office_without_claims_has_nothing_to_write_down(desk: Desk) -> None:
    (desk.office / "workbooks/claims.xlsx").unlink()
    assert bind(desk, desk.books()) is None


def test_a_record_that_does_not_tell_is_refused(desk: Desk) -> None:
    record = bind(desk, desk.books())
    assert record
    path = next((desk.office / "records/trail").iterdir())
    said = json.loads(path.read_text(encoding="utf-8"))
    assert said["kind"] == "approval"
    broken = type(record)(record.number, record.kind, record.at, record.day, {"claims": {"甲1": {}}}, "")
    with pytest.raises(CannotRun, match="第 1 号记录（审批）读不懂"):
        bound([broken])
