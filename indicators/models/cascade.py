"""Lampiran IV: which units carry which indicators of the parent organisation."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from accounts.models import AuditedHistory
from indicators.models.base import UnitOwned
from indicators.models.choices import Perspective
from indicators.models.plans import StrategicPlan


class CascadeEntry(UnitOwned):
    """A row of the cascading matrix: an indicator of BSKJI with a mark per kind of unit."""

    unit_path: ClassVar[str] = "plan__unit"
    MARKS: ClassVar[dict[str, str]] = {
        "for_secretariat": "SET",
        "for_p4si": "P4SI",
        "for_p2si": "P2SI",
        "for_poptikji": "POPTIKJI",
        "for_pih": "PIH",
        "for_large_offices": "BBSPJI",
        "for_offices": "BSPJI",
        "is_echelon_1": "UKE-1",
        "is_echelon_2": "UKE-2/UPT",
    }

    plan = models.ForeignKey(
        StrategicPlan,
        verbose_name="renstra",
        on_delete=models.PROTECT,
        related_name="cascade_entries",
    )
    order = models.PositiveSmallIntegerField("urutan")
    goal_code = models.CharField("tujuan", max_length=10)
    parent_code = models.CharField("sasaran program", max_length=10)
    letter = models.CharField("kode", max_length=5)
    perspective = models.CharField(
        "perspektif", max_length=20, choices=Perspective.choices, blank=True
    )
    indicator = models.CharField("indikator", max_length=500)
    unit_of_measure = models.CharField("satuan", max_length=60)
    for_secretariat = models.BooleanField("SET", default=False)
    for_p4si = models.BooleanField("P4SI", default=False)
    for_p2si = models.BooleanField("P2SI", default=False)
    for_poptikji = models.BooleanField("POPTIKJI", default=False)
    for_pih = models.BooleanField("PIH", default=False)
    for_large_offices = models.BooleanField("BBSPJI", default=False)
    for_offices = models.BooleanField("BSPJI", default=False)
    is_echelon_1 = models.BooleanField("UKE-1", default=False)
    is_echelon_2 = models.BooleanField("UKE-2/UPT", default=False)

    history = HistoricalRecords(
        bases=[AuditedHistory], verbose_name="riwayat cascading"
    )

    class Meta:
        verbose_name = "baris cascading"
        verbose_name_plural = "baris cascading"
        ordering = ["plan", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "order"],
                name="cascade_order_once_per_plan",
                violation_error_message="Urutan ini sudah dipakai di renstra ini.",
            ),
            models.UniqueConstraint(
                fields=["plan", "parent_code", "letter"],
                name="cascade_code_once_per_plan",
                violation_error_message="Kode ini sudah dipakai di renstra ini.",
            ),
            models.CheckConstraint(
                condition=Q(perspective__in=["", *Perspective.values]),
                name="cascade_perspective_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.goal_code}/{self.parent_code}/{self.letter}"
