"""The pack's files in their order, written while they are sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.issued_files import ISSUED, files_of
from documents.models import PublishedDocument
from reports.catalogue import REPORTS
from reports.evidence_pack import checks, formulas, history, manifest, proofs
from reports.evidence_pack.stream import PIECE_BYTES, ZipStream
from reports.formats import FORMATS
from reports.issuing import since_issue
from reports.parameters import ParameterError
from reports.renderers import csv

if TYPE_CHECKING:
    from collections.abc import Iterator

    from documents.issued_files import IssuedFile
    from documents.models import IssuedDocument
    from reports.evidence_pack.subject import Subject

FIGURES = ("xlsx", "json")
RECONCILIATION = "daftar-temuan"
CHANGES = "angka/perubahan-sejak-terbit.csv"
# What an issued file is when the pack finds it so: the pack says it instead of failing.
GONE, ALTERED = (
    "berkas terbitan tidak ada di tempat penyimpanan",
    "isinya bukan yang diterbitkan: SHA-256-nya berbeda",
)


def write(subject: Subject) -> Iterator[bytes]:
    """Yield the bytes of the zip."""
    archive, evidence = ZipStream(), proofs.Proofs(subject)
    flaws = evidence.flaws
    yield from archive.add("BACA-DAHULU.txt", [manifest.readme(subject)])
    yield from _report(archive, subject, flaws)
    yield from _figures(archive, subject, flaws)
    for name, module in (
        ("rumus/rumus-dengan-masukan.csv", formulas),
        ("riwayat/riwayat-angka.csv", history),
        ("temuan/temuan-pemeriksaan-data.csv", checks),
    ):
        lines = csv.stream(module.HEADINGS, module.lines(subject))
        yield from archive.add(name, lines)
    yield from _reconciliation(archive, subject)
    yield from evidence.write(archive)
    listed_proofs = csv.stream(proofs.HEADINGS, evidence.lines)
    yield from archive.add(proofs.LIST_NAME, listed_proofs)
    listed = list(archive.listed)
    lines = csv.stream(manifest.HEADINGS, manifest.as_lines(listed, flaws))
    yield from archive.add("manifest.csv", lines)
    yield from archive.add("manifest.json", [manifest.as_json(subject, listed, flaws)])
    yield from archive.close()


def _report(
    archive: ZipStream, subject: Subject, flaws: dict[str, str]
) -> Iterator[bytes]:
    """Write the report: as it was issued, else as it is now."""
    if subject.issued is None:
        yield from archive.add(f"laporan/{subject.stem}.pdf", [subject.pdf])
        return
    for file in files_of(subject.issued):
        name = f"laporan/{file.name}"
        if not file.is_there:
            flaws[name] = GONE
            continue
        yield from archive.add(name, _pieces(file))
        if archive.listed[-1].sha256 != file.sha256:
            flaws[name] = ALTERED


def _reconciliation(archive: ZipStream, subject: Subject) -> Iterator[bytes]:
    """Write what comparing published documents with the data finds, where the unit has any to compare."""
    if not PublishedDocument.objects.filter(unit=subject.unit).exists():
        return
    report = REPORTS[RECONCILIATION]
    document = report.build(report.read(subject.unit, {}))
    yield from archive.add("temuan/temuan-rekonsiliasi.csv", [csv.render(document)])


def _pieces(file: IssuedFile) -> Iterator[bytes]:
    with ISSUED.open(file.stored) as stored:
        while piece := stored.read(PIECE_BYTES):
            yield piece


def _figures(
    archive: ZipStream, subject: Subject, flaws: dict[str, str]
) -> Iterator[bytes]:
    """Write today's figures, and what changed in them since the issue."""
    if subject.document:
        for form in (FORMATS[name] for name in FIGURES if name in subject.formats):
            content = form.render(subject.document)
            name = f"angka/{form.file_name(subject.document)}"
            yield from archive.add(name, [content])
    if subject.issued:
        yield from _changes(archive, subject.issued, flaws)


def _changes(
    archive: ZipStream, issued: IssuedDocument, flaws: dict[str, str]
) -> Iterator[bytes]:
    try:
        document = since_issue.build(issued)
    except ParameterError as error:
        flaws[CHANGES] = str(error)
        return
    yield from archive.add(CHANGES, [csv.render(document)])
