"""What the PDF of an issued document carries: who signs, its number, and what it can be checked by."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from reports.builders.frame import DOTS, in_words
from reports.documents import Approval, Signature, Stamp

if TYPE_CHECKING:
    from documents.models import IssuedDocument
    from reports.documents import Block, Document

NO_SIGNATURE = "Keterangan ini bukan tanda tangan elektronik."
PREVIEW = (
    "Pratinjau: belum diterbitkan. Kode QR, waktu terbit, dan SHA-256 ditambahkan saat diterbitkan.",
    NO_SIGNATURE,
)


def stamped(document: Document, row: IssuedDocument) -> Document:
    """Return the document as it is issued."""
    return _signed(document, row, Stamp(row.number, _lines(row), public_address(row)))


def previewed(document: Document, row: IssuedDocument) -> Document:
    """Return the document as it would be issued, marked as not issued yet."""
    return _signed(document, row, Stamp(row.number, PREVIEW))


def public_address(row: IssuedDocument) -> str:
    """Return the address of the public page, "" where the installation has told none."""
    base = settings.PUBLIC_BASE_URL.rstrip("/")
    return f"{base}{reverse('check_issued', args=[row.token])}" if base else ""


def _signed(document: Document, row: IssuedDocument, stamp: Stamp) -> Document:
    """Return the document with the signatory in the place of the unit's own: on its page of approval, or at its end."""
    own = Signature(
        place_and_date=f"{row.unit.place or DOTS}, {in_words(row.date, 'j F Y')}",
        position=f"{row.signatory_position},",
        name=row.signatory_name,
        nip=f"NIP {row.signatory_nip or DOTS}",
    )
    if any(isinstance(block, Approval) for block in document.blocks):
        blocks = tuple(_approved(block, own) for block in document.blocks)
        return replace(document, blocks=blocks, stamp=stamp)
    signatures = (*document.signatures[:-1], own)
    return replace(document, signatures=signatures, stamp=stamp)


def _approved(block: Block, own: Signature) -> Block:
    if not isinstance(block, Approval):
        return block
    return replace(block, signatures=(*block.signatures[:-1], own))


def _lines(row: IssuedDocument) -> tuple[str, ...]:
    moment = in_words(timezone.localtime(row.issued_at), "j F Y H.i T")
    superseded = (
        (f"Menggantikan nomor {row.supersedes.number}: {row.reason}",)
        if row.supersedes
        else ()
    )
    return (
        f"Diterbitkan {moment} dengan nomor {row.number}. {NO_SIGNATURE}",
        *superseded,
        f"SHA-256 data: {row.data_sha256}",
        f"Versi rumus {row.formula_version} · versi aplikasi {row.code_version} · versi data {row.data_version}",
    )
