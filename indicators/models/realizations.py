"""What was achieved."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from accounts.models import AuditedHistory, User
from indicators.models.base import FigureRow, figure_field, year_validators
from indicators.models.calculated import deviation_problems
from indicators.models.choices import Origin, Period, WorkflowState
from indicators.models.guard import (
    moved_problems,
    raise_first,
    realization_problems,
)
from indicators.models.indicator import Indicator

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indicators.models.measurements import Measurement


# As ``Realization.says_something``, for querysets.
SAYS_SOMETHING = Q(value__isnull=False) | ~Q(grade="") | ~Q(printed_text="")


def _deed_by(verbose_name: str) -> models.ForeignKey[User | None, User | None]:
    """Return who did a deed of the workflow; None while nobody has."""
    return models.ForeignKey(
        User,
        verbose_name=verbose_name,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )


class Realization(FigureRow):
    """The realized value of an indicator in a year or quarter."""

    unit_path: ClassVar[str] = "indicator__plan__unit"
    figure_fields: ClassVar[tuple[str, ...]] = ("value", "grade")
    # Set by whoever writes the row; django-simple-history keeps it with the version.
    _change_reason: str | None = None
    # The measurements as they will be, set by whoever writes them together with the row; else those stored count.
    pending_measurements: Sequence[Measurement] | None = None

    indicator = models.ForeignKey(
        Indicator,
        verbose_name="indikator",
        on_delete=models.PROTECT,
        related_name="realizations",
    )
    year = models.PositiveSmallIntegerField("tahun", validators=year_validators)
    period = models.CharField(
        "periode", max_length=5, choices=Period.choices, default=Period.YEAR
    )
    value = figure_field("nilai")
    grade = models.CharField("predikat", max_length=20, blank=True)
    printed_text = models.CharField("teks seperti tertulis", max_length=100, blank=True)
    note = models.TextField("catatan", blank=True)
    cause = models.TextField("sebab berhasil atau gagal", blank=True)
    obstacle = models.TextField("kendala", blank=True)
    follow_up = models.TextField("tindak lanjut", blank=True)
    origin = models.CharField(
        "asal", max_length=10, choices=Origin.choices, default=Origin.ENTERED
    )
    uses_previous_year = models.BooleanField(
        "memakai data tahun sebelumnya",
        default=False,
        help_text="Misalnya rekomendasi audit internal yang baru selesai pada tahun berikutnya.",
    )
    deviation_reason = models.TextField(
        "alasan berbeda dari hitungan",
        blank=True,
        help_text="Mengapa nilai yang dicatat bukan hasil hitungan.",
    )
    workflow = models.CharField(
        "tahap",
        max_length=10,
        choices=WorkflowState.choices,
        default=WorkflowState.DRAFT,
        editable=False,
    )
    submitted_by = _deed_by("diajukan oleh")
    submitted_at = models.DateTimeField("diajukan pada", null=True, editable=False)
    verified_by = _deed_by("diverifikasi oleh")
    verified_at = models.DateTimeField("diverifikasi pada", null=True, editable=False)
    returned_by = _deed_by("dikembalikan oleh")
    returned_at = models.DateTimeField("dikembalikan pada", null=True, editable=False)
    return_note = models.TextField(
        "catatan pengembalian", blank=True, default="", editable=False
    )

    history = HistoricalRecords(
        bases=[AuditedHistory], verbose_name="riwayat realisasi"
    )

    class Meta:
        verbose_name = "realisasi"
        verbose_name_plural = "realisasi"
        ordering = ["indicator", "year", "period"]
        permissions = [
            ("submit_realization", "Dapat mengajukan realisasi"),
            ("verify_realization", "Dapat memverifikasi realisasi"),
        ]
        indexes = [
            models.Index(
                fields=["year", "period", "indicator"], name="realization_by_year"
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "year", "period"],
                name="realization_once_per_period",
                violation_error_message="Indikator ini sudah mempunyai realisasi untuk periode itu.",
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(grade=""),
                name="realization_value_or_grade",
                violation_error_message="Isi angka atau predikat, tidak keduanya.",
            ),
            models.CheckConstraint(
                condition=Q(period__in=Period.values),
                name="realization_period_known",
                violation_error_message="Periode harus TAHUN atau TW1 sampai TW4.",
            ),
            models.CheckConstraint(
                condition=Q(origin__in=Origin.values), name="realization_origin_known"
            ),
            models.CheckConstraint(
                condition=Q(workflow__in=WorkflowState.values),
                name="realization_workflow_known",
                violation_error_message="Tahap realisasi tidak dikenal.",
            ),
            models.CheckConstraint(
                condition=Q(workflow="draft") | Q(submitted_at__isnull=False),
                name="realization_submitted_when",
                violation_error_message="Realisasi yang diajukan mencatat waktunya.",
            ),
            models.CheckConstraint(
                condition=~Q(workflow="verified") | Q(verified_at__isnull=False),
                name="realization_verified_when",
                violation_error_message="Realisasi yang diverifikasi mencatat waktunya.",
            ),
            models.CheckConstraint(
                condition=~Q(workflow="returned") | ~Q(return_note=""),
                name="realization_returned_with_note",
                violation_error_message="Pengembalian memerlukan catatan.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator.code} {self.year} {self.period}"

    def clean(self) -> None:
        """Ask the guard: plan of the year, grade, lock, stage, and what the figure is computed from."""
        super().clean()
        if self.indicator_id and self.year:
            raise_first(
                [
                    *moved_problems(self),
                    *realization_problems([self]),
                    *deviation_problems([self]),
                ],
                (field.name for field in self._meta.fields),
            )

    @property
    def place(self) -> tuple[object, ...]:
        """What the row is about: indicator, year, period."""
        return (self.indicator_id, self.year, self.period)

    @property
    def workflow_label(self) -> str:
        """The stage in words; a published figure that nobody has submitted stands as the document's."""
        if (self.workflow, self.origin) == (WorkflowState.DRAFT, Origin.PUBLISHED):
            return Origin.PUBLISHED.label
        return WorkflowState(self.workflow).label

    @property
    def figure(self) -> tuple[object, ...]:
        """What verification is about: value, grade or "-", whose year's data it is, and whether a document's."""
        return (
            self.value,
            self.grade,
            self.is_declared,
            self.uses_previous_year,
            self.origin,
        )

    @property
    def content(self) -> tuple[object, ...]:
        """Everything that people enter."""
        return (
            *self.figure,
            self.printed_text,
            self.note,
            self.cause,
            self.obstacle,
            self.follow_up,
            self.deviation_reason,
        )

    @property
    def is_declared(self) -> bool:
        """Whether a "-" says that there is nothing to be realized."""
        return bool(self.printed_text) and not self.carries_figure

    @property
    def says_something(self) -> bool:
        """Whether there is a figure, or a "-" that says there is none."""
        return self.carries_figure or self.is_declared

    @property
    def reason_given(self) -> str:
        """The reason given for the change of this row that is about to be written."""
        return self._change_reason or ""

    @property
    def verified_refusal(self) -> str:
        """The sentence that refuses a change of a verified figure: who, when, what to do."""
        who = self.verified_by and (
            self.verified_by.get_full_name() or self.verified_by.username
        )
        when = self.verified_at and f"{timezone.localtime(self.verified_at):%d-%m-%Y}"
        return f"Sudah diverifikasi oleh {who} pada {when}; mintalah agar dikembalikan dahulu."

    @property
    def was_submitted(self) -> bool:
        """Whether the figure has ever been handed over for verification."""
        return self.submitted_at is not None

    @property
    def digest(self) -> str:
        """A short mark of what a person saw, to notice that another person saved in between.

        An empty draft, which evidence may have made, looks like no row at all.
        """
        if (self.workflow, self.content) == (WorkflowState.DRAFT, type(self)().content):
            return ""
        value = "" if self.value is None else f"{self.value.normalize():f}"
        seen = "\x1f".join(
            [
                value,
                self.grade,
                self.printed_text,
                self.note,
                str(self.uses_previous_year),
                self.deviation_reason,
                self.workflow,
            ]
        )
        return hashlib.sha256(seen.encode()).hexdigest()[:16]
