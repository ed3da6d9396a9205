"""What was achieved, and from which measurements."""

from __future__ import annotations

import hashlib
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from accounts.models import AuditedHistory
from indicators.models.base import FigureRow, UnitOwned, figure_field, year_validators
from indicators.models.choices import MethodChoice, Origin, Period
from indicators.models.guard import moved_problems, raise_first, realization_problems
from indicators.models.indicator import Indicator


class Realization(FigureRow):
    """The realized value of an indicator in a year or quarter."""

    unit_path: ClassVar[str] = "indicator__plan__unit"
    figure_fields: ClassVar[tuple[str, ...]] = ("value", "grade")

    indicator = models.ForeignKey(
        Indicator,
        verbose_name="indikator",
        on_delete=models.PROTECT,
        related_name="realizations",
    )
    year = models.PositiveSmallIntegerField("tahun", validators=year_validators)
    period = models.CharField(
        "periode", max_length=5, choices=Period.choices, default=Period.YEAR
    )
    value = figure_field("nilai")
    grade = models.CharField("predikat", max_length=20, blank=True)
    printed_text = models.CharField("teks seperti tertulis", max_length=100, blank=True)
    note = models.TextField("catatan", blank=True)
    cause = models.TextField("sebab berhasil atau gagal", blank=True)
    obstacle = models.TextField("kendala", blank=True)
    follow_up = models.TextField("tindak lanjut", blank=True)
    origin = models.CharField(
        "asal", max_length=10, choices=Origin.choices, default=Origin.ENTERED
    )

    history = HistoricalRecords(
        bases=[AuditedHistory], verbose_name="riwayat realisasi"
    )

    class Meta:
        verbose_name = "realisasi"
        verbose_name_plural = "realisasi"
        ordering = ["indicator", "year", "period"]
        indexes = [
            models.Index(
                fields=["year", "period", "indicator"], name="realization_by_year"
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "year", "period"],
                name="realization_once_per_period",
                violation_error_message="Indikator ini sudah mempunyai realisasi untuk periode itu.",
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(grade=""),
                name="realization_value_or_grade",
                violation_error_message="Isi angka atau predikat, tidak keduanya.",
            ),
            models.CheckConstraint(
                condition=Q(period__in=Period.values),
                name="realization_period_known",
                violation_error_message="Periode harus TAHUN atau TW1 sampai TW4.",
            ),
            models.CheckConstraint(
                condition=Q(origin__in=Origin.values), name="realization_origin_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator.code} {self.year} {self.period}"

    def clean(self) -> None:
        """Ask the guard: plan of the year, grade, lock."""
        super().clean()
        if self.indicator_id and self.year:
            raise_first(
                [*moved_problems(self), *realization_problems([self])],
                (field.name for field in self._meta.fields),
            )

    @property
    def place(self) -> tuple[object, ...]:
        """What the row is about: indicator, year, period."""
        return (self.indicator_id, self.year, self.period)

    @property
    def digest(self) -> str:
        """A short mark of what a person saw, to notice that another person saved in between."""
        value = "" if self.value is None else f"{self.value.normalize():f}"
        seen = "\x1f".join([value, self.grade, self.printed_text, self.note])
        return hashlib.sha256(seen.encode()).hexdigest()[:16]


class Measurement(UnitOwned):
    """One measured case behind a realization: what, by which method, from A to B."""

    unit_path: ClassVar[str] = "realization__indicator__plan__unit"

    realization = models.ForeignKey(
        Realization,
        verbose_name="realisasi",
        on_delete=models.PROTECT,
        related_name="measurements",
    )
    order = models.PositiveSmallIntegerField("urutan", default=1)
    label = models.CharField("uraian", max_length=300)
    method = models.CharField("metode", max_length=10, choices=MethodChoice.choices)
    before = models.DecimalField(
        "A (sebelum)", max_digits=15, decimal_places=2, null=True, blank=True
    )
    after = models.DecimalField(
        "B (sesudah)", max_digits=15, decimal_places=2, null=True, blank=True
    )
    result = figure_field(
        "hasil tercatat", help_text="Diisi bila A dan B tidak diketahui."
    )

    history = HistoricalRecords(
        bases=[AuditedHistory], verbose_name="riwayat pengukuran"
    )

    class Meta:
        verbose_name = "pengukuran"
        verbose_name_plural = "pengukuran"
        ordering = ["realization", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["realization", "order"],
                name="measurement_order_once",
                violation_error_message="Urutan pengukuran ini sudah dipakai.",
            ),
            models.CheckConstraint(
                condition=Q(
                    method="recorded",
                    before__isnull=True,
                    after__isnull=True,
                    result__isnull=False,
                )
                | Q(
                    method="value",
                    before__isnull=True,
                    after__isnull=False,
                    result__isnull=True,
                )
                | Q(
                    method__in=["growth", "efficiency", "ratio"],
                    before__isnull=False,
                    after__isnull=False,
                )
                & Q(result__isnull=True),
                name="measurement_inputs_fit_method",
                violation_error_message=(
                    "Metode Tercatat memerlukan hasil saja, metode Nilai memerlukan B saja, "
                    "metode lain memerlukan A dan B tanpa hasil."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def clean(self) -> None:
        """A measurement is as closed as the period of its realization, stored or new."""
        super().clean()
        rows = Realization.objects.filter(
            Q(pk=self.realization_id) | Q(measurements=self.pk or 0)
        ).distinct()
        problems = realization_problems(list(rows.select_related("indicator__plan")))
        if problems:
            raise ValidationError([problem.message for problem in problems])

    @property
    def deletion_refusal(self) -> str | None:
        """A measurement typed by mistake may go while its period is open; history keeps it."""
        problems = realization_problems([self.realization])
        return next((problem.message for problem in problems), None)
