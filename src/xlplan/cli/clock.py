"""Commands of the clock: what runs at set times, now and by itself, and what has run."""

import sys
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from xlplan.cli.options import Day, Json, Office, desk_of, show, tell_pack, tell_papers, working
from xlplan.findings import Severity
from xlplan.screen import json_text

if TYPE_CHECKING:
    from xlplan.jobs.nightly import Outcome

commands = typer.Typer()
schedule = typer.Typer(help="定时任务：按“定时任务”表到时候自己做。", rich_markup_mode=None)
commands.add_typer(schedule, name="schedule")


@commands.command()
def nightly(office: Office = None, day: Day = "", as_json: Json = False) -> None:
    """夜间检查：检查全部台账，银行对账，做出各月的检查结果和报表，写好今日.html。"""
    run("夜间检查", office, day, "", as_json)


@commands.command()
def run(
    job: Annotated[str, typer.Argument(metavar="任务", help="夜间检查、月度报告、安全责任书、月度档案。")],
    office: Office = None,
    day: Day = "",
    due: Annotated[
        str, typer.Option("--due", hidden=True, metavar="日期", help="轮到哪一天的；做过了就不再做。")
    ] = "",
    as_json: Json = False,
) -> None:
    """做一件定时任务，现在就做。"""
    from xlplan.jobs.clock.performance import perform
    from xlplan.jobs.nightly import Outcome
    from xlplan.jobs.tasks import work
    from xlplan.jobs.trail.pack import Pack

    does = work(job)
    turn = date.fromisoformat(due) if due else None
    with working(job) as progress:
        did = perform(desk_of(office, day, progress, clock=turn), job, does, turn)
    if did is None:
        return
    if isinstance(did, Outcome):
        _tell(did, as_json)
    elif isinstance(did, Pack):
        tell_pack(did)
    else:
        tell_papers(did, as_json)


def _tell(outcome: "Outcome", as_json: bool) -> None:
    from xlplan.screen import nightly as shown

    show([json_text(shown.document(outcome))] if as_json else shown.text(outcome))
    if outcome.failed or not outcome.check:
        show([" ".join(outcome.failed.values())], sys.stderr)
        raise typer.Exit(2)
    raise typer.Exit(1 if outcome.check.judgement.counts[Severity.ERROR] else 0)


@commands.command()
def history(
    number: Annotated[
        int | None, typer.Argument(metavar="[号]", help="哪一次运行；不写就列出最近的。")
    ] = None,
    office: Office = None,
    as_json: Json = False,
) -> None:
    """运行记录：什么时候做了什么，结果怎样，用了多久。"""
    from xlplan.jobs.clock import history as kept
    from xlplan.screen import history as shown

    desk = desk_of(office, "", lambda step: None)
    past = kept.past(desk.office)
    if number is None:
        show([json_text(shown.document(past))] if as_json else shown.text(past))
        return
    run = past.run(number)
    told = kept.detail(desk.office, number)
    show([json_text(shown.detail_document(run, told))] if as_json else shown.detail_text(run, told))


@schedule.command(name="run")
def run_schedule(
    once: Annotated[bool, typer.Option("--once", help="把到时候的做完就结束。")] = False,
    office: Office = None,
) -> None:
    """按“定时任务”表到时候就做，一直开着；按 Ctrl+C 结束。"""
    from xlplan.jobs.clock.turns import in_a_process, keep_on, turns

    desk = desk_of(office, "", lambda step: None)
    if once:
        codes = [0]
        for turn in turns(desk, in_a_process):
            show([turn.text])
            codes.append(turn.code if turn.code in (0, 1) else 2)
        if len(codes) == 1:
            show(["现在没有到时候的任务，用 xlplan schedule status 看下一次。"])
        raise typer.Exit(max(codes))
    show([f"定时任务开着：{desk.office}。按 Ctrl+C 结束。"])
    keep_on(lambda: desk_of(office, "", lambda step: None), lambda said: show([said]))


@schedule.command(name="install")
def install_schedule(office: Office = None) -> None:
    """让这台电脑按“定时任务”表自己做，不用开着窗口。"""
    from xlplan.jobs.clock.system import install

    show(install(desk_of(office, "", lambda step: None).office))


@schedule.command(name="remove")
def remove_schedule(office: Office = None) -> None:
    """这台电脑不再自己做定时任务。"""
    from xlplan.jobs.clock.system import remove

    show(remove(desk_of(office, "", lambda step: None).office))


@schedule.command()
def status(office: Office = None, as_json: Json = False) -> None:
    """定时任务：下一次什么时候做，上一次做得怎样。"""
    from xlplan.jobs.clock.status import status as job
    from xlplan.screen import schedule as shown

    found = job(desk_of(office, "", lambda step: None))
    show([json_text(shown.document(found))] if as_json else shown.text(found))
    raise typer.Exit(0 if found.well else 1)
