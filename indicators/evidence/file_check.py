"""Whether the stored files are still what was added: every one is read, which takes its time."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from indicators.evidence.files import hash_of
from indicators.findings import Finding, Link, Severity
from indicators.models import Evidence, EvidenceKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from accounts.models import Unit


class FileRule(NamedTuple):
    """A rule over stored files: its code, title and what it says of a file."""

    code: str
    title: str
    message: str


MISSING = FileRule(
    "evidence-file-missing",
    "Berkas bukti hilang dari tempat penyimpanan",
    "Berkas bukti “{}” ({}) tidak ada di tempat penyimpanan.",
)
ALTERED = FileRule(
    "evidence-file-altered",
    "Berkas bukti berubah sejak ditambahkan",
    "Isi berkas bukti “{}” ({}) bukan yang ditambahkan: SHA-256-nya berbeda.",
)


def check_files(unit: Unit) -> Iterator[Finding]:
    """Yield a finding for every stored file of the unit that is gone or was changed."""
    rows = Evidence.objects.of_unit(unit).filter(kind=EvidenceKind.FILE)
    known = rows.select_related("realization__indicator__plan").order_by("pk")
    for row in known.iterator():
        now = hash_of(row.file)
        if now != row.sha256:
            yield _finding(MISSING if now is None else ALTERED, row, unit)


def _finding(found: FileRule, row: Evidence, unit: Unit) -> Finding:
    figure = row.realization
    mark = hashlib.sha256(f"{found.code}\x1f{row.file}".encode())
    return Finding(
        code=found.code,
        severity=Severity.ERROR,
        title=found.title,
        message=found.message.format(row.title, row.original_name),
        subject=f"{figure.indicator.code} {figure.indicator.name}",
        unit=unit.code,
        year=figure.year,
        link=Link("evidence", (figure.pk,)),
        fingerprint=mark.hexdigest()[:32],
    )
