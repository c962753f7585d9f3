"""Commands that make and install the front ends, and look whether all is well."""

from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from xlplan.cli.options import Json, Office, show
from xlplan.findings import CannotRun
from xlplan.screen import json_text

commands = typer.Typer()
addin = typer.Typer(help="Excel 和 LibreOffice 里的按钮和单元格函数。", rich_markup_mode=None)
commands.add_typer(addin, name="addin")


@addin.command()
def build(
    folder: Annotated[Path, typer.Option("--out", metavar="文件夹", help="放在哪里。")] = Path("dist"),
) -> None:
    """做出加载项、扩展和带按钮的演示工作簿。"""
    from xlplan.addin.build import build as job

    show([f"做好了：{path}" for path in job(folder)])


@addin.command()
def install() -> None:
    """给现在的用户装上按钮和单元格函数。"""
    from xlplan.addin.install import install as job

    show(job())


@addin.command()
def remove() -> None:
    """去掉按钮和单元格函数，单位的台账不动。"""
    from xlplan.addin.install import remove as job

    show(job())


@commands.command()
def doctor(office: Office = None, as_json: Json = False) -> None:
    """自检：装得对不对，能不能用；不好的写明怎么办。"""
    from xlplan.addin.doctor import doctor as job
    from xlplan.addin.health import text
    from xlplan.jobs.desk import find_office

    folder = office.resolve() if office else None
    if folder is None:
        with suppress(CannotRun):  # the self-test tells it
            folder = find_office(Path.cwd())
    found = tuple(job(folder))
    well = all(health.well for health in found)
    checks = [{"name": health.name, "well": health.well, "said": health.said} for health in found]
    show([json_text({"well": well, "checks": checks})] if as_json else text(found))
    raise typer.Exit(0 if well else 1)
