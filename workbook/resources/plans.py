"""Sheets of the plan: what is aimed at, by which indicators."""

from __future__ import annotations

from accounts.models import Unit
from indicators.models import (
    AccumulationChoice,
    ActivityTarget,
    AggregationChoice,
    CascadeEntry,
    EvidenceRule,
    Goal,
    GradeScale,
    Indicator,
    IndicatorLink,
    Lineage,
    Perspective,
    PlanYear,
    PolarityChoice,
    Programme,
    StrategicPlan,
    ValueKind,
)
from workbook.resources.base import SheetResource
from workbook.resources.columns import choice, day, figure, text, whole, yes_no
from workbook.resources.references import Reference

PLAN = Reference("plan", StrategicPlan, ("renstra",))


class PlanResource(SheetResource):
    """Strategic plans and their revisions."""

    sheet = "renstra"
    model = StrategicPlan
    key = ("kode",)
    references = (
        Reference("unit", Unit, ("unit",)),
        Reference("predecessor", StrategicPlan, ("sebelumnya",)),
        Reference(
            "achievement_scale",
            GradeScale,
            ("unit", "skala_capaian"),
            kind=GradeScale.Kind.ACHIEVEMENT,
        ),
    )
    related = ("unit", "predecessor", "achievement_scale")

    unit = text("unit__code")
    kode = text("code")
    judul = text("title")
    tahun_awal = whole("start_year")
    tahun_akhir = whole("end_year")
    nomor_sk = text("decree_number")
    tanggal_sk = day("decree_date")
    sebelumnya = text("predecessor__code")
    hubungan = choice("relation", StrategicPlan.Relation.choices)
    batas_capaian = figure("cap")
    skala_capaian = text("achievement_scale__code")
    catatan = text("note")
    sumber = text("source")


class PlanYearResource(SheetResource):
    """Which plan counts in which year."""

    sheet = "tahun_renstra"
    model = PlanYear
    key = ("unit", "tahun")
    references = (Reference("unit", Unit, ("unit",)), PLAN)
    related = ("unit", "plan")

    unit = text("unit__code")
    tahun = whole("year")
    renstra = text("plan__code")
    sumber = text("source")


class GoalResource(SheetResource):
    """Goals of the plan."""

    sheet = "tujuan"
    model = Goal
    key = ("renstra", "kode")
    references = (PLAN,)
    related = ("plan__unit",)

    renstra = text("plan__code")
    kode = text("code")
    urutan = whole("order")
    pernyataan = text("statement")
    sumber = text("source")


class ProgrammeResource(SheetResource):
    """Programmes of the plan."""

    sheet = "program"
    model = Programme
    key = ("renstra", "kode")
    references = (PLAN,)
    related = ("plan__unit",)

    renstra = text("plan__code")
    kode = text("code")
    urutan = whole("order")
    nama = text("name")
    sumber = text("source")


class ActivityTargetResource(SheetResource):
    """Activity targets (sasaran kegiatan)."""

    sheet = "sasaran"
    model = ActivityTarget
    key = ("renstra", "kode")
    references = (
        PLAN,
        Reference("goal", Goal, ("renstra", "tujuan")),
        Reference("programme", Programme, ("renstra", "program")),
    )
    related = ("plan__unit", "goal", "programme")

    renstra = text("plan__code")
    kode = text("code")
    urutan = whole("order")
    pernyataan = text("statement")
    tujuan = text("goal__code")
    perspektif = choice("perspective", Perspective.choices)
    program = text("programme__code")
    induk = text("parent_code")
    catatan = text("note")
    sumber = text("source")


class IndicatorResource(SheetResource):
    """Indicators of activity targets and of goals."""

    sheet = "indikator"
    model = Indicator
    key = ("renstra", "kode")
    references = (
        PLAN,
        Reference("activity_target", ActivityTarget, ("renstra", "sasaran")),
        Reference("goal_owner", Goal, ("renstra", "tujuan_pemilik")),
        Reference("goal", Goal, ("renstra", "tujuan")),
        Reference(
            "scale", GradeScale, ("renstra.unit", "skala"), kind=GradeScale.Kind.GRADE
        ),
    )
    related = ("plan__unit", "activity_target", "goal_owner", "goal", "scale")

    renstra = text("plan__code")
    kode = text("code")
    sasaran = text("activity_target__code")
    tujuan_pemilik = text("goal_owner__code")
    urutan = whole("order")
    nama = text("name")
    iku = yes_no("is_key")
    satuan = text("unit_of_measure")
    satuan_manual = text("unit_of_measure_in_manual")
    klasifikasi = choice("polarity", PolarityChoice.choices)
    toleransi = figure("tolerance")
    agregasi = choice("aggregation", AggregationChoice.choices)
    jenis_nilai = choice("value_kind", ValueKind.choices)
    skala = text("scale__code")
    desimal = whole("decimals")
    akumulasi = choice("accumulation", AccumulationChoice.choices)
    jatuh_tempo_hari = whole("due_days")
    bukti_dukung = choice(
        "evidence_rule",
        EvidenceRule.choices,
        default=EvidenceRule.OPTIONAL.value,
    )
    penanggung_jawab = text("team_in_charge")
    tujuan = text("goal__code")
    kode_manual = text("manual_code")
    definisi = text("definition")
    sumber_data = text("data_source")
    cara_hitung = text("formula")
    sumber_turunan = text("derived_source")
    nilai_awal = figure("baseline_value")
    tahun_awal = whole("baseline_year")
    catatan = text("note")
    sumber = text("source")


class LinkResource(SheetResource):
    """What became of an indicator in the next plan."""

    sheet = "silsilah"
    model = IndicatorLink
    key = ("dari_renstra", "dari_indikator", "ke_renstra", "ke_indikator")
    references = (
        Reference("from_indicator", Indicator, ("dari_renstra", "dari_indikator")),
        Reference("to_indicator", Indicator, ("ke_renstra", "ke_indikator")),
    )
    related = ("from_indicator__plan__unit", "to_indicator__plan")

    dari_renstra = text("from_indicator__plan__code")
    dari_indikator = text("from_indicator__code")
    ke_renstra = text("to_indicator__plan__code")
    ke_indikator = text("to_indicator__code")
    jenis = choice("kind", Lineage.choices)
    catatan = text("note")
    sumber = text("source")


class CascadeResource(SheetResource):
    """The cascading matrix (Lampiran IV)."""

    sheet = "cascading"
    model = CascadeEntry
    key = ("renstra", "urutan")
    references = (PLAN,)
    related = ("plan__unit",)

    renstra = text("plan__code")
    urutan = whole("order")
    tujuan = text("goal_code")
    sasaran_program = text("parent_code")
    kode = text("letter")
    perspektif = choice("perspective", Perspective.choices)
    indikator = text("indicator")
    satuan = text("unit_of_measure")
    set = yes_no("for_secretariat")
    p4si = yes_no("for_p4si")
    p2si = yes_no("for_p2si")
    poptikji = yes_no("for_poptikji")
    pih = yes_no("for_pih")
    bbspji = yes_no("for_large_offices")
    bspji = yes_no("for_offices")
    uke1 = yes_no("is_echelon_1")
    uke2_upt = yes_no("is_echelon_2")
    sumber = text("source")
