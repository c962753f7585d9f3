"""Excel's own list of what it opens at its start, in the registry of the user. For Windows only."""

import winreg
from collections.abc import Iterator
from contextlib import contextmanager

from xlplan.findings import CannotRun


@contextmanager
def options(write: bool) -> Iterator[dict[str, str]]:
    """The texts of Excel's Options key; what is changed in them is written back."""
    access = winreg.KEY_READ | (winreg.KEY_WRITE if write else 0)
    with winreg.CreateKeyEx(winreg.HKEY_CURRENT_USER, _key(), access=access) as key:
        count = winreg.QueryInfoKey(key)[1]
        every = [winreg.EnumValue(key, number) for number in range(count)]
        before = {name: str(value) for name, value, kind in every if kind == winreg.REG_SZ}
        values = dict(before)
        yield values
        if not write:
            return
        for name in before.keys() - values.keys():
            winreg.DeleteValue(key, name)
        for name, value in values.items():
            if before.get(name) != value:
                winreg.SetValueEx(key, name, 0, winreg.REG_SZ, value)


def _key() -> str:
    """Excel's Options key of the version that is installed."""
    try:
        current = winreg.QueryValue(winreg.HKEY_CLASSES_ROOT, r"Excel.Application\CurVer")
    except OSError:
        raise CannotRun("这台电脑上没有 Excel，加载项没有地方装。WPS 不支持这种加载项。") from None
    return rf"Software\Microsoft\Office\{current.rpartition('.')[2]}.0\Excel\Options"
