"""The fields that a template uses, held against those that its paper has, also inside of loops."""

import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from jinja2 import TemplateSyntaxError, nodes
from jinja2.runtime import LoopContext
from rapidfuzz import fuzz, process

from xlplan.documents.lint.blocks import opens
from xlplan.documents.lint.fault import Fault
from xlplan.documents.lint.kinds import is_paper, item, own, there
from xlplan.documents.lint.tags import Tag
from xlplan.documents.template import ENVIRONMENT
from xlplan.findings import Severity

_ITSELF = ("sort", "reverse", "unique", "list")
"""Filters after which a list holds what it held."""
_ONE = ("first", "last", "random")
_EXCUSED = ("defined", "undefined", "default", "d")
"""Tests and filters that ask whether a name is there."""
_LOOP = [name for name in dir(LoopContext) if not name.startswith("_")]
_ELSEWHERE = ("include", "import", "from", "extends")


@dataclass(frozen=True)
class _Value:
    """What an expression is, as far as it can be told."""

    path: str = ""
    """The field it comes from, such as 正文.层次; "" where it is none."""
    kind: Any = None
    """Its annotation; None where it is not known."""


class Fields:
    """The fields that the tags of a template use, tag by tag in their order."""

    def __init__(self, paper: type | None) -> None:
        """``paper``: whose fields there are; None where that is not known, and every name may be right."""
        self.used: dict[str, None] = {}
        """Paths, in the order in which they are first met."""
        self.faults: list[Fault] = []
        self._paper = paper
        self._scopes = [{name: _Value(name, kind) for name, kind in own(paper).items()} if paper else {}]
        self._bound: set[str] = set()
        """Names of loops that have ended."""

    @property
    def unused(self) -> list[str]:
        """Fields of the paper that no tag uses; those of a part of it only where others of that part are used."""
        return list(self._left("", self._paper)) if self._paper else []

    def _left(self, before: str, paper: type) -> Iterator[str]:
        for name, kind in own(paper).items():
            path = f"{before}{name}"
            part = item(kind) or kind
            inside = any(used.startswith(f"{path}.") for used in self.used)
            if path not in self.used and not inside:
                yield path
            elif inside and is_paper(part):
                yield from self._left(f"{path}.", part)

    def read(self, tag: Tag) -> None:
        """Take in one tag: what it uses, which names it gives, what of it cannot be."""
        if tag.mark == "{#" or tag.body in ("vm", "hm"):
            return
        if (tag.word == "else" or tag.word.startswith("end")) and tag.body != tag.word:
            self._blame("syntax", tag, f"“{tag.written}”的写法不对。")
        if tag.word.startswith("end"):
            if len(self._scopes) > 1 and tag.word not in ("endif", "endset"):
                self._bound |= self._scopes.pop().keys()
            return
        tree = self._parsed(tag)
        if tree is None:
            return
        if opens(tag) and tag.word not in ("if", "set"):
            self._scopes.append({})
        for node in tree.body:
            self._statement(node, tag)

    def _parsed(self, tag: Tag) -> nodes.Template | None:
        source = _source(tag)
        if tag.word in _ELSEWHERE:
            self._blame("syntax", tag, f"“{tag.written}”要用别的文件，模板里不能这样写。")
            return None
        try:
            ENVIRONMENT.from_string(source)
            return ENVIRONMENT.parse(source)
        except TemplateSyntaxError as reason:
            self._blame("syntax", tag, f"“{tag.written}”{_reason(tag, reason.message or '')}")
        except RecursionError:
            self._blame("syntax", tag, f"“{tag.written[:20]}…”套了太多层。")
        return None

    def _statement(self, node: nodes.Node, tag: Tag) -> None:
        if isinstance(node, nodes.For):
            value = self._value(node.iter, tag)
            self._scopes[-1]["loop"] = _Value("", LoopContext)
            one = _Value(value.path, item(value.kind))
            self._give(node.target, one if isinstance(node.target, nodes.Name) else _Value())
            if node.test:
                self._value(node.test, tag)
        elif isinstance(node, nodes.Assign):
            self._give(node.target, self._value(node.node, tag))
        else:
            if isinstance(node, nodes.Macro):
                self._scopes[0][node.name] = _Value()
            self._give(node, _Value())
            self._value(node, tag)

    def _give(self, node: nodes.Node, value: _Value) -> None:
        """Let the names in a node that are not read be this value."""
        own = [node] if isinstance(node, nodes.Name) else node.find_all(nodes.Name)
        self._scopes[-1].update({name.name: value for name in own if name.ctx != "load"})

    def _value(self, node: nodes.Node, tag: Tag) -> _Value:
        """What an expression is; what it uses is noted, and what it cannot have is told."""
        if isinstance(node, nodes.Name):
            return self._named(node, tag)
        if isinstance(node, nodes.Getattr):
            return self._attribute(node, node.attr, tag)
        if isinstance(node, nodes.Getitem):
            if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
                return self._attribute(node, node.arg.value, tag)
            value = self._value(node.node, tag)
            self._value(node.arg, tag)
            return value if isinstance(node.arg, nodes.Slice) else _Value(value.path, item(value.kind))
        asks = isinstance(node, nodes.Filter | nodes.Test) and node.name in _EXCUSED
        values = [
            self._value(child, tag)
            for child in node.iter_child_nodes()
            if not (asks and isinstance(child, nodes.Name) and not self._known(child.name))
        ]
        if isinstance(node, nodes.Filter) and values and node.name in _ITSELF:
            return values[0]
        if isinstance(node, nodes.Filter) and values and node.name in _ONE:
            return _Value(values[0].path, item(values[0].kind))
        return _Value()

    def _known(self, name: str) -> bool:
        return any(name in scope for scope in self._scopes)

    def _named(self, node: nodes.Name, tag: Tag) -> _Value:
        name = node.name
        for scope in reversed(self._scopes):
            if name in scope:
                self._use(scope[name].path)
                return scope[name]
        if node.ctx != "load" or name in ENVIRONMENT.globals:
            return _Value()
        if not self._paper:
            self._use(name)
            return _Value(name)
        known = {one for scope in self._scopes for one in scope} - {"loop"}
        outside = f"“{name}”是循环里的名字，这里已经在循环外面了。" if name in self._bound else ""
        self._blame("unknown", tag, outside or f"没有字段“{name}”{nearest(name, known)}")
        return _Value()

    def _attribute(self, node: nodes.Getattr | nodes.Getitem, name: str, tag: Tag) -> _Value:
        value = self._value(node.node, tag)
        before = f"{node.node.name}." if isinstance(node.node, nodes.Name) else ""
        if name.startswith("_"):
            self._blame("unknown", tag, f"“{before}{name}”不能用在模板里。")
        elif value.kind is None:
            path = f"{value.path}.{name}" if value.path else ""
            self._use(path)
            return _Value(path)
        elif is_paper(value.kind) and name in (parts := own(value.kind)):
            path = f"{value.path}.{name}"
            self._use(path)
            return _Value(path, parts[name])
        elif not hasattr(there(value.kind), name):
            known = own(value.kind) if is_paper(value.kind) else _LOOP if value.kind is LoopContext else ()
            self._blame("unknown", tag, f"没有字段“{before}{name}”{nearest(name, known, before)}")
        return _Value()

    def _use(self, path: str) -> None:
        if path:
            self.used.setdefault(path)

    def _blame(self, kind: str, tag: Tag, message: str) -> None:
        self.faults.append(Fault(kind, Severity.ERROR, tag.place, message))


