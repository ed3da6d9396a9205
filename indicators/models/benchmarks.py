"""National figures to hold an indicator's realization against."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from accounts.models import AuditedHistory
from indicators.models.base import FigureRow, figure_field, year_validators
from indicators.models.guard import benchmark_problems, moved_problems, raise_first
from indicators.models.indicator import Indicator

SOURCE_MISSING = "Sumber pembanding harus diisi."


class Benchmark(FigureRow):
    """A national standard or mean for an indicator and year (LKjIP Bab III, the fourth comparison).

    Source: PermenPANRB 53/2014. Without a source such a figure is worth nothing, so it is required.
    """

    unit_path: ClassVar[str] = "indicator__plan__unit"
    figure_fields: ClassVar[tuple[str, ...]] = ("value",)

    indicator = models.ForeignKey(
        Indicator,
        verbose_name="indikator",
        on_delete=models.PROTECT,
        related_name="benchmarks",
    )
    year = models.PositiveSmallIntegerField("tahun", validators=year_validators)
    value = figure_field("nilai")
    label = models.CharField(
        "pembanding",
        max_length=200,
        help_text="Apa yang dibandingkan, misalnya rata-rata semua balai.",
    )
    note = models.TextField("catatan", blank=True)
    source = models.CharField(
        "sumber",
        max_length=300,
        error_messages={"blank": SOURCE_MISSING},
        help_text="Dokumen tempat angka ini tercantum.",
    )

    history = HistoricalRecords(
        bases=[AuditedHistory], verbose_name="riwayat pembanding"
    )

    class Meta:
        verbose_name = "pembanding nasional"
        verbose_name_plural = "pembanding nasional"
        ordering = ["indicator", "year"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "year"],
                name="benchmark_once_per_year",
                violation_error_message="Indikator ini sudah mempunyai pembanding untuk tahun itu.",
            ),
            models.CheckConstraint(
                condition=~Q(source=""),
                name="benchmark_has_source",
                violation_error_message=SOURCE_MISSING,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator.code} {self.year}"

    def clean(self) -> None:
        """Ask the guard: plan of the year, lock."""
        super().clean()
        if self.indicator_id and self.year:
            raise_first(
                [*moved_problems(self), *benchmark_problems([self])],
                (field.name for field in self._meta.fields),
            )

    @property
    def place(self) -> tuple[object, ...]:
        """What the row is about: indicator and year."""
        return (self.indicator_id, self.year)
