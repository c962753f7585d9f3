"""Which steps a claim has to go through, who may sign each, who did, and on which day it was approved.

The policy is parameters. 审批环节：分管 says who signs a step, in the order of the sheet, which is that of the chain: one post;
several posts (A、B: all of them; 任一：A、B one, 任二：A、B、C two of them); 部门负责人, the head of the claim's department; 教职工, anybody.
审批起点：分管 is the amount from which a step is needed, 审批限额：校长 the most that a post may approve. Those in force on
the day of the claim count.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pandas as pd

from xlplan.tables import parameters
from xlplan.tables.books import Books, Waiting
from xlplan.tables.bound import BOUND, Bound, said
from xlplan.tables.claims import Approval, Claim
from xlplan.tables.links import beside, looked_up
from xlplan.tables.lists import listed
from xlplan.tables.office import Department, Parameter, Staff

STEPS, STARTS, LIMITS = "审批环节", "审批起点", "审批限额"
COLLECTIVE = "集体"
"""The step that minutes of a meeting stand for."""
APPROVED = ("已批准", "已付清")
"""What 状态 says of a claim that went through its chain."""
VOID = ("退回", "作废")
_ANYBODY, _HEAD = "教职工", "部门负责人"
_NUMERALS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5}
_SEVERAL = re.compile(f"任([{''.join(_NUMERALS)}])[:：]?(.+)")


@dataclass(frozen=True)
class Approvals:
    """The policy laid over the claims and over what was signed; 单行 is the Excel row of a claim everywhere."""

    steps: pd.DataFrame
    """A row for each step that each claim needs, in order: 单行, 环节, 次序, 谁签, 要签 (how many), 已签 (how many people did) and
    签齐日, the day on which enough had; 批准日 is that of those who may sign. NaT: not yet."""
    agreed: pd.DataFrame
    """The rows of 审批 that say 同意 and were not sent back later, index and order those of the sheet; with 单行, the signer's 岗位,
    and what the claim says, each header after a 单 (单经办)."""
    signatures: pd.DataFrame
    """Those of ``agreed`` to a step that is needed; with 次序, 谁签 and 合格 (whether he may sign)."""

    def days(self, column: str = "批准日") -> "pd.Series":
        """Claim row -> the day on which the last of its steps was signed, NaT where one is lacking."""
        days = self.steps.groupby("单行")[column]
        return days.max().where(days.count() == days.size())


def signed(books: Books) -> "pd.Series":
    """The day on which each claim (Excel row) was approved by all who have to, whatever it says now; NaT where it is not, was sent
    back, or is void.

    Raises Waiting where the policy cannot be read, NotKept where the office keeps no claims.
    """
    claims = books[Claim]
    return approvals(books).days().reindex(claims.index).where(~claims[Claim.state].isin(VOID))


def known(books: Books) -> "pd.Series":
    """Whether all that 审批 says of each claim (Excel row) can be read: of another one nothing is known to be lacking.

    Raises Waiting where a row that cannot be read does not say of which claim it is.
    """
    unread = books.unread(Approval).get(Approval.claim, pd.Series(dtype="str"))
    if (unread == "").any():
        raise Waiting(f"“{Approval.sheet}”有 {(unread == '').sum()} 行读不出来，也没有写是哪张单子的")
    return ~books[Claim][Claim.number].isin(unread)


def edits(books: Books) -> pd.DataFrame:
    """What was written anew in claims (index = Excel row, one for each cell) after a night had seen them approved.

    Adds 批准日, 栏 (the header), 原来 and 现在, as programs exchange them. What was sent back since may be changed. Raises like
    ``known``.
    """
    claims = books[Claim]
    number = claims[Claim.number]
    seen = pd.to_datetime(number.map({own: bound.day for own, bound in books.bound.items()}))
    stands = (number != "") & seen.notna() & ~_anew(books) & ~claims[Claim.state].isin(VOID) & known(books)
    now = said(claims[stands])
    before = pd.DataFrame([books.bound[own].said for own in number[stands]], now.index, now.columns, "str")
    before = before.fillna("")
    cells = pd.DataFrame({"原来": before.stack(), "现在": now.stack()})
    cells = cells[cells["原来"] != cells["现在"]].rename_axis(["行", "栏"]).reset_index("栏")
    # All columns first: one that is assigned to a frame without rows gives it rows.
    return claims.assign(批准日=seen).loc[cells.index].assign(**cells)


def as_approved(books: Books) -> pd.DataFrame:
    """报销单 with what was approved in place of what was written there afterwards; raises like ``edits``."""
    claims, told = books[Claim], edits(books)
    for column in BOUND:
        own = told.loc[told["栏"] == column, "原来"]
        if len(own):
            values = claims[column].copy()
            values[own.index] = [column.kind.given(before) for before in own]
            claims = claims.assign(**{column: values})
    return claims


def _anew(books: Books) -> "pd.Series":
    """Whether each claim was sent back after all that 审批 said of it when a night saw it approved: a signature that is dated
    otherwise, or a 退回 put in above it, approves nothing."""
    rows, number = books[Approval], books[Claim][Claim.number]
    place = rows.groupby(Approval.claim).cumcount() + 1
    against = rows[Approval.opinion] != "同意"
    last = looked_up(number, place[against].groupby(rows[Approval.claim]).max())
    had = pd.Series({own: bound.rows for own, bound in books.bound.items()}, dtype="float64")
    return last >= looked_up(number, had)


def binding(books: Books) -> dict[str, Bound]:
    """单号 -> what is approved now and no night has seen so, as it stands; raises like ``approved``."""
    days = signed(books)
    new = days.notna() & (~books[Claim][Claim.number].isin([*books.bound]) | _anew(books))
    claims, rows = books[Claim][new], books[Approval].groupby(Approval.claim).size()
    told = zip(claims[Claim.number], days[new], said(claims).to_dict("records"), strict=True)
    return {number: Bound(day.date(), content, int(rows[number])) for number, day, content in told if number}


def approvals(books: Books) -> Approvals:
    """All steps of all claims; raises Waiting and NotKept like ``approved``."""
    claims, rows = books[Claim], books[Approval]
    staff, departments, settings = books[Staff], books[Department], books[Parameter]

    def made() -> Approvals:
        steps = _needed(books, claims, settings)
        demands = _demands(steps["谁签"].unique())
        steps = steps.assign(要签=steps["谁签"].map(demands.groupby("谁签")["要签"].first()).astype("int64"))
        agreed = _agreed(rows, claims, staff)
        step = steps[["单行", Approval.step, "次序", "谁签"]]
        signed = beside(agreed, step, {"单行": "单行", Approval.step: Approval.step}, "")
        signed = signed[signed["行"] > 0]
        anyone = signed.assign(签行=signed.index, 算作=signed[Approval.approver])
        entitled = _entitled(anyone, departments, demands)
        steps[["已签", "签齐日"]] = _given(steps, anyone)
        steps["批准日"] = _given(steps, entitled)["签齐日"]
        return Approvals(steps, agreed, signed.assign(合格=signed.index.isin(entitled["签行"])))

    return books.once("approvals", made, of_day=False)


def _needed(books: Books, claims: pd.DataFrame, settings: pd.DataFrame) -> pd.DataFrame:
    """The steps that each claim needs by its day and amount, and who signs them; index from 1."""
    known = parameters.names(settings)
    names = known[known.str.startswith(f"{STEPS}：")].str.removeprefix(f"{STEPS}：").drop_duplicates()
    if names.empty:
        raise Waiting(f"参数“{STEPS}”没有值")
    parts = []
    for order, step in enumerate(names):
        row = books.setting(f"{STEPS}：{step}", claims[Claim.date])
        who = settings[Parameter.value].reindex(row).fillna("").array
        facts = {"单行": claims.index, Approval.step: step, "次序": order, "谁签": who}
        parts.append(claims[[Claim.date, Claim.amount]].assign(**facts)[row > 0])
    steps = pd.concat(parts).sort_values(["单行", "次序"])
    if len(steps):
        starts = books.amounts(STARTS, steps[Claim.date], steps[Approval.step])
        steps = steps[steps[Claim.amount] >= starts.fillna(0)]
    return steps.set_axis(pd.RangeIndex(1, 1 + len(steps)))


def _demands(texts: Iterable[str]) -> pd.DataFrame:
    """What 审批环节 says, a row for each post that may sign: 谁签, 岗位, 要签, and 各 where each of the posts has to."""
    rows = (row for text in texts for row in _demand(text))
    return pd.DataFrame(rows, columns=["谁签", "岗位", "要签", "各"])


def _demand(text: str) -> Iterator[tuple[str, str, int, bool]]:
    several = _SEVERAL.fullmatch(text)
    posts = listed(several[2] if several else text)
    count = _NUMERALS[several[1]] if several else len(posts)
    if not posts or (count > len(posts) and _ANYBODY not in posts):
        raise Waiting(f"参数“{STEPS}”的值“{text}”看不懂")
    return ((text, post, count, not several) for post in posts)


def _agreed(rows: pd.DataFrame, claims: pd.DataFrame, staff: pd.DataFrame) -> pd.DataFrame:
    """The signatures that stand, with the claim and the post of the signer."""
    against = (rows[Approval.opinion] != "同意")[::-1].astype("int64")
    sent_back = against.groupby(rows[Approval.claim]).cumsum().reindex(rows.index) > 0
    agreed = beside(rows[~sent_back], claims, {Approval.claim: Claim.number}, "单")
    agreed = agreed[agreed["单行"] > 0]
    post = beside(agreed, staff[[Staff.name, Staff.post]], {Approval.approver: Staff.name}, "人")[
        f"人{Staff.post}"
    ]
    own = agreed[Approval.position]
    return agreed.assign(岗位=post.where(own == "", own))


def posts_of(text: str) -> list[str]:
    """The posts of one person: 工会主席、 教导主任; 出纳兼报账员."""
    return listed(re.sub("[/兼]", "、", text)) or [""]


def _entitled(signed: pd.DataFrame, departments: pd.DataFrame, demands: pd.DataFrame) -> pd.DataFrame:
    """The signatures of those who may sign, once for each post by which they may; 算作 is what the policy counts: people, or posts."""
    head = beside(signed, departments, {f"单{Claim.department}": Department.name}, "部")[
        f"部{Department.head}"
    ]
    posts = signed["岗位"].map(posts_of)
    held = pd.concat(
        [
            signed.assign(岗位=posts).explode("岗位"),
            signed.assign(岗位=_ANYBODY),
            signed[signed[Approval.approver] == head].assign(岗位=_HEAD),
        ]
    )
    fits = held.merge(demands, on=["谁签", "岗位"])
    return fits.assign(算作=fits["算作"].where(~fits["各"].astype(bool), fits["岗位"]))


def _given(steps: pd.DataFrame, signed: pd.DataFrame) -> pd.DataFrame:
    """For each step how many of what counts have signed it, and the day on which they were enough."""
    step = ["单行", "次序"]
    first = signed.sort_values([Approval.date, "签行"]).drop_duplicates([*step, "算作"])
    asked = beside(first, steps[[*step, "要签"]], dict(zip(step, step, strict=True)), "步")["步要签"]
    days = first.assign(日=first[Approval.date].where(first.groupby(step).cumcount() < asked)).groupby(step)[
        "日"
    ]
    found = pd.DataFrame({"已签": days.size(), "签齐日": days.max()})
    found = found.reindex(pd.MultiIndex.from_frame(steps[step])).set_axis(steps.index)
    found["已签"] = found["已签"].fillna(0).astype("int64")
    return found.assign(签齐日=found["签齐日"].where(found["已签"] >= steps["要签"]))
