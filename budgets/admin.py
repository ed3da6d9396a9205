"""Revenue, budget, funding need, components and people in the data administration."""

from __future__ import annotations

from django.contrib import admin

from budgets.models import (
    AnnualBudget,
    BudgetAllocation,
    BudgetLine,
    FundingRequirement,
    NonTaxRevenue,
    RevenueTotal,
    ServiceType,
    StaffCategory,
    StaffCount,
)
from indicators.admin.base import FigureAdmin, FigureInline, PlanRowAdmin, figure
from indicators.admin.plans import BY_PLAN, BY_UNIT


class RevenueInline(FigureInline):
    model = NonTaxRevenue
    fields = ["year", "amount", "target", "printed_text"]


@admin.register(ServiceType)
class ServiceTypeAdmin(FigureAdmin):
    list_display = ["name", "code", "order", "unit_code"]
    list_filter = [BY_UNIT]
    list_select_related = ["unit"]
    search_fields = ["code", "name"]
    autocomplete_fields = ["unit"]
    fields = ["unit", ("code", "order"), "name", "source"]
    inlines = [RevenueInline]


@admin.register(NonTaxRevenue)
class NonTaxRevenueAdmin(FigureAdmin):
    list_display = [
        "service_type",
        "year",
        figure("amount", "penerimaan (Rp)"),
        figure("target", "target (Rp)"),
    ]
    list_filter = ["year", ("service_type", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["service_type"]
    search_fields = ["service_type__name", "year"]
    autocomplete_fields = ["service_type"]
    fields = ["service_type", "year", "amount", "target", "printed_text", "source"]


@admin.register(RevenueTotal)
class RevenueTotalAdmin(FigureAdmin):
    list_display = ["year", "unit_code", figure("amount", "jumlah (Rp)"), "source"]
    list_filter = [BY_UNIT]
    list_select_related = ["unit"]
    search_fields = ["year", "source"]
    autocomplete_fields = ["unit"]
    fields = ["unit", "year", "amount", "printed_text", "source"]


@admin.register(AnnualBudget)
class AnnualBudgetAdmin(FigureAdmin):
    list_display = [
        "year",
        "unit_code",
        figure("initial_ceiling", "pagu awal (Rp)"),
        figure("revised_ceiling", "pagu revisi (Rp)"),
        figure("spending", "realisasi (Rp)"),
    ]
    list_filter = [BY_UNIT]
    list_select_related = ["unit"]
    search_fields = ["year", "note"]
    autocomplete_fields = ["unit"]
    fields = [
        "unit",
        "year",
        "initial_ceiling",
        "revised_ceiling",
        "spending",
        "note",
        "source",
    ]


@admin.register(FundingRequirement)
class FundingRequirementAdmin(FigureAdmin):
    list_display = ["fund", "year", figure("amount", "jumlah (Rp)"), "plan_code"]
    list_filter = ["fund", "year", BY_PLAN]
    list_select_related = ["plan"]
    search_fields = ["year", "plan__code"]
    autocomplete_fields = ["plan"]
    fields = ["plan", ("fund", "year"), "amount", "printed_text", "source"]


class AllocationInline(FigureInline):
    model = BudgetAllocation
    fields = [
        "year",
        "amount",
        "spending",
        "output_target",
        "output_realized",
        "output_unit",
    ]


@admin.register(BudgetLine)
class BudgetLineAdmin(PlanRowAdmin):
    list_display = [
        "order",
        "printed_code",
        "letter",
        "name",
        "activity_target_code",
        "indicator_code",
        "plan_code",
    ]
    list_display_links = ["order", "name"]
    list_filter = [BY_PLAN, ("activity_target", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["plan", "activity_target", "indicator"]
    search_fields = ["name", "printed_code"]
    autocomplete_fields = ["plan", "activity_target", "indicator"]
    fieldsets = [
        (None, {"fields": ["plan", ("order", "letter", "printed_code"), "name"]}),
        ("Kedudukan", {"fields": ["activity_target", "indicator"]}),
        ("Keterangan", {"fields": ["note", "source"]}),
    ]
    inlines = [AllocationInline]

    @admin.display(description="sasaran", ordering="activity_target__order")
    def activity_target_code(self, obj: BudgetLine) -> str:
        return obj.activity_target.code

    @admin.display(description="indikator", ordering="indicator__code", empty_value="–")
    def indicator_code(self, obj: BudgetLine) -> str | None:
        return obj.indicator.code if obj.indicator else None


@admin.register(BudgetAllocation)
class BudgetAllocationAdmin(FigureAdmin):
    list_display = [
        "line_text",
        "year",
        figure("amount", "jumlah (Rp)"),
        figure("spending", "realisasi (Rp)"),
        figure("output_target", "volume: target"),
        figure("output_realized", "volume: realisasi"),
        "output_unit",
    ]
    list_filter = ["year", ("line__plan", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["line"]
    search_fields = ["line__name", "line__printed_code"]
    autocomplete_fields = ["line"]
    fieldsets = [
        (None, {"fields": ["line", "year"]}),
        ("Anggaran", {"fields": ["amount", "spending"]}),
        ("Keluaran", {"fields": [("output_target", "output_realized"), "output_unit"]}),
        ("Keterangan", {"fields": ["printed_text", "note", "source"]}),
    ]

    @admin.display(description="komponen", ordering="line")
    def line_text(self, obj: BudgetAllocation) -> str:
        return str(obj.line)


class StaffCountInline(FigureInline):
    model = StaffCount
    fields = ["year", "count", "printed_text"]


@admin.register(StaffCategory)
class StaffCategoryAdmin(FigureAdmin):
    list_display = ["name", "kind", "code", "order", "unit_code"]
    list_filter = [BY_UNIT, "kind"]
    list_select_related = ["unit"]
    search_fields = ["code", "name"]
    autocomplete_fields = ["unit"]
    fields = ["unit", ("kind", "code", "order"), "name", "source"]
    inlines = [StaffCountInline]


@admin.register(StaffCount)
class StaffCountAdmin(FigureAdmin):
    list_display = ["category", "kind", "year", figure("count", "jumlah (orang)")]
    list_filter = ["year", "category__kind"]
    list_select_related = ["category"]
    search_fields = ["category__name", "year"]
    autocomplete_fields = ["category"]
    fields = ["category", "year", "count", "printed_text", "source"]

    @admin.display(description="jenis", ordering="category__kind")
    def kind(self, obj: StaffCount) -> str:
        return obj.category.get_kind_display()
