"""Every Word paper, by the name of its template."""

from collections.abc import Mapping

from xlplan.documents import notice

PAPERS: Mapping[str, type] = {notice.TEMPLATE: notice.NoticePaper}
"""Name of the template, without .docx -> the dataclass whose fields it may use."""
