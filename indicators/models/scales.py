"""Scales and their bands: data that an office chooses and changes."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from accounts.models import AuditedHistory, Unit, code_validator
from indicators.models.base import UnitOwned, figure_field
from indicators.models.locks import GivesMeaning

if TYPE_CHECKING:
    from collections.abc import Iterable


class GradeScale(UnitOwned):
    """A scale: grades for values (B-, A) or bands over achievement (traffic light)."""

    class Kind(models.TextChoices):
        GRADE = "grade", "Predikat"
        ACHIEVEMENT = "achievement", "Capaian"

    unit_path: ClassVar[str] = "unit"

    unit = models.ForeignKey(
        Unit, verbose_name="unit kerja", on_delete=models.PROTECT, related_name="scales"
    )
    code = models.CharField("kode", max_length=40, validators=[code_validator])
    name = models.CharField("nama", max_length=150)
    kind = models.CharField("jenis", max_length=12, choices=Kind.choices)
    rule = models.CharField("dasar aturan", max_length=300, blank=True)
    rule_text_seen = models.BooleanField(
        "naskah aturan terlihat",
        default=False,
        help_text="Bila tidak, batas-batasnya diambil dari sumber lain dan perlu dicocokkan dengan naskah peraturan.",
    )

    history = HistoricalRecords(bases=[AuditedHistory], verbose_name="riwayat skala")

    class Meta:
        verbose_name = "skala"
        verbose_name_plural = "skala"
        ordering = ["unit", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "code"],
                name="scale_code_once_per_unit",
                violation_error_message="Kode skala ini sudah dipakai di unit kerja ini.",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["grade", "achievement"]), name="scale_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class GradeBand(GivesMeaning, UnitOwned):
    """One band of a scale, from its lower bound up to the next band."""

    class Colour(models.TextChoices):
        GREEN = "ok", "Hijau"
        YELLOW = "near", "Kuning"
        RED = "low", "Merah"

    unit_path: ClassVar[str] = "scale__unit"
    meaning_fields: ClassVar[tuple[str, ...]] = (
        "scale",
        "rank",
        "label",
        "lower",
        "is_lower_included",
        "points",
    )
    new_row_changes_meaning: ClassVar[bool] = True

    scale = models.ForeignKey(
        GradeScale, verbose_name="skala", on_delete=models.PROTECT, related_name="bands"
    )
    rank = models.PositiveSmallIntegerField(
        "urutan", help_text="Makin besar makin baik."
    )
    label = models.CharField("label", max_length=40)
    lower = figure_field("batas bawah", help_text="Kosong: pita terbawah.")
    is_lower_included = models.BooleanField("batas bawah termasuk", default=True)
    points = figure_field(
        "poin", help_text="Kosong bila skala tidak memberi poin; batas pita bukan poin."
    )
    colour = models.CharField("warna", max_length=4, choices=Colour.choices, blank=True)

    history = HistoricalRecords(bases=[AuditedHistory], verbose_name="riwayat pita")

    class Meta:
        verbose_name = "pita skala"
        verbose_name_plural = "pita skala"
        ordering = ["scale", "rank"]
        constraints = [
            models.UniqueConstraint(
                fields=["scale", "rank"],
                name="band_rank_once_per_scale",
                violation_error_message="Urutan ini sudah dipakai di skala ini.",
            ),
            models.UniqueConstraint(
                fields=["scale", "label"],
                name="band_label_once_per_scale",
                violation_error_message="Label ini sudah dipakai di skala ini.",
            ),
            models.CheckConstraint(
                condition=Q(colour__in=["", "ok", "near", "low"]),
                name="band_colour_known",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def bound_text(self) -> str:
        """The lower bound with its sign, for lists."""
        if self.lower is None:
            return "di bawahnya"
        return f"{'≥' if self.is_lower_included else '>'} {Decimal(self.lower).normalize():f}".replace(
            ".", ","
        )

    def judged_plan_ids(self) -> set[int]:
        """Return the plans that use the scale (the stored one too), for achievement or an indicator."""
        scales = GradeScale.objects.filter(Q(pk=self.scale_id) | Q(bands=self.pk or 0))
        pairs = scales.values_list("plans", "indicators__plan")
        return {plan for pair in pairs for plan in pair if plan is not None}


def grade_labels(scale_ids: Iterable[int | None]) -> dict[int, list[str]]:
    """Return the labels of these scales' bands, best first; one query, none without scales."""
    found: dict[int, list[str]] = {}
    bands = GradeBand.objects.filter(scale__in=set(scale_ids) - {None})
    for scale, label in bands.order_by("-rank").values_list("scale", "label"):
        found.setdefault(scale, []).append(label)
    return found
