"""The audit trail as a file: one line for every field that was changed, written as it is read."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from django.http import FileResponse, StreamingHttpResponse
from django.utils import formats, timezone
from django.utils.http import content_disposition_header

from reports.renderers import csv, xlsx_lines
from reports.trail_lines import name_of
from reports.trail_page import line_keys, read_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from django.http.response import HttpResponseBase

    from accounts.models import AuditBatch
    from accounts.models.batches import AuditBatchQuerySet
    from reports.trail_lines import Line

    Respond = Callable[[AuditBatchQuerySet, Collection[int] | None], HttpResponseBase]

T = TypeVar("T")
HEADINGS = (
    "Catatan", "Nomor segel", "Waktu", "Oleh", "Jalur", "Alasan", "Nama berkas", "SHA-256 berkas",
    "Jenis data", "Data", "Nomor data", "Tindakan", "Alasan baris", "Kolom", "Sebelum", "Sesudah", "SHA-256 segel",
)  # fmt: skip
BATCHES_AT_ONCE, LINES_AT_ONCE = 100, 500


@dataclass(frozen=True)
class File:
    """A format of the file, and how it is sent."""

    name: str
    label: str
    respond: Respond


def rows(
    batches: AuditBatchQuerySet, units: Collection[int] | None
) -> Iterator[list[str]]:
    """Yield the lines of the file, in the order of the log."""
    for some in _pieces(batches.iterator(BATCHES_AT_ONCE), BATCHES_AT_ONCE):
        by_key = {batch.pk: batch for batch in some}
        for keys in _pieces(line_keys(some, units), LINES_AT_ONCE):
            for line in read_lines(keys):
                assert line.batch is not None  # noqa: S101 - found by its batch
                batch = by_key[line.batch.pk]
                about = _of_batch(batch)
                yield from ([*about, *each, batch.digest] for each in _of_line(line))


def _pieces(items: Iterable[T], size: int) -> Iterator[list[T]]:
    source = iter(items)
    while piece := list(islice(source, size)):
        yield piece


def _of_batch(batch: AuditBatch) -> list[str]:
    return [
        str(batch.pk),
        str(batch.sequence or ""),
        formats.date_format(timezone.localtime(batch.created_at), "Y-m-d H:i:s"),
        name_of(batch.user),
        str(batch.get_path_display()),
        batch.reason,
        batch.file_name,
        batch.file_sha256,
    ]


def _of_line(line: Line) -> Iterator[list[str]]:
    about = [line.kind, line.subject, str(line.row), line.deed, line.reason]
    for change in line.changes or (("", "", ""),):
        yield [*about, *change]


def _send_csv(
    batches: AuditBatchQuerySet, units: Collection[int] | None
) -> HttpResponseBase:
    lines = csv.stream(HEADINGS, rows(batches, units))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=_file_name("csv")
    )
    return response


def _send_xlsx(
    batches: AuditBatchQuerySet, units: Collection[int] | None
) -> HttpResponseBase:
    """Write into a file of the system first: a workbook is finished only at its end."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
    xlsx_lines.write("Jejak audit", HEADINGS, rows(batches, units), file)
    file.seek(0)
    return FileResponse(
        file,
        as_attachment=True,
        filename=_file_name("xlsx"),
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )


def _file_name(ending: str) -> str:
    return f"jejak-audit-{timezone.localdate():%Y-%m-%d}.{ending}"


FILES = {
    file.name: file
    for file in (File("csv", "CSV", _send_csv), File("xlsx", "Excel", _send_xlsx))
}
