"""The comparison of an issued report with today's, as a document in every format."""

from __future__ import annotations

import json
from itertools import groupby
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from documents.issued_files import ISSUED, files_of
from indicators.formula_version import FORMULA_VERSION
from reports.builders import frame
from reports.catalogue import REPORTS
from reports.issuing.changes import Kind, compare
from reports.issuing.content import printed
from reports.parameters import ParameterError, Parameters
from reports.rendering.versions import application_version
from reports.tables import Cell, Column, Mark, Row, Table
from reports.tables import Kind as ColumnKind
from reports.text_marks import mark_changes, whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from documents.models import IssuedDocument
    from reports.documents import Document
    from reports.issuing.changes import Change, Part

SLUG = "perubahan-sejak-terbit"
TITLE = "Perubahan Sejak Terbit"
WORDS = {Kind.CHANGED: "Berubah", Kind.ADDED: "Baru", Kind.REMOVED: "Tidak ada lagi"}
COLUMNS = (
    Column("Perubahan", "kind", ColumnKind.LABEL, width=10),
    Column("Baris", "row", width=28),
    Column("Kolom", "column", width=14),
    Column("Saat terbit", "old", width=24),
    Column("Sekarang", "new", width=24),
)
NO_REPORT = "Laporan ini tidak ada lagi dalam aplikasi, sehingga tidak dapat dibandingkan dengan data sekarang."
ALTERED = "Berkas data laporan terbit ini hilang atau bukan lagi yang diterbitkan, sehingga tidak dapat dibandingkan; beri tahu administrator."
NOTHING_CHANGED = "Tidak ada yang berubah sejak terbit."


def today_of(row: IssuedDocument) -> Document:
    """Return the same report of today's data; raises ParameterError where it can no longer be built."""
    report = REPORTS.get(row.slug)
    if report is None:
        raise ParameterError(NO_REPORT)
    return report.build(report.read(row.unit, dict(parse_qsl(row.choices))))


def frozen_parts(row: IssuedDocument) -> list[Part]:
    """Return what the issued report says; raises ParameterError where its data are not what was issued."""
    _, data = files_of(row)
    if not data.is_intact:
        raise ParameterError(ALTERED)
    with ISSUED.open(data.stored) as file:
        parts: list[Part] = json.load(file)["printed"]
    return parts


def changes_since(row: IssuedDocument) -> list[Change]:
    """Return what differs between the issued report and today's; raises ParameterError."""
    return compare(frozen_parts(row), printed(today_of(row)))


def build(row: IssuedDocument) -> Document:
    """Return the comparison as a document; raises ParameterError."""
    found = changes_since(row)
    return frame.compose(
        SLUG,
        Parameters(row.unit, row.year),
        TITLE,
        list(_tables(found)) or [Table(TITLE, COLUMNS, (), notes=(NOTHING_CHANGED,))],
        subtitle=f"{row.title}, nomor {row.number}",
        notes=_notes(row, found),
        signatures=(),
        is_landscape=True,
    )


def _tables(found: Iterable[Change]) -> Iterator[Table]:
    for title, changes in groupby(found, key=lambda change: change.table):
        yield Table(title, COLUMNS, tuple(_rows(changes)))


def _rows(changes: Iterable[Change]) -> Iterator[Row]:
    for change in changes:
        old, new = change.old, change.new
        if change.kind is Kind.CHANGED:
            marked_old, marked_new = mark_changes(old, new)
        else:
            marked_old, marked_new = whole(old, Mark.DELETED), whole(new, Mark.INSERTED)
        cells = (
            Cell(text=WORDS[change.kind]),
            Cell(text=change.row),
            Cell(text=change.column),
            Cell(text=old, parts=marked_old),
            Cell(text=new, parts=marked_new),
        )
        yield Row(cells)


def _notes(row: IssuedDocument, found: list[Change]) -> Iterator[str]:
    if found:
        yield f"{len(found)} perubahan. Yang dibandingkan adalah teks dan angka sebagaimana terbaca dalam laporan."
    if row.formula_version != FORMULA_VERSION:
        yield f"Rumus berubah: terbit dengan versi {row.formula_version}, sekarang versi {FORMULA_VERSION}."
    if row.code_version != application_version():
        yield f"Aplikasi berubah: terbit dengan versi {row.code_version}, sekarang versi {application_version()}."
