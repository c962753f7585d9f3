"""Commands that make papers, trace their figures, and look through their templates."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from xlplan.cli.options import Day, Json, Office, Pdf, desk_of, month_of, show, tell_papers, working
from xlplan.screen import json_text

if TYPE_CHECKING:
    from xlplan.jobs.desk import Desk
    from xlplan.jobs.papers import Made

commands = typer.Typer()


@commands.command()
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


@commands.command()
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


@commands.command()
def report(
    month: Annotated[str, typer.Argument(metavar="月份", help="如 2026-10。")],
    office: Office = None,
    day: Day = "",
    as_pdf: Pdf = False,
    as_json: Json = False,
) -> None:
    """做一个月的工作报告、财务收支公示表和财务收支公示。"""
    from xlplan.jobs.report import report as job

    _papers("正在做月度报告", lambda desk: job(desk, month_of(month)), office, day, as_pdf, as_json)


@commands.command()
def paper(
    name: Annotated[
        str, typer.Argument(metavar="[文书]", help="如 科目余额表；不写就列出能做哪些，用什么做。")
    ] = "",
    asked: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[哪些]...", help="月份、日期、学期或编号；不写就是当月、当天、本学期、该做的全部。"
        ),
    ] = None,
    office: Office = None,
    day: Day = "",
    as_pdf: Pdf = False,
    as_json: Json = False,
) -> None:
    """做一种文书；不写名字，就列出能做哪些，用什么做。"""
    from xlplan.jobs.paper import every
    from xlplan.jobs.paper import paper as job
    from xlplan.screen import papers as shown

    if not name:
        show([json_text(shown.kinds_document(every()))] if as_json else shown.kinds(every()))
        return
    _papers(
        f"正在做{name}", lambda desk: job(desk, name, asked or ()), office, day, as_pdf, as_json, named=True
    )


@commands.command()
def publish(office: Office = None, day: Day = "", as_json: Json = False) -> None:
    """把给大家看的文书做成网页，放进“公示”文件夹，可以原样放到学校网站上。"""
    from xlplan.jobs.publish import publish as job
    from xlplan.screen import papers as papers_shown
    from xlplan.screen import publish as shown

    with working("正在做公示网页") as progress:
        done = job(desk_of(office, day, progress))
    if as_json:
        show([json_text(shown.document(done) | papers_shown.document(done.made))])
    else:
        show(shown.text(done))
    if done.made.failed:
        show([" ".join(done.made.failed.values())], sys.stderr)
        raise typer.Exit(2)
    raise typer.Exit(1 if done.held or done.made.stopped else 0)


@commands.command()
def trace(
    paper: Annotated[Path, typer.Argument(metavar="文书", help="xlplan 做的 .docx 或 .xlsx 文件。")],
    office: Office = None,
    as_json: Json = False,
) -> None:
    """追溯一份文书：每个数字从哪里来，现在还对不对。"""
    from xlplan.jobs.trace import trace as job
    from xlplan.screen import trace as shown

    with working("正在追溯") as progress:
        found = job(desk_of(office, "", progress, within=paper.resolve().parent), paper)
    show([json_text(shown.document(found))] if as_json else shown.text(found))
    raise typer.Exit(0 if found.agrees else 1)


def _papers(
    title: str,
    job: "Callable[[Desk], Made]",
    office: Path | None,
    day: str,
    as_pdf: bool,
    as_json: bool,
    named: bool = False,
) -> None:
    """Make papers, as .pdf too where that is asked for, and tell what came of them."""
    with working(title) as progress:
        made = job(desk_of(office, day, progress))
        if as_pdf:
            from xlplan.jobs.pdf import add_pdf

            add_pdf(made)
    tell_papers(made, as_json, named)


@commands.command()
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
        own = copy(desk_of(office, "", lambda step: None), copied)
        show([json_text({"copied": str(own)}) if as_json else f"模板放在 {own}，用 Word 打开来改。"])
        return
    found = job(None if files else desk_of(office, "", lambda step: None), files or ())
    show([json_text(shown.document(found))] if as_json else shown.text(found))
    if found.refused:
        show([" ".join(found.refused.values())], sys.stderr)
        raise typer.Exit(2)
    raise typer.Exit(1 if found.stops else 0)
