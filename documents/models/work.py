"""What the worker makes beside the pages: how far it is, who asked, what went wrong."""

from __future__ import annotations

import datetime

from django.db import models
from django.utils import timezone

from accounts.models import User

SILENT_FOR = datetime.timedelta(minutes=2)


class RenderState(models.TextChoices):
    """How far a file is."""

    WAITING = "waiting", "Menunggu giliran"
    RUNNING = "running", "Sedang dibuat"
    DONE = "done", "Siap"
    FAILED = "failed", "Gagal"


class Work(models.Model):
    """Something asked for by a person and made by the worker; no figures, and nothing that must be kept."""

    state = models.CharField(
        "keadaan",
        max_length=10,
        choices=RenderState.choices,
        default=RenderState.WAITING,
    )
    progress = models.PositiveSmallIntegerField("kemajuan (%)", default=0)
    words = models.CharField("langkah", max_length=100, blank=True)
    error = models.CharField("kesalahan", max_length=300, blank=True)
    requested_by = models.ForeignKey(
        User,
        verbose_name="diminta oleh",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    requested_at = models.DateTimeField("diminta pada", default=timezone.now)
    heard_at = models.DateTimeField("terakhir bekerja", default=timezone.now)
    finished_at = models.DateTimeField("selesai pada", null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def is_ready(self) -> bool:
        return self.state == RenderState.DONE

    @property
    def is_stuck(self) -> bool:
        """Whether nobody works on it any more: the worker that did has fallen silent."""
        is_open = self.state == RenderState.RUNNING
        return is_open and timezone.now() - self.heard_at > SILENT_FOR

    @property
    def is_over(self) -> bool:
        """Whether it will not become ready by itself."""
        return self.state == RenderState.FAILED or self.is_stuck
