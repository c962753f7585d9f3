"""通知：夜间检查没有做成、查出错误、该运行没有运行的时候，发一条消息。"""

import logging
import re
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from threading import Thread
from time import monotonic
from typing import Any

from xlplan.findings import Severity
from xlplan.jobs.clock.runs import Result, State
from xlplan.jobs.morning import PAGE
from xlplan.tables.office import TASKS

_KEYRING = "keyring:"
_SERVICE = "xlplan"
_UNSENT = "没有发出去：网络不通，或者地址、密码不对。"
_LIMIT = 60.0
"""Seconds that all targets together may take."""


@dataclass(frozen=True)
class Message:
    """What is sent: counts, days and where to look; no names, amounts or numbers of anything."""

    title: str
    body: str


def message(day: date, job: str, result: Result, late: bool = False) -> Message | None:
    """What there is to tell of a run; None where it came in time, went well and found no error, or is no task of the clock.

    ``late``: its turn was on an earlier day, when no computer was on.
    """
    if job not in TASKS:  # who closes a month sits before the screen
        return None
    found = result.judgement
    counts = found.counts if found else {}
    said = []
    if late:
        said.append(f"{day} 的{job}没有按时做，现在才补上。")
    if any(one.rule.id == "GEN-01" for one in found.findings) if found else False:
        said.append("上一个工作日没有检查。")
    if result.state is State.FAILED:
        said.append(f"{job}没有做成。" if found is None else f"{job}做完了，有的步骤没有做成。")
    if counts.get(Severity.ERROR):
        told = "、".join(f"{severity.word} {count} 个" for severity, count in counts.items() if count)
        said.append(f"查出{told}。")
    if not said:
        return None
    return Message(f"xlplan {day}", f"{''.join(said)}请看单位文件夹里的 papers/{PAGE}。")


def alarm(day: date) -> Message:
    """What is told where the clock itself is kept from its work: why stands in the history, and may name somebody."""
    return Message(
        f"xlplan {day}",
        "定时任务没有做成。请在单位的电脑上运行 xlplan schedule status 和 xlplan history 看。",
    )


def notify(targets: Sequence[str], told: Message, limit: float = _LIMIT) -> dict[str, str]:
    """Send a message to all targets at once; returns those it did not reach, and one sentence why.

    A target is an address as apprise knows them, or ``keyring:NAME`` for one that the keyring of the system keeps under
    "xlplan" and this name. They are called by their place and kind: an address may hold a password anywhere. ``limit`` in
    seconds; who is slower is not waited for.
    """
    if not targets:
        return {}
    _quieten()
    names = [f"第 {place} 个（{_kind(target)}）" for place, target in enumerate(targets, 1)]
    reasons = dict.fromkeys(names, f"{limit:g} 秒还没有发出去，没有再等。")

    def send(name: str, target: str) -> None:
        try:
            reasons[name] = _sent(target, told)
        except Exception:  # of some hundred services each has its own; an address may stand in what it says
            reasons[name] = _UNSENT

    # A thread that hangs must not keep the program from ending.
    threads = [Thread(target=send, args=each, daemon=True) for each in zip(names, targets, strict=True)]
    for thread in threads:
        thread.start()
    end = monotonic() + limit
    for thread in threads:
        thread.join(max(end - monotonic(), 0))
    return {name: reason for name, reason in dict(reasons).items() if reason}


def _quieten() -> None:
    """Load apprise, and keep it from telling of addresses."""
    # It tells in English, on the console, what becomes of addresses.
    logging.getLogger("apprise").setLevel(logging.CRITICAL + 1)
    with warnings.catch_warnings():
        # It imports a module that Python gave up with 3.13.
        warnings.simplefilter("ignore", DeprecationWarning)
        import apprise

        apprise.Apprise.instantiate("json://localhost")


def unusable(targets: Sequence[str]) -> dict[str, str]:
    """The targets to which nothing can be sent, as ``notify`` calls them, and why; nothing is sent."""
    found = {}
    if targets:
        _quieten()
    for place, target in enumerate(targets, 1):
        address, reason = _address(target)
        if address is None:
            found[f"第 {place} 个（{_kind(target)}）"] = reason
    return found


def _kind(target: str) -> str:
    """What may be said of a target: its kind, or its name in the keyring."""
    if target.startswith(_KEYRING):
        return target
    found = re.match(r"([a-z][a-z0-9+]{1,19})://", target, re.IGNORECASE)
    return found[1] if found else "看不懂"


def _address(target: str) -> tuple[Any, str]:
    """What apprise makes of a target; None, and one sentence why, where it can make nothing of it."""
    import keyring
    from apprise import Apprise
    from keyring.errors import KeyringError

    if target.startswith(_KEYRING):
        name = target.removeprefix(_KEYRING)
        try:
            kept = keyring.get_password(_SERVICE, name)
        except KeyringError:
            return None, "系统的密码库打不开，或者这台电脑没有。"
        if not kept:
            return None, f"系统的密码库里没有它。运行 keyring set {_SERVICE} {name}，把地址存进去。"
        target = kept
    address = Apprise.instantiate(target, asset=_signed())
    return address, "" if address else "地址看不懂，照 xlplan.toml 里的样子写。"


def _signed() -> Any:
    from apprise import AppriseAsset

    return AppriseAsset(app_id="xlplan", app_desc="xlplan", app_url="")


def _sent(target: str, told: Message) -> str:
    """Send to one target; "" where it went out, else one sentence why not."""
    from apprise import Apprise, NotifyType

    address, reason = _address(target)
    if address is None:
        return reason
    mail = Apprise(asset=_signed())
    mail.add(address)
    if mail.notify(title=told.title, body=told.body, notify_type=NotifyType.WARNING):
        return ""
    return _UNSENT
