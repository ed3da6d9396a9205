"""What an office says of a report that it issues: number, date, who signs."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models

from accounts.models import Unit

NUMBER_MISSING = "Nomor harus diisi."
SIGNATORY_MISSING = "Nama dan jabatan penanda tangan harus diisi."


class IssueParticulars(models.Model):
    """A report with the choices made, and what is said of its issue.

    ``choices`` is the report's query, canonical. The signatory is text: it stays as it was signed.
    """

    unit_path: ClassVar[str] = "unit"

    unit = models.ForeignKey(
        Unit,
        verbose_name="unit kerja",
        on_delete=models.PROTECT,
        related_name="%(class)ss",
    )
    slug = models.SlugField("laporan", max_length=60)
    choices = models.CharField("pilihan", max_length=300, blank=True)
    number = models.CharField(
        "nomor", max_length=100, error_messages={"blank": NUMBER_MISSING}
    )
    date = models.DateField("tanggal")
    signatory_name = models.CharField(
        "nama penanda tangan",
        max_length=150,
        error_messages={"blank": SIGNATORY_MISSING},
    )
    signatory_nip = models.CharField(
        "NIP penanda tangan",
        max_length=18,
        blank=True,
        validators=[RegexValidator(r"^\d{18}$", "NIP terdiri atas 18 angka.")],
    )
    signatory_position = models.CharField(
        "jabatan penanda tangan",
        max_length=200,
        error_messages={"blank": SIGNATORY_MISSING},
    )
    reason = models.CharField("alasan penggantian", max_length=500, blank=True)

    class Meta:
        abstract = True

    @property
    def owner_unit(self) -> Unit:
        """The unit the row belongs to."""
        return self.unit
