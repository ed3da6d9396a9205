"""Non-tax state revenue (PNBP) and the services that bring it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from simple_history.models import HistoricalRecords

from accounts.models import AuditedHistory, Unit, code_validator
from budgets.models.base import LockedByYear, not_negative
from indicators.models.base import UnitOwned, money_field, year_validators


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


class RevenueTotal(LockedByYear):
    """The revenue of a unit in a year as its source states it: a printed total, OM SPAN.

    It stands beside the sum of the services, which the application computes, and never replaces it.
    """

    unit_path: ClassVar[str] = "unit"
    figure_fields: ClassVar[tuple[str, ...]] = ("amount",)

    unit = models.ForeignKey(
        Unit,
        verbose_name="unit kerja",
        on_delete=models.PROTECT,
        related_name="revenue_totals",
    )
    year = models.PositiveSmallIntegerField("tahun", validators=year_validators)
    amount = money_field(
        "jumlah (Rp)",
        help_text="Seperti dinyatakan sumbernya, juga bila berbeda dari jumlah rinciannya.",
    )
    printed_text = models.CharField("teks tercetak", max_length=100, blank=True)

    history = HistoricalRecords(
        bases=[AuditedHistory], verbose_name="riwayat jumlah PNBP"
    )

    class Meta:
        verbose_name = "jumlah PNBP menurut sumber"
        verbose_name_plural = "jumlah PNBP menurut sumber"
        ordering = ["unit", "year"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year"],
                name="revenue_total_once_per_year",
                violation_error_message="Jumlah PNBP unit kerja ini untuk tahun itu sudah ada.",
            ),
            *not_negative("revenue_total", "amount"),
        ]

    def __str__(self) -> str:
        return f"Jumlah PNBP {self.year}"
