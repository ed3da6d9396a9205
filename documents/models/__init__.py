"""Documents: what the office has published, as printed, and what was decided about it; files and reports made here."""

from documents.models.answers import Decision, ReconciliationAnswer
from documents.models.documents import PublishedDocument
from documents.models.issue_requests import IssueRequest
from documents.models.issued import IssuedDocument
from documents.models.rendered import RenderedDocument
from documents.models.rows import CELLS, PublishedRow, RowKind
from documents.models.statements import PublishedStatement, StatementKind
from documents.models.tables import PublishedTable
from documents.models.texts import TextBlock, TextSlot
from documents.models.work import RenderState, Work

__all__ = [
    "CELLS",
    "Decision",
    "IssueRequest",
    "IssuedDocument",
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
    "Work",
]
