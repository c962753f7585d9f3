"""Every kind of Word paper, by the name of its template."""

from xlplan import documents
from xlplan.documents.paper import Document
from xlplan.reports.paper import shelved

DOCUMENTS = shelved(documents, Document)
