"""The buttons: what each is called, says of itself, and does. The docstring of what it does is its help."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from xlplan.addin.exchange import Answer, Mark, Request, State
from xlplan.findings import CannotRun, Finding

if TYPE_CHECKING:
    from xlplan.jobs.check import Check
    from xlplan.jobs.desk import Desk
    from xlplan.jobs.papers import Made

Press = Callable[[Request], Answer]

TITLE = "总务助手"
"""What the tab, the menu, the tool bar and the sheet with the buttons are called."""

_LISTED = 6
"""Findings that a message names; the marks and the paper have all of them."""
_LONGEST = 900
"""Characters of a message; a message box of Excel holds 1,024."""


@dataclass(frozen=True)
class Button:
    """A button of the ribbon, the menu, the tool bar and the demo workbook."""

    name: str
    """What macros and commands call it; ASCII."""
    label: str
    group: str
    help: str
    icon: str
    """The picture on the ribbon, one of Excel's own (imageMso)."""
    live: bool = False
    """Whether it looks at the workbook as it stands on the screen: the front end hands over a copy."""
    press: Press | None = None
    """What it does; None where the front end does it alone."""


def check_workbook(request: Request) -> Answer:
    """检查打开的工作簿，连没有保存的改动一起；别的台账按上次保存的对照。"""
    from xlplan.screen.check import waiting

    found, counts = _live(request)
    own = found.judgement.findings
    lines = [counts, *map(_line, own[:_LISTED])]
    if len(own) > _LISTED:
        lines.append(f"还有 {len(own) - _LISTED} 个；点“标出问题”，在格里看全部。")
    first = next((finding.ref for finding in own if finding.ref.cell), None)
    goto = (first.sheet, first.cell) if first else None
    return Answer(State.FINDINGS if own else State.DONE, _told([*lines, *waiting(found)]), goto=goto)


def check_all(request: Request) -> Answer:
    """检查单位的全部台账，写出检查结果。"""
    from xlplan.excel.papers import paper
    from xlplan.jobs.check import RESULT, check
    from xlplan.screen.check import counts_text, not_kept, waiting

    desk = _desk(request)
    found = check(desk)
    path = desk.write(RESULT, paper(found.result()))
    judgement = found.judgement
    lines = [f"全部台账：{counts_text(judgement)}。", f"写好了 {_near(path)}；点“打开检查结果”看。"]
    state = State.FINDINGS if any(judgement.counts.values()) or found.refused else State.DONE
    return Answer(state, _told([*lines, *found.refused.values(), *waiting(found), *not_kept(found)]))


def open_result(request: Request) -> Answer:
    """打开最近一次的检查结果。"""
    from xlplan.jobs.check import RESULT

    papers = sorted((_office(request) / "papers").glob(f"*/{RESULT}"))
    if not papers:
        raise CannotRun("还没有检查结果；先点“检查全部”。")
    day = date.fromtimestamp(papers[-1].stat().st_mtime)
    return Answer(State.DONE, f"{_near(papers[-1])}，{day} 写的。", open=papers[-1])


def mark(request: Request) -> Answer:
    """在打开的工作簿里标出有问题的格：加颜色和批注，不改格里的内容和格式。"""
    from xlplan.screen.check import waiting

    found, counts = _live(request)
    own, lines = found.judgement.findings, [counts]
    if whole := [finding for finding in own if not finding.ref.cell]:
        lines += ["下面的问题不在哪一格：", *map(_line, whole)]
    state = State.FINDINGS if own else State.DONE
    return Answer(state, _told([*lines, *waiting(found)]), marks=tuple(_marks(own)))


