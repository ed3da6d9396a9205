"""Policy directions, their activities, and what these are to bring about."""

from __future__ import annotations

from typing import Any

from django.contrib import admin

from indicators.admin.base import PlanInline, PlanRowAdmin
from indicators.admin.plans import BY_PLAN
from indicators.models import PolicyActivity, PolicyDirection, PolicyOutcome


class PolicyActivityInline(PlanInline):
    model = PolicyActivity
    fields = ["order", "number", "name"]


class PolicyOutcomeInline(PlanInline):
    model = PolicyOutcome
    fields = ["order", "letter", "statement"]


@admin.register(PolicyDirection)
class PolicyDirectionAdmin(PlanRowAdmin):
    list_display = ["code", "title", "level", "plan_code"]
    list_filter = [BY_PLAN, "level"]
    list_select_related = ["plan"]
    search_fields = ["code", "title"]
    autocomplete_fields = ["plan"]
    fields = ["plan", ("code", "order", "level"), "title", "note", "source"]
    inlines = [PolicyActivityInline]


@admin.register(PolicyActivity)
class PolicyActivityAdmin(PlanRowAdmin):
    plan_path = "direction__plan"
    list_display = ["number", "name", "direction_code", "plan_code"]
    list_display_links = ["number", "name"]
    list_filter = [("direction", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["direction__plan"]
    search_fields = ["name", "direction__code"]
    autocomplete_fields = ["direction"]
    fields = ["direction", ("order", "number"), "name", "source"]
    inlines = [PolicyOutcomeInline]

    @admin.display(description="arah kebijakan", ordering="direction__order")
    def direction_code(self, obj: PolicyActivity) -> str:
        return obj.direction.code

    @admin.display(description="renstra", ordering="direction__plan__code")
    def plan_code(self, obj: PolicyActivity) -> str:
        return obj.plan.code

    def choice_text(self, obj: Any) -> str:
        """Return the activity with its direction and plan."""
        return f"{obj.direction.code} · {super().choice_text(obj)}"


@admin.register(PolicyOutcome)
class PolicyOutcomeAdmin(PlanRowAdmin):
    plan_path = "activity__direction__plan"
    list_display = ["letter", "statement", "activity_text", "plan_code"]
    list_display_links = ["letter", "statement"]
    list_filter = [("activity__direction", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["activity__direction__plan"]
    search_fields = ["statement", "activity__name"]
    autocomplete_fields = ["activity"]
    fields = ["activity", ("order", "letter"), "statement", "source"]

    @admin.display(description="aktivitas", ordering="activity")
    def activity_text(self, obj: PolicyOutcome) -> str:
        return f"{obj.activity.direction.code} · {obj.activity}"

    @admin.display(description="renstra", ordering="activity__direction__plan__code")
    def plan_code(self, obj: PolicyOutcome) -> str:
        return obj.plan.code
