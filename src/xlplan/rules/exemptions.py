"""豁免: findings that were looked into and may stay, each with a reason, an approver and an expiry."""

import pandas as pd

from xlplan.excel.frames import empty
from xlplan.findings import Finding, Rule, Severity
from xlplan.tables.books import Books, Waiting
from xlplan.tables.office import Exemption

UNUSED = Rule(
    "GEN-05",
    Severity.NOTE,
    """
豁免没有对上问题

豁免要规则、工作簿、工作表、单元格、对象都对得上，并且没有到期，才起作用。插过行的，单元格会变，
提示里写明那一行现在在哪里；问题已经改好的，这一行豁免可以删掉。
""".strip(),
    "核对后改正这一行豁免；不需要了就删掉。",
)


class Exemptions:
    """The rows of 豁免 against the findings of one run."""

    def __init__(self, books: Books) -> None:
        self._books = books
        try:
            rows = books[Exemption]
        except Waiting:
            rows = empty(Exemption)
        # Without one of the columns that an exemption is matched by, none holds; the reader tells the lack.
        lacking = not {*_SAME, Exemption.cell, Exemption.expires} <= set(rows)
        self._sheet = empty(Exemption) if lacking else rows
        numbers = self._sheet[Exemption.cell].str.extract(r"(\d+)$")[0].fillna("0").astype("int64")
        self._rows: dict[str, set[int]] = numbers.groupby(self._sheet[Exemption.rule]).agg(set).to_dict()

    def rows(self, rule: Rule) -> set[int]:
        """Row numbers that exemptions of this rule name, whatever their sheet."""
        return self._rows.get(rule.id, set())

    def apply(self, findings: list[Finding], *, tell_unused: bool) -> list[Finding]:
        """The findings that stay, and if wanted a note for every exemption that matched none."""
        exempt: set[int] = set()
        notes = []
        for row, exemption in zip(self._sheet.index, self._sheet.to_dict("records"), strict=True):
            same = tuple(exemption[column] for column in _SAME)
            alike = [place for place, finding in enumerate(findings) if _named(finding) == same]
            cell = exemption[Exemption.cell].upper()
            here = [place for place in alike if findings[place].ref.cell == cell]
            expired = self._expired(exemption[Exemption.expires])
            if exemption[Exemption.rule] in _NEVER:
                expired = "已结账的记录不能豁免；要改，先用 xlplan reopen 写明原因重新打开那个月。"
            if here and not expired:
                exempt.update(here)
            else:
                elsewhere = (
                    f"“{exemption[Exemption.object]}”的问题现在在 {findings[alike[0]].ref}，这条豁免的单元格要改。"
                    if alike
                    else ""
                )
                message = expired or elsewhere or "没有找到这条豁免所说的问题。"
                ref = self._books.ref(Exemption.rule, row)
                notes.append(Finding(UNUSED, Severity.NOTE, ref, message, exemption[Exemption.object]))
        kept = [finding for place, finding in enumerate(findings) if place not in exempt]
        return kept + notes if tell_unused else kept

    def _expired(self, expires: pd.Timestamp) -> str:
        if pd.isna(expires):
            return "这条豁免没有写到期日，不起作用。"
        if expires.date() < self._books.today:
            return f"这条豁免已于 {expires:%Y-%m-%d} 到期，不再起作用。"
        return ""


def _named(finding: Finding) -> tuple[str, str, str, str]:
    return finding.rule.id, finding.ref.workbook, finding.ref.sheet, finding.subject


_NEVER = ("VCH-09",)
"""What a month held when it was closed is what it held."""
_SAME = (Exemption.rule, Exemption.workbook_name, Exemption.sheet_name, Exemption.object)
