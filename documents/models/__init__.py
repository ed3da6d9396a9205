"""Documents: what the office has published, as printed, what was decided about it, and files that were made here."""

from documents.models.answers import Decision, ReconciliationAnswer
from documents.models.documents import PublishedDocument
from documents.models.rendered import RenderedDocument, RenderState
from documents.models.rows import CELLS, PublishedRow, RowKind
from documents.models.statements import PublishedStatement, StatementKind
from documents.models.tables import PublishedTable
from documents.models.texts import TextBlock, TextSlot

__all__ = [
    "CELLS",
    "Decision",
    "PublishedDocument",
    "PublishedRow",
    "PublishedStatement",
    "PublishedTable",
    "ReconciliationAnswer",
    "RenderState",
    "RenderedDocument",
    "RowKind",
    "StatementKind",
    "TextBlock",
    "TextSlot",
]
