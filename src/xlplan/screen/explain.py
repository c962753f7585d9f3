"""What ``xlplan explain`` shows."""

from collections.abc import Iterator, Mapping

from xlplan.findings import Rule
from xlplan.rules import every_rule


def text(rule: Rule) -> Iterator[str]:
    """The page of a rule."""
    title, _, rest = rule.page.partition("\n")
    yield f"{rule.id} {title}（{rule.severity.word}）\n{rest}\n\n怎么改：{rule.fix}\n依据：{rule.basis}"


def document(rule: Rule) -> Mapping[str, object]:
    """The document of ``explain --json``."""
    facts = {"rule": rule.id, "severity": rule.severity, "title": rule.title, "page": rule.page}
    return facts | {"fix": rule.fix, "basis": rule.basis}


def list_text() -> Iterator[str]:
    """All rules, a line each."""
    for rule in every_rule():
        yield f"{rule.id} {rule.severity.word} {rule.title}"


def list_document() -> list[dict[str, object]]:
    """The document of ``explain --json`` without a rule."""
    return [{"rule": rule.id, "severity": rule.severity, "title": rule.title} for rule in every_rule()]
