"""Commands of the trail: the snapshots of an office, the proof of their chain, and the pack of a month."""

from typing import Annotated

import typer

from xlplan.cli.options import Day, Json, Office, desk_of, month_of, show, tell_pack, working
from xlplan.findings import CannotRun
from xlplan.screen import json_text

commands = typer.Typer()
snapshot = typer.Typer(help="快照：台账每天存的一份。列出、比较、恢复。", rich_markup_mode=None)
commands.add_typer(snapshot, name="snapshot")


@snapshot.command("list")
def list_(office: Office = None, as_json: Json = False) -> None:
    """列出全部快照，每份变了哪些文件。"""
    from xlplan.jobs.trail.snapshot import snapshots
    from xlplan.screen import trail as shown

    found = snapshots(desk_of(office, "", lambda step: None).office)
    show([json_text(shown.list_document(found))] if as_json else shown.list_text(found))


@snapshot.command()
def diff(
    numbers: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[编号]...", help="哪份快照；写两个就比这两份，写一个或不写就和现在的台账比。"
        ),
    ] = None,
    office: Office = None,
    as_json: Json = False,
) -> None:
    """台账变了什么：一份快照和现在的台账比，或者两份快照比。"""
    from xlplan.jobs.trail.diff import diff as job
    from xlplan.screen import diff as shown

    with working("正在比较") as progress:
        if len(numbers or ()) > 2:
            raise CannotRun("一次只能比两份快照。")
        found = job(desk_of(office, "", progress), *map(_number, numbers or ()))
    show([json_text(shown.document(found))] if as_json else shown.text(found))


@snapshot.command()
def restore(
    number: Annotated[str, typer.Argument(metavar="编号", help="哪份快照，用 xlplan snapshot list 看。")],
    file: Annotated[str, typer.Argument(metavar="文件", help="如 ledger.xlsx、bank/基本户 2026-10.csv。")],
    office: Office = None,
) -> None:
    """把快照里的一个文件放回原处；现在的那个另存在“换下的”里。"""
    from xlplan.jobs.trail.restore import restore as job
    from xlplan.screen import trail as shown

    show(shown.restored(job(desk_of(office, "", lambda step: None), _number(number), file)))


@commands.command()
def verify(office: Office = None, as_json: Json = False) -> None:
    """核对全部记录：少了、改过、缺了内容的，指出第一条。"""
    from xlplan.jobs.clock.history import past
    from xlplan.jobs.trail.verify import verify as job
    from xlplan.screen import trail as shown

    folder = desk_of(office, "", lambda step: None).office
    found = job(folder, past(folder).heads)
    show([json_text(shown.verify_document(found))] if as_json else shown.verify_text(found))
    raise typer.Exit(1 if found.misfit else 0)


@commands.command()
def pack(
    month: Annotated[str, typer.Argument(metavar="月份", help="如 2026-10。")],
    office: Office = None,
    day: Day = "",
) -> None:
    """月度档案：一个月的文书、问题、豁免和来源装成一个压缩包。"""
    from xlplan.jobs.clock.performance import perform
    from xlplan.jobs.trail.pack import pack as job
    from xlplan.tables.office import PACK

    asked = month_of(month)
    with working("正在做月度档案") as progress:
        made = perform(desk_of(office, day, progress), PACK, lambda desk: job(desk, asked))
    assert made  # it has no turn that could be over
    tell_pack(made)


def _number(text: str) -> int:
    if not text.isdecimal():
        raise CannotRun(f"快照的编号要写成数字，不能是“{text}”。")
    return int(text)
