"""Sheets of the office itself: units, signatories, scales and bands."""

from __future__ import annotations

from typing import Any

from accounts.models import Signatory, Unit, descendants
from indicators.models import GradeBand, GradeScale
from indicators.models.guard import Problem
from workbook.resources.base import SheetResource
from workbook.resources.columns import choice, day, figure, text, whole, yes_no
from workbook.resources.references import Reference


class UnitResource(SheetResource):
    """Units; the export of one unit takes the units above it along."""

    sheet = "unit"
    model = Unit
    key = ("kode",)
    references = (Reference("parent", Unit, ("induk",)),)
    related = ("parent",)

    kode = text("code")
    nama = text("name")
    jenis = choice("kind", Unit.Kind.choices)
    induk = text("parent__code")
    kop = text("letterhead")
    tempat = text("place")
    sumber = text("source")

    @property
    def unit_path(self) -> str:
        """A unit belongs to itself."""
        return "pk"

    def owner(self, instance: Any) -> Any:
        """Return the unit; for a new one the unit above it, None for a new one at the top."""
        return instance if instance.pk else instance.parent

    def of_unit(self, unit: Any) -> Any:
        """Return the unit and those above it."""
        if unit is None:
            return self.get_queryset()
        return (
            Unit.objects.with_ancestors(unit).select_related(*self.related).order_by()
        )

    def problems(self, instances: list[Any]) -> list[Problem]:
        """Refuse circles of parents, looking at all units as they would be."""
        parents = dict(Unit.objects.values_list("pk", "parent_id"))
        parents |= {unit.pk: unit.parent_id for unit in instances if unit.pk}
        return [
            Problem(
                index,
                "parent",
                "Induk tidak boleh unit ini sendiri atau unit di bawahnya.",
            )
            for index, unit in enumerate(instances)
            if unit.pk
            and unit.parent_id
            and unit.parent_id in descendants(unit.pk, parents.items())
        ]


class SignatoryResource(SheetResource):
    """Who signs for a unit from when to when."""

    sheet = "penanda_tangan"
    model = Signatory
    key = ("unit", "nama", "mulai")
    references = (Reference("unit", Unit, ("unit",)),)
    related = ("unit",)

    unit = text("unit__code")
    nama = text("name")
    mulai = day("start")
    selesai = day("end")
    nip = text("nip")
    jabatan = text("position")
    plt = yes_no("is_acting")
    sumber = text("source")


class ScaleResource(SheetResource):
    """Scales of grades and of achievement."""

    sheet = "skala"
    model = GradeScale
    key = ("unit", "kode")
    references = (Reference("unit", Unit, ("unit",)),)
    related = ("unit",)

    unit = text("unit__code")
    kode = text("code")
    nama = text("name")
    jenis = choice("kind", GradeScale.Kind.choices)
    dasar = text("rule")
    naskah_terlihat = yes_no("rule_text_seen")
    sumber = text("source")


class BandResource(SheetResource):
    """The bands of the scales."""

    sheet = "predikat"
    model = GradeBand
    key = ("unit", "skala", "urutan")
    references = (Reference("scale", GradeScale, ("unit", "skala")),)
    related = ("scale__unit",)

    unit = text("scale__unit__code")
    skala = text("scale__code")
    urutan = whole("rank")
    label = text("label")
    batas_bawah = figure("lower")
    termasuk = yes_no("is_lower_included")
    poin = figure("points")
    warna = choice("colour", GradeBand.Colour.choices)
    sumber = text("source")
