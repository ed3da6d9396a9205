"""Activities under activity targets, and the regulations that a plan needs."""

from __future__ import annotations

from django.contrib import admin

from indicators.admin.base import PlanRowAdmin
from indicators.admin.plans import BY_PLAN
from indicators.models import PlannedActivity, RegulationNeed


@admin.register(PlannedActivity)
class PlannedActivityAdmin(PlanRowAdmin):
    plan_path = "activity_target__plan"
    list_display = ["label", "name", "level", "activity_target_code", "plan_code"]
    list_display_links = ["label", "name"]
    list_filter = [("activity_target", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["activity_target__plan"]
    search_fields = ["name", "activity_target__code"]
    autocomplete_fields = ["activity_target"]
    fields = ["activity_target", ("order", "label", "level"), "name", "source"]

    @admin.display(description="sasaran", ordering="activity_target__order")
    def activity_target_code(self, obj: PlannedActivity) -> str:
        return obj.activity_target.code

    @admin.display(description="renstra", ordering="activity_target__plan__code")
    def plan_code(self, obj: PlannedActivity) -> str:
        return obj.plan.code


@admin.register(RegulationNeed)
class RegulationNeedAdmin(PlanRowAdmin):
    list_display = ["order", "title", "unit_in_charge", "target", "plan_code"]
    list_display_links = ["order", "title"]
    list_filter = [BY_PLAN]
    list_select_related = ["plan"]
    search_fields = ["title", "unit_in_charge"]
    autocomplete_fields = ["plan"]
    fields = [
        "plan",
        ("order", "target"),
        "title",
        "urgency",
        "unit_in_charge",
        "related_units",
        "source",
    ]
