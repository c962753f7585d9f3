"""Commands that say what is checked, and what the masters hold."""

from typing import Annotated

import typer

from xlplan.cli.options import Json, show
from xlplan.findings import CannotRun
from xlplan.screen import json_text

commands = typer.Typer()


@commands.command()
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
        show([json_text(shown.list_document())] if as_json else shown.list_text())
        return
    found = next((known for known in every_rule() if known.id == rule.upper()), None)
    if found is None:
        raise CannotRun(f"没有 {rule} 这条规则。")
    show([json_text(shown.document(found))] if as_json else shown.text(found))


@commands.command()
def tables(as_json: Json = False) -> None:
    """列出全部台账的工作表和列。"""
    from xlplan.screen import tables as shown

    show([json_text(shown.document())] if as_json else shown.text())
