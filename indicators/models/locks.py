"""Closed periods."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from accounts.models import AuditedHistory, Unit, User
from indicators.models.base import UnitOwned, year_validators
from indicators.models.choices import Period


class PeriodLock(UnitOwned):
    """A closed year or quarter of a unit: who closed it, when, why. TAHUN closes the whole year."""

    unit_path: ClassVar[str] = "unit"

    unit = models.ForeignKey(
        Unit, verbose_name="unit kerja", on_delete=models.PROTECT, related_name="locks"
    )
    year = models.PositiveSmallIntegerField("tahun", validators=year_validators)
    period = models.CharField(
        "periode", max_length=5, choices=Period.choices, default=Period.YEAR
    )
    locked_by = models.ForeignKey(
        User,
        verbose_name="dikunci oleh",
        on_delete=models.PROTECT,
        editable=False,
        related_name="locks",
    )
    locked_at = models.DateTimeField("dikunci pada", auto_now_add=True)
    reason = models.CharField("alasan", max_length=300)

    history = HistoricalRecords(bases=[AuditedHistory], verbose_name="riwayat kunci")

    class Meta:
        verbose_name = "kunci periode"
        verbose_name_plural = "kunci periode"
        ordering = ["unit", "-year", "period"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year", "period"],
                name="lock_once_per_period",
                violation_error_message="Periode ini sudah dikunci.",
            ),
            models.CheckConstraint(
                condition=Q(period__in=Period.values), name="lock_period_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_period_display()} {self.year}"

    def refusal(self) -> str:
        """Return the sentence that refuses a write: who locked, when, whom to ask."""
        who = self.locked_by.get_full_name() or self.locked_by.username
        return (
            f"{self.get_period_display()} {self.year} dikunci oleh {who} pada "
            f"{self.locked_at:%d-%m-%Y}; mintalah kepadanya untuk membuka kunci."
        )
