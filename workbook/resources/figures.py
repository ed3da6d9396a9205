"""Sheets of yearly targets and realizations; the guard of the indicators decides over whole sets."""

from __future__ import annotations

from typing import Any

from django.db.models import prefetch_related_objects

from accounts.models import Unit
from indicators.models import (
    QUARTERS,
    AgreementState,
    AnnualTarget,
    Benchmark,
    Indicator,
    Measurement,
    MethodChoice,
    Origin,
    PerformanceAgreement,
    Period,
    QuarterlyTarget,
    Realization,
    WorkflowState,
)
from indicators.models.calculated import deviation_problems
from indicators.models.guard import (
    Problem,
    benchmark_problems,
    measurement_problems,
    quarterly_target_problems,
    realization_problems,
    target_problems,
)
from workbook.resources.base import SheetResource
from workbook.resources.columns import choice, day, figure, text, whole, yes_no
from workbook.resources.entries import Entry
from workbook.resources.references import Reference

# Periods are written by their codes (TAHUN, TW1 …), which people know better than the labels.
PERIODS = [(value, value) for value in Period.values]
INDICATOR = Reference("indicator", Indicator, ("renstra", "indikator"))
# What of a realization is its figure, or says where it comes from.
FIGURE = {"value", "grade", "printed_text", "origin"}
PUBLISHED_CLAIM = (
    "“Menurut dokumen” tidak menunggu verifikasi; pastikan dokumen yang sudah ditetapkan "
    "memang menulis nilai ini, atau ganti dengan “Diimpor”"
)
FIXED_CLAIM = (
    "“Ditetapkan” tidak menunggu verifikator; pastikan PK ini sudah ditetapkan pada "
    "dokumennya, atau ganti dengan “Draf”"
)


class AgreementResource(SheetResource):
    """Yearly performance agreements."""

    sheet = "perjanjian"
    model = PerformanceAgreement
    key = ("unit", "tahun", "versi")
    references = (Reference("unit", Unit, ("unit",)),)
    related = ("unit",)

    unit = text("unit__code")
    tahun = whole("year")
    versi = whole("version")
    nomor = text("number")
    tanggal = day("date")
    tahap = choice("state", AgreementState.choices, default=AgreementState.FIXED.value)
    sumber = text("source")

    def claim(self, entry: Entry) -> tuple[str, str] | None:
        """A new agreement that governs at once was fixed on paper."""
        is_fixed = entry.values.get("state") == AgreementState.FIXED
        return ("tahap", FIXED_CLAIM) if entry.is_new and is_fixed else None


class TargetResource(SheetResource):
    """Yearly targets of the plan (no `versi_pk`) and of the agreements."""

    sheet = "target"
    model = AnnualTarget
    key = ("renstra", "indikator", "tahun", "versi_pk")
    references = (
        INDICATOR,
        Reference(
            "agreement", PerformanceAgreement, ("renstra.unit", "tahun", "versi_pk")
        ),
    )
    related = ("indicator__plan__unit", "agreement")
    written = ("nilai", "teks")
    grade_column = "predikat"

    renstra = text("indicator__plan__code")
    indikator = text("indicator__code")
    tahun = whole("year")
    versi_pk = whole("agreement__version")
    nilai = figure("value")
    bawah = figure("lower")
    atas = figure("upper")
    predikat = text("grade")
    teks = text("printed_text")
    alasan_berbeda = text("deviation_reason")
    catatan = text("note")
    sumber = text("source")

    def problems(self, instances: list[Any]) -> list[Problem]:
        """Ask the guard once for all rows."""
        return target_problems(instances)


class QuarterlyTargetResource(SheetResource):
    """Quarterly targets of the action plan."""

    sheet = "rencana_aksi"
    model = QuarterlyTarget
    key = ("renstra", "indikator", "tahun", "triwulan")
    references = (INDICATOR,)
    related = ("indicator__plan__unit",)
    written = ("nilai", "teks")
    grade_column = "predikat"

    renstra = text("indicator__plan__code")
    indikator = text("indicator__code")
    tahun = whole("year")
    triwulan = choice("period", [(period.value, period.value) for period in QUARTERS])
    nilai = figure("value")
    bawah = figure("lower")
    atas = figure("upper")
    predikat = text("grade")
    teks = text("printed_text")
    kegiatan = text("activity")
    catatan = text("note")
    sumber = text("source")

    def problems(self, instances: list[Any]) -> list[Problem]:
        """Ask the guard once for all rows."""
        return quarterly_target_problems(instances)


