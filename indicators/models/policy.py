"""Arah kebijakan: policy directions, their activities, and what each activity is to bring about."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.text import Truncator
from simple_history.models import HistoricalRecords

from accounts.models import AuditedHistory, code_validator
from indicators.models.base import UnitOwned
from indicators.models.plans import StrategicPlan

# Some of these sentences fill three lines; a heading shows their beginning.
SHOWN = 100


class PolicyDirection(UnitOwned):
    """A policy direction of the parent organisation or of the unit (Tabel 11–19): the caption of a table."""

    class Level(models.TextChoices):
        PARENT = "parent", "Induk"
        OWN = "own", "Unit kerja"

    unit_path: ClassVar[str] = "plan__unit"

    plan = models.ForeignKey(
        StrategicPlan,
        verbose_name="renstra",
        on_delete=models.PROTECT,
        related_name="policy_directions",
    )
    code = models.CharField("kode", max_length=20, validators=[code_validator])
    order = models.PositiveSmallIntegerField("urutan", default=1)
    level = models.CharField(
        "tingkat",
        max_length=10,
        choices=Level.choices,
        default=Level.OWN,
        help_text="Induk: arah kebijakan unit di atasnya, yang diacu renstra ini.",
    )
    title = models.CharField("judul", max_length=500)
    note = models.TextField("catatan", blank=True)

    history = HistoricalRecords(
        bases=[AuditedHistory], verbose_name="riwayat arah kebijakan"
    )

    class Meta:
        verbose_name = "arah kebijakan"
        verbose_name_plural = "arah kebijakan"
        ordering = ["plan", "order", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "code"],
                name="policy_direction_code_once_per_plan",
                violation_error_message="Kode arah kebijakan ini sudah dipakai di renstra ini.",
            ),
            models.CheckConstraint(
                condition=Q(level__in=["parent", "own"]),
                name="policy_direction_level_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class PolicyActivity(UnitOwned):
    """An activity (aktivitas/kegiatan) of a policy direction, under the number that is printed."""

    unit_path: ClassVar[str] = "direction__plan__unit"

    direction = models.ForeignKey(
        PolicyDirection,
        verbose_name="arah kebijakan",
        on_delete=models.PROTECT,
        related_name="activities",
    )
    order = models.PositiveSmallIntegerField("urutan")
    number = models.CharField(
        "nomor",
        max_length=10,
        help_text="Seperti tercetak; nomor boleh meloncat.",
    )
    name = models.CharField("aktivitas/kegiatan", max_length=500)

    history = HistoricalRecords(
        bases=[AuditedHistory], verbose_name="riwayat aktivitas"
    )

    class Meta:
        verbose_name = "aktivitas arah kebijakan"
        verbose_name_plural = "aktivitas arah kebijakan"
        ordering = ["direction", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["direction", "order"],
                name="policy_activity_order_once",
                violation_error_message="Urutan ini sudah dipakai di arah kebijakan ini.",
            ),
            models.UniqueConstraint(
                fields=["direction", "number"],
                name="policy_activity_number_once",
                violation_error_message="Nomor ini sudah dipakai di arah kebijakan ini.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {Truncator(self.name).chars(SHOWN)}"

    @property
    def plan(self) -> StrategicPlan:
        """The plan of its direction."""
        return self.direction.plan


class PolicyOutcome(UnitOwned):
    """What an activity of a policy direction is to bring about (sasaran kegiatan in Tabel 11–19)."""

    unit_path: ClassVar[str] = "activity__direction__plan__unit"

    activity = models.ForeignKey(
        PolicyActivity,
        verbose_name="aktivitas",
        on_delete=models.PROTECT,
        related_name="outcomes",
    )
    order = models.PositiveSmallIntegerField("urutan")
    letter = models.CharField(
        "huruf",
        max_length=10,
        blank=True,
        help_text="Seperti tercetak, misalnya “a)”; kosong bila tidak tercetak.",
    )
    statement = models.CharField("sasaran", max_length=500)

    history = HistoricalRecords(
        bases=[AuditedHistory], verbose_name="riwayat sasaran aktivitas"
    )

    class Meta:
        verbose_name = "sasaran aktivitas"
        verbose_name_plural = "sasaran aktivitas"
        ordering = ["activity", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "order"],
                name="policy_outcome_order_once",
                violation_error_message="Urutan ini sudah dipakai di aktivitas ini.",
            ),
            models.UniqueConstraint(
                fields=["activity", "letter"],
                condition=~Q(letter=""),
                name="policy_outcome_letter_once",
                violation_error_message="Huruf ini sudah dipakai di aktivitas ini.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.letter} {Truncator(self.statement).chars(SHOWN)}".strip()

    @property
    def plan(self) -> StrategicPlan:
        """The plan of its activity."""
        return self.activity.plan
