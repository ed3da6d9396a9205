"""What a plan needs, by source of money."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from accounts.models import AuditedHistory
from budgets.models.base import LockedByYear, check_year_in_plan, not_negative
from indicators.models import StrategicPlan
from indicators.models.base import money_field, year_validators


class FundingRequirement(LockedByYear):
    """The funding need of a plan by source and year (Tabel 22)."""

    class Fund(models.TextChoices):
        RM = "RM", "RM"
        PNBP = "PNBP", "PNBP"

    unit_path: ClassVar[str] = "plan__unit"
    figure_fields: ClassVar[tuple[str, ...]] = ("amount",)

    plan = models.ForeignKey(
        StrategicPlan,
        verbose_name="renstra",
        on_delete=models.PROTECT,
        related_name="funding",
    )
    fund = models.CharField("sumber dana", max_length=10, choices=Fund.choices)
    year = models.PositiveSmallIntegerField("tahun", validators=year_validators)
    amount = money_field("jumlah (Rp)")
    printed_text = models.CharField("teks tercetak", max_length=100, blank=True)

    history = HistoricalRecords(
        bases=[AuditedHistory], verbose_name="riwayat kebutuhan pendanaan"
    )

    class Meta:
        verbose_name = "kebutuhan pendanaan"
        verbose_name_plural = "kebutuhan pendanaan"
        ordering = ["plan", "fund", "year"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "fund", "year"],
                name="funding_once_per_source_and_year",
                violation_error_message="Kebutuhan dari sumber dana ini untuk tahun itu sudah ada.",
            ),
            models.CheckConstraint(
                condition=Q(fund__in=["RM", "PNBP"]), name="funding_source_known"
            ),
            *not_negative("funding", "amount"),
        ]

    def __str__(self) -> str:
        return f"{self.fund} {self.year}"

    def clean(self) -> None:
        """Refuse a year outside the plan's period."""
        super().clean()
        if self.has_owner:
            check_year_in_plan(self.plan, self.year)
