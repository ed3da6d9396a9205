"""Documents that the office has published."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from simple_history.models import HistoricalRecords

from accounts.models import AuditedHistory, Unit, code_validator
from indicators.models import StrategicPlan
from indicators.models.base import UnitOwned


class PublishedDocument(UnitOwned):
    """A document that the office has published, for example its Renstra."""

    unit_path: ClassVar[str] = "unit"

    unit = models.ForeignKey(
        Unit,
        verbose_name="unit kerja",
        on_delete=models.PROTECT,
        related_name="published_documents",
    )
    code = models.CharField(
        "kode", max_length=60, unique=True, validators=[code_validator]
    )
    title = models.CharField("judul", max_length=300)
    number = models.CharField("nomor", max_length=100, blank=True)
    date = models.DateField("tanggal", null=True, blank=True)
    plan = models.ForeignKey(
        StrategicPlan,
        verbose_name="renstra",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="published_documents",
        help_text="Renstra yang ditetapkan atau dilaporkan dokumen ini.",
    )
    note = models.TextField("catatan", blank=True)

    history = HistoricalRecords(
        bases=[AuditedHistory], verbose_name="riwayat dokumen terbit"
    )

    class Meta:
        verbose_name = "dokumen terbit"
        verbose_name_plural = "dokumen terbit"
        ordering = ["unit", "code"]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Refuse a plan of another unit."""
        super().clean()
        if self.plan and self.plan.unit_id != self.unit_id:
            raise ValidationError({"plan": "Renstra harus milik unit kerja yang sama."})
