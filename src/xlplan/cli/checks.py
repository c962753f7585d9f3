"""Commands that make an office, check its masters, balance its ledger and reconcile its bank accounts."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from xlplan.cli.options import AsOf, Day, Json, Month, Office, day_of, desk_of, month_of, show, working
from xlplan.findings import CannotRun, Severity
from xlplan.screen import json_text

commands = typer.Typer()


@commands.command()
def new(
    folder: Annotated[Path, typer.Argument(metavar="文件夹", help="新文件夹的名字。")],
    demo: Annotated[bool, typer.Option("--demo", help="建演示学校，里面有意留了差错。")] = False,
    clean: Annotated[bool, typer.Option("--clean", help="和 --demo 合用：演示学校没有差错。")] = False,
    old: Annotated[
        Path | None,
        typer.Option(
            "--from",
            metavar="旧文件夹",
            help="换年：从旧的一年带过来余额、参数、人员、未完的事，核对年初等于上年末，旧的一年封存成档案。",
        ),
    ] = None,
) -> None:
    """新建单位的文件夹和全部台账；已有内容的文件夹不动。"""
    if old is not None:
        if demo or clean:
            raise CannotRun("--from 不和 --demo、--clean 一起用。")
        _roll_over(old, folder)
        return
    from xlplan.jobs.new import new as job

    with working("正在建台账") as progress:
        masters = job(folder, demo, clean)
        progress("台账")
    show([f"建好了 {len(masters)} 个台账：{folder / 'workbooks'}"])


def _roll_over(old: Path, folder: Path) -> None:
    from xlplan.jobs.rollover.rollover import rollover as job
    from xlplan.screen import rollover as shown

    with working("正在换年") as progress:
        rolled = job(desk_of(old, "", progress), folder.resolve())
    show(shown.text(rolled))


@commands.command()
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

    with working("正在检查") as progress:
        found = job(desk_of(office, day, progress), workbooks or (), month_of(month))
    show([json_text(shown.document(found))] if as_json else shown.text(found))
    if found.refused:
        show([" ".join(found.refused.values())], sys.stderr)
        raise typer.Exit(2)
    raise typer.Exit(1 if found.judgement.counts[Severity.ERROR] else 0)


@commands.command()
def balance(month: AsOf = "", office: Office = None, day: Day = "", as_json: Json = False) -> None:
    """试算平衡：各科目的期初、发生和期末；预算执行了多少。"""
    from xlplan.jobs.balance import balance as job
    from xlplan.screen import balance as shown

    with working("正在试算") as progress:
        found = job(desk_of(office, day, progress), month_of(month))
    show([json_text(shown.document(found))] if as_json else shown.text(found))
    raise typer.Exit(0 if found.balanced else 1)


@commands.command()
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
    show([json_text(shown.document(found))] if as_json else shown.text(found))
    raise typer.Exit(1 if found.problems else 0)


@commands.command()
def reconcile(
    account: Annotated[
        str,
        typer.Argument(
            metavar="[账户]",
            help="银行账户表里的账户；不写就对全部账户。写科目代码，就和核算中心对这个科目。",
        ),
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
    centre: Annotated[
        bool, typer.Option("--centre", help="和会计核算中心对账：centre 文件夹里的明细账、科目余额表。")
    ] = False,
    office: Office = None,
    day: Day = "",
    as_json: Json = False,
) -> None:
    """银行对账：逐笔核对日记账和对账单，编银行存款余额调节表。加 --centre，或者写科目代码，就和核算中心对账。"""
    from xlplan.jobs.centre import centre as of_centre
    from xlplan.jobs.reconcile import reconcile as job
    from xlplan.jobs.reconcile import reconcile_files
    from xlplan.screen import centre as shown_centre
    from xlplan.screen import reconcile as shown

    centre = centre or account.isdecimal()
    with working("正在对账") as progress:
        if centre:
            if book or statements:
                raise CannotRun("和核算中心对账，不能同时写 --book、--statement。")
            found = of_centre(desk_of(office, day, progress), account, month_of(month))
        elif book:
            if not statements:
                raise CannotRun("--book 要和 --statement 合用。")
            found = reconcile_files(book, statements, account, month_of(month), day_of(day))
        else:
            found = job(desk_of(office, day, progress), account, month_of(month), statements or ())
    text = shown_centre.text if centre else shown.text
    show([json_text(shown.document(found))] if as_json else text(found))
    if told := [*(found.missing.values() if as_json else ()), *found.refused]:
        show([" ".join(told)], sys.stderr)
    if found.missing and found.refused:  # what was not read may be what is missing
        raise typer.Exit(2)
    proved = [shown_centre.agrees(proof) if centre else proof.proved for proof in found.proofs]
    raise typer.Exit(1 if found.missing or not all(proved) else 0)
