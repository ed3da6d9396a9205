"""Yearly agreements and targets."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from accounts.models import AuditedHistory, Unit
from indicators.models.base import FigureRow, UnitOwned, figure_field, year_validators
from indicators.models.guard import moved_problems, raise_first, target_problems
from indicators.models.indicator import Indicator
from indicators.models.locks import refuse_in_locked_years

HAS_TARGETS = (
    "Perjanjian kinerja yang sudah memuat target tidak dapat pindah tahun atau unit."
)


class PerformanceAgreement(UnitOwned):
    """The yearly performance agreement (Perjanjian Kinerja); an amendment is a new version."""

    unit_path: ClassVar[str] = "unit"

    unit = models.ForeignKey(
        Unit,
        verbose_name="unit kerja",
        on_delete=models.PROTECT,
        related_name="agreements",
    )
    year = models.PositiveSmallIntegerField("tahun", validators=year_validators)
    version = models.PositiveSmallIntegerField(
        "versi", default=1, validators=[MinValueValidator(1)]
    )
    number = models.CharField("nomor", max_length=100, blank=True)
    date = models.DateField("tanggal", null=True, blank=True)

    history = HistoricalRecords(
        bases=[AuditedHistory], verbose_name="riwayat perjanjian kinerja"
    )

    class Meta:
        verbose_name = "perjanjian kinerja"
        verbose_name_plural = "perjanjian kinerja"
        ordering = ["unit", "year", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year", "version"],
                name="agreement_version_once_per_year",
                violation_error_message="Versi perjanjian kinerja ini sudah ada untuk tahun itu.",
            ),
        ]

    def __str__(self) -> str:
        return (
            f"PK {self.year}"
            if self.version == 1
            else f"PK {self.year} perubahan {self.version - 1}"
        )

    def clean(self) -> None:
        """An agreement with targets stays in its year, and in its turn when the year is locked."""
        super().clean()
        with_targets = PerformanceAgreement.objects.filter(targets__isnull=False)
        stored = with_targets.filter(pk=self.pk).first()
        if stored is None or stored.place == self.place:
            return
        if stored.place[:2] != self.place[:2]:
            raise ValidationError({"year": HAS_TARGETS})
        refuse_in_locked_years([(stored.unit_id, stored.year)])

    @property
    def place(self) -> tuple[int, int, int]:
        """Which agreement the row is: unit, year, version (the latest one with targets counts)."""
        return (self.unit_id, self.year, self.version)


class AnnualTarget(FigureRow):
    """A target of a year: of the plan (no agreement), or of one agreement."""

    unit_path: ClassVar[str] = "indicator__plan__unit"
    figure_fields: ClassVar[tuple[str, ...]] = ("value", "lower", "upper", "grade")

    indicator = models.ForeignKey(
        Indicator,
        verbose_name="indikator",
        on_delete=models.PROTECT,
        related_name="targets",
    )
    year = models.PositiveSmallIntegerField("tahun", validators=year_validators)
    agreement = models.ForeignKey(
        PerformanceAgreement,
        verbose_name="perjanjian kinerja",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="targets",
        help_text="Kosong: target renstra.",
    )
    value = figure_field("nilai")
    lower = figure_field("batas bawah")
    upper = figure_field("batas atas")
    grade = models.CharField("predikat", max_length=20, blank=True)
    printed_text = models.CharField("teks tercetak", max_length=100, blank=True)
    note = models.TextField("catatan", blank=True)

    history = HistoricalRecords(bases=[AuditedHistory], verbose_name="riwayat target")

    class Meta:
        verbose_name = "target tahunan"
        verbose_name_plural = "target tahunan"
        ordering = ["indicator", "year", "agreement"]
        indexes = [models.Index(fields=["year", "indicator"], name="target_by_year")]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "year"],
                condition=Q(agreement__isnull=True),
                name="plan_target_once_per_year",
                violation_error_message="Indikator ini sudah mempunyai target renstra untuk tahun itu.",
            ),
            models.UniqueConstraint(
                fields=["indicator", "year", "agreement"],
                condition=Q(agreement__isnull=False),
                name="agreement_target_once_per_year",
                violation_error_message="Indikator ini sudah mempunyai target pada perjanjian kinerja itu.",
            ),
            models.CheckConstraint(
                condition=Q(grade="")
                | Q(value__isnull=True, lower__isnull=True, upper__isnull=True),
                name="target_value_or_grade",
                violation_error_message="Isi angka atau predikat, tidak keduanya.",
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=True)
                | Q(lower__isnull=True, upper__isnull=True),
                name="target_value_or_range",
                violation_error_message="Isi satu nilai atau rentang, tidak keduanya.",
            ),
            models.CheckConstraint(
                condition=Q(lower__isnull=True, upper__isnull=True)
                | Q(lower__isnull=False, upper__isnull=False),
                name="target_range_complete",
                violation_error_message="Rentang memerlukan batas bawah dan batas atas.",
            ),
            models.CheckConstraint(
                condition=Q(lower__isnull=True)
                | Q(upper__isnull=True)
                | Q(lower__lte=F("upper")),
                name="target_range_ordered",
                violation_error_message="Batas bawah tidak boleh lebih besar daripada batas atas.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator.code} {self.year}"

    def clean(self) -> None:
        """Ask the guard: year, agreement, grade, lock."""
        super().clean()
        if self.indicator_id and self.year:
            raise_first(
                [*moved_problems(self), *target_problems([self])],
                (field.name for field in self._meta.fields),
            )

    @property
    def place(self) -> tuple[object, ...]:
        """What the row is about: indicator, year, agreement."""
        return (self.indicator_id, self.year, self.agreement_id)
