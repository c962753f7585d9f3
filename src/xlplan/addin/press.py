"""A press of a button, in a process of its own: from its request to its answer. There always is an answer."""

import time
import traceback
from pathlib import Path

from xlplan.addin.buttons import BUTTONS
from xlplan.addin.exchange import (
    Answer,
    Request,
    State,
    forget_copy,
    place,
    profile,
    take_request,
    write_answer,
)
from xlplan.findings import CannotRun

_KEPT = 24 * 3600
"""Seconds after which what nobody came for is taken away."""


def press(number: str) -> None:
    """Do what a button does, and hand its answer to the front end."""
    _sweep(place(number, "request").parent)
    request = take_request(number)
    write_answer(number, answer(request))
    forget_copy(request)


def answer(request: Request) -> Answer:
    """What the clerk is told: how it went, or one sentence why it could not."""
    does = {button.name: button.press for button in BUTTONS}.get(request.button)
    if does is None:
        return Answer(
            State.REFUSED,
            f"没有“{request.button}”这个按钮；xlplan 换过版本的，重新运行 xlplan addin install。",
        )
    try:
        return does(request)
    except CannotRun as reason:
        return Answer(State.REFUSED, str(reason))
    except Exception as crash:  # a crash is never a finding, and a button never stays without an answer
        log = profile() / "程序出错.log"
        log.write_text(traceback.format_exc(), encoding="utf-8")
        return Answer(State.REFUSED, f"程序出错，不是账的错：{crash!r}。详细记录在 {log}。")


def _sweep(folder: Path) -> None:
    """Take away the files of presses whose front end was closed."""
    before = time.time() - _KEPT
    for path in folder.rglob("*"):
        if path.is_file() and path.stat().st_mtime < before:
            path.unlink(missing_ok=True)
