"""Targets of years and of quarters."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from accounts.models import AuditedHistory
from indicators.models.agreements import PerformanceAgreement
from indicators.models.base import FigureRow, figure_field, year_validators
from indicators.models.choices import QUARTERS
from indicators.models.guard import (
    moved_problems,
    quarterly_target_problems,
    raise_first,
    target_problems,
)
from indicators.models.indicator import Indicator


def figure_constraints(prefix: str) -> list[models.CheckConstraint]:
    """Return what holds for a target's figures: one value, one range, or one grade."""
    is_range = Q(lower__isnull=False, upper__isnull=False)
    no_range = Q(lower__isnull=True, upper__isnull=True)
    rules = {
        "value_or_grade": (
            Q(grade="") | Q(value__isnull=True) & no_range,
            "Isi angka atau predikat, tidak keduanya.",
        ),
        "value_or_range": (
            Q(value__isnull=True) | no_range,
            "Isi satu nilai atau rentang, tidak keduanya.",
        ),
        "range_complete": (
            no_range | is_range,
            "Rentang memerlukan batas bawah dan batas atas.",
        ),
        "range_ordered": (
            Q(lower__isnull=True) | Q(upper__isnull=True) | Q(lower__lte=F("upper")),
            "Batas bawah tidak boleh lebih besar daripada batas atas.",
        ),
    }
    return [
        models.CheckConstraint(
            condition=condition,
            name=f"{prefix}_{name}",
            violation_error_message=message,
        )
        for name, (condition, message) in rules.items()
    ]


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
    deviation_reason = models.CharField(
        "alasan berbeda dari Renstra",
        max_length=500,
        blank=True,
        help_text="Untuk target PK yang bukan target Renstra.",
    )
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
            *figure_constraints("target"),
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
    def deletion_refusal(self) -> str | None:
        """A figure is emptied instead of deleted; a draft of an agreement may go with its targets."""
        if self.agreement and self.agreement.is_draft:
            return None
        return super().deletion_refusal

    @property
    def asks(self) -> tuple[object, ...] | None:
        """What the target asks for, to be compared with another one; None where it asks for nothing."""
        if not self.carries_figure:
            return None
        bounds = (self.lower, self.upper) if self.value is None else (self.value,) * 2
        return (*bounds, self.grade)

    @property
    def is_left_out(self) -> bool:
        """Whether the row only keeps the place of an indicator that is not named."""
        return not self.carries_figure and not self.printed_text

    @property
    def place(self) -> tuple[object, ...]:
        """What the row is about: indicator, year, agreement."""
        return (self.indicator_id, self.year, self.agreement_id)


class QuarterlyTarget(FigureRow):
    """A target of a quarter in the action plan (rencana aksi), and what is to be done for it.

    Cumulative or of the quarter alone, as the indicator's accumulation says.
    """

    unit_path: ClassVar[str] = "indicator__plan__unit"
    figure_fields: ClassVar[tuple[str, ...]] = ("value", "lower", "upper", "grade")

    indicator = models.ForeignKey(
        Indicator,
        verbose_name="indikator",
        on_delete=models.PROTECT,
        related_name="quarterly_targets",
    )
    year = models.PositiveSmallIntegerField("tahun", validators=year_validators)
    period = models.CharField(
        "triwulan",
        max_length=3,
        choices=[(period.value, period.label) for period in QUARTERS],
    )
    value = figure_field("nilai")
    lower = figure_field("batas bawah")
    upper = figure_field("batas atas")
    grade = models.CharField("predikat", max_length=20, blank=True)
    printed_text = models.CharField("teks seperti tertulis", max_length=100, blank=True)
    activity = models.TextField("rencana kegiatan", blank=True)
    note = models.TextField("catatan", blank=True)

    history = HistoricalRecords(
        bases=[AuditedHistory], verbose_name="riwayat target triwulan"
    )

    class Meta:
        verbose_name = "target triwulan"
        verbose_name_plural = "target triwulan"
        ordering = ["indicator", "year", "period"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "year", "period"],
                name="quarterly_target_once_per_period",
                violation_error_message="Indikator ini sudah mempunyai target untuk triwulan itu.",
            ),
            models.CheckConstraint(
                condition=Q(period__in=[period.value for period in QUARTERS]),
                name="quarterly_target_period_known",
                violation_error_message="Triwulan harus TW1 sampai TW4.",
            ),
            *figure_constraints("quarterly_target"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator.code} {self.year} {self.period}"

    def clean(self) -> None:
        """Ask the guard: plan of the year, grade, lock, person in charge."""
        super().clean()
        if self.indicator_id and self.year:
            raise_first(
                [*moved_problems(self), *quarterly_target_problems([self])],
                (field.name for field in self._meta.fields),
            )

    @property
    def place(self) -> tuple[object, ...]:
        """What the row is about: indicator, year, quarter."""
        return (self.indicator_id, self.year, self.period)
