"""The page of an issued report: what was issued, whether its files still are that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from documents.issued_files import files_of
from reports.issuing.stamping import public_address

if TYPE_CHECKING:
    from documents.issued_files import IssuedFile
    from documents.models import IssuedDocument

INTACT, ALTERED, GONE = "utuh", "berubah", "hilang"


@dataclass(frozen=True)
class FileRow:
    """One file; ``state`` is "" while nobody has asked for it to be read."""

    file: IssuedFile
    state: str

    @property
    def is_bad(self) -> bool:
        return self.state in (ALTERED, GONE)


@dataclass(frozen=True)
class IssuedPage:
    """Everything the page shows; ``issue_url`` is where a successor is issued."""

    row: IssuedDocument
    files: tuple[FileRow, ...]
    address: str
    issue_url: str

    @property
    def is_checked(self) -> bool:
        return all(file.state for file in self.files)


def build(row: IssuedDocument, *, checks: bool) -> IssuedPage:
    """Return the page; ``checks`` reads the files and compares their hashes."""
    unit = f"unit={row.unit.code}"
    query = f"{row.choices}&{unit}" if row.choices else unit
    return IssuedPage(
        row=row,
        files=tuple(
            FileRow(file, _state(file) if checks else "") for file in files_of(row)
        ),
        address=public_address(row) or reverse("check_issued", args=[row.token]),
        issue_url=f"{reverse('issue', args=[row.slug])}?{query}",
    )


def _state(file: IssuedFile) -> str:
    if not file.is_there:
        return GONE
    return INTACT if file.is_intact else ALTERED
