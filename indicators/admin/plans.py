"""Plans, the years in which they count, and what they aim at."""

from __future__ import annotations

from typing import Any

from django.contrib import admin

from indicators.admin.base import FigureAdmin, PlanInline, PlanRowAdmin
from indicators.models import (
    ActivityTarget,
    CascadeEntry,
    Goal,
    Indicator,
    PlannedActivity,
    PlanYear,
    Programme,
    StrategicPlan,
)

BY_PLAN = ("plan", admin.RelatedOnlyFieldListFilter)
BY_UNIT = ("unit", admin.RelatedOnlyFieldListFilter)


class PlanYearInline(PlanInline):
    """The years of a plan; the unit is the plan's."""

    model = PlanYear
    fields = ["unit", "year", "source"]


class GoalInline(PlanInline):
    model = Goal
    fields = ["code", "order", "statement"]


class ProgrammeInline(PlanInline):
    model = Programme
    fields = ["code", "order", "name"]


class IndicatorInline(PlanInline):
    """The indicators of an activity target, to be opened from here."""

    model = Indicator
    fields = ("code", "name", "unit_of_measure", "polarity", "is_key")
    readonly_fields = ("code", "name", "unit_of_measure", "polarity", "is_key")
    can_delete = False

    def has_add_permission(self, request: Any, obj: Any = None) -> bool:
        return False


class PlannedActivityInline(PlanInline):
    model = PlannedActivity
    fields = ["order", "label", "level", "name"]


@admin.register(StrategicPlan)
class StrategicPlanAdmin(FigureAdmin):
    list_display = [
        "code",
        "title",
        "period_text",
        "unit_code",
        "relation",
        "decree_number",
    ]
    list_filter = [BY_UNIT, "relation"]
    list_select_related = ["unit"]
    search_fields = ["code", "title", "decree_number"]
    autocomplete_fields = ["unit", "predecessor", "achievement_scale"]
    fieldsets = [
        (None, {"fields": ["unit", "code", "title", ("start_year", "end_year")]}),
        (
            "Penetapan",
            {"fields": [("decree_number", "decree_date"), ("predecessor", "relation")]},
        ),
        ("Penilaian", {"fields": ["cap", "achievement_scale"]}),
        ("Keterangan", {"fields": ["note", "source"]}),
    ]
    inlines = [PlanYearInline, GoalInline, ProgrammeInline]

    def choice_text(self, obj: Any) -> str:
        """Return the plan by what sets it apart; titles begin alike."""
        return f"{obj.code} · {obj.title}"

    @admin.display(description="periode", ordering="start_year")
    def period_text(self, obj: StrategicPlan) -> str:
        return obj.period_text


@admin.register(PlanYear)
class PlanYearAdmin(FigureAdmin):
    list_display = ["year", "unit_code", "plan_code"]
    list_filter = [BY_UNIT]
    list_select_related = ["unit", "plan"]
    search_fields = ["year", "plan__code", "plan__title"]
    autocomplete_fields = ["unit", "plan"]
    fields = ["unit", "year", "plan", "source"]


@admin.register(Goal)
class GoalAdmin(PlanRowAdmin):
    list_display = ["code", "statement", "plan_code"]
    list_filter = [BY_PLAN]
    list_select_related = ["plan"]
    search_fields = ["code", "statement"]
    autocomplete_fields = ["plan"]
    fields = ["plan", ("code", "order"), "statement", "source"]


@admin.register(Programme)
class ProgrammeAdmin(PlanRowAdmin):
    list_display = ["code", "name", "plan_code"]
    list_filter = [BY_PLAN]
    list_select_related = ["plan"]
    search_fields = ["code", "name"]
    autocomplete_fields = ["plan"]
    fields = ["plan", ("code", "order"), "name", "source"]


@admin.register(ActivityTarget)
class ActivityTargetAdmin(PlanRowAdmin):
    list_display = ["code", "statement", "goal_code", "perspective", "plan_code"]
    list_filter = [BY_PLAN, "perspective"]
    list_select_related = ["plan", "goal"]
    search_fields = ["code", "statement"]
    autocomplete_fields = ["plan", "goal", "programme"]
    fieldsets = [
        (None, {"fields": ["plan", ("code", "order"), "statement"]}),
        ("Kedudukan", {"fields": ["goal", "perspective", "programme", "parent_code"]}),
        ("Keterangan", {"fields": ["note", "source"]}),
    ]
    inlines = [IndicatorInline, PlannedActivityInline]

    @admin.display(description="tujuan", ordering="goal__order", empty_value="–")
    def goal_code(self, obj: ActivityTarget) -> str | None:
        return obj.goal.code if obj.goal else None


@admin.register(CascadeEntry)
class CascadeEntryAdmin(FigureAdmin):
    list_display = [
        "order",
        "goal_code",
        "parent_code",
        "letter",
        "indicator",
        "unit_of_measure",
        "marks",
        "plan_code",
    ]
    list_display_links = ["order", "indicator"]
    list_filter = [BY_PLAN, "perspective", "for_offices"]
    list_select_related = ["plan"]
    search_fields = ["indicator", "parent_code", "goal_code"]
    autocomplete_fields = ["plan"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "plan",
                    "order",
                    ("goal_code", "parent_code", "letter"),
                    "perspective",
                ]
            },
        ),
        ("Indikator BSKJI", {"fields": ["indicator", "unit_of_measure"]}),
        ("Diemban oleh", {"fields": [tuple(CascadeEntry.MARKS)]}),
        ("Asal data", {"fields": ["source"]}),
    ]

    @admin.display(description="diemban oleh")
    def marks(self, obj: CascadeEntry) -> str:
        return ", ".join(
            label for name, label in CascadeEntry.MARKS.items() if getattr(obj, name)
        )
