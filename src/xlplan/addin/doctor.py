"""自检：xlplan 装得对不对、能不能用，一样一句话；不好的写明怎么办。"""

import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import xlplan
from xlplan.addin import install
from xlplan.addin.exchange import settings
from xlplan.addin.health import Health
from xlplan.findings import CannotRun
from xlplan.jobs.desk import SETTINGS, Desk
from xlplan.tables.calendar import Calendar, unchecked

_SOON = timedelta(days=30)
"""How far ahead the holidays must be known."""
_PAPER_FONTS = {
    "仿宋_GB2312": ("仿宋", "FangSong", "FangSong_GB2312"),
    "方正小标宋简体": ("方正小标宋_GBK", "FZXiaoBiaoSong-B05S"),
    "黑体": ("SimHei",),
    "楷体_GB2312": ("楷体", "KaiTi", "KaiTi_GB2312"),
}
"""What official papers are set in -> what else the same face is called."""


def doctor(office: Path | None) -> Iterator[Health]:
    """自检

    看 Python、版本、加载项、单位的文件夹、字体、LibreOffice、节假日、定时任务、上次夜间检查。只看，不改。
    """
    yield from (_interpreter(), _version(), *(install.health() if settings() else ()))
    desk = None
    try:
        desk = Desk.at(office, None, date.today(), lambda step: None) if office else None
    except CannotRun as reason:
        yield Health("单位", False, str(reason))
    else:
        yield _office(desk)
    yield _fonts()
    yield _libreoffice()
    if desk:
        calendar = _calendar(desk)
        yield _holidays(desk, calendar)
        yield _scheduler(desk)
        yield _last_run(desk, calendar)
        yield _messages(desk)


def _interpreter() -> Health:
    python = settings().get("python", "")
    here = f"{sys.executable}（Python {sys.version.split()[0]}）"
    if not python:
        return Health("Python", True, f"{here}。按钮还没有装，要用就运行 xlplan addin install。")
    if not Path(python).is_file():
        return Health(
            "Python", False, f"按钮用的 {python} 找不到了。重新运行安装，或运行 xlplan addin install。"
        )
    if Path(python).parent != Path(sys.executable).parent:
        return Health(
            "Python",
            False,
            f"按钮用的是 {python}，现在运行的是 {here}。要改用现在这个，运行 xlplan addin install。",
        )
    return Health("Python", True, f"{here}。")


def _version() -> Health:
    return Health("版本", True, f"xlplan {xlplan.__version__}。")


def _office(desk: Desk | None) -> Health:
    if desk is None:
        return Health(
            "单位", False,
            f"没有找到单位的文件夹（{SETTINGS}）。打开单位 workbooks 里的台账再点，或用 --office 指明，或用 xlplan new 新建。",
        )  # fmt: skip
    missing = [path.name for path in desk.masters().values() if not path.is_file()]
    if missing:
        return Health("单位", False, f"{desk.office} 缺 {'、'.join(missing)}。从备份里找回来。")
    stands = f"今天按 {desk.today} 算（{SETTINGS} 里写明的）。" if desk.today != date.today() else ""
    return Health("单位", True, f"{desk.office}。{stands}")


def _fonts() -> Health:
    from xlplan.documents.fonts import charmap, family

    try:
        chart = family("总务处工作计划")
    except CannotRun as reason:
        return Health("字体", False, str(reason))
    missing = [
        name for name, others in _PAPER_FONTS.items() if not any(charmap(one) for one in (name, *others))
    ]
    if missing:
        return Health(
            "字体",
            True,
            f"图用 {chart}。公文用的 {'、'.join(missing)} 这台电脑上没有，打印前换一台有的，或装上。",
        )
    return Health("字体", True, f"图用 {chart}；公文的字体齐全。")


def _libreoffice() -> Health:
    from xlplan.jobs.pdf import libreoffice

    found = libreoffice()
    said = f"{found}。" if found else "没有装。只影响另做 PDF（--pdf），别的都不用它。"
    return Health("LibreOffice", True, said)


def _calendar(desk: Desk) -> Calendar:
    """That of the office, else of the country."""
    from xlplan.jobs.clock.schedule import schedule

    try:
        return schedule(desk).calendar
    except CannotRun:  # office.xlsx is told of elsewhere
        return Calendar()


def _holidays(desk: Desk, calendar: Calendar) -> Health:
    """Whether the rest days of this year are known, and of the next one when it is near."""
    _, last = calendar.known()
    if doubt := calendar.doubt(desk.today + _SOON):
        return Health("节假日", False, doubt)
    return Health("节假日", True, f"放假和调休知道到 {last}。")


def _scheduler(desk: Desk) -> Health:
    """Whether this computer starts what stands in 定时任务."""
    from xlplan.jobs.clock.system import state

    try:
        installed = state(desk.office)
    except CannotRun as reason:
        return Health("定时任务", False, str(reason))
    if installed:
        return Health("定时任务", True, installed)
    return Health(
        "定时任务",
        False,
        "这台电脑不会自己做定时任务。运行 xlplan schedule install；另一台电脑装了的，这台不用装。",
    )


def _last_run(desk: Desk, calendar: Calendar) -> Health:
    """Whether the books were checked, and for the last workday."""
    from xlplan.jobs.clock.history import past

    try:
        found = past(desk.office)
    except CannotRun as reason:
        return Health("上次检查", False, str(reason))
    checks = [run for run in found.runs if run.errors is not None]
    if not checks:
        return Health("上次检查", False, "还没有做过夜间检查。运行 xlplan nightly。")
    last = checks[-1]
    said = f"{last.started:%Y-%m-%d %H:%M}，{last.day} 的，错误 {last.errors} 个，警告 {last.warnings} 个。"
    if missed := unchecked(calendar, found.checked, desk.today):
        return Health(
            "上次检查", False, f"上一个工作日 {missed} 没有检查。上次检查是 {said}运行 xlplan nightly。"
        )
    return Health("上次检查", True, said)


def _messages(desk: Desk) -> Health:
    """Whether those who are to be told of what is wrong can be told; nothing is sent."""
    from xlplan.jobs.notify import unusable

    if not desk.notify:
        return Health("消息", True, f"没有设置发给谁，出了问题只写在今日.html 里；要发，写在 {SETTINGS}。")
    if wrong := unusable(desk.notify):
        return Health("消息", False, "".join(f"{target}：{reason}" for target, reason in wrong.items()))
    return Health("消息", True, f"出了问题发给 {len(desk.notify)} 个地址；发没发到，看 xlplan history。")
