"""The evidence of the years: every stored file as it is, every link by its address, and a list of both."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils import timezone

from indicators.evidence import files
from indicators.models import Evidence, EvidenceKind
from indicators.stages import person_name
from reports.evidence_pack.names import Names, folder
from reports.evidence_pack.stream import PIECE_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reports.evidence_pack.stream import ZipStream
    from reports.evidence_pack.subject import Subject

logger = logging.getLogger(__name__)
FOLDER = "bukti"
LIST_NAME = f"{FOLDER}/daftar-bukti.csv"
HEADINGS = (
    "Tahun", "Periode", "Kode", "Indikator", "Judul", "Sumber data yang dipenuhi", "Jenis", "Nama dalam paket",
    "Nama asal", "Tautan", "Ukuran (bita)", "SHA-256 tercatat", "Keadaan", "Ditambahkan oleh", "Pada",
)  # fmt: skip
WHOLE = "sesuai"
ALTERED = "isinya bukan yang ditambahkan: SHA-256-nya berbeda"
MISSING = "berkas tidak ada di tempat penyimpanan"
BROKEN = "berkas tidak dapat dibaca sampai akhir"
LINK = "tautan; isinya tidak ikut dalam paket"
ROWS_AT_ONCE = 200


@dataclass
class Proofs:
    """Writes the evidence and keeps what is to be said of it."""

    subject: Subject
    lines: list[Sequence[str]] = field(default_factory=list)
    flaws: dict[str, str] = field(default_factory=dict)

    def write(self, archive: ZipStream) -> Iterator[bytes]:
        """Write every stored file; one that is gone is said, and the rest goes on."""
        names = Names()
        for row in self._rows():
            if row.kind == EvidenceKind.LINK:
                self._note(row, "", LINK)
                continue
            name = names.in_folder(_place(row), row.original_name)
            yield from self._write_file(archive, row, name)

    def _rows(self) -> Iterator[Evidence]:
        rows = Evidence.objects.of_unit(self.subject.unit).filter(
            realization__year__in=self.subject.years
        )
        found = rows.select_related("realization__indicator", "uploaded_by").order_by(
            "realization__year",
            "realization__indicator__code",
            "realization__period",
            "pk",
        )
        return iter(found.iterator(ROWS_AT_ONCE))

    def _write_file(
        self, archive: ZipStream, row: Evidence, name: str
    ) -> Iterator[bytes]:
        reading = Reading(row.file)
        if not reading.is_there:
            self._note(row, "", MISSING)
            self.flaws[name] = MISSING
            return
        yield from archive.add(name, reading.pieces())
        state = BROKEN if reading.is_broken else WHOLE
        if state is WHOLE and archive.listed[-1].sha256 != row.sha256:
            state = ALTERED
        if state is not WHOLE:
            self.flaws[name] = state
        self._note(row, name, state)

    def _note(self, row: Evidence, name: str, state: str) -> None:
        figure = row.realization
        self.lines.append(
            (
                str(figure.year),
                figure.get_period_display(),
                figure.indicator.code,
                figure.indicator.name,
                row.title,
                row.satisfies,
                row.get_kind_display(),
                name,
                row.original_name,
                row.url,
                str(row.size or ""),
                row.sha256,
                state,
                person_name(row.uploaded_by),
                f"{timezone.localtime(row.uploaded_at):%Y-%m-%d %H:%M:%S}",
            )
        )


class Reading:
    """A stored file read piece by piece; what goes wrong on the way is remembered, never raised."""

    def __init__(self, stored: str) -> None:
        self.is_broken = False
        self._stored = stored
        try:
            self._file = files.open_stored(stored)
        except Exception:  # every storage raises its own kind of error
            logger.exception("The evidence file %s cannot be opened.", stored)
            self.is_there = False
        else:
            self.is_there = True

    def pieces(self) -> Iterator[bytes]:
        """Yield the content; it ends where reading fails."""
        with self._file as file:
            try:
                while piece := file.read(PIECE_BYTES):
                    yield piece
            except Exception:  # the same
                logger.exception("The evidence file %s cannot be read.", self._stored)
                self.is_broken = True


def _place(row: Evidence) -> str:
    figure = row.realization
    return f"{FOLDER}/{figure.year}/{folder(figure.indicator.code)}/{figure.period}"
