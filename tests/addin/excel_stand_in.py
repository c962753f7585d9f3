"""What xlwings does on Windows, as far as it can be seen without: JSON of its own wrappers and of some answers.

Run as a program: xlwings' modules for Windows are imported with stand-ins of pywin32 that do nothing.
"""

import importlib
import io
import json
import sys
from types import ModuleType, SimpleNamespace
from typing import Any

MODULE = "xlplan.addin.functions.excel"
MISSING = -2147352572
ERRORS = {-2146826246: "#N/A", -2146826281: "#DIV/0!"}


class Engine:
    """What the conversion of values asks of Excel."""

    name, type = "excel", "desktop"

    @staticmethod
    def prepare_xl_data_element(value: object, options: object) -> object:
        return "" if value is None else value

    @staticmethod
    def clean_value_data(
        rows: Any, dates: object, empty: object, numbers: object, errors: bool
    ) -> list[list[object]]:
        assert errors, "an error value would be an empty cell"
        return [[empty if one in (None, "") else ERRORS.get(one, one) for one in row] for row in rows]


def main() -> None:
    """Answer the calls on stdin: ``[[name, arguments of COM, workbook]]``."""
    com, types, client = ModuleType("pythoncom"), ModuleType("pywintypes"), ModuleType("win32com.client")
    vars(com).update(CoInitialize=lambda: None, com_error=Exception)
    vars(types).update(com_error=Exception)
    vars(client).update(Dispatch=lambda one: one)
    sys.modules.update(
        {"pythoncom": com, "pywintypes": types, "win32com": ModuleType("win32com"), "win32com.client": client}
    )
    sys.modules["xlwings.pro"] = None  # type: ignore[assignment]
    import xlwings

    udfs: Any = importlib.import_module("xlwings.udfs")
    conversion: Any = importlib.import_module("xlwings.conversion")
    vars(xlwings).update(func=udfs.xlfunc, arg=udfs.xlarg)
    xlwings.engines.add(xlwings.Engine(impl=Engine()))
    module = importlib.import_module(MODULE)
    wrappers = io.StringIO()
    udfs.generate_vba_wrapper(MODULE, module, wrappers, SimpleNamespace(Name="xlplan_functions.xlam"))

    def called(name: str, arguments: list[Any], workbook: str) -> object:
        function = getattr(module, name)
        infos = function.__xlfunc__["args"]
        given = [
            info["optional"] if one == MISSING else conversion.read(None, one, info["options"])
            for one, info in zip(arguments, infos, strict=False)
        ]
        caller = SimpleNamespace(
            sheet=SimpleNamespace(book=SimpleNamespace(api=SimpleNamespace(FullName=workbook)))
        )
        assert infos[-1]["name"] == "caller"
        return conversion.write(function(*given, caller), None, function.__xlfunc__["ret"]["options"])

    values = [called(*call) for call in json.load(sys.stdin)]
    print(json.dumps({"wrappers": wrappers.getvalue(), "values": values}))


if __name__ == "__main__":
    main()
