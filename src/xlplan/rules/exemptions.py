"""豁免: findings that were looked into and may stay, each with a reason, an approver and an expiry."""

import pandas as pd

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
            self._sheet = books[Exemption]
        except Waiting:
            self._sheet = None

    def rows(self, rule: Rule) -> list[int]:
        """Row numbers that exemptions of this rule name, whatever their sheet."""
        if self._sheet is None:
            return []
        cells = self._sheet.loc[self._sheet[Exemption.rule] == rule.id, Exemption.cell]
        return [int(digits) for digits in cells.str.extract(r"(\d+)$")[0].dropna()]

    def apply(self, findings: list[Finding], *, tell_unused: bool) -> list[Finding]:
        """The findings that stay, and if wanted a note for every exemption that matched none."""
        if self._sheet is None:
            return findings
        exempt: set[int] = set()
        notes = []
        for row, exemption in zip(self._sheet.index, self._sheet.to_dict("records"), strict=True):
            alike = [
                (place, finding)
                for place, finding in enumerate(findings)
                if (finding.rule.id, finding.ref.workbook, finding.ref.sheet, finding.subject)
                == tuple(exemption[column] for column in _SAME)
            ]
            here = [
                place for place, finding in alike if finding.ref.cell == exemption[Exemption.cell].upper()
            ]
            if pd.isna(exemption[Exemption.expires]):
                message = "这条豁免没有写到期日，不起作用。"
            elif exemption[Exemption.expires].date() < self._books.today:
                message = f"这条豁免已于 {exemption[Exemption.expires]:%Y-%m-%d} 到期，不再起作用。"
            elif here:
                exempt.update(here)
                continue
            elif alike:
                message = (
                    f"“{exemption[Exemption.object]}”的问题现在在 {alike[0][1].ref}，这条豁免的单元格要改。"
                )
            else:
                message = "没有找到这条豁免所说的问题。"
            ref = self._books.ref(Exemption.rule, row)
            notes.append(Finding(UNUSED, Severity.NOTE, ref, message, exemption[Exemption.object]))
        return [finding for place, finding in enumerate(findings) if place not in exempt] + (
            notes if tell_unused else []
        )


_SAME = (Exemption.rule, Exemption.workbook_name, Exemption.sheet_name, Exemption.object)
