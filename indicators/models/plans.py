"""Strategic plans, and which plan counts in which year."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from accounts.models import AuditedHistory, Unit, code_validator
from indicators.models.base import UnitOwned, UnitOwnedQuerySet, year_validators
from indicators.models.locks import (
    GivesMeaning,
    load_locks,
    lock_problem,
    refuse_new_meaning,
)
from indicators.models.scales import GradeScale

DEFAULT_CAP = Decimal(120)
YEAR_HAS_FIGURES = (
    "Tahun ini sudah memuat realisasi atau target PK menurut renstra ini."
)


class PlanQuerySet(UnitOwnedQuerySet["StrategicPlan"]):
    """Plans by what counts."""

    def counting_nowhere(self) -> PlanQuerySet:
        """Return the revisions that count in no year: not yet, or no more."""
        revisions = self.filter(relation=StrategicPlan.Relation.REVISES)
        return revisions.filter(plan_years__isnull=True)


class StrategicPlan(GivesMeaning, UnitOwned):
    """One revision of a unit's strategic plan (Renstra)."""

    class Relation(models.TextChoices):
        REVISES = "revises", "Revisi"
        SUCCEEDS = "succeeds", "Penerus"

    unit_path: ClassVar[str] = "unit"
    meaning_fields: ClassVar[tuple[str, ...]] = ("cap", "achievement_scale")

    unit = models.ForeignKey(
        Unit, verbose_name="unit kerja", on_delete=models.PROTECT, related_name="plans"
    )
    code = models.CharField(
        "kode", max_length=60, unique=True, validators=[code_validator]
    )
    title = models.CharField("judul", max_length=300)
    start_year = models.PositiveSmallIntegerField(
        "tahun awal", validators=year_validators
    )
    end_year = models.PositiveSmallIntegerField(
        "tahun akhir", validators=year_validators
    )
    decree_number = models.CharField("nomor keputusan", max_length=100, blank=True)
    decree_date = models.DateField("tanggal keputusan", null=True, blank=True)
    predecessor = models.ForeignKey(
        "self",
        verbose_name="renstra sebelumnya",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="successors",
    )
    relation = models.CharField(
        "hubungan", max_length=10, choices=Relation.choices, blank=True
    )
    cap = models.DecimalField(
        "batas capaian dalam rata-rata (%)",
        max_digits=6,
        decimal_places=2,
        default=DEFAULT_CAP,
        validators=[MinValueValidator(Decimal(100), "Batas capaian paling kecil 100.")],
        help_text="Capaian tiap indikator dibatasi 0 sampai angka ini dalam rata-rata; angka mentahnya tetap ditampilkan.",
    )
    achievement_scale = models.ForeignKey(
        GradeScale,
        verbose_name="skala capaian",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="plans",
        limit_choices_to={"kind": "achievement"},
    )
    note = models.TextField("catatan", blank=True)

    objects: ClassVar[Any] = PlanQuerySet.as_manager()
    history = HistoricalRecords(bases=[AuditedHistory], verbose_name="riwayat renstra")

    class Meta:
        verbose_name = "renstra"
        verbose_name_plural = "renstra"
        ordering = ["unit", "start_year", "code"]
        permissions = [("enforce_plan", "Dapat memberlakukan revisi renstra")]
        constraints = [
            models.CheckConstraint(
                condition=Q(start_year__lte=F("end_year")),
                name="plan_period_ordered",
                violation_error_message="Tahun awal tidak boleh sesudah tahun akhir.",
            ),
            models.CheckConstraint(
                condition=Q(predecessor__isnull=True, relation="")
                | Q(predecessor__isnull=False, relation__in=["revises", "succeeds"]),
                name="plan_relation_with_predecessor",
                violation_error_message="Renstra sebelumnya dan hubungannya diisi bersama atau dikosongkan bersama.",
            ),
            models.CheckConstraint(
                condition=Q(cap__gte=100),
                name="plan_cap_at_least_100",
                violation_error_message="Batas capaian paling kecil 100.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Refuse another unit: for the plan itself once it is stored, for its predecessor and its scale."""
        super().clean()
        if self.has_moved():
            raise ValidationError(
                {"unit": "Renstra tetap milik unit kerja yang membuatnya."}
            )
        if self.predecessor and self.predecessor.unit_id != self.unit_id:
            raise ValidationError(
                {"predecessor": "Renstra sebelumnya harus milik unit kerja yang sama."}
            )
        if self.pk and self.pk in self.earlier_plan_ids():
            raise ValidationError(
                {"predecessor": "Renstra tidak dapat mendahului dirinya sendiri."}
            )
        if self.achievement_scale and self.achievement_scale.unit_id != self.unit_id:
            raise ValidationError(
                {"achievement_scale": "Skala capaian harus milik unit kerja yang sama."}
            )
        if left_out := self.years_left_out():
            raise ValidationError(
                f"Periode {self.period_text} tidak mencakup tahun yang sudah dipakai: "
                f"{', '.join(map(str, left_out))}."
            )

    def judged_plan_ids(self) -> set[int]:
        """Return the plan itself."""
        return {self.pk}

    def has_moved(self) -> bool:
        """Whether the plan is stored as another unit's: its figures would go along."""
        stored = StrategicPlan.objects.filter(pk=self.pk)
        return stored.exclude(unit=self.unit_id).exists()

    def earlier_plan_ids(self) -> set[int]:
        """Return the ids of the plans before this one, also where they stand in a circle."""
        before = dict(StrategicPlan.objects.values_list("pk", "predecessor_id"))
        found: set[int] = set()
        current = self.predecessor_id
        while current is not None and current not in found:
            found.add(current)
            current = before.get(current)
        return found

    def years_left_out(self) -> list[int]:
        """Return the years outside the period in which the plan counts or has a target of its own."""
        stored = StrategicPlan.objects.filter(pk=self.pk)
        own_target = Q(indicators__targets__agreement__isnull=True)
        used = {
            *stored.values_list("plan_years__year", flat=True),
            *stored.filter(own_target).values_list(
                "indicators__targets__year", flat=True
            ),
        }
        return sorted(
            year
            for year in used - {None}
            if not self.start_year <= year <= self.end_year
        )

    @property
    def period_text(self) -> str:
        """The period as printed: 2021–2024."""
        return (
            f"{self.start_year}–{self.end_year}"
            if self.start_year != self.end_year
            else str(self.start_year)
        )

    @property
    def short_title(self) -> str:
        """A label short enough for a table: Reviu 2023, Renstra 2021–2024; a revision without decree by its code."""
        if self.relation == self.Relation.REVISES:
            return (
                f"Reviu {self.decree_date.year}"
                if self.decree_date
                else f"Rancangan {self.code}"
            )
        return f"Renstra {self.period_text}"

    @property
    def full_title(self) -> str:
        """The short label with the code, once where the label is made of it."""
        title = self.short_title
        return title if title.endswith(f" {self.code}") else f"{title} ({self.code})"


class PlanYear(UnitOwned):
    """Which plan counts for a unit in a year."""

    unit_path: ClassVar[str] = "unit"

    unit = models.ForeignKey(
        Unit,
        verbose_name="unit kerja",
        on_delete=models.PROTECT,
        related_name="plan_years",
    )
    year = models.PositiveSmallIntegerField("tahun", validators=year_validators)
    plan = models.ForeignKey(
        StrategicPlan,
        verbose_name="renstra",
        on_delete=models.PROTECT,
        related_name="plan_years",
    )

    history = HistoricalRecords(
        bases=[AuditedHistory], verbose_name="riwayat tahun renstra"
    )

    class Meta:
        verbose_name = "tahun renstra"
        verbose_name_plural = "tahun renstra"
        ordering = ["unit", "year"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year"],
                name="one_plan_per_unit_and_year",
                violation_error_message="Unit kerja ini sudah mempunyai renstra untuk tahun itu.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.plan}"

    def clean(self) -> None:
        """Refuse a plan of another unit, a year outside the plan, and any change of a locked year."""
        super().clean()
        if not self.plan_id or self.year is None:
            return
        if self.plan.unit_id != self.unit_id:
            raise ValidationError({"plan": "Renstra harus milik unit kerja yang sama."})
        if not self.plan.start_year <= self.year <= self.plan.end_year:
            raise ValidationError(
                {
                    "year": f"Tahun {self.year} di luar periode renstra {self.plan.code} ({self.plan.period_text})."
                }
            )
        stored = PlanYear.objects.filter(pk=self.pk).first()
        places = [(row.unit_id, row.year) for row in (self, stored) if row]
        refuse_new_meaning(places)
        is_other = stored and (stored.year, stored.plan_id) != (self.year, self.plan_id)
        if is_other and self.carries_figures:
            raise ValidationError(YEAR_HAS_FIGURES)

    @property
    def carries_figures(self) -> bool:
        """Whether realizations or agreement targets stand in this year, as it is stored."""
        realized = Q(plan__indicators__realizations__year=F("year"))
        agreed = Q(
            plan__indicators__targets__year=F("year"),
            plan__indicators__targets__agreement__isnull=False,
        )
        stored = PlanYear.objects.filter(pk=self.pk)
        return stored.filter(realized).exists() or stored.filter(agreed).exists()

    @property
    def deletion_refusal(self) -> str | None:
        """The refusal of a lock of the year or of its figures; None while it is open and empty."""
        place = (self.unit_id, self.year)
        refusal = lock_problem(*place, load_locks([place]))
        return refusal or (YEAR_HAS_FIGURES if self.carries_figures else None)
