"""Every kind of Word paper, by the name of its template."""

from xlplan.documents.day_close import DAY_CLOSE
from xlplan.documents.disclosure import DISCLOSURE, TABLE
from xlplan.documents.letters import LETTER
from xlplan.documents.monthly import MONTHLY
from xlplan.documents.notice import NOTICE
from xlplan.documents.paper import Document
from xlplan.documents.plan import PLAN
from xlplan.documents.reconciliation import RECONCILIATION

DOCUMENTS: dict[str, Document] = {
    document.name: document
    for document in (NOTICE, PLAN, TABLE, DISCLOSURE, DAY_CLOSE, RECONCILIATION, LETTER, MONTHLY)
}
