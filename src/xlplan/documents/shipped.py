"""The templates that come with xlplan: in the package where it is installed, beside it in a checkout."""

from importlib.resources import files
from pathlib import Path


def shipped(name: str) -> bytes:
    """The template of a paper by its name."""
    packed = files("xlplan.documents").joinpath("templates", f"{name}.docx")
    return (
        packed.read_bytes()
        if packed.is_file()
        else (Path(__file__).parents[3] / "templates" / f"{name}.docx").read_bytes()
    )
