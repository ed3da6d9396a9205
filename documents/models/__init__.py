"""Documents that the office has published: their tables and statements, as printed."""

from documents.models.documents import PublishedDocument
from documents.models.rows import CELLS, PublishedRow, RowKind
from documents.models.statements import PublishedStatement, StatementKind
from documents.models.tables import PublishedTable

__all__ = [
    "CELLS",
    "PublishedDocument",
    "PublishedRow",
    "PublishedStatement",
    "PublishedTable",
    "RowKind",
    "StatementKind",
]
