"""What the fields of a paper hold, told from their annotations."""

import builtins
from dataclasses import fields, is_dataclass
from types import NoneType
from typing import Any, TypeGuard, get_args, get_origin, get_type_hints


def is_paper(kind: Any) -> TypeGuard[type]:
    """Whether a value of this kind has fields of its own."""
    return isinstance(kind, type) and is_dataclass(kind)


def own(paper: type) -> dict[str, Any]:
    """The fields of a paper, or of a part of one, with what they hold."""
    hints = get_type_hints(paper)
    return {own.metadata["name"]: _plain(hints[own.name]) for own in fields(paper) if "name" in own.metadata}


def _plain(kind: Any) -> Any:
    """A kind without the None that it may be, and a part of a paper without the text that may stand for it; None for one of several."""
    if get_origin(kind) in (None, tuple, list):
        return kind
    several = [one for one in get_args(kind) if one is not NoneType]
    if NoneType in get_args(kind) and len(several) == 1:
        return several[0]
    match [one for one in several if one is not str]:
        case [part] if get_origin(part) or (is_paper(part) and own(part)):
            return part
    return None


def item(kind: Any) -> Any:
    """What a list holds; None where it is not known."""
    match get_origin(kind), get_args(kind):
        case (builtins.tuple, (one, builtins.Ellipsis)) | (builtins.list, (one,)):
            return one
    return None


def there(kind: Any) -> type:
    """What a value of this kind is when a template is filled."""
    if get_origin(kind) in (tuple, list):
        return list
    return dict if is_paper(kind) else kind
