"""Documents: what the office has published, as printed, and files of reports that were made here."""

from documents.models.documents import PublishedDocument
from documents.models.rendered import RenderedDocument, RenderState
from documents.models.rows import CELLS, PublishedRow, RowKind
from documents.models.statements import PublishedStatement, StatementKind
from documents.models.tables import PublishedTable
from documents.models.texts import TextBlock, TextSlot

__all__ = [
    "CELLS",
    "PublishedDocument",
    "PublishedRow",
    "PublishedStatement",
    "PublishedTable",
    "RenderState",
    "RenderedDocument",
    "RowKind",
    "StatementKind",
    "TextBlock",
    "TextSlot",
]
