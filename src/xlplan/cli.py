"""The command line: parse, call, print. Nothing heavy is imported before a command needs it."""

import atexit
import gc
import os
import re
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn, TextIO

import typer

from xlplan.findings import CannotRun, Severity
from xlplan.screen import json_text

if TYPE_CHECKING:
    from xlplan.jobs.desk import Desk
    from xlplan.jobs.papers import Made

Progress = Callable[[str], None]

app = typer.Typer(
    name="xlplan",
    help="学校总务处的台账检查、对账和报表。台账在 Excel 里，xlplan 只读不改。",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
)

Office = Annotated[
    Path | None, typer.Option("--office", metavar="文件夹", help="单位的文件夹；不写就从当前文件夹往上找。")
]
Day = Annotated[
    str, typer.Option("--date", metavar="日期", help="按哪一天判断，如 2026-11-30；不写就是今天。")
]
Json = Annotated[bool, typer.Option("--json", help="给程序看的结果。")]
Pdf = Annotated[bool, typer.Option("--pdf", help="另做 PDF（电脑上要有 LibreOffice）。")]
Month = Annotated[str, typer.Option("--month", metavar="月份", help="只看这个月，如 2026-10。")]

AsOf = Annotated[str, typer.Option("--month", metavar="月份", help="哪个月，如 2026-10；不写就是当月。")]


@app.command()
def new(
    folder: Annotated[Path, typer.Argument(metavar="文件夹", help="新文件夹的名字。")],
    demo: Annotated[bool, typer.Option("--demo", help="建演示学校，里面有意留了差错。")] = False,
    clean: Annotated[bool, typer.Option("--clean", help="和 --demo 合用：演示学校没有差错。")] = False,
) -> None:
    """新建单位的文件夹和全部台账；已有内容的文件夹不动。"""
    from xlplan.jobs.new import new as job

    with _working("正在建台账") as progress:
        masters = job(folder, demo, clean)
        progress("台账")
    _print([f"建好了 {len(masters)} 个台账：{folder / 'workbooks'}"])


@app.command()
def check(
    workbooks: Annotated[
        list[str] | None,
        typer.Argument(metavar="[工作簿]...", help="台账文件名，或一个副本的路径；不写就查全部。"),
    ] = None,
    month: Month = "",
    office: Office = None,
    day: Day = "",
    as_json: Json = False,
) -> None:
    """检查台账，列出全部问题。"""
    from xlplan.jobs.check import check as job
    from xlplan.screen import check as shown

    with _working("正在检查") as progress:
        found = job(_desk(office, day, progress), workbooks or (), _month(month))
    _print([json_text(shown.document(found))] if as_json else shown.text(found))
    if found.refused:
        _print([" ".join(found.refused.values())], sys.stderr)
        raise typer.Exit(2)
    raise typer.Exit(1 if found.judgement.counts[Severity.ERROR] else 0)


@app.command()
def balance(month: AsOf = "", office: Office = None, day: Day = "", as_json: Json = False) -> None:
    """试算平衡：各科目的期初、发生和期末；预算执行了多少。"""
    from xlplan.jobs.balance import balance as job
    from xlplan.screen import balance as shown

    with _working("正在试算") as progress:
        found = job(_desk(office, day, progress), _month(month))
    _print([json_text(shown.document(found))] if as_json else shown.text(found))
    raise typer.Exit(0 if found.balanced else 1)


@app.command()
def statement(
    file: Annotated[
        Path, typer.Argument(metavar="文件", help="银行给的流水文件：.csv、.txt、.xls 或 .xlsx。")
    ],
    as_json: Json = False,
) -> None:
    """读一个银行流水文件，逐行核对余额，再和它自己的合计核对。"""
    from xlplan.jobs.statement import statement as job
    from xlplan.screen import statement as shown

    found = job(file)
    _print([json_text(shown.document(found))] if as_json else shown.text(found))
    raise typer.Exit(1 if found.problems else 0)


