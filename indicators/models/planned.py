"""What a plan means to do and to have regulated: kegiatan of its activity targets, kebutuhan regulasi."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from accounts.models import AuditedHistory
from indicators.models.base import UnitOwned
from indicators.models.objectives import ActivityTarget
from indicators.models.plans import StrategicPlan

DEEPEST_LEVEL = 2
LEVEL_UNKNOWN = "Tingkat harus 1 atau 2."


class PlannedActivity(UnitOwned):
    """An activity (kegiatan) that the plan lists under an activity target (section 3.3)."""

    unit_path: ClassVar[str] = "activity_target__plan__unit"

    activity_target = models.ForeignKey(
        ActivityTarget,
        verbose_name="sasaran kegiatan",
        on_delete=models.PROTECT,
        related_name="planned_activities",
    )
    order = models.PositiveSmallIntegerField("urutan")
    label = models.CharField(
        "nomor",
        max_length=10,
        blank=True,
        help_text="Seperti tercetak, misalnya “1” atau “a”; kosong bila tidak tercetak.",
    )
    level = models.PositiveSmallIntegerField(
        "tingkat",
        default=1,
        validators=[
            MinValueValidator(1, LEVEL_UNKNOWN),
            MaxValueValidator(DEEPEST_LEVEL, LEVEL_UNKNOWN),
        ],
        help_text="2: bagian dari kegiatan tingkat 1 di atasnya.",
    )
    name = models.CharField("kegiatan", max_length=500)

    history = HistoricalRecords(bases=[AuditedHistory], verbose_name="riwayat kegiatan")

    class Meta:
        verbose_name = "kegiatan"
        verbose_name_plural = "kegiatan"
        ordering = ["activity_target", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["activity_target", "order"],
                name="planned_activity_order_once",
                violation_error_message="Urutan ini sudah dipakai di sasaran kegiatan ini.",
            ),
            models.CheckConstraint(
                condition=Q(level__range=(1, DEEPEST_LEVEL)),
                name="planned_activity_level_known",
                violation_error_message=LEVEL_UNKNOWN,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.name}".strip()

    @property
    def plan(self) -> StrategicPlan:
        """The plan of its activity target."""
        return self.activity_target.plan


class RegulationNeed(UnitOwned):
    """A regulation that the plan needs (kebutuhan kerangka regulasi, Tabel 20)."""

    unit_path: ClassVar[str] = "plan__unit"

    plan = models.ForeignKey(
        StrategicPlan,
        verbose_name="renstra",
        on_delete=models.PROTECT,
        related_name="regulation_needs",
    )
    order = models.PositiveSmallIntegerField("urutan")
    title = models.CharField("kebutuhan regulasi", max_length=500)
    urgency = models.TextField("urgensi pembentukan", blank=True)
    unit_in_charge = models.CharField("unit penanggung jawab", max_length=200)
    related_units = models.TextField("unit terkait/institusi", blank=True)
    target = models.CharField(
        "target waktu",
        max_length=50,
        help_text="Tahun atau rentang tahun seperti tercetak, misalnya 2020-2024.",
    )

    history = HistoricalRecords(
        bases=[AuditedHistory], verbose_name="riwayat kebutuhan regulasi"
    )

    class Meta:
        verbose_name = "kebutuhan regulasi"
        verbose_name_plural = "kebutuhan regulasi"
        ordering = ["plan", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "order"],
                name="regulation_order_once_per_plan",
                violation_error_message="Urutan kebutuhan regulasi ini sudah dipakai di renstra ini.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order} {self.title}"
