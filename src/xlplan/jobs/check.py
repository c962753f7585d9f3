"""检查：把所有规则在台账上过一遍。"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from xlplan.excel.report import Report
from xlplan.findings import CannotRun
from xlplan.jobs.desk import Desk, choose_master
from xlplan.reports.check_result import check_result
from xlplan.rules.judge import Judgement, judge
from xlplan.tables.books import Books

RESULT = "检查结果.xlsx"
"""The paper of a check, in the folder of its month."""


@dataclass(frozen=True)
class Check:
    """What a check saw: the books, what the rules say of them, and what could not be read."""

    books: Books
    judgement: Judgement
    refused: dict[str, str]
    """Workbook that was asked for, statement file (bank/NAME), or records -> why it cannot be read."""

    def result(self) -> Sequence[Report]:
        """The sheets of the paper that lists what was found."""
        return check_result(self.judgement, self.books, "../../workbooks/")


def check(desk: Desk, asked: Sequence[str] = (), month: str = "") -> Check:
    """检查台账。

    不写工作簿就查全部；写了就只列出那些工作簿里的问题（别的台账照样读来对照）。
    写的是副本的路径时，用副本代替台账。只看一个月时写月份 YYYY-MM。
    """
    if month:
        desk.begun(month)
    refused: dict[str, str] = {}
    chosen: dict[str, Path] = {}
    for name in asked:
        try:
            master, path = choose_master(name, desk)
            if master in chosen:
                raise CannotRun(f"{name} 和 {chosen[master].name} 都是 {master}，一次只能查一个。")
            chosen[master] = path
        except CannotRun as reason:
            refused[name] = str(reason)
    books = desk.books(chosen)
    found = judge(books, month, set(chosen) if asked else None)
    books = replace(books, refused={**books.refused, **books.centre.refused})
    refused |= {name: reason for name, reason in books.refused.items() if not asked or name in chosen}
    if books.unsealed:
        refused["records"] = books.unsealed
    return Check(books, found, refused)