def nearest(name: str, known: Collection[str], before: str = "") -> str:
    """The end of a sentence about a name that there is not: with the one that is most like it."""
    best = process.extractOne(name, sorted(known), scorer=fuzz.ratio, score_cutoff=45)
    return f"，是不是“{before}{best[0]}”？" if best else "。"


def _source(tag: Tag) -> str:
    """A tag as a template of its own."""
    for special in ("colspan ", "cellbg "):
        if tag.mark == "{%" and tag.body.startswith(special):
            return f"{{{{ {tag.body.removeprefix(special)} }}}}"
    if tag.word in ("elif", "else"):
        return f"{{% if {tag.body.removeprefix('elif')} %}}{{% endif %}}" if tag.word == "elif" else ""
    if tag.mark == "{%":
        return f"{{% {tag.body} %}}" + (f"{{% end{tag.word} %}}" if opens(tag) else "")
    return f"{{{{ {tag.body} }}}}"


_REASONS = {
    "Encountered unknown tag": "的开头没有这种写法",
    "No filter": "用了没有的过滤器",
    "No test": "用了没有的判断",
}


def _reason(tag: Tag, message: str) -> str:
    """Why a tag cannot be read."""
    if unicodedata.normalize("NFKC", tag.body) != tag.body:
        return "里有全角的符号，要改成半角。"
    return next((said for begin, said in _REASONS.items() if message.startswith(begin)), "的写法不对") + "。"
