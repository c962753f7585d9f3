"""What the macros call is there: every button has its procedure, public and with the arguments it is called with."""

import re
from xml.etree import ElementTree

import pytest

from xlplan.addin.buttons import BUTTONS
from xlplan.addin.excel import callbacks, launcher, ribbon

_PROCEDURE = re.compile(r"^(Public |Private )(Sub|Function) (\w+)\(([^)]*)\)", re.MULTILINE)


def _modules(mac: bool = False) -> dict[str, str]:
    return launcher(mac) | callbacks()


def _procedures(mac: bool = False) -> dict[str, tuple[str, str, str]]:
    """Module.Procedure -> whether it is public, its kind, its arguments."""
    return {
        f"{module}.{found[3]}": (found[1].strip(), found[2], found[4])
        for module, text in _modules(mac).items()
        for found in _PROCEDURE.finditer(text)
    }


@pytest.mark.parametrize("mac", [False, True])
def test_each_button_on_a_sheet_runs_a_public_procedure_without_arguments(mac: bool) -> None:
    procedures = _procedures(mac)
    for button in BUTTONS:
        assert procedures[f"XlplanButtons.{button.name}"] == ("Public", "Sub", "")


def test_each_button_on_the_ribbon_runs_a_public_procedure_that_takes_the_control() -> None:
    procedures = _procedures()
    tab = ElementTree.fromstring(ribbon().encode())
    shown = list(tab.iterfind(".//{*}button"))
    assert [(one.get("label"), one.get("supertip")) for one in shown] == [
        (button.label, button.help) for button in BUTTONS
    ]
    for one in shown:
        assert procedures[one.get("onAction", "")] == ("Public", "Sub", "control As Object")
        name = one.get("onAction", "").removeprefix("XlplanRibbon.Ribbon")
        assert (
            f"Sub Ribbon{name}(control As Object)\n    XlplanButtons.{name}\n" in callbacks()["XlplanRibbon"]
        )
    every = [one.get("id") for one in tab.iter() if one.get("id")]
    assert len(every) == len(set(every))


@pytest.mark.parametrize("mac", [False, True])
def test_each_module_names_itself_ends_what_it_begins_and_hides_no_procedure(mac: bool) -> None:
    texts = _modules(mac)
    names = {name.rpartition(".")[2] for name in _procedures(mac)}
    for module, text in texts.items():
        assert text.startswith(f'Attribute VB_Name = "{module}"\nOption Explicit\n')
        assert len(module) <= 31
        assert module not in names  # a call of one would find the other
        begun = len(re.findall(r"^(?:Public |Private )?(?:Sub|Function) ", text, re.MULTILINE))
        assert begun == len(re.findall(r"^End (?:Sub|Function)$", text, re.MULTILINE))


@pytest.mark.parametrize("mac", [False, True])
def test_what_one_module_calls_of_another_is_public(mac: bool) -> None:
    procedures = _procedures(mac)
    own = {name: kind for name, (kind, _, _) in procedures.items()}
    public = {name.partition(".")[2] for name, kind in own.items() if kind == "Public"}
    for module, text in _modules(mac).items():
        called = set(re.findall(r"\bXlplan[A-Z]\w*(?=[ (])", text)) - set(_modules(mac))
        assert called <= public | {name.partition(".")[2] for name in own if name.startswith(f"{module}.")}


def test_nothing_but_a_number_is_on_the_command_line() -> None:
    """The interpreter is of the settings; a path of a workbook never leaves the request."""
    (started,) = re.findall(r"words = (.*)", launcher()["XlplanHost"])
    assert started == '"""" & python & """ -P -m xlplan.addin press " & number'
    assert "XlplanStart python, pressed" in launcher()["XlplanLauncher"]
