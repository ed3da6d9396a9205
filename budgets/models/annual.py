"""The budget of a unit by year."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from simple_history.models import HistoricalRecords

from accounts.models import AuditedHistory, Unit
from budgets.models.base import LockedByYear, not_negative
from indicators.models.base import money_field, year_validators


class AnnualBudget(LockedByYear):
    """The budget of a unit in a year: ceilings and spending."""

    unit_path: ClassVar[str] = "unit"
    figure_fields: ClassVar[tuple[str, ...]] = (
        "initial_ceiling",
        "revised_ceiling",
        "spending",
    )

    unit = models.ForeignKey(
        Unit,
        verbose_name="unit kerja",
        on_delete=models.PROTECT,
        related_name="budgets",
    )
    year = models.PositiveSmallIntegerField("tahun", validators=year_validators)
    initial_ceiling = money_field("pagu awal (Rp)")
    revised_ceiling = money_field(
        "pagu revisi (Rp)", help_text="Kosong bila pagu tidak direvisi."
    )
    spending = money_field("realisasi (Rp)")
    note = models.TextField("catatan", blank=True)

    history = HistoricalRecords(bases=[AuditedHistory], verbose_name="riwayat anggaran")

    class Meta:
        verbose_name = "anggaran tahunan"
        verbose_name_plural = "anggaran tahunan"
        ordering = ["unit", "year"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year"],
                name="budget_once_per_year",
                violation_error_message="Anggaran unit kerja ini untuk tahun itu sudah ada.",
            ),
            *not_negative("budget", "initial_ceiling", "revised_ceiling", "spending"),
        ]

    def __str__(self) -> str:
        return f"Anggaran {self.year}"

    @property
    def ceiling(self) -> Any:
        """The ceiling in force: the revised one, else the initial one; None when unknown."""
        return (
            self.initial_ceiling
            if self.revised_ceiling is None
            else self.revised_ceiling
        )