def day_close(request: Request) -> Answer:
    """现金日清：当天的账面和盘点核对，做日结单。"""
    from xlplan.documents.day_close import DAY_CLOSE
    from xlplan.excel.report import plain
    from xlplan.jobs.papers import make
    from xlplan.money import grouped
    from xlplan.reports.day_close import day_close as report

    desk = _desk(request)
    books = desk.books()
    made = make(desk, books, DAY_CLOSE, (f"{desk.today}",))
    if not made.papers:
        return _papers(request, made)
    day, _ = report(books, desk.today)
    lines, well = [f"{desk.today} 日结："], not day.notes
    for name, _, *sums, counted, _ in map(plain, day.blocks[0].rows):
        income, spending, left = (grouped(fen) for fen in sums if isinstance(fen, int))
        lines.append(f"{name}：收入 {income}，支出 {spending}，余额 {left}。")
        if counted is not None:
            lines.append(f"现金实存：{grouped(counted) if isinstance(counted, int) else counted}。")
        well = well and not isinstance(counted, str)  # 没有盘点, or what cannot be read
    return _papers(request, made, [*lines, *map(str, day.notes)], well)


def reconcile(request: Request) -> Answer:
    """核对全部银行账户当月的日记账和对账单，做余额调节表。"""
    from xlplan.documents.reconciliation import RECONCILIATION
    from xlplan.jobs.papers import make
    from xlplan.jobs.reconcile import reconcile as job
    from xlplan.screen.reconcile import verdict

    desk = _desk(request)
    found = job(desk)
    made = make(desk, desk.books(), RECONCILIATION, (desk.month,))
    lines = [f"{proof.account} {proof.month}：{verdict(proof)}" for proof in found.proofs]
    proved = all(proof.proved for proof in found.proofs) and not found.missing
    return _papers(request, made, [*lines, *found.missing.values(), *found.refused], well=proved)


def plan(request: Request) -> Answer:
    """做本学期的工作计划。"""
    from xlplan.jobs.plan import plan as job

    return _papers(request, job(_desk(request)))


def notices(request: Request) -> Answer:
    """做全部已签发的通知。"""
    from xlplan.jobs.notice import notice as job

    return _papers(request, job(_desk(request)))


def monthly_report(request: Request) -> Answer:
    """做本月的工作报告；月底另做财务收支公示表和公示。"""
    from xlplan.jobs.report import report as job

    return _papers(request, job(_desk(request)))


def doctor(request: Request) -> Answer:
    """查一遍 xlplan 装得对不对、能不能用。"""
    from xlplan.addin.doctor import doctor as job
    from xlplan.addin.health import text

    try:
        office = _office(request)
    except CannotRun:
        office = None
    found = tuple(job(office))
    state = State.DONE if all(health.well for health in found) else State.FINDINGS
    return Answer(state, _told(text(found)))


def _office(request: Request) -> Path:
    """The office that the workbook lies in; raises CannotRun where it has no place on this computer, or none of an office."""
    from xlplan.jobs.desk import SETTINGS

    path = Path(request.workbook)
    if "://" in request.workbook:
        raise CannotRun(
            "这个工作簿是从网上（OneDrive、SharePoint）打开的，xlplan 读不到。把单位的文件夹同步到本机，从本机的文件夹里打开再点。"
        )
    if not path.is_absolute():
        raise CannotRun("这个工作簿还没有保存过。先存到单位的 workbooks 文件夹里，再点。")
    office = next((folder for folder in path.parents if (folder / SETTINGS).is_file()), None)
    if office is None:
        raise CannotRun(
            f"{path.name} 不在单位的文件夹里（往上找不到 {SETTINGS}）。打开单位 workbooks 里的台账，再点。"
        )
    return office


def _desk(request: Request, live: bool = False) -> "Desk":
    """The desk of that office; raises CannotRun for changes that are not on the disk, where that is what is read."""
    from xlplan.jobs.desk import Desk

    office = _office(request)
    if not request.saved and not live:
        raise CannotRun(
            f"{Path(request.workbook).name} 有没保存的改动，这里只看保存了的。先保存（Ctrl+S），再点。"
        )
    return Desk.at(office, None, date.today(), lambda step: None)


