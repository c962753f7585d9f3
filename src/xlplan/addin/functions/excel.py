"""The cell functions as xlwings calls them for Excel: one of each name in this module.

xlwings.pro is not free. It stays outside: no program may import it here, so xlwings does without it.
"""

import sys
from collections.abc import Callable
from datetime import date
from inspect import Parameter, Signature
from typing import Any

from xlplan.addin.functions import FUNCTIONS, Column, Function, Value, answer

sys.modules["xlwings.pro"] = None  # type: ignore[assignment]


def serve_excel(number: str) -> None:
    """Be the Python of one Excel, under this CLSID, until Excel ends."""
    from xlwings.com_server import serve

    serve(number)  # type: ignore[no-untyped-call]


def _exposed(function: Function) -> Callable[..., Value | Column]:
    """The function with the signature and the options that xlwings reads."""
    from xlwings import arg, func

    def call(*cells: Any) -> Value | Column:
        *given, caller = cells
        return answer(function.name, given, [caller.sheet.book.api.FullName], date.today())

    call.__name__, call.__doc__ = function.name, function.title
    call.__annotations__ = {}  # xlwings would convert by them
    names = [_parameter(one.name, one.optional) for one in function.arguments]
    # xlwings puts the cell that asks into an argument of this name.
    call.__signature__ = Signature([*names, _parameter("caller", True)])  # type: ignore[attr-defined]
    exposed: Callable[..., Value | Column] = call
    for one in function.arguments:
        exposed = arg(one.name, ndim=2, err_to_str=True, doc=f"{one.label}：{one.help}")(exposed)
    # The last word is had by func: arg sets all that it sets to the usual.
    return func(category="总务助手", call_in_wizard=False)(exposed)


def _parameter(name: str, optional: bool) -> Parameter:
    return Parameter(name, Parameter.POSITIONAL_OR_KEYWORD, default=None if optional else Parameter.empty)


globals().update({name: _exposed(function) for name, function in FUNCTIONS.items()})