@app.command()
def reconcile(
    account: Annotated[
        str, typer.Argument(metavar="[账户]", help="银行账户表里的账户；不写就对全部账户。")
    ] = "",
    month: AsOf = "",
    book: Annotated[
        Path | None,
        typer.Option(
            "--book", metavar="文件", help="单独的银行日记账文件；和 --statement 合用，不看单位的台账。"
        ),
    ] = None,
    statements: Annotated[
        list[Path] | None,
        typer.Option("--statement", metavar="文件", help="对账单文件，代替 bank 文件夹里的；可以写几个。"),
    ] = None,
    office: Office = None,
    day: Day = "",
    as_json: Json = False,
) -> None:
    """银行对账：逐笔核对日记账和对账单，编银行存款余额调节表。"""
    from xlplan.jobs.reconcile import reconcile as job
    from xlplan.jobs.reconcile import reconcile_files
    from xlplan.screen import reconcile as shown

    with _working("正在对账") as progress:
        if book:
            if not statements:
                raise CannotRun("--book 要和 --statement 合用。")
            found = reconcile_files(book, statements, account, _month(month), _day(day))
        else:
            found = job(_desk(office, day, progress), account, _month(month), statements or ())
    _print([json_text(shown.document(found))] if as_json else shown.text(found))
    if told := [*(found.missing.values() if as_json else ()), *found.refused]:
        _print([" ".join(told)], sys.stderr)
    if found.missing and found.refused:  # what was not read may be what is missing
        raise typer.Exit(2)
    raise typer.Exit(1 if found.missing or not all(proof.proved for proof in found.proofs) else 0)


@app.command()
def nightly(office: Office = None, day: Day = "", as_json: Json = False) -> None:
    """夜间检查：检查全部台账，银行对账，做出各月的检查结果和报表。"""
    from xlplan.jobs.nightly import nightly as job
    from xlplan.screen import nightly as shown

    with _working("夜间检查") as progress:
        outcome = job(_desk(office, day, progress))
    _print([json_text(shown.document(outcome))] if as_json else shown.text(outcome))
    if outcome.failed or not outcome.check:
        _print([" ".join(outcome.failed.values())], sys.stderr)
        raise typer.Exit(2)
    raise typer.Exit(1 if outcome.check.judgement.counts[Severity.ERROR] else 0)


@app.command()
def notice(
    numbers: Annotated[
        list[str] | None,
        typer.Argument(metavar="[编号]...", help="“通知”表里的编号；不写就是全部已签发的。"),
    ] = None,
    office: Office = None,
    day: Day = "",
    as_pdf: Pdf = False,
    as_json: Json = False,
) -> None:
    """把“通知”表里已签发的通知做成 Word 公文。"""
    from xlplan.jobs.notice import notice as job

    _papers("正在做通知", lambda desk: job(desk, numbers or ()), office, day, as_pdf, as_json)


@app.command()
def plan(
    term: Annotated[
        str, typer.Argument(metavar="[学期]", help="如 2026年秋季学期；不写就是当天所在的学期。")
    ] = "",
    office: Office = None,
    day: Day = "",
    as_pdf: Pdf = False,
    as_json: Json = False,
) -> None:
    """把“计划”“目标”“工作安排”做成 Word 的学期工作计划。"""
    from xlplan.jobs.plan import plan as job

    _papers("正在做计划", lambda desk: job(desk, term), office, day, as_pdf, as_json)


@app.command()
def report(
    month: Annotated[str, typer.Argument(metavar="月份", help="如 2026-10。")],
    office: Office = None,
    day: Day = "",
    as_pdf: Pdf = False,
    as_json: Json = False,
) -> None:
    """做一个月的工作报告、财务收支公示表和财务收支公示。"""
    from xlplan.jobs.report import report as job

    _papers("正在做月度报告", lambda desk: job(desk, _month(month)), office, day, as_pdf, as_json)


