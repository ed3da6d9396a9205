"""The people of a unit (SDM): how many by position and by education."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from accounts.models import AuditedHistory, Unit, code_validator
from budgets.models.base import LockedByYear
from indicators.models.base import UnitOwned, count_field, year_validators


class StaffCategory(UnitOwned):
    """A position or a level of education by which a unit counts its people (Tabel 7 and 8)."""

    class Kind(models.TextChoices):
        POSITION = "jabatan", "Jabatan"
        EDUCATION = "pendidikan", "Pendidikan"

    unit_path: ClassVar[str] = "unit"

    unit = models.ForeignKey(
        Unit,
        verbose_name="unit kerja",
        on_delete=models.PROTECT,
        related_name="staff_categories",
    )
    kind = models.CharField("jenis", max_length=10, choices=Kind.choices)
    code = models.CharField("kode", max_length=40, validators=[code_validator])
    order = models.PositiveSmallIntegerField("urutan", default=1)
    name = models.CharField("nama", max_length=150)

    history = HistoricalRecords(
        bases=[AuditedHistory], verbose_name="riwayat kategori SDM"
    )

    class Meta:
        verbose_name = "kategori SDM"
        verbose_name_plural = "kategori SDM"
        ordering = ["unit", "kind", "order", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "kind", "code"],
                name="staff_category_code_once_per_kind",
                violation_error_message="Kode ini sudah dipakai untuk jenis itu di unit kerja ini.",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["jabatan", "pendidikan"]),
                name="staff_category_kind_known",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class StaffCount(LockedByYear):
    """How many people a category has in a year; also in years outside a plan."""

    unit_path: ClassVar[str] = "category__unit"
    figure_fields: ClassVar[tuple[str, ...]] = ("count",)

    category = models.ForeignKey(
        StaffCategory,
        verbose_name="kategori",
        on_delete=models.PROTECT,
        related_name="counts",
    )
    year = models.PositiveSmallIntegerField("tahun", validators=year_validators)
    count = count_field("jumlah (orang)", help_text="Kosong bila tercetak “-”.")
    printed_text = models.CharField("teks tercetak", max_length=100, blank=True)

    history = HistoricalRecords(
        bases=[AuditedHistory], verbose_name="riwayat jumlah SDM"
    )

    class Meta:
        verbose_name = "jumlah SDM"
        verbose_name_plural = "jumlah SDM"
        ordering = ["category", "year"]
        constraints = [
            models.UniqueConstraint(
                fields=["category", "year"],
                name="staff_count_once_per_year",
                violation_error_message="Jumlah SDM kategori ini untuk tahun itu sudah ada.",
            ),
            models.CheckConstraint(
                condition=Q(count__isnull=True) | Q(count__gte=0),
                name="staff_count_not_negative",
                violation_error_message="Jumlah orang tidak boleh negatif.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.category} {self.year}"
