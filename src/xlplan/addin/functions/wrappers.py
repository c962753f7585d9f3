"""The cell functions as Excel and LibreOffice know them: a module of Basic, a function of it for each."""

from xlplan.addin.functions import FUNCTIONS
from xlplan.addin.functions.registry import Function
from xlplan.addin.sources import filled


def basic() -> str:
    """The module for LibreOffice; it asks the service of the extension."""
    return _filled("libreoffice/Functions.bas")


def vba() -> str:
    """What the module for Excel has below the bridge. ASCII, for VBA is in the code page of each machine."""
    return _filled("excel/Functions.bas")


def _filled(name: str) -> str:
    return filled(
        name, functions=sorted(FUNCTIONS.values(), key=lambda one: one.name), parameters=_parameters
    )


def _parameters(function: Function) -> str:
    return ", ".join(("Optional " if one.optional else "") + one.name for one in function.arguments)
