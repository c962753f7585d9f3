"""A press of a button, in a process of its own: from its request to its answer. There always is an answer."""

import time
import traceback
from contextlib import suppress

from xlplan.addin.buttons import BUTTONS
from xlplan.addin.exchange import Answer, Request, State, profile, sweep, taken, write_answer
from xlplan.findings import CannotRun

_KEPT = 24 * 3600
"""Seconds after which what nobody came for is taken away."""


def press(number: str) -> None:
    """Do what a button does, and hand its answer to the front end."""
    try:
        with taken(number) as request:
            given = answer(request)
    except (OSError, ValueError, KeyError) as reason:
        given = Answer(State.REFUSED, f"按钮要做什么，没有读出来（{reason}）。再点一次。")
    write_answer(number, given)
    sweep(time.time() - _KEPT)


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
    except BaseException as crash:  # a crash is never a finding, and a button never stays without an answer
        log = profile() / "程序出错.log"
        with suppress(OSError):
            log.write_text(traceback.format_exc(), encoding="utf-8", errors="backslashreplace")
        return Answer(State.REFUSED, f"程序出错，不是账的错：{crash!r}。详细记录在 {log}。")
