"""The measured cases behind a realization."""

from __future__ import annotations

import re
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from accounts.models import AuditedHistory
from indicators.calculation import MeasurementInput, Method
from indicators.models.base import UnitOwned, figure_field
from indicators.models.calculated import claim_problems, deviation_problems
from indicators.models.choices import MethodChoice
from indicators.models.guard import Problem, measurement_problems
from indicators.models.realizations import Realization


class Measurement(UnitOwned):
    """One measured case behind a realization: what, by which method, from A to B."""

    unit_path: ClassVar[str] = "realization__indicator__plan__unit"
    # Set by whoever writes the row; django-simple-history keeps it with the version.
    _change_reason: str | None = None

    realization = models.ForeignKey(
        Realization,
        verbose_name="realisasi",
        on_delete=models.PROTECT,
        related_name="measurements",
    )
    order = models.PositiveSmallIntegerField("urutan", default=1)
    label = models.CharField("uraian", max_length=300)
    method = models.CharField("metode", max_length=10, choices=MethodChoice.choices)
    before = models.DecimalField(
        "A (sebelum)", max_digits=15, decimal_places=2, null=True, blank=True
    )
    after = models.DecimalField(
        "B (sesudah)", max_digits=15, decimal_places=2, null=True, blank=True
    )
    result = figure_field(
        "hasil tercatat", help_text="Diisi bila A dan B tidak diketahui."
    )

    history = HistoricalRecords(
        bases=[AuditedHistory], verbose_name="riwayat pengukuran"
    )

    class Meta:
        verbose_name = "pengukuran"
        verbose_name_plural = "pengukuran"
        ordering = ["realization", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["realization", "order"],
                name="measurement_order_once",
                violation_error_message="Urutan pengukuran ini sudah dipakai.",
            ),
            models.CheckConstraint(
                condition=Q(
                    method="recorded",
                    before__isnull=True,
                    after__isnull=True,
                    result__isnull=False,
                )
                | Q(
                    method="value",
                    before__isnull=True,
                    after__isnull=False,
                    result__isnull=True,
                )
                | Q(
                    method__in=["growth", "efficiency", "ratio"],
                    before__isnull=False,
                    after__isnull=False,
                )
                & Q(result__isnull=True),
                name="measurement_inputs_fit_method",
                violation_error_message=(
                    "Metode Tercatat memerlukan hasil saja, metode Nilai memerlukan B saja, "
                    "metode lain memerlukan A dan B tanpa hasil."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def clean(self) -> None:
        """A measurement is as closed as its realization, stored or new; a claim is used once."""
        super().clean()
        rows = Realization.objects.filter(
            Q(pk=self.realization_id) | Q(measurements=self.pk or 0)
        ).distinct()
        found = list(rows.select_related("indicator__plan__unit"))
        problems = measurement_problems([Measurement(realization=row) for row in found])
        if self.method in MethodChoice.values and self._has_realization:
            problems += self._claim_problems()
            problems += self._deviation_problems(found, is_going=False)
        if problems:
            raise ValidationError([problem.message for problem in problems])

    @property
    def deletion_refusal(self) -> str | None:
        """A measurement typed by mistake may go while its period is open; history keeps it."""
        problems = measurement_problems([self])
        problems += self._deviation_problems([self.realization], is_going=True)
        return next((problem.message for problem in problems), None)

    @property
    def as_input(self) -> MeasurementInput:
        """The measurement as the arithmetic takes it."""
        way = Method(self.method)
        return MeasurementInput(self.label, way, self.before, self.after, self.result)

    @property
    def claim(self) -> tuple[object, ...]:
        """What tells the claimed activity from others: its label, however it is spaced, and its numbers."""
        label = re.sub(r"\s+", " ", self.label).strip().rstrip(".").casefold()
        return (label, self.before, self.after, self.result)

    @property
    def _has_realization(self) -> bool:
        """Whether the realization is known; it may be about to be saved itself."""
        return bool(self.realization_id) or "realization" in self._state.fields_cache

    def _claim_problems(self) -> list[Problem]:
        """A claim that stands stored already is a finding, no reason to refuse another change."""
        stored = Measurement.objects.filter(pk=self.pk).first()
        if stored and stored.claim == self.claim:
            return []
        return claim_problems([self])

    def _deviation_problems(
        self, realizations: list[Realization], *, is_going: bool
    ) -> list[Problem]:
        """Judge the realizations with this measurement as it will be, unless all are judged together."""
        if self.realization.pending_measurements is not None:
            return []
        for row in realizations:
            others = list(row.measurements.exclude(pk=self.pk).order_by("order"))
            stays = row.pk == self.realization_id and not is_going
            row.pending_measurements = [*others, *([self] if stays else [])]
        problems = deviation_problems(realizations)
        for row in realizations:
            row.pending_measurements = None
        return problems
