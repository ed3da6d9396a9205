"""What a plan aims at: goals, programmes, activity targets."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from accounts.models import AuditedHistory, code_validator
from indicators.models.base import UnitOwned
from indicators.models.choices import Perspective
from indicators.models.plans import StrategicPlan


class Goal(UnitOwned):
    """A goal of the plan (Tujuan T1–T4); its own indicator is an ``Indicator`` owned by it."""

    unit_path: ClassVar[str] = "plan__unit"

    plan = models.ForeignKey(
        StrategicPlan,
        verbose_name="renstra",
        on_delete=models.PROTECT,
        related_name="goals",
    )
    code = models.CharField("kode", max_length=20, validators=[code_validator])
    order = models.PositiveSmallIntegerField("urutan", default=1)
    statement = models.CharField("pernyataan", max_length=500)

    history = HistoricalRecords(bases=[AuditedHistory], verbose_name="riwayat tujuan")

    class Meta:
        verbose_name = "tujuan"
        verbose_name_plural = "tujuan"
        ordering = ["plan", "order", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "code"],
                name="goal_code_once_per_plan",
                violation_error_message="Kode tujuan ini sudah dipakai di renstra ini.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.statement}"


class Programme(UnitOwned):
    """A programme under which activity targets and their budget lines stand."""

    unit_path: ClassVar[str] = "plan__unit"

    plan = models.ForeignKey(
        StrategicPlan,
        verbose_name="renstra",
        on_delete=models.PROTECT,
        related_name="programmes",
    )
    code = models.CharField("kode", max_length=20, validators=[code_validator])
    order = models.PositiveSmallIntegerField("urutan", default=1)
    name = models.CharField("nama", max_length=300)

    history = HistoricalRecords(bases=[AuditedHistory], verbose_name="riwayat program")

    class Meta:
        verbose_name = "program"
        verbose_name_plural = "program"
        ordering = ["plan", "order", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "code"],
                name="programme_code_once_per_plan",
                violation_error_message="Kode program ini sudah dipakai di renstra ini.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ActivityTarget(UnitOwned):
    """An activity target (Sasaran Kegiatan SK1–SK8): an objective, not a number."""

    unit_path: ClassVar[str] = "plan__unit"

    plan = models.ForeignKey(
        StrategicPlan,
        verbose_name="renstra",
        on_delete=models.PROTECT,
        related_name="activity_targets",
    )
    code = models.CharField("kode", max_length=20, validators=[code_validator])
    order = models.PositiveSmallIntegerField("urutan", default=1)
    statement = models.CharField("pernyataan", max_length=500)
    goal = models.ForeignKey(
        Goal,
        verbose_name="tujuan",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="activity_targets",
    )
    perspective = models.CharField(
        "perspektif", max_length=20, choices=Perspective.choices, blank=True
    )
    programme = models.ForeignKey(
        Programme,
        verbose_name="program",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="activity_targets",
    )
    parent_code = models.CharField(
        "kode sasaran induk",
        max_length=20,
        blank=True,
        help_text="Sasaran BSKJI yang diacu (SS/SP).",
    )
    note = models.TextField("catatan", blank=True)

    history = HistoricalRecords(
        bases=[AuditedHistory], verbose_name="riwayat sasaran kegiatan"
    )

    class Meta:
        verbose_name = "sasaran kegiatan"
        verbose_name_plural = "sasaran kegiatan"
        ordering = ["plan", "order", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "code"],
                name="activity_target_code_once_per_plan",
                violation_error_message="Kode sasaran kegiatan ini sudah dipakai di renstra ini.",
            ),
            models.CheckConstraint(
                condition=Q(perspective__in=["", *Perspective.values]),
                name="activity_target_perspective_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.statement}"

    def clean(self) -> None:
        """Refuse a goal or programme of another plan."""
        super().clean()
        if self.goal and self.goal.plan_id != self.plan_id:
            raise ValidationError({"goal": "Tujuan harus dari renstra yang sama."})
        if self.programme and self.programme.plan_id != self.plan_id:
            raise ValidationError(
                {"programme": "Program harus dari renstra yang sama."}
            )
