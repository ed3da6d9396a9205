"""Yearly performance agreements."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from accounts.models import AuditedHistory, Unit, User
from indicators.models.base import UnitOwned, year_validators
from indicators.models.choices import AgreementState
from indicators.models.locks import refuse_new_meaning

FIXED_BY_DEED = "Draf ditetapkan verifikator di halaman Perjanjian kinerja."
STAYS_FIXED = (
    "Perjanjian kinerja yang berlaku tidak kembali menjadi draf; buatlah perubahannya."
)
AMENDED_BY_DEED = "PK tahun ini disiapkan di aplikasi; perubahannya dibuat dan ditetapkan di halaman Perjanjian kinerja."
HAS_TARGETS = (
    "Perjanjian kinerja yang sudah memuat target tidak dapat pindah tahun atau unit."
)


class PerformanceAgreement(UnitOwned):
    """The yearly performance agreement (Perjanjian Kinerja); an amendment is a new version."""

    unit_path: ClassVar[str] = "unit"

    unit = models.ForeignKey(
        Unit,
        verbose_name="unit kerja",
        on_delete=models.PROTECT,
        related_name="agreements",
    )
    year = models.PositiveSmallIntegerField("tahun", validators=year_validators)
    version = models.PositiveSmallIntegerField(
        "versi", default=1, validators=[MinValueValidator(1)]
    )
    number = models.CharField("nomor", max_length=100, blank=True)
    date = models.DateField("tanggal", null=True, blank=True)
    state = models.CharField(
        "tahap",
        max_length=5,
        choices=AgreementState.choices,
        default=AgreementState.FIXED,
        editable=False,
        help_text="Draf belum berlaku; capaian diukur terhadap versi terakhir yang ditetapkan.",
    )
    fixed_by = models.ForeignKey(
        User,
        verbose_name="ditetapkan oleh",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    fixed_at = models.DateTimeField("ditetapkan pada", null=True, editable=False)

    history = HistoricalRecords(
        bases=[AuditedHistory], verbose_name="riwayat perjanjian kinerja"
    )

    class Meta:
        verbose_name = "perjanjian kinerja"
        verbose_name_plural = "perjanjian kinerja"
        ordering = ["unit", "year", "version"]
        permissions = [("fix_agreement", "Dapat menetapkan perjanjian kinerja")]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year", "version"],
                name="agreement_version_once_per_year",
                violation_error_message="Versi perjanjian kinerja ini sudah ada untuk tahun itu.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=AgreementState.values),
                name="agreement_state_known",
                violation_error_message="Tahap perjanjian kinerja tidak dikenal.",
            ),
            models.CheckConstraint(
                condition=Q(fixed_at__isnull=True)
                | Q(state="fixed", date__isnull=False) & ~Q(number=""),
                name="agreement_fixed_with_number_and_date",
                violation_error_message="Penetapan memerlukan nomor dan tanggal.",
            ),
        ]

    def __str__(self) -> str:
        return (
            f"PK {self.year}"
            if self.version == 1
            else f"PK {self.year} perubahan {self.version - 1}"
        )

    def clean(self) -> None:
        """An agreement with targets stays in its year, and in its turn when the year is locked."""
        super().clean()
        self._refuse_a_way_around_fixing()
        with_targets = PerformanceAgreement.objects.filter(targets__isnull=False)
        stored = with_targets.filter(pk=self.pk).first()
        if stored is None or stored.place == self.place:
            return
        if stored.place[:2] != self.place[:2]:
            raise ValidationError({"year": HAS_TARGETS})
        refuse_new_meaning([(stored.unit_id, stored.year)])

    def _refuse_a_way_around_fixing(self) -> None:
        """A draft is fixed by its deed; what was fixed there stands as it was fixed."""
        stored = PerformanceAgreement.objects.filter(pk=self.pk).first()
        if (
            stored is None or stored.place != self.place
        ) and self._overtakes_what_was_prepared():
            raise ValidationError({"version": AMENDED_BY_DEED})
        if stored is None:
            return
        if stored.is_frozen and stored.fixed_content != self.fixed_content:
            raise ValidationError(stored.frozen_refusal)
        is_other = stored.state != self.state or stored.fixed_at != self.fixed_at
        if is_other and stored.state == AgreementState.DRAFT:
            raise ValidationError({"state": FIXED_BY_DEED})
        if is_other and self.state == AgreementState.DRAFT:
            raise ValidationError({"state": STAYS_FIXED})

    def _overtakes_what_was_prepared(self) -> bool:
        """Whether it would govern, without having been fixed here, in a year that is prepared or was fixed here."""
        is_said = self.state == AgreementState.FIXED and not self.is_frozen
        here = Q(state=AgreementState.DRAFT) | Q(fixed_at__isnull=False)
        others = PerformanceAgreement.objects.filter(here, unit=self.unit_id)
        return is_said and others.filter(year=self.year).exclude(pk=self.pk).exists()

    @property
    def is_draft(self) -> bool:
        """Whether it is being prepared here: then it governs nothing and may go as a whole."""
        return self.state == AgreementState.DRAFT

    @property
    def fixed_content(self) -> tuple[object, ...]:
        """What fixing makes final: which agreement it is, its number and date, and that it is fixed."""
        return (*self.place, self.number, self.date, self.state, self.fixed_at)

    @property
    def frozen_refusal(self) -> str:
        """The sentence that refuses a change of what was fixed here."""
        return f"{self} sudah ditetapkan; buatlah perubahan perjanjian kinerja."

    @property
    def is_frozen(self) -> bool:
        """Whether it was fixed here: then its targets change in a new version only."""
        return self.fixed_at is not None

    @property
    def place(self) -> tuple[int, int, int]:
        """Which agreement the row is: unit, year, version (the latest one with targets counts)."""
        return (self.unit_id, self.year, self.version)
