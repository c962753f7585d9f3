"""Papers that are put up for all to read as static pages: self-contained, without a script, for a phone and for A4.

A page holds what the paper says, and is known by its mark: what it is made of, of which day, and whether anybody has changed it.
"""

import base64
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import date
from functools import cache
from html import escape, unescape
from importlib.resources import files
from typing import TYPE_CHECKING
from urllib.parse import quote

from xlplan.documents.web.parts import Part, Table
from xlplan.reports.forms import day_in_words

if TYPE_CHECKING:
    from jinja2 import Template

_MARK = re.compile(r'<meta name="xlplan" content="([^"]*)">')
_UNSIGNED = "0" * 64


@dataclass(frozen=True)
class Mark:
    """What a page tells of itself: the paper, what it is made of, the day its books stood at."""

    name: str
    of: str
    day: date


@dataclass(frozen=True)
class Page:
    """A paper to be put up."""

    mark: Mark
    office: str
    parts: tuple[Part, ...]


def page(own: Page) -> bytes:
    """The page in UTF-8; all texts are escaped, and it loads nothing."""
    values = {
        "title": f"{own.mark.name} {own.mark.of}",
        "office": own.office,
        "day": day_in_words(own.mark.day),
        "parts": own.parts,
        "mark": _mark(own.mark, _UNSIGNED),
    }
    return _signed(_rendered("page.html", values), own.mark)


def index(office: str, marks: Sequence[tuple[Mark, str]]) -> bytes:
    """The page that leads to the others, by kind of paper; ``marks``: each with the name of its file."""
    kinds: dict[str, list[tuple[str, str]]] = {}
    for mark, file in sorted(marks, key=lambda own: own[0].of, reverse=True):
        kinds.setdefault(mark.name, []).append((mark.of, quote(file)))
    own = Mark("", "", date.min)
    values = {"office": office, "kinds": dict(sorted(kinds.items())), "mark": _mark(own, _UNSIGNED)}
    return _signed(_rendered("index.html", values), own)


def marked(content: bytes) -> Mark | None:
    """The mark of a page of ours that nobody has changed; None for any other file."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return None
    found = _MARK.search(text)
    if not found:
        return None
    name, of, day, _ = (*map(unescape, found[1].split("|")), "", "", "", "")[:4]
    try:
        mark = Mark(name, of, date.fromisoformat(day))
    except ValueError:
        return None
    unsigned = _MARK.sub(lambda _: _mark(mark, _UNSIGNED), text, count=1)
    return mark if _signed(unsigned, mark) == content else None


def _signed(text: str, mark: Mark) -> bytes:
    """A page with the digest of all else that it holds in its mark."""
    digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
    whole = text.replace(_mark(mark, _UNSIGNED), _mark(mark, digest), 1)
    # A cell may hold half of a character.
    return whole.encode("utf-8", "replace")


def _mark(mark: Mark, digest: str) -> str:
    told = "|".join(escape(str(part)).replace("|", "&#124;") for part in (*astuple(mark), digest))
    return f'<meta name="xlplan" content="{told}">'


def _rendered(name: str, values: Mapping[str, object]) -> str:
    style = shipped("style.css")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return _template(name).render({**values, "style": style, "policy": policy})


def shipped(name: str) -> str:
    """A file of the pages as it comes with xlplan."""
    return files(__name__).joinpath(name).read_text(encoding="utf-8")


@cache
def _template(name: str) -> "Template":
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.tests["table"] = lambda part: isinstance(part, Table)
    return environment.from_string(shipped(name))
