"""Revenue, budget, funding need and budget lines; money is whole rupiah."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from accounts.models import AuditedHistory, Unit, code_validator
from indicators.models import ActivityTarget, Indicator, StrategicPlan
from indicators.models.base import (
    FigureRow,
    UnitOwned,
    figure_field,
    money_field,
    year_validators,
)
from indicators.models.locks import refuse_in_locked_years


def not_negative(model: str, *fields: str) -> list[models.CheckConstraint]:
    """Return one named constraint per amount: money is never negative."""
    return [
        models.CheckConstraint(
            condition=Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__gte": 0}),
            name=f"{model}_{field}_not_negative",
            violation_error_message="Jumlah uang tidak boleh negatif.",
        )
        for field in fields
    ]


class LockedByYear(FigureRow):
    """A figure of a unit and year that a lock of that year closes."""

    class Meta(FigureRow.Meta):
        abstract = True

    def clean(self) -> None:
        """Refuse a write in a locked year, and moving a figure out of one."""
        super().clean()
        stored = type(self).objects.filter(pk=self.pk).first() if self.pk else None
        rows: list[Any] = [row for row in (self, stored) if row and row.has_owner]
        refuse_in_locked_years(
            (row.owner_unit.pk, row.year) for row in rows if row.year
        )

    @property
    def has_owner(self) -> bool:
        """Whether the row says to what it belongs; a form may still lack it."""
        return getattr(self, f"{self.unit_path.split('__')[0]}_id") is not None


class ServiceType(UnitOwned):
    """A type of service that brings revenue (jenis JPT)."""

    unit_path: ClassVar[str] = "unit"

    unit = models.ForeignKey(
        Unit,
        verbose_name="unit kerja",
        on_delete=models.PROTECT,
        related_name="service_types",
    )
    code = models.CharField("kode", max_length=40, validators=[code_validator])
    order = models.PositiveSmallIntegerField("urutan", default=1)
    name = models.CharField("nama", max_length=150)

    history = HistoricalRecords(
        bases=[AuditedHistory], verbose_name="riwayat jenis layanan"
    )

    class Meta:
        verbose_name = "jenis layanan (JPT)"
        verbose_name_plural = "jenis layanan (JPT)"
        ordering = ["unit", "order", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "code"],
                name="service_type_code_once_per_unit",
                violation_error_message="Kode jenis layanan ini sudah dipakai di unit kerja ini.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class NonTaxRevenue(LockedByYear):
    """Non-tax state revenue (PNBP) of one service type in a year; also in years outside a plan."""

    unit_path: ClassVar[str] = "service_type__unit"
    figure_fields: ClassVar[tuple[str, ...]] = ("amount", "target")

    service_type = models.ForeignKey(
        ServiceType,
        verbose_name="jenis layanan",
        on_delete=models.PROTECT,
        related_name="revenues",
    )
    year = models.PositiveSmallIntegerField("tahun", validators=year_validators)
    amount = money_field("penerimaan (Rp)", help_text="Kosong bila tercetak “-”.")
    target = money_field("target (Rp)")
    printed_text = models.CharField("teks tercetak", max_length=100, blank=True)

    history = HistoricalRecords(bases=[AuditedHistory], verbose_name="riwayat PNBP")

    class Meta:
        verbose_name = "PNBP"
        verbose_name_plural = "PNBP"
        ordering = ["service_type", "year"]
        constraints = [
            models.UniqueConstraint(
                fields=["service_type", "year"],
                name="revenue_once_per_year",
                violation_error_message="PNBP jenis layanan ini untuk tahun itu sudah ada.",
            ),
            *not_negative("revenue", "amount", "target"),
        ]

    def __str__(self) -> str:
        return f"{self.service_type} {self.year}"


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


def check_year_in_plan(plan: StrategicPlan, year: int | None) -> None:
    """Raise ValidationError on ``year`` when it lies outside the plan's period."""
    if year is not None and not plan.start_year <= year <= plan.end_year:
        raise ValidationError(
            {
                "year": f"Tahun {year} di luar periode renstra {plan.code} ({plan.period_text})."
            }
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
