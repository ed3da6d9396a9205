"""The record of who wrote what by which way."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class AuditBatch(models.Model):
    """One deed of writing: who, when, by which path, why, from which file."""

    class Path(models.TextChoices):
        FORM = "form", "Formulir"
        GRID = "grid", "Isi realisasi"
        IMPORT = "import", "Impor berkas"
        COMMAND = "command", "Perintah"
        ACTION = "action", "Tindakan"

    user = models.ForeignKey(
        "accounts.User",
        verbose_name="pengguna",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    created_at = models.DateTimeField("waktu", auto_now_add=True)
    path = models.CharField("jalur", max_length=10, choices=Path.choices)
    reason = models.CharField("alasan", max_length=500, blank=True)
    file_name = models.CharField("nama berkas", max_length=255, blank=True)
    file_sha256 = models.CharField("SHA-256 berkas", max_length=64, blank=True)

    class Meta:
        verbose_name = "catatan penulisan"
        verbose_name_plural = "catatan penulisan"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(path__in=["form", "grid", "import", "command", "action"]),
                name="audit_batch_path_known",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_path_display()} #{self.pk}"


class AuditedHistory(models.Model):
    """Base of every history row: the batch that wrote it."""

    batch = models.ForeignKey(
        AuditBatch,
        verbose_name="catatan penulisan",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )

    class Meta:
        abstract = True
