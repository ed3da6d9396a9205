"""Tables of published documents, and what of our reports they are the print of."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, validate_slug
from django.db import models
from simple_history.models import HistoricalRecords

from accounts.models import AuditedHistory, code_validator
from documents.models.documents import PublishedDocument
from indicators.models.base import UnitOwned, year_validators

columns_validator = RegexValidator(
    r"^[a-z0-9_]*(,[a-z0-9_]*){0,15}$",
    "Kunci kolom ditulis dengan huruf kecil, dipisahkan koma, paling banyak 16.",
)


class PublishedTable(UnitOwned):
    """A table of a published document: where it stands and which report computes the same.

    ``columns`` names the report's column for each printed one, as the table's own head has them; a row that
    the print has shifted stays shifted.
    """

    unit_path: ClassVar[str] = "document__unit"

    document = models.ForeignKey(
        PublishedDocument,
        verbose_name="dokumen",
        on_delete=models.PROTECT,
        related_name="tables",
    )
    code = models.CharField("kode", max_length=20, validators=[code_validator])
    order = models.PositiveSmallIntegerField("urutan")
    label = models.CharField(
        "nomor tercetak", max_length=60, help_text="Misalnya Tabel 10."
    )
    title = models.CharField(
        "judul tercetak", max_length=300, help_text="Judul pada tabelnya sendiri."
    )
    place = models.CharField(
        "letak", max_length=100, blank=True, help_text="Halaman atau baris."
    )
    report = models.CharField(
        "laporan", max_length=60, blank=True, validators=[validate_slug]
    )
    part = models.CharField("bagian laporan", max_length=60, blank=True)
    year = models.PositiveSmallIntegerField(
        "tahun", null=True, blank=True, validators=year_validators
    )
    columns = models.CharField(
        "kolom",
        max_length=500,
        blank=True,
        validators=[columns_validator],
        help_text="Kunci kolom laporan menurut urutan tercetak, dipisahkan koma; kosong bila laporan tidak memilikinya.",
    )
    note = models.TextField("catatan", blank=True)

    history = HistoricalRecords(
        bases=[AuditedHistory], verbose_name="riwayat tabel terbit"
    )

    class Meta:
        verbose_name = "tabel terbit"
        verbose_name_plural = "tabel terbit"
        ordering = ["document", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "code"],
                name="published_table_code_once_per_document",
                violation_error_message="Kode tabel ini sudah dipakai di dokumen ini.",
            ),
            models.UniqueConstraint(
                fields=["document", "order"],
                name="published_table_order_once_per_document",
                violation_error_message="Urutan tabel ini sudah dipakai di dokumen ini.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label}. {self.title}"

    @property
    def column_keys(self) -> list[str]:
        """The report's column keys by printed position, "" where the report has no such column."""
        return self.columns.split(",")

    def clean(self) -> None:
        """Refuse a column that is named twice."""
        super().clean()
        named = [key for key in self.column_keys if key]
        if twice := sorted({key for key in named if named.count(key) > 1}):
            raise ValidationError(
                {"columns": f"Kolom disebut dua kali: {', '.join(twice)}."}
            )
