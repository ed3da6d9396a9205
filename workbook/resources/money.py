"""Sheets of revenue, budget, funding need and budget lines."""

from __future__ import annotations

from operator import attrgetter
from typing import Any, ClassVar

from django.core.exceptions import ValidationError

from accounts.models import Unit
from budgets.models import (
    AnnualBudget,
    BudgetAllocation,
    BudgetLine,
    FundingRequirement,
    NonTaxRevenue,
    RevenueTotal,
    ServiceType,
    check_year_in_plan,
)
from indicators.models import ActivityTarget, Indicator, StrategicPlan
from indicators.models.guard import Problem
from indicators.models.locks import load_locks, lock_problem
from workbook.resources.base import SheetResource
from workbook.resources.columns import choice, figure, money, text, whole
from workbook.resources.references import Reference

UNIT = Reference("unit", Unit, ("unit",))
PLAN = Reference("plan", StrategicPlan, ("renstra",))


class YearlyAmounts(SheetResource):
    """Base of the sheets that a lock of the year closes; ``plan_path`` leads to the plan that limits the years."""

    plan_path: ClassVar[str] = ""

    def problems(self, instances: list[Any]) -> list[Problem]:
        """Return what the locks and the plans' periods refuse, with one query for all rows."""
        places = [(self.owner(instance).pk, instance.year) for instance in instances]
        locks = load_locks(places)
        found: list[Problem] = []
        for index, (place, instance) in enumerate(zip(places, instances, strict=True)):
            reasons = [lock_problem(*place, locks), self._period_problem(instance)]
            found += [Problem(index, "year", reason) for reason in reasons if reason]
        return found

    def _period_problem(self, instance: Any) -> str | None:
        if not self.plan_path:
            return None
        try:
            check_year_in_plan(attrgetter(self.plan_path)(instance), instance.year)
        except ValidationError as error:
            return " ".join(error.messages)
        return None


class ServiceTypeResource(SheetResource):
    """Types of service that bring revenue."""

    sheet = "jenis_layanan"
    model = ServiceType
    key = ("unit", "kode")
    references = (UNIT,)
    related = ("unit",)

    unit = text("unit__code")
    kode = text("code")
    urutan = whole("order")
    nama = text("name")
    sumber = text("source")


class RevenueResource(YearlyAmounts):
    """Non-tax revenue per type of service and year."""

    sheet = "pnbp"
    model = NonTaxRevenue
    key = ("unit", "jenis_layanan", "tahun")
    references = (Reference("service_type", ServiceType, ("unit", "jenis_layanan")),)
    related = ("service_type__unit",)
    written = ("jumlah", "teks")

    unit = text("service_type__unit__code")
    jenis_layanan = text("service_type__code")
    tahun = whole("year")
    jumlah = money("amount")
    target = money("target")
    teks = text("printed_text")
    sumber = text("source")


class RevenueTotalResource(YearlyAmounts):
    """Non-tax revenue of a year as its source states it."""

    sheet = "pnbp_jumlah"
    model = RevenueTotal
    key = ("unit", "tahun")
    references = (UNIT,)
    related = ("unit",)
    written = ("jumlah", "teks")

    unit = text("unit__code")
    tahun = whole("year")
    jumlah = money("amount")
    teks = text("printed_text")
    sumber = text("source")


class BudgetResource(YearlyAmounts):
    """Ceilings and spending of a year."""

    sheet = "anggaran"
    model = AnnualBudget
    key = ("unit", "tahun")
    references = (UNIT,)
    related = ("unit",)

    unit = text("unit__code")
    tahun = whole("year")
    pagu_awal = money("initial_ceiling")
    pagu_revisi = money("revised_ceiling")
    realisasi = money("spending")
    catatan = text("note")
    sumber = text("source")


class FundingResource(YearlyAmounts):
    """Funding need by source and year."""

    sheet = "pendanaan"
    model = FundingRequirement
    key = ("renstra", "sumber_dana", "tahun")
    references = (PLAN,)
    related = ("plan__unit",)
    written = ("jumlah", "teks")
    plan_path = "plan"

    renstra = text("plan__code")
    sumber_dana = choice("fund", FundingRequirement.Fund.choices)
    tahun = whole("year")
    jumlah = money("amount")
    teks = text("printed_text")
    sumber = text("source")


class LineResource(SheetResource):
    """Component lines of the funding matrix (Lampiran II)."""

    sheet = "komponen"
    model = BudgetLine
    key = ("renstra", "urutan")
    references = (
        PLAN,
        Reference("activity_target", ActivityTarget, ("renstra", "sasaran")),
        Reference("indicator", Indicator, ("indikator_renstra", "indikator")),
    )
    related = ("plan__unit", "activity_target", "indicator__plan")

    renstra = text("plan__code")
    urutan = whole("order")
    kode = text("letter")
    uraian = text("name")
    sasaran = text("activity_target__code")
    indikator_renstra = text("indicator__plan__code")
    indikator = text("indicator__code")
    kode_tercetak = text("printed_code")
    catatan = text("note")
    sumber = text("source")


class AllocationResource(YearlyAmounts):
    """Amount, spending and output of a component in a year."""

    sheet = "alokasi"
    model = BudgetAllocation
    key = ("renstra", "komponen", "tahun")
    references = (Reference("line", BudgetLine, ("renstra", "komponen")),)
    related = ("line__plan__unit",)
    written = ("jumlah", "teks")
    plan_path = "line.plan"

    renstra = text("line__plan__code")
    komponen = whole("line__order")
    tahun = whole("year")
    jumlah = money("amount")
    realisasi = money("spending")
    volume_target = figure("output_target")
    volume_realisasi = figure("output_realized")
    satuan_volume = text("output_unit")
    teks = text("printed_text")
    catatan = text("note")
    sumber = text("source")
