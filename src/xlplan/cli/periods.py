"""Commands that close a month, put it on hold, and open it again."""

from typing import Annotated

import typer

from xlplan.cli.options import Day, Json, Office, desk_of, month_of, show, working
from xlplan.findings import CannotRun
from xlplan.screen import json_text

commands = typer.Typer()


@commands.command()
def close(
    month: Annotated[
        str, typer.Argument(metavar="[月份]", help="如 2026-10；不写就列出各个月结账没有。")
    ] = "",
    hold: Annotated[
        bool, typer.Option("--hold", help="暂停记账：先封存起来核对，不查对错，改动只是警告。")
    ] = False,
    office: Office = None,
    day: Day = "",
    as_json: Json = False,
) -> None:
    """结账：按月结的要求查一遍，没有问题就封存这个月。"""
    from xlplan.jobs.clock.lease import user
    from xlplan.jobs.clock.performance import perform
    from xlplan.jobs.trail.periods import close as job
    from xlplan.jobs.trail.periods import every_period
    from xlplan.screen import periods as shown

    asked = month_of(month)
    if hold and not asked:
        raise CannotRun("--hold 要写明是哪个月。")
    with working("正在结账" if asked else "正在读台账") as progress:
        desk = desk_of(office, day, progress)
        if not asked:
            found = every_period(desk)
            show([json_text(shown.list_document(found))] if as_json else shown.list_text(found))
            return
        closing = perform(desk, "结账", lambda desk: job(desk, asked, hold=hold, who=user()))
    assert closing  # it has no turn that could be over
    show([json_text(shown.document(closing))] if as_json else shown.text(closing))
    raise typer.Exit(0 if closing.record else 1)


@commands.command()
def reopen(
    month: Annotated[str, typer.Argument(metavar="月份", help="如 2026-10。")],
    reason: Annotated[
        str, typer.Option("--reason", metavar="原因", help="为什么要重新打开，记进记录。")
    ] = "",
    office: Office = None,
    day: Day = "",
) -> None:
    """重新打开已经结账的月份，原因记下来。"""
    from xlplan.jobs.clock.lease import user
    from xlplan.jobs.clock.performance import perform
    from xlplan.jobs.trail.periods import reopen as job
    from xlplan.screen import periods as shown

    desk = desk_of(office, day, lambda step: None)
    asked = month_of(month)
    record = perform(desk, "重新打开", lambda desk: job(desk, asked, reason, who=user()))
    assert record  # it has no turn that could be over
    show([shown.reopened(record)])
