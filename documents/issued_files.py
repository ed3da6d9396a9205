"""The files of issued documents: stored once, never written again, handed out only as they were issued."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from accounts.stored_files import StoredFiles
from documents.models import IssuedDocument
from indicators.findings import Finding, Link, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from accounts.models import Unit

PDF, DATA = "pdf", "json"
ISSUED = StoredFiles("documents", (PDF, DATA), "terbit/")


class IssuedFile(NamedTuple):
    """One of a document's two files: its stored name, what it must hold, what people get it as."""

    ending: str
    label: str
    content_type: str
    stored: str
    sha256: str
    size: int
    name: str

    @property
    def is_there(self) -> bool:
        return ISSUED.storage.exists(self.stored)

    @property
    def is_intact(self) -> bool:
        """Whether the stored file is, byte for byte, what was issued."""
        return ISSUED.hash_of(self.stored) == self.sha256


def files_of(row: IssuedDocument) -> tuple[IssuedFile, IssuedFile]:
    """Return the document's PDF and its data."""
    return (
        IssuedFile(
            PDF, "PDF", "application/pdf", row.pdf_file, row.pdf_sha256, row.pdf_size, f"{row.file_stem}.pdf",
        ),
        IssuedFile(
            DATA, "Data (JSON)", "application/json", row.data_file, row.data_sha256, row.data_size, f"{row.file_stem}.json",
        ),
    )  # fmt: skip


def known_files() -> dict[str, str]:
    """Return the hash of every file that a document knows, by its stored name."""
    rows = IssuedDocument.objects.order_by("pk").values_list(
        "pdf_file", "pdf_sha256", "data_file", "data_sha256"
    )
    pairs = ((row[:2], row[2:]) for row in rows.iterator())
    return {name: sha256 for both in pairs for name, sha256 in both}


class FileRule(NamedTuple):
    """A rule over issued files: its code, title and what it says of a file."""

    code: str
    title: str
    message: str


MISSING = FileRule(
    "issued-file-missing",
    "Berkas laporan terbit hilang dari tempat penyimpanan",
    "{} laporan terbit nomor {} tidak ada di tempat penyimpanan.",
)
ALTERED = FileRule(
    "issued-file-altered",
    "Berkas laporan terbit berubah sejak diterbitkan",
    "Isi {} laporan terbit nomor {} bukan yang diterbitkan: SHA-256-nya berbeda.",
)


def check_issued_files(unit: Unit) -> Iterator[Finding]:
    """Yield a finding for every issued file of the unit that is gone or was changed."""
    for row in IssuedDocument.objects.of_unit(unit).order_by("pk").iterator():
        for file in files_of(row):
            now = ISSUED.hash_of(file.stored)
            if now != file.sha256:
                yield _finding(MISSING if now is None else ALTERED, row, file, unit)


def _finding(
    found: FileRule, row: IssuedDocument, file: IssuedFile, unit: Unit
) -> Finding:
    mark = hashlib.sha256(f"{found.code}\x1f{file.stored}".encode())
    return Finding(
        code=found.code,
        severity=Severity.ERROR,
        title=found.title,
        message=found.message.format(file.label, row.number),
        subject=row.title,
        unit=unit.code,
        year=row.year,
        link=Link("issued", (row.pk,)),
        fingerprint=mark.hexdigest()[:32],
    )
