"""What a check has to say: a rule, where it was broken, and how bad that is."""

from dataclasses import dataclass
from enum import StrEnum

from xlplan.cells import Ref


class Severity(StrEnum):
    """How bad a finding is; only an error stops a close or changes the exit code."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def word(self) -> str:
        """What the clerk reads."""
        return {"error": "错误", "warning": "警告", "note": "提示"}[self.value]

    @property
    def rank(self) -> int:
        """0 for the worst; findings of one place sort by it."""
        return tuple(Severity).index(self)


@dataclass(frozen=True)
class Rule:
    """One thing that must not be wrong in the books.

    Ids live for ever and are never reused. ``page`` is Markdown in Chinese: what is wrong, then tables
    headed 错 and 对; it is the manual, the text of ``xlplan explain`` and the rule's test.
    """

    id: str
    severity: Severity
    page: str
    fix: str
    basis: str = "单位内控要求"

    @property
    def title(self) -> str:
        """The first line of the page: the name of the mistake."""
        return self.page.split("\n", 1)[0]


@dataclass(frozen=True)
class Finding:
    """One broken rule at one place, in the clerk's words."""

    rule: Rule
    severity: Severity
    ref: Ref
    message: str
    subject: str = ""
    """The object of the row, such as its 凭证号 or 预算号; what an exemption names."""
    month: str = ""
    """The month of the row, YYYY-MM; "" where a row has none."""

    @property
    def place(self) -> str:
        """The sheet and the object, for who reads no cell addresses; a statement file has no sheet."""
        return f"{self.ref.sheet or '银行流水'} {self.subject}".strip()


class CannotRun(Exception):
    """The work asked for is impossible; the message is one clear sentence for the clerk."""
