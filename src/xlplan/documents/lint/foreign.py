"""Tags of other programs that fill Word templates: told once a file, not tag by tag."""

import re
from collections.abc import Iterable, Sequence

from xlplan.documents.lint.fault import Fault
from xlplan.documents.lint.paragraphs import Paragraph
from xlplan.documents.lint.tags import Tag
from xlplan.findings import Severity

_PROGRAMS = {
    "poi-tl": re.compile(r"[@#*+?/=~]"),
    "easypoi": re.compile(r"[!#$]?(v_fe|fe|le|fd|fn|if)\s*:|in\s"),
}
"""Program -> how what is between {{ and }} begins, of which none is a field."""
_INSTEAD = "字段写“{{ 标题 }}”，循环写“{%p for 行 in 标题 %}”和“{%p endfor %}”。"


def program(tag: Tag) -> str:
    """The program that a tag was written for, "" for one that may be ours."""
    if tag.mark != "{{":
        return ""
    return next((name for name, begin in reversed(_PROGRAMS.items()) if begin.match(tag.body)), "")


def faults(tags: Sequence[Tag], paragraphs: Iterable[Paragraph]) -> list[Fault]:
    """One sentence for each other program."""
    found = []
    for name in _PROGRAMS:
        theirs = [tag for tag in tags if program(tag) == name]
        if theirs:
            others = f"等 {len(theirs)} 处" if len(theirs) > 1 else ""
            said = f"“{theirs[0].written}”{others}是 {name} 的写法，这里不认：{_INSTEAD}"
            found.append(Fault("foreign", Severity.ERROR, theirs[0].place, said))
    merged = [one for one in paragraphs for text in one.instructions if text.split()[:1] == ["MERGEFIELD"]]
    if merged:
        said = f"有 {len(merged)} 个 Word 邮件合并的域（MERGEFIELD），不会填：{_INSTEAD}"
        found.append(Fault("foreign", Severity.ERROR, merged[0].place, said))
    return found
