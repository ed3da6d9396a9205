"""What stands before the chapters: cover, approval, foreword, summary, contents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from documents.models import TextSlot
from reports.builders import frame
from reports.documents import (
    Approval,
    Contents,
    Cover,
    Heading,
    Items,
    Listed,
    PageBreak,
    Paragraph,
    Run,
)
from reports.lakip import budget, summaries

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indicators.scorecard import Score
    from reports.documents import Block
    from reports.lakip.source import Source

REGULATION = (
    "Peraturan Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi Nomor 53 Tahun 2014 tentang Petunjuk "
    "Teknis Perjanjian Kinerja, Pelaporan Kinerja dan Tata Cara Reviu atas Laporan Kinerja Instansi Pemerintah"
)
LISTS = (
    ("DAFTAR ISI", "daftar-isi", Listed.HEADINGS),
    ("DAFTAR TABEL", "daftar-tabel", Listed.TABLES),
    ("DAFTAR GAMBAR", "daftar-gambar", Listed.PICTURES),
)


def blocks(source: Source) -> Iterator[Block]:
    """Yield the pages before Bab I, each on a page of its own."""
    yield Cover(
        "LAPORAN KINERJA", f"Tahun {source.year}", source.unit.place or frame.DOTS
    )
    yield PageBreak()
    yield Heading("LEMBAR PENGESAHAN", "pengesahan")
    yield _approval(source)
    yield PageBreak()
    yield Heading("KATA PENGANTAR", "kata-pengantar")
    yield from source.words(TextSlot.FOREWORD)
    yield PageBreak()
    yield Heading("IKHTISAR EKSEKUTIF", "ikhtisar")
    yield from _summary(source)
    yield PageBreak()
    yield from (Contents(title, key, listed) for title, key, listed in LISTS)


def _approval(source: Source) -> Approval:
    unit, year = source.unit, source.year
    above = f" kepada {unit.parent.name}" if unit.parent else ""
    basis = (
        f"Laporan Kinerja {unit.name} Tahun {year} disusun menurut {REGULATION}, dari data kinerja yang dicatat "
        "dalam aplikasi kinerja."
    )
    purpose = (
        f"Laporan ini disahkan untuk disampaikan{above} sebagai pertanggungjawaban atas pelaksanaan Perjanjian "
        f"Kinerja Tahun {year}."
    )
    signature = frame.signature(unit, year, timezone.localdate())
    words = tuple(Paragraph((Run(text),)) for text in (basis, purpose))
    return Approval(words, (signature,))


def _summary(source: Source) -> Iterator[Block]:
    score = source.score
    words = summaries.of_year(source.year, score.tally, score.average, score.cap)
    yield Paragraph((Run(words),))
    yield from unmet(source)
    yield Paragraph((Run(budget.of_year(source)),))
    yield from source.words(TextSlot.SUMMARY)


def unmet(source: Source) -> Iterator[Block]:
    """Yield the indicators that fell short of their targets, if any."""
    rows = [row for row in source.score.counted if row.met is False]
    if rows:
        yield Paragraph((Run("Indikator yang tidak mencapai target:"),))
        yield Items(tuple(Paragraph((Run(_short(row)),)) for row in rows))


def _short(row: Score) -> str:
    indicator = row.indicator
    return (
        f"{indicator.code} {indicator.name}: target {row.target_text}, realisasi {row.result_text} "
        f"({indicator.unit_of_measure})."
    )