@app.command()
def run(
    job: Annotated[str, typer.Argument(metavar="任务", help="夜间检查、月度报告、安全责任书。")],
    office: Office = None,
    day: Day = "",
    as_json: Json = False,
) -> None:
    """做一件定时任务，现在就做。"""
    from xlplan.jobs.letters import letters
    from xlplan.jobs.report import report as monthly

    match job:
        case "夜间检查":
            nightly(office, day, as_json)
        case "月度报告":
            _papers("正在做月度报告", monthly, office, day, False, as_json)
        case "安全责任书":
            _papers("正在做安全责任书", letters, office, day, False, as_json)
        case _:
            raise CannotRun(f"没有“{job}”这个任务，只有 夜间检查、月度报告、安全责任书。")


@app.command()
def trace(
    paper: Annotated[Path, typer.Argument(metavar="文书", help="xlplan 做的 .docx 文件。")],
    office: Office = None,
    as_json: Json = False,
) -> None:
    """追溯一份 Word 文书：每个数字从哪里来，现在还对不对。"""
    from xlplan.jobs.trace import trace as job
    from xlplan.screen import trace as shown

    with _working("正在追溯") as progress:
        found = job(_desk(office, "", progress, within=paper.resolve().parent), paper)
    _print([json_text(shown.document(found))] if as_json else shown.text(found))
    raise typer.Exit(0 if found.agrees else 1)


def _papers(
    title: str, job: "Callable[[Desk], Made]", office: Path | None, day: str, as_pdf: bool, as_json: bool
) -> None:
    """Make papers, as .pdf too where that is asked for, and tell what came of them."""
    from xlplan.screen import papers as shown

    with _working(title) as progress:
        made = job(_desk(office, day, progress))
        if as_pdf:
            from xlplan.jobs.pdf import add_pdf

            add_pdf(made)
    _print([json_text(shown.document(made))] if as_json else shown.text(made))
    if made.failed or made.waiting:
        _print([" ".join([*made.failed.values(), *(f"{reason}。" for reason in made.waiting)])], sys.stderr)
        raise typer.Exit(2)
    raise typer.Exit(1 if made.stopped else 0)


@app.command()
def templates(
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[文件]...", help="Word 模板文件；不写就查单位用的全部模板。"),
    ] = None,
    copied: Annotated[
        str,
        typer.Option(
            "--copy", metavar="文书", help="把这种文书的模板放进单位的 templates 里，用 Word 来改。"
        ),
    ] = "",
    office: Office = None,
    as_json: Json = False,
) -> None:
    """检查 Word 模板：用了哪些字段，哪里写错了。"""
    from xlplan.jobs.templates import copy
    from xlplan.jobs.templates import templates as job
    from xlplan.screen import templates as shown

    if copied:
        own = copy(_desk(office, "", lambda step: None), copied)
        _print([json_text({"copied": str(own)}) if as_json else f"模板放在 {own}，用 Word 打开来改。"])
        return
    found = job(None if files else _desk(office, "", lambda step: None), files or ())
    _print([json_text(shown.document(found))] if as_json else shown.text(found))
    if found.refused:
        _print([" ".join(found.refused.values())], sys.stderr)
        raise typer.Exit(2)
    raise typer.Exit(1 if found.stops else 0)


@app.command()
def explain(
    rule: Annotated[
        str, typer.Argument(metavar="[规则]", help="规则编号，如 VCH-01；不写就列出全部规则。")
    ] = "",
    as_json: Json = False,
) -> None:
    """说明一条规则：什么算错，错和对的例子，怎么改。"""
    from xlplan.rules import every_rule
    from xlplan.screen import explain as shown

    if not rule:
        _print([json_text(shown.list_document())] if as_json else shown.list_text())
        return
    found = next((known for known in every_rule() if known.id == rule.upper()), None)
    if found is None:
        raise CannotRun(f"没有 {rule} 这条规则。")
    _print([json_text(shown.document(found))] if as_json else shown.text(found))


