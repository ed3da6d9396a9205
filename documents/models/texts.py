"""Texts of reports that people write themselves: foreword, organisation, closing."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from accounts.models import AuditedHistory, Unit
from documents.formatting import clean_body
from indicators.models.base import UnitOwned, year_validators


class TextSlot(models.TextChoices):
    """Where a text stands in the accountability report (LKjIP)."""

    FOREWORD = "foreword", "Kata pengantar"
    SUMMARY = "summary", "Ikhtisar eksekutif"
    ORGANISATION = "organisation", "Gambaran umum organisasi"
    DUTIES = "duties", "Tugas dan fungsi"
    ISSUES = "issues", "Isu strategis"
    PLANNING = "planning", "Pengantar perencanaan kinerja"
    ACCOUNTABILITY = "accountability", "Pengantar akuntabilitas kinerja"
    BUDGET = "budget", "Catatan realisasi anggaran"
    CLOSING = "closing", "Penutup"
    IMPROVEMENT = "improvement", "Langkah perbaikan"


class TextBlock(UnitOwned):
    """A text of a unit's report: of one year, or of every year that has none of its own."""

    unit_path: ClassVar[str] = "unit"

    unit = models.ForeignKey(
        Unit,
        verbose_name="unit kerja",
        on_delete=models.PROTECT,
        related_name="text_blocks",
    )
    slot = models.CharField("bagian laporan", max_length=20, choices=TextSlot.choices)
    year = models.PositiveSmallIntegerField(
        "tahun",
        null=True,
        blank=True,
        validators=year_validators,
        help_text="Kosong: dipakai untuk setiap tahun yang tidak mempunyai teks sendiri.",
    )
    body = models.TextField(
        "teks",
        help_text="Paragraf, tebal, miring, dan daftar; tanda lain tidak disimpan.",
        error_messages={"blank": "Teks harus diisi."},
    )

    history = HistoricalRecords(
        bases=[AuditedHistory], verbose_name="riwayat teks laporan"
    )

    class Meta:
        verbose_name = "teks laporan"
        verbose_name_plural = "teks laporan"
        ordering = ["unit", "slot", "year"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "slot", "year"],
                condition=Q(year__isnull=False),
                name="text_once_per_slot_and_year",
                violation_error_message="Bagian ini sudah mempunyai teks untuk tahun itu.",
            ),
            models.UniqueConstraint(
                fields=["unit", "slot"],
                condition=Q(year__isnull=True),
                name="text_once_for_every_year",
                violation_error_message="Bagian ini sudah mempunyai teks untuk setiap tahun.",
            ),
            models.CheckConstraint(
                condition=Q(slot__in=TextSlot.values),
                name="text_slot_known",
                violation_error_message="Bagian laporan tidak dikenal.",
            ),
            models.CheckConstraint(
                condition=~Q(body=""),
                name="text_not_empty",
                violation_error_message="Teks harus diisi.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_slot_display()} {self.year or 'setiap tahun'}"

    def clean(self) -> None:
        """Keep the few marks that are allowed, on every way of writing that asks the model."""
        super().clean()
        self.body = clean_body(self.body)
