"""Every kind of Word paper, by the name of its template."""

from xlplan.documents.disclosure import DISCLOSURE, TABLE
from xlplan.documents.notice import NOTICE
from xlplan.documents.paper import Document
from xlplan.documents.plan import PLAN

DOCUMENTS: dict[str, Document] = {document.name: document for document in (NOTICE, PLAN, TABLE, DISCLOSURE)}
