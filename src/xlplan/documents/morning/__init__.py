"""The morning page (今日.html): how the night went and what is red, on one static page that prints on one sheet of A4."""

import base64
import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from jinja2 import Template

T = TypeVar("T")


@dataclass(frozen=True)
class Line:
    """One sentence."""

    text: str
    red: bool = False


@dataclass(frozen=True)
class Tile:
    """One number that is read at a glance."""

    name: str
    value: str
    red: bool = False


@dataclass(frozen=True)
class Breach:
    """A rule that is broken, how often, and where first."""

    severity: str
    rule: str
    title: str
    count: int
    where: str
    red: bool


@dataclass(frozen=True)
class Change:
    """A finding that is new, or that is no more."""

    severity: str
    rule: str
    title: str
    where: str
    """Workbook, sheet and cell."""
    message: str
    red: bool


@dataclass(frozen=True)
class AccountState:
    """Cash or a bank account: its balances, and how it is reconciled. Amounts as they are printed."""

    name: str
    balance: str
    bank: str
    """What the statement closes with."""
    adjusted: str
    state: str
    red: bool
    open: tuple[str, ...]
    """How many open items there are of each age."""


@dataclass(frozen=True)
class Bar:
    """How far a budget is executed."""

    name: str
    part: float
    """Of its budget; from 0, drawn up to 1.25."""
    said: str
    """The same in per cent."""
    left: str
    red: bool


@dataclass(frozen=True)
class Due:
    """What is to be done by a day."""

    day: str
    what: str
    left: str
    """The days that are left, in words."""
    red: bool


@dataclass(frozen=True)
class Period:
    """A month of the ledger: open, held, closed or reopened, in words."""

    month: str
    state: str


@dataclass(frozen=True)
class PaperLink:
    """A paper that was made."""

    name: str
    link: str
    """As seen from papers/, quoted for a URL."""


@dataclass(frozen=True)
class Listing(Generic[T]):
    """Rows, the most important first: the page shows those that fit and counts the rest."""

    rows: tuple[T, ...] = ()
    said: str = ""
    """What stands in their place where there are none, or where they cannot be had."""


@dataclass(frozen=True)
class Morning:
    """What the page shows: its template uses exactly these."""

    office: str
    day: str
    made: str
    lines: tuple[Line, ...]
    """How the night went."""
    tiles: tuple[Tile, ...]
    breaches: Listing[Breach]
    new: Listing[Change]
    """Since the run before."""
    solved: Listing[Change]
    ages: tuple[str, ...]
    """The headers of ``AccountState.open``."""
    accounts: Listing[AccountState]
    gone: float
    """The share of the year that is gone, from 0 to 1."""
    bars: Listing[Bar]
    due: Listing[Due]
    owed: str
    """Who has how much of it."""
    periods: tuple[Period, ...]
    papers: Listing[PaperLink]
    warnings: tuple[str, ...]


def page(morning: Morning) -> bytes:
    """The page in UTF-8. All texts are escaped; it has no script, and loads nothing."""
    style = shipped("style.css")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    text: str = _template().render(vars(morning) | {"style": style, "policy": policy})
    # A cell may hold half of a character.
    return text.encode("utf-8", "replace")


def shipped(name: str) -> str:
    """A file of the page as it comes with xlplan."""
    return files(__name__).joinpath(name).read_text(encoding="utf-8")


@cache
def _template() -> "Template":
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(shipped("page.html"))
