"""Kinds and aspects of findings, in the words of docs/reconciliation.md. No Django."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What is wrong between two places, the gravest first."""

    ARITHMETIC = "arithmetic"
    CONTRADICTION = "contradiction"
    MISSING = "missing"
    WORDING = "wording"
    FORMAT = "format"

    @property
    def label(self) -> str:
        return KIND_WORDS[self][0]

    @property
    def meaning(self) -> str:
        """What findings of this kind are, in a sentence."""
        return KIND_WORDS[self][1]


KIND_WORDS = {
    Kind.ARITHMETIC: (
        "Salah hitung",
        "Jumlah, persentase, atau pertumbuhan yang tercetak tidak sama dengan hasil hitung bagian-bagiannya.",
    ),
    Kind.CONTRADICTION: (
        "Bertentangan",
        "Dua tempat menyatakan hal yang berbeda tentang hal yang sama.",
    ),
    Kind.MISSING: ("Tidak tercetak", "Tercetak di satu tempat, tidak di tempat lain."),
    Kind.WORDING: ("Beda sebutan", "Hal yang sama disebut dengan nama yang lain."),
    Kind.FORMAT: (
        "Salah tulis",
        "Pemisah angka, huruf yang tersesat, kolom yang bergeser, penomoran, satuan di judul.",
    ),
}
# As long as one of these is unanswered the published figures are not settled.
GRAVE = (Kind.ARITHMETIC, Kind.CONTRADICTION)


class Aspect(StrEnum):
    """Which side of a thing the two places differ in; findings are listed in this order."""

    PERCENTAGE = "percentage"
    TOTAL = "total"
    GROWTH = "growth"
    TARGET = "target"
    REALIZATION = "realization"
    AMOUNT = "amount"
    CEILING = "ceiling"
    UNIT = "unit"
    CODE = "code"
    GOAL = "goal"
    PERSPECTIVE = "perspective"
    COUNT = "count"
    PERIOD = "period"
    ALL_MET = "all_met"
    TREND = "trend"
    IKU = "iku"
    REFERENCE = "reference"
    INDICATOR = "indicator"
    ROW = "row"
    NAME = "name"
    CAPTION = "caption"
    TEXT = "text"
    SEPARATORS = "separators"
    LETTERS = "letters"
    SHIFT = "shift"
    NUMBERING = "numbering"

    @property
    def label(self) -> str:
        return ASPECT_LABELS[self]


ASPECT_LABELS = {
    Aspect.PERCENTAGE: "Persentase",
    Aspect.TOTAL: "Jumlah",
    Aspect.GROWTH: "Pertumbuhan",
    Aspect.TARGET: "Target",
    Aspect.REALIZATION: "Realisasi",
    Aspect.AMOUNT: "Nilai",
    Aspect.CEILING: "Pagu",
    Aspect.UNIT: "Satuan",
    Aspect.CODE: "Kode",
    Aspect.GOAL: "Tujuan",
    Aspect.PERSPECTIVE: "Perspektif",
    Aspect.COUNT: "Banyaknya",
    Aspect.PERIOD: "Periode",
    Aspect.ALL_MET: "Ketercapaian",
    Aspect.TREND: "Kecenderungan",
    Aspect.IKU: "Indikator kinerja utama",
    Aspect.REFERENCE: "Rujukan tabel",
    Aspect.INDICATOR: "Indikator",
    Aspect.ROW: "Baris",
    Aspect.NAME: "Nama",
    Aspect.CAPTION: "Judul tabel",
    Aspect.TEXT: "Teks",
    Aspect.SEPARATORS: "Pemisah angka",
    Aspect.LETTERS: "Huruf atau tanda",
    Aspect.SHIFT: "Letak",
    Aspect.NUMBERING: "Penomoran",
}
