"""Excel's own list of what it opens at its start, in the registry of the user. For Windows only."""

import winreg
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

Value = tuple[str, int]
"""A text of the registry and its kind."""
TEXTS = (winreg.REG_SZ, winreg.REG_EXPAND_SZ)


@contextmanager
def options(write: bool) -> Iterator[dict[str, Value]]:
    """The texts of Excel's Options key; what is changed in them is written back."""
    access = winreg.KEY_READ | (winreg.KEY_WRITE if write else 0)
    with winreg.CreateKeyEx(winreg.HKEY_CURRENT_USER, rf"{_excel()}\Options", access=access) as key:
        before = {name: (text, kind) for name, text, kind in _values(key) if kind in TEXTS}
        values = dict(before)
        yield values
        if not write:
            return
        for name in before.keys() - values.keys():
            winreg.DeleteValue(key, name)
        for name, (text, kind) in values.items():
            if before.get(name) != (text, kind):
                winreg.SetValueEx(key, name, 0, kind, text)


def switched_off() -> list[str]:
    """What Excel has switched off after it crashed with it: texts that hold its path."""
    with (
        suppress(OSError),
        winreg.OpenKey(winreg.HKEY_CURRENT_USER, rf"{_excel()}\Resiliency\DisabledItems") as key,
    ):
        return [
            content.decode("utf-16-le", "ignore").lower()
            for _, content, kind in _values(key)
            if kind == winreg.REG_BINARY and content
        ]
    return []


def version() -> str | None:
    """The version of the Excel that is installed, such as 16.0; None without one."""
    try:
        current = winreg.QueryValue(winreg.HKEY_CLASSES_ROOT, r"Excel.Application\CurVer")
    except OSError:
        return None
    return f"{current.rpartition('.')[2]}.0"


def _excel() -> str:
    return rf"Software\Microsoft\Office\{version() or '16.0'}\Excel"


def _values(key: Any) -> list[tuple[str, Any, int]]:
    return [winreg.EnumValue(key, number) for number in range(winreg.QueryInfoKey(key)[1])]
