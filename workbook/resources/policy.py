"""Sheets of what the plan means to do: policy directions, kegiatan, regulations."""

from __future__ import annotations

from indicators.models import (
    ActivityTarget,
    PlannedActivity,
    PolicyActivity,
    PolicyDirection,
    PolicyOutcome,
    RegulationNeed,
    StrategicPlan,
)
from workbook.resources.base import SheetResource
from workbook.resources.columns import choice, text, whole
from workbook.resources.references import Reference

PLAN = Reference("plan", StrategicPlan, ("renstra",))


class PolicyDirectionResource(SheetResource):
    """Policy directions (Tabel 11–19)."""

    sheet = "arah_kebijakan"
    model = PolicyDirection
    key = ("renstra", "kode")
    references = (PLAN,)
    related = ("plan__unit",)

    renstra = text("plan__code")
    kode = text("code")
    urutan = whole("order")
    tingkat = choice("level", PolicyDirection.Level.choices)
    judul = text("title")
    catatan = text("note")
    sumber = text("source")


class PolicyActivityResource(SheetResource):
    """Activities of policy directions."""

    sheet = "aktivitas"
    model = PolicyActivity
    key = ("renstra", "arah", "urutan")
    references = (Reference("direction", PolicyDirection, ("renstra", "arah")),)
    related = ("direction__plan__unit",)

    renstra = text("direction__plan__code")
    arah = text("direction__code")
    urutan = whole("order")
    nomor = text("number")
    nama = text("name")
    sumber = text("source")


class PolicyOutcomeResource(SheetResource):
    """What activities of policy directions are to bring about."""

    sheet = "sasaran_aktivitas"
    model = PolicyOutcome
    key = ("renstra", "arah", "aktivitas", "urutan")
    references = (
        Reference("activity", PolicyActivity, ("renstra", "arah", "aktivitas")),
    )
    related = ("activity__direction__plan__unit",)

    renstra = text("activity__direction__plan__code")
    arah = text("activity__direction__code")
    aktivitas = whole("activity__order")
    urutan = whole("order")
    huruf = text("letter")
    pernyataan = text("statement")
    sumber = text("source")


class PlannedActivityResource(SheetResource):
    """Activities under activity targets (section 3.3)."""

    sheet = "kegiatan"
    model = PlannedActivity
    key = ("renstra", "sasaran", "urutan")
    references = (Reference("activity_target", ActivityTarget, ("renstra", "sasaran")),)
    related = ("activity_target__plan__unit",)

    renstra = text("activity_target__plan__code")
    sasaran = text("activity_target__code")
    urutan = whole("order")
    nomor = text("label")
    tingkat = whole("level")
    nama = text("name")
    sumber = text("source")


class RegulationNeedResource(SheetResource):
    """Regulations that the plan needs (Tabel 20)."""

    sheet = "regulasi"
    model = RegulationNeed
    key = ("renstra", "urutan")
    references = (PLAN,)
    related = ("plan__unit",)

    renstra = text("plan__code")
    urutan = whole("order")
    judul = text("title")
    urgensi = text("urgency")
    penanggung_jawab = text("unit_in_charge")
    unit_terkait = text("related_units")
    target = text("target")
    sumber = text("source")
