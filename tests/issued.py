"""Issued reports with files in the storage, as issuing leaves them."""

import hashlib
import json

from django.core.files.base import ContentFile

from documents.issued_files import ISSUED
from tests.document_factories import IssuedDocumentFactory

PDF = b"%PDF-1.7 uji"


def stored_issue(pdf=PDF, printed=(), **fields):
    """Return an issued report whose files are stored; ``printed`` is what its data say."""
    data = json.dumps({"printed": list(printed)}).encode()
    described = {}
    for name, ending, content in (("pdf", "pdf", pdf), ("data", "json", data)):
        described |= {
            f"{name}_file": ISSUED.store(ContentFile(content), ending),
            f"{name}_sha256": hashlib.sha256(content).hexdigest(),
            f"{name}_size": len(content),
        }
    return IssuedDocumentFactory(**described, **fields)


def tamper(row, content=b"diubah", name="pdf_file"):
    """Put other content into a stored file of the report."""
    stored = getattr(row, name)
    ISSUED.storage.delete(stored)
    if content is not None:
        ISSUED.storage.save(stored, ContentFile(content))
