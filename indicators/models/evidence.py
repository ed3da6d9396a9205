"""What proves a realization: files and links."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from accounts.models import AuditedHistory, User
from indicators.models.base import UnitOwned
from indicators.models.choices import EvidenceKind
from indicators.models.guard import evidence_problems, raise_first
from indicators.models.realizations import Realization

TITLE_MISSING = "Judul bukti harus diisi."


class Evidence(UnitOwned):
    """A file or a link that proves a realization: which source of data it is, who added it, when.

    ``file`` is the random name in the storage; what the file was called is only shown.
    """

    unit_path: ClassVar[str] = "realization__indicator__plan__unit"

    realization = models.ForeignKey(
        Realization,
        verbose_name="realisasi",
        on_delete=models.PROTECT,
        related_name="evidence",
    )
    kind = models.CharField("jenis", max_length=4, choices=EvidenceKind.choices)
    title = models.CharField(
        "judul", max_length=200, error_messages={"blank": TITLE_MISSING}
    )
    satisfies = models.CharField(
        "sumber data yang dipenuhi",
        max_length=300,
        blank=True,
        help_text="Seperti tertulis pada pedoman kinerja, atau dengan kata sendiri.",
    )
    file = models.CharField("nama simpan", max_length=100, blank=True)
    original_name = models.CharField("nama berkas", max_length=150, blank=True)
    content_type = models.CharField("jenis isi", max_length=100, blank=True)
    size = models.PositiveBigIntegerField("ukuran (bita)", null=True, blank=True)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    url = models.CharField("tautan", max_length=1000, blank=True)
    uploaded_by = models.ForeignKey(
        User,
        verbose_name="ditambahkan oleh",
        on_delete=models.PROTECT,
        related_name="evidence",
    )
    uploaded_at = models.DateTimeField("ditambahkan pada", auto_now_add=True)

    history = HistoricalRecords(
        bases=[AuditedHistory], verbose_name="riwayat bukti dukung"
    )

    class Meta:
        verbose_name = "bukti dukung"
        verbose_name_plural = "bukti dukung"
        ordering = ["realization", "pk"]
        permissions = [("attach_evidence", "Dapat menambah dan menghapus bukti dukung")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=EvidenceKind.values),
                name="evidence_kind_known",
                violation_error_message="Bukti adalah berkas atau tautan.",
            ),
            models.CheckConstraint(
                condition=Q(kind="file", url="") & ~Q(file="")
                | Q(kind="link", file="") & ~Q(url=""),
                name="evidence_file_or_link",
                violation_error_message="Bukti adalah satu berkas atau satu tautan, tidak keduanya.",
            ),
            models.CheckConstraint(
                condition=Q(
                    kind="link",
                    size__isnull=True,
                    sha256="",
                    original_name="",
                    content_type="",
                )
                | Q(kind="file", size__isnull=False, size__gt=0)
                & ~Q(sha256="")
                & ~Q(original_name="")
                & ~Q(content_type=""),
                name="evidence_file_is_described",
                violation_error_message="Berkas bukti mencatat nama, jenis isi, ukuran, dan SHA-256.",
            ),
            models.CheckConstraint(
                condition=Q(url="")
                | Q(url__startswith="https://")
                | Q(url__startswith="http://"),
                name="evidence_link_is_web",
                violation_error_message="Tautan harus dimulai dengan https:// atau http://.",
            ),
            models.CheckConstraint(
                condition=~Q(title=""),
                name="evidence_has_title",
                violation_error_message=TITLE_MISSING,
            ),
            models.UniqueConstraint(
                fields=["realization", "sha256"],
                condition=Q(kind="file"),
                name="evidence_content_once",
                violation_error_message="Berkas dengan isi yang sama sudah menjadi bukti realisasi ini.",
            ),
            models.UniqueConstraint(
                fields=["realization", "url"],
                condition=Q(kind="link"),
                name="evidence_link_once",
                violation_error_message="Tautan ini sudah menjadi bukti realisasi ini.",
            ),
            models.UniqueConstraint(
                fields=["file"],
                condition=~Q(file=""),
                name="evidence_stored_name_once",
                violation_error_message="Nama simpan ini sudah dipakai.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Ask the guard: lock, who is in charge, what stands verified."""
        super().clean()
        if self.realization_id:
            raise_first(evidence_problems([self]), ())

    @property
    def deletion_refusal(self) -> str | None:
        """Evidence added by mistake may go until its figure is verified; history keeps it."""
        problems = evidence_problems([self], removes=True)
        return next((problem.message for problem in problems), None)
