"""The record of who wrote what by which way, sealed into a chain."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Exists, OuterRef, Q

from accounts.open_batch import stamp

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from accounts.models.people import User

DIGEST_LENGTH = 64


class AuditBatchQuerySet(models.QuerySet["AuditBatch"]):
    """Batches as people may see them."""

    def visible_to(self, user: User) -> AuditBatchQuerySet:
        """Return what was written in the user's own unit and those below it."""
        if user.is_superuser:
            return self
        return self.of_units(user.visible_unit_ids())

    def of_units(self, units: Collection[int]) -> AuditBatchQuerySet:
        """Return what was written in these units, and what commands wrote for the whole installation."""
        parts = AuditPart.objects.filter(batch=OuterRef("pk"))
        of_some_unit = Exists(parts.filter(unit_number__isnull=False))
        return self.filter(
            Exists(parts.filter(unit_number__in=units))
            # From before there were parts: whoever wrote it tells where.
            | (~Exists(parts) & Q(user__unit__in=units))
            | (~of_some_unit & Q(user=None))
        )


class AuditBatch(models.Model):
    """One deed of writing: who, when, by which path, why, from which file; and its seal.

    The seal is written when the deed is done: ``digest`` is the SHA-256 of the sealed content,
    which holds all rows of history written under the batch, and the digest before.
    """

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
    created_at = models.DateTimeField("waktu", auto_now_add=True, db_index=True)
    path = models.CharField("jalur", max_length=10, choices=Path.choices)
    reason = models.CharField("alasan", max_length=500, blank=True)
    file_name = models.CharField("nama berkas", max_length=255, blank=True)
    file_sha256 = models.CharField(
        "SHA-256 berkas", max_length=DIGEST_LENGTH, blank=True
    )
    # A unique column of numbers cannot use "" for "not yet".
    sequence = models.PositiveBigIntegerField(
        "nomor segel", null=True, blank=True, unique=True
    )
    previous_digest = models.CharField(
        "SHA-256 segel sebelumnya", max_length=DIGEST_LENGTH, blank=True
    )
    digest = models.CharField("SHA-256 segel", max_length=DIGEST_LENGTH, blank=True)

    objects = AuditBatchQuerySet.as_manager()

    class Meta:
        verbose_name = "catatan penulisan"
        verbose_name_plural = "catatan penulisan"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(path__in=["form", "grid", "import", "command", "action"]),
                name="audit_batch_path_known",
            ),
            models.CheckConstraint(
                condition=Q(sequence__isnull=True, digest="")
                | Q(sequence__gte=1) & ~Q(digest=""),
                name="audit_batch_sealed_wholly",
                violation_error_message="Segel harus lengkap: nomor dan SHA-256.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_path_display()} #{self.pk}"


class AuditContent(models.Model):
    """What a seal holds, as canonical JSON; apart from the batch, because that of an import has megabytes."""

    batch = models.OneToOneField(
        AuditBatch,
        verbose_name="catatan penulisan",
        on_delete=models.PROTECT,
        related_name="content",
    )
    text = models.TextField("isi yang disegel")

    class Meta:
        verbose_name = "isi segel"
        verbose_name_plural = "isi segel"

    def __str__(self) -> str:
        return f"#{self.batch_id}"


class AuditPart(models.Model):
    """How many rows of one kind a batch wrote for one unit: by this the log is found and shown.

    Units are kept by number, as history keeps them: a unit may be deleted, its log stays.
    """

    batch = models.ForeignKey(
        AuditBatch,
        verbose_name="catatan penulisan",
        on_delete=models.PROTECT,
        related_name="parts",
    )
    model = models.CharField("jenis data", max_length=100)
    unit_number = models.BigIntegerField("nomor unit kerja", null=True, blank=True)
    rows = models.PositiveIntegerField("jumlah baris")

    class Meta:
        verbose_name = "isi catatan penulisan"
        verbose_name_plural = "isi catatan penulisan"
        ordering = ["batch", "model", "unit_number"]
        indexes = [
            models.Index(fields=["unit_number", "batch"], name="audit_part_of_unit")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "model", "unit_number"],
                name="audit_part_once",
                violation_error_message="Isi catatan ini sudah ada.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.model}: {self.rows}"


class AuditHead(models.Model):
    """The end of the chain, one row: number and digest of the last sealed batch."""

    THE_ONE = 1
    # What the first batch has before it.
    NOTHING = "0" * DIGEST_LENGTH

    sequence = models.PositiveBigIntegerField("nomor segel terakhir")
    digest = models.CharField("SHA-256 segel terakhir", max_length=DIGEST_LENGTH)
    sealed_at = models.DateTimeField("disegel pada")

    class Meta:
        verbose_name = "ujung rantai segel"
        verbose_name_plural = "ujung rantai segel"
        constraints = [
            models.CheckConstraint(
                condition=Q(pk=1),
                name="audit_head_is_one",
                violation_error_message="Ujung rantai segel hanya satu.",
            )
        ]

    def __str__(self) -> str:
        return f"#{self.sequence}"


class AuditedHistoryManager(models.Manager[Any]):
    """History rows; written in bulk they learn their batch here, because no signal is sent."""

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        """Stamp the rows, then store them."""
        rows = list(objs)
        stamp(rows)
        return super().bulk_create(rows, *args, **kwargs)


class AuditedHistory(models.Model):
    """Base of every history row: the batch that wrote it."""

    batch = models.ForeignKey(
        AuditBatch,
        verbose_name="catatan penulisan",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )

    objects = AuditedHistoryManager()

    class Meta:
        abstract = True
