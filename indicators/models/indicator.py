"""Indicators and their lineage from plan to plan."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from accounts.models import AuditedHistory, Team, User, code_validator
from indicators.models.base import (
    UnitOwned,
    UnitOwnedQuerySet,
    figure_field,
    year_validators,
)
from indicators.models.choices import (
    AccumulationChoice,
    AggregationChoice,
    EvidenceRule,
    Lineage,
    Period,
    PolarityChoice,
    ValueKind,
)
from indicators.models.locks import GivesMeaning, PeriodLock
from indicators.models.objectives import ActivityTarget, Goal
from indicators.models.plans import StrategicPlan
from indicators.models.scales import GradeScale

if TYPE_CHECKING:
    from collections.abc import Iterator

PERCENT_UNITS = {"%", "persen", "persentase"}
# Month and day on which a period ends.
PERIOD_ENDS = {
    Period.Q1: (3, 31),
    Period.Q2: (6, 30),
    Period.Q3: (9, 30),
    Period.Q4: (12, 31),
    Period.YEAR: (12, 31),
}


class IndicatorQuerySet(UnitOwnedQuerySet["Indicator"]):
    """Indicators in the order of their plan."""

    def of_activity_targets(self) -> IndicatorQuerySet:
        """Leave out the goals' own indicators, which are shown but not counted."""
        return self.filter(activity_target__isnull=False)

    def in_order(self) -> IndicatorQuerySet:
        """Sort as the plan prints them, the goals' own indicators last on every database."""
        return self.order_by(
            F("activity_target__order").asc(nulls_last=True),
            F("goal_owner__order").asc(nulls_last=True),
            "order",
            "code",
        )


