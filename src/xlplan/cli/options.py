"""What the commands share: their options, the desk they work at, and how they print."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from xlplan.findings import CannotRun, Severity
from xlplan.screen import json_text

if TYPE_CHECKING:
    from xlplan.jobs.desk import Desk
    from xlplan.jobs.papers import Made
    from xlplan.jobs.trail.pack import Pack

Progress = Callable[[str], None]

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


def desk_of(
    office: Path | None, day: str, progress: Progress, within: Path | None = None, clock: date | None = None
) -> "Desk":
    """The desk of an office: the one named, else the one in which a folder (this one) lies; ``clock``: the day, if not today."""
    from xlplan.jobs.desk import Desk, find_office

    folder = office.resolve() if office else find_office(within or Path.cwd())
    return Desk.at(folder, day_of(day), clock or date.today(), progress)


def day_of(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise CannotRun(f"--date 要写成 2026-11-30 这样的日期，不能是“{text}”。") from None


def month_of(text: str) -> str:
    try:
        return f"{datetime.strptime(text, '%Y-%m'):%Y-%m}" if text else ""
    except ValueError:
        raise CannotRun(f"月份要写成 2026-10 这样，不能是“{text}”。") from None


@contextmanager
def working(title: str) -> Iterator[Progress]:
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


def show(lines: Iterable[str], stream: TextIO | None = None) -> None:
    for line in lines:
        print(line, file=stream)


def tell_pack(made: "Pack") -> None:
    """Tell what came of the pack of a month."""
    from xlplan.screen import trail as shown

    show(shown.packed(made))
    raise typer.Exit(1 if made.counts[Severity.ERROR] or made.lacking else 0)


def tell_papers(made: "Made", as_json: bool, named: bool = False) -> None:
    """Tell what came of papers: exit code 2 where one could not be made, 1 where one lacks a cell.

    ``named``: whether somebody asked for it by its name, also where the office does without its workbook.
    """
    from xlplan.screen import papers as shown

    show([json_text(shown.document(made))] if as_json else shown.text(made))
    lacking = [*made.waiting, *(made.not_kept if named else ())]
    if made.failed or lacking:
        show([" ".join([*made.failed.values(), *(f"{reason}。" for reason in lacking)])], sys.stderr)
        raise typer.Exit(2)
    raise typer.Exit(1 if made.stopped else 0)
