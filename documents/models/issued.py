"""Reports as they were issued: frozen, never changed, at most superseded by a later issue."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import ProtectedError, Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from accounts.models import AuditedHistory, User
from documents.models.particulars import (
    NUMBER_MISSING,
    SIGNATORY_MISSING,
    IssueParticulars,
)
from indicators.models.base import UnitOwnedQuerySet, refuse_deletion

if TYPE_CHECKING:
    from accounts.models import Unit

FROZEN = "Laporan terbit tidak dapat diubah atau dihapus; perbaikannya diterbitkan sebagai pengganti."
TOKEN_BYTES = 16
REASON_WANTED = "Yang menggantikan terbitan sebelumnya menyebut alasannya; yang pertama tidak beralasan."


def new_token() -> str:
    """Return an address that nobody guesses: 128 random bits."""
    return secrets.token_urlsafe(TOKEN_BYTES)


class IssuedDocumentQuerySet(UnitOwnedQuerySet["IssuedDocument"]):
    """Issued documents; they are written one by one, and never again."""

    def of_report(self, unit: Unit, slug: str, choices: str) -> IssuedDocumentQuerySet:
        """Return the chain of one report of a unit, with the same choices."""
        return self.filter(unit=unit, slug=slug, choices=choices)

    def standing(self) -> IssuedDocumentQuerySet:
        """Return those that no later one has superseded."""
        return self.filter(successor__isnull=True)

    def update(self, **values: Any) -> NoReturn:
        """Refuse: an issued document does not change."""
        raise ProtectedError(FROZEN, set())

    def bulk_create(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse: written together, rows would have no history, and could replace stored ones."""
        raise ProtectedError(FROZEN, set())


class IssuedDocument(IssueParticulars):
    """A report as it was issued: its PDF and its data as files, their hashes, who issued it when.

    The issues of one report with the same choices are a chain: each supersedes the one before. The
    files are known by their names in the storage; ``token`` is the address of the public page.
    """

    title = models.CharField("judul", max_length=300)
    year = models.PositiveSmallIntegerField("tahun", null=True, blank=True)
    file_stem = models.CharField("nama berkas", max_length=200)
    pdf_file = models.CharField("nama simpan PDF", max_length=100, unique=True)
    pdf_sha256 = models.CharField("SHA-256 PDF", max_length=64)
    pdf_size = models.PositiveBigIntegerField("ukuran PDF (bita)")
    data_file = models.CharField("nama simpan data", max_length=100, unique=True)
    data_sha256 = models.CharField("SHA-256 data", max_length=64)
    data_size = models.PositiveBigIntegerField("ukuran data (bita)")
    formula_version = models.CharField("versi rumus", max_length=20)
    code_version = models.CharField("versi aplikasi", max_length=64)
    data_version = models.CharField("versi data", max_length=64)
    token = models.CharField(
        "alamat periksa", max_length=43, unique=True, default=new_token
    )
    supersedes = models.OneToOneField(
        "self",
        verbose_name="menggantikan",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="successor",
    )
    issued_by = models.ForeignKey(
        User,
        verbose_name="diterbitkan oleh",
        on_delete=models.PROTECT,
        related_name="+",
    )
    issued_at = models.DateTimeField("diterbitkan pada", default=timezone.now)

    objects: ClassVar[Any] = IssuedDocumentQuerySet.as_manager()
    history = HistoricalRecords(
        bases=[AuditedHistory], verbose_name="riwayat laporan terbit"
    )

    class Meta:
        verbose_name = "laporan terbit"
        verbose_name_plural = "laporan terbit"
        ordering = ["-issued_at", "-pk"]
        permissions = [
            ("issue_document", "Dapat menerbitkan laporan"),
            ("export_evidence_pack", "Dapat mengunduh paket bukti"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(number=""),
                name="issued_has_number",
                violation_error_message=NUMBER_MISSING,
            ),
            models.CheckConstraint(
                condition=~Q(signatory_name="") & ~Q(signatory_position=""),
                name="issued_has_signatory",
                violation_error_message=SIGNATORY_MISSING,
            ),
            models.CheckConstraint(
                condition=~Q(pdf_file="")
                & ~Q(pdf_sha256="")
                & Q(pdf_size__gt=0)
                & ~Q(data_file="")
                & ~Q(data_sha256="")
                & Q(data_size__gt=0),
                name="issued_files_are_described",
                violation_error_message="Laporan terbit mencatat nama simpan, ukuran, dan SHA-256 kedua berkasnya.",
            ),
            models.CheckConstraint(
                condition=Q(supersedes__isnull=True, reason="")
                | Q(supersedes__isnull=False) & ~Q(reason=""),
                name="issued_successor_has_reason",
                violation_error_message=REASON_WANTED,
            ),
            models.UniqueConstraint(
                fields=["unit", "slug", "choices"],
                condition=Q(supersedes__isnull=True),
                name="issued_chain_begins_once",
                violation_error_message="Laporan ini sudah terbit; yang baru menggantikannya.",
            ),
            models.UniqueConstraint(
                fields=["unit", "slug", "choices", "number"],
                name="issued_number_once_per_report",
                violation_error_message="Nomor ini sudah dipakai terbitan laporan yang sama.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} · {self.number}"

    def clean(self) -> None:
        """Refuse a day that has not come, and to supersede another report than this one."""
        super().clean()
        if self.date and self.date > timezone.localdate(self.issued_at):
            raise ValidationError(
                {"date": "Tanggal tidak boleh sesudah hari penerbitan."}
            )
        before = self.supersedes
        if before and _report_of(before) != _report_of(self):
            raise ValidationError(
                {"supersedes": "Yang digantikan harus terbitan laporan yang sama."}
            )

    def _do_update(
        self, base_qs: Any, using: str | None, pk_val: Any, *args: Any, **kwargs: Any
    ) -> list[Any]:
        """Write no stored row again: here every way of saving a row arrives, that of loaddata too.

        Returns that no row was updated, so that Django inserts it.
        """
        if base_qs.filter(pk=pk_val).exists():
            raise ProtectedError(FROZEN, {self})
        return []

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse: what was issued stays."""
        refuse_deletion(self)
        raise AssertionError("A refusal raises.")

    @property
    def deletion_refusal(self) -> str:
        """Why the row may not be deleted."""
        return FROZEN

    @property
    def superseded_by(self) -> IssuedDocument | None:
        """The document that took this one's place; None while it stands."""
        return getattr(self, "successor", None)


def _report_of(row: IssuedDocument) -> tuple[int, str, str]:
    return row.unit_id, row.slug, row.choices