class RealizationResource(SheetResource):
    """Realizations of years and quarters."""

    sheet = "realisasi"
    model = Realization
    key = ("renstra", "indikator", "tahun", "periode")
    references = (INDICATOR,)
    related = ("indicator__plan__unit",)
    written = ("nilai", "teks")
    grade_column = "predikat"
    may_wait = True

    renstra = text("indicator__plan__code")
    indikator = text("indicator__code")
    tahun = whole("year")
    periode = choice("period", PERIODS)
    nilai = figure("value")
    predikat = text("grade")
    teks = text("printed_text")
    catatan = text("note")
    sebab = text("cause")
    kendala = text("obstacle")
    tindak_lanjut = text("follow_up")
    data_tahun_lalu = yes_no("uses_previous_year", empty=False)
    alasan_berbeda = text("deviation_reason")
    asal = choice("origin", Origin.choices, default=Origin.IMPORTED.value)
    sumber = text("source")

    def claim(self, entry: Entry) -> tuple[str, str] | None:
        """A new or changed figure that stands as the document's is verified by nobody here."""
        is_published = entry.values.get("origin") == Origin.PUBLISHED
        is_new_figure = not FIGURE.isdisjoint(entry.changed)
        return ("asal", PUBLISHED_CLAIM) if is_published and is_new_figure else None

    def problems(self, instances: list[Any]) -> list[Problem]:
        """Ask the guard once for all rows."""
        return realization_problems(instances)

    def closing(self, instances: list[Any]) -> list[Problem]:
        """A verified figure stands."""
        prefetch_related_objects([row for row in instances if row.pk], "verified_by")
        return [
            Problem(index, "value", row.verified_refusal)
            for index, row in enumerate(instances)
            if row.workflow == WorkflowState.VERIFIED
        ]

    def final_problems(self, instances: list[Any]) -> list[Problem]:
        """A figure is judged against its measurements when these are written too."""
        return deviation_problems(instances)


class MeasurementResource(SheetResource):
    """The measured cases behind realizations."""

    sheet = "pengukuran"
    model = Measurement
    key = ("renstra", "indikator", "tahun", "periode", "urutan")
    references = (
        Reference(
            "realization", Realization, ("renstra", "indikator", "tahun", "periode")
        ),
    )
    related = ("realization__indicator__plan__unit",)

    renstra = text("realization__indicator__plan__code")
    indikator = text("realization__indicator__code")
    tahun = whole("realization__year")
    periode = choice("realization__period", PERIODS)
    urutan = whole("order")
    uraian = text("label")
    metode = choice("method", MethodChoice.choices)
    a = figure("before")
    b = figure("after")
    hasil = figure("result")
    sumber = text("source")

    def problems(self, instances: list[Any]) -> list[Problem]:
        """A measurement is as closed as the period of its realization."""
        return [
            Problem(problem.index, "realization", problem.message)
            for problem in measurement_problems(instances)
        ]

    def final_problems(self, instances: list[Any]) -> list[Problem]:
        """Measurements alone may change what their figure should be."""
        problems = deviation_problems([row.realization for row in instances])
        return [
            Problem(problem.index, "realization", problem.message)
            for problem in problems
        ]


class BenchmarkResource(SheetResource):
    """National figures to hold indicators against; none without its source."""

    sheet = "pembanding"
    model = Benchmark
    key = ("renstra", "indikator", "tahun")
    references = (INDICATOR,)
    related = ("indicator__plan__unit",)

    renstra = text("indicator__plan__code")
    indikator = text("indicator__code")
    tahun = whole("year")
    pembanding = text("label")
    nilai = figure("value")
    catatan = text("note")
    sumber = text("source")

    def problems(self, instances: list[Any]) -> list[Problem]:
        """Ask the guard once for all rows."""
        return benchmark_problems(instances)