def _live(request: Request) -> tuple["Check", str]:
    """A check of the workbook as it stands on the screen, and how much it found."""
    from xlplan.excel.package import ENCRYPTED, is_compound
    from xlplan.jobs.check import check
    from xlplan.screen.check import counts_text

    desk = _desk(request, live=True)
    if request.copy is None:
        raise CannotRun("没有拿到屏幕上的内容。保存以后再点一次。")
    content = request.copy.read_bytes()
    if request.workbook.endswith(".xlsm") and is_compound(content) and ENCRYPTED not in content:
        raise CannotRun("LibreOffice 的宏拿不到屏幕上的内容，请用菜单“总务助手”里的同一项。")
    found = check(desk, [str(request.copy)])
    if found.refused:
        raise CannotRun(" ".join(found.refused.values()))
    return found, f"{Path(request.workbook).name} 屏幕上的内容：{counts_text(found.judgement)}。"


def _marks(findings: Iterable[Finding]) -> Iterable[Mark]:
    """One for each cell, with all that is wrong with it; the worst gives the colour."""
    cells: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        if finding.ref.cell:
            cells.setdefault((finding.ref.sheet, finding.ref.cell), []).append(finding)
    for (sheet, cell), own in cells.items():
        worst = min(own, key=lambda finding: finding.severity.rank).severity
        texts = (
            f"{finding.severity.word} {finding.rule.id}：{finding.message}\n怎么改：{finding.rule.fix}"
            for finding in own
        )
        yield Mark(worst, sheet, cell, "\n".join(texts))


def _papers(request: Request, made: "Made", lines: Sequence[str] = (), well: bool = True) -> Answer:
    """What came of papers; ``well``: whether nothing else is wrong. The first cell that is lacking is shown."""
    from xlplan.screen.papers import text

    told = _told([*lines, *text(made), *made.failed.values()])
    if not (made.papers or made.stopped):
        return Answer(State.REFUSED, told)
    well = well and not (made.stopped or made.failed or made.waiting)
    name = Path(request.workbook).name
    lacking = (ref for draft in made.stopped for ref, _ in draft.missing if ref.workbook == name and ref.cell)
    first = next(lacking, None)
    return Answer(
        State.DONE if well else State.FINDINGS, told, goto=(first.sheet, first.cell) if first else None
    )


def _line(finding: Finding) -> str:
    return f"{finding.severity.word} {finding.ref}  {finding.message}"


def _near(path: Path) -> str:
    return "/".join(path.parts[-3:])


def _told(lines: Iterable[str]) -> str:
    """Lines as one message."""
    text = "\n".join(lines)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}……"


def _button(press: Press, label: str, group: str, icon: str, live: bool = False) -> Button:
    """A button by what it does: check_workbook is CheckWorkbook."""
    name = press.__name__.title().replace("_", "")
    return Button(name, label, group, press.__doc__ or "", icon, live, press)


BUTTONS = (
    _button(check_workbook, "检查本工作簿", "检查", "ReviewTrackChanges", live=True),
    _button(check_all, "检查全部", "检查", "AcceptInvitation"),
    _button(open_result, "打开检查结果", "检查", "FileOpen"),
    _button(mark, "标出问题", "检查", "ReviewNewComment", live=True),
    Button("Unmark", "清除标记", "检查", "去掉“标出问题”加的颜色和批注，别的不动。", "ReviewDeleteComment"),
    _button(day_close, "日结对账", "对账", "CalendarInsert"),
    _button(reconcile, "银行对账", "对账", "TableSharePointListsRefreshList"),
    _button(plan, "生成工作计划", "文书", "FileSaveAsWordDocx"),
    _button(notices, "生成通知", "文书", "NewMailMessage"),
    _button(monthly_report, "月度报告", "文书", "ChartInsert"),
    _button(doctor, "自检", "帮助", "Help"),
)
GROUPS = [(group, list(own)) for group, own in groupby(BUTTONS, lambda button: button.group)]
"""The buttons as they stand together, under the names of their groups."""
