"""Budget lines of a plan (Lampiran II) and their amounts by year."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from simple_history.models import HistoricalRecords

from accounts.models import AuditedHistory
from budgets.models.base import LockedByYear, check_year_in_plan, not_negative
from indicators.models import ActivityTarget, Indicator, StrategicPlan
from indicators.models.base import (
    UnitOwned,
    figure_field,
    money_field,
    year_validators,
)


class BudgetLine(UnitOwned):
    """A component line of the funding matrix (Lampiran II)."""

    unit_path: ClassVar[str] = "plan__unit"

    plan = models.ForeignKey(
        StrategicPlan,
        verbose_name="renstra",
        on_delete=models.PROTECT,
        related_name="budget_lines",
    )
    order = models.PositiveSmallIntegerField("urutan")
    letter = models.CharField("kode", max_length=5, blank=True)
    name = models.CharField("uraian", max_length=500)
    activity_target = models.ForeignKey(
        ActivityTarget,
        verbose_name="sasaran kegiatan",
        on_delete=models.PROTECT,
        related_name="budget_lines",
    )
    indicator = models.ForeignKey(
        Indicator,
        verbose_name="indikator",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="budget_lines",
        help_text="Boleh indikator renstra sebelumnya, bila di situ komponen ini tercetak.",
    )
    printed_code = models.CharField("kode tercetak", max_length=20, blank=True)
    note = models.TextField("catatan", blank=True)

    history = HistoricalRecords(bases=[AuditedHistory], verbose_name="riwayat komponen")

    class Meta:
        verbose_name = "komponen"
        verbose_name_plural = "komponen"
        ordering = ["plan", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "order"],
                name="budget_line_order_once_per_plan",
                violation_error_message="Urutan komponen ini sudah dipakai di renstra ini.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.printed_code} {self.letter} {self.name}".strip()

    def clean(self) -> None:
        """Refuse an activity target of another plan and an indicator of another unit."""
        super().clean()
        if self.activity_target_id and self.activity_target.plan_id != self.plan_id:
            raise ValidationError(
                {"activity_target": "Sasaran kegiatan harus dari renstra yang sama."}
            )
        if (
            self.indicator
            and self.plan_id
            and self.indicator.plan.unit_id != self.plan.unit_id
        ):
            raise ValidationError(
                {"indicator": "Indikator harus dari unit kerja yang sama."}
            )


class BudgetAllocation(LockedByYear):
    """Amount, spending and output volume of a component in a year."""

    unit_path: ClassVar[str] = "line__plan__unit"
    figure_fields: ClassVar[tuple[str, ...]] = (
        "amount",
        "spending",
        "output_target",
        "output_realized",
    )

    line = models.ForeignKey(
        BudgetLine,
        verbose_name="komponen",
        on_delete=models.PROTECT,
        related_name="allocations",
    )
    year = models.PositiveSmallIntegerField("tahun", validators=year_validators)
    amount = money_field("jumlah (Rp)")
    spending = money_field("realisasi (Rp)")
    output_target = figure_field("volume keluaran: target")
    output_realized = figure_field("volume keluaran: realisasi")
    output_unit = models.CharField("satuan keluaran", max_length=60, blank=True)
    printed_text = models.CharField("teks tercetak", max_length=100, blank=True)
    note = models.TextField("catatan", blank=True)

    history = HistoricalRecords(bases=[AuditedHistory], verbose_name="riwayat alokasi")

    class Meta:
        verbose_name = "alokasi komponen"
        verbose_name_plural = "alokasi komponen"
        ordering = ["line", "year"]
        constraints = [
            models.UniqueConstraint(
                fields=["line", "year"],
                name="allocation_once_per_year",
                violation_error_message="Alokasi komponen ini untuk tahun itu sudah ada.",
            ),
            *not_negative(
                "allocation", "amount", "spending", "output_target", "output_realized"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line} {self.year}"

    def clean(self) -> None:
        """Refuse a year outside the plan's period."""
        super().clean()
        if self.has_owner:
            check_year_in_plan(self.line.plan, self.year)
