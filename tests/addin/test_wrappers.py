"""The modules of Basic that know the cell functions, and how xlwings calls ours."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from tests.addin.excel_stand_in import MISSING
from xlplan.addin.functions import FUNCTIONS, answer
from xlplan.addin.functions.wrappers import basic, vba

ERROR = -2146826246
"""#N/A as COM gives it."""


def excel(*calls: tuple[str, list[object], str]) -> dict[str, object]:
    """What xlwings makes of ours, in a process of its own."""
    run = subprocess.run(
        [sys.executable, "-W", "error", "-m", "tests.addin.excel_stand_in"],
        input=json.dumps(calls), capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert not run.returncode, run.stderr
    return dict(json.loads(run.stdout))


def test_the_module_for_excel_is_the_one_xlwings_would_make() -> None:
    theirs = "\n".join(_for_excel(str(excel()["wrappers"])))
    ours = [line.strip() for line in vba().splitlines()[1:] if line.strip()]
    assert ours == theirs.split("\n")
    assert vba().isascii()


def _for_excel(text: str) -> list[str]:
    """The lines of the branch for Excel."""
    lines, other = [], False
    for line in map(str.strip, text.splitlines()):
        other = (other or line == "#Else") and line != "#End If"
        if line and not other and not line.startswith("#"):
            lines.append(line)
    return lines


def test_excel_is_answered_through_xlwings(clean_school: Path) -> None:
    workbook = str(clean_school / "workbooks" / "plan.xlsx")
    balance = answer("XL_BALANCE", ["1001"], [workbook], date.today())
    assert isinstance(balance, float)
    values = excel(
        ("XL_RMB", [1409.5], ""),
        ("XL_RMB", [[[1.0], [None], [ERROR]]], ""),
        ("XL_GAP", [[[0.1], [0.2]], 0.3], ""),
        ("XL_BALANCE", [1001.0, MISSING], workbook),
        ("XL_BALANCE", [[["1001"], ["9999"]], MISSING], workbook),
        ("XL_WORKDAYS", [[[46296.0], [46325.0]], 46326.0], workbook),
    )["values"]
    assert values == [
        [["人民币壹仟肆佰零玖元伍角"]],
        [["人民币壹元整"], [""], ["金额是错误值 #N/A。"]],
        [[0.0]],
        [[balance]],
        [[balance], ["科目 9999 在科目表里不存在。"]],
        [[18], [1]],
    ]


def test_the_part_of_xlwings_that_is_not_free_is_never_imported() -> None:
    code = """
import sys, xlplan.addin.functions.excel as ours
assert ours.XL_RMB and "xlwings" in sys.modules
print([name for name, module in sys.modules.items() if name.startswith("xlwings.pro") and module])
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert run.stdout.strip() == "[]"


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_module_for_libreoffice_hands_on_every_argument(name: str) -> None:
    arguments = FUNCTIONS[name].arguments
    start = basic().index(f"Function {name}(")
    lines = [line.strip() for line in basic()[start:].partition("End Function")[0].splitlines()]
    names = ", ".join(("Optional " if one.optional else "") + one.name for one in arguments)
    assert lines[0] == f"Function {name}({names})"
    assert lines[1] == f"Dim given({len(arguments) - 1})"
    for at, one in enumerate(arguments):
        missing = f"If Not IsMissing({one.name}) Then " if one.optional else ""
        assert lines[2 + at] == f"{missing}given({at}) = {one.name}"
    assert lines[-1] == f'{name} = xlplanAnswer("{name}", given)'
    assert len(lines) == len(arguments) + 3


def test_no_argument_is_a_word_of_basic() -> None:
    words = {
        "date",
        "day",
        "month",
        "year",
        "end",
        "name",
        "number",
        "next",
        "string",
        "type",
        "call",
        "error",
        "option",
    }
    used = {argument.name for one in FUNCTIONS.values() for argument in one.arguments}
    assert not used & words