@app.command()
def tables(as_json: Json = False) -> None:
    """列出全部台账的工作表和列。"""
    from xlplan.screen import tables as shown

    _print([json_text(shown.document())] if as_json else shown.text())


def _desk(office: Path | None, day: str, progress: Progress, within: Path | None = None) -> "Desk":
    """The desk of an office: the one named, else the one in which a folder (this one) lies."""
    from xlplan.jobs.desk import Desk, find_office

    folder = office.resolve() if office else find_office(within or Path.cwd())
    return Desk.at(folder, _day(day), date.today(), progress)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise CannotRun(f"--date 要写成 2026-11-30 这样的日期，不能是“{text}”。") from None


def _month(text: str) -> str:
    try:
        return f"{datetime.strptime(text, '%Y-%m'):%Y-%m}" if text else ""
    except ValueError:
        raise CannotRun(f"月份要写成 2026-10 这样，不能是“{text}”。") from None


@contextmanager
def _working(title: str) -> Iterator[Progress]:
    """A progress bar for a person at a terminal; nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda step: None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar

    from xlplan.tables import MASTERS

    with Bar(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=len(MASTERS) + 1)
        yield lambda step: bar.update(task, advance=1, description=f"{title}：{step}")


def _print(lines: Iterable[str], stream: TextIO | None = None) -> None:
    for line in lines:
        print(line, file=stream)


def main() -> None:
    """Run a command: exit code 0 no error, 1 errors found, 2 could not run, with one line on stderr."""
    as_json = "--json" in sys.argv
    # A command lives for seconds; frames leave little in cycles, and looking for them took a sixth of its time.
    gc.set_threshold(1_000_000)
    atexit.register(gc.freeze)
    if len(sys.argv) == 1:
        sys.argv.append("--help")
    # A scheduler may start us without a console.
    sys.stdout, sys.stderr = sys.stdout or _nowhere(), sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            encoding = "utf-8" if as_json and stream is sys.stdout else stream.encoding
            stream.reconfigure(encoding=encoding, errors="backslashreplace")
    try:
        code = app(standalone_mode=False)
        sys.stdout.flush()
    except CannotRun as reason:
        _refuse(str(reason), as_json)
    except BrokenPipeError:  # the reader, such as head, has seen enough; how it went was never said
        sys.stdout = _nowhere()
        sys.exit(2)
    except Exception as crash:
        if hasattr(crash, "format_message"):  # the command line itself was wrong
            _refuse(f"{_misspelt(crash)}用 xlplan --help 看写法。", as_json)
        _refuse(f"程序出错，不是账的错：{crash!r}。{_logged()}", as_json)
    else:
        sys.exit(code if isinstance(code, int) else 0)


def _nowhere() -> TextIO:
    return Path(os.devnull).open("w", encoding="utf-8")


def _misspelt(crash: Exception) -> str:
    """What is wrong with a command line, from what the library says in English."""
    option = getattr(crash, "option_name", None)
    parameter = getattr(crash, "param", None)
    word = re.search(r"'([^']*)'", str(crash))
    if option:
        return f"没有选项 {option}。"
    if parameter is not None:
        return f"{parameter.metavar or parameter.name} 没有写或写得不对。"
    return f"命令里的“{word[1]}”不对。" if word else "命令写得不对。"


def _logged() -> str:
    """Keep what is known of the crash in records/ of the office, else in this folder; say where."""
    from xlplan.jobs.desk import find_office

    folder = Path.cwd()
    with suppress(CannotRun):
        folder = find_office(folder) / "records"
    log = folder / "程序出错.log"
    try:
        log.write_text(traceback.format_exc(), encoding="utf-8")
    except OSError:
        return ""
    return f"详细记录在 {log}。"


def _refuse(message: str, as_json: bool) -> NoReturn:
    if as_json:
        print(json_text({"error": message}))
    print(message, file=sys.stderr)
    sys.exit(2)
