"""Bab I: the office, its duties and people, what is pressing, and how the report is laid out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from budgets.models import StaffCategory
from documents.models import TextSlot
from reports.builders import sdm
from reports.documents import Heading, Items, Paragraph, Run
from reports.lakip import gaps
from reports.lakip.placing import placed, section

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reports.documents import Block
    from reports.lakip.source import Source

STAFF = {
    "sdm-jabatan": StaffCategory.Kind.POSITION,
    "sdm-pendidikan": StaffCategory.Kind.EDUCATION,
}
LAYOUT = (
    (
        "Bab I Pendahuluan",
        "gambaran umum organisasi, tugas dan fungsi, sumber daya manusia, dan isu strategis",
    ),
    (
        "Bab II Perencanaan Kinerja",
        "rencana strategis, perjanjian kinerja, dan rencana aksi",
    ),
    (
        "Bab III Akuntabilitas Kinerja",
        "capaian setiap sasaran kegiatan dan realisasi anggaran",
    ),
    (
        "Bab IV Penutup",
        "simpulan dan langkah perbaikan",
    ),
    (
        "Lampiran",
        "perjanjian kinerja, capaian kinerja, perbandingan antartahun, ringkasan pedoman kinerja, dan bukti dukung",
    ),
)


def blocks(source: Source) -> Iterator[Block]:
    """Yield the chapter."""
    yield Heading("BAB I PENDAHULUAN", "bab-1", number="1")
    yield section("1.1", "Gambaran Umum Organisasi")
    yield from source.words(TextSlot.ORGANISATION)
    yield section("1.2", "Tugas dan Fungsi")
    yield from source.words(TextSlot.DUTIES)
    yield section("1.3", "Sumber Daya Manusia")
    yield from _staff(source)
    yield section("1.4", "Isu Strategis")
    yield from source.words(TextSlot.ISSUES)
    yield section("1.5", "Sistematika Penyajian")
    yield Paragraph((Run("Laporan kinerja ini disajikan sebagai berikut."),))
    yield Items(tuple(_chapter(title, content) for title, content in LAYOUT))


def _staff(source: Source) -> Iterator[Block]:
    for key, kind in STAFF.items():
        made = sdm.table(source.unit, kind, source.window)
        if made.totals:
            yield placed(made, key)
        else:
            words = f"Data SDM berdasarkan {kind.label.lower()}"
            yield gaps.gap(words, gaps.list_address("budgets_staffcategory"))


def _chapter(title: str, content: str) -> Paragraph:
    return Paragraph((Run(title, is_bold=True), Run(f" memuat {content}.")))
