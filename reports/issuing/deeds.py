"""The deed of issuing: what the person has seen becomes two files and a row, all or nothing."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from accounts.audit import batch
from accounts.models import AuditBatch, Unit
from documents.issued_files import DATA, ISSUED, PDF
from documents.models import IssuedDocument
from indicators.formula_version import FORMULA_VERSION
from reports.formats import FORMATS
from reports.issuing.content import data_file, seen_mark
from reports.issuing.stamping import stamped
from reports.rendering.progress import pages_told, silent
from reports.rendering.versions import application_version, data_version

if TYPE_CHECKING:
    from reports.documents import Document
    from reports.parameters import Parameters
    from reports.rendering.progress import Tell
    from reports.report import Report

# The form in which reports are issued: for the archive, with the figures inside.
ISSUE_FORMAT = "pdfa"
MADE_HERE = (
    "pdf_file", "pdf_sha256", "pdf_size", "data_file", "data_sha256", "data_size", "data_version",
    "code_version", "formula_version",
)  # fmt: skip
MEANWHILE = "Laporan ini sementara itu sudah diterbitkan dengan nomor {}. Muat ulang halaman: yang baru menggantikannya."
CHANGED = "Isi laporan berubah sejak halaman ini dibuka; tidak ada yang diterbitkan. Periksa isinya yang sekarang di bawah, lalu terbitkan."


class ContentChangedError(ValidationError):
    """What would be issued is not what the person has seen."""


@dataclass(frozen=True)
class Order:
    """A report to be issued: with which choices, the row with its particulars, the mark of what was seen."""

    report: Report
    parameters: Parameters
    draft: IssuedDocument
    seen: str


def issue(order: Order, tell: Tell = silent) -> IssuedDocument:
    """Issue the report and return its row; asked for twice, it is issued once.

    Raises ValidationError, and then nothing was issued; ContentChangedError when the content is another.
    """
    draft = order.draft
    if found := issued_already(draft):
        return found
    document = order.report.build(order.parameters)
    if seen_mark(document) != order.seen:
        raise ContentChangedError(CHANGED)
    tell(20, "Menata dokumen")
    _describe(draft, document)
    draft.full_clean(exclude=MADE_HERE)
    data = data_file(document, draft)
    draft.data_sha256, draft.data_size = _hash(data), len(data)
    with pages_told(tell, 20, 90):
        pdf = FORMATS[ISSUE_FORMAT].render(stamped(document, draft))
    draft.pdf_sha256, draft.pdf_size = _hash(pdf), len(pdf)
    return _keep(draft, pdf, data)


def issued_already(draft: IssuedDocument) -> IssuedDocument | None:
    """Return the document that the same person has just issued with the same words; None while there is none.

    Raises ValidationError when somebody has issued another one meanwhile.
    """
    chain = IssuedDocument.objects.of_report(draft.unit, draft.slug, draft.choices)
    head: IssuedDocument | None = chain.standing().first()
    if head is None or head.pk == draft.supersedes_id:
        return None
    if _said_by(head) == _said_by(draft):
        return head
    raise ValidationError(MEANWHILE.format(head.number))


def _said_by(row: IssuedDocument) -> tuple[object, ...]:
    return (
        row.supersedes_id,
        row.issued_by_id,
        row.number,
        row.date,
        row.signatory_name,
        row.reason,
    )


def _describe(draft: IssuedDocument, document: Document) -> None:
    draft.title, draft.year = document.title[:300], document.year
    draft.file_stem = document.file_stem[:200]
    draft.formula_version = FORMULA_VERSION
    draft.code_version = application_version()
    draft.data_version = data_version(draft.unit)


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _keep(draft: IssuedDocument, pdf: bytes, data: bytes) -> IssuedDocument:
    """Store files and row; where the row is not stored, no file stays behind."""
    try:
        draft.pdf_file = ISSUED.store(ContentFile(pdf), PDF)
        draft.data_file = ISSUED.store(ContentFile(data), DATA)
        row = _insert(draft)
    except BaseException:
        _discard(draft)
        raise
    if row is not draft:
        _discard(draft)
    return row


def _insert(draft: IssuedDocument) -> IssuedDocument:
    """Store the row, unless the same was stored while the files were made; return the stored one."""
    told = {
        "reason": draft.reason,
        "file_name": f"{draft.file_stem}.{PDF}",
        "file_sha256": draft.pdf_sha256,
    }
    try:
        # Durable: when the block is left, the row is stored, and so are the files.
        with (
            transaction.atomic(durable=True),
            batch(AuditBatch.Path.ACTION, user=draft.issued_by, **told),
        ):
            list(Unit.objects.select_for_update().filter(pk=draft.unit_id))
            if found := issued_already(draft):
                return found
            draft.full_clean()
            draft.save()
    except IntegrityError as error:
        raise ValidationError(MEANWHILE.format(draft.number)) from error
    return draft


def _discard(draft: IssuedDocument) -> None:
    for name in filter(None, (draft.pdf_file, draft.data_file)):
        ISSUED.discard(name)
