"""The command line: parse, call, print. Nothing heavy is imported before a command needs it."""

import atexit
import gc
import os
import re
import sys
import traceback
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path
from typing import NoReturn, TextIO

import typer

from xlplan.cli import checks, clock, front_ends, papers, periods, reference, trail
from xlplan.findings import CannotRun
from xlplan.screen import json_text

app = typer.Typer(
    name="xlplan",
    help="学校总务处的台账检查、对账和报表。台账在 Excel 里，xlplan 只读不改。",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
)
for part in (checks, clock, papers, periods, trail, reference, front_ends):
    app.add_typer(part.commands)


def main() -> None:
    """Run a command: exit code 0 no error, 1 errors found, 2 could not run, with one line on stderr."""
    as_json = "--json" in sys.argv
    # A command lives for seconds; frames leave little in cycles, and looking for them took a sixth of its time.
    gc.set_threshold(1_000_000)
    atexit.register(gc.freeze)
    if sys.argv[1:] in ([], ["addin"], ["snapshot"]):
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
    named = dict(zip(sys.argv, sys.argv[1:], strict=False)).get("--office")
    with suppress(CannotRun):
        folder = find_office(Path(named).resolve() if named else folder) / "records"
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
