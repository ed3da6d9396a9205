"""Teams: people who are in charge of indicators together."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from simple_history.models import HistoricalRecords

from accounts.models.batches import AuditedHistory
from accounts.models.people import User
from accounts.models.units import Sourced, Unit


class Team(Sourced):
    """People of a unit who are in charge of indicators together."""

    unit_path: ClassVar[str] = "unit"

    unit = models.ForeignKey(
        Unit, verbose_name="unit kerja", on_delete=models.PROTECT, related_name="teams"
    )
    name = models.CharField("nama", max_length=150)
    members = models.ManyToManyField(
        User, verbose_name="anggota", blank=True, related_name="teams"
    )

    history = HistoricalRecords(
        bases=[AuditedHistory], m2m_fields=[members], verbose_name="riwayat tim"
    )

    class Meta:
        verbose_name = "tim"
        verbose_name_plural = "tim"
        ordering = ["unit", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "name"],
                name="team_name_once_per_unit",
                violation_error_message="Tim dengan nama ini sudah ada di unit kerja ini.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def owner_unit(self) -> Unit:
        """The unit the team belongs to."""
        return self.unit
