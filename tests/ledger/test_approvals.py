"""The policy of 参数 says who must sign a claim; 审批 says who did and when."""

from datetime import date

import pandas as pd
import pytest

from xlplan.excel.frames import typed
from xlplan.excel.sheets import Sheet
from xlplan.ledger.approvals import approvals, signed
from xlplan.tables.books import Books, Waiting
from xlplan.tables.claims import Approval, Claim
from xlplan.tables.office import Department, Parameter, Staff

TODAY = date(2026, 11, 30)
STAFF = (
    ("张老师", "教导处", "教师"), ("王主任", "教导处", "教导主任"), ("刘总务", "总务处", "总务主任"),
    ("陈副", "校长室", "副校长"), ("何副", "校长室", "副校长兼会计"), ("周校长", "校长室", "校长"),
)  # fmt: skip


def office(policy: str, *signed: str, fen: int = 100_000, state: str = "已批准") -> Books:
    """An office with one claim of 教导处; ``policy``: 环节=谁签 …, ``signed``: 环节 审批人 MM-DD, with 意见 where it is not 同意."""
    rows = [(f"审批环节：{step}", who) for step, who in (one.split("=") for one in policy.split())]
    rows += [("审批起点：集体", "10000"), ("审批起点：校长", "2000")]
    approvals = []
    for words in signed:
        step, approver, day, opinion = (*words.split(), "同意")[:4]
        approvals.append(("BX1", step, approver, date.fromisoformat(f"2026-{day}"), opinion))
    claim = ("BX1", date(2026, 11, 2), fen, "教导处", "张老师", state)
    frames = {
        Parameter: typed(Parameter, rows, (Parameter.name, Parameter.value)),
        Staff: typed(Staff, STAFF, (Staff.name, Staff.department, Staff.post)),
        Department: typed(Department, [("教导处", "王主任")], (Department.name, Department.head)),
        Claim: typed(
            Claim, [claim],
            (Claim.number, Claim.date, Claim.amount, Claim.department, Claim.handler, Claim.state),
        ),
        Approval: typed(
            Approval, approvals,
            (Approval.claim, Approval.step, Approval.approver, Approval.date, Approval.opinion),
        ),
    }  # fmt: skip
    return Books(TODAY, {table: Sheet(table, frame) for table, frame in frames.items()})


def day(policy: str, *signatures: str, fen: int = 100_000, state: str = "已批准") -> str:
    """The day of approval, "" where there is none."""
    found = signed(office(policy, *signatures, fen=fen, state=state))[2]
    return "" if pd.isna(found) else f"{found:%m-%d}"


CHAIN = "部门=部门负责人 总务=总务主任 校长=校长"


def test_a_claim_is_approved_on_the_day_of_its_last_signature() -> None:
    assert day(CHAIN, "部门 王主任 11-03", "总务 刘总务 11-05") == "11-05"
    assert day(CHAIN, "部门 王主任 11-03") == ""


def test_a_step_is_needed_from_its_amount_on() -> None:
    signed = "部门 王主任 11-03", "总务 刘总务 11-05"
    assert day(CHAIN, *signed, fen=199_999) == "11-05"
    assert day(CHAIN, *signed, fen=200_000) == ""
    assert day(CHAIN, *signed, "校长 周校长 11-06", fen=200_000) == "11-06"


def test_only_he_who_may_sign_a_step_gives_it() -> None:
    assert day(CHAIN, "部门 张老师 11-03", "总务 刘总务 11-05") == ""
    found = approvals(office(CHAIN, "部门 张老师 11-03", "总务 刘总务 11-05"))
    assert found.signatures["合格"].tolist() == [False, True]
    assert found.steps["已签"].tolist() == [1, 1]


def test_one_of_several_is_enough_and_the_first_one_counts() -> None:
    assert day("分管=任一：副校长、校长", "分管 陈副 11-03", "分管 周校长 11-05") == "11-03"


def test_two_of_several_are_two_people() -> None:
    policy = "分管=任二：副校长、校长"
    assert day(policy, "分管 陈副 11-03", "分管 陈副 11-04") == ""
    assert day(policy, "分管 陈副 11-03", "分管 何副 11-06") == "11-06"


def test_posts_without_a_word_before_them_have_to_sign_all() -> None:
    policy = "分管=副校长、校长"
    assert day(policy, "分管 陈副 11-03", "分管 何副 11-04") == ""
    assert day(policy, "分管 陈副 11-03", "分管 周校长 11-04") == "11-04"


def test_anybody_may_sign_where_the_policy_says_so() -> None:
    assert day("证明=教职工", "证明 周校长 11-03") == "11-03"
    assert day("证明=任二：教职工", "证明 周校长 11-03", "证明 刘总务 11-04") == "11-04"


def test_what_was_sent_back_begins_anew() -> None:
    signed = "部门 王主任 11-03", "总务 刘总务 11-04 退回"
    assert day(CHAIN, *signed, "总务 刘总务 11-06") == ""
    assert day(CHAIN, *signed, "部门 王主任 11-05", "总务 刘总务 11-06") == "11-06"


def test_a_claim_that_is_void_is_not_approved_whoever_signed() -> None:
    assert day(CHAIN, "部门 王主任 11-03", "总务 刘总务 11-05", state="作废") == ""


def test_a_policy_that_cannot_be_read_waits() -> None:
    with pytest.raises(Waiting, match="参数“审批环节”的值“任三：校长”看不懂"):
        signed(office("分管=任三：校长"))
    with pytest.raises(Waiting, match="参数“审批环节”没有值"):
        signed(office(""))
