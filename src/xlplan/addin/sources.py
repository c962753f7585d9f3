"""The text that the front ends are made of: macros/ of a checkout, or its copy in the package where that is installed."""

from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, StrictUndefined


def source(name: str) -> str:
    """A text of macros/ by its path from there."""
    packed = files("xlplan.addin").joinpath("macros", *name.split("/"))
    if packed.is_file():
        return packed.read_text("utf-8")
    return (Path(__file__).parents[3] / "macros" / name).read_text("utf-8")


def filled(name: str, **values: object) -> str:
    """The same with its blanks filled; ``{{ text }}`` is escaped in .xml, .xcu and .xba."""
    xml = name.endswith((".xml", ".xcu", ".xba"))
    engine = Environment(undefined=StrictUndefined, autoescape=xml, trim_blocks=True, lstrip_blocks=True)
    return engine.from_string(source(name)).render(values)
