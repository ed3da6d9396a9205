"""Look into an uploaded file: it must be what its name says, whole, and harmless to keep."""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, cast

from django.core.exceptions import ValidationError

from indicators.evidence.images import check_image
from indicators.evidence.names import clean_name, ending_of
from indicators.evidence.office import MAIN_TYPES, check_office

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

OFFICE = "application/vnd.openxmlformats-officedocument.{}"
CONTENT_TYPES = {
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "png": "image/png",
    "xlsx": OFFICE.format("spreadsheetml.sheet"),
    "docx": OFFICE.format("wordprocessingml.document"),
}
SAME_ENDING = {"jpeg": "jpg"}
IMAGES = {"jpg": "JPEG", "png": "PNG"}
PDF_HEAD = re.compile(rb"%PDF-[12]\.\d")
PDF_TAIL_BYTES = 2048
EMPTY = "Berkas ini kosong."
NO_PDF = "Berkas ini rusak, terpotong, atau bukan PDF yang sebenarnya."


@dataclass(frozen=True)
class Content:
    """What is known of a file after looking into it."""

    name: str
    ending: str
    content_type: str
    size: int
    sha256: str


def look_into(upload: UploadedFile[bytes]) -> Content:
    """Return what the file is; raises ValidationError with the sentence for the person who uploads it."""
    name = clean_name(upload.name or "")
    ending = ending_of(name)
    ending = SAME_ENDING.get(ending, ending)
    size, sha256 = _measure(upload)
    if not size:
        raise ValidationError(EMPTY)
    upload.seek(0)
    _check(cast("IO[bytes]", upload), ending)
    upload.seek(0)
    return Content(name, ending, CONTENT_TYPES[ending], size, sha256)


def _measure(upload: UploadedFile[bytes]) -> tuple[int, str]:
    digest, size = hashlib.sha256(), 0
    for chunk in upload.chunks():
        digest.update(chunk)
        size += len(chunk)
    return size, digest.hexdigest()


def _check(file: IO[bytes], ending: str) -> None:
    if ending in IMAGES:
        check_image(file, IMAGES[ending])
    elif ending in MAIN_TYPES:
        check_office(file, ending)
    else:
        _check_pdf(file)


def _check_pdf(file: IO[bytes]) -> None:
    """A PDF begins with its version and ends with the place of its table."""
    head = file.read(PDF_TAIL_BYTES)
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - PDF_TAIL_BYTES))
    tail = file.read()
    if not PDF_HEAD.match(head) or not _has_end(tail):
        raise ValidationError(NO_PDF)


def _has_end(tail: bytes) -> bool:
    return b"startxref" in tail and b"%%EOF" in tail
