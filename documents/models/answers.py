"""What people decided about findings of the reconciliation."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from accounts.models import AuditedHistory, Unit, User
from indicators.models.base import UnitOwned

REASON_MISSING = "Alasan harus diisi bila yang tercetak yang diterima."


class Decision(models.TextChoices):
    """Which of the two values counts."""

    COMPUTED = "computed", "Terima hasil hitung"
    PRINTED = "printed", "Terima yang tercetak"
    CORRECT = "correct", "Data harus diperbaiki"


class ReconciliationAnswer(UnitOwned):
    """A finding of the reconciliation that was decided: which value counts, why, who, when.

    The fingerprint is of the finding's values: when print or data change it is another finding, and open.
    """

    unit_path: ClassVar[str] = "unit"

    unit = models.ForeignKey(
        Unit,
        verbose_name="unit kerja",
        on_delete=models.PROTECT,
        related_name="reconciliation_answers",
    )
    kind = models.CharField("jenis temuan", max_length=20)
    fingerprint = models.CharField("sidik temuan", max_length=64)
    message = models.TextField("temuan")
    decision = models.CharField("keputusan", max_length=10, choices=Decision.choices)
    reason = models.CharField("alasan", max_length=500, blank=True)
    answered_by = models.ForeignKey(
        User,
        verbose_name="dijawab oleh",
        on_delete=models.PROTECT,
        related_name="reconciliation_answers",
    )
    answered_at = models.DateTimeField("dijawab pada", auto_now_add=True)

    history = HistoricalRecords(
        bases=[AuditedHistory], verbose_name="riwayat jawaban rekonsiliasi"
    )

    class Meta:
        verbose_name = "jawaban rekonsiliasi"
        verbose_name_plural = "jawaban rekonsiliasi"
        ordering = ["unit", "kind", "pk"]
        permissions = [("answer_reconciliation", "Dapat menjawab temuan rekonsiliasi")]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "fingerprint"],
                name="reconciliation_answered_once",
                violation_error_message="Temuan ini sudah dijawab.",
            ),
            models.CheckConstraint(
                condition=Q(decision__in=Decision.values),
                name="reconciliation_decision_known",
                violation_error_message="Keputusan tidak dikenal.",
            ),
            models.CheckConstraint(
                condition=~Q(decision=Decision.PRINTED) | ~Q(reason=""),
                name="reconciliation_printed_has_reason",
                violation_error_message=REASON_MISSING,
            ),
        ]

    def __str__(self) -> str:
        return self.message
