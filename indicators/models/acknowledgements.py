"""Findings of the data checks that a person has looked at."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from simple_history.models import HistoricalRecords

from accounts.models import AuditedHistory, Unit, User
from indicators.models.base import UnitOwned

REASON_MISSING = "Alasan harus diisi."


class FindingAcknowledgement(UnitOwned):
    """A finding that was looked at and stays as it is: which, why, who, when.

    The fingerprint is of the finding's figures: when one of them changes, the finding is open again.
    """

    unit_path: ClassVar[str] = "unit"

    unit = models.ForeignKey(
        Unit,
        verbose_name="unit kerja",
        on_delete=models.PROTECT,
        related_name="acknowledgements",
    )
    code = models.CharField("kode aturan", max_length=60)
    fingerprint = models.CharField("sidik temuan", max_length=64)
    message = models.TextField("temuan")
    reason = models.CharField(
        "alasan", max_length=500, error_messages={"blank": REASON_MISSING}
    )
    acknowledged_by = models.ForeignKey(
        User,
        verbose_name="ditandai oleh",
        on_delete=models.PROTECT,
        related_name="acknowledgements",
    )
    acknowledged_at = models.DateTimeField("ditandai pada", auto_now_add=True)

    history = HistoricalRecords(
        bases=[AuditedHistory], verbose_name="riwayat temuan yang ditandai"
    )

    class Meta:
        verbose_name = "temuan yang ditandai"
        verbose_name_plural = "temuan yang ditandai"
        ordering = ["unit", "code", "pk"]
        permissions = [("acknowledge_finding", "Dapat menandai temuan pemeriksaan")]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "code", "fingerprint"],
                name="finding_acknowledged_once",
                violation_error_message="Temuan ini sudah ditandai.",
            ),
            models.CheckConstraint(
                condition=~models.Q(reason=""),
                name="acknowledgement_has_reason",
                violation_error_message=REASON_MISSING,
            ),
        ]

    def __str__(self) -> str:
        return self.message
