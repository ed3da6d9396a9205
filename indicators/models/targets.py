"""Yearly agreements and targets."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from accounts.models import AuditedHistory, Unit, User
from indicators.models.base import FigureRow, UnitOwned, figure_field, year_validators
from indicators.models.choices import QUARTERS, AgreementState
from indicators.models.guard import (
    moved_problems,
    quarterly_target_problems,
    raise_first,
    target_problems,
)
from indicators.models.indicator import Indicator
from indicators.models.locks import refuse_new_meaning

FIXED_BY_DEED = "Draf ditetapkan verifikator di halaman Perjanjian kinerja."
STAYS_FIXED = (
    "Perjanjian kinerja yang berlaku tidak kembali menjadi draf; buatlah perubahannya."
)
AMENDED_BY_DEED = "PK tahun ini sudah ditetapkan; perubahannya dibuat dan ditetapkan di halaman Perjanjian kinerja."
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
    state = models.CharField(
        "tahap",
        max_length=5,
        choices=AgreementState.choices,
        default=AgreementState.FIXED,
        editable=False,
        help_text="Draf belum berlaku; capaian diukur terhadap versi terakhir yang ditetapkan.",
    )
    fixed_by = models.ForeignKey(
        User,
        verbose_name="ditetapkan oleh",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    fixed_at = models.DateTimeField("ditetapkan pada", null=True, editable=False)

    history = HistoricalRecords(
        bases=[AuditedHistory], verbose_name="riwayat perjanjian kinerja"
    )

    class Meta:
        verbose_name = "perjanjian kinerja"
        verbose_name_plural = "perjanjian kinerja"
        ordering = ["unit", "year", "version"]
        permissions = [("fix_agreement", "Dapat menetapkan perjanjian kinerja")]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year", "version"],
                name="agreement_version_once_per_year",
                violation_error_message="Versi perjanjian kinerja ini sudah ada untuk tahun itu.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=AgreementState.values),
                name="agreement_state_known",
                violation_error_message="Tahap perjanjian kinerja tidak dikenal.",
            ),
            models.CheckConstraint(
                condition=Q(fixed_at__isnull=True)
                | Q(state="fixed", date__isnull=False) & ~Q(number=""),
                name="agreement_fixed_with_number_and_date",
                violation_error_message="Penetapan memerlukan nomor dan tanggal.",
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
        self._refuse_a_way_around_fixing()
        with_targets = PerformanceAgreement.objects.filter(targets__isnull=False)
        stored = with_targets.filter(pk=self.pk).first()
        if stored is None or stored.place == self.place:
            return
        if stored.place[:2] != self.place[:2]:
            raise ValidationError({"year": HAS_TARGETS})
        refuse_new_meaning([(stored.unit_id, stored.year)])

    def _refuse_a_way_around_fixing(self) -> None:
        """A draft is fixed by its deed; what was fixed there stands as it was fixed."""
        stored = PerformanceAgreement.objects.filter(pk=self.pk).first()
        if (stored is None or stored.place != self.place) and self._overtakes_fixed():
            raise ValidationError({"version": AMENDED_BY_DEED})
        if stored is None:
            return
        if stored.is_frozen and stored.fixed_content != self.fixed_content:
            raise ValidationError(stored.frozen_refusal)
        is_other = stored.state != self.state or stored.fixed_at != self.fixed_at
        if is_other and stored.state == AgreementState.DRAFT:
            raise ValidationError({"state": FIXED_BY_DEED})
        if is_other and self.state == AgreementState.DRAFT:
            raise ValidationError({"state": STAYS_FIXED})

    def _overtakes_fixed(self) -> bool:
        """Whether it would govern in place of a version that was fixed here, without having been fixed."""
        fixed = PerformanceAgreement.objects.filter(
            unit=self.unit_id, year=self.year, fixed_at__isnull=False
        )
        is_said = self.state == AgreementState.FIXED and not self.is_frozen
        return is_said and fixed.exists()

    @property
    def is_draft(self) -> bool:
        """Whether it is being prepared here: then it governs nothing and may go as a whole."""
        return self.state == AgreementState.DRAFT

    @property
    def fixed_content(self) -> tuple[object, ...]:
        """What fixing makes final: which agreement it is, its number and date, and that it is fixed."""
        return (*self.place, self.number, self.date, self.state, self.fixed_at)

    @property
    def frozen_refusal(self) -> str:
        """The sentence that refuses a change of what was fixed here."""
        return f"{self} sudah ditetapkan; buatlah perubahan perjanjian kinerja."

    @property
    def is_frozen(self) -> bool:
        """Whether it was fixed here: then its targets change in a new version only."""
        return self.fixed_at is not None

    @property
    def place(self) -> tuple[int, int, int]:
        """Which agreement the row is: unit, year, version (the latest one with targets counts)."""
        return (self.unit_id, self.year, self.version)


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