class Indicator(GivesMeaning, UnitOwned):
    """A performance indicator (IKU/IK) of an activity target, or of a goal."""

    unit_path: ClassVar[str] = "plan__unit"
    meaning_fields: ClassVar[tuple[str, ...]] = (
        "polarity",
        "tolerance",
        "aggregation",
        "accumulation",
        "value_kind",
        "unit_of_measure",
        "derived_source",
        "scale",
        "goal",
        "activity_target",
    )

    plan = models.ForeignKey(
        StrategicPlan,
        verbose_name="renstra",
        on_delete=models.PROTECT,
        related_name="indicators",
    )
    code = models.CharField(
        "kode", max_length=30, validators=[code_validator], help_text="Misalnya SK3.4."
    )
    activity_target = models.ForeignKey(
        ActivityTarget,
        verbose_name="sasaran kegiatan",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="indicators",
    )
    goal_owner = models.ForeignKey(
        Goal,
        verbose_name="tujuan pemilik",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="own_indicators",
        help_text="Diisi hanya untuk indikator tujuan (T1–T4); indikator ini tidak ikut dihitung.",
    )
    order = models.PositiveSmallIntegerField("urutan", default=1)
    name = models.CharField("nama", max_length=500)
    is_key = models.BooleanField("indikator kinerja utama (IKU)", default=False)
    unit_of_measure = models.CharField("satuan", max_length=60)
    unit_of_measure_in_manual = models.CharField(
        "satuan tercetak di pedoman", max_length=60, blank=True
    )
    polarity = models.CharField(
        "klasifikasi",
        max_length=10,
        choices=PolarityChoice.choices,
        default=PolarityChoice.MAXIMIZE,
    )
    tolerance = figure_field(
        "toleransi",
        validators=[MinValueValidator(0, "Toleransi tidak boleh negatif.")],
        help_text="Hanya untuk stabilisasi: selisih dari target yang masih dianggap tercapai.",
    )
    aggregation = models.CharField(
        "nilai dari pengukuran",
        max_length=6,
        choices=AggregationChoice.choices,
        default=AggregationChoice.SINGLE,
    )
    value_kind = models.CharField(
        "jenis nilai", max_length=6, choices=ValueKind.choices, default=ValueKind.NUMBER
    )
    scale = models.ForeignKey(
        GradeScale,
        verbose_name="skala predikat",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="indicators",
        limit_choices_to={"kind": "grade"},
    )
    decimals = models.PositiveSmallIntegerField(
        "desimal", null=True, blank=True, help_text="Kosong: sebanyak yang diisi."
    )
    accumulation = models.CharField(
        "tahun dari triwulan",
        max_length=7,
        choices=AccumulationChoice.choices,
        default=AccumulationChoice.LAST,
        help_text="Jumlah memakai triwulan yang berdiri sendiri; Terakhir memakai angka kumulatif.",
    )
    evidence_rule = models.CharField(
        "bukti dukung",
        max_length=8,
        choices=EvidenceRule.choices,
        default=EvidenceRule.OPTIONAL,
        help_text="Yang terjadi saat verifikasi bila bukti belum ada.",
    )
    due_days = models.PositiveSmallIntegerField(
        "jatuh tempo (hari setelah periode)",
        default=31,
        help_text="Misalnya 196: pertengahan Juli tahun berikutnya.",
    )
    person_in_charge = models.ForeignKey(
        User,
        verbose_name="petugas",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="indicators_in_charge",
    )
    team = models.ForeignKey(
        Team,
        verbose_name="tim",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="indicators",
    )
    team_in_charge = models.CharField("penanggung jawab", max_length=150, blank=True)
    goal = models.ForeignKey(
        Goal,
        verbose_name="tujuan (bila berbeda dari sasarannya)",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="indicators",
    )
    manual_code = models.CharField("kode di pedoman", max_length=30, blank=True)
    definition = models.TextField("definisi", blank=True)
    data_source = models.TextField("sumber data", blank=True)
    formula = models.TextField("cara menghitung", blank=True)
    derived_source = models.CharField(
        "diturunkan dari",
        max_length=40,
        blank=True,
        help_text="Nama sumber angka yang dapat dihitung aplikasi, misalnya pnbp_growth.",
    )
    baseline_value = figure_field("nilai awal")
    baseline_year = models.PositiveSmallIntegerField(
        "tahun nilai awal", null=True, blank=True, validators=year_validators
    )
    note = models.TextField("catatan", blank=True)

    objects: ClassVar[Any] = IndicatorQuerySet.as_manager()
    history = HistoricalRecords(
        bases=[AuditedHistory], verbose_name="riwayat indikator"
    )

    class Meta:
        verbose_name = "indikator"
        verbose_name_plural = "indikator"
        ordering = ["plan", "activity_target__order", "order", "code"]
        permissions = [("assign_indicator", "Dapat menetapkan petugas indikator")]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "code"],
                name="indicator_code_once_per_plan",
                violation_error_message="Kode indikator ini sudah dipakai di renstra ini.",
            ),
            models.CheckConstraint(
                condition=Q(activity_target__isnull=False, goal_owner__isnull=True)
                | Q(activity_target__isnull=True, goal_owner__isnull=False),
                name="indicator_one_owner",
                violation_error_message="Indikator dimiliki satu sasaran kegiatan atau satu tujuan, tidak keduanya.",
            ),
            models.CheckConstraint(
                condition=~Q(value_kind="grade") | Q(scale__isnull=False),
                name="indicator_grade_needs_scale",
                violation_error_message="Indikator berpredikat memerlukan skala.",
            ),
            models.CheckConstraint(
                condition=Q(tolerance__isnull=True) | Q(tolerance__gte=0),
                name="indicator_tolerance_not_negative",
                violation_error_message="Toleransi tidak boleh negatif.",
            ),
            models.CheckConstraint(
                condition=Q(polarity__in=PolarityChoice.values)
                & Q(aggregation__in=AggregationChoice.values)
                & Q(accumulation__in=AccumulationChoice.values)
                & Q(value_kind__in=ValueKind.values)
                & Q(evidence_rule__in=EvidenceRule.values),
                name="indicator_choices_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    def clean(self) -> None:
        """Refuse owners of another plan and a scale of another unit."""
        super().clean()
        for name in ("activity_target", "goal_owner", "goal"):
            owner = getattr(self, name)
            if owner and owner.plan_id != self.plan_id:
                raise ValidationError({name: "Harus dari renstra yang sama."})
        if self.scale and self.plan_id and self.scale.unit_id != self.plan.unit_id:
            raise ValidationError({"scale": "Skala harus milik unit kerja yang sama."})
        self._refuse_people_of_other_units()

    def _refuse_people_of_other_units(self) -> None:
        for name in ("person_in_charge", "team"):
            owner = getattr(self, name)
            if owner and self.plan_id and owner.unit_id != self.plan.unit_id:
                raise ValidationError({name: "Harus dari unit kerja yang sama."})

    @property
    def served_goal(self) -> Goal | None:
        """The goal that the indicator serves: its owner, its own, or its activity target's; None where none is known."""
        of_target = self.activity_target.goal if self.activity_target else None
        return self.goal_owner or self.goal or of_target

    @property
    def is_percentage(self) -> bool:
        """Whether the unit of measure is percent: such values are never summed."""
        return self.unit_of_measure.strip().lower() in PERCENT_UNITS

    def judged_plan_ids(self) -> set[int]:
        """Return the indicator's plan."""
        return {self.plan_id}

    def due_on(self, year: int, period: str) -> datetime.date:
        """Return the last day on which the realization of the period is not yet overdue."""
        return due_date(year, period, self.due_days)


def period_end(year: int, period: str) -> datetime.date:
    """Return the period's last day."""
    return datetime.date(year, *PERIOD_ENDS[Period(period)])


def due_date(year: int, period: str, due_days: int) -> datetime.date:
    """Return the period's last day plus the days that the indicator allows."""
    return period_end(year, period) + datetime.timedelta(days=due_days)


class IndicatorLink(GivesMeaning, UnitOwned):
    """What became of an indicator in the next plan."""

    unit_path: ClassVar[str] = "from_indicator__plan__unit"
    meaning_fields: ClassVar[tuple[str, ...]] = (
        "from_indicator",
        "to_indicator",
        "kind",
    )
    new_row_changes_meaning: ClassVar[bool] = True

    from_indicator = models.ForeignKey(
        Indicator,
        verbose_name="dari indikator",
        on_delete=models.PROTECT,
        related_name="links_forward",
    )
    to_indicator = models.ForeignKey(
        Indicator,
        verbose_name="menjadi indikator",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="links_back",
    )
    kind = models.CharField("jenis", max_length=10, choices=Lineage.choices)
    note = models.TextField("catatan", blank=True)

    history = HistoricalRecords(bases=[AuditedHistory], verbose_name="riwayat silsilah")

    class Meta:
        verbose_name = "silsilah indikator"
        verbose_name_plural = "silsilah indikator"
        ordering = ["from_indicator", "to_indicator"]
        constraints = [
            models.UniqueConstraint(
                fields=["from_indicator", "to_indicator"],
                name="link_once_per_pair",
                violation_error_message="Kedua indikator ini sudah dihubungkan.",
            ),
            models.UniqueConstraint(
                fields=["from_indicator"],
                condition=Q(to_indicator__isnull=True),
                name="link_dropped_once",
                violation_error_message="Indikator ini sudah dicatat dihapus.",
            ),
            models.CheckConstraint(
                condition=Q(kind="dropped", to_indicator__isnull=True)
                | Q(
                    kind__in=[k for k in Lineage.values if k != "dropped"],
                    to_indicator__isnull=False,
                ),
                name="link_dropped_has_no_successor",
                violation_error_message="Hanya indikator yang dihapus yang tidak mempunyai penerus.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_indicator.code} → {self.to_indicator.code if self.to_indicator else '–'}"

    def clean(self) -> None:
        """Refuse a link within one plan or between units."""
        super().clean()
        if self.from_indicator_id is None or self.to_indicator is None:
            return
        if self.to_indicator.plan_id == self.from_indicator.plan_id:
            raise ValidationError({"to_indicator": "Penerus harus dari renstra lain."})
        if self.to_indicator.plan.unit_id != self.from_indicator.plan.unit_id:
            raise ValidationError(
                {"to_indicator": "Penerus harus dari unit kerja yang sama."}
            )

    def judged_plan_ids(self) -> set[int]:
        """Return the later plan, now and as stored: its series come over the link."""
        now, stored = Q(pk=self.to_indicator_id or 0), Q(links_back=self.pk or 0)
        return set(
            Indicator.objects.filter(now | stored).values_list("plan_id", flat=True)
        )

    @property
    def deletion_refusal(self) -> str | None:
        """The refusal of a lock of the later plan's years, or of a year whose target comes over the link."""
        return super().deletion_refusal or next(self._target_refusals(), None)

    def _target_refusals(self) -> Iterator[str]:
        """Where the earlier indicator has no target of its own, the later plan's is taken (scorecard)."""
        stored = IndicatorLink.objects.filter(pk=self.pk or 0)
        for link in (self, *stored.select_related("to_indicator__plan")):
            if link.from_indicator_id is None or link.to_indicator is None:
                continue
            plan = link.to_indicator.plan
            own = link.from_indicator.targets.filter(agreement__isnull=True)
            locks = PeriodLock.objects.filter(
                unit=plan.unit_id,
                period=Period.YEAR,
                year__range=(plan.start_year, plan.end_year),
            ).exclude(year__in=own.values("year"))
            for lock in locks.select_related("locked_by"):
                yield lock.refusal()
